"""Locations, areas, and what lies in what."""

from itertools import pairwise

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from truceline.values.doubt import Truth
from truceline.values.problems import ValueProblem
from truceline.values.where import (
    Extent,
    Location,
    Spot,
    disc,
    may_lie_inside,
    metres_between,
    read_outline,
    read_position,
    widened,
)

SQUARE = Polygon([(36, 33), (37, 33), (37, 34), (36, 34)])


@pytest.mark.parametrize(
    ("text", "spot"),
    [
        ("damascus", Spot(place="damascus", position=None, extent=Extent.WHOLE, km=0)),
        ("part of aleppo", Spot(place="aleppo", position=None, extent=Extent.PART, km=0)),
        ("near jableh", Spot(place="jableh", position=None, extent=Extent.NEAR, km=5)),
        ("within 20 km of homs", Spot(place="homs", position=None, extent=Extent.NEAR, km=20)),
        ("@35.36, 35.92 ~3 km", Spot(place=None, position="35.36, 35.92", extent=Extent.WHOLE, km=3)),
        ("@35.36, 35.92", Spot(place=None, position="35.36, 35.92", extent=Extent.WHOLE, km=1)),
        ("@-35.360,35 ~0 km", Spot(place=None, position="-35.360,35", extent=Extent.WHOLE, km=0)),
        ("near", Spot(place="near", position=None, extent=Extent.WHOLE, km=0)),
    ],
)
def test_each_short_form_says_one_spot_and_prints_back(text: str, spot: Spot) -> None:
    assert Spot.parse(text) == spot
    assert Spot.parse(str(spot)) == spot


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("North Aleppo", "id.spelling"),
        ("near", None),
        ("near ", None),
        ("within 5 km of A", "id.spelling"),
        ("@95.0, 35.0", "place.position"),
        ("@35.36", "id.spelling"),
    ],
)
def test_what_names_no_spot_is_refused(text: str, code: str | None) -> None:
    if code is None:
        assert Spot.parse(text).place == "near"
        return
    with pytest.raises(ValueProblem) as refusal:
        Spot.parse(text)
    assert refusal.value.problem.code == code


def test_a_spot_is_a_place_or_a_position_never_both_or_neither() -> None:
    for place, position in ((None, None), ("homs", "35, 36")):
        with pytest.raises(ValueProblem) as refusal:
            Spot(place=place, position=position, extent=Extent.WHOLE, km=0)
        assert refusal.value.problem.code == "place.one_of"


def test_a_distance_is_never_negative() -> None:
    with pytest.raises(ValueProblem) as refusal:
        Spot(place="homs", position=None, extent=Extent.NEAR, km=-1)
    assert refusal.value.problem.code == "place.distance"


def test_alternatives_stand_between_bars() -> None:
    location = Location.parse("near jableh | part of tartus")
    assert len(location.alternatives) == 2
    assert str(location) == "within 5 km of jableh | part of tartus"
    assert Location.parse(str(location)) == location


def test_a_location_without_a_spot_is_refused() -> None:
    with pytest.raises(ValueProblem) as refusal:
        Location(alternatives=(), words="somewhere")
    assert refusal.value.problem.code == "place.empty"


def test_a_position_is_plain_decimal_degrees() -> None:
    assert read_position(" 35.36 , -35.92 ") == (35.36, -35.92)
    for wrong in ("35.36", "1_0, 5", "35,36,37", "nan, 5", "٣٥, ٣٦", "91, 0", "0, 181", "1e1, 2"):
        with pytest.raises(ValueProblem) as refusal:
            read_position(wrong)
        assert refusal.value.problem.code == "place.position"


@pytest.mark.parametrize(
    "wkt", ["", "POLYGON ((0 0, 1 1", "POLYGON EMPTY", "POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))"]
)
def test_an_outline_that_is_no_shape_is_refused(wkt: str) -> None:
    with pytest.raises(ValueProblem) as refusal:
        read_outline(wkt)
    assert refusal.value.problem.code == "place.outline"


def test_an_outline_has_vertices_every_quarter_degree() -> None:
    outline = read_outline("POLYGON ((36 33, 38 33, 38 34, 36 34, 36 33))")
    assert outline.equals(shapely.box(36, 33, 38, 34))
    assert shapely.get_num_coordinates(outline) == 25


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(0.0, 0.0), (35.36, 35.92), (60.0, 30.0), (-45.0, 170.0)]
)
@pytest.mark.parametrize("km", [1, 25, 50])
def test_a_disc_has_its_radius_within_a_tenth_of_a_percent(
    latitude: float, longitude: float, km: int
) -> None:
    geod = Geod(ellps="WGS84")
    corners = list(disc(latitude, longitude, km).exterior.coords)
    middles = [((x + u) / 2, (y + v) / 2) for (x, y), (u, v) in pairwise(corners)]
    for x, y in (*corners, *middles):
        _, _, metres = geod.inv(longitude, latitude, x, y)
        assert metres == pytest.approx(km * 1000, rel=0.001)


