"""Sources, actors and places that look like each other: one name for two ids, or nearly one.

Two ids may well be meant; that is for a named coder's judgement, never for software.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from truceline.record.snapshot import Snapshot
from truceline.testimony.register import Actor, Place, Source
from truceline.values.problems import Problem

Item = Source | Actor | Place


def look_alikes(snapshot: Snapshot) -> Iterator[Problem]:
    """A problem for each name that two ids of one register share, exactly or but for its spelling."""
    yield from _among(snapshot.sources.values())
    yield from _among(snapshot.actors.values())
    # A city, its district and its governorate share a name by right.
    ranks: dict[object, list[Place]] = defaultdict(list)
    for place in snapshot.places.values():
        ranks[place.kind, frozenset(place.part_of)].append(place)
    for places in ranks.values():
        yield from _among(places)


def _among(items: Iterable[Item]) -> Iterator[Problem]:
    spellings: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for item in items:
        for name in (item.name, *(alias.text for alias in item.aliases)):
            if folded(name):
                spellings[folded(name)][item.id].add(name)
    for by_id in spellings.values():
        if len(by_id) > 1:
            yield _problem(by_id)


def _problem(by_id: dict[str, set[str]]) -> Problem:
    ids = ", ".join(sorted(by_id))
    names = sorted(name for one in by_id.values() for name in one)
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        return Problem("check.alias_shared", twice, path=ids)
    return Problem("check.look_alike", ", ".join(names), path=ids)


@cache
def folded(name: str) -> str:
    """The letters and digits of a name, without case and marks.

    >>> folded("Al-Nuṣra") == folded("AL NUSRA")
    True
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in plain if sign.isalnum())
