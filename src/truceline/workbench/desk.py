"""A record being asked: snapshots as known by then, with what all views of one share."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Annotated

import typer
from attrs import evolve, frozen

from truceline.agreement.terms import Agreement
from truceline.assessment.admission import end_of_day
from truceline.assessment.case import Case, Shared, share
from truceline.assessment.evidence import gather
from truceline.assessment.selection import Window
from truceline.assessment.view import View
from truceline.exchange.datasets import with_datasets
from truceline.record.snapshot import Snapshot
from truceline.record.store import Record
from truceline.values.problems import Problem, Problems, ValueProblem
from truceline.workbench.kept import DEFAULT_VIEW, kept_agreements, kept_views, pick_agreement, pick_view

AgreementOption = Annotated[
    str | None,
    typer.Option("--agreement", metavar="ID", help="The agreement; else the record's only one."),
]
ViewsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--view", metavar="VIEW", help=f"A view's name or file, as often as you like; else {DEFAULT_VIEW}."
    ),
]
PublishedOption = Annotated[
    str,
    typer.Option(
        "--published-by", metavar="DATE", help="Only what the world could read by the end of that day."
    ),
]
KnownOption = Annotated[
    str,
    typer.Option(
        "--known-by", metavar="DATE|@SIZE", help="Only what this record held by then, or at that size."
    ),
]
FromOption = Annotated[
    str, typer.Option("--from", metavar="DATE", help="Incidents that begin on this day or later.")
]
ToOption = Annotated[
    str, typer.Option("--to", metavar="DATE", help="Incidents that begin on this day or earlier.")
]


@frozen
class Between:
    """The days that incidents are asked for between, as given."""

    first: FromOption = ""
    last: ToOption = ""

    @property
    def window(self) -> Window:
        """The days, both included.

        Raises:
            Problems: as :func:`window_of`.
        """
        return window_of(self.first, self.last)


@frozen
class AsOf:
    """Cut-offs from the command line; they override those of a view's file."""

    published_by: PublishedOption = ""
    known_by: KnownOption = ""

    def on(self, view: View) -> View:
        """The view with these cut-offs, which its title then shows."""
        return evolve(
            view,
            published_by=self.published_by or view.published_by,
            known_by=self.known_by or view.known_by,
        )


_NO_AGREEMENT = Agreement(
    id="none", title="No agreement", kind="", zone="UTC", declared=None, period=None, sponsors=(),
    ethprio=None, pax=None, documents=(), breach_word="", provisions=(),
)  # fmt: skip


class Desk:
    """Prepares cases; what depends only on the snapshot is worked out once for each.

    ``sees`` leaves of a snapshot what whoever asks may see.
    """

    def __init__(self, record: Record, sees: Callable[[Snapshot], Snapshot] = lambda whole: whole) -> None:
        self._record = record
        self._sees = sees
        self._shared: dict[int | None, Shared] = {}

    def snapshot(self, known_by: str = "") -> Snapshot:
        """What the record held by then, rows of its data sets included."""
        return self.shared(known_by).evidence.snapshot

    def shared(self, known_by: str) -> Shared:
        size = self._size(known_by)
        if size not in self._shared:
            held = self.own if size is None else self._sees(self._record.snapshot(size))
            snapshot = self._sees(with_datasets(self._record, held))
            now = self.shared("").evidence if size is not None else None
            self._shared[size] = share(gather(snapshot), now)
        return self._shared[size]

    def cases(self, agreement: str | None, views: Sequence[str] | None, as_of: AsOf) -> list[Case]:
        """One case for each view, in the order they were named."""
        return [self._case(agreement, name, as_of) for name in views or [DEFAULT_VIEW]]

    def _case(self, agreement: str | None, name: str, as_of: AsOf) -> Case:
        view = self._view(name, as_of)
        return Case(self.shared(view.known_by), self.agreement(agreement, view.known_by), view)

    def trial(self, agreement: str | None, view: View) -> Case:
        """A case under a view that nobody has kept."""
        return Case(self.shared(view.known_by), self.agreement(agreement, view.known_by), view)

    def plain_case(self, view: str, as_of: AsOf) -> Case:
        """A case under no agreement at all: what is reported, and nothing that follows."""
        taken = self._view(view, as_of)
        return Case(self.shared(taken.known_by), _NO_AGREEMENT, taken)

    def agreement(self, name: str | None, known_by: str = "") -> Agreement:
        """The agreement of that name, or the record's only one, as the record held it by then.

        One entered only later is read as it stands now: it may be of old days, and a ledger
        under it could not have been asked for then.
        """
        then = self.snapshot(known_by)
        held_then = kept_agreements(then)
        known = name in held_then if name is not None else bool(held_then)
        return pick_agreement(then if known else self.own, name)

    def _view(self, name: str, as_of: AsOf) -> View:
        """The view of that name under these cut-offs, in the text the record held by then."""
        then = self.snapshot(as_of.known_by) if as_of.known_by else self.own
        return as_of.on(pick_view(then if name in kept_views(then) else self.own, name))

    @cached_property
    def own(self) -> Snapshot:
        """The record as it stands, without the rows of its data sets."""
        return self._sees(self._record.snapshot())

    def _size(self, known_by: str) -> int | None:
        """The size of the log that a cut-off means (semantics 4); None for all of it.

        Raises:
            ValueProblem: ``view.date`` or ``record.size``.
        """
        if not known_by:
            return None
        if known_by.startswith("@"):
            if not known_by[1:].isdecimal():
                raise ValueProblem("view.date", known_by)
            return int(known_by[1:])
        cutoff = end_of_day(known_by)
        assert cutoff is not None
        by_day = "T" not in known_by
        return self._record.size_known_by(cutoff - timedelta(microseconds=1) if by_day else cutoff)


def window_of(first: str, last: str) -> Window:
    """The days between two dates as typed; "" for an open side.

    Raises:
        Problems: ``cli.date`` for each that is none, ``period.order`` when they are reversed.
    """
    problems = [Problem("cli.date", text) for text in (first, last) if text and _day(text) is None]
    window = Window(_day(first), _day(last))
    if window.first is not None and window.last is not None and window.last < window.first:
        problems.append(Problem("period.order", f"{first} to {last}"))
    if problems:
        raise Problems(problems)
    return window


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
