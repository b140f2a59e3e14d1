"""The command that puts ledgers side by side: by which assessment, beside which table, answered before or not."""

from collections.abc import Mapping
from typing import Annotated

import typer
from attrs import frozen
from rich.console import Console

from truceline.assessment.case import Case
from truceline.assessment.doubts import Why, why_possible
from truceline.assessment.ledger import By, Ledger, Scope, tally_gathered
from truceline.assessment.shapes import Shape, ledger_shape, why_shape
from truceline.record.store import Record
from truceline.workbench.answered import Answer, Answers, question
from truceline.workbench.complaints import Format
from truceline.workbench.desk import AgreementOption, AsOf, Between, Desk, ViewsOption
from truceline.workbench.failing import FailOnOption, fail_on_any
from truceline.workbench.formats import Cell, draw_sheet, emit
from truceline.workbench.groups import grouped
from truceline.workbench.options import FormatOption, RecordOption, record_folder
from truceline.workbench.progress import collected
from truceline.workbench.selecting import Selection
from truceline.workbench.sizing import Assessing, Engines, Manner
from truceline.workbench.spreading import Cluster, Spreading
from truceline.workbench.tables import draw_ledgers, ledger_csv, why_sheets
from truceline.workbench.tabling import Beside, with_table
from truceline.workbench.testimony_text import names_in

app = typer.Typer()


@frozen(kw_only=True)
class Wanted:
    """Which ledgers are wanted, and how they are to be made, as given."""

    agreement: AgreementOption = None
    view: ViewsOption = None
    by: Annotated[By, typer.Option("--by", help="What the rows are keyed by.")] = By.ACTOR
    between: Between
    as_of: AsOf
    selection: Selection
    why: Annotated[
        bool, typer.Option("--why", help="Also why findings are only possible, and what would settle most.")
    ] = False
    assessing: Assessing
    beside: Beside
    cluster: Cluster
    record: RecordOption = None

    @property
    def is_plain(self) -> bool:
        """Whether it asks for reasons, or for what a view holds of each incident: these are for the reference to tell."""
        return self.why or self.selection.is_of_accounts

    @property
    def is_kept(self) -> bool:
        """Whether its answer may be taken from, and kept for, another time."""
        by = self.assessing.plainly(if_so=self.is_plain).engine
        return (
            self.assessing.cache
            and self.beside.reports is None
            and not self.selection.is_any
            and by in (Manner.AUTO, Manner.ARRAYS)
        )


@app.command()
@grouped
def ledger(*, wanted: Wanted, fail_on: FailOnOption = None, format: FormatOption = Format.TABLE) -> None:
    """Breaches under one view or several, side by side."""
    folder = record_folder(wanted.record)
    engines = wanted.assessing.plainly(if_so=wanted.is_plain).engines(folder)
    tables = engines.tables = wanted.beside.tables(engines.say)
    tables.check(by_claims=wanted.why or wanted.selection.is_any or wanted.assessing.engine is Manner.PLAIN)
    answers = question(
        folder if wanted.is_kept else None,
        (wanted.by, wanted.between.window, wanted.as_of),
        (wanted.agreement, *(wanted.view or ())),
    )
    with Record.open(folder) as opened:
        known = answers.read()
        answer, whys = (known, []) if known is not None else _worked_out(opened, wanted, engines, answers)
    found, beside = list(answer.ledgers), tables.beside_record
    emit(
        format,
        body=_shapes(found, whys, beside),
        sheet=with_table(ledger_csv(found), beside),
        draw=lambda screen: _draw(answer, whys, wanted.by, beside, screen),
    )
    fail_on_any(
        fail_on,
        definite=any(one.totals.definite or one.dues.definite for one in found),
        possible=any(one.totals.possible or one.dues.possible for one in found),
    )


def _worked_out(
    opened: Record, wanted: Wanted, engines: Engines, answers: Answers
) -> tuple[Answer, list[Why]]:
    """The ledgers, kept for another time where they may be, and why findings are only possible if that is wanted."""
    place, tables = answers.place, engines.tables
    assert tables is not None
    cases = Desk(opened).cases(wanted.agreement, wanted.view, wanted.as_of)
    scopes = [Scope(wanted.between.window, wanted.selection.choice(opened, case)) for case in cases]
    cases = tables.beside(cases)
    if engines.by is Manner.SPARK:
        spreading = Spreading(wanted.cluster, engines.threads, tables)
        found, whys = spreading.ledgers(cases, scopes, wanted.by), list[Why]()
    else:
        found, whys = _assessed(cases, scopes, wanted, engines)
    answer = Answer(tuple(found), names_in(cases[0].shared.evidence.snapshot))
    answers.keep(place, answer)
    return answer, whys


def _assessed(
    cases: list[Case], scopes: list[Scope], wanted: Wanted, engines: Engines
) -> tuple[list[Ledger], list[Why]]:
    found, whys = [], []
    for case, scope in zip(cases, scopes, strict=True):
        swift = engines.of(case)
        if swift is not None:
            found.append(swift.ledger(case.view, scope, wanted.by))
            continue
        gathered = collected(case, scope)
        found.append(tally_gathered(case, scope, wanted.by, gathered))
        whys += [why_possible(case, scope, gathered, settle=True)] if wanted.why else []
    return found, whys


def _shapes(found: list[Ledger], whys: list[Why], beside: Mapping[str, Cell] | None) -> list[Shape]:
    body = [ledger_shape(one) for one in found]
    for shape, reasons in zip(body, whys, strict=False):
        shape["why"] = why_shape(reasons)
    for shape in body if beside is not None else ():
        shape["beside_record"] = beside
    return body


def _draw(
    answer: Answer, whys: list[Why], by: By, beside: Mapping[str, Cell] | None, screen: Console
) -> None:
    draw_ledgers(answer.ledgers, by, answer.names, screen)
    for one, why in zip(answer.ledgers, whys, strict=False):
        screen.print(f"\n{one.name}", style="bold")
        for sheet in why_sheets(why):
            draw_sheet(sheet, screen)
    if beside is not None:
        of = "Beside the record, {rows} rows of {file} that it does not hold (SHA-256 {sha256})."
        screen.print(of.format(**beside), style="dim", soft_wrap=True, markup=False, highlight=False)
