"""When: periods that carry their precision and zone; comparisons answer yes, no or unknown.

A period is written as EDTF text (ISO 8601-2 level 0 and the level 1 parts used here)
beside the zone it is local to. Bounds are half open, [start, end), in UTC; a day is the
local day of its zone, however many hours that day has.

    2016-02-27                    the local day
    2016-02                       some time in that month (or all of it: see Fills)
    2016-02-27T06:25              that minute
    2016-02-27T06:25/2016-02-27T11:30   between two instants
    2016-02-27/2016-02-29         from the start of one day to the end of another
    2016-02-27/..                 no end stated        ../2016-02-27   no start stated
    2016-04-20~ , 2016-04-20?     approximate, uncertain: one unit wider either side
    XXXX                          stated to be unknown
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from attrs import field, frozen

from truceline.values.doubt import Truth
from truceline.values.problems import ValueProblem


class Fills(Enum):
    """How what happened fills its period."""

    WITHIN = "within"
    """An event somewhere inside the bounds."""
    THROUGHOUT = "throughout"
    """A state that held all through."""
    AS_OF = "as-of"
    """A state known at one instant, nothing said of before or after."""


@frozen(cache_hash=True)
class Interval:
    """[start, end) on the UTC line; None is unbounded."""

    start: datetime | None
    end: datetime | None

    def overlaps(self, other: "Interval") -> bool:
        return _before(self.start, other.end) and _before(other.start, self.end)

    def contains(self, other: "Interval") -> bool:
        starts = self.start is None or (other.start is not None and self.start <= other.start)
        ends = self.end is None or (other.end is not None and other.end <= self.end)
        return starts and ends


def _before(start: datetime | None, end: datetime | None) -> bool:
    return start is None or end is None or start < end


def united(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same stretch of time with touching and overlapping intervals made one."""
    floor = datetime.min.replace(tzinfo=UTC)
    result: list[Interval] = []
    for interval in sorted(intervals, key=lambda item: item.start or floor):
        last = result[-1] if result else None
        if last and (last.end is None or interval.start is None or interval.start <= last.end):
            open_end = last.end is None or interval.end is None
            end = None if open_end else max(last.end or floor, interval.end or floor)
            result[-1] = Interval(last.start, end)
        else:
            result.append(interval)
    return tuple(result)


@frozen(cache_hash=True)
class Period:
    """When something was so, as it was said.

    ``edtf`` is the text in canonical spelling, ``zone`` the IANA zone its days are local to,
    ``words`` the source's own ("last Friday"). ``span`` is what the text bounds, in UTC.
    """

    edtf: str
    zone: str
    fills: Fills
    words: str
    span: Interval = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "span", read_edtf(self.edtf, self.zone))

    @property
    def is_known(self) -> bool:
        """Whether anything at all bounds it."""
        return self.span.start is not None or self.span.end is not None

    def may_be_during(self, stretch: tuple[Interval, ...]) -> Truth:
        """Whether it happened during a stretch of time (semantics 6, *when*).

        An event *within* bounds: yes when the whole of them lies in the stretch, no when
        they are apart. A state *throughout*: yes at any overlap; unknown where nothing bounds it.
        *As of*: the instant.
        """
        return may_lie_in(self.span, self.fills, united(stretch))

    def local_days(self) -> tuple[date, ...]:
        """The local days it may touch; empty when a bound is missing."""
        if self.span.start is None or self.span.end is None:
            return ()
        zone = zone_of(self.zone)
        first = self.span.start.astimezone(zone).date()
        last = (self.span.end - timedelta(microseconds=1)).astimezone(zone).date()
        return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))

    def __str__(self) -> str:
        return self.edtf


def may_lie_in(span: Interval, fills: Fills, stretch: tuple[Interval, ...]) -> Truth:
    """The rule of :meth:`Period.may_be_during`, over an already united stretch."""
    touching = [part for part in stretch if part.overlaps(span)]
    if not touching:
        return Truth.NO
    if fills is Fills.THROUGHOUT and span != Interval(None, None):
        return Truth.YES
    return Truth.YES if any(part.contains(span) for part in touching) else Truth.UNKNOWN


