"""Entries: what stands in the log, byte by byte (docs/spec/entry.md).

Invariant: everything an entry says is inside the bytes that are hashed; nothing beside them
(no column, no file name) says anything that they do not. Its place in the sequence is held
by the Merkle tree over all of them.
"""

import json
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from attrs import frozen
from cattrs import BaseValidationError

from truceline.testimony.batch import Dataset
from truceline.testimony.claim import Claim
from truceline.testimony.codec import Body, from_body, to_body
from truceline.testimony.decision import Decision
from truceline.testimony.document import Document
from truceline.testimony.link import Judgement, Link
from truceline.testimony.register import Actor, Handling, Place, Source
from truceline.testimony.statement import Statement
from truceline.values.problems import ValueProblem
from truceline.values.seal import canonical, leaf_hash
from truceline.values.when import Period

FORMAT = "truceline-entry/1"
_KEYS = {"format", "kind", "recorded_at", "by", "item"}


class EntryKind(Enum):
    """What an entry brings; the words stand in the log for ever, so none is ever renamed."""

    SOURCE = "source"
    ACTOR = "actor"
    PLACE = "place"
    DOCUMENT = "document"
    STATEMENT = "statement"
    CLAIM = "claim"
    LINK = "link"
    JUDGEMENT = "judgement"
    DECISION = "decision"
    ENDING = "ending"
    DATASET = "dataset"
    IMPORT = "import"
    CHECKPOINT = "checkpoint"
    ISSUED = "issued"
    CUSTODY = "custody"


class EndingHow(Enum):
    """Why the recorder ended an item. A speaker's own withdrawal is a link, never an ending."""

    CORRECTED = "corrected"
    """Our error in entering it."""
    RE_IDENTIFIED = "re-identified"
    """It was about somebody or something else."""
    SEALED_PART_DESTROYED = "sealed-part-destroyed"


@frozen
class Ending:
    """What stands under ``target`` below this entry stands no longer; it stays in the log.

    ``kind`` says what ``target`` is the id of, since a source and an actor may share one.
    ``replaced_by`` are ids of the same kind.
    """

    target: str
    kind: EntryKind
    how: EndingHow
    replaced_by: tuple[str, ...]
    reason: str


@frozen
class Asked:
    """What a report was asked for: enough to make it again, and to see what has changed since.

    ``report`` is its kind, ``subject`` the days or the incident, ``handlings`` what its readers
    may see, ``made`` the day it says it was made on, "" for none.
    """

    report: str
    subject: str
    views: tuple[str, ...]
    published_by: str
    handlings: tuple[Handling, ...]
    language: str
    format: str
    by: str
    made: str


@frozen
class Issued:
    """A report that left the house: its bytes, what it was computed from, and for whom.

    ``size`` and ``root`` are the record's when it was computed; ``view`` and ``agreement``
    are ids, several views with blanks between.
    """

    report_sha256: str
    title: str
    view: str
    agreement: str
    size: int
    root: str
    assessment_version: str
    audience: str
    # Entries of before reports could be made here have none, and stay readable.
    asked: Asked | None = None


class CustodyAction(Enum):
    """What was done with a document's bytes."""

    CAPTURED = "captured"
    RECEIVED = "received"
    HANDED_OVER = "handed-over"
    OPENED = "opened"


@frozen
class Custody:
    """Who captured, received, handed over or opened a document, from whom, with what."""

    document: str
    action: CustodyAction
    agent: str
    from_whom: str | None
    at: Period
    means: str
    note: str


ITEM_TYPES: dict[EntryKind, type[Any]] = {
    EntryKind.SOURCE: Source,
    EntryKind.ACTOR: Actor,
    EntryKind.PLACE: Place,
    EntryKind.DOCUMENT: Document,
    EntryKind.STATEMENT: Statement,
    EntryKind.CLAIM: Claim,
    EntryKind.LINK: Link,
    EntryKind.JUDGEMENT: Judgement,
    EntryKind.DECISION: Decision,
    EntryKind.DATASET: Dataset,
    EntryKind.ENDING: Ending,
    EntryKind.ISSUED: Issued,
    EntryKind.CUSTODY: Custody,
}
"""The value each kind of entry holds."""

