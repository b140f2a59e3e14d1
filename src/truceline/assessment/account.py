"""Accounts: what a view holds to be said about each incident (semantics 4).

The one place where claims become values of an incident; what follows from them is elsewhere.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import Any, TypeVar

from attrs import evolve, frozen

from truceline.assessment.admission import Admission, Admissions, Aside
from truceline.assessment.conduct import common_kind, is_kind_of, lineage
from truceline.assessment.evidence import Evidence, links_of
from truceline.assessment.geography import Geography
from truceline.assessment.standing import Algebra, Field, Resolver, Said
from truceline.testimony.claim import (
    Aspect,
    Claim,
    ComplianceClaim,
    EventClaim,
    LinkKind,
    LossClaim,
    Polarity,
    Role,
    RoleClaim,
)
from truceline.values.doubt import Count, Truth, hull_of_counts
from truceline.values.when import Fills, Interval, Period
from truceline.values.where import Location
from truceline.values.who import Form, Who

V = TypeVar("V")


@frozen(cache_hash=True)
class When:
    """A resolved time: bounds in UTC, how they are filled, and the zone its days are local to."""

    span: Interval
    fills: Fills
    zone: str


class Out(Enum):
    """Why an incident has no finding under a view."""

    NO_ACCOUNT = "no admitted account"
    TOO_FEW = "too few origins"
    HEDGED = "only hedged"
    WITHDRAWN = "withdrawn"
    NOT_PUBLIC = "not yet public"
    NOT_RECORDED = "not yet recorded"


@frozen
class Scope:
    """What a toll is a toll of: counts of one scope may be compared, others may not."""

    harm: str
    victims: str
    place: str


@frozen
class Toll:
    """A resolved count of one scope, and the figure as its source printed it, if that differs."""

    scope: Scope
    count: Count
    claims: tuple[str, ...]


@frozen
class Account:
    """What a view holds to be said about one incident.

    ``out`` is None when the incident is in. ``capped`` says why a finding can be possible at
    most. ``commanders`` are those said to have ordered, commanded or supported it; they count
    only where a clause says so. ``targets`` are sets: actors in one set were each a target apart. ``justified`` are
    the claims that name an exception for this incident.
    """

    incident: str
    out: Out | None
    capped: tuple[str, ...]
    admissions: tuple[Admission, ...]
    when: Field[When]
    where: Field[Location]
    origin: Field[Location]
    kind: Field[str]
    perpetrators: Field[Who]
    commanders: Mapping[Role, Field[Who]]
    targets: Field[frozenset[Who]]
    participants: tuple[Who, ...]
    circumstances: frozenset[str]
    justified: tuple[ComplianceClaim, ...]
    tolls: tuple[Toll, ...]
    aggregate: bool


class Accounts:
    """Resolves incidents under one view."""

    def __init__(
        self, evidence: Evidence, admissions: Admissions, resolver: Resolver, geography: Geography
    ) -> None:
        self._evidence = evidence
        self._admissions = admissions
        self._resolver = resolver
        self._places = Algebra[Location](
            within=lambda part, whole: geography.covers(whole, part),
            meets=geography.meet,
            hull=lambda one, other: _hull_of_places(geography, one, other),
            size=geography.size,
        )
        self._actors = _actor_algebra(evidence)

    def of(self, incident: str) -> Account:
        """The account of one incident: in or out, and every field."""
        admissions = tuple(self._admissions.of(claim) for claim in self._evidence.incidents[incident])
        admitted = [item for item in admissions if item.aside is None]
        affirmed = [item for item in admitted if _is_affirmed(item.claim)]
        out, capped = self._presence(affirmed, admissions)
        if out is not None:
            return _nothing(incident, out, admissions)
        capped += self._denied_occurrence(admitted)
        return self._resolve(incident, admissions, admitted, capped)

    def _presence(
        self, affirmed: Sequence[Admission], admissions: Sequence[Admission]
    ) -> tuple[Out | None, tuple[str, ...]]:
        """Whether existence stands: on admitted, unretracted claims from enough origins."""
        own = [item for item in affirmed if not item.coded and _tells_of_it(item.claim)]
        firm = self._resolver.support(item for item in own if item.is_firm)
        if firm is Truth.YES:
            return None, ()
        if firm is Truth.UNKNOWN:
            return None, ("origins perhaps not independent",)
        if self._resolver.support(own) is not Truth.NO:
            weak = next(item.weak for item in own if item.weak)
            return None, (f"enough only with claims that are {weak}",)
        return _why_out(affirmed, admissions), ()

    def _denied_occurrence(self, admitted: Sequence[Admission]) -> tuple[str, ...]:
        """A denial that it happened which itself meets the view's needs caps the finding."""
        denials = [item for item in admitted if _denies_occurrence(item.claim)]
        denials += self._denials_by_link(admitted, EventClaim, (Aspect.OCCURRENCE, Aspect.WHOLE))
        stands = denials and self._resolver.support(denials) is not Truth.NO
        return ("its occurrence is denied",) if stands else ()

    def _denials_by_link(
        self, admitted: Iterable[Admission], kind: type[Claim], aspects: tuple[Aspect, ...]
    ) -> list[Admission]:
        """Admitted claims linked as denials of admitted claims of a kind, about one aspect."""
        found = []
        for item in admitted:
            if not isinstance(item.claim, kind):
                continue
            for link in links_of(self._evidence, (item.claim.id,), (LinkKind.DENIES,)):
                denial = self._evidence.claims_by_id.get(link.subject)
                if link.aspect in aspects and denial is not None:
                    answer = self._admissions.of(denial)
                    found += [answer] if answer.is_firm else []
        return found

    def _resolve(
        self,
        incident: str,
        admissions: tuple[Admission, ...],
        admitted: list[Admission],
        capped: tuple[str, ...],
    ) -> Account:
        events = [
            item for item in admitted if isinstance(item.claim, EventClaim) and _is_affirmed(item.claim)
        ]
        roles = [item for item in admitted if isinstance(item.claim, RoleClaim)]
        participants = self._role(roles, Role.PARTICIPANT)
        circumstances = self._circumstances(events)
        fields = (
            self._field(events, lambda claim: _when(claim.happened), _TIMES),
            self._field(events, lambda claim: claim.place, self._places),
            self._kind(events),
            self._actor_field(roles, Role.PERPETRATED),
        )
        weakly = any(found.weak for found in fields)
        return Account(
            incident=incident,
            out=None,
            capped=capped + (("a value stands only if origins are independent",) if weakly else ()),
            admissions=admissions,
            when=fields[0],
            where=fields[1],
            origin=self._field(events, lambda claim: claim.origin, self._places),
            kind=fields[2],
            perpetrators=fields[3],
            commanders={role: self._actor_field(roles, role) for role in _ABOVE},
            targets=self._targets(roles),
            participants=participants,
            circumstances=circumstances,
            justified=tuple(
                item.claim
                for item in admitted
                if isinstance(item.claim, ComplianceClaim) and item.claim.exception is not None
            ),
            tolls=_tolls(admitted, self._resolver),
            aggregate=AGGREGATE in circumstances,
        )

    def _field(
        self, events: Iterable[Admission], value_of: Callable[[EventClaim], V | None], algebra: Algebra[V]
    ) -> Field[V]:
        said = []
        for item in events:
            assert isinstance(item.claim, EventClaim)
            value = value_of(item.claim)
            if value is not None:
                said.append(Said(value, item))
        return self._resolver.resolve(said, algebra)

    def _kind(self, events: Sequence[Admission]) -> Field[str]:
        return self._field(events, lambda claim: claim.kind, _KINDS)

    def _circumstances(self, events: Sequence[Admission]) -> frozenset[str]:
        """What stands of what may be observed; hedged observations do not."""
        said: dict[str, list[Admission]] = defaultdict(list)
        for item in events:
            assert isinstance(item.claim, EventClaim)
            for name in item.claim.circumstances if item.is_firm else ():
                said[name].append(item)
        return frozenset(name for name, items in said.items() if self._resolver.support(items) is Truth.YES)

    def _actor_field(self, roles: Sequence[Admission], role: Role) -> Field[Who]:
        """Who took a part: several named in one statement took it together."""
        together: dict[str, list[Admission]] = defaultdict(list)
        for item in roles:
            if _role_of(item.claim) is role and _is_affirmed(item.claim):
                together[item.claim.statement].append(item)
        said = [Said(who, items[0]) for items in together.values() if (who := self._joint(items)) is not None]
        found = self._resolver.resolve(said, self._actors)
        return evolve(found, denied=self._is_denied(roles, role, found.values))

    def _joint(self, items: Sequence[Admission]) -> Who | None:
        """The actors one statement names in one role; None when it only says they are unknown."""
        named = [
            self._evidence.who(item.claim.actor)
            for item in items
            if isinstance(item.claim, RoleClaim) and item.claim.actor.members
        ]
        if len(named) <= 1:
            return named[0] if named else None
        if any(who.form not in (Form.ONE, Form.JOINT) for who in named):
            return named[0]
        members = tuple(sorted({member for who in named for member in who.members}))
        return Who.one(members[0]) if len(members) == 1 else Who(Form.JOINT, members, "")

    def _is_denied(self, roles: Sequence[Admission], role: Role, standing: Iterable[Who]) -> bool:
        """Whether *not v* stands for some standing v: it must itself meet the view's needs."""
        denials: dict[Who, list[Admission]] = defaultdict(list)
        for item in roles:
            if item.is_firm and _role_of(item.claim) is role and not _is_affirmed(item.claim):
                assert isinstance(item.claim, RoleClaim)
                denials[self._evidence.who(item.claim.actor)].append(item)
        for value in standing:
            against = [said for who, items in denials.items() if _touches(who, value) for said in items]
            against += self._linked_denials(roles, role, value)
            if against and self._resolver.support(against) is not Truth.NO:
                return True
        return False

    def _linked_denials(self, roles: Sequence[Admission], role: Role, value: Who) -> list[Admission]:
        aspect = Aspect.TARGET if role is Role.TARGET else Aspect.AUTHORSHIP
        naming = [
            item
            for item in roles
            if _role_of(item.claim) is role
            and isinstance(item.claim, RoleClaim)
            and self._evidence.who(item.claim.actor) == value
        ]
        return self._denials_by_link(naming, RoleClaim, (aspect, Aspect.WHOLE))

    def _role(self, roles: Sequence[Admission], role: Role) -> tuple[Who, ...]:
        named = [
            self._evidence.who(item.claim.actor)
            for item in roles
            if isinstance(item.claim, RoleClaim)
            and item.claim.role is role
            and item.is_firm
            and _is_affirmed(item.claim)
        ]
        return tuple(dict.fromkeys(named))

    def _targets(self, roles: Sequence[Admission]) -> Field[frozenset[Who]]:
        """Whom it hit: those one statement names were each a target apart."""
        apart: dict[str, list[Admission]] = defaultdict(list)
        for item in roles:
            if _role_of(item.claim) is Role.TARGET and _is_affirmed(item.claim):
                apart[item.claim.statement].append(item)
        said = []
        for items in apart.values():
            whom = frozenset(
                self._evidence.who(item.claim.actor)
                for item in items
                if isinstance(item.claim, RoleClaim) and item.claim.actor.members
            )
            if whom:
                said.append(Said(whom, items[0]))
        found = self._resolver.resolve(said, _TARGETS)
        members = (who for whom in found.values for who in whom)
        denied = self._is_denied(roles, Role.TARGET, members)
        return evolve(found, denied=denied)


