"""Flipping: what becomes of a ledger when one of its answers is another's, re-assessing what that supports."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from attrs import frozen

from truceline.assessment.case import Case
from truceline.assessment.finding import Outcome
from truceline.assessment.ledger import Scope, Seen, Tallied, tallied
from truceline.assessment.question import Side, flipped

Progress = Callable[[int], None]


@frozen
class Heads:
    """The headline counts of a ledger: incidents in it, and what is found of them."""

    in_: int
    definite: int
    possible: int
    none: int

    def changed(self, less: "Heads", more: "Heads") -> "Heads":
        """These counts without some, and with others."""
        return Heads(
            in_=self.in_ - less.in_ + more.in_,
            definite=self.definite - less.definite + more.definite,
            possible=self.possible - less.possible + more.possible,
            none=self.none - less.none + more.none,
        )


@frozen
class Taken:
    """Every incident asked about as one case tallies it; None for one its record does not hold."""

    case: Case
    scope: Scope
    tallied: Mapping[str, Tallied | None]
    heads: Heads

    def seen(self, incident: str) -> Seen | None:
        """What is found of an incident, None where it does not count."""
        return seen_of(self.tallied[incident])


@frozen
class Flip:
    """What becomes of one view's ledger when one answer is taken from elsewhere.

    ``settled`` are the incidents found differently before and alike after, ``unsettled`` the
    other way round; ``changed`` all that are found otherwise than before.
    """

    view: str
    answer: str
    settled: Sequence[str]
    unsettled: Sequence[str]
    changed: Sequence[str]
    heads: Heads


def take(case: Case, scope: Scope, incidents: Iterable[str], progress: Progress | None = None) -> Taken:
    """Tally every one of these incidents under a case."""
    found = {}
    for number, incident in enumerate(incidents):
        if progress is not None and number % 500 == 0:
            progress(number)
        found[incident] = tallied_in(case, scope, incident)
    return Taken(case, scope, found, _heads(map(seen_of, found.values())))


def incidents_asked(cases: Iterable[Case], scope: Scope) -> tuple[str, ...]:
    """The incidents of a scope that any of these cases knows of, in record order."""
    known = dict.fromkeys(
        incident for case in cases for incident in (*case.shared.evidence.incidents, *case.shared.later)
    )
    return tuple(filter(scope.choice, known))


def tallied_in(case: Case, scope: Scope, incident: str) -> Tallied | None:
    """Where an incident stands in the ledger of a case; None where its record does not hold it."""
    known = incident in case.shared.evidence.incidents or incident in case.shared.later
    return tallied(case, scope, incident) if known else None


def seen_of(one: Tallied | None) -> Seen | None:
    """What two ledgers are compared by; None where there is nothing that counts."""
    return None if one is None else one.seen


def flip(own: Taken, side: Side, touched: Iterable[str], against: Taken | None = None) -> Flip:
    """One answer of a case taken from a side: only the incidents touched are assessed again."""
    case = flipped(own.case, side)
    changed: dict[str, Seen | None] = {}
    for incident in touched:
        if incident in own.tallied:
            now = seen_of(tallied_in(case, own.scope, incident))
            if now != own.seen(incident):
                changed[incident] = now
    wanted = {} if against is None else {name: against.seen(name) for name in changed}
    settled = tuple(sorted(name for name in wanted if changed[name] == wanted[name]))
    unsettled = tuple(sorted(name for name in wanted if own.seen(name) == wanted[name]))
    return Flip(
        view=own.case.view.name,
        answer=side.answer,
        settled=settled,
        unsettled=unsettled,
        changed=tuple(sorted(changed)),
        heads=_shifted(own.heads, [own.seen(name) for name in changed], changed.values()),
    )


def _heads(found: Iterable[Seen | None]) -> Heads:
    counts = Counter(_headings(found))
    return Heads(
        counts["in"],
        counts[Outcome.VIOLATION.value],
        counts[Outcome.POSSIBLE.value],
        counts[Outcome.NONE.value],
    )


def _headings(found: Iterable[Seen | None]) -> Iterable[str]:
    """The lines of a ledger that an incident counts in; what sums up several is in, and no more."""
    for seen in found:
        if seen is not None:
            aggregate, outcome, *_ = seen
            yield from ("in",) if aggregate else ("in", outcome)


def _shifted(heads: Heads, before: Iterable[Seen | None], after: Iterable[Seen | None]) -> Heads:
    return heads.changed(_heads(before), _heads(after))
