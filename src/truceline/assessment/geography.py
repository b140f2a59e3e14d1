"""The places of a register: what lies in what, by statement first and by geometry second."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from shapely import Point, prepare
from shapely.geometry.base import BaseGeometry

from truceline.agreement.terms import Zone
from truceline.testimony.register import Place, PlaceKind
from truceline.values.doubt import Truth, agreed
from truceline.values.where import (
    Extent,
    Location,
    Spot,
    disc,
    may_lie_inside,
    read_outline,
    read_position,
    widened,
)


@cache
def _radii() -> dict[str, int]:
    """Kilometres round a settlement without an outline, by its kind (codebook)."""
    text = resources.files("truceline.data").joinpath("codebooks/places.toml").read_text("utf-8")
    return {str(kind): int(km) for kind, km in tomllib.loads(text)["radius_km"].items()}


class Geography:
    """Answers *is this location in that area* over one register of places.

    Invariant: a pure function of the register; regions and answers are remembered.
    """

    def __init__(self, places: Mapping[str, Place]) -> None:
        self._places = places
        self._regions: dict[str, BaseGeometry | None] = {}
        self._within: dict[tuple[Spot, Zone], Truth] = {}
        self._areas: dict[Zone, BaseGeometry | None] = {}

    def wholes_of(self, place: str) -> tuple[str, ...]:
        """The place and everything it is said to be part of, nearest first."""
        found = [place]
        for name in found:
            known = self._places.get(name)
            found.extend(part for part in (known.part_of if known else ()) if part not in found)
        return tuple(found)

    def may_be_in(self, location: Location, zone: Zone) -> Truth:
        """Whether a location lies in an area; rival alternatives must agree."""
        return agreed(self._spot_in(spot, zone) for spot in location.alternatives)

    def _spot_in(self, spot: Spot, zone: Zone) -> Truth:
        key = (spot, zone)
        answer = self._within.get(key)
        if answer is None:
            answer = self._within[key] = self._decide(spot, zone)
        return answer

    def _decide(self, spot: Spot, zone: Zone) -> Truth:
        stated = self.stated_in(spot, zone)
        if stated is not None:
            return stated
        region, area = self.region_of(spot), self.area_of(zone)
        if region is None or area is None:
            return Truth.UNKNOWN
        answer = may_lie_inside(region, area)
        # An area nobody draws lies somewhere in what it is part of: outside that is outside it.
        return answer if answer is Truth.NO or self.is_located(zone.place) else Truth.UNKNOWN

    def stated_in(self, spot: Spot, zone: Zone) -> Truth | None:
        """Whether a spot is said to lie in an area or out of it; None where geometry has to tell."""
        # A place that is the area, or is said to be part of it, needs no geometry.
        if zone.within_km is None and zone.place in self.stated_wholes(spot):
            return Truth.YES
        return Truth.NO if self._in_other_country(spot, zone) else None

    def _in_other_country(self, spot: Spot, zone: Zone) -> bool:
        """A country is stated, not measured: near a border it settles a country-wide area."""
        if zone.within_km is not None:
            return False
        theirs, ours = self._countries(self.stated_wholes(spot)), self._countries(self.wholes_of(zone.place))
        return bool(theirs and ours) and not theirs & ours

    def stated_wholes(self, spot: Spot) -> tuple[str, ...]:
        """What a spot is said to lie in; near a place, only what is sure however near it was.

        Near a place that nobody locates is somewhere in what that place is part of: as
        uncertain as the whole of it, and no more.
        """
        if spot.place is None:
            return ()
        wholes = self.wholes_of(spot.place)
        if spot.extent is not Extent.NEAR:
            return wholes
        return () if self.is_located(spot.place) else wholes[1:]

    def is_located(self, place: str) -> bool:
        """Whether somebody draws or places it."""
        known = self._places.get(place)
        return known is not None and (known.outline is not None or known.position is not None)

    def _countries(self, names: Iterable[str]) -> set[str]:
        return {
            name for name in names if name in self._places and self._places[name].kind is PlaceKind.COUNTRY
        }

    def area_of(self, zone: Zone) -> BaseGeometry | None:
        """All that may belong to an area; None when nothing bounds it."""
        if zone not in self._areas:
            region = self._region(zone.place)
            if region is not None and zone.within_km is not None:
                region = widened(region, zone.within_km)
            if region is not None:
                prepare(region)
            self._areas[zone] = region
        return self._areas[zone]

    def region_of(self, spot: Spot) -> BaseGeometry | None:
        """Everywhere a spot may be; None when nothing bounds it."""
        if spot.position is not None:
            latitude, longitude = read_position(spot.position)
            return disc(latitude, longitude, spot.km) if spot.km else Point(longitude, latitude)
        region = self._region(str(spot.place))
        if region is not None and spot.extent is Extent.NEAR and self.is_located(str(spot.place)):
            return widened(region, spot.km)
        return region

    def meet(self, one: Location, other: Location) -> bool:
        """Whether two locations can be the same place; nothing known apart counts as meeting."""
        return any(
            self._spots_meet(first, second) for first in one.alternatives for second in other.alternatives
        )

    def _spots_meet(self, one: Spot, other: Spot) -> bool:
        if one == other:
            return True
        first, second = self.region_of(one), self.region_of(other)
        return first is None or second is None or bool(first.intersects(second))

    def covers(self, whole: Location, part: Location) -> bool:
        """Whether the second lies within the first, by statement or geometry."""
        return all(
            any(self._spot_covers(big, small) for big in whole.alternatives) for small in part.alternatives
        )

    def _spot_covers(self, big: Spot, small: Spot) -> bool:
        if big == small:
            return True
        named = big.place is not None and small.place is not None
        stated = named and big.extent is Extent.WHOLE and small.extent is not Extent.NEAR
        if stated and big.place in self.wholes_of(str(small.place)):
            return True
        outer, inner = self.region_of(big), self.region_of(small)
        return outer is not None and inner is not None and bool(outer.covers(inner))

    def size(self, location: Location) -> float:
        """A measure of how much it leaves open: the sum of its regions, unbounded last."""
        return sum(self._spot_size(spot) for spot in location.alternatives)

    def _spot_size(self, spot: Spot) -> float:
        region = self.region_of(spot)
        return float("inf") if region is None else float(region.area)

    def _region(self, place: str) -> BaseGeometry | None:
        if place not in self._regions:
            self._regions[place] = None  # breaks a circle of part-of statements
            self._regions[place] = self._draw(place)
        return self._regions[place]

    def _draw(self, name: str) -> BaseGeometry | None:
        place = self._places.get(name)
        if place is None:
            return None
        own = _own_shape(place)
        wholes = [region for whole in place.part_of if (region := self._region(whole)) is not None]
        if own is None:
            return min(wholes, key=lambda region: float(region.area), default=None)
        for whole in wholes:
            clipped = own.intersection(whole)
            # Clipping never empties: a point a little off shore stays where it is said to be.
            own = own if clipped.is_empty else clipped
        return own


def _own_shape(place: Place) -> BaseGeometry | None:
    if place.outline is not None:
        return read_outline(place.outline)
    if place.position is None:
        return None
    latitude, longitude = read_position(place.position)
    km = place.km if place.km is not None else _radii().get(place.kind.value, 0)
    return disc(latitude, longitude, km) if km else Point(longitude, latitude)
