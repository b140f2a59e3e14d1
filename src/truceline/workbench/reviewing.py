"""Reviewing against a record: what was decided there, and deciding, for the command line and the browser.

A decision enters together with the statement and the claim it accepts, or not at all; who
decides second is told who decided first, and nothing of the second is kept.
"""

from collections import Counter
from datetime import datetime
from typing import Any

from attrs import evolve, frozen

from truceline.reading.intake.receive import Intake
from truceline.reading.names import Names, names_of, source_called
from truceline.reading.registry import Reader
from truceline.reading.review import Choice, Review, review_of
from truceline.record.entries import Custody, CustodyAction, Entry, EntryKind
from truceline.record.snapshot import Snapshot
from truceline.record.store import Appended, Record
from truceline.testimony.batch import Batch
from truceline.testimony.decision import Answer, Decision
from truceline.testimony.document import Document
from truceline.values.problems import Problem, Problems
from truceline.values.when import Fills, parse_period


@frozen
class Decided:
    """What was decided about a proposal, by whom, when; and whether the claim entered for it stands."""

    decision: Decision
    by: str
    at: datetime
    claim_stands: bool


def names_in(snapshot: Snapshot) -> Names:
    """The names a record's register knows."""
    return names_of(snapshot.actors.values(), snapshot.places.values(), snapshot.sources.values(), ())


def enter_document(record: Record, intake: Intake, *, by: str, at: datetime) -> Document:
    """The received document in the record, with who captured it; one already there is left as it is.

    An outlet the register does not know is kept as a note.

    Raises:
        Problems: everything wrong with it.
    """
    snapshot = record.snapshot()
    document = snapshot.documents.get(intake.document.id)
    if document is None:
        document = _with_outlet(intake.document, names_in(snapshot))
        record.append(Batch(documents=(document,)), by=by, at=at)
    if not any(step.document == document.id for step in snapshot.custody):
        record.append_entry(EntryKind.CUSTODY, _custody(intake, document, by, at), by=by, at=at)
    return document


def _with_outlet(document: Document, names: Names) -> Document:
    if document.outlet is None:
        return document
    known = source_called(names, document.outlet)
    note = document.note if known else f"Outlet, as the file names it: {document.outlet}"
    return evolve(document, outlet=known, note=note)


def _custody(intake: Intake, document: Document, by: str, at: datetime) -> Custody:
    told = intake.custody
    note = "; ".join(
        [*([told.url] if told.url else []), *(f"{name}: {value}" for name, value in told.headers)]
    )
    moment = told.captured or f"{at:%Y-%m-%dT%H:%MZ}"
    return Custody(
        document=document.id, action=CustodyAction.CAPTURED if told.url else CustodyAction.RECEIVED,
        agent=told.captured_by or by, from_whom=told.received_from or None,
        at=parse_period(moment, zone="UTC", fills=Fills.WITHIN), means=told.tool, note=note,
    )  # fmt: skip


def review_in(snapshot: Snapshot, document: str, reader: Reader, agreement: str | None) -> Review:
    """The review of a document of the record, with the names the record knows.

    Raises:
        Problems: ``record.unknown_document``; ``review.text`` when the record holds no text of it.
    """
    held = snapshot.documents.get(document)
    if held is None:
        raise Problems([Problem("record.unknown_document", document)])
    if held.text is None:
        raise Problems([Problem("review.text", document)])
    return review_of(reader.read(held), names_in(snapshot), agreement)


def decided_in(record: Record, review: Review) -> dict[str, Decided]:
    """What the record holds about a review's proposals, by their ids; the undecided are not in it."""
    entries = record.latest(EntryKind.DECISION, [each.id for each in review.proposals])
    decisions = {id: entry.item for id, entry in entries.items()}
    claims = [decision.claim for decision in decisions.values() if decision.claim is not None]
    standing = {found.id for found in record.index.latest(EntryKind.CLAIM, claims).values() if found.stands}
    return {id: _decided(entry, decisions[id], standing) for id, entry in entries.items()}


def _decided(entry: Entry, decision: Decision, standing: set[str]) -> Decided:
    return Decided(decision, entry.by, entry.recorded_at, decision.claim in standing)


def decide(record: Record, review: Review, id: str, choice: Choice, *, by: str, at: datetime) -> Appended:  # noqa: PLR0913 - who, what, about which, where, when
    """Enter one decision, with the statement and claim it accepts. The document must be held already.

    Raises:
        Problems: ``review.decided`` when somebody decided it meanwhile, with who and how;
            ``review.unknown``, ``review.claim``; what is wrong with the claim (``record.unknown_...``).
    """
    batch = review.entering(id, choice, by)
    try:
        appended = record.append(batch, by=by, at=at)
    except Problems as error:
        if any(fault.code == "record.differs" and fault.path == f"decision/{id}" for fault in error.problems):
            raise Problems([_meanwhile(decided_in(record, review)[id])]) from error
        raise
    if id not in appended.ids:
        raise Problems([_meanwhile(decided_in(record, review)[id])])
    return appended


def _meanwhile(found: Decided) -> Problem:
    decision = found.decision
    return Problem(
        "review.decided", f"{decision.answer.value} by {found.by} at {found.at:%Y-%m-%d %H:%M:%SZ}"
    )


def tally(review: Review, decided: dict[str, Decided]) -> dict[str, int]:
    """How many proposals there are, are undecided, and were answered which way."""
    counts = Counter(one.decision.answer for one in decided.values())
    answers: dict[str, Any] = {answer.value: counts[answer] for answer in Answer}
    return {"proposals": len(review.proposals), "undecided": len(review.proposals) - len(decided), **answers}
