"""Places from GeoJSON: areas as drawn, every fault with its place."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from shapely import Point

from truceline.exchange.geojson import BY_USUAL_NAMES, PlaceFields, read_places
from truceline.testimony.register import Alias, Place, PlaceKind
from truceline.values.doubt import Truth
from truceline.values.problems import Problems
from truceline.values.where import may_lie_inside, read_outline

SQUARE = [[[36, 33], [37, 33], [37, 34.12345678], [36, 34], [36, 33]]]


def feature(properties: Any, geometry: Any = None) -> dict[str, Any]:
    area = {"type": "Polygon", "coordinates": SQUARE} if geometry is None else geometry
    return {"type": "Feature", "properties": properties, "geometry": area}


def collection(*features: Any, **members: Any) -> str:
    return json.dumps(
        {"type": "FeatureCollection", "features": list(features), **members}, ensure_ascii=False
    )


def read(
    text: str, *, fields: PlaceFields = BY_USUAL_NAMES, known: dict[str, str] | None = None
) -> tuple[Place, ...]:
    return read_places(text, "f.geojson", fields=fields, known=known or {}).places


def codes(text: str, fields: PlaceFields = BY_USUAL_NAMES) -> list[tuple[str, str]]:
    with pytest.raises(Problems) as refusal:
        read(text, fields=fields)
    return [(problem.code, problem.path) for problem in refusal.value.problems]


def test_an_area_keeps_its_digits_to_seven_decimals() -> None:
    (place,) = read(collection(feature({"id": "A1", "name": "Area"})))
    assert place.outline == "POLYGON ((36 33, 37 33, 37 34.1234568, 36 34, 36 33))"
    assert (place.id, place.name, place.kind) == ("a1", "Area", PlaceKind.OTHER)
    assert place.aliases == (Alias("A1", None, None),)


def test_the_user_may_say_which_properties_hold_what() -> None:
    fields = PlaceFields(id="code", name="label", kind=PlaceKind.ZONE)
    (place,) = read(collection(feature({"code": 7, "label": " The zone ", "id": "x"})), fields=fields)
    assert (place.id, place.name, place.kind) == ("7", "The zone", PlaceKind.ZONE)


def test_a_point_becomes_a_position_and_parts_a_multipolygon() -> None:
    point = feature({"id": "p", "name": "P"}, {"type": "Point", "coordinates": [36.5, 33.25, 600]})
    second = [[[38, 33], [39, 33], [39, 34], [38, 33]]]
    parts = feature({"id": "m", "name": "M"}, {"type": "MultiPolygon", "coordinates": [SQUARE, second]})
    spot, area = read(collection(point, parts))
    assert (spot.position, spot.outline) == ("33.25, 36.5", None)
    assert area.outline is not None
    assert area.outline.startswith("MULTIPOLYGON (((36 33,")


def test_p_codes_names_and_levels_of_common_operational_data_are_taken_over() -> None:
    old = feature(
        {
            "PCODE": "SY0100",
            "NAME_EN": "Damascus",
            "NAME_AR": "دمشق",
            "ADM1_PCODE": "SY01",
            "ADM0_PCODE": "SY",
        }
    )
    new = feature({"ADM1_PCODE": "SY01", "ADM1_EN": "Damascus", "ADM1_AR": "دمشق", "ADM0_PCODE": "SY"})
    country = feature({"PCODE": "SY", "NAME_EN": "Syria"})
    district, governorate, top = read(collection(old, new, country))
    assert (district.id, district.kind, district.part_of) == ("sy0100", PlaceKind.DISTRICT, ("sy01",))
    assert (governorate.id, governorate.kind, governorate.part_of) == ("sy01", PlaceKind.GOVERNORATE, ("sy",))
    assert (top.kind, top.part_of, top.note) == (PlaceKind.COUNTRY, (), "")
    assert district.aliases == (
        Alias("SY0100", None, None),
        Alias("دمشق", "ar", None),
    )


def test_a_parent_is_found_in_the_register_or_named_in_the_note() -> None:
    text = collection(feature({"PCODE": "SY0100", "NAME_EN": "D", "ADM1_PCODE": "SY01", "ADM0_PCODE": "SY"}))
    (near,) = read(text, known={"SY01": "damascus-governorate", "SY": "syria"})
    assert (near.part_of, near.note) == (("damascus-governorate",), "")
    (far,) = read(text, known={"SY": "syria"})
    assert far.part_of == ("syria",)
    assert "SY01" in far.note
    (none,) = read(text)
    assert none.part_of == ()


def test_an_area_across_the_antimeridian_is_cut_in_two() -> None:
    ring = [[178, -18], [-178, -18], [-178, -16], [178, -16], [178, -18]]
    hole = [[179, -17.5], [-179, -17.5], [-179, -16.5], [179, -16.5], [179, -17.5]]
    text = collection(feature({"id": "f", "name": "F"}, {"type": "Polygon", "coordinates": [ring, hole]}))
    (place,) = read(text)
    area = read_outline(str(place.outline))
    assert area.area == pytest.approx(4 * 2 - 2 * 1)
    assert may_lie_inside(Point(178.5, -17), area) is Truth.YES
    assert may_lie_inside(Point(-178.5, -17), area) is Truth.YES
    assert may_lie_inside(Point(179.5, -17), area) is Truth.NO
    assert may_lie_inside(Point(0, -17), area) is Truth.NO


def test_every_fault_of_a_file_is_told_at_once() -> None:
    fine = {"id": "a", "name": "A"}
    ring = {"type": "Polygon", "coordinates": [[[36, 33], [37, 33], [37, 34], [36, 34]]]}
    bow = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
    bow_across = {"type": "Polygon", "coordinates": [[[179, 0], [-179, 1], [-179, 0], [179, 1], [179, 0]]]}
    off = {"type": "Polygon", "coordinates": [[[36, 33], [37, 133], [37, "34"], [36, 1e9], [36, 33]]]}
    text = collection(
        feature(fine),
        feature(fine),
        feature({"id": "b"}),
        feature({"name": "C", "id": ""}),
        feature({"id": "é", "name": "D"}),
        feature({"id": "e", "name": "E"}, {"type": "LineString", "coordinates": []}),
        feature({"id": "f", "name": "F"}, ring),
        feature({"id": "g", "name": "G"}, bow),
        feature({"id": "h", "name": "H"}, off),
        feature({"id": "i", "name": "I"}, {"type": "Polygon", "coordinates": []}),
        feature({"id": "j", "name": "J"}, {"type": "Polygon", "coordinates": [3]}),
        feature({"id": "k", "name": "K"}, {"type": "Point", "coordinates": [36]}),
        feature({"id": "l", "name": "L"}, {"type": "MultiPolygon", "coordinates": [3, []]}),
        feature({"id": "m", "name": "M"}, bow_across),
        feature({"id": "n", "name": "N"}, {"type": "Polygon", "coordinates": 3}),
        feature(None),
        "feature",
    )
    found = [(code, path.removeprefix("features")) for code, path in codes(text)]
    assert found == [
        ("handle.duplicate", "[1]"),
        ("geojson.name", "[2].properties"),
        ("geojson.name", "[3].properties.id"),
        ("id.spelling", "[4].properties.id"),
        ("geojson.geometry", "[5].geometry"),
        ("geojson.ring", "[6].geometry.coordinates[0]"),
        ("place.outline", "[7].geometry.coordinates"),
        ("place.position", "[8].geometry.coordinates[0][1]"),
        ("place.position", "[8].geometry.coordinates[0][2]"),
        ("place.position", "[8].geometry.coordinates[0][3]"),
        ("geojson.ring", "[9].geometry.coordinates"),
        ("geojson.ring", "[10].geometry.coordinates[0]"),
        ("place.position", "[11].geometry.coordinates"),
        ("geojson.ring", "[12].geometry.coordinates[0]"),
        ("geojson.ring", "[12].geometry.coordinates[1]"),
        ("place.outline", "[13].geometry.coordinates"),
        ("geojson.geometry", "[14].geometry"),
        ("input.type", "[15]"),
        ("input.type", "[16]"),
    ]


def test_what_is_no_collection_or_not_in_degrees_is_refused() -> None:
    assert codes('{"type": "Feature"}') == [("geojson.collection", "")]
    assert codes('{"type": "FeatureCollection", "features": 3}') == [("geojson.collection", "")]
    utm = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32637"}}
    assert codes(collection(crs=utm)) == [("geojson.crs", "crs")]
    wgs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert read(collection(crs=wgs)) == ()


@pytest.mark.real_data
def test_the_governorates_and_districts_of_the_published_set_come_out(real_data: Path) -> None:
    folder = real_data / "syria_admin_cod"
    known: dict[str, str] = {}
    counts: dict[str, Counter[PlaceKind]] = {}
    for name in ("syr_admin0", "syr_admin1", "syr_admin2", "city_neighbourhoods"):
        places = read((folder / f"{name}.geojson").read_text("utf-8"), known=known)
        known |= {alias.text: place.id for place in places for alias in place.aliases}
        counts[name] = Counter(place.kind for place in places)
        if name in ("syr_admin1", "syr_admin2"):
            assert all(len(place.part_of) == 1 and place.note == "" for place in places)
            assert all(place.aliases[0].text == place.id.upper() for place in places)
            assert all(
                any("\u0600" <= letter <= "\u06ff" for letter in place.aliases[1].text) for place in places
            )
    assert counts == {
        "syr_admin0": {PlaceKind.COUNTRY: 1},
        "syr_admin1": {PlaceKind.GOVERNORATE: 14},
        "syr_admin2": {PlaceKind.DISTRICT: 62},
        "city_neighbourhoods": {PlaceKind.NEIGHBOURHOOD: 414},
    }