_ABOVE = (Role.ORDERED, Role.COMMANDED, Role.SUPPORTED)

AGGREGATE = "aggregate"
"""The circumstance of a row or report that sums up several incidents."""


def _nothing(incident: str, out: Out, admissions: tuple[Admission, ...]) -> Account:
    empty: Field[Any] = Field((), (), denied=False, weak=False, claims=())
    return Account(
        incident=incident, out=out, capped=(), admissions=admissions, when=empty, where=empty, origin=empty,
        kind=empty, perpetrators=empty, commanders={}, targets=empty, participants=(),
        circumstances=frozenset(), justified=(), tolls=(), aggregate=False,
    )  # fmt: skip


def _why_out(affirmed: Sequence[Admission], admissions: Sequence[Admission]) -> Out:
    if affirmed:
        return Out.TOO_FEW
    reasons = {item.aside for item in admissions}
    for aside, out in (
        (Aside.RETRACTED, Out.WITHDRAWN),
        (Aside.HEDGED, Out.HEDGED),
        (Aside.NOT_PUBLIC, Out.NOT_PUBLIC),
        (Aside.PUBLIC_UNKNOWN, Out.NOT_PUBLIC),
    ):
        if aside in reasons:
            return out
    return Out.NO_ACCOUNT


def _is_affirmed(claim: Claim) -> bool:
    return claim.polarity is Polarity.AFFIRMED


