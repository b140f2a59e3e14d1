"""docs/reference/ucdp.md says what the codebook does."""

from pathlib import Path

from truceline.exchange.ucdp.codebook import codebook
from truceline.values.problems import catalogue


def page_of(repository: Path) -> str:
    return (repository / "docs/reference/ucdp.md").read_text("utf-8")


def test_every_column_is_listed(repository: Path) -> None:
    rules = codebook()
    columns = (*rules.required, *rules.optional, *rules.ignored)

    assert [name for name in columns if f"`{name}`" not in page_of(repository)] == []


def test_every_problem_is_listed(repository: Path) -> None:
    codes = [code for code in catalogue() if code.startswith("ucdp.")]

    assert codes
    assert [code for code in codes if f"`{code}`" not in page_of(repository)] == []


def test_the_radii_are_those_of_the_codebook(repository: Path) -> None:
    rules = codebook().places
    page = page_of(repository)

    for km in (rules.near_km, rules.fuzzy_km, rules.widened_km, rules.same_name_km, rules.feature_km):
        assert f"{km} km" in page
