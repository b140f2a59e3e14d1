"""Proposed claims about states: control, ties between actors, standing, compliance, measures."""

import itertools
import re
from collections.abc import Iterator

from truceline.reading.names import NameFound, NameOf
from truceline.reading.stretch import Made, Stretch, actor_before, actual, common, location, who
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

_HOLDS = re.compile(
    r"\b(?P<verb>holds?|held|controls?|controlled|running|is (?:now )?(?:the )?dominant (?:force )?in|took|seized|captured|occup(?:y|ies)|occupied(?= by)|"
    r"mixed (?:throughout|among|in|with)|los(?:es?|t))\b(?P<control> control of)?",
    re.IGNORECASE,
)
_CLOSE = 40
_PART_BEFORE = re.compile(
    r"\bparts? (?:of the (?:area|city|town|region) )?(?:(?:is|are|was|were) )?$", re.IGNORECASE
)
_PARTS_AFTER = re.compile(r" parts of the (?:area|city|town|region)\b", re.IGNORECASE)
_PARTLY = re.compile(r"\bparts?\b", re.IGNORECASE)
_STRAIGHT = re.compile(
    r"(?: (?:the|all|most|much|some|large|small|key|nearby|strategic|parts?|districts?|areas?|of|city|town|village|occupied|rest|entire|whole|old|\w+ern|throughout|and))* ",
    re.IGNORECASE,
)
"""All that may stand between a verb of holding and the place: it held the place, not something there."""


def control(stretch: Stretch) -> Iterator[Made]:
    """An actor, a verb of holding, a place; or the other way round with "by". Each pair once, firmest first."""
    if not stretch.of(NameOf.ACTOR) or not stretch.of(NameOf.PLACE):
        return
    told: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for match in _HOLDS.finditer(stretch.text, stretch.start, stretch.end):
        if match["verb"].startswith("los") and not match["control"]:
            continue
        ends = _ends(stretch, match.start(), match.end())
        denied = actual(stretch, match.start())
        if ends is None or denied is None or (ends[0].ids, ends[1].ids) in told:
            continue
        actor, place = ends
        told.add((actor.ids, place.ids))
        lost = match["verb"].startswith("los")
        claim = ControlClaim(
            actor=who(actor), degree=_degree(stretch, match, place),
            **common(stretch, stretch.day, location(stretch, place), denied=denied is not lost),
        )  # fmt: skip
        yield claim, "control", (min(actor.start, place.start), max(actor.end, place.end))


def _ends(stretch: Stretch, start: int, end: int) -> tuple[NameFound, NameFound] | None:
    """The actor and the place of a verb of holding; an area named once before stands for "part of it"."""
    left = [name for name in stretch.names if name.end <= start and start - name.end < _CLOSE]
    right = [name for name in stretch.names if name.start >= end and name.start - end < _CLOSE]
    before, after = stretch.text[max(stretch.start, start - _CLOSE) : start], stretch.text[end : stretch.end]
    by = re.match(r"\s+by\b", after) is not None
    first = next((name for name in right if name.of is NameOf.ACTOR), None)
    actor = first if by else actor_before(stretch, start, _CLOSE)
    place = next((name for name in (left[::-1] if by else right) if name.of is NameOf.PLACE), None)
    if place is not None and not by and not _STRAIGHT.fullmatch(stretch.text, end, place.start):
        place = None
    if place is None and (_PART_BEFORE.search(before) or _PARTS_AFTER.match(after)):
        named = stretch.of(NameOf.PLACE)
        place = named[0] if len({name.ids for name in named}) == 1 else None
    return None if actor is None or place is None else (actor, place)


def _degree(stretch: Stretch, match: re.Match[str], place: NameFound) -> Degree:
    verb = match["verb"].lower()
    if "dominant" in verb:
        return Degree.DOMINANT
    if "mixed" in verb:
        return Degree.MIXED
    if verb == "running":
        return Degree.PRESENT
    before = stretch.text[max(stretch.start, match.start() - _CLOSE) : match.start()]
    partly = place.end <= match.start() and _PARTLY.search(before) is not None
    return Degree.PART if partly else Degree.SOLE


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


_TURNED = (
    (
        re.compile(r"^[- ](?:affiliated|linked|aligned)(?: with)? (?:the )?$", re.IGNORECASE),
        "affiliated-with",
    ),
    (re.compile(r"^[- ](?:backed|supported|sponsored|funded) (?:the )?$", re.IGNORECASE), "backed-by"),
)
"""As in "X-backed Y": the second is tied to the first."""


def relations(stretch: Stretch) -> Iterator[Made]:
    """Two actors with the words of a tie, and nothing else, between them."""
    actors = [name for name in stretch.of(NameOf.ACTOR) if not name.is_ambiguous]
    for one, other in itertools.pairwise(actors):
        between = stretch.text[one.end : other.start]
        tie = next((tie for pattern, tie in _TIES if pattern.match(between)), None)
        turned = next((tie for pattern, tie in _TURNED if pattern.match(between)), None)
        denied = actual(stretch, other.start)
        if (tie or turned) is None or one.ids == other.ids or denied is None:
            continue
        first, second = (one, other) if tie else (other, one)
        claim = RelationClaim(
            subject=first.ids[0], relation=str(tie or turned), object=second.ids[0],
            **common(stretch, stretch.day, None, denied=denied),
        )  # fmt: skip
        yield claim, f"relation-{tie or turned}", (one.start, other.end)


