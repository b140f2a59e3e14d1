"""Possible doubles: rows of two data sets that may be one incident and nobody has judged yet."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from truceline.assessment.account import Account
from truceline.assessment.algebras import When
from truceline.assessment.case import Shared
from truceline.assessment.conduct import is_kind_of
from truceline.assessment.selection import bounds_of
from truceline.assessment.standing import Field


def possible_doubles(shared: Shared, accounts: Iterable[Account]) -> int:
    """How many pairs: different data sets, same local day, places meet, kinds compatible."""
    return sum(1 for _ in pairs_of_doubles(shared, accounts))


def pairs_of_doubles(shared: Shared, accounts: Iterable[Account]) -> Iterator[tuple[str, str]]:
    """The pairs themselves, each once."""
    by_day: dict[date, list[Account]] = defaultdict(list)
    for account in accounts:
        day = _day_of(account.when)
        if day is not None and account.where.values:
            by_day[day].append(account)
    for items in by_day.values():
        for one, other in combinations(items, 2):
            if data_set_of(one.incident) != data_set_of(other.incident) and _alike(shared, one, other):
                yield one.incident, other.incident


def data_set_of(incident: str) -> str:
    """The data set an incident's row stands in; "" for the record's own."""
    return incident.partition(":")[0] if ":" in incident else ""


def _day_of(when: Field[When]) -> date | None:
    """The one local day an incident was on: told firmly, and by nobody, not even with a hedge, told of another."""
    first, last = bounds_of(when.worlds)
    return first if when.values and first == last else None


def _alike(shared: Shared, one: Account, other: Account) -> bool:
    if frozenset((one.incident, other.incident)) in shared.evidence.judged:
        return False
    kinds = any(
        is_kind_of(first, second) or is_kind_of(second, first)
        for first in one.kind.values
        for second in other.kind.values
    )
    return kinds and any(
        shared.geography.meet(first, second) for first in one.where.values for second in other.where.values
    )
