"""What the map shows beside incidents: zones with who claims them, places by name, uncertain extents."""

import math
from collections.abc import Iterator
from typing import Any

import shapely
from attrs import frozen
from shapely.geometry.base import BaseGeometry

from truceline.agreement.terms import Agreement, Provision
from truceline.testimony.register import PlaceKind
from truceline.values.where import Extent, Spot, widened
from truceline.workbench.web.grids import Bounds
from truceline.workbench.web.sight import Sight

_COUNTRIES = frozenset({PlaceKind.COUNTRY})
_FINEST, _COARSEST = 2.0**-9, 8.0
_MOST_ACROSS = 256
_CELL_PIXELS, _TILE_PIXELS = 28, 256
_RANKS = (
    PlaceKind.GOVERNORATE_CAPITAL,
    PlaceKind.CITY,
    PlaceKind.TOWN,
    PlaceKind.VILLAGE,
    PlaceKind.NEIGHBOURHOOD,
    PlaceKind.FACILITY,
)
_MOST_LABELS = 400
_SMOOTH = 0.001
GLOBE = Bounds(-180.0, -90.0, 180.0, 90.0)


@frozen
class ZoneShown:
    """An area that a clause in one reading is about: its outline, and whose reading it is."""

    place: str
    name: str
    version: str
    claimants: tuple[str, ...]
    first: str
    last: str
    outline: BaseGeometry


def read_bounds(text: str) -> Bounds | None:
    """A stretch of the globe as a map asks for it, ``w,s,e,n``; None for what is none."""
    parts = text.split(",")
    try:
        west, south, east, north = (float(part) for part in parts)
    except ValueError:
        return None
    fits = all(map(math.isfinite, (west, south, east, north))) and south <= north and west <= east
    if not fits:
        return None
    return Bounds(max(west, -180.0), max(south, -90.0), min(east, 180.0), min(north, 90.0))


def cell_size(zoom: float, bounds: Bounds) -> float:
    """Degrees to the side of a square about as wide as a finger at a zoom, and few enough of them."""
    wanted = 360 / 2**zoom / _TILE_PIXELS * _CELL_PIXELS
    size = min(max(2.0 ** round(math.log2(wanted)), _FINEST), _COARSEST)
    while max(bounds.east - bounds.west, bounds.north - bounds.south) / size > _MOST_ACROSS:
        size *= 2
    return size


def zones(sight: Sight, agreement: Agreement | None) -> Iterator[ZoneShown]:
    """The areas of an agreement's clauses, one for each reading; whole countries are no zones."""
    if agreement is None:
        return
    places = sight.snapshot().places
    seen = set()
    for clause in agreement.provisions:
        if clause.area is None or (clause.area, clause.according_to) in seen:
            continue
        seen.add((clause.area, clause.according_to))
        place = places.get(clause.area.place)
        outline = sight.outline(_whole(clause.area.place))
        if place is None or outline is None or (place.kind in _COUNTRIES and clause.area.within_km is None):
            continue
        if clause.area.within_km is not None:
            outline = widened(outline, clause.area.within_km)
        yield _zone(clause, place.id, place.name, outline)


def _whole(place: str) -> Spot:
    return Spot(place=place, position=None, extent=Extent.WHOLE, km=0)


def _zone(clause: Provision, place: str, name: str, outline: BaseGeometry) -> ZoneShown:
    period = clause.period
    start, end = (None, None) if period is None else (period.span.start, period.span.end)
    return ZoneShown(
        place=place,
        name=name,
        version=clause.version,
        claimants=clause.according_to,
        first="" if start is None else str(start.date()),
        last="" if end is None else str(end.date()),
        outline=shapely.simplify(outline, _SMOOTH),
    )


@frozen
class Label:
    """A place's name on the map; 1 is the largest kind of place."""

    name: str
    rank: int
    longitude: float
    latitude: float


def labels(sight: Sight) -> list[Label]:
    """Settlements of the register that have a position, the larger ones first."""
    found = []
    for place in sight.snapshot().places.values():
        if place.kind not in _RANKS:
            continue
        outline = sight.outline(_whole(place.id))
        own = place.position is not None or place.outline is not None
        if own and outline is not None and not outline.is_empty:
            middle = outline.centroid
            rank = _RANKS.index(place.kind) + 1
            found.append(Label(place.name, rank, round(middle.x, 5), round(middle.y, 5)))
    return sorted(found, key=lambda label: (label.rank, label.name))[:_MOST_LABELS]


def feature(
    geometry: BaseGeometry | None, point: tuple[float, float] | None, properties: dict[str, Any]
) -> dict[str, Any]:
    """A GeoJSON feature of a geometry or of a point."""
    shape: Any = (
        {"type": "Point", "coordinates": point}
        if geometry is None
        else _rounded(shapely.geometry.mapping(geometry))
    )
    return {"type": "Feature", "geometry": shape, "properties": properties}


def _rounded(shape: Any) -> Any:
    return {"type": shape["type"], "coordinates": _round(shape["coordinates"])}


def _round(part: Any) -> Any:
    return round(part, 5) if isinstance(part, float) else [_round(one) for one in part]


def collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    """A GeoJSON FeatureCollection."""
    return {"type": "FeatureCollection", "features": features}
