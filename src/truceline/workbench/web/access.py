"""Who may see what, and who may do what: the one place that decides.

Invariant: screens are given only what :func:`visible` leaves of a snapshot, so what is hidden
is in no count, list, search or finding; and whatever adds to the record asks :func:`may_add`.
"""

import re
from collections.abc import Iterator
from enum import Enum
from typing import Any

from attrs import evolve, fields, frozen, has

from truceline.exchange.addfile.release import released
from truceline.record.snapshot import Snapshot
from truceline.testimony.batch import Batch
from truceline.testimony.register import Actor, Handling, Place


class See(Enum):
    """How far somebody may look: public items, restricted ones too, or all of them."""

    PUBLIC = "public"
    RESTRICTED = "restricted"
    LEAD = "lead"

    @property
    def handlings(self) -> frozenset[Handling]:
        return _HANDLINGS[self]


_HANDLINGS = {
    See.PUBLIC: frozenset({Handling.PUBLIC}),
    See.RESTRICTED: frozenset({Handling.PUBLIC, Handling.RESTRICTED}),
    See.LEAD: frozenset(Handling),
}


@frozen
class Person:
    """Whoever sits at the screen: by what name they add to the record, and how far they see."""

    name: str
    see: See


def may_add(person: Person) -> bool:
    """Whether they may add to the record: nothing enters without a name."""
    return bool(person.name)


def visible(snapshot: Snapshot, see: See) -> Snapshot:
    """What is left of a snapshot for whoever may see so far, as if the rest were not there.

    An item is hidden for its own handling, or because it names one that is. Actors and places
    have no handling of their own: those of which only hidden items speak are hidden too.
    """
    if see is See.LEAD:
        return snapshot
    held = as_batch(snapshot)
    shown = released(held, see.handlings).batch
    left = {item.id for item in _items(shown)} | set(snapshot.datasets)
    unheard = _heard_only_of(held, shown)
    return evolve(
        snapshot,
        sources={item.id: item for item in shown.sources},
        documents={item.id: item for item in shown.documents},
        statements={item.id: item for item in shown.statements},
        claims=shown.claims,
        links=shown.links,
        judgements=shown.judgements,
        actors={item.id: item for item in shown.actors if item.id not in unheard},
        places={item.id: item for item in shown.places if item.id not in unheard},
        # Of what was ended, and of what left the house, nothing here says how it was handled.
        endings={},
        issued=(),
        custody=(),
        recorded={id: at for id, at in snapshot.recorded.items() if id in left},
    )


def _heard_only_of(held: Batch, shown: Batch) -> set[str]:
    """The actors and places that hidden items name and no visible item does."""
    visible = {id(item) for item in _items(shown)}
    actors: dict[str, Actor | Place] = {item.id: item for item in held.actors}
    register = {**actors, **{item.id: item for item in held.places}}
    names = set(register)
    hidden = [item for item in _items(held) if id(item) not in visible]
    spoken = [item for item in _items(shown) if not isinstance(item, Actor | Place)]
    open_ = {word for item in spoken for word in _words(item)}
    open_ |= {word for document in shown.documents for word in _QUOTED.findall(document.text or "")}
    # What is named brings along what it is part of, or has as members.
    while more := {
        word
        for name in open_ & names
        for word in _words(register[name])
        if word in names and word not in open_
    }:
        open_ |= more
    return {word for item in hidden for word in _words(item)} & names - open_


_QUOTED = re.compile(r'"([a-z0-9][a-z0-9._:-]*)"')
"""Ids as an agreement's or a view's file writes them."""


def _words(value: Any) -> Iterator[str]:
    """Every text in an item, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list | frozenset):
        for part in value:
            yield from _words(part)
    elif has(type(value)):
        for field in fields(type(value)):
            if field.name != "text":
                yield from _words(getattr(value, field.name))


def _items(batch: Batch) -> tuple[Any, ...]:
    return tuple(item for kind in _KINDS for item in getattr(batch, kind))


_KINDS = ("sources", "actors", "places", "documents", "statements", "claims", "links", "judgements")


def as_batch(snapshot: Snapshot) -> Batch:
    """What stands in a snapshot, as a batch; data sets stay where they are."""
    return Batch(
        sources=tuple(snapshot.sources.values()),
        actors=tuple(snapshot.actors.values()),
        places=tuple(snapshot.places.values()),
        documents=tuple(snapshot.documents.values()),
        statements=tuple(snapshot.statements.values()),
        claims=snapshot.claims,
        links=snapshot.links,
        judgements=snapshot.judgements,
    )
