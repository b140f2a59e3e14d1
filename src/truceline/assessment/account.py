"""Accounts: what a view holds to be said about each incident (semantics 4).

The one place where claims become values of an incident; what follows from them is elsewhere.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any, TypeAlias, TypeVar

from attrs import evolve, frozen

from truceline.assessment.admission import Admission, Admissions, Aside, Heard
from truceline.assessment.algebras import KINDS, TIMES, When, algebra_of_places
from truceline.assessment.evidence import Evidence, occurrences_of
from truceline.assessment.geography import Geography
from truceline.assessment.roles import Parts, Roles
from truceline.assessment.standing import NOTHING_SAID, Algebra, Field, Resolver, Said
from truceline.assessment.supposition import ParticipantsSupposed, Supposition, ValueSupposed
from truceline.testimony.claim import Claim, ComplianceClaim, EventClaim, LossClaim, Polarity, Role
from truceline.testimony.link import Aspect
from truceline.values.doubt import Count, Truth, hull_of_counts
from truceline.values.when import Period
from truceline.values.where import Location
from truceline.values.who import Who

V = TypeVar("V")


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
    most. ``circumstances`` were observed, ``perhaps_observed`` only by hedged accounts or origins
    perhaps not independent; ``means`` are with what it was done. ``commanders`` are those said to have ordered,
    commanded or supported it; they count only where a clause says so. ``targets`` are sets:
    actors in one set were each a target apart. ``perhaps`` names the conditions on which a
    value stands only if origins of unknown independence are independent. ``justified`` are the
    claims that name an exception for this incident.
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
    perhaps: frozenset[str]
    circumstances: frozenset[str]
    perhaps_observed: frozenset[str]
    means: frozenset[str]
    justified: tuple[ComplianceClaim, ...]
    tolls: tuple[Toll, ...]
    aggregate: bool


AccountMemory: TypeAlias = dict[tuple[str, int], Account]
"""Accounts made so far, by incident and origins needed."""


class Accounts:
    """Resolves incidents under one view."""

    def __init__(
        self,
        evidence: Evidence,
        admissions: Admissions,
        resolver: Resolver,
        geography: Geography,
        memory: AccountMemory,
    ) -> None:
        self._memory = memory
        self._evidence = evidence
        self._admissions = admissions
        self._resolver = resolver
        self._places = algebra_of_places(geography)
        self._roles = Roles(evidence, admissions, resolver)

    def of(self, incident: str) -> Account:
        """The account of one incident: in or out, and every field.

        One that an earlier view made of the same admissions is taken again; where links lead
        to other claims, those might differ, so it is made anew.
        """
        admissions = tuple(self._admissions.of(claim) for claim in self._evidence.incidents[incident])
        key = (incident, self._resolver.needed)
        known = self._memory.get(key)
        if known is not None and known.admissions == admissions and incident not in self._evidence.linked:
            return known
        made = self._memory[key] = self._make(incident, admissions)
        return made

    def _make(self, incident: str, admissions: tuple[Admission, ...]) -> Account:
        admitted = [item for item in admissions if item.aside is None]
        affirmed = [item for item in admitted if _is_affirmed(item.claim)]
        out, capped = self._presence(affirmed, admissions)
        if out is not None:
            return left_out(incident, out, admissions)
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
        return _why_out(own, admissions), ()

    def _denied_occurrence(self, admitted: Sequence[Admission]) -> tuple[str, ...]:
        """A denial that it happened which itself meets the view's needs caps the finding."""
        denials: list[Admission | Heard] = [item for item in admitted if _denies_occurrence(item.claim)]
        events = [item.claim for item in admitted if isinstance(item.claim, EventClaim)]
        denials += self._admissions.denials(events, (Aspect.OCCURRENCE, Aspect.WHOLE))
        stands = denials and self._resolver.support(denials) is not Truth.NO
        return ("its occurrence is denied",) if stands else ()

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
        circumstances, perhaps_observed = self._observed(events, lambda claim: claim.circumstances)
        fields = (
            self._field(events, lambda claim: when_of(claim.happened), TIMES, Aspect.TIME),
            self._field(events, lambda claim: claim.place, self._places, Aspect.PLACE),
            self._field(events, lambda claim: claim.kind, KINDS),
        )
        parts = self._roles.of(admitted)
        return Account(
            incident=incident,
            out=None,
            capped=capped,
            admissions=admissions,
            when=fields[0],
            where=fields[1],
            origin=_surely(self._field(events, lambda claim: claim.origin, self._places)),
            kind=fields[2],
            perpetrators=parts.perpetrators,
            commanders=parts.commanders,
            targets=parts.targets,
            participants=parts.participants,
            perhaps=_perhaps(*fields, parts),
            circumstances=circumstances,
            perhaps_observed=perhaps_observed,
            means=self._observed(events, lambda claim: (claim.means,) if claim.means else ())[0],
            justified=_justified(admitted),
            tolls=self._tolls(admitted),
            aggregate=AGGREGATE in circumstances,
        )

    def _field(
        self,
        events: Iterable[Admission],
        value_of: Callable[[EventClaim], V | None],
        algebra: Algebra[V],
        aspect: Aspect | None = None,
    ) -> Field[V]:
        """A field of the event, marked where a denial of a standing value itself stands."""
        said = []
        for item in events:
            assert isinstance(item.claim, EventClaim)
            value = value_of(item.claim)
            if value is not None:
                said.append(Said(value, item))
        found = self._resolver.resolve(said, algebra)
        if aspect is None or not any(self._evidence.links_to.get(item.admission.claim.id) for item in said):
            return found
        for value in found.values:
            behind = (item.admission.claim for item in said if algebra.within(item.value, value))
            if self._resolver.support(self._admissions.denials(behind, (aspect,))) is not Truth.NO:
                return evolve(found, denied=True)
        return found

    def _observed(
        self, events: Sequence[Admission], words_of: Callable[[EventClaim], tuple[str, ...]]
    ) -> tuple[frozenset[str], frozenset[str]]:
        """What stands of what may be observed, and what perhaps does: said by too few, or hedged."""
        firm: dict[str, list[Admission]] = defaultdict(list)
        said: dict[str, list[Admission]] = defaultdict(list)
        for item in events:
            assert isinstance(item.claim, EventClaim)
            for name in words_of(item.claim):
                said[name].append(item)
                firm[name] += [item] if item.is_firm else []
        stands = {name for name, items in firm.items() if self._resolver.support(items) is Truth.YES}
        perhaps = {name for name, items in said.items() if self._resolver.support(items) is not Truth.NO}
        return frozenset(stands), frozenset(perhaps - stands)

    def _tolls(self, admitted: Iterable[Admission]) -> tuple[Toll, ...]:
        """Per scope the hull of all admitted counts, once enough origins give one (semantics 4)."""
        said: dict[Scope, list[Said[Count]]] = defaultdict(list)
        for item in admitted:
            claim = item.claim
            # A toll for a set of incidents is shown beside, never split or added.
            if isinstance(claim, LossClaim) and _is_affirmed(claim) and self._is_of_one(claim):
                place = str(claim.place) if claim.place is not None else ""
                said[Scope(claim.harm.value, claim.victims, place)].append(Said(claim.count, item))
        return tuple(
            Toll(
                scope,
                hull_of_counts(one.value for one in items),
                tuple(one.admission.claim.id for one in items),
            )
            for scope, items in said.items()
            if self._resolver.support(one.admission for one in items) is not Truth.NO
        )

    def _is_of_one(self, claim: LossClaim) -> bool:
        return len(claim.incidents) == 1 or len(occurrences_of(claim, self._evidence.folded)) == 1


