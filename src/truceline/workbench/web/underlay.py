"""What lies under every map: the shipped cut of countries, maps of one's own, and whose boundaries are drawn.

Read once when the workbench starts. Addresses tell nothing of where files lie.
"""

import hashlib
import json
import math
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from attrs import define, frozen
from shapely.geometry.base import BaseGeometry

from truceline.values.harmless import harmless
from truceline.workbench.area_map import Under
from truceline.workbench.basemaps.reading import read_boundaries, read_map
from truceline.workbench.basemaps.values import Drawn, Feature, Tiles
from truceline.workbench.pen import WHOLE
from truceline.workbench.web.drawing import BaseMap, Frame, Shape
from truceline.workbench.web.files import BUILT, ServedFiles
from truceline.workbench.web.grids import Bounds
from truceline.workbench.web.world import World, stretch_name

PATH = "/basemap/"
_SHIPPED, _WORLD = "base/region.json", "base/world.json"
_MOST_DRAWN = 1_500
"""Features of a map drawn in a still picture; the largest of those that are to be seen."""
_LEAST_SEEN = 1.5
_FINE = 0.6
"""Pixels: smaller things are left out of a still picture, and corners nearer than that are one."""
_BROAD, _ISLAND = 1.5, 8
"""The same of the world's outlines, and how large an island is drawn at least; both may be twice that."""
_COARSER, _MOST_LAND = 5, 1_500
"""How often land is made coarser for a still picture, and from how many signs on."""
_NAMED = 12


@frozen(eq=False)
class OwnMap:
    """A map of one's own as it is served: its name below the path, what kind, its hash, whom to name."""

    name: str
    kind: str
    version: str
    credit: str
    content: bytes
    file: Path | None
    features: tuple[Feature, ...]

    @property
    def address(self) -> str:
        return f"{PATH}{self.name}?v={self.version}"


def own_map(name: str, found: Drawn | Tiles) -> OwnMap:
    """A map that was read, to be served under a name."""
    if isinstance(found, Tiles):
        stat = found.file.stat()
        version = hashlib.sha256(f"{stat.st_size} {stat.st_mtime_ns}".encode()).hexdigest()[:12]
        return OwnMap(f"{name}.pmtiles", "pmtiles", version, found.credit, b"", found.file, ())
    content = json.dumps(_collection(found.features), ensure_ascii=False, separators=(",", ":")).encode()
    version = hashlib.sha256(content).hexdigest()[:12]
    return OwnMap(f"{name}.json", "geojson", version, found.credit, content, None, found.features)


def _collection(features: Sequence[Feature]) -> dict[str, Any]:
    """The features with their kind and name, and nothing else that their file says of them."""
    rows = [
        {
            "type": "Feature",
            "geometry": json.loads(shapely.to_geojson(one.shape)),
            "properties": {"theme": one.theme.value, **({"name": harmless(one.name)} if one.name else {})},
        }
        for one in features
    ]
    return {"type": "FeatureCollection", "features": rows}


