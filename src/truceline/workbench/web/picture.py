"""The pictures of a question: its map and its days, as values for the templates and for scripts."""

import math
from collections.abc import Mapping
from datetime import date

import numpy as np
from attrs import evolve, frozen

from truceline.workbench.web.columns import NONE, POSSIBLE, day_of
from truceline.workbench.web.counting import Mask, Scoped
from truceline.workbench.web.drawing import (
    Days,
    DaysDrawing,
    Frame,
    MapDrawing,
    Shape,
    Spoke,
    draw_days,
    shaded,
    spokes,
)
from truceline.workbench.web.fitting import day_number
from truceline.workbench.web.grids import Bounds
from truceline.workbench.web.life import Flag, life_of
from truceline.workbench.web.mapping import labels, zones
from truceline.workbench.web.scoping import Question
from truceline.workbench.web.underlay import Underlay
from truceline.workbench.web.words import Words

_ACROSS = 36
_FEW, _MOST_LOOKED_AT = 60, 6000
_MOST_LABELS = 12
_FAR = 3660
"""Days beyond the incidents that a flag may still stand at."""
SYRIA = Bounds(35.5, 32.0, 42.5, 37.5)
_LEAST_CELL = 0.02
_SEEN = 1
_LEAST_SPAN, _STEPS = 0.01, 16


@frozen(eq=False)
class ShownDays:
    """Counts by day with flags, and the first day's date."""

    first_day: date
    days: Days


def days_of(found: Question) -> ShownDays:
    """Every day of a question, whatever its period, and its agreement's life beside them."""
    always = evolve(found.asked, first="", last="", after="")
    return found.columns.once(("days", always, found.sight.head), lambda: _days_of(found))


def _days_of(found: Question) -> ShownDays:
    everything = found.scoped(evolve(found.asked, first="", last="", after=""))
    first, counts = found.columns.days(everything.counted)
    agreement = found.sight.agreements.get(found.asked.basis.agreement)
    flags: tuple[Flag, ...] = ()
    if agreement is not None:
        flags = life_of(agreement, found.sight.snapshot(found.asked.basis.known_by))
    if not len(counts):
        first = day_number(flags[0].day) if flags else 0
        counts = np.zeros((1 if flags else 0, 3), np.int64)
    near = [one for one in flags if first - _FAR <= day_number(one.day) <= first + len(counts) + _FAR]
    start = min([first, *(day_number(one.day) for one in near)])
    end = max([first + len(counts), *(day_number(one.day) + 1 for one in near)])
    whole = np.zeros((end - start, 3), np.int64)
    whole[first - start : first - start + len(counts)] = counts
    return ShownDays(day_of(start), Days(start, whole, tuple(near)))


def flag_label(flag: Flag, words: Words, names: Mapping[str, str]) -> str:
    """A flag in words: what it was, whose step it was, and who says so."""
    who = f"{names.get(flag.who, flag.who)}: " if flag.who else ""
    by = f" ({names.get(flag.by, flag.by)})" if flag.by else ""
    return f"{who}{words.term(f'step {flag.verb}')}{by}"


def drawn_days(found: Question, words: Words) -> DaysDrawing:
    """The days as a picture, with the chosen period shaded."""
    shown = days_of(found)
    window = found.asked.window
    chosen = None
    if not window.is_open and len(shown.days.counts):
        start = shown.days.first if window.first is None else day_number(window.first)
        last = shown.days.first + len(shown.days.counts) - 1
        chosen = (start, last if window.last is None else day_number(window.last))
    always = evolve(found.asked, first="", last="", after="")
    key = ("drawn days", always, found.sight.head, words.language)
    drawn = found.columns.once(key, lambda: _drawn(found, shown.days, words))
    return drawn if chosen is None else evolve(drawn, chosen=shaded(shown.days, chosen))


def _drawn(found: Question, days: Days, words: Words) -> DaysDrawing:
    return draw_days(days, [flag_label(flag, words, found.sight.names) for flag in days.flags])


def bounds_of(found: Question, mask: Mask) -> Bounds:
    """What a map of a question shows: its incidents, else all there are, else the region; with a margin."""
    key = ("bounds", evolve(found.asked, after=""))
    return found.columns.once(key, lambda: Frame.around(_extent(found, mask)).bounds)


