"""Why views part on an incident: the answers that differ, down to the claims heard apart."""

from collections.abc import Iterable, Sequence
from typing import Any

from attrs import frozen

from truceline.assessment.case import Case
from truceline.assessment.explain import Explanation, explain, hearing
from truceline.assessment.finding import CONDITIONS, Outcome, ProvisionFinding
from truceline.values.doubt import Truth
from truceline.workbench.testimony_text import Teller


@frozen
class HeardApart:
    """A claim that the views take differently: what it says, and why each does not take it ("": it does)."""

    claim: str
    sentence: str
    reasons: tuple[str, ...]


@frozen
class ClauseApart:
    """A clause on which the views part: what each finds under it, and the conditions they answer apart.

    ``None`` stands for a view under which that reading of the clause is not assessed.
    """

    clause: str
    outcomes: tuple[str | None, ...]
    answers: tuple[tuple[str, tuple[str | None, ...]], ...]


@frozen
class Why:
    """Why views part on an incident: clauses and claims, those that bear on what they find."""

    incident: str
    clauses: tuple[ClauseApart, ...]
    claims: tuple[HeardApart, ...]


def why_apart(cases: Sequence[Case], incident: str) -> Why:
    """What flips an incident between views: the answers that differ, down to the claims heard apart."""
    told = [explain(case, incident) for case in cases]
    teller = Teller(cases[0].shared.evidence.snapshot)
    claims = dict.fromkeys(claim for one in told for claim in _claims_of(cases[0], one))
    heard = [
        HeardApart(claim, teller.sentence(claim), tuple(hearing(case, claim) or "" for case in cases))
        for claim in claims
    ]
    return Why(
        incident=incident,
        clauses=tuple(_clauses_apart(told)),
        claims=tuple(one for one in heard if len(set(one.reasons)) > 1),
    )


def _claims_of(case: Case, told: Explanation) -> Iterable[str]:
    """The claims about the incident, and those its clauses' answers rest on."""
    yield from (claim.id for claim in case.shared.evidence.incidents.get(told.incident, ()))
    for finding in told.provisions:
        for answer in finding.conditions.values():
            yield from answer.claims


def _clauses_apart(told: Sequence[Explanation]) -> Iterable[ClauseApart]:
    by_key = [{_key(finding): finding for finding in one.provisions} for one in told]
    for key in dict.fromkeys(key for one in by_key for key in one):
        findings = [one.get(key) for one in by_key]
        outcomes = tuple(None if one is None else one.outcome.value for one in findings)
        answers = tuple(
            (name, truths)
            for name in CONDITIONS
            if len(set(truths := tuple(_answer(one, name) for one in findings))) > 1
        )
        mattering = {Outcome.VIOLATION.value, Outcome.POSSIBLE.value} & set(outcomes)
        if len(set(outcomes)) > 1 and mattering:
            yield ClauseApart(key, outcomes, answers)


def _answer(finding: ProvisionFinding | None, name: str) -> str | None:
    truth: Truth | None = None if finding is None else finding.conditions[name].truth
    return None if truth is None else truth.value


def _key(finding: ProvisionFinding) -> str:
    return f"{finding.provision}@{finding.version}" if finding.version else finding.provision


def why_shape(why: Why, views: Sequence[str]) -> dict[str, Any]:
    """Why views part, as JSON."""
    return {
        "incident": why.incident,
        "clauses": [
            {
                "clause": one.clause,
                "outcomes": dict(zip(views, one.outcomes, strict=True)),
                "answers": {name: dict(zip(views, truths, strict=True)) for name, truths in one.answers},
            }
            for one in why.clauses
        ],
        "claims": [
            {
                "claim": one.claim,
                "sentence": one.sentence,
                "reasons": dict(zip(views, one.reasons, strict=True)),
            }
            for one in why.claims
        ],
    }
