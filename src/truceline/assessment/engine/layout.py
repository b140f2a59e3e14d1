"""Reports sorted for the scan: by cell and start, or by place and start; what is long or wide apart.

Discs that reach over the antimeridian or a pole are taken as places of their own, so that the
reference's geometry answers for them.
"""

from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from truceline.assessment.engine.compiled import scan_kernels
from truceline.assessment.engine.packing import MOST_KM, degrees
from truceline.assessment.engine.reports import AT_POSITION, DEGREE, EARLIEST, LATEST, Reports
from truceline.values.where import Extent, Location, Spot, read_position

LONG_MINUTES = 62 * 1440
"""Longer reports are scanned apart, so that the others are looked for in a short stretch."""
WIDE_KM = 60
"""Wider discs are scanned apart, for the same reason."""
_POLAR, _HALF_TURN = 88.0, 180.0


@frozen(eq=False)
class Layout:
    """The runs to scan, with the places that named runs count by."""

    spots: tuple[Any, ...]
    named: tuple[Any, ...]
    locations: tuple[Location, ...]


def position_of(reports: Reports, row: int) -> Spot:
    """The spot that a row's position and distance are."""
    latitude, longitude = degrees(int(reports.latitude[row])), degrees(int(reports.longitude[row]))
    text = f"{_plain(latitude)}, {_plain(longitude)}"
    return Spot(place=None, position=text, extent=Extent.WHOLE, km=int(reports.km[row]))


def position_of_text(spot: Spot) -> tuple[float, float] | None:
    """Latitude and longitude of a spot that columns say in the same words; None for any other."""
    if spot.position is None or spot.extent is not Extent.WHOLE or spot.km > MOST_KM:
        return None
    found = read_position(spot.position)
    parts = [round(angle * DEGREE) for angle in found]
    same = spot.position == ", ".join(_plain(degrees(part)) for part in parts)
    return found if same else None


def _plain(degrees: float) -> str:
    """Degrees as decimal text that reads back as the same number."""
    return np.format_float_positional(degrees, trim="-")


def laid_out(reports: Reports) -> Layout:
    """Sort the rows that fit the columns."""
    fits = ~reports.awkward & (reports.kind >= 0)
    at = fits & (reports.place == AT_POSITION)
    wild = at & is_wild(reports)
    locations = list(reports.locations)
    place = np.where(fits & (reports.place >= 0), reports.place, -1)
    for row in np.flatnonzero(wild).tolist():
        place[row] = len(locations)
        locations.append(Location((position_of(reports, row),), ""))
    spread = np.int64(1) * reports.end - reports.start
    long = (spread > LONG_MINUTES) | (reports.start == EARLIEST) | (reports.end == LATEST)
    odd = long | (reports.km > WIDE_KM)
    at &= ~wild
    points = reports.km == 0
    return Layout(
        spots=tuple(
            _spots(reports, np.flatnonzero(chosen))
            for chosen in (at & ~odd & points, at & ~odd & ~points, at & odd)
            if chosen.any()
        ),
        named=tuple(
            _named(reports, np.flatnonzero(chosen), place, len(locations))
            for chosen in ((place >= 0) & ~long, (place >= 0) & long)
            if chosen.any()
        ),
        locations=tuple(locations),
    )


def is_wild(reports: Reports) -> NDArray[np.bool_]:
    """Whether a disc may reach over the antimeridian or near a pole."""
    rows = np.flatnonzero(reports.km > 0)
    km, latitude = reports.km[rows].astype(np.float64), np.abs(degrees(reports.latitude[rows]))
    up = km / 110.4
    aside = km / (111.0 * np.cos(np.radians(np.minimum(89.0, latitude + up))))
    wild = np.zeros(len(reports), np.bool_)
    wild[rows] = (np.abs(degrees(reports.longitude[rows])) + aside >= _HALF_TURN) | (latitude + up >= _POLAR)
    return wild


def _spots(reports: Reports, rows: NDArray[np.intp]) -> Any:
    kernels = scan_kernels()
    side = int(kernels.CELL * DEGREE)
    line = (reports.latitude[rows] + np.int64(90 * DEGREE)) // side
    cell = line * kernels.ACROSS + (reports.longitude[rows] + np.int64(180 * DEGREE)) // side
    counts = np.bincount(cell, minlength=kernels.ACROSS * kernels.UP)
    order = rows[_order(cell, reports.start[rows])].astype(np.int32)
    cells = np.flatnonzero(counts)
    return kernels.Spots(
        row=order, start=reports.start[order], cells=cells.astype(np.int32),
        first=np.concatenate([[0], np.cumsum(counts[cells])]).astype(np.int32), longest=_longest(reports, rows),
        widest=int(reports.km[rows].max()),
    )  # fmt: skip


def _order(group: NDArray[Any], start: NDArray[np.int32]) -> NDArray[np.intp]:
    """The order by group, then start."""
    return np.argsort((group.astype(np.int64) << 32) + start.astype(np.int64) - EARLIEST, kind="stable")


def _longest(reports: Reports, rows: NDArray[np.intp]) -> int:
    return int((reports.end[rows].astype(np.int64) - reports.start[rows]).max())


def _named(reports: Reports, rows: NDArray[np.intp], place: NDArray[Any], locations: int) -> Any:
    counts = np.bincount(place[rows], minlength=locations)
    order = rows[_order(place[rows], reports.start[rows])].astype(np.int32)
    return scan_kernels().Named(
        row=order, start=reports.start[order], longest=_longest(reports, rows),
        first=np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
    )  # fmt: skip
