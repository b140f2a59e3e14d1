"""Proposed claims about incidents: what happened, how many were harmed, who did it and to whom."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

from attrs import frozen

from truceline.reading.names import NameFound, NameOf
from truceline.reading.result import Range
from truceline.reading.stretch import Made, Stretch, actual, common, location, pair_after, who
from truceline.testimony.claim import EventClaim, LossClaim, Role, RoleClaim
from truceline.values.where import Location


@frozen(eq=False)
class _Incident:
    """What happened, by one word for it, at the places it is said to have happened at; each is an incident."""

    kind: str
    word: Range
    denied: bool
    places: tuple[tuple[str, Location], ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(id for id, _ in self.places)

    @property
    def place(self) -> Location | None:
        """The place of something counted or done there; None where there are several."""
        return self.places[0][1] if len(self.places) == 1 else None


def events(stretch: Stretch, incident: str) -> Iterator[Made]:
    """An incident with its place and its day or its toll, its losses and its roles; nothing for less."""
    found = _incident(stretch, incident)
    if found is None:
        return
    for id, place in found.places:
        claim = EventClaim(
            incident=id, kind=found.kind, means="", origin=None, circumstances=(),
            **common(stretch, stretch.day, place, denied=found.denied),
        )  # fmt: skip
        yield claim, f"event-{found.kind}", found.word
    yield from _losses(stretch, found)
    for name, role, denied in _roles(stretch, found):
        for id in found.ids:
            part = RoleClaim(
                incident=id, actor=who(name), role=role, **common(stretch, None, None, denied=denied)
            )
            yield part, f"role-{role.value}", (name.start, max(name.end, found.word[1]))


_TALKS = "talks"
"""Told of with those who take part (talks_proposals)."""


@cache
def _conduct() -> tuple[tuple[str, re.Pattern[str]], ...]:
    raw = tomllib.loads(resources.files("truceline.data.reading").joinpath("conduct.toml").read_text("utf-8"))
    return tuple(
        (kind, re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE))
        for kind, words in raw.items()
        if kind != _TALKS
    )


def _incident(stretch: Stretch, incident: str) -> _Incident | None:
    places = _places(stretch) if stretch.day is not None or stretch.tolls else ()
    if not places:
        return None
    for kind, pattern in _conduct():
        match = pattern.search(stretch.text, stretch.start, stretch.end)
        if match is None:
            continue
        denied = actual(stretch, match.start())
        if denied is None:
            return None
        several = len(places) > 1
        named = tuple(
            (f"{incident}.{place.ids[0]}" if several else incident, location(stretch, place))
            for place in places
        )
        return _Incident(kind, match.span(), denied, named)
    return None


_LED = re.compile(r"\b(?P<by>in|at|near|outside|on|of|around|hit|struck|shelled|bombed|attacked|targeted|stormed|shelling|bombing|attacking|targeting|striking|hitting)\s+(?:the\s+)?(?:(?:city|town|village|district|area)\s+of\s+)?(?:\w+(?:ern)?\s+)?$", re.IGNORECASE)  # fmt: skip


_SITE = re.compile(r"\s+(?:\w+ )?(?:hospital|clinic|market|school|camp|airport|airbase|base|bakery|mosque|church|station|square|crossing|district|neighbou?rhood|suburb|countryside)s?\b", re.IGNORECASE)  # fmt: skip


def _places(stretch: Stretch) -> tuple[NameFound, ...]:
    """Where: the place after "in" or "at", with those joined to it by "and"; else the only one named."""
    places = stretch.of(NameOf.PLACE)
    led = {
        index: match["by"].lower()
        for index, name in enumerate(places)
        if (match := _LED.search(stretch.text[max(stretch.start, name.start - 40) : name.start]))
    }
    for index, name in enumerate(places):
        if _SITE.match(stretch.text, name.end):
            led.setdefault(index, "at")
    first = next((index for index, by in sorted(led.items()) if by != "of"), min(led, default=None))
    if first is None:
        return tuple(places) if len({name.ids for name in places}) == 1 else ()
    joined = [places[first]]
    for name in places[first + 1 :]:
        if stretch.text[joined[-1].end : name.start] not in (" and ", ", ", ", and "):
            break
        joined.append(name)
    if len(joined) > 1 and stretch.text[joined[-2].end : joined[-1].start] == ", ":
        return (joined[0],)  # "in Tarn, Velmar": the smaller place, then the larger
    return tuple(joined)


def _losses(stretch: Stretch, found: _Incident) -> Iterator[Made]:
    for toll in stretch.tolls:
        denied = actual(stretch, toll.start)
        if denied is not None:
            claim = LossClaim(
                incidents=found.ids, harm=toll.harm, victims=toll.victims, count=toll.count,
                **common(stretch, None, found.place, denied=denied),
            )  # fmt: skip
            yield claim, f"loss-{toll.harm.value}", (toll.start, toll.end)


_STRIKING = r"(?:struck|striking|bombed|bombing|shelled|shelling|attacked|attacking|hit|hitting|targeted|targeting|fired|firing|launched|killed|killing|carried out|executed|stormed|raided)"
_BY = re.compile(r"\b(?:by|blamed on|accused)\s+(?:the\s+)?$", re.IGNORECASE)
_DOES = re.compile(
    rf"^(?P<between>(?:\s+(?:had|has|have|did|of|having|forces?|fighters|troops|warplanes|jets|artillery|then|also|reportedly|allegedly|not|never)){{0,4}})\s+{_STRIKING}\b",
    re.IGNORECASE,
)
_AT = re.compile(r"\b(?:attacks?|strikes?|raids?|assaults?|fire|shelling|bombing|bombed|shelled|attacked|struck|hit|targeted|targeting|hitting)\s+(?:on\s+|against\s+|at\s+)?(?:the\s+)?(?:positions?\s+of\s+(?:the\s+)?)?$", re.IGNORECASE)  # fmt: skip
_SUFFERS = re.compile(rf"^(?:\s+(?:positions?|forces?|fighters|troops|convoys?|bases?))?\s+(?:was|were|had been|has been|have been|came under)\s+(?:not\s+|never\s+)?(?:{_STRIKING}|fire|attack)\b", re.IGNORECASE)  # fmt: skip
_PRONOUN = re.compile(rf"(?:^|\bthat\s+|[“\"‘'])\s*(?P<who>it|we|they)(?=(?:\s+(?:had|has|have|did|not|never|also)){{0,3}}\s+{_STRIKING}\b)", re.IGNORECASE)  # fmt: skip
_GERUND = re.compile(rf"^\s*{_STRIKING}\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween (?:the )?", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:not|never)\b", re.IGNORECASE)


def _roles(stretch: Stretch, found: _Incident) -> Iterator[tuple[NameFound, Role, bool]]:
    """Who did it (after "by", before a verb of striking) and to whom (after the verb, before a passive)."""
    for name in stretch.of(NameOf.ACTOR):
        before, after = (
            stretch.text[max(stretch.start, name.start - 40) : name.start],
            stretch.text[name.end : stretch.end],
        )
        after = re.sub(r"^(?:’s|'s)\b", "", after)
        does = _DOES.match(after)
        if does is not None:
            negated = _NEGATED.search(does["between"]) is not None
            yield name, Role.PERPETRATED, found.denied or negated
        elif _BY.search(before):
            yield name, Role.PERPETRATED, found.denied
        elif _SUFFERS.match(after) or _AT.search(before):
            yield name, Role.TARGET, found.denied
    if found.kind == "clash":
        for match in _BETWEEN.finditer(stretch.text, stretch.start, stretch.end):
            yield from ((name, Role.PARTICIPANT, found.denied) for name in pair_after(stretch, match.end()))
    if stretch.speaker is not None and (_PRONOUN.search(stretch.words) or _GERUND.match(stretch.words)):
        yield stretch.speaker, Role.PERPETRATED, found.denied
