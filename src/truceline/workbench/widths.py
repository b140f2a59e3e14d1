"""How wide each column of a table is, so that words stay whole as long as the screen allows."""

from collections.abc import Sequence
from itertools import repeat

from rich.cells import cell_len

# A longer word, such as an id, may be broken before the table outgrows the screen.
_LONGEST_KEPT = 16
# A cell no longer than this, such as "0 to 31" or a day, is read as one word.
_SHORT = 13


def widths(rows: Sequence[Sequence[str]], room: int, *, kept: Sequence[bool]) -> list[int]:
    """The width of each column within ``room``; ``rows`` are all lines, the headings first.

    The widest column gives way first, down to its longest word. Where even that is too much,
    columns that are to be ``kept`` whole give way too, and at last words are broken.

    >>> widths([("id", "what it says"), ("a-1", "two words")], 12, kept=(True, False))
    [3, 9]
    """
    columns = list(zip(*rows, strict=True))
    natural = [max(map(_line_width, column)) for column in columns]
    words = [max([_word_width(head), *map(_least, column)]) for head, *column in columns]
    kept_whole = [full if whole else word for full, word, whole in zip(natural, words, kept, strict=True)]
    found = natural
    for least in (kept_whole, words, list(repeat(1, len(columns)))):
        found = _shrunk(found, least, room)
    return found


def _line_width(cell: str) -> int:
    return max(map(cell_len, cell.splitlines()), default=0)


def _word_width(cell: str) -> int:
    return min(max(map(cell_len, cell.split()), default=1), _LONGEST_KEPT)


def _least(cell: str) -> int:
    width = _line_width(cell)
    return width if width <= _SHORT else _word_width(cell)


def _shrunk(found: list[int], least: Sequence[int], room: int) -> list[int]:
    """The widest column, a step at a time, until all fit or none may become narrower."""
    now = list(found)
    over = sum(now) - room
    for _ in range(over):
        wide = [number for number, width in enumerate(now) if width > least[number]]
        if not wide:
            break
        now[max(wide, key=lambda number: now[number])] -= 1
    return now