@cache
def zone_of(name: str) -> ZoneInfo:
    """The IANA zone of that name.

    Raises:
        ValueProblem: ``period.zone`` when there is none.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueProblem("period.zone", name) from error


_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:\d{2})?([~?%]?)", re.ASCII
)


@cache
def read_edtf(text: str, zone: str) -> Interval:
    """The bounds that a text sets, local to a zone.

    Raises:
        ValueProblem: ``period.unreadable``, ``period.impossible`` (no such day) or
            ``period.order`` (ends before it starts).
    """
    local = zone_of(zone)
    if text == "XXXX":
        return Interval(None, None)
    if "/" not in text:
        return _bounds(text, local)
    first, _, last = text.partition("/")
    start = None if first == ".." else _bounds(first, local).start
    end = None if last == ".." else _closing(last, local)
    if start is not None and end is not None and end <= start:
        raise ValueProblem("period.order", text)
    return Interval(start, end)


def _closing(text: str, zone: ZoneInfo) -> datetime | None:
    """Where an interval's second half ends: a day at its end, an instant at itself."""
    match = _MOMENT.fullmatch(text)
    end = _bounds(text, zone).end
    if end is None or match is None or match[6]:
        return end
    return end - (timedelta(seconds=1) if match[4] else timedelta(minutes=1))


def _bounds(text: str, zone: ZoneInfo) -> Interval:
    try:
        if match := _DATE.fullmatch(text):
            return _of_date(match, zone)
        if match := _MOMENT.fullmatch(text):
            return _of_moment(match, zone)
    except ValueProblem:
        raise
    except (ValueError, OverflowError) as error:
        raise ValueProblem("period.impossible", text) from error
    raise ValueProblem("period.unreadable", text)


def _of_date(match: re.Match[str], zone: ZoneInfo) -> Interval:
    year, month, day = (int(part) if part else None for part in match.group(1, 2, 3))
    wider = 1 if match[4] else 0
    first = date(year or 0, month or 1, day or 1)
    if day:
        start, end = first - timedelta(days=wider), first + timedelta(days=1 + wider)
    elif month:
        start, end = _month(first, -wider), _month(first, 1 + wider)
    else:
        start, end = first.replace(year=first.year - wider), first.replace(year=first.year + 1 + wider)
    return Interval(_midnight(start, zone), _midnight(end, zone))


def _month(first: date, months: int) -> date:
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def _of_moment(match: re.Match[str], zone: ZoneInfo) -> Interval:
    offset = match[5]
    stated = datetime.fromisoformat(f"{match[1]}T{match[2]}:{match[3]}:{match[4] or '00'}{offset or ''}")
    # A local hour that runs twice when clocks go back may be meant either time.
    first, last = (stated, stated) if offset else _local(stated, zone)
    unit = timedelta(seconds=1) if match[4] else timedelta(minutes=1)
    wider = unit if match[6] else timedelta(0)
    return Interval(first.astimezone(UTC) - wider, last.astimezone(UTC) + unit + wider)


def _local(stated: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    first, last = (stated.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != stated:
        raise ValueProblem("period.skipped", f"{stated.isoformat()} in {zone.key}")
    return first, last


_SUFFIX = re.compile(r"(?P<edtf>\S+?)(?:\[(?P<zone>[^\]]+)\])?")


def parse_period(text: str, *, zone: str, fills: Fills) -> Period:
    """Read ``EDTF`` or ``EDTF[Area/City]``; the zone given here serves where none is written.

    >>> str(parse_period("2016-02-27", zone="Asia/Damascus", fills=Fills.WITHIN).span.start)
    '2016-02-26 22:00:00+00:00'

    Raises:
        ValueProblem: as :func:`read_edtf` and :func:`zone_of`.
    """
    match = _SUFFIX.fullmatch(text.strip())
    if match is None:
        raise ValueProblem("period.unreadable", text)
    return Period(edtf=match["edtf"], zone=match["zone"] or zone, fills=fills, words="")


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last, both included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
