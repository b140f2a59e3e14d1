"""Where quotations begin and end: the marks of a paragraph, paired in one walk over them.

Every mark is looked at a bounded number of times, so that thousands of them take no longer
than their number.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from attrs import define, field, frozen

from truceline.reading.segments import Stretch

_TITLE = re.compile(
    r"[\"“‘«'`]+[A-Z0-9][\w’'\-]*(?:[:,]? (?:[A-Z0-9][\w’'\-]*|of|the|a|an|in|on|and|to|for|with|from|is|at|by))*[ ,]? ?[A-Z0-9][\w’'\-]*[.,?!]?[\"”’»']+"
)
_LONGEST_TITLE = 200
_SPEECH_WORDS = 4
_SPEECH_END = re.compile(r"[,?!…](?:[\"”’»]|'')\Z")
_WORD = re.compile(r"\w+")
_MARK = re.compile(r"''|``|[“”\"«»„‘'’]")
_DOUBLE = re.compile(r"[“”\"«»„]")
_CLOSES = {"“": ("”", '"'), "«": ("»",), "„": ("“", "”"), '"': ('"', "”"), "''": ("''",), "``": ("''",)}
_SINGLE = "‘'"
_TURNED = "“”\"«»„'‘’`"
_PLAIN_APOSTROPHE = re.compile(r"[‘'](?:\d\ds?|em|til|tis|twas|cause|n)\b", re.IGNORECASE)
_SENTENCE_ENDS = (".", "?", "!", "…", ",")
_CARRY = 4
"""Paragraphs that a quotation left open may go on through."""


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
        if len(body) <= _LONGEST_TITLE and _TITLE.fullmatch(body):
            return False
        words = len(_WORD.findall(body[:_LONGEST_TITLE]))
        if words >= _SPEECH_WORDS or _SPEECH_END.search(body):
            return True
        led = text[max(0, self.start - _LEAD) : self.start].rstrip()[-1:] in ("", ",", ":", "\n")
        return words > 1 and led and body.rstrip("\"”’»'").endswith(".")


def is_headline(body: str) -> bool:
    """As in “No less than 24 Breaches of the Truce in the First Week”: capitals throughout, and no stop."""
    long = [word for word in _WORD.findall(body) if len(word) >= _LONG_WORD]
    capitals = sum(not word[0].islower() for word in long)
    return len(long) >= _SPEECH_WORDS and 4 * capitals >= 3 * len(long) and not _STOPPED.search(body)


_LONG_WORD = 4
_STOPPED = re.compile(r"[.,?!…](?:[\"”’»]|'')\Z")
_LEAD = 40
"""Characters in which the last mark before a quotation is looked for."""


@define
class _Marks:
    """The marks of one paragraph, left to right, with what is asked about them more than once."""

    text: str
    within: Stretch
    places: list[int]
    marks: list[str]
    partners: dict[int, int] = field(factory=dict)
    singles: list[int] | None = None

    def beside(self, place: int, length: int = 1) -> tuple[str, str]:
        """The characters before and behind a mark; spaces at the paragraph's edges."""
        before = self.text[place - 1] if place > self.within.start else " "
        after = self.text[place + length] if place + length < self.within.end else " "
        return before, after


def _marks_in(text: str, within: Stretch) -> _Marks:
    found = list(_MARK.finditer(text, within.start, within.end))
    return _Marks(text, within, [match.start() for match in found], [match[0] for match in found])


def quotations(text: str, within: Stretch, carried: Quotation | None) -> list[Quotation]:
    """The quotations of one paragraph.

    Curly, straight, angled, two apostrophes, and single marks that open after a space and
    close before one.
    """
    found = [] if carried is None else [carried]
    marks = _marks_in(text, within)
    if not marks.places:
        return found
    marks.partners = _partners(marks, "“", "”", lambda _: True) | _partners(
        marks, '"', '"', lambda place: _faces_forward(marks, place)
    )
    at = within.start if carried is None else carried.end
    for number, (place, mark) in enumerate(zip(marks.places, marks.marks, strict=True)):
        quotation = _opened_by(marks, number, place, mark) if place >= at else None
        if quotation is not None:
            found.append(quotation)
            at = quotation.end
    return found


def _opened_by(marks: _Marks, number: int, place: int, mark: str) -> Quotation | None:
    if mark in _SINGLE:
        return _single(marks, place)
    if mark == "”" and place == marks.within.start:
        mark = "“"
    if mark not in _CLOSES or (mark == '"' and not _opens(marks, place)):
        return None
    if mark == "''" and marks.beside(place, 2)[1].isspace():
        return None
    return _double(marks, number, place, mark)


def _opens(marks: _Marks, place: int) -> bool:
    """Whether a straight mark can open: something follows it, and space, a bracket or a dash stands before."""
    before, after = marks.beside(place)
    return (
        not after.isspace()
        and not before.isalnum()
        and before != "="
        and (after.isalnum() or before not in ".,!?;:)]…%")
    )


