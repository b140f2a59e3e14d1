"""The figures of a ledger added up in one pass, compiled (semantics 7)."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from truceline.assessment.engine.jit import bare, inner

ABSENT = -1
NONE, POSSIBLE, VIOLATION, AGGREGATES = range(4)
LOW, BEST, HIGH, BEST_OF, INCIDENTS, OPEN = range(6)


class Over(NamedTuple):
    """What is added up of every incident; masks and ``whole`` are empty where they would say the same of all.

    ``begins``, ``overlaps`` and ``beyond`` say how an incident lies to the days asked for.
    """

    out: NDArray[np.int8]
    outcome: NDArray[np.int8]
    failed: NDArray[np.int8]
    perhaps: NDArray[np.bool_]
    aggregate: NDArray[np.bool_]
    toll: NDArray[np.int32]
    tolls: NDArray[np.int32]
    whole: NDArray[np.int32]
    begins: NDArray[np.bool_]
    overlaps: NDArray[np.bool_]
    beyond: NDArray[np.bool_]


class Sums(NamedTuple):
    """The figures: ``inside`` are those in, in perhaps, parts, that may overlap, that may fall outside.

    ``outcomes`` and ``losses`` are by outcome, then of aggregates; ``failed`` and ``failed_aggregates`` by condition.
    ``counted`` marks what counts where it has room, ``breaches`` lists what is possible at least.
    """

    out: NDArray[np.int64]
    inside: NDArray[np.int64]
    outcomes: NDArray[np.int64]
    losses: NDArray[np.int64]
    failed: NDArray[np.int64]
    failed_aggregates: NDArray[np.int64]
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
    breaches = 0
    for row in range(len(over.out)):
        out, begins = over.out[row], len(over.begins) == 0 or over.begins[row]
        if out == ABSENT and len(over.begins):
            sums.inside[3] += over.overlaps[row]
            sums.inside[4] += over.beyond[row]
        if not begins:
            continue
        if out != ABSENT:
            sums.out[out] += 1
            continue
        if len(over.whole) and over.whole[row] != ABSENT and _begins_inside(over, over.whole[row]):
            sums.inside[2] += 1
            continue
        sums.inside[0] += 1
        sums.inside[1] += over.perhaps[row]
        outcome = over.outcome[row]
        kind = AGGREGATES if over.aggregate[row] else outcome
        sums.outcomes[kind] += outcome > NONE or kind != AGGREGATES
        if over.toll[row] != ABSENT:
            add_toll(sums.losses, kind, over.tolls, over.toll[row])
        if outcome == NONE:
            if kind == AGGREGATES:
                sums.failed_aggregates[over.failed[row]] += 1
            else:
                sums.failed[over.failed[row]] += 1
        if kind != AGGREGATES:
            if len(sums.counted):
                sums.counted[row] = True
            if outcome > NONE:
                sums.breaches[breaches] = row
                breaches += 1
    return breaches


@bare
def add_groups(over, rows, group, definite, possible):
    """Add up the tolls of breaches by group: those that are definite, and those only possible."""
    for place in range(len(rows)):
        toll = over.toll[rows[place]]
        if toll != ABSENT:
            if over.outcome[rows[place]] == VIOLATION:
                add_toll(definite, group[place], over.tolls, toll)
            else:
                add_toll(possible, group[place], over.tolls, toll)
