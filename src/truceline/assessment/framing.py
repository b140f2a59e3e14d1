"""Framing: an agreement as a view's framework part takes it, and what bears on an account under it.

Views that differ only in whose word they take on incidents share one framing; an account they
share is weighed once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from typing import Any, TypeAlias

from attrs import evolve, frozen

from truceline.agreement.lifecycle import Step, in_force
from truceline.agreement.terms import Agreement, Condition, Deontic, Parties, Provision
from truceline.assessment.account import Account
from truceline.assessment.admission import Admissions
from truceline.assessment.conditions import Circumstances, InForce, PartyRule, what_truth
from truceline.assessment.evidence import Evidence
from truceline.assessment.framework import Framework
from truceline.assessment.geography import Geography
from truceline.assessment.judgement import Bearing, Judge, Weighed
from truceline.assessment.standing import Field
from truceline.assessment.states import FactsHeard, States, Told, read_claims, states_told
from truceline.assessment.supposition import InFramework, Supposition, WordSupposed, in_framework
from truceline.assessment.view import FrameworkRule, Persistence, View
from truceline.assessment.worlds import worlds_of
from truceline.testimony.claim import LifeCycle, Polarity, Position
from truceline.values.doubt import Truth, all_of
from truceline.values.when import Interval

_NO_TIME = Interval(None, None)
Columns: TypeAlias = dict[tuple[object, ...], tuple[Truth, ...]]
"""Per value of an account, one condition's answers for every clause."""


@frozen
class Frame:
    """All that a framing depends on beside the evidence; equal frames, equal framings."""

    agreement: Agreement
    rule: FrameworkRule
    persists: Persistence
    published_by: str
    suppositions: tuple[InFramework, ...]

    @property
    def plain(self) -> "Frame":
        """The same frame with nothing supposed."""
        return evolve(self, suppositions=())


def frame_of(agreement: Agreement, view: View, suppositions: tuple[Supposition, ...]) -> Frame:
    """The frame that a view puts an agreement in."""
    return Frame(agreement, view.framework, view.persists, view.published_by, in_framework(suppositions))


@frozen
class Known:
    """What is known beforehand of a framing, from one of other evidence or of another agreement.

    ``told`` are the claims that tell what they told there (``states`` is what they tell, where all do),
    ``forces`` the lives of clauses that are the same, by the clause's key. ``heard`` are the facts heard of the same evidence.
    """

    told: Mapping[str, Told]
    states: States | None
    forces: Mapping[str, InForce]
    heard: FactsHeard


def _nothing_known() -> Known:
    return Known({}, None, {}, FactsHeard())


class Framing:
    """An agreement as one framework rule takes it, over one record's evidence.

    Invariant: a pure function of (evidence, frame); answers are remembered. From the framing
    of the same frame with nothing supposed, if there is one (``plain``), it takes what no supposition
    of its own touches; or what another framing is known to have in common with it.
    """

    def __init__(
        self,
        evidence: Evidence,
        geography: Geography,
        admissions: Admissions,
        frame: Frame,
        *,
        plain: "Framing | Known | None" = None,
    ) -> None:
        known = plain if isinstance(plain, Known) else _nothing_known()
        plain = plain if isinstance(plain, Framing) else None
        self.frame = frame
        self._evidence = evidence
        self._admissions = admissions
        alike = plain if plain is not None and not _changes_words(frame) else None
        states = known.states if alike is None else alike.framework.states
        self._heard = known.heard if plain is None else plain.heard
        if alike is None and states is None:
            self._told: Mapping[str, Told] = read_claims(evidence, admissions, known.told, self._heard)
            states = states_told(self._told.values())
        else:
            self._told = known.told if alike is None else alike.told
        assert states is not None
        self.framework: Framework = Framework(states, frame.persists, frame.suppositions)
        self.agreement: Agreement = (
            _under_judged_names(frame.agreement, evidence) if plain is None else plain.agreement
        )
        self.parties = PartyRule(self.agreement, self.framework, evidence.snapshot.actors)
        self.circumstances = Circumstances(geography, self._force_of)
        self._forces: dict[str, InForce] = dict(known.forces)
        self._columns: Columns = alike.columns_for_all if alike is not None else {}
        self._weighed: dict[str, tuple[Account, Weighed]] = {}

    @property
    def told(self) -> Mapping[str, Told]:
        """What each claim on ties and standings tells, before anything is supposed."""
        return self._told

    @property
    def heard(self) -> FactsHeard:
        """The facts of claims as this and other framings of the same evidence heard them."""
        return self._heard

    @property
    def forces(self) -> Mapping[str, InForce]:
        """The lives of the clauses asked about so far, by key."""
        return self._forces

    @property
    def columns_for_all(self) -> Columns:
        """The answers that hold whatever is supposed of standings and ties."""
        conditional = any(clause.provided for clause in self.agreement.provisions)
        return {} if conditional else self._columns

    @property
    def asks_terms(self) -> bool:
        """Whether claims tell of the lives of clauses: then these depend on whose word is taken."""
        return any(claim.agreement == self.agreement.id for claim in self._evidence.terms)

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
        rule = self.frame.rule
        if (chosen := rule.versions.get(name)) is not None:
            return tuple(version for version in versions if version.version in chosen)
        return tuple(version for version in versions if any(map(self._takes, version.according_to)))

    def _takes(self, source: str) -> bool:
        return self._admissions.word_on_framework(source).taken

    def weigh(self, account: Account) -> Weighed:
        """The outcome for an account; the same account is weighed once for all views."""
        kept = self._weighed.get(account.incident)
        if kept is None or kept[0] is not account:
            kept = self._weighed[account.incident] = (account, self.judge.weigh(self.bearing(account)))
        return kept[1]

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
                (
                    "what",
                    *_valued(account.kind),
                    account.circumstances,
                    account.perhaps_observed,
                    account.means,
                ),
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

    def force_of(self, provision: Provision) -> InForce:
        """When a clause is in force, surely and possibly, and which claims say so."""
        return self._force_of(provision)

    def _force_of(self, provision: Provision) -> InForce:
        found = self._forces.get(provision.key)
        if found is None:
            found = self._forces[provision.key] = self._read_force(provision)
        return found

    def _read_force(self, provision: Provision) -> InForce:
        """The clause's life as the agreement and admitted term claims tell it."""
        steps: list[Step] = []
        claims: list[str] = []
        for claim in self._evidence.terms:
            about = (None, provision.id, provision.key)
            if claim.agreement != self.agreement.id or claim.provision not in about:
                continue
            if claim.step is LifeCycle.READING or claim.happened is None:
                continue
            admission = self._admissions.in_framework(claim)
            if admission.is_firm and claim.polarity is Polarity.AFFIRMED:
                steps.append(Step(verb=claim.step.value, period=claim.happened, provision=claim.provision))
                claims.append(claim.id)
        sure, possible = in_force(self.agreement, provision, steps)
        doubt = "whether the clause was still in force: accounts differ" if sure != possible else ""
        return InForce(
            sure=sure,
            possible=possible,
            provided=self._provided(provision),
            claims=tuple(claims),
            doubt=doubt,
        )

    def _provided(self, provision: Provision) -> Callable[[Interval], Truth]:
        """Whether the conditions of a clause's being in force are met in a stretch of time."""
        if not provision.provided:
            return _always
        return partial(self._are_met, provision.provided)

    def _are_met(self, conditions: tuple[Condition, ...], span: Interval) -> Truth:
        return all_of(self._is_met(item, span) for item in conditions)

    def _is_met(self, condition: Condition, span: Interval) -> Truth:
        """A condition of being in force: an actor's position, as claimed."""
        position = Position(condition.position)
        return self.framework.is_in(position, condition.actor, self.agreement.id, span)


