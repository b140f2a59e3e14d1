"""Places from GeoJSON (RFC 7946): areas and points, with their names in any language.

Files of OCHA's common operational data sets (COD-AB, old and new column names) need no
instructions: p-codes become ids and aliases, the administrative level the kind of place.
Altitudes are passed over. Numbers keep their digits up to seven decimals, about a centimetre.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

import shapely
from attrs import evolve, frozen
from shapely import Polygon

from truceline.testimony.batch import Batch
from truceline.testimony.register import Alias, Place, PlaceKind
from truceline.values.located import Located, problems_of, read_json
from truceline.values.problems import Problem, Problems, ValueProblem
from truceline.values.structure import Fault, Path
from truceline.values.where import read_outline, read_position
from truceline.values.who import check_id

_DECIMALS = Decimal("0.0000001")
_DEEPEST = 6
_LEVELS = (
    PlaceKind.COUNTRY,
    PlaceKind.GOVERNORATE,
    PlaceKind.DISTRICT,
    PlaceKind.SUBDISTRICT,
    PlaceKind.TOWN,
    PlaceKind.NEIGHBOURHOOD,
)
_WGS84 = re.compile(r"CRS84|4326")
_NAMES = ("NAME_EN", "name_en", "name", "NAME", "Name", "title")
_IDS = ("PCODE", "pcode", "id", "ID")
_RING = 4


@frozen
class PlaceFields:
    """Which properties hold a place's id and name, and its kind; None to go by the usual names."""

    id: str | None
    name: str | None
    kind: PlaceKind | None


BY_USUAL_NAMES = PlaceFields(id=None, name=None, kind=None)


def read_places(text: str, file: str, *, fields: PlaceFields, known: Mapping[str, str]) -> Batch:
    """The places of a FeatureCollection.

    ``known`` maps ids and aliases of places already in the register to their ids, so that a
    parent's p-code finds its place; a parent in neither the register nor the file is named in
    the note instead of ``part_of``.

    Raises:
        Problems: everything that is wrong with the file, each with its place in it.
    """
    located = read_json(text, file)
    faults = list(_of_collection(located))
    features = located.data.get("features")
    reader = _Reader(fields, faults)
    drafts: list[tuple[Place, tuple[str, ...]]] = []
    seen: set[str] = set()
    for number, feature in enumerate(features if isinstance(features, list) else []):
        path: Path = ("features", number)
        draft = reader.place(feature, path)
        if draft is not None and draft[0].id in seen:
            faults.append(Fault(path, Problem("handle.duplicate", draft[0].id)))
        elif draft is not None:
            drafts.append(draft)
            seen.add(draft[0].id)
    if faults:
        raise Problems(problems_of(located, faults))
    wholes = {**known, **{alias.text: place.id for place, _ in drafts for alias in place.aliases}}
    return Batch(places=tuple(_part_of(place, parents, wholes) for place, parents in drafts))


def _of_collection(located: Located) -> list[Fault]:
    data, faults = located.data, []
    if data.get("type") != "FeatureCollection" or not isinstance(data.get("features"), list):
        faults.append(Fault((), Problem("geojson.collection", repr(data.get("type")))))
    if "crs" in data and not _WGS84.search(str(data["crs"])):
        faults.append(Fault(("crs",), Problem("geojson.crs", str(data["crs"])[:80])))
    return faults


def _part_of(place: Place, parents: tuple[str, ...], wholes: Mapping[str, str]) -> Place:
    """The place, part of the nearest larger one that is known."""
    nearest = next((wholes[parent] for parent in parents if parent in wholes), None)
    unknown = [parent for parent in parents[:1] if parent not in wholes]
    note = f"in the file part of {unknown[0]}, which was not loaded" if unknown else ""
    return evolve(place, part_of=(nearest,) if nearest else (), note=note)


