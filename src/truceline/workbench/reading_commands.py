"""The commands of the reader: read, evaluate reading, reading train. Parse, call, print.

``app`` is mounted by the command line: its ``read`` stands at the top level, the other two in
the groups ``evaluate`` and ``reading``.
"""

import time
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from truceline.reading.annotations import reading_to_annotations
from truceline.reading.evaluation import KINDS, Rate, Scores, outermost, score
from truceline.reading.floors import Floors, fallen, read_floors, risen
from truceline.reading.gold import Attribution, GoldDocument, read_gold
from truceline.reading.intake.receive import Custody, Hints, Intake, receive
from truceline.reading.learned import train
from truceline.reading.names import Names, names_of
from truceline.reading.outputs import reading_to_json
from truceline.reading.page import reading_to_page
from truceline.reading.proposals import propose_claims
from truceline.reading.registry import Reader, reader_called
from truceline.reading.result import Reading
from truceline.reading.rules_reader import shipped_reader
from truceline.record.store import Record
from truceline.testimony.document import Document
from truceline.testimony.register import Handling
from truceline.values.harmless import harmless
from truceline.values.problems import Problem, Problems, ValueProblem
from truceline.workbench.formats import console, print_json
from truceline.workbench.options import RECORD_VARIABLE

app = typer.Typer(no_args_is_help=True, help="From documents to who said what.")
evaluate_app = typer.Typer(no_args_is_help=True, help="Grade readers.")
reading_app = typer.Typer(no_args_is_help=True, help="Local learning.")
app.add_typer(evaluate_app, name="evaluate")
app.add_typer(reading_app, name="reading")
_FAILED = 1


class Format(StrEnum):
    """How a reading is written."""

    TABLE = "table"
    JSON = "json"
    ANNOTATIONS = "annotations"
    HTML = "html"


Files = Annotated[list[Path], typer.Argument(exists=True, help="Text, HTML, PDF, DOCX or EML files.")]
NamesFrom = Annotated[
    Path | None,
    typer.Option(
        "--record",
        metavar="FOLDER",
        envvar=RECORD_VARIABLE,
        help="A record whose actors, places and sources are recognised by their names.",
    ),
]
ReaderName = Annotated[str, typer.Option("--reader", help="Which reader; see the entry points.")]
Options = Annotated[list[str] | None, typer.Option("--option", help="NAME=VALUE for the reader.")]


@app.command("read")
def read_files(  # noqa: PLR0913 - one parameter an option
    files: Files,
    *,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TABLE,
    reader: ReaderName = "rules",
    option: Options = None,
    published: Annotated[
        str, typer.Option(help="Publication date (EDTF), where the file does not tell.")
    ] = "",
    zone: Annotated[str, typer.Option(help="Time zone of the dates.")] = "UTC",
    record: NamesFrom = None,
) -> None:
    """Read documents into statements, wording and proposed claims."""
    screen, problems = console(), []
    chosen, names = _reader(reader, option), _names(record)
    several = len(files) > 1 and form is Format.TABLE
    for file in track(files, "Reading", console=Console(stderr=True)) if several else files:
        try:
            intake = _receive(file, published, zone)
            reading = chosen.read(intake.document)
            _write(screen, intake, reading, form, names)
        except ValueProblem as error:
            problems.append(_placed(error.problem, file))
    _stop_on(problems)


def _receive(file: Path, published: str, zone: str) -> Intake:
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ")
    hints = Hints(file.name, "", zone, published, "", Handling.PUBLIC, "reading")
    custody = Custody("", str(file.name), now, "truceline read", "", ())
    return receive(file.read_bytes(), hints, custody)


def _write(screen: Console, intake: Intake, reading: Reading, form: Format, names: Names) -> None:
    if form is Format.JSON:
        proposals = propose_claims(reading, names, None)
        print_json(reading_to_json(reading, intake.offsets, proposals))
    elif form is Format.ANNOTATIONS:
        print_json(reading_to_annotations(reading))
    elif form is Format.HTML:
        typer.echo(reading_to_page(reading), nl=False)
    else:
        _table(screen, reading)


def _names(record: Path | None) -> Names:
    """The names that a record's register knows; none without a record."""
    if record is None:
        return names_of((), (), (), ())
    with Record.open(record) as opened:
        held = opened.snapshot()
    return names_of(held.actors.values(), held.places.values(), held.sources.values(), ())


