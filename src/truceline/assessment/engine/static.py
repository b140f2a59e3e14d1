"""The static part: which incidents may be in time, place and kind of which clauses; computed once and kept."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

import numpy as np
import shapely
from attrs import frozen
from numpy.typing import NDArray

from truceline.assessment.engine.clauses import Static, stretches, terms_of
from truceline.assessment.engine.compiled import area_kernels, arrange_kernels, scan_kernels
from truceline.assessment.engine.grounds import Ground, exact, grounds_of, in_chunks
from truceline.assessment.engine.layout import Layout, position_of
from truceline.assessment.engine.packing import degrees
from truceline.assessment.engine.reports import Reports
from truceline.assessment.geography import Geography

_NO_BOUND = 1 << 42
KEPT, PLAIN, PERMISSION = 0, 1, 2
"""Clauses whose candidates are all kept; those of which failing by kind alone is only counted; permissions."""


@frozen(eq=False)
class Scanned:
    """One clause's candidates: rows, and when, where and what as code."""

    rows: NDArray[np.int32]
    codes: NDArray[np.uint8]


@frozen(eq=False)
class Candidates:
    """Candidates by incident, those of row ``rows[i]`` from ``first[i]`` to ``first[i + 1]``, in clause order.

    ``rows`` are the incidents that have any; all, where clauses with rivals or conditions ask more of them.
    ``furthest`` is how far the clauses get that fail without asking about anybody, -1 for no such clause; by incident.
    """

    rows: NDArray[np.int32]
    first: NDArray[np.int32]
    clause: NDArray[np.int32]
    code: NDArray[np.uint8]
    furthest: NDArray[np.int8]


def scan(
    reports: Reports, layout: Layout, geography: Geography, wanted: Sequence[Static], threads: int
) -> dict[Static, Scanned]:
    """The candidates of each of these clauses among the reports."""
    if not wanted:
        return {}
    grounds = tuple(dict.fromkeys(one.ground for one in wanted))
    laid = grounds_of(geography, grounds, layout.locations, threads)
    terms = terms_of(wanted, grounds, reports.kinds)
    kernels = scan_kernels()
    columns = kernels.Columns(
        longitude=reports.longitude, latitude=reports.latitude, end=reports.end, fills=reports.fills, km=reports.km,
        kind=reports.kind,
    )  # fmt: skip
    runs = [(kernels.scan_spots, run) for run in layout.spots] + [
        (kernels.scan_named, run) for run in layout.named
    ]
    parts = []
    for kernel, run in runs:
        found = _scanned(partial(kernel, run, columns, laid, terms), len(wanted), threads)
        parts.append(_asked(reports, geography, laid, (grounds, terms.ground), found))
    return {one: _joined(parts, number) for number, one in enumerate(wanted)}


@frozen(eq=False)
class _Found:
    """Candidates clause by clause, those of clause ``i`` from ``first[i]`` to ``first[i + 1]``."""

    rows: NDArray[np.int32]
    codes: NDArray[np.uint8]
    first: NDArray[np.int64]


def _scanned(kernel: Callable[..., tuple[int, int]], clauses: int, threads: int) -> _Found:
    """What a scan finds, in parts of some clauses each."""
    counts = np.zeros(clauses, np.int64)

    def work(begin: int, end: int) -> list[tuple[NDArray[np.int32], NDArray[np.uint8]]]:
        parts, room = [], _ROOM
        while begin < end:
            rows, codes = np.empty(room, np.int32), np.empty(room, np.uint8)
            stop, filled = kernel(begin, end, rows, codes, counts)
            parts.append((rows[:filled].copy(), codes[:filled].copy()))
            room = room if stop > begin else 4 * room
            begin = stop
        return parts

    parts = [
        part for several in in_chunks(work, clauses, threads, chunks=min(64, clauses)) for part in several
    ]
    return _Found(
        np.concatenate([rows for rows, _ in parts]), np.concatenate([codes for _, codes in parts]),
        np.concatenate([[0], np.cumsum(counts)]),
    )  # fmt: skip


_ROOM = 1 << 15


def _joined(parts: Sequence[_Found], clause: int) -> Scanned:
    spans = [(part, slice(part.first[clause], part.first[clause + 1])) for part in parts]
    return Scanned(
        np.concatenate([np.zeros(0, np.int32), *(part.rows[span] for part, span in spans)]),
        np.concatenate([np.zeros(0, np.uint8), *(part.codes[span] for part, span in spans)]),
    )


