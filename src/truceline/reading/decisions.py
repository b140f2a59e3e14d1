"""What a person decided about statements and proposals: one JSON line a decision, appended.

Invariant: lines are only ever added; the last decision on an item counts, so a review can be
broken off, resumed and changed, and who decided when stays readable.
"""

import json
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any

from attrs import frozen

from truceline.reading.proposals import Proposal
from truceline.reading.result import Reading, ReadStatement, SpeakerKind
from truceline.testimony.codec import to_body
from truceline.values.problems import Problem, Problems


class Answer(Enum):
    """What may be decided."""

    ACCEPT = "accept"
    EDIT = "edit"
    REJECT = "reject"
    SKIP = "skip"


@frozen
class Decision:
    """One answer about one item of one reading; ``claim`` is the edited body when it was edited."""

    document: str
    reader: str
    item: str
    answer: Answer
    who: str
    when: str
    claim: dict[str, Any] | None

    def to_line(self) -> str:
        """Its line in the file."""
        plain = {
            "document": self.document, "reader": self.reader, "item": self.item, "answer": self.answer.value,
            "who": self.who, "when": self.when, "claim": self.claim,
        }  # fmt: skip
        return json.dumps(plain, ensure_ascii=False) + "\n"


def read_decisions(text: str) -> tuple[Decision, ...]:
    """The decisions of a file.

    Raises:
        Problems: ``decisions.unreadable`` with every damaged line.
    """
    faults, found = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            raw = json.loads(line)
            found.append(Decision(**{**raw, "answer": Answer(raw["answer"])}))
        except (ValueError, KeyError, TypeError) as error:
            faults.append(Problem("decisions.unreadable", str(error)[:100], line=number))
    if faults:
        raise Problems(faults)
    return tuple(found)


def pending(
    reading: Reading, proposals: Iterable[Proposal], decisions: Iterable[Decision]
) -> tuple[Proposal, ...]:
    """The proposals nobody has decided yet; skipped ones come again."""
    done = {
        one.item: one.answer
        for one in decisions
        if one.document == reading.document.id and one.reader == reading.reader
    }
    return tuple(item for item in proposals if done.get(item.id, Answer.SKIP) is Answer.SKIP)


def accepted_lines(
    reading: Reading, proposals: Iterable[Proposal], decisions: Iterable[Decision], sources: dict[str, str]
) -> Iterator[str]:
    """The accepted claims with their statements, as lines of an add file (docs/spec/add-file.md)."""
    last = {
        one.item: one
        for one in decisions
        if one.document == reading.document.id and one.reader == reading.reader
    }
    by_statement: dict[str, list[dict[str, Any]]] = {}
    for item in proposals:
        decision = last.get(item.id)
        if decision is not None and decision.answer in (Answer.ACCEPT, Answer.EDIT):
            by_statement.setdefault(item.statement, []).append(decision.claim or claim_fields(item))
    if by_statement:
        yield _line("document", _document(reading))
    for statement in reading.statements:
        if statement.id in by_statement:
            yield _line(
                "statement", {**_statement(reading, statement, sources), "claims": by_statement[statement.id]}
            )
    if "writer" in by_statement:
        yield _line("statement", {**_writer(reading), "claims": by_statement["writer"]})


def claim_fields(item: Proposal) -> dict[str, Any]:
    """A proposed claim as an add file writes it: its own fields, kebab-case, nothing empty."""
    body = to_body(item.claim)
    kept = {
        key: value
        for key, value in body.items()
        if key not in ("statement", "label") and value not in (None, "", [])
    }
    return {key.replace("_", "-"): value for key, value in kept.items()}


def _line(table: str, fields: dict[str, Any]) -> str:
    return json.dumps({table: fields}, ensure_ascii=False) + "\n"


def _document(reading: Reading) -> dict[str, Any]:
    document = reading.document
    fields: dict[str, Any] = {
        "id": document.id, "title": document.title, "authors": list(document.authors), "language": document.language,
        "media-type": document.media_type, "url": document.url, "sha256": document.sha256, "text": document.text,
        "handling": document.handling.value, "purpose": document.purpose,
    }  # fmt: skip
    if document.published is not None:
        fields["published"] = document.published.edtf
    return fields


def _statement(reading: Reading, item: ReadStatement, sources: dict[str, str]) -> dict[str, Any]:
    text = reading.document.text or ""
    known = sources.get(item.speaker.name) if item.speaker.kind is not SpeakerKind.OPEN else None
    fields: dict[str, Any] = {
        "id": f"{reading.document.id[:19]}-{item.id}", "document": reading.document.id,
        "speaker": known or f"unnamed: {item.speaker.name or item.speaker.words}".rstrip(": "),
        "content": " … ".join(text[start:end] for start, end in item.content),
        "cue": " … ".join(text[start:end] for start, end in item.cue),
        "quotation": item.quotation.value, "reported": item.reported, "act": item.act.value, "basis": item.basis.value,
    }  # fmt: skip
    if item.said.period is not None:
        fields["said"] = item.said.period.edtf
    return fields


def _writer(reading: Reading) -> dict[str, Any]:
    names = ", ".join(reading.document.authors) or reading.document.outlet or "the writer"
    return {
        "id": f"{reading.document.id[:19]}-writer", "document": reading.document.id, "speaker": f"unnamed: {names}",
        "content": f"As the writer of {reading.document.title or 'the document'} asserts.",
    }  # fmt: skip
