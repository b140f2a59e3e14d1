"""Plain text whose lines were broken by width, read as running text: every character keeps its place.

The rule. A text is *wrapped* when hardly any line is longer than a page is wide, and nearly every
break within a paragraph (between two lines with no blank one between) stands where the next
word would not have fitted any more. Of a wrapped text each such break reads as a space; where
the next word would have fitted, the break was meant, as after a headline or in a list. A text
of one paragraph a line, as web pages and agencies give it, is not wrapped, and each line stays
a paragraph.
"""

import re
from collections.abc import Iterator

from attrs import frozen

_NARROWEST, _WIDEST = 40, 100
"""Characters of the longest line of a text that was broken by width."""
_LONGER = 20
"""One line in so many may be longer: an address cannot be broken."""
_NEARLY = 4
"""Of so many breaks within paragraphs one may stand earlier: after a headline, in a list."""
_FEW = 3
"""With fewer breaks the next line has to begin in small letters, too."""
_MEANT = re.compile(r"[ \t]*(?:[-–—*•>|]|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s)|[ \t]{4,}")
"""What begins a line of its own: a bullet, a number, a quoted line of a mail, a deep indent."""
_WORD = re.compile(r"[ \t]*(\S+)")
_BREAK = re.compile(r"[ \t]*(?:\r\n|\r|\n)")


@frozen
class _Break:
    """A break between two lines that both hold words: its range, and whether the next word had no room."""

    start: int
    end: int
    forced: bool
    goes_on: bool


def flowing(text: str) -> str:
    """The text with the breaks of its width read as spaces; as long as before, unchanged where it is not wrapped."""
    width = _width(text)
    if width is None:
        return text
    breaks = list(_breaks(text, width))
    forced = [one for one in breaks if one.forced]
    if len(breaks) - len(forced) > len(breaks) // _NEARLY:
        return text
    if len(breaks) < _FEW:
        forced = [one for one in forced if one.goes_on]
    parts, at = [], 0
    for one in forced:
        parts += [text[at : one.start], " " * (one.end - one.start)]
        at = one.end
    return "".join([*parts, text[at:]])


def _width(text: str) -> int | None:
    """The longest line that is no longer than a page is wide; None where too many are longer or all are short."""
    lengths = [len(line) for line in text.splitlines() if line.strip()]
    within = [length for length in lengths if length <= _WIDEST]
    if (len(lengths) - len(within)) * _LONGER > len(lengths):
        return None
    width = max(within, default=0)
    return width if width >= _NARROWEST else None


def _breaks(text: str, width: int) -> Iterator[_Break]:
    start = 0
    for found in _BREAK.finditer(text):
        line, end = text[start : found.start()], found.end()
        start = end
        word = _WORD.match(text, end)
        if not line.strip() or word is None or len(line) > _WIDEST or _MEANT.match(text, end):
            continue
        forced = len(line) + 1 + len(word[1]) > width
        yield _Break(found.start(), end, forced, word[1][0].islower())
