"""Dues: what a text requires, and whether it was done (semantics and design section 7).

Silence is never a breach: a passed deadline opens the question, it does not decide it. A duty
of means is never more than possible. Nothing here reads a clock: "by now" is the moment the
snapshot is known by.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from enum import Enum

from attrs import frozen

from truceline.agreement.stretch import deadline
from truceline.agreement.terms import Agreement, Deontic, Due, Effort, Provision, Zone
from truceline.assessment.account import Account
from truceline.assessment.algebras import When
from truceline.assessment.case import Case
from truceline.assessment.conduct import is_kind_of
from truceline.assessment.evidence import links_of
from truceline.assessment.finding import Doubt, Outcome, Responsible
from truceline.assessment.framing import span_of
from truceline.assessment.owing import bound_by, is_of_others, who_owes
from truceline.assessment.selection import EVER, Window, fit
from truceline.assessment.standing import Field
from truceline.assessment.watching import Post, deciding, prevented
from truceline.testimony.link import LinkKind
from truceline.values.doubt import Truth, agreed, all_of, known
from truceline.values.when import Fills, Interval
from truceline.values.where import Location

_INSTANT = timedelta(microseconds=1)


class Standing(Enum):
    """What is known of a due."""

    PENDING = "pending"
    PERFORMED = "performed"
    LATE = "performed late"
    REFUSED = "refused"
    SEEN_UNDONE = "seen not to be done"
    WATCHED = "watched and not seen done"
    LAPSED = "no longer owed"
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


def tally_dues(case: Case, window: Window = EVER) -> DueTally:
    """How the dues of the agreement that fall in a window stand under the view."""
    found = tuple(find_dues(case, window))
    outcomes = Counter(item.outcome for item in found)
    return DueTally(
        definite=outcomes[Outcome.VIOLATION],
        possible=outcomes[Outcome.POSSIBLE],
        none=outcomes[Outcome.NONE],
        pending=outcomes[None],
        by_standing=dict(Counter(item.standing.value for item in found)),
    )


def find_dues(case: Case, window: Window = EVER, *, as_of: datetime | None = None) -> Iterator[DueFinding]:
    """Every due of the provisions the view takes: one per request, or one by the deadline.

    A due falls in a window of days by when it was asked for, else by its deadline; one without
    a deadline falls in every window. ``as_of`` is an earlier moment than the snapshot's at which
    to ask whether deadlines have passed.
    """
    now = case.shared.evidence.snapshot.known_by
    for owed in _owed(case, now if now is None or as_of is None else min(now, as_of)):
        if _falls(owed, window):
            yield _judge(case, owed)


def _owed(case: Case, now: datetime | None) -> Iterator["_Owed"]:
    for provision in case.framing.taken(Deontic.REQUIRES):
        assert provision.due is not None
        if provision.due.each is None:
            yield _Owed(provision, provision.due, None, Truth.YES, bound_by(provision), now)
            continue
        for account in _told_as(case, (provision.due.each,)):
            arises = _arises(case, provision, provision.due.each, account)
            if arises is not Truth.NO:
                owing = who_owes(case, provision, account)
                if arises & owing.arises is not Truth.NO:
                    arising = arises & owing.arises
                    yield _Owed(provision, provision.due, account, arising, owing.responsible, now)


def _falls(owed: "_Owed", window: Window) -> bool:
    """By when it was asked for, else by its deadline; without one, at any time."""
    if owed.request is not None:
        return fit(owed.request.when.worlds, window).begins
    if owed.due.by is None:
        return True
    end = deadline(owed.due.by)
    return fit((When(Interval(end - _INSTANT, end), Fills.WITHIN, owed.due.by.zone),), window).begins


def _arises(case: Case, provision: Provision, each: str, account: Account) -> Truth:
    """Whether an incident is a request that creates a due: of that kind, and under the clause."""
    asked = [known(is_kind_of(kind, each)) for kind in account.kind.values]
    if Truth.YES not in asked:
        return Truth.NO
    circumstances = case.framing.circumstances
    return all_of(
        (
            agreed(asked),
            circumstances.when_truth(account.when, provision),
            circumstances.where_truth(account.where, account.origin, provision),
            Truth.UNKNOWN if account.capped or account.perhaps else Truth.YES,
        )
    )


@frozen
class _Owed:
    """One due to be judged: its clause, the request that creates it if one does, how surely, and who owes it.

    ``now`` is when it is judged; None where nothing is known at any time.
    """

    provision: Provision
    due: Due
    request: Account | None
    arises: Truth
    responsible: Responsible
    now: datetime | None

    @property
    def due_by(self) -> datetime | None:
        """The end of the day it is due by; None when the text sets none."""
        if self.due.by is not None:
            return deadline(self.due.by)
        if self.due.within_days is None or self.request is None:
            return None
        asked = span_of(self.request).end
        return None if asked is None else asked + timedelta(days=self.due.within_days)

    def since(self, agreement: Agreement) -> datetime | None:
        """From when it is owed: the request, else from when the text is in force or declared."""
        if self.request is not None:
            return span_of(self.request).start
        periods = (self.provision.period, agreement.period, agreement.declared)
        return next((period.span.start for period in periods if period is not None), None)

    @property
    def places(self) -> tuple[Location, ...]:
        """Where it is owed: the place asked for, else the clause's area."""
        zone = self.provision.area
        if self.request is not None and self.request.where.values:
            return self.request.where.values
        if zone is None:
            return ()
        distance = f"within {zone.within_km} km of " if zone.within_km is not None else ""
        return (Location.parse(distance + zone.place),)


