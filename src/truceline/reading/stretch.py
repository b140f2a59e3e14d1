"""One sentence or content with everything recognised in it, and the fields all its claims share."""

import re
from typing import Any

from attrs import frozen

from truceline.reading.dates import DateFound
from truceline.reading.names import NameFound, NameOf
from truceline.reading.result import Range
from truceline.reading.tolls import Toll
from truceline.testimony.claim import Claim, Firmness, Modality, Polarity
from truceline.values.when import Period
from truceline.values.where import Extent, Location, Spot
from truceline.values.who import Form, Who

Made = tuple[Claim, str, Range]
WRITER = "writer"
"""In place of a statement's id: what the writer says in their own voice."""


@frozen(eq=False)
class Stretch:
    """One sentence of somebody's, with everything recognised in it; ``around`` is all they say there.

    ``denied`` says that the speaker denies what it says ("denied that ..."); ``speaker`` is
    the actor who speaks, where it is one: whom "it", "they" and "we" mean there.
    """

    text: str
    start: int
    end: int
    around: Range
    statement: str
    firmness: Firmness
    denied: bool
    speaker: NameFound | None
    names: tuple[NameFound, ...]
    dates: tuple[DateFound, ...]
    tolls: tuple[Toll, ...]

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]

    def of(self, kind: NameOf) -> list[NameFound]:
        """The names of one kind, left to right."""
        return [name for name in self.names if name.of is kind]

    @property
    def day(self) -> Period | None:
        """The first date that could be placed."""
        return next((date.period for date in self.dates if date.period is not None), None)


@frozen
class Bearing:
    """How a clause says something: as so, as not so, as planned or threatened."""

    denied: bool
    modality: Modality


_BOUNDARY = re.compile(r"[.;:!?]\s|…|,\s+(?:and|but|while|when|after|before|as|who|which|where)\b|\n")
_UNREAL = re.compile(
    r"\b(?:should|can|cannot|if|unless|whether|wants?|wanted|hop(?:es?|ed|ing)|tr(?:y|ies|ied|ying)|attempt\w*|fail(?:s|ed)? to|"
    r"seek(?:s|ing)?|sought|aim(?:s|ed|ing)?|warn\w*|fear\w*|risk\w*|able to|in order to|about to|call(?:s|ed|ing)? (?:on|for)|urg(?:e|es|ed|ing)|"
    r"demand\w*|ask(?:s|ed|ing)?|pretend\w*|alleg\w*|accus\w*|(?:to|of) (?:stop|halt|prevent|avoid|end)(?:ping|ting|ing)?|(?:stop|halt|prevent|avoid)(?:s|ped|ed|ting|ping|ing)?)\b|\b(?:may|might|could)\b(?! have)",
    re.IGNORECASE,
)  # fmt: skip
_PLANNED = re.compile(r"\b(?:will|plan(?:s|ned)? to|intend(?:s|ed)? to|agreed to|expected to|due to|set to|going to)\b", re.IGNORECASE)  # fmt: skip
_WOULD = re.compile(r"\bwould\b", re.IGNORECASE)
"""A plan in somebody's reported words, a supposition in the writer's own."""
_THREATENED = re.compile(r"\bthreat(?:s|en(?:s|ed|ing)?)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not(?! only)|never|neither|nor|no longer|nobody|without|den(?:y|ies|ied|ying))\b|n[’']t\b|\bno (?:\w+ ){0,2}$", re.IGNORECASE)  # fmt: skip
_FAR = 80
_MAY = re.compile(r"\bMay\b")


