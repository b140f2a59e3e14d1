"""A case: one record's evidence, one agreement and one view, ready to be assessed.

`Case.finding` is the reference assessment of one incident: short enough to read, and what
every faster engine must equal.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from attrs import frozen

from truceline.agreement.lifecycle import Step, in_force
from truceline.agreement.terms import Agreement, Condition, Deontic, Provision
from truceline.assessment.account import Account, Accounts
from truceline.assessment.admission import Admissions
from truceline.assessment.algebras import When
from truceline.assessment.conditions import Circumstances, InForce, PartyRule, what_truth
from truceline.assessment.evidence import Evidence
from truceline.assessment.finding import (
    CONDITIONS,
    Answered,
    Finding,
    Outcome,
    ProvisionFinding,
    rival_answers,
)
from truceline.assessment.framework import Assumption, Framework
from truceline.assessment.geography import Geography
from truceline.assessment.judgement import Bearing, Judge, above
from truceline.assessment.origins import Origins
from truceline.assessment.standing import Field, Resolver
from truceline.assessment.view import View
from truceline.assessment.worlds import Pair, combined, worlds_of
from truceline.testimony.claim import LifeCycle, Polarity, Position
from truceline.testimony.statement import Speaker
from truceline.values.doubt import Truth, agreed, all_of
from truceline.values.when import Interval

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
        self._columns: dict[tuple[object, ...], tuple[Truth, ...]] = {}
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
        weighed = self.judge.weigh(self.bearing(account))
        capped = self._caps(account) if weighed.outcome is Outcome.VIOLATION else ()
        return Finding(
            incident=account.incident,
            outcome=Outcome.POSSIBLE if capped else weighed.outcome,
            failed=weighed.failed,
            responsible=weighed.responsible,
            provisions=weighed.provisions,
            capped=capped,
        )

    @cached_property
    def judge(self) -> Judge:
        """The judge over the clauses and permissions the view takes."""
        return Judge(self.clauses, tuple(self.taken(Deontic.PERMITS)), self.parties)

    def bearing(self, account: Account) -> Bearing:
        """What bears on an incident under this agreement and view."""
        columns = (
            self._answers(("when", *_valued(account.when)), self._when_column, account),
            self._answers(
                ("where", *_valued(account.where), *_valued(account.origin)), self._where_column, account
            ),
            self._answers(
                ("what", *_valued(account.kind), account.circumstances, account.means),
                self._what_column,
                account,
            ),
            self._answers(("exception", account.justified), self._exception_column, account),
        )
        return Bearing(
            static=tuple(zip(*columns, strict=True)),
            worlds=worlds_of(account),
            span=self.framework.state_span(span_of(account)),
            above=tuple(
                (role.value, field.values)
                for role, field in account.commanders.items()
                if field.values and not (field.is_contested or field.denied or field.weak)
            ),
            perhaps=account.perhaps,
        )

    def _answers(
        self, key: tuple[object, ...], column: Callable[[Account], tuple[Truth, ...]], account: Account
    ) -> tuple[Truth, ...]:
        """One condition's answers for every clause; equal values are asked once."""
        found = self._columns.get(key)
        if found is None:
            found = self._columns[key] = column(account)
        return found

    def _when_column(self, account: Account) -> tuple[Truth, ...]:
        return tuple(self.circumstances.when_truth(account.when, clause) for clause in self.judge.all)

    def _where_column(self, account: Account) -> tuple[Truth, ...]:
        ask = self.circumstances.where_truth
        return tuple(ask(account.where, account.origin, clause) for clause in self.judge.all)

    def _what_column(self, account: Account) -> tuple[Truth, ...]:
        return tuple(what_truth(account, clause) for clause in self.judge.all)

    def _exception_column(self, account: Account) -> tuple[Truth, ...]:
        return tuple(self.circumstances.exception(account, clause).truth for clause in self.judge.all)

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

    def provision_findings(self, incident: str) -> tuple[ProvisionFinding, ...]:
        """The incident under each clause, with every condition's answer: what `explain` shows."""
        account = self.account(incident)
        if account.out is not None:
            return ()
        bearing, caps = self.bearing(account), self._caps(account)
        return tuple(self._explained(account, bearing, clause, caps) for clause in self.judge.prohibitions)

    def _explained(
        self, account: Account, bearing: Bearing, clause: Provision, caps: tuple[str, ...]
    ) -> ProvisionFinding:
        outcome, failed, responsible = combined(self.judge.in_worlds(bearing, clause))
        return ProvisionFinding(
            provision=clause.id,
            version=clause.version,
            outcome=Outcome.POSSIBLE if outcome is Outcome.VIOLATION and caps else outcome,
            failed=failed,
            responsible=responsible,
            conditions={name: self._answered(name, account, bearing, clause) for name in CONDITIONS},
        )

    def _answered(self, name: str, account: Account, bearing: Bearing, clause: Provision) -> Answered:
        """A condition over all pairs, with the claims and doubts behind it."""
        pairs = tuple(dict.fromkeys(pair for world in bearing.worlds for pair in world))
        truth = agreed(self.judge.ask(name, bearing, clause, pair) for pair in pairs)
        behind = [found for pair in pairs for found in self._behind(name, account, bearing, clause, pair)]
        claims = tuple(dict.fromkeys(claim for found in behind for claim in found.claims))
        if truth is not Truth.UNKNOWN:
            return Answered(truth, claims, ())
        doubts = tuple(dict.fromkeys(doubt for found in behind for doubt in found.doubts))
        return Answered(truth, claims, doubts or (rival_answers(name, perhaps=name in bearing.perhaps),))

    def _behind(
        self, name: str, account: Account, bearing: Bearing, clause: Provision, pair: Pair
    ) -> Iterator[Answered]:
        """The answers a condition is made of."""
        if name == "who":
            for who in (pair.perpetrator, *above(bearing, clause)):
                yield self.parties.bound(clause, who, bearing.span)
        elif name == "whom":
            yield self.parties.protected(clause, pair.target, bearing.span)
        elif name == "when":
            yield self.circumstances.when(account, clause)
        elif name == "where":
            yield self.circumstances.where(account, clause)
        elif name == "what":
            yield self.circumstances.what(account, clause)
        else:
            yield self.circumstances.exception(account, clause)

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


def _valued(field: Field[Any]) -> tuple[object, ...]:
    """What of a field an answer depends on: not the claims behind it."""
    return field.values, field.rivals, field.denied


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
