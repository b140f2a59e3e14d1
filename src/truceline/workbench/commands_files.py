"""Agreements and views: check a file, keep it in the record, list what there is."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from truceline.agreement.parse import read_agreement
from truceline.assessment.view_file import read_view, shipped_views
from truceline.record.store import Record
from truceline.testimony.document import Document
from truceline.values.problems import Problem, Problems
from truceline.workbench.complaints import Format
from truceline.workbench.files import read_text
from truceline.workbench.formats import Cell, Sheet, print_sheet, say
from truceline.workbench.kept import (
    agreement_document,
    kept_agreements,
    kept_views,
    own_view_document,
    view_document,
)
from truceline.workbench.options import (
    ByOption,
    FormatOption,
    RecordOption,
    now,
    record_folder,
    recorder,
)

FilesArgument = Annotated[list[Path], typer.Argument(metavar="FILE", help="One file or several.")]

app = typer.Typer()
agreement_app = typer.Typer(help="Agreements: check, add, list.", no_args_is_help=True)
view_app = typer.Typer(help="Views: check, add, list.", no_args_is_help=True)
app.add_typer(agreement_app, name="agreement")
app.add_typer(view_app, name="view")


@agreement_app.command("check")
def check_agreement(files: FilesArgument, *, format: FormatOption = Format.TABLE) -> None:
    """Read agreement files and report every fault in them."""
    _check(files, _agreement, format)


@agreement_app.command("add")
def add_agreement(
    files: FilesArgument,
    *,
    by: ByOption = "",
    record: RecordOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Keep agreement files in the record; a newer text of one replaces it from now on."""
    say(format, _added(files, _agreement, record, by))


@agreement_app.command("list")
def list_agreements(*, record: RecordOption = None, format: FormatOption = Format.TABLE) -> None:
    """List the record's agreements with their provisions."""
    with Record.open(record_folder(record)) as opened:
        kept = kept_agreements(opened.snapshot())
    rows = tuple(
        (
            one.id,
            one.title,
            one.kind,
            "" if one.period is None else str(one.period),
            ", ".join(provision.key for provision in one.provisions),
        )
        for one in kept.values()
    )
    sheet = Sheet("Agreements", ("id", "title", "kind", "period", "provisions"), rows, ())
    print_sheet(sheet, format, [dict(zip(sheet.columns, row, strict=True)) for row in rows])


@view_app.command("check")
def check_view(files: FilesArgument, *, format: FormatOption = Format.TABLE) -> None:
    """Read view files and report every fault in them."""
    _check(files, _view, format)


@view_app.command("add")
def add_view(
    files: FilesArgument,
    *,
    by: ByOption = "",
    record: RecordOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Keep view files in the record; a newer text of one replaces it from now on."""
    say(format, _added(files, own_view_document, record, by))


@view_app.command("list")
def list_views(*, record: RecordOption = None, format: FormatOption = Format.TABLE) -> None:
    """List the shipped views, and the record's own where there is a record."""
    views = [("shipped", view) for view in shipped_views().values()]
    if record is not None or any(Path.cwd().glob("*.truceline")):
        with Record.open(record_folder(record)) as opened:
            views += [("record", view) for view in kept_views(opened.snapshot()).values()]
    rows = tuple((view.name, view.title, where) for where, view in views)
    sheet = Sheet("Views", ("name", "title", "where"), rows, ())
    print_sheet(sheet, format, [dict(zip(sheet.columns, row, strict=True)) for row in rows])


def _agreement(text: str, name: str) -> Document:
    return agreement_document(text, read_agreement(text, name))


def _view(text: str, name: str) -> Document:
    return view_document(text, read_view(text, name))


def _check(files: list[Path], read: Callable[[str, str], Document], format: Format) -> None:
    found = zip(files, _read_all(files, read), strict=True)
    say(
        format,
        [
            (f"{path}: {one.title}: no problems", {"file": str(path), "id": one.id, "title": one.title})
            for path, one in found
        ],
    )


def _added(
    files: list[Path], read: Callable[[str, str], Document], record: Path | None, by: str
) -> list[tuple[str, dict[str, Cell]]]:
    done: list[tuple[str, dict[str, Cell]]] = []
    documents = _read_all(files, read)
    with Record.open(record_folder(record)) as opened:
        kept = opened.snapshot().documents
        for one in documents:
            there = kept.get(one.id)
            what = "added" if there is None else "already there" if there == one else "replaced"
            opened.replace_document(one, reason="a newer text", by=recorder(by), at=now())
            done.append((f"{one.id}: {what}: {one.title}", {"id": one.id, "title": one.title, "done": what}))
    return done


def _read_all(files: list[Path], read: Callable[[str, str], Document]) -> list[Document]:
    """All the documents, or every problem of all the files."""
    found: list[Document] = []
    problems: list[Problem] = []
    for path in files:
        try:
            found.append(read(read_text(path), str(path)))
        except Problems as error:
            problems += error.problems
    if problems:
        raise Problems(problems)
    return found
