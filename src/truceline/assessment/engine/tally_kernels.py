"""The figures of a ledger added up in one pass, compiled (semantics 7)."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from truceline.assessment.engine.jit import bare, inner

ABSENT = -1
NONE, POSSIBLE, VIOLATION, AGGREGATES = range(4)
LOW, BEST, HIGH, BEST_OF, INCIDENTS, OPEN = range(6)
REASONS, FAILURES = 8, 8
"""Room for the reasons why one is out, and for the conditions that fail, none included."""
WAYS = REASONS + 12 * FAILURES
"""In so many ways an incident may enter: out for a reason; or in, summing up several or not, perhaps or not, by outcome and condition."""


class Over(NamedTuple):
    """What is added up of every incident; masks and ``whole`` are empty where they would say the same of all.

    ``state`` says whether a toll stands (``resolve_kernels.Resolved``). ``begins``, ``overlaps`` and ``beyond`` say how an incident
    lies to the days asked for.
    """

    out: NDArray[np.int8]
    outcome: NDArray[np.int8]
    failed: NDArray[np.int8]
    perhaps: NDArray[np.bool_]
    aggregate: NDArray[np.bool_]
    state: NDArray[np.uint16]
    toll: NDArray[np.int32]
    tolls: NDArray[np.int32]
    whole: NDArray[np.int32]
    begins: NDArray[np.bool_]
    overlaps: NDArray[np.bool_]
    beyond: NDArray[np.bool_]


class Sums(NamedTuple):
    """How many incidents enter in each way (:data:`WAYS`), and how many with each toll, by outcome or as an aggregate; the first are those without.

    ``aside`` are parts, those that may overlap, those that may fall outside. ``counted`` marks what counts where it has room, ``breaches``
    lists what is possible at least.
    """

    ways: NDArray[np.int64]
    tolls: NDArray[np.int64]
    aside: NDArray[np.int64]
    breaches: NDArray[np.int32]
    counted: NDArray[np.bool_]


@inner
def add_toll(losses, kind, tolls, toll):
    """Add one toll to the sums of a kind of incident."""
    low, best, high = np.int64(tolls[toll, 0]), np.int64(tolls[toll, 1]), np.int64(tolls[toll, 2])
    losses[kind, LOW] += low
    losses[kind, INCIDENTS] += 1
    if best != ABSENT:
        losses[kind, BEST] += best
        losses[kind, BEST_OF] += 1
    if high == ABSENT:
        losses[kind, OPEN] += 1
    else:
        losses[kind, HIGH] += high


@inner
def _begins_inside(over, row):
    return over.out[row] == ABSENT and (len(over.begins) == 0 or over.begins[row])


@bare
def add_up(over, sums):
    """Add up all incidents; how many breaches are listed."""
    breaches = np.int64(0)
    asked, parted, marking = len(over.begins) > 0, len(over.whole) > 0, len(sums.counted) > 0
    for row in range(len(over.out)):
        out = np.int64(over.out[row])
        if asked:
            if out == ABSENT:
                sums.aside[1] += over.overlaps[row]
                sums.aside[2] += over.beyond[row]
            if not over.begins[row]:
                continue
        if parted and out == ABSENT and over.whole[row] != ABSENT and _begins_inside(over, over.whole[row]):
            sums.aside[0] += 1
            continue
        # Sums instead of branches: who is in is as good as chance, and a wrong guess takes longer.
        is_in, is_sum = np.int64(out == ABSENT), np.int64(over.aggregate[row])
        outcome, toll = np.int64(over.outcome[row]), np.int64(over.toll[row])
        way = ((2 * is_sum + over.perhaps[row]) * 3 + outcome) * FAILURES + over.failed[row] + 1
        sums.ways[is_in * (REASONS + way) + (1 - is_in) * out] += 1
        told = is_in & (np.int64(over.state[row]) >> 10 & 1) & np.int64(toll != ABSENT)
        sums.tolls[told * (1 + 4 * toll + outcome + is_sum * (AGGREGATES - outcome))] += 1
        sums.breaches[breaches] = row
        breaches += is_in & (1 - is_sum) & np.int64(outcome > NONE)
        if marking:
            sums.counted[row] = is_in & (1 - is_sum) != 0
    return breaches


@bare
def add_groups(over, rows, group, definite, possible):
    """Add up the tolls of breaches by group: those that are definite, and those only possible."""
    for place in range(len(rows)):
        toll = over.toll[rows[place]]
        if toll != ABSENT and over.state[rows[place]] >> 10 & 1:
            if over.outcome[rows[place]] == VIOLATION:
                add_toll(definite, group[place], over.tolls, toll)
            else:
                add_toll(possible, group[place], over.tolls, toll)
