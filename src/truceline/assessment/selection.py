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
    """Select incidents whose period *begins* in the window (semantics 7)."""
    days = [bounds for when in times if (bounds := _local_bounds(when)) is not None]
    if not days:
        return Fit(begins=window.is_open, overlaps=not window.is_open, beyond=False)
    first, last = min(start for start, _ in days), max(end for _, end in days)
    begins = _not_before(first, window) and _not_after(first, window)
    overlaps = not begins and _not_before(last, window) and _not_after(first, window)
    return Fit(begins=begins, overlaps=overlaps, beyond=begins and not _not_after(last, window))


def _local_bounds(when: When) -> tuple[date, date] | None:
    if when.span.start is None or when.span.end is None:
        return None
    zone = zone_of(when.zone)
    return when.span.start.astimezone(zone).date(), (when.span.end - _INSTANT).astimezone(zone).date()


def _not_before(day: date, window: Window) -> bool:
    return window.first is None or day >= window.first


def _not_after(day: date, window: Window) -> bool:
    return window.last is None or day <= window.last


def local_days(times: Iterable[When]) -> tuple[date, ...]:
    """The local days an incident may have been on: first and last of what bounds it."""
    bounds = [found for when in times if (found := _local_bounds(when)) is not None]
    if not bounds:
        return ()
    first, last = min(start for start, _ in bounds), max(end for _, end in bounds)
    return (first,) if first == last else (first, last)


Choice = Callable[[str], bool]
"""Whether an incident, by id, is asked about."""


def every_incident(_: str) -> bool:
    """The choice that leaves nothing out."""
    return True
