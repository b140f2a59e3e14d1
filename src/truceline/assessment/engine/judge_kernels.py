"""From what stands to findings, compiled: the rules of `worlds_of`, `Judge` and `combined`.

Outcomes are 0 none, 1 possible, 2 violation. An incident whose worlds, actors or clauses outgrow the
room here is marked ``hard`` and left to the reference.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from truceline.assessment.engine.clause_kernels import (
    bound_side,
    half_minutes,
    may_be_in_force,
    protected_side,
    provided,
)
from truceline.assessment.engine.jit import bare, inner
from truceline.assessment.engine.party_kernels import named, side
from truceline.assessment.engine.world_kernels import (
    MOST_ACTORS,
    MOST_PARTIAL,
    STANDS,
    number_of,
    people_of,
    worlds_of,
)

NO, UNKNOWN, YES = 0, 1, 2
JOINT = 1
WHEN, WHERE, WHAT, WHO, WHOM = range(5)
EITHER_WAY = 6
NOBODY, ONE, JOINTLY, AT_LEAST_ONE = range(4)
MOST_NAMED = 6
MINUTE = 60_000_000
BEGINNING, END = -62135596800000000, 253402300799999999
"""The first and the last microsecond there is, since 1970."""


class Judged(NamedTuple):
    """The findings: ``outcome``, ``failed``, ``aggregate`` and ``hard`` of every incident, the rest by candidates.

    ``named_high`` and ``named_low`` hold the actors responsible, each in 21 bits; ``gives`` is how severe each
    candidate is.
    """

    outcome: NDArray[np.int8]
    failed: NDArray[np.int8]
    aggregate: NDArray[np.bool_]
    share: NDArray[np.int8]
    named_high: NDArray[np.int64]
    named_low: NDArray[np.int64]
    gives: NDArray[np.uint8]
    hard: NDArray[np.bool_]


@inner
def _answering(framed, memo, clauses, clause, who, count, room, first, last):
    """Who answers for a pair's breach, as a mask of the incident's people."""
    if who < 0:
        return np.int64(0)
    asked = bound_side(clauses, clause)
    every = bound = sure = np.int64(0)
    for place in range(framed.w_first[who], framed.w_first[who + 1]):
        actor = framed.w_members[place]
        bit = np.int64(1) << np.int64(number_of(room, count, actor))
        every |= bit
        if framed.w_form[who] == JOINT and clauses.bound[clause] >= 0:
            truth = side(framed, memo, clauses.excludes, asked, actor, first, last)
            bound |= bit if truth != NO else np.int64(0)
            sure |= bit if truth == YES else np.int64(0)
    if framed.w_form[who] != JOINT or clauses.bound[clause] < 0:
        return every
    return sure or bound


@inner
def _pair(framed, memo, clauses, clause, by, on, code, state, first, last):
    """Severity and, for none, the first failed condition, of one clause and one pair."""
    when, where, what = code & 3, code >> 2 & 3, code >> 4 & 3
    if clauses.provided_first[clause] < clauses.provided_first[clause + 1]:
        when = min(when, provided(framed, memo, clauses, clause, first, last))
    if when == NO:
        return NO, WHEN
    if where == NO:
        return NO, WHERE
    if what == NO:
        return NO, WHAT
    doubtful = when == UNKNOWN or where == UNKNOWN or what == UNKNOWN
    doubtful |= state >> 11 & 1 != 0 or state >> 13 & 1 != 0
    doubtful |= state >> 12 & 1 != 0 and clauses.located[clause]
    if clauses.bound[clause] >= 0:
        truth = UNKNOWN
        if by >= 0:
            asked = bound_side(clauses, clause)
            truth = named(framed, memo, clauses.excludes, asked, by, True, first, last)
        if truth == NO:
            return NO, WHO
        doubtful |= truth == UNKNOWN or state >> 14 & 1 != 0
    if clauses.protected[clause] >= 0:
        truth = UNKNOWN
        if on >= 0:
            asked = protected_side(clauses, clause)
            truth = named(framed, memo, clauses.excludes, asked, on, False, first, last)
        if truth == NO:
            return NO, WHOM
        doubtful |= truth == UNKNOWN or state >> 15 & 1 != 0
    return UNKNOWN if doubtful else YES, -1


@inner
def _in_world(framed, memo, clauses, clause, code, state, world, count, room, first, last):
    """One clause in one world: the worst over the world's pairs."""
    worst, failed, mask = 0, -1, np.int64(0)
    for pair in range(room.world[world], room.world[world + 1]):
        by, on = room.by[pair], room.on[pair]
        severity, reason = _pair(framed, memo, clauses, clause, by, on, code, state, first, last)
        if severity < worst:
            continue
        actors = np.int64(0)
        if severity > NO:
            actors = _answering(framed, memo, clauses, clause, by, count, room, first, last)
        if severity > worst:
            worst, failed, mask = severity, -1, np.int64(0)
        failed = max(failed, reason)
        mask |= actors
    return worst, failed, mask


