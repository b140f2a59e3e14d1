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
_BUCKETS, _SHIFT = 1 << _BITS, np.uint64(64 - _BITS)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_METRES = 1000


def holding(table: FindingTable, column: str, wanted: Iterable[str]) -> Mask:
    """The rows whose value in a column has any of these in it."""
    coded: Coded[Any] = getattr(table, column)
    names, spelled = frozenset(wanted), _spelled(coded)
    held = np.zeros(len(coded.values), np.bool_)
    for code in _codes(len(coded.values), spelled):
        held[code] = not names.isdisjoint(names_of(coded.values[code]))
    mask = held[coded.codes] if len(held) else np.zeros(len(coded.codes), np.bool_)
    for name in names:
        if spelled and name.startswith("@"):
            mask[_at(table, coded, name)] = True
    return mask


def most_held(table: FindingTable, column: str, mask: Mask, most: int) -> list[tuple[str, int]]:
    """The values that most rows hold in a column, with how many do."""
    coded: Coded[Any] = getattr(table, column)
    spelled = _spelled(coded)
    numbers = np.bincount(coded.codes[mask], minlength=len(coded.values))
    if spelled:
        numbers[spelled.start : spelled.stop] = 0
    tally: Counter[str] = Counter()
    for code in np.flatnonzero(numbers).tolist():
        for name in names_of(coded.values[code]):
            tally[name] += int(numbers[code])
    if spelled:
        here = mask & (coded.codes >= spelled.start) & (coded.codes < spelled.stop)
        shown = sorted(tally.values(), reverse=True)[:most]
        least = shown[-1] if len(shown) == most else 0
        for row, count in _most_common_positions(table, np.flatnonzero(here), most, least):
            for name in names_of(coded[row]):
                tally[name] += count
    return sorted(tally.items(), key=lambda item: (-item[1], item[0]))[:most]


def names_of(value: Any) -> tuple[str, ...]:
    """The names a value of a column is made of."""
    return value.actors if isinstance(value, Responsible) else value


def _spelled(coded: Coded[Any]) -> range:
    """The codes whose values are bare positions, spelled out one by one when asked for."""
    found: range = getattr(coded.values, "positions", range(0))
    return found


def _codes(length: int, without: range) -> Iterable[int]:
    return (*range(without.start), *range(without.stop, length)) if without else range(length)


def _at(table: FindingTable, coded: Coded[Any], name: str) -> Rows:
    """The rows told by just this position."""
    try:
        spot = Spot.parse(name)
    except ValueProblem:
        return np.zeros(0, np.intp)
    latitude, longitude = read_position(spot.position or "")
    there = (table.latitude == latitude) & (table.longitude == longitude)
    rows = np.flatnonzero(there & (table.radius == np.float32(spot.km * _METRES)))
    return rows[[name in names_of(coded[row]) for row in rows.tolist()]] if len(rows) else rows


def _most_common_positions(table: FindingTable, rows: Rows, most: int, least: int) -> list[tuple[int, int]]:
    """Positions that most of some rows are told by, and at least so many: a row of each, and how many.

    Positions are first thrown into buckets. None has more rows than its bucket, so only buckets that
    are full enough are sorted out.
    """
    if not len(rows):
        return []
    where = _where(table, rows)
    bucket = (where >> _SHIFT).astype(np.int64)
    enough = np.bincount(bucket, minlength=_BUCKETS) >= max(least, 1)
    full = enough[bucket]
    _, first, counts = np.unique(where[full], return_index=True, return_counts=True)
    # Of equals the first on record: all their names would have to be spelled out to order them.
    best = np.lexsort((first, -counts))[:most]
    return list(zip(rows[full][first[best]].tolist(), counts[best].tolist(), strict=True))


def _where(table: FindingTable, rows: Rows) -> NDArray[np.uint64]:
    """A number for each row's position: of a million, two get the same with a chance of one in ten million."""
    mixed = np.zeros(len(rows), np.uint64)
    for column in (table.longitude, table.latitude, table.radius.astype(np.float64)):
        mixed = (mixed ^ column[rows].view(np.uint64)) * _MIX
        mixed ^= mixed >> np.uint64(32)
    return mixed
