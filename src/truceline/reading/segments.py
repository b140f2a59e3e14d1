"""Where paragraphs, sentences and quotations begin and end: rules only, positions in code points."""

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


_LONGEST_PARAGRAPH, _LONGEST_SENTENCE = 6000, 1500
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
    while start < end:
        cut = _part_end(text, start, end, _LONGEST_SENTENCE)
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


@frozen
class Quotation:
    """What stands in quotation marks, marks included.

    ``closed`` is False when it runs on into the next paragraph, as long quotations do.
    """

    start: int
    end: int
    closed: bool

    def is_speech(self, text: str) -> bool:
        """Whether it is long enough, or punctuated like, somebody's words and not a scare quote."""
        body = text[self.start : self.end]
        if _TITLE.fullmatch(body):
            return False
        words = len(re.findall(r"\w+", body))
        if words >= _SPEECH_WORDS or _SPEECH_END.search(body):
            return True
        led = text[: self.start].rstrip()[-1:] in ("", ",", ":", "\n")
        return words > 1 and led and body.rstrip("\"”’»'").endswith(".")


_TITLE = re.compile(
    r"[\"“‘«'`]+[A-Z0-9][\w’'\-]*(?:[:,]? (?:[A-Z0-9][\w’'\-]*|of|the|a|an|in|on|and|to|for|with|from|is|at|by))*[ ,]? ?[A-Z0-9][\w’'\-]*[.,?!]?[\"”’»']+"
)
_SPEECH_WORDS = 4
_SPEECH_END = re.compile(r"[,?!…](?:[\"”’»]|'')$")
_CLOSES = {"“": '”"', "«": "»", "„": "“”", '"': '"”', "''": "''", "``": "''"}
_PLAIN_APOSTROPHE = re.compile(r"[‘'](?:\d\ds?|em|til|tis|twas|cause|n)\b", re.IGNORECASE)


def carried_quotations(text: str, stretches: list[Stretch], number: int) -> int:
    """How many paragraphs after ``number`` go on inside a quotation it left open; 0 when it never closes."""
    for ahead in range(1, min(_CARRY, len(stretches) - number - 1) + 1):
        following = stretches[number + ahead]
        if carried_on(text, following) is not None:
            return ahead
        if any(text[at] in _ANY_DOUBLE for at in range(following.start, following.end)):
            return 0
    return 0


def _opens(text: str, at: int, within: Stretch) -> bool:
    """Whether a straight mark can open: something follows it, and space, a bracket or a dash stands before."""
    before = text[at - 1] if at > within.start else " "
    after = text[at + 1] if at + 1 < within.end else " "
    return (
        not after.isspace()
        and not before.isalnum()
        and before != "="
        and (after.isalnum() or before not in ".,!?;:)]…%")
    )


_CARRY = 4
_ANY_DOUBLE = '“”"«»„'


def carried_on(text: str, within: Stretch) -> Quotation | None:
    """The end of a quotation that the paragraph before left open and that has no new opening mark.

    It ends at the first mark, if that mark closes.
    """
    if text[within.start] in _ANY_MARK:
        return None
    for at in range(within.start, within.end):
        if text[at] in "”»":
            return Quotation(within.start, at + 1, closed=True)
        if text[at] in "“«":
            return None
        if text[at] == '"':
            return None if _opens(text, at, within) else Quotation(within.start, at + 1, closed=True)
    return None


_ANY_MARK = "“”\"«»„'‘’`"


def quotations(text: str, within: Stretch, carried: Quotation | None) -> list[Quotation]:
    """The quotations of one paragraph.

    Curly, straight, angled, two apostrophes, and single marks that open after a space and
    close before one.
    """
    found = [] if carried is None else [carried]
    at = within.start if carried is None else carried.end
    while at < within.end:
        mark = text[at : at + 2] if text[at : at + 2] in ("''", "``") else text[at]
        if mark == "”" and at == within.start:
            mark = "“"
        quotation = None
        if mark in _CLOSES and (mark != '"' or _opens(text, at, within)):
            quotation = _double(text, at, mark, within.end)
        elif mark in "‘'":
            quotation = _single(text, at, within)
        if quotation is None:
            at += 1
        else:
            found.append(quotation)
            at = quotation.end
    return found


def _double(text: str, at: int, mark: str, limit: int) -> Quotation:
    if mark == "“" and (nested := _nested(text, at, limit)) is not None:
        return Quotation(at, nested, closed=True)
    closers = _CLOSES[mark]
    place = at + len(mark)
    while place < limit:
        if len(closers) == 2 and closers == "''":  # noqa: PLR2004 - the mark is two characters
            if text.startswith("''", place):
                return Quotation(at, place + 2, closed=True)
        elif text[place] in closers:
            return Quotation(at, place + 1, closed=True)
        place += 1
    return Quotation(at, limit, closed=False)


def _nested(text: str, at: int, limit: int) -> int | None:
    """Where a curly quotation ends that holds others of its own kind; None unless every mark has its partner."""
    depth = 0
    for place in range(at, limit):
        depth += (text[place] == "“") - (text[place] == "”")
        if depth == 0:
            return place + 1
    return None


def _single(text: str, at: int, within: Stretch) -> Quotation | None:
    before = text[at - 1] if at > within.start else " "
    after = text[at + 1] if at + 1 < within.end else " "
    opens = (before.isspace() or before in "([—–-") and (after.isalnum() or after in '([…"“')
    if not opens or _PLAIN_APOSTROPHE.match(text, at):
        return None
    for place in range(at + 2, within.end):
        if text[place] in "’'" and not text[place - 1].isspace():
            following = text[place + 1] if place + 1 < within.end else " "
            short = text.count(" ", at, place) < _SPEECH_WORDS - 1
            if not following.isalnum() and (short or not _is_plural_possessive(text, place)):
                return Quotation(at, place + 1, closed=True)
    return None


def _is_plural_possessive(text: str, place: int) -> bool:
    """As in "fighters' salaries": an apostrophe after s, followed by a lower-case word; another may close."""
    if text[place - 1] != "s" or text[place + 1 : place + 2] != " ":
        return False
    rest = text[place + 2 : place + 3]
    later = text.find(text[place], place + 1)
    return (
        rest.islower()
        and later != -1
        and "\n" not in text[place:later]
        and not text[later + 1 : later + 2].isalnum()
    )
