"""Commands that say what follows, in whose eyes: ledger, assess, explain, sensitivity."""

from enum import Enum
from typing import Annotated

import typer
from attrs import frozen
from rich.console import Console

from truceline.assessment.case import Case
from truceline.assessment.doubts import Why, why_possible
from truceline.assessment.engine.leaving_out import sensitivity_of as swift_without_each
from truceline.assessment.explain import explain as explain_incident
from truceline.assessment.finding import Outcome
from truceline.assessment.ledger import By, Gathered, Ledger, Scope, collect, tally_gathered
from truceline.assessment.selection import every_incident
from truceline.assessment.sensitivity import sensitivity as without_each
from truceline.assessment.shapes import (
    Shape,
    assessed_rows,
    explanation_shape,
    ledger_shape,
    why_shape,
    without_shape,
)
from truceline.record.store import Record
from truceline.values.problems import Problem, Problems
from truceline.workbench.answered import Answer, question
from truceline.workbench.complaints import Format
from truceline.workbench.desk import (
    AgreementOption,
    AsOf,
    Desk,
    FromOption,
    KnownOption,
    PublishedOption,
    ToOption,
    ViewsOption,
    window_of,
)
from truceline.workbench.explain_text import assessed_sheet, draw_explanation, heading_of
from truceline.workbench.formats import draw_sheet, emit
from truceline.workbench.options import FormatOption, RecordOption, record_folder
from truceline.workbench.plots import PlotOption, check_plot, plot_sensitivity
from truceline.workbench.progress import progress
from truceline.workbench.selecting import (
    ActorOption,
    DyadOption,
    PlaceOption,
    Selection,
    SourceOption,
    WhereOption,
)
from truceline.workbench.sizing import CacheOption, EngineOption, Engines, Manner, ThreadsOption
from truceline.workbench.spreading import MasterOption, Spreading, SpreadOption
from truceline.workbench.tables import draw_ledgers, ledger_csv, why_sheets, without_sheet
from truceline.workbench.tabling import ReportsOption, Tables, ZoneOption, with_table
from truceline.workbench.testimony_text import Teller, names_in

app = typer.Typer()


class FailOn(Enum):
    """Findings that a script may want to hear of in the exit status."""

    VIOLATION = "violation"
    POSSIBLE = "possible"


FailOnOption = Annotated[
    FailOn | None,
    typer.Option("--fail-on", help="End with status 1 when there is one; findings are no failures else."),
]
ViewOption = Annotated[str, typer.Option("--view", metavar="VIEW", help="A view's name or file.")]


