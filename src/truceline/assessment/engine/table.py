"""Findings of the engine as the table that screens, frames and ledgers work with."""

from collections.abc import Hashable, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar, overload

import numpy as np
import pyarrow as pa
import shapely
from attrs import evolve, fields, frozen
from numpy.typing import NDArray

from truceline.assessment.case import Case
from truceline.assessment.engine.days import Clocks, LocalDays, local_days_of
from truceline.assessment.engine.found import Apart, Found, adding
from truceline.assessment.engine.layout import position_of
from truceline.assessment.engine.packing import degrees
from truceline.assessment.engine.reports import ABSENT, AT_POSITION, EARLIEST, LATEST, TIME, Reports
from truceline.assessment.finding_table import Coded, FindingTable, laid_out, mark_of
from truceline.assessment.naming import names_of_location
from truceline.values.where import Location

V = TypeVar("V", bound=Hashable)
_EPOCH = date(1970, 1, 1)
_METRES = 1000


@frozen(eq=False)
class Laid:
    """What of a table depends on no view: days, marks, names of places and kinds, tolls.

    ``days`` and ``places`` are coded with nothing last, ``bounds`` are those days as numbers; ``told`` says where
    any telling gives a time.
    """

    told: NDArray[np.bool_]
    bounds: LocalDays
    days: Coded[tuple[date, ...]]
    places: Coded[tuple[str, ...]]
    kinds: tuple[tuple[str, ...], ...]
    longitude: NDArray[np.float64]
    latitude: NDArray[np.float64]
    radius: NDArray[np.float32]


class _Places(Sequence[tuple[str, ...]]):
    """Names of places by code: those of the register, then each position's own, then none."""

    def __init__(self, named: Sequence[tuple[str, ...]], reports: Reports) -> None:
        self._named = named
        self._reports = reports

    @property
    def positions(self) -> range:
        """The codes of positions."""
        return range(len(self._named), len(self._named) + len(self._reports))

    def __len__(self) -> int:
        return len(self._named) + len(self._reports) + 1

    @overload
    def __getitem__(self, code: int) -> tuple[str, ...]: ...
    @overload
    def __getitem__(self, code: slice) -> Sequence[tuple[str, ...]]: ...
    def __getitem__(self, code: int | slice) -> Any:
        if isinstance(code, slice):
            return [self[each] for each in range(*code.indices(len(self)))]
        if code < len(self._named):
            return self._named[code]
        row = code - len(self._named)
        if row == len(self._reports):
            return ()
        if row > len(self._reports):
            raise IndexError(code)
        return (str(position_of(self._reports, row)),)


def laid_of(reports: Reports, case: Case, clocks: Clocks) -> Laid:
    """Lay out what every view of these reports shares."""
    rows = np.repeat(np.arange(len(reports)), np.diff(reports.first))
    told = np.zeros(len(reports), np.bool_)
    told[rows[reports.speaks & TIME > 0]] = True
    at = reports.place == AT_POSITION
    marks = np.array([_mark(case, location) for location in reports.locations] + [_NOWHERE], np.float64)
    marks = marks.reshape(-1, 3)[np.where(at, ABSENT, reports.place)]
    days = local_days_of(reports, clocks)
    return Laid(
        told=told,
        bounds=days,
        days=coded_days(days),
        places=places_of(reports, case, np.arange(len(reports))),
        kinds=tuple((kind,) for kind in reports.kinds),
        longitude=np.where(at, degrees(reports.longitude), marks[:, 0]),
        latitude=np.where(at, degrees(reports.latitude), marks[:, 1]),
        radius=np.where(at, reports.km * np.float32(_METRES), marks[:, 2]).astype(np.float32),
    )


def places_of(reports: Reports, case: Case, rows: NDArray[np.intp]) -> Coded[tuple[str, ...]]:
    """The names of the places of some rows, coded with nothing last."""
    named = [names_of_location(case, location) for location in reports.locations]
    place = reports.place[rows]
    codes = np.where(place == AT_POSITION, len(named) + rows, place)
    codes[codes == ABSENT] = len(named) + len(reports)
    return Coded(codes.astype(np.int32), _Places(named, reports))


_NOWHERE = (np.nan, np.nan, np.nan)


def _mark(case: Case, location: Location) -> tuple[float, float, float]:
    regions = [case.shared.geography.region_of(spot) for spot in location.alternatives]
    drawn = [region for region in regions if region is not None]
    return mark_of(shapely.unary_union(drawn)) if len(drawn) == len(regions) else _NOWHERE


