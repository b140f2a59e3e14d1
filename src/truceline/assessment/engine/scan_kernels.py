"""Which incidents may be in place and time of which clauses, compiled; what only geometry tells is asked later.

Truths are 0 no, 1 unknown, 2 yes; 3 in a place's stead is *ask*: too near a boundary to tell from the grid.
A code is *when* in two bits, then *where*, then *what*.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from truceline.assessment.engine.jit import bare, inner
from truceline.assessment.engine.judge_kernels import half_minutes

NO, UNKNOWN, YES, ASK = 0, 1, 2, 3
GRID = 48
"""Cells along each side of an area's grid."""
CELL = 0.5
"""Degrees along each side of the cells that incidents are sorted by."""
ACROSS, UP = 721, 361
ANYWHERE, INSIDE, NOWHERE_TOLD, PERHAPS_INSIDE = range(4)
"""Grounds: not limited; limited to an area; limited by something never told; by either of the two."""
THROUGHOUT = 1
_SLACK = 1e-6
_NEAR = 1e-9
"""Degrees from an edge within which a point's side is left to geometry: a tenth of a millimetre."""
_PARTS = 10_000_000
_RADIUS_KM = 6371.0
_INSCRIBED = 0.999
_WGS84_A, _WGS84_E2 = 6378.137, 0.00669437999014


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


class Grounds(NamedTuple):
    """The different areas of clauses: outline as edges, grid over its bounds, and which places lie in it.

    ``sort`` is :data:`ANYWHERE` and so on; ``bounded`` says that its area is drawn, ``vague`` that even what
    lies inside is only perhaps in it.
    """

    sort: NDArray[np.int8]
    bounded: NDArray[np.bool_]
    vague: NDArray[np.bool_]
    bounds: NDArray[np.float64]
    edge_first: NDArray[np.int64]
    edges: NDArray[np.float64]
    grid: NDArray[np.uint8]
    place_first: NDArray[np.int64]
    place: NDArray[np.int32]
    place_truth: NDArray[np.uint8]


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
def is_within(x, y, edges, low, high):  # type: ignore[no-untyped-def]
    """Whether a point lies inside an outline, by counting crossings; *ask* of points all but on an edge."""
    inside = False
    for edge in range(low, high):
        bottom, top = edges[edge, 1], edges[edge, 3]
        if (bottom > y) != (top > y):
            at = (edges[edge, 2] - edges[edge, 0]) * (y - bottom) / (top - bottom) + edges[edge, 0]
            if abs(x - at) < _NEAR:
                return ASK
            inside ^= x < at
        elif abs(y - bottom) < _NEAR or abs(y - top) < _NEAR:
            left, right = min(edges[edge, 0], edges[edge, 2]), max(edges[edge, 0], edges[edge, 2])
            if left - _NEAR < x < right + _NEAR:
                return ASK
    return YES if inside else NO


@inner
def _mark(grids, ground, edges, edge, left, bottom, wide, high):  # type: ignore[no-untyped-def]
    """Mark every cell that an edge passes through or nearly so."""
    xa, ya, xb, yb = edges[edge, 0], edges[edge, 1], edges[edge, 2], edges[edge, 3]
    if ya > yb:
        xa, ya, xb, yb = xb, yb, xa, ya
    first = max(0, int(np.floor((ya - bottom) / high - _SLACK)))
    last = min(GRID - 1, int(np.floor((yb - bottom) / high + _SLACK)))
    for line in range(min(first, GRID - 1), last + 1):
        xl, xh = xa, xb
        if yb > ya:
            low = max(ya, bottom + (line - _SLACK) * high)
            top = min(yb, bottom + (line + 1 + _SLACK) * high)
            xl = xa + (xb - xa) * (low - ya) / (yb - ya)
            xh = xa + (xb - xa) * (top - ya) / (yb - ya)
        if xl > xh:
            xl, xh = xh, xl
        begin = max(0, min(GRID - 1, int(np.floor((xl - left) / wide - _SLACK))))
        end = max(0, min(GRID - 1, int(np.floor((xh - left) / wide + _SLACK))))
        for column in range(begin, end + 1):
            grids[ground, line * GRID + column] = UNKNOWN


