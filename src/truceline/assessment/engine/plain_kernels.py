"""Findings of plain incidents, compiled: everybody who may have done it acts alone, against one target or none.

Most incidents are like that. What is found is what :mod:`judge_kernels` finds, without a list of worlds: each possible
perpetrator is one. It is one long kernel because handing a whole framework to another costs more than the work.
"""

import numpy as np

from truceline.assessment.engine.jit import bare, inner
from truceline.assessment.engine.judge_kernels import (
    BEGINNING,
    END,
    MINUTE,
    NO,
    UNKNOWN,
    WHAT,
    WHO,
    WHOM,
    YES,
    named_responsible,
    outcome_of,
)
from truceline.assessment.engine.party_kernels import Side, kept_truth, side
from truceline.assessment.engine.world_kernels import STANDS

NOT_PLAIN = -2
"""In the place of an actor's number: more than one, or not by name."""
NOBODY_NAMED = -1


@inner
def _target(targets, lone, alone, state, row):
    """The one actor that was hit, nobody, or not so plain."""
    if state >> 8 & 1:
        return NOT_PLAIN
    if state >> 6 & 3 != STANDS or targets[row] < 0:
        return NOBODY_NAMED
    who = lone[targets[row]]
    return NOT_PLAIN if who < 0 else alone[who]


@inner
def _suspects(perpetrator, alone, low, stand, rival, actors):
    """Put down everybody who may have done it, each once; how many, or not so plain."""
    count, number = 0, 0
    every = np.int64(stand | rival) if stand else np.int64(0)
    while every >> number:
        if every >> number & 1:
            actor = alone[perpetrator[low + number]]
            if actor == NOT_PLAIN:
                return NOT_PLAIN
            fresh = True
            for other in range(count):
                fresh &= actors[other] != actor
            if fresh:
                actors[count] = actor
                count += 1
        number += 1
    return count


@inner
def _prohibited(candidate_clause, low, high, prohibitions):
    """Whether no permission is among the candidates."""
    for place in range(low, high):
        if candidate_clause[place] >= prohibitions:
            return False
    return True


@bare
def judge_plain(framed, memo, rows, plain, clauses, resolved, room, begin, end, judged):
    """Judge those of the incidents with candidates that are plain; mark the others as still open.

    Only for clauses without rival versions and conditions.
    """
    actors = room.actors
    count_of_actors = np.int64(len(framed.a_kind))
    for number in range(begin, end):
        row = rows.row[number]
        if judged.outcome[row] < 0:
            continue
        state = resolved.state[row]
        on = _target(rows.targets, plain.lone, plain.alone, state, row)
        suspects = _suspects(
            rows.perpetrator, plain.alone, rows.first[row], resolved.stand[row], resolved.rival[row], actors
        )
        low, high = rows.candidate_first[number], rows.candidate_first[number + 1]
        if (
            on == NOT_PLAIN
            or suspects == NOT_PLAIN
            or not _prohibited(rows.candidate_clause, low, high, clauses.prohibitions)
        ):
            plain.open[number] = True
            continue
        first = BEGINNING if rows.start[row] == np.iinfo(np.int32).min else np.int64(rows.start[row]) * MINUTE
        last = END - 1 if rows.end[row] == np.iinfo(np.int32).max else np.int64(rows.end[row]) * MINUTE - 1
        furthest = rows.furthest[row]
        reasons, outcomes, union = 0, 0, np.int64(0)
        empty = False
        several = 0
        for world in range(max(suspects, 1)):
            by = actors[world] if suspects else NOBODY_NAMED
            worst, failed = NO, furthest
            for place in range(low, high):
                clause, code = rows.candidate_clause[place], rows.candidate_code[place]
                severity, reason = YES, -1
                if code >> 4 & 3 == NO:
                    failed = max(failed, WHAT)
                    continue
                # One bit of each answer is set where it is unknown.
                if (
                    code & 21
                    or state >> 11 & 1
                    or state >> 13 & 1
                    or (state >> 12 & 1 and clauses.located[clause])
                ):
                    severity = UNKNOWN
                for part in range(2):
                    bound = part == 0
                    parties = clauses.bound[clause] if bound else clauses.protected[clause]
                    if parties < 0 or severity == NO:
                        continue
                    actor, truth = by if bound else on, np.int64(UNKNOWN)
                    if actor >= 0:
                        own = clauses.bound_side[clause] if bound else clauses.protected_side[clause]
                        truth = kept_truth(memo.sides, own * count_of_actors + actor, first, last)
                        if truth < 0:
                            out, end_out = clauses.excludes_first[clause], clauses.excludes_first[clause + 1]
                            asked = Side(own, parties, out, end_out)
                            truth = side(framed, memo, clauses.excludes, asked, actor, first, last)
                    if truth == NO:
                        severity, reason = NO, WHO if bound else WHOM
                    elif truth == UNKNOWN or state >> (14 + part) & 1:
                        severity = UNKNOWN
                judged.gives[place] = max(judged.gives[place], severity)
                worst, failed = max(worst, severity), max(failed, reason)
            outcomes |= 1 << worst
            if worst == NO:
                reasons |= 1 << failed
            elif by >= 0:
                union |= np.int64(1) << np.int64(world)
                several += 1
            else:
                empty = True
        judged.outcome[row], judged.failed[row] = outcome_of(outcomes, reasons)
        if judged.outcome[row] > NO and not empty:
            alike = several == 1 and judged.outcome[row] == YES
            if not named_responsible(number, actors, judged, union, alike):
                judged.hard[row] = True