def _table(screen: Console, reading: Reading) -> None:
    text = reading.document.text or ""
    if not reading.supported:
        screen.print(f"{reading.document.title}: language {reading.document.language} is not supported.")
        return
    table = Table(title=harmless(reading.document.title or reading.document.id[:19]), title_justify="left")
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
            "" if item.said.period is None else item.said.period.edtf,
            item.act.value,
        )
        table.add_row(*map(harmless, cells))
    screen.print(table)


@evaluate_app.command("reading")
def evaluate_reading(  # noqa: PLR0913 - one parameter an option
    gold: Annotated[list[Path], typer.Argument(exists=True, help="JSON lines, or a folder of brat files.")],
    *,
    reader: Annotated[
        list[str] | None, typer.Option("--reader", help="One reader, or two to compare.")
    ] = None,
    option: Options = None,
    one_voice: Annotated[bool, typer.Option(help="Grade outermost attributions only (PolNeAR).")] = False,
    floors: Annotated[Path | None, typer.Option(help="Pinned floors to check.")] = None,
    pin: Annotated[bool, typer.Option(help="Raise the floors to what was reached.")] = False,
    lower: Annotated[bool, typer.Option(help="Let a pinned floor fall.")] = False,
) -> None:
    """Precision, recall and F1 by element and by kind of quotation, and documents a second."""
    screen = console()
    for path in gold:
        documents = read_gold(path)
        for name in reader or ["rules"]:
            scores = score(_predictor(_reader(name, option), one_voice=one_voice), documents)
            _print_scores(screen, f"{path.name}, {name}", scores)
            if floors is not None and name == "rules":
                _check_floors(floors, path, scores, keep=(pin, lower))


def _check_floors(floors: Path, path: Path, scores: Scores, *, keep: tuple[bool, bool]) -> None:
    pinned = read_floors(floors.read_text("utf-8")) if floors.exists() else Floors({})
    below = fallen(pinned, path.name, scores)
    pin, lower = keep
    if below and not lower:
        _stop_on([Problem("gold.floor", line, file=path.name) for line in below])
    if pin:
        floors.write_text(risen(pinned, path.name, scores, lower=lower).to_text(), "utf-8")


def _predictor(reader: Reader, *, one_voice: bool) -> "_Predict":
    return _Predict(reader, one_voice)


class _Predict:
    """A reader as a function from a text to attributions."""

    def __init__(self, reader: Reader, one_voice: bool) -> None:
        self.reader, self.one_voice = reader, one_voice

    def __call__(self, text: str) -> list[Attribution]:
        statements = self.reader.read(_bare(text)).statements
        found = [Attribution(item.source, item.cue, item.content) for item in statements]
        return outermost(found) if self.one_voice else found


def _bare(text: str) -> Document:
    return Document(
        id="text", title="", authors=(), outlet=None, published=None, retrieved=None, language="en", media_type="text/plain",
        url="", sha256=None, text=text, handling=Handling.PUBLIC, purpose="", note="",
    )  # fmt: skip


def _print_scores(screen: Console, title: str, scores: Scores) -> None:
    table = Table(
        title=f"{title}: {scores.documents} documents, {scores.attributions} attributions",
        title_justify="left",
    )
    for heading in ("", "Precision", "Recall", "F1"):
        table.add_column(heading, justify="left" if not heading else "right")
    rows: list[tuple[str, Rate]] = [("statements (who says what)", scores.statements)]
    rows += [(name, rate) for name, rate in scores.rates.items() if name not in KINDS]
    rows += [(f"kind: {name}", scores.rates[name]) for name in KINDS if name in scores.rates]
    for name, rate in rows:
        table.add_row(name, *(f"{100 * value:.1f}" for value in (rate.precision, rate.recall, rate.f1)))
    screen.print(table)
    screen.print(f"{scores.per_second:.1f} documents a second on one core")


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
        _stop_on([_placed(error.problem, gold)])
    Console(stderr=True).print(f"{len(documents)} documents, {time.monotonic() - started:.0f} s: {out}")


def _reader(name: str, option: list[str] | None) -> Reader:
    options = dict(item.split("=", 1) for item in option or () if "=" in item)
    try:
        return reader_called(name, options)
    except ValueProblem as error:
        _stop_on([error.problem])
        raise


def _placed(problem: Problem, file: Path) -> Problem:
    return Problem(problem.code, problem.value, file=file.name)


def _stop_on(problems: list[Problem]) -> None:
    """Print every problem and end with exit code 1, if there are any."""
    if problems:
        typer.echo(str(Problems(problems)), err=True)
        raise typer.Exit(_FAILED)