def _extent(found: Question, mask: Mask) -> Bounds:
    outcome = found.columns.table.outcome
    # What can be no breach, such as talks abroad, would draw the map away from where it matters.
    for rows in (mask & (outcome >= POSSIBLE), mask, outcome >= NONE):
        bounds = found.columns.extent(rows)
        if bounds is not None:
            return _snapped(bounds)
    return SYRIA


def _snapped(bounds: Bounds) -> Bounds:
    """Bounds a little wider, so that many questions show the same stretch and its ground is drawn once."""
    span = max(bounds.east - bounds.west, bounds.north - bounds.south, _LEAST_SPAN)
    step = 2.0 ** math.floor(math.log2(span / _STEPS))
    return Bounds(
        math.floor(bounds.west / step) * step,
        math.floor(bounds.south / step) * step,
        math.ceil(bounds.east / step) * step,
        math.ceil(bounds.north / step) * step,
    )


def drawn_map(found: Question, scoped: Scoped, base: Underlay) -> MapDrawing:
    """The map as a picture: land, zones, how uncertain places are, and circles by number."""
    frame = Frame.within(bounds_of(found, scoped.counted))
    wanted = max((frame.bounds.east - frame.bounds.west) / _ACROSS, _LEAST_CELL)
    # As on the map that moves, squares are powers of two, and so the same for every question.
    cells = found.columns.cells(scoped, frame.bounds, 2.0 ** math.ceil(math.log2(wanted)))
    key = ("ground", frame, found.asked.basis.agreement, found.sight.head)
    ground = found.columns.once(key, lambda: _ground(found, frame, base))
    return evolve(ground, doubts=_doubts(found, scoped, frame), spokes=spokes(cells, frame))


def _ground(found: Question, frame: Frame, base: Underlay) -> MapDrawing:
    """The map with no incident on it."""
    return MapDrawing(
        land=base.countries(frame),
        own=base.seen(frame),
        zones=_zones(found, frame),
        doubts=(),
        spokes=(),
        labels=(*_labels(found, frame), *base.names(frame)),
    )


def _zones(found: Question, frame: Frame) -> tuple[Shape, ...]:
    agreement = found.sight.agreements.get(found.asked.basis.agreement)
    claimants: dict[tuple[str, ...], int] = {}
    shapes = []
    key = ("zones", found.asked.basis.agreement, found.sight.head)
    for zone in found.columns.once(key, lambda: tuple(zones(found.sight, agreement))):
        number = claimants.setdefault(zone.claimants, len(claimants))
        middle = zone.outline.centroid
        who = ", ".join(found.sight.names.get(one, one) for one in zone.claimants)
        label = f"{zone.name} ({who})" if who else zone.name
        shapes.append(
            Shape(
                frame.path(zone.outline),
                label,
                frame.x(middle.x),
                frame.y(middle.y),
                f"claimant-{number % 5}",
            )
        )
    return tuple(shapes)


def _doubts(found: Question, scoped: Scoped, frame: Frame) -> tuple[Spoke, ...]:
    """How far round its place each incident may have been, where they are few enough to be told apart."""
    table = found.columns.table
    if len(scoped.rows) > _MOST_LOOKED_AT:
        return ()
    rows = scoped.rows[~np.isnan(table.longitude[scoped.rows])]
    if len(rows) > _FEW:
        return ()
    names = ("none", "possible", "violation")
    return tuple(
        Spoke(
            frame.x(float(table.longitude[row])),
            frame.y(float(table.latitude[row])),
            frame.metres(float(table.radius[row])),
            names[table.outcome[row]],
            (0, 0, 0),
        )
        for row in rows.tolist()
        if frame.metres(float(table.radius[row])) > _SEEN
    )


def _labels(found: Question, frame: Frame) -> tuple[Shape, ...]:
    """A few names of places, the larger first, none over another."""
    taken: list[tuple[float, float]] = []
    shapes: list[Shape] = []
    for label in found.columns.once(("labels", found.sight.head), lambda: labels(found.sight)):
        x, y = frame.x(label.longitude), frame.y(label.latitude)
        inside = 0 < x < 600 and 10 < y < 430  # noqa: PLR2004 - the paper's edge, with room for a name
        clear = all(abs(x - other_x) > 90 or abs(y - other_y) > 16 for other_x, other_y in taken)  # noqa: PLR2004 - a name's room
        if inside and clear:
            taken.append((x, y))
            shapes.append(Shape("", label.name, x, y, "place"))
        if len(shapes) == _MOST_LABELS:
            break
    return tuple(shapes)
