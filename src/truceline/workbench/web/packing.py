"""A page squeezed once, with places left in it for what is each reader's own (gzip, RFC 1951 and 1952).

What is put in lies there as it is, so that no length tells how much of it stands elsewhere on the
page (the BREACH attack on tokens).
"""

import struct
import zlib
from collections.abc import Sequence

from attrs import frozen

_LEVEL, _LEVEL_OF_LONG, _LONG = 9, 6, 1 << 16
"""How hard to squeeze: on data of a hundred thousand bytes 9 takes five times as long as 6 and gains nothing."""
_LEAST = 500
_MOST_SLOTS = 12
_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"
_END = b"\x03\x00"
"""An empty last block."""


@frozen(eq=False)
class Packed:
    """A body's parts, plain and squeezed; nothing squeezed where it is not worth it."""

    plain: tuple[bytes, ...]
    deflated: tuple[bytes, ...]

    def whole(self, values: Sequence[bytes]) -> bytes:
        """The body with these values between its parts."""
        return b"".join(_between(self.plain, values))

    def filled(self, values: Sequence[bytes]) -> bytes | None:
        """The same as a gzip file; None where that is not worth it."""
        if len(self.plain) > _MOST_SLOTS:
            return _squeezed(self.whole(values))
        if not self.deflated:
            return None
        checked = size = 0
        for part in _between(self.plain, values):
            checked, size = zlib.crc32(part, checked), size + len(part)
        blocks = _between(self.deflated, [_stored(value) for value in values])
        return b"".join((_HEAD, *blocks, _END, struct.pack("<II", checked, size & 0xFFFFFFFF)))


def packed(parts: tuple[bytes, ...], slots: Sequence[bytes]) -> Packed:
    """A body squeezed part by part; with very many places it is squeezed anew for each reader."""
    worth = sum(map(len, parts)) >= _LEAST and len(slots) < _MOST_SLOTS
    return Packed(parts, tuple(map(_deflated, parts)) if worth else ())


def _between(parts: Sequence[bytes], values: Sequence[bytes]) -> list[bytes]:
    found = [parts[0]]
    for value, part in zip(values, parts[1:], strict=True):
        found += (value, part)
    return found


def _deflated(part: bytes) -> bytes:
    """Blocks that end at a byte and refer to nothing before them."""
    level = _LEVEL if len(part) < _LONG else _LEVEL_OF_LONG
    squeezer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return squeezer.compress(part) + squeezer.flush(zlib.Z_FULL_FLUSH)


def _stored(value: bytes) -> bytes:
    """One block that holds a value as it is."""
    return struct.pack("<BHH", 0, len(value), len(value) ^ 0xFFFF) + value


def _squeezed(body: bytes) -> bytes:
    squeezer = zlib.compressobj(_LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return squeezer.compress(body) + squeezer.flush()
