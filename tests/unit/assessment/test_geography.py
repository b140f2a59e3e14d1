"""Places: what lies in what, by statement first and by geometry second (semantics 6, *where*; ruling 9)."""

from typing import Any

import pytest
from tests.world import World

from truceline.agreement.terms import Zone
from truceline.assessment.evidence import gather
from truceline.assessment.geography import Geography
from truceline.values.doubt import Truth
from truceline.values.where import Location, Spot

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


def geography(**places: dict[str, Any]) -> Geography:
    """The world's places and some more: a land of two by two degrees, a zone and villages in it."""
    world = World()
    for name, more in places.items():
        world.place(name.replace("_", "-"), **{"kind": "village", **more})
    return Geography(gather(world.snapshot()).snapshot.places)


def inside(where: str, area: str, *, within_km: int | None = None, places: Geography | None = None) -> Truth:
    return (places or geography()).may_be_in(Location.parse(where), Zone(area, within_km))


@pytest.mark.parametrize(
    ("where", "area", "expected"),
    [
        ("zone", "zone", YES),
        ("part of zone", "zone", YES),
        ("inner", "zone", YES),
        ("outer", "zone", NO),
        ("edge", "zone", UNKNOWN),
        ("land", "zone", UNKNOWN),
        ("inner", "land", YES),
        ("near inner", "zone", YES),
        ("within 300 km of inner", "zone", UNKNOWN),
        ("near outer", "zone", NO),
        ("@34.75, 36.75", "zone", YES),
        ("@34.75, 36.75 ~90 km", "zone", UNKNOWN),
        ("@34.75, 37.0 ~0 km", "zone", UNKNOWN),
        ("@34.75, 37.2 ~0 km", "zone", NO),
        ("nowhere-known", "zone", UNKNOWN),
        ("inner", "nowhere-known", UNKNOWN),
        ("near nowhere-known", "zone", UNKNOWN),
        ("elsewhere", "zone", UNKNOWN),
        ("inner | part of zone", "zone", YES),
        ("inner | outer", "zone", UNKNOWN),
        ("outer | @34.75, 37.2 ~0 km", "zone", NO),
    ],
)
def test_whether_a_place_lies_in_an_area(where: str, area: str, expected: Truth) -> None:
    assert inside(where, area) is expected


def test_an_answer_once_found_is_remembered() -> None:
    places = geography()
    assert [inside("inner", "zone", places=places) for _ in range(2)] == [YES, YES]


def test_a_place_said_to_be_part_of_the_area_needs_no_geometry() -> None:
    places = geography(quarter={"part-of": ["zone"]}, house={"part-of": ["quarter"]})
    assert inside("house", "zone", places=places) is YES
    assert places.wholes_of("house") == ("house", "quarter", "zone")
    assert places.wholes_of("unheard-of") == ("unheard-of",)


def test_near_a_place_nobody_locates_is_somewhere_in_what_that_is_part_of() -> None:
    places = geography(hamlet={"part-of": ["land"]})
    assert inside("near hamlet", "land", places=places) is YES
    assert inside("near hamlet", "hamlet", places=places) is UNKNOWN
    assert inside("near hamlet", "zone", places=places) is UNKNOWN


def test_an_area_nobody_draws_holds_only_what_is_said_to_be_part_of_it() -> None:
    places = geography(pocket={"part-of": ["zone"]}, house={"part-of": ["pocket"]})
    answers = [inside(name, "pocket", places=places) for name in ("house", "inner", "outer")]
    assert answers == [YES, UNKNOWN, NO]


def test_another_country_settles_it_without_geometry() -> None:
    assert inside("abroad", "land") is NO
    places = geography(border={"part-of": ["elsewhere"], "position": "35, 37.99"})
    assert inside("border", "land", places=places) is NO
    assert inside("near border", "land", places=places) is UNKNOWN


def test_a_country_says_nothing_of_all_within_a_distance() -> None:
    places = geography(border={"part-of": ["elsewhere"], "position": "35, 38.01"})
    assert inside("border", "land", within_km=20, places=places) is YES
    assert inside("outer", "inner", within_km=20) is NO
    assert inside("inner", "inner", within_km=20) is YES
    assert inside("inner", "nowhere-known", within_km=20) is UNKNOWN


def test_a_settlement_without_an_outline_is_a_disc_by_its_kind_and_never_a_point() -> None:
    places = geography(
        hut={"position": "34.75, 36.995", "kind": "village"},
        plant={"position": "34.75, 36.995", "kind": "facility"},
        camp={"position": "34.75, 36.995", "kind": "facility", "km": 3},
    )
    answers = [inside(name, "zone", places=places) for name in ("hut", "plant", "camp")]
    assert answers == [UNKNOWN, YES, UNKNOWN]


def test_a_place_without_a_shape_lies_somewhere_in_the_smallest_it_is_part_of() -> None:
    places = geography(quarter={"part-of": ["land", "zone"]}, corner={"part-of": ["quarter"]})
    whole = places.region_of(Spot.parse("corner"))
    assert whole is not None
    assert whole.equals(places.region_of(Spot.parse("zone")))


def test_a_region_is_clipped_to_what_it_is_part_of_and_never_to_nothing() -> None:
    places = geography(
        shore={"kind": "city", "position": "35, 38", "part-of": ["land"]},
        offshore={"kind": "village", "position": "35, 38.5", "part-of": ["land"]},
    )
    shore, land = places.region_of(Spot.parse("shore")), places.region_of(Spot.parse("land"))
    assert shore is not None
    assert land is not None
    assert land.covers(shore)
    offshore = places.region_of(Spot.parse("offshore"))
    assert offshore is not None
    assert not offshore.is_empty


def test_a_circle_of_parts_is_followed_once() -> None:
    places = geography(one={"part-of": ["two"]}, two={"part-of": ["one"]})
    assert places.wholes_of("one") == ("one", "two")
    assert places.region_of(Spot.parse("one")) is None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("inner", "inner", True),
        ("inner", "zone", True),
        ("inner", "outer", False),
        ("inner | outer", "outer", True),
        ("nowhere-known", "inner", True),
    ],
)
def test_places_meet_unless_they_are_known_to_be_apart(one: str, other: str, *, expected: bool) -> None:
    assert geography().meet(Location.parse(one), Location.parse(other)) is expected
    assert geography().meet(Location.parse(other), Location.parse(one)) is expected


@pytest.mark.parametrize(
    ("whole", "part", "expected"),
    [
        ("inner", "inner", True),
        ("land", "inner", True),
        ("zone", "inner", True),
        ("inner", "zone", False),
        ("zone | outer", "inner", True),
        ("zone", "inner | outer", False),
        ("nowhere-known", "inner", False),
        ("zone", "nowhere-known", False),
        ("zone", "@34.75, 36.75", True),
        ("part of land", "outer", True),
        ("part of elsewhere", "abroad", False),
        ("elsewhere", "abroad", True),
        ("elsewhere", "near abroad", False),
    ],
)
def test_a_whole_covers_its_parts_by_statement_or_geometry(whole: str, part: str, *, expected: bool) -> None:
    assert geography().covers(Location.parse(whole), Location.parse(part)) is expected


def test_the_size_of_a_place_is_what_it_leaves_open() -> None:
    places = geography()
    sizes = [places.size(Location.parse(text)) for text in ("inner", "inner | outer", "zone", "land")]
    assert sizes == sorted(sizes)
    assert places.size(Location.parse("nowhere-known")) == float("inf")
