"""The commands of the reader: read, and reading train. Parse, call, print.

``app`` is mounted by the command line: its ``read`` stands at the top level, ``train`` in
the group ``reading``.
"""

import json
import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from attrs import evolve, frozen
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, track
from rich.table import Table

from truceline.reading.annotations import reading_to_annotations
from truceline.reading.endpoint import EndpointReader
from truceline.reading.flow import flowing
from truceline.reading.gold import GoldDocument, read_gold
from truceline.reading.intake.receive import Intake
from truceline.reading.learned import train
from truceline.reading.outputs import reading_to_json
from truceline.reading.page import reading_to_page
from truceline.reading.proposals import Proposal, propose_claims
from truceline.reading.registry import Reader
from truceline.reading.result import Reading
from truceline.reading.rules_reader import READ_IN_FULL, RulesReader, shipped_reader
from truceline.testimony.document import Document
from truceline.testimony.register import Handling
from truceline.values.harmless import escaped, harmless
from truceline.values.problems import Problem, Problems, ValueProblem
from truceline.workbench.formats import console, print_json
from truceline.workbench.reading_options import (
    GazetteerOption,
    NamesFrom,
    OptionOption,
    ReaderOption,
    names_from,
    reader_named,
)
from truceline.workbench.receiving import Told, received

app = typer.Typer(no_args_is_help=True, help="From documents to who said what.")
reading_app = typer.Typer(no_args_is_help=True, help="Local learning.")
app.add_typer(reading_app, name="reading")


class Format(StrEnum):
    """How a reading is written."""

    TABLE = "table"
    JSON = "json"
    ANNOTATIONS = "annotations"
    HTML = "html"


@app.command("read")
def read_files(  # noqa: PLR0913 - one parameter an option
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE|URL", help="Text, HTML, PDF, DOCX or EML; or a page's address."),
    ],
    *,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TABLE,
    reader: ReaderOption = "rules",
    option: OptionOption = None,
    published: Annotated[
        str, typer.Option(help="Publication date (EDTF), where the file does not tell.")
    ] = "",
    zone: Annotated[str, typer.Option(help="Time zone of the dates.")] = "UTC",
    gazetteer: GazetteerOption = None,
    agreement: Annotated[
        str | None, typer.Option(metavar="ID", help="Whose standing and keeping is claimed.")
    ] = None,
    record: NamesFrom = None,
) -> None:
    """Read documents into statements, wording and proposed claims.

    Of several files the formats for programs give one value a line.
    """
    screen, problems = console(), list[Problem]()
    chosen, names = reader_named(reader, option), names_from(record, gazetteer, countries=True)
    told, several = Told(published, zone, Handling.PUBLIC, "reading"), len(files) > 1
    shown = (
        track(files, "Reading", console=Console(stderr=True)) if several and form is Format.TABLE else files
    )
    for file in shown:
        try:
            reading, intake = _read(chosen, file, told) if several else _read_shown(chosen, file, told)
        except Problems as error:
            problems += error.problems
        except ValueProblem as error:
            problems.append(evolve(error.problem, file=file))
        else:
            proposals = propose_claims(reading, names, agreement) if form is Format.JSON else ()
            _write(screen, reading, form, _Rest(intake, proposals, several))
    if problems:
        raise Problems(problems)


def _read(chosen: Reader, file: str, told: Told) -> tuple[Reading, Intake]:
    intake = received(file, told)
    return _reading(chosen, intake.document, file), intake


def _reading(chosen: Reader, document: Document, file: str) -> Reading:
    """What a reader finds; what was refused of an endpoint's answer is told."""
    if not isinstance(chosen, EndpointReader):
        return chosen.read(document)
    reading, refused = chosen.read_counting(document)
    if refused.not_verbatim or refused.malformed or refused.repeated:
        Console(stderr=True).print(
            f"{harmless(file)}: refused of the answer: {refused.not_verbatim} not word for word, "
            f"{refused.malformed} malformed, {refused.repeated} repeated.",
            markup=False,
            soft_wrap=True,
        )
    return reading


