"""Views side by side: their breaches by row, and the incidents on which they part."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import Enum
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import pyarrow.compute as pc
from attrs import frozen
from numpy.typing import NDArray

from truceline.assessment.finding_table import ABSENT, Coded, FindingTable
from truceline.workbench.formats import Cell, Sheet
from truceline.workbench.web.changes import Stand, stand, stand_text
from truceline.workbench.web.columns import NONE, POSSIBLE, VIOLATION
from truceline.workbench.web.counting import Mask, Rows
from truceline.workbench.web.held import codes_without, spelled_out, told_at, where_told

Key: TypeAlias = tuple[str, ...]
BETWEEN = "+"


class Line(Enum):
    """What the rows of a comparison are keyed by, and the column that holds it."""

    ACTOR = "actor"
    PLACE = "place"
    KIND = "kind"
    DAY = "day"

    @property
    def column(self) -> str:
        return {"actor": "responsible", "place": "places", "kind": "kinds", "day": "days"}[self.value]


@frozen(eq=False)
class Side:
    """One view of a comparison: its name, its findings, and the rows it counts."""

    view: str
    table: FindingTable
    counted: Mask


@frozen
class Count:
    """Breaches of one row under one view."""

    definite: int
    possible: int


@frozen
class Row:
    """One row of a comparison: a count for each view, and how many incidents they part on."""

    key: Key
    counts: tuple[Count, ...]
    apart: int


@frozen
class Compared:
    """The rows of a comparison, and how many bare positions there are beyond those among them."""

    rows: list[Row]
    beyond: int


@frozen
class Parting:
    """An incident on which the views part, and what each finds."""

    incident: str
    stands: tuple[Stand, ...]


@frozen(eq=False)
class Aligned:
    """All sides in the order of the first's incidents: outcomes there, -1 where not counted."""

    sides: tuple[Side, ...]
    rows: tuple[NDArray[np.int64], ...]
    outcomes: tuple[NDArray[np.int8], ...]

    @cached_property
    def apart(self) -> Mask:
        """The incidents on which any two sides part: a breach, possibly one, or neither.

        To be out of a view and to be no breach under it are neither, both of them.
        """
        breaches = [np.maximum(outcome, NONE) for outcome in self.outcomes]
        found = np.zeros(len(breaches[0]), np.bool_)
        for other in breaches[1:]:
            found |= breaches[0] != other
        return found


def aligned(sides: Sequence[Side]) -> Aligned:
    """Sides laid beside each other, incident by incident."""
    base = sides[0].table.incidents
    rows, outcomes = [], []
    for side in sides:
        if side.table.incidents.equals(base):
            where = np.arange(len(base), dtype=np.int64)
        else:
            found = pc.fill_null(pc.index_in(base, value_set=side.table.incidents), ABSENT)
            where = found.to_numpy(zero_copy_only=False).astype(np.int64)
        here = where != ABSENT
        outcome = np.full(len(base), ABSENT, np.int8)
        kept = where[here]
        outcome[here] = np.where(side.counted[kept], side.table.outcome[kept], ABSENT)
        rows.append(where)
        outcomes.append(outcome)
    return Aligned(tuple(sides), tuple(rows), tuple(outcomes))


MOST_POSITIONS = 500
"""So many bare positions are compared: those on which the views part most, then those told of most."""


def compared(found: Aligned, line: Line) -> Compared:
    """Rows of breaches by key; those on which the views part most first, days in their order."""
    counts: dict[Key, list[Count]] = {}
    apart: dict[Key, int] = {}
    nothing = Count(0, 0)
    for number, side in enumerate(found.sides):
        coded: Coded[Any] = getattr(side.table, line.column)
        tally = _tally(coded, side.table.outcome, side.counted)
        differing = np.bincount(coded.codes[_parting(found, number)], minlength=len(coded.values))
        own: Counter[Key] = Counter()
        for code in _named(coded, np.flatnonzero(tally.sum(axis=1) + differing)).tolist():
            key = key_of(coded.values[code])
            row = counts.setdefault(key, [nothing] * len(found.sides))
            # Several values may have one key: to be jointly responsible, and to be one of those who may be.
            row[number] = Count(
                row[number].definite + int(tally[code, 1]), row[number].possible + int(tally[code, 0])
            )
            own[key] += int(differing[code])
        for key, many in own.items():
            apart[key] = max(apart.get(key, 0), many)
    rows = [Row(key, tuple(row), apart[key]) for key, row in counts.items()]
    bare, beyond = _positions(found, line)
    rows += bare
    if line is Line.DAY:
        return Compared(sorted(rows, key=lambda row: row.key), beyond)
    return Compared(sorted(rows, key=lambda row: (-row.apart, -_most(row), row.key)), beyond)


def _parting(found: Aligned, number: int) -> Rows:
    """The rows of a side, breaches or possibly so, on which the views part."""
    rows: Rows = found.rows[number][found.apart & (found.outcomes[number] >= POSSIBLE)]
    return rows


def _named(coded: Coded[Any], codes: Rows) -> Rows:
    """Those of some codes whose values are no bare positions."""
    spelled = spelled_out(coded)
    return codes[(codes < spelled.start) | (codes >= spelled.stop)] if spelled else codes


