"""Words: the one tokenisation of the reader, as code-point positions in the text.

Hyphenated words, possessives and contractions stay whole ("Sergei's", "car-bomb", "don't");
every other mark is a word of its own, except that two apostrophes or back-quotes used as a
quotation mark stay together.
"""

import re
from collections.abc import Iterator

from attrs import frozen

_WORD = re.compile(r"\w+(?:[.\-'’]\w+)*|''|``|[^\w\s]")


@frozen
class Word:
    """One token and where it stands."""

    text: str
    start: int
    end: int


def words_of(text: str, start: int, end: int) -> Iterator[Word]:
    """The words between two positions, left to right."""
    for match in _WORD.finditer(text, start, end):
        yield Word(match[0], match.start(), match.end())


def is_wordlike(word: str) -> bool:
    """Whether it is a word or a figure rather than a mark."""
    return word[0].isalnum() or word[0] == "_"
