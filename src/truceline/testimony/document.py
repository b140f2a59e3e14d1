"""Documents as received, and the spans of their text that statements are anchored to."""

from enum import Enum

from attrs import frozen

from truceline.testimony.register import Handling
from truceline.values.problems import ValueProblem
from truceline.values.when import Period


@frozen
class Document:
    """A source text, or the citation of one.

    ``sha256`` is of the bytes as received and ``text`` their clean text; a document known
    only by citation has neither. ``published`` may be bounded ("2016-02") or not stated.
    ``outlet`` is a source id.
    """

    id: str
    title: str
    authors: tuple[str, ...]
    outlet: str | None
    published: Period | None
    retrieved: Period | None
    language: str
    media_type: str
    url: str
    sha256: str | None
    text: str | None
    handling: Handling
    purpose: str
    note: str


class Part(Enum):
    """Which part of a statement a span anchors (PARC: source, cue, content; and the hedge)."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"
    HEDGE = "hedge"


@frozen
class Span:
    """Characters of a document's text (W3C Web Annotation position and quote selectors).

    ``start`` and ``end`` count Unicode code points, half open; ``exact`` are those words, with
    some of what stands before and after so that they can be found again.
    """

    part: Part
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.exact) != self.end - self.start:
            raise ValueProblem("span.bounds", f"{self.start} to {self.end}: {self.exact[:40]!r}")
