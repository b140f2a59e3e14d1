"""The three ways a command prints: a table for people, JSON and CSV for programs."""

import csv
import json
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from attrs import frozen
from rich.console import Console
from rich.table import Table

from truceline.workbench.complaints import Format
from truceline.workbench.harmless import harmless

Cell: TypeAlias = str | int | None
# Where nothing says how wide the screen is: wide enough for four ledgers side by side.
_WIDTH = 110
_NEVER_BROKEN = 30


@frozen
class Sheet:
    """Rows under columns, with a title above and notes below."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...]


def console(*, stderr: bool = False) -> Console:
    """A console on stdout or stderr, as wide as the terminal, or of one width where there is none."""
    stream = sys.stderr if stderr else sys.stdout
    fixed = None if stream.isatty() or "COLUMNS" in os.environ else _WIDTH
    return Screen(file=stream, width=fixed, highlight=False, emoji=False, markup=False)


class Screen(Console):
    """A console that shows nothing harmful, whatever the record's sources wrote."""

    def print(self, *objects: Any, **how: Any) -> None:
        """Print as a console does, text made harmless first."""
        super().print(*(harmless(one) if isinstance(one, str) else one for one in objects), **how)


def print_sheet(sheet: Sheet, wanted: Format, body: Any) -> None:
    """Print a sheet: as a table, as CSV, or its JSON body."""
    emit(wanted, body=body, sheet=sheet, draw=lambda screen: draw_sheet(sheet, screen))


def emit(wanted: Format, *, body: Any, sheet: Sheet, draw: Callable[[Console], None]) -> None:
    """Print in the format that was asked for; ``draw`` makes the one for people."""
    if wanted is Format.JSON:
        print_json(body)
    elif wanted is Format.CSV:
        print_csv(sheet)
    else:
        draw(console())


def say(wanted: Format, done: Sequence[tuple[str, dict[str, Cell]]]) -> None:
    """What a command did: a sentence each for people, the same as objects or rows for programs."""
    bodies = [body for _, body in done]
    if wanted is Format.JSON:
        print_json(bodies)
    elif wanted is Format.CSV:
        columns = tuple(dict.fromkeys(name for body in bodies for name in body))
        print_csv(Sheet("", columns, tuple(tuple(body.get(name) for name in columns) for body in bodies), ()))
    else:
        sys.stdout.writelines(f"{harmless(sentence)}\n" for sentence, _ in done)


def print_json(body: Any) -> None:
    """JSON on stdout, readable and with every script as it is written."""
    sys.stdout.write(json.dumps(body, ensure_ascii=False, indent=2) + "\n")


def print_csv(sheet: Sheet) -> None:
    """CSV on stdout (RFC 4180 with plain line ends), columns first."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(sheet.columns)
    writer.writerows(sheet.rows)


def draw_sheet(sheet: Sheet, screen: Console) -> None:
    """A table for people; figures stand at the right, short ids and dates are never broken."""
    if sheet.title:
        screen.print(sheet.title, style="bold", soft_wrap=True)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for number, column in enumerate(sheet.columns):
        cells = [row[number] for row in sheet.rows]
        figures = bool(cells) and all(isinstance(cell, int | None) for cell in cells)
        whole = number <= 1 and all(len(str(cell)) <= _NEVER_BROKEN for cell in cells)
        table.add_column(column, justify="right" if figures else "left", overflow="fold", no_wrap=whole)
    for row in sheet.rows:
        table.add_row(*("" if cell is None else harmless(str(cell)) for cell in row))
    screen.print(table)
    for note in sheet.notes:
        screen.print(note, style="dim")
