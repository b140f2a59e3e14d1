"""What the commands of the reader share: which reader, and which names it knows."""

from pathlib import Path
from typing import Annotated

import typer

from truceline.reading.gazetteer import read_gazetteer
from truceline.reading.names import Names, names_of
from truceline.reading.registry import Reader, reader_called
from truceline.record.snapshot import Snapshot, snapshot_of
from truceline.record.store import Record
from truceline.testimony.register import PlaceKind
from truceline.values.problems import Problem, Problems, ValueProblem
from truceline.workbench.files import read_text
from truceline.workbench.options import RECORD_VARIABLE

NamesFrom = Annotated[
    Path | None,
    typer.Option(
        "--record",
        metavar="FOLDER",
        envvar=RECORD_VARIABLE,
        help="A record whose actors, places and sources are recognised by their names.",
    ),
]
GazetteerOption = Annotated[
    Path | None,
    typer.Option(
        "--gazetteer", metavar="FILE", help="Names of places with their ids: CSV, TSV, JSON or GeoJSON."
    ),
]
ReaderOption = Annotated[str, typer.Option("--reader", help="Which reader; see the entry points.")]
OptionOption = Annotated[list[str] | None, typer.Option("--option", help="NAME=VALUE for the reader.")]


def reader_named(name: str, option: list[str] | None) -> Reader:
    """The reader that is meant, with its options.

    Raises:
        Problems: ``reader.option``, ``reader.unknown``, ``reader.missing``.
    """
    wrong = [Problem("reader.option", item) for item in option or () if "=" not in item]
    if wrong:
        raise Problems(wrong)
    try:
        return reader_called(name, dict(item.split("=", 1) for item in option or ()))
    except ValueProblem as error:
        raise Problems([error.problem]) from error


def held_in(record: Path | None) -> Snapshot:
    """What a record holds; nothing without one."""
    if record is None:
        return snapshot_of((), origin="none")
    with Record.open(record) as opened:
        return opened.snapshot()


def names_from(record: Path | None, gazetteer: Path | None, *, countries: bool) -> Names:
    """The names a record's register knows, and those of a gazetteer; those of countries may be left out."""
    held = held_in(record)
    pairs = () if gazetteer is None else read_gazetteer(read_text(gazetteer), str(gazetteer))
    places = (place for place in held.places.values() if countries or place.kind is not PlaceKind.COUNTRY)
    return names_of(held.actors.values(), places, held.sources.values(), pairs)