def _tells_of_it(claim: Claim) -> bool:
    """Whether a claim says that the incident was; a judgement of one says it is judged."""
    return not isinstance(claim, ComplianceClaim)


def _denies_occurrence(claim: Claim) -> bool:
    return isinstance(claim, EventClaim) and not _is_affirmed(claim)


def _role_of(claim: Claim) -> Role | None:
    return claim.role if isinstance(claim, RoleClaim) else None


def _touches(denied: Who, value: Who) -> bool:
    return denied == value or bool(set(denied.members) & set(value.members))


def _when(period: Period | None) -> When | None:
    return None if period is None or not period.is_known else When(period.span, period.fills, period.zone)


def stated_times(account: Account) -> tuple[When, ...]:
    """Every time any claim gives for the incident, admitted or not: for incidents that are out."""
    return tuple(
        when
        for item in account.admissions
        if isinstance(item.claim, EventClaim) and (when := _when(item.claim.happened)) is not None
    )


def _hull_of_times(one: When, other: When) -> When | None:
    if not one.span.overlaps(other.span):
        return None
    starts, ends = (one.span.start, other.span.start), (one.span.end, other.span.end)
    start = None if None in starts else min(start for start in starts if start is not None)
    end = None if None in ends else max(end for end in ends if end is not None)
    return When(Interval(start, end), one.fills, one.zone)