def _asked(
    reports: Reports,
    geography: Geography,
    laid: Any,
    asked_of: tuple[Sequence[Ground], NDArray[np.int32]],
    found: _Found,
) -> _Found:
    """The candidates with what lies near a boundary settled by geometry.

    ``asked_of`` are the grounds, and the number of each clause's.
    """
    grounds, of_clause = asked_of
    kernels = area_kernels()
    open_ = np.flatnonzero((found.codes >> 2 & 3) == kernels.ASK)
    if not len(open_):
        return found
    clause = np.searchsorted(found.first, open_, side="right") - 1
    truth = np.zeros(len(open_), np.uint8)
    ground = of_clause[clause]
    for number in np.unique(ground).tolist():
        chosen = np.flatnonzero(ground == number)
        answers = _settle(reports, geography, grounds[number], found.rows[open_[chosen]])
        truth[chosen] = [kernels.settled(laid, number, answer) for answer in answers]
    found.codes[open_] = found.codes[open_] & ~np.uint8(12) | truth << 2
    kept = np.ones(len(found.codes), np.bool_)
    kept[open_[truth == 0]] = False
    lost = np.bincount(clause[truth == 0], minlength=len(of_clause))
    first = found.first - np.concatenate([[0], np.cumsum(lost)])
    return _Found(found.rows[kept], found.codes[kept], first)


def _settle(
    reports: Reports, geography: Geography, ground: Ground, rows: NDArray[np.int32]
) -> NDArray[np.uint8]:
    assert ground.zone is not None
    area = geography.area_of(ground.zone)
    assert area is not None
    found = np.zeros(len(rows), np.uint8)
    points = reports.km[rows] == 0
    x, y = degrees(reports.longitude[rows[points]]), degrees(reports.latitude[rows[points]])
    touched, held = shapely.intersects_xy(area, x, y), shapely.contains_xy(area, x, y)
    found[points] = np.where(held, 2, np.where(touched, 1, 0))
    wide = np.flatnonzero(~points)
    if len(wide):
        found[wide] = exact(geography, [position_of(reports, row) for row in rows[wide].tolist()], area)
    return found


def arranged(
    reports: Reports, clauses: Sequence[Static], folded: Sequence[int], scanned: Mapping[Static, Scanned],
    threads: int,
) -> Candidates:  # fmt: skip
    """The candidates of all clauses by incident; ``folded`` says of each clause what is kept of it."""
    kernels, count = arrange_kernels(), len(reports)
    found = [scanned[clause] for clause in clauses]
    rows = np.concatenate([np.zeros(0, np.int32), *(one.rows for one in found)])
    codes = np.concatenate([np.zeros(0, np.uint8), *(one.codes for one in found)])
    clause_first = np.cumsum([0, *(len(one.rows) for one in found)]).astype(np.int64)
    kinds = np.array(folded, np.int8)
    kept, seen, failed = np.zeros(count, np.int32), np.zeros(count, np.int32), np.zeros(count, np.bool_)
    kernels.count_rows(rows, codes, kinds, clause_first, kept, seen, failed)
    chosen = np.arange(count) if KEPT in folded else np.flatnonzero(kept)
    first = np.concatenate([[0], np.cumsum(kept[chosen])]).astype(np.int32)
    kept[chosen] = first[:-1]
    clause, code = np.empty(first[-1], np.int32), np.empty(first[-1], np.uint8)
    kernels.fill_rows(rows, codes, kinds, clause_first, kept, clause, code)
    life = life_of(tuple(stretches(one) for one, fold in zip(clauses, folded, strict=True) if fold == PLAIN))
    reached = np.empty(count, np.int8)
    in_chunks(
        lambda begin, end: kernels.furthest(
            life, reports.start, reports.end, seen, failed, _ALL, begin, end, reached
        ),
        count,
        threads,
    )
    return Candidates(chosen.astype(np.int32), first, clause, code, reached)


_ALL = np.zeros(0, np.int32)


@lru_cache(maxsize=4)
def life_of(clauses: tuple[tuple[tuple[int, int], ...], ...]) -> Any:
    """When clauses are possibly in force, from the stretches of each in half minutes."""
    since, before, until = list[int](), list[int](), list[int]()
    for several in clauses:
        gone = -_NO_BOUND - 1
        for begun, end in several:
            since.append(begun)
            until.append(end)
            before.append(gone)
            gone = end
    order = np.argsort(np.array(since, np.int64), kind="stable")
    started, ended = np.sort(np.array(since, np.int64)), np.sort(np.array(until, np.int64))
    bounds = np.unique(np.concatenate([started, ended]))
    count = np.searchsorted(started, bounds, side="right") - np.searchsorted(ended, bounds, side="right")
    kernels = arrange_kernels()
    real = bounds[(bounds > -_NO_BOUND) & (bounds < _NO_BOUND)]
    day = int(real[0] // kernels.DAY) if len(real) else 0
    days = np.arange(day, (int(real[-1] // kernels.DAY) if len(real) else 0) + 2) * kernels.DAY
    return kernels.Life(
        since=started, before=np.array(before, np.int64)[order] if before else np.zeros(0, np.int64),
        bounds=bounds, at_once=np.concatenate([[0], count]).astype(np.int32), day=day,
        day_first=np.searchsorted(bounds, days, side="left").astype(np.int32), clauses=len(clauses),
    )  # fmt: skip
