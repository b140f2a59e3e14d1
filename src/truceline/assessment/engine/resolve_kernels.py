"""What a view holds of each incident, compiled: the rules of `Admissions`, `Accounts` and `Resolver`.

Truths are 0 no, 1 unknown, 2 yes. A set of tellings of an incident is a mask, its first telling
the lowest bit.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from truceline.assessment.engine.jit import bare

NO, UNKNOWN, YES = 0, 1, 2
FIRM, WEAK, REFUSED, NOT_PUBLIC, RETRACTED, DROPPED, UNSEEN = range(7)
DROP, POSSIBLE, KEEP = 0, 1, 2
TIME, PLACE, KIND, TARGETS, PARTICIPANTS, LOSSES, HEDGED, CODED = (1 << bit for bit in range(8))
IN, NO_ACCOUNT, TOO_FEW, ONLY_HEDGED, WITHDRAWN, STILL_UNPUBLISHED, NOT_RECORDED = range(-1, 6)
NOTHING, RIVAL, STANDS = 0, 1, 2
WHOM, PART = 3, 4
"""The numbers of the fields of targets and participants."""


class Told(NamedTuple):
    """The tellings of :class:`Reports`; ``apart`` has two bits for each earlier telling of the incident."""

    first: NDArray[np.int32]
    teller: NDArray[np.int32]
    perpetrator: NDArray[np.int32]
    speaks: NDArray[np.uint8]
    public_from: NDArray[np.int32]
    public_until: NDArray[np.int32]
    recorded: NDArray[np.int32]
    taken_back: NDArray[np.int32]
    apart: NDArray[np.uint16]
    aggregate: NDArray[np.bool_]


class Asked(NamedTuple):
    """A view's accounts part: whose word is refused, what is taken back, what is public and recorded.

    ``refused`` and ``coder_refused`` are by teller, ``origin`` numbers the tellers' origins, ``back``
    says by withdrawal whether it holds; cut-offs are in minutes, ``late`` the first that is not public.
    """

    refused: NDArray[np.bool_]
    coder_refused: NDArray[np.bool_]
    origin: NDArray[np.int32]
    back: NDArray[np.uint8]
    back_recorded: NDArray[np.int32]
    needed: int
    late: int
    public: int
    known: int
    retracted: int
    hedged: int


class Resolved(NamedTuple):
    """What stands, by incident.

    ``state`` holds two bits each for time, place, kind and targets (:data:`NOTHING`, :data:`RIVAL`,
    :data:`STANDS`), one each for participants, an aggregate and a toll, then for the conditions on which
    values stand only perhaps. ``stand`` and ``rival`` are masks with one telling for each perpetrator.
    """

    out: NDArray[np.int8]
    capped: NDArray[np.bool_]
    origins: NDArray[np.int16]
    state: NDArray[np.uint16]
    stand: NDArray[np.uint16]
    rival: NDArray[np.uint16]


@bare
def _together(apart, low, mask, needed):  # type: ignore[no-untyped-def]
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


@bare
def _support(apart, low, mask, coded, needed):  # type: ignore[no-untyped-def]
    """Whether enough independent origins stand behind a set of tellings."""
    truth = NO
    if mask & coded or (mask and needed == 1):
        truth = YES
    elif mask & (mask - 1):
        truth = _together(apart, low, mask, needed)
    return truth


@bare
def _public(since, until, late, public):  # type: ignore[no-untyped-def]
    if since >= late:
        return NOT_PUBLIC
    return FIRM if until <= public else WEAK


@bare
def _admitted(heard, hedged, back, asked):  # type: ignore[no-untyped-def]
    """The answer to a telling, after its withdrawal and its hedges."""
    if heard <= WEAK:
        taken_back = NO
        if back >= 0 and asked.back_recorded[back] <= asked.known:
            taken_back = asked.back[back]
        if taken_back != NO and asked.retracted != KEEP:
            heard = RETRACTED if taken_back == YES and asked.retracted == DROP else WEAK
        if hedged and heard <= WEAK and asked.hedged != KEEP:
            heard = DROPPED if asked.hedged == DROP else WEAK
    return heard


@bare
def _perpetrators(perpetrator, apart, low, count, firm, weak, coded, needed):  # type: ignore[no-untyped-def]
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


@bare
def _origins(origin, teller, low, count, mask):  # type: ignore[no-untyped-def]
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


@bare
def _why_out(own, asides):  # type: ignore[no-untyped-def]
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


@bare
def resolve(told, asked, awkward, says, begin, end, found):  # type: ignore[no-untyped-def]
    """Resolve the incidents from one row to another under a view, but those that do not fit.

    ``says`` is room for six masks.
    """
    needed = asked.needed
    for row in range(begin, end):
        found.out[row] = IN
        if awkward[row]:
            continue
        low, count = told.first[row], told.first[row + 1] - told.first[row]
        firm = weak = coded = taken = asides = 0
        recorded, coding = False, -1
        for field in range(6):
            says[field] = 0
        for number in range(count):
            place = low + number
            if told.recorded[place] > asked.known:
                continue
            speaks, bit = told.speaks[place], 1 << number
            recorded |= speaks & KIND != 0
            for field in range(6):
                says[field] |= (speaks >> field & 1) << number
            if speaks & CODED:
                coding = number
                continue
            heard = REFUSED
            if not asked.refused[told.teller[place]]:
                heard = _public(told.public_from[place], told.public_until[place], asked.late, asked.public)
            taken |= bit if heard <= WEAK else 0
            answer = _admitted(heard, speaks & HEDGED, told.taken_back[place], asked)
            firm |= bit if answer == FIRM else 0
            weak |= bit if answer == WEAK else 0
            asides |= 1 << answer
        if not recorded:
            found.out[row] = NOT_RECORDED
            continue
        own, own_firm = firm | weak, firm
        heard_from = own
        if coding >= 0:
            place, coded = low + coding, 1 << coding
            # Where none of its origins is taken, a coding is set aside as the first of them was.
            heard = REFUSED if asked.refused[told.teller[low + (coding == 0)]] else NOT_PUBLIC
            if taken:
                heard = REFUSED
                if not asked.coder_refused[told.teller[place]]:
                    heard = _public(
                        told.public_from[place], told.public_until[place], asked.late, asked.public
                    )
            answer = _admitted(heard, told.speaks[place] & HEDGED, told.taken_back[place], asked)
            firm |= coded if answer == FIRM else 0
            weak |= coded if answer == WEAK else 0
            asides |= 1 << answer
            if answer <= WEAK:
                heard_from |= taken
        found.origins[row] = _origins(asked.origin, told.teller, low, count, heard_from)
        presence = _support(told.apart, low, own_firm, 0, needed)
        if presence == NO and _support(told.apart, low, own, 0, needed) == NO:
            found.out[row] = _why_out(own, asides)
            continue
        found.capped[row] = presence != YES
        state = 0
        for field in range(6):
            whole = says[field] & (firm | weak)
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
        if told.aggregate[row]:
            telling_so = coded if coding >= 0 else says[2]
            state |= (_support(told.apart, low, telling_so & firm, coded, needed) == YES) << 9
        stand, rival, perhaps = _perpetrators(
            told.perpetrator, told.apart, low, count, firm, weak, coded, needed
        )
        found.state[row] = state | perhaps << 14
        found.stand[row], found.rival[row] = stand, rival
