"""Explanations: one incident under one view, down to the claims, with what was set aside."""

from attrs import frozen

from truceline.assessment.account import Account
from truceline.assessment.case import Case
from truceline.assessment.evidence import links_of
from truceline.assessment.finding import Finding, ProvisionFinding
from truceline.testimony.claim import LinkKind, Polarity


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


def _contradicting(case: Case, incident: str) -> tuple[str, ...]:
    evidence = case.shared.evidence
    about = evidence.incidents[incident]
    denying = [claim.id for claim in about if claim.polarity is Polarity.DENIED]
    pointed = [claim.id for claim in about] + [claim.statement for claim in about]
    kinds = (LinkKind.DENIES, LinkKind.CONTRADICTS)
    denying += [link.subject for link in links_of(evidence, dict.fromkeys(pointed), kinds)]
    return tuple(dict.fromkeys(denying))
