"""The register refuses what cannot be."""

import pytest
from attrs import evolve

from truceline.testimony.register import Place, PlaceKind
from truceline.values.problems import ValueProblem

HOMS = Place(
    id="homs", name="Homs", aliases=(), kind=PlaceKind.CITY, part_of=("syria",),
    outline="POLYGON ((36 34, 37 34, 37 35, 36 34))", position="34.73, 36.71", km=None, approximate=False,
    stated_in="", note="",
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"outline": "POLYGON ((0 0"}, "place.outline"),
        ({"position": "34.73"}, "place.position"),
        ({"part_of": ("syria", "homs")}, "place.part_of_itself"),
    ],
)
def test_a_place_that_cannot_be_is_refused(change: dict[str, object], code: str) -> None:
    with pytest.raises(ValueProblem) as refusal:
        evolve(HOMS, **change)  # type: ignore[arg-type]  # one field at a time
    assert refusal.value.problem.code == code


def test_a_place_may_have_no_geometry_at_all() -> None:
    assert evolve(HOMS, outline=None, position=None).part_of == ("syria",)
