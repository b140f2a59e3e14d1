"""Results as plain data: the JSON that commands and the library give out (semantics 7).

The schemas are in `data/schemas`; field names are the glossary's, outcomes their words.
"""

from collections.abc import Iterable
from typing import Any

from truceline.assessment.case import Case
from truceline.assessment.counted import Counted
from truceline.assessment.doubts import Why
from truceline.assessment.dues import DueFinding
from truceline.assessment.explain import Explanation
from truceline.assessment.finding import (
    ASSESSMENT_VERSION,
    DISCLAIMER,
    Answered,
    Doubt,
    ProvisionFinding,
    Responsible,
)
from truceline.assessment.incidents import Incidents
from truceline.assessment.ledger import Ledger, Row, Totals
from truceline.assessment.loss import Loss
from truceline.assessment.sensitivity import Without

Shape = dict[str, Any]


def loss_shape(loss: Loss) -> Shape:
    """Low, best and high; ``high`` null is "or more", ``best_of`` the incidents ``best`` covers."""
    return {"low": loss.low, "best": loss.best, "high": loss.high, "best_of": loss.best_of}


def ledger_shape(ledger: Ledger) -> Shape:
    """One view's ledger."""
    return {
        "name": ledger.name,
        "title": ledger.title,
        "unfiltered": ledger.unfiltered,
        "known_by": {"asked": ledger.known_by, "size": ledger.size},
        "published_by": ledger.published_by,
        "record": {"origin": ledger.origin, "size": ledger.size, "root": ledger.root},
        "agreement": ledger.agreement,
        "assessment_version": ledger.assessment_version,
        "note": DISCLAIMER,
        "in": ledger.in_,
        "in_perhaps": ledger.in_perhaps,
        "out": dict(ledger.out),
        "totals": totals_shape(ledger.totals),
        "rows": [_row_shape(row) for row in ledger.rows],
        "by_actor_bounds": [
            {"actor": item.actor, "least": item.least, "most": item.most} for item in ledger.by_actor_bounds
        ],
        "none": dict(ledger.none),
        "aggregates": {
            "possible": ledger.aggregates.possible,
            "none": dict(ledger.aggregates.none),
            "loss": loss_shape(ledger.aggregates.loss),
        },
        "parts_of_counted_incidents": ledger.parts,
        "may_overlap": ledger.may_overlap,
        "may_fall_outside": ledger.may_fall_outside,
        "possible_doubles": ledger.possible_doubles,
        "pending": ledger.dues.pending,
        "dues": {
            "definite": ledger.dues.definite,
            "possible": ledger.dues.possible,
            "none": ledger.dues.none,
            "by_standing": dict(ledger.dues.by_standing),
        },
        "as_counted": [_counted_shape(item) for item in ledger.as_counted],
        "not_assessed": list(ledger.not_assessed),
    }


def totals_shape(totals: Totals) -> Shape:
    """The headline figures."""
    return {
        "definite": totals.definite,
        "possible": totals.possible,
        "none": totals.none,
        "loss": loss_shape(totals.loss),
        "loss_possible": loss_shape(totals.loss_possible),
        "loss_none": loss_shape(totals.loss_none),
        "other_losses": {name: loss_shape(loss) for name, loss in totals.other_losses.items()},
    }


def _row_shape(row: Row) -> Shape:
    return {
        "key": list(row.key),
        "provisions": list(row.provisions),
        "definite": row.definite,
        "possible": row.possible,
        "loss": loss_shape(row.loss),
        "loss_possible": loss_shape(row.loss_possible),
    }


def _counted_shape(item: Counted) -> Shape:
    return {
        "claim": item.claim,
        "counter": item.counter,
        "judgement": item.judgement,
        "unit": item.unit,
        "rule": item.rule,
        "window": item.window,
        "stated": item.stated,
        "breakdown": [
            {
                "label": tally.label,
                "count": tally.count,
                "of": tally.of,
                "by": tally.by,
                "complete": tally.complete,
            }
            for tally in item.tallies
        ],
        "described_there": item.described_there,
        "held_here": item.held_here,
        "not_accounted_for": item.not_accounted_for,
    }


def explanation_shape(explanation: Explanation) -> Shape:
    """One incident under one view."""
    finding, account = explanation.finding, explanation.account
    return {
        "incident": explanation.incident,
        "out": account.out.value if account.out is not None else None,
        "outcome": finding.outcome.value if finding is not None else None,
        "failed": finding.failed if finding is not None else None,
        "responsible": responsible_shape(finding.responsible) if finding is not None else None,
        "capped": list(finding.capped) if finding is not None else [],
        "provisions": [_provision_shape(item) for item in explanation.provisions],
        "set_aside": [
            {"claim": item.claim, "speaker": item.speaker, "reason": item.reason}
            for item in explanation.set_aside
        ],
        "contradicting": list(explanation.contradicting),
        "assessment_version": ASSESSMENT_VERSION,
        "note": DISCLAIMER,
    }


