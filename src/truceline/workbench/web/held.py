"""Which values the rows of a table hold: filters and facets over codes, and over bare positions by where they are.

Places are the one column that may have as many values as rows: an incident told by its position alone
holds that position's text. Such values are told apart by the columns of the table that say where, and only
those that are shown are ever spelled out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, Self

import numpy as np
from attrs import define, frozen
from numpy.typing import NDArray

from truceline.assessment.finding import Responsible
from truceline.assessment.finding_table import Coded, FindingTable
from truceline.values.problems import ValueProblem
from truceline.values.where import Spot, read_position
from truceline.workbench.web.counting import Mask, Numbers, Rows, Scoped

_BITS = 20
_HEAPS, _SHIFT = 1 << _BITS, np.uint64(64 - _BITS)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_METRES = 1000
_SHORT = 1 << 16
_FEW, _LARGE = 1 << 14, _SHORT - 1


@define(eq=False)
class Column:
    """A coded column of a table, ready to be asked which rows hold what.

    ``codes`` are below ``width``; those of bare positions are all ``bare``, which is -1 where there are none.
    """

    table: FindingTable
    coded: Coded[Any]
    codes: NDArray[np.int32]
    width: int
    bare: int

    @classmethod
    def of(cls, table: FindingTable, name: str) -> Self:
        """The column of a name."""
        coded: Coded[Any] = getattr(table, name)
        codes, length, spelled = coded.codes, len(coded.values), spelled_out(coded)
        if not spelled:
            return cls(table, coded, codes, length, -1)
        bare = length - len(spelled)
        behind = np.where(codes < spelled.start, codes, codes - len(spelled))
        told = (codes < spelled.start) | (codes >= spelled.stop)
        return cls(table, coded, np.where(told, behind, bare).astype(np.int32), bare + 1, bare)

    def holding(self, wanted: Iterable[str]) -> Rows:
        """The rows whose value has any of these in it."""
        names = frozenset(wanted)
        codes = sorted({code for name in names for code in self._codes_of.get(name, ())})
        found = [self._rows[code] for code in codes]
        if self.bare >= 0:
            found += [told_at(self.table, self.coded, name) for name in names if name.startswith("@")]
        return np.concatenate(found) if found else np.zeros(0, np.intp)

    def most_held(self, numbers: Numbers, scoped: Scoped, most: int) -> list[tuple[str, int]]:
        """The values that most of the counted rows hold, with how many do; ``numbers`` is how many have each code."""
        tally: Counter[str] = Counter()
        for code in np.flatnonzero(numbers).tolist():
            for name in self._names[code]:
                tally[name] += int(numbers[code])
        if self.bare >= 0 and numbers[self.bare]:
            shown = sorted(tally.values(), reverse=True)[:most]
            least = shown[-1] if len(shown) == most else 1
            for row, count in self._positions(scoped, int(numbers[self.bare]), most, least):
                for name in names_of(self.coded[row]):
                    tally[name] += count
        return sorted(tally.items(), key=lambda item: (-item[1], item[0]))[:most]

    def _positions(self, scoped: Scoped, bare: int, most: int, least: int) -> list[tuple[int, int]]:
        """Positions that most are told by, each by a row of its own, with how many are: so many at most."""
        if bare > _FEW:
            return self._crowds.most_common(scoped.counted, most, least)
        rows = scoped.rows[self.codes[scoped.rows] == self.bare]
        return [one for one in most_common(self.table, rows, most) if one[1] >= least]

    @cached_property
    def _names(self) -> list[tuple[str, ...]]:
        """The names that each code stands for; none for bare positions."""
        values, spelled = self.coded.values, spelled_out(self.coded)
        told = [names_of(values[code]) for code in codes_without(len(values), spelled)]
        return [*told, ()]

    @cached_property
    def _codes_of(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for code, names in enumerate(self._names):
            for name in names:
                found.setdefault(name, []).append(code)
        return found

    @cached_property
    def _rows(self) -> list[Rows]:
        """The rows of each code."""
        # Numbers of two bytes are sorted by counting: ten times as fast.
        codes = self.codes.astype(np.uint16) if self.width <= _SHORT else self.codes
        ends = np.cumsum(np.bincount(self.codes, minlength=self.width))
        return np.split(np.argsort(codes, kind="stable"), ends[:-1])

    @cached_property
    def _crowds(self) -> "Crowds":
        return Crowds.of(self.table, np.flatnonzero(self.codes == self.bare))


@frozen(eq=False)
class Crowds:
    """Rows told by bare positions, those first whose position may be that of most.

    Rows are thrown into heaps by where they are. No position has more rows than its heap, so whoever
    looks for those of many need not look into small heaps. ``sizes`` are those of the heaps, the largest alike.
    """

    table: FindingTable
    rows: Rows
    sizes: NDArray[np.int64]

    @classmethod
    def of(cls, table: FindingTable, rows: Rows) -> Self:
        """The crowds among these rows."""
        heap = (where_told(table, rows) >> _SHIFT).astype(np.intp)
        sizes = np.bincount(heap, minlength=_HEAPS)[heap]
        # Numbers of two bytes are sorted by counting: ten times as fast.
        sizes = np.minimum(sizes, _LARGE)
        order = np.argsort((_LARGE - sizes).astype(np.uint16), kind="stable")
        return cls(table, rows[order], sizes[order])

    def most_common(self, counted: Mask, most: int, least: int) -> list[tuple[int, int]]:
        """Positions that most of the counted rows are told by, at most so many and with at least so many rows.

        Each by a row of its own and how many there are.
        """
        found: list[tuple[int, int]] = []
        for size in self._sizes_down_to(least):
            rows = self.rows[: int(np.searchsorted(-self.sizes, -min(size, _LARGE), "right"))]
            found = most_common(self.table, np.sort(rows[counted[rows]]), most)
            # Whatever lies in a smaller heap has fewer rows than these.
            if len(found) == most and found[-1][1] >= size:
                break
        return [(row, count) for row, count in found if count >= least]

    def _sizes_down_to(self, least: int) -> Iterator[int]:
        size = int(self.sizes[0])
        if size < min(least, _LARGE):
            return
        while size > least:
            yield size
            size //= 4
        yield least


def most_common(table: FindingTable, rows: Rows, most: int) -> list[tuple[int, int]]:
    """The positions most common among some rows, each by a row of its own, with how many are told by it."""
    _, first, counts = np.unique(where_told(table, rows), return_index=True, return_counts=True)
    # Of equals the first on record: all their names would have to be spelled out to order them.
    best = np.lexsort((first, -counts))[:most]
    return list(zip(rows[first[best]].tolist(), counts[best].tolist(), strict=True))


def names_of(value: Any) -> tuple[str, ...]:
    """The names a value of a column is made of."""
    return value.actors if isinstance(value, Responsible) else value


def spelled_out(coded: Coded[Any]) -> range:
    """The codes whose values are bare positions, spelled out one by one when asked for."""
    found: range = getattr(coded.values, "positions", range(0))
    return found


def codes_without(length: int, without: range) -> Iterable[int]:
    """All codes up to a length but for a stretch of them."""
    return (*range(without.start), *range(without.stop, length)) if without else range(length)


def told_at(table: FindingTable, coded: Coded[Any], name: str) -> Rows:
    """The rows told by just this position."""
    try:
        spot = Spot.parse(name)
    except ValueProblem:
        return np.zeros(0, np.intp)
    latitude, longitude = read_position(spot.position or "")
    there = (table.latitude == latitude) & (table.longitude == longitude)
    rows = np.flatnonzero(there & (table.radius == np.float32(spot.km * _METRES)))
    return rows[[name in names_of(coded[row]) for row in rows.tolist()]] if len(rows) else rows


def where_told(table: FindingTable, rows: Rows) -> NDArray[np.uint64]:
    """A number for each row's position: of a million, two get the same with a chance of one in ten million."""
    mixed = np.zeros(len(rows), np.uint64)
    for column in (table.longitude, table.latitude, table.radius):
        mixed = (mixed ^ column[rows].astype(np.float64).view(np.uint64)) * _MIX
        mixed ^= mixed >> np.uint64(32)
    return mixed
