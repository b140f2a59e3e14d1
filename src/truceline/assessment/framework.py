"""The framework a view takes: who has accepted, who is excluded, who belongs to whom, and since when.

A state claim without an end holds from its stated start, else the day said, until a later
admitted claim of the same origin ends or replaces it, at most as long as the view lets it
persist. Another source's contrary claim ends nothing: while both hold, it is unknown
(semantics 5). Nothing is projected backwards.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property

from attrs import frozen

from truceline.assessment.states import (
    BEGINNING,
    END,
    INSTANT,
    READINGS,
    SYMMETRIC,
    Fact,
    States,
    changes,
    state_at,
)
from truceline.assessment.supposition import (
    ASSUMED,
    RelationSupposed,
    StandingSupposed,
    Supposition,
    of_kind,
)
from truceline.assessment.view import Persistence
from truceline.testimony.claim import Position
from truceline.values.doubt import Truth
from truceline.values.when import Interval


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
_ASSUMED_OUTSIDE = Answer(Truth.NO, (ASSUMED,))


class Framework:
    """Looks states up as of the time of an incident, under one view.

    Invariant: a pure function of states, persistence and suppositions; answers are remembered.
    """

    def __init__(
        self, states: States, persists: Persistence, suppositions: tuple[Supposition, ...] = ()
    ) -> None:
        self._persists = persists
        self.states = _supposing(states, suppositions)
        standings = of_kind(suppositions, StandingSupposed)
        self._outside = frozenset(one.actor for one in standings if one.outside)
        self._related: dict[tuple[str, tuple[str, ...], tuple[str, ...], Interval], Answer] = {}

    @property
    def facts(self) -> Facts:
        """All that is held, for who lays it out otherwise."""
        states = self.states
        return Facts(states.relations, states.accepted, states.excluded, self._persists, self._outside)

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
        return self._at(self.states.of_tie((subject, relation, other)), span, self._persists.relation)

    def accepted(self, actor: str, agreement: str, span: Interval) -> Answer:
        """Whether an actor stands as having accepted an agreement at that time."""
        return self._at(self.states.accepted.get((actor, agreement), ()), span, self._persists.standing)

    def excluded(self, actor: str, agreement: str, span: Interval) -> Answer:
        """Whether an actor stands as excluded from an agreement at that time."""
        return self._at(self.states.excluded.get((actor, agreement), ()), span, self._persists.standing)

    def is_in(self, position: Position, actor: str, agreement: str, span: Interval) -> Truth:
        """Whether an actor is in a position; who sponsors or observes is not followed: unknown."""
        reading = READINGS.get(position)
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
        end = None if span.end is None else self._last_change(span.end - INSTANT) + INSTANT
        return Interval(start, end)

    def _last_change(self, moment: datetime) -> datetime:
        number = bisect_right(self._changes, moment)
        return self._changes[number - 1] if number else BEGINNING

    @cached_property
    def _changes(self) -> list[datetime]:
        """Every moment at which some fact begins, ends or goes stale."""
        found: set[datetime] = set()
        for store, days in (
            (self.states.relations.values(), self._persists.relation),
            (self.states.accepted.values(), self._persists.standing),
            (self.states.excluded.values(), self._persists.standing),
        ):
            for facts in store:
                found.update(changes(facts, days))
        return sorted(found)

    def _at(self, facts: Iterable[Fact], span: Interval, days: int | None) -> Answer:
        """The answer that holds all through a stretch of time; unknown where it changes."""
        held = tuple(facts)
        if not held:
            return SILENCE
        first = BEGINNING if span.start is None else span.start
        last = (END if span.end is None else span.end) - INSTANT
        moments = {first, last, *(moment for moment in changes(held, days) if first < moment < last)}
        answers = {state_at(held, moment, days) for moment in moments}
        truth = answers.pop() if len(answers) == 1 else Truth.UNKNOWN
        return Answer(truth, tuple(fact.claim for fact in held))

    @cached_property
    def _neighbours(self) -> dict[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for subject, relation, other in self.states.relations:
            found[subject, relation][other] = None
            if relation in SYMMETRIC:
                found[other, relation][subject] = None
        return {key: tuple(others) for key, others in found.items()}


def _supposing(states: States, suppositions: tuple[Supposition, ...]) -> States:
    for one in suppositions:
        if isinstance(one, RelationSupposed):
            states = states.with_tie((one.subject, one.relation, one.object), one.facts)
        elif isinstance(one, StandingSupposed):
            states = states.with_standing((one.actor, one.agreement), one.facts, excluded=one.excluded)
    return states


def _of_paths(best: set[Truth], *, denied: bool) -> Truth | None:
    if denied:
        return Truth.UNKNOWN if best else Truth.NO
    if Truth.YES in best:
        return Truth.YES
    return Truth.UNKNOWN if best else None
