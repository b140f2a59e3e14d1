"""States: what admitted claims say of who has accepted, who is excluded and who belongs to whom.

Each claim becomes facts, one for each origin it rests on; what follows from them at a moment is
the framework's to answer. Nothing is projected backwards.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from attrs import evolve, field, frozen

from truceline.assessment.admission import Admission, Admissions, FrameworkAnswer, public_span
from truceline.assessment.evidence import Evidence
from truceline.assessment.origins import Origin
from truceline.testimony.claim import Claim, Polarity, Position, RelationClaim, StandingClaim
from truceline.testimony.statement import Statement
from truceline.values.doubt import Truth
from truceline.values.who import Form

SYMMETRIC = frozenset({"affiliated-with", "allied-with", "associated-with"})
SEPARATE = "separate-from"
INSTANT = timedelta(microseconds=1)
BEGINNING = datetime.min.replace(tzinfo=UTC)
END = datetime.max.replace(tzinfo=UTC)


@frozen
class Fact:
    """One origin's word on one state, from a day on."""

    origin: str
    start: datetime
    end: datetime | None
    holds: bool
    firm: bool
    claim: str


Tie = tuple[str, str, str]
"""Subject, relation and object."""

Stand = tuple[str, str]
"""Actor and agreement."""


@frozen
class States:
    """The facts of every state that some admitted claim tells of."""

    relations: Mapping[Tie, tuple[Fact, ...]]
    accepted: Mapping[Stand, tuple[Fact, ...]]
    excluded: Mapping[Stand, tuple[Fact, ...]]

    def of_tie(self, tie: Tie) -> tuple[Fact, ...]:
        """What is said of a tie, both ways round if it has no direction."""
        subject, relation, other = tie
        facts = self.relations.get(tie, ())
        if relation in SYMMETRIC:
            facts += self.relations.get((other, relation, subject), ())
        return facts

    def with_tie(self, tie: Tie, facts: tuple[Fact, ...]) -> "States":
        """The same states, but for what is said of one tie."""
        subject, relation, other = tie
        relations = {**self.relations, tie: facts}
        if relation in SYMMETRIC and subject != other:
            relations.pop((other, relation, subject), None)
        return evolve(self, relations=relations)

    def with_standing(self, stand: Stand, facts: tuple[Fact, ...], *, excluded: bool) -> "States":
        """The same states, but for what is said of one standing."""
        if excluded:
            return evolve(self, excluded={**self.excluded, stand: facts})
        return evolve(self, accepted={**self.accepted, stand: facts})


Told = tuple[tuple[str, Tie | Stand, tuple[Fact, ...]], ...]
"""What one claim tells: of which store, of which state in it, and which facts."""


def read_states(evidence: Evidence, admissions: Admissions) -> States:
    """The states that the admitted claims of the evidence tell of."""
    return states_told(read_claims(evidence, admissions, {}, FactsHeard()).values())


@frozen(eq=False)
class Plain:
    """A claim on which nothing but its speaker and day decides, and what it told by how its statement was answered."""

    statement: Statement
    told: dict[FrameworkAnswer, Told] = field(factory=dict)


@frozen(eq=False)
class FactsHeard:
    """What claims told views of the same evidence: the same words, answered alike, tell the same.

    ``facts`` are those of a claim, by its id, whether it says that a state holds, and firmly; with the origins they are of.
    ``plain`` are the claims that are not coded from others, not imputed, and of which no link says anything.
    """

    facts: dict[tuple[str, bool, bool], tuple[tuple[Origin, ...], tuple[Fact, ...]]] = field(factory=dict)
    plain: dict[str, Plain] = field(factory=dict)

    def look_over(self, evidence: Evidence) -> None:
        """Find the plain claims of the evidence, once."""
        if self.plain:
            return
        links = evidence.links_to
        for claim in (*evidence.relations, *evidence.standings):
            statement = evidence.statement_of(claim)
            is_linked = links.get(claim.id) or links.get(statement.id)
            if statement.reported and not statement.coded_from and not is_linked:
                self.plain[claim.id] = Plain(statement)


