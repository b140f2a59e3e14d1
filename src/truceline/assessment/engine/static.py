"""The static part: which incidents may be in time, place and kind of which clauses; computed once and kept."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from attrs import frozen
from numpy.typing import NDArray

from truceline.assessment.engine.clauses import Static, half, terms_of
from truceline.assessment.engine.compiled import arrange_kernels, scan_kernels
from truceline.assessment.engine.grounds import Ground, exact, grounds_of, in_chunks
from truceline.assessment.engine.layout import Layout, position_of
from truceline.assessment.engine.reports import EARLIEST, LATEST, Reports
from truceline.assessment.geography import Geography

_NO_BOUND = 1 << 42
KEPT, PLAIN, PERMISSION = 0, 1, 2
"""Clauses whose candidates are all kept; those of which failing by kind alone is only counted; permissions."""


@frozen(eq=False)
class Scanned:
    """One clause's candidates: rows, and when, where and what as code."""

    rows: NDArray[np.int32]
    codes: NDArray[np.uint8]


NOTHING = Scanned(np.zeros(0, np.int32), np.zeros(0, np.uint8))
"""The candidates of a clause that has none."""


@frozen(eq=False)
class Candidates:
    """Candidates by incident, those of incident ``i`` from ``first[i]`` to ``first[i + 1]``, in clause order.

    ``furthest`` is how far the clauses get that fail without asking about anybody, -1 for no such clause.
    """

    first: NDArray[np.int64]
    clause: NDArray[np.int32]
    code: NDArray[np.uint8]
    furthest: NDArray[np.int8]


def out_of_time(clauses: Iterable[Static], reports: Reports) -> list[Static]:
    """The clauses that were not even possibly in force at any time of the reports."""
    start, end = reports.start[~reports.awkward], reports.end[~reports.awkward]
    first = 2 * int(start.min(initial=LATEST))
    last = 2 * int(end.max(initial=EARLIEST))
    return [
        one
        for one in clauses
        if all(
            half(part.end, none=_NO_BOUND) < first or half(part.start, none=-_NO_BOUND) > last
            for part in one.possible
        )
    ]


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
    runs: list[tuple[Callable[..., Any], Any]] = [(kernels.scan_spots, run) for run in layout.spots]
    runs += [(kernels.scan_named, run) for run in layout.named]
    parts = [
        part
        for kernel, run in runs
        for part in in_chunks(
            lambda begin, end, kernel=kernel, run=run: kernel(run, laid, terms, begin, end),  # type: ignore[misc]
            len(wanted),
            threads,
            chunks=min(64, len(wanted)),
        )
    ]
    rows, term, codes = (
        np.concatenate([np.zeros(0, kind), *(part[place] for part in parts)])
        for place, kind in enumerate((np.int32, np.int32, np.uint8))
    )
    rows, term, codes = _asked(reports, geography, laid, grounds, (rows, term, codes, terms))
    return _by_clause(wanted, rows, term, codes)


def _asked(
    reports: Reports, geography: Geography, laid: Any, grounds: Sequence[Ground], found: tuple[Any, ...]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8]]:
    """The candidates with what lies near a boundary settled by geometry."""
    rows, term, codes, terms = found
    kernels = scan_kernels()
    open_ = np.flatnonzero((codes >> 2 & 3) == kernels.ASK)
    if not len(open_):
        return rows, term, codes
    truth = np.zeros(len(open_), np.uint8)
    ground = terms.ground[term[open_]]
    for number in np.unique(ground).tolist():
        chosen = np.flatnonzero(ground == number)
        answers = _settle(reports, geography, grounds[number], rows[open_[chosen]])
        truth[chosen] = [kernels.settled(laid, number, answer) for answer in answers]
    codes[open_] = codes[open_] & ~np.uint8(12) | truth << 2
    kept = np.ones(len(codes), np.bool_)
    kept[open_[truth == 0]] = False
    return rows[kept], term[kept], codes[kept]


def _settle(
    reports: Reports, geography: Geography, ground: Ground, rows: NDArray[np.int32]
) -> NDArray[np.uint8]:
    assert ground.zone is not None
    area = geography.area_of(ground.zone)
    assert area is not None
    found = np.zeros(len(rows), np.uint8)
    points = reports.km[rows] == 0
    x, y = reports.longitude[rows[points]], reports.latitude[rows[points]]
    touched, held = shapely.intersects_xy(area, x, y), shapely.contains_xy(area, x, y)
    found[points] = np.where(held, 2, np.where(touched, 1, 0))
    wide = np.flatnonzero(~points)
    if len(wide):
        found[wide] = exact(geography, [position_of(reports, row) for row in rows[wide].tolist()], area)
    return found


def _by_clause(
    wanted: Sequence[Static], rows: NDArray[np.int32], term: NDArray[np.int32], codes: NDArray[np.uint8]
) -> dict[Static, Scanned]:
    order = np.argsort(term, kind="stable")
    stops = np.concatenate([[0], np.cumsum(np.bincount(term, minlength=len(wanted)))])
    rows, codes = rows[order], codes[order]
    return {
        one: Scanned(rows[stops[number] : stops[number + 1]], codes[stops[number] : stops[number + 1]])
        for number, one in enumerate(wanted)
    }


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
    first, seen, failed = np.zeros(count + 1, np.int64), np.zeros(count, np.int32), np.zeros(count, np.bool_)
    kernels.count_rows(rows, codes, kinds, clause_first, first, seen, failed)
    np.cumsum(first, out=first)
    clause, code = np.empty(first[-1], np.int32), np.empty(first[-1], np.uint8)
    kernels.fill_rows(rows, codes, kinds, clause_first, first[:-1].copy(), clause, code)
    life = _life([one for one, fold in zip(clauses, folded, strict=True) if fold == PLAIN])
    reached = np.empty(count, np.int8)
    in_chunks(
        lambda begin, end: kernels.furthest(
            life, reports.start, reports.end, seen, failed, begin, end, reached
        ),
        count,
        threads,
    )
    return Candidates(first, clause, code, reached)


def _life(clauses: Sequence[Static]) -> Any:
    """When these clauses are possibly in force."""
    since, before, until = list[int](), list[int](), list[int]()
    for clause in clauses:
        gone = -_NO_BOUND - 1
        for part in clause.possible:
            since.append(half(part.start, none=-_NO_BOUND))
            until.append(half(part.end, none=_NO_BOUND))
            before.append(gone)
            gone = until[-1]
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
