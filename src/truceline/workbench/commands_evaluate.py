"""The commands that grade readers: on attributions, and on the fields of FA-KES."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from truceline.reading.evaluation import KINDS, Rate, Scores, outermost, score
from truceline.reading.fakes import read_annotations, score_fakes
from truceline.reading.floors import Floors, fallen, read_floors, risen
from truceline.reading.gold import Attribution, read_gold
from truceline.reading.registry import Reader
from truceline.testimony.document import Document
from truceline.testimony.register import Handling
from truceline.values.problems import Problem, Problems, ValueProblem
from truceline.workbench.complaints import Format
from truceline.workbench.formats import Sheet, console, print_sheet
from truceline.workbench.options import FormatOption
from truceline.workbench.reading_options import (
    GazetteerOption,
    NamesFrom,
    OptionOption,
    names_from,
    reader_named,
)

app = typer.Typer()
evaluate_app = typer.Typer(no_args_is_help=True, help="Grade readers.")
app.add_typer(evaluate_app, name="evaluate")
_SHEET = "crowdsourced-annotations.xlsx"


@evaluate_app.command("reading")
def evaluate_reading(
    gold: Annotated[list[Path], typer.Argument(exists=True, help="JSON lines, or a folder of brat files.")],
    *,
    reader: Annotated[
        list[str] | None, typer.Option("--reader", help="One reader, or two to compare.")
    ] = None,
    option: OptionOption = None,
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
            scores = score(_predictor(reader_named(name, option), one_voice=one_voice), documents)
            _print_scores(screen, f"{path.name}, {name}", scores)
            if floors is not None and name == "rules":
                _check_floors(floors, path, scores, keep=(pin, lower))


def _check_floors(floors: Path, path: Path, scores: Scores, *, keep: tuple[bool, bool]) -> None:
    pinned = read_floors(floors.read_text("utf-8")) if floors.exists() else Floors({})
    below = fallen(pinned, path.name, scores)
    pin, lower = keep
    if below and not lower:
        raise Problems([Problem("gold.floor", line, file=path.name) for line in below])
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
        table.add_row(name, *_percent(rate))
    screen.print(table)
    screen.print(f"{scores.per_second:.1f} documents a second on one core")


@evaluate_app.command("fakes")
def evaluate_fakes(
    path: Annotated[Path, typer.Argument(exists=True, help=f"FA-KES' folder, or its {_SHEET}.")],
    *,
    gazetteer: GazetteerOption = None,
    record: NamesFrom = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Places, actors, tolls and outlets against FA-KES' annotations, beside a plain baseline.

    Places are known by the record's register and the gazetteer, to the reader and the
    baseline alike; without either there are none.
    """
    file = path / _SHEET if path.is_dir() else path
    try:
        articles = read_annotations(file.read_bytes())
    except ValueProblem as error:
        raise Problems([Problem(error.problem.code, error.problem.value, file=str(file))]) from error
    scores = score_fakes(articles, names_from(record, gazetteer, countries=False))
    share = 100 * scores.tolls_right / max(scores.tolls_wanted, 1)
    tolls = f"{scores.tolls_right} of {scores.tolls_wanted} articles, {share:.1f} %"
    sheet = Sheet(
        title=f"{scores.articles} articles",
        columns=(
            "field",
            "precision",
            "recall",
            "F1",
            "baseline precision",
            "baseline recall",
            "baseline F1",
        ),
        rows=tuple((one.field, *_percent(one.reader), *_percent(one.baseline)) for one in scores.fields),
        notes=(f"Every annotated toll found with its bounds: {tolls}",),
    )
    body = {
        "articles": scores.articles,
        "fields": [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows],
        "tolls_right": scores.tolls_right,
        "tolls_wanted": scores.tolls_wanted,
    }
    print_sheet(sheet, format, body)


def _percent(rate: Rate) -> tuple[str, str, str]:
    return f"{100 * rate.precision:.1f}", f"{100 * rate.recall:.1f}", f"{100 * rate.f1:.1f}"
