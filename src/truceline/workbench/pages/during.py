"""On which of some days a state holds, as stretches of their numbers: what a slider over them needs."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import groupby

from truceline.values.doubt import Truth
from truceline.values.when import Interval
from truceline.workbench.pages.standings import day_span

Run = tuple[int, int, bool]
"""From one number to another, both meant; and whether it surely holds on them."""


def runs_of(answers: Sequence[Truth]) -> tuple[Run, ...]:
    """The stretches of days on which something holds or may hold."""
    found: list[Run] = []
    for answer, several in groupby(enumerate(answers), key=lambda one: one[1]):
        numbers = [number for number, _ in several]
        if answer is not Truth.NO:
            found.append((numbers[0], numbers[-1], answer is Truth.YES))
    return tuple(found)


def run_of(held: Interval, days: Sequence[date], zone: str) -> tuple[Run, ...]:
    """The stretch of days that an interval overlaps, days being in order; none where it touches none."""
    spans = [day_span(day, zone) for day in days]
    ends = [one.end for one in spans if one.end is not None]
    starts = [one.start for one in spans if one.start is not None]
    first = 0 if held.start is None else bisect_right(ends, held.start)
    after = len(days) if held.end is None else bisect_left(starts, held.end)
    return ((first, after - 1, True),) if first < after else ()
