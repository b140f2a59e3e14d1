"""UCDP GED through record, views and findings: every figure of semantics 8, each a test."""

import pytest

from tests.real.figures import Figure, Ged, figures

pytestmark = pytest.mark.real_data


@pytest.fixture(scope="module")
def found(ged: Ged) -> list[Figure]:
    return list(figures(ged))


def test_every_figure_that_needs_a_view_comes_out(found: list[Figure]) -> None:
    assert [figure for figure in found if not figure.holds] == []
    assert len(found) >= 18


def test_the_rows_of_one_dyad_are_the_ones_published(found: list[Figure]) -> None:
    (whole,) = [figure for figure in found if figure.name.endswith("2016-02-27 to 2016-05-23")]
    assert whole.found == "643 2604/2640/2674 4 1"
