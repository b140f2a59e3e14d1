"""As counted by the sources themselves: their numbers beside ours, never added, never converted."""

from collections.abc import Iterable

from attrs import frozen

from truceline.assessment.algebras import When
from truceline.assessment.case import Case
from truceline.assessment.conduct import may_be_covered
from truceline.assessment.selection import Window, fit
from truceline.testimony.claim import ComplianceClaim, EventClaim, Tally
from truceline.testimony.link import LinkKind
from truceline.testimony.statement import Statement
from truceline.values.doubt import Truth


@frozen
class Counted:
    """One published count, and how far its parts can be found here.

    ``described_there`` is how many incidents are linked to the count, or described by the same
    speaker in the same document; ``held_here`` how many of those are in under the view, and
    ``not_accounted_for`` what the stated number leaves over. ``stated`` is None when the
    source gives only parts.
    """

    claim: str
    counter: str
    judgement: str
    unit: str
    rule: str
    window: str
    stated: int | None
    tallies: tuple[Tally, ...]
    described_there: int
    held_here: int
    not_accounted_for: int | None


def as_counted(case: Case, window: Window) -> tuple[Counted, ...]:
    """The compliance claims under the agreement whose window overlaps."""
    claims = [
        claim
        for claim in case.shared.evidence.compliance
        if claim.tallies and claim.agreement in (None, case.agreement.id) and _overlaps(claim, window)
    ]
    described = described_by(case, claims)
    return tuple(_counted(case, claim, described[claim.id]) for claim in claims)


def _overlaps(claim: ComplianceClaim, window: Window) -> bool:
    if claim.happened is None or window.is_open:
        return window.is_open
    period = claim.happened
    lie = fit((When(period.span, period.fills, period.zone),), window)
    return lie.begins or lie.overlaps


def described_by(case: Case, claims: Iterable[ComplianceClaim]) -> dict[str, set[str]]:
    """For each count, the incidents its source describes.

    Those linked to it by *counts*; where nobody links any, those of the same speaker and
    document whose conduct the agreement may prohibit (talks and signings are never counted).
    """
    evidence = case.shared.evidence
    nearby = {_place_of(evidence.statement_of(claim)): set[str]() for claim in claims}
    for incident, about in evidence.incidents.items():
        for claim in about:
            spot = _place_of(evidence.statement_of(claim))
            if spot in nearby and isinstance(claim, EventClaim) and _may_be_prohibited(case, claim.kind):
                nearby[spot].add(incident)
    return {
        claim.id: _linked(case, claim) or nearby[_place_of(evidence.statement_of(claim))] for claim in claims
    }


def _may_be_prohibited(case: Case, kind: str) -> bool:
    return any(
        may_be_covered(kind, clause.conduct) is not Truth.NO
        for versions in case.framing.clauses.values()
        for clause in versions
    )


def _place_of(statement: Statement) -> tuple[str, str]:
    return str(statement.speaker), statement.document


def _linked(case: Case, claim: ComplianceClaim) -> set[str]:
    """Incidents that a link of kind *counts* ties to the count."""
    evidence = case.shared.evidence
    found: set[str] = set()
    for link in evidence.snapshot.links:
        if link.kind is LinkKind.COUNTS and link.subject in (claim.id, claim.statement):
            other = evidence.claims_by_id.get(link.object)
            if isinstance(other, EventClaim) and other.incident is not None:
                found.add(evidence.folded.get(other.incident, other.incident))
    return found


def _counted(case: Case, claim: ComplianceClaim, described: set[str]) -> Counted:
    totals = [tally.count for tally in claim.tallies if tally.of is None]
    stated = totals[0] if totals else None
    return Counted(
        claim=claim.id,
        counter=str(case.shared.evidence.statement_of(claim).speaker),
        judgement=claim.judgement,
        unit=claim.unit,
        rule=claim.rule,
        window=str(claim.happened) if claim.happened is not None else "",
        stated=stated,
        tallies=claim.tallies,
        described_there=len(described),
        held_here=sum(case.finding(name) is not None for name in described),
        not_accounted_for=None if stated is None else max(0, stated - len(described)),
    )
