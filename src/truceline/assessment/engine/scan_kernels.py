"""Which incidents may be in place and time of which clauses, compiled; what only geometry tells is asked later.

Truths are those of `area_kernels`. A code is *when* in two bits, then *where*, then *what*.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from truceline.assessment.engine.area_kernels import INSIDE, NO, UNKNOWN, YES, bounds_of, reach, where_of
from truceline.assessment.engine.clause_kernels import half_minutes
from truceline.assessment.engine.jit import bare, inner

CELL = 0.5
"""Degrees along each side of the cells that incidents are sorted by."""
ACROSS, UP = 721, 361
THROUGHOUT = 1
_PARTS = 10_000_000


class Spots(NamedTuple):
    """Incidents at positions, sorted by cell and start, those of ``cells[i]`` from ``first[i]`` to ``first[i + 1]``.

    ``longest`` is the longest time of any of them, in minutes; ``widest`` the largest distance in km.
    """

    row: NDArray[np.int32]
    start: NDArray[np.int32]
    cells: NDArray[np.int32]
    first: NDArray[np.int32]
    longest: int
    widest: int


class Named(NamedTuple):
    """Incidents at places of the register, sorted by place and start."""

    row: NDArray[np.int32]
    start: NDArray[np.int32]
    first: NDArray[np.int32]
    longest: int


class Columns(NamedTuple):
    """What of :class:`Reports` is looked up for those few that may be in place and time."""

    longitude: NDArray[np.int32]
    latitude: NDArray[np.int32]
    end: NDArray[np.int32]
    fills: NDArray[np.int8]
    km: NDArray[np.int16]
    kind: NDArray[np.int16]


class Terms(NamedTuple):
    """The clauses to scan for: ground, conduct and time in force, in half minutes."""

    ground: NDArray[np.int32]
    conduct: NDArray[np.int32]
    covers: NDArray[np.uint8]
    sure_first: NDArray[np.int32]
    sure_from: NDArray[np.int64]
    sure_until: NDArray[np.int64]
    possible_first: NDArray[np.int32]
    possible_from: NDArray[np.int64]
    possible_until: NDArray[np.int64]


@inner
def lies_in(low, high, fills, froms, untils, first, last):
    """The rule of `may_lie_in`, in half minutes."""
    truth = NO
    for place in range(first, last):
        if froms[place] < high and low < untils[place]:
            everything = low == -(1 << 41) and high == 1 << 41
            if fills == THROUGHOUT and not everything:
                return YES
            if froms[place] <= low and high <= untils[place]:
                return YES
            truth = UNKNOWN
    return truth


@inner
def _when(terms, term, start, end, fills):
    low, high = half_minutes(start, end)
    perhaps = lies_in(low, high, fills, terms.possible_from, terms.possible_until,
                      terms.possible_first[term], terms.possible_first[term + 1])  # fmt: skip
    if perhaps == NO:
        return NO
    surely = lies_in(low, high, fills, terms.sure_from, terms.sure_until,
                     terms.sure_first[term], terms.sure_first[term + 1])  # fmt: skip
    return perhaps if surely == perhaps else UNKNOWN


@inner
def _first_after(start, low, high, moment):
    while low < high:
        middle = (low + high) // 2
        if start[middle] < moment:
            low = middle + 1
        else:
            high = middle
    return low


@inner
def _in_minutes(half):
    """Half minutes as minutes, held within what 32 bits hold."""
    return max(np.int64(-(1 << 31)), min(np.int64((1 << 31) - 1), half >> 1))


@inner
def _in_parts(low, high, loose):
    """Bounds in degrees as whole parts of a degree, rather more than less."""
    return np.int64(np.floor((low - loose) * _PARTS)) - 1, np.int64(np.ceil((high + loose) * _PARTS)) + 1


@inner
def _window(terms, term, longest):
    """When an incident must begin to be possibly in a clause's time, and after when it must end, in minutes."""
    first, last = terms.possible_first[term], terms.possible_first[term + 1]
    if first == last:
        return np.int64(1), np.int64(0), np.int64(0)
    since = _in_minutes(terms.possible_from[first])
    return since - longest - 1, _in_minutes(terms.possible_until[last - 1]) + 1, since


@bare
def scan_spots(spots, columns, grounds, terms, begin, end, rows, codes, counts):
    """The incidents at positions that may be in place and time of the clauses from one to another.

    ``rows`` and ``codes`` are filled clause by clause, ``counts`` by clause; gives the first clause for which there
    was no more room, and how many places are filled.
    """
    count = 0
    for term in range(begin, end):
        begun = count
        since, until, ended = _window(terms, term, spots.longest)
        if until < since:
            counts[term] = 0
            continue
        ground = terms.ground[term]
        limited = grounds.bounded[ground] and grounds.sort[ground] == INSIDE
        left, bottom, right, top = -180.0, -90.0, 180.0, 90.0
        aside = up = 0.0
        if limited:
            left, bottom, right, top = bounds_of(grounds, ground)
            if spots.widest:
                aside, up = reach(max(abs(bottom), abs(top)) + spots.widest / 110.4, spots.widest)
        west, east = _in_parts(left, right, aside)
        south, north = _in_parts(bottom, top, up)
        first_column, last_column = _cell(left - aside, 180.0), min(_cell(right + aside, 180.0), ACROSS - 1)
        first_line, last_line = _cell(bottom - up, 90.0), min(_cell(top + up, 90.0), UP - 1)
        for each in range(len(spots.cells)):
            line, column = spots.cells[each] // ACROSS, spots.cells[each] % ACROSS
            if line < first_line or line > last_line or column < first_column or column > last_column:
                continue
            last = spots.first[each + 1]
            for place in range(_first_after(spots.start, spots.first[each], last, since), last):
                if spots.start[place] > until:
                    break
                row = spots.row[place]
                x, y = columns.longitude[row], columns.latitude[row]
                if x < west or x > east or y < south or y > north:
                    continue
                if columns.end[row] < ended:
                    continue
                where = where_of(grounds, ground, x / _PARTS, y / _PARTS, columns.km[row])
                if where == NO:
                    continue
                when = _when(terms, term, spots.start[place], columns.end[row], columns.fills[row])
                if when == NO:
                    continue
                if count == len(rows):
                    return term, begun
                what = terms.covers[terms.conduct[term], columns.kind[row]]
                rows[count], codes[count] = row, when | where << 2 | what << 4
                count += 1
        counts[term] = count - begun
    return end, count


@inner
def _cell(degrees, half):
    return max(0, int(np.floor((degrees + half) / CELL)))


@bare
def scan_named(named, columns, grounds, terms, begin, end, rows, codes, counts):
    """As :func:`scan_spots`, for incidents at places of the register."""
    count = 0
    for term in range(begin, end):
        begun = count
        since, until, _ = _window(terms, term, named.longest)
        ground = terms.ground[term]
        counts[term] = 0
        if until < since:
            continue
        for at in range(grounds.place_first[ground], grounds.place_first[ground + 1]):
            location, where = grounds.place[at], grounds.place_truth[at]
            last = named.first[location + 1]
            for place in range(_first_after(named.start, named.first[location], last, since), last):
                if named.start[place] > until:
                    break
                row = named.row[place]
                when = _when(terms, term, named.start[place], columns.end[row], columns.fills[row])
                if when == NO:
                    continue
                if count == len(rows):
                    return term, begun
                what = terms.covers[terms.conduct[term], columns.kind[row]]
                rows[count], codes[count] = row, when | where << 2 | what << 4
                count += 1
        counts[term] = count - begun
    return end, count
