"""Dues: what a text requires, and whether it was done (semantics and design section 7).

Silence is never a breach: a passed deadline opens the question, it does not decide it. A duty
of means is never more than possible. Nothing here reads a clock: "by now" is the moment the
snapshot is known by.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from enum import Enum

from attrs import frozen

from truceline.agreement.stretch import deadline
from truceline.agreement.terms import Deontic, Due, Effort, Provision, Zone
from truceline.assessment.account import Account
from truceline.assessment.case import Case
from truceline.assessment.conduct import is_kind_of
from truceline.assessment.evidence import links_of
from truceline.assessment.finding import NOBODY, Doubt, Outcome, Responsible, Share
from truceline.assessment.framing import span_of
from truceline.testimony.claim import (
    ControlClaim,
    Degree,
    LinkKind,
    Polarity,
    WatchClaim,
    Watched,
)
from truceline.values.doubt import Truth
from truceline.values.when import Interval
from truceline.values.where import Location
from truceline.values.who import Form, Who


class Standing(Enum):
    """What is known of a due."""

    PENDING = "pending"
    PERFORMED = "performed"
    LATE = "performed late"
    REFUSED = "refused"
    SEEN_UNDONE = "seen not to be done"
    WATCHED = "watched and not seen done"
    NOT_KNOWN = "not known"


@frozen
class DueFinding:
    """One due: the request or deadline that creates it, and what follows.

    ``outcome`` is None while it is pending. ``restrictions`` are watches that were prevented.
    """

    provision: str
    request: str | None
    standing: Standing
    outcome: Outcome | None
    responsible: Responsible
    claims: tuple[str, ...]
    restrictions: tuple[str, ...]
    doubts: tuple[Doubt, ...]


@frozen
class DueTally:
    """Dues by what is known of them; pending ones have no finding."""

    definite: int
    possible: int
    none: int
    pending: int
    by_standing: Mapping[str, int]


def tally_dues(case: Case) -> DueTally:
    """How the dues of the agreement stand under the view."""
    found = tuple(find_dues(case))
    outcomes = Counter(item.outcome for item in found)
    return DueTally(
        definite=outcomes[Outcome.VIOLATION],
        possible=outcomes[Outcome.POSSIBLE],
        none=outcomes[Outcome.NONE],
        pending=outcomes[None],
        by_standing=dict(Counter(item.standing.value for item in found)),
    )


def find_dues(case: Case) -> Iterator[DueFinding]:
    """Every due of the provisions the view takes: one per request, or one by the deadline."""
    for provision in case.framing.taken(Deontic.REQUIRES):
        assert provision.due is not None
        if provision.due.each is None:
            yield _judge(case, provision, None)
            continue
        for incident in case.shared.evidence.incidents:
            account = case.account(incident)
            asked = any(is_kind_of(kind, provision.due.each) for kind in account.kind.values)
            if account.out is None and asked:
                yield _judge(case, provision, account)


def _judge(case: Case, provision: Provision, request: Account | None) -> DueFinding:
    due = provision.due
    assert due is not None
    due_by = _deadline(due, request)
    standing, claims, restrictions = _what_is_known(case, provision, request, due_by)
    outcome = _OUTCOMES[standing]
    if standing is Standing.LATE and not due.late_is_breach:
        outcome = Outcome.NONE
    if outcome is Outcome.VIOLATION and due.effort is Effort.MEANS:
        outcome = Outcome.POSSIBLE
    doubts: tuple[Doubt, ...] = ()
    if standing is Standing.NOT_KNOWN:
        doubts = (Doubt("what", f"performance: {provision.key}", "a visit, or an uninterrupted watch"),)
    return DueFinding(
        provision=provision.key,
        request=request.incident if request is not None else None,
        standing=standing,
        outcome=outcome,
        responsible=_who_owes(case, provision, request),
        claims=claims,
        restrictions=restrictions,
        doubts=doubts,
    )


_OUTCOMES: Mapping[Standing, Outcome | None] = {
    Standing.PENDING: None,
    Standing.PERFORMED: Outcome.NONE,
    Standing.LATE: Outcome.VIOLATION,
    Standing.REFUSED: Outcome.VIOLATION,
    Standing.SEEN_UNDONE: Outcome.VIOLATION,
    Standing.WATCHED: Outcome.VIOLATION,
    Standing.NOT_KNOWN: Outcome.POSSIBLE,
}


def _deadline(due: Due, request: Account | None) -> datetime | None:
    """The end of the day it is due by; None when the text sets none."""
    if due.by is not None:
        return deadline(due.by)
    if due.within_days is None or request is None:
        return None
    asked = span_of(request).end
    return None if asked is None else asked + timedelta(days=due.within_days)


def _what_is_known(
    case: Case, provision: Provision, request: Account | None, due_by: datetime | None
) -> tuple[Standing, tuple[str, ...], tuple[str, ...]]:
    done, done_claims = _answers(case, provision, request, (provision.due.performance,))  # type: ignore[union-attr] # a requirement has one
    if done is not None:
        late = due_by is not None and done.start is not None and done.start >= due_by
        return (Standing.LATE if late else Standing.PERFORMED), done_claims, ()
    refused, refused_claims = _answers(case, provision, request, ("refusal", "access-denied"))
    if refused is not None:
        return Standing.REFUSED, refused_claims, ()
    watches = _watches(case, provision, request, due_by)
    restrictions = tuple(watch.id for watch in watches if watch.result is Watched.PREVENTED)
    if seen := _seen_undone(case, provision, due_by):
        return Standing.SEEN_UNDONE, seen, restrictions
    if due_by is None or not _has_passed(case, due_by):
        return Standing.PENDING, (), restrictions
    complete = tuple(watch.id for watch in watches if _saw_nothing(watch, provision.due))
    if complete:
        return Standing.WATCHED, complete, restrictions
    return Standing.NOT_KNOWN, (), restrictions


def _has_passed(case: Case, due_by: datetime) -> bool:
    known_by = case.shared.evidence.snapshot.known_by
    return known_by is not None and due_by <= known_by


def _answers(
    case: Case, provision: Provision, request: Account | None, kinds: tuple[str, ...]
) -> tuple[Interval | None, tuple[str, ...]]:
    """The time of an incident of these kinds that answers the due, with its claims."""
    for incident in case.shared.evidence.incidents:
        account = case.account(incident)
        if account.out is not None or account.capped or not _is_of(account, kinds):
            continue
        if _answers_request(case, account, request) if request else _in_area(case, account, provision.area):
            return span_of(account), account.kind.claims
    return None, ()


def _is_of(account: Account, kinds: tuple[str, ...]) -> bool:
    return bool(account.kind.values) and all(
        any(is_kind_of(value, kind) for kind in kinds) for value in account.kind.values
    )


def _answers_request(case: Case, account: Account, request: Account) -> bool:
    """Whether somebody links a claim of the one as responding to a claim of the other."""
    evidence = case.shared.evidence
    asked = [claim.id for claim in evidence.incidents[request.incident]]
    asked += [claim.statement for claim in evidence.incidents[request.incident]]
    own = {claim.id for claim in evidence.incidents[account.incident]}
    own |= {claim.statement for claim in evidence.incidents[account.incident]}
    return any(link.subject in own for link in links_of(evidence, asked, (LinkKind.RESPONDS_TO,)))


def _in_area(case: Case, account: Account, zone: Zone | None) -> bool:
    if zone is None:
        return True
    places = account.where.values
    return bool(places) and all(case.shared.geography.may_be_in(place, zone) is Truth.YES for place in places)


def _seen_undone(case: Case, provision: Provision, due_by: datetime | None) -> tuple[str, ...]:
    """Claims that what was to be gone was seen there after the deadline."""
    due = provision.due
    assert due is not None
    if due.performance != "withdrawal" or due_by is None:
        return ()
    for incident in case.shared.evidence.incidents:
        account = case.account(incident)
        start = span_of(account).start
        after = start is not None and start >= due_by
        seen = account.out is None and not account.capped and _is_of(account, ("presence",))
        about = not due.of or not (account.circumstances | account.means).isdisjoint(due.of)
        if after and seen and about and _in_area(case, account, provision.area):
            return account.kind.claims
    return ()


def _watches(
    case: Case, provision: Provision, request: Account | None, due_by: datetime | None
) -> tuple[WatchClaim, ...]:
    """Admitted watches over the area of the due, after it arose."""
    area = request.where.values if request is not None else ()
    found = []
    for watch in case.shared.evidence.watches:
        admission = case.admissions.of(watch)
        affirmed = watch.polarity is Polarity.AFFIRMED
        timely = watch.happened is None or due_by is None or _reaches(watch.happened.span, due_by)
        if admission.is_firm and affirmed and timely and _watches_over(case, watch, provision.area, area):
            found.append(watch)
    return tuple(found)


def _reaches(span: Interval, due_by: datetime) -> bool:
    return span.end is None or span.end >= due_by


def _watches_over(case: Case, watch: WatchClaim, zone: Zone | None, area: tuple[Location, ...]) -> bool:
    if watch.place is None:
        return False
    geography = case.shared.geography
    if area:
        return any(geography.covers(watch.place, place) for place in area)
    return zone is None or zone.place in {spot.place for spot in watch.place.alternatives}


def _saw_nothing(watch: WatchClaim, due: Due | None) -> bool:
    """An uninterrupted watch that did not see the due done."""
    assert due is not None
    return watch.result is Watched.COMPLETE and not any(
        is_kind_of(kind, due.performance) for kind in watch.saw
    )


def _who_owes(case: Case, provision: Provision, request: Account | None) -> Responsible:
    """The parties bound; whoever holds the place asked for, as claimed."""
    if not provision.binds.holds_place:
        actors = provision.binds.actors
        share = Share.NOT_ATTRIBUTED if not actors else Share.ONE if len(actors) == 1 else Share.JOINTLY
        return Responsible(share, tuple(sorted(actors)))
    holders = sorted(_holders(case, request)) if request is not None else []
    if not holders:
        return NOBODY
    return Responsible(Share.ONE if len(holders) == 1 else Share.AT_LEAST_ONE, tuple(holders))


def _holders(case: Case, request: Account) -> set[str]:
    """Who is said to hold the place at the time of the request."""
    days = case.view.persists.control
    moment = span_of(request).start
    return {
        member
        for claim in case.shared.evidence.controls
        if case.admissions.of(claim).is_firm and _holds(claim) and _held_at(claim, moment, days)
        for place in request.where.values
        if claim.place is not None and case.shared.geography.covers(claim.place, place)
        for member in _named(case.shared.evidence.who(claim.actor))
    }


def _named(who: Who) -> tuple[str, ...]:
    return who.members if who.form is not Form.CLASS else ()


def _holds(claim: ControlClaim) -> bool:
    return claim.polarity is Polarity.AFFIRMED and claim.degree in (Degree.SOLE, Degree.DOMINANT)


def _held_at(claim: ControlClaim, moment: datetime | None, days: int | None) -> bool:
    span = claim.happened.span if claim.happened is not None else Interval(None, None)
    if moment is None or span.start is None or moment < span.start:
        return False
    if span.end is not None:
        return moment < span.end
    return days is None or moment - span.start <= timedelta(days=days)
