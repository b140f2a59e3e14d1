"""Where a row was: each precision code as a place with its uncertainty."""

import pytest
from shapely import Point
from tests.unit.exchange.ucdp_samples import (
    coded,
    coded_row,
    event_of,
    made_place,
    place,
    place_of,
    register,
    small,
)

from truceline.exchange.ucdp.names import fold_area, fold_name, slug
from truceline.testimony.register import Alias, Place, PlaceKind
from truceline.values.where import read_outline

URUGUAY = place("uy", "Uruguay", PlaceKind.COUNTRY)
SQUARE = "POLYGON ((-56 -33, -55 -33, -55 -32, -56 -32, -56 -33))"


def shape(place: Place) -> tuple[PlaceKind, str | None, int | None]:
    return place.kind, place.position, place.km


def test_an_exact_place_is_the_whole_settlement() -> None:
    found = made_place(coded(small()), 1001)

    assert shape(found) == (PlaceKind.VILLAGE, "-32.5, -55.5", None)
    assert found.part_of == ("ucdp:uruguay.inventado-department.norte-district", "uruguay")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Arroyo village", PlaceKind.VILLAGE),
        ("Arroyo town", PlaceKind.TOWN),
        ("Arroyo suburb", PlaceKind.TOWN),
        ("Arroyo city", PlaceKind.CITY),
        ("Inventado town", PlaceKind.GOVERNORATE_CAPITAL),
        ("Inventado city", PlaceKind.GOVERNORATE_CAPITAL),
        ("Arroyo town (the Old)", PlaceKind.TOWN),
        ("Northern Inventado Governorate", PlaceKind.REGION),
    ],
)
def test_the_name_tells_the_kind_of_settlement(name: str, kind: PlaceKind) -> None:
    assert made_place(coded_row(where_coordinates=name), 1001).kind is kind


def test_a_feature_without_a_kind_is_as_large_as_a_locality_never_a_point() -> None:
    assert shape(made_place(coded_row(where_coordinates="Inventado hill"), 1001)) == (
        PlaceKind.OTHER,
        "-32.5, -55.5",
        3,
    )


def test_a_place_without_a_name_goes_by_its_position() -> None:
    assert made_place(coded_row(where_coordinates=None), 1001).name == "-32.5, -55.5"


def test_near_a_place_is_a_disc_in_the_country_and_in_no_district() -> None:
    found = made_place(coded(small()), 1003)

    assert (found.km, found.part_of) == (25, ("uruguay",))


def test_an_area_not_loaded_is_drawn_round_its_precisely_located_rows_and_marked() -> None:
    batch = coded(small())
    district = made_place(batch, 1004)
    region = next(each for each in batch.places if each.id == "ucdp:uruguay.inventado-department")

    assert district.id == "ucdp:uruguay.inventado-department.norte-district"
    assert district.approximate
    assert district.part_of == (region.id, "uruguay")
    outline = read_outline(str(district.outline))
    assert all(outline.contains(Point(x, y)) for x, y in ((-55.5, -32.5), (-55.6, -32.6), (-55.4, -32.7)))
    assert place_of(batch, 1005) == region.id


def test_an_area_with_no_row_to_draw_it_from_is_left_undrawn() -> None:
    batch = coded_row(where_prec="3")

    assert made_place(batch, 1001).outline is None


def test_an_area_without_a_name_is_a_wide_disc() -> None:
    assert made_place(coded_row(where_prec="4", adm_1=None), 1001).km == 50
    assert made_place(coded_row(where_prec="3", adm_1=None, adm_2=None), 1001).km == 50


def test_a_second_level_area_without_its_name_is_the_first_level_one() -> None:
    assert place_of(coded_row(where_prec="3", adm_2=None), 1001) == "ucdp:uruguay.inventado-department"


def test_a_second_level_area_may_lack_its_first() -> None:
    found = made_place(coded_row(where_prec="3", adm_1=None), 1001)

    assert (found.id, found.part_of) == ("ucdp:uruguay.norte-district", ("uruguay",))


def test_a_line_or_fuzzy_area_is_a_wide_disc_within_its_first_level_area() -> None:
    found = made_place(coded(small()), 1006)

    assert (found.km, found.part_of) == (50, ("ucdp:uruguay.inventado-department", "uruguay"))


def test_an_exact_place_without_an_area_is_in_the_country() -> None:
    assert made_place(coded_row(adm_1=None), 1001).part_of == ("uruguay",)


def test_the_country_is_the_country() -> None:
    assert place_of(coded(small()), 1007) == "uruguay"
    assert place_of(coded(small(), register(places=(URUGUAY,))), 1007) == "uy"


def test_the_high_seas_are_no_place() -> None:
    assert event_of(coded(small()), 1008).place is None


