"""Reports sorted for the scan: by cell and start, or by place and start; what is long or wide apart.

Discs that reach over the antimeridian or a pole are taken as places of their own, so that the
reference's geometry answers for them.
"""

from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from truceline.assessment.engine.compiled import scan_kernels
from truceline.assessment.engine.reports import AT_POSITION, EARLIEST, LATEST, Reports
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
    latitude, longitude = float(reports.latitude[row]), float(reports.longitude[row])
    text = f"{_plain(latitude)}, {_plain(longitude)}"
    return Spot(place=None, position=text, extent=Extent.WHOLE, km=int(reports.km[row]))


def position_of_text(spot: Spot) -> tuple[float, float] | None:
    """Latitude and longitude of a spot that columns say in the same words; None for any other."""
    if spot.position is None or spot.extent is not Extent.WHOLE:
        return None
    latitude, longitude = read_position(spot.position)
    same = spot.position == f"{_plain(latitude)}, {_plain(longitude)}"
    return (latitude, longitude) if same else None


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
    return Layout(
        spots=tuple(
            _spots(reports, np.flatnonzero(chosen)) for chosen in (at & ~odd, at & odd) if chosen.any()
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
    km = reports.km.astype(np.float64)
    up = km / 110.4
    shrunk = np.cos(np.radians(np.minimum(89.0, np.abs(reports.latitude) + up)))
    aside = km / (111.0 * shrunk)
    wild: NDArray[np.bool_] = (km > 0) & (
        (np.abs(reports.longitude) + aside >= _HALF_TURN) | (np.abs(reports.latitude) + up >= _POLAR)
    )
    return wild


def _spots(reports: Reports, rows: NDArray[np.intp]) -> Any:
    kernels = scan_kernels()
    line = np.floor((reports.latitude[rows] + 90.0) / kernels.CELL).astype(np.int64)
    cell = line * kernels.ACROSS + np.floor((reports.longitude[rows] + 180.0) / kernels.CELL).astype(np.int64)
    order = np.argsort((cell << 32) + reports.start[rows].astype(np.int64) - EARLIEST, kind="stable")
    rows, cell = rows[order], cell[order]
    counts = np.bincount(cell, minlength=kernels.ACROSS * kernels.UP)
    return kernels.Spots(
        row=rows.astype(np.int32), longitude=reports.longitude[rows], latitude=reports.latitude[rows],
        km=reports.km[rows], start=reports.start[rows], end=reports.end[rows], fills=reports.fills[rows],
        kind=reports.kind[rows], cell_first=np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
        cells=np.flatnonzero(counts).astype(np.int32), longest=_longest(reports, rows),
        widest=int(reports.km[rows].max()),
    )  # fmt: skip


def _longest(reports: Reports, rows: NDArray[np.intp]) -> int:
    return int((reports.end[rows].astype(np.int64) - reports.start[rows]).max())


def _named(reports: Reports, rows: NDArray[np.intp], place: NDArray[Any], locations: int) -> Any:
    key = (place[rows].astype(np.int64) << 32) + reports.start[rows].astype(np.int64) - EARLIEST
    rows = rows[np.argsort(key, kind="stable")]
    counts = np.bincount(place[rows], minlength=locations)
    return scan_kernels().Named(
        row=rows.astype(np.int32), start=reports.start[rows], end=reports.end[rows],
        fills=reports.fills[rows], kind=reports.kind[rows],
        first=np.concatenate([[0], np.cumsum(counts)]).astype(np.int32), longest=_longest(reports, rows),
    )  # fmt: skip
