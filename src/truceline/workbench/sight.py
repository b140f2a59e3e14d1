"""What somebody may see of a snapshot: the one place that decides, for screens and reports alike.

Invariant: what is held back is in no count, list, picture or finding made from what is left, and
nothing there shows that there was more.
"""

import re
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any

from attrs import evolve, fields, has

from truceline.exchange.addfile.release import released
from truceline.record.snapshot import Snapshot
from truceline.testimony.batch import Batch
from truceline.testimony.register import Actor, Handling, Place

PUBLIC_ONLY = frozenset({Handling.PUBLIC})
ALL_HANDLINGS = frozenset(Handling)

_HANDLING = attrgetter("handling")


def batch_of(snapshot: Snapshot) -> Batch:
    """Everything that stands in a snapshot, except data sets, which are files of their own."""
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


def seen_by(snapshot: Snapshot, handlings: frozenset[Handling]) -> Snapshot:
    """What is left of a snapshot for whoever may see these handlings, as if the rest were not there.

    An item is hidden for its own handling, or because it names one that is. Actors and places
    have no handling of their own: those of which only hidden items speak are hidden too.
    """
    if handlings >= ALL_HANDLINGS:
        return snapshot
    # Of what was ended, and of what left the house, nothing says any more how it was handled.
    snapshot = evolve(snapshot, endings={}, issued=(), custody=())
    if handlings >= _handlings_in(snapshot):
        return snapshot
    held = batch_of(snapshot)
    shown = released(held, handlings).batch
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


def _handlings_in(snapshot: Snapshot) -> set[Handling]:
    items: Iterable[Iterable[object]] = (
        snapshot.sources.values(),
        snapshot.documents.values(),
        snapshot.statements.values(),
    )
    return {_HANDLING(item) for several in items for item in several}
