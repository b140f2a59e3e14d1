"""The seam of runs: which row of which run stands where, so that several runs are told as one.

Rows are counted through all runs, one run after another. Invariant: an incident has one seat, where it
was first told of; what is told of it now may stand in a later run.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
from attrs import evolve, field, fields, frozen
from numpy.typing import NDArray

from truceline.assessment.engine.found import Found, Joined
from truceline.assessment.engine.lookup import places_in
from truceline.assessment.engine.runs import Run
from truceline.assessment.finding_table import ABSENT, Coded, FindingTable

T = TypeVar("T", Found, FindingTable)


@frozen
class Seam:
    """``instead`` gives a seat the row that stands there now; ``gone`` are rows that stand nowhere."""

    instead: Mapping[int, int] = field(factory=dict)
    gone: frozenset[int] = frozenset()

    def with_row(self, seat: int, row: int) -> "Seam":
        """Another row in a seat's place."""
        before = self.instead.get(seat)
        gone = self.gone if before is None else self.gone | {before}
        return Seam({**self.instead, seat: row}, gone)

    def without(self, seat: int) -> "Seam":
        """Nobody in a seat."""
        instead = dict(self.instead)
        standing = instead.pop(seat, seat)
        return Seam(instead, self.gone | {seat, standing})

    @property
    def is_plain(self) -> bool:
        """Whether every row of every run stands where it was read."""
        return not self.instead and not self.gone

    def rows(self, size: int, first: int = 0) -> NDArray[np.intp]:
        """The rows that stand, in order, among those from ``first`` on; later seats' rows in their seats."""
        standing, kept = np.arange(first, size), np.ones(size - first, np.bool_)
        for seat, row in self.instead.items():
            # Where the seat lies before, the row keeps its own place until all runs are one.
            if min(seat, row) >= first:
                standing[seat - first], kept[row - first] = row, False
        kept[[row - first for row in self.gone if row >= first]] = False
        chosen: NDArray[np.intp] = standing[kept]
        return chosen

    def places(self, size: int) -> NDArray[np.intp]:
        """Where each row's incident stands among the rows that stand; -1 for none."""
        rows = self.rows(size)
        found = np.full(size, ABSENT, np.intp)
        found[rows] = np.arange(len(rows))
        for seat, row in self.instead.items():
            found[seat] = found[row]
        return found


def told_as_one(parts: Sequence[T], seam: Seam) -> T:
    """Findings or tables of runs as of one."""
    if len(parts) == 1 and seam.is_plain:
        return parts[0]
    rows = None if seam.is_plain else seam.rows(sum(len(_first(part)) for part in parts))
    columns = {
        name: joined_column([getattr(part, name) for part in parts], rows)
        for name in (item.name for item in fields(type(parts[0])))
        if name != "apart"
    }
    return evolve(parts[0], **columns)


def _first(part: Found | FindingTable) -> NDArray[np.int8]:
    return part.out


def joined_column(several: Sequence[Any], rows: NDArray[np.intp] | None) -> Any:
    """One column of all runs, with the rows that stand."""
    if isinstance(several[0], Coded):
        codes, values = [several[0].codes], several[0].values
        for one in several[1:]:
            codes.append(one.codes + np.int32(len(values)))
            values = Joined(values, one.values)
        column = np.concatenate(codes)
        return Coded(column if rows is None else column[rows], values)
    if isinstance(several[0], pa.Array):
        names = pa.concat_arrays(several)
        return names if rows is None else names.take(pa.array(rows))
    column = np.concatenate(several)
    # Origins that were not counted have no rows.
    return column if rows is None or not len(column) else column[rows]


def wholes_of(runs: Sequence[Run], seam: Seam) -> NDArray[np.int32]:
    """For every row that stands the row of the incident it is part of."""
    size = sum(map(len, runs))
    offsets = np.cumsum([0, *map(len, runs)])
    whole = np.concatenate([run.reports.whole for run in runs])
    plain = (whole == ABSENT).all()
    if not plain:
        places = seam.places(size)
        owners = np.repeat(offsets[:-1], [len(run) for run in runs])
        whole = np.where(whole >= 0, places[np.maximum(whole, 0) + owners], ABSENT).astype(np.int32)
    parts = {
        int(offset) + row: name
        for offset, run in zip(offsets, runs, strict=False)
        for row, name in run.parts.items()
    }
    rows = seam.rows(size)
    if parts:
        names = joined_column([run.reports.incidents for run in runs], rows)
        of = places_in(names).of(parts.values())
        for row, name in parts.items():
            whole[row] = of.get(name, ABSENT)
    found: NDArray[np.int32] = whole[rows].astype(np.int32)
    return found
