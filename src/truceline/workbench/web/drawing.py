"""Pictures drawn by the server: the map and the days as SVG, for print and for browsers without scripts.

Values only: templates turn them into SVG, so that one lint sees every text that is shown.
"""

import json
import math
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from attrs import define, frozen
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from truceline.workbench.charts import GLYPHS
from truceline.workbench.pen import TENTH, path_of
from truceline.workbench.web.columns import NONE, POSSIBLE, VIOLATION, day_of
from truceline.workbench.web.fitting import day_number
from truceline.workbench.web.grids import Bounds, Cells
from truceline.workbench.web.life import Flag

WIDE, HIGH = 640.0, 440.0
_MARGIN = 0.06
_LEAST_DEGREES = 0.4
DAYS_WIDE, DAYS_HIGH = 960.0, 120.0
_MOST_BARS = 320
_WEEK = 7
_METRES_A_DEGREE = 111_320.0
_SMOOTH_PIXELS, _PIXEL = 0.4, 1.0
_BEYOND = 4


@frozen
class Frame:
    """Puts longitude and latitude on paper: plate carrée, true at the middle latitude."""

    bounds: Bounds
    scale: float
    shrink: float

    @classmethod
    def around(cls, bounds: Bounds) -> "Frame":
        """The frame that shows these bounds with a margin."""
        middle_x, middle_y = (bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2
        shrink = max(math.cos(math.radians(middle_y)), 0.05)
        wide = max((bounds.east - bounds.west) * shrink, _LEAST_DEGREES) * (1 + 2 * _MARGIN)
        high = max(bounds.north - bounds.south, _LEAST_DEGREES) * (1 + 2 * _MARGIN)
        scale = min(WIDE / wide, HIGH / high)
        half_x, half_y = WIDE / scale / shrink / 2, HIGH / scale / 2
        framed = Bounds(middle_x - half_x, middle_y - half_y, middle_x + half_x, middle_y + half_y)
        return cls(framed, scale, shrink)

    @classmethod
    def within(cls, bounds: Bounds) -> "Frame":
        """The frame of bounds that already have the paper's shape."""
        shrink = max(math.cos(math.radians((bounds.south + bounds.north) / 2)), 0.05)
        return cls(bounds, HIGH / (bounds.north - bounds.south), shrink)

    def x(self, longitude: float) -> float:
        return round((longitude - self.bounds.west) * self.shrink * self.scale, 1)

    def y(self, latitude: float) -> float:
        return round((self.bounds.north - latitude) * self.scale, 1)

    def metres(self, metres: float) -> float:
        """So many metres on paper."""
        return round(metres / _METRES_A_DEGREE * self.scale, 1)

    @property
    def seen(self) -> BaseGeometry:
        """The box of what is on the paper."""
        return shapely.box(self.bounds.west, self.bounds.south, self.bounds.east, self.bounds.north)

    @property
    def paper(self) -> BaseGeometry:
        """The box of what is on the paper, and a little more, so that no edge of what is cut to it shows."""
        west, south, east, north = self.bounds.west, self.bounds.south, self.bounds.east, self.bounds.north
        return shapely.box(west, south, east, north).buffer(_BEYOND / self.scale, join_style="mitre")

    def path(self, geometry: BaseGeometry, fine: int = TENTH) -> str:
        """A geometry as the path of an SVG, no finer than can be seen."""
        seen = shapely.simplify(geometry, (_SMOOTH_PIXELS if fine == TENTH else _PIXEL) / self.scale)
        return "".join(self._line(part, fine) for part in _rings(seen))

    def _line(self, ring: BaseGeometry, fine: int) -> str:
        points = shapely.get_coordinates(ring)
        spots = ((self.x(x), self.y(y)) for x, y in points.tolist())
        return path_of(spots, fine=fine, closed=ring.geom_type == "LinearRing")


def _rings(geometry: BaseGeometry) -> Iterable[BaseGeometry]:
    if geometry.geom_type == "Polygon":
        yield geometry.exterior
        yield from geometry.interiors
    elif hasattr(geometry, "geoms"):
        for part in geometry.geoms:
            yield from _rings(part)
    elif geometry.geom_type in ("LineString", "LinearRing"):
        yield geometry


@frozen
class Spoke:
    """A circle on the drawn map: where, how big, its worst outcome, and how many of each."""

    x: float
    y: float
    r: float
    outcome: str
    counts: tuple[int, int, int]

    @property
    def told(self) -> str:
        """How many of each outcome, by its sign."""
        return _signed(self.counts)


def _signed(counts: Sequence[int]) -> str:
    """Counts of violations, possible ones and none, those that are nought left out."""
    signs = (GLYPHS["violation"], GLYPHS["possible"], GLYPHS["none"])
    return " ".join(f"{sign}{count}" for sign, count in zip(signs, counts, strict=True) if count)


@frozen
class Shape:
    """An outline on the drawn map."""

    path: str
    label: str
    x: float
    y: float
    kind: str


@frozen
class MapDrawing:
    """All of a drawn map, in drawing order."""

    land: tuple[str, ...]
    own: tuple[Shape, ...]
    zones: tuple[Shape, ...]
    doubts: tuple[Spoke, ...]
    spokes: tuple[Spoke, ...]
    labels: tuple[Shape, ...]


@define(eq=False, slots=False)
class BaseMap:
    """The outlines of countries, as npm's cut of Natural Earth gives them (TopoJSON)."""

    file: Path

    @cached_property
    def _whole(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.file.read_text("utf-8"))
        return found

    def reaches(self, bounds: Bounds) -> bool:
        """Whether all of these bounds lie in the stretch that the file was cut to."""
        if not self.file.is_file():
            return False
        reach: tuple[float, float, float, float] = self._whole.get("bbox", (-180, -90, 180, 90))
        west, south, east, north = reach
        return west <= bounds.west and south <= bounds.south and bounds.east <= east and bounds.north <= north

    @cached_property
    def land(self) -> tuple[BaseGeometry, ...]:
        """One geometry a country; none where the file is not there."""
        if not self.file.is_file():
            return ()
        whole = self._whole
        arcs = [decoded(arc, whole["transform"]) for arc in whole["arcs"]]
        layers = [layer["geometries"] for layer in whole["objects"].values()]
        return tuple(_geometry(one, arcs) for one in layers[0]) if layers else ()


def decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> list[tuple[float, float]]:
    """An arc's steps as positions (TopoJSON specification 2.1.4)."""
    (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]
    steps = np.cumsum(np.array(arc, np.int64), axis=0)
    return [(x * scale_x + move_x, y * scale_y + move_y) for x, y in steps.tolist()]


def _geometry(one: dict[str, Any], arcs: list[list[tuple[float, float]]]) -> BaseGeometry:
    polygons = {"Polygon": [one.get("arcs", [])], "MultiPolygon": one.get("arcs", [])}.get(
        one["type"] or "", []
    )
    rings = [_ring(ring, arcs) for polygon in polygons for ring in polygon]
    return shapely.MultiLineString([ring for ring in rings if len(ring) > 1])


def _ring(numbers: Sequence[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        found += arc[1:] if found else arc
    return found


OUTCOME_NAMES = {VIOLATION: "violation", POSSIBLE: "possible", NONE: "none"}


def spokes(found: Cells, frame: Frame) -> tuple[Spoke, ...]:
    """A circle for each cell, its area after the number, the largest first so that none is hidden."""
    most = max((sum(cell[2:]) for cell in found.cells), default=1)
    largest = 18.0 if most > 1 else 7.0
    drawn = []
    for across, up, violation, possible, none in found.cells:
        total = violation + possible + none
        r = round(max(4.0, largest * math.sqrt(total / most)), 1)
        worst = "violation" if violation else "possible" if possible else "none"
        counts = (violation, possible, none)
        # A circle stands for all of a square: to the pixel is near enough.
        place = round(frame.x(found.middle(across))), round(frame.y(found.middle(up)))
        drawn.append(Spoke(*place, r, worst, counts))
    return tuple(sorted(drawn, key=lambda spoke: -spoke.r))


@frozen
class Mark:
    """A day marked on the time line: a flag's stem, or a tick."""

    x: float
    text: str
    title: str
    row: int


@frozen
class DaysDrawing:
    """All of the drawn days: bars, the agreement's life, ticks, and the period chosen.

    ``bars`` are one path for each outcome, all its bars in it; ``told`` says of each bar what it counts.
    """

    bars: tuple[tuple[str, str], ...]
    told: tuple[Mark, ...]
    wide: float
    flags: tuple[Mark, ...]
    ticks: tuple[Mark, ...]
    chosen: tuple[float, float] | None
    most: int
    step: int


@frozen(eq=False)
class Days:
    """Counts by day from a first one on, with flags; both ends reach as far as either does."""

    first: int
    counts: NDArray[np.int64]
    flags: tuple[Flag, ...]


def draw_days(days: Days, labels: Sequence[str]) -> DaysDrawing:
    """The days as bars; of more than fit, weeks or longer steps are drawn."""
    length = max(len(days.counts), 1)
    step = 1 if length <= _MOST_BARS else math.ceil(length / _MOST_BARS / _WEEK) * _WEEK
    padded = np.zeros((math.ceil(length / step) * step, 3), np.int64)
    padded[: len(days.counts)] = days.counts
    sums = padded.reshape(-1, step, 3).sum(axis=1)
    most = int(sums.sum(axis=1).max()) if len(sums) else 0
    wide = DAYS_WIDE / length
    unit = DAYS_HIGH / max(most, 1)
    flags = tuple(
        Mark(round(_place(days, day_number(flag.day))), "", f"{flag.day} {label}", number % 3)
        for number, (flag, label) in enumerate(zip(days.flags, labels, strict=True))
    )
    ticks = _ticks(days.first, length, wide)
    return DaysDrawing(
        bars=_bars(sums, wide * step, unit),
        told=_told(days.first, sums, step, wide),
        wide=round(max(wide * step, 1.0), 1),
        flags=flags,
        ticks=ticks,
        chosen=None,
        most=most,
        step=step,
    )


def _told(first: int, sums: NDArray[np.int64], step: int, wide: float) -> tuple[Mark, ...]:
    """What each bar counts, in the middle of it."""
    found = []
    for number in np.flatnonzero(sums.any(axis=1)).tolist():
        start = first + number * step
        days = str(day_of(start)) if step == 1 else f"{day_of(start)}–{day_of(start + step - 1):%m-%d}"
        told = f"{days} {_signed(sums[number, ::-1].tolist())}"
        found.append(Mark(round((number + 0.5) * step * wide), "", told, 0))
    return tuple(found)


def _place(days: Days, day: int) -> float:
    return round((day - days.first) * DAYS_WIDE / max(len(days.counts), 1), 1)


def shaded(days: Days, chosen: tuple[int, int]) -> tuple[float, float]:
    """Where a chosen period begins in the drawn days, and how wide it is."""
    start = max(_place(days, chosen[0]), 0.0)
    return start, max(min(_place(days, chosen[1] + 1), DAYS_WIDE) - start, 1.0)


_BASE = 136.0
"""Where the bars of the days stand."""


_STACKED = (("violation", VIOLATION), ("possible", POSSIBLE), ("none", NONE))


def _bars(sums: NDArray[np.int64], apart: float, unit: float) -> tuple[tuple[str, str], ...]:
    """A path for each outcome: the gravest stand on the axis, the others on them."""
    wide = max(apart * 0.9, 0.8)
    drawn, foot = [], np.full(len(sums), _BASE)
    for name, code in _STACKED:
        # Whole steps weigh less; whatever there is can be seen.
        high = np.where(sums[:, code] > 0, np.maximum(np.rint(sums[:, code] * unit), 1), 0)
        path = "".join(
            f"M{apart * row:.1f} {foot[row]:.0f}v-{high[row]:.0f}h{wide:.1f}v{high[row]:.0f}z"
            for row in np.flatnonzero(high).tolist()
        )
        drawn.append((name, path))
        foot = foot - high
    return tuple(drawn)


_ROOM = 90.0


def _ticks(first: int, length: int, wide: float) -> tuple[Mark, ...]:
    """The firsts of months, as many as have room for their names."""
    found: list[Mark] = []
    for month in range(_month(day_of(first)), _month(day_of(first + length - 1)) + 1):
        day = date(month // 12, month % 12 + 1, 1)
        x = round((day_number(day) - first) * wide, 1)
        has_room = not found or x - found[-1].x >= _ROOM
        if 0 <= x <= DAYS_WIDE - _ROOM / 2 and has_room:
            found.append(Mark(round(x), f"{day:%Y-%m}", str(day), 0))
    return tuple(found)


def _month(day: date) -> int:
    """The months since the year nought."""
    return day.year * 12 + day.month - 1