def assert_holds_what_is_within(latitude: float, longitude: float, km: int, others: list[tuple[float, float]]) -> None:  # fmt: skip
    found = disc(latitude, longitude, km)
    assert found.is_valid
    west, south, east, north = found.bounds
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90
    for north_of, east_of in others:
        metres = metres_between((longitude, latitude), (east_of, north_of))
        if abs(metres / 1000 - km) > 0.02 * km:
            inside = found.intersects(Point(east_of, north_of))
            assert inside == (metres < km * 1000), (north_of, east_of, metres)


_EVERYWHERE = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


_NEARBY = st.tuples(st.floats(-2, 2), st.floats(-2, 2))


@given(
    st.floats(-75, 75), st.floats(-180, 180) | st.floats(178, 180) | st.floats(-180, -178), st.integers(1, 200),
    st.lists(_EVERYWHERE, max_size=5), st.lists(_NEARBY, max_size=20),
)  # fmt: skip
def test_a_disc_holds_what_is_within_its_radius_anywhere_on_earth(
    latitude: float,
    longitude: float,
    km: int,
    far: list[tuple[float, float]],
    near: list[tuple[float, float]],
) -> None:
    others = [(latitude + y * km / 111, longitude + x * km / 111) for y, x in near]
    folded = [(y, (x + 180) % 360 - 180) for y, x in others]
    assert_holds_what_is_within(latitude, longitude, km, [*far, *folded])


@pytest.mark.parametrize(
    ("latitude", "longitude", "km"),
    [(34.75, 179.95, 30), (34.75, -179.99, 40), (0, 180, 100), (0, -180, 100), (-17.7, 178, 400), (66, 179, 900),
     (89, 10, 200), (-89.5, -170, 500), (90, 0, 50), (40, 20, 9000), (0, 0, 12000), (51, 179, 15000), (10, 10, 10**6)],
)  # fmt: skip
def test_a_disc_over_the_antimeridian_or_a_pole_is_cut_there(latitude: float, longitude: float, km: int) -> None:  # fmt: skip
    grid = [(float(y), float(x)) for y in range(-90, 91, 5) for x in range(-180, 181, 5)]
    near = [(latitude + 0.01 * y * min(km, 500) / 10, longitude + 0.01 * x * min(km, 500) / 10)
            for y in range(-12, 13) for x in range(-12, 13)]  # fmt: skip
    near = [(y, (x + 180) % 360 - 180) for y, x in near if abs(y) <= 90]
    assert_holds_what_is_within(latitude, longitude, km, grid + near)


def test_widening_a_point_is_a_disc_near_enough() -> None:
    grown = widened(Point(35.92, 35.36), 25)
    exact = disc(35.36, 35.92, 25)
    assert grown.symmetric_difference(exact).area < 0.01 * exact.area


def test_widening_moves_an_edge_by_the_distance() -> None:
    grown = widened(SQUARE, 10)
    geod = Geod(ellps="WGS84")
    _, south, _, _ = grown.bounds
    _, _, metres = geod.inv(36.5, south, 36.5, 33)
    assert metres == pytest.approx(10_000, rel=0.005)
    assert grown.covers(SQUARE)


@pytest.mark.parametrize(
    ("region", "answer"),
    [
        (Point(36.5, 33.5), Truth.YES),
        (Point(36, 33.5), Truth.UNKNOWN),
        (Point(36, 33), Truth.UNKNOWN),
        (Point(35.9, 33.5), Truth.NO),
        (shapely.box(36.2, 33.2, 36.8, 33.8), Truth.YES),
        (SQUARE, Truth.YES),
        (shapely.box(36.5, 33.5, 37.5, 33.8), Truth.UNKNOWN),
        (shapely.box(38, 33, 39, 34), Truth.NO),
        (LineString([(36, 33), (36, 34)]), Truth.UNKNOWN),
        (shapely.box(35, 33, 36, 34), Truth.UNKNOWN),
    ],
)
def test_a_region_is_inside_outside_or_unknown(region: BaseGeometry, answer: Truth) -> None:
    assert may_lie_inside(region, SQUARE) is answer
