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
from truceline.workbench.web.counting import Counting, Mask, Rows, Scoped, Stretch
from truceline.workbench.web.fitting import EPOCH, Fitting, day_number
from truceline.workbench.web.grids import Bounds, Cells, Grid
from truceline.workbench.web.held import Column
from truceline.workbench.web.kept_answers import Kept
from truceline.workbench.web.tolls import Toll, Tolls

NONE, POSSIBLE, VIOLATION = range(3)
_CHUNK = 4096
_MANY, _FAR_OFF = 20, 0.02
_ENOUGH = 50_000
_LONG_AGO = np.iinfo(np.uint16).max
_ANSWERS, _GRIDS = 24, 8
_FINE = 2.0**-4
"""Degrees of the squares that all larger ones are put together from."""
_FAILED = len(FAILED) + 1
V = TypeVar("V")


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
class _Told:
    """What a period and what was told of incidents leave, before any finding narrows it."""

    kept: Mask
    out: NDArray[np.int64]
    parts: int
    overlapping: int
    beyond: int


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


@define(eq=False)
class Columns:
    """A table of findings, ready to be asked; what every question needs is worked out once.

    The last few answers are kept, so that turning a page counts nothing anew.
    """

    table: FindingTable
    _kept: Kept[Hashable, Any] = field(factory=lambda: Kept(_ANSWERS))
    _columns: dict[str, tuple[Column, Counting]] = field(factory=dict)
    _grids: Kept[float, Grid] = field(factory=lambda: Kept(_GRIDS))

    @classmethod
    def ready(cls, table: FindingTable) -> Self:
        """The columns of a table, with what the first question would have to wait for."""
        made = cls(table)
        _ = made._fitting.ordered, made._placed
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
    def _fitting(self) -> Fitting:
        return Fitting(self.table.first_day, self.table.last_day, self.order)

    @cached_property
    def _inside(self) -> Mask:
        inside: Mask = self.table.outcome != ABSENT
        return inside

    @cached_property
    def _outside(self) -> Rows:
        return np.flatnonzero(~self._inside)

    @cached_property
    def _of_a_whole(self) -> Rows:
        return np.flatnonzero(self.table.whole != ABSENT)

    @cached_property
    def _plain(self) -> Mask:
        """Rows that are counted wherever their first day is asked about."""
        table = self.table
        counted = self._inside & ~table.aggregate & (table.whole == ABSENT)
        plain: Mask = counted & (table.first_day != EARLIEST)
        return plain

    @cached_property
    def _listed(self) -> Rows:
        """The plain rows, the latest day first."""
        return self.order[self._plain[self.order]]

    @cached_property
    def _listed_days(self) -> NDArray[np.int64]:
        return -self.table.first_day[self._listed].astype(np.int64)

    @cached_property
    def _findings(self) -> Counting:
        """Rows by outcome and what failed."""
        codes = self.table.outcome.astype(np.int32) * _FAILED + self.table.failed + 1
        return Counting(codes, len(OUTCOMES) * _FAILED, self._listed)

    @cached_property
    def _tolls(self) -> tuple[Tolls, Counting]:
        tolls = Tolls.of(self.table)
        codes = tolls.codes * len(OUTCOMES) + self.table.outcome
        return tolls, Counting(codes, tolls.width * len(OUTCOMES), self._listed)

    def _column(self, name: str) -> tuple[Column, Counting]:
        if name not in self._columns:
            made = Column.of(self.table, name)
            self._columns[name] = made, Counting(made.codes, made.width, self._listed)
        return self._columns[name]

    def chosen(self, what: Chosen, within: Mask | None = None) -> Scoped:
        """The rows asked for; ``within`` narrows them further (to what a search found)."""
        key = ("told", what.window, what.places, what.kind)
        told = self.once(key, lambda: self._told(what)) if within is None else self._told(what, within)
        kept = self._by_finding(what, told.kept)
        counted = kept & ~self.table.aggregate
        only_days = within is None and what == Chosen(what.window, "", "", "", "", frozenset(), "")
        return Scoped(
            counted=counted,
            aggregates=kept & self.table.aggregate,
            out=told.out,
            parts=told.parts,
            overlapping=told.overlapping,
            beyond=told.beyond,
            # Without any bounds rows are counted once; sums would be of use to later questions only.
            stretch=self._stretch(what.window, counted) if only_days and not what.window.is_open else None,
        )

    def _told(self, what: Chosen, within: Mask | None = None) -> _Told:
        begins, overlaps, beyond = self._fitting.of(what.window)
        choice = self._by_column(what)
        if within is not None:
            choice = within if choice is None else choice & within
        if choice is not None:
            begins, overlaps = begins & choice, overlaps & choice
        here, out = begins & self._inside, begins[self._outside]
        parts = self._counted_as_whole(here)
        told = _Told(
            kept=here,
            out=np.bincount(self.table.out[self._outside[out]], minlength=len(OUT)),
            parts=len(parts),
            overlapping=int(np.count_nonzero(overlaps & self._inside)),
            beyond=int(np.count_nonzero(here & beyond)),
        )
        here[parts] = False
        return told

    def _stretch(self, window: Window, counted: Mask) -> Stretch:
        days, first, end = self._listed_days, 0, len(self._listed)
        if window.last is not None:
            first = int(np.searchsorted(days, -day_number(window.last), "left"))
        if window.first is not None:
            end = int(np.searchsorted(days, -day_number(window.first), "right"))
        # Of a period that ends before it begins there is none.
        return Stretch(min(first, end), end, np.flatnonzero(counted & ~self._plain))

    def _counted_as_whole(self, here: Mask) -> Rows:
        """Parts of a whole that is itself asked about: both are never counted."""
        parts = self._of_a_whole[here[self._of_a_whole]]
        return parts[here[self.table.whole[parts]]]

    def _by_column(self, what: Chosen) -> Mask | None:
        """What was told of them: place and kind; None where neither is asked about."""
        asked = [("places", what.places)] if what.places else []
        asked += [("kinds", frozenset({what.kind}))] if what.kind else []
        return self._held_by_all(asked)

    def _held_by_all(self, asked: list[tuple[str, frozenset[str]]]) -> Mask | None:
        found: Mask | None = None
        for name, wanted in asked:
            mask = np.zeros(len(self.table), np.bool_)
            mask[self._column(name)[0].holding(wanted)] = True
            found = mask if found is None else found & mask
        return found

    def _by_finding(self, what: Chosen, kept: Mask) -> Mask:
        """Those of some rows of which that was found: outcome, failed condition, provision, who may be responsible."""
        table = self.table
        if what.outcome:
            kept = kept & (table.outcome == OUTCOMES.index(Outcome(what.outcome)))
        if what.failed:
            kept = kept & (table.failed == FAILED.index(what.failed))
        asked = [("provisions", frozenset({what.provision}))] if what.provision else []
        asked += [("responsible", frozenset({what.actor}))] if what.actor else []
        held = self._held_by_all(asked)
        return kept if held is None else kept & held

    def figures(self, scoped: Scoped) -> Figures:
        """The headline of a scope."""
        by_both = self._findings.numbers(scoped).reshape(-1, _FAILED)
        by_outcome = by_both.sum(axis=1)
        tolls, counting = self._tolls
        toll = tolls.by_outcome(counting.numbers(scoped).reshape(-1, len(OUTCOMES)))
        return Figures(
            violation=int(by_outcome[VIOLATION]),
            possible=int(by_outcome[POSSIBLE]),
            none=int(by_outcome[NONE]),
            failed={
                name: int(number) for name, number in zip(FAILED, by_both[NONE, 1:], strict=True) if number
            },
            out={why.value: int(number) for why, number in zip(OUT, scoped.out, strict=True) if number},
            aggregates=int(np.count_nonzero(scoped.aggregates)),
            parts=scoped.parts,
            overlapping=scoped.overlapping,
            beyond=scoped.beyond,
            toll=toll[VIOLATION],
            toll_possible=toll[POSSIBLE],
            toll_none=toll[NONE],
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

    def cells(self, scoped: Scoped, bounds: Bounds, size: float) -> Cells:
        """Incidents in a stretch of the map, by squares of so many degrees (a power of two)."""
        grid = self._grid(size)
        return grid.cells(grid.counting.numbers(scoped), bounds)

    def _grid(self, size: float) -> Grid:
        known = self._grids.get(size)
        if known is not None:
            return known
        if size > _FINE:
            return self._grids.put(size, self._grid(_FINE).coarser(self.table, size))
        return self._grids.put(size, Grid.of(self.table, size, self._listed))

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

    def facet(self, name: str, scoped: Scoped, most: int) -> list[tuple[str, int]]:
        """The values that most rows hold in a coded column, with how many do."""
        column, counting = self._column(name)
        return column.most_held(counting.numbers(scoped), scoped, most)

    def page(self, scoped: Scoped, after: tuple[int, int] | None, most: int) -> list[int]:
        """The next rows of a list, the latest day first, after a (day, row) that was shown.

        Reads on from there in chunks, so a page costs the same at any depth.
        """
        order, days, start = self.order, self._fitting.ordered, 0
        if len(scoped.rows) <= _CHUNK:
            days = -self.table.first_day[scoped.rows].astype(np.int64)
            by_day = np.argsort(days, kind="stable")
            order, days = scoped.rows[by_day], days[by_day]
        elif scoped.stretch is not None:
            # What begins later than a period is not in it.
            latest = self._latest(scoped.stretch)
            start = int(np.searchsorted(days, -latest, "left"))
        if after is not None:
            day, row = after
            start = int(np.searchsorted(days, -day, "left"))
            end = int(np.searchsorted(days, -day, "right"))
            start += int(np.searchsorted(order[start:end], row, "right"))
        found: list[int] = []
        while start < len(order) and len(found) < most:
            here = order[start : start + _CHUNK]
            found += here[scoped.counted[here]].tolist()
            start += _CHUNK
        return found[:most]

    def _latest(self, stretch: Stretch) -> int:
        """The latest day that a row of a stretch begins on."""
        listed = self._listed[
            stretch.first : stretch.first + 1 if stretch.first < stretch.end else stretch.first
        ]
        return int(self.table.first_day[np.concatenate((listed, stretch.others))].max(initial=EARLIEST))

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
