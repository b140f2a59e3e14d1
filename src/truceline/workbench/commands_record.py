"""Commands that put things into a record, take them out as a file, and check that it is whole."""

import re
from pathlib import Path
from typing import Annotated, Literal

import typer
from attrs import evolve

from truceline.exchange.addfile import write_add_file
from truceline.exchange.geojson import PlaceFields, read_places
from truceline.exchange.ucdp import GedTable, import_ucdp, read_ged
from truceline.exchange.ucdp.storing import NOT_STATED
from truceline.record.audit import verify as verify_record
from truceline.record.entries import EndingHow
from truceline.record.snapshot import Snapshot
from truceline.record.store import Appended, Record
from truceline.testimony.batch import Batch
from truceline.testimony.register import Handling, PlaceKind
from truceline.values.problems import Problem, Problems
from truceline.values.when import Fills, Period, parse_period
from truceline.workbench.complaints import Format
from truceline.workbench.files import read_text
from truceline.workbench.formats import Cell, say
from truceline.workbench.gathering import PARTS, commonest_zone, handles_of, read_together
from truceline.workbench.options import (
    RECORD_SUFFIX,
    ByOption,
    FormatOption,
    RecordOption,
    now,
    record_folder,
    recorder,
)
from truceline.workbench.placing import placed
from truceline.workbench.sight import batch_of
from truceline.workbench.warning import KEEP_OUT

app = typer.Typer()
place_app = typer.Typer(help="Areas: add them from GeoJSON.", no_args_is_help=True)
import_app = typer.Typer(help="Bring in a whole data set.", no_args_is_help=True)
app.add_typer(place_app, name="place")
app.add_typer(import_app, name="import")

FileArgument = Annotated[Path, typer.Argument(metavar="FILE")]


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="NAME.truceline; must not be there yet.")],
    *,
    origin: Annotated[
        str,
        typer.Option(
            "--origin", metavar="NAME", help="The log's name among all logs, such as records.example/geneva."
        ),
    ] = "",
    format: FormatOption = Format.TABLE,
) -> None:
    """Make a new, empty record."""
    named = origin or f"local/{re.sub(r'[^A-Za-z0-9._-]', '-', folder.stem)}"
    Record.create(folder, origin=named).close()
    sentence = f"Made {folder}, whose log is called {named}."
    say(format, [(sentence, {"record": str(folder), "origin": named, "never_put_in": KEEP_OUT})])
    if format is Format.TABLE:
        if folder.suffix != RECORD_SUFFIX:
            typer.echo(
                f"It is not found by itself, not being called NAME{RECORD_SUFFIX}: name it with --record."
            )
        typer.echo(KEEP_OUT)


