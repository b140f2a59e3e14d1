"""The pages of a PDF as running text: heads and feet left out, lines and words that were broken put together."""

import re
from collections import Counter

_SHORT = 0.7
"""Of the page's width: a line no longer than that ends its paragraph where the next begins with a capital."""
_WIDTH = 0.9
"""Of the lines of a page are no longer than it is wide; a table may be."""
_LONGEST_HEAD = 90
_FEWEST_PAGES = 3
_ONE_PAGE_IN = 3
_EDGE = 2
"""Lines at the top and at the foot of a page among which its head and its number are looked for."""
_STOPS, _MARKS = ".!?:", '”"'
APART = "\n\n"
"""Between paragraphs."""
_SET_HYPHENS = "\u2010\u00ad"
"""Hyphens that a typesetter writes where a word is broken, and hardly anybody within one."""
_SPACES = re.compile(r"[ \t\u00a0]{2,}")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")


def without_heads(pages: list[list[str]]) -> list[list[str]]:
    """The pages without the lines that stand at the edge of many of them, whatever their number."""
    seen = Counter(head for page in pages for head in {_head(page[at]) for at in _edges(page)} if head)
    needed = max(_FEWEST_PAGES, len(pages) // _ONE_PAGE_IN)
    heads = {head for head, count in seen.items() if count >= needed}
    return [
        [line for at, line in enumerate(page) if at not in _edges(page) or _head(line) not in heads]
        for page in pages
    ]


def _edges(page: list[str]) -> set[int]:
    written = [at for at, line in enumerate(page) if line]
    return {*written[:_EDGE], *written[-_EDGE:]}


def _head(line: str) -> str:
    """A line with its numbers left open; "" for what is no head: a long line, or one that ends as a sentence does."""
    return "" if len(line) > _LONGEST_HEAD or line[-1] in ".!?" else _DIGITS.sub("#", line)


def lines_of(page: str) -> list[str]:
    """The lines of a page, each word one space from the next."""
    return [_SPACES.sub(" ", line).strip() for line in page.replace("\x00", "").splitlines()]


def as_paragraphs(lines: list[str]) -> str:
    """Lines of one paragraph on one line: a page breaks lines where a paragraph does not end."""
    lengths = sorted(len(line) for line in lines)
    short = lengths[int(len(lengths) * _WIDTH)] * _SHORT if lengths else 0
    words = frozenset(_WORD.findall("\n".join(lines)))
    joined: list[str] = []
    before = ""
    for line in lines:
        if _ended(before, line) or (line[0].isupper() and len(before) < short):
            joined.append(line)
        else:
            joined[-1] = _together(joined[-1], line, words)
        before = line
    return "\n".join(joined)


def _ended(before: str, line: str) -> bool:
    """Whether a line is the last of its paragraph; one that ends in quotation marks is not where "said the mayor" follows."""
    if not before or not line or before[-1] in _STOPS:
        return True
    return before[-1] in _MARKS and not line[0].islower()


def _together(before: str, line: str, words: frozenset[str]) -> str:
    """Two lines as one; a word broken between them whole again.

    A plain hyphen may be the word's own: it goes only where the page holds the word without it.
    """
    first = _WORD.match(line)
    if first is None or first[0][0].isupper():
        return f"{before} {line}"
    if before[-1] in _SET_HYPHENS:
        return before[:-1] + line
    last = _LAST_WORD.search(before[:-1])
    if before[-1] != "-" or last is None:
        return f"{before} {line}"
    return (before[:-1] if last[0] + first[0] in words else before) + line


def going_on(before: str, after: str) -> tuple[str, str]:
    """A page and what stands between it and the next: nothing within a word, a space within a sentence."""
    if _ended(before, after) or not after[0].islower():
        return before, APART
    return (before[:-1], "") if before[-1] in _SET_HYPHENS else (before, " ")