def _read_shown(chosen: Reader, file: str, told: Told) -> tuple[Reading, Intake]:
    """The same, with how far it has come, where somebody watches."""
    with _bar() as bar:
        name = harmless(file.rsplit("/", maxsplit=1)[-1])
        task = bar.add_task(f"Taking in {name}", total=None)
        intake = received(file, told)
        document = intake.document
        bar.update(task, description=f"Reading {name}")
        if not isinstance(chosen, RulesReader):
            return _reading(chosen, document, file), intake
        bar.update(task, total=len(document.text or ""))
        return chosen.read_heeded(document, lambda at: bar.update(task, completed=at)), intake


def _bar() -> Progress:
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


@frozen(eq=False)
class _Rest:
    """What a reading is written with."""

    intake: Intake
    proposals: tuple[Proposal, ...]
    several: bool


def _write(screen: Console, reading: Reading, form: Format, rest: _Rest) -> None:
    if form is Format.TABLE:
        _table(screen, reading)
    elif form is Format.HTML:
        typer.echo(reading_to_page(reading), nl=False)
    else:
        body = (
            reading_to_annotations(reading)
            if form is Format.ANNOTATIONS
            else reading_to_json(reading, rest.intake.offsets, rest.proposals)
        )
        if rest.several:
            typer.echo(escaped(json.dumps(body, ensure_ascii=False)))
        else:
            print_json(body)


_UNDATED = (
    "The file does not tell when it was published; with --published, words such as “on Friday” become days."
)


def _table(screen: Console, reading: Reading) -> None:
    text = flowing(reading.document.text or "")
    title = harmless(reading.document.title or reading.document.id[:19])
    if not reading.supported:
        screen.print(f"{title}: language {reading.document.language} is not supported.", markup=False)
        return
    tongue = reading.document.language
    if not reading.statements and tongue.split("-")[0] not in READ_IN_FULL:
        told = f"{title}: no statement is found. In this language ({tongue}) only quotations in quotation marks are read, where the text shows who speaks; nothing else in it was looked at."
        screen.print(told, markup=False)
        return
    if not reading.statements:
        own = sum(sentence.unsourced for sentence in reading.sentences)
        screen.print(f"{title}: no statement is found; {own} sentences name no source.", markup=False)
        return
    table = Table(title=title, title_justify="left", caption_justify="left")
    if reading.document.published is None:
        table.caption = _UNDATED
    for heading in ("", "Speaker", "Cue", "Says", "Said", "Act"):
        table.add_column(heading, overflow="fold")
    for item in reading.statements:
        says = " … ".join(text[start:end] for start, end in item.content)
        cells = (
            item.id,
            item.speaker.name
            + ("" if not item.speaker.candidates else f" ({' | '.join(item.speaker.candidates)}?)"),
            " ".join(text[start:end] for start, end in item.cue),
            says if item.reported else f"[imputed] {says}",
            item.said.told,
            item.act.value,
        )
        table.add_row(*map(harmless, cells))
    screen.print(table)


@reading_app.command("train")
def train_reader(
    gold: Annotated[Path, typer.Argument(exists=True, help="Corrected documents: JSON lines or brat.")],
    *,
    out: Annotated[Path, typer.Option(help="Where the model is written; it stays on this machine.")],
) -> None:
    """Fit a second reader on your own corrected statements."""
    started = time.monotonic()
    documents: tuple[GoldDocument, ...] = read_gold(gold)
    try:
        train(documents, shipped_reader(), out)
    except ValueProblem as error:
        raise Problems([evolve(error.problem, file=gold.name)]) from error
    Console(stderr=True).print(f"{len(documents)} documents, {time.monotonic() - started:.0f} s: {out}")
