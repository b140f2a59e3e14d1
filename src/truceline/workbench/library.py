"""A record opened from Python: every question gives an Arrow table."""

from collections.abc import Mapping, Sequence
from datetime import date
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

import pyarrow as pa
from attrs import field, frozen

from truceline.assessment.case import Case
from truceline.assessment.engine.leaving_out import sensitivity_of
from truceline.assessment.finding_table import FindingTable, table_of
from truceline.assessment.ledger import By, Ledger, Scope, tally
from truceline.assessment.selection import every_incident
from truceline.assessment.sensitivity import sensitivity
from truceline.exchange.frames import (
    comparison_frame,
    crux_frame,
    findings_frame,
    ledger_frame,
    sensitivity_frame,
    totals_frame,
)
from truceline.record.store import Record
from truceline.workbench.beside import comparison_by, cruxes_by
from truceline.workbench.desk import AsOf, Desk, window_of
from truceline.workbench.kept import DEFAULT_VIEW, kept_agreements, kept_views
from truceline.workbench.selecting import Selection
from truceline.workbench.sizing import Engines, Manner

Day = date | str | None
_REMEMBERED = 8
"""So many views under an agreement are kept as they were assessed; asked again they answer at once."""


@frozen(kw_only=True)
class Asking:
    """Which incidents a question is about, and as of when it is asked.

    ``begin`` and ``end`` are local days, both included, on which an incident begins;
    ``published_by`` and ``known_by`` are as on the command line.
    """

    begin: Day = None
    end: Day = None
    place: Sequence[str] = ()
    actor: Sequence[str] = ()
    source: Sequence[str] = ()
    dyad: str | None = None
    where: Mapping[str, str] = field(factory=dict)
    published_by: str = ""
    known_by: str = ""

    @property
    def selection(self) -> Selection:
        """The choice as the command line makes it."""
        columns = [f"{column}={value}" for column, value in self.where.items()]
        return Selection(
            list(self.place) or None,
            list(self.actor) or None,
            list(self.source) or None,
            self.dyad,
            columns or None,
        )

    @property
    def as_of(self) -> AsOf:
        """The cut-offs."""
        return AsOf(self.published_by, self.known_by)


ANY = Asking()