@app.command()
def add(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Add files, TOML or JSON Lines.")],
    *,
    by: ByOption = "",
    record: RecordOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Add documents, statements, claims and the rest: all of the files, or nothing."""
    with Record.open(record_folder(record)) as opened:
        texts = [(str(path), read_text(path)) for path in files]
        known = handles_of(opened.snapshot())
        batch = read_together(texts, known)
        try:
            appended = opened.append(batch, by=recorder(by), at=now())
        except Problems as error:
            raise Problems(placed(error.problems, texts, known)) from error
    say(format, [_added(", ".join(map(str, files)), batch, appended)])


@app.command()
def end(
    claim: Annotated[
        str,
        typer.Argument(
            metavar="CLAIM",
            help="Its id, the first letters of it, or its handle; or a place's, an actor's ...",
        ),
    ],
    *,
    how: Annotated[EndingHow, typer.Option("--as", help="Why it is ended.")],
    replaced_by: Annotated[
        Path | None, typer.Option("--replaced-by", metavar="FILE", help="An add file with what is right.")
    ] = None,
    reason: Annotated[
        str, typer.Option("--reason", metavar="WORDS", help="What was wrong, in your words.")
    ] = "",
    by: ByOption = "",
    record: RecordOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """End a claim that was entered wrongly; it stays in the log.

    A speaker who takes back what he said does not end a claim: enter a statement with a link.
    Sources, actors, places and documents are corrected by their newer form under the same id,
    with --replaced-by.
    """
    with Record.open(record_folder(record)) as opened:
        target = _one_standing(opened, claim)
        batch = None
        if replaced_by is not None:
            texts = [(str(replaced_by), read_text(replaced_by))]
            batch = read_together(texts, _handles_without(opened.snapshot(), target))
        opened.end(target, how, replaced_by=batch, reason=reason, by=recorder(by), at=now())
    say(format, [(f"Ended as {how.value}: {target}", {"ended": target, "how": how.value})])


@app.command()
def export(
    file: FileArgument,
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="JSON Lines instead of TOML.")] = False,
    zone: Annotated[
        str | None,
        typer.Option("--zone", help="The zone of the file's dates; else the one most of them are in."),
    ] = None,
    handling: Annotated[
        list[Handling] | None,
        typer.Option("--handling", help="What may go out; only public items unless you say so."),
    ] = None,
    record: RecordOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Write the record out in the format that add reads; restricted items stay unless named."""
    if file.exists():
        raise Problems([Problem("cli.file_exists", str(file))])
    form: Literal["toml", "jsonl"] = "jsonl" if jsonl else "toml"
    allowed = frozenset(handling or [Handling.PUBLIC])
    with Record.open(record_folder(record)) as opened:
        batch = batch_of(opened.snapshot())
    written = write_add_file(
        batch, zone=zone or commonest_zone(batch), coder="", form=form, handlings=allowed
    )
    file.write_text(written.text, "utf-8")
    withheld = ", ".join(f"{number} {kind}" for kind, number in written.withheld.items() if number)
    sentence = f"Written: {file}; withheld: {withheld or 'nothing'}"
    say(format, [(sentence, {"file": str(file), **written.withheld})])


@app.command()
def verify(*, record: RecordOption = None, format: FormatOption = Format.TABLE) -> None:
    """Check every hash, and every projection against a rebuild."""
    with Record.open(record_folder(record)) as opened:
        if faults := verify_record(opened):
            raise Problems(faults)
        state: dict[str, Cell] = {"origin": opened.origin, "size": opened.size, "root": opened.root()}
    sentence = f"{state['origin']}: {state['size']} entries, all as written; root {state['root']}"
    say(format, [(sentence, state)])


@place_app.command("add")
def add_places(
    file: FileArgument,
    *,
    id_field: Annotated[
        str | None, typer.Option("--id-field", help="The property that holds a place's id.")
    ] = None,
    name_field: Annotated[
        str | None, typer.Option("--name-field", help="The property that holds its name.")
    ] = None,
    kind: Annotated[PlaceKind | None, typer.Option("--kind", help="What kind of places they are.")] = None,
    by: ByOption = "",
    record: RecordOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Add areas and points from a GeoJSON file; p-codes of OCHA's data sets are understood."""
    fields = PlaceFields(id=id_field, name=name_field, kind=kind)
    with Record.open(record_folder(record)) as opened:
        known = _places_by_name(opened.snapshot())
        batch = read_places(read_text(file), str(file), fields=fields, known=known)
        say(format, [_added(str(file), batch, opened.append(batch, by=recorder(by), at=now()))])


@import_app.command("ucdp")
def ucdp(
    file: FileArgument,
    *,
    version: Annotated[
        str, typer.Option("--version", help="The release of GED, such as 19.1; else by the file's hash.")
    ] = "",
    released: Annotated[
        str, typer.Option("--released", metavar="DATE", help="When it was released, if you know.")
    ] = "",
    keep_going: Annotated[
        bool,
        typer.Option("--keep-going", help="Leave out the rows that cannot be read, and import the rest."),
    ] = False,
    by: ByOption = "",
    record: RecordOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Bring in UCDP GED events (CSV), as one entry from which every row can be proved."""
    edition = evolve(NOT_STATED, version=version, released=_period(released))
    with Record.open(record_folder(record)) as opened:
        table, left_out = _read_table(file, keep_going=keep_going)
        dataset = import_ucdp(opened, table, edition=edition, by=recorder(by), at=now())
    passed_over = [each for each in table.problems if each.code == "ucdp.hxl"]
    noted = len(table.problems) - len(left_out) - len(passed_over)
    sentence = (
        f"{file}: {dataset.rows} rows as {dataset.id}; {noted} problems noted (truceline check lists them), "
        f"{len(left_out)} faults in rows left out"
        + "".join(f"; row {each.line} tags the columns (HXL) and is passed over" for each in passed_over)
    )
    body: dict[str, Cell] = {
        "id": dataset.id,
        "rows": dataset.rows,
        "noted": noted,
        "left_out": len(left_out),
        "passed_over": len(passed_over),
    }
    say(format, [(sentence, body)])
    if left_out:
        raise Problems(left_out)


def _read_table(file: Path, *, keep_going: bool) -> tuple[GedTable, tuple[Problem, ...]]:
    """The rows of a file, and the problems of those left out of it.

    Raises:
        Problems: ``cli.no_file``; everything wrong with the file unless told to keep going.
    """
    try:
        return read_ged(file), ()
    except OSError as error:
        raise Problems([Problem("cli.no_file", error.strerror or str(error), file=str(file))]) from error
    except Problems as error:
        if not keep_going:
            raise
        return read_ged(file, keep_going=True), error.problems


def _period(text: str) -> Period | None:
    return parse_period(text, zone="UTC", fills=Fills.WITHIN) if text else None


def _places_by_name(snapshot: Snapshot) -> dict[str, str]:
    """The ids of the record's places by id and by every other name."""
    names = {alias.text: place.id for place in snapshot.places.values() for alias in place.aliases}
    return {**names, **{id: id for id in snapshot.places}}


def _handles_without(snapshot: Snapshot, target: str) -> dict[str, str]:
    """The record's handles but those of what is ended, which its replacement may take over."""
    freed = {target, *(claim.id for claim in snapshot.claims if claim.statement == target)}
    return {handle: id for handle, id in handles_of(snapshot).items() if id not in freed}


def _one_standing(record: Record, name: str) -> str:
    """The one id that stands and goes by a name.

    Raises:
        Problems: ``cli.not_found``, ``cli.several_found`` or ``record.already_ended``.
    """
    found = record.find(name)
    exact = [one for one in found if name in (one.id, one.label)] or found
    standing = list(dict.fromkeys(one.id for one in exact if one.stands))
    if not exact:
        raise Problems([Problem("cli.not_found", name)])
    if not standing:
        raise Problems([Problem("record.already_ended", name)])
    if len(standing) > 1:
        raise Problems([Problem("cli.several_found", ", ".join(standing))])
    return standing[0]


def _added(name: str, batch: Batch, appended: Appended) -> tuple[str, dict[str, Cell]]:
    parts = [f"{len(items)} {part}" for part in PARTS if (items := getattr(batch, part))]
    counts = f"{appended.added} new, {appended.known} already there"
    body: dict[str, Cell] = {"file": name, "new": appended.added, "already_there": appended.known}
    return f"{name}: {', '.join(parts) or 'nothing'}: {counts}", body
