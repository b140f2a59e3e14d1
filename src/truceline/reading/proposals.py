"""Proposed claims for the clear cases, each with the rule that made it; never in a record until accepted.

A proposal rests on one statement, or on the writer's own sentence. What a codebook cannot
name is left alone: no proposal is better than a doubtful one.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from attrs import evolve, frozen

from truceline.reading.accept import handle_of
from truceline.reading.dates import anchor_of, find_dates
from truceline.reading.names import NameOf, Names, find_names
from truceline.reading.result import Block, Range, Reading
from truceline.reading.state_proposals import compliance, control, indicators, relations, standing
from truceline.reading.stretch import Made, Stretch, common, who
from truceline.reading.tolls import find_tolls
from truceline.testimony.claim import (
    Claim,
    EventClaim,
    Firmness,
    LossClaim,
    Role,
    RoleClaim,
)  # fmt: skip
from truceline.testimony.codec import to_body
from truceline.values.seal import content_id
from truceline.values.where import Extent, Location, Spot

WRITER = "writer"


@frozen
class Proposal:
    """A claim somebody may accept: ``statement`` is a statement of the reading, or "writer".

    ``id`` is made of the document, the words, the rule and the claim: the same proposal has
    the same id in every reading, and another claim about the same words has another.
    """

    id: str
    statement: str
    claim: Claim
    rule: str
    start: int
    end: int


def propose_claims(reading: Reading, names: Names, agreement: str | None) -> tuple[Proposal, ...]:
    """The clear cases in every reported statement and every unsourced sentence."""
    text = reading.document.text or ""
    anchor = anchor_of(reading.document.published)
    zone = reading.document.published.zone if reading.document.published else "UTC"
    known = find_names(text, names)
    dates = tuple(find_dates(text, anchor, zone))
    tolls = find_tolls(text)
    found: dict[str, Proposal] = {}
    for start, end, owner, firmness in _stretches(reading):
        stretch = Stretch(
            text, start, end, owner, firmness,
            tuple(name for name in known if start <= name.start < end),
            tuple(date for date in dates if start <= date.start < end),
            tuple(toll for toll in tolls if start <= toll.start < end),
        )  # fmt: skip
        for claim, rule, span in _claims(stretch, agreement, f"{handle_of(reading.document.id)}.{start}"):
            made = Proposal("", owner, claim, rule, *span)
            found[_id_of(reading.document.id, stretch, made)] = made
    return tuple(evolve(made, id=id) for id, made in found.items())


_ID = 32


def _id_of(document: str, stretch: Stretch, made: Proposal) -> str:
    claim = {**to_body(made.claim), "statement": "", "label": ""}
    where = [stretch.start, stretch.end, made.start, made.end]
    content: dict[str, Any] = {"document": document, "where": where, "rule": made.rule, "claim": claim}
    return f"p-{content_id(content)[:_ID]}"


_OBJECTS = frozenset(("forward-object", "aim", "forward-infinitive"))
"""Rules whose content is a thing, no assertion: "rejected the ceasefire" is the writer's to claim."""


def _stretches(reading: Reading) -> Iterator[tuple[int, int, str, Firmness]]:
    """What is asserted, by whom: contents of statements, and sentences of the writer's own."""
    asserting = [item for item in reading.statements if item.reported and item.rule not in _OBJECTS]
    for statement in asserting:
        if statement.retracts is None:
            yield from ((start, end, statement.id, statement.firmness) for start, end in statement.content)
    for sentence in reading.sentences:
        inside = any(
            start < sentence.end and sentence.start < end for item in asserting for start, end in item.content
        )
        if sentence.unsourced or (sentence.block is Block.TEXT and not inside):
            yield sentence.start, sentence.end, WRITER, Firmness.ASSERTS


def _claims(stretch: Stretch, agreement: str | None, incident: str) -> Iterator[Made]:
    event = _event(stretch, incident)
    if event is not None:
        yield event
        yield from _losses(stretch, incident)
        yield from _roles(stretch, incident, event[2])
    yield from control(stretch)
    yield from relations(stretch)
    yield from indicators(stretch)
    if agreement is not None:
        yield from standing(stretch, agreement)
        yield from compliance(stretch, agreement)


