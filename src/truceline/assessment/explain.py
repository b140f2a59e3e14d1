"""Explanations: one incident under one view, down to the claims, with what was set aside."""

from attrs import frozen

from truceline.assessment.account import Account, Out
from truceline.assessment.case import Case
from truceline.assessment.evidence import links_of
from truceline.assessment.finding import Finding, ProvisionFinding
from truceline.assessment.states import is_own
from truceline.testimony.claim import Polarity, RelationClaim, StandingClaim, TermClaim
from truceline.testimony.link import LinkKind


@frozen
class SetAside:
    """A claim about the incident that the view does not take, and why."""

    claim: str
    speaker: str
    reason: str


@frozen
class Explanation:
    """Everything behind a finding; ``finding`` is None when the incident is out.

    ``contradicting`` are the claims, admitted or not, that deny the incident or a part of it,
    or that somebody links as denying or contradicting a claim about it.
    """

    incident: str
    account: Account
    finding: Finding | None
    provisions: tuple[ProvisionFinding, ...]
    set_aside: tuple[SetAside, ...]
    contradicting: tuple[str, ...]


def explain(case: Case, incident: str) -> Explanation:
    """Explain one incident (its id as in the record; folded ids are followed).

    Raises:
        KeyError: when the record holds no such incident.
    """
    evidence = case.shared.evidence
    name = evidence.folded.get(incident, incident)
    account = case.account(name)
    return Explanation(
        incident=name,
        account=account,
        finding=case.finding(name),
        provisions=case.provision_findings(name),
        set_aside=tuple(
            SetAside(item.claim.id, str(evidence.statement_of(item.claim).speaker), item.aside.value)
            for item in account.admissions
            if item.aside is not None
        ),
        contradicting=_contradicting(case, name),
    )


def hearing(case: Case, claim: str) -> str | None:
    """Why a view does not take a claim, or takes it only as possible; None when it stands.

    Terms, standing and relations are asked of the framework part, all else of the accounts.
    """
    known = case.shared.evidence.claims_by_id.get(claim)
    if known is None:
        return Out.NOT_RECORDED.value
    if isinstance(known, TermClaim | StandingClaim | RelationClaim):
        own = isinstance(known, StandingClaim) and any(
            is_own(case.shared.evidence, known, member) for member in known.actor.members
        )
        admission = case.admissions.in_framework(known, own_position=own)
    else:
        admission = case.admissions.of(known)
    return admission.aside.value if admission.aside is not None else admission.weak or None


def _contradicting(case: Case, incident: str) -> tuple[str, ...]:
    evidence = case.shared.evidence
    about = evidence.incidents.get(incident, ())
    denying = [claim.id for claim in about if claim.polarity is Polarity.DENIED]
    pointed = [claim.id for claim in about] + [claim.statement for claim in about]
    kinds = (LinkKind.DENIES, LinkKind.CONTRADICTS)
    denying += [link.subject for link in links_of(evidence, dict.fromkeys(pointed), kinds)]
    return tuple(dict.fromkeys(denying))
