"""What somebody may see of a snapshot: items of their handlings that name nothing held back.

Everything else is not there: no figure, list or picture made from what is left shows that
there was more.
"""

from collections.abc import Iterable
from operator import attrgetter

from attrs import evolve, fields

from truceline.exchange.addfile.release import released
from truceline.record.snapshot import Snapshot
from truceline.testimony.batch import Batch
from truceline.testimony.register import Handling

PUBLIC_ONLY = frozenset({Handling.PUBLIC})
ALL_HANDLINGS = frozenset(Handling)


_ID = attrgetter("id")
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
    """The snapshot without what may be seen only under other handlings, and what names it."""
    if handlings >= _handlings_in(snapshot):
        return snapshot
    left = released(batch_of(snapshot), handlings).batch
    told = {id for field in fields(Batch) for id in map(_ID, getattr(left, field.name))}
    return evolve(
        snapshot,
        sources={item.id: item for item in left.sources},
        places={item.id: item for item in left.places},
        documents={item.id: item for item in left.documents},
        statements={item.id: item for item in left.statements},
        claims=left.claims,
        links=left.links,
        judgements=left.judgements,
        endings={},
        recorded={id: moment for id, moment in snapshot.recorded.items() if id in told},
        custody=(),
    )


def _handlings_in(snapshot: Snapshot) -> set[Handling]:
    items: Iterable[Iterable[object]] = (
        snapshot.sources.values(),
        snapshot.documents.values(),
        snapshot.statements.values(),
    )
    return {_HANDLING(item) for several in items for item in several}