@frozen
class _Reader:
    fields: PlaceFields
    faults: list[Fault]

    def place(self, feature: Any, path: Path) -> tuple[Place, tuple[str, ...]] | None:
        """A place and the codes of the larger ones it is part of, nearest first."""
        properties = feature.get("properties") if isinstance(feature, dict) else None
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        at = (*path, "properties")
        if not isinstance(properties, dict):
            self._note(path, "input.type", f"{feature!r:.80}, where a feature with properties is wanted")
            return None
        level, parents = _level(properties)
        code = self._text(properties, (self.fields.id, _IDS, level, "PCODE"), at)
        name = self._text(properties, (self.fields.name, _NAMES, level, "EN"), at)
        found = self._geometry(geometry, (*path, "geometry"))
        if not (code and name and found):
            return None
        place = Place(
            id=code.lower(),
            name=name,
            aliases=_aliases(properties, code, level),
            kind=self.fields.kind
            or (PlaceKind.OTHER if level is None else _LEVELS[min(level, len(_LEVELS) - 1)]),
            part_of=(),
            outline=found[0],
            position=found[1],
            km=None,
            approximate=False,
            stated_in="",
            note="",
        )
        return place, parents

    def _text(self, properties: dict[str, Any], where: tuple[Any, ...], path: Path) -> str | None:
        """The text of the property asked for, or of the first usual one that has any."""
        asked, usual, level, suffix = where
        deepest = () if level is None else (f"ADM{level}_{suffix}", f"adm{level}_{suffix.lower()}")
        names = (asked,) if asked else (*usual, *deepest)
        text = next((str(properties[name]).strip() for name in names if properties.get(name)), "")
        key = next((name for name in names if name in properties), None)
        at = path if key is None else (*path, key)
        if not text:
            self._note(at, "geojson.name", " or ".join(names))
            return None
        if suffix == "PCODE":
            return text if self._tried(lambda: check_id(text.lower()), at) else None
        return text

    def _geometry(self, geometry: Any, path: Path) -> tuple[str | None, str | None] | None:
        """(outline, position) of a geometry."""
        kind = geometry.get("type") if isinstance(geometry, dict) else None
        coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
        at = (*path, "coordinates")
        if kind == "Point" and (pair := self._position(coordinates, at)):
            return None, f"{pair[1]}, {pair[0]}"
        if kind not in ("Polygon", "MultiPolygon") or not isinstance(coordinates, list):
            if kind != "Point":
                self._note(path, "geojson.geometry", f"{kind!r}")
            return None
        parts = [coordinates] if kind == "Polygon" else coordinates
        before = len(self.faults)
        polygons = [
            self._polygon(part, at if kind == "Polygon" else (*at, number))
            for number, part in enumerate(parts)
        ]
        if len(self.faults) > before:
            return None
        outline = self._tried(lambda: _outline(polygons), at)
        return None if outline is None else (outline, None)

    def _polygon(self, rings: Any, path: Path) -> list[list[tuple[str, str]]]:
        if not isinstance(rings, list) or not rings:
            self._note(path, "geojson.ring", f"{rings!r:.80}")
            return []
        return [self._ring(ring, (*path, number)) for number, ring in enumerate(rings)]

    def _ring(self, ring: Any, path: Path) -> list[tuple[str, str]]:
        if not isinstance(ring, list) or len(ring) < _RING or ring[0] != ring[-1]:
            self._note(path, "geojson.ring", f"{ring!r:.80}")
            return []
        pairs = [self._position(pair, (*path, number)) for number, pair in enumerate(ring)]
        return [pair for pair in pairs if pair is not None]

    def _position(self, pair: Any, path: Path) -> tuple[str, str] | None:
        """(longitude, latitude) as text."""
        numbers = pair[:2] if isinstance(pair, list) else []
        if len(numbers) < 2 or not all(type(number) in (int, Decimal) for number in numbers):  # noqa: PLR2004 - a pair
            self._note(path, "place.position", f"{pair!r:.80}")
            return None
        longitude, latitude = (_digits(number) for number in numbers)
        if self._tried(lambda: read_position(f"{latitude}, {longitude}"), path) is None:
            return None
        return longitude, latitude

    def _tried(self, read: Any, path: Path) -> Any:
        try:
            return read()
        except ValueProblem as error:
            self.faults.append(Fault(path, error.problem))
            return None

    def _note(self, path: Path, code: str, value: str) -> None:
        self.faults.append(Fault(path, Problem(code, value)))