@define(eq=False, slots=False)
class Underlay:
    """The shipped base and what the user plugged in, in the order of drawing.

    Invariant: nothing here changes while the workbench runs.
    """

    shipped: BaseMap
    world: World
    own: tuple[OwnMap, ...]
    boundaries: OwnMap | None
    credited: str

    @classmethod
    def plain(cls) -> "Underlay":
        """The shipped base alone."""
        return cls(BaseMap(BUILT / _SHIPPED), World(BUILT / _WORLD), (), None, "")

    @classmethod
    def of(cls, bases: Sequence[Path], boundaries: Path | None, credited: str) -> "Underlay":
        """The shipped base with the maps in some files over it.

        Raises:
            Problems: as :func:`read_map` and :func:`read_boundaries`.
        """
        own = tuple(own_map(str(number), read_map(file)) for number, file in enumerate(bases))
        lines = own_map("boundaries", read_boundaries(boundaries)) if boundaries is not None else None
        plain = cls.plain()
        return cls(plain.shipped, plain.world, own, lines, credited)

    @property
    def land(self) -> tuple[BaseGeometry, ...]:
        return self.shipped.land

    @property
    def served(self) -> dict[str, OwnMap]:
        """What may be asked for, by name."""
        found = (*self.own, *([] if self.boundaries is None else [self.boundaries]))
        return {one.name: one for one in found}

    @property
    def credits(self) -> tuple[str, ...]:
        """Whom the maps in use want named, each once."""
        told = (self.credited, *(one.credit for one in self.served.values()))
        return tuple(dict.fromkeys(one for one in told if one))

    @property
    def has_tiles(self) -> bool:
        """Whether a map is there that only scripts can draw."""
        return any(one.file is not None for one in self.own)

    def attributes(self, files: ServedFiles, bounds: Bounds) -> dict[str, str]:
        """What the element of a map of these bounds tells its script: addresses and their kinds, in the order of drawing."""
        shipped = files.address(_SHIPPED)
        if shipped and not self.shipped.reaches(bounds):
            shipped = f"{PATH}{stretch_name(bounds)}?{files.address(_WORLD).partition('?')[2]}"
        addresses = [*([shipped] if shipped else []), *(one.address for one in self.own)]
        kinds = [*(["topojson"] if shipped else []), *(one.kind for one in self.own)]
        lines = self.boundaries.address if self.boundaries is not None else ""
        return {"base": " ".join(addresses), "kinds": " ".join(kinds), "boundaries": lines}

    def is_coarse(self, bounds: Bounds) -> bool:
        """Whether a map of these bounds has no more than the world's coarse outlines under it."""
        return bool(self.world.land) and not self.own and not self.shipped.reaches(bounds)

    @cached_property
    def _areas(self) -> tuple[Under, ...]:
        return self._as_areas(self.shipped.land)

    @cached_property
    def _world_areas(self) -> tuple[Under, ...]:
        return self._as_areas(self.world.land)

    def _as_areas(self, land: Sequence[BaseGeometry]) -> tuple[Under, ...]:
        """Land as areas; its edges are boundaries, drawn unless others were given."""
        look = "land" if self.boundaries is None else "ground"
        rings = [[shapely.Polygon(ring.coords) for ring in one.geoms if ring.is_ring] for one in land]
        return tuple(
            Under(shapely.make_valid(shapely.MultiPolygon(several)), look) for several in rings if several
        )

    def _reaches(self, box: BaseGeometry) -> bool:
        return self.shipped.reaches(Bounds(*box.bounds))

    def _land_in(self, box: BaseGeometry, scale: float) -> tuple[Under, ...]:
        """The shipped land for a box, no finer than can be seen: the region's, or the world's where that ends."""
        if self._reaches(box):
            return _coarse(self._areas, _step(scale))
        return _broad(self._world_areas, _step(scale))

    @cached_property
    def _plugged(self) -> tuple[Under, ...]:
        """What the user's own maps draw, but for names."""
        return tuple(Under(one.shape, one.theme.value) for one in self._features if not _is_name(one))

    @property
    def _features(self) -> Iterator[Feature]:
        for one in (*self.own, *([] if self.boundaries is None else [self.boundaries])):
            yield from one.features

    def beneath(self, box: BaseGeometry, scale: float) -> list[Under]:
        """All of it that can be seen in a box at so many pixels a degree."""
        return visible((*self._land_in(box, scale), *self._plugged), box, scale)

    def countries(self, frame: Frame) -> tuple[str, ...]:
        """The shipped land in a frame, as paths for the situation's picture."""
        paths: tuple[str, ...] = ()
        for coarser in range(1 if self._reaches(frame.seen) else _COARSER):
            land = self._land_in(frame.seen, frame.scale / 2**coarser)
            # The path is made no finer than can be seen: once is enough.
            shown = visible(land, frame.paper, frame.scale, fine=0)
            paths = tuple(path for one in shown if (path := frame.path(one.shape, WHOLE)))
            if sum(map(len, paths)) <= _MOST_LAND:
                break
        return paths

    def seen(self, frame: Frame) -> tuple[Shape, ...]:
        """What the user's own maps show in a frame, as paths for the situation's picture."""
        shown = visible(self._plugged, frame.paper, frame.scale)
        paths = ((frame.path(one.shape), one.look) for one in shown)
        return tuple(Shape(path, "", 0, 0, f"own {look}") for path, look in paths if path)

    def names(self, frame: Frame) -> tuple[Shape, ...]:
        """A few names on the user's own maps, where they stand in a frame."""
        found = []
        for one in filter(_is_name, self._features):
            x, y = frame.x(one.shape.x), frame.y(one.shape.y)
            if one.name and 0 < x < 600 and 10 < y < 430:  # noqa: PLR2004 - the paper's edge, with room for a name
                found.append(Shape("", one.name, x, y, "place"))
        return tuple(found[:_NAMED])


def _step(scale: float) -> int:
    """Pixels a degree as a power of two, not more than there are."""
    return math.floor(math.log2(scale)) if scale > 0 else 0


@lru_cache(maxsize=12)
def _coarse(areas: tuple[Under, ...], step: int) -> tuple[Under, ...]:
    """Areas with no more corners than up to twice so many pixels a degree can show; cutting them is then quick."""
    fine = _FINE / 2.0 ** (step + 1)
    return tuple(Under(shapely.simplify(one.shape, fine), one.look) for one in areas)


@lru_cache(maxsize=12)
def _broad(areas: tuple[Under, ...], step: int) -> tuple[Under, ...]:
    """The same of the whole world, of which more is seen at once: fewer corners, and no small islands."""
    pixel = 1 / 2.0**step
    found = []
    for one in areas:
        parts = shapely.get_parts(one.shape)
        west, south, east, north = shapely.bounds(parts).T
        large = parts[np.maximum(east - west, north - south) >= _ISLAND * pixel]
        shape = shapely.simplify(shapely.MultiPolygon(list(large)), _BROAD * pixel)
        found += [] if shape.is_empty else [Under(shape, one.look)]
    return tuple(found)


def _is_name(one: Feature) -> bool:
    return isinstance(one.shape, shapely.Point)


def visible(several: Sequence[Under], box: BaseGeometry, scale: float, *, fine: float = _FINE) -> list[Under]:
    """What of an underlay can be seen in a box at so many pixels a degree: cut to it, and no finer than so many pixels."""
    found: list[tuple[float, int, Under]] = []
    left, bottom, right, top = box.bounds
    for number, one in enumerate(several):
        west, south, east, north = one.shape.bounds
        size = max(east - west, north - south) * scale
        if size < _LEAST_SEEN or west > right or east < left or south > top or north < bottom:
            continue
        cut = shapely.clip_by_rect(one.shape, *box.buffer(_FINE / scale).bounds)
        cut = shapely.simplify(cut, fine / scale) if fine else cut
        if not cut.is_empty:
            found.append((-size, number, Under(cut, one.look)))
    largest = sorted(found, key=lambda item: item[0])[:_MOST_DRAWN]
    return [one for _, _, one in sorted(largest, key=lambda item: item[1])]
