"""Which incidents a question is about: by when they begin, by place, actor, source or column."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from attrs import frozen

from truceline.assessment.algebras import When
from truceline.values.when import zone_of

_INSTANT = timedelta(microseconds=1)


@frozen
class Window:
    """Days from ``first`` to ``last``, both included, local to each incident's place."""

    first: date | None
    last: date | None

    @property
    def is_open(self) -> bool:
        return self.first is None and self.last is None


EVER = Window(None, None)


@frozen
class Fit:
    """How an incident's time lies to a window: begins in it, may overlap it, may fall outside."""

    begins: bool
    overlaps: bool
    beyond: bool


def fit(times: Iterable[When], window: Window) -> Fit:
    """Select incidents whose period *begins* in the window (semantics 7).

    Where no bound is told it may have begun, or lasted, at any time.
    """
    if window.is_open:
        return Fit(begins=True, overlaps=False, beyond=False)
    first, last = bounds_of(times)
    if first is None:
        begins = window.first is None and last is not None and _not_after(last, window)
    else:
        begins = _not_before(first, window) and _not_after(first, window)
    may_meet = (last is None or _not_before(last, window)) and (first is None or _not_after(first, window))
    ends_in_it = window.last is None or (last is not None and _not_after(last, window))
    return Fit(begins=begins, overlaps=not begins and may_meet, beyond=begins and not ends_in_it)


def bounds_of(times: Iterable[When]) -> tuple[date | None, date | None]:
    """The first and last local day of several rival times; None where one of them is open."""
    bounds = [_local_bounds(when) for when in times] or [(None, None)]
    starts, ends = [start for start, _ in bounds], [end for _, end in bounds]
    return (
        None if None in starts else min(start for start in starts if start is not None),
        None if None in ends else max(end for end in ends if end is not None),
    )


def _local_bounds(when: When) -> tuple[date | None, date | None]:
    zone, start, end = zone_of(when.zone), when.span.start, when.span.end
    return (
        start.astimezone(zone).date() if start is not None else None,
        (end - _INSTANT).astimezone(zone).date() if end is not None else None,
    )


def _not_before(day: date, window: Window) -> bool:
    return window.first is None or day >= window.first


def _not_after(day: date, window: Window) -> bool:
    return window.last is None or day <= window.last


def local_days(times: Iterable[When]) -> tuple[date, ...]:
    """The local days an incident may have been on: first and last of what bounds it."""
    bounds = [(start, end) for start, end in map(_local_bounds, times) if start and end]
    if not bounds:
        return ()
    first, last = min(start for start, _ in bounds), max(end for _, end in bounds)
    return (first,) if first == last else (first, last)


Choice = Callable[[str], bool]
"""Whether an incident, by id, is asked about."""


def every_incident(_: str) -> bool:
    """The choice that leaves nothing out."""
    return True
