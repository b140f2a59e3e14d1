"""Which incidents a window of days is about (semantics 7)."""

from datetime import date

import pytest

from truceline.assessment.algebras import When
from truceline.assessment.selection import EVER, Fit, Window, every_incident, fit, local_days
from truceline.values.when import Fills, parse_period

MARCH = Window(date(2016, 3, 1), date(2016, 3, 31))
BEGINS = Fit(begins=True, overlaps=False, beyond=False)
BEYOND = Fit(begins=True, overlaps=False, beyond=True)
OVERLAPS = Fit(begins=False, overlaps=True, beyond=False)
APART = Fit(begins=False, overlaps=False, beyond=False)


def when(text: str) -> When:
    period = parse_period(text, zone="Asia/Damascus", fills=Fills.WITHIN)
    return When(period.span, period.fills, period.zone)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016-03-01", BEGINS),
        ("2016-03-31", BEGINS),
        ("2016-03-31T23:59", BEGINS),
        ("2016-02-29T22:00Z", BEGINS),
        ("2016-03-31/2016-04-01", BEYOND),
        ("2016-03-10/..", BEYOND),
        ("2016-02-29/2016-03-01", OVERLAPS),
        ("2016", OVERLAPS),
        ("2016-02-29", APART),
        ("2016-02-29T23:59", APART),
        ("2016-04-01", APART),
        ("2016-02-01/..", OVERLAPS),
        ("../2016-03-01", OVERLAPS),
        ("../2016-02-29", APART),
        ("2016-04-01/..", APART),
        ("XXXX", OVERLAPS),
    ],
)
def test_an_incident_is_selected_by_the_local_day_it_begins_on(text: str, expected: Fit) -> None:
    assert fit([when(text)], MARCH) == expected


@pytest.mark.parametrize("text", ["2016-03-10", "../2016-03-10", "XXXX"])
def test_without_a_window_everything_begins_in_it(text: str) -> None:
    assert fit([when(text)], EVER) == BEGINS
    assert EVER.is_open
    assert fit([], EVER) == BEGINS


def test_what_has_no_time_may_overlap_any_window() -> None:
    assert fit([], MARCH) == OVERLAPS


@pytest.mark.parametrize(
    ("window", "text", "expected"),
    [
        (Window(date(2016, 3, 1), None), "2016-03-10/..", BEGINS),
        (Window(date(2016, 3, 1), None), "../2016-03-10", OVERLAPS),
        (Window(None, date(2016, 3, 31)), "../2016-03-10", BEGINS),
        (Window(None, date(2016, 3, 31)), "../2016-04-10", OVERLAPS),
        (Window(None, date(2016, 3, 31)), "2016-03-10/..", BEYOND),
        (Window(None, date(2016, 3, 31)), "2016-04-10", APART),
    ],
)
def test_a_window_may_be_open_on_one_side(window: Window, text: str, expected: Fit) -> None:
    assert fit([when(text)], window) == expected


def test_of_rival_times_the_earliest_start_and_the_latest_end_count() -> None:
    assert fit([when("2016-03-10"), when("2016-04-10")], MARCH) == BEYOND
    assert fit([when("2016-03-10"), when("2016-02-10")], MARCH) == OVERLAPS
    assert fit([when("2016-03-10"), when("../2016-03-20")], MARCH) == OVERLAPS


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["2016-03-10"], ("2016-03-10",)),
        (["2016-03-10T23:59"], ("2016-03-10",)),
        (["2016-03"], ("2016-03-01", "2016-03-31")),
        (["2016-03-10", "2016-03-12"], ("2016-03-10", "2016-03-12")),
        (["2016-03-10/.."], ()),
        (["2016-03-10/..", "2016-03-12"], ("2016-03-12",)),
        ([], ()),
    ],
)
def test_the_days_of_an_incident_are_the_first_and_last_that_bound_it(
    texts: list[str], expected: tuple[str, ...]
) -> None:
    assert tuple(map(str, local_days(map(when, texts)))) == expected


def test_a_day_on_which_clocks_change_is_one_day() -> None:
    assert tuple(map(str, local_days([when("2016-03-25")]))) == ("2016-03-25",)


def test_the_choice_of_every_incident_leaves_nothing_out() -> None:
    assert every_incident("anything")