def read_claims(
    evidence: Evidence, admissions: Admissions, known: Mapping[str, Told], heard: FactsHeard
) -> dict[str, Told]:
    """What each claim on ties and standings tells; those in ``known`` are not read again.

    ``heard`` are the facts that other views of the same evidence heard: the same words are the same facts.
    """
    return read_some((*evidence.relations, *evidence.standings), (evidence, admissions), known, heard)


def read_some(
    claims: Iterable[RelationClaim | StandingClaim],
    asking: tuple[Evidence, Admissions],
    known: Mapping[str, Told],
    heard: FactsHeard,
) -> dict[str, Told]:
    """The same of some of the claims on ties and standings."""
    heard.look_over(asking[0])
    reader = _Reader(*asking, heard)
    found: dict[str, Told] = {}
    for claim in claims:
        told = known.get(claim.id)
        found[claim.id] = reader.told(claim) if told is None else told
    return found


def states_told(several: Iterable[Told]) -> States:
    """The states that claims tell of, from what each of them tells, in their order."""
    stores: dict[str, dict[Any, list[Fact]]] = {name: defaultdict(list) for name in _STORES}
    for told in several:
        for store, key, facts in told:
            stores[store][key].extend(facts)
    return States(*({key: tuple(facts) for key, facts in stores[name].items()} for name in _STORES))


_STORES = ("relations", "accepted", "excluded")


@frozen
class _Reader:
    """Reads what claims tell, as a view admits them."""

    evidence: Evidence
    admissions: Admissions
    heard: FactsHeard

    def told(self, claim: RelationClaim | StandingClaim) -> Told:
        """What a claim tells; a plain one is not read again where its statement was answered like this before."""
        plain = self.heard.plain.get(claim.id)
        if plain is None:
            return self._read(claim)
        answer = self.admissions.answer_in_framework(plain.statement)
        found = plain.told.get(answer)
        if found is None:
            found = plain.told[answer] = self._read(claim)
        return found

    def _read(self, claim: RelationClaim | StandingClaim) -> Told:
        return self.of_relation(claim) if isinstance(claim, RelationClaim) else self.of_standing(claim)

    def of_relation(self, claim: RelationClaim) -> Told:
        admission = self.admissions.in_framework(claim)
        if admission.aside is not None:
            return ()
        affirmed = claim.polarity is Polarity.AFFIRMED
        # Not to be separate is not yet to be tied: it unsettles, no more.
        firm = admission.is_firm and (affirmed or claim.relation != SEPARATE)
        return tuple(
            ("relations", tie, self._facts(admission, holds=holds, firm=firm))
            for tie, holds in ties_of(self.evidence, claim)
        )

    def of_standing(self, claim: StandingClaim) -> Told:
        reading = READINGS.get(claim.position)
        if reading is None or claim.actor.form is Form.ALTERNATIVES:
            return ()
        store = "excluded" if reading == "excluded" else "accepted"
        return tuple(
            (store, (self.evidence.actor(member), claim.agreement), self._words(claim, member))
            for member in claim.actor.members
        )

    def _words(self, claim: StandingClaim, member: str) -> tuple[Fact, ...]:
        """What a claim says of one actor's position, as far as it is admitted."""
        own = is_own(self.evidence, claim, member)
        admission = self.admissions.in_framework(claim, own_position=own)
        if admission.aside is not None:
            return ()
        affirmed = claim.polarity is Polarity.AFFIRMED
        refusing = READINGS[claim.position] == "not accepted"
        # Not to have refused is not to have accepted: it unsettles a refusal, no more.
        firm = admission.is_firm and (affirmed or not refusing)
        return self._facts(admission, holds=affirmed is not refusing, firm=firm)

    def _facts(self, admission: Admission, *, holds: bool, firm: bool) -> tuple[Fact, ...]:
        key = admission.claim.id, holds, firm
        origins, facts = self.heard.facts.get(key, (None, ()))
        if origins is not admission.origins:
            facts = tuple(_facts(self.evidence, admission, holds=holds, firm=firm))
            self.heard.facts[key] = admission.origins, facts
        return facts


