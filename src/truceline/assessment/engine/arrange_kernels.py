"""Candidates arranged by incident, and how far the other clauses get before they fail; compiled."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from truceline.assessment.engine.clause_kernels import half_minutes
from truceline.assessment.engine.jit import bare, inner

NO, YES = 0, 2
WHEN, WHERE, WHAT = range(3)
DAY = 2 * 1440
BLOCK = 6


class Life(NamedTuple):
    """When plain clauses are possibly in force: stretches by their start, and counts between bounds.

    ``before`` is when the stretch before of the same clause ended. ``bounds`` are all starts and
    ends; ``at_once[i]`` clauses are in force from the bound before ``i`` on. ``day_first`` says for each
    day from ``day`` on which bound is the first after it begins.
    """

    since: NDArray[np.int64]
    before: NDArray[np.int64]
    bounds: NDArray[np.int64]
    at_once: NDArray[np.int32]
    day: int
    day_first: NDArray[np.int32]
    clauses: int


@bare
def count_rows(rows, codes, folded, clause_first, kept, seen, failed):
    """Count for each incident its candidates, those of plain clauses and whether one fails only by its kind."""
    for clause in range(len(clause_first) - 1):
        for place in range(clause_first[clause], clause_first[clause + 1]):
            row = rows[place]
            if folded[clause]:
                seen[row] += folded[clause] == 1
                if codes[place] >> 4 == NO:
                    failed[row] |= folded[clause] == 1
                    continue
            kept[row] += 1


@bare
def fill_rows(rows, codes, folded, clause_first, following, clause_out, code_out):
    """Put each candidate with its incident, in the order of the clauses."""
    for clause in range(len(clause_first) - 1):
        for place in range(clause_first[clause], clause_first[clause + 1]):
            if folded[clause] and codes[place] >> 4 == NO:
                continue
            row = rows[place]
            clause_out[following[row]] = clause
            code_out[following[row]] = codes[place]
            following[row] += 1


@inner
def _bound_after(life, moment):
    """The number of bounds at or before a moment."""
    if len(life.bounds) == 0 or moment < life.bounds[0]:
        return 0
    day = moment // DAY - life.day
    number = life.day_first[min(max(day, 0), len(life.day_first) - 1)]
    while number < len(life.bounds) and life.bounds[number] <= moment:
        number += 1
    return number


@bare
def furthest(life, start, end, seen, failed, chosen, begin, stop, out):
    """How far a plain clause gets that fails before anybody is asked about: when, where or what.

    Of the ``chosen`` incidents from one place to another, of all where none are chosen; ``seen`` and ``failed`` are
    in the same order.
    """
    for turn in range(begin, stop):
        row = chosen[turn] if len(chosen) else turn
        if life.clauses == 0:
            out[row] = -1
            continue
        if failed[turn]:
            out[row] = WHAT
            continue
        low, high = half_minutes(start[row], end[row])
        out[row] = WHEN
        number = life.at_once[_bound_after(life, low)]
        if number > seen[turn]:
            out[row] = WHERE
            continue
        place = np.searchsorted(life.since, low, side="right")
        while place < len(life.since) and life.since[place] < high:
            number += life.before[place] <= low
            if number > seen[turn]:
                out[row] = WHERE
                break
            place += 1


@bare
def count_of(rows, codes, chosen, blocks, seen, failed):
    """Count as :func:`count_rows` does, of plain clauses' candidates and of ``chosen`` incidents (ascending) alone.

    ``blocks`` says for every 64 incidents where in the chosen ones they begin; the last is where all end.
    """
    block = 0
    for turn in range(len(chosen)):
        while block <= chosen[turn] >> BLOCK:
            blocks[block] = turn
            block += 1
    blocks[block:] = len(chosen)
    for place in range(len(rows)):
        row = rows[place]
        for turn in range(blocks[row >> BLOCK], blocks[(row >> BLOCK) + 1]):
            if chosen[turn] == row:
                seen[turn] += 1
                failed[turn] |= codes[place] >> 4 == NO


class Arranged(NamedTuple):
    """Candidates by incident, as in ``static.Candidates``."""

    rows: NDArray[np.int32]
    first: NDArray[np.int32]
    clause: NDArray[np.int32]
    code: NDArray[np.uint8]


@inner
def _carried(old, number, low, high, new, filled, count):
    """Copy the incidents from one place to another that no change touches; only their clauses' numbers are others."""
    shift = filled - old.first[low]
    for place in range(low, high):
        new.rows[count + place - low] = old.rows[place]
        new.first[count + place - low] = old.first[place] + shift
    for place in range(old.first[low], old.first[high]):
        new.clause[place + shift] = number[old.clause[place]]
        new.code[place + shift] = old.code[place]


@bare
def put_together(old, number, more, touched, every, new):
    """Arrange anew the incidents that are touched (ascending) and copy the others; how many incidents, how many candidates.

    ``number`` gives each clause its number now, -1 where it is gone; ``more`` are the candidates of clauses
    that are new, those of the touched incident ``i`` from ``more.first[i]``. Incidents without any are left out unless
    ``every`` is to be kept.
    """
    place, filled, count = 0, 0, 0
    for turn in range(len(touched)):
        row = touched[turn]
        stop = place + np.searchsorted(old.rows[place:], row)
        _carried(old, number, place, stop, new, filled, count)
        filled += old.first[stop] - old.first[place]
        count += stop - place
        following = more.first[turn]
        place = stop
        low, high = old.first[stop], old.first[stop]
        if stop < len(old.rows) and old.rows[stop] == row:
            high = old.first[stop + 1]
            place = stop + 1
        begun = filled
        while low < high or following < more.first[turn + 1]:
            if low < high and number[old.clause[low]] < 0:
                low += 1
                continue
            own = low < high
            if own and following < more.first[turn + 1]:
                own = number[old.clause[low]] < more.clause[following]
            if own:
                new.clause[filled], new.code[filled] = number[old.clause[low]], old.code[low]
                low += 1
            else:
                new.clause[filled], new.code[filled] = more.clause[following], more.code[following]
                following += 1
            filled += 1
        if filled > begun or every:
            new.rows[count], new.first[count] = row, begun
            count += 1
    _carried(old, number, place, len(old.rows), new, filled, count)
    filled += old.first[len(old.rows)] - old.first[place]
    count += len(old.rows) - place
    new.first[count] = filled
    return count, filled
