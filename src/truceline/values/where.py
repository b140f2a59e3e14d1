"""Where: uncertain locations, areas, and whether one lies inside the other.

Geometry is WGS 84 longitude and latitude (EPSG:4326), read as planar between vertices that
are at most a quarter degree apart; discs and buffers are geodesic, and discs are cut at the
antimeridian. A point on a boundary is neither inside nor outside: unknown.
"""

import re
from collections.abc import Sequence
from enum import Enum
from functools import cache
from typing import Self

import numpy as np
import shapely
from attrs import frozen
from pyproj import Geod
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from truceline.values.doubt import Truth
from truceline.values.problems import ValueProblem
from truceline.values.who import check_id

_EARTH = Geod(ellps="WGS84")
# With 72 the middle of an edge is still within a tenth of a percent of the radius.
_DISC_CORNERS = 72
NEAR_KM = 5
"""What "near X" is taken to mean when its speaker gives no distance: within 5 km of X."""


class Extent(Enum):
    """How much of a named place is meant."""

    WHOLE = "whole"
    """In that place, all of which is its uncertainty."""
    PART = "part"
    """Some unstated part of it ("northern Aleppo"); the same bounds, never more precise."""
    NEAR = "near"
    """Within ``km`` of it, inside or outside."""


@frozen(cache_hash=True)
class Spot:
    """One place that may be meant: a place of the register, or a position with a radius.

    ``place`` is an id; ``position`` is "latitude, longitude" in decimal degrees as text, so
    that nothing is rounded; ``km`` is the radius round a position or the distance of *near*.
    """

    place: str | None
    position: str | None
    extent: Extent
    km: int

    def __attrs_post_init__(self) -> None:
        if (self.place is None) == (self.position is None):
            raise ValueProblem("place.one_of", str(self.place or self.position))
        if self.km < 0:
            raise ValueProblem("place.distance", str(self.km))
        if self.place is not None:
            check_id(self.place)
        if self.position is not None:
            read_position(self.position)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the short form of one place."""
        plain = text.strip()
        if match := _POSITION.fullmatch(plain):
            return cls(place=None, position=match[1], extent=Extent.WHOLE, km=int(match[2] or 1))
        if match := _WITHIN.fullmatch(plain):
            return cls(place=match[2], position=None, extent=Extent.NEAR, km=int(match[1]))
        if plain.startswith("near "):
            return cls(place=plain[5:].strip(), position=None, extent=Extent.NEAR, km=NEAR_KM)
        if plain.startswith("part of "):
            return cls(place=plain[8:].strip(), position=None, extent=Extent.PART, km=0)
        return cls(place=plain, position=None, extent=Extent.WHOLE, km=0)

    def __str__(self) -> str:
        if self.position is not None:
            return f"@{self.position} ~{self.km} km"
        if self.extent is Extent.NEAR:
            return f"within {self.km} km of {self.place}"
        return f"part of {self.place}" if self.extent is Extent.PART else str(self.place)


_POSITION = re.compile(r"@(-?\d+(?:\.\d+)?, ?-?\d+(?:\.\d+)?)(?: ?~(\d{1,15}) km)?", re.ASCII)
_WITHIN = re.compile(r"within (\d{1,15}) km of (\S+)", re.ASCII)
_DEGREES = re.compile(r" *(-?\d{1,3}(?:\.\d+)?) *, *(-?\d{1,3}(?:\.\d+)?) *", re.ASCII)


@frozen(cache_hash=True)
class Location:
    """Where something was, as it was said: one of several spots, each uncertain in itself."""

    alternatives: tuple[Spot, ...]
    words: str

    def __attrs_post_init__(self) -> None:
        if not self.alternatives:
            raise ValueProblem("place.empty", self.words)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the short form; `` | `` stands between alternatives.

        >>> str(Location.parse("near jableh | part of tartus"))
        'within 5 km of jableh | part of tartus'

        Raises:
            ValueProblem: ``id.spelling``, ``place.position``.
        """
        return cls(alternatives=tuple(Spot.parse(part) for part in text.split("|")), words="")

    def __str__(self) -> str:
        return " | ".join(str(spot) for spot in self.alternatives)


def read_position(text: str) -> tuple[float, float]:
    """(latitude, longitude) in degrees.

    Raises:
        ValueProblem: ``place.position`` when it is no such pair or off the globe.
    """
    match = _DEGREES.fullmatch(text)
    if match is None:
        raise ValueProblem("place.position", text)
    latitude, longitude = float(match[1]), float(match[2])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004 - the globe's bounds
        raise ValueProblem("place.position", text)
    return latitude, longitude


