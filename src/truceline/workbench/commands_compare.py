"""Commands that set views beside each other: where they differ, why, and which answer explains most."""

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console

from truceline.assessment.comparison import Comparison, Reason
from truceline.assessment.comparison_shapes import comparison_shape, crux_shape
from truceline.assessment.crux import Crux
from truceline.assessment.finding import DISCLAIMER
from truceline.assessment.flipping import Taken
from truceline.assessment.ledger import Scope
from truceline.record.store import Record
from truceline.values.problems import Problem, Problems
from truceline.workbench.beside import comparison_by, cruxes_by
from truceline.workbench.comparison_tables import (
    answer_text,
    compare_csv,
    contested_sheet,
    crux_csv,
    crux_sheet,
    groups_sheet,
    question_text,
    views_sheet,
)
from truceline.workbench.complaints import Format
from truceline.workbench.desk import (
    AgreementOption,
    AsOf,
    Between,
    Desk,
    ViewsOption,
)
from truceline.workbench.explain_text import heading_of
from truceline.workbench.formats import draw_sheet, emit
from truceline.workbench.groups import grouped
from truceline.workbench.options import FormatOption, RecordOption, record_folder
from truceline.workbench.plots import PlotOption, check_plot, plot_comparison, plot_crux
from truceline.workbench.progress import progress
from truceline.workbench.selecting import Selection
from truceline.workbench.sizing import Assessing
from truceline.workbench.testimony_text import Teller

app = typer.Typer()

MOST_VIEWS = 4
_MOST_TOLD = 5

ComparedOption = Annotated[
    list[str] | None,
    typer.Option("--view", metavar="VIEW", help="A view's name or file; two to four of them."),
]


@app.command()
@grouped
def compare(
    *,
    agreement: AgreementOption = None,
    view: ComparedOption = None,
    between: Between,
    as_of: AsOf,
    selection: Selection,
    plot: PlotOption = None,
    assessing: Assessing,
    record: RecordOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Incidents that views find differently, grouped by what makes the difference."""
    check_plot(plot)
    views = _of_number(view, least=2)
    window = between.window
    folder = record_folder(record)
    # What a view holds of each incident is for the reference to tell.
    engines = assessing.plainly(if_so=selection.is_of_accounts).engines(folder)
    with Record.open(folder) as opened:
        cases = Desk(opened).cases(agreement, views, as_of)
        scope = Scope(window, selection.choice_of_any(opened, cases))
        found = comparison_by(cases, scope, engines, progress)
    if plot is not None:
        plot_comparison(found, plot)
    emit(
        format,
        body=comparison_shape(found),
        sheet=compare_csv(found),
        draw=lambda screen: _draw_comparison(found, screen),
    )


@app.command()
@grouped
def crux(
    *,
    agreement: AgreementOption = None,
    view: ViewsOption = None,
    between: Between,
    as_of: AsOf,
    selection: Selection,
    plot: PlotOption = None,
    assessing: Assessing,
    record: RecordOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Which single answer explains most of the difference between views, or of one view's doubt.

    Each answer that differs is flipped in turn, in either view to the other's; of one view
    alone, each contested answer is settled in turn. What it explains are the incidents that
    are then found alike.
    """
    check_plot(plot)
    views = _of_number(view, least=0)
    window = between.window
    folder = record_folder(record)
    # What a view holds of each incident is for the reference to tell.
    engines = assessing.plainly(if_so=selection.is_of_accounts).engines(folder)
    with Record.open(folder) as opened:
        cases = Desk(opened).cases(agreement, views, as_of)
        scope = Scope(window, selection.choice_of_any(opened, cases))
        taken, rows = cruxes_by(cases, scope, engines, progress)
    if plot is not None:
        plot_crux(taken, rows, plot)
    emit(
        format,
        body=crux_shape(taken, rows),
        sheet=crux_csv(rows),
        draw=lambda screen: _draw_crux(taken, rows, screen),
    )


def _of_number(views: list[str] | None, *, least: int) -> list[str] | None:
    """The views named, if there are neither too few nor too many.

    Raises:
        Problems: ``cli.how_many_views``.
    """
    if not least <= len(views or ()) <= MOST_VIEWS:
        raise Problems([Problem("cli.how_many_views", str(len(views or ())))])
    return views


def _draw_comparison(found: Comparison, screen: Console) -> None:
    teller = _draw_heads(found.views, screen)
    draw_sheet(groups_sheet(found, teller.names), screen)
    reasons = {reason.text: reason for group in found.groups for reason in group.reasons if reason.about}
    for reason in list(reasons.values())[:_MOST_TOLD]:
        _draw_sides(reason.text, reason, teller, screen)
    screen.print(DISCLAIMER, style="dim")


def _draw_crux(taken: Sequence[Taken], rows: Sequence[Crux], screen: Console) -> None:
    teller = _draw_heads(taken, screen)
    alone = len(taken) == 1
    if not rows:
        screen.print("No single answer moves anything.")
    else:
        sheet = contested_sheet(rows, teller.names) if alone else crux_sheet(rows, teller.names)
        draw_sheet(sheet, screen)
    for row in rows[:_MOST_TOLD]:
        if alone or row.explained:
            _draw_sides(question_text(row.question, teller.names), row, teller, screen)
    screen.print(DISCLAIMER, style="dim")


def _draw_heads(taken: Sequence[Taken], screen: Console) -> Teller:
    for one in taken:
        screen.print(heading_of(one.case), soft_wrap=True)
    screen.print()
    draw_sheet(views_sheet(taken), screen)
    screen.print()
    newest = max((one.case.shared.evidence.snapshot for one in taken), key=lambda held: held.size)
    return Teller(newest)


def _draw_sides(title: str, differing: Reason | Crux, teller: Teller, screen: Console) -> None:
    """Each answer under its question, and the claims behind it."""
    screen.print(f"{_capital(title)}:")
    kind = differing.question.kind if isinstance(differing, Crux) else differing.kind
    for answer, claims in zip(differing.answers, differing.claims, strict=True):
        screen.print(f"  - {answer_text(kind, answer, teller.names)}", soft_wrap=True)
        for claim in claims[:_MOST_TOLD]:
            screen.print(f"      {teller.sentence(claim)}", soft_wrap=True)
        if len(claims) > _MOST_TOLD:
            screen.print(f"      and {len(claims) - _MOST_TOLD} more claims")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
