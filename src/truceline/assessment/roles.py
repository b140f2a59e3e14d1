"""Who took which part in an incident, as a view holds it: perpetrators, targets, participants."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from attrs import evolve, frozen

from truceline.assessment.admission import Admission, Admissions, Heard
from truceline.assessment.algebras import TARGETS, algebra_of_actors
from truceline.assessment.evidence import Evidence
from truceline.assessment.standing import NOTHING_SAID, Field, Resolver, Said
from truceline.testimony.claim import Claim, Polarity, Role, RoleClaim
from truceline.testimony.link import Aspect
from truceline.values.doubt import Truth
from truceline.values.who import Form, Who

V = TypeVar("V")
_ABOVE = (Role.ORDERED, Role.COMMANDED, Role.SUPPORTED)


@frozen
class Parts:
    """Who took which part.

    ``targets`` are sets: actors in one set were each a target apart. ``perhaps_participants``
    says that some participant is denied, or stands only if its origins are independent. ``commanders`` are those
    said to have ordered, commanded or supported it; they count only where a clause says so.
    """

    perpetrators: Field[Who]
    targets: Field[frozenset[Who]]
    participants: tuple[Who, ...]
    perhaps_participants: bool
    commanders: Mapping[Role, Field[Who]]


NOBODY_NAMED = Parts(NOTHING_SAID, NOTHING_SAID, (), perhaps_participants=False, commanders={})
"""The parts of an incident of which no admitted claim tells any."""


@frozen
class _Naming:
    """The admitted claims on one role: those that name somebody in it, those that deny somebody."""

    affirmed: list[Admission]
    denied: list[Admission]


class Roles:
    """Resolves who took which part, under one view."""

    def __init__(self, evidence: Evidence, admissions: Admissions, resolver: Resolver) -> None:
        self._evidence = evidence
        self._admissions = admissions
        self._resolver = resolver
        self._actors = algebra_of_actors(evidence)
        self._judged: dict[Who, Who] = {}

    def of(self, admitted: Iterable[Admission]) -> Parts:
        """The parts that admitted claims about one incident tell of."""
        namings = _by_role(admitted)
        if not namings:
            return NOBODY_NAMED
        participants = self._participants(namings)
        return Parts(
            perpetrators=self._actor(namings, Role.PERPETRATED),
            targets=self._targets(namings),
            participants=tuple(participants),
            perhaps_participants=Truth.UNKNOWN in participants.values(),
            commanders={role: self._actor(namings, role) for role in _ABOVE if role in namings},
        )

    def _actor(self, namings: Mapping[Role, _Naming], role: Role) -> Field[Who]:
        """Who took a part: several named in one statement took it together."""
        naming = namings.get(role)
        if naming is None:
            return NOTHING_SAID
        said = [
            Said(who, items[-1])
            for items in _by_statement(naming.affirmed)
            if (who := self._joint(items)) is not None
        ]
        found = _resting_on(self._resolver.resolve(said, self._actors), naming)
        return self._with_denial(found, naming, role, found.values)

    def _joint(self, items: Sequence[Admission]) -> Who | None:
        """The actors one statement names in one role; None when it only says they are unknown."""
        return together([self._named(item) for item in items])

    def _targets(self, namings: Mapping[Role, _Naming]) -> Field[frozenset[Who]]:
        """Whom it hit: those one statement names were each a target apart."""
        naming = namings.get(Role.TARGET)
        if naming is None:
            return NOTHING_SAID
        said = []
        for items in _by_statement(naming.affirmed):
            whom = frozenset(who for item in items if (who := self._named(item)).members)
            if whom:
                said.append(Said(whom, items[-1]))
        found = _resting_on(self._resolver.resolve(said, TARGETS), naming)
        members = (who for whom in found.values for who in whom)
        return self._with_denial(found, naming, Role.TARGET, members)

    def _participants(self, namings: Mapping[Role, _Naming]) -> dict[Who, Truth]:
        """Those said to have taken part, no direction told; each must itself stand, and how surely."""
        naming = namings.get(Role.PARTICIPANT)
        if naming is None:
            return {}
        saying: dict[Who, list[Admission]] = defaultdict(list)
        for item in naming.affirmed:
            if item.is_firm:
                saying[self._named(item)].append(item)
        support = {who: self._resolver.support(items) for who, items in saying.items()}
        deniable = self._is_deniable(naming)
        return {
            who: Truth.UNKNOWN if deniable and self._is_denied(naming, Role.PARTICIPANT, who) else truth
            for who, truth in support.items()
            if truth is not Truth.NO
        }

    def _named(self, item: Admission) -> Who:
        assert isinstance(item.claim, RoleClaim)
        told = item.claim.actor
        found = self._judged.get(told)
        if found is None:
            found = self._judged[told] = self._evidence.who(told)
        return found

    def _is_deniable(self, naming: _Naming) -> bool:
        """Whether anything is told or linked that may deny what is affirmed here."""
        linked = self._evidence.links_to
        return bool(naming.denied) or any(linked.get(item.claim.id) for item in naming.affirmed)

    def _with_denial(self, found: Field[V], naming: _Naming, role: Role, standing: Iterable[Who]) -> Field[V]:
        """The field, marked where *not v* stands for some standing v: it must itself meet the needs."""
        if self._is_deniable(naming) and any(self._is_denied(naming, role, value) for value in standing):
            return evolve(found, denied=True)
        return found

    def _is_denied(self, naming: _Naming, role: Role, value: Who) -> bool:
        against: list[Admission | Heard] = [
            item for item in naming.denied if item.is_firm and _touches(self._named(item), value)
        ]
        against += self._linked_denials(naming, role, value)
        return self._resolver.support(against) is not Truth.NO

    def _linked_denials(self, naming: _Naming, role: Role, value: Who) -> Iterator[Admission | Heard]:
        aspect = Aspect.TARGET if role is Role.TARGET else Aspect.AUTHORSHIP
        against = (item.claim for item in naming.affirmed if _touches(self._named(item), value))
        return self._admissions.denials(against, (aspect, Aspect.WHOLE))


def together(whos: Iterable[Who]) -> Who | None:
    """Those whom one statement names in one role, as one actor; None when it names nobody."""
    named = [who for who in whos if who.members]
    if len(named) <= 1:
        return named[0] if named else None
    members = {member for who in named if who.form is not Form.ALTERNATIVES for member in who.members}
    if len(members) <= 1:
        return min(named, key=lambda who: (who.form is Form.ALTERNATIVES, str(who)))
    return Who(Form.JOINT, tuple(members), "")


def _resting_on(found: Field[V], naming: _Naming) -> Field[V]:
    """The field with all the claims it rests on, not one for each statement."""
    if len(naming.affirmed) <= 1:
        return found
    return evolve(found, claims=tuple(item.claim.id for item in naming.affirmed))


def _by_role(admitted: Iterable[Admission]) -> dict[Role, _Naming]:
    found: dict[Role, _Naming] = {}
    for item in admitted:
        claim: Claim = item.claim
        if isinstance(claim, RoleClaim):
            naming = found.setdefault(claim.role, _Naming([], []))
            (naming.affirmed if claim.polarity is Polarity.AFFIRMED else naming.denied).append(item)
    return found


def _by_statement(items: Iterable[Admission]) -> Iterator[list[Admission]]:
    """The claims of each statement, the firm ones first: they alone, and all where some are not firm."""
    found: dict[str, list[Admission]] = defaultdict(list)
    for item in items:
        found[item.claim.statement].append(item)
    for several in found.values():
        firm = [item for item in several if item.is_firm]
        if firm:
            yield firm
        if len(firm) < len(several):
            yield [*firm, *(item for item in several if not item.is_firm)]


def _touches(denied: Who, value: Who) -> bool:
    return denied == value or not set(denied.members).isdisjoint(value.members)