def read_outline(text: str) -> BaseGeometry:
    """A geometry from WKT (longitude first).

    Raises:
        ValueProblem: ``place.outline`` when it is not valid WKT, empty or crosses itself.
    """
    try:
        geometry = shapely.from_wkt(text)
    except shapely.GEOSException as error:
        raise ValueProblem("place.outline", text[:80]) from error
    if geometry is None or geometry.is_empty or not geometry.is_valid:
        raise ValueProblem("place.outline", text[:80])
    return shapely.segmentize(geometry, 0.25)


@cache
def disc(latitude: float, longitude: float, km: float) -> BaseGeometry:
    """All positions within ``km`` of a position (72 corners, geodesic).

    What reaches over the antimeridian is in two parts, cut there (RFC 7946), and what holds a pole
    reaches up to it; such discs have ten times the corners.
    """
    if km * 1000 >= _FURTHEST:
        return _WORLD
    ring = _ring(latitude, longitude, km, _DISC_CORNERS)
    poles = [
        pole for pole in (-90, 90) if metres_between((longitude, latitude), (longitude, pole)) <= km * 1000
    ]
    over = any(
        abs(one[0] - other[0]) > _HALF_TURN for one, other in zip(ring, ring[1:] + ring[:1], strict=True)
    )
    if not poles and not over:
        return Polygon(ring)
    return _cut(_ring(latitude, longitude, km, 10 * _DISC_CORNERS), poles)


_HALF_TURN = 180
_WORLD = shapely.box(-180, -90, 180, 90)


def _ring(latitude: float, longitude: float, km: float, corners: int) -> list[tuple[float, float]]:
    azimuths = [corner * 360 / corners for corner in range(corners)]
    longitudes, latitudes, _ = _EARTH.fwd(
        [longitude] * corners, [latitude] * corners, azimuths, [km * 1000] * corners
    )
    return list(zip(longitudes, latitudes, strict=True))


_FURTHEST = 20_000_000
"""Metres from which on a disc is the whole Earth, but for a speck opposite."""


def _cut(ring: list[tuple[float, float]], poles: Sequence[int]) -> BaseGeometry:
    """The area inside a ring round these poles, cut at the antimeridian."""
    turned = [ring[0]]
    for longitude, latitude in (*ring[1:], ring[0]):
        near = turned[-1][0]
        turned.append((near + (longitude - near + 180) % 360 - 180, latitude))
    if len(poles) == 1:
        turned += [(turned[-1][0], poles[0]), (turned[0][0], poles[0])]
    area = shapely.make_valid(Polygon(turned))
    parts = [
        shapely.transform(area, lambda xy, turn=turn: np.add(xy, (turn, 0))).intersection(_WORLD)
        for turn in (-360, 0, 360)
    ]
    inside = shapely.unary_union(parts)
    # A ring with both poles on its other side runs round the opposite of what it is a disc about.
    return _WORLD.difference(inside) if len(poles) == 2 else inside  # noqa: PLR2004 - both


def widened(geometry: BaseGeometry, km: float) -> BaseGeometry:
    """A geometry with everything within ``km`` of it, near enough for a stated distance.

    Buffered in an azimuthal frame about its centre: within half a percent for shapes a few
    hundred kilometres wide.
    """
    centre = geometry.centroid
    latitude, longitude = centre.y, centre.x
    _, _, metres_north = _EARTH.inv(longitude, latitude - 0.5, longitude, latitude + 0.5)
    _, _, metres_east = _EARTH.inv(longitude - 0.5, latitude, longitude + 0.5, latitude)
    flat = shapely.transform(geometry, lambda xy: (xy - [longitude, latitude]) * [metres_east, metres_north])
    grown = flat.buffer(km * 1000)
    return shapely.transform(grown, lambda xy: xy / [metres_east, metres_north] + [longitude, latitude])


def metres_between(one: Sequence[float], other: Sequence[float]) -> float:
    """The geodesic distance between two positions given as longitude and latitude in degrees.

    >>> round(metres_between((0, 0), (0, 1)))
    110574
    """
    _, _, metres = _EARTH.inv(one[0], one[1], other[0], other[1])
    return float(metres)


def may_lie_inside(region: BaseGeometry, area: BaseGeometry) -> Truth:
    """Whether something somewhere in a region was inside an area (semantics 6, *where*).

    Yes when the whole region lies in the area, no when they are apart, else unknown; what
    lies on the area's boundary only is unknown.

    >>> may_lie_inside(disc(0, 0, 1), disc(0, 0, 10))
    <Truth.YES: 'yes'>
    """
    if area.disjoint(region):
        return Truth.NO
    return Truth.YES if area.contains(region) else Truth.UNKNOWN
