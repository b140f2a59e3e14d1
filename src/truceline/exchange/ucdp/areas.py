"""The administrative areas rows name: the user's own where loaded, else drawn from the rows.

An area the register lacks is the hull of the file's precisely located rows of that name,
widened: rough, marked so, and better than a point (semantics 8, where_prec 3 and 4).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import shapely
from attrs import evolve, frozen

from truceline.exchange.ucdp.codebook import Codebook
from truceline.exchange.ucdp.names import fold_area, slug
from truceline.exchange.ucdp.register import names_of
from truceline.testimony.register import Place, PlaceKind
from truceline.values.where import widened

_FIRST = frozenset({PlaceKind.GOVERNORATE, PlaceKind.REGION})
_SECOND = frozenset({PlaceKind.DISTRICT, PlaceKind.SUBDISTRICT})
_DIGITS = 5
"""Of a degree: about a metre."""
BLANK = Place(
    id="ucdp:blank",
    name="",
    aliases=(),
    kind=PlaceKind.OTHER,
    part_of=(),
    outline=None,
    position=None,
    km=None,
    approximate=False,
    stated_in="",
    note="From UCDP's rows.",
)
"""What a place made from rows says of itself where the rows say nothing."""


@frozen
class Area:
    """An area as a row names it: its country, its first and, if given, its second level."""

    country: str
    first: str
    second: str

    @property
    def name(self) -> str:
        return self.second or self.first

    @property
    def id(self) -> str:
        parts = (part for part in (self.country, self.first, self.second) if part)
        return "ucdp:" + ".".join(slug(part) for part in parts)


class Points:
    """Where the precisely located rows of each area are."""

    def __init__(self, rows: Iterable[tuple[Area, str, str]]) -> None:
        self._of: dict[str, set[tuple[float, float]]] = defaultdict(set)
        for area, latitude, longitude in rows:
            point = (float(longitude), float(latitude))
            self._of[area.id].add(point)
            if area.second:
                self._of[Area(area.country, area.first, "").id].add(point)

    def hull(self, area: Area, km: int) -> str | None:
        """The outline round them, as WKT; None when there are none."""
        points = self._of.get(area.id)
        if not points:
            return None
        drawn = widened(shapely.MultiPoint(sorted(points)).convex_hull, km)
        return str(shapely.to_wkt(drawn, rounding_precision=_DIGITS))


class Areas:
    """Finds or makes the place of an area; ``made`` are those the register did not have."""

    def __init__(self, places: Mapping[str, Place], points: Points, codebook: Codebook) -> None:
        self.made: dict[str, Place] = {}
        self._places = places
        self._points = points
        self._rules = codebook.places
        self._found: dict[Area, Place] = {}
        self._countries: dict[str, str] = {}
        self._by_name = self._index()

    def _index(self) -> dict[str, list[Place]]:
        index: dict[str, list[Place]] = defaultdict(list)
        for place in self._places.values():
            if place.kind in _FIRST | _SECOND | {PlaceKind.COUNTRY}:
                for name in names_of(place):
                    index[fold_area(name, self._rules.plain_words)].append(place)
        return index

    def country(self, name: str) -> str:
        """The id of a country's place."""
        found = self._countries.get(name)
        if found is None:
            found = self._countries[name] = self._country(name)
        return found

    def _country(self, name: str) -> str:
        plain = name.partition("(")[0].strip() or name
        for spelling in (name, plain):
            for place in self._by_name.get(fold_area(spelling, self._rules.plain_words), ()):
                if place.kind is PlaceKind.COUNTRY:
                    return place.id
        if slug(plain) not in self._places:
            self.made[slug(plain)] = evolve(BLANK, id=slug(plain), name=name, kind=PlaceKind.COUNTRY)
        return slug(plain)

    def of(self, area: Area) -> Place:
        """The user's area of that name, or one drawn from the rows."""
        found = self._found.get(area)
        if found is None:
            found = self._found[area] = self._loaded(area) or self._drawn(area)
        return found

    def wholes_of(self, place: Place) -> set[str]:
        """Everything a place of the register is said to be part of, itself included."""
        found, waiting = {place.id}, list(place.part_of)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                known = self._places.get(name)
                waiting += known.part_of if known is not None else ()
        return found

    def _loaded(self, area: Area) -> Place | None:
        kinds = _SECOND if area.second else _FIRST
        country = self.country(area.country)
        for spelling in (area.name, *self._rules.area_names.get(area.name, ())):
            for place in self._by_name.get(fold_area(spelling, self._rules.plain_words), ()):
                if place.kind in kinds and self._may_lie_in(place, country):
                    return place
        return None

    def _may_lie_in(self, place: Place, country: str) -> bool:
        """Whether nothing says that a place is in another country."""
        stated = {
            name
            for name in self.wholes_of(place)
            if name in self._places and self._places[name].kind is PlaceKind.COUNTRY
        }
        return not stated or country in stated

    def _drawn(self, area: Area) -> Place:
        parts: tuple[str, ...] = (self.country(area.country),)
        if area.second and area.first:
            parts = (self.of(Area(area.country, area.first, "")).id, *parts)
        place = evolve(
            BLANK,
            id=area.id,
            name=area.name,
            kind=PlaceKind.DISTRICT if area.second else PlaceKind.GOVERNORATE,
            part_of=parts,
            outline=self._points.hull(area, self._rules.widened_km),
            approximate=True,
        )
        return self.made.setdefault(area.id, place)
