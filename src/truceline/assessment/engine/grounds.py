"""The areas of clauses, laid out for the kernels, and which places of the register lie in them."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import numpy as np
import shapely
from attrs import frozen
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from truceline.agreement.terms import Impact, Provision, Zone
from truceline.assessment.engine.compiled import area_kernels
from truceline.assessment.geography import Geography
from truceline.values.doubt import Truth, agreed
from truceline.values.where import Location, Spot

R = TypeVar("R")
NO, UNKNOWN, YES = 0, 1, 2
_CODES = {Truth.NO: NO, Truth.UNKNOWN: UNKNOWN, Truth.YES: YES}
_INSIDE, _UNTOLD, _EITHER = 1, 2, 3
_SORTS = {Impact.IMPACT: _INSIDE, Impact.ORIGIN: _UNTOLD, Impact.EITHER: _EITHER}


@frozen
class Ground:
    """What a clause says of where: an area or none, and which place of an event it is about."""

    zone: Zone | None
    impact: Impact

    @property
    def sort(self) -> int:
        """The kernels' number for it: not limited, limited, by something never told, by either."""
        return 0 if self.zone is None else _SORTS[self.impact]


def ground_of(clause: Provision) -> Ground:
    """Where a clause applies."""
    return Ground(None, Impact.IMPACT) if clause.area is None else Ground(clause.area, clause.where)


_AT_ONCE = 1 << 16
"""So many are done in one go by one thread: handing over to a kernel takes longer than some of its rows."""


def in_chunks(work: Callable[[int, int], R], count: int, threads: int, *, chunks: int = 16) -> list[R]:
    """Results of some work over [0, count), done in chunks by several threads, in order."""
    if threads == 1 and count <= _AT_ONCE:
        return [work(0, count)] if count else []
    stops = np.unique(np.linspace(0, count, chunks + 1).astype(int))
    spans = list(zip(stops[:-1].tolist(), stops[1:].tolist(), strict=True))
    if threads == 1 or len(spans) <= 1:
        return [work(begin, end) for begin, end in spans]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(lambda span: work(*span), spans))


def grounds_of(
    geography: Geography, wanted: Sequence[Ground], locations: Sequence[Location], threads: int
) -> Any:
    """The arrays of these grounds (``area_kernels.Grounds``)."""
    areas = [geography.area_of(ground.zone) if ground.zone is not None else None for ground in wanted]
    bounds = np.zeros((len(wanted), 4))
    counts, edges = [0], [np.zeros((0, 4))]
    for number, area in enumerate(areas):
        if area is not None:
            bounds[number] = area.bounds
            edges.append(_edges(area))
        counts.append(counts[-1] + (len(edges[-1]) if area is not None else 0))
    bounded = np.array([area is not None for area in areas], np.bool_)
    first, every = np.array(counts, np.int64), np.ascontiguousarray(np.concatenate(edges))
    kernels = area_kernels()
    grid = np.zeros((len(wanted), kernels.GRID**2), np.uint8)
    in_chunks(
        lambda begin, end: kernels.draw_grids(bounds, first, every, bounded, begin, end, grid),
        len(wanted),
        threads,
    )
    place_first, place, truth = _places(geography, wanted, areas, locations)
    return kernels.Grounds(
        sort=np.array([ground.sort for ground in wanted], np.int8),
        bounded=bounded,
        vague=np.array(
            [ground.zone is not None and not geography.is_located(ground.zone.place) for ground in wanted],
            np.bool_,
        ),
        bounds=bounds, edge_first=first, edges=every, grid=grid,
        place_first=place_first, place=place, place_truth=truth,
    )  # fmt: skip


def _edges(area: BaseGeometry) -> NDArray[np.float64]:
    """Every edge of every ring; holes need no special case when crossings are counted."""
    if area.geom_type not in ("Polygon", "MultiPolygon"):
        return np.zeros((0, 4))
    xy, ring = shapely.get_coordinates(shapely.get_rings(area), return_index=True)
    joined = ring[1:] == ring[:-1]
    return np.hstack([xy[:-1][joined], xy[1:][joined]])


