"""Dates as reports write them, as periods: resolved against the publication date, or left open.

A date that needs a year or a day to hang on, and has none, keeps its words and no period:
nothing is guessed. Relative days look back from publication ("on Friday" is the last one).
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from attrs import evolve, frozen

from truceline.values.problems import ValueProblem
from truceline.values.when import Fills, Period, parse_period

_MONTHS = "January February March April May June July August September October November December".split()
_MONTH_NUMBER = (
    {name: number for number, name in enumerate(_MONTHS, start=1)}
    | {name[:3]: number for number, name in enumerate(_MONTHS, start=1)}
    | {"Sept": 9}
)
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
}
_MONTH = (
    "(?:"
    + "|".join(
        [
            *_MONTHS,
            "Jan\\.?",
            "Feb\\.?",
            "Mar\\.?",
            "Apr\\.?",
            "Jun\\.?",
            "Jul\\.?",
            "Aug\\.?",
            "Sept?\\.?",
            "Oct\\.?",
            "Nov\\.?",
            "Dec\\.?",
        ]
    )
    + ")"
)
_DATE = re.compile(
    rf"""\b(?:
      (?P<iso>\d{{4}}-\d{{2}}-\d{{2}})
    | (?P<dotted>\d{{1,2}}\.\d{{1,2}}\.\d{{4}})
    | (?P<day1>\d{{1,2}})(?:st|nd|rd|th)?\ (?:of\ )?(?P<month1>{_MONTH})(?:,?\ (?P<year1>\d{{4}}))?
    | (?P<month2>{_MONTH})\ (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:)(?:,?\ (?P<year2>\d{{4}}))?
    | (?P<part>[Ee]arly|[Mm]id|[Ll]ate)[-\ ](?:in\ )?(?P<month3>{_MONTH})(?:,?\ (?P<year3>\d{{4}}))?
    | (?P<nth>first|second|third|fourth|last)\ week\ of\ (?P<month4>{_MONTH})(?:,?\ (?P<year4>\d{{4}}))?
    | (?P<lead>[Ii]n|[Ll]ast|[Ss]ince|[Bb]y|[Tt]his|[Dd]uring|[Uu]ntil|[Oo]f|[Nn]ext|[Ff]rom)\ (?P<month5>{_MONTH})(?:,?\ (?P<year5>\d{{4}}))?
    | (?P<month6>{_MONTH})(?:,?\ (?P<year6>\d{{4}}))
    | (?P<ago>\d+|{"|".join(_NUMBERS)}|a)\ (?P<unit>day|week|month|year)s?\ (?:ago|earlier)
    | (?P<relative>yesterday|today|tonight|tomorrow|[Ll]ast\ (?:night|week|month|year)|(?:[Ee]arlier\ )?[Tt]his\ (?:week|month|year|morning|afternoon|evening))
    | (?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his)\ )?(?P<weekday>{"|".join(_DAYS)})
    | (?:[Ii]n|[Ss]ince|[Dd]uring|[Oo]f)\ (?P<year7>(?:19|20)\d{{2}})
    )\b""",
    re.VERBOSE,
)


@frozen
class DateFound:
    """A date expression, its words, and the period it means; None when nothing settles it."""

    start: int
    end: int
    words: str
    period: Period | None


Anchor = tuple[date, date]
"""The first and the last day a document may have been published on."""


def anchor_of(published: Period | None) -> Anchor | None:
    """Between which days a document was published; None when a bound is missing."""
    days = () if published is None else published.local_days()
    return (days[0], days[-1]) if days else None


def find_dates(text: str, anchor: Anchor | None, zone: str) -> Iterator[DateFound]:
    """Every date expression of a text, left to right."""
    for match in _DATE.finditer(text):
        edtf = _resolved(match, anchor)
        words = match[0]
        if edtf is None:
            yield DateFound(match.start(), match.end(), words, None)
            continue
        try:
            period = parse_period(edtf, zone=zone, fills=Fills.WITHIN)
        except ValueProblem:
            continue  # 31 June: figures that only look like a date
        yield DateFound(match.start(), match.end(), words, evolve(period, words=words))


def _resolved(match: re.Match[str], anchor: Anchor | None) -> str | None:
    """What a date means whichever day the document was published on; None where the days differ.

    A later publication never makes a date earlier, so the first and the last day tell for all between.
    """
    if anchor is None:
        return _edtf(match, None)
    first, last = (_edtf(match, day) for day in anchor)
    return first if first == last else None


def _edtf(match: re.Match[str], anchor: date | None) -> str | None:
    found = match.groupdict()
    if found["iso"]:
        return found["iso"]
    if found["dotted"]:
        day, month, year = found["dotted"].split(".")
        return f"{year}-{int(month):02}-{int(day):02}"
    for number in ("1", "2"):
        if found[f"day{number}"]:
            return _day_of_month(
                found[f"month{number}"], int(found[f"day{number}"]), found[f"year{number}"], anchor
            )
    if found["year7"]:
        return f"{found['year7']}/.." if match[0][:5].lower() == "since" else found["year7"]
    return _of_month(found, anchor) if _month_in(found) else _relative(found, anchor)


def _month_in(found: dict[str, str]) -> bool:
    return any(found[f"month{number}"] for number in "3456")


def _month_number(name: str) -> int:
    return _MONTH_NUMBER[name.rstrip(".")]


def _year_for(month: int, day: int, year: str | None, anchor: date | None) -> int | None:
    """The stated year, else the latest in which that day is not after publication."""
    if year:
        return int(year)
    if anchor is None:
        return None
    return anchor.year if (month, day) <= (anchor.month, anchor.day) else anchor.year - 1


def _day_of_month(name: str, day: int, stated: str | None, anchor: date | None) -> str | None:
    month = _month_number(name)
    year = _year_for(month, day, stated, anchor)
    return None if year is None else f"{year}-{month:02}-{day:02}"


def _of_month(found: dict[str, str], anchor: date | None) -> str | None:
    number = next(number for number in "3456" if found[f"month{number}"])
    month = _month_number(found[f"month{number}"])
    year = _year_for(month, 1, found[f"year{number}"], anchor)
    if year is None:
        return None
    if number == "5":
        return _led_month(found["lead"].lower(), year, month, anchor)
    if number == "3":
        first, last = {"early": (1, 10), "mid": (11, 20), "late": (21, _last_day(year, month))}[
            found["part"].lower()
        ]
        return f"{year}-{month:02}-{first:02}~/{year}-{month:02}-{last:02}~"
    if number == "4":
        return _week_of_month(found["nth"], year, month)
    return f"{year}-{month:02}"


def _led_month(lead: str, year: int, month: int, anchor: date | None) -> str:
    if lead == "last" and anchor is not None and (year, month) == (anchor.year, anchor.month):
        year -= 1
    if lead == "next" and anchor is not None:
        year = anchor.year if month > anchor.month else anchor.year + 1
    plain = f"{year}-{month:02}"
    return f"{plain}/.." if lead == "since" else f"../{plain}" if lead in ("by", "until") else plain


def _last_day(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


def _week_of_month(nth: str, year: int, month: int) -> str:
    last = _last_day(year, month)
    start = last - 6 if nth == "last" else 7 * ("first", "second", "third", "fourth").index(nth) + 1
    return f"{year}-{month:02}-{start:02}/{year}-{month:02}-{min(start + 6, last):02}"


def _relative(found: dict[str, str], anchor: date | None) -> str | None:
    if anchor is None:
        return None
    if found["weekday"]:
        return _weekday(found["weekday"], (found["which"] or "").lower(), anchor)
    if found["ago"]:
        return _ago(found["ago"], found["unit"], anchor)
    words = found["relative"].lower()
    if words.endswith(("week", "month", "year")):
        return _unit(words.split()[-1], anchor, back="last" in words)
    back = {"yesterday": 1, "last night": 1, "tomorrow": -1}.get(words, 0)
    return (anchor - timedelta(days=back)).isoformat()


def _weekday(name: str, which: str, anchor: date) -> str:
    gap = (anchor.weekday() - _DAYS.index(name)) % 7
    if which == "next":
        return (anchor + timedelta(days=7 - gap if gap else 7)).isoformat()
    return (anchor - timedelta(days=7 if which == "last" and gap == 0 else gap)).isoformat()


def _ago(amount: str, unit: str, anchor: date) -> str:
    number = 1 if amount == "a" else _NUMBERS.get(amount) or min(int(amount), 5000)
    if unit == "day":
        return (anchor - timedelta(days=number)).isoformat()
    if unit == "week":
        return f"{(anchor - timedelta(weeks=number)).isoformat()}~"
    months = anchor.year * 12 + anchor.month - 1 - number * (12 if unit == "year" else 1)
    months = max(months, 12)
    return f"{months // 12:04}" if unit == "year" else f"{months // 12:04}-{months % 12 + 1:02}"


def _unit(unit: str, anchor: date, *, back: bool) -> str:
    if unit == "week":
        monday = anchor - timedelta(days=anchor.weekday() + (7 if back else 0))
        return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
    if unit == "month":
        first = anchor.replace(day=1) - timedelta(days=1) if back else anchor
        return f"{first.year}-{first.month:02}"
    return str(anchor.year - 1 if back else anchor.year)
