"""Findings of plain incidents, compiled: everybody who may have done it acts alone, against one target or none.

Most incidents are like that. What is found is what :mod:`judge_kernels` finds, without a list of worlds: each possible
perpetrator is one. Who belongs to which side of a clause depends on no view's word on incidents, so it is asked once, at the first view
that has an incident in (:func:`answer_parties`), and kept; what a view finds follows from these answers alone (:func:`judge_plain`).

An answer is 32 bits for each candidate: when, where and what as the scan has them (6 bits), whether the clause has an area, binds only some,
protects only some, and permits; then two bits for the target and two for each telling's perpetrator: a truth, or :data:`NOT_PLAIN`. The last bit says that
it has been asked.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

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

NOT_PLAIN = 3
"""In the place of a truth: more than one actor, or not by name."""
SEVERAL = -2
"""In the place of an actor's number: the same."""
NOBODY = -1
LOCATED, BINDS, PROTECTS, PERMITS = 6, 7, 8, 9
TARGET, TELLINGS, ASKED = 10, 12, 31
"""Where in an answer each of these stands."""
JUDGED, UNASKED, OTHERWISE = range(3)
"""How it went with an incident: judged, not yet asked about, or not plain."""


class Plain(NamedTuple):
    """Which ways of naming are plain: ``alone`` the one actor of each name, ``lone`` the one name of each set of targets; -2 for any that is not."""

    alone: NDArray[np.int32]
    lone: NDArray[np.int32]


@inner
def _target(targets, plain, row):
    """The one actor that may have been hit, nobody, or several."""
    if targets[row] < 0:
        return NOBODY
    who = plain.lone[targets[row]]
    return SEVERAL if who < 0 else plain.alone[who]


@bare
def answer_parties(framed, memo, rows, plain, clauses, numbers, answers):
    """Answer for the candidates of some incidents how surely each actor named belongs to the side asked about.

    It is one long kernel because handing a whole framework to another costs more than the work.
    """
    count_of_actors = np.int64(len(framed.a_kind))
    for number in numbers:
        row = rows.own[number]
        first = BEGINNING if rows.start[row] == np.iinfo(np.int32).min else np.int64(rows.start[row]) * MINUTE
        last = END - 1 if rows.end[row] == np.iinfo(np.int32).max else np.int64(rows.end[row]) * MINUTE - 1
        target, low, tellings = (
            _target(rows.targets, plain, row),
            rows.first[row],
            rows.first[row + 1] - rows.first[row],
        )
        for place in range(rows.candidate_first[number], rows.candidate_first[number + 1]):
            clause = rows.candidate_clause[place]
            bound, protected = clauses.bound[clause], clauses.protected[clause]
            answer = np.int64(rows.candidate_code[place]) | np.int64(clauses.located[clause]) << LOCATED
            answer |= np.int64(bound >= 0) << BINDS | np.int64(protected >= 0) << PROTECTS
            answer |= np.int64(clause >= clauses.prohibitions) << PERMITS | np.int64(1) << ASKED
            for number_told in range(-1, tellings):
                actor, parties, own = target, protected, clauses.protected_side[clause]
                if number_told >= 0:
                    who = rows.perpetrator[low + number_told]
                    actor = NOBODY if who < 0 else plain.alone[who]
                    parties, own = bound, clauses.bound_side[clause]
                truth = np.int64(UNKNOWN)
                if actor == SEVERAL:
                    truth = np.int64(NOT_PLAIN)
                elif actor >= 0 and parties >= 0:
                    truth = kept_truth(memo.sides, own * count_of_actors + actor, first, last)
                    if truth < 0:
                        out, end_out = clauses.excludes_first[clause], clauses.excludes_first[clause + 1]
                        asked = Side(own, parties, out, end_out)
                        truth = side(framed, memo, clauses.excludes, asked, actor, first, last)
                answer |= truth << (TELLINGS + 2 * number_told)
            answers[place] = answer


