"""Proposed claims for the clear cases, each with the rule that made it; never in a record until accepted.

A proposal rests on one statement, or on the writer's own sentence. What a codebook cannot
name is left alone: no proposal is better than a doubtful one.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Any, Protocol, TypeVar

from attrs import evolve, frozen

from truceline.reading.accept import handle_of
from truceline.reading.dates import anchor_of, find_dates
from truceline.reading.event_proposals import events
from truceline.reading.flow import flowing
from truceline.reading.names import NameOf, Names, find_names
from truceline.reading.result import Block, Range, Reading, ReadStatement, Sentence
from truceline.reading.state_proposals import compliance, control, indicators, relations, standing
from truceline.reading.stretch import WRITER, Made, Stretch
from truceline.reading.talks_proposals import attendance
from truceline.reading.tolls import find_tolls
from truceline.testimony.claim import Claim, Firmness
from truceline.testimony.codec import to_body
from truceline.testimony.statement import Act
from truceline.values.seal import content_id


@frozen
class Proposal:
    """A claim somebody may accept: ``statement`` is a statement of the reading, or "writer".

    ``id`` is made of the document, the words, the rule and the claim: the same proposal has
    the same id in every reading, and another claim about the same words has another. ``start``
    and ``end`` are its words.
    """

    id: str
    statement: str
    claim: Claim
    rule: str
    start: int
    end: int
    within: Range
    """What was read for it: the sentence, or the part of it that its speaker says."""


def propose_claims(reading: Reading, names: Names, agreement: str | None) -> tuple[Proposal, ...]:
    """The clear cases in every reported statement and every unsourced sentence."""
    text = flowing(reading.document.text or "")
    anchor = anchor_of(reading.document.published)
    zone = reading.document.published.zone if reading.document.published else "UTC"
    known, tolls = find_names(text, names), find_tolls(text)
    dates = tuple(find_dates(text, anchor, zone))
    handle = handle_of(reading.document.id)
    found: dict[str, Proposal] = {}
    for part in _parts(reading):
        speakers = _between(known, part.speaker.start, part.speaker.stop)
        stretch = Stretch(
            text, part.start, part.end, part.around, part.owner, part.firmness, part.denied,
            next((name for name in speakers if name.of is NameOf.ACTOR), None),
            _between(known, part.start, part.end), _between(dates, part.start, part.end),
            _between(tolls, part.start, part.end),
        )  # fmt: skip
        for claim, rule, span in _claims(stretch, agreement, handle):
            made = Proposal("", part.owner, claim, rule, *span, within=(part.start, part.end))
            found[_id_of(reading.document.id, made)] = made
    return tuple(evolve(made, id=id) for id, made in found.items())


class _Placed(Protocol):
    """Anything found in a text."""

    @property
    def start(self) -> int: ...


P = TypeVar("P", bound=_Placed)


def _between(found: tuple[P, ...], start: int, end: int) -> tuple[P, ...]:
    """What begins between two places; ``found`` stands in the order of the text."""
    first = bisect_left(found, start, key=lambda one: one.start)
    return found[first : bisect_left(found, end, key=lambda one: one.start)]


_ID = 32


def _id_of(document: str, made: Proposal) -> str:
    claim = {**to_body(made.claim), "statement": "", "label": ""}
    where = [*made.within, made.start, made.end]
    content: dict[str, Any] = {"document": document, "where": where, "rule": made.rule, "claim": claim}
    return f"p-{content_id(content)[:_ID]}"


_OBJECTS = frozenset(("forward-object", "aim", "forward-infinitive"))
"""Rules whose content is a thing, no assertion: "rejected the ceasefire" is the writer's to claim."""
_ASSERTS = frozenset((Act.ASSERTION, Act.DENIAL, Act.ACCUSATION, Act.ADMISSION))
_DENIES = re.compile(r"\b(?:den(?:y|ies|ied|ying)|disput(?:e[sd]?|ing)|refut(?:e[sd]?|ing)|rebut(?:s|ted|ting)?|dismiss(?:es|ed|ing)?)\b", re.IGNORECASE)  # fmt: skip
_DOING = re.compile(r"(?:[\w’'-]+ ){0,6}?(?:of )?\w+ing\b")


