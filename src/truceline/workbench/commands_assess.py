"""Commands that say what follows, in whose eyes, and why: assess, explain, sensitivity."""

from typing import Annotated

import typer
from rich.console import Console

from truceline.assessment.case import Case
from truceline.assessment.engine.leaving_out import sensitivity_of as swift_without_each
from truceline.assessment.explain import explain as explain_incident
from truceline.assessment.finding import Outcome
from truceline.assessment.ledger import Scope
from truceline.assessment.selection import every_incident
from truceline.assessment.sensitivity import sensitivity as without_each
from truceline.assessment.shapes import (
    Shape,
    assessed_rows,
    explanation_shape,
    without_shape,
)
from truceline.record.store import Record
from truceline.values.problems import Problem, Problems
from truceline.workbench.complaints import Format
from truceline.workbench.desk import (
    AgreementOption,
    AsOf,
    Between,
    Desk,
    ViewsOption,
)
from truceline.workbench.explain_text import assessed_sheet, draw_explanation, heading_of
from truceline.workbench.failing import FailOnOption, fail_on_any
from truceline.workbench.formats import draw_sheet, emit
from truceline.workbench.groups import grouped
from truceline.workbench.options import FormatOption, RecordOption, record_folder
from truceline.workbench.plots import PlotOption, check_plot, plot_sensitivity
from truceline.workbench.progress import collected, progress
from truceline.workbench.selecting import DyadOption, Selection
from truceline.workbench.sizing import Assessing
from truceline.workbench.tables import without_sheet
from truceline.workbench.testimony_text import Teller, names_in

app = typer.Typer()


ViewOption = Annotated[str, typer.Option("--view", metavar="VIEW", help="A view's name or file.")]


@app.command()
@grouped
def assess(
    *,
    agreement: AgreementOption = None,
    view: ViewOption = "every-source",
    between: Between,
    as_of: AsOf,
    fail_on: FailOnOption = None,
    record: RecordOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """One row for each incident and provision."""
    with Record.open(record_folder(record)) as opened:
        (case,) = Desk(opened).cases(agreement, [view], as_of)
        gathered = collected(case, Scope(between.window, every_incident))
        rows: list[Shape] = []
        for item in gathered.inside:
            rows += assessed_rows(explain_incident(case, item.finding.incident))
        names = names_in(case.shared.evidence.snapshot)
    for_people = assessed_sheet(rows, names, title=heading_of(case))
    emit(
        format,
        body=rows,
        sheet=assessed_sheet(rows, {}, title=""),
        draw=lambda screen: draw_sheet(for_people, screen),
    )
    outcomes = {row["outcome"] for row in rows}
    fail_on_any(
        fail_on, definite=Outcome.VIOLATION.value in outcomes, possible=Outcome.POSSIBLE.value in outcomes
    )


@app.command()
@grouped
def explain(
    incident: Annotated[str, typer.Argument(metavar="INCIDENT")],
    *,
    agreement: AgreementOption = None,
    view: ViewsOption = None,
    as_of: AsOf,
    record: RecordOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Why an incident is found what it is, and what would settle it, down to the claims."""
    with Record.open(record_folder(record)) as opened:
        cases = Desk(opened).cases(agreement, view, as_of)
        found = [explain_incident(case, _known_incident(case, incident)) for case in cases]
        tellers = [Teller(case.shared.evidence.snapshot) for case in cases]
    bodies = [explanation_shape(one) for one in found]
    rows = [row for one in found for row in assessed_rows(one)]

    def draw(screen: Console) -> None:
        for case, one, teller in zip(cases, found, tellers, strict=True):
            draw_explanation(case, one, teller, screen)

    sheet = assessed_sheet(rows, {}, title="")
    emit(format, body=bodies[0] if len(bodies) == 1 else bodies, sheet=sheet, draw=draw)


@app.command()
@grouped
def sensitivity(
    *,
    agreement: AgreementOption = None,
    view: ViewOption = "every-source",
    between: Between,
    dyad: DyadOption = None,
    as_of: AsOf,
    plot: PlotOption = None,
    assessing: Assessing,
    record: RecordOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """The ledger without each source in turn, the one that moves it most first."""
    check_plot(plot)
    window = between.window
    folder = record_folder(record)
    # What two sides did to each other is for the reference to tell.
    engines = assessing.plainly(if_so=bool(dyad)).engines(folder)
    with Record.open(folder) as opened:
        (case,) = Desk(opened).cases(agreement, [view], as_of)
        scope = Scope(window, Selection(dyad=dyad).choice(opened, case))
        with progress("leaving out sources") as step:
            swift = engines.of(case)
            rows = (
                without_each(case, scope, step)
                if swift is None
                else swift_without_each(swift, case.view, scope, step)
            )
        names = names_in(case.shared.evidence.snapshot)
    if plot is not None:
        plot_sensitivity(rows, names, under=heading_of(case), file=plot)
    for_people = without_sheet(rows, names, title=heading_of(case))
    emit(
        format,
        body=[without_shape(row) for row in rows],
        sheet=without_sheet(rows, {}, title=""),
        draw=lambda screen: draw_sheet(for_people, screen),
    )


def _known_incident(case: Case, incident: str) -> str:
    """The incident of that id.

    Raises:
        Problems: ``cli.not_found``.
    """
    evidence = case.shared.evidence
    name = evidence.folded.get(incident, incident)
    if name not in evidence.incidents and name not in case.shared.later:
        raise Problems([Problem("cli.not_found", incident)])
    return incident
