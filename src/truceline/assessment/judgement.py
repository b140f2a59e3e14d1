"""Judging: from what bears on an incident to its outcome, worlds outermost (semantics 6, 9).

A `Bearing` is all that a finding depends on; incidents that bear alike are judged once.
"""

from collections.abc import Iterable, Mapping

from attrs import frozen

from truceline.agreement.terms import Provision
from truceline.assessment.conditions import PartyRule
from truceline.assessment.finding import CONDITIONS, Outcome, Responsible
from truceline.assessment.worlds import Pair, Result, World, combined, judge_pair, worst
from truceline.values.doubt import Truth, all_of, any_of
from truceline.values.when import Interval
from truceline.values.who import Who

Static = tuple[Truth, Truth, Truth, Truth]
"""The answers to *when, where, what* and *exception* for one clause, whoever did it to whom."""

_STATIC = ("when", "where", "what", "exception")


@frozen(cache_hash=True)
class Bearing:
    """What bears on an incident: answers per clause, possible worlds, the time states are looked up at.

    ``static`` has one entry per clause, prohibitions first, then permissions. ``above`` are
    those who ordered, commanded or supported it, by role. ``perhaps`` names the conditions on
    which values stand only if origins are independent: there, yes is unknown.
    """

    static: tuple[Static, ...]
    worlds: tuple[World, ...]
    span: Interval
    above: tuple[tuple[str, tuple[Who, ...]], ...]
    perhaps: frozenset[str]


@frozen
class Weighed:
    """The outcome over all clauses and worlds, and the clauses that give it."""

    outcome: Outcome
    failed: str | None
    responsible: Responsible
    provisions: tuple[str, ...]


class Judge:
    """Weighs bearings under the clauses a view takes.

    Invariant: a pure function of (clauses, parties, bearing); results are remembered.
    """

    def __init__(
        self,
        clauses: Mapping[str, tuple[Provision, ...]],
        permissions: tuple[Provision, ...],
        parties: PartyRule,
    ) -> None:
        self._versions = tuple(clauses.values())
        self.prohibitions = tuple(version for versions in self._versions for version in versions)
        self.all = (*self.prohibitions, *permissions)
        self._number = {clause.key: number for number, clause in enumerate(self.all)}
        self._parties = parties
        self._weighed: dict[Bearing, Weighed] = {}

    def weigh(self, bearing: Bearing) -> Weighed:
        """The finding that anything bearing so gets."""
        found = self._weighed.get(bearing)
        if found is None:
            found = self._weighed[bearing] = self._weigh(bearing)
        return found

    def _weigh(self, bearing: Bearing) -> Weighed:
        results = {clause.key: self.in_worlds(bearing, clause) for clause in self.prohibitions}
        outcome, failed, responsible = combined(
            [
                found
                for number in range(len(bearing.worlds))
                for found in self._readings({key: per_world[number] for key, per_world in results.items()})
            ]
        )
        giving = tuple(key for key, per_world in results.items() if _gives(per_world, outcome))
        return Weighed(outcome, failed, responsible, giving)

    def _readings(self, results: Mapping[str, Result]) -> Iterable[Result]:
        """The different ways one world comes out: rival versions are worlds of their own, one of each clause at a time.

        Put together clause by clause, since many readings come out alike: there are 2^30 of 30 clauses with two versions.
        """
        found = {worst(())} if not self._versions else set[Result]()
        for versions in self._versions:
            own = {results[version.key] for version in versions}
            found = {worst((one, other)) for one in found for other in own} if found else own
        return found

    def in_worlds(self, bearing: Bearing, clause: Provision) -> tuple[Result, ...]:
        """One clause in each world: the worst over the world's pairs."""
        return tuple(worst(self._pair(bearing, clause, pair) for pair in world) for world in bearing.worlds)

    def telling(self, bearing: Bearing, clause: Provision) -> tuple[Pair, ...]:
        """The pairs that give their world its outcome: those that a condition's answer is about."""
        found: dict[Pair, None] = {}
        for world, result in zip(bearing.worlds, self.in_worlds(bearing, clause), strict=True):
            own = (pair for pair in world if self._pair(bearing, clause, pair).outcome is result.outcome)
            found.update(dict.fromkeys(own))
        return tuple(found)

    def _pair(self, bearing: Bearing, clause: Provision, pair: Pair) -> Result:
        return judge_pair(
            lambda condition: self.ask(condition, bearing, clause, pair),
            lambda: self._answering(bearing, clause, pair),
        )

    def ask(self, condition: str, bearing: Bearing, clause: Provision, pair: Pair) -> Truth:
        """One condition's answer for one clause and pair."""
        answer = self._answer(condition, bearing, clause, pair)
        perhaps = condition in bearing.perhaps and _depends(condition, clause)
        return Truth.UNKNOWN if perhaps and answer is Truth.YES else answer

    def _answer(self, condition: str, bearing: Bearing, clause: Provision, pair: Pair) -> Truth:
        if condition == "who":
            bound = (self._parties.bound(clause, who, bearing.span).truth for who in above(bearing, clause))
            return any_of((self._parties.bound(clause, pair.perpetrator, bearing.span).truth, *bound))
        if condition == "whom":
            return self._parties.protected(clause, pair.target, bearing.span).truth
        answer = bearing.static[self._number[clause.key]][_STATIC.index(condition)]
        return answer & ~self._permitted(bearing, clause, pair) if condition == "what" else answer

    def _permitted(self, bearing: Bearing, clause: Provision, pair: Pair) -> Truth:
        """Whether a permission that overrides the clause covers it (LegalRuleML's Override)."""
        return any_of(
            all_of(self.ask(condition, bearing, permission, pair) for condition in CONDITIONS[:5])
            for permission in self.all[len(self.prohibitions) :]
            if clause.id in permission.overrides
        )

    def _answering(self, bearing: Bearing, clause: Provision, pair: Pair) -> frozenset[str]:
        """Who answers for a pair's breach: the bound among the perpetrator and those above."""
        named = [who for who in (pair.perpetrator, *above(bearing, clause)) if who is not None]
        answers = {who: self._parties.bound(clause, who, bearing.span).truth for who in named}
        least = Truth.YES if Truth.YES in answers.values() else Truth.UNKNOWN
        return frozenset(
            member
            for who, truth in answers.items()
            if truth is least
            for member in self._parties.bound_members(clause, who, bearing.span)
        )


def above(bearing: Bearing, clause: Provision) -> tuple[Who, ...]:
    """Those to whom responsibility climbs, only by the relations the clause names."""
    return tuple(who for role, several in bearing.above if role in clause.commanders for who in several)


def _depends(condition: str, clause: Provision) -> bool:
    """Whether a clause asks at all for who did it, to whom and where."""
    if condition == "who":
        return not clause.binds.anyone
    if condition == "whom":
        return clause.protects is not None and "everyone" not in clause.protects.kinds
    return condition != "where" or clause.area is not None


def _gives(results: Iterable[Result], outcome: Outcome) -> bool:
    """Whether a clause is one of those that give the outcome, in one world at least."""
    if outcome is Outcome.VIOLATION:
        return any(result.outcome is Outcome.VIOLATION for result in results)
    return outcome is Outcome.POSSIBLE and any(result.outcome is not Outcome.NONE for result in results)
