"""The slider of a map of areas: its stretches of days say just what the page of each day says."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from truceline.values.doubt import Truth
from truceline.values.when import Fills, Interval, Period
from truceline.workbench.pages.during import run_of, runs_of
from truceline.workbench.pages.standings import day_span

ZONE = "Asia/Damascus"
FIRST = date(2016, 3, 20)
days = some.lists(some.integers(0, 20), max_size=12, unique=True).map(
    lambda several: [FIRST + timedelta(days=one) for one in sorted(several)]
)


@given(some.lists(some.sampled_from(Truth)))
def test_stretches_are_the_answers_of_the_days(answers: list[Truth]) -> None:
    again = [Truth.NO] * len(answers)
    for first, last, sure in runs_of(answers):
        for number in range(first, last + 1):
            assert again[number] is Truth.NO, "no day stands in two stretches"
            again[number] = Truth.YES if sure else Truth.UNKNOWN
    assert again == answers


@given(days, some.none() | some.integers(-30, 600), some.none() | some.integers(1, 300))
def test_the_stretch_of_an_interval_is_the_days_it_overlaps(
    several: list[date], start: int | None, length: int | None
) -> None:
    midnight = Period(edtf=str(FIRST), zone=ZONE, fills=Fills.WITHIN, words="").span.start
    assert midnight is not None
    begins = None if start is None else midnight + timedelta(hours=start)
    ends = None if length is None else (begins or midnight) + timedelta(hours=length)
    held = Interval(begins, ends)
    expected = [number for number, day in enumerate(several) if held.overlaps(day_span(day, ZONE))]
    found = [number for first, last, _ in run_of(held, several, ZONE) for number in range(first, last + 1)]
    assert found == expected
