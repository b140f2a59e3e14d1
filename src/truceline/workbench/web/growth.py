"""How large the record is now, asked of the disk only when its files were touched.

Every request depends on it, and a question to the store takes longer than the rest of an answer
that is given again.
"""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from attrs import define

_Mark: TypeAlias = tuple[tuple[int, int], ...]
_SETTLED = 100_000_000
"""Nanoseconds after which a file's time tells it apart from what is written next: clocks of files are coarse."""


@define(eq=False)
class Growth:
    """The size of a record whose log lies in these files, by whoever it is written."""

    ask: Callable[[], int]
    files: Sequence[Path]
    _known: tuple[_Mark, int] | None = None

    def size(self) -> int:
        """How many entries there are."""
        mark = tuple(map(_touched, self.files))
        known = self._known
        if known is not None and known[0] == mark:
            return known[1]
        found = self.ask()
        settled = time.time_ns() - max((when for when, _ in mark), default=0) > _SETTLED
        # The mark was taken before the question, so what is written after it is noticed next time.
        self._known = (mark, found) if settled else None
        return found


def _touched(file: Path) -> tuple[int, int]:
    try:
        told = file.stat()
    except FileNotFoundError:
        return 0, 0
    return told.st_mtime_ns, told.st_size