def _level(properties: dict[str, Any]) -> tuple[int | None, tuple[str, ...]]:
    """The administrative level of a feature and the p-codes above it, nearest first."""
    upper = {key.upper(): value for key, value in properties.items()}
    codes = {level: str(upper[key]) for level in range(_DEEPEST) if upper.get(key := f"ADM{level}_PCODE")}
    deepest = max(codes, default=None)
    own = "PCODE" in upper
    if deepest is None:
        return (0 if own else None), ()
    above = tuple(code for level, code in sorted(codes.items(), reverse=True) if own or level < deepest)
    return (deepest + 1 if own else deepest), above


def _aliases(properties: dict[str, Any], code: str, level: int | None) -> tuple[Alias, ...]:
    """The p-code, and the names in the languages of the file."""
    aliases = [Alias(text=code, language=None, used=None)]
    for language in ("AR", "FR", "RU", "UK", "ES", "TR"):
        keys = (f"NAME_{language}", f"name_{language.lower()}", f"ADM{level}_{language}")
        text = next((str(properties[key]).strip() for key in keys if properties.get(key)), "")
        if text:
            aliases.append(Alias(text=text, language=language.lower(), used=None))
    return tuple(aliases)


def _digits(number: int | Decimal) -> str:
    """A number in plain digits, at most seven of them after the point."""
    exact = Decimal(number)
    if not exact.is_finite() or abs(exact) > 1000:  # noqa: PLR2004 - refused as off the globe by the reader
        return "1000"
    shorter = exact.quantize(_DECIMALS)
    return f"{shorter if shorter != exact else exact:f}"


def _outline(polygons: list[list[list[tuple[str, str]]]]) -> str:
    """WKT of the polygons, cut where they cross the antimeridian."""
    crossing = [any(_crosses(ring) for ring in rings) for rings in polygons]
    texts = [_text_of(rings) for rings, crosses in zip(polygons, crossing, strict=True) if not crosses]
    for rings, crosses in zip(polygons, crossing, strict=True):
        texts += _cut(rings) if crosses else []
    wkt = f"POLYGON {texts[0]}" if len(texts) == 1 else f"MULTIPOLYGON ({', '.join(texts)})"
    read_outline(wkt)
    return wkt


def _text_of(rings: list[list[tuple[str, str]]]) -> str:
    return "(" + ", ".join("(" + ", ".join(" ".join(pair) for pair in ring) + ")" for ring in rings) + ")"


def _crosses(ring: list[tuple[str, str]]) -> bool:
    longitudes = [float(longitude) for longitude, _ in ring]
    return any(abs(one - other) > 180 for one, other in pairwise(longitudes))  # noqa: PLR2004 - half way round


def _cut(rings: list[list[tuple[str, str]]]) -> list[str]:
    """The parts of a polygon on either side of the 180th meridian."""
    eastward = [[(float(x) % 360, float(y)) for x, y in ring] for ring in rings]
    whole = Polygon(eastward[0], eastward[1:])
    if not whole.is_valid:
        raise ValueProblem("place.outline", _text_of(rings)[:80])
    near = shapely.intersection(whole, shapely.box(0, -90, 180, 90))
    far = shapely.transform(
        shapely.intersection(whole, shapely.box(180, -90, 360, 90)), lambda xy: xy - [360, 0]
    )
    parts = [part for side in (near, far) for part in shapely.get_parts(side) if isinstance(part, Polygon)]
    return [_text_of([_pairs(part.exterior), *map(_pairs, part.interiors)]) for part in parts]


def _pairs(ring: Any) -> list[tuple[str, str]]:
    return [(_digits(Decimal(repr(x))), _digits(Decimal(repr(y)))) for x, y in ring.coords]
