"""Which clauses a few reports may meet at all: by the bounds of area and time, so that few are scanned for."""

from collections.abc import Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from truceline.agreement.terms import Impact
from truceline.assessment.engine.clauses import Static, half
from truceline.assessment.engine.layout import is_wild
from truceline.assessment.engine.packing import degrees
from truceline.assessment.engine.reports import AT_POSITION, EARLIEST, LATEST, Reports
from truceline.assessment.geography import Geography

_FEW = 64
"""More rows than these meet most clauses between them."""
_NO_BOUND = 1 << 42
_SLACK = 1e-6


@frozen(eq=False)
class Hulls:
    """For each clause the bounds of its area in degrees, and of its time in half minutes."""

    area: NDArray[np.float64]
    since: NDArray[np.int64]
    until: NDArray[np.int64]


def hulls_of(statics: Sequence[Static], geography: Geography) -> Hulls:
    """The bounds of these clauses; without limits where they may reach anywhere, or are always in force."""
    area = np.tile(np.array([-np.inf, -np.inf, np.inf, np.inf]), (len(statics), 1))
    since, until = np.zeros(len(statics), np.int64), np.zeros(len(statics), np.int64)
    for number, one in enumerate(statics):
        zone = one.ground.zone if one.ground.impact is Impact.IMPACT else None
        drawn = geography.area_of(zone) if zone is not None else None
        if drawn is not None:
            area[number] = drawn.bounds
        if one.possible:
            since[number] = half(one.possible[0].start, none=-_NO_BOUND)
            until[number] = half(one.possible[-1].end, none=_NO_BOUND)
    return Hulls(area, since, until)


def perhaps_met(
    reports: Reports, wanted: Sequence[Static], statics: Sequence[Static], hulls: Hulls
) -> list[Static]:
    """Those of the wanted clauses that some of these reports may be in place and time of; never too few."""
    if len(reports) > _FEW:
        return list(wanted)
    met = np.zeros(len(statics), np.bool_)
    wild = is_wild(reports)
    for row in range(len(reports)):
        start, end = int(reports.start[row]), int(reports.end[row])
        low = -_NO_BOUND if start == EARLIEST else 2 * start
        high = _NO_BOUND if end == LATEST else 2 * end
        here = (hulls.since <= high) & (hulls.until >= low)
        if reports.place[row] == AT_POSITION and not wild[row]:
            here &= _near(reports, row, hulls.area)
        met |= here
    asked = {one for one, is_met in zip(statics, met.tolist(), strict=True) if is_met}
    return [one for one in wanted if one in asked]


def _near(reports: Reports, row: int, area: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether a position with the kilometres round it touches each of these bounds (as in `scan_kernels`)."""
    x, y = degrees(float(reports.longitude[row])), degrees(float(reports.latitude[row]))
    km = float(reports.km[row])
    up = km / 110.4
    aside = km / (111.0 * np.cos(np.radians(min(89.0, abs(y) + up)))) + _SLACK
    up += _SLACK
    near: NDArray[np.bool_] = (
        (x + aside >= area[:, 0])
        & (x - aside <= area[:, 2])
        & (y + up >= area[:, 1])
        & (y - up <= area[:, 3])
    )
    return near
