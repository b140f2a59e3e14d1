"""Which values the rows of a table hold: filters and facets over codes, and over bare positions by where they are.

Places are the one column that may have as many values as rows: an incident told by its position alone
holds that position's text. Such values are told apart by the columns of the table that say where, and only
those that are shown are ever spelled out.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from truceline.assessment.finding import Responsible
from truceline.assessment.finding_table import Coded, FindingTable
from truceline.values.problems import ValueProblem
from truceline.values.where import Spot, read_position

Mask: TypeAlias = NDArray[np.bool_]
Rows: TypeAlias = NDArray[np.intp]
_BITS = 20
_HEAPS, _SHIFT = 1 << _BITS, np.uint64(64 - _BITS)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_METRES = 1000


def holding(table: FindingTable, column: str, wanted: Iterable[str]) -> Mask:
    """The rows whose value in a column has any of these in it."""
    coded: Coded[Any] = getattr(table, column)
    names, spelled = frozenset(wanted), spelled_out(coded)
    held = np.zeros(len(coded.values), np.bool_)
    for code in codes_without(len(coded.values), spelled):
        held[code] = not names.isdisjoint(names_of(coded.values[code]))
    mask = held[coded.codes] if len(held) else np.zeros(len(coded.codes), np.bool_)
    for name in names:
        if spelled and name.startswith("@"):
            mask[told_at(table, coded, name)] = True
    return mask


def most_held(
    table: FindingTable, column: str, rows: Rows, most: int, heap: NDArray[np.int32] | None = None
) -> list[tuple[str, int]]:
    """The values that most of some rows hold in a column, with how many do; ``heap`` is that of `heaps`."""
    coded: Coded[Any] = getattr(table, column)
    spelled, codes = spelled_out(coded), coded.codes[rows]
    bare = (codes >= spelled.start) & (codes < spelled.stop)
    numbers = np.bincount(codes[~bare] if spelled else codes, minlength=spelled.start)
    tally: Counter[str] = Counter()
    for code in np.flatnonzero(numbers).tolist():
        for name in names_of(coded.values[code]):
            tally[name] += int(numbers[code])
    if spelled:
        shown = sorted(tally.values(), reverse=True)[:most]
        least = shown[-1] if len(shown) == most else 1
        heap = heaps(table) if heap is None else heap
        for row, count in _most_common_positions(table, rows[bare], heap, (most, least)):
            for name in names_of(coded[row]):
                tally[name] += count
    return sorted(tally.items(), key=lambda item: (-item[1], item[0]))[:most]


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


def heaps(table: FindingTable) -> NDArray[np.int32]:
    """A number for each row's position, the same for the same position, and for few others."""
    return (where_told(table, np.arange(len(table))) >> _SHIFT).astype(np.int32)


def _most_common_positions(
    table: FindingTable, rows: Rows, heap: NDArray[np.int32], bounds: tuple[int, int]
) -> list[tuple[int, int]]:
    """Positions that most of some rows are told by, at most so many and with at least so many rows.

    Each by a row of its own and how many there are. None has more rows than its heap has, so only
    heaps that are high enough are sorted out.
    """
    most, least = bounds
    here = heap[rows]
    rows = rows[(np.bincount(here, minlength=_HEAPS) >= least)[here]]
    _, first, counts = np.unique(where_told(table, rows), return_index=True, return_counts=True)
    # Of equals the first on record: all their names would have to be spelled out to order them.
    best = np.lexsort((first, -counts))[:most]
    return list(zip(rows[first[best]].tolist(), counts[best].tolist(), strict=True))


def where_told(table: FindingTable, rows: Rows) -> NDArray[np.uint64]:
    """A number for each row's position: of a million, two get the same with a chance of one in ten million."""
    mixed = np.zeros(len(rows), np.uint64)
    for column in (table.longitude, table.latitude, table.radius.astype(np.float64)):
        mixed = (mixed ^ column[rows].view(np.uint64)) * _MIX
        mixed ^= mixed >> np.uint64(32)
    return mixed
