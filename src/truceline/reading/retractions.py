"""Which earlier statement a retraction withdraws: the one of the same speaker that shares its words."""

import re
from collections.abc import Callable
from functools import cache

from attrs import evolve

from truceline.reading.result import ReadStatement, SpeakerKind
from truceline.testimony.statement import Act

_CONTENT_WORD = re.compile(r"[A-Z][\w’-]+|\b[a-z]{5,}\b")
_EMPTY = frozenset(
    "incorrect wrong mistaken turns about their there which would could those these where after before course".split()
)


def with_retractions(text: str, statements: tuple[ReadStatement, ...]) -> tuple[ReadStatement, ...]:
    """Retractions tied to the one statement they fit; a tie between two fits none."""
    words = cache(lambda number: _words(text, statements[number]))
    return tuple(
        evolve(item, retracts=_withdrawn(number, statements, words)) if item.act is Act.RETRACTION else item
        for number, item in enumerate(statements)
    )


def _withdrawn(
    number: int, statements: tuple[ReadStatement, ...], words: Callable[[int], frozenset[str]]
) -> str | None:
    retraction, scored = statements[number], []
    first = max(0, number - _BACK)
    for place, other in enumerate(statements[first : number + _BACK], start=first):
        earlier = other.content[0][0] < retraction.content[0][0]
        same = other.speaker.kind is SpeakerKind.NAMED and other.speaker.name == retraction.speaker.name
        if earlier and same and other.act is not Act.RETRACTION and other.reported:
            share = len(words(number) & words(place))
            if share >= _ENOUGH:
                scored.append((share, other.rule != "noun", other.id))
    scored.sort(reverse=True)
    if not scored or (len(scored) > 1 and scored[0][:2] == scored[1][:2]):
        return None
    return scored[0][2]


_ENOUGH = 2
_BACK = 400
"""Statements; what was said longer ago is not looked through for what is withdrawn."""


def _words(text: str, item: ReadStatement) -> frozenset[str]:
    joined = " ".join(text[start:end] for start, end in item.content)
    return frozenset(word.lower().removeprefix("al-") for word in _CONTENT_WORD.findall(joined)) - _EMPTY