def _length(when: When) -> float:
    if when.span.start is None or when.span.end is None:
        return float("inf")
    return (when.span.end - when.span.start).total_seconds()


_TIMES = Algebra[When](
    within=lambda part, whole: whole.span.contains(part.span),
    meets=lambda one, other: one.span.overlaps(other.span),
    hull=_hull_of_times,
    size=_length,
)

_KINDS = Algebra[str](
    within=is_kind_of,
    meets=lambda one, other: is_kind_of(one, other) or is_kind_of(other, one),
    hull=common_kind,
    size=lambda kind: -len(lineage(kind)),
)


def _hull_of_places(geography: Geography, one: Location, other: Location) -> Location | None:
    if not geography.meet(one, other):
        return None
    if geography.covers(one, other):
        return one
    if geography.covers(other, one):
        return other
    return Location(tuple(dict.fromkeys((*one.alternatives, *other.alternatives))), "")


def _actor_algebra(evidence: Evidence) -> Algebra[Who]:
    """The entity, else its class, else the alternatives it is one of."""

    def within(part: Who, whole: Who) -> bool:
        if part == whole:
            return True
        if whole.form is Form.ALTERNATIVES:
            return set(part.members) <= set(whole.members) and part.form is not Form.JOINT
        return whole.form is Form.CLASS and part.form is Form.ONE and part.members[0] in members(whole)

    def members(whole: Who) -> tuple[str, ...]:
        actor = evidence.snapshot.actors.get(whole.members[0])
        return actor.members or () if actor is not None else ()

    def hull(one: Who, other: Who) -> Who | None:
        return other if within(one, other) else one if within(other, one) else None

    return Algebra[Who](
        within=within,
        meets=lambda one, other: within(one, other) or within(other, one),
        hull=hull,
        size=lambda who: _FORM_SIZE[who.form] + len(who.members),
    )


_FORM_SIZE = {Form.ONE: 0, Form.JOINT: 1, Form.ALTERNATIVES: 100, Form.CLASS: 1000}

_TARGETS = Algebra[frozenset[Who]](
    within=lambda part, whole: part <= whole,
    meets=lambda one, other: bool(one & other),
    hull=lambda one, other: one & other or None,
    size=len,
)


def _tolls(admitted: Iterable[Admission], resolver: Resolver) -> tuple[Toll, ...]:
    """Per scope the hull of all admitted counts, once enough origins give one (semantics 4)."""
    said: dict[Scope, list[Said[Count]]] = defaultdict(list)
    for item in admitted:
        claim = item.claim
        # A toll for a set of incidents is shown beside, never split or added.
        if isinstance(claim, LossClaim) and len(claim.incidents) == 1 and _is_affirmed(claim):
            place = str(claim.place) if claim.place is not None else ""
            said[Scope(claim.harm.value, claim.victims, place)].append(Said(claim.count, item))
    return tuple(
        Toll(
            scope, hull_of_counts(one.value for one in items), tuple(one.admission.claim.id for one in items)
        )
        for scope, items in said.items()
        if resolver.support(one.admission for one in items) is not Truth.NO
    )
