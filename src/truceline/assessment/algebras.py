"""How the values of each field compare: what lies within what, what can both be so (semantics 4)."""

from collections.abc import Callable

from attrs import frozen

from truceline.assessment.conduct import common_kind, is_kind_of, lineage
from truceline.assessment.evidence import Evidence
from truceline.assessment.geography import Geography
from truceline.assessment.standing import Algebra
from truceline.values.when import Fills, Interval
from truceline.values.where import Location
from truceline.values.who import Form, Who


@frozen(cache_hash=True)
class When:
    """A resolved time: bounds in UTC, how they are filled, and the zone its days are local to."""

    span: Interval
    fills: Fills
    zone: str


def _hull_of_times(one: When, other: When) -> When | None:
    if not one.span.overlaps(other.span):
        return None
    starts, ends = (one.span.start, other.span.start), (one.span.end, other.span.end)
    start = None if None in starts else min(start for start in starts if start is not None)
    end = None if None in ends else max(end for end in ends if end is not None)
    return When(Interval(start, end), one.fills, one.zone)


def _length(when: When) -> float:
    if when.span.start is None or when.span.end is None:
        return float("inf")
    return (when.span.end - when.span.start).total_seconds()


TIMES = Algebra[When](
    within=lambda part, whole: whole.span.contains(part.span),
    meets=lambda one, other: one.span.overlaps(other.span),
    hull=_hull_of_times,
    size=_length,
)

KINDS = Algebra[str](
    within=is_kind_of,
    meets=lambda one, other: is_kind_of(one, other) or is_kind_of(other, one),
    hull=common_kind,
    size=lambda kind: -len(lineage(kind)),
)


def algebra_of_places(geography: Geography) -> Algebra[Location]:
    """Places compare by what is stated of them first, by geometry second."""
    return Algebra[Location](
        within=lambda part, whole: geography.covers(whole, part),
        meets=geography.meet,
        hull=lambda one, other: _hull_of_places(geography, one, other),
        size=geography.size,
    )


def _hull_of_places(geography: Geography, one: Location, other: Location) -> Location | None:
    if not geography.meet(one, other):
        return None
    if geography.covers(one, other):
        return one
    if geography.covers(other, one):
        return other
    return Location(tuple(dict.fromkeys((*one.alternatives, *other.alternatives))), "")


def algebra_of_actors(evidence: Evidence) -> Algebra[Who]:
    """The entity, else its class, else the alternatives it is one of.

    That several took part together says of each that it took part.
    """

    def within(part: Who, whole: Who) -> bool:
        if part == whole:
            return True
        if whole.form is Form.ALTERNATIVES:
            return set(part.members) <= set(whole.members) and part.form in (Form.ONE, Form.ALTERNATIVES)
        if whole.form is Form.CLASS:
            return part.form is Form.ONE and part.members[0] in members(whole)
        return part.form is Form.JOINT and set(part.members) >= set(whole.members)

    def members(whole: Who) -> tuple[str, ...]:
        actor = evidence.snapshot.actors.get(whole.members[0])
        return actor.members or () if actor is not None else ()

    return Algebra[Who](
        within=within,
        meets=lambda one, other: within(one, other) or within(other, one),
        hull=lambda one, other: _hull_of_actors(one, other, within),
        size=lambda who: _FORM_SIZE[who.form] + (-1 if who.form is Form.JOINT else 1) * len(who.members),
    )


def _hull_of_actors(one: Who, other: Who, within: Callable[[Who, Who], bool]) -> Who | None:
    if within(one, other):
        return other
    if within(other, one):
        return one
    both = tuple(sorted(set(one.members) & set(other.members)))
    if not both or Form.JOINT is not one.form or Form.JOINT is not other.form:
        return None
    return Who.one(both[0]) if len(both) == 1 else Who(Form.JOINT, both, "")


_FORM_SIZE = {Form.ONE: 0, Form.JOINT: 0, Form.ALTERNATIVES: 100, Form.CLASS: 1000}

TARGETS = Algebra[frozenset[Who]](
    # Actors hit apart: to name more of them is to say more, and says of each that it was hit.
    within=lambda part, whole: part >= whole,
    meets=lambda one, other: bool(one & other),
    hull=lambda one, other: one & other or None,
    size=lambda whom: -len(whom),
)
