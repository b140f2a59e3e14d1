"""Candidates arranged by incident, and how far the other clauses get before they fail; compiled."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from truceline.assessment.engine.clause_kernels import half_minutes
from truceline.assessment.engine.jit import bare, inner

NO, YES = 0, 2
WHEN, WHERE, WHAT = range(3)
DAY = 2 * 1440


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
def furthest(life, start, end, seen, failed, begin, stop, out):
    """How far a plain clause gets that fails before anybody is asked about: when, where or what."""
    for row in range(begin, stop):
        if life.clauses == 0:
            out[row] = -1
            continue
        if failed[row]:
            out[row] = WHAT
            continue
        low, high = half_minutes(start[row], end[row])
        out[row] = WHEN
        number = life.at_once[_bound_after(life, low)]
        if number > seen[row]:
            out[row] = WHERE
            continue
        place = np.searchsorted(life.since, low, side="right")
        while place < len(life.since) and life.since[place] < high:
            number += life.before[place] <= low
            if number > seen[row]:
                out[row] = WHERE
                break
            place += 1
