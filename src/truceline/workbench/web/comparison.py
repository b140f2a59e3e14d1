"""Views side by side: their breaches by row, the incidents on which they part, and why they do."""

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Any, TypeAlias

import numpy as np
import pyarrow.compute as pc
from attrs import frozen
from numpy.typing import NDArray

from truceline.assessment.case import Case
from truceline.assessment.explain import Explanation, explain, hearing
from truceline.assessment.finding import CONDITIONS, Outcome, ProvisionFinding
from truceline.assessment.finding_table import ABSENT, Coded, FindingTable
from truceline.values.doubt import Truth
from truceline.workbench.formats import Cell, Sheet
from truceline.workbench.testimony_text import Teller
from truceline.workbench.web.changes import Stand, stand, stand_text
from truceline.workbench.web.columns import NONE, POSSIBLE, VIOLATION
from truceline.workbench.web.held import Mask

Key: TypeAlias = tuple[str, ...]
BETWEEN = "+"


class Line(Enum):
    """What the rows of a comparison are keyed by, and the column that holds it."""

    ACTOR = "actor"
    PLACE = "place"
    KIND = "kind"
    DAY = "day"

    @property
    def column(self) -> str:
        return {"actor": "responsible", "place": "places", "kind": "kinds", "day": "days"}[self.value]


@frozen(eq=False)
class Side:
    """One view of a comparison: its name, its findings, and the rows it counts."""

    view: str
    table: FindingTable
    counted: Mask


@frozen
class Count:
    """Breaches of one row under one view."""

    definite: int
    possible: int


@frozen
class Row:
    """One row of a comparison: a count for each view, and how many incidents they part on."""

    key: Key
    counts: tuple[Count, ...]
    apart: int


@frozen
class Parting:
    """An incident on which the views part, and what each finds."""

    incident: str
    stands: tuple[Stand, ...]


@frozen(eq=False)
class Aligned:
    """All sides in the order of the first's incidents: outcomes there, -1 where not counted."""

    sides: tuple[Side, ...]
    rows: tuple[NDArray[np.int64], ...]
    outcomes: tuple[NDArray[np.int8], ...]

    @property
    def apart(self) -> Mask:
        """The incidents on which any two sides part: a breach, possibly one, or neither.

        To be out of a view and to be no breach under it are neither, both of them.
        """
        breaches = [np.maximum(outcome, NONE) for outcome in self.outcomes]
        found = np.zeros(len(breaches[0]), np.bool_)
        for other in breaches[1:]:
            found |= breaches[0] != other
        return found


def aligned(sides: Sequence[Side]) -> Aligned:
    """Sides laid beside each other, incident by incident."""
    base = sides[0].table.incidents
    rows, outcomes = [], []
    for side in sides:
        if side.table.incidents.equals(base):
            where = np.arange(len(base), dtype=np.int64)
        else:
            found = pc.fill_null(pc.index_in(base, value_set=side.table.incidents), ABSENT)
            where = found.to_numpy(zero_copy_only=False).astype(np.int64)
        here = where != ABSENT
        outcome = np.full(len(base), ABSENT, np.int8)
        kept = where[here]
        outcome[here] = np.where(side.counted[kept], side.table.outcome[kept], ABSENT)
        rows.append(where)
        outcomes.append(outcome)
    return Aligned(tuple(sides), tuple(rows), tuple(outcomes))


