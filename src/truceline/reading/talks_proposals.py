"""Proposed claims about talks: who took part, stayed away, walked out, and when.

Attendance is the role *participant* in an event of kind talks; not taking part is the same
role denied, so that both can be told, contested and dated.
"""

import re
from collections.abc import Iterator

from attrs import frozen

from truceline.reading.names import NameFound, NameOf
from truceline.reading.result import Range
from truceline.reading.stretch import (
    Bearing,
    Made,
    Stretch,
    actor_before,
    actual,
    bearing,
    common,
    location,
    pair_after,
    who,
)
from truceline.testimony.claim import EventClaim, Modality, Role, RoleClaim
from truceline.values.where import Location

_ADJECTIVE = r"(?:(?!(?:before|after|during|for|to|of|in|on|with|without|amid|ahead|and|or|from|until|city|country)\b)\w+[- ])"
_KIND = rf"(?:{_ADJECTIVE}{{0,3}}?(?:talks|negotiations|consultations)|{_ADJECTIVE}{{0,2}}?(?:peace conference|round of (?:peace )?(?:talks|negotiations)|negotiating table))"
_THE = r"(?:the |these |those |any |all |a |its |their |further |new |formal )?"
_TALKS = re.compile(rf"\b{_KIND}\b", re.IGNORECASE)


@frozen
class _Way:
    """Words that say somebody takes part, or does not."""

    rule: str
    pattern: re.Pattern[str]
    present: bool


def _way(rule: str, words: str, *, present: bool) -> _Way:
    return _Way(rule, re.compile(rf"\b(?:{words}) {_THE}{_KIND}\b", re.IGNORECASE), present)


_WAYS = (
    _way(
        "attendance-refused",
        r"(?:refus(?:es|ed|ing)|declin(?:es|ed|ing)|fail(?:s|ed|ing)) to (?:attend|join|take part in|participate in|come to|go to|return to|appear at|show up (?:for|at))|"
        r"boycott(?:s|ed|ing)?|shun(?:s|ned|ning)?|(?:reject(?:s|ed|ing)|turn(?:s|ed|ing) down) (?:an )?invitations? to",
        present=False,
    ),
    _way(
        "attendance-left",
        r"walk(?:s|ed|ing)? (?:out of|out from|away from|out on)|(?:withdr[ae]w(?:s|ing)?|withdrawn|pull(?:s|ed|ing)? out) (?:of|from)|quit(?:s|ting)?|"
        r"le(?:ft|aves|aving)|storm(?:s|ed|ing) out of|suspend(?:s|ed|ing) (?:its |their |his |her )?(?:participation|role|presence) (?:in|at)|(?:broke|breaks) off",
        present=False,
    ),
    _way(
        "attendance-away",
        r"sta(?:yed|ys|ying) away from|(?:was|were|is|are|remain(?:s|ed)) absent from|sk(?:ips|ipped|ipping)|miss(?:es|ed|ing)|(?:was|were) not (?:present|represented) (?:at|in)",
        present=False,
    ),
    _way(
        "attendance",
        r"attend(?:s|ed|ing)?|(?:tak(?:es?|en|ing)|took) part in|participat(?:es?|ed|ing) in|join(?:s|ed|ing)?|return(?:s|ed|ing)? to|"
        r"(?:c[ao]mes?|coming|arriv(?:es|ed|ing)|travel(?:s|led|ling)) (?:to|for|at)|(?:was|were|is|are) (?:present|represented) (?:at|in)|"
        r"sen(?:ds?|t) (?:an? |its )?(?:\w+ )?(?:delegation|delegates|envoys?|representatives?|team) to|(?:held|holds?|holding|began|resumed|continued)",
        present=True,
    ),
)
_BARE = re.compile(r"\b(?:walk(?:s|ed|ing)? out|boycotted)\b(?! of| on| from)", re.IGNORECASE)
_BY = re.compile(r"\b(?:walk-?out|boycott|absence)(?: of)?(?: the)?(?: \w+)? by (?:the )?$|\b(?:walk-?out|absence|withdrawal) of (?:the )?$", re.IGNORECASE)  # fmt: skip
_OWN = re.compile(
    r"^(?:’s|'s|’|')? (?:\w+ )?(?:walk-?out|boycott|absence|refusal to (?:attend|come))\b", re.IGNORECASE
)
_BETWEEN = re.compile(rf"\b{_KIND} between (?:the )?", re.IGNORECASE)
_OPENED = re.compile(r"(?: in \w+| on \d+ \w+)?(?: (?:had|have|has|were|was))?(?: (?:opened|began|begun|resumed|started|ended|concluded|held|collapsed|continued|took place|taken place|under way|went on))\b", re.IGNORECASE)  # fmt: skip
_PRONOUN = re.compile(r"\b(?:it|we|they)\b(?: \w+){0,5}? ?$", re.IGNORECASE)
_NEARBY = 60


