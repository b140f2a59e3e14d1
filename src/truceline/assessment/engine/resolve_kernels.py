"""What a view holds of each incident, compiled: the rules of `Admissions`, `Accounts` and `Resolver`.

Truths are 0 no, 1 unknown, 2 yes. A set of tellings of an incident is a mask, its first telling
the lowest bit.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

NO, UNKNOWN, YES = 0, 1, 2
FIRM, WEAK, REFUSED, NOT_PUBLIC, RETRACTED, DROPPED, UNSEEN = range(7)
DROP, POSSIBLE, KEEP = 0, 1, 2
TIME, PLACE, KIND, TARGETS, PARTICIPANTS, LOSSES, HEDGED, CODED = (1 << bit for bit in range(8))
IN, NO_ACCOUNT, TOO_FEW, ONLY_HEDGED, WITHDRAWN, STILL_UNPUBLISHED, NOT_RECORDED = range(-1, 6)
NOTHING, RIVAL, STANDS = 0, 1, 2


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


_jit = njit(nogil=True, cache=True)


@_jit
def _support(apart, low, mask, coded, needed):  # type: ignore[no-untyped-def]
    """Whether enough independent origins stand behind a set of tellings."""
    if mask & coded:
        return YES
    if mask == 0:
        return NO
    if needed == 1:
        return YES
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
                    return YES
        part = (part - 1) & mask
    return best


@_jit
def _heard(told, asked, place):  # type: ignore[no-untyped-def]
    """A view's answer to one telling's words: refused, not public, taken firmly or as possible only."""
    if asked.refused[told.teller[place]]:
        return REFUSED
    return _once_public(told, asked, place)


@_jit
def _once_public(told, asked, place):  # type: ignore[no-untyped-def]
    if told.public_from[place] >= asked.late:
        return NOT_PUBLIC
    return FIRM if told.public_until[place] <= asked.public else WEAK


@_jit
def _admitted(told, asked, place, heard):  # type: ignore[no-untyped-def]
    """The answer to a telling, after its withdrawal and its hedges."""
    back = told.taken_back[place]
    if heard > WEAK:
        return heard
    if back >= 0 and asked.retracted != KEEP and asked.back_recorded[back] <= asked.known:
        taken_back = asked.back[back]
        if taken_back == YES and asked.retracted == DROP:
            return RETRACTED
        if taken_back != NO:
            heard = WEAK
    if told.speaks[place] & HEDGED:
        if asked.hedged == DROP:
            return DROPPED
        if asked.hedged == POSSIBLE:
            heard = WEAK
    return heard


@_jit
def _field(told, asked, low, firm, weak, coded, bit):  # type: ignore[no-untyped-def]
    """How a value stands that those who speak of it agree on, and whether only perhaps."""
    speaking = 0
    place = low
    every = firm | weak
    while every:
        if every & 1 and told.speaks[place] & bit:
            speaking |= 1 << (place - low)
        every >>= 1
        place += 1
    truth = _support(told.apart, low, speaking & firm, coded, asked.needed)
    if truth != NO:
        return STANDS, truth == UNKNOWN
    if speaking & weak and _support(told.apart, low, speaking, coded, asked.needed) != NO:
        return RIVAL, False
    return NOTHING, False


@_jit
def _perpetrators(told, asked, low, firm, weak, coded):  # type: ignore[no-untyped-def]
    """One telling for each perpetrator that stands, one for each rival, and whether only perhaps."""
    sure = perhaps = rivals = perhaps_rivals = 0
    every, number = firm | weak, 0
    while every >> number:
        who = told.perpetrator[low + number]
        if every >> number & 1 and who >= 0:
            naming, known = 0, False
            for other in range(16):
                if every >> other & 1 and told.perpetrator[low + other] == who:
                    known |= other < number
                    naming |= 1 << other
            if not known:
                truth = _support(told.apart, low, naming & firm, coded, asked.needed)
                whole = truth
                if naming & weak:
                    whole = _support(told.apart, low, naming, coded, asked.needed)
                bit = 1 << number
                if truth == YES:
                    sure |= bit
                elif truth == UNKNOWN:
                    perhaps |= bit
                if whole == YES:
                    rivals |= bit
                elif whole == UNKNOWN:
                    perhaps_rivals |= bit
        number += 1
    stand = sure if sure else perhaps
    if not weak:
        return stand, 0, sure == 0 and perhaps != 0
    rivals &= ~stand
    perhaps_rivals &= ~stand
    return stand, rivals if rivals else perhaps_rivals, sure == 0 and perhaps != 0


@_jit
def _origins(told, asked, low, mask):  # type: ignore[no-untyped-def]
    """How many different origins these tellings have."""
    count = 0
    for one in range(16):
        if mask >> one & 1:
            origin = asked.origin[told.teller[low + one]]
            fresh = True
            for other in range(one):
                if mask >> other & 1 and asked.origin[told.teller[low + other]] == origin:
                    fresh = False
            count += fresh
    return count


@_jit
def _why_out(own, asides):  # type: ignore[no-untyped-def]
    if own:
        return TOO_FEW
    if asides >> RETRACTED & 1:
        return WITHDRAWN
    if asides >> DROPPED & 1:
        return ONLY_HEDGED
    return STILL_UNPUBLISHED if asides >> NOT_PUBLIC & 1 else NO_ACCOUNT


@_jit
def _one(told, asked, row, found):  # type: ignore[no-untyped-def]
    low, high = told.first[row], told.first[row + 1]
    firm = weak = coded = taken = asides = 0
    recorded = False
    coding_says = 0
    for place in range(low, high):
        if told.recorded[place] > asked.known:
            continue
        bit = 1 << (place - low)
        speaks = told.speaks[place]
        recorded |= speaks & KIND != 0
        if speaks & CODED:
            coded |= bit
            coding_says = bit
            continue
        heard = _heard(told, asked, place)
        taken |= bit if heard <= WEAK else 0
        answer = _admitted(told, asked, place, heard)
        firm |= bit if answer == FIRM else 0
        weak |= bit if answer == WEAK else 0
        asides |= 1 << answer
    own_firm, own = firm, firm | weak
    heard_origins = own
    if coded:
        place = low
        while not coded >> (place - low) & 1:
            place += 1
        heard = NOT_PUBLIC if asides >> NOT_PUBLIC & 1 else REFUSED
        if taken:
            heard = REFUSED if asked.coder_refused[told.teller[place]] else _once_public(told, asked, place)
        answer = _admitted(told, asked, place, heard)
        firm |= coded if answer == FIRM else 0
        weak |= coded if answer == WEAK else 0
        asides |= 1 << answer
        if answer <= WEAK:
            heard_origins |= taken
    found.origins[row] = _origins(told, asked, low, heard_origins)
    found.capped[row] = False
    if not recorded:
        found.out[row] = NOT_RECORDED
        found.origins[row] = 0
        return
    presence = _support(told.apart, low, own_firm, 0, asked.needed)
    if presence != YES:
        found.capped[row] = True
        if presence == NO and _support(told.apart, low, own, 0, asked.needed) == NO:
            found.capped[row] = False
            found.out[row] = _why_out(own, asides)
            return
    found.out[row] = IN
    _values(told, asked, row, found, firm, weak, coded, coding_says)


@_jit
def _values(told, asked, row, found, firm, weak, coded, coding_says):  # type: ignore[no-untyped-def]
    low = told.first[row]
    time, perhaps_when = _field(told, asked, low, firm, weak, coded, TIME)
    where, perhaps_where = _field(told, asked, low, firm, weak, coded, PLACE)
    kind, perhaps_what = _field(told, asked, low, firm, weak, coded, KIND)
    targets, perhaps_whom = _field(told, asked, low, firm, weak, coded, TARGETS)
    taking_part, perhaps_part = _field(told, asked, low, firm, 0, coded, PARTICIPANTS)
    toll, _ = _field(told, asked, low, firm, weak, coded, LOSSES)
    stand, rival, perhaps_who = _perpetrators(told, asked, low, firm, weak, coded)
    state = time | where << 2 | kind << 4 | targets << 6
    state |= (taking_part == STANDS) << 8
    if told.aggregate[row]:
        summed_up = coding_says & firm != 0
        if not coding_says:
            standing, perhaps = _field(told, asked, low, firm, weak, coded, KIND)
            summed_up = standing == STANDS and not perhaps
        state |= summed_up << 9
    state |= (toll != NOTHING) << 10
    state |= perhaps_when << 11 | perhaps_where << 12 | perhaps_what << 13
    state |= (perhaps_who | perhaps_part) << 14 | (perhaps_whom | perhaps_part) << 15
    found.state[row] = state
    found.stand[row] = stand
    found.rival[row] = rival


@_jit
def resolve(told, asked, awkward, begin, end, found):  # type: ignore[no-untyped-def]
    """Resolve the incidents from one row to another under a view, but those that do not fit."""
    for row in range(begin, end):
        found.out[row] = IN
        if not awkward[row]:
            _one(told, asked, row, found)