@bare
def draw_grids(bounds, edge_first, edges, bounded, begin, end, grids):  # type: ignore[no-untyped-def]
    """For each cell of an area's grid whether it is outside, on the boundary or inside."""
    for ground in range(begin, end):
        if not bounded[ground]:
            continue
        low, high = edge_first[ground], edge_first[ground + 1]
        left, bottom = bounds[ground, 0], bounds[ground, 1]
        wide, tall = (bounds[ground, 2] - left) / GRID, (bounds[ground, 3] - bottom) / GRID
        flat = low == high or wide <= 0 or tall <= 0
        for place in range(GRID * GRID):
            grids[ground, place] = UNKNOWN if flat else NO  # of no area to speak of: always ask
        if flat:
            continue
        for edge in range(low, high):
            _mark(grids, ground, edges, edge, left, bottom, wide, tall)
        for line in range(GRID):
            known = -1
            for column in range(GRID):
                place = line * GRID + column
                if grids[ground, place] == UNKNOWN:
                    known = -1
                    continue
                if known < 0:
                    x, y = left + (column + 0.5) * wide, bottom + (line + 0.5) * tall
                    known = is_within(x, y, edges, low, high)
                grids[ground, place] = known


@inner
def _line_of(value, low, step):  # type: ignore[no-untyped-def]
    return min(GRID - 1, max(0, int(np.floor((value - low) / step))))


@inner
def _of_point(grounds, ground, x, y):  # type: ignore[no-untyped-def]
    left, bottom, right, top = _bounds(grounds, ground)
    if x < left or x > right or y < bottom or y > top:
        return NO
    if right <= left or top <= bottom:
        return ASK
    column = _line_of(x, left, (right - left) / GRID)
    line = _line_of(y, bottom, (top - bottom) / GRID)
    found = np.int64(grounds.grid[ground, line * GRID + column])
    if found != UNKNOWN:
        return found
    low, high = grounds.edge_first[ground], grounds.edge_first[ground + 1]
    return is_within(x, y, grounds.edges, low, high) if high > low else ASK


@inner
def _bounds(grounds, ground):  # type: ignore[no-untyped-def]
    """West, south, east and north of an area."""
    bounds = grounds.bounds
    return bounds[ground, 0], bounds[ground, 1], bounds[ground, 2], bounds[ground, 3]


@inner
def reach(latitude, km):  # type: ignore[no-untyped-def]
    """Degrees of longitude and latitude that hold all within a distance, rather more than less."""
    up = km / 110.4
    return km / (111.0 * np.cos(np.radians(min(89.0, abs(latitude) + up)))), up


@inner
def _of_disc(grounds, ground, x, y, km):  # type: ignore[no-untyped-def]
    left, bottom, right, top = _bounds(grounds, ground)
    aside, up = reach(y, km)
    if x + aside < left or x - aside > right or y + up < bottom or y - up > top:
        return NO
    low, high = grounds.edge_first[ground], grounds.edge_first[ground + 1]
    if right <= left or top <= bottom or low == high:
        return ASK
    wide, tall = (right - left) / GRID, (top - bottom) / GRID
    covered = x - aside >= left and x + aside <= right and y - up >= bottom and y + up <= top
    known = -1 if covered else NO
    for line in range(_line_of(y - up, bottom, tall), _line_of(y + up, bottom, tall) + 1):
        for column in range(_line_of(x - aside, left, wide), _line_of(x + aside, left, wide) + 1):
            found = grounds.grid[ground, line * GRID + column]
            if found == UNKNOWN or (known >= 0 and found != known):
                return _by_distance(grounds.edges, low, high, x, y, km)
            known = found
    return known


