"""How wide columns are, and what that makes of a table on a narrow screen."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.workbench.formats import Screen, Sheet, draw_sheet
from truceline.workbench.widths import widths

CELLS = st.text(st.sampled_from("ab -"), max_size=30)


def drawn(sheet: Sheet, width: int) -> list[str]:
    screen = Screen(file=io.StringIO(), width=width, highlight=False, emoji=False, markup=False)
    draw_sheet(sheet, screen)
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue().splitlines()


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=4), st.integers(3, 80))
def test_columns_fit_their_room(rows: list[tuple[str, str, str]], room: int) -> None:
    assert sum(widths(rows, room, kept=(True, False, False))) <= room


def test_columns_that_fit_are_as_wide_as_their_longest_line() -> None:
    assert widths([("a", "bb ccc"), ("aaaa", "b")], 80, kept=(False, False)) == [4, 6]


def test_a_line_break_in_a_cell_does_not_widen_its_column() -> None:
    assert widths([("one\nthree", "")], 80, kept=(False, False)) == [5, 0]


@pytest.mark.parametrize("width", [60, 80])
def test_words_stay_whole_on_a_narrow_screen(width: int) -> None:
    columns = ("incident", "provision", "outcome", "not accounted for")
    row = ("kesh-2031-04-06", "no-abduction@facilitator", "possible", "perpetrator unknown, target unknown")
    lines = drawn(Sheet("", columns, (row,), ()), width)
    assert all(len(line) <= width for line in lines)
    assert {"possible", "accounted", "perpetrator"} <= set(" ".join(lines).split())


def test_bounds_stay_on_one_line() -> None:
    lines = drawn(Sheet("", ("a long heading", "view"), (("b" * 30, "0 to 31"),), ()), 30)
    assert any(line.endswith("0 to 31") for line in lines)


def test_figures_stand_at_the_right() -> None:
    assert drawn(Sheet("", ("n", "name"), ((7, "a"), (100, "b")), ()), 40)[1].rstrip() == "  7  a"


def test_a_table_without_rows_says_so() -> None:
    assert drawn(Sheet("Views", ("name", "title"), (), ("a note",)), 40) == ["Views", "none", "a note"]