@frozen
class _Known:
    """What is known of a due; ``open`` says what would settle it where that is not all."""

    standing: Standing
    claims: tuple[str, ...]
    restrictions: tuple[str, ...]
    open: str


def _judge(case: Case, owed: _Owed) -> DueFinding:
    found = _what_is_known(case, owed)
    outcome = _OUTCOMES[found.standing]
    if found.standing is Standing.LATE and not owed.due.late_is_breach:
        outcome = Outcome.NONE
    unsure = owed.due.effort is Effort.MEANS or owed.arises is Truth.UNKNOWN
    if found.open or (outcome is Outcome.VIOLATION and unsure):
        outcome = Outcome.POSSIBLE
    doubts = (Doubt("what", f"performance: {owed.provision.key}", found.open),) if found.open else ()
    return DueFinding(
        provision=owed.provision.key,
        request=owed.request.incident if owed.request is not None else None,
        standing=found.standing,
        outcome=outcome,
        responsible=owed.responsible,
        claims=found.claims,
        restrictions=found.restrictions,
        doubts=doubts,
    )


_OUTCOMES: Mapping[Standing, Outcome | None] = {
    Standing.PENDING: None,
    Standing.PERFORMED: Outcome.NONE,
    Standing.LATE: Outcome.VIOLATION,
    Standing.REFUSED: Outcome.VIOLATION,
    Standing.SEEN_UNDONE: Outcome.VIOLATION,
    Standing.WATCHED: Outcome.VIOLATION,
    Standing.LAPSED: Outcome.NONE,
    Standing.NOT_KNOWN: Outcome.POSSIBLE,
}

_A_VISIT = "a visit, or an uninterrupted watch"
_A_CLOSER_TIME = "a closer time of the performance, before or after the deadline"
_WHETHER_IN_FORCE = "whether the clause was still in force at the deadline: accounts differ"
_WHETHER_DONE = "whether what some say was done was done"


def _what_is_known(case: Case, owed: _Owed) -> _Known:
    performed = [
        account for account in _answers(case, owed, (owed.due.performance,)) if _is_about(account, owed)
    ]
    sure = [account for account in performed if _is_sure(account, (owed.due.performance,))]
    if sure:
        return _performed(min(sure, key=_start), owed)
    found = _not_performed(case, owed)
    if performed and _OUTCOMES[found.standing] is Outcome.VIOLATION:
        return _Known(found.standing, found.claims, found.restrictions, _WHETHER_DONE)
    return found


def _performed(account: Account, owed: _Owed) -> _Known:
    """Performed, in time or late; by a time that leaves it open, in time unless late is a breach."""
    span, due_by = span_of(account), owed.due_by
    if due_by is not None and span.start is not None and span.start >= due_by:
        return _Known(Standing.LATE, account.kind.claims, (), "")
    in_time = due_by is None or (span.end is not None and span.end <= due_by)
    unsettled = _A_CLOSER_TIME if owed.due.late_is_breach and not in_time else ""
    return _Known(Standing.PERFORMED, account.kind.claims, (), unsettled)


def _not_performed(case: Case, owed: _Owed) -> _Known:
    due_by, kinds = owed.due_by, _refusals(owed)
    refused = [
        account
        for account in _answers(case, owed, kinds)
        if _is_sure(account, kinds) and (owed.request is not None or not _refuses_a_request(case, account))
    ]
    if refused:
        return _Known(Standing.REFUSED, min(refused, key=_start).kind.claims, (), "")
    post = Post(owed.due.performance, owed.places, owed.since(case.agreement), due_by)
    restrictions = prevented(case, post)
    if seen := _seen_undone(case, owed, due_by):
        return _Known(Standing.SEEN_UNDONE, seen, restrictions, "")
    if due_by is None:
        return _Known(Standing.PENDING, (), restrictions, "")
    in_force = _in_force(case, owed, due_by)
    if in_force is Truth.NO:
        return _Known(Standing.LAPSED, (), restrictions, "")
    if owed.now is None or due_by > owed.now:
        return _Known(Standing.PENDING, (), restrictions, "")
    if in_force is Truth.UNKNOWN:
        return _Known(Standing.NOT_KNOWN, (), restrictions, _WHETHER_IN_FORCE)
    if watched := deciding(case, post):
        return _Known(Standing.WATCHED, watched, restrictions, "")
    return _Known(Standing.NOT_KNOWN, (), restrictions, _A_VISIT)


