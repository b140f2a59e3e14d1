"""Commands that look things up: incidents, show, list, check."""

from enum import Enum
from typing import Annotated

import typer

from truceline.assessment.checks import check as find_faults
from truceline.assessment.incidents import IncidentRow
from truceline.assessment.incidents import incidents as select_incidents
from truceline.assessment.ledger import Scope
from truceline.assessment.shapes import incidents_shape
from truceline.record.snapshot import Snapshot
from truceline.record.store import AGREEMENT_MEDIA_TYPE, VIEW_MEDIA_TYPE, Record
from truceline.workbench.checking import noted_in_datasets
from truceline.workbench.complaints import Format, plain
from truceline.workbench.desk import (
    AsOf,
    Between,
    Desk,
    ViewsOption,
)
from truceline.workbench.explain_text import heading_of
from truceline.workbench.formats import Cell, Sheet, emit, print_sheet
from truceline.workbench.groups import grouped
from truceline.workbench.kept import DEFAULT_VIEW, kept_agreements, kept_views
from truceline.workbench.options import FormatOption, RecordOption, record_folder
from truceline.workbench.selecting import Selection
from truceline.workbench.showing import draw_shown, shown, with_hearings
from truceline.workbench.tables import loss_text

app = typer.Typer()


class Listed(Enum):
    """What ``list`` lists."""

    ACTORS = "actors"
    AGREEMENTS = "agreements"
    DOCUMENTS = "documents"
    SOURCES = "sources"
    PLACES = "places"
    VIEWS = "views"


@app.command()
@grouped
def incidents(
    *,
    between: Between,
    selection: Selection,
    view: Annotated[
        str, typer.Option("--view", metavar="VIEW", help="A view's name or file.")
    ] = "every-source",
    as_of: AsOf,
    record: RecordOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Incidents on record, with what is said of them: no agreement is looked at."""
    window = between.window
    with Record.open(record_folder(record)) as opened:
        case = Desk(opened).plain_case(view, as_of)
        found = select_incidents(case, Scope(window, selection.choice(opened, case)))
    note = (
        f"{found.count} incidents; killed: {loss_text(found.loss)}; "
        f"{found.may_overlap} more begin earlier and may overlap, {found.may_fall_outside} of these may fall outside"
    )
    columns = ("incident", "day", "place", "kind", "who took part", "who was hit", "killed", "origins")
    sheet = Sheet(heading_of(case), columns, tuple(map(_incident_cells, found.rows)), (note,))
    print_sheet(sheet, format, incidents_shape(found))


def _incident_cells(row: IncidentRow) -> tuple[Cell, ...]:
    return (
        row.incident,
        " to ".join(row.days),
        " / ".join(row.places),
        " / ".join(row.kinds),
        " / ".join(row.actors),
        " / ".join(row.targets),
        loss_text(row.loss),
        len(row.sources),
    )


@app.command()
@grouped
def show(
    id: Annotated[
        str, typer.Argument(metavar="ID", help="An id, the first letters of one, a handle, or an incident.")
    ],
    *,
    view: ViewsOption = None,
    as_of: AsOf,
    record: RecordOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Everything the record holds under an id; with a view or a cut-off, whether a claim stands there."""
    with Record.open(record_folder(record)) as opened:
        found = shown(opened, id)
        if view or as_of != AsOf():
            desk = Desk(opened)
            cases = [desk.plain_case(name, as_of) for name in view or [DEFAULT_VIEW]]
            found = [with_hearings(one, cases) for one in found]
    rows = tuple((one["kind"], one["id"], one["label"], str(one["stands"])) for one in found)
    sheet = Sheet("", ("kind", "id", "handle or name", "stands"), rows, ())
    emit(format, body=found, sheet=sheet, draw=lambda screen: draw_shown(found, screen))


@app.command("list")
def list_(
    what: Annotated[Listed, typer.Argument(help="What to list.")],
    *,
    record: RecordOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """List actors, agreements, documents, sources, places or views of the record."""
    with Record.open(record_folder(record)) as opened:
        snapshot = opened.snapshot()
    columns, rows = _LISTS[what](snapshot)
    body = [dict(zip(columns, row, strict=True)) for row in rows]
    print_sheet(Sheet("", columns, tuple(rows), ()), format, body)


@app.command()
def check(*, record: RecordOption = None, format: FormatOption = Format.TABLE) -> None:
    """Data problems: sums, counts, look-alikes, impossible dates; status 1 when there is one."""
    with Record.open(record_folder(record)) as opened:
        snapshot = opened.snapshot()
        found = [*find_faults(snapshot), *noted_in_datasets(opened, snapshot)]
    sentences = dict.fromkeys(f"{one.code}: {one.sentence} {one.advice}" for one in found)
    rows = tuple(
        (one.code, one.path if not one.file else f"{one.file} {one.path}", one.value) for one in found
    )
    notes = (*sentences, f"{len(found)} problems")
    print_sheet(Sheet("", ("code", "at", "values"), rows, notes), format, [plain(one) for one in found])
    if found:
        raise typer.Exit(1)


Listing = tuple[tuple[str, ...], list[tuple[Cell, ...]]]


def _actors(snapshot: Snapshot) -> Listing:
    rows: list[tuple[Cell, ...]] = [(one.id, one.name, one.kind.value) for one in snapshot.actors.values()]
    return ("id", "name", "kind"), rows


def _agreements(snapshot: Snapshot) -> Listing:
    rows: list[tuple[Cell, ...]] = [
        (one.id, one.title, one.kind, len(one.provisions)) for one in kept_agreements(snapshot).values()
    ]
    return ("id", "title", "kind", "provisions"), rows


def _documents(snapshot: Snapshot) -> Listing:
    inner = (AGREEMENT_MEDIA_TYPE, VIEW_MEDIA_TYPE)
    rows: list[tuple[Cell, ...]] = [
        (one.id, one.title, one.outlet, None if one.published is None else str(one.published))
        for one in snapshot.documents.values()
        if one.media_type not in inner
    ]
    return ("id", "title", "outlet", "published"), rows


def _sources(snapshot: Snapshot) -> Listing:
    rows: list[tuple[Cell, ...]] = [
        (
            one.id,
            one.name,
            one.kind.value,
            ", ".join(f"{tie.bond.value} {tie.to}" for tie in one.affiliations),
        )
        for one in snapshot.sources.values()
    ]
    return ("id", "name", "kind", "affiliations"), rows


def _places(snapshot: Snapshot) -> Listing:
    rows: list[tuple[Cell, ...]] = [
        (one.id, one.name, one.kind.value, ", ".join(one.part_of)) for one in snapshot.places.values()
    ]
    return ("id", "name", "kind", "part of"), rows


def _views(snapshot: Snapshot) -> Listing:
    rows: list[tuple[Cell, ...]] = [(one.name, one.title) for one in kept_views(snapshot).values()]
    return ("name", "title"), rows


_LISTS = {
    Listed.ACTORS: _actors,
    Listed.AGREEMENTS: _agreements,
    Listed.DOCUMENTS: _documents,
    Listed.SOURCES: _sources,
    Listed.PLACES: _places,
    Listed.VIEWS: _views,
}