def ties_of(evidence: Evidence, claim: RelationClaim) -> Iterator[tuple[Tie, bool]]:
    """The ties a claim speaks of, and whether it says that they hold."""
    subject, other = evidence.actor(claim.subject), evidence.actor(claim.object)
    affirmed = claim.polarity is Polarity.AFFIRMED
    if claim.relation != SEPARATE:
        yield (subject, claim.relation, other), affirmed
    else:
        # To call two separate is to deny every tie without a direction between them.
        for relation in sorted(SYMMETRIC):
            yield (subject, relation, other), not affirmed


def is_own(evidence: Evidence, claim: StandingClaim, member: str) -> bool:
    """Whether it is an actor's own acceptance of, refusal of or withdrawal from an agreement."""
    speaker = evidence.statement_of(claim).speaker.source
    source = evidence.snapshot.sources.get(speaker or "")
    if source is None or source.actor is None or claim.position is Position.EXCLUDED:
        return False
    return evidence.actor(source.actor) == evidence.actor(member)


def _facts(evidence: Evidence, admission: Admission, *, holds: bool, firm: bool) -> Iterator[Fact]:
    claim = admission.claim
    start = start_of(evidence, claim)
    if start is None:
        return
    end = claim.happened.span.end if claim.happened is not None else None
    for origin in admission.origins:
        yield Fact(origin.key, start, end, holds, firm, claim.id)


def start_of(evidence: Evidence, claim: Claim) -> datetime | None:
    """From when a state holds: its stated start, else the day said, else when it became public."""
    if claim.happened is not None and claim.happened.span.start is not None:
        return claim.happened.span.start
    statement = evidence.statement_of(claim)
    if statement.said is not None and statement.said.span.start is not None:
        return statement.said.span.start
    return public_span(statement, evidence.snapshot.documents)[0]


READINGS: Mapping[Position, str] = {
    Position.ACCEPTED: "accepted",
    Position.BOUND: "accepted",
    Position.REFUSED: "not accepted",
    Position.WITHDRAWN: "not accepted",
    Position.EXCLUDED: "excluded",
}
"""How a position bears on a clause; who sponsors or observes is not followed."""


def changes(facts: Iterable[Fact], days: int | None) -> Iterator[datetime]:
    """Every moment at which one of these facts begins, ends or goes stale."""
    for fact in facts:
        yield fact.start
        if fact.end is not None:
            yield fact.end
        elif days is not None:
            yield fact.start + timedelta(days=days) + INSTANT


def state_at(facts: Iterable[Fact], moment: datetime, days: int | None) -> Truth | None:
    """What the origins' latest words say at a moment; hedged words only unsettle firm ones.

    Words gone stale count only where nobody has a fresher one.
    """
    firm: set[Truth | None] = set()
    hedged: set[Truth | None] = set()
    for fact in _latest(facts, moment):
        (firm if fact.firm else hedged).add(_word(fact, moment, days))
    if fresh := firm & _KNOWN:
        return next(iter(fresh)) if len(fresh | (hedged & _KNOWN)) == 1 else Truth.UNKNOWN
    return Truth.UNKNOWN if (firm | hedged) - {None} else None


_KNOWN = {Truth.YES, Truth.NO}


def _latest(facts: Iterable[Fact], moment: datetime) -> Iterator[Fact]:
    """Each origin's last words by then; of words of one day neither replaces the other."""
    begun: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.start <= moment:
            begun.setdefault(fact.origin, []).append(fact)
    for said in begun.values():
        if len(said) == 1:
            yield said[0]
            continue
        last = max(fact.start for fact in said)
        last_firm = max((fact.start for fact in said if fact.firm), default=last)
        yield from (fact for fact in said if fact.start == (last_firm if fact.firm else last))


def _word(fact: Fact, moment: datetime, days: int | None) -> Truth | None:
    """One origin's word at a moment: gone once ended, unknown once it has gone stale."""
    if fact.end is not None:
        return (Truth.YES if fact.holds else Truth.NO) if moment < fact.end else None
    if days is not None and moment - fact.start > timedelta(days=days):
        return Truth.UNKNOWN
    return Truth.YES if fact.holds else Truth.NO
