"""Plain text: which encoding it is in, and its characters as they stand."""

import codecs

from attrs import frozen
from charset_normalizer import from_bytes

from truceline.reading.intake.offsets import ByteMap, byte_map_of_text
from truceline.values.problems import ValueProblem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000


@frozen(eq=False)
class Decoded:
    """Characters, their encoding, and the bytes of order mark before them."""

    text: str
    encoding: str
    lead: int

    def offsets(self) -> ByteMap:
        return byte_map_of_text(self.text, self.encoding, self.lead)


def decode(content: bytes) -> Decoded:
    """The text of some bytes: by order mark, as UTF-8, else by the likeliest encoding.

    Raises:
        ValueProblem: ``intake.encoding`` when no encoding fits.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return Decoded(_strictly(content[len(mark) :], encoding), encoding, len(mark))
    try:
        return Decoded(content.decode("utf-8"), "utf-8", 0)
    except UnicodeDecodeError:
        pass
    best = from_bytes(content[:_SAMPLE]).best()
    if best is None or b"\x00" in content[:_SAMPLE]:
        raise ValueProblem("intake.encoding", repr(content[:20]))
    return Decoded(_strictly(content, best.encoding), best.encoding, 0)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueProblem("intake.encoding", f"{encoding}: {error.reason} at byte {error.start}") from error
