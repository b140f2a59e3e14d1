"""Reading a GED file: all its rows, or every fault of every row at once.

Rows are numbered as in the file, the header being row 1. What is out of order but readable
(counts, an unknown column, a country whose zone is not known) is imported and reported.
"""

import csv
import gzip
import io
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from attrs import frozen

from truceline.exchange.ucdp.checks import RowCheck
from truceline.exchange.ucdp.codebook import codebook
from truceline.exchange.ucdp.columns import Layout, layout_of
from truceline.values.problems import Problem, Problems
from truceline.values.seal import file_hash

Row: TypeAlias = tuple[str | None, ...]


@frozen
class GedTable:
    """The rows of a file, each cell the text as printed or None where there is none.

    ``problems`` are those it was imported with: what is only reported, and, when the reader
    was told to keep going, what is wrong with the rows left out.
    """

    file: str
    sha256: str
    layout: Layout
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def read_ged(path: Path, *, keep_going: bool = False) -> GedTable:
    """The table of a GED file, ``.csv`` or ``.csv.gz``, of any release's columns.

    Raises:
        Problems: all that makes the file, or without ``keep_going`` any row, unreadable.
    """
    content = path.read_bytes()
    records = _records(_text_of(content, path.name), path.name)
    header = next(records, None)
    if header is None:
        raise Problems([Problem("ucdp.empty", path.name, file=path.name)])
    layout, fatal, noted = layout_of(header[1], codebook())
    if fatal:
        raise Problems(_placed(fatal, path.name))
    rows, bad, seen = _checked(records, layout)
    if bad and not keep_going:
        raise Problems(_placed(bad, path.name))
    problems = sorted([*noted, *seen, *bad], key=lambda problem: problem.line or 0)
    return GedTable(
        file=path.name,
        sha256=file_hash(content),
        layout=layout,
        rows=tuple(rows),
        problems=tuple(_placed(problems, path.name)),
    )


def _placed(problems: Sequence[Problem], file: str) -> list[Problem]:
    return [Problem(each.code, each.value, file=file, line=each.line, path=each.path) for each in problems]


def _text_of(content: bytes, file: str) -> str:
    try:
        plain = gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content
        return plain.decode("utf-8-sig")
    except (OSError, EOFError, zlib.error) as error:
        raise Problems([Problem("ucdp.file", str(error), file=file)]) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise Problems([Problem("ucdp.encoding", f"byte {error.start}", file=file, line=line)]) from error


def _records(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """The records with their numbers; empty lines count and are passed over."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    try:
        for number, record in enumerate(reader, start=1):
            if record:
                yield number, record
    except csv.Error as error:
        raise Problems([Problem("ucdp.csv", str(error), file=file, line=number + 1)]) from error


_TAGGED = 2
"""The row that tags its columns in files from the Humanitarian Data Exchange (HXL 1.1, "Tagging conventions")."""


def _is_hxl(record: Sequence[str]) -> bool:
    """Whether a row holds hashtags and nothing else, as the one that HXL puts under a header."""
    tags = [cell for cell in record if cell.strip()]
    return bool(tags) and all(cell.lstrip().startswith("#") for cell in tags)


def _checked(
    records: Iterator[tuple[int, list[str]]], layout: Layout
) -> tuple[list[Row], list[Problem], list[Problem]]:
    """The rows without fault, the faults of the others, and what is only to be known."""
    check = RowCheck(layout, codebook())
    rows: list[Row] = []
    bad: list[Problem] = []
    for number, record in records:
        row = tuple(cell or None for cell in record)
        if number == _TAGGED and _is_hxl(record):
            check.noted.append(Problem("ucdp.hxl", ", ".join(filter(None, record))[:80], line=number))
            continue
        if faults := check.faults(number, row):
            bad += faults
        else:
            rows.append(row)
    return rows, bad, check.noted
