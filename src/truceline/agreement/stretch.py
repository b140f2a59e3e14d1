"""The dates of an agreement file: ``from`` and ``until``, or ``period``; deadlines.

Each is EDTF, with ``[Area/City]`` after it where its zone is not the file's.
"""

import re
from datetime import datetime

from truceline.values.forms import Faults
from truceline.values.problems import ValueProblem
from truceline.values.structure import Path
from truceline.values.when import Fills, Period, parse_period, read_edtf, zone_of

_SUFFIX = re.compile(r"(?P<edtf>[^\[]*)(?:\[(?P<zone>[^\]]*)\])?")


def _halves(text: str) -> tuple[str, str | None]:
    match = _SUFFIX.fullmatch(text.strip())
    if match is None:
        raise ValueProblem("period.unreadable", text)
    return match["edtf"], match["zone"]


class Dates:
    """Reads the dates of one file, local to its zone unless they say otherwise."""

    def __init__(self, zone: str, faults: Faults) -> None:
        self._zone = zone
        self._faults = faults

    def day(self, text: str | None, path: Path) -> Period | None:
        """A single date or instant, such as a deadline or a declaration."""
        if text is None:
            return None
        day = self._faults.tried(path, lambda: parse_period(text, zone=self._zone, fills=Fills.WITHIN))
        if day is not None and ("/" in day.edtf or not day.is_known):
            self._faults.add(path, "agreement.not_a_date", text)
            return None
        return day

    def stretch(
        self, path: Path, *, period: str | None, start: str | None, until: str | None
    ) -> Period | None:
        """The period that a table states, or None where it states none."""
        if period is not None:
            if start is not None or until is not None:
                self._faults.add((*path, "period"), "agreement.period_twice", period)
            return self._whole(period, (*path, "period"))
        if start is None and until is None:
            return None
        first = self._half(start, (*path, "from"), "{}/..")
        last = self._half(until, (*path, "until"), "../{}")
        if first is None or last is None:
            return None
        zones = {zone for _, zone in (first, last) if zone}
        if len(zones) > 1:
            self._faults.add((*path, "until"), "agreement.two_zones", ", ".join(sorted(zones)))
            return None
        edtf, zone = f"{first[0]}/{last[0]}", (*zones, self._zone)[0]
        spot = (*path, "until" if until is not None else "from")
        return self._faults.tried(spot, lambda: Period(edtf, zone, Fills.THROUGHOUT, ""))

    def _whole(self, text: str, path: Path) -> Period | None:
        return self._faults.tried(path, lambda: parse_period(text, zone=self._zone, fills=Fills.THROUGHOUT))

    def _half(self, text: str | None, path: Path, interval: str) -> tuple[str, str | None] | None:
        """The EDTF and zone of one end, once it is known to be readable; ``..`` where not stated."""
        if text is None:
            return "..", None

        def read() -> tuple[str, str | None]:
            edtf, zone = _halves(text)
            read_edtf(interval.format(edtf), zone or self._zone)
            return edtf, zone

        return self._faults.tried(path, read)


def deadline(by: Period) -> datetime:
    """The instant a deadline passes: the end of a day, an instant itself."""
    end = read_edtf(f"../{by.edtf}", by.zone).end
    assert end is not None, "a deadline is one date or instant"
    return end


def period_after(by: Period, end: datetime | None) -> Period:
    """The period from a deadline on, to an end if there is one.

    Raises:
        ValueProblem: ``period.order`` when the end comes first.
    """
    # With offsets, because the hour may be one that the local clocks skip or repeat.
    start, close = (_written(instant, by.zone) for instant in (deadline(by), end))
    return Period(f"{start}/{close}", by.zone, Fills.THROUGHOUT, "")


def _written(instant: datetime | None, zone: str) -> str:
    return ".." if instant is None else instant.astimezone(zone_of(zone)).isoformat(timespec="seconds")