@inner
def _static_code(framed, memo, rows, clauses, number, clause, first, last):
    """A clause's place among the candidates of an incident, or minus one and how it fails."""
    row = rows.own[number]
    low, high = rows.candidate_first[number], rows.candidate_first[number + 1]
    for place in range(low, high):
        if rows.candidate_clause[place] == clause:
            return place, 0
    start, end = half_minutes(rows.start[row], rows.end[row])
    if not may_be_in_force(clauses, clause, start, end):
        return np.int64(-1), WHEN
    return np.int64(-1), WHEN if provided(framed, memo, clauses, clause, first, last) == NO else WHERE


@inner
def _furthest(framed, memo, rows, clauses, number, first, last):
    """How far clauses without rivals get that fail before anybody is asked about."""
    furthest = rows.furthest[rows.row[number]]
    if clauses.prohibitions == 0:
        return WHAT
    each = 0
    while furthest < WHERE and each < len(clauses.conditional):
        clause = clauses.conditional[each]
        place, failed = _static_code(framed, memo, rows, clauses, number, clause, first, last)
        if place < 0:
            furthest = max(furthest, failed)
        each += 1
    return furthest


@inner
def _permitted(rows, clauses, number):
    """Whether some permission may cover a clause the incident may breach: for the reference."""
    low, high = rows.candidate_first[number], rows.candidate_first[number + 1]
    for place in range(low, high):
        permission = rows.candidate_clause[place]
        if permission < clauses.prohibitions or rows.candidate_code[place] >> 4 == NO:
            continue
        for over in range(clauses.overrides_first[permission], clauses.overrides_first[permission + 1]):
            for other in range(low, high):
                if rows.candidate_clause[other] == clauses.overrides[over]:
                    return True
    return False


@inner
def _add(room, count, severity, failed, mask):
    """Keep one way a world may come out, if it is new; how many there are, -1 where there is no room."""
    for number in range(count):
        same = room.next_severity[number] == severity and room.next_failed[number] == failed
        if same and room.next_mask[number] == mask:
            return count
    if count == MOST_PARTIAL:
        return -1
    room.next_severity[count], room.next_failed[count], room.next_mask[count] = severity, failed, mask
    return count + 1


@inner
def _worse(one, failed, mask, other, more_failed, more):
    """The worse of two results; of equals the furthest failure and everybody who answers."""
    if one > other:
        return one, failed, mask
    if other > one:
        return other, more_failed, more
    return one, max(failed, more_failed), mask | more


@inner
def _readings(framed, memo, rows, clauses, number, state, world, people, room, first, last, judged):
    """How one world may come out under each reading: one version of every clause at a time."""
    low, high = rows.candidate_first[number], rows.candidate_first[number + 1]
    worst, failed, mask = 0, -1, np.int64(0)
    if clauses.prohibitions == 0 or clauses.plain:
        failed = _furthest(framed, memo, rows, clauses, number, first, last)
    for place in range(low, high):
        clause = rows.candidate_clause[place]
        if clause < clauses.prohibitions and clauses.group[clause] < 0:
            code = rows.candidate_code[place]
            severity, reason, actors = _in_world(
                framed, memo, clauses, clause, code, state, world, people, room, first, last
            )
            judged.gives[place] = max(judged.gives[place], severity)
            worst, failed, mask = _worse(worst, failed, mask, severity, reason, actors)
    room.severity[0], room.failed[0], room.mask[0] = worst, failed, mask
    count = 1
    for group in range(len(clauses.groups_first) - 1):
        following = 0
        for member in range(clauses.groups_first[group], clauses.groups_first[group + 1]):
            clause = clauses.groups[member]
            place, reason = _static_code(framed, memo, rows, clauses, number, clause, first, last)
            severity, actors = 0, np.int64(0)
            if place >= 0:
                code = rows.candidate_code[place]
                severity, reason, actors = _in_world(
                    framed, memo, clauses, clause, code, state, world, people, room, first, last
                )
                judged.gives[place] = max(judged.gives[place], severity)
            for partial in range(count):
                worst, failed, mask = _worse(
                    room.severity[partial], room.failed[partial], room.mask[partial], severity, reason, actors
                )
                following = _add(room, following, worst, failed, mask)
                if following < 0:
                    return -1
        count = following
        for partial in range(count):
            room.severity[partial], room.failed[partial] = (
                room.next_severity[partial], room.next_failed[partial],
            )  # fmt: skip
            room.mask[partial] = room.next_mask[partial]
    return count


