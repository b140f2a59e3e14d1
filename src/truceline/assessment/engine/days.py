"""Local days of many moments at once: each in the zone of its place."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
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


@frozen(eq=False)
class LocalDays:
    """The first and last local day of each row, as days since 1970; open ends as in :class:`Reports`.

    ``long`` are the rows of more than 31 local days, or of no bound.
    """

    first: NDArray[np.int32]
    last: NDArray[np.int32]
    long: NDArray[np.bool_]


def local_days_of(reports: Reports) -> LocalDays:
    """The local days that the rows' times may touch."""
    first = np.full(len(reports), EARLIEST, np.int32)
    last = np.full(len(reports), LATEST, np.int32)
    for code, name in enumerate(reports.zones):
        here = reports.zone == code
        begun = np.flatnonzero(here & (reports.start != EARLIEST))
        ended = np.flatnonzero(here & (reports.end != LATEST))
        seconds = reports.start[begun].astype(np.int64) * 60, reports.end[ended].astype(np.int64) * 60
        if not len(begun) + len(ended):
            continue
        changes, offsets = _offsets(zone_of(name), *_span(seconds))
        starts = offsets[np.searchsorted(changes, seconds[0], side="right") - 1]
        # The last instant before the end decides: a change of the clocks at the end is not yet made.
        ends = offsets[np.searchsorted(changes, seconds[1], side="left") - 1]
        first[begun] = (seconds[0] + starts) // _DAY
        last[ended] = (seconds[1] + ends - 1) // _DAY
    spread = last.astype(np.int64) - first
    return LocalDays(first, last, spread + 1 > LONG_DAYS)


def _span(seconds: tuple[NDArray[np.int64], NDArray[np.int64]]) -> tuple[int, int]:
    every = np.concatenate(seconds)
    return int(every.min()), int(every.max())


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
