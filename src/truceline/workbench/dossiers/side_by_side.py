"""Accounts side by side: one column for each speaker and document, one row for each field."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import evolve, frozen

from truceline.assessment.account import Account, Scope
from truceline.assessment.algebras import KINDS, TIMES, When, algebra_of_actors, algebra_of_places
from truceline.assessment.case import Case
from truceline.testimony.claim import Claim, EventClaim, LossClaim, Polarity, RoleClaim
from truceline.values.doubt import Count
from truceline.values.when import Period
from truceline.values.where import Location
from truceline.values.who import Who
from truceline.workbench.dossiers.values import Cell, FieldRow, Likeness, SideBySide, Telling, Value

FIELDS = (
    "what", "when", "where", "origin", "means", "circumstances", "perpetrated", "ordered", "commanded",
    "supported", "target", "participant", "sender", "recipient", "subject", "loss",
)  # fmt: skip
"""In the order of their rows."""


@frozen
class _Said:
    """A value some claim gives for a field, and whose telling it is part of."""

    field: str
    scope: Scope | None
    telling: int
    cell: Cell


def side_by_side(case: Case, account: Account) -> SideBySide:
    """The accounts of an incident under a view, those set aside included and marked."""
    tellings, where = _tellings(case, [item.claim for item in account.admissions])
    compare = _Comparison(case)
    said = [
        _Said(field, scope, where[item.claim.statement], _cell(item.claim, value, item.aside))
        for item in account.admissions
        for field, scope, value in _values(item.claim)
    ]
    keys = dict.fromkeys((one.field, one.scope) for one in sorted(said, key=_order))
    rows = tuple(
        _row(key, [one for one in said if (one.field, one.scope) == key], len(tellings), compare)
        for key in keys
    )
    return SideBySide(tellings, rows)


def _order(one: _Said) -> tuple[int, str, str, str]:
    scope = one.scope or Scope("", "", "")
    return FIELDS.index(one.field), scope.harm, scope.victims, scope.place


def _tellings(case: Case, claims: Iterable[Claim]) -> tuple[tuple[Telling, ...], dict[str, int]]:
    """The columns, in record order, and the column of each statement."""
    evidence = case.shared.evidence
    columns: dict[tuple[str, str], Telling] = {}
    where: dict[str, int] = {}
    for claim in claims:
        statement = evidence.statement_of(claim)
        key = (str(statement.speaker), statement.document)
        known = columns.get(key)
        if known is None:
            columns[key] = Telling(statement.speaker, statement.document, statement.said, (statement.id,))
        elif statement.id not in known.statements:
            columns[key] = evolve(known, statements=(*known.statements, statement.id))
        where[statement.id] = list(columns).index(key)
    return tuple(columns.values()), where


def _cell(claim: Claim, value: Value, aside: Any) -> Cell:
    return Cell(
        claim=claim.id,
        value=value,
        denied=claim.polarity is Polarity.DENIED,
        firmness=claim.firmness,
        aside=aside.value if aside is not None else None,
        likeness=Likeness.ALONE,
    )


def _values(claim: Claim) -> Iterator[tuple[str, Scope | None, Value]]:
    """The fields a claim speaks of, with what it says."""
    if isinstance(claim, EventClaim):
        yield "what", None, claim.kind
        said = (("when", claim.happened), ("where", claim.place), ("origin", claim.origin))
        yield from ((field, None, value) for field, value in said if value is not None)
        if claim.means:
            yield "means", None, claim.means
        yield from (("circumstances", None, word) for word in claim.circumstances)
    elif isinstance(claim, RoleClaim):
        yield claim.role.value, None, claim.actor
    elif isinstance(claim, LossClaim):
        place = str(claim.place) if claim.place is not None else ""
        yield "loss", Scope(claim.harm.value, claim.victims, place), claim.count


def _row(
    key: tuple[str, Scope | None], said: Sequence[_Said], columns: int, compare: "_Comparison"
) -> FieldRow:
    field, scope = key
    marked = [(one.telling, evolve(one.cell, likeness=compare.worst(field, one, said))) for one in said]
    cells = tuple(tuple(cell for at, cell in marked if at == column) for column in range(columns))
    worst = max((cell.likeness for _, cell in marked), key=_RANK.index)
    return FieldRow(field, scope, cells, worst)


_RANK = (Likeness.ALONE, Likeness.SAME, Likeness.COMPATIBLE, Likeness.CONTRARY)


class _Comparison:
    """How values of each field lie to each other; each kind of value by its own algebra."""

    def __init__(self, case: Case) -> None:
        self._places = algebra_of_places(case.shared.geography)
        self._actors = algebra_of_actors(case.shared.evidence)

    def worst(self, field: str, one: _Said, said: Sequence[_Said]) -> Likeness:
        """How a value lies to those of the other accounts: the worst of them."""
        others = [other for other in said if other.telling != one.telling]
        return max((self._likeness(field, one.cell, other.cell) for other in others),
                   key=_RANK.index, default=Likeness.ALONE)  # fmt: skip

    def _likeness(self, field: str, one: Cell, other: Cell) -> Likeness:
        same, meets = one.value == other.value, self._meet(field, one.value, other.value)
        if one.denied != other.denied:
            return Likeness.CONTRARY if meets else Likeness.COMPATIBLE
        if same or one.denied:
            return Likeness.SAME if same else Likeness.COMPATIBLE
        return Likeness.COMPATIBLE if meets else Likeness.CONTRARY

    def _meet(self, field: str, one: Value, other: Value) -> bool:
        if isinstance(one, Period) and isinstance(other, Period):
            return TIMES.meets(*(When(each.span, each.fills, each.zone) for each in (one, other)))
        if isinstance(one, Location) and isinstance(other, Location):
            return self._places.meets(one, other)
        if isinstance(one, Count) and isinstance(other, Count):
            return _overlap(one, other)
        if isinstance(one, Who) and isinstance(other, Who):
            # Several may each have been a target or have taken part; one did it, or they differ.
            return field not in _EXCLUSIVE or not one.members or not other.members \
                or self._actors.meets(one, other)  # fmt: skip
        return field != "what" or KINDS.meets(str(one), str(other))


_EXCLUSIVE = ("perpetrated", "ordered", "commanded")


def _overlap(one: Count, other: Count) -> bool:
    highs = [count.high for count in (one, other) if count.high is not None]
    return max(one.low, other.low) <= min(highs, default=max(one.low, other.low))
