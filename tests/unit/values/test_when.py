"""Periods: EDTF text, the zone it is local to, and what lies in what."""

from datetime import UTC, date, datetime, timedelta

import pytest

from truceline.values.doubt import Truth
from truceline.values.problems import ValueProblem
from truceline.values.when import (
    Fills,
    Interval,
    Period,
    days_between,
    parse_period,
    read_edtf,
    united,
    zone_of,
)

DAMASCUS = "Asia/Damascus"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def bounds(text: str, zone: str = "UTC") -> tuple[str, str]:
    span = read_edtf(text, zone)
    return tuple(  # type: ignore[return-value]  # two bounds
        bound.strftime("%Y-%m-%dT%H:%M:%S") if bound else ".." for bound in (span.start, span.end)
    )


def within(text: str) -> Period:
    return parse_period(text, zone=DAMASCUS, fills=Fills.WITHIN)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2016-02-27", "2016-02-27T00:00:00", "2016-02-28T00:00:00"),
        ("2016-02", "2016-02-01T00:00:00", "2016-03-01T00:00:00"),
        ("2016-12", "2016-12-01T00:00:00", "2017-01-01T00:00:00"),
        ("2016", "2016-01-01T00:00:00", "2017-01-01T00:00:00"),
        ("2016-02-27T06:25", "2016-02-27T06:25:00", "2016-02-27T06:26:00"),
        ("2016-02-27T06:25:07", "2016-02-27T06:25:07", "2016-02-27T06:25:08"),
        ("2016-02-27T06:25+03:00", "2016-02-27T03:25:00", "2016-02-27T03:26:00"),
        ("2016-02-27T06:25Z", "2016-02-27T06:25:00", "2016-02-27T06:26:00"),
        ("2016-02-27/2016-02-29", "2016-02-27T00:00:00", "2016-03-01T00:00:00"),
        ("2016-02-27T06:00/2016-02-27T11:30", "2016-02-27T06:00:00", "2016-02-27T11:30:00"),
        ("2016-02-27T06:00:00/2016-02-27T11:30:15", "2016-02-27T06:00:00", "2016-02-27T11:30:15"),
        ("2016-02-27T06:00/2016-02-27T11:30~", "2016-02-27T06:00:00", "2016-02-27T11:32:00"),
        ("2016-02-27/..", "2016-02-27T00:00:00", ".."),
        ("../2016-02-27", "..", "2016-02-28T00:00:00"),
        ("XXXX", "..", ".."),
        ("2016-04-20~", "2016-04-19T00:00:00", "2016-04-22T00:00:00"),
        ("2016-04?", "2016-03-01T00:00:00", "2016-06-01T00:00:00"),
        ("2016%", "2015-01-01T00:00:00", "2018-01-01T00:00:00"),
        ("2016-04-20T10:00~", "2016-04-20T09:59:00", "2016-04-20T10:02:00"),
    ],
)
def test_each_text_sets_its_bounds(text: str, start: str, end: str) -> None:
    assert bounds(text) == (start, end)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "period.unreadable"),
        ("yesterday", "period.unreadable"),
        ("2016-2-27", "period.unreadable"),
        ("٢٠١٦-٠٢-٢٧", "period.unreadable"),
        ("2016-02-30", "period.impossible"),
        ("2016-13", "period.impossible"),
        ("2016-02-27T25:00", "period.impossible"),
        ("9999", "period.impossible"),
        ("0001-01-01T00:00+10:00", "period.impossible"),
        ("2016-02-28/2016-02-27", "period.order"),
        ("2016-02-27T11:30/2016-02-27T11:30", "period.order"),
    ],
)
def test_what_is_no_period_is_refused(text: str, code: str) -> None:
    with pytest.raises(ValueProblem) as refusal:
        read_edtf(text, "UTC")
    assert refusal.value.problem.code == code


@pytest.mark.parametrize("zone", ["Asia/Damascas", "", "../etc/passwd", "Asia"])
def test_a_zone_that_is_not_on_the_list_is_refused(zone: str) -> None:
    with pytest.raises(ValueProblem) as refusal:
        zone_of(zone)
    assert refusal.value.problem.code == "period.zone"


def test_a_zone_may_be_written_after_the_text() -> None:
    period = within(" 2016-02-27[Europe/Moscow] ")
    assert (period.edtf, period.zone) == ("2016-02-27", "Europe/Moscow")
    assert str(period) == "2016-02-27"
    with pytest.raises(ValueProblem):
        within("2016-02-27 or so")