AGGREGATE = "aggregate"
"""The circumstance of a row or report that sums up several incidents."""


def under(account: Account, suppositions: Iterable[Supposition]) -> Account:
    """The account with the values that are supposed of its incident, if it is in."""
    if account.out is not None:
        return account
    for one in suppositions:
        if isinstance(one, ValueSupposed) and one.incident == account.incident:
            perhaps = _with_doubt(account.perhaps, one.aspect.condition, present=one.perhaps)
            changed: dict[str, Any] = {one.aspect.value: one.field}
            account = evolve(account, perhaps=perhaps, **changed)
        elif isinstance(one, ParticipantsSupposed) and one.incident == account.incident:
            perhaps = account.perhaps
            for condition, field in (("who", account.perpetrators), ("whom", account.targets)):
                perhaps = _with_doubt(perhaps, condition, present=one.perhaps or field.weak)
            account = evolve(account, perhaps=perhaps, participants=one.participants)
    return account


def _with_doubt(perhaps: frozenset[str], condition: str | None, *, present: bool) -> frozenset[str]:
    if condition is None:
        return perhaps
    return perhaps | {condition} if present else perhaps - {condition}


def left_out(incident: str, out: Out, admissions: tuple[Admission, ...]) -> Account:
    """The account of an incident that is out: nothing but why."""
    empty = NOTHING_SAID
    return Account(
        incident=incident, out=out, capped=(), admissions=admissions, when=empty, where=empty, origin=empty,
        kind=empty, perpetrators=empty, commanders={}, targets=empty, participants=(), perhaps=frozenset(),
        circumstances=frozenset(), perhaps_observed=frozenset(), means=frozenset(), justified=(), tolls=(), aggregate=False,
    )  # fmt: skip