@frozen
class _Part:
    """A range of the text in which somebody asserts something: whose, how firmly, denied or not."""

    start: int
    end: int
    around: Range
    owner: str
    firmness: Firmness
    denied: bool
    speaker: range


def _asserting(text: str, item: ReadStatement) -> bool:
    """Whether a statement's content is asserted or denied by its speaker; "denied shelling X" is."""
    if not item.reported or item.negated or item.retracts is not None or item.act not in _ASSERTS:
        return False
    if item.rule not in _OBJECTS:
        return True
    start, end = item.content[0]
    return item.act is not Act.ASSERTION and _DOING.match(text[start:end]) is not None


def _parts(reading: Reading) -> Iterator[_Part]:
    """What is asserted, by whom: contents of statements, and what the writer says in their own voice."""
    text = flowing(reading.document.text or "")
    asserting = [item for item in reading.statements if _asserting(text, item)]
    for item in asserting:
        cue = " ".join(text[start:end] for start, end in item.cue)
        denied = item.act is Act.DENIAL and _DENIES.search(cue) is not None
        speaker = range(*item.source[0]) if item.source else range(0)
        for start, end in item.content:
            whole = _end_of_sentence(reading, end) if item.rule in _OBJECTS else end
            for first, last in _by_sentence(reading, (start, whole)):
                yield _Part(first, last, (start, whole), item.id, item.firmness, denied, speaker)
    told = [item for item in reading.statements if item.reported and item.rule not in _OBJECTS] + asserting
    contents = sorted(((*span, item) for item in told for span in item.content), key=lambda one: one[:2])
    longest = max((end - start for start, end, _ in contents), default=0)
    for sentence in reading.sentences:
        spans = [
            span
            for item in _told_in(sentence, contents, longest)
            for span in (*item.source, *item.cue, *item.content)
        ]
        end = _end_of_lead(text, sentence, spans)
        if end > sentence.start and (sentence.unsourced or sentence.block is Block.TEXT):
            span = (sentence.start, end)
            yield _Part(*span, span, WRITER, Firmness.ASSERTS, denied=False, speaker=range(0))


def _told_in(
    sentence: Sentence, contents: list[tuple[int, int, ReadStatement]], longest: int
) -> Iterator[ReadStatement]:
    """The statements with words of theirs in a sentence; none begins further before it than the longest is long."""
    first = bisect_left(contents, sentence.start - longest, key=lambda one: one[0])
    for start, end, item in contents[first:]:
        if start >= sentence.end:
            return
        if sentence.start < end:
            yield item


def _by_sentence(reading: Reading, span: Range) -> Iterator[Range]:
    """A content, sentence by sentence: what is dated in one is not dated in the next."""
    start, end = span
    first = bisect_right(reading.sentences, start, key=lambda one: one.end)
    for one in reading.sentences[first:]:
        if one.start >= end:
            return
        yield max(start, one.start), min(end, one.end)


def _end_of_sentence(reading: Reading, at: int) -> int:
    number = bisect_left(reading.sentences, at, key=lambda one: one.end)
    within = number < len(reading.sentences) and reading.sentences[number].start < at
    return reading.sentences[number].end if within else at


_LEAD = re.compile(r"(?:When|After|While|As|Before|Following|Since)\b")


def _end_of_lead(text: str, sentence: Sentence, spans: list[Range]) -> int:
    """Where the writer's own voice ends: at the sentence's end, or after a clause before what is said."""
    if not spans:
        return sentence.end
    first = min(start for start, _ in spans)
    comma = text.rfind(",", sentence.start, max(first, sentence.start))
    return comma if comma > 0 and _LEAD.match(text, sentence.start) else sentence.start


def _claims(stretch: Stretch, agreement: str | None, document: str) -> Iterator[Made]:
    yield from events(stretch, f"{document}.{stretch.start}")
    yield from attendance(stretch, document)
    yield from control(stretch)
    yield from relations(stretch)
    yield from indicators(stretch)
    if agreement is not None:
        yield from standing(stretch, agreement)
        yield from compliance(stretch, agreement)
