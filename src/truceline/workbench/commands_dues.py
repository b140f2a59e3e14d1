"""The command that says what the text requires, and what is known of its being done."""

from collections.abc import Iterable
from typing import Annotated

import typer
from attrs import frozen
from rich.console import Console

from truceline.assessment.case import Case
from truceline.assessment.dues import DueFinding, find_dues
from truceline.assessment.finding import DISCLAIMER
from truceline.assessment.shapes import Shape, dues_shape
from truceline.record.store import Record
from truceline.workbench.complaints import Format
from truceline.workbench.desk import (
    AgreementOption,
    AsOf,
    Desk,
    ViewsOption,
    window_of,
)
from truceline.workbench.explain_text import draw_list, heading_of, responsible_text
from truceline.workbench.formats import Cell, Sheet, draw_sheet, emit
from truceline.workbench.groups import grouped
from truceline.workbench.options import FormatOption, RecordOption, record_folder
from truceline.workbench.testimony_text import SHORT, Teller

app = typer.Typer()

DueFromOption = Annotated[
    str, typer.Option("--from", metavar="DATE", help="Dues asked for, or due, on this day or later.")
]
DueToOption = Annotated[
    str, typer.Option("--to", metavar="DATE", help="Dues asked for, or due, on this day or earlier.")
]


@frozen
class DueBetween:
    """The days that dues are asked for between, as given."""

    first: DueFromOption = ""
    last: DueToOption = ""


_COLUMNS = (
    "provision",
    "asked for",
    "standing",
    "outcome",
    "who owes it",
    "rests on",
    "prevented",
    "would settle it",
)


@app.command()
@grouped
def dues(
    *,
    agreement: AgreementOption = None,
    view: ViewsOption = None,
    due: DueBetween,
    as_of: AsOf,
    record: RecordOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """What the agreement requires, and what is known of its being done: silence is never a breach."""
    window = window_of(due.first, due.last)
    with Record.open(record_folder(record)) as opened:
        cases = Desk(opened).cases(agreement, view, as_of)
        found = [tuple(find_dues(case, window)) for case in cases]
    bodies = [dues_shape(case, owed) for case, owed in zip(cases, found, strict=True)]

    def draw(screen: Console) -> None:
        for case, owed, body in zip(cases, found, bodies, strict=True):
            _draw_dues(case, owed, body, screen)
        screen.print(DISCLAIMER, style="dim")

    emit(format, body=bodies, sheet=_every_row(bodies), draw=draw)


def _draw_dues(case: Case, found: tuple[DueFinding, ...], body: Shape, screen: Console) -> None:
    """A row for each due; below, in words, the claims and prevented watches that the rows point to."""
    title, teller = heading_of(case), Teller(case.shared.evidence.snapshot)
    due_rows = body["rows"]
    if not found:
        screen.print(title, style="bold", soft_wrap=True)
        screen.print("Nothing is due: no clause requires anything, or nobody asked for what one requires.")
    else:
        rows = tuple(
            _cells(row, responsible_text(due.responsible, teller.names))
            for row, due in zip(due_rows, found, strict=True)
        )
        draw_sheet(_told(Sheet(title, _COLUMNS, rows, ())), screen)
    for heading, name in (("What they rest on", "claims"), ("Watches prevented", "restrictions")):
        pointed = dict.fromkeys(claim for row in due_rows for claim in row[name])
        draw_list(heading, (teller.sentence(claim) for claim in pointed), screen)
    screen.print()


def _told(sheet: Sheet) -> Sheet:
    """Without the columns that say nothing in any row: they would take the width of the others."""
    kept = [number for number in range(len(sheet.columns)) if any(row[number] for row in sheet.rows)]
    rows = tuple(tuple(row[number] for number in kept) for row in sheet.rows)
    return Sheet(sheet.title, tuple(sheet.columns[number] for number in kept), rows, sheet.notes)


def _cells(row: Shape, owing: str) -> tuple[Cell, ...]:
    return (
        row["provision"],
        _asked_for(row),
        row["standing"],
        row["outcome"],
        owing,
        _short(row["claims"]),
        _short(row["restrictions"]),
        "; ".join(doubt["settle"] for doubt in row["settles"]),
    )


def _asked_for(row: Shape) -> str:
    """The request that creates it, and by when the text wants it done."""
    parts = [row["request"], row["by"] and f"by {row['by']}"]
    if row["within_days"] is not None:
        parts.append(f"within {row['within_days']} days")
    return ", ".join(part for part in parts if part)


def _short(claims: Iterable[str]) -> str:
    return " ".join(claim[:SHORT] for claim in claims)


def _every_row(bodies: Iterable[Shape]) -> Sheet:
    """Every due of every view, for a spreadsheet."""
    columns = (
        "view", "agreement", "published_by", "known_by", "size", "provision", "request", "by", "within_days",
        "standing", "outcome", "share", "responsible", "restrictions", "settles", "claims",
    )  # fmt: skip
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            body["name"], body["agreement"], body["published_by"], body["known_by"]["asked"],
            body["known_by"]["size"], row["provision"], row["request"], row["by"], row["within_days"],
            row["standing"], row["outcome"], row["responsible"]["share"],
            " ".join(row["responsible"]["actors"]), " ".join(row["restrictions"]),
            "; ".join(doubt["settle"] for doubt in row["settles"]), " ".join(row["claims"]),
        )
        for body in bodies
        for row in body["rows"]
    )  # fmt: skip
    return Sheet("", columns, rows, ())
