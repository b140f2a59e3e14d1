"""The offset map: where each character of the clean text stands in what was received.

Invariant: for every range the map knows, ``cut`` of the original gives the same words as the
clean text. Plain text and HTML are mapped to bytes of the file; a PDF page, a paragraph of
a DOCX and a part of a mail are named, with positions in that part's own text.
"""

import html
import re

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

_SPACE = re.compile(r"\s+")
_MARKUP = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)


@frozen
class Place:
    """A range of the original: bytes of the file (``part`` empty), or characters of a named part."""

    part: str
    start: int
    end: int


@frozen(eq=False)
class ByteMap:
    """One byte offset a character of the clean text, with the offset behind it."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    encoding: str
    marked_up: bool

    def place_of(self, start: int, end: int) -> Place | None:
        """The bytes from the first to the last mapped character of a range; None if none is mapped."""
        known = np.flatnonzero(self.starts[start:end] >= 0)
        if known.size == 0:
            return None
        return Place("", int(self.starts[start + known[0]]), int(self.ends[start + known[-1]]))

    def cut(self, original: bytes, place: Place) -> str:
        """The words at a place of the original, without markup and with entities read."""
        text = original[place.start : place.end].decode(self.encoding, errors="replace")
        return html.unescape(_MARKUP.sub("", text)) if self.marked_up else text


@frozen
class Piece:
    """A stretch of the clean text and the part of the original it was taken from, unchanged."""

    start: int
    end: int
    part: str
    part_start: int


@frozen
class PartMap:
    """Stretches of the clean text, in order, each a copy of a stretch of a named part."""

    pieces: tuple[Piece, ...]
    parts: tuple[tuple[str, str], ...]

    def place_of(self, start: int, end: int) -> Place | None:
        """The part that holds the range's first character; None when it runs over two parts."""
        for piece in self.pieces:
            if piece.start <= start and end <= piece.end:
                shift = piece.part_start - piece.start
                return Place(piece.part, start + shift, end + shift)
        return None

    def cut(self, original: bytes, place: Place) -> str:  # noqa: ARG002 - the parts were read from it
        """The words at a place."""
        return dict(self.parts)[place.part][place.start : place.end]


OffsetMap = ByteMap | PartMap


def byte_map_of_text(text: str, encoding: str, lead: int) -> ByteMap:
    """The map of text that was decoded as it stands, ``lead`` bytes of order mark left out."""
    ends = np.cumsum(_widths(text, encoding), dtype=np.int64) + lead
    starts = np.concatenate((np.array([lead], dtype=np.int64), ends[:-1])) if text else ends
    return ByteMap(starts, ends, encoding, marked_up=False)


def _widths(text: str, encoding: str) -> NDArray[np.int64]:
    """Bytes a character takes. UTF-8 and UTF-16 by rule, single-byte sets one each, others asked one by one."""
    points = np.frombuffer(text.encode("utf-32-le", errors="surrogatepass"), dtype=np.uint32)
    name = encoding.lower().replace("_", "-")
    if name in ("utf-8", "ascii"):
        widths = 1 + (points > 0x7F) + (points > 0x7FF) + (points > 0xFFFF)  # noqa: PLR2004 - the ranges of UTF-8
        return widths.astype(np.int64)
    if name.startswith("utf-16"):
        return (2 + 2 * (points > 0xFFFF)).astype(np.int64)  # noqa: PLR2004 - beyond the basic plane
    if name.startswith("utf-32"):
        return np.full(len(text), 4, dtype=np.int64)
    return np.array([len(letter.encode(encoding, errors="replace")) for letter in text], dtype=np.int64)


def squeezed(text: str) -> str:
    """The words without any space, for comparing a cut with its span: markup parts words, too."""
    return _SPACE.sub("", text)
