"""Tolls by outcome, added up from how often each toll occurs: most of a million incidents share a few."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from truceline.assessment.finding_table import ABSENT, FindingTable

_MOST_CODES = 1 << 20


@frozen
class Toll:
    """People killed: the sum of the lows, bests and highs; None for a high that is open."""

    low: int
    best: int
    high: int | None
    best_of: int
    incidents: int


@frozen(eq=False)
class Tolls:
    """The tolls of a table: each row's by a number, and the figures of each number.

    Whatever has no toll has the last number, which has no figures.
    """

    codes: NDArray[np.int32]
    low: NDArray[np.int64]
    best: NDArray[np.int64]
    high: NDArray[np.int64]

    @classmethod
    def of(cls, table: FindingTable) -> Self:
        told = np.flatnonzero(table.losses > 0)
        number, figures = _numbered([column[told] - ABSENT for column in (table.low, table.best, table.high)])
        low, best, high = (column + ABSENT for column in figures)
        codes = np.full(len(table.losses), len(low), np.int32)
        codes[told] = number
        return cls(codes, low, best, high)

    @property
    def width(self) -> int:
        """Above every code."""
        return len(self.low) + 1

    def by_outcome(self, often: NDArray[np.int64]) -> list[Toll]:
        """The tolls of some rows for each outcome by code; ``often`` is how many have each toll, by outcome."""
        return [self._added(counts) for counts in often[:-1].T]

    def _added(self, often: NDArray[np.int64]) -> Toll:
        is_known = self.best != ABSENT
        is_open = bool(often[self.high == ABSENT].any())
        return Toll(
            low=int(often @ self.low),
            best=int(often[is_known] @ self.best[is_known]),
            high=None if is_open else int(often @ self.high),
            best_of=int(often[is_known].sum()),
            incidents=int(often.sum()),
        )


def _numbered(
    columns: Sequence[NDArray[np.int64]],
) -> tuple[NDArray[np.int64], list[NDArray[np.int64]]]:
    """A number for each row of some columns of small whole numbers, and the columns by number."""
    wide = [int(column.max(initial=0)) + 1 for column in columns]
    if wide[0] * wide[1] * wide[2] > _MOST_CODES:
        different, codes = np.unique(np.stack(columns, axis=1), axis=0, return_inverse=True)
        return codes.reshape(-1), list(different.T)
    codes = (columns[0] * wide[1] + columns[1]) * wide[2] + columns[2]
    numbers = np.flatnonzero(np.bincount(codes, minlength=1))
    place = np.zeros(wide[0] * wide[1] * wide[2], np.int64)
    place[numbers] = np.arange(len(numbers))
    rest, third = np.divmod(numbers, wide[2])
    first, second = np.divmod(rest, wide[1])
    return place[codes], [first, second, third]
