"""What a map of areas shows: a still picture, and what the moving map asks for in its place."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import shapely
from attrs import frozen
from markupsafe import Markup

from truceline.workbench.area_map import Outline, area_map, ink_of
from truceline.workbench.charts import Title
from truceline.workbench.pages.during import Run
from truceline.workbench.pages.ground import ground_of
from truceline.workbench.web.casework import Casework
from truceline.workbench.web.grids import Bounds
from truceline.workbench.web.mapping import feature
from truceline.workbench.web.underlay import Underlay

_FINE = 1 / 400
"""The share of an outline's own width below which two of its corners are one."""
_ROOM, _LEAST = 0.05, 0.02
"""Round the outlines: a share of their width, and at least so many degrees."""


@frozen(eq=False)
class AreaMap:
    """A map of areas on a page: where scripts find its areas, its box, and how it is drawn without them."""

    of: str
    bounds: Bounds
    picture: Callable[[Underlay, str, str], Markup]


def area_shown(
    work: Casework, id: str, outlines: Sequence[Outline], *, of: str, drawn: Sequence[Outline] | None = None
) -> AreaMap | None:
    """The map of some outlines, ``drawn`` of them in the still picture; None where there is nothing to draw."""
    if not outlines:
        return None
    ground, still = ground_of(work.case), outlines if drawn is None else drawn

    def picture(under: Underlay, title: str, says: str) -> Markup:
        return area_map(Title(id, title, says), still, ground, under=under.beneath)

    return AreaMap(of, _bounds(outlines), picture)


def _bounds(outlines: Sequence[Outline]) -> Bounds:
    several = [one.shape.bounds for one in outlines if not one.shape.is_empty]
    if not several:
        return Bounds(-180.0, -60.0, 180.0, 75.0)
    west, south = min(one[0] for one in several), min(one[1] for one in several)
    east, north = max(one[2] for one in several), max(one[3] for one in several)
    room = max((east - west) * _ROOM, (north - south) * _ROOM, _LEAST)
    return Bounds(west - room, south - room, east + room, north + room)


def area_feature(
    outline: Outline, properties: dict[str, Any], during: Iterable[Run] | None = None
) -> dict[str, Any]:
    """An outline as the moving map takes it: its ink and dashes are those of the list beside the map."""
    west, south, east, north = outline.shape.bounds
    coarse = shapely.simplify(outline.shape, max(east - west, north - south) * _FINE)
    told = {
        **properties,
        "label": outline.label,
        "href": outline.href,
        "ink": ink_of(outline.line),
        "dash": [int(one) for one in outline.dash.split()],
        "filled": outline.filled,
    }
    if during is not None:
        told["during"] = [[first, last, int(sure)] for first, last, sure in during]
    return feature(coarse, None, told)