@inner
def _by_distance(edges, low, high, x, y, km):  # type: ignore[no-untyped-def]
    """By how far the boundary is from the middle; *ask* where the two are all but equal."""
    sine = np.sin(np.radians(y))
    bent = 1 - _WGS84_E2 * sine * sine
    per_x = np.radians(1.0) * _WGS84_A / np.sqrt(bent) * np.cos(np.radians(y))
    per_y = np.radians(1.0) * _WGS84_A * (1 - _WGS84_E2) / bent**1.5
    flat = km / _RADIUS_KM
    loose = 0.001 + 1.5 * abs(np.tan(np.radians(y))) * flat + 2 * flat * flat
    inner, outer = km * (_INSCRIBED - loose), km * (1 + loose)
    nearest = np.inf
    for edge in range(low, high):
        xa, ya = (edges[edge, 0] - x) * per_x, (edges[edge, 1] - y) * per_y
        xd, yd = (edges[edge, 2] - edges[edge, 0]) * per_x, (edges[edge, 3] - edges[edge, 1]) * per_y
        length = xd * xd + yd * yd
        along = 0.0 if length == 0 else min(1.0, max(0.0, -(xa * xd + ya * yd) / length))
        xa += along * xd
        ya += along * yd
        nearest = min(nearest, xa * xa + ya * ya)
        if inner > 0 and nearest < inner * inner:
            return UNKNOWN
    if nearest <= outer * outer:
        return ASK
    return is_within(x, y, edges, low, high)


@inner
def lies_in(low, high, fills, froms, untils, first, last):  # type: ignore[no-untyped-def]
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
def _when(terms, term, start, end, fills):  # type: ignore[no-untyped-def]
    low, high = half_minutes(start, end)
    perhaps = lies_in(low, high, fills, terms.possible_from, terms.possible_until,
                      terms.possible_first[term], terms.possible_first[term + 1])  # fmt: skip
    if perhaps == NO:
        return NO
    surely = lies_in(low, high, fills, terms.sure_from, terms.sure_until,
                     terms.sure_first[term], terms.sure_first[term + 1])  # fmt: skip
    return perhaps if surely == perhaps else UNKNOWN


@inner
def _where(grounds, ground, x, y, km):  # type: ignore[no-untyped-def]
    """The answer for a position, before *ask* is settled."""
    sort = grounds.sort[ground]
    if sort == ANYWHERE:
        return YES
    if sort == NOWHERE_TOLD or not grounds.bounded[ground]:
        return UNKNOWN
    found = _of_point(grounds, ground, x, y) if km == 0 else _of_disc(grounds, ground, x, y, km)
    return settled(grounds, ground, found)


@bare
def settled(grounds, ground, found):  # type: ignore[no-untyped-def]
    """What a place's lying inside or not means for a clause on a ground."""
    if found == YES and grounds.vague[ground]:
        return UNKNOWN
    if found == NO and grounds.sort[ground] == PERHAPS_INSIDE:
        return UNKNOWN
    return found


@inner
def _first_after(start, low, high, moment):  # type: ignore[no-untyped-def]
    while low < high:
        middle = (low + high) // 2
        if start[middle] < moment:
            low = middle + 1
        else:
            high = middle
    return low


@inner
def _in_minutes(half):  # type: ignore[no-untyped-def]
    """Half minutes as minutes, held within what 32 bits hold."""
    return max(np.int64(-(1 << 31)), min(np.int64((1 << 31) - 1), half >> 1))


@inner
def _in_parts(low, high, loose):  # type: ignore[no-untyped-def]
    """Bounds in degrees as whole parts of a degree, rather more than less."""
    return np.int64(np.floor((low - loose) * _PARTS)) - 1, np.int64(np.ceil((high + loose) * _PARTS)) + 1


@inner
def _window(terms, term, longest):  # type: ignore[no-untyped-def]
    """When an incident must begin to be possibly in a clause's time, and after when it must end, in minutes."""
    first, last = terms.possible_first[term], terms.possible_first[term + 1]
    if first == last:
        return np.int64(1), np.int64(0), np.int64(0)
    since = _in_minutes(terms.possible_from[first])
    return since - longest - 1, _in_minutes(terms.possible_until[last - 1]) + 1, since


@bare
def scan_spots(spots, columns, grounds, terms, begin, end, rows, codes, counts):  # type: ignore[no-untyped-def]
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
            left, bottom, right, top = _bounds(grounds, ground)
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
                where = _where(grounds, ground, x / _PARTS, y / _PARTS, columns.km[row])
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
def _cell(degrees, half):  # type: ignore[no-untyped-def]
    return max(0, int(np.floor((degrees + half) / CELL)))


@bare
def scan_named(named, columns, grounds, terms, begin, end, rows, codes, counts):  # type: ignore[no-untyped-def]
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
