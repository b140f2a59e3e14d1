"""Which clauses a few reports may meet at all: by the bounds of area and time, so that few are scanned for."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from attrs import frozen
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

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


_Hull = tuple[BaseGeometry | None, tuple[float, float, float, float], int, int]
_ANYWHERE = (-np.inf, -np.inf, np.inf, np.inf)


@frozen(eq=False)
class Hulls:
    """For each clause its area, where it is limited to one, its bounds in degrees, and those of its time in half minutes."""

    area: NDArray[Any]
    bounds: NDArray[np.float64]
    since: NDArray[np.int64]
    until: NDArray[np.int64]


def hulls_of(statics: Sequence[Static], geography: Geography, known: dict[Static, _Hull]) -> Hulls:
    """The bounds of these clauses; without limits where they may reach anywhere, or are always in force."""
    for one in statics:
        if one not in known:
            known[one] = _hull(one, geography)
    every = [known[one] for one in statics]
    return Hulls(
        np.array([hull[0] for hull in every], object),
        np.array([hull[1] for hull in every], np.float64).reshape(-1, 4),
        np.array([hull[2] for hull in every], np.int64),
        np.array([hull[3] for hull in every], np.int64),
    )


def _hull(one: Static, geography: Geography) -> _Hull:
    zone = one.ground.zone if one.ground.impact is Impact.IMPACT else None
    area = geography.area_of(zone) if zone is not None else None
    since, until = 0, 0
    if one.possible:
        since = half(one.possible[0].start, none=-_NO_BOUND)
        until = half(one.possible[-1].end, none=_NO_BOUND)
    return area, _ANYWHERE if area is None else area.bounds, since, until


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
            _touched(hulls.area, here, *_near(reports, row, hulls.bounds, here))
        met |= here
    asked = {one for one, is_met in zip(statics, met.tolist(), strict=True) if is_met}
    return [one for one in wanted if one in asked]


def _near(
    reports: Reports, row: int, bounds: NDArray[np.float64], here: NDArray[np.bool_]
) -> tuple[float, float, float]:
    """Leave the bounds that a position touches with the kilometres round it (as in `scan_kernels`).

    The position and the degrees that hold those kilometres.
    """
    x, y = degrees(float(reports.longitude[row])), degrees(float(reports.latitude[row]))
    km = float(reports.km[row])
    up = km / 110.4
    aside = km / (111.0 * np.cos(np.radians(min(89.0, abs(y) + up)))) + _SLACK
    up += _SLACK
    here &= (
        (x + aside >= bounds[:, 0]) & (x - aside <= bounds[:, 2]) & (y + up >= bounds[:, 1]) & (y - up <= bounds[:, 3])
    )  # fmt: skip
    return x, y, max(aside, up)


def _touched(area: NDArray[Any], here: NDArray[np.bool_], x: float, y: float, reach: float) -> None:
    """Leave of these areas those that lie within reach of a position."""
    asked = np.flatnonzero(here)
    asked = asked[[each is not None for each in area[asked]]]
    here[asked] = shapely.dwithin(area[asked], shapely.Point(x, y), reach)
