"""Incidents by squares of the map: each row's square of one size, and how many of each outcome a square holds."""

import math
from typing import Self, TypeAlias

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from truceline.assessment.finding_table import OUTCOMES, FindingTable
from truceline.workbench.web.counting import Counting, Numbers, Rows

_DATE_LINE, _ROUND = 180, 360
_MOST_MARKS = 1 << 24
_EACH = len(OUTCOMES)
Squares: TypeAlias = NDArray[np.int32]


@frozen
class Bounds:
    """A stretch of the globe in degrees; ``west`` may be more than ``east`` across the date line."""

    west: float
    south: float
    east: float
    north: float


@frozen
class Cells:
    """Incidents by square of the map: which square, and how many of each outcome.

    Squares are counted in ``size`` degrees eastwards and northwards from where no degrees are.
    """

    size: float
    cells: list[tuple[int, int, int, int, int]]
    shown: int
    not_placed: int

    def middle(self, square: int) -> float:
        """The degrees of the middle of a square, by its number along one side."""
        return (square + 0.5) * self.size


@frozen(eq=False)
class Grid:
    """The squares of a size that any incident is in: ``across`` and ``up`` say which, from the south-west on.

    ``counting`` is by square, in their order, and by outcome; behind the last stands nowhere.
    """

    size: float
    across: Squares
    up: Squares
    counting: Counting

    @classmethod
    def of(cls, table: FindingTable, size: float, listed: Rows) -> Self:
        """The squares of a table."""
        placed = np.flatnonzero(~np.isnan(table.longitude))
        across, up, place = _held(
            _squares(table.longitude[placed], size), _squares(table.latitude[placed], size)
        )
        squares = np.full(len(table), len(up), np.int32)
        squares[placed] = place
        counting = Counting(squares * _EACH + table.outcome, (len(up) + 1) * _EACH, listed)
        return cls(size, across, up, counting)

    def coarser(self, table: FindingTable, size: float) -> Self:
        """The same by larger squares, each of which holds several of these whole."""
        shift = int(math.log2(size / self.size))
        across, up, place = _held(self.across >> shift, self.up >> shift)
        finer = (self.counting.codes - table.outcome) // _EACH
        squares = np.append(place, len(up)).astype(np.int32)[finer]
        counting = Counting(squares * _EACH + table.outcome, (len(up) + 1) * _EACH, self.counting.listed)
        return evolve(self, size=size, across=across, up=up, counting=counting)

    def cells(self, numbers: Numbers, bounds: Bounds) -> Cells:
        """The squares that bounds touch and hold any of the counted rows; ``numbers`` is how many each holds."""
        by_square = numbers.reshape(-1, _EACH)
        east = bounds.east + (_ROUND if bounds.east < bounds.west else 0)
        west, end = math.floor(bounds.west / self.size), math.floor(east / self.size)
        south, top = math.floor(bounds.south / self.size), math.floor(bounds.north / self.size)
        across = self.across
        if east > _DATE_LINE:
            across = np.where(across < west, across + int(_ROUND / self.size), across)
        here = (across >= west) & (across <= end) & (self.up >= south) & (self.up <= top)
        shown = np.flatnonzero(here & by_square[:-1].any(axis=1))
        columns = (across[shown], self.up[shown], *by_square[shown, ::-1].T)
        return Cells(
            size=self.size,
            cells=list(zip(*(column.tolist() for column in columns), strict=True)),
            shown=int(by_square[shown].sum()),
            not_placed=int(by_square[-1].sum()),
        )


def _squares(degrees: NDArray[np.float64], size: float) -> Squares:
    # One over a power of two is exact.
    along = degrees * (1 / size)
    return np.floor(along, out=along).astype(np.int32)


def _held(across: Squares, up: Squares) -> tuple[Squares, Squares, NDArray[np.int32]]:
    """The different squares among some, from the south-west on, and which of these each of them is."""
    west, south = int(across.min(initial=0)), int(up.min(initial=0))
    wide, high = int(across.max(initial=0)) - west + 1, int(up.max(initial=0)) - south + 1
    number = (up.astype(np.int64) - south) * wide + (across - west)
    if wide * high > _MOST_MARKS:
        held, place = np.unique(number, return_inverse=True)
    else:
        # Marking them is ten times as fast as sorting them.
        marks = np.zeros(wide * high, np.bool_)
        marks[number] = True
        held = np.flatnonzero(marks)
        numbers = np.empty(wide * high, np.int32)
        numbers[held] = np.arange(len(held))
        place = numbers[number]
    rows, columns = np.divmod(held, wide)
    return (columns + west).astype(np.int32), (rows + south).astype(np.int32), place.astype(np.int32)
