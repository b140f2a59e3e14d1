"""What a dossier holds. Identifiers and typed values only: words are for whoever lays it out."""

from datetime import datetime
from enum import Enum
from typing import TypeAlias

from attrs import frozen

from truceline.assessment.account import Scope, Toll
from truceline.assessment.explain import SetAside
from truceline.assessment.finding import Answered, Doubt, Outcome, Responsible
from truceline.record.entries import EntryKind
from truceline.testimony.claim import Claim, Firmness, Stage
from truceline.testimony.document import Span
from truceline.testimony.register import PlaceKind
from truceline.testimony.statement import Act, Basis, Mode, Quotation, Speaker, Stance
from truceline.values.doubt import Count
from truceline.values.when import Period
from truceline.values.where import Extent, Location
from truceline.values.who import Who

Value: TypeAlias = Period | Location | Who | Count | str
"""What a claim says on one field; a text is a word of the codebook or a means."""


@frozen
class Head:
    """Which record this was made from, and how much of it."""

    origin: str
    size: int
    root: str
    assessment_version: str


@frozen
class Condition:
    """One of the six conditions under one clause: its answer, the claims behind it, its doubts."""

    name: str
    answered: Answered


@frozen
class Clause:
    """The incident under one reading of one clause.

    ``text`` are the clause's own words, ``number`` where they stand in the agreement and
    ``plain`` what the machine form says, in English.
    """

    key: str
    number: str
    text: str
    plain: str
    according_to: tuple[str, ...]
    outcome: Outcome
    failed: str | None
    responsible: Responsible
    conditions: tuple[Condition, ...]


@frozen
class SeenBy:
    """What one view finds, and nothing of why; ``outcome`` is None when the incident is out, and ``out`` says why."""

    view: str
    title: str
    out: str | None
    outcome: Outcome | None
    failed: str | None
    responsible: Responsible | None
    decisive: tuple[str, ...]


@frozen
class FindingUnder:
    """What one view finds: breach, and apart from it who is responsible; why; what is left out.

    ``outcome`` and ``responsible`` are None when the incident is out, and ``out`` says why.
    ``decisive`` are the keys of the clauses that give the outcome. ``tolls`` are the counts
    as this view resolves them. ``contradicting`` are ids of claims and statements.
    """

    view: str
    title: str
    published_by: str
    known_by: str
    out: str | None
    outcome: Outcome | None
    failed: str | None
    responsible: Responsible | None
    capped: tuple[str, ...]
    decisive: tuple[str, ...]
    clauses: tuple[Clause, ...]
    settles: tuple[Doubt, ...]
    tolls: tuple[Toll, ...]
    rests_on: tuple[str, ...]
    set_aside: tuple[SetAside, ...]
    contradicting: tuple[str, ...]


class Likeness(Enum):
    """How what one account says on a field lies to what the others say."""

    ALONE = "alone"
    """Nobody else says anything on it."""
    SAME = "same"
    COMPATIBLE = "compatible"
    """Not the same, but both can be so: one is closer, or they overlap."""
    CONTRARY = "contrary"
    """Both cannot be so, or one denies what another says."""


@frozen
class Cell:
    """One claim's value on one field; ``aside`` is why the first view does not take it."""

    claim: str
    value: Value
    denied: bool
    firmness: Firmness
    aside: str | None
    likeness: Likeness


@frozen
class Telling:
    """One account of it: what one speaker says in one document. ``statements`` are its ids."""

    speaker: Speaker
    document: str
    said: Period | None
    statements: tuple[str, ...]


@frozen
class FieldRow:
    """One field over all accounts; ``cells`` has a tuple for each telling, empty where it is silent.

    ``scope`` is what a toll is a toll of; tolls of other scopes stand in rows of their own.
    """

    name: str
    scope: Scope | None
    cells: tuple[tuple[Cell, ...], ...]
    likeness: Likeness


@frozen
class SideBySide:
    """The accounts of an incident, field by field."""

    tellings: tuple[Telling, ...]
    rows: tuple[FieldRow, ...]


@frozen
class Passed:
    """One hop of a chain."""

    agent: Speaker
    document: str | None
    date: Period | None
    mode: Mode
    stance: Stance


@frozen
class Chain:
    """How a statement reached us: the document we hold, its hops outermost first, the speaker.

    ``spans`` are its words in that document; ``content`` what it says, where the document may
    not be copied in the coder's words.
    """

    statement: str
    document: str
    hops: tuple[Passed, ...]
    speaker: Speaker
    said: Period | None
    act: Act
    basis: Basis
    quotation: Quotation
    content: str
    spans: tuple[Span, ...]
    claims: tuple[str, ...]


@frozen
class StatedToll:
    """A toll as one claim gives it; ``of_several`` marks one for a set of incidents."""

    claim: str
    scope: Scope
    count: Count
    denied: bool
    of_several: bool
    aside: str | None


@frozen
class Placed:
    """One place that may be meant; ``position`` is "latitude, longitude" where one is known."""

    place: str | None
    kind: PlaceKind | None
    extent: Extent
    position: str | None
    km: int | None
    has_outline: bool
    approximate: bool


@frozen
class Whereabouts:
    """Where a claim puts it: where it hit, or where it came from."""

    claim: str
    field: str
    location: Location
    spots: tuple[Placed, ...]
    aside: str | None


@frozen
class HistoryItem:
    """One entry of the log about the incident, in the order of recording.

    ``what`` is the claim's type, the link's kind, how an item was ended, or a judgement's
    answer; ``ids`` are the ids it names beside its own; ``reason`` is its recorder's.
    ``claim`` is the claim itself, also one that was ended since.
    """

    seq: int
    recorded_at: datetime
    by: str
    kind: EntryKind
    id: str
    what: str
    ids: tuple[str, ...]
    reason: str
    claim: Claim | None


@frozen
class Determination:
    """A body's own judgement of this incident: shown beside ours, never merged with it."""

    claim: str
    speaker: Speaker
    body: str
    article: str
    standard: str
    stage: Stage
    judgement: str
    actor: Who | None
    exception: str | None
    denied: bool


@frozen
class Dossier:
    """Everything held on one incident. The first finding is that of the view asked for first."""

    incident: str
    also_known_as: tuple[str, ...]
    agreement: str
    agreement_title: str
    breach_word: str
    head: Head
    findings: tuple[FindingUnder, ...]
    accounts: SideBySide
    chains: tuple[Chain, ...]
    tolls: tuple[StatedToll, ...]
    places: tuple[Whereabouts, ...]
    history: tuple[HistoryItem, ...]
    determinations: tuple[Determination, ...]
