"""Where a row was: the precision code as a place with its uncertainty (semantics 8).

1  the settlement or feature named: the register's, else a radius by its kind
2  25 km round it, in the country (its district is the known point's, not the event's)
3  the second-level area    4  the first-level area
5  50 km round the point, in the first-level area
6  the country              7  no place
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable

from attrs import evolve, frozen
from pyproj import Geod
from shapely import Point

from truceline.exchange.ucdp.areas import BLANK, Area, Areas, Points
from truceline.exchange.ucdp.codebook import Codebook
from truceline.exchange.ucdp.names import fold_area
from truceline.exchange.ucdp.register import Register, names_of
from truceline.testimony.register import Place, PlaceKind
from truceline.values.where import Extent, Location, Spot, read_outline, read_position

EXACT, NEAR, SECOND, FIRST, FUZZY, COUNTRY, NOWHERE = range(1, 8)
_SETTLEMENTS = frozenset(
    {PlaceKind.GOVERNORATE_CAPITAL, PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE, PlaceKind.FACILITY}
)
_EARTH = Geod(ellps="WGS84")
_WORD = re.compile(r"[^\W\d_]+")


@frozen
class Spotted:
    """What a row says of where it was."""

    precision: int
    latitude: str
    longitude: str
    first: str
    second: str
    country: str
    name: str

    @property
    def area(self) -> Area:
        return Area(self.country, self.first, self.second)

    @property
    def position(self) -> str:
        return f"{self.latitude}, {self.longitude}"


class Places:
    """Turns what rows say into locations; ``made`` are the places they needed."""

    def __init__(self, register: Register, rows: Iterable[Spotted], codebook: Codebook) -> None:
        self._rules = codebook.places
        points = Points(
            (row.area, row.latitude, row.longitude)
            for row in rows
            if row.precision in (EXACT, NEAR) and row.first
        )
        self._areas = Areas(register.places, points, codebook)
        self._settlements = self._index(register)
        self._made: dict[str, Place] = {}

    @property
    def made(self) -> tuple[Place, ...]:
        return (*self._areas.made.values(), *self._made.values())

    def of(self, row: Spotted) -> Location | None:
        """The location of a row; None where there is no place to speak of."""
        if row.precision == NOWHERE:
            return None
        spot = Spot(place=self._place_of(row), position=None, extent=Extent.WHOLE, km=0)
        return Location(alternatives=(spot,), words=row.name)

    def _place_of(self, row: Spotted) -> str:
        if row.precision == EXACT:
            return self._settlement(row)
        if row.precision == SECOND and row.second:
            return self._whole(self._areas.of(row.area), row)
        if row.precision in (SECOND, FIRST) and row.first:
            return self._whole(self._areas.of(Area(row.country, row.first, "")), row)
        if row.precision == NEAR:
            return self._disc(row, self._rules.near_km, ())
        if row.precision == COUNTRY:
            return self._areas.country(row.country)
        within = (self._areas.of(Area(row.country, row.first, "")).id,) if row.first else ()
        return self._disc(row, self._rules.fuzzy_km, within)

    def _whole(self, place: Place, row: Spotted) -> str:
        """A place known by name, itself or, where nothing puts it in the country, as a part of both."""
        country = self._areas.country(row.country)
        if country in self._areas.wholes_of(place):
            return place.id
        return self._keep(evolve(BLANK, name=place.name, kind=place.kind, part_of=(place.id, country)))

    def _disc(self, row: Spotted, km: int, within: tuple[str, ...]) -> str:
        parts = (*within, self._areas.country(row.country))
        name = row.name or row.position
        return self._keep(evolve(BLANK, name=name, part_of=parts, position=row.position, km=km))

    def _settlement(self, row: Spotted) -> str:
        known = self._registered(row)
        if known is not None:
            return self._whole(known, row)
        kind = self._kind(row)
        parts = [self._areas.country(row.country)]
        if row.first:
            parts.insert(0, self._areas.of(row.area).id)
        # A feature would be a bare point by the radius of its kind.
        km = self._rules.feature_km if kind is PlaceKind.OTHER else None
        place = evolve(
            BLANK,
            name=row.name or row.position,
            kind=kind,
            part_of=tuple(parts),
            position=row.position,
            km=km,
        )
        return self._keep(place)

    def _kind(self, row: Spotted) -> PlaceKind:
        words = {word.casefold() for word in _WORD.findall(row.name)}
        kind = next((kind for word, kind in self._rules.kinds.items() if word in words), PlaceKind.OTHER)
        seat = kind in (PlaceKind.TOWN, PlaceKind.CITY) and self._stem(row.name) == self._stem(row.first)
        return PlaceKind.GOVERNORATE_CAPITAL if seat else kind

    def _stem(self, name: str) -> str:
        return fold_area(name, self._rules.plain_words | self._rules.kinds.keys())

    def _index(self, register: Register) -> dict[str, list[Place]]:
        index: dict[str, list[Place]] = defaultdict(list)
        for place in register.places.values():
            if place.kind in _SETTLEMENTS:
                for name in names_of(place):
                    index[self._stem(name)].append(place)
        return index

    def _registered(self, row: Spotted) -> Place | None:
        """A settlement of the register of that name at that position."""
        names = {self._stem(part) for part in (row.name, *row.name.split("/"))}
        candidates = (place for name in names for place in self._settlements.get(name, ()))
        return next((place for place in candidates if self._is_near(place, row.position)), None)

    def _is_near(self, place: Place, position: str) -> bool:
        latitude, longitude = read_position(position)
        if place.outline is not None and read_outline(place.outline).covers(Point(longitude, latitude)):
            return True
        if place.position is None:
            return False
        other = read_position(place.position)
        _, _, metres = _EARTH.inv(longitude, latitude, other[1], other[0])
        return bool(metres <= self._rules.same_name_km * 1000)

    def _keep(self, place: Place) -> str:
        """The id of a place by its content, so that equal ones are one in every edition."""
        content = "|".join(
            (place.name, place.kind.value, place.position or "", str(place.km), *place.part_of)
        )
        name = f"ucdp:p{hashlib.sha256(content.encode()).hexdigest()[:12]}"
        if name not in self._made:
            self._made[name] = evolve(place, id=name)
        return name
