"""What a view holds of each incident, compiled: the rules of `Admissions`, `Accounts` and `Resolver`.

Truths are 0 no, 1 unknown, 2 yes. A set of tellings of an incident is a mask, its first telling
the lowest bit.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from truceline.assessment.engine.jit import bare, inner

NO, UNKNOWN, YES = 0, 1, 2
FIRM, WEAK, REFUSED, NOT_PUBLIC, RETRACTED, DROPPED, UNSEEN = range(7)
DROP, POSSIBLE, KEEP = 0, 1, 2
TIME, PLACE, KIND, TARGETS, PARTICIPANTS, LOSSES, HEDGED, CODED = (1 << bit for bit in range(8))
IN, NO_ACCOUNT, TOO_FEW, ONLY_HEDGED, WITHDRAWN, STILL_UNPUBLISHED, NOT_RECORDED = range(-1, 6)
NOTHING, RIVAL, STANDS = 0, 1, 2
OF_KIND, WHOM, PART = 2, 3, 4
"""The numbers of the fields of kind, targets and participants."""
EVERY_FIELD = 63
TWO = 2


class Told(NamedTuple):
    """The tellings of :class:`Reports`; ``apart`` has two bits for each earlier telling of the incident."""

    first: NDArray[np.int32]
    teller: NDArray[np.int32]
    perpetrator: NDArray[np.int32]
    speaks: NDArray[np.uint8]
    moment: NDArray[np.int32]
    back_telling: NDArray[np.int32]
    apart: NDArray[np.uint16]
    aggregate: NDArray[np.bool_]


class Asked(NamedTuple):
    """A view's accounts part: whose word is refused, what is taken back, what is public and recorded.

    ``refused`` and ``coder_refused`` are by teller, ``origin`` numbers the tellers' origins. ``public`` says of
    each moment whether what was told then is public (:data:`FIRM`, perhaps: :data:`WEAK`, :data:`NOT_PUBLIC`) or not
    even recorded (:data:`UNSEEN`); ``back`` of each withdrawal whether it holds.
    """

    refused: NDArray[np.bool_]
    coder_refused: NDArray[np.bool_]
    origin: NDArray[np.int32]
    public: NDArray[np.uint8]
    back: NDArray[np.uint8]
    needed: int
    retracted: int
    hedged: int


class Resolved(NamedTuple):
    """What stands, by incident.

    ``state`` holds two bits each for time, place, kind and targets (:data:`NOTHING`, :data:`RIVAL`,
    :data:`STANDS`), one each for participants, an aggregate and a toll, then for the conditions on which
    values stand only perhaps. ``stand`` and ``rival`` are masks with one telling for each perpetrator, by number of the incidents with
    candidates; who acted perhaps is told of these alone. ``origins`` is empty where they are not counted.
    """

    out: NDArray[np.int8]
    capped: NDArray[np.bool_]
    origins: NDArray[np.int16]
    state: NDArray[np.uint16]
    stand: NDArray[np.uint16]
    rival: NDArray[np.uint16]


def room_for(count: int, suspected: int, origins: bool) -> Resolved:
    """Empty room for so many incidents, of which so many have candidates."""
    return Resolved(
        out=np.empty(count, np.int8), capped=np.zeros(count, np.bool_), origins=np.zeros(count if origins else 0, np.int16),
        state=np.zeros(count, np.uint16), stand=np.zeros(suspected, np.uint16), rival=np.zeros(suspected, np.uint16),
    )  # fmt: skip


@inner
def _two_apart(apart, low, mask):
    """Whether two of a set of tellings have origins independent of each other."""
    best = NO
    later = 1
    while mask >> later:
        if mask >> later & 1:
            answers = apart[low + later]
            for earlier in range(later):
                if mask >> earlier & 1:
                    best = max(best, answers >> (2 * earlier) & 3)
            if best == YES:
                break
        later += 1
    return best


@inner
def _together(apart, low, mask, needed):
    """Whether so many of a set of tellings have origins independent of each other."""
    best = NO
    part = mask
    while part:
        count = 0
        rest = part
        while rest:
            rest &= rest - 1
            count += 1
        if count == needed:
            truth = YES
            for one in range(16):
                if part >> one & 1:
                    for other in range(one):
                        if part >> other & 1:
                            truth = min(truth, (apart[low + one] >> (2 * other)) & 3)
            if truth > best:
                best = truth
                if best == YES:
                    break
        part = (part - 1) & mask
    return best


@inner
def _support(apart, low, mask, coded, needed):
    """Whether enough independent origins stand behind a set of tellings."""
    truth = NO
    if mask & coded or (mask and needed == 1):
        truth = YES
    elif mask & (mask - 1):
        truth = _two_apart(apart, low, mask) if needed == TWO else _together(apart, low, mask, needed)
    return truth


@inner
def _admitted(heard, hedged, taken_back, treated_back, treated_hedged):
    """The answer to a telling, after its withdrawal and its hedges."""
    if heard <= WEAK:
        if taken_back != NO and treated_back != KEEP:
            heard = RETRACTED if taken_back == YES and treated_back == DROP else WEAK
        if hedged and heard <= WEAK and treated_hedged != KEEP:
            heard = DROPPED if treated_hedged == DROP else WEAK
    return heard


@inner
def _first_not_before(numbers, number):
    """The first place in ascending numbers of this number or a larger one."""
    low, high = 0, len(numbers)
    while low < high:
        middle = (low + high) // 2
        if numbers[middle] < number:
            low = middle + 1
        else:
            high = middle
    return low


@inner
def _perpetrators(perpetrator, apart, low, count, firm, weak, coded, needed):
    """One telling for each perpetrator that stands, one for each rival, and whether only perhaps."""
    sure = perhaps = rivals = perhaps_rivals = 0
    every, hedging = firm | weak, 0
    for number in range(count):
        who = perpetrator[low + number]
        if who < 0 or not every >> number & 1:
            continue
        naming, known = 0, False
        for other in range(count):
            if every >> other & 1 and perpetrator[low + other] == who:
                known |= other < number
                naming |= 1 << other
        if known:
            continue
        truth = _support(apart, low, naming & firm, coded, needed)
        whole = truth
        hedging |= naming & weak
        if naming & weak:
            whole = _support(apart, low, naming, coded, needed)
        bit = 1 << number
        if truth == YES:
            sure |= bit
        elif truth == UNKNOWN:
            perhaps |= bit
        if whole == YES:
            rivals |= bit
        elif whole == UNKNOWN:
            perhaps_rivals |= bit
    stand = sure or perhaps
    if not hedging:
        rivals = 0
    elif rivals & ~stand:
        rivals &= ~stand
    else:
        rivals = perhaps_rivals & ~stand
    return stand, rivals, sure == 0 and perhaps != 0


@inner
def _origins(origin, teller, low, count, mask):
    """How many different origins these tellings have."""
    different = 0
    for one in range(count):
        if mask >> one & 1:
            fresh = 1
            for other in range(one):
                if mask >> other & 1 and origin[teller[low + other]] == origin[teller[low + one]]:
                    fresh = 0
            different += fresh
    return different


@inner
def _why_out(own, asides):
    reason = NO_ACCOUNT
    if own:
        reason = TOO_FEW
    elif asides >> RETRACTED & 1:
        reason = WITHDRAWN
    elif asides >> DROPPED & 1:
        reason = ONLY_HEDGED
    elif asides >> NOT_PUBLIC & 1:
        reason = STILL_UNPUBLISHED
    return reason


@inner
def _all_stand(fields, perhaps):
    """The state in which these fields stand, all of them surely or all only perhaps, and no other does."""
    state = (fields & 1) << 1 | (fields & 2) << 2 | (fields & 4) << 3
    state |= (fields & 8) << 4 | (fields & 16) << 4 | (fields & 32) << 5
    if perhaps:
        state |= (fields & 7) << 11 | (fields & 8) << 12 | (fields & 16) << 10 | (fields & 16) << 11
    return state


@inner
def _namings(perpetrator, low, count, firm):
    """One telling for each perpetrator that somebody heard names."""
    stand = 0
    for number in range(count):
        who = perpetrator[low + number]
        if who >= 0 and firm >> number & 1:
            fresh = True
            for other in range(number):
                fresh &= not (firm >> other & 1 and perpetrator[low + other] == who)
            if fresh:
                stand |= 1 << number
    return stand


@inner
def _fields(told, row, low, count, fields, firm, weak, coded, needed):
    """What stands of some fields where the tellings heard do not all speak of them, or not firmly."""
    state = 0
    for field in range(6):
        if not fields >> field & 1:
            continue
        whole = 0
        for number in range(count):
            whole |= (told.speaks[low + number] >> field & 1) << number
        whole &= firm | weak
        truth = _support(told.apart, low, whole & firm, coded, needed)
        standing = STANDS if truth != NO else NOTHING
        if truth == NO and whole & weak and field != PART:
            standing = RIVAL if _support(told.apart, low, whole, coded, needed) != NO else NOTHING
        if field < PART:
            state |= standing << (2 * field) | (truth == UNKNOWN) << (11 + field + (field == WHOM))
        elif field == PART:
            state |= (standing == STANDS) << 8 | (truth == UNKNOWN) << 14 | (truth == UNKNOWN) << 15
        else:
            state |= (standing != NOTHING) << 10
        if field == OF_KIND and told.aggregate[row]:
            telling_so = coded & firm if coded else whole & firm
            state |= (_support(told.apart, low, telling_so, coded, needed) == YES) << 9
    return state


@bare
def resolve(told, asked, awkward, suspected, begin, end, found):
    """Resolve the incidents from one row to another under a view, but those that do not fit.

    Perpetrators only of the ``suspected`` rows (in ascending order): of the others nobody will ask; origins
    are counted only where there is room for the counts.
    """
    needed = asked.needed
    back, backs = _first_not_before(told.back_telling, told.first[begin]), len(told.back_telling)
    following, counting = _first_not_before(suspected, begin), len(found.origins) > 0
    for row in range(begin, end):
        found.out[row] = IN
        if awkward[row]:
            continue
        low, count = told.first[row], told.first[row + 1] - told.first[row]
        firm = weak = coded = taken = asides = 0
        recorded, coding, union, common = 0, -1, 0, 255
        for number in range(count):
            place = low + number
            public, speaks, bit = asked.public[told.moment[place]], told.speaks[place], 1 << number
            if public == UNSEEN:
                continue
            recorded |= speaks & KIND
            if speaks & CODED:
                coding = number
                continue
            taken_back = NO
            while back < backs and told.back_telling[back] < place:
                back += 1
            if back < backs and told.back_telling[back] == place:
                taken_back = asked.back[back]
            heard = REFUSED if asked.refused[told.teller[place]] else public
            taken |= bit * (heard <= WEAK)
            answer = heard
            if taken_back != NO or speaks & HEDGED:
                answer = _admitted(heard, speaks & HEDGED, taken_back, asked.retracted, asked.hedged)
            # Sums instead of branches: which of them are heard is as good as chance, and a wrong guess takes longer.
            asides |= 1 << answer
            firm |= bit * (answer == FIRM)
            weak |= bit * (answer == WEAK)
            union |= speaks * (answer <= WEAK)
            common &= speaks | 255 * (answer > WEAK)
        if not recorded:
            found.out[row] = NOT_RECORDED
            continue
        own, own_firm = firm | weak, firm
        heard_from = own
        if coding >= 0:
            answer = _coding(told, asked, low, coding, taken)
            coded = 1 << coding
            firm |= coded if answer == FIRM else 0
            weak |= coded if answer == WEAK else 0
            asides |= 1 << answer
            if answer <= WEAK:
                heard_from |= taken
        if counting:
            found.origins[row] = _origins(asked.origin, told.teller, low, count, heard_from)
        presence = _support(told.apart, low, own_firm, 0, needed)
        if presence == NO and _support(told.apart, low, own, 0, needed) == NO:
            found.out[row] = _why_out(own, asides)
            continue
        found.capped[row] = presence != YES
        plain = weak == 0 and coding < 0
        if not plain or told.aggregate[row]:
            state = _fields(told, row, low, count, EVERY_FIELD, firm, weak, coded, needed)
        else:
            # Where one origin is enough, a field rests on any of what is heard; else those that all speak of on all.
            alike = (union if needed == 1 else common) & EVERY_FIELD
            state = _all_stand(alike, presence == UNKNOWN)
            if union & EVERY_FIELD & ~alike:
                state |= _fields(told, row, low, count, union & ~alike, firm, 0, 0, needed)
        while following < len(suspected) and suspected[following] < row:
            following += 1
        if following == len(suspected) or suspected[following] != row:
            found.state[row] = state
        elif plain and needed == 1:
            found.state[row] = state
            found.stand[following] = _namings(told.perpetrator, low, count, firm)
        else:
            stand, rival, perhaps = _perpetrators(
                told.perpetrator, told.apart, low, count, firm, weak, coded, needed
            )
            found.state[row] = state | perhaps << 14
            found.stand[following], found.rival[following] = stand, rival


@inner
def _coding(told, asked, low, coding, taken):
    """The answer to a compiler's coding: where none of its origins is taken, as the first of them was set aside."""
    place = low + coding
    heard = REFUSED if asked.refused[told.teller[low + (coding == 0)]] else NOT_PUBLIC
    if taken:
        heard = REFUSED
        if not asked.coder_refused[told.teller[place]]:
            heard = asked.public[told.moment[place]]
    back = _first_not_before(told.back_telling, place)
    taken_back = NO
    if back < len(told.back_telling) and told.back_telling[back] == place:
        taken_back = asked.back[back]
    return _admitted(heard, told.speaks[place] & HEDGED, taken_back, asked.retracted, asked.hedged)