def test_a_day_is_the_local_day_of_its_zone() -> None:
    assert within("2016-02-27").span == Interval(utc("2016-02-26T22:00"), utc("2016-02-27T22:00"))


def test_the_day_whose_midnight_was_skipped_begins_when_clocks_went_forward() -> None:
    # In Damascus 25 March 2016 began at 01:00: midnight never was, the day has 23 hours.
    span = within("2016-03-25").span
    assert span == Interval(utc("2016-03-24T22:00"), utc("2016-03-25T21:00"))
    assert within("2016-03-24").span.end == span.start


def test_a_local_time_that_was_skipped_is_refused() -> None:
    with pytest.raises(ValueProblem) as refusal:
        within("2016-03-25T00:30")
    assert refusal.value.problem.code == "period.skipped"


def test_a_local_time_that_came_twice_may_be_either() -> None:
    span = within("2016-10-27T23:30").span
    assert span == Interval(utc("2016-10-27T20:30"), utc("2016-10-27T21:31"))
    assert within("2016-10-27T22:00/2016-10-27T23:30").span.end == utc("2016-10-27T21:30")


def test_a_one_day_row_lies_wholly_in_a_truce_that_begins_at_local_midnight() -> None:
    """Ruling 12: a period's zone is the place's."""
    truce = (within("2016-02-27T00:00/..").span,)
    assert within("2016-02-27").may_be_during(truce) is Truth.YES
    elsewhere = parse_period("2016-02-27", zone="UTC", fills=Fills.WITHIN)
    assert elsewhere.may_be_during(truce) is Truth.YES
    east = parse_period("2016-02-27", zone="Europe/Moscow", fills=Fills.WITHIN)
    assert east.may_be_during(truce) is Truth.UNKNOWN
    assert within("2016-02-26").may_be_during(truce) is Truth.NO


def test_in_february_is_unknown_under_a_truce_from_the_27th() -> None:
    assert within("2016-02").may_be_during((within("2016-02-27/..").span,)) is Truth.UNKNOWN


def test_a_state_throughout_is_in_at_any_overlap() -> None:
    truce = (within("2016-02-27/..").span,)
    state = parse_period("2016-02", zone=DAMASCUS, fills=Fills.THROUGHOUT)
    assert state.may_be_during(truce) is Truth.YES
    earlier = parse_period("2016-01", zone=DAMASCUS, fills=Fills.THROUGHOUT)
    assert earlier.may_be_during(truce) is Truth.NO


def test_an_unknown_period_is_never_an_answer_unless_all_of_time_is_meant() -> None:
    always, truce = Interval(None, None), within("2016-02-27/..").span
    for fills in Fills:
        unknown = parse_period("XXXX", zone="UTC", fills=fills)
        assert not unknown.is_known
        assert unknown.may_be_during((truce,)) is Truth.UNKNOWN
        assert unknown.may_be_during((always,)) is Truth.YES
        assert unknown.may_be_during(()) is Truth.NO
    assert within("2016-02-27/..").is_known
    assert within("../2016-02-27").is_known


def test_seams_are_united_before_anything_is_compared() -> None:
    halves = (within("2016-02-27").span, within("2016-02-28").span)
    assert within("2016-02-27/2016-02-28").may_be_during(halves) is Truth.YES


def test_uniting_keeps_gaps_and_open_ends() -> None:
    a, b = within("2016-02-01").span, within("2016-02-03").span
    assert united([b, a]) == (a, b)
    opened = Interval(b.start, None)
    assert united([a, opened, Interval(utc("2016-05-01T00:00"), None)]) == (a, opened)
    assert united([Interval(None, a.end), a, Interval(None, b.end)]) == (Interval(None, b.end),)
    assert united([]) == ()


def test_local_days_are_those_a_period_may_touch() -> None:
    assert within("2016-02-27").local_days() == (date(2016, 2, 27),)
    assert within("2016-02-28/2016-03-01").local_days() == (
        date(2016, 2, 28), date(2016, 2, 29), date(2016, 3, 1),
    )  # fmt: skip
    assert within("2016-02-27/..").local_days() == ()
    assert within("../2016-02-27").local_days() == ()
    assert within("2016-02-27T23:59/2016-02-28T00:01").local_days() == (date(2016, 2, 27), date(2016, 2, 28))


def test_days_between_counts_both_ends() -> None:
    assert len(list(days_between(date(2016, 2, 27), date(2016, 2, 27) + timedelta(days=2)))) == 3