class OpenRecord:
    """A record to ask; close it, or use it in a ``with``.

    Every answer is a ``pyarrow.Table`` whose schema's metadata says what it was made under.
    Views and agreements are named as on the command line; a view may be the path of a file. What was found
    under a view is found once: it is remembered until the record is closed.

    Raises:
        Problems: from every method, as the commands report them.
    """

    def __init__(self, record: Record, kept_in: Path | None = None, manner: Manner = Manner.AUTO) -> None:
        self._record = record
        self._desk = Desk(record)
        # Arrays for large records, in two threads; what a view holds of each incident is for the reference to tell.
        self._swift = Engines(manner, 2, kept_in)
        self._plain = Engines(Manner.PLAIN, 2, kept_in)
        self._asked: list[Case] = []
        self._tables: dict[Case, FindingTable] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the record's files."""
        self._record.close()

    @property
    def agreements(self) -> tuple[str, ...]:
        """The ids of the agreements the record keeps."""
        return tuple(kept_agreements(self._desk.snapshot()))

    @property
    def views(self) -> tuple[str, ...]:
        """The names of the views the record keeps; shipped ones can be named as well."""
        return tuple(kept_views(self._desk.snapshot()))

    def findings(
        self, *, view: str = DEFAULT_VIEW, agreement: str | None = None, about: Asking = ANY
    ) -> pa.Table:
        """A row for every incident: in or out, what is found, who is responsible, when and where."""
        (case,) = self._cases(agreement, [view], about)
        scope = self._scope([case], about)
        table = findings_frame(case, self._table(case), scope.window)
        if scope.choice is every_incident:
            return table
        return table.filter(pa.array(map(scope.choice, table["incident"].to_pylist()), pa.bool_()))

    def ledger(
        self,
        *,
        views: Sequence[str] = (DEFAULT_VIEW,),
        agreement: str | None = None,
        by: str = By.ACTOR.value,
        about: Asking = ANY,
    ) -> pa.Table:
        """A row for every view and key: breaches as bounds, with their losses."""
        cases = self._cases(agreement, views, about)
        return ledger_frame(cases, self._ledgers(cases, By(by), about))

    def totals(
        self, *, views: Sequence[str] = (DEFAULT_VIEW,), agreement: str | None = None, about: Asking = ANY
    ) -> pa.Table:
        """A row for every view: the headline figures of its ledger."""
        cases = self._cases(agreement, views, about)
        return totals_frame(cases, self._ledgers(cases, By.ACTOR, about))

    def compare(self, views: Sequence[str], *, agreement: str | None = None, about: Asking = ANY) -> pa.Table:
        """A row for every incident that two views find differently, with what makes the difference."""
        cases = self._cases(agreement, views, about)
        return comparison_frame(comparison_by(cases, self._scope(cases, about), self._engines(about)))

    def crux(self, views: Sequence[str], *, agreement: str | None = None, about: Asking = ANY) -> pa.Table:
        """A row for every answer flipped in turn, most explained first; of one view, what it contests."""
        cases = self._cases(agreement, views, about)
        _, rows = cruxes_by(cases, self._scope(cases, about), self._engines(about))
        return crux_frame(cases, rows)

    def sensitivity(
        self, *, view: str = DEFAULT_VIEW, agreement: str | None = None, about: Asking = ANY
    ) -> pa.Table:
        """A row for every source left out in turn, the one that moves the ledger most first."""
        (case,) = self._cases(agreement, [view], about)
        scope, swift = self._scope([case], about), self._engines(about).of(case)
        rows = sensitivity(case, scope) if swift is None else sensitivity_of(swift, case.view, scope)
        return sensitivity_frame(case, rows)

    def _cases(self, agreement: str | None, views: Sequence[str], about: Asking) -> list[Case]:
        return list(map(self._as_asked, self._desk.cases(agreement, views, about.as_of)))

    def _as_asked(self, case: Case) -> Case:
        """The case as it was asked before, if it was: what is found under it is found once."""
        for earlier in self._asked:
            # Evidence is one object for each state of the record; comparing two would read all of both.
            alike = earlier.shared is case.shared and earlier.view == case.view
            if alike and earlier.agreement == case.agreement:
                return earlier
        if len(self._asked) == _REMEMBERED:
            self._tables.pop(self._asked.pop(0), None)
        self._asked.append(case)
        return case

    def _table(self, case: Case) -> FindingTable:
        if case not in self._tables:
            engine = self._swift.of(case)
            self._tables[case] = table_of(case) if engine is None else engine.table(case.view)
        return self._tables[case]

    def _scope(self, cases: Sequence[Case], about: Asking) -> Scope:
        window = window_of(_typed(about.begin), _typed(about.end))
        selection = about.selection
        return Scope(
            window, selection.choice_of_any(self._record, cases) if selection.is_any else every_incident
        )

    def _ledgers(self, cases: Sequence[Case], by: By, about: Asking) -> list[Ledger]:
        return [self._ledger(case, self._scope([case], about), by, self._engines(about)) for case in cases]

    @staticmethod
    def _ledger(case: Case, scope: Scope, by: By, engines: Engines) -> Ledger:
        engine = engines.of(case)
        return tally(case, scope, by) if engine is None else engine.ledger(case.view, scope, by)

    def _engines(self, about: Asking) -> Engines:
        return self._plain if about.selection.is_of_accounts else self._swift


def _typed(day: Day) -> str:
    return "" if day is None else str(day)


def open_record(
    folder: str | PathLike[str], *, engine: Literal["auto", "plain", "arrays"] = "auto"
) -> OpenRecord:
    """Open a record to ask it; ``engine`` says how to assess, as on the command line: the findings are the same.

    Raises:
        Problems: ``record.missing`` and the like.
    """
    return OpenRecord(Record.open(Path(folder)), Path(folder), Manner(engine))