def _always(_: Interval) -> Truth:
    """The conditions of a clause that has none."""
    return Truth.YES


def known_from(kin: Framing, frame: Frame, changed: frozenset[str], *, terms: bool) -> Known:
    """What a framing of a like view is known to have in common with one of this frame.

    ``changed`` are claims whose word on standings, ties and terms may be another since; ``terms`` says
    whether any of them is on terms.
    """
    heard = FactsHeard() if changed else kin.heard
    told = {claim: told for claim, told in kin.told.items() if claim not in changed} if changed else kin.told
    states = None if changed else kin.framework.states
    alike = evolve(kin.frame.agreement, provisions=()) == evolve(frame.agreement, provisions=())
    if terms or not alike:
        return Known(told, states, {}, heard)
    before = {clause.key: clause for clause in kin.frame.agreement.provisions}
    forces = {}
    for clause in frame.agreement.provisions:
        key = clause.key
        force = kin.forces.get(key)
        # Conditions of being in force ask the framing itself.
        if force is not None and not clause.provided and _is_same(before.get(key), clause):
            forces[key] = force
    return Known(told, states, forces, heard)


def known_beside(kin: Framing, frame: Frame) -> Known:
    """What a framing of the same evidence and agreement, but of another view's word, has in common with one of this frame."""
    alike = kin.frame.agreement is frame.agreement or kin.frame.agreement == frame.agreement
    timeless = alike and not kin.asks_terms
    forces = {
        clause.key: kin.forces[clause.key]
        for clause in (frame.agreement.provisions if timeless else ())
        if not clause.provided and clause.key in kin.forces
    }
    return Known({}, None, forces, kin.heard)


def _is_same(one: Provision | None, other: Provision) -> bool:
    return one is other or one == other


def _changes_words(frame: Frame) -> bool:
    """Whether somebody's word on the framework is supposed: then nothing is known beforehand."""
    return any(isinstance(one, WordSupposed) for one in frame.suppositions)


def _under_judged_names(agreement: Agreement, evidence: Evidence) -> Agreement:
    """The agreement with its actors under the names that judgements of sameness give them."""
    if not evidence.actor_names:
        return agreement

    def of(parties: Parties) -> Parties:
        return evolve(
            parties,
            actors=tuple(dict.fromkeys(map(evidence.actor, parties.actors))),
            lists=tuple(map(evidence.actor, parties.lists)),
            other_than=tuple(map(evidence.actor, parties.other_than)),
        )

    return evolve(
        agreement,
        provisions=tuple(
            evolve(
                provision,
                binds=of(provision.binds),
                protects=of(provision.protects) if provision.protects is not None else None,
                excludes=tuple(map(of, provision.excludes)),
                provided=tuple(evolve(one, actor=evidence.actor(one.actor)) for one in provision.provided),
            )
            for provision in agreement.provisions
        ),
    )


def _valued(field: Field[Any]) -> tuple[object, ...]:
    """What of a field an answer depends on: not the claims behind it."""
    return field.values, field.rivals, field.denied


def span_of(account: Account) -> Interval:
    """The time an incident's states are looked up at: the hull of what may be its time."""
    spans = [when.span for when in account.when.worlds]
    if not spans:
        return _NO_TIME
    if len(spans) == 1:
        return spans[0]
    starts, ends = [span.start for span in spans], [span.end for span in spans]
    return Interval(
        None if None in starts else min(start for start in starts if start is not None),
        None if None in ends else max(end for end in ends if end is not None),
    )
