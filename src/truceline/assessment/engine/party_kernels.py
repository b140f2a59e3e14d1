"""Who is bound, protected or excluded as of a time, compiled: the rules of `PartyRule` and `Framework`.

Truths are 0 no, 1 unknown, 2 yes; 3 is silence, where nobody says anything. Times are
microseconds since 1970; a stretch is from its first to its last microsecond.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from truceline.assessment.engine.jit import inner

NO, UNKNOWN, YES, SILENT = 0, 1, 2, 3
ORDINARY, CLASS_OR_LIST = 0, 5
"""Kinds of actor; 1 to 4 are those who can be no party."""
ONE, JOINT, CLASS = 0, 1, 2
"""Forms of naming that are judged in their own way."""
PROBES = 8
ALWAYS = (np.iinfo(np.int64).min, np.iinfo(np.int64).max)


class Framed(NamedTuple):
    """A framework as arrays; the actors are numbered in the order of their ids.

    ``p_`` columns are of sets of parties, ``a_`` of actors, ``w_`` of actors as named, ``edge_`` of stated
    ties from an actor, ``line_`` of the changing states: timeline ``t`` changes at ``line_at[line_first[t]:
    line_first[t + 1]]`` and has one state more than changes, from ``line_state[line_first[t] + t]`` on.
    """

    p_anyone: NDArray[np.bool_]
    p_holds: NDArray[np.bool_]
    p_bound: NDArray[np.bool_]
    p_closed: NDArray[np.bool_]
    p_silent: NDArray[np.uint8]
    p_kinds: NDArray[np.uint8]
    p_accepted: NDArray[np.int32]
    p_relations: NDArray[np.int64]
    p_members: NDArray[np.int64]
    p_actors_first: NDArray[np.int32]
    p_actors: NDArray[np.int32]
    p_others_first: NDArray[np.int32]
    p_others: NDArray[np.int32]
    p_lists_first: NDArray[np.int32]
    p_lists: NDArray[np.int32]
    a_kind: NDArray[np.uint8]
    a_named: NDArray[np.bool_]
    a_outside: NDArray[np.bool_]
    a_class_first: NDArray[np.int32]
    a_class: NDArray[np.int32]
    a_excluded: NDArray[np.int32]
    a_accepted: NDArray[np.int32]
    edge_first: NDArray[np.int32]
    edge_other: NDArray[np.int32]
    edge_relation: NDArray[np.int64]
    edge_line: NDArray[np.int32]
    line_first: NDArray[np.int64]
    line_at: NDArray[np.int64]
    line_state: NDArray[np.uint8]
    w_form: NDArray[np.int8]
    w_first: NDArray[np.int32]
    w_members: NDArray[np.int32]


class Memo(NamedTuple):
    """What was worked out before, with the stretch of time it holds for; and room to work in.

    ``parts`` are answers to whether an actor is one of some parties, ``sides`` to whether they belong to a side
    of a clause: four numbers each, key, since, until, truth. ``bounds`` is the stretch in which nothing changes that the
    answer being worked out rests on.
    """

    parts: NDArray[np.int64]
    sides: NDArray[np.int64]
    bounds: NDArray[np.int64]
    seen: NDArray[np.int32]
    names: NDArray[np.int32]
    held: NDArray[np.uint8]
    waiting: NDArray[np.bool_]


@inner
def state_at(line_first, line_at, line_state, bounds, line, first, last):
    """The state of a timeline all through a stretch; unknown where it changes.

    ``bounds`` are narrowed to the time in which it stays as it is.
    """
    if line < 0:
        return SILENT
    low, high = line_first[line], line_first[line + 1]
    left, right = low, high
    while left < right:
        middle = (left + right) // 2
        if line_at[middle] <= first:
            left = middle + 1
        else:
            right = middle
    begin = left
    state = line_state[begin + line]
    if begin > low:
        bounds[0] = max(bounds[0], line_at[begin - 1])
    if begin < high:
        if line_at[begin] > last:
            bounds[1] = min(bounds[1], line_at[begin])
        else:
            bounds[1] = first  # it changes within: good for this stretch alone
            number = begin
            while number < high and line_at[number] <= last:
                number += 1
                if line_state[number + line] != state:
                    return UNKNOWN
    return state


@inner
def _has(numbers, low, high, number):
    for place in range(low, high):
        if numbers[place] == number:
            return True
    return False


@inner
def related(framed, memo, actor, relations, objects, low, high, first, last):
    """Whether an actor has one of these relations to one of these, through any number of steps."""
    if framed.a_outside[actor]:
        return NO
    seen, names, held, waiting, bounds = memo.seen, memo.names, memo.held, memo.waiting, memo.bounds
    line_first, line_at, line_state = framed.line_first, framed.line_at, framed.line_state
    names[0] = actor
    held[0] = YES
    waiting[0] = True
    seen[actor] = 1
    count = 1
    denied = False
    number = 0
    while number < count:
        if not waiting[number]:
            number += 1
            continue
        waiting[number] = False
        name = names[number]
        back = number + 1
        for edge in range(framed.edge_first[name], framed.edge_first[name + 1]):
            if not relations & framed.edge_relation[edge]:
                continue
            state = state_at(line_first, line_at, line_state, bounds, framed.edge_line[edge], first, last)
            if state == SILENT:
                continue
            other = framed.edge_other[edge]
            if number == 0 and state == NO and _has(objects, low, high, other):
                denied = True
            through = min(held[number], state)
            if through == NO:
                continue
            place = seen[other] - 1
            if place < 0:
                place = count
                names[place] = other
                held[place] = through
                waiting[place] = True
                seen[other] = place + 1
                count += 1
            elif held[place] < through:
                held[place] = through
                waiting[place] = True
                back = min(back, place)
        number = back
    best = NO
    for place in range(count):
        if place > 0 and held[place] > best and _has(objects, low, high, names[place]):
            best = held[place]
        seen[names[place]] = 0
    if denied:
        return UNKNOWN if best > NO else NO
    return best if best > NO else SILENT


@inner
def _belongs(framed, memo, parties, actor, first, last):
    """Whether an actor is one of these parties all through a stretch."""
    if _has(framed.p_others, framed.p_others_first[parties], framed.p_others_first[parties + 1], actor):
        return NO
    low, high = framed.p_actors_first[parties], framed.p_actors_first[parties + 1]
    if framed.p_anyone[parties] or _has(framed.p_actors, low, high, actor):
        return YES
    kind = framed.a_kind[actor]
    if ORDINARY < kind < CLASS_OR_LIST:
        return YES if framed.p_kinds[parties] >> kind & 1 else NO
    silent = framed.p_silent[parties]
    closed = framed.p_closed[parties]
    truth, told = NO, False
    actors = len(framed.a_kind)
    if framed.p_holds[parties]:
        truth = max(truth, silent)
    if framed.p_accepted[parties] >= 0:
        line = framed.a_accepted[framed.p_accepted[parties] * actors + actor]
        state = state_at(framed.line_first, framed.line_at, framed.line_state, memo.bounds, line, first, last)
        told |= state != SILENT
        truth = max(truth, silent if state == SILENT else state)
    if framed.p_bound[parties]:
        state = YES
        if not framed.a_named[actor]:
            line = framed.a_accepted[actor]
            state = state_at(
                framed.line_first, framed.line_at, framed.line_state, memo.bounds, line, first, last
            )
        told |= state != SILENT
        truth = max(truth, silent if state == SILENT else state)
    lists, end = framed.p_lists_first[parties], framed.p_lists_first[parties + 1]
    members, relations = framed.p_members[parties], framed.p_relations[parties]
    if end > lists:
        state = related(framed, memo, actor, members, framed.p_lists, lists, end, first, last)
        told |= state != SILENT
        truth = max(truth, silent if state == SILENT else state)
    if relations and high > low:
        state = related(framed, memo, actor, relations, framed.p_actors, low, high, first, last)
        if state == SILENT and closed:
            state = NO
        told |= state != SILENT
        truth = max(truth, silent if state == SILENT else state)
    if relations and end > lists:
        both = relations | members
        state = related(framed, memo, actor, both, framed.p_lists, lists, end, first, last)
        if state == SILENT:
            state = NO if closed else silent
        told = True
        truth = max(truth, state)
    if not told and kind == CLASS_OR_LIST:
        truth = max(truth, silent)
    return truth


@inner
def _slot(key, size):
    return np.int64((np.uint64(key) * np.uint64(11400714819323198485)) >> np.uint64(40)) & (size - 1)


@inner
def _kept(answers, key, first, last):
    """Where an answer is kept that holds all through a stretch; -1 where none is."""
    size = len(answers) >> 2
    start = _slot(key, size)
    for probe in range(PROBES):
        place = ((start + probe) & (size - 1)) << 2
        if answers[place] < 0:
            return -1
        if answers[place] == key and answers[place + 1] <= first and last < answers[place + 2]:
            return place
    return -1


@inner
def kept_truth(answers, key, first, last):
    """An answer that is kept and holds all through a stretch; -1 where none is."""
    place = _kept(answers, key, first, last)
    return answers[place + 3] if place >= 0 else np.int64(-1)


@inner
def _keep(answers, key, first, bounds, truth):
    """Keep an answer with its stretch, in the place of another where there is no room."""
    size = len(answers) >> 2
    start = _slot(key, size)
    place = (start + (first // 86_400_000_000) % PROBES) & (size - 1)
    for probe in range(PROBES):
        if answers[((start + probe) & (size - 1)) << 2] < 0:
            place = (start + probe) & (size - 1)
            break
    place <<= 2
    answers[place], answers[place + 3] = key, truth
    answers[place + 1], answers[place + 2] = bounds[0], bounds[1]


@inner
def belongs(framed, memo, parties, actor, first, last):
    """Whether an actor is one of these parties all through a stretch, from memory if it is there."""
    bounds = memo.bounds
    since, until = bounds[0], bounds[1]
    key = np.int64(parties) * len(framed.a_kind) + actor
    place = _kept(memo.parts, key, first, last)
    if place >= 0:
        bounds[0], bounds[1] = max(since, memo.parts[place + 1]), min(until, memo.parts[place + 2])
        return memo.parts[place + 3]
    bounds[0], bounds[1] = ALWAYS
    truth = np.int64(_belongs(framed, memo, parties, actor, first, last))
    if bounds[1] > last:
        _keep(memo.parts, key, first, bounds, truth)
    bounds[0], bounds[1] = max(since, bounds[0]), min(until, bounds[1])
    return truth


class Side(NamedTuple):
    """One side of a clause: its own number, the parties, and the places of the parties it excludes."""

    number: int
    parties: int
    begin: int
    end: int


@inner
def _work_out(framed, memo, excludes, asked, actor, first, last):
    """Whether one actor belongs to a side of a clause and is not excluded from it.

    ``excludes`` are the numbers of the sets of parties that clauses exclude.
    """
    number, within, out = asked.begin - 1, NO, NO
    line = framed.a_excluded[actor]
    if line >= 0:
        out = state_at(framed.line_first, framed.line_at, framed.line_state, memo.bounds, line, first, last)
        out = NO if out == SILENT else out
    while number < asked.end and out < YES:
        parties = asked.parties if number < asked.begin else excludes[number]
        truth = belongs(framed, memo, parties, actor, first, last)
        if number < asked.begin:
            within = truth
            if within == NO:
                break
        else:
            out = max(out, truth)
        number += 1
    return min(within, YES - out)


@inner
def side(framed, memo, excludes, asked, actor, first, last):
    """The answer of :func:`_work_out`, from memory if it is there."""
    key = np.int64(asked.number) * len(framed.a_kind) + actor
    place = _kept(memo.sides, key, first, last)
    if place >= 0:
        return memo.sides[place + 3]
    memo.bounds[0], memo.bounds[1] = ALWAYS
    truth = np.int64(_work_out(framed, memo, excludes, asked, actor, first, last))
    if memo.bounds[1] > last:
        _keep(memo.sides, key, first, memo.bounds, truth)
    return truth


@inner
def named(framed, memo, excludes, asked, who, joint, first, last):
    """The answer for an actor as named: of joint actors any (``joint``) or all alike, else all alike.

    Of a class, what is said of itself; where that is nothing, of all its members.
    """
    low, high = framed.w_first[who], framed.w_first[who + 1]
    form, members = framed.w_form[who], framed.w_members
    result, started = UNKNOWN, False
    place = low
    while place < high:
        truth = side(framed, memo, excludes, asked, members[place], first, last)
        if not started:
            result, started = truth, True
        elif form == JOINT and joint:
            result = max(result, truth)
        elif truth != result:
            result = UNKNOWN
            break
        place += 1
        if form == CLASS and truth == UNKNOWN:
            actor = members[place - 1]
            form, members, started = ONE, framed.a_class, False
            place, high = framed.a_class_first[actor], framed.a_class_first[actor + 1]
    return result
