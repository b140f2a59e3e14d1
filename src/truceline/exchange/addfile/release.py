"""What may leave the house: items of the handlings asked for that name nothing held back.

An item is held back for its own handling, or because it points to one that is: a public
statement by a protected source would give the source away. Denied by default, counted always.
"""

from collections import Counter
from collections.abc import Iterator
from typing import TypeVar

from attrs import fields, frozen

from truceline.testimony.batch import Batch
from truceline.testimony.claim import Claim, WatchClaim, incidents_of
from truceline.testimony.document import Document
from truceline.testimony.link import Judgement, Link
from truceline.testimony.register import Handling, Place, Source
from truceline.testimony.statement import Speaker, Statement

T = TypeVar("T")
_STAY = ("datasets", "decisions")
Reference = tuple[str, str | None]


@frozen
class Released:
    """The part of a batch that goes out, and how many items of each kind do not."""

    batch: Batch
    withheld: dict[str, int]


def released(batch: Batch, handlings: frozenset[Handling]) -> Released:
    """What of a batch goes out when only these handlings may; data sets and decisions never do."""
    hidden = _hidden(batch, handlings)
    shown = {
        field.name: tuple(item for item in getattr(batch, field.name) if _name(item) not in hidden)
        for field in fields(Batch)
        if field.name not in _STAY
    }
    shown["judgements"] = _judgements(batch, shown["claims"])
    counts = Counter({field.name: len(getattr(batch, field.name)) for field in fields(Batch)})
    counts.subtract({name: len(items) for name, items in shown.items()})
    return Released(Batch(**shown), {name: count for name, count in counts.items() if count})


def _hidden(batch: Batch, handlings: frozenset[Handling]) -> set[Reference]:
    items = [item for field in fields(Batch) for item in getattr(batch, field.name)]
    there = {_name(item) for item in items}
    hidden = {_name(item) for item in items if not _may_go(item, handlings)}
    # A claim can only be written inside its statement.
    hidden |= {_name(claim) for claim in batch.claims if ("said", claim.statement) not in there}
    while more := {_name(item) for item in items if hidden.intersection(_names(item))} - hidden:
        hidden |= more
    return hidden


def _may_go(item: object, handlings: frozenset[Handling]) -> bool:
    return not isinstance(item, Source | Document | Statement) or item.handling in handlings


def _name(item: object) -> Reference:
    kind = "said" if isinstance(item, Statement | Claim) else type(item).__name__.lower()
    return kind, getattr(item, "id")  # noqa: B009 - every kind of item in a batch has one


def _names(item: object) -> Iterator[Reference]:
    """What an item points to."""
    if isinstance(item, Source):
        for tie in item.affiliations:
            yield from (("source", tie.to), ("document", tie.stated_in))
    elif isinstance(item, Document):
        yield "source", item.outlet
    elif isinstance(item, Place):
        yield "document", item.stated_in
    elif isinstance(item, Statement):
        yield from _named_in(item)
    elif isinstance(item, Link):
        yield from (("said", end) for end in (item.subject, item.object, item.statement))
        yield _speaker(item.asserter)
    elif isinstance(item, Claim):
        yield "said", item.statement
        if isinstance(item, WatchClaim):
            yield "source", item.observer


def _named_in(statement: Statement) -> Iterator[Reference]:
    yield _speaker(statement.speaker)
    yield from (("document", document) for document in (statement.document, *statement.cites))
    yield from (("said", coded) for coded in statement.coded_from)
    for hop in statement.chain:
        yield from (_speaker(hop.agent), ("document", hop.document))


def _speaker(speaker: Speaker) -> Reference:
    return "source", speaker.source


def _judgements(batch: Batch, shown: tuple[Claim, ...]) -> tuple[Judgement, ...]:
    """Those that name no incident of which only withheld claims speak."""
    spoken_of = {incident for claim in batch.claims for incident in incidents_of(claim)}
    told = {incident for claim in shown for incident in incidents_of(claim)}
    secret = spoken_of - told
    return tuple(item for item in batch.judgements if not {item.left, item.right} & secret)
