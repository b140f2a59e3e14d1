"""The reading as JSON: plain, stable, with the place of every span in the original."""

from typing import Any

from truceline.reading.intake.offsets import OffsetMap
from truceline.reading.proposals import Proposal
from truceline.reading.result import Range, Reading, ReadStatement
from truceline.testimony.codec import to_body

FORMAT = "truceline-reading/1"


def reading_to_json(
    reading: Reading, offsets: OffsetMap | None, proposals: tuple[Proposal, ...]
) -> dict[str, Any]:
    """The plain form of a reading (data/reading/reading.schema.json).

    Spans are [start, end) in code points of the document's text. ``bytes`` gives their
    places in the original where the text is not the file as decoded; None without a map.
    """
    document = reading.document
    return {
        "format": FORMAT,
        "reader": reading.reader,
        "supported": reading.supported,
        "document": {
            "id": document.id, "title": document.title, "authors": list(document.authors), "outlet": document.outlet,
            "published": None if document.published is None else document.published.edtf, "language": document.language,
            "media_type": document.media_type, "url": document.url, "sha256": document.sha256, "text": document.text,
        },
        "statements": [_statement(reading, item, offsets) for item in reading.statements],
        "citations": [
            {"span": [item.start, item.end], "title": item.title, "authors": list(item.authors), "outlet": item.outlet, "date": item.date, "second_hand": item.second_hand}
            for item in reading.citations
        ],
        "voices": [{"span": [item.start, item.end], "voice": item.voice.value, "block": item.block.value} for item in reading.sentences],
        "unsourced": [[item.start, item.end] for item in reading.sentences if item.unsourced],
        "wording": [{"span": [item.start, item.end], "mark": item.mark.value, "neutral": item.neutral} for item in reading.wording],
        "proposals": [proposal_to_json(item) for item in proposals],
    }  # fmt: skip


def proposal_to_json(item: Proposal) -> dict[str, Any]:
    """A proposed claim with the rule that made it."""
    return {
        "id": item.id,
        "statement": item.statement,
        "rule": item.rule,
        "span": [item.start, item.end],
        "claim": to_body(item.claim),
    }


def _spans(spans: tuple[Range, ...]) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def _statement(reading: Reading, item: ReadStatement, offsets: OffsetMap | None) -> dict[str, Any]:
    cited = None if item.cited is None else reading.citations[item.cited.citation]
    plain: dict[str, Any] = {
        "id": item.id,
        "content": _spans(item.content), "cue": _spans(item.cue), "source": _spans(item.source), "hedges": _spans(item.hedges),
        "speaker": item.speaker.name, "speaker_kind": item.speaker.kind.value, "speaker_words": item.speaker.words,
        "candidates": list(item.speaker.candidates),
        "quotation": item.quotation.value, "reported": item.reported, "negated": item.negated, "act": item.act.value,
        "basis": item.basis.value, "firmness": item.firmness.value,
        "said": {
            "period": None if item.said.period is None else item.said.period.edtf, "words": item.said.words, "told_by": item.said.told_by,
        },
        "chain": [
            {"agent": hop.agent, "document": hop.document, "date": hop.date, "mode": hop.mode.value, "stance": hop.stance.value}
            for hop in item.chain
        ],
        "cites": [] if cited is None or item.cited is None else [{"title": cited.title, "binding": item.cited.binding.value}],
        "parent": item.parent, "retracts": item.retracts, "rule": item.rule, "reader": item.reader,
    }  # fmt: skip
    if offsets is not None and reading.document.media_type != "text/plain":
        plain["bytes"] = {name: _places(getattr(item, name), offsets) for name in _SPANNED}
    return plain


_SPANNED = ("content", "cue", "source", "hedges")


def _places(spans: tuple[Range, ...], offsets: OffsetMap) -> list[dict[str, Any] | None]:
    """Where spans stand in the original: bytes of it, or, with a ``part``, characters of that part."""
    places = (offsets.place_of(start, end) for start, end in spans)
    return [
        None if place is None else {"part": place.part, "start": place.start, "end": place.end}
        for place in places
    ]
