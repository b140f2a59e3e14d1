from datetime import date

import pytest

from truceline.reading.dates import Anchor, anchor_of, find_dates
from truceline.reading.result import Said
from truceline.values.when import Fills, parse_period

FRIDAY = date(2016, 5, 27)
ANCHOR = (FRIDAY, FRIDAY)


def edtf(text: str, anchor: Anchor | None = ANCHOR) -> list[str | None]:
    return [None if found.period is None else found.period.edtf for found in find_dates(text, anchor, "UTC")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on 27 April 2016", "2016-04-27"),
        ("on April 27, 2016", "2016-04-27"),
        ("on the 3rd of March", "2016-03-03"),
        ("on 2016-02-27", "2016-02-27"),
        ("on 04.03.2016", "2016-03-04"),
        ("on 16 December", "2015-12-16"),
        ("on May 5", "2016-05-05"),
        ("in April", "2016-04"),
        ("last October", "2015-10"),
        ("since September 2015", "2015-09/.."),
        ("by June 2017", "../2017-06"),
        ("until March", "../2016-03"),
        ("last May", "2015-05"),
        ("next June", "2016-06"),
        ("next March", "2017-03"),
        ("April 2014", "2014-04"),
        ("in early March", "2016-03-01~/2016-03-10~"),
        ("in late February", "2016-02-21~/2016-02-29~"),
        ("mid-April", "2016-04-11~/2016-04-20~"),
        ("the first week of May", "2016-05-01/2016-05-07"),
        ("the last week of April", "2016-04-24/2016-04-30"),
        ("on Friday", "2016-05-27"),
        ("on Thursday", "2016-05-26"),
        ("last Friday", "2016-05-20"),
        ("next Monday", "2016-05-30"),
        ("next Friday", "2016-06-03"),
        ("yesterday", "2016-05-26"),
        ("tomorrow", "2016-05-28"),
        ("last week", "2016-05-16/2016-05-22"),
        ("this week", "2016-05-23/2016-05-29"),
        ("last month", "2016-04"),
        ("earlier this month", "2016-05"),
        ("last year", "2015"),
        ("three days ago", "2016-05-24"),
        ("two weeks ago", "2016-05-13~"),
        ("a month ago", "2016-04"),
        ("two years ago", "2014"),
        ("in 2015", "2015"),
        ("since 2011", "2011/.."),
    ],
)
def test_a_date_is_read_against_the_day_of_publication(words: str, expected: str) -> None:
    assert edtf(f"It happened {words}.") == [expected]


@pytest.mark.parametrize(
    "words", ["on Friday", "in April", "on 27 April", "yesterday", "last week", "two days ago"]
)
def test_without_a_publication_day_the_words_are_kept_and_nothing_is_guessed(words: str) -> None:
    assert edtf(words, None) == [None]


def test_what_only_looks_like_a_date_is_none() -> None:
    assert edtf("It may happen; we march on; resolution 2254; on 31 June; now.") == []


def test_the_words_stay_with_the_period() -> None:
    found = next(find_dates("said on Friday", ANCHOR, "UTC"))
    assert found.period is not None
    assert found.period.words == found.words == "Friday"


def test_an_anchor_is_the_first_and_the_last_day_of_publication() -> None:
    day = parse_period("2016-05-27", zone="UTC", fills=Fills.WITHIN)
    month = parse_period("2016-05", zone="UTC", fills=Fills.WITHIN)
    since = parse_period("2016-05/..", zone="UTC", fills=Fills.WITHIN)
    assert anchor_of(day) == ANCHOR
    assert anchor_of(month) == (date(2016, 5, 1), date(2016, 5, 31))
    assert anchor_of(since) is None
    assert anchor_of(None) is None


@pytest.mark.parametrize(
    ("words", "published", "expected"),
    [
        ("in February", "2016-05", "2016-02"),
        ("in February", "2016", None),
        ("in February", "2016-02", "2016-02"),
        ("last year", "2016-05", "2015"),
        ("two months ago", "2016-05", "2016-03"),
        ("on Friday", "2016-05", None),
        ("yesterday", "2016-05", None),
        ("on 3 May", "2016-05", None),
        ("in early March", "2016-05", "2016-03-01~/2016-03-10~"),
        ("in February", "2015/2016", None),
    ],
)
def test_a_date_is_resolved_where_every_day_of_publication_gives_the_same(
    words: str, published: str, expected: str | None
) -> None:
    anchor = anchor_of(parse_period(published, zone="UTC", fills=Fills.WITHIN))
    assert edtf(words, anchor) == [expected]


def test_when_something_was_said_is_told_by_its_day_by_publication_or_in_its_own_words() -> None:
    day, before = (
        parse_period(text, zone="UTC", fills=Fills.WITHIN) for text in ("2021-05-14", "../2021-05-14")
    )
    assert Said(day, "Friday", "sentence").told == "2021-05-14"
    assert Said(before, "", "publication").told == "by 2021-05-14"
    assert Said(None, "on Friday", "sentence").told == "on Friday"