def coded_days(days: LocalDays) -> Coded[tuple[date, ...]]:
    """The local days that bound each row, coded with nothing last; nothing where it is open."""
    closed = (days.first != EARLIEST) & (days.last != LATEST)
    low = int(days.first[closed].min()) if closed.any() else 0
    keys = ((days.first.astype(np.int64) - low) << 32) + (days.last.astype(np.int64) - low)
    different, codes = np.unique(np.where(closed, keys, -1), return_inverse=True)
    values = [_dates(int(key), low) for key in different.tolist()]
    return Coded(codes.astype(np.int32), (*values, ()))


def _dates(key: int, low: int) -> tuple[date, ...]:
    if key < 0:
        return ()
    first, last = (key >> 32) + low, (key & 0xFFFFFFFF) + low
    return tuple(_EPOCH + timedelta(days=day) for day in dict.fromkeys((first, last)))


def table_of_found(reports: Reports, laid: Laid, found: Found) -> FindingTable:
    """The table of a view's findings as the kernels give them."""
    inside = found.out < 0
    timed = np.where(inside, (found.state & 3) > 0, laid.told)
    placed = inside & ((found.state >> 2 & 3) > 0)
    toll = inside & ((found.state >> 10 & 1) > 0)
    kinds = np.where(inside & ((found.state >> 4 & 3) == 2), reports.kind, len(laid.kinds))  # noqa: PLR2004 - yes, in two bits
    figures = np.append(reports.tolls, [[ABSENT] * 3], axis=0)[np.where(toll, reports.toll, ABSENT)].astype(
        np.int64
    )
    return FindingTable(
        incidents=reports.incidents, out=found.out, outcome=found.outcome, failed=found.failed,
        perhaps=found.capped, aggregate=found.aggregate, whole=reports.whole,
        first_day=np.where(timed, laid.bounds.first, EARLIEST), last_day=np.where(timed, laid.bounds.last, LATEST),
        longitude=np.where(placed, laid.longitude, np.nan), latitude=np.where(placed, laid.latitude, np.nan),
        radius=np.where(placed, laid.radius, np.float32(np.nan)),
        low=figures[:, 0], best=figures[:, 1], high=figures[:, 2],
        losses=toll.astype(np.int8), origins=found.origins, responsible=found.responsible,
        provisions=found.provisions, kinds=Coded(kinds.astype(np.int32), (*laid.kinds, ())),
        places=where_told(placed, laid.places), days=where_told(timed, laid.days),
    )  # fmt: skip


def completed(case: Case, table: FindingTable, apart: Apart) -> FindingTable:
    """The table with what the reference says, later incidents of the record last, as in the reference."""
    return _with_later(case, _with_apart(case, table, apart))


def where_told(told: NDArray[np.bool_], column: Coded[V]) -> Coded[V]:
    """A column coded with nothing last, and nothing where it is not told."""
    return Coded(np.where(told, column.codes, len(column.values) - 1).astype(np.int32), column.values)


def _with_apart(case: Case, table: FindingTable, apart: Apart) -> FindingTable:
    """The table with the rows that the reference assessed as it lays them out."""
    if not apart:
        return table
    rows = np.array(list(apart), np.intp)
    part = laid_out(case, list(apart.values()))

    def put(name: str) -> Any:
        own, other = getattr(table, name), getattr(part, name)
        if isinstance(own, Coded):
            return adding(own, rows, [other[place] for place in range(len(rows))])
        changed = own.copy()
        changed[rows] = other
        return changed

    return evolve(table, **{name: put(name) for name in _COLUMNS if name != "whole"})


_COLUMNS = tuple(item.name for item in fields(FindingTable) if item.name != "incidents")


def _with_later(case: Case, table: FindingTable) -> FindingTable:
    """The table with the incidents that were recorded only afterwards, as its last rows."""
    if not case.shared.later:
        return table
    part = laid_out(case, [(case.account(name), case.finding(name)) for name in case.shared.later])

    def joined(name: str) -> Any:
        own, other = getattr(table, name), getattr(part, name)
        if isinstance(own, Coded):
            longer = Coded(np.concatenate([own.codes, np.zeros(len(part), np.int32)]), own.values)
            rows = np.arange(len(table), len(table) + len(part))
            return adding(longer, rows, [other[place] for place in range(len(part))])
        return np.concatenate([own, other])

    incidents = pa.concat_arrays([table.incidents, part.incidents])
    return FindingTable(incidents=incidents, **{name: joined(name) for name in _COLUMNS})
