"""A ledger's figures out of a table of findings: masks, counts and pages over its columns.

Invariant: what is counted here is what `tally` counts over the same scope (a law test holds
them equal); nothing here assesses anything. Every function is a few passes over arrays, so
that a million incidents answer within a screen's patience.
"""

import re
from collections.abc import Callable, Hashable
from datetime import date
from functools import cached_property
from typing import Any, Self, TypeVar, cast

import numpy as np
from attrs import define, field, frozen
from numpy.typing import NDArray

from truceline.assessment.finding import Outcome
from truceline.assessment.finding_table import (
    ABSENT,
    EARLIEST,
    FAILED,
    LATEST,
    OUT,
    OUTCOMES,
    FindingTable,
)
from truceline.assessment.selection import Window
from truceline.workbench.web.held import Mask, Rows, heaps, holding, most_held
from truceline.workbench.web.kept_answers import Kept
from truceline.workbench.web.tolls import Toll, Tolls

EPOCH = date(1970, 1, 1).toordinal()
NONE, POSSIBLE, VIOLATION = range(3)
_CHUNK = 4096
_MANY, _FAR_OFF = 20, 0.02
_DATE_LINE = 180
_ENOUGH = 50_000
_LONG_AGO = np.iinfo(np.uint16).max
_ANSWERS = 24
V = TypeVar("V")


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - EPOCH


def day_of(number: int) -> date:
    """The day of a number."""
    return date.fromordinal(number + EPOCH)


@frozen
class Chosen:
    """What is asked for of a table: days, and one value of some of its columns; "" for any."""

    window: Window
    outcome: str
    failed: str
    provision: str
    actor: str
    places: frozenset[str]
    kind: str


@frozen(eq=False)
class Scoped:
    """The rows of a table that a question is about.

    ``counted`` are the headline's occasions; ``aggregates`` sum up several and stand beside;
    ``out`` are not in the view. ``parts`` are counted in their whole, ``overlapping`` began
    earlier and may reach in, ``beyond`` began here and may reach out.
    """

    counted: Mask
    aggregates: Mask
    out: Mask
    parts: int
    overlapping: int
    beyond: int
    rows: Rows
    """The counted rows, by number."""


@frozen
class Figures:
    """A headline: incidents by outcome, what failed where there is none, and what stands beside."""

    violation: int
    possible: int
    none: int
    failed: dict[str, int]
    out: dict[str, int]
    aggregates: int
    parts: int
    overlapping: int
    beyond: int
    toll: Toll
    toll_possible: Toll
    toll_none: Toll


@frozen
class Cells:
    """Incidents by square of the map: the middle of each, and how many of each outcome."""

    size: float
    cells: list[tuple[float, float, int, int, int]]
    shown: int
    not_placed: int


@frozen
class Bounds:
    """A stretch of the globe in degrees; ``west`` may be more than ``east`` across the date line."""

    west: float
    south: float
    east: float
    north: float


