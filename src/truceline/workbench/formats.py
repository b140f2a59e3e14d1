"""The three ways a command prints: a table for people, JSON and CSV for programs."""

import csv
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from attrs import frozen
from rich.console import Console
from rich.table import Table
from rich.text import Text

from truceline.values.harmless import escaped, harmless, isolated
from truceline.workbench.complaints import Format
from truceline.workbench.widths import widths

Cell: TypeAlias = str | int | None
# Where nothing says how wide the screen is: wide enough for four ledgers side by side.
_WIDTH = 110
_NEVER_BROKEN = 30
_GAP = 2


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
    """A console that shows nothing harmful, whatever the record's sources wrote.

    A text is a line: line ends within it are shown, not obeyed; those around it are ours.
    """

    def print(self, *objects: Any, **how: Any) -> None:
        """Print as a console does, text made harmless first."""
        super().print(*(_line(one) if isinstance(one, str) else one for one in objects), **how)


def _line(text: str) -> str:
    inner = text.strip("\n")
    return text.replace(inner, isolated(harmless(inner))) if inner else text


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
        sys.stdout.writelines(f"{isolated(harmless(sentence))}\n" for sentence, _ in done)


def print_json(body: Any) -> None:
    """JSON on stdout, readable and with every script as it is written, controls escaped."""
    sys.stdout.write(escaped(json.dumps(body, ensure_ascii=False, indent=2)) + "\n")


def print_csv(sheet: Sheet) -> None:
    """CSV on stdout (RFC 4180 with plain line ends), columns first; to the letter but on a screen.

    A text that a spreadsheet would run as a formula stands behind an apostrophe, its sign of text.
    """
    rows: Iterable[tuple[Cell, ...]] = (tuple(map(_never_run, row)) for row in sheet.rows)
    if sys.stdout.isatty():
        rows = (tuple(harmless(cell) if isinstance(cell, str) else cell for cell in row) for row in rows)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(sheet.columns)
    writer.writerows(rows)


_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def _never_run(cell: Cell) -> Cell:
    """A cell that spreadsheets show and never run; a lone dash or a number runs nothing."""
    if not isinstance(cell, str) or not cell.startswith(_FORMULAS) or _IS_NUMBER.fullmatch(cell):
        return cell
    return f"'{cell}"


_IS_NUMBER = re.compile(r"[-+]?[0-9]*(?:\.[0-9]+)?")


def draw_sheet(sheet: Sheet, screen: Console) -> None:
    """A table for people; figures stand at the right, short ids and dates are never broken."""
    if sheet.title:
        screen.print(sheet.title, style="bold", soft_wrap=True)
    shown = [["" if cell is None else harmless(str(cell)) for cell in row] for row in sheet.rows]
    heads = [harmless(column) for column in sheet.columns]
    if shown:
        screen.print(_table(sheet, heads, shown, screen.width))
    else:
        screen.print("none")
    for note in sheet.notes:
        screen.print(note, style="dim")


def _table(sheet: Sheet, heads: list[str], shown: list[list[str]], room: int) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0))
    kept = [
        number <= 1 and all(len(row[number]) <= _NEVER_BROKEN for row in shown)
        for number in range(len(heads))
    ]
    found = widths([heads, *shown], room - _GAP * (len(heads) - 1), kept=kept)
    for number, (head, width) in enumerate(zip(heads, found, strict=True)):
        figures = all(isinstance(row[number], int | None) for row in sheet.rows)
        table.add_column(head, justify="right" if figures else "left", overflow="fold", width=width)
    for row in shown:
        table.add_row(*map(_broken, row, found))
    return table


def _broken(cell: str, width: int) -> str:
    """A cell broken into its lines, each of which keeps to itself what runs from right to left."""
    if isolated(cell) == cell:
        return cell
    lines = Text(cell).wrap(Console(), width, overflow="fold")
    return "\n".join(isolated(line.plain.rstrip()) for line in lines)
