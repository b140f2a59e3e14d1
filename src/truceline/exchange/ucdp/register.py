"""The register as the coder asks it: who and what goes by a name, and what had to be added."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from attrs import frozen

from truceline.exchange.ucdp.names import fold_name
from truceline.testimony.register import Actor, Place, Source

E = TypeVar("E", Source, Actor)


@frozen
class Register:
    """Sources, actors and places by id, as a snapshot of a record holds them."""

    sources: Mapping[str, Source]
    actors: Mapping[str, Actor]
    places: Mapping[str, Place]


EMPTY = Register(sources={}, actors={}, places={})


def by_name(entries: Iterable[E]) -> dict[str, E]:
    """Folded name or alias -> the entry; names come before aliases, earlier before later.

    An alias used only for a stated time does not fold: whom a name meant on a day is a
    coder's judgement (semantics 5).
    """
    known = tuple(entries)
    found: dict[str, E] = {}
    for entry in known:
        found.setdefault(fold_name(entry.name), entry)
    for entry in known:
        for alias in entry.aliases:
            if alias.used is None:
                found.setdefault(fold_name(alias.text), entry)
    return found


def names_of(place: Place) -> Iterable[str]:
    """The name of a place and its other names."""
    yield place.name
    for alias in place.aliases:
        yield alias.text
