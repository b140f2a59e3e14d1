"""The framework a view takes: who has accepted, who is excluded, who belongs to whom, and since when.

A state claim without an end holds from its stated start, else the day said, until a later
admitted claim of the same origin ends or replaces it, at most as long as the view lets it
persist. Another source's contrary claim ends nothing: while both hold, it is unknown
(semantics 5). Nothing is projected backwards.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

from attrs import frozen

from truceline.assessment.admission import Admission, Admissions, public_span
from truceline.assessment.evidence import Evidence
from truceline.assessment.view import Persistence
from truceline.testimony.claim import Claim, Polarity, Position, RelationClaim, StandingClaim
from truceline.values.doubt import Truth
from truceline.values.when import Interval
from truceline.values.who import Form

SYMMETRIC = frozenset({"affiliated-with", "allied-with", "associated-with"})
SEPARATE = "separate-from"
_INSTANT = timedelta(microseconds=1)
_BEGINNING = datetime.min.replace(tzinfo=UTC)
_END = datetime.max.replace(tzinfo=UTC)


@frozen
class Fact:
    """One origin's word on one state, from a day on."""

    origin: str
    start: datetime
    end: datetime | None
    holds: bool
    firm: bool
    claim: str


@frozen
class Answer:
    """Yes, no or unknown, with the claims behind it; ``truth`` is None where nobody says anything."""

    truth: Truth | None
    claims: tuple[str, ...]

    def known_as(self, silent: Truth) -> Truth:
        """The answer, with a stated reading of silence."""
        return silent if self.truth is None else self.truth


@frozen
class Facts:
    """The words a framework rests on, by tie and by (actor, agreement); and how long they last.

    ``outside`` are actors taken to be associated with nobody.
    """

    relations: Mapping[tuple[str, str, str], tuple[Fact, ...]]
    accepted: Mapping[tuple[str, str], tuple[Fact, ...]]
    excluded: Mapping[tuple[str, str], tuple[Fact, ...]]
    persists: Persistence
    outside: frozenset[str]


SILENCE = Answer(None, ())
_ASSUMED_OUTSIDE = Answer(Truth.NO, ("assumed",))


@frozen
class Assumption:
    """A standing taken for granted, to see what the answer to a question would settle.

    Who has not accepted is taken to be outside for good: associated with no party either.
    """

    actor: str
    agreement: str
    accepted: bool


