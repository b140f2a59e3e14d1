"""Which incidents an answer can bear on: what has to be assessed again when it is another.

Wider than need be, never narrower: an incident that is not named here stays what it was.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain

from truceline.agreement.terms import Agreement
from truceline.assessment.evidence import Evidence
from truceline.assessment.states import SYMMETRIC, Tie, ties_of
from truceline.testimony.claim import Claim, RelationClaim, RoleClaim, StandingClaim, TermClaim
from truceline.testimony.statement import Statement

Source = str | None
"""A speaker's id; None stands for all who are unnamed."""


class Reach:
    """Looks up what depends on what in one record's evidence, whatever view is taken.

    Invariant: a pure function of (evidence, agreement).
    """

    def __init__(self, evidence: Evidence, agreement: Agreement) -> None:
        self._evidence = evidence
        self._agreement = agreement
        self._speakers: dict[str, frozenset[Source]] = {}
        self._actors_of_words: dict[Source, frozenset[str] | None] = {}
        self._actors_of_ties: dict[Tie, frozenset[str]] = {}

    @cached_property
    def everything(self) -> frozenset[str]:
        """Every incident: what a rule of the view, or a version of a clause, bears on."""
        return frozenset(self._evidence.incidents)

    def of_incident(self, incident: str) -> frozenset[str]:
        """An incident, with those whose counting depends on whether and when it was."""
        return self.with_dependants([incident])

    def of_word_on_incidents(self, source: Source) -> frozenset[str]:
        """The incidents of which a speaker tells, or of which it denies or takes back what is told."""
        return self.with_dependants(self._told_by.get(source, ()))

    def of_word_on_framework(self, source: Source) -> frozenset[str]:
        """The incidents that what a speaker says of the text, of standings and of ties may move."""
        actors = self.actors_of_word(source)
        return self.everything if actors is None else frozenset().union(*map(self.of_actor, actors))

    def actors_of_word(self, source: Source) -> frozenset[str] | None:
        """Those whose position may rest on what a speaker says of the framework; None where the text does."""
        if source not in self._actors_of_words:
            self._actors_of_words[source] = self._moved_by_word(source)
        return self._actors_of_words[source]

    def _moved_by_word(self, source: Source) -> frozenset[str] | None:
        said = [self._evidence.claims_by_id[claim] for claim in self.said_on_framework.get(source, ())]
        if self.names_a_version(source) or any(isinstance(claim, TermClaim) for claim in said):
            return None
        standings = (claim for claim in said if isinstance(claim, StandingClaim))
        relations = (claim for claim in said if isinstance(claim, RelationClaim))
        named = (map(self._evidence.actor, claim.actor.members) for claim in standings)
        tied = (self.actors_of_tie(tie) for claim in relations for tie, _ in ties_of(self._evidence, claim))
        return frozenset(chain.from_iterable(named)).union(*tied)

    @cached_property
    def said_on_framework(self) -> Mapping[Source, frozenset[str]]:
        """For each speaker the claims on the text, on standings and ties that it has a say in."""
        found: dict[Source, set[str]] = defaultdict(set)
        evidence = self._evidence
        for claim in (*evidence.terms, *evidence.standings, *evidence.relations):
            for source in self._speaking_on(claim):
                found[source].add(claim.id)
        return {source: frozenset(claims) for source, claims in found.items()}

    def names_a_version(self, source: Source) -> bool:
        """Whether rival versions of a clause are taken according to this source."""
        return source in self._naming_versions

    @cached_property
    def _naming_versions(self) -> frozenset[Source]:
        by_id: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for provision in self._agreement.provisions:
            by_id[provision.id].append(provision.according_to)
        return frozenset(
            name for rivals in by_id.values() if len(rivals) > 1 for one in rivals for name in one
        )

    def of_actor(self, actor: str) -> frozenset[str]:
        """The incidents that name an actor, or a class it is stated to be a member of."""
        if actor in self.conditions:
            return self.everything
        return self.with_dependants(self._naming.get(actor, ()))

    def of_tie(self, tie: Tie) -> frozenset[str]:
        """The incidents of all who may be tied to somebody through this tie."""
        return frozenset().union(*map(self.of_actor, self.actors_of_tie(tie)))

    def actors_of_tie(self, tie: Tie) -> frozenset[str]:
        """All who may be tied to somebody through this tie."""
        found = self._actors_of_ties.get(tie)
        if found is None:
            found = self._actors_of_ties[tie] = self._reaching(tie)
        return found

    def _reaching(self, tie: Tie) -> frozenset[str]:
        subject, relation, other = tie
        waiting = [subject, other] if relation in SYMMETRIC else [subject]
        reaching = set(waiting)
        while waiting:
            for name in self._tied_to.get(waiting.pop(), ()):
                if name not in reaching:
                    reaching.add(name)
                    waiting.append(name)
        return frozenset(reaching)

    @cached_property
    def conditions(self) -> frozenset[str]:
        """Actors on whose position it depends whether a clause is in force."""
        provisions = self._agreement.provisions
        return frozenset(self._evidence.actor(one.actor) for item in provisions for one in item.provided)

    @cached_property
    def _tied_to(self) -> dict[str, set[str]]:
        """Each actor -> those who are said, or denied, to be tied to it."""
        found: dict[str, set[str]] = defaultdict(set)
        for claim in self._evidence.relations:
            for (subject, relation, other), _ in ties_of(self._evidence, claim):
                found[other].add(subject)
                if relation in SYMMETRIC:
                    found[subject].add(other)
        return found

    @cached_property
    def _naming(self) -> dict[str, set[str]]:
        """Each actor -> the incidents of which somebody names it in some part."""
        found: dict[str, set[str]] = defaultdict(set)
        for incident, about in self._evidence.incidents.items():
            for claim in about:
                if isinstance(claim, RoleClaim):
                    for name in self._named_by(claim):
                        found[name].add(incident)
        return found

    def _named_by(self, claim: RoleClaim) -> Iterator[str]:
        evidence = self._evidence
        for member in evidence.who(claim.actor).members:
            actor = evidence.snapshot.actors.get(member)
            for name in (member, *((actor.members or ()) if actor is not None else ())):
                yield from (name, evidence.actor(name))

    @cached_property
    def _told_by(self) -> dict[Source, set[str]]:
        found: dict[Source, set[str]] = defaultdict(set)
        for incident, about in self._evidence.incidents.items():
            for source in frozenset[Source]().union(*map(self._speaking_on, about)):
                found[source].add(incident)
        return found

    def _speaking_on(self, claim: Claim) -> frozenset[Source]:
        """Whoever has a say in whether a claim is admitted, or denied, directly or through others."""
        own = self._speakers_of(self._evidence.statement_of(claim))
        links = self._evidence.links_to
        if claim.id not in links and claim.statement not in links:
            return own
        return own | self._speaking_through_links([claim.id, claim.statement])

    def _speaking_through_links(self, items: list[str]) -> frozenset[Source]:
        found: set[Source] = set()
        seen = set(items)
        while items:
            for link in self._evidence.links_to.get(items.pop(), ()):
                found.add(link.asserter.source)
                for item in self._behind(link.subject, link.statement):
                    statement = self._evidence.snapshot.statements.get(item)
                    found |= self._speakers_of(statement) if statement is not None else frozenset()
                    if item not in seen:
                        seen.add(item)
                        items.append(item)
        return frozenset(found)

    def _behind(self, *items: str | None) -> Iterator[str]:
        """These claims and statements, with the statements that the claims stand in."""
        for item in items:
            if item is not None:
                yield item
                claim = self._evidence.claims_by_id.get(item)
                yield from [claim.statement] if claim is not None else []

    def _speakers_of(self, statement: Statement) -> frozenset[Source]:
        """Who speaks, and whom it codes."""
        found = self._speakers.get(statement.id)
        if found is None:
            statements = self._evidence.snapshot.statements
            coded = (self._speakers_of(statements[name]) for name in statement.coded_from)
            found = frozenset((statement.speaker.source,)).union(*coded)
            self._speakers[statement.id] = found
        return found

    def with_dependants(self, incidents: Iterable[str]) -> frozenset[str]:
        """These, the parts that may be counted in them, and those a coder could not tell from them."""
        own = frozenset(incidents)
        return own.union(*(self._dependants.get(name, ()) for name in own))

    @cached_property
    def _dependants(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for part, whole in self._evidence.whole_of.items():
            found[whole].add(part)
        for one, other in self._evidence.unsure:
            found[one].add(other)
            found[other].add(one)
        known = self._evidence.incidents
        return {name: {one for one in others if one in known} for name, others in found.items()}
