"""How often each code occurs among some rows; in a stretch of days it is looked up at both ends, not counted.

Rows stand in one list by day. Beside it stand, for every few thousand rows, the sums of all before:
so what any stretch holds is the difference of two sums and two pieces shorter than a block.
"""

from functools import cached_property
from typing import TypeAlias

import numpy as np
from attrs import define, frozen
from numpy.typing import NDArray

Mask: TypeAlias = NDArray[np.bool_]
Rows: TypeAlias = NDArray[np.intp]
Numbers: TypeAlias = NDArray[np.int64]
_BLOCK = 1 << 12
_MOST = 1 << 21
"""Sums kept for one column at most; with more codes blocks are longer."""


@frozen
class Stretch:
    """Rows of a list from ``first`` up to ``end``, and ``others`` that are not in the list."""

    first: int
    end: int
    others: Rows


@frozen(eq=False)
class Scoped:
    """The rows of a table that a question is about.

    ``counted`` are the headline's occasions; ``aggregates`` sum up several and stand beside;
    ``out`` counts those not in the view by why. ``parts`` are counted in their whole, ``overlapping`` began
    earlier and may reach in, ``beyond`` began here and may reach out. ``stretch`` says the same as
    ``counted`` where a question is about days and nothing else.
    """

    counted: Mask
    aggregates: Mask
    out: Numbers
    parts: int
    overlapping: int
    beyond: int
    stretch: Stretch | None

    @cached_property
    def rows(self) -> Rows:
        """The counted rows, by number."""
        return np.flatnonzero(self.counted)


@define(eq=False)
class Counting:
    """A column of codes below ``width``, and the list of rows that stretches are of."""

    codes: NDArray[np.int32]
    width: int
    listed: Rows

    def numbers(self, scoped: Scoped) -> Numbers:
        """How many of the counted rows have each code."""
        stretch = scoped.stretch
        if stretch is None:
            return self._count(scoped.rows)
        if stretch.end - stretch.first <= 2 * self._block:
            # No longer than the two pieces that would be counted at its ends.
            return self._count(np.concatenate((self.listed[stretch.first : stretch.end], stretch.others)))
        return self._up_to(stretch.end) - self._up_to(stretch.first) + self._count(stretch.others)

    @cached_property
    def _block(self) -> int:
        return max(_BLOCK, len(self.listed) * self.width // _MOST)

    @cached_property
    def _before(self) -> NDArray[np.int32]:
        """Row ``n`` holds the sums of the first ``n`` blocks of the list."""
        blocks = len(self.listed) // self._block
        before = np.zeros((blocks + 1, self.width), np.int32)
        for number in range(blocks):
            here = self.listed[number * self._block : (number + 1) * self._block]
            np.add(before[number], self._count(here), out=before[number + 1], casting="unsafe")
        return before

    def _up_to(self, end: int) -> Numbers:
        block = end // self._block
        before: Numbers = self._before[block].astype(np.int64)
        return before + self._count(self.listed[block * self._block : end])

    def _count(self, rows: Rows) -> Numbers:
        return np.bincount(self.codes[rows], minlength=self.width)