def _in_force(case: Case, owed: _Owed, due_by: datetime) -> Truth:
    """Whether a clause that nobody has to ask under was still in force when its deadline came."""
    if owed.request is not None:
        return Truth.YES
    last = When(Interval(due_by - _INSTANT, due_by), Fills.AS_OF, case.agreement.zone)
    field = Field((last,), (), denied=False, weak=False, claims=())
    return case.framing.circumstances.when_truth(field, owed.provision)


def _refusals(owed: _Owed) -> tuple[str, ...]:
    """What refuses a due; access is denied in deed too, and a request by whoever responds so to it."""
    denied_in_deed = owed.request is not None or is_kind_of(owed.due.performance, "access")
    return ("refusal", "access-denied") if denied_in_deed else ("refusal",)


def _answers(case: Case, owed: _Owed, kinds: tuple[str, ...]) -> Iterator[Account]:
    """The incidents that may be of these kinds and answer the due."""
    for account in _told_as(case, kinds):
        if account.out is not None or not any(_is_one_of(kind, kinds) for kind in account.kind.worlds):
            continue
        if (owed.request is not None and _responds(case, account, owed.request)) or (
            owed.request is None
            and _is_since(case, account, owed)
            and _in_area(case, account, owed.provision.area)
        ):
            yield account


def _told_as(case: Case, kinds: tuple[str, ...]) -> Iterator[Account]:
    """What stands of the incidents of which somebody says that they were of one of these kinds: no other was."""
    asked = {name for kind, names in case.told_as.items() if _is_one_of(kind, kinds) for name in names}
    return (case.account(name) for name in sorted(asked, key=case.order.__getitem__))


def _is_one_of(kind: str, kinds: tuple[str, ...]) -> bool:
    return any(is_kind_of(kind, coarser) for coarser in kinds)


def _is_sure(account: Account, kinds: tuple[str, ...]) -> bool:
    """Whether it stands that it happened and was of one of these kinds."""
    of_these = bool(account.kind.values) and all(_is_one_of(kind, kinds) for kind in account.kind.worlds)
    return of_these and not account.capped and "what" not in account.perhaps


def _is_about(account: Account, owed: _Owed) -> bool:
    """Whether it is about the things that are owed, or may be, because nobody says of what it is."""
    said = account.circumstances | account.means
    return (
        owed.request is not None or not owed.due.of or not account.means or not said.isdisjoint(owed.due.of)
    )


def _start(account: Account) -> datetime:
    """What is not dated comes first: nobody says that it was late."""
    return span_of(account).start or datetime.min.replace(tzinfo=UTC)


def _is_since(case: Case, account: Account, owed: _Owed) -> bool:
    """What was over before the due arose does not answer it."""
    since, end = owed.since(case.agreement), span_of(account).end
    return since is None or end is None or end > since


def _responds(case: Case, account: Account, request: Account) -> bool:
    """Whether somebody links a claim of the one as responding to a claim of the other."""
    evidence = case.shared.evidence
    asked = [claim.id for claim in evidence.incidents[request.incident]]
    asked += [claim.statement for claim in evidence.incidents[request.incident]]
    own = {claim.id for claim in evidence.incidents[account.incident]}
    own |= {claim.statement for claim in evidence.incidents[account.incident]}
    return any(link.subject in own for link in links_of(evidence, asked, (LinkKind.RESPONDS_TO,)))


def _refuses_a_request(case: Case, account: Account) -> bool:
    """Whether it refuses what somebody asked for, and so says nothing of what the text itself asks."""
    requests = (
        other
        for other in _told_as(case, ("request",))
        if any(_is_one_of(kind, ("request",)) for kind in other.kind.worlds)
    )
    return any(_responds(case, account, request) for request in requests)


def _in_area(case: Case, account: Account, zone: Zone | None) -> bool:
    if zone is None:
        return True
    places = account.where.values
    return bool(places) and all(case.shared.geography.may_be_in(place, zone) is Truth.YES for place in places)


def _seen_undone(case: Case, owed: _Owed, due_by: datetime | None) -> tuple[str, ...]:
    """Claims that what was to be gone was seen there after the deadline."""
    if owed.due.performance != "withdrawal" or due_by is None:
        return ()
    for account in _told_as(case, ("presence",)):
        at = span_of(account).start
        if at is None or at < due_by or account.out is not None:
            continue
        about = not owed.due.of or not (account.circumstances | account.means).isdisjoint(owed.due.of)
        seen = about and _is_sure(account, ("presence",)) and _in_area(case, account, owed.provision.area)
        if seen and not is_of_others(case, owed.provision, owed.responsible, seen=account, at=at):
            return account.kind.claims
    return ()