def _positions(found: Aligned, line: Line) -> tuple[list[Row], int]:
    """Rows for bare positions, of which a large record has as many as incidents, and how many there are beyond them.

    They are told apart by number, and only those that are shown are spelled out.
    """
    told = [_bare(found, line, number) for number in range(len(found.sides))]
    where = np.unique(np.concatenate([one.where for one in told]))
    if not len(where):
        return [], 0
    counts = np.zeros((len(told), 3, len(where)), np.int64)
    for number, one in enumerate(told):
        place = np.searchsorted(where, one.where)
        for kind, weights in enumerate((one.outcome == VIOLATION, one.outcome == POSSIBLE, one.apart)):
            counts[number, kind] = np.bincount(place[weights], minlength=len(where))
    apart, most = counts[:, 2].max(axis=0), (counts[:, 0] + counts[:, 1]).max(axis=0)
    best = np.lexsort((where, -most, -apart))[:MOST_POSITIONS]
    rows = [
        Row(
            _spelled(found, line, told, int(where[at])),
            tuple(Count(int(one[0, at]), int(one[1, at])) for one in counts),
            int(apart[at]),
        )
        for at in best.tolist()
    ]
    return rows, len(where) - len(rows)


@frozen(eq=False)
class _Bare:
    """Breaches of a side at bare positions: their rows, where by number, what is found, and whether views part."""

    rows: Rows
    where: NDArray[np.uint64]
    outcome: NDArray[np.int8]
    apart: Mask


def _bare(found: Aligned, line: Line, number: int) -> _Bare:
    side = found.sides[number]
    coded: Coded[Any] = getattr(side.table, line.column)
    spelled = spelled_out(coded)
    at_position = (coded.codes >= spelled.start) & (coded.codes < spelled.stop)
    rows = np.flatnonzero(side.counted & (side.table.outcome >= POSSIBLE) & at_position)
    parting = np.zeros(len(side.table), np.bool_)
    parting[_parting(found, number)] = True
    return _Bare(rows, where_told(side.table, rows), side.table.outcome[rows], parting[rows])


def _spelled(found: Aligned, line: Line, told: Sequence[_Bare], where: int) -> Key:
    for side, one in zip(found.sides, told, strict=True):
        rows = one.rows[one.where == where]
        if len(rows):
            coded: Coded[Any] = getattr(side.table, line.column)
            return key_of(coded[int(rows[0])])
    raise KeyError(where)


def _most(row: Row) -> int:
    return max(count.definite + count.possible for count in row.counts)


def _tally(coded: Coded[Any], outcome: NDArray[np.int8], counted: Mask) -> NDArray[np.int64]:
    """Possible and definite breaches for each value of a column."""
    result = np.zeros((len(coded.values), 2), np.int64)
    for column, code in enumerate((POSSIBLE, VIOLATION)):
        here = counted & (outcome == code)
        result[:, column] = np.bincount(coded.codes[here], minlength=len(coded.values))
    return result


def key_of(value: Any) -> Key:
    """A column's value as the key of a row."""
    parts = getattr(value, "actors", value)
    return tuple(map(str, parts))


def partings(found: Aligned, line: Line, key: Key | None, most: int) -> tuple[list[Parting], int]:
    """The first incidents on which the views part, of one row or of all, and how many there are."""
    mask = found.apart
    if key is not None:
        mask = mask & _under(found, line, key)
    numbers = np.flatnonzero(mask)
    order = np.argsort(-found.sides[0].table.first_day[numbers].astype(np.int64), kind="stable")
    shown = [
        Parting(found.sides[0].table.incidents[number].as_py(), _stands(found, number))
        for number in numbers[order][:most].tolist()
    ]
    return shown, len(numbers)


def _under(found: Aligned, line: Line, key: Key) -> Mask:
    """The incidents that any side finds a breach, or possibly one, under a key."""
    under = np.zeros(len(found.outcomes[0]), np.bool_)
    for side, where, outcome in zip(found.sides, found.rows, found.outcomes, strict=True):
        coded: Coded[Any] = getattr(side.table, line.column)
        held = np.zeros(len(coded.values), np.bool_)
        for code in codes_without(len(coded.values), spelled_out(coded)):
            held[code] = key_of(coded.values[code]) == key
        rows = held[coded.codes] if len(held) else np.zeros(len(side.table), np.bool_)
        if spelled_out(coded) and len(key) == 1 and key[0].startswith("@"):
            rows[told_at(side.table, coded, key[0])] = True
        here = outcome >= POSSIBLE
        under[here] |= rows[where[here]]
    return under


def _stands(found: Aligned, number: int) -> tuple[Stand, ...]:
    return tuple(
        stand(side.table, int(where[number]))
        if where[number] != ABSENT
        else Stand("", "", "not yet recorded")
        for side, where in zip(found.sides, found.rows, strict=True)
    )


def compared_sheet(rows: Iterable[Row], views: Sequence[str]) -> Sheet:
    """A comparison as rows, two columns for each view."""
    columns = ("key", *(f"{view}_{word}" for view in views for word in ("definite", "possible")), "apart")
    cells: list[tuple[Cell, ...]] = [
        (
            BETWEEN.join(row.key),
            *(part for count in row.counts for part in (count.definite, count.possible)),
            row.apart,
        )
        for row in rows
    ]
    return Sheet("", columns, tuple(cells), ())


def row_shape(row: Row, views: Sequence[str]) -> dict[str, Any]:
    """A row as JSON."""
    counts = {
        view: {"definite": count.definite, "possible": count.possible}
        for view, count in zip(views, row.counts, strict=True)
    }
    return {"key": row.key, "counts": counts, "apart": row.apart}


def parting_shape(one: Parting, views: Sequence[str]) -> dict[str, Any]:
    """A parting as JSON."""
    return {
        "incident": one.incident,
        "findings": {view: stand_text(found) for view, found in zip(views, one.stands, strict=True)},
    }
