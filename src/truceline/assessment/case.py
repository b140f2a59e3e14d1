"""A case: one record's evidence, one agreement and one view, ready to be assessed.

`Case.finding` is the reference assessment of one incident: short enough to read, and what
every faster engine must equal.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import product

from attrs import frozen

from truceline.agreement.lifecycle import Step, in_force
from truceline.agreement.terms import Agreement, Condition, Deontic, Provision
from truceline.assessment.account import Account, Accounts, When
from truceline.assessment.admission import Admissions
from truceline.assessment.conditions import Circumstances, InForce, PartyRule
from truceline.assessment.evidence import Evidence
from truceline.assessment.finding import (
    CONDITIONS,
    Answered,
    Finding,
    Outcome,
    ProvisionFinding,
)
from truceline.assessment.framework import Assumption, Framework
from truceline.assessment.geography import Geography
from truceline.assessment.origins import Origins
from truceline.assessment.standing import Resolver
from truceline.assessment.view import View
from truceline.assessment.worlds import Pair, Result, World, combined, judge_pair, worlds_of, worst
from truceline.testimony.claim import LifeCycle, Polarity, Position
from truceline.testimony.statement import Speaker
from truceline.values.doubt import Truth, agreed, all_of
from truceline.values.when import Interval
from truceline.values.who import Who

_NOWHEN = Interval(None, None)


@frozen
class Shared:
    """What is the same for every view of one snapshot, worked out once."""

    evidence: Evidence
    origins: Origins
    geography: Geography


def share(evidence: Evidence) -> Shared:
    """Prepare a snapshot's evidence for any number of views."""
    return Shared(evidence, Origins(evidence.snapshot), Geography(evidence.snapshot.places))