def attendance(stretch: Stretch, document: str) -> Iterator[Made]:
    """An actor and words of taking part in talks, or of not; and the talks themselves, where some were held."""
    if stretch.speaker is None and not stretch.names and not stretch.dates:
        return
    talks = _TALKS.search(stretch.text, stretch.start, stretch.end) or _TALKS.search(
        stretch.text, *stretch.around
    )
    if talks is None:
        return
    place = _place_of(stretch, talks.end())
    incident = f"{document}.talks" + ("" if place is None else f".{place.alternatives[0].place}")
    held = False
    for name, way, span, bears in _ways(stretch):
        absent = bears.denied is way.present
        claim = RoleClaim(
            incident=incident, actor=who(name), role=Role.PARTICIPANT,
            **common(stretch, stretch.day, None, denied=absent, modality=bears.modality),
        )  # fmt: skip
        yield claim, way.rule, (min(name.start, span[0]), max(name.end, span[1]))
        held = held or (bears.modality is Modality.ACTUAL and (not absent or way.rule == "attendance-left"))
    opened = _OPENED.match(stretch.text, talks.end()) is not None and actual(stretch, talks.start()) is False
    if (held or opened) and (place is not None or stretch.day is not None):
        event = EventClaim(
            incident=incident, kind="talks", means="", origin=None, circumstances=(),
            **common(stretch, stretch.day, place),
        )  # fmt: skip
        yield event, "event-talks", talks.span()


def _ways(stretch: Stretch) -> Iterator[tuple[NameFound, _Way, Range, Bearing]]:
    taken: list[Range] = []
    for way in _WAYS:
        for match in way.pattern.finditer(stretch.text, stretch.start, stretch.end):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            yield from _told(stretch, way, match.span())
    left = _WAYS[1]
    for match in _BARE.finditer(stretch.text, stretch.start, stretch.end):
        if not any(start <= match.start() < end for start, end in taken):
            yield from _told(stretch, left, match.span())
    for match in _BETWEEN.finditer(stretch.text, stretch.start, stretch.end):
        bears = bearing(stretch, match.start())
        if bears is not None:
            yield from ((name, _WAYS[-1], match.span(), bears) for name in pair_after(stretch, match.end()))
    for name in stretch.of(NameOf.ACTOR):
        own = _OWN.match(stretch.text[name.end : stretch.end])
        before = _BY.search(stretch.text[max(stretch.start, name.start - _NEARBY) : name.start])
        bears = bearing(stretch, name.start)
        if (own or before) and bears is not None:
            span = (name.start, name.end + own.end()) if own else (name.start, name.end)
            yield name, left, span, bears


def _told(stretch: Stretch, way: _Way, span: Range) -> Iterator[tuple[NameFound, _Way, Range, Bearing]]:
    """Those the words are told of: the actors before them, or after "by"; "it" is who speaks."""
    bears = bearing(stretch, span[0])
    if bears is None:
        return
    for name in _actors(stretch, span):
        yield name, way, span, bears


def _actors(stretch: Stretch, span: Range) -> tuple[NameFound, ...]:
    actors = stretch.of(NameOf.ACTOR)
    by = [name for name in actors if re.fullmatch(r" by (?:the )?", stretch.text[span[1] : name.start])]
    if by:
        return (by[0],)
    before = actor_before(stretch, span[0], _NEARBY)
    if before is not None:
        company = [
            name for name in actors if re.fullmatch(r" with (?:the )?", stretch.text[span[1] : name.start])
        ]
        return (*_joined(stretch.text, [name for name in actors if name.end <= before.end]), *company)
    if stretch.speaker is not None and _PRONOUN.search(stretch.text[stretch.start : span[0]]):
        return (stretch.speaker,)
    return ()


def _joined(text: str, names: list[NameFound]) -> tuple[NameFound, ...]:
    """The last name with those joined to it: "X, Y and Z attended"."""
    found = [names[-1]]
    for name in reversed(names[:-1]):
        if not re.fullmatch(r"(?:,| and|, and)(?: the)? ", text[name.end : found[-1].start]):
            break
        found.append(name)
    # "X met Y, and Z attended" joins two clauses; a list of three or more may have that comma.
    if len(found) == len("ab") and ", and" in text[found[1].end : found[0].start]:
        del found[1]
    return tuple(reversed(found))


def _place_of(stretch: Stretch, after: int) -> Location | None:
    """The place the talks are in: named just after them, or the only one after "in" or "at"."""
    places = stretch.of(NameOf.PLACE)
    close = [
        name for name in places if re.fullmatch(r" (?:in|at) (?:the )?", stretch.text[after : name.start])
    ]
    led = [name for name in places if re.search(r"\b(?:in|at) $", stretch.text[: name.start][-4:])]
    chosen = close or (led if len({name.ids for name in led}) == 1 else [])
    return location(stretch, chosen[0]) if chosen else None
