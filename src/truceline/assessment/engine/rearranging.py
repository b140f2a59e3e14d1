"""Candidates after a few clauses changed: what they do not touch is copied, not counted again.

Invariant: what comes out is what `static.arranged` gives for the same clauses, array by array.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from truceline.assessment.engine.clauses import Static, stretches
from truceline.assessment.engine.compiled import arrange_kernels
from truceline.assessment.engine.reports import EARLIEST, LATEST, Reports
from truceline.assessment.engine.static import KEPT, PLAIN, Candidates, Scanned, life_of

_MOST = 32
"""Of more clauses that come or go all candidates are arranged from scratch."""

Clauses: TypeAlias = tuple[tuple[Static, ...], tuple[int, ...]]
"""Clauses in order, and what is kept of the candidates of each."""


@frozen
class _Difference:
    """``number`` gives each clause of before its number now, -1 where it is gone; ``gone`` and ``come`` are numbers then and now."""

    number: NDArray[np.int32]
    gone: tuple[int, ...]
    come: tuple[int, ...]


def rearranged(
    reports: Reports, before: tuple[Clauses, Candidates], now: Clauses, scanned: Mapping[Static, Scanned]
) -> Candidates | None:
    """The candidates of the clauses now, from those of before; None where too much differs."""
    old, known = before
    difference = _difference(old, now)
    if difference is None or any(old[0][number] not in scanned for number in difference.gone):
        return None
    every = KEPT in now[1]
    if every != (KEPT in old[1]):
        return None
    more = _of(now, difference.come, scanned)
    touched = _touched(old, now, difference, scanned)
    arranged = _put_together(known, difference, more, touched, every=every)
    return Candidates(*arranged, _furthest(reports, (old, known), now, (difference, touched, scanned)))


def _difference(old: Clauses, now: Clauses) -> _Difference | None:
    """What came and what went: place by place where there are as many, else between what both begin and end with."""
    one, other = list(zip(*old, strict=True)), list(zip(*now, strict=True))
    if len(one) == len(other):
        apart = tuple(
            place
            for place, (left, right) in enumerate(zip(one, other, strict=True))
            if (left[0] is not right[0] and left != right) or left[1] != right[1]
        )
        number = np.arange(len(one), dtype=np.int32)
        number[list(apart)] = -1
        return _Difference(number, apart, apart) if len(apart) <= _MOST else None
    begun = _alike(one, other)
    ended = _alike(one[begun:][::-1], other[begun:][::-1])
    gone, come = range(begun, len(one) - ended), range(begun, len(other) - ended)
    if len(gone) + len(come) > _MOST:
        return None
    number = np.arange(len(one), dtype=np.int32)
    number[begun:] += len(other) - len(one)
    number[list(gone)] = -1
    return _Difference(number, tuple(gone), tuple(come))


def _alike(one: Sequence[tuple[Static, int]], other: Sequence[tuple[Static, int]]) -> int:
    """How many clauses two sequences begin with alike."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _touched(
    old: Clauses, now: Clauses, difference: _Difference, scanned: Mapping[Static, Scanned]
) -> NDArray[np.int32]:
    """The incidents that were or are in time and place of a clause that came or went, in ascending order."""
    lost = [scanned[old[0][number]].rows for number in difference.gone]
    won = [scanned[now[0][number]].rows for number in difference.come]
    rows = np.sort(np.concatenate([np.zeros(0, np.int32), *lost, *won]))
    different: NDArray[np.int32] = rows[np.append(True, rows[1:] != rows[:-1])[: len(rows)]]
    return different


_Found: TypeAlias = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8]]


def _of(now: Clauses, come: Sequence[int], scanned: Mapping[Static, Scanned]) -> list[_Found]:
    """The candidates of the clauses that came: rows, clause numbers, codes; of a plain one, those met also by its kind alone."""
    found = []
    for number in come:
        one, fold = scanned[now[0][number]], now[1][number]
        kept = np.ones(len(one.rows), np.bool_) if fold == KEPT else one.codes >> 4 != 0
        rows = one.rows[kept]
        found.append((rows, np.full(len(rows), number, np.int32), one.codes[kept]))
    return found


