"""Kinds of conduct and what a clause on one covers (semantics 6, *what*)."""

import pytest

from truceline.assessment.conduct import common_kind, is_kind_of, lineage, may_be_covered
from truceline.values.doubt import Truth


def test_a_kind_belongs_to_every_coarser_one() -> None:
    assert lineage("mortar-fire") == ("mortar-fire", "shelling", "armed-force", "use-of-weapons")
    assert lineage("talks") == ("talks",)
    assert is_kind_of("mortar-fire", "use-of-weapons")
    assert not is_kind_of("use-of-weapons", "mortar-fire")


@pytest.mark.parametrize(
    ("one", "other", "common"),
    [
        ("mortar-fire", "air-strike", "armed-force"),
        ("mortar-fire", "shelling", "shelling"),
        ("explosion", "shelling", "use-of-weapons"),
        ("talks", "shelling", None),
    ],
)
def test_what_two_kinds_have_in_common_is_the_narrowest_above_both(
    one: str, other: str, common: str | None
) -> None:
    assert common_kind(one, other) == common_kind(other, one) == common


@pytest.mark.parametrize(
    ("kind", "prohibited", "covered"),
    [
        ("shelling", ("shelling",), Truth.YES),
        ("shelling", ("use-of-weapons",), Truth.YES),
        ("explosion", ("use-of-weapons",), Truth.YES),
        ("armed-force", ("air-strike",), Truth.UNKNOWN),
        ("armed-force", ("air-strike", "use-of-weapons"), Truth.YES),
        ("shelling", ("air-strike",), Truth.NO),
        ("talks", ("use-of-weapons", "obstruction"), Truth.NO),
    ],
)
def test_a_clause_covers_its_kinds_and_those_below_and_leaves_coarser_ones_open(
    kind: str, prohibited: tuple[str, ...], covered: Truth
) -> None:
    assert may_be_covered(kind, prohibited) is covered


def test_armed_force_as_ucdp_codes_it_is_a_use_of_weapons() -> None:
    assert is_kind_of("armed-force", "use-of-weapons")
