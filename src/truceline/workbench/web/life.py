"""What stands beside the findings in time: the agreement's life, and who was watching."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import frozen

from truceline.agreement.terms import Agreement
from truceline.assessment.selection import Window
from truceline.record.snapshot import Snapshot
from truceline.testimony.claim import (
    LifeCycle,
    Modality,
    Polarity,
    Position,
    StandingClaim,
    TermClaim,
    WatchClaim,
    Watched,
)
from truceline.testimony.statement import Speaker
from truceline.values.when import Period, zone_of

WALKED_OUT = "withdrawn-from"
_ANNOUNCED = "announced"


@frozen
class Flag:
    """A step of an agreement's life as somebody tells it: its day, what it was, and who says so."""

    day: date
    verb: str
    who: str
    by: str


def life_of(agreement: Agreement, snapshot: Snapshot) -> tuple[Flag, ...]:
    """The steps told of an agreement as a whole, and who walked out of it, by day."""
    found = {*_own_dates(agreement), *_told(agreement, snapshot)}
    return tuple(sorted(found, key=lambda flag: (flag.day, flag.verb, flag.who, flag.by)))


def _own_dates(agreement: Agreement) -> Iterator[Flag]:
    """The days the agreement's own text gives."""
    for period, verb in ((agreement.declared, _ANNOUNCED), (agreement.period, LifeCycle.IN_FORCE.value)):
        day = _first_day(period)
        if day is not None:
            yield Flag(day, verb, "", "")


def _told(agreement: Agreement, snapshot: Snapshot) -> Iterator[Flag]:
    for claim in snapshot.claims:
        if claim.modality is not Modality.ACTUAL or claim.polarity is not Polarity.AFFIRMED:
            continue
        verb, who = "", ""
        if isinstance(claim, TermClaim) and claim.agreement == agreement.id and claim.provision is None:
            verb = "" if claim.step is LifeCycle.READING else claim.step.value
        elif isinstance(claim, StandingClaim) and claim.agreement == agreement.id:
            verb, who = (WALKED_OUT, str(claim.actor)) if claim.position is Position.WITHDRAWN else ("", "")
        day = _first_day(claim.happened) if verb else None
        if day is not None:
            speaker: Speaker = snapshot.statements[claim.statement].speaker
            yield Flag(day, verb, who, speaker.source or "")


def _first_day(period: Period | None) -> date | None:
    if period is None or period.span.start is None:
        return None
    days = period.local_days()
    return days[0] if days else period.span.start.astimezone(zone_of(period.zone)).date()


@frozen
class Watching:
    """Days of watching in a window, by how much of its task each watch could do, and how many watches."""

    days: dict[str, int]
    watches: int


def watching(snapshot: Snapshot, window: Window) -> Watching:
    """How long anybody was able to observe, as told; watches with an open end count to the window's."""
    days = {result.value: 0 for result in Watched}
    watches = 0
    for claim in snapshot.claims:
        if isinstance(claim, WatchClaim) and claim.polarity is Polarity.AFFIRMED:
            long = _days_within(claim.happened, window)
            if long:
                days[claim.result.value] += long
                watches += 1
    return Watching(days, watches)


def _days_within(period: Period | None, window: Window) -> int:
    """Local days of a period that lie in a window; an open end lasts as long as the window, else a day."""
    if period is None or period.span.start is None:
        return 0
    days = period.local_days()
    start = period.span.start.astimezone(zone_of(period.zone)).date()
    first, last = (days[0], days[-1]) if days else (start, window.last or start)
    first = first if window.first is None else max(first, window.first)
    last = last if window.last is None else min(last, window.last)
    return max(0, (last - first).days + 1)


def flag_shape(flag: Flag, label: str) -> dict[str, Any]:
    """A flag as JSON, labelled in the page's language."""
    return {"day": str(flag.day), "verb": flag.verb, "label": label, "who": flag.who, "by": flag.by}
