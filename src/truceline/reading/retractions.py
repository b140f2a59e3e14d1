"""Which earlier statement a retraction withdraws: the one of the same speaker that shares its words."""

import re

from attrs import evolve

from truceline.reading.result import ReadStatement, SpeakerKind
from truceline.testimony.statement import Act

_CONTENT_WORD = re.compile(r"[A-Z][\w’-]+|\b[a-z]{5,}\b")
_EMPTY = frozenset(
    "incorrect wrong mistaken turns about their there which would could those these where after before course".split()
)


def with_retractions(text: str, statements: tuple[ReadStatement, ...]) -> tuple[ReadStatement, ...]:
    """Retractions tied to the one statement they fit; a tie between two fits none."""
    return tuple(
        evolve(item, retracts=_withdrawn(text, item, statements)) if item.act is Act.RETRACTION else item
        for item in statements
    )


def _withdrawn(text: str, retraction: ReadStatement, statements: tuple[ReadStatement, ...]) -> str | None:
    own = _words(text, retraction)
    scored = []
    number = statements.index(retraction)
    for other in statements[max(0, number - _BACK) : number + _BACK]:
        earlier = other.content[0][0] < retraction.content[0][0]
        same = other.speaker.kind is SpeakerKind.NAMED and other.speaker.name == retraction.speaker.name
        if earlier and same and other.act is not Act.RETRACTION and other.reported:
            share = len(own & _words(text, other))
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
