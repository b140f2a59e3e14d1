"""Who may have done it to whom, compiled: the rules of `worlds_of`; and the room one thread judges in."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from truceline.assessment.engine.jit import inner

STANDS = 2
MOST_PAIRS, MOST_WORLDS, MOST_ACTORS, MOST_PARTIAL = 512, 128, 60, 64


class Cast(NamedTuple):
    """The ways actors are named in reports: alternatives, sets of targets, participants, undirected scenes.

    ``scene_key`` are the pairs of participants and targets that scenes are of, each as :func:`scene_key` has it, ascending.
    """

    single_first: NDArray[np.int32]
    single: NDArray[np.int32]
    set_first: NDArray[np.int32]
    hit_first: NDArray[np.int32]
    hit: NDArray[np.int32]
    part_first: NDArray[np.int32]
    part: NDArray[np.int32]
    scene_key: NDArray[np.int64]
    scene_first: NDArray[np.int32]
    scene_world: NDArray[np.int32]
    scene_by: NDArray[np.int32]
    scene_on: NDArray[np.int32]


class Rows(NamedTuple):
    """What judging asks of the incidents themselves.

    ``row`` are those with candidates among the incidents asked about, ``own`` the same among all reports: their candidates are those from
    ``candidate_first[i]`` to ``candidate_first[i + 1]``.
    """

    start: NDArray[np.int32]
    end: NDArray[np.int32]
    targets: NDArray[np.int32]
    participants: NDArray[np.int32]
    furthest: NDArray[np.int8]
    first: NDArray[np.int32]
    perpetrator: NDArray[np.int32]
    row: NDArray[np.int32]
    own: NDArray[np.int32]
    candidate_first: NDArray[np.int32]
    candidate_clause: NDArray[np.int32]
    candidate_code: NDArray[np.uint8]


class Room(NamedTuple):
    """Where one thread works: the pairs of the worlds of an incident, and what they amount to."""

    by: NDArray[np.int32]
    on: NDArray[np.int32]
    world: NDArray[np.int32]
    attackers: NDArray[np.int32]
    actors: NDArray[np.int32]
    severity: NDArray[np.int8]
    failed: NDArray[np.int8]
    mask: NDArray[np.int64]
    next_severity: NDArray[np.int8]
    next_failed: NDArray[np.int8]
    next_mask: NDArray[np.int64]
    most: NDArray[np.int8]


def room() -> Room:
    """Empty room for one thread."""
    return Room(
        by=np.zeros(MOST_PAIRS, np.int32), on=np.zeros(MOST_PAIRS, np.int32),
        world=np.zeros(MOST_WORLDS + 1, np.int32), attackers=np.zeros(MOST_PAIRS, np.int32),
        actors=np.zeros(MOST_ACTORS, np.int32), severity=np.zeros(MOST_PARTIAL, np.int8),
        failed=np.zeros(MOST_PARTIAL, np.int8), mask=np.zeros(MOST_PARTIAL, np.int64),
        next_severity=np.zeros(MOST_PARTIAL, np.int8), next_failed=np.zeros(MOST_PARTIAL, np.int8),
        next_mask=np.zeros(MOST_PARTIAL, np.int64), most=np.zeros(1, np.int8),
    )  # fmt: skip


@inner
def _attackers(rows, cast, row, stand, rival, room):
    """Everybody who may have done it, alternatives one by one; their number."""
    count = 0
    if not stand:
        return 0
    every = stand | rival
    for number in range(16):
        if every >> number & 1:
            who = rows.perpetrator[rows.first[row] + number]
            for place in range(cast.single_first[who], cast.single_first[who + 1]):
                single = cast.single[place]
                fresh = True
                for other in range(count):
                    fresh &= room.attackers[other] != single
                if fresh and count == MOST_PAIRS:
                    return -1
                if fresh:
                    room.attackers[count] = single
                    count += 1
    return count


@inner
def _share(framed, one, other):
    for place in range(framed.w_first[one], framed.w_first[one + 1]):
        for beside in range(framed.w_first[other], framed.w_first[other + 1]):
            if framed.w_members[place] == framed.w_members[beside]:
                return True
    return False


@inner
def worlds_of(framed, rows, cast, row, state, stand, rival, room):
    """Every way left open who did it to whom: how many worlds, or -1 where there is no room for all."""
    count = _attackers(rows, cast, row, stand, rival, room)
    if count < 0:
        return -1
    participants = rows.participants[row] if state >> 8 & 1 else -1
    targets = rows.targets[row] if state >> 6 & 3 == STANDS else -1
    low = high = 0
    if participants >= 0:
        low, high = cast.part_first[participants], cast.part_first[participants + 1]
    if count == 0 and high - low > 1:
        return _scene(rows, cast, row, targets, room)
    worlds = pairs = 0
    room.world[0] = 0
    for number in range(max(count, 1)):
        who = room.attackers[number] if count else -1
        first, last = (cast.set_first[targets], cast.set_first[targets + 1]) if targets >= 0 else (0, 1)
        for whole in range(first, last):
            wanted = cast.hit_first[whole + 1] - cast.hit_first[whole] if targets >= 0 else high - low
            if worlds == MOST_WORLDS or pairs + max(wanted, 1) > MOST_PAIRS:
                return -1
            begun = pairs
            if targets >= 0:
                for place in range(cast.hit_first[whole], cast.hit_first[whole + 1]):
                    room.by[pairs], room.on[pairs] = who, cast.hit[place]
                    pairs += 1
            elif who >= 0:
                for place in range(low, high):
                    if not _share(framed, cast.part[place], who):
                        room.by[pairs], room.on[pairs] = who, cast.part[place]
                        pairs += 1
            if pairs == begun:
                room.by[pairs], room.on[pairs] = who, -1
                pairs += 1
            worlds += 1
            room.world[worlds] = pairs
    return worlds


@inner
def scene_key(participants, targets, sets):
    """One number for participants and targets, or no targets."""
    return np.int64(participants) * (sets + 1) + targets + 1


@inner
def _scene(rows, cast, row, targets, room):
    key = scene_key(rows.participants[row], rows.targets[row], len(cast.set_first) - 1)
    scene = 2 * np.searchsorted(cast.scene_key, key) + (targets < 0)
    first, last = cast.scene_first[scene], cast.scene_first[scene + 1]
    if last - first > MOST_WORLDS or cast.scene_world[last] - cast.scene_world[first] > MOST_PAIRS:
        return -1
    begun = cast.scene_world[first]
    for world in range(first, last + 1):
        room.world[world - first] = cast.scene_world[world] - begun
    for pair in range(begun, cast.scene_world[last]):
        room.by[pair - begun], room.on[pair - begun] = cast.scene_by[pair], cast.scene_on[pair]
    return last - first


@inner
def number_of(room, count, actor):
    """The number an actor got among the possible perpetrators; -1 for none."""
    for number in range(count):
        if room.actors[number] == actor:
            return number
    return -1


@inner
def people_of(framed, room, pairs):
    """Numbers for the possible perpetrators of an incident; -1 where there are too many."""
    count = 0
    for pair in range(pairs):
        who = room.by[pair]
        if who >= 0:
            for place in range(framed.w_first[who], framed.w_first[who + 1]):
                actor = framed.w_members[place]
                if number_of(room, count, actor) < 0:
                    if count == MOST_ACTORS:
                        return -1
                    room.actors[count] = actor
                    count += 1
    return count