class Case:
    """Assesses incidents of one record under one agreement and one view.

    Invariant: a pure function of (evidence, agreement, view); answers are remembered.
    """

    def __init__(
        self,
        shared: Shared,
        agreement: Agreement,
        view: View,
        assumptions: tuple[Assumption, ...] = (),
    ) -> None:
        self.shared = shared
        self.agreement = agreement
        self.view = view
        evidence = shared.evidence
        self.admissions = Admissions(evidence, shared.origins, view)
        self.framework = Framework(evidence, self.admissions, view.persists, assumptions)
        resolver = Resolver(shared.origins, view.accounts.origins)
        self.accounts = Accounts(evidence, self.admissions, resolver, shared.geography)
        self.parties = PartyRule(agreement, self.framework, evidence.snapshot.actors)
        self.circumstances = Circumstances(shared.geography, self._force_of)
        self._forces: dict[str, InForce] = {}
        self._found: dict[str, tuple[Account, Finding | None]] = {}

    @cached_property
    def clauses(self) -> dict[str, tuple[Provision, ...]]:
        """Prohibitions by id, with the versions the view takes; an id without any is not assessed."""
        return {
            name: taken
            for name, versions in self._by_id(Deontic.PROHIBITS).items()
            if (taken := self._taken(name, versions))
        }

    @cached_property
    def not_assessed(self) -> tuple[str, ...]:
        """Provision ids of which the view takes no version."""
        kinds = (Deontic.PROHIBITS, Deontic.REQUIRES)
        return tuple(
            name
            for kind in kinds
            for name, versions in self._by_id(kind).items()
            if not self._taken(name, versions)
        )

    def taken(self, kind: Deontic) -> Iterator[Provision]:
        """The provisions of a kind, in the versions the view takes."""
        for name, versions in self._by_id(kind).items():
            yield from self._taken(name, versions)

    def _by_id(self, kind: Deontic) -> dict[str, tuple[Provision, ...]]:
        found: dict[str, list[Provision]] = defaultdict(list)
        for provision in self.agreement.provisions:
            if provision.deontic is kind:
                found[provision.id].append(provision)
        return {name: tuple(versions) for name, versions in found.items()}

    def _taken(self, name: str, versions: tuple[Provision, ...]) -> tuple[Provision, ...]:
        """The only version always applies; among rivals those chosen, else those admitted."""
        if len(versions) == 1:
            return versions
        rule = self.view.framework
        if (chosen := rule.versions.get(name)) is not None:
            return tuple(version for version in versions if version.version in chosen)
        return tuple(version for version in versions if any(map(self._takes, version.according_to)))

    def _takes(self, source: str) -> bool:
        rule = self.view.framework
        speaker, known = Speaker(source, ""), self.shared.evidence.snapshot.sources.get(source)
        refused = rule.refuses is not None and rule.refuses.includes(speaker, known)
        return rule.takes.includes(speaker, known) and not refused

    def account(self, incident: str) -> Account:
        return self._assess(incident)[0]

    def finding(self, incident: str) -> Finding | None:
        """The finding on an incident; None when it is out under the view."""
        return self._assess(incident)[1]

    def _assess(self, incident: str) -> tuple[Account, Finding | None]:
        found = self._found.get(incident)
        if found is None:
            account = self.accounts.of(incident)
            finding = None if account.out is not None else self._judge(account)
            found = self._found[incident] = (account, finding)
        return found

    def _judge(self, account: Account) -> Finding:
        worlds = worlds_of(account)
        results: dict[str, tuple[Result, ...]] = {
            version.key: tuple(self.in_world(account, version, world) for world in worlds)
            for versions in self.clauses.values()
            for version in versions
        }
        # One version of each clause at a time: rival versions are worlds of their own.
        readings = tuple(product(*self.clauses.values()))
        outcome, failed, responsible = combined(
            [
                worst(results[version.key][number] for version in reading)
                for reading in readings
                for number in range(len(worlds))
            ]
        )
        capped = self._caps(account) if outcome is Outcome.VIOLATION else ()
        giving = tuple(
            key
            for key, per_world in results.items()
            if outcome is not Outcome.NONE and any(result.outcome is not Outcome.NONE for result in per_world)
        )
        return Finding(
            incident=account.incident,
            outcome=Outcome.POSSIBLE if capped else outcome,
            failed=failed,
            responsible=responsible,
            provisions=giving,
            capped=capped,
        )

    def _caps(self, account: Account) -> tuple[str, ...]:
        """Why a finding can be possible at most."""
        caps = account.capped
        if account.aggregate or is_long(account):
            caps += ("it sums up several incidents or more than 31 days",)
        if any(later == account.incident for _, later in self.unsure_pairs):
            caps += ("it may be the same as another incident",)
        return caps

    @cached_property
    def unsure_pairs(self) -> tuple[tuple[str, str], ...]:
        """Pairs a coder left unsure, the earlier incident first."""
        order = {name: number for number, name in enumerate(self.shared.evidence.incidents)}
        return tuple(
            (one, other) if order.get(one, 0) <= order.get(other, 0) else (other, one)
            for one, other in self.shared.evidence.unsure
        )

    def in_world(self, account: Account, provision: Provision, world: World) -> Result:
        """One clause in one world: the worst over its pairs."""
        return worst(self._pair(account, provision, pair) for pair in world)

    def _pair(self, account: Account, provision: Provision, pair: Pair) -> Result:
        return judge_pair(
            lambda name: self.ask(name, account, provision, pair).truth,
            lambda: self._answering(account, provision, pair),
        )

    def _answering(self, account: Account, provision: Provision, pair: Pair) -> frozenset[str]:
        """The actors who answer for a pair's breach: the perpetrator's bound members."""
        span = span_of(account)
        named = (pair.perpetrator, *self._above(account, provision))
        return frozenset(
            member
            for who in named
            if who is not None and self.parties.bound(provision, who, span).truth is not Truth.NO
            for member in self.parties.bound_members(provision, who, span)
        )

    def _above(self, account: Account, provision: Provision) -> tuple[Who, ...]:
        """Those to whom responsibility climbs, only by the relations the clause names."""
        return tuple(
            who
            for role, field in account.commanders.items()
            if role.value in provision.commanders and not field.is_contested and not field.denied
            for who in field.values
        )

    def _who(self, account: Account, provision: Provision, pair: Pair) -> Answered:
        """Whether the perpetrator is bound, or somebody above them to whom the clause climbs."""
        span = span_of(account)
        answer = self.parties.bound(provision, pair.perpetrator, span)
        for who in self._above(account, provision):
            above = self.parties.bound(provision, who, span)
            truth = answer.truth | above.truth
            doubts = (*answer.doubts, *above.doubts) if truth is Truth.UNKNOWN else ()
            answer = Answered(truth, (*answer.claims, *above.claims), doubts)
        return answer

    def ask(self, condition: str, account: Account, provision: Provision, pair: Pair) -> Answered:
        """One condition's answer for one clause and pair."""
        if condition == "who":
            return self._who(account, provision, pair)
        if condition == "whom":
            return self.parties.protected(provision, pair.target, span_of(account))
        if condition == "what":
            return self._what(account, provision, pair)
        answer = getattr(self.circumstances, condition)(account, provision)
        assert isinstance(answer, Answered)
        return answer

    def _what(self, account: Account, provision: Provision, pair: Pair) -> Answered:
        """Covered conduct, unless a permission that overrides the clause covers it too."""
        answer = self.circumstances.what(account, provision)
        for permission in self._permissions.get(provision.id, ()):
            allowed = all_of(self.ask(name, account, permission, pair).truth for name in CONDITIONS[:5])
            answer = Answered(answer.truth & ~allowed, answer.claims, answer.doubts)
        return answer

    @cached_property
    def _permissions(self) -> dict[str, tuple[Provision, ...]]:
        """The permissions that make exceptions to each clause, in the versions taken."""
        found: dict[str, list[Provision]] = defaultdict(list)
        for permission in self.taken(Deontic.PERMITS):
            for name in permission.overrides:
                found[name].append(permission)
        return {name: tuple(permissions) for name, permissions in found.items()}

    def provision_findings(self, incident: str) -> tuple[ProvisionFinding, ...]:
        """The incident under each clause, with every condition's answer: what `explain` shows."""
        account = self.account(incident)
        if account.out is not None:
            return ()
        worlds = worlds_of(account)
        caps = self._caps(account)
        return tuple(
            self._explained(account, version, worlds, caps)
            for versions in self.clauses.values()
            for version in versions
        )

    def _explained(
        self, account: Account, provision: Provision, worlds: tuple[World, ...], caps: tuple[str, ...]
    ) -> ProvisionFinding:
        outcome, failed, responsible = combined(
            [self.in_world(account, provision, world) for world in worlds]
        )
        pairs = [pair for world in worlds for pair in world]
        conditions = {}
        for name in CONDITIONS:
            answers = [self.ask(name, account, provision, pair) for pair in pairs]
            conditions[name] = Answered(
                agreed(answer.truth for answer in answers),
                tuple(dict.fromkeys(claim for answer in answers for claim in answer.claims)),
                tuple(dict.fromkeys(doubt for answer in answers for doubt in answer.doubts)),
            )
        return ProvisionFinding(
            provision=provision.id,
            version=provision.version,
            outcome=Outcome.POSSIBLE if outcome is Outcome.VIOLATION and caps else outcome,
            failed=failed,
            responsible=responsible,
            conditions=conditions,
        )

    def _force_of(self, provision: Provision) -> InForce:
        found = self._forces.get(provision.key)
        if found is None:
            found = self._forces[provision.key] = self._read_force(provision)
        return found

    def _read_force(self, provision: Provision) -> InForce:
        """The clause's life as the agreement and admitted term claims tell it."""
        steps: list[Step] = []
        claims: list[str] = []
        for claim in self.shared.evidence.terms:
            about = claim.agreement == self.agreement.id and claim.provision in (None, provision.id)
            if not about or claim.step is LifeCycle.READING or claim.happened is None:
                continue
            admission = self.admissions.in_framework(claim)
            if admission.is_firm and claim.polarity is Polarity.AFFIRMED:
                steps.append(Step(verb=claim.step.value, period=claim.happened, provision=claim.provision))
                claims.append(claim.id)
        sure, possible = in_force(self.agreement, provision, steps)
        doubt = "whether the clause was still in force: accounts differ" if sure != possible else ""
        return InForce(
            sure=sure,
            possible=possible,
            provided=lambda span: all_of(self._is_met(item, span) for item in provision.provided),
            claims=tuple(claims),
            doubt=doubt,
        )

    def _is_met(self, condition: Condition, span: Interval) -> Truth:
        """A condition of being in force: an actor's position, as claimed."""
        if condition.position == Position.EXCLUDED.value:
            answer = self.framework.excluded(condition.actor, self.agreement.id, span)
        else:
            answer = self.framework.accepted(condition.actor, self.agreement.id, span)
        return answer.known_as(Truth.UNKNOWN)


def span_of(account: Account) -> Interval:
    """The time an incident's states are looked up at: the hull of what may be its time."""
    spans = [when.span for when in account.when.worlds]
    if not spans:
        return _NOWHEN
    if len(spans) == 1:
        return spans[0]
    starts, ends = [span.start for span in spans], [span.end for span in spans]
    return Interval(
        None if None in starts else min(start for start in starts if start is not None),
        None if None in ends else max(end for end in ends if end is not None),
    )


LONG_DAYS = 31
"""Longer than this, a report is an aggregate: at least one incident, possible at most."""


def is_long(account: Account) -> bool:
    """Whether it covers more than 31 local calendar days (semantics 9, ruling 7)."""
    return any(_days(when) > LONG_DAYS for when in account.when.worlds)


def _days(when: When) -> int:
    if when.span.start is None or when.span.end is None:
        return LONG_DAYS + 1
    return (when.span.end - when.span.start).days