def _faces_forward(marks: _Marks, place: int) -> bool:
    """Whether a straight mark can do nothing but open: space or a bracket before it, a word right behind it."""
    before, after = marks.beside(place)
    return (before.isspace() or before in "([") and (after.isalnum() or after in "[(“‘'…$")


def _partners(marks: _Marks, opening: str, closing: str, opens: Callable[[int], bool]) -> dict[int, int]:
    """Every opening mark with the one that closes it, where each mark between has its partner, too."""
    waiting: list[int] = []
    found: dict[int, int] = {}
    for place, mark in zip(marks.places, marks.marks, strict=True):
        if mark == opening and opens(place):
            waiting.append(place)
        elif mark == closing and waiting:
            found[waiting.pop()] = place
    return found


def _double(marks: _Marks, number: int, place: int, mark: str) -> Quotation | None:
    """The quotation a double mark opens; None where another opens before it is closed and nothing ends there."""
    partner = marks.partners.get(place)
    if partner is not None:
        return Quotation(place, partner + 1, closed=True)
    passed = place + len(mark)
    for later in range(number + 1, len(marks.places)):
        following = marks.places[later]
        if following < passed:
            continue
        if mark == '"' and marks.marks[later] == "“":
            passed = marks.partners.get(following, following) + 1
        again = marks.marks[later] == mark and following in marks.partners
        if again and (mark == '"' or _ends_before(marks, following)):
            return _closed_before(marks, place, following)
        if marks.marks[later] in _CLOSES[mark]:
            return Quotation(place, following + len(marks.marks[later]), closed=True)
    return Quotation(place, marks.within.end, closed=False)


def _ends_before(marks: _Marks, place: int) -> bool:
    return marks.text[marks.within.start : place].rstrip().endswith(_SENTENCE_ENDS)


def _closed_before(marks: _Marks, place: int, following: int) -> Quotation | None:
    """A quotation whose closing mark is missing, ended where a sentence ends before the next one opens."""
    if not _ends_before(marks, following):
        return None
    body = marks.text[place:following].rstrip()
    return Quotation(place, place + len(body), closed=True)


def _single(marks: _Marks, place: int) -> Quotation | None:
    text, (before, after) = marks.text, marks.beside(place)
    opens = (before.isspace() or before in "([—–-") and (after.isalnum() or after in '([…"“')
    if not opens or _PLAIN_APOSTROPHE.match(text, place):
        return None
    if marks.singles is None:
        marks.singles = [at for at in _single_places(marks) if _may_close(marks, at)]
    first = bisect_left(marks.singles, place + 2)
    for at in marks.singles[first : first + _TRIES]:
        short = text.count(" ", place, at) < _SPEECH_WORDS - 1
        if short or not _is_plural_possessive(marks, at):
            return Quotation(place, at + 1, closed=True)
    return None


_TRIES = 40
"""Marks that are asked whether they close a single one; no quotation holds more plurals that own something."""


def _single_places(marks: _Marks) -> Sequence[int]:
    return [
        place + step
        for place, mark in zip(marks.places, marks.marks, strict=True)
        if mark in ("'", "’", "''")
        for step in range(len(mark))
    ]


def _may_close(marks: _Marks, place: int) -> bool:
    before, after = marks.beside(place)
    return not before.isspace() and not after.isalnum()


def _is_plural_possessive(marks: _Marks, place: int) -> bool:
    """As in "fighters' salaries": an apostrophe after s, followed by a lower-case word; another may close."""
    text = marks.text
    if text[place - 1] != "s" or text[place + 1 : place + 2] != " ":
        return False
    rest = text[place + 2 : place + 3]
    later = text.find(text[place], place + 1, marks.within.end)
    return rest.islower() and later != -1 and not text[later + 1 : later + 2].isalnum()


def carried_quotations(text: str, stretches: list[Stretch], number: int) -> int:
    """How many paragraphs after ``number`` go on inside a quotation it left open; 0 when it never closes."""
    for ahead in range(1, min(_CARRY, len(stretches) - number - 1) + 1):
        following = stretches[number + ahead]
        if carried_on(text, following) is not None:
            return ahead
        if _DOUBLE.search(text, following.start, following.end):
            return 0
    return 0


def carried_on(text: str, within: Stretch) -> Quotation | None:
    """The end of a quotation that the paragraph before left open and that has no new opening mark.

    It ends at the first mark, if that mark closes.
    """
    if text[within.start] in _TURNED:
        return None
    first = _DOUBLE.search(text, within.start, within.end)
    if first is None or first[0] in "“«„":
        return None
    if first[0] == '"' and _opens(_Marks(text, within, [], []), first.start()):
        return None
    return Quotation(within.start, first.end(), closed=True)