HASHED = frozenset({EntryKind.STATEMENT, EntryKind.CLAIM, EntryKind.LINK, EntryKind.JUDGEMENT})
"""Kinds whose id is the hash of their content, and so does not stand in the body."""
NAMED = frozenset(
    {EntryKind.SOURCE, EntryKind.ACTOR, EntryKind.PLACE, EntryKind.DOCUMENT, EntryKind.DATASET}
    | {EntryKind.DECISION}
)
"""Kinds whose id stands in the body: a name somebody chose, or, of a decision, the proposal's."""


@frozen
class Entry:
    """One entry of a log: its place, the hash of its bytes, and what the bytes say.

    ``body`` is the whole of what is hashed; ``kind``, ``recorded_at`` and ``by`` are read
    from it.
    """

    seq: int
    leaf: bytes
    kind: EntryKind
    recorded_at: datetime
    by: str
    body: Body

    @property
    def is_of_this_version(self) -> bool:
        """Whether this version writes entries of its kind, and so knows what they hold."""
        return self.kind in ITEM_TYPES

    @property
    def item(self) -> Any:
        """The value it brings.

        Raises:
            ValueProblem: ``record.item_unreadable`` when this version writes no such item.
        """
        try:
            return from_body(self.body["item"], ITEM_TYPES[self.kind])
        except (BaseValidationError, ValueError, TypeError, LookupError) as error:
            message = f"entry {self.seq}, {self.kind.value}: {error}"
            raise ValueProblem("record.item_unreadable", message) from error


def seal_entry(kind: EntryKind, item: Any, *, by: str, at: datetime) -> bytes:
    """The canonical bytes of an entry.

    Raises:
        ValueProblem: ``record.not_canonical`` for text that is no Unicode, or a whole number
            that JSON readers round (beyond 2^53).
    """
    body: Body = {
        "format": FORMAT,
        "kind": kind.value,
        "recorded_at": write_moment(at),
        "by": by,
        "item": to_body(item),
    }
    try:
        return canonical(body)
    except ValueError as error:
        raise ValueProblem("record.not_canonical", f"{kind.value}: {error}") from error


def read_entry(seq: int, leaf: bytes, body: bytes) -> Entry:
    """The entry that these bytes spell.

    Raises:
        ValueProblem: ``record.entry_unreadable`` when they are not an entry of this format.
    """
    try:
        plain = json.loads(body)
        kind, moment = _read_head(plain)
    except (ValueError, TypeError) as error:
        raise ValueProblem("record.entry_unreadable", f"entry {seq}: {error}") from error
    return Entry(seq=seq, leaf=leaf, kind=kind, recorded_at=moment, by=str(plain["by"]), body=plain)


def _read_head(plain: Any) -> tuple[EntryKind, datetime]:
    if not isinstance(plain, dict) or set(plain) != _KEYS:
        raise ValueError(f"its fields are not {', '.join(sorted(_KEYS))}")
    if plain["format"] != FORMAT:
        raise ValueError(f"its format is {plain['format']!r}")
    return EntryKind(plain["kind"]), read_moment(plain["recorded_at"])


def hash_entry(body: bytes) -> bytes:
    """The leaf hash of an entry's bytes (RFC 6962, section 2.1)."""
    return leaf_hash(body)


def write_moment(at: datetime) -> str:
    """RFC 3339 in UTC to the microsecond: one spelling, whose order as text is that of time.

    Raises:
        ValueError: for a datetime without a zone.
    """
    if at.tzinfo is None:
        raise ValueError("a moment of recording needs a zone")
    plain = at.astimezone(UTC)
    return f"{plain.year:04}-{plain:%m-%dT%H:%M:%S.%f}Z"


def read_moment(text: str) -> datetime:
    """The instant that this text spells.

    Raises:
        ValueError: for any other spelling than that of :func:`write_moment`.
    """
    moment = datetime.fromisoformat(text)
    if write_moment(moment) != text:
        raise ValueError(f"not the one spelling of an instant: {text!r}")
    return moment
