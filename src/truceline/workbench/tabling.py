"""A table of reports beside a record, for one command: what ledgers are made over instead of the record alone."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from attrs import define, evolve, field, frozen

from truceline.assessment.case import Case, Shared
from truceline.assessment.engine.gathering import reports_of
from truceline.assessment.engine.reports import Reports
from truceline.exchange.reports import Told, read_reports_table
from truceline.values.problems import Problem, Problems
from truceline.workbench.formats import Cell, Sheet

ReportsOption = Annotated[
    Path | None,
    typer.Option(
        "--reports",
        metavar="FILE|FOLDER",
        help="A table of reports (Parquet or CSV, docs/spec/reports.md) to assess beside the record, which is not changed.",
    ),
]
ZoneOption = Annotated[
    str, typer.Option("--zone", metavar="ZONE", help="The zone of dates in --reports where it names none.")
]


@frozen
class Beside:
    """The table of reports a command is given beside the record, if any."""

    reports: ReportsOption = None
    zone: ZoneOption = ""

    def tables(self, say: Callable[[str], None]) -> "Tables":
        """It, to be read when a case asks for it."""
        return Tables(self.reports, self.zone, say)


@define
class Tables:
    """The table a command was given, if any, read beside each snapshot it asks."""

    path: Path | None
    zone: str
    say: Callable[[str], None]
    _told: list[tuple[Shared, Told]] = field(factory=list, init=False)

    def check(self, *, by_claims: bool) -> None:
        """See that nothing is asked that only claims can answer.

        Raises:
            Problems: ``reports.claims``.
        """
        if self.path is not None and by_claims:
            raise Problems([Problem("reports.claims", self.path.name)])

    def beside(self, cases: Sequence[Case]) -> list[Case]:
        """The cases, each of the record with the table beside it.

        Raises:
            Problems: every fault of the table.
        """
        if self.path is None:
            return list(cases)
        return [Case(self._of(case.shared).shared, case.agreement, case.view) for case in cases]

    def _of(self, shared: Shared) -> Told:
        for known, told in self._told:
            if known is shared:
                return told
        assert self.path is not None
        made = read_reports_table(self.path, shared, zone=self.zone)
        self.say(f"{made.rows} rows of {self.path.name} (SHA-256 {made.sha256})")
        self._told.append((shared, made))
        return made

    def reports(self, shared: Shared) -> Reports:
        """The reports to assess of a record that was read, be it with a table beside it."""
        told = self.told(shared)
        return reports_of(shared.evidence, shared.origins) if told is None else told

    def told(self, shared: Shared) -> Reports | None:
        """The reports of a record with the table beside it; None of a record alone."""
        found = (told.reports for _, told in self._told if told.shared is shared)
        return next(found, None)

    @property
    def beside_record(self) -> dict[str, Cell] | None:
        """What was assessed beside the record, for whoever reads the result; None where nothing was."""
        if self.path is None:
            return None
        return {"file": self.path.name, "rows": self._told[0][1].rows, "sha256": self.sha256}

    @property
    def sha256(self) -> str:
        """The hash of the table; "" where there is none."""
        return self._told[0][1].sha256 if self._told else ""


def with_table(sheet: Sheet, beside: Mapping[str, Cell] | None) -> Sheet:
    """A sheet whose every row names the table that was assessed beside the record; as it is where there was none."""
    if beside is None:
        return sheet
    columns = tuple(f"beside_{name}" for name in beside)
    return evolve(
        sheet, columns=sheet.columns + columns, rows=tuple((*row, *beside.values()) for row in sheet.rows)
    )
