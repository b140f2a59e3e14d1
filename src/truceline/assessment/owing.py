"""Who owes a due: those a clause binds, of a request those it was made to, of a place whoever holds it."""

from collections import defaultdict
from datetime import datetime

from attrs import frozen

from truceline.agreement.terms import Provision
from truceline.assessment.account import Account
from truceline.assessment.admission import Admission
from truceline.assessment.case import Case
from truceline.assessment.finding import NOBODY, Responsible, Share
from truceline.assessment.framing import span_of
from truceline.assessment.holding import holders
from truceline.testimony.claim import Polarity, Role, RoleClaim
from truceline.values.doubt import Truth, any_of
from truceline.values.who import Form, Who


@frozen
class Owing:
    """Who owes what was asked for, and whether anybody does: a request to who is not bound creates no due."""

    responsible: Responsible
    arises: Truth


def bound_by(provision: Provision) -> Responsible:
    """Those whom a clause names, when nobody has to be asked: all of them."""
    return _shared(provision.binds.actors, Share.JOINTLY)


def who_owes(case: Case, provision: Provision, request: Account) -> Owing:
    """Of those bound, whom the request was made to; where nobody says to whom, all of them."""
    asked = _asked(case, request)
    if provision.binds.holds_place:
        return _of_holders(case, request, asked)
    if not asked:
        return Owing(bound_by(provision), Truth.YES)
    span = span_of(request)
    bound = {who: case.framing.parties.bound(provision, Who.one(who), span).truth for who in sorted(asked)}
    owing = tuple(who for who, truth in bound.items() if truth is not Truth.NO)
    return Owing(_shared(owing, Share.JOINTLY), any_of(bound.values()))


def _of_holders(case: Case, request: Account, asked: frozenset[str]) -> Owing:
    """Whoever holds the place; asked of somebody else, it is not known whether it is owed."""
    moment = span_of(request).start
    if moment is None:
        return Owing(NOBODY, Truth.YES)
    holding = {name for place in request.where.values for name in holders(case, place, moment)}
    owing = holding & asked
    misdirected = asked and holding and not owing
    responsible = _shared(tuple(owing or holding), Share.AT_LEAST_ONE)
    return Owing(responsible, Truth.UNKNOWN if misdirected else Truth.YES)


def is_of_others(
    case: Case, provision: Provision, owing: Responsible, *, seen: Account, at: datetime
) -> bool:
    """Whether what was seen at a time was somebody else's: of who is not bound, or where only others hold the place."""
    if seen.perpetrators.values:
        span = span_of(seen)
        bound = (case.framing.parties.bound(provision, who, span).truth for who in seen.perpetrators.worlds)
        return all(truth is Truth.NO for truth in bound)
    holding = {name for place in seen.where.values for name in holders(case, place, at)}
    return bool(holding and owing.actors) and holding.isdisjoint(owing.actors)


def _asked(case: Case, request: Account) -> frozenset[str]:
    """Those to whom it stands that the request was made."""
    saying: dict[str, list[Admission]] = defaultdict(list)
    for item in request.admissions:
        claim = item.claim
        if not item.is_firm or not isinstance(claim, RoleClaim) or claim.role is not Role.RECIPIENT:
            continue
        who = case.shared.evidence.who(claim.actor)
        if claim.polarity is Polarity.AFFIRMED and who.form in (Form.ONE, Form.JOINT):
            for member in who.members:
                saying[member].append(item)
    return frozenset(who for who, items in saying.items() if case.resolver.support(items) is Truth.YES)


def _shared(actors: tuple[str, ...], several: Share) -> Responsible:
    if not actors:
        return NOBODY
    return Responsible(Share.ONE if len(actors) == 1 else several, tuple(sorted(actors)))
