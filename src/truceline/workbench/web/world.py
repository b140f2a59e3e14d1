"""The whole world in coarse outlines: what maps lie on where the shipped region does not reach.

A browser is never sent the world but a stretch of it, in whole tens of degrees, so that an address
says which part of the world a record is about and no more.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import shapely
from attrs import define
from shapely.geometry.base import BaseGeometry

from truceline.workbench.web.drawing import BaseMap, decoded
from truceline.workbench.web.grids import Bounds

_TEN, _ROOM = 10, 5
_FINE, _RING = 4000, 4
"""Parts of a stretch's width that its outlines are as fine as; points a ring has at least."""
_NAME = re.compile(r"land((?:_-?\d{1,3}){4})\.json", re.ASCII)
_Ring: TypeAlias = list[int]


@define(eq=False, slots=False)
class World:
    """Natural Earth's countries at 1:50 million, without names."""

    file: Path

    @cached_property
    def land(self) -> tuple[BaseGeometry, ...]:
        """One geometry a country; none where the file is not there."""
        return BaseMap(self.file).land

    def cut(self, name: str) -> bytes | None:
        """The stretch of a name as TopoJSON; None for a name that :func:`stretch_name` does not give."""
        match = _NAME.fullmatch(name)
        if match is None or not self.file.is_file():
            return None
        west, south, east, north = (int(part) for part in match[1][1:].split("_"))
        box = Bounds(west, south, east, north)
        is_one = west < east and south < north and stretch_name(_within(box)) == name
        return _cut(self, box) if is_one else None

    @cached_property
    def whole(self) -> dict[str, Any]:
        """The file as it is read."""
        found: dict[str, Any] = json.loads(self.file.read_text("utf-8"))
        return found

    @cached_property
    def extents(self) -> list[Bounds]:
        """What each arc covers."""
        found = []
        for arc in self.whole["arcs"]:
            across, up = zip(*decoded(arc, self.whole["transform"]), strict=True)
            found.append(Bounds(min(across), min(up), max(across), max(up)))
        return found


def stretch_name(bounds: Bounds) -> str:
    """What the stretch round some bounds is called: whole tens of degrees, with room to move about."""
    west, south = (_TEN * math.floor((side - _ROOM) / _TEN) for side in (bounds.west, bounds.south))
    east, north = (_TEN * math.ceil((side + _ROOM) / _TEN) for side in (bounds.east, bounds.north))
    return f"land_{max(west, -180)}_{max(south, -90)}_{min(east, 180)}_{min(north, 90)}.json"


def _within(box: Bounds) -> Bounds:
    """Bounds whose stretch is this box, if any are."""
    return Bounds(box.west + _ROOM, box.south + _ROOM, box.east - _ROOM, box.north - _ROOM)


@lru_cache(maxsize=8)
def _cut(world: World, box: Bounds) -> bytes:
    whole, kept = world.whole, dict[int, int]()
    countries = next(iter(whole["objects"].values()))["geometries"]
    found = [_country(_seen(one, world.extents, box), kept) for one in countries]
    # In units of the file, whose steps are whole numbers.
    fine = max(box.east - box.west, box.north - box.south) / _FINE / whole["transform"]["scale"][0]
    topology = {
        "type": "Topology",
        "bbox": [box.west, box.south, box.east, box.north],
        "transform": whole["transform"],
        "objects": {
            "countries": {"type": "GeometryCollection", "geometries": [one for one in found if one["arcs"]]}
        },
        "arcs": [_thinned(whole["arcs"][number], fine) for number in kept],
    }
    return json.dumps(topology, separators=(",", ":")).encode()


def _thinned(arc: list[list[int]], fine: float) -> list[list[int]]:
    """An arc's steps without corners that a stretch of its width would not show; both its ends stay."""
    spots = np.cumsum(np.array(arc, np.int64), axis=0)
    less = shapely.get_coordinates(shapely.simplify(shapely.LineString(spots), fine, preserve_topology=False))
    if len(less) < _RING and (spots[0] == spots[-1]).all():
        return arc
    steps: list[list[int]] = np.diff(less.astype(np.int64), axis=0, prepend=0).tolist()
    return steps


def _seen(one: dict[str, Any], extents: Sequence[Bounds], box: Bounds) -> Iterator[list[_Ring]]:
    """The parts of a country that may reach into a box, by the box round each."""
    arcs: list[Any] = one.get("arcs", [])
    several: list[list[_Ring]] = [arcs] if one["type"] == "Polygon" else arcs
    for part in several:
        round_it = [extents[number if number >= 0 else ~number] for number in part[0]]
        if (
            min(one.west for one in round_it) <= box.east
            and max(one.east for one in round_it) >= box.west
            and min(one.south for one in round_it) <= box.north
            and max(one.north for one in round_it) >= box.south
        ):
            yield part


def _country(parts: Iterable[list[_Ring]], kept: dict[int, int]) -> dict[str, Any]:
    """A country of these parts, its arcs by their new numbers."""
    return {
        "type": "MultiPolygon",
        "arcs": [[[_renumbered(number, kept) for number in ring] for ring in part] for part in parts],
    }


def _renumbered(number: int, kept: dict[int, int]) -> int:
    arc = number if number >= 0 else ~number
    new = kept.setdefault(arc, len(kept))
    return new if number >= 0 else ~new
