"""Runs merged into one: sorted again together, nothing scanned for again."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from truceline.assessment.case import Shared
from truceline.assessment.engine.clauses import Static
from truceline.assessment.engine.joining import end_to_end, pared, with_wholes
from truceline.assessment.engine.reports import ABSENT, Reports, taken
from truceline.assessment.engine.runs import Run, run_of
from truceline.assessment.engine.seam import Seam
from truceline.assessment.engine.static import Scanned

MOST_SMALL = 6
"""More small runs beside the large one cost more at each view than merging them."""
_LARGEST_SHARE = 100
"""Once the small runs hold more than a hundredth of the large one, all become one."""
SMALLEST = 256
_NOTHING = Scanned(np.zeros(0, np.int32), np.zeros(0, np.uint8))


def compact(runs: tuple[Run, ...], seam: Seam, shared: Shared) -> tuple[tuple[Run, ...], Seam]:
    """The same reports in few runs, the first of them by far the largest."""
    size, first = sum(map(len, runs)), len(runs[0])
    if size - first > max(SMALLEST, first // _LARGEST_SHARE):
        return (merged(runs, seam.rows(size), seam.instead, shared),), Seam()
    if len(runs) <= MOST_SMALL:
        return runs, seam
    rows = seam.rows(size, first) - first
    within = {seat - first: row - first for seat, row in seam.instead.items() if seat >= first}
    made = merged(runs[1:], rows, within, shared)
    new = {row: place for place, row in enumerate((rows + first).tolist(), start=first)}
    instead = {seat: new[row] for seat, row in seam.instead.items() if seat < first}
    return (runs[0], made), Seam(instead, frozenset(row for row in seam.gone if row < first))


def merged(runs: Sequence[Run], rows: NDArray[np.intp], instead: Mapping[int, int], shared: Shared) -> Run:
    """Some rows of these runs, counted through all of them, as one run; ``instead`` as of a `Seam`."""
    size, offsets = sum(map(len, runs)), np.cumsum([0, *map(len, runs)]).tolist()
    place = np.full(size, ABSENT, np.int64)
    place[rows] = np.arange(len(rows))
    seats = place.copy()
    for seat, row in instead.items():
        seats[seat] = place[row]
    every = end_to_end([run.given for run in runs])
    whole = every.whole[rows]
    whole = np.where(whole >= 0, seats[np.maximum(whole, 0)], ABSENT)
    reports = with_wholes(taken(every, rows), whole)
    parts = {
        int(place[offset + row]): name
        for offset, run in zip(offsets, runs, strict=False)
        for row, name in run.parts.items()
        if place[offset + row] >= 0
    }
    made = run_of(pared(reports), shared, parts)
    made.scanned.update(_scanned(runs, offsets, place))
    return made


def beside_claims(runs: Sequence[Run], seam: Seam, told: AbstractSet[str]) -> list[Reports]:
    """The reports of those incidents that are not ``told`` of by claims, if there are any."""
    given, size = end_to_end([run.given for run in runs]), sum(map(len, runs))
    rows = seam.rows(size)
    names = given.incidents.take(pa.array(rows)).to_pylist()
    alone = np.array([name not in told for name in names], np.bool_)
    if not alone.any():
        return []
    kept, whole = np.cumsum(alone) - 1, given.whole[rows[alone]]
    whole = np.where(whole >= 0, seam.places(size)[np.maximum(whole, 0)], ABSENT)
    whole = np.where((whole >= 0) & alone[np.maximum(whole, 0)], kept[np.maximum(whole, 0)], ABSENT)
    return [pared(with_wholes(taken(given, rows[alone]), whole))]


def _scanned(runs: Sequence[Run], offsets: Sequence[int], place: NDArray[np.int64]) -> dict[Static, Scanned]:
    """What every one of these runs was scanned for, by the new places of the rows."""
    common = set(runs[0].scanned).intersection(*(run.scanned for run in runs[1:]))
    found = {}
    for static in common:
        parts = [
            (place[one.rows + offset], one.codes)
            for offset, run in zip(offsets, runs, strict=False)
            if len((one := run.scanned[static]).rows)
        ]
        if not parts:
            found[static] = _NOTHING
            continue
        rows, codes = np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])
        found[static] = Scanned(rows[rows >= 0].astype(np.int32), codes[rows >= 0])
    return found
