"""Comparisons and cruxes as plain data, of the schemas in `data/schemas`."""

from collections.abc import Iterable, Sequence

from truceline.assessment.comparison import Comparison, Group, Reason
from truceline.assessment.crux import Crux
from truceline.assessment.finding import ASSESSMENT_VERSION, DISCLAIMER
from truceline.assessment.flipping import Flip, Heads, Taken
from truceline.assessment.shapes import Shape


def comparison_shape(found: Comparison) -> Shape:
    """Several views over the same incidents, and why they differ."""
    return {
        **_under(found.views),
        "incidents": found.incidents,
        "differing": found.differing,
        "groups": [_group_shape(group) for group in found.groups],
    }


def crux_shape(taken: Sequence[Taken], rows: Iterable[Crux]) -> Shape:
    """The answers that account for most of the difference between ledgers, those first."""
    return {**_under(taken), "rows": [_row_shape(row) for row in rows]}


def _under(taken: Sequence[Taken]) -> Shape:
    """What every figure of these was made under."""
    snapshot = max((one.case.shared.evidence.snapshot for one in taken), key=lambda one: one.size)
    return {
        "agreement": taken[0].case.agreement.id,
        "record": {"origin": snapshot.origin, "size": snapshot.size, "root": snapshot.root},
        "assessment_version": ASSESSMENT_VERSION,
        "note": DISCLAIMER,
        "views": [_view_shape(one) for one in taken],
    }


def _view_shape(taken: Taken) -> Shape:
    view = taken.case.view
    return {
        "name": view.name,
        "title": view.title,
        "published_by": view.published_by,
        "known_by": {"asked": view.known_by, "size": taken.case.shared.evidence.snapshot.size},
        **_heads_shape(taken.heads),
    }


def _heads_shape(heads: Heads) -> Shape:
    return {"in": heads.in_, "definite": heads.definite, "possible": heads.possible, "none": heads.none}


def _group_shape(group: Group) -> Shape:
    return {
        "between": list(group.between),
        "count": len(group.incidents),
        "found": list(group.found),
        "alone": group.alone,
        "reasons": [_reason_shape(reason) for reason in group.reasons],
        "incidents": list(group.incidents),
    }


def _reason_shape(reason: Reason) -> Shape:
    return {
        "kind": reason.kind.value,
        "about": list(reason.about),
        "question": reason.text,
        "answers": _answers_shape(reason.answers, reason.claims),
    }


def _answers_shape(answers: tuple[str, ...], claims: tuple[tuple[str, ...], ...]) -> list[Shape]:
    return [
        {"answer": answer, "claims": list(behind)} for answer, behind in zip(answers, claims, strict=True)
    ]


def _row_shape(row: Crux) -> Shape:
    return {
        "between": list(row.between),
        "differing": row.differing,
        "explained": row.explained,
        "kind": row.question.kind.value,
        "about": list(row.question.about),
        "question": row.question.text,
        "answers": _answers_shape(row.answers, row.claims),
        "flips": [_flip_shape(one) for one in row.flips],
    }


def _flip_shape(one: Flip) -> Shape:
    return {
        "view": one.view,
        "to": one.answer,
        "explained": len(one.settled),
        "newly_differing": len(one.unsettled),
        "changed": len(one.changed),
        **_heads_shape(one.heads),
    }