def _justified(admitted: Iterable[Admission]) -> tuple[ComplianceClaim, ...]:
    """The admitted claims that name an exception for the incident."""
    claims = (item.claim for item in admitted if _is_affirmed(item.claim))
    return tuple(
        claim for claim in claims if isinstance(claim, ComplianceClaim) and claim.exception is not None
    )


def _surely(field: Field[V]) -> Field[V]:
    """A field that only some clauses ask about: what perhaps stands on it unsettles, no more."""
    return evolve(field, values=(), rivals=field.worlds, weak=False) if field.weak else field


def _perhaps(when: Field[When], where: Field[Location], kind: Field[str], parts: Parts) -> frozenset[str]:
    """The conditions that can be possible at most: enough origins only when unknowns are counted."""
    unsure = {
        "when": when.weak,
        "where": where.weak,
        "what": kind.weak,
        "who": parts.perpetrators.weak or parts.perhaps_participants,
        "whom": parts.targets.weak or parts.perhaps_participants,
    }
    return frozenset(name for name, weak in unsure.items() if weak)


def _why_out(own: Sequence[Admission], admissions: Sequence[Admission]) -> Out:
    if own:
        return Out.TOO_FEW
    reasons = {item.aside for item in admissions if _is_affirmed(item.claim) and _tells_of_it(item.claim)}
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


@cache
def when_of(period: Period | None) -> When | None:
    """A stated time as a field holds it; None where it says nothing."""
    return None if period is None or not period.is_known else When(period.span, period.fills, period.zone)


def stated_times(account: Account) -> tuple[When, ...]:
    """Every time any claim gives for the incident, admitted or not: for incidents that are out."""
    return _times_in(item.claim for item in account.admissions)


def recorded_later(now: Evidence, then: Evidence) -> dict[str, tuple[When, ...]]:
    """The incidents that entered the record only afterwards, with every time stated for them."""
    return {name: _times_in(about) for name, about in now.incidents.items() if name not in then.incidents}


def _times_in(claims: Iterable[Claim]) -> tuple[When, ...]:
    return tuple(
        when
        for claim in claims
        if isinstance(claim, EventClaim) and (when := when_of(claim.happened)) is not None
    )
