"""What the first lines of a text say of it: its title, its authors, the day it came out."""

import re

from attrs import frozen

from truceline.reading.dates import find_dates

_LONGEST_TITLE = 160
_LINES = 6
"""Written lines at the top among which a day of publication is looked for."""
_LONGEST_DATELINE = 80
_BYLINE = re.compile(
    r"^\s*By ([A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}(?:(?:, | and )[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3})*)\s*$",
    re.MULTILINE,
)
_BEFORE = re.compile(
    r"(?:(?:[Ff]irst )?(?:[Pp]ublished|[Ii]ssued|[Rr]eleased|[Dd]ated?)(?: on)?:?\s+|(?:[A-Z][\w'’-]*\s?){1,4},\s+)?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
)
"""A word for coming out, or a place; then the day of the week."""
_AFTER = re.compile(r"(?:,?\s*(?:at\s+)?\d{1,2}[:.]\d{2}(?:\s*[A-Za-z]{2,4})?)?\.?")
"""The hour."""
_OF_A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@frozen
class Heading:
    """``title`` and ``published`` (EDTF, a day) are "" where the first lines name none."""

    title: str
    authors: tuple[str, ...]
    published: str


def heading_of(text: str) -> Heading:
    """A first line that reads as a title, a line "By …" near the top, a line that holds nothing but a day."""
    top = text[:2000]
    first = next((line.strip() for line in top.splitlines() if line.strip()), "")
    title = first if 0 < len(first) <= _LONGEST_TITLE and first[-1] not in ".,;:" else ""
    byline = _BYLINE.search(top)
    return Heading(title, tuple(re.split(r", | and ", byline[1])) if byline else (), published_in(top))


def published_in(text: str) -> str:
    """The day that one of the first lines consists of; "" where none does, or two name different days.

    A day inside a sentence or a title is what the text is about, so only a line of its own counts.
    """
    written = [line.strip() for line in text.splitlines() if line.strip()][:_LINES]
    days = {day for line in written if len(line) <= _LONGEST_DATELINE and (day := _day_of(line))}
    return days.pop() if len(days) == 1 else ""


def _day_of(line: str) -> str:
    for found in find_dates(line, None, "UTC"):
        day = str(found.period) if found.period is not None else ""
        if (
            _OF_A_DAY.fullmatch(day)
            and _BEFORE.fullmatch(line[: found.start])
            and _AFTER.fullmatch(line[found.end :])
        ):
            return day
    return ""