@inner
def _fits(answers, low, high, every, is_hit):
    """Whether all was asked, nobody who may have done it or been hit is several, and no clause permits."""
    for place in range(low, high):
        answer = np.int64(answers[place])
        if answer >> ASKED & 1 == 0:
            return UNASKED
        if answer >> PERMITS & 1 or (is_hit and answer >> TARGET & 3 == NOT_PLAIN):
            return OTHERWISE
        number = 0
        while every >> number:
            if every >> number & 1 and answer >> (TELLINGS + 2 * number) & 3 == NOT_PLAIN:
                return OTHERWISE
            number += 1
    return JUDGED


@inner
def _severity(answer, state, by, on):
    """How severe an incident is under one clause where one actor did it: and, for none, why."""
    severity = YES
    # One bit of each answer is set where it is unknown.
    doubts = (answer & 21) | (state >> 11 & 1) | (state >> 13 & 1) | (state >> 12 & 1 & answer >> LOCATED)
    if doubts:
        severity = UNKNOWN
    if answer >> BINDS & 1:
        if by == NO:
            return NO, WHO
        if by == UNKNOWN or state >> 14 & 1:
            severity = UNKNOWN
    if answer >> PROTECTS & 1:
        if on == NO:
            return NO, WHOM
        if on == UNKNOWN or state >> 15 & 1:
            severity = UNKNOWN
    return severity, -1


@inner
def _add_actor(actors, count, actor):
    """Put an actor among others, each once; how many they are then."""
    for other in range(count):
        if actors[other] == actor:
            return count
    actors[count] = actor
    return count + 1


@bare
def judge_plain(answers, rows, plain, resolved, actors, numbers, judged, went):
    """Judge those of the incidents with these numbers that are in and plain; how it went with each.

    Only for clauses without rival versions and conditions. ``actors`` is room for those who answer for a breach.
    """
    for number in numbers:
        row = rows.row[number]
        went[number] = JUDGED
        if judged.outcome[row] < 0:
            continue
        state, stand = np.int64(resolved.state[row]), np.int64(resolved.stand[number])
        every = stand | np.int64(resolved.rival[number]) if stand else np.int64(0)
        is_hit = state >> 6 & 3 == STANDS
        low, high = rows.candidate_first[number], rows.candidate_first[number + 1]
        went[number] = OTHERWISE if state >> 8 & 1 else _fits(answers, low, high, every, is_hit)
        if went[number] != JUDGED:
            continue
        furthest = judged.failed[row]
        reasons, outcomes, several = 0, 0, 0
        empty, telling = False, 0
        while every >> telling or telling == 0:
            if every and not every >> telling & 1:
                telling += 1
                continue
            worst, failed = NO, furthest
            for place in range(low, high):
                answer = np.int64(answers[place])
                if answer >> 4 & 3 == NO:
                    failed = max(failed, WHAT)
                    continue
                by = answer >> (TELLINGS + 2 * telling) & 3 if every else UNKNOWN
                on = answer >> TARGET & 3 if is_hit else UNKNOWN
                severity, reason = _severity(answer, state, by, on)
                judged.gives[place] = max(judged.gives[place], severity)
                worst, failed = max(worst, severity), max(failed, reason)
            outcomes |= 1 << worst
            if worst == NO:
                reasons |= 1 << failed
            elif every:
                actor = plain.alone[rows.perpetrator[rows.first[rows.own[number]] + telling]]
                several = _add_actor(actors, several, actor)
            else:
                empty = True
            telling += 1
        judged.outcome[row], judged.failed[row] = outcome_of(outcomes, reasons)
        if judged.outcome[row] > NO and not empty:
            alike = several == 1 and judged.outcome[row] == YES
            union = (np.int64(1) << np.int64(several)) - 1
            if not named_responsible(number, actors, judged, union, alike):
                judged.hard[row] = True