@app.command()
def ledger(
    *,
    agreement: AgreementOption = None,
    view: ViewsOption = None,
    by: Annotated[By, typer.Option("--by", help="What the rows are keyed by.")] = By.ACTOR,
    first: FromOption = "",
    last: ToOption = "",
    published_by: PublishedOption = "",
    known_by: KnownOption = "",
    place: PlaceOption = None,
    actor: ActorOption = None,
    source: SourceOption = None,
    dyad: DyadOption = None,
    where: WhereOption = None,
    why: Annotated[
        bool, typer.Option("--why", help="Also why findings are only possible, and what would settle most.")
    ] = False,
    fail_on: FailOnOption = None,
    engine: EngineOption = Manner.AUTO,
    threads: ThreadsOption = 2,
    reports: ReportsOption = None,
    zone: ZoneOption = "",
    spread: SpreadOption = "",
    master: MasterOption = "",
    cache: CacheOption = True,
    record: RecordOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Breaches under one view or several, side by side."""
    selection = Selection(place, actor, source, dyad, where)
    window = window_of(first, last)
    # Reasons, and what a view holds of each incident, are for the reference to tell.
    folder = record_folder(record)
    manner = Manner.PLAIN if why or selection.is_of_accounts else engine
    engines = Engines(manner, threads, folder if cache else None)
    tables = engines.tables = Tables(reports, zone, engines.say)
    tables.check(by_claims=why or selection.is_any or engine is Manner.PLAIN)
    keeps = cache and reports is None and manner in (Manner.AUTO, Manner.ARRAYS) and not selection.is_any
    asked = question(
        folder if keeps else None, (by, window, published_by, known_by), (agreement, *(view or ()))
    )

    def worked_out(opened: Record) -> tuple[Answer, list[Why]]:
        place = asked.place
        cases = Desk(opened).cases(agreement, view, AsOf(published_by, known_by))
        scopes = [Scope(window, selection.choice(opened, case)) for case in cases]
        cases = tables.beside(cases)
        found, whys = (
            (Spreading(spread, master, threads, engines.say, tables).ledgers(cases, scopes, by), [])
            if engines.by is Manner.SPARK
            else _assessed(cases, scopes, by, engines, why=why)
        )
        answer = Answer(tuple(found), names_in(cases[0].shared.evidence.snapshot))
        asked.keep(place, answer)
        return answer, whys

    with Record.open(folder) as opened:
        known = asked.read()
        answer, whys = worked_out(opened) if known is None else (known, [])
    found, names = list(answer.ledgers), dict(answer.names)
    body = [ledger_shape(one) for one in found]
    for shape, reasons in zip(body, whys, strict=False):
        shape["why"] = why_shape(reasons)
    beside = tables.beside_record
    for shape in body if beside is not None else ():
        shape["beside_record"] = beside

    def draw(screen: Console) -> None:
        _draw(found, whys, by, names, screen)
        if beside is not None:
            of = "Beside the record, {rows} rows of {file} that it does not hold (SHA-256 {sha256})."
            screen.print(of.format(**beside), style="dim", soft_wrap=True, markup=False, highlight=False)

    emit(format, body=body, sheet=with_table(ledger_csv(found), beside), draw=draw)
    _fail_on(fail_on, found)


def _assessed(
    cases: list[Case], scopes: list[Scope], by: By, engines: Engines, *, why: bool
) -> tuple[list[Ledger], list[Why]]:
    """The ledger of each case over its scope, and why its findings are only possible if that is asked."""
    found, whys = [], []
    for case, scope in zip(cases, scopes, strict=True):
        swift = engines.of(case)
        if swift is not None:
            found.append(swift.ledger(case.view, scope, by))
            continue
        gathered = _ask(case, scope).gathered
        found.append(tally_gathered(case, scope, by, gathered))
        whys += [why_possible(case, scope, gathered, settle=True)] if why else []
    return found, whys


def _draw(found: list[Ledger], whys: list[Why], by: By, names: dict[str, str], screen: Console) -> None:
    draw_ledgers(found, by, names, screen)
    for one, why in zip(found, whys, strict=False):
        screen.print(f"\n{one.name}", style="bold")
        for sheet in why_sheets(why):
            draw_sheet(sheet, screen)


def _fail_on(wanted: FailOn | None, found: list[Ledger]) -> None:
    definite = any(one.totals.definite or one.dues.definite for one in found)
    possible = any(one.totals.possible or one.dues.possible for one in found)
    if (wanted is not None and definite) or (wanted is FailOn.POSSIBLE and possible):
        raise typer.Exit(1)


@app.command()
def assess(
    *,
    agreement: AgreementOption = None,
    view: ViewOption = "every-source",
    first: FromOption = "",
    last: ToOption = "",
    published_by: PublishedOption = "",
    known_by: KnownOption = "",
    fail_on: FailOnOption = None,
    record: RecordOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """One row for each incident and provision."""
    window = window_of(first, last)
    with Record.open(record_folder(record)) as opened:
        (case,) = Desk(opened).cases(agreement, [view], AsOf(published_by, known_by))
        gathered = _ask(case, Scope(window, every_incident)).gathered
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
    failing = {Outcome.VIOLATION.value} | ({Outcome.POSSIBLE.value} if fail_on is FailOn.POSSIBLE else set())
    if fail_on is not None and outcomes & failing:
        raise typer.Exit(1)


@app.command()
def explain(
    incident: Annotated[str, typer.Argument(metavar="INCIDENT")],
    *,
    agreement: AgreementOption = None,
    view: ViewsOption = None,
    published_by: PublishedOption = "",
    known_by: KnownOption = "",
    record: RecordOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Why an incident is found what it is, and what would settle it, down to the claims."""
    with Record.open(record_folder(record)) as opened:
        cases = Desk(opened).cases(agreement, view, AsOf(published_by, known_by))
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
def sensitivity(
    *,
    agreement: AgreementOption = None,
    view: ViewOption = "every-source",
    first: FromOption = "",
    last: ToOption = "",
    dyad: DyadOption = None,
    published_by: PublishedOption = "",
    known_by: KnownOption = "",
    plot: PlotOption = None,
    engine: EngineOption = Manner.AUTO,
    threads: ThreadsOption = 2,
    cache: CacheOption = True,
    record: RecordOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """The ledger without each source in turn, the one that moves it most first."""
    check_plot(plot)
    window = window_of(first, last)
    folder = record_folder(record)
    # What two sides did to each other is for the reference to tell.
    engines = Engines(Manner.PLAIN if dyad else engine, threads, folder if cache else None)
    with Record.open(folder) as opened:
        (case,) = Desk(opened).cases(agreement, [view], AsOf(published_by, known_by))
        scope = Scope(window, Selection(None, None, None, dyad, None).choice(opened, case))
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


@frozen
class Asked:
    """A case over a scope, with what becomes of its occasions."""

    case: Case
    scope: Scope
    gathered: Gathered


def _ask(case: Case, scope: Scope) -> Asked:
    with progress(case.view.name, len(case.shared.evidence.incidents)) as step:
        return Asked(case, scope, collect(case, scope, step))
