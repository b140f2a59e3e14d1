"""Proposed claims about states: control, ties between actors, standing, compliance, measures."""

import itertools
import re
from collections.abc import Iterator

from truceline.reading.names import NameFound, NameOf
from truceline.reading.stretch import Made, Stretch, common, who
from truceline.reading.tolls import percentages
from truceline.testimony.claim import (
    ComplianceClaim,
    ControlClaim,
    Degree,
    IndicatorClaim,
    Position,
    RelationClaim,
    Stage,
    StandingClaim,
)  # fmt: skip
from truceline.values.where import Extent, Location, Spot

_HOLDS = re.compile(
    r"\b(?P<verb>holds?|held|controls?|controlled|running|is (?:the )?dominant (?:force )?in|took|seized|captured|occup(?:y|ies|ied))\b(?: control of)?",
    re.IGNORECASE,
)
_DEGREES = {"is": Degree.DOMINANT, "is the": Degree.DOMINANT}


def control(stretch: Stretch) -> Iterator[Made]:
    """An actor, a verb of holding, a place; or the other way round with "by"."""
    for match in _HOLDS.finditer(stretch.text, stretch.start, stretch.end):
        left = [
            name for name in stretch.names if name.end <= match.start() and match.start() - name.end < _CLOSE
        ]
        right = [
            name for name in stretch.names if name.start >= match.end() and name.start - match.end() < _CLOSE
        ]
        actor = next((name for name in reversed(left) if name.of is NameOf.ACTOR), None)
        place = next((name for name in right if name.of is NameOf.PLACE), None)
        if re.match(r"\s+by\b", stretch.text[match.end() :]):
            actor = next((name for name in right if name.of is NameOf.ACTOR), None)
            place = next((name for name in reversed(left) if name.of is NameOf.PLACE), None)
        if actor is not None and place is not None:
            degree = (
                Degree.DOMINANT
                if "dominant" in match[0].lower()
                else Degree.PRESENT
                if "running" in match[0]
                else Degree.SOLE
            )
            claim = ControlClaim(actor=who(actor), degree=degree, **common(stretch, None, _whole(place)))
            yield claim, "control", (min(actor.start, place.start), max(actor.end, place.end))


_CLOSE = 40


def _whole(name: NameFound) -> Location:
    return Location(
        tuple(Spot(place=place, position=None, extent=Extent.WHOLE, km=0) for place in name.ids),
        words=name.words,
    )


_TIES = (
    (
        re.compile(r"^,? (?:an? )?(?:affiliate|offshoot|branch) of (?:the )?$", re.IGNORECASE),
        "affiliated-with",
    ),
    (
        re.compile(r"^ (?:is|was|are) (?:affiliated|linked) (?:with|to) (?:the )?$", re.IGNORECASE),
        "affiliated-with",
    ),
    (re.compile(r"^ (?:is|was|are) (?:backed|supported) by (?:the )?$", re.IGNORECASE), "backed-by"),
    (re.compile(r"^ (?:is|was|are) allied (?:with|to) (?:the )?$", re.IGNORECASE), "allied-with"),
    (re.compile(r"^ (?:is|was|are) (?:a )?part of (?:the )?$", re.IGNORECASE), "part-of"),
)


def relations(stretch: Stretch) -> Iterator[Made]:
    """Two actors with the words of a tie, and nothing else, between them."""
    actors = [name for name in stretch.names if name.of is NameOf.ACTOR and not name.is_ambiguous]
    for one, other in itertools.pairwise(actors):
        between = stretch.text[one.end : other.start]
        for pattern, relation in _TIES:
            if pattern.match(between) and one.ids != other.ids:
                claim = RelationClaim(
                    subject=one.ids[0], relation=relation, object=other.ids[0], **common(stretch, None, None)
                )
                yield claim, f"relation-{relation}", (one.start, other.end)