@define(eq=False)
class Columns:
    """A table of findings, ready to be asked; what every question needs is worked out once.

    The last few answers are kept, so that turning a page counts nothing anew.
    """

    table: FindingTable
    _kept: Kept[Hashable, Any] = field(factory=lambda: Kept(_ANSWERS))

    @classmethod
    def ready(cls, table: FindingTable) -> Self:
        """The columns of a table, with what the first question would have to wait for."""
        made = cls(table)
        _ = made._ordered_days, made._placed
        return made

    @cached_property
    def order(self) -> Rows:
        """All rows, the latest day first, open beginnings last; of one day in record order."""
        days = self.table.first_day.astype(np.int64)
        told = days != EARLIEST
        last = int(days[told].max(initial=0))
        ago = np.where(told, last - days, _LONG_AGO)
        # Numbers of two bytes are sorted by counting: ten times as fast.
        short = bool((ago[told] < _LONG_AGO).all())
        return np.argsort(ago.astype(np.uint16) if short else -days, kind="stable")

    def once(self, key: Hashable, make: Callable[[], V]) -> V:
        """The answer of a key: the one kept, or else made now."""
        known = self._kept.get(key)
        return cast("V", known) if known is not None else cast("V", self._kept.put(key, make()))

    @cached_property
    def _placed(self) -> Mask:
        return ~np.isnan(self.table.longitude)

    @cached_property
    def _ordered_days(self) -> NDArray[np.int64]:
        return -self.table.first_day[self.order].astype(np.int64)

    @cached_property
    def _tolls(self) -> Tolls:
        return Tolls.of(self.table)

    @cached_property
    def _heaps(self) -> NDArray[np.int32]:
        """Rows thrown together by where they are, to tell which positions may be held by many."""
        return heaps(self.table)

    def chosen(self, what: Chosen, within: Mask | None = None) -> Scoped:
        """The rows asked for; ``within`` narrows them further (to what a search found)."""
        table = self.table
        choice = self._by_column(what)
        choice = choice if within is None else choice & within
        begins, overlaps, beyond = self._fit(what.window)
        is_in = table.outcome != ABSENT
        inside = is_in & choice
        here = inside & begins
        parts = self._counted_as_whole(here)
        kept = here & ~parts & self._by_finding(what)
        counted = kept & ~table.aggregate
        return Scoped(
            counted=counted,
            aggregates=kept & table.aggregate,
            out=~is_in & choice & begins,
            parts=int(parts.sum()),
            overlapping=int((inside & overlaps).sum()),
            beyond=int((here & beyond).sum()),
            rows=np.flatnonzero(counted),
        )

    def _fit(self, window: Window) -> tuple[Mask, Mask, Mask]:
        """Which begin in a window, may overlap it, may reach beyond it (as `selection.fit` says)."""
        first, last = self.table.first_day, self.table.last_day
        everywhere, nowhere = np.ones(len(first), np.bool_), np.zeros(len(first), np.bool_)
        if window.is_open:
            return everywhere, nowhere, nowhere
        start = EARLIEST if window.first is None else day_number(window.first)
        end = LATEST if window.last is None else day_number(window.last)
        told = first != EARLIEST
        ends_told = last != LATEST
        begins = told & (first >= start) & (first <= end)
        if window.first is None:
            begins |= ~told & ends_told & (last <= end)
        may_meet = (~ends_told | (last >= start)) & (~told | (first <= end))
        ends_in_it = everywhere if window.last is None else ends_told & (last <= end)
        return begins, ~begins & may_meet, begins & ~ends_in_it

    def _counted_as_whole(self, here: Mask) -> Mask:
        """Parts of a whole that is itself asked about: both are never counted."""
        whole = self.table.whole
        parts = np.flatnonzero((whole != ABSENT) & here)
        result = np.zeros(len(whole), np.bool_)
        result[parts] = here[whole[parts]]
        return result

    def _by_column(self, what: Chosen) -> Mask:
        """What was told of them: place and kind."""
        mask = np.ones(len(self.table), np.bool_)
        if what.places:
            mask &= holding(self.table, "places", what.places)
        if what.kind:
            mask &= holding(self.table, "kinds", (what.kind,))
        return mask

    def _by_finding(self, what: Chosen) -> Mask:
        """What was found of them: outcome, failed condition, provision, who may be responsible."""
        table = self.table
        mask = np.ones(len(table), np.bool_)
        if what.outcome:
            mask &= table.outcome == OUTCOMES.index(Outcome(what.outcome))
        if what.failed:
            mask &= table.failed == FAILED.index(what.failed)
        if what.provision:
            mask &= holding(table, "provisions", (what.provision,))
        if what.actor:
            mask &= holding(table, "responsible", (what.actor,))
        return mask

    def figures(self, scoped: Scoped) -> Figures:
        """The headline of a scope."""
        table, outcome = self.table, self.table.outcome[scoped.rows]
        by_outcome = np.bincount(outcome, minlength=3)
        failed = np.bincount(table.failed[scoped.rows[outcome == NONE]], minlength=len(FAILED))
        out = np.bincount(table.out[scoped.out], minlength=len(OUT))
        tolls = self._tolls.by_outcome(scoped.rows, outcome)
        return Figures(
            violation=int(by_outcome[VIOLATION]),
            possible=int(by_outcome[POSSIBLE]),
            none=int(by_outcome[NONE]),
            failed={name: int(number) for name, number in zip(FAILED, failed, strict=True) if number},
            out={why.value: int(number) for why, number in zip(OUT, out, strict=True) if number},
            aggregates=int(scoped.aggregates.sum()),
            parts=scoped.parts,
            overlapping=scoped.overlapping,
            beyond=scoped.beyond,
            toll=tolls[VIOLATION],
            toll_possible=tolls[POSSIBLE],
            toll_none=tolls[NONE],
        )

    def days(self, mask: Mask) -> tuple[int, NDArray[np.int64]]:
        """The first day with an incident, and for each day from it on how many of each outcome."""
        told = np.flatnonzero(mask & (self.table.first_day != EARLIEST))
        days = self.table.first_day[told]
        if not len(days):
            return 0, np.zeros((0, 3), np.int64)
        first, last = int(days.min()), int(days.max())
        keys = (days.astype(np.int64) - first) * 3 + self.table.outcome[told]
        return first, np.bincount(keys, minlength=(last - first + 1) * 3).reshape(-1, 3)

    def cells(self, mask: Mask, bounds: Bounds, size: float) -> Cells:
        """Incidents in a stretch of the map, by squares of so many degrees."""
        table = self.table
        east = bounds.east + (360 if bounds.east < bounds.west else 0)
        longitude, latitude = table.longitude, table.latitude
        if east > _DATE_LINE:
            longitude = np.where(longitude < bounds.west, longitude + 360, longitude)
        here = mask & (longitude >= bounds.west) & (longitude <= east)
        here &= (latitude >= bounds.south) & (latitude <= bounds.north)
        rows = np.flatnonzero(here)
        across = ((longitude[rows] - bounds.west) / size).astype(np.int64)
        up = ((latitude[rows] - bounds.south) / size).astype(np.int64)
        wide = int((east - bounds.west) / size) + 1
        high = int((bounds.north - bounds.south) / size) + 1
        numbers = np.bincount((up * wide + across) * 3 + table.outcome[rows], minlength=wide * high * 3)
        by_cell = numbers.reshape(-1, 3)
        held = np.flatnonzero(by_cell.any(axis=1))
        middles = (
            np.round(bounds.west + (held % wide + 0.5) * size, 5).tolist(),
            np.round(bounds.south + (held // wide + 0.5) * size, 5).tolist(),
        )
        return Cells(
            size=size,
            cells=list(zip(*middles, *by_cell[held][:, ::-1].T.tolist(), strict=True)),
            shown=len(rows),
            not_placed=int((mask & ~self._placed).sum()),
        )

    def extent(self, mask: Mask) -> Bounds | None:
        """What most of the placed rows cover, a few far off left out; None when none is placed."""
        here = mask & self._placed
        rows = np.flatnonzero(here)
        if not len(rows):
            return None
        # A map needs no more: what some tens of thousands cover, the rest cover too.
        rows = rows[:: max(1, len(rows) // _ENOUGH)]
        longitude, latitude = self.table.longitude[rows], self.table.latitude[rows]
        share = _FAR_OFF if len(longitude) >= _MANY else 0.0
        west, east = np.quantile(longitude, (share, 1 - share)).tolist()
        south, north = np.quantile(latitude, (share, 1 - share)).tolist()
        return Bounds(west, south, east, north)

    def facet(self, column: str, rows: Rows, most: int) -> list[tuple[str, int]]:
        """The values that most rows hold in a coded column, with how many do."""
        return most_held(self.table, column, rows, most, self._heaps if column == "places" else None)

    def page(self, mask: Mask, after: tuple[int, int] | None, most: int) -> list[int]:
        """The next rows of a list, the latest day first, after a (day, row) that was shown.

        Reads on from there in chunks, so a page costs the same at any depth.
        """
        order, start = self.order, 0
        if after is not None:
            day, row = after
            start = int(np.searchsorted(self._ordered_days, -day, "left"))
            end = int(np.searchsorted(self._ordered_days, -day, "right"))
            start += int(np.searchsorted(order[start:end], row, "right"))
        found: list[int] = []
        while start < len(order) and len(found) < most:
            chunk = order[start : start + _CHUNK]
            found += chunk[mask[chunk]].tolist()
            start += _CHUNK
        return found[:most]

    def cursor(self, row: int) -> str:
        """Where a list goes on after a row, as the address writes it."""
        return f"{int(self.table.first_day[row])}.{row}"


def read_cursor(text: str) -> tuple[int, int] | None:
    """A place in a list as the address writes it; None for the beginning, or for what is none."""
    match = _CURSOR.fullmatch(text)
    if match is None:
        return None
    day = int(match[1])
    return (day, int(match[2])) if EARLIEST <= day <= LATEST else None


_CURSOR = re.compile(r"(-?\d{1,10})\.(\d{1,10})", re.ASCII)