def compared(found: Aligned, line: Line) -> list[Row]:
    """Rows of breaches by key; those on which the views part most first, days in their order."""
    counts: dict[Key, list[Count]] = {}
    apart: dict[Key, int] = {}
    nothing = Count(0, 0)
    parting = found.apart
    for number, side in enumerate(found.sides):
        coded: Coded[Any] = getattr(side.table, line.column)
        tally = _tally(coded, side.table.outcome, side.counted)
        where = found.rows[number][parting & (found.outcomes[number] >= POSSIBLE)]
        differing = np.bincount(coded.codes[where], minlength=len(coded.values))
        for code in np.flatnonzero(tally.sum(axis=1) + differing).tolist():
            key = key_of(coded.values[code])
            row = counts.setdefault(key, [nothing] * len(found.sides))
            row[number] = Count(int(tally[code, 1]), int(tally[code, 0]))
            apart[key] = max(apart.get(key, 0), int(differing[code]))
    rows = [Row(key, tuple(row), apart[key]) for key, row in counts.items()]
    if line is Line.DAY:
        return sorted(rows, key=lambda row: row.key)
    return sorted(rows, key=lambda row: (-row.apart, -_most(row), row.key))


def _most(row: Row) -> int:
    return max(count.definite + count.possible for count in row.counts)


def _tally(coded: Coded[Any], outcome: NDArray[np.int8], counted: Mask) -> NDArray[np.int64]:
    """Possible and definite breaches for each value of a column."""
    result = np.zeros((len(coded.values), 2), np.int64)
    for column, code in enumerate((POSSIBLE, VIOLATION)):
        here = counted & (outcome == code)
        result[:, column] = np.bincount(coded.codes[here], minlength=len(coded.values))
    return result


def key_of(value: Any) -> Key:
    """A column's value as the key of a row."""
    parts = getattr(value, "actors", value)
    return tuple(map(str, parts))


def partings(found: Aligned, line: Line, key: Key | None, most: int) -> tuple[list[Parting], int]:
    """The first incidents on which the views part, of one row or of all, and how many there are."""
    mask = found.apart
    if key is not None:
        mask = mask & _under(found, line, key)
    numbers = np.flatnonzero(mask)
    order = np.argsort(-found.sides[0].table.first_day[numbers].astype(np.int64), kind="stable")
    shown = [
        Parting(found.sides[0].table.incidents[number].as_py(), _stands(found, number))
        for number in numbers[order][:most].tolist()
    ]
    return shown, len(numbers)


def _under(found: Aligned, line: Line, key: Key) -> Mask:
    """The incidents that any side finds a breach, or possibly one, under a key."""
    under = np.zeros(len(found.outcomes[0]), np.bool_)
    for side, where, outcome in zip(found.sides, found.rows, found.outcomes, strict=True):
        coded: Coded[Any] = getattr(side.table, line.column)
        held = np.fromiter((key_of(value) == key for value in coded.values), np.bool_, len(coded.values))
        here = outcome >= POSSIBLE
        under[here] |= held[coded.codes[where[here]]]
    return under


def _stands(found: Aligned, number: int) -> tuple[Stand, ...]:
    return tuple(
        stand(side.table, int(where[number]))
        if where[number] != ABSENT
        else Stand("", "", "not yet recorded")
        for side, where in zip(found.sides, found.rows, strict=True)
    )


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


def compared_sheet(rows: Iterable[Row], views: Sequence[str]) -> Sheet:
    """A comparison as rows, two columns for each view."""
    columns = ("key", *(f"{view}_{word}" for view in views for word in ("definite", "possible")), "apart")
    cells: list[tuple[Cell, ...]] = [
        (
            BETWEEN.join(row.key),
            *(part for count in row.counts for part in (count.definite, count.possible)),
            row.apart,
        )
        for row in rows
    ]
    return Sheet("", columns, tuple(cells), ())


def row_shape(row: Row, views: Sequence[str]) -> dict[str, Any]:
    """A row as JSON."""
    counts = {
        view: {"definite": count.definite, "possible": count.possible}
        for view, count in zip(views, row.counts, strict=True)
    }
    return {"key": row.key, "counts": counts, "apart": row.apart}


def parting_shape(one: Parting, views: Sequence[str]) -> dict[str, Any]:
    """A parting as JSON."""
    return {
        "incident": one.incident,
        "findings": {view: stand_text(found) for view, found in zip(views, one.stands, strict=True)},
    }


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
