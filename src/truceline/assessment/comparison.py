"""Comparison: incidents that views find differently, grouped by which single answers make the difference.

An answer makes the difference on an incident when, flipped in either view to the other's,
both find the same. Where no single answer does, several do together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from attrs import frozen

from truceline.assessment.case import Case
from truceline.assessment.crux import claims_behind, differing_in
from truceline.assessment.disagreement import disagreements
from truceline.assessment.finding import Outcome
from truceline.assessment.flipping import Heads, Progress, Taken, flip
from truceline.assessment.ledger import Tallied
from truceline.assessment.question import Disagreement, Kind

UNKNOWN_TO_IT = "not in the record as read"


@frozen
class Reason:
    """A question whose answer makes the difference, with both answers and the claims behind them.

    Of a question about one incident alone, ``about`` is empty: the group is of all such, and
    the answers are those of its first incident.
    """

    kind: Kind
    about: tuple[str, ...]
    text: str
    answers: tuple[str, ...]
    claims: tuple[tuple[str, ...], ...]


@frozen
class Group:
    """Incidents that two views find in the same two ways, for the same reasons.

    ``alone`` says that each of the reasons makes the difference by itself; else they only do
    so together.
    """

    between: tuple[str, str]
    found: tuple[str, str]
    reasons: tuple[Reason, ...]
    alone: bool
    incidents: tuple[str, ...]


@frozen
class Comparison:
    """Two views or more over the same incidents."""

    views: tuple[Taken, ...]
    incidents: int
    differing: int
    groups: tuple[Group, ...]

    def heads(self) -> tuple[tuple[str, Heads], ...]:
        """The headline counts of each view."""
        return tuple((one.case.view.name, one.heads) for one in self.views)


def compare(taken: Sequence[Taken], progress: Progress | None = None) -> Comparison:
    """Compare each two of these, the biggest groups first."""
    names = tuple(taken[0].tallied)
    differing = sum(len({one.seen(name) for one in taken}) > 1 for name in names)
    groups = [group for pair in combinations(taken, 2) for group in _groups(*pair, progress)]
    return Comparison(
        views=tuple(taken), incidents=len(names), differing=differing, groups=biggest_first(groups)
    )


def biggest_first(groups: Iterable[Group]) -> tuple[Group, ...]:
    """The order of groups."""
    return tuple(sorted(groups, key=lambda one: (-len(one.incidents), one.between, one.found)))


def _groups(first: Taken, second: Taken, progress: Progress | None) -> Iterator[Group]:
    differing = differing_in(first, second)
    why = _why(first, second, differing, progress)
    found: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for incident, (several, alone) in why.items():
        words = found_words(first, second, incident)
        found[words, alone, tuple(map(key_of, several))].append(incident)
    for incidents in found.values():
        several, alone = why[incidents[0]]
        yield Group(
            between=(first.case.view.name, second.case.view.name),
            found=found_words(first, second, incidents[0]),
            reasons=tuple(reason_of((first.case, second.case), one, incidents) for one in several),
            alone=alone,
            incidents=tuple(incidents),
        )


def _why(
    first: Taken, second: Taken, differing: tuple[str, ...], progress: Progress | None
) -> dict[str, tuple[tuple[Disagreement, ...], bool]]:
    """For each differing incident the answers that make the difference; where none does, all that bear on it."""
    asked = frozenset(differing)
    bearing: dict[str, list[Disagreement]] = defaultdict(list)
    making: dict[str, list[Disagreement]] = defaultdict(list)
    for number, one in enumerate(disagreements(first.case, second.case, differing)):
        if progress is not None:
            progress(number)
        touched = one.touched & asked
        settled = {
            *flip(first, one.sides[1], touched, second).settled,
            *flip(second, one.sides[0], touched, first).settled,
        }
        for incident in touched:
            bearing[incident].append(one)
        for incident in settled:
            making[incident].append(one)
    return {
        incident: (tuple(making.get(incident) or bearing[incident]), incident in making)
        for incident in differing
    }


def key_of(one: Disagreement) -> tuple[object, ...]:
    """What groups are told apart by: of questions about one incident alone only the kind."""
    question = one.question
    return (question.kind,) if question.kind.is_of_incident else (question.kind, question.text)


def reason_of(cases: tuple[Case, Case], one: Disagreement, incidents: Sequence[str]) -> Reason:
    """A question as the reason of a group of incidents."""
    question = one.question
    of_incident = question.kind.is_of_incident
    return Reason(
        kind=question.kind,
        about=() if of_incident else question.about,
        text=question.text,
        answers=tuple(side.answer for side in one.sides),
        claims=tuple(
            claims_behind(side, question, case, incidents)
            for side, case in zip(one.sides, cases, strict=True)
        ),
    )


def found_words(first: Taken, second: Taken, incident: str) -> tuple[str, str]:
    """What each of two views finds; who is responsible where they differ in nothing else."""
    one, other = first.tallied[incident], second.tallied[incident]
    words = _found(one), _found(other)
    if words[0] == words[1] and one is not None and other is not None:
        return _with_responsible(one, words[0]), _with_responsible(other, words[1])
    return words


def _found(one: Tallied | None) -> str:
    if one is None:
        return UNKNOWN_TO_IT
    if one.finding is None:
        return f"out: {one.not_counted}"
    if one.not_counted:
        return one.not_counted
    return finding_words(one.finding.outcome, one.finding.failed, aggregate=one.aggregate)


def finding_words(outcome: Outcome, failed: str | None, *, aggregate: bool) -> str:
    """What is found of an incident that counts."""
    why = f" ({failed})" if failed else ""
    return f"{outcome.value}{why}" + (", a sum of several" if aggregate else "")


def _with_responsible(one: Tallied, words: str) -> str:
    return f"{words}: {one.finding.responsible}" if one.finding is not None else words