def test_a_country_is_found_by_the_name_without_its_former_one() -> None:
    yemen = place("yemen-republic", "Yemen", PlaceKind.COUNTRY)

    batch = coded_row(register(places=(yemen,)), where_prec="6", country="Yemen (North Yemen)")

    assert place_of(batch, 1001) == "yemen-republic"


def test_a_country_whose_id_is_taken_by_another_kind_is_not_made_again() -> None:
    odd = place("uruguay", "Some ranch", PlaceKind.FACILITY)

    assert "uruguay" not in {each.id for each in coded(small(), register(places=(odd,))).places}


def test_the_users_area_of_that_name_is_taken() -> None:
    mine = place("inventado", "Inventado", PlaceKind.GOVERNORATE, part_of=("uy",), outline=SQUARE)

    batch = coded(small(), register(places=(URUGUAY, mine)))

    assert place_of(batch, 1005) == "inventado"
    assert "ucdp:uruguay.inventado-department" not in {each.id for each in batch.places}


def test_the_users_area_that_says_no_country_is_put_in_it_by_a_place_of_both() -> None:
    mine = place("inventado", "Inventado", PlaceKind.GOVERNORATE, outline=SQUARE)

    batch = coded(small(), register(places=(URUGUAY, mine)))

    assert made_place(batch, 1005).part_of == ("inventado", "uy")


def test_an_area_of_that_name_in_another_country_is_not_taken() -> None:
    elsewhere = place("elsewhere", "Elsewhere", PlaceKind.COUNTRY)
    theirs = place("theirs", "Inventado", PlaceKind.GOVERNORATE, part_of=("between",))
    between = place("between", "Between", PlaceKind.OTHER, part_of=("elsewhere", "not-registered"))

    batch = coded(small(), register(places=(URUGUAY, elsewhere, theirs, between)))

    assert place_of(batch, 1005) == "ucdp:uruguay.inventado-department"


def test_an_area_of_that_name_on_another_level_is_not_taken() -> None:
    other = place("other", "Inventado", PlaceKind.DISTRICT, part_of=("uy",))

    assert (
        place_of(coded(small(), register(places=(URUGUAY, other))), 1005)
        == "ucdp:uruguay.inventado-department"
    )


def test_the_codebook_knows_other_spellings_of_an_area() -> None:
    mine = place("rural-damascus", "Rural Damascus", PlaceKind.GOVERNORATE, part_of=("syria",))
    syria = place("syria", "Syria", PlaceKind.COUNTRY)

    batch = coded_row(
        register(places=(syria, mine)),
        where_prec="4",
        country="Syria",
        adm_1="Rif Dimashq Governorate",
        adm_2=None,
    )

    assert place_of(batch, 1001) == "rural-damascus"


def test_the_users_settlement_of_that_name_and_position_is_taken() -> None:
    near = place("arroyo", "Arroyo Inventado", PlaceKind.VILLAGE, part_of=("uy",), position="-32.52, -55.5")

    assert place_of(coded(small(), register(places=(URUGUAY, near))), 1001) == "arroyo"


def test_a_settlement_is_known_by_any_of_its_names() -> None:
    named = Place(
        id="arroyo",
        name="Old Arroyo",
        aliases=(Alias(text="Arroyo Inventado", language=None, used=None),),
        kind=PlaceKind.TOWN,
        part_of=("uy",),
        outline=SQUARE,
        position=None,
        km=None,
        approximate=False,
        stated_in="",
        note="",
    )

    assert place_of(coded(small(), register(places=(URUGUAY, named))), 1001) == "arroyo"
    assert (
        place_of(
            coded_row(
                register(places=(URUGUAY, named)), where_coordinates="Old Arroyo/Arroyo Inventado village"
            ),
            1001,
        )
        == "arroyo"
    )


@pytest.mark.parametrize(
    "far", [{"position": "-33.5, -55.5"}, {}, {"outline": "POLYGON ((0 0, 1 0, 1 1, 0 0))"}]
)
def test_a_settlement_of_that_name_elsewhere_is_not_taken(far: dict[str, str]) -> None:
    other = place("other", "Arroyo Inventado", PlaceKind.VILLAGE, part_of=("uy",), **far)

    assert place_of(coded(small(), register(places=(URUGUAY, other))), 1001).startswith("ucdp:p")


def test_the_same_place_of_several_rows_is_made_once() -> None:
    batch = coded(small())
    ids = [each.id for each in batch.places]

    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (" The  Euphrates Post. ", "euphrates post"),
        ("“Inventor”", "inventor"),
        ("Day’s", "day's"),
        ("(and", "and"),
    ],
)
def test_names_are_folded(text: str, folded: str) -> None:
    assert fold_name(text) == folded


def test_a_slug_is_an_identifier_even_of_another_script() -> None:
    assert slug("Día Nuevo (2)") == "dia-nuevo-2"
    assert len(slug("Бюро")) == 12


def test_an_area_named_by_plain_words_only_keeps_them() -> None:
    assert fold_area("The District", frozenset({"the", "district"})) == "thedistrict"