def bearing(stretch: Stretch, at: int) -> Bearing | None:
    """How the clause before a word bears on it; None where it is only feared, asked or wished."""
    lead = stretch.text[max(stretch.start, at - _FAR) : at]
    boundary = [match.end() for match in _BOUNDARY.finditer(lead)]
    lead = _MAY.sub("", lead[boundary[-1] :] if boundary else lead)
    reported = stretch.statement != WRITER
    if _UNREAL.search(lead) or (_WOULD.search(lead) and not reported):
        return None
    denied = (_NOT.search(lead) is not None) is not stretch.denied
    if _THREATENED.search(lead):
        return Bearing(denied, Modality.THREATENED)
    ahead = _PLANNED.search(lead) or _WOULD.search(lead)
    return Bearing(denied, Modality.PLANNED if ahead else Modality.ACTUAL)


def actual(stretch: Stretch, at: int) -> bool | None:
    """Whether something is denied, where it is said as a matter of fact; None where it is not."""
    found = bearing(stretch, at)
    return None if found is None or found.modality is not Modality.ACTUAL else found.denied


def common(
    stretch: Stretch,
    happened: Period | None,
    place: Location | None,
    *,
    denied: bool = False,
    modality: Modality = Modality.ACTUAL,
) -> dict[str, Any]:
    """The fields every claim about this stretch shares."""
    return {
        "id": "", "label": "", "statement": stretch.statement, "polarity": Polarity.DENIED if denied else Polarity.AFFIRMED,
        "modality": modality, "firmness": stretch.firmness, "happened": happened, "place": place,
    }  # fmt: skip


def who(name: NameFound) -> Who:
    """The actor a name means: one of several when it is ambiguous."""
    if name.is_ambiguous:
        return Who(form=Form.ALTERNATIVES, members=name.ids, words=name.words)
    return Who(form=Form.ONE, members=name.ids, words=name.words)


def pair_after(stretch: Stretch, at: int) -> tuple[NameFound, ...]:
    """The two actors after "between", joined by "and"; nobody where they are not just there."""
    pair = [name for name in stretch.of(NameOf.ACTOR) if name.start >= at][:2]
    if len(pair) < len("ab") or pair[0].start != at:
        return ()
    return tuple(pair) if re.fullmatch(r" and (?:the )?", stretch.text[pair[0].end : pair[1].start]) else ()


_PART = re.compile(r"\b(?:parts?|districts?|suburbs?|outskirts|areas|quarters?) of (?:the )?$|\b(?:northern|southern|eastern|western|central|occupied) $", re.IGNORECASE)  # fmt: skip
_NEAR = re.compile(r"\b(?:near|outside|around)\s+$", re.IGNORECASE)


def location(stretch: Stretch, name: NameFound) -> Location:
    """The place a name means: near it, a part of it, or in it; one of several when it is ambiguous."""
    before = stretch.text[max(stretch.start, name.start - 30) : name.start]
    extent, km = Extent.WHOLE, 0
    if _NEAR.search(before):
        extent, km = Extent.NEAR, 5
    elif _PART.search(before):
        extent = Extent.PART
    spots = tuple(Spot(place=place, position=None, extent=extent, km=km) for place in name.ids)
    return Location(alternatives=spots, words=name.words)


def actor_before(stretch: Stretch, at: int, within: int) -> NameFound | None:
    """The actor a verb is told of: the last one before it, but not one that only says what another is."""
    actors = [name for name in stretch.of(NameOf.ACTOR) if name.end <= at]
    while len(actors) > 1 and _aside(stretch.text, actors[-2], actors[-1]):
        del actors[-1]
    if not actors or len(gap(stretch.text, actors[-1].end, at)) >= within:
        return None
    return actors[-1]


def _aside(text: str, one: NameFound, other: NameFound) -> bool:
    """As in "X, an affiliate of Y, has": Y stands aside."""
    return text[one.end : one.end + 2] in (", ", " (") and text[other.end : other.end + 1] in (",", ")")


_BRACKETED = re.compile(r"\([^()]*\)|, [^,.;]{1,80},(?= )")


def gap(text: str, start: int, end: int) -> str:
    """The words between two places, without what stands in brackets or between commas."""
    return _BRACKETED.sub("", text[start:end])
