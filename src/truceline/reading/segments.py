"""Where paragraphs and sentences begin and end: rules only, positions in code points."""

import re
from collections.abc import Iterator

from attrs import frozen

_PARAGRAPH = re.compile(r"[^\n\r]+")
_STOP = re.compile(r"[.!?…]+(?:''|[\"”’'\)\]»])*(?=\s|$)")
_NEXT = re.compile(r"\s*([\"“‘«'\(\[]*)(\S)")
_OPENERS = re.compile(
    r"\s*[\"“‘«]*(?:The|He|She|It|They|In|But|And|We|I|A|An|On|At|That|This|These|There|His|Her|Its|Their|As|For|If)\b"
)
_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof sen rep reps sens gov gen lt col maj capt sgt cpl adm cmdr rev hon st jr sr inc corp co ltd llc
    vs etc eg ie e.g i.e u.s u.k u.n u.s.a d.c a.m p.m no nos vol pp fig jan feb mar apr jun jul aug sep sept oct nov
    dec mon tue wed thu fri sat sun ariz calif colo conn fla ga ill ind kan ky la mass md mich minn miss mo mont neb
    nev n.h n.j n.m n.y n.c n.d okla ore pa r.i s.c s.d tenn tex va vt wash wis wyo ala ark al op cit ca approx dept
    est bros brig supt insp amb sec pres asst assoc messrs mlle mme""".split()
)
_MAY_END = frozenset("u.s u.k u.n a.m p.m inc co etc jr sr corp d.c".split())
_INITIALS = re.compile(r"[a-z]|(?:[a-z]\.)+[a-z]")


@frozen
class Stretch:
    """A half-open range of the text."""

    start: int
    end: int


def paragraphs(text: str) -> Iterator[Stretch]:
    """The lines that hold anything, without the space at their edges; endless ones in parts."""
    for match in _PARAGRAPH.finditer(text):
        start = match.start()
        while start < match.end():
            end = _part_end(text, start, match.end(), _LONGEST_PARAGRAPH)
            body = text[start:end]
            first = start + len(body) - len(body.lstrip())
            last = start + len(body.rstrip())
            if last > first:
                yield Stretch(first, last)
            start = end


_LONGEST_PARAGRAPH, _LONGEST_SENTENCE, _PART_OF_SENTENCE = 6000, 1500, 500
"""Characters. No prose has more in one piece; bounded, so that no input takes more than linear time."""


def _part_end(text: str, start: int, limit: int, longest: int) -> int:
    """Where a stretch that is too long is cut: at the last space before, else hard."""
    if limit - start <= longest:
        return limit
    space = max(
        text.rfind(" ", start + longest // 2, start + longest),
        text.rfind("\t", start + longest // 2, start + longest),
    )
    return space + 1 if space >= 0 else start + longest


def sentences(text: str, within: Stretch) -> list[Stretch]:
    """The sentences of one paragraph; together they cover it but for the space between."""
    found: list[Stretch] = []
    start = within.start
    for match in _STOP.finditer(text, within.start, within.end):
        if match.end() < within.end and _ends_sentence(text, start, match, within.end):
            found += _parts(text, start, match.end())
            start = match.end()
            while start < within.end and text[start].isspace():
                start += 1
    return [*found, *_parts(text, start, within.end)]


def _parts(text: str, start: int, end: int) -> Iterator[Stretch]:
    """One sentence, or an endless one in parts, without the space between them."""
    longest = _LONGEST_SENTENCE if end - start <= _LONGEST_SENTENCE else _PART_OF_SENTENCE
    while start < end:
        cut = _part_end(text, start, end, longest)
        yield Stretch(start, start + len(text[start:cut].rstrip()))
        start = cut
        while start < end and text[start].isspace():
            start += 1


def _ends_sentence(text: str, start: int, stop: re.Match[str], limit: int) -> bool:
    following = _NEXT.match(text, stop.end(), limit)
    if following is None or following[2].islower():
        return False
    if stop[0].strip("\"”’')]»") != ".":
        return True
    before = text[start : stop.start()].rsplit(None, 1)
    word = before[-1].lstrip('("“‘[').lower() if before else ""
    if word not in _ABBREVIATIONS and not _INITIALS.fullmatch(word):
        return True
    return word in _MAY_END and _OPENERS.match(text, stop.end(), limit) is not None
