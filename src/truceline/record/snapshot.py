"""What a record held at some size: plain values, the input of every assessment.

Invariant: a snapshot is a pure function of the entries below its size, so anyone with the
log gets the same one. Record time is the position in the log; clocks never decide.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from attrs import field, frozen

from truceline.record.entries import HASHED, NAMED, Custody, Ending, Entry, EntryKind, Issued
from truceline.testimony.batch import Dataset
from truceline.testimony.claim import Claim
from truceline.testimony.document import Document
from truceline.testimony.link import Judgement, Link
from truceline.testimony.register import Actor, Place, Source
from truceline.testimony.statement import Statement
from truceline.values.seal import root_hash


@frozen
class Snapshot:
    """The items that stand at a size of the log, in the order of their entries.

    ``known_by`` is when the last of these entries was recorded (None in an empty record).
    What was ended is in ``endings`` by its id and nowhere else; what was replaced under the
    same id (a document, a source) is there in its later form. ``recorded`` says when each
    statement, claim, link, judgement, document and dataset entered, ended ones included.
    """

    origin: str
    size: int
    root: str
    known_by: datetime | None
    sources: dict[str, Source]
    actors: dict[str, Actor]
    places: dict[str, Place]
    documents: dict[str, Document]
    statements: dict[str, Statement]
    claims: tuple[Claim, ...]
    links: tuple[Link, ...]
    judgements: tuple[Judgement, ...]
    datasets: dict[str, Dataset]
    endings: dict[str, Ending]
    recorded: dict[str, datetime]
    issued: tuple[Issued, ...]
    custody: tuple[Custody, ...]


_TIMED = HASHED | {EntryKind.DOCUMENT, EntryKind.DATASET}


@frozen
class _Fold:
    """What the entries read so far add up to."""

    standing: dict[EntryKind, dict[str, Any]] = field(factory=lambda: {kind: {} for kind in HASHED | NAMED})
    endings: dict[tuple[EntryKind, str], Ending] = field(factory=dict)
    recorded: dict[str, datetime] = field(factory=dict)
    issued: list[Issued] = field(factory=list)
    custody: list[Custody] = field(factory=list)

    def take(self, entry: Entry) -> None:
        # Of kinds this version writes nothing of, a later one may have; they change no item.
        item = entry.item if entry.is_of_this_version else None
        if isinstance(item, Ending):
            self.standing[item.kind].pop(item.target, None)
            self.endings[item.kind, item.target] = item
        elif isinstance(item, Issued):
            self.issued.append(item)
        elif isinstance(item, Custody):
            self.custody.append(item)
        elif item is not None:
            self._enter(entry, item)

    def _enter(self, entry: Entry, item: Any) -> None:
        self.standing[entry.kind][item.id] = item
        self.endings.pop((entry.kind, item.id), None)
        if entry.kind in _TIMED:
            self.recorded[item.id] = entry.recorded_at


def snapshot_of(entries: Iterable[Entry], *, origin: str) -> Snapshot:
    """The snapshot that these entries, from the first on, add up to."""
    fold = _Fold()
    leaves: list[bytes] = []
    known_by = None
    for entry in entries:
        fold.take(entry)
        leaves.append(entry.leaf)
        known_by = entry.recorded_at
    standing = fold.standing
    return Snapshot(
        origin=origin,
        size=len(leaves),
        root=root_hash(leaves).hex(),
        known_by=known_by,
        sources=standing[EntryKind.SOURCE],
        actors=standing[EntryKind.ACTOR],
        places=standing[EntryKind.PLACE],
        documents=standing[EntryKind.DOCUMENT],
        statements=standing[EntryKind.STATEMENT],
        claims=tuple(standing[EntryKind.CLAIM].values()),
        links=tuple(standing[EntryKind.LINK].values()),
        judgements=tuple(standing[EntryKind.JUDGEMENT].values()),
        datasets=standing[EntryKind.DATASET],
        endings={ending.target: ending for ending in fold.endings.values()},
        recorded=fold.recorded,
        issued=tuple(fold.issued),
        custody=tuple(fold.custody),
    )
