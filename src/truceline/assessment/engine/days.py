"""Local days of many moments at once: each in the zone of its place."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from truceline.assessment.engine.reports import EARLIEST, LATEST, Reports
from truceline.values.when import zone_of

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = 86400
_STEP = _DAY // 2
_YEARS = 4 * 366 * _DAY
"""Clocks are gone through by some years at a time, so that the next report's may be known already."""
LONG_DAYS = 31
_Offsets = tuple[NDArray[np.int64], NDArray[np.int64]]


@frozen(eq=False)
class LocalDays:
    """The first and last local day of some rows, as days since 1970; open ends as in :class:`Reports`."""

    first: NDArray[np.int32]
    last: NDArray[np.int32]


@frozen(eq=False)
class Clocks:
    """How far ahead of UTC the clocks of each zone of reports were from when on; ``long`` rows are of over 31 days."""

    offsets: Sequence[_Offsets | None]
    long: NDArray[np.int32]


def clocks_of(reports: Reports) -> Clocks:
    """The clocks of the reports' zones over their times."""
    offsets = [_offsets_of(reports, code) for code in range(len(reports.zones))]
    # Local days are one more than whole days may be, and a day may have 25 hours and more.
    spread = reports.end.astype(np.int64) - reports.start
    rows = np.flatnonzero(spread > (LONG_DAYS - 2) * _DAY // 60)
    days = _local_days(reports, offsets, rows)
    long = rows[days.last.astype(np.int64) - days.first + 1 > LONG_DAYS]
    return Clocks(offsets, long.astype(np.int32))


def local_days_of(reports: Reports, clocks: Clocks, rows: NDArray[np.intp] | slice = slice(None)) -> LocalDays:  # fmt: skip
    """The local days that the rows' times may touch."""
    return _local_days(reports, clocks.offsets, rows)


def _local_days(
    reports: Reports, offsets: Sequence[_Offsets | None], rows: NDArray[np.intp] | slice
) -> LocalDays:
    starts, stops, zones = reports.start[rows], reports.end[rows], reports.zone[rows]
    first, last = np.full(len(starts), EARLIEST, np.int32), np.full(len(starts), LATEST, np.int32)
    for code, own in enumerate(offsets):
        if own is None:
            continue
        here = zones == code
        begun, ended = (
            np.flatnonzero(here & (starts != EARLIEST)),
            np.flatnonzero(here & (stops != LATEST)),
        )
        first[begun] = _day(starts[begun].astype(np.int64) * 60, own, "right")
        # The last instant before the end decides: a change of the clocks at the end is not yet made.
        last[ended] = _day(stops[ended].astype(np.int64) * 60, own, "left")
    return LocalDays(first, last)


def _day(seconds: NDArray[np.int64], own: _Offsets, side: Literal["left", "right"]) -> NDArray[np.int64]:
    changes, offsets = own
    place = np.searchsorted(changes, seconds, side=side) - 1
    found: NDArray[np.int64] = (seconds + offsets[place] - (side == "left")) // _DAY
    return found


def _offsets_of(reports: Reports, code: int) -> _Offsets | None:
    here = reports.zone == code
    bounds = [
        int(found)
        for column, none in ((reports.start, EARLIEST), (reports.end, LATEST))
        if (told := here & (column != none)).any()
        for found in (column[told].min(), column[told].max())
    ]
    return _offsets(zone_of(reports.zones[code]), min(bounds) * 60, max(bounds) * 60) if bounds else None


def _offsets(zone: ZoneInfo, first: int, last: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """From which second on a zone's clocks were how many seconds ahead of UTC."""
    parts = [_offsets_in(zone, number) for number in range((first - _STEP) // _YEARS, last // _YEARS + 1)]
    return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])


@lru_cache(maxsize=256)
def _offsets_in(zone: ZoneInfo, number: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The same for some years."""
    moment, last = number * _YEARS, (number + 1) * _YEARS
    changes, offsets = [moment], [_offset(zone, moment)]
    while moment < last:
        following = moment + _STEP
        if (ahead := _offset(zone, following)) != offsets[-1]:
            changes.append(_change(zone, moment, following))
            offsets.append(ahead)
        moment = following
    return np.array(changes, np.int64), np.array(offsets, np.int64)


def _change(zone: ZoneInfo, before: int, after: int) -> int:
    """The second at which the clocks changed."""
    old = _offset(zone, before)
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _offset(zone: ZoneInfo, second: int) -> int:
    moment = _EPOCH + timedelta(seconds=second)
    ahead = moment.astimezone(zone).utcoffset()
    assert ahead is not None
    return int(ahead.total_seconds())