class Framework:
    """Looks states up as of the time of an incident, under one view.

    Invariant: a pure function of evidence and view; answers are remembered.
    """

    def __init__(
        self,
        evidence: Evidence,
        admissions: Admissions,
        persists: Persistence,
        assumptions: tuple[Assumption, ...] = (),
    ) -> None:
        self._evidence = evidence
        self._admissions = admissions
        self._persists = persists
        self._relations = self._read_relations()
        self._accepted, self._excluded = self._read_standings()
        for assumed in assumptions:
            self._accepted[assumed.actor, assumed.agreement] = (_taken_for_granted(assumed),)
        self._neighbours = self._read_neighbours()
        self._changes = self._read_changes()
        self._outside = frozenset(one.actor for one in assumptions if not one.accepted)
        self._related: dict[tuple[str, tuple[str, ...], tuple[str, ...], Interval], Answer] = {}

    @property
    def facts(self) -> "Facts":
        """All that is held, for who lays it out otherwise."""
        return Facts(self._relations, self._accepted, self._excluded, self._persists, self._outside)

    def related(
        self, subject: str, relations: tuple[str, ...], objects: tuple[str, ...], span: Interval
    ) -> Answer:
        """Whether an actor has one of these relations to one of these, through any number of steps."""
        if subject in self._outside:
            return _ASSUMED_OUTSIDE
        key = (subject, relations, objects, span)
        found = self._related.get(key)
        if found is None:
            found = self._related[key] = self._search(subject, relations, frozenset(objects), span)
        return found

    def _search(
        self, subject: str, relations: tuple[str, ...], objects: frozenset[str], span: Interval
    ) -> Answer:
        """The surest path over stated ties; a direct denial makes an indirect path unknown."""
        reached = {subject: Truth.YES}
        claims: list[str] = []
        denied = False
        waiting = [subject]
        while waiting:
            name = waiting.pop()
            for relation in relations:
                for other in self._neighbours.get((name, relation), ()):
                    answer = self.direct(name, relation, other, span)
                    if answer.truth is None:
                        continue
                    claims.extend(answer.claims)
                    denied |= name == subject and other in objects and answer.truth is Truth.NO
                    held = reached[name] & answer.truth
                    if held is not Truth.NO and reached.get(other) not in (held, Truth.YES):
                        reached[other] = held
                        waiting.append(other)
        best = {reached[name] for name in objects if name in reached and name != subject}
        return Answer(_of_paths(best, denied=denied), tuple(dict.fromkeys(claims)))

    def direct(self, subject: str, relation: str, other: str, span: Interval) -> Answer:
        """What admitted claims say of one tie at that time, both ways round if it has no direction."""
        facts = list(self._relations.get((subject, relation, other), ()))
        if relation in SYMMETRIC:
            facts += self._relations.get((other, relation, subject), ())
        return self._at(facts, span, self._persists.relation)

    def accepted(self, actor: str, agreement: str, span: Interval) -> Answer:
        """Whether an actor stands as having accepted an agreement at that time."""
        return self._at(self._accepted.get((actor, agreement), ()), span, self._persists.standing)

    def excluded(self, actor: str, agreement: str, span: Interval) -> Answer:
        """Whether an actor stands as excluded from an agreement at that time."""
        return self._at(self._excluded.get((actor, agreement), ()), span, self._persists.standing)

    def is_in(self, position: Position, actor: str, agreement: str, span: Interval) -> Truth:
        """Whether an actor is in a position; who sponsors or observes is not followed: unknown."""
        reading = _READINGS.get(position)
        if reading is None:
            return Truth.UNKNOWN
        ask = self.excluded if reading == "excluded" else self.accepted
        answer = ask(actor, agreement, span).known_as(Truth.UNKNOWN)
        return ~answer if reading == "not accepted" else answer

    def state_span(self, span: Interval) -> Interval:
        """A stretch with the same states at both ends: moved back to where they last changed.

        Incidents between the same changes are asked the same question, so that it is
        answered once.
        """
        start = None if span.start is None else self._last_change(span.start)
        end = None if span.end is None else self._last_change(span.end - _INSTANT) + _INSTANT
        return Interval(start, end)

    def _last_change(self, moment: datetime) -> datetime:
        number = bisect_right(self._changes, moment)
        return self._changes[number - 1] if number else _BEGINNING

    def _read_changes(self) -> list[datetime]:
        """Every moment at which some fact begins, ends or goes stale."""
        found: set[datetime] = set()
        for store, days in (
            (self._relations.values(), self._persists.relation),
            (self._accepted.values(), self._persists.standing),
            (self._excluded.values(), self._persists.standing),
        ):
            for facts in store:
                found.update(changes_of(facts, days))
        return sorted(found)

    def _at(self, facts: Iterable[Fact], span: Interval, days: int | None) -> Answer:
        """The answer that holds all through a stretch of time; unknown where it changes."""
        held = tuple(facts)
        if not held:
            return SILENCE
        first = _BEGINNING if span.start is None else span.start
        last = (_END if span.end is None else span.end) - _INSTANT
        moments = {first, last, *(moment for moment in changes_of(held, days) if first < moment < last)}
        answers = {state_of(held, moment, days) for moment in moments}
        truth = answers.pop() if len(answers) == 1 else Truth.UNKNOWN
        return Answer(truth, tuple(fact.claim for fact in held))

    def _read_relations(self) -> dict[tuple[str, str, str], tuple[Fact, ...]]:
        facts: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
        for claim in self._evidence.relations:
            admission = self._admissions.in_framework(claim)
            if admission.aside is None:
                affirmed = claim.polarity is Polarity.AFFIRMED
                # Not to be separate is not yet to be tied: it unsettles, no more.
                firm = admission.is_firm and (affirmed or claim.relation != SEPARATE)
                for key, holds in self._ties_of(claim):
                    facts[key].extend(self._facts(admission, holds=holds, firm=firm))
        return {key: tuple(items) for key, items in facts.items()}

    def _ties_of(self, claim: RelationClaim) -> Iterable[tuple[tuple[str, str, str], bool]]:
        subject, other = self._evidence.actor(claim.subject), self._evidence.actor(claim.object)
        affirmed = claim.polarity is Polarity.AFFIRMED
        if claim.relation != SEPARATE:
            yield (subject, claim.relation, other), affirmed
        else:
            # To call two separate is to deny every tie without a direction between them.
            for relation in sorted(SYMMETRIC):
                yield (subject, relation, other), not affirmed

    def _read_standings(
        self,
    ) -> tuple[dict[tuple[str, str], tuple[Fact, ...]], dict[tuple[str, str], tuple[Fact, ...]]]:
        accepted: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        excluded: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        for claim in self._evidence.standings:
            reading = _READINGS.get(claim.position)
            if reading is None or claim.actor.form is Form.ALTERNATIVES:
                continue
            store = excluded if reading == "excluded" else accepted
            for member in claim.actor.members:
                store[self._evidence.actor(member), claim.agreement].extend(
                    self._words(claim, reading, member)
                )
        return _frozen_facts(accepted), _frozen_facts(excluded)

    def _words(self, claim: StandingClaim, reading: str, member: str) -> Iterable[Fact]:
        """What a claim says of one actor's position, as far as it is admitted."""
        admission = self._admissions.in_framework(claim, own_position=self.is_own(claim, member))
        if admission.aside is not None:
            return ()
        affirmed = claim.polarity is Polarity.AFFIRMED
        refusing = reading == "not accepted"
        # Not to have refused is not to have accepted: it unsettles a refusal, no more.
        firm = admission.is_firm and (affirmed or not refusing)
        return self._facts(admission, holds=affirmed is not refusing, firm=firm)

    def is_own(self, claim: StandingClaim, member: str) -> bool:
        """Whether it is an actor's own acceptance of, refusal of or withdrawal from an agreement."""
        speaker = self._evidence.statement_of(claim).speaker.source
        source = self._evidence.snapshot.sources.get(speaker or "")
        if source is None or source.actor is None or claim.position is Position.EXCLUDED:
            return False
        return self._evidence.actor(source.actor) == self._evidence.actor(member)

    def _facts(self, admission: Admission, *, holds: bool, firm: bool) -> Iterable[Fact]:
        claim = admission.claim
        start = start_of(self._evidence, claim)
        if start is None:
            return
        end = claim.happened.span.end if claim.happened is not None else None
        for origin in admission.origins:
            yield Fact(origin.key, start, end, holds, firm, claim.id)

    def _read_neighbours(self) -> dict[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for subject, relation, other in self._relations:
            found[subject, relation][other] = None
            if relation in SYMMETRIC:
                found[other, relation][subject] = None
        return {key: tuple(others) for key, others in found.items()}


def start_of(evidence: Evidence, claim: Claim) -> datetime | None:
    """From when a state holds: its stated start, else the day said, else when it became public."""
    if claim.happened is not None and claim.happened.span.start is not None:
        return claim.happened.span.start
    statement = evidence.statement_of(claim)
    if statement.said is not None and statement.said.span.start is not None:
        return statement.said.span.start
    return public_span(statement, evidence.snapshot.documents)[0]


_READINGS: Mapping[Position, str] = {
    Position.ACCEPTED: "accepted",
    Position.BOUND: "accepted",
    Position.REFUSED: "not accepted",
    Position.WITHDRAWN: "not accepted",
    Position.EXCLUDED: "excluded",
}


def _frozen_facts(facts: Mapping[tuple[str, str], list[Fact]]) -> dict[tuple[str, str], tuple[Fact, ...]]:
    return {key: tuple(items) for key, items in facts.items()}


def _taken_for_granted(assumed: Assumption) -> Fact:
    return Fact("assumed", _BEGINNING, _END, assumed.accepted, firm=True, claim="assumed")


def _of_paths(best: set[Truth], *, denied: bool) -> Truth | None:
    if denied:
        return Truth.UNKNOWN if best else Truth.NO
    if Truth.YES in best:
        return Truth.YES
    return Truth.UNKNOWN if best else None


def changes_of(facts: Iterable[Fact], days: int | None) -> Iterator[datetime]:
    """Every moment at which one of these facts begins, ends or goes stale."""
    for fact in facts:
        yield fact.start
        if fact.end is not None:
            yield fact.end
        elif days is not None:
            yield fact.start + timedelta(days=days) + _INSTANT


def state_of(facts: Iterable[Fact], moment: datetime, days: int | None) -> Truth | None:
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
    begun: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.start <= moment:
            begun[fact.origin].append(fact)
    for said in begun.values():
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
