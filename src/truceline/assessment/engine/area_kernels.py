"""Whether a position, or all within a distance of it, lies in the area of a clause, compiled.

Truths are 0 no, 1 unknown, 2 yes; 3 is *ask*: too near a boundary to tell from the grid, so geometry is asked.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from truceline.assessment.engine.jit import bare, inner

NO, UNKNOWN, YES, ASK = 0, 1, 2, 3
GRID = 48
"""Cells along each side of an area's grid."""
ANYWHERE, INSIDE, NOWHERE_TOLD, PERHAPS_INSIDE = range(4)
"""Grounds: not limited; limited to an area; limited by something never told; by either of the two."""
_SLACK = 1e-6
_NEAR = 1e-9
"""Degrees from an edge within which a point's side is left to geometry: a tenth of a millimetre."""
_RADIUS_KM = 6371.0
_INSCRIBED = 0.999
_WGS84_A, _WGS84_E2 = 6378.137, 0.00669437999014


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


@inner
def is_within(x, y, edges, low, high):
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
def _mark(grids, ground, edges, edge, left, bottom, wide, high):
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
def draw_grids(bounds, edge_first, edges, bounded, begin, end, grids):
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
def _line_of(value, low, step):
    return min(GRID - 1, max(0, int(np.floor((value - low) / step))))


@inner
def _of_point(grounds, ground, x, y):
    left, bottom, right, top = bounds_of(grounds, ground)
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
def bounds_of(grounds, ground):
    """West, south, east and north of an area."""
    bounds = grounds.bounds
    return bounds[ground, 0], bounds[ground, 1], bounds[ground, 2], bounds[ground, 3]


@inner
def reach(latitude, km):
    """Degrees of longitude and latitude that hold all within a distance, rather more than less."""
    up = km / 110.4
    return km / (111.0 * np.cos(np.radians(min(89.0, abs(latitude) + up)))), up


@inner
def _of_disc(grounds, ground, x, y, km):
    left, bottom, right, top = bounds_of(grounds, ground)
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
def _by_distance(edges, low, high, x, y, km):
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
def where_of(grounds, ground, x, y, km):
    """The answer for a position, before *ask* is settled."""
    sort = grounds.sort[ground]
    if sort == ANYWHERE:
        return YES
    if sort == NOWHERE_TOLD or not grounds.bounded[ground]:
        return UNKNOWN
    found = _of_point(grounds, ground, x, y) if km == 0 else _of_disc(grounds, ground, x, y, km)
    return settled(grounds, ground, found)


@bare
def settled(grounds, ground, found):
    """What a place's lying inside or not means for a clause on a ground."""
    if found == YES and grounds.vague[ground]:
        return UNKNOWN
    if found == NO and grounds.sort[ground] == PERHAPS_INSIDE:
        return UNKNOWN
    return found
