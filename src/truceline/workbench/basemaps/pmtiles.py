"""Whether a file is a PMTiles archive of vector tiles that a browser can draw (PMTiles specification 3).

Only the head, the first directory and the metadata are read; tiles are left to whoever shows them.
"""

import json
import re
import zlib
from pathlib import Path
from struct import Struct
from typing import Any, BinaryIO

from attrs import frozen

from truceline.workbench.basemaps.values import MOST_TEXT, Tiles, refused

MAGIC = b"PMTiles"
_HEAD = Struct("<7sB11Q6B4i")
_VERSION, _VECTOR = 3, 1
_PLAIN, _GZIP = 1, 2
_MOST_METADATA = 4_000_000
_TAG = re.compile(r"<[^<>]{0,500}>")


@frozen
class _Head:
    """What the first bytes say of the rest; lengths and offsets in bytes."""

    root: tuple[int, int]
    metadata: tuple[int, int]
    leaves: tuple[int, int]
    tiles: tuple[int, int]
    inside: int
    tile_packing: int
    tile_kind: int


def read_pmtiles(file: Path) -> Tiles:
    """The archive in a file.

    Raises:
        Problems: ``map.kind`` for pictures or a packing that browsers do not unpack, ``map.damaged``.
    """
    with file.open("rb") as opened:
        head = _head(opened, file)
        size = file.stat().st_size
        for start, length in (head.root, head.metadata, head.leaves, head.tiles):
            if start + length > size:
                raise refused("damaged", f"{size} of {start + length} bytes", file)
        _directory(_part(opened, head.root, head.inside, file), file)
        told = _metadata(_part(opened, head.metadata, head.inside, file), file)
    return Tiles(file, _credit(told))


def _head(opened: BinaryIO, file: Path) -> _Head:
    first = opened.read(_HEAD.size)
    if len(first) < _HEAD.size or not first.startswith(MAGIC):
        raise refused("damaged", f"{len(first)} bytes", file)
    _, version, *numbers = _HEAD.unpack(first)
    if version != _VERSION:
        raise refused("kind", f"PMTiles {version}", file)
    root, metadata, leaves, tiles = (tuple(numbers[at : at + 2]) for at in (0, 2, 4, 6))
    _, inside, tile_packing, tile_kind = numbers[11:15]
    if tile_kind != _VECTOR:
        raise refused("kind", "pictures, not vector tiles", file)
    if inside not in (_PLAIN, _GZIP) or tile_packing not in (_PLAIN, _GZIP):
        raise refused("kind", "a packing that browsers do not unpack", file)
    return _Head(root, metadata, leaves, tiles, inside, tile_packing, tile_kind)


def _part(opened: BinaryIO, where: tuple[int, int], packing: int, file: Path) -> bytes:
    start, length = where
    if length > _MOST_METADATA:
        raise refused("damaged", f"{length} bytes of directory", file)
    opened.seek(start)
    packed = opened.read(length)
    if packing == _PLAIN:
        return packed
    try:
        found = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(packed, _MOST_METADATA)
    except zlib.error as fault:
        raise refused("damaged", str(fault), file) from fault
    return found


def _directory(packed: bytes, file: Path) -> None:
    """A directory has entries, and all of the numbers that these take."""
    numbers = _numbers(packed)
    if not numbers or numbers[0] == 0 or len(numbers) != 1 + 4 * numbers[0]:
        raise refused("damaged", "its directory of tiles", file)


def _numbers(packed: bytes) -> list[int]:
    """Numbers of seven bits a byte, the eighth saying that more follow."""
    found, value, shift = [], 0, 0
    for byte in packed:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:  # noqa: PLR2004 - the eighth bit
            found.append(value)
            value, shift = 0, 0
    return found


def _metadata(packed: bytes, file: Path) -> dict[str, Any]:
    try:
        told = json.loads(packed) if packed else {}
    except (ValueError, RecursionError) as fault:
        raise refused("damaged", str(fault), file) from fault
    return told if isinstance(told, dict) else {}


def _credit(told: dict[str, Any]) -> str:
    """Whom the archive wants named; it may hold a link, of which the words are kept."""
    found = told.get("attribution")
    return " ".join(_TAG.sub(" ", found).split())[:MOST_TEXT] if isinstance(found, str) else ""
