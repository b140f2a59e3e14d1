"""What an item says must be there already: the ids it names, and of what kind.

Incidents, agreements, provisions, conducts and what an indicator measures are names that
claims may use freely, and so are asserters and coders: they need not be in the record.
"""

from collections.abc import Iterable, Iterator
from functools import singledispatch
from typing import Any

import attrs
from attrs import frozen

from truceline.record.entries import Custody, EntryKind
from truceline.testimony.claim import Claim, RelationClaim, WatchClaim
from truceline.testimony.decision import Decision
from truceline.testimony.document import Document
from truceline.testimony.link import Link
from truceline.testimony.register import Actor, Place, Source
from truceline.testimony.statement import Statement
from truceline.values.where import Location
from truceline.values.who import Who

_SOURCE = (EntryKind.SOURCE,)
_ACTOR = (EntryKind.ACTOR,)
_PLACE = (EntryKind.PLACE,)
_DOCUMENT = (EntryKind.DOCUMENT,)
_STATEMENT = (EntryKind.STATEMENT,)
_CLAIM = (EntryKind.CLAIM,)
_ACTOR_OR_PLACE = (EntryKind.ACTOR, EntryKind.PLACE)
_OBSERVER = (EntryKind.SOURCE, EntryKind.ACTOR)
_LINKED = (EntryKind.CLAIM, EntryKind.STATEMENT)


@frozen
class Reference:
    """An id that a field names; it must be that of one of these kinds."""

    field: str
    kinds: tuple[EntryKind, ...]
    id: str

    @property
    def code(self) -> str:
        """The problem when nothing has that id: named after what is wanted."""
        return _CODES.get(self.kinds) or f"record.unknown_{self.kinds[0].value}"


_CODES: dict[tuple[EntryKind, ...], str] = {
    _ACTOR_OR_PLACE: "record.unknown_subject",
    _OBSERVER: "record.unknown_observer",
    _LINKED: "record.unknown_target",
}


def _all(field: str, kinds: tuple[EntryKind, ...], ids: Iterable[str | None]) -> Iterator[Reference]:
    return (Reference(field, kinds, each) for each in ids if each is not None)


@singledispatch
def references_of(item: Any) -> Iterator[Reference]:  # noqa: ARG001 - kinds that name nothing
    """The ids an item rests on, in the order of its fields; none for most kinds."""
    yield from ()


@references_of.register
def _(item: Source) -> Iterator[Reference]:
    yield from _all("affiliations", _SOURCE, (tie.to for tie in item.affiliations))
    yield from _all("actor", _ACTOR, [item.actor])


@references_of.register
def _(item: Actor) -> Iterator[Reference]:
    yield from _all("members", _ACTOR, item.members or ())


@references_of.register
def _(item: Place) -> Iterator[Reference]:
    yield from _all("part_of", _PLACE, item.part_of)


@references_of.register
def _(item: Document) -> Iterator[Reference]:
    yield from _all("outlet", _SOURCE, [item.outlet])


@references_of.register
def _(item: Statement) -> Iterator[Reference]:
    yield from _all("document", _DOCUMENT, [item.document])
    yield from _all("speaker", _SOURCE, [item.speaker.source])
    yield from _all("chain", _SOURCE, (hop.agent.source for hop in item.chain))
    yield from _all("chain", _DOCUMENT, (hop.document for hop in item.chain))
    yield from _all("cites", _DOCUMENT, item.cites)
    yield from _all("coded_from", _STATEMENT, item.coded_from)


@references_of.register
def _(item: Claim) -> Iterator[Reference]:
    yield from _all("statement", _STATEMENT, [item.statement])
    for field in attrs.fields(type(item)):
        value = getattr(item, field.name)
        if isinstance(value, Who):
            yield from _all(field.name, _ACTOR, value.members)
        elif isinstance(value, Location):
            yield from _all(field.name, _PLACE, (spot.place for spot in value.alternatives))
    if isinstance(item, RelationClaim):
        yield from _all("subject", _ACTOR_OR_PLACE, [item.subject])
        yield from _all("object", _ACTOR_OR_PLACE, [item.object])
    elif isinstance(item, WatchClaim):
        yield from _all("observer", _OBSERVER, [item.observer])


@references_of.register
def _(item: Link) -> Iterator[Reference]:
    yield from _all("subject", _LINKED, [item.subject])
    yield from _all("object", _LINKED, [item.object])
    yield from _all("statement", _STATEMENT, [item.statement])


@references_of.register
def _(item: Custody) -> Iterator[Reference]:
    yield from _all("document", _DOCUMENT, [item.document])


@references_of.register
def _(item: Decision) -> Iterator[Reference]:
    yield from _all("document", _DOCUMENT, [item.document])
    yield from _all("claim", _CLAIM, [item.claim])