def indicators(stretch: Stretch) -> Iterator[Made]:
    """Something cut, fallen or risen by so many percent."""
    for start, end, count in percentages(stretch.text[stretch.start : stretch.end]):
        lead = stretch.text[max(stretch.start, stretch.start + start - 80) : stretch.start + start]
        match = re.search(
            r"([\w’' -]{3,50}?)\s+(?:has|have|had|were|was|been|\s)*(?P<change>slashed|cut|reduced|fallen|fell|dropped|risen|rose|increased|doubled)\s+(?:by\s+)?$",
            lead,
        )
        if match:
            falls = match["change"] in ("slashed", "cut", "reduced", "fallen", "fell", "dropped")
            claim = IndicatorClaim(
                subject=match[1].strip(),
                measure="decrease" if falls else "increase",
                value=count,
                unit="percent",
                compared_with="before",
                **common(stretch, None, None),
            )
            yield claim, "indicator-percent", (stretch.start + start, stretch.start + end)


_POSITIONS = (
    (
        re.compile(
            r"\b(?:accepted|joined|agreed to|signed|signed up to|confirmed) (?:the |a )?(?:[\w-]+ )?(?:ceasefire|truce|cessation of hostilities|agreement)\b"
        ),
        Position.ACCEPTED,
    ),
    (
        re.compile(
            r"\b(?:rejected|refused|refused to join) (?:the |a )?(?:[\w-]+ )?(?:ceasefire|truce|cessation of hostilities|agreement)\b"
        ),
        Position.REFUSED,
    ),
    (
        re.compile(
            r"\bnot (?:a )?part(?:y)? (?:of|to) (?:the )?(?:ceasefire|truce|cessation of hostilities|agreement)\b|\bexcluded from (?:the )?(?:[\w ]+ )?(?:ceasefire|truce|agreement)\b"
        ),
        Position.EXCLUDED,
    ),
    (
        re.compile(
            r"\b(?:observing|observe|observes|respecting) (?:the )?(?:ceasefire|truce|cessation of hostilities)\b"
        ),
        Position.OBSERVING,
    ),
    (
        re.compile(
            r"\b(?:withdrew|walked out|pulled out) (?:of|from) (?:the )?(?:ceasefire|truce|agreement)\b"
        ),
        Position.WITHDRAWN,
    ),
)


def standing(stretch: Stretch, agreement: str) -> Iterator[Made]:
    """The nearest actor before words of accepting, refusing, being excluded."""
    for pattern, position in _POSITIONS:
        for match in pattern.finditer(stretch.text, stretch.start, stretch.end):
            before = [name for name in stretch.names if name.of is NameOf.ACTOR and name.end <= match.start()]
            if before and match.start() - before[-1].end < _NEARBY:
                claim = StandingClaim(
                    actor=who(before[-1]),
                    agreement=agreement,
                    position=position,
                    **common(stretch, None, None),
                )
                yield claim, f"standing-{position.value}", (before[-1].start, match.end())


_NEARBY = 60
_HELD = re.compile(
    r"\b(?:ceasefire|truce|cessation of hostilities)\b[^.]{0,60}?\b(?P<judgement>(?:(?:more or less|largely|mostly|broadly|generally) )?(?:had |has |have )?(?:more or less |largely |mostly |broadly |generally )?(?:held|holding|collapsed|broken down))\b",
    re.IGNORECASE,
)


def compliance(stretch: Stretch, agreement: str) -> Iterator[Made]:
    """As in "the truce largely held": a judgement of a period, never an incident."""
    for match in _HELD.finditer(stretch.text, stretch.start, stretch.end):
        happened = next((date.period for date in stretch.dates if date.period is not None), None)
        claim = ComplianceClaim(
            agreement=agreement,
            actor=None,
            incident=None,
            judgement=match["judgement"],
            body="",
            article="",
            standard="",
            stage=Stage.ALLEGED,
            unit="",
            rule="",
            tallies=(),
            exception=None,
            **common(stretch, happened, None),
        )
        yield claim, "compliance-held", (match.start(), match.end())