def responsible_shape(responsible: Responsible) -> Shape:
    """Who answers for it, and how it falls on them."""
    return {"share": responsible.share.value, "actors": list(responsible.actors)}


def _provision_shape(item: ProvisionFinding) -> Shape:
    claims = (claim for answer in item.conditions.values() for claim in answer.claims)
    return {
        "id": item.provision,
        "version": item.version or None,
        "outcome": item.outcome.value,
        "failed": item.failed,
        "responsible": responsible_shape(item.responsible),
        "conditions": {name: _answer_shape(answer) for name, answer in item.conditions.items()},
        "settles": [_doubt_shape(doubt) for doubt in item.settles],
        "claims": list(dict.fromkeys(claims)),
    }


def _doubt_shape(doubt: Doubt) -> Shape:
    return {"condition": doubt.condition, "key": doubt.key, "settle": doubt.settle}


def _answer_shape(answer: Answered) -> Shape:
    return {"truth": answer.truth.value, "claims": list(answer.claims)}


def assessed_rows(explanation: Explanation) -> list[Shape]:
    """One row for each clause an incident was assessed under: what `assess` lists."""
    return [
        {
            "incident": explanation.incident,
            "provision": item.provision,
            "version": item.version or None,
            "outcome": item.outcome.value,
            "failed": item.failed,
            "responsible": responsible_shape(item.responsible),
            **{name: answer.truth.value for name, answer in item.conditions.items()},
        }
        for item in explanation.provisions
    ]


def dues_shape(case: Case, found: Iterable[DueFinding]) -> Shape:
    """What the text requires under one view, due by due."""
    snapshot, view = case.shared.evidence.snapshot, case.view
    return {
        "name": view.name,
        "title": view.title,
        "known_by": {"asked": view.known_by, "size": snapshot.size},
        "published_by": view.published_by,
        "record": {"origin": snapshot.origin, "size": snapshot.size, "root": snapshot.root},
        "agreement": case.agreement.id,
        "assessment_version": ASSESSMENT_VERSION,
        "note": DISCLAIMER,
        "rows": [_due_shape(case, due) for due in found],
    }


def _due_shape(case: Case, due: DueFinding) -> Shape:
    """One due; ``by`` and ``within_days`` are the deadline as the text sets it."""
    asked = next(one.due for one in case.agreement.provisions if one.key == due.provision)
    assert asked is not None
    return {
        "provision": due.provision,
        "request": due.request,
        "by": str(asked.by) if asked.by is not None else None,
        "within_days": asked.within_days,
        "standing": due.standing.value,
        "outcome": due.outcome.value if due.outcome is not None else None,
        "responsible": responsible_shape(due.responsible),
        "restrictions": list(due.restrictions),
        "settles": [_doubt_shape(doubt) for doubt in due.doubts],
        "claims": list(due.claims),
    }


def incidents_shape(found: Incidents) -> Shape:
    """Selected incidents and their losses."""
    return {
        "count": found.count,
        "loss": loss_shape(found.loss),
        "may_overlap": found.may_overlap,
        "may_fall_outside": found.may_fall_outside,
        "rows": [
            {
                "incident": row.incident,
                "days": list(row.days),
                "places": list(row.places),
                "kinds": list(row.kinds),
                "actors": list(row.actors),
                "targets": list(row.targets),
                "loss": loss_shape(row.loss),
                "sources": list(row.sources),
            }
            for row in found.rows
        ],
    }


def why_shape(why: Why) -> Shape:
    """Why findings are only possible, and what the ledger becomes once the biggest doubt is settled."""
    return {
        "possible": why.possible,
        "conditions": dict(why.conditions),
        "questions": [
            {"key": item.key, "settle": item.settle, "incidents": item.incidents} for item in why.questions
        ],
        "settling_most": why.settling_most,
        "settled": [{"answer": item.answer, "totals": totals_shape(item.totals)} for item in why.settled],
    }


def without_shape(row: Without) -> Shape:
    """The ledger's counts without some source."""
    return {
        "without": list(row.sources),
        "in": row.in_,
        "definite": row.definite,
        "possible": row.possible,
        "none": row.none,
        "no_longer_in": row.lost,
        "changed": row.changed,
    }
