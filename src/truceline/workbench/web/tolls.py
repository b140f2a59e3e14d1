"""Tolls by outcome, added up from how often each toll occurs: most of a million incidents share a few."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from truceline.assessment.finding_table import ABSENT, FindingTable

_OUTCOMES = 3
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
        told = table.losses > 0
        columns = [np.where(told, column, 0) for column in (table.low, table.best, table.high)]
        codes, figures = _numbered([column - ABSENT for column in columns])
        low, best, high = (column + ABSENT for column in figures)
        return cls(np.where(told, codes, len(low)).astype(np.int32), low, best, high)

    def by_outcome(self, rows: NDArray[np.intp], outcome: NDArray[np.int8]) -> list[Toll]:
        """The tolls of some rows for each outcome by code; ``outcome`` is that of each row."""
        keys = self.codes[rows].astype(np.int64) * _OUTCOMES + outcome
        often = np.bincount(keys, minlength=(len(self.low) + 1) * _OUTCOMES).reshape(-1, _OUTCOMES)[:-1]
        return [self._added(often[:, code]) for code in range(_OUTCOMES)]

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
    numbers = np.arange(wide[0] * wide[1] * wide[2])
    rest, third = np.divmod(numbers, wide[2])
    first, second = np.divmod(rest, wide[1])
    return codes, [first, second, third]