def _put_together(
    known: Candidates,
    difference: _Difference,
    more: Sequence[_Found],
    touched: NDArray[np.int32],
    *,
    every: bool,
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8]]:
    kernels, none = arrange_kernels(), np.zeros(0, np.int32)
    rows = np.concatenate([none, *(one for one, _, _ in more)])
    clause = np.concatenate([none, *(one for _, one, _ in more)])
    code = np.concatenate([none.astype(np.uint8), *(one for _, _, one in more)])
    order = np.lexsort((clause, rows))
    new = kernels.Arranged(touched, _begins(rows[order], touched), clause[order], code[order])
    size, many = len(known.clause) + len(rows), len(known.rows) + len(touched)
    made = kernels.Arranged(
        np.empty(many, np.int32),
        np.empty(many + 1, np.int32),
        np.empty(size, np.int32),
        np.empty(size, np.uint8),
    )
    old = kernels.Arranged(known.rows, known.first, known.clause, known.code)
    count, filled = kernels.put_together(old, difference.number, new, touched, every, made)
    return made.rows[:count], made.first[: count + 1], made.clause[:filled], made.code[:filled]


def _begins(rows: NDArray[np.int32], touched: NDArray[np.int32]) -> NDArray[np.int32]:
    """Where in ascending rows those of each touched incident begin, and where they end."""
    return np.append(np.searchsorted(rows, touched), len(rows)).astype(np.int32)


def _furthest(
    reports: Reports,
    before: tuple[Clauses, Candidates],
    now: Clauses,
    given: tuple[_Difference, NDArray[np.int32], Mapping[Static, Scanned]],
) -> NDArray[np.int8]:
    """How far the other clauses get: told anew of what is touched, or lies in a time that came or went."""
    (old, known), (difference, touched, scanned) = before, given
    plain = tuple(one for one, fold in zip(*now, strict=True) if fold == PLAIN)
    other = _other_times(old, now, difference)
    if (PLAIN in old[1]) != (PLAIN in now[1]):
        # Whether there is any plain clause at all matters to every incident.
        touched = np.arange(len(reports), dtype=np.int32)
    elif other:
        met = _meeting(reports, other)
        met[touched] = True
        touched = np.flatnonzero(met).astype(np.int32)
    kernels, count = arrange_kernels(), len(reports)
    reached: NDArray[np.int8] = known.furthest.copy()
    if len(touched):
        seen, failed = np.zeros(len(touched), np.int32), np.zeros(len(touched), np.bool_)
        found = [scanned[one] for one in plain]
        rows = np.concatenate([np.zeros(0, np.int32), *(one.rows for one in found)])
        codes = np.concatenate([np.zeros(0, np.uint8), *(one.codes for one in found)])
        blocks = np.empty((count >> kernels.BLOCK) + 2, np.int32)
        kernels.count_of(rows, codes, touched, blocks, seen, failed)
        life = life_of(tuple(map(stretches, plain)))
        kernels.furthest(life, reports.start, reports.end, seen, failed, touched, 0, len(touched), reached)
    return reached


def _other_times(old: Clauses, now: Clauses, difference: _Difference) -> list[tuple[int, int]]:
    """The stretches, in half minutes, that plain clauses were in force in and are no more, or the other way."""
    gone, come = (
        Counter(
            stretch
            for number in numbers
            if clauses[1][number] == PLAIN
            for stretch in [stretches(clauses[0][number])]
        )
        for clauses, numbers in ((old, difference.gone), (now, difference.come))
    )
    apart = [*(gone - come), *(come - gone)]
    return [one for several in apart for one in several]


def _meeting(reports: Reports, times: Sequence[tuple[int, int]]) -> NDArray[np.bool_]:
    """Whether an incident may meet one of these stretches; rather too many."""
    met: NDArray[np.bool_] = (reports.start == EARLIEST) | (reports.end == LATEST)
    for since, until in times:
        low, high = max(since // 2 - 1, EARLIEST), min(until // 2 + 1, LATEST)
        met |= (reports.start <= high) & (reports.end >= low)
    return met