_CHANGE = re.compile(
    r"(?P<subject>[\w’' -]{3,50}?)\s+(?:(?:has|have|had|were|was|been|are|is|being)\s+)*(?P<change>slashed|cut|reduced|fallen|fell|dropped|halved|"
    r"declined|risen|rose|increased|grew|grown|climbed)\s+(?:by\s+)?$",
    re.IGNORECASE,
)
_SHARE = re.compile(r"%|cent", re.IGNORECASE)
_RISES = frozenset(("risen", "rose", "increased", "grew", "grown", "climbed"))


def indicators(stretch: Stretch) -> Iterator[Made]:
    """Something cut, fallen or risen by so many percent."""
    if not _SHARE.search(stretch.text, stretch.start, stretch.end):
        return
    for start, end, count in percentages(stretch.words):
        at = stretch.start + start
        match = _CHANGE.search(stretch.text[max(stretch.start, at - 80) : at])
        denied = actual(stretch, at)
        if match is None or denied is None:
            continue
        subject = re.sub(
            r"^(?:.*\b(?:that|and|but|where|which)|the|all|our|their)\s+",
            "",
            match["subject"].strip(),
            flags=re.IGNORECASE,
        )
        claim = IndicatorClaim(
            subject=subject, measure="increase" if match["change"].lower() in _RISES else "decrease", value=count,
            unit="percent", compared_with="before", **common(stretch, stretch.day, None, denied=denied),
        )  # fmt: skip
        yield claim, "indicator-percent", (at, stretch.start + end)


_TRUCE = r"(?:the |a |this |any )?(?:[\w’'-]+ ){0,3}?(?:ceasefire|truce|cessation of hostilities|agreement)\b"
_POSITIONS = tuple(
    (re.compile(rf"\b(?:{words}) {_TRUCE}", re.IGNORECASE), position)
    for words, position in (
        (r"not (?:a )?part(?:y)? (?:of|to)|(?:excluded|left out) (?:from|of)|not (?:covered|included) (?:by|in)", Position.EXCLUDED),
        (r"(?:withdrew|withdrawn|walked out|pulled out|pulling out) (?:of|from)|(?:quit|left|abandoned)", Position.WITHDRAWN),
        (r"reject(?:s|ed)|refus(?:es|ed)(?: to (?:join|accept|sign))?|declin(?:es|ed) to (?:join|sign)", Position.REFUSED),
        (r"accept(?:s|ed)|join(?:s|ed)|agree(?:s|d) (?:to|on)|sign(?:s|ed)(?: up to)?|confirm(?:s|ed)", Position.ACCEPTED),
        (r"observ(?:ing|es?|ed)|respect(?:ing|s|ed)?|abid(?:es?|ed|ing) by|honou?r(?:s|ed|ing)?", Position.OBSERVING),
        (r"(?:is|are|was|were) bound by", Position.BOUND),
    )
)  # fmt: skip
_NEARBY = 60


def standing(stretch: Stretch, agreement: str) -> Iterator[Made]:
    """The nearest actor before words of accepting, refusing, being excluded; "it" is who speaks."""
    if stretch.speaker is None and not stretch.of(NameOf.ACTOR):
        return
    for pattern, position in _POSITIONS:
        for match in pattern.finditer(stretch.text, stretch.start, stretch.end):
            actor = actor_before(stretch, match.start(), _NEARBY)
            if actor is None and re.search(
                r"\b(?:it|we|they)\b(?: \w+){0,3} ?$",
                stretch.text[stretch.start : match.start()],
                re.IGNORECASE,
            ):
                actor = stretch.speaker
            denied = actual(stretch, match.start())
            if actor is not None and denied is not None:
                claim = StandingClaim(
                    actor=who(actor), agreement=agreement, position=position,
                    **common(stretch, stretch.day, None, denied=denied),
                )  # fmt: skip
                yield claim, f"standing-{position.value}", (min(actor.start, match.start()), match.end())


_HELD = re.compile(
    r"\b(?:ceasefire|truce|cessation of hostilities)\b[^.]{0,60}?\b(?P<judgement>(?:(?:more or less|largely|mostly|broadly|generally) )?(?:had |has |have )?(?:more or less |largely |mostly |broadly |generally )?(?:held|holding|collapsed|broken down))\b",
    re.IGNORECASE,
)


def compliance(stretch: Stretch, agreement: str) -> Iterator[Made]:
    """As in "the truce largely held": a judgement of a period, never an incident."""
    for match in _HELD.finditer(stretch.text, stretch.start, stretch.end):
        denied = actual(stretch, match.start("judgement"))
        if denied is None:
            continue
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
            **common(stretch, stretch.day, None, denied=denied),
        )
        yield claim, "compliance-held", (match.start(), match.end())
