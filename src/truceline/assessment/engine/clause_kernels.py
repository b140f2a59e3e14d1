"""The clauses of a framing as arrays, and what is asked of one: when it is in force, whom it binds and protects; compiled."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from truceline.assessment.engine.jit import inner
from truceline.assessment.engine.party_kernels import Side, state_at

UNKNOWN, YES, SILENT = 1, 2, 3
OPEN = 1 << 41


class Clauses(NamedTuple):
    """The clauses of a framing, prohibitions first, then permissions.

    ``bound`` and ``protected`` number sets of parties (-1: everybody), ``bound_side`` and ``protected_side`` the same
    with what is excluded; ``group`` is that of rival versions
    (-1: no rival), ``plain`` says that some clause has none. ``conditional`` are those without rivals
    that are in force only on conditions. Bounds of time are in half minutes, so that any instant has its place between minutes.
    """

    prohibitions: int
    plain: bool
    located: NDArray[np.bool_]
    bound: NDArray[np.int32]
    protected: NDArray[np.int32]
    bound_side: NDArray[np.int32]
    protected_side: NDArray[np.int32]
    excludes_first: NDArray[np.int32]
    excludes: NDArray[np.int32]
    group: NDArray[np.int32]
    groups_first: NDArray[np.int32]
    groups: NDArray[np.int32]
    provided_first: NDArray[np.int32]
    provided_line: NDArray[np.int32]
    provided_turned: NDArray[np.bool_]
    conditional: NDArray[np.int32]
    possible_first: NDArray[np.int32]
    possible_from: NDArray[np.int64]
    possible_until: NDArray[np.int64]
    overrides_first: NDArray[np.int32]
    overrides: NDArray[np.int32]


@inner
def provided(framed, memo, clauses, clause, first, last):
    """Whether the conditions of a clause's being in force are met."""
    truth = YES
    for place in range(clauses.provided_first[clause], clauses.provided_first[clause + 1]):
        line = clauses.provided_line[place]
        state = state_at(framed.line_first, framed.line_at, framed.line_state, memo.bounds, line, first, last)
        if state == SILENT:
            state = UNKNOWN
        truth = min(truth, YES - state if clauses.provided_turned[place] else state)
    return truth


@inner
def may_be_in_force(clauses, clause, start, end):
    """Whether a clause is possibly in force at some time of a stretch, in half minutes."""
    for place in range(clauses.possible_first[clause], clauses.possible_first[clause + 1]):
        if clauses.possible_from[place] < end and start < clauses.possible_until[place]:
            return True
    return False


@inner
def half_minutes(start, end):
    """A stretch of whole minutes on the scale of the clauses' bounds."""
    low = -OPEN if start == np.iinfo(np.int32).min else np.int64(2) * start
    high = OPEN if end == np.iinfo(np.int32).max else np.int64(2) * end
    return low, high


@inner
def bound_side(clauses, clause):
    """Whom a clause binds."""
    begin, end = clauses.excludes_first[clause], clauses.excludes_first[clause + 1]
    return Side(clauses.bound_side[clause], clauses.bound[clause], begin, end)


@inner
def protected_side(clauses, clause):
    """Whom a clause protects."""
    begin, end = clauses.excludes_first[clause], clauses.excludes_first[clause + 1]
    return Side(clauses.protected_side[clause], clauses.protected[clause], begin, end)