@inner
def _weigh(framed, memo, rows, cast, clauses, number, state, stand, rival, room, judged):
    """Judge one incident; False where there is no room to."""
    row, own = rows.row[number], rows.own[number]
    worlds = worlds_of(framed, rows, cast, own, state, stand, rival, room)
    people = people_of(framed, room, room.world[worlds]) if worlds >= 0 else -1
    if people < 0 or _permitted(rows, clauses, number):
        return False
    first = BEGINNING if rows.start[own] == np.iinfo(np.int32).min else np.int64(rows.start[own]) * MINUTE
    last = END - 1 if rows.end[own] == np.iinfo(np.int32).max else np.int64(rows.end[own]) * MINUTE - 1
    reasons, outcomes = 0, 0
    union = same = np.int64(0)
    breaching, empty, alike = False, False, True
    for world in range(worlds):
        count = _readings(
            framed, memo, rows, clauses, number, state, world, people, room, first, last, judged
        )
        if count < 0:
            return False
        for reading in range(count):
            severity, mask = room.severity[reading], room.mask[reading]
            outcomes |= 1 << severity
            if severity == NO:
                reasons |= 1 << room.failed[reading]
                continue
            alike &= not breaching or mask == same
            same, breaching, union = mask, True, union | mask
            empty |= mask == 0
    judged.outcome[row], judged.failed[row] = outcome_of(outcomes, reasons)
    if judged.outcome[row] > NO and not empty:
        return named_responsible(number, room.actors, judged, union, alike and judged.outcome[row] == YES)
    return True


@inner
def outcome_of(outcomes, reasons):
    """The outcome over all worlds and readings, and for none why."""
    if outcomes != 1 << NO:
        return YES if outcomes == 1 << YES else UNKNOWN, -1
    failed, several = 0, 0
    for reason in range(6):
        if reasons >> reason & 1:
            failed = reason
            several += 1
    return NO, EITHER_WAY if several > 1 else failed


@inner
def named_responsible(number, actors, judged, union, alike):
    """Put down who is responsible, in the order of their numbers; False where they are too many."""
    low = high = np.int64(0)
    count = 0
    while union:
        lowest, place = np.int32(2_000_000_000), -1
        for each in range(MOST_ACTORS):
            if union >> each & 1 and actors[each] < lowest:
                lowest, place = actors[each], each
        union &= ~(np.int64(1) << np.int64(place))
        if count == MOST_NAMED:
            return False
        shifted = np.int64(lowest + 1) << np.int64(21 * (count % 3))
        if count < MOST_NAMED // 2:
            low |= shifted
        else:
            high |= shifted
        count += 1
    judged.named_low[number], judged.named_high[number] = low, high
    judged.share[number] = ONE if count == 1 else JOINTLY if alike else AT_LEAST_ONE
    return True


@bare
def overlook(resolved, furthest, long, reason, begin, end, judged):
    """What can be said of every incident before any clause is asked about.

    ``long`` are the rows that last too long for one incident, ascending; ``reason`` is given where it is not -1.
    """
    for row in range(begin, end):
        # Sums instead of branches: who is in is as good as chance.
        state, is_in = np.int64(resolved.state[row]), np.int64(resolved.out[row] < 0)
        stands = (state & 3 == STANDS) & (state >> 2 & 3 == STANDS) & (state >> 4 & 3 == STANDS)
        hard = np.int64(judged.hard[row]) | (is_in & (np.int64(stands) ^ 1))
        outcome = (is_in & (hard ^ 1)) - 1
        judged.hard[row], judged.outcome[row] = hard != 0, outcome
        judged.failed[row] = outcome | (furthest[row] if reason < 0 else reason)
        judged.aggregate[row] = is_in & (state >> 9 & 1) != 0
    for place in range(np.searchsorted(long, begin), len(long)):
        row = long[place]
        if row >= end:
            break
        judged.aggregate[row] |= resolved.out[row] < 0 and resolved.state[row] & 3 > 0


@bare
def judge(framed, memo, rows, cast, clauses, resolved, room, numbers, judged):
    """Judge those of the incidents with these numbers among those with candidates that are in and fit."""
    for number in numbers:
        row = rows.row[number]
        if judged.outcome[row] < 0:
            continue
        stand, rival = resolved.stand[number], resolved.rival[number]
        if not _weigh(
            framed, memo, rows, cast, clauses, number, resolved.state[row], stand, rival, room, judged
        ):
            judged.hard[row] = True