@cache
def _conduct() -> tuple[tuple[str, re.Pattern[str]], ...]:
    raw = tomllib.loads(resources.files("truceline.data.reading").joinpath("conduct.toml").read_text("utf-8"))
    return tuple(
        (kind, re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)) for kind, words in raw.items()
    )


_NOT_ACTUAL = re.compile(
    r"\b(?:will|would|should|may|might|could|if|unless|threaten\w*|plan(?:s|ned)?|intend\w*|warn\w*|risk)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:did not|didn[’']t|never|no|denied|not)\b", re.IGNORECASE)


def _event(stretch: Stretch, incident: str) -> Made | None:
    """A kind of conduct with a figure, or a day and a place: an identified incident, actual."""
    words = stretch.text[stretch.start : stretch.end]
    for kind, pattern in _conduct():
        match = pattern.search(words)
        if match is None:
            continue
        day = next((date.period for date in stretch.dates if date.period is not None), None)
        place = _location(stretch)
        if place is None or (day is None and not stretch.tolls):
            return None
        if _NOT_ACTUAL.search(words[: match.start()]) and not stretch.tolls:
            return None
        span = (stretch.start + match.start(), stretch.start + match.end())
        claim = EventClaim(
            incident=incident, kind=kind, means="", origin=None, circumstances=(),
            **common(stretch, day, place, denied=_DENIED.search(words[max(0, match.start() - 30) : match.start()]) is not None),
        )  # fmt: skip
        return claim, f"event-{kind}", span
    return None


def _location(stretch: Stretch) -> Location | None:
    """The place after "in", "at", "near" or "on", else the only place named."""
    places = [name for name in stretch.names if name.of is NameOf.PLACE]
    led = [
        name
        for name in places
        if re.search(
            r"\b(?:in|at|near|outside|on|of|around|city of|town of|village of)\s+(?:the\s+)?$",
            stretch.text[max(0, name.start - 16) : name.start],
            re.IGNORECASE,
        )
    ]
    chosen = led[0] if led else places[0] if len(places) == 1 else None
    if chosen is None:
        return None
    near = re.search(
        r"\b(?:near|outside|around)\s+$",
        stretch.text[max(0, chosen.start - 10) : chosen.start],
        re.IGNORECASE,
    )
    extent, km = (Extent.NEAR, 5) if near else (Extent.WHOLE, 0)
    spots = tuple(Spot(place=place, position=None, extent=extent, km=km) for place in chosen.ids)
    return Location(alternatives=spots, words=chosen.words)


def _losses(stretch: Stretch, incident: str) -> Iterator[Made]:
    for toll in stretch.tolls:
        claim = LossClaim(
            incidents=(incident,),
            harm=toll.harm,
            victims=toll.victims,
            count=toll.count,
            **common(stretch, None, _location(stretch)),
        )
        yield claim, f"loss-{toll.harm.value}", (toll.start, toll.end)


_BY = re.compile(r"\b(?:by|blamed on|carried out by|claimed by)\s+(?:the\s+)?$", re.IGNORECASE)
_DOES = re.compile(
    r"^(?:’s|'s)?\s+(?:\w+\s+){0,2}?(?:struck|bombed|shelled|attacked|hit|targeted|fired|launched|killed|carried out|executed)\b",
    re.IGNORECASE,
)


def _roles(stretch: Stretch, incident: str, event: Range) -> Iterator[Made]:
    """Perpetrated by whom stands after "by" or before a verb of striking."""
    for name in stretch.names:
        if name.of is not NameOf.ACTOR:
            continue
        before, after = (
            stretch.text[max(0, name.start - 24) : name.start],
            stretch.text[name.end : name.end + 60],
        )
        if _BY.search(before) or _DOES.match(after):
            claim = RoleClaim(
                incident=incident, actor=who(name), role=Role.PERPETRATED, **common(stretch, None, None)
            )
            yield claim, "role-perpetrated", (name.start, max(name.end, event[1]))
