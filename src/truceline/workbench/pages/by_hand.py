"""A claim made by hand from chosen words: read as a line of an add file, with every fault at its field."""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen

from truceline.exchange.addfile import read_add_file
from truceline.record.snapshot import Snapshot
from truceline.testimony.batch import Batch
from truceline.testimony.document import Document
from truceline.values.harmless import harmless
from truceline.values.problems import Problem, Problems
from truceline.workbench.gathering import handles_of

FIELDS: Mapping[str, tuple[str, ...]] = {
    "event": ("incident", "kind", "means", "happened", "place"),
    "role": ("incident", "actor", "role"),
    "loss": ("incidents", "harm", "victims", "count", "place"),
    "control": ("actor", "degree", "happened", "place"),
    "relation": ("subject", "relation", "object", "happened"),
    "standing": ("actor", "agreement", "position", "happened"),
    "term": ("agreement", "provision", "step", "text", "happened"),
    "compliance": ("agreement", "actor", "incident", "judgement", "happened"),
    "watch": ("observer", "means", "result", "happened", "place"),
    "indicator": ("subject", "measure", "value", "unit", "happened"),
}
"""What the form asks for each type of claim; the rest keeps the add file's defaults."""
COMMON = ("polarity", "modality", "firmness")
_CONTEXT = 24
_LISTS = ("incidents",)
_HANDLE = 12
_FORM = "form"


@frozen
class Chosen:
    """The words chosen in a document: where they stand, or, typed without a place, to be found in it."""

    start: int | None
    end: int | None
    quote: str


@frozen
class Written:
    """What the form says of the statement, and the fields of its claim as typed."""

    speaker: str
    said: str
    quotation: str
    act: str
    type: str
    fields: Mapping[str, str]


def made(snapshot: Snapshot, document: Document, chosen: Chosen, written: Written) -> Batch:
    """The statement and the claim, ready to be entered.

    Raises:
        Problems: everything that is wrong, with the form's field as its path.
    """
    start, end = _placed(document, chosen)
    zone = document.published.zone if document.published is not None else "UTC"
    text = document.text or ""
    statement = {
        "document": document.id,
        "speaker": written.speaker.strip(),
        "content": text[start:end],
        "quotation": written.quotation,
        "act": written.act,
        "handling": document.handling.value,
        "purpose": document.purpose,
        "spans": [_span(text, start, end)],
        "claims": [_claim(written)],
        **({"said": written.said.strip()} if written.said.strip() else {}),
    }
    handle = hashlib.sha256(json.dumps(statement, sort_keys=True).encode()).hexdigest()[:_HANDLE]
    lines = [
        {"file": {"format": "truceline-add/1", "zone": zone}},
        {"statement": {"id": f"by-hand/{handle}", **statement}},
    ]
    try:
        batch = read_add_file("\n".join(map(json.dumps, lines)), _FORM, known=handles_of(snapshot))
    except Problems as error:
        raise Problems(_at_field(problem) for problem in error.problems) from error
    return _under_known_handles(batch, snapshot)


def _placed(document: Document, chosen: Chosen) -> tuple[int, int]:
    """Where the words stand in the text.

    Raises:
        Problems: ``web.no_words``, ``web.words_twice``.
    """
    text, quote = document.text or "", chosen.quote.replace("\r\n", "\n").strip("\n")
    if (
        chosen.start is not None
        and chosen.end is not None
        and _is_shown_as(text[chosen.start : chosen.end], quote)
    ):
        return chosen.start, chosen.end
    first = text.find(quote) if quote.strip() else -1
    if first < 0:
        raise Problems([Problem("web.no_words", quote[:80], path="quote")])
    if text.find(quote, first + 1) >= 0:
        raise Problems([Problem("web.words_twice", quote[:80], path="quote")])
    return first, first + len(quote)


def _is_shown_as(words: str, quote: str) -> bool:
    """Whether a page shows words so: each sign that could harm a screen is shown as another single one."""
    if len(words) != len(quote) or not words:
        return False
    return all(
        sign in (shown, "\n") or harmless(sign) != sign for sign, shown in zip(words, quote, strict=True)
    )


def _span(text: str, start: int, end: int) -> dict[str, Any]:
    return {
        "part": "content",
        "start": start,
        "end": end,
        "exact": text[start:end],
        "prefix": text[max(0, start - _CONTEXT) : start],
        "suffix": text[end : end + _CONTEXT],
    }


def _claim(written: Written) -> dict[str, Any]:
    """The claim's fields as an add file spells them; what was left empty is not stated."""
    asked = (*FIELDS.get(written.type, ()), *COMMON)
    typed = {name: written.fields.get(name, "").strip() for name in asked}
    return {"type": written.type, **{name: _value(name, text) for name, text in typed.items() if text}}


def _value(name: str, text: str) -> Any:
    return [part.strip() for part in text.split(",") if part.strip()] if name in _LISTS else text


def _at_field(problem: Problem) -> Problem:
    """The problem at the field of the form it is about; lines of a file nobody wrote are left out."""
    field = next(
        (part for part in reversed(problem.path.replace(".", "/").split("/")) if not part.isdigit()), ""
    )
    # A field that is not there is no part of the path: it is what the problem is about.
    name = problem.value if problem.code == "input.missing_key" else _INDEX.sub("", field)
    return evolve(problem, file="", line=None, column=None, excerpt="", caret=None, path=name)


_INDEX = re.compile(r"\[\d*\]")


def _under_known_handles(batch: Batch, snapshot: Snapshot) -> Batch:
    """The batch with what the record has already under the handles it has there."""
    claims = {claim.id: claim for claim in snapshot.claims}
    return evolve(
        batch,
        statements=tuple(snapshot.statements.get(one.id, one) for one in batch.statements),
        claims=tuple(claims.get(one.id, one) for one in batch.claims),
    )
