"""An answer in words: what a state, a value, a rule is under one view, short enough for a cell."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from truceline.assessment.algebras import When
from truceline.assessment.standing import Field
from truceline.assessment.states import BEGINNING, Fact, changes, state_at
from truceline.assessment.view import Persistence, Whom
from truceline.values.doubt import Truth
from truceline.values.when import zone_of
from truceline.values.who import Who

_STATES = {Truth.YES: "yes", Truth.NO: "no", Truth.UNKNOWN: "not known", None: "nothing said"}
_DAY = timedelta(days=1)
NOTHING = "nothing stands"


def course(facts: tuple[Fact, ...], days: int | None) -> tuple[tuple[datetime, Truth | None], ...]:
    """From when on a state is what, with the beginning of time first; equal neighbours are one."""
    found: list[tuple[datetime, Truth | None]] = []
    for moment in sorted({BEGINNING, *changes(facts, days)}):
        state = state_at(facts, moment, days)
        if not found or found[-1][1] is not state:
            found.append((moment, state))
    return tuple(found)


def course_words(facts: tuple[Fact, ...], days: int | None, zone: str) -> str:
    """A state over time: "yes from 2016-02-26, no from 2016-05-01"."""
    # Nothing is said of the time before the first word, since every word has its day.
    told = course(facts, days)[1:]
    return ", ".join(_since(moment, state, zone) for moment, state in told) or _STATES[None]


def _since(moment: datetime, state: Truth | None, zone: str) -> str:
    return f"{_STATES[state]} from {moment.astimezone(zone_of(zone)).date()}"


def field_words(field: Field[Any]) -> str:
    """What stands on a field: "2016-02-26 or 2016-02-27"; what only hedged claims say is perhaps."""
    values = [value_words(value) for value in field.values]
    values += [f"perhaps {value_words(value)}" for value in field.rivals]
    text = " or ".join(values) or NOTHING
    return f"{text} (denied)" if field.denied else text


def value_words(value: object) -> str:
    """One value of an incident."""
    if isinstance(value, When):
        return _when_words(value)
    if isinstance(value, frozenset):
        return " and ".join(sorted(map(str, value)))
    return str(value)


def participants_words(participants: Iterable[Who]) -> str:
    """Who took part, no direction told."""
    return " and ".join(map(str, participants)) or NOTHING


def _when_words(when: When) -> str:
    zone = zone_of(when.zone)
    start, end = (
        moment.astimezone(zone) if moment is not None else None for moment in (when.span.start, when.span.end)
    )
    if start is not None and end is not None and _is_midnight(start) and _is_midnight(end):
        last = (end - _DAY).date()
        return str(start.date()) if start.date() == last else f"{start.date()} to {last}"
    return f"{_moment(start)} to {_moment(end)}"


def _is_midnight(moment: datetime) -> bool:
    return (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0)


def _moment(moment: datetime | None) -> str:
    return "?" if moment is None else moment.strftime("%Y-%m-%d %H:%M")


def rule_words(value: object) -> str:
    """What a view's rule is set to."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return ", ".join(rule_words(one) for one in value) or "any"
    if isinstance(value, Whom):
        return _whom_words(value)
    if isinstance(value, Persistence):
        return f"control {_days(value.control)}, relation {_days(value.relation)}, standing {_days(value.standing)}"
    return "none" if value in (None, "") else str(value)


def _days(days: int | None) -> str:
    return "unlimited" if days is None else f"{days} days"


def _whom_words(whom: Whom) -> str:
    named = [*whom.sources, *(f"group {one}" for one in whom.groups), *(one.value for one in whom.kinds)]
    return "anybody" if whom.any else "anybody named" if whom.named else ", ".join(named)
