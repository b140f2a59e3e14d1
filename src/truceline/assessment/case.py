"""A case: one record's evidence, one agreement and one view, ready to be assessed.

`Case.finding` is the reference assessment of one incident: short enough to read, and what
every faster engine must equal.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from attrs import frozen

from truceline.agreement.terms import Agreement, Provision
from truceline.assessment.account import (
    Account,
    AccountMemory,
    Accounts,
    Out,
    left_out,
    recorded_later,
    under,
)
from truceline.assessment.admission import Admissions, Word, Words
from truceline.assessment.algebras import When
from truceline.assessment.evidence import Evidence
from truceline.assessment.finding import (
    CONDITIONS,
    Answered,
    Finding,
    Outcome,
    ProvisionFinding,
    rival_answers,
)
from truceline.assessment.framing import Frame, Framing, frame_of
from truceline.assessment.geography import Geography
from truceline.assessment.judgement import Bearing, above
from truceline.assessment.origins import Origins
from truceline.assessment.selection import local_days
from truceline.assessment.standing import Resolver
from truceline.assessment.supposition import (
    Aspect,
    Part,
    Supposition,
    ValueSupposed,
    WordSupposed,
    of_kind,
    view_under,
)
from truceline.assessment.view import View
from truceline.assessment.worlds import Pair, combined
from truceline.testimony.claim import EventClaim
from truceline.values.doubt import Truth, agreed

_MOST_FRAMINGS = 12


@frozen
class Shared:
    """What is the same for every view of one snapshot, worked out once.

    ``framings`` (the latest few) and ``accounts`` remember what earlier views worked out, for later ones that
    ask the same. ``later`` are incidents recorded only after the snapshot, with the times
    stated for them: they are out, and counted as not yet recorded.
    """

    evidence: Evidence
    origins: Origins
    geography: Geography
    framings: list[Framing]
    accounts: AccountMemory
    later: Mapping[str, tuple[When, ...]]

    def framing(self, admissions: Admissions, frame: Frame) -> Framing:
        """The framing of a frame, of an earlier view if one had the same.

        Under suppositions it is made from that of the plain frame, and not kept.
        """
        plain = next((known for known in self.framings if known.frame == frame.plain), None)
        if plain is not None and not frame.suppositions:
            return plain
        made = Framing(self.evidence, self.geography, admissions, frame, plain=plain)
        if not frame.suppositions:
            self.remember(made)
        return made

    def remember(self, framing: Framing) -> None:
        """Keep a framing for views that ask for the same; the oldest are dropped."""
        self.framings[:] = [*self.framings, framing][-_MOST_FRAMINGS:]


def share(evidence: Evidence, now: Evidence | None = None) -> Shared:
    """Prepare a snapshot's evidence for any number of views.

    With the evidence of the record as it is ``now``, what came later is known to be missing.
    """
    later = recorded_later(now, evidence) if now is not None else {}
    geography = Geography(evidence.snapshot.places)
    return Shared(evidence, Origins(evidence.snapshot), geography, framings=[], accounts={}, later=later)


class Case:
    """Assesses incidents of one record under one agreement and one view.

    Invariant: a pure function of (evidence, agreement, view, suppositions); answers are
    remembered. ``view`` is the view given, with the rules that are supposed.
    """

    def __init__(
        self,
        shared: Shared,
        agreement: Agreement,
        view: View,
        suppositions: tuple[Supposition, ...] = (),
    ) -> None:
        self.shared = shared
        self.agreement = agreement
        self.view = view_under(view, suppositions)
        self.suppositions = suppositions
        evidence = shared.evidence
        self.admissions = Admissions(evidence, shared.origins, self.view, _words(suppositions))
        self.framing = shared.framing(self.admissions, frame_of(agreement, self.view, suppositions))
        self.resolver = Resolver(shared.origins, self.view.accounts.origins)
        self.accounts = Accounts(evidence, self.admissions, self.resolver, shared.geography, shared.accounts)
        self._accounts_of: dict[str, Account] = {}
        self._findings: dict[str, Finding | None] = {}

    def account(self, incident: str) -> Account:
        """What the view holds of an incident; nothing is judged for it."""
        found = self._accounts_of.get(incident)
        if found is None:
            late = incident in self.shared.later
            account = left_out(incident, Out.NOT_RECORDED, ()) if late else self.accounts.of(incident)
            found = self._accounts_of[incident] = under(account, self.suppositions)
        return found

    def finding(self, incident: str) -> Finding | None:
        """The finding on an incident; None when it is out under the view."""
        if incident not in self._findings:
            account = self.account(incident)
            self._findings[incident] = None if account.out is not None else self._judge(account)
        return self._findings[incident]

    def _judge(self, account: Account) -> Finding:
        weighed = self.framing.weigh(account)
        capped = self._caps(account) if weighed.outcome is Outcome.VIOLATION else ()
        return Finding(
            incident=account.incident,
            outcome=Outcome.POSSIBLE if capped else weighed.outcome,
            failed=weighed.failed,
            responsible=weighed.responsible,
            provisions=weighed.provisions,
            capped=capped,
        )

    def _caps(self, account: Account) -> tuple[str, ...]:
        """Why a finding can be possible at most."""
        caps = account.capped
        if account.aggregate or is_long(account):
            caps += ("it sums up several incidents or more than 31 days",)
        if any(later == account.incident and self._is_in(first) for first, later in self.unsure_pairs):
            caps += ("it may be the same as another incident",)
        return caps

    def _is_in(self, incident: str) -> bool:
        return incident in self.shared.evidence.incidents and self.account(incident).out is None

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Where each incident stands in the record."""
        return {name: number for number, name in enumerate(self.shared.evidence.incidents)}

    @cached_property
    def told_as(self) -> Mapping[str, frozenset[str]]:
        """For each kind the incidents that somebody says were of it, or that are supposed to be."""
        found: dict[str, set[str]] = defaultdict(set)
        for name, about in self.shared.evidence.incidents.items():
            for claim in about:
                if isinstance(claim, EventClaim):
                    found[claim.kind].add(name)
        for one in of_kind(self.suppositions, ValueSupposed):
            if one.aspect is Aspect.KIND and one.incident in self.order:
                for kind in one.field.worlds:
                    found[kind].add(one.incident)
        return {kind: frozenset(names) for kind, names in found.items()}

    @cached_property
    def unsure_pairs(self) -> tuple[tuple[str, str], ...]:
        """Pairs a coder left unsure, the earlier incident first."""
        order = self.order
        return tuple(
            (one, other) if order.get(one, 0) <= order.get(other, 0) else (other, one)
            for one, other in self.shared.evidence.unsure
        )

    def provision_findings(self, incident: str) -> tuple[ProvisionFinding, ...]:
        """The incident under each clause, with every condition's answer: what `explain` shows."""
        account = self.account(incident)
        if account.out is not None:
            return ()
        bearing, caps = self.framing.bearing(account), self._caps(account)
        clauses = self.framing.judge.prohibitions
        return tuple(self._explained(account, bearing, clause, caps) for clause in clauses)

    def _explained(
        self, account: Account, bearing: Bearing, clause: Provision, caps: tuple[str, ...]
    ) -> ProvisionFinding:
        outcome, failed, responsible = combined(self.framing.judge.in_worlds(bearing, clause))
        pairs = self.framing.judge.telling(bearing, clause)
        return ProvisionFinding(
            provision=clause.id,
            version=clause.version,
            outcome=Outcome.POSSIBLE if outcome is Outcome.VIOLATION and caps else outcome,
            failed=failed,
            responsible=responsible,
            conditions={name: self._answered(name, account, bearing, clause, pairs) for name in CONDITIONS},
        )

    def _answered(
        self, name: str, account: Account, bearing: Bearing, clause: Provision, pairs: Sequence[Pair]
    ) -> Answered:
        """A condition over the pairs that give the outcome, with the claims and doubts behind it."""
        truth = agreed(self.framing.judge.ask(name, bearing, clause, pair) for pair in pairs)
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
                yield self.framing.parties.bound(clause, who, bearing.span)
        elif name == "whom":
            yield self.framing.parties.protected(clause, pair.target, bearing.span)
        elif name == "when":
            yield self.framing.circumstances.when(account, clause)
        elif name == "where":
            yield self.framing.circumstances.where(account, clause)
        elif name == "what":
            yield self.framing.circumstances.what(account, clause)
        else:
            yield self.framing.circumstances.exception(account, clause)


def _words(suppositions: tuple[Supposition, ...]) -> tuple[Words, Words]:
    """Whose word is supposed to be taken or not, on incidents and on the framework."""
    supposed = of_kind(suppositions, WordSupposed)
    on_incidents, on_framework = (
        {one.source: Word(taken=one.taken, coding=one.coding) for one in supposed if one.part is part}
        for part in (Part.ACCOUNTS, Part.FRAMEWORK)
    )
    return on_incidents, on_framework


LONG_DAYS = 31
"""Longer than this, a report is an aggregate: at least one incident, possible at most."""


def is_long(account: Account) -> bool:
    """Whether it covers more than 31 local calendar days (semantics 9, ruling 7)."""
    return any(_days(when) > LONG_DAYS for when in account.when.worlds)


def _days(when: When) -> int:
    """Local calendar days it may touch; without a bound, too many."""
    days = local_days((when,))
    return (days[-1] - days[0]).days + 1 if days else LONG_DAYS + 1
