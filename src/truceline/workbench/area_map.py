"""A small map as SVG, drawn here: outlines, one dash pattern for each claimant, places with names.

It is the map of those without scripts and of what is printed; what it shows, a list beside it
says in words. Lines are nobody's colours, and a boundary drawn says nothing of its being right.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import cos, radians
from typing import Any

import shapely
from attrs import frozen
from markupsafe import Markup
from shapely.geometry.base import BaseGeometry

from truceline.values.harmless import harmless
from truceline.workbench.charts import INK, QUIET, Title, element, joined, picture, words
from truceline.workbench.pen import TENTH, WHOLE, path_of

DASHES = ("9 4", "3 3", "12 4 2 4", "1 5", "16 6", "6 2 1 2 1 2")
"""One for each claimant, in the order in which they are first named."""
INKS = ("#6b2d5c", "#2f7f86", "#7a5c00", "#4b4f8c", "#3d6b35", "#8a4b2d", "#5d5f68")
"""Beside the dashes, of another number, so that no two of the first forty look alike; nobody's colours."""
_WIDTH, _MOST_HIGH, _LEAST_HIGH = 640.0, 560.0, 220.0
_EDGE = 14.0
_FINE = 0.35
"""Pixels below which two corners are one."""


@frozen
class Outline:
    """An area somebody draws: its line, whose it is by number, a name, and whether to fill it faintly.

    ``dash`` is how its line is broken, "" for an unbroken one.
    """

    shape: BaseGeometry
    line: int
    label: str
    href: str | None
    filled: bool
    dash: str


@frozen
class Ground:
    """What lies under it: a quiet outline (a district), or a town, with its name."""

    shape: BaseGeometry
    label: str


@frozen(eq=False)
class Under:
    """What lies under everything: a shape of a base map, and how such a thing looks."""

    shape: BaseGeometry
    look: str


_LOOKS: Mapping[str, Mapping[str, str | float]] = {
    "land": {"fill": "#f3f0e8", "stroke": "#8d8f86", "stroke_width": 0.7, "stroke_dasharray": "4 2"},
    "ground": {"fill": "#f3f0e8"},
    "water": {"fill": "#dde6ea", "stroke": "#dde6ea", "stroke_width": 1.0},
    "road": {"fill": "none", "stroke": "#b3b4ab", "stroke_width": 1.2},
    "building": {"fill": "#d9d8d0"},
    "boundary": {"fill": "none", "stroke": "#8d8f86", "stroke_width": 1.0, "stroke_dasharray": "4 3"},
}
COUNTRIES = ("land", "ground")
"""Looks of what lies lowest of all, and is drawn no finer than needed."""
Underlaid = Callable[[BaseGeometry, float], Sequence[Under]]
"""What lies in a box, at so many pixels a degree."""


def area_map(
    title: Title, outlines: Sequence[Outline], ground: Sequence[Ground], *, under: Underlaid | None = None
) -> Markup:
    """The outlines over the ground, as large as fits; an empty frame where there is nothing to draw."""
    framing = [one.shape for one in outlines] or [one.shape for one in ground]
    sheet = _Sheet.over(framing)
    parts = [
        element("rect", x=0.5, y=0.5, width=_WIDTH - 1, height=sheet.height - 1,
                fill="#dde6ea" if under else "#fbfbf8", stroke=QUIET)
    ]  # fmt: skip
    parts += [sheet.beneath(one) for one in (under(sheet.seen, sheet.scale) if under else ())]
    parts += [sheet.quiet(one) for one in ground if sheet.may_show(one.shape)]
    parts += [sheet.drawn(one) for one in outlines]
    parts += [sheet.named(one) for one in ground if one.label and sheet.may_show(one.shape)]
    parts += [sheet.labelled(one, number) for number, one in enumerate(outlines) if one.label]
    clip = element(
        "clipPath", element("rect", x=0.0, y=0.0, width=_WIDTH, height=sheet.height), id=f"{title.id}-clip"
    )
    content = element("defs", clip) + element("g", joined(parts), clip_path=f"url(#{title.id}-clip)")
    has_links = any(one.href is not None and one.label for one in outlines)
    return picture(title, _WIDTH, sheet.height, content, role="group" if has_links else "img")


def swatch(line: int) -> Markup:
    """The dash pattern of a claimant, for the list beside the map."""
    stroke = element("line", x1=1.0, x2=41.0, y1=6.0, y2=6.0, stroke=ink_of(line), stroke_width=2.5,
                     stroke_dasharray=dash_of(line))  # fmt: skip
    return element(
        "svg", stroke, viewBox="0 0 42 12", width="42", height="12", aria_hidden="true", direction="ltr"
    )


ALTERNATIVE, ONLY = "6 4", ""
"""How one of several places that may be meant is drawn, and how the only one."""


def dash_of(line: int) -> str:
    """The dashes of a claimant's outline."""
    return DASHES[line % len(DASHES)]


def ink_of(line: int) -> str:
    """The ink of a claimant's outline."""
    return INKS[line % len(INKS)]