def _places(
    geography: Geography,
    wanted: Sequence[Ground],
    areas: Sequence[BaseGeometry | None],
    locations: Sequence[Location],
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.uint8]]:
    """For each ground the locations that are perhaps in it, with how surely."""
    truths = _Truths(geography, wanted, areas, locations)
    first, place, found = [0], [], []
    for number in range(len(wanted)):
        column = truths.of(number)
        inside = np.flatnonzero(column)
        first.append(first[-1] + len(inside))
        place.append(inside.astype(np.int32))
        found.append(column[inside])
    none = np.zeros(0, np.int32)
    return (
        np.array(first, np.int64),
        np.concatenate([none, *place]),
        np.concatenate([none.astype(np.uint8), *found]),
    )


class _Truths:
    """Whether each location lies in each ground: most by their bounds, some by statement, few by geometry."""

    def __init__(
        self,
        geography: Geography,
        wanted: Sequence[Ground],
        areas: Sequence[BaseGeometry | None],
        locations: Sequence[Location],
    ) -> None:
        self._geography = geography
        self._wanted = wanted
        self._areas = areas
        self._locations = locations
        self._spots = tuple(dict.fromkeys(spot for location in locations for spot in location.alternatives))
        number = {spot: place for place, spot in enumerate(self._spots)}
        self._regions = np.array([geography.region_of(spot) for spot in self._spots], object)
        self._undrawn = [place for place, region in enumerate(self._regions) if region is None]
        self._tree = shapely.STRtree([region for region in self._regions if region is not None])
        self._drawn = np.flatnonzero([region is not None for region in self._regions])
        self._saying = self._by_whole()
        self._single = np.array(
            [number[each.alternatives[0]] if len(each.alternatives) == 1 else -1 for each in locations],
            np.intp,
        )
        self._several = [
            (place, [number[spot] for spot in location.alternatives])
            for place, location in enumerate(locations)
            if len(location.alternatives) > 1
        ]

    def _by_whole(self) -> dict[str, list[int]]:
        """The spots that say they lie in a place, by that place."""
        found: dict[str, list[int]] = {}
        for place, spot in enumerate(self._spots):
            for whole in self._geography.stated_wholes(spot):
                found.setdefault(whole, []).append(place)
        return found

    def of(self, ground: int) -> NDArray[np.uint8]:
        """The answers for one ground, by location."""
        wanted = self._wanted[ground]
        if wanted.sort not in (_INSIDE, _EITHER):
            return np.full(len(self._locations), YES if wanted.zone is None else UNKNOWN, np.uint8)
        assert wanted.zone is not None
        spots = self._of_spots(wanted.zone, self._areas[ground])
        found = spots[self._single] if len(spots) else np.zeros(len(self._locations), np.uint8)
        back = (Truth.NO, Truth.UNKNOWN, Truth.YES)
        for place, members in self._several:
            found[place] = _CODES[agreed(back[spots[member]] for member in members)]
        if wanted.sort == _EITHER:
            found[found == NO] = UNKNOWN
        return found

    def _of_spots(self, zone: Zone, area: BaseGeometry | None) -> NDArray[np.uint8]:
        found = np.zeros(len(self._spots), np.uint8)
        if area is None:
            near: NDArray[np.intp] = np.arange(len(self._spots))
        else:
            near = self._drawn[self._tree.query(area)]
        asked = np.unique(
            np.concatenate([near, self._undrawn, self._saying.get(zone.place, [])]).astype(np.intp)
        )
        measured = []
        for place in asked.tolist():
            stated = self._geography.stated_in(self._spots[place], zone)
            if stated is not None:
                found[place] = _CODES[stated]
            elif area is None or self._regions[place] is None:
                found[place] = UNKNOWN
            else:
                measured.append(place)
        if measured:
            found[measured] = self._measured(zone, area, self._regions[measured])
        return found

    def _measured(self, zone: Zone, area: BaseGeometry | None, regions: NDArray[Any]) -> NDArray[np.uint8]:
        apart, held = shapely.disjoint(area, regions), shapely.contains(area, regions)
        surely = YES if self._geography.is_located(zone.place) else UNKNOWN
        return np.where(apart, NO, np.where(held, surely, UNKNOWN)).astype(np.uint8)


def exact(geography: Geography, spots: Sequence[Spot], area: BaseGeometry) -> NDArray[np.uint8]:
    """Whether positions lie in an area, by the geometry the reference uses."""
    regions = np.array([geography.region_of(spot) for spot in spots], object)
    apart, held = shapely.disjoint(area, regions), shapely.contains(area, regions)
    return np.where(apart, NO, np.where(held, YES, UNKNOWN)).astype(np.uint8)
