"""Plain text whose lines were broken by width, read as running text: every character keeps its place.

The rule. A text is *wrapped* when hardly any line is longer than a page is wide, and nearly every
break within a paragraph (between two lines with no blank one between) stands where the next
word would not have fitted any more, or within a sentence that goes on in small letters, as on a
ragged page. Of a wrapped text each such break reads as a space; where the next word would have
fitted, the break was meant, as after a headline, in a list or behind a sentence. A text
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
"""Of so many breaks within sentences one may stand earlier: after a headline, in a list."""
_FEW = 3
"""With fewer breaks the next line has to begin in small letters, too."""
_MEANT = re.compile(r"[ \t]*(?:[-–—*•>|]|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s)|[ \t]{4,}")
"""What begins a line of its own: a bullet, a number, a quoted line of a mail, a deep indent."""
_WORD = re.compile(r"[ \t]*(\S+)")
_STOPS = '.!?:;”"'
_BREAK = re.compile(r"[ \t]*(?:\r\n|\r|\n)")


@frozen
class _Break:
    """A break between two lines that both hold words: its range, and whether it was made by width.

    ``ended`` says whether the line ends as a sentence does, ``goes_on`` whether the next begins in small letters.
    """

    start: int
    end: int
    forced: bool
    ended: bool
    goes_on: bool


def flowing(text: str) -> str:
    """The text with the breaks of its width read as spaces; as long as before, unchanged where it is not wrapped."""
    width = _width(text)
    if width is None:
        return text
    breaks = list(_breaks(text, width))
    forced = [one for one in breaks if one.forced]
    within = [one for one in breaks if one.forced or not one.ended]
    if len(within) - len(forced) > len(within) // _NEARLY:
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
        bare = not any(map(str.isalnum, line))  # nothing, or a bullet that stands alone
        if bare or word is None or len(line) > _WIDEST or _MEANT.match(text, end):
            continue
        ended, goes_on = line.rstrip()[-1] in _STOPS, word[1][0].islower()
        full = len(line) + 1 + len(word[1]) > width
        ragged = goes_on and not ended and (len(line) >= _NARROWEST or line.rstrip()[-1] in "-,")
        yield _Break(found.start(), end, full or ragged, ended, goes_on)