@frozen
class _Sheet:
    """The paper: from longitude and latitude to places on it."""

    west: float
    north: float
    scale: float
    squeeze: float
    height: float
    seen: BaseGeometry

    @classmethod
    def over(cls, shapes: Iterable[BaseGeometry]) -> "_Sheet":
        bounds = [shape.bounds for shape in shapes if not shape.is_empty]
        if not bounds:
            return cls(0, 0, 1, 1, _LEAST_HIGH, shapely.box(0, 0, 0, 0))
        west, south = min(one[0] for one in bounds), min(one[1] for one in bounds)
        east, north = max(one[2] for one in bounds), max(one[3] for one in bounds)
        grow = max((east - west) * 0.12, (north - south) * 0.12, 0.02)
        west, east, south, north = west - grow, east + grow, south - grow, north + grow
        squeeze = max(0.05, cos(radians((north + south) / 2)))
        scale = min(
            (_WIDTH - 2 * _EDGE) / ((east - west) * squeeze), (_MOST_HIGH - 2 * _EDGE) / (north - south)
        )
        height = max(_LEAST_HIGH, (north - south) * scale + 2 * _EDGE)
        middle_x, middle_y = (west + east) / 2, (north + south) / 2
        half_x, half_y = _WIDTH / 2 / scale / squeeze, height / 2 / scale
        west, north = middle_x - half_x, middle_y + half_y
        seen = shapely.box(west, middle_y - half_y, middle_x + half_x, north)
        return cls(west, north, scale, squeeze, height, seen)

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        x = (longitude - self.west) * self.squeeze * self.scale
        return round(x, 1), round((self.north - latitude) * self.scale, 1)

    def may_show(self, shape: BaseGeometry) -> bool:
        return bool(shape.intersects(self.seen))

    def beneath(self, one: Under) -> Markup:
        look: dict[str, Any] = dict(_LOOKS.get(one.look, {"fill": "none"}))
        fine = WHOLE if one.look in COUNTRIES else TENTH
        return element("path", d=self._path(one.shape, fine), fill_rule="evenodd", **look)

    def quiet(self, one: Ground) -> Markup:
        if one.shape.geom_type == "Point":
            x, y = self.at(one.shape.x, one.shape.y)
            return element("circle", cx=x, cy=y, r=2.5, fill=QUIET)
        edges = shapely.clip_by_rect(one.shape.boundary, *self.seen.bounds)
        return element("path", d=self._path(edges, WHOLE), fill="none", stroke="#b9bac2", stroke_width=1.0)

    def named(self, one: Ground) -> Markup:
        spot = (
            one.shape
            if one.shape.geom_type == "Point"
            else one.shape.intersection(self.seen).representative_point()
        )
        x, y = self.at(spot.x, spot.y)
        if one.shape.geom_type == "Point":
            return words(harmless(one.label), x + 5, y + 4, fill=QUIET, font_size="11")
        return words(harmless(one.label), x, y, fill="#8b8d97", font_size="11", anchor="middle")

    def drawn(self, one: Outline) -> Markup:
        ink = ink_of(one.line)
        return element("path", d=self._path(one.shape), fill=ink if one.filled else "none",
                       fill_opacity=0.08 if one.filled else None, stroke=ink, stroke_width=2.5,
                       stroke_dasharray=one.dash or None)  # fmt: skip

    def labelled(self, one: Outline, number: int) -> Markup:
        """The name at the top of the outline; each a little lower than the one before."""
        _, _, _, north = one.shape.bounds
        spot = one.shape.representative_point()
        x, y = self.at(spot.x, north)
        text = words(harmless(one.label), min(max(x, 70), _WIDTH - 70), max(14.0, y - 5 + 13 * (number % 3)), fill=INK,
                     anchor="middle", font_weight="bold", font_size="11",
                     paint_order="stroke", stroke="#fbfbf8", stroke_width=3.0)  # fmt: skip
        return element("a", text, href=one.href) if one.href is not None else text

    def _path(self, shape: BaseGeometry, fine: int = TENTH) -> str:
        """The rings as path data; corners nearer than the eye sees are left out."""
        plain = shape.simplify(_FINE / self.scale) if self.scale else shape
        lines: list[str] = []
        for part in shapely.get_parts(plain):
            if part.geom_type == "Polygon":
                lines += [self._line(ring, fine) for ring in (part.exterior, *part.interiors)]
            elif part.geom_type in ("LineString", "LinearRing"):
                lines.append(self._line(part, fine))
            else:
                x, y = self.at(part.x, part.y)
                lines.append(f"M{x - 4:g},{y:g}a4,4 0 1,0 8,0a4,4 0 1,0 -8,0")
        return "".join(lines)

    def _line(self, line: BaseGeometry, fine: int) -> str:
        spots = (self.at(x, y) for x, y in shapely.get_coordinates(line).tolist())
        return path_of(spots, fine=fine, closed=line.geom_type == "LinearRing")
