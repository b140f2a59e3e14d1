"""A passage: one paragraph as parallel columns of words, tags, sentences and quotations.

Invariant: all columns have the same length; positions are code points of the whole text.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from attrs import field, frozen

from truceline.reading.mending import mended_tags
from truceline.reading.quotations import Quotation, carried_on, carried_quotations, quotations
from truceline.reading.segments import Stretch, paragraphs, sentences
from truceline.reading.tagger import Tagger
from truceline.reading.words import Word, is_wordlike, words_of

Range = tuple[int, int]
"""First and last word, both included."""

_OPENING = "“\"‘'(«[$„"
_CLOSING = "”\"’')]»%"


@frozen(eq=False)
class Quoted:
    """A quotation with the words it covers and whether it reads as somebody's speech."""

    start: int
    end: int
    first: int
    last: int
    closed: bool
    speech: bool


@frozen(eq=False)
class Passage:
    """See the module's first lines. ``quote`` holds the index of the quotation a word is in, or -1."""

    text: str
    number: int
    words: tuple[str, ...]
    low: tuple[str, ...]
    tags: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentence: tuple[int, ...]
    quote: tuple[int, ...]
    quotes: tuple[Quoted, ...]
    sentences: tuple[Range, ...]
    subjects: dict[Range, Range | None] = field(init=False, factory=dict)
    """What was found before a verb, by the verb and the first word looked at: asked for many times."""

    def bounds(self, word: int) -> Range:
        """The first and last word of the sentence that a word stands in."""
        return self.sentences[self.sentence[word]]

    def span(self, first: int, last: int) -> Range | None:
        """Characters of a stretch of words without the marks at its edges; None if nothing is left."""
        while first <= last and not (
            is_wordlike(self.words[first])
            or self.words[first] in _OPENING
            or self.words[first] in ("''", "``")
        ):
            first += 1
        while last >= first and not (
            is_wordlike(self.words[last]) or self.words[last] in _CLOSING or self.words[last] == "''"
        ):
            last -= 1
        return (self.starts[first], self.ends[last]) if first <= last else None

    def in_speech(self, word: int) -> bool:
        """Whether the word stands inside quoted speech (not a scare quote)."""
        return self.quote[word] >= 0 and self.quotes[self.quote[word]].speech

    def quotes_in(self, start: int, end: int) -> tuple[Quoted, ...]:
        """The quotations with some of their characters between two places."""
        if not self.quotes:
            return ()
        first = bisect_right(self.quotes, start, key=lambda quoted: quoted.end)
        return self.quotes[first : bisect_left(self.quotes, end, key=lambda quoted: quoted.start)]

    def is_noun(self, word: int) -> bool:
        return self.tags[word].startswith("NN")

    def is_proper(self, word: int) -> bool:
        return self.tags[word].startswith("NNP")


def passages(text: str, tagger: Tagger) -> Iterator[Passage]:
    """Every paragraph that holds words, in order."""
    stretches = list(paragraphs(text))
    ahead = 0
    for number, paragraph in enumerate(stretches):
        carried = None
        if ahead:
            ahead -= 1
            whole = Quotation(paragraph.start, paragraph.end, closed=False)
            carried = carried_on(text, paragraph) if not ahead else whole
        quoted = quotations(text, paragraph, carried)
        if not ahead and quoted and not quoted[-1].closed:
            ahead = carried_quotations(text, stretches, number)
        words = list(words_of(text, paragraph.start, paragraph.end))
        yield _passage(text, number, tagger, paragraph_parts=(words, sentences(text, paragraph), quoted))


_Parts = tuple[list[Word], list[Stretch], list[Quotation]]


def _passage(text: str, number: int, tagger: Tagger, *, paragraph_parts: _Parts) -> Passage:
    words, stretches, quoted = paragraph_parts
    sentence = _place(words, [stretch.end for stretch in stretches])
    ranges = _ranges(sentence)
    texts = tuple(word.text for word in words)
    quotes, quote = _quotes(text, words, quoted)
    facing = _facing(texts, quotes)
    tags: list[str] = []
    for first, last in ranges:
        tags += mended_tags(texts[first : last + 1], tagger.tag(facing[first : last + 1]))
    return Passage(
        text=text,
        number=number,
        words=texts,
        low=tuple(word.lower() for word in texts),
        tags=tuple(tags),
        starts=tuple(word.start for word in words),
        ends=tuple(word.end for word in words),
        sentence=tuple(sentence),
        quote=quote,
        quotes=quotes,
        sentences=ranges,
    )


def _facing(texts: tuple[str, ...], quotes: tuple[Quoted, ...]) -> list[str]:
    """The words with every mark that opens a quotation written as an opening one, for the tagger."""
    facing = list(texts)
    for quoted in quotes:
        if facing[quoted.first] in ('"', "''"):
            facing[quoted.first] = "``"
    return facing


def _place(words: list[Word], ends: list[int]) -> list[int]:
    """The sentence of each word, counted by the sentences that hold one."""
    at = number = 0
    found: list[int] = []
    for word in words:
        if at + 1 < len(ends) and word.start >= ends[at]:
            number += bool(found)
            while at + 1 < len(ends) and word.start >= ends[at]:
                at += 1
        found.append(number)
    return found


def _ranges(sentence: list[int]) -> tuple[Range, ...]:
    edges = [place for place in range(1, len(sentence)) if sentence[place] != sentence[place - 1]]
    return tuple(zip([0, *edges], [*(edge - 1 for edge in edges), len(sentence) - 1], strict=True))


def _quotes(
    text: str, words: list[Word], quoted: list[Quotation]
) -> tuple[tuple[Quoted, ...], tuple[int, ...]]:
    quote = [-1] * len(words)
    found: list[Quoted] = []
    starts = [word.start for word in words] if quoted else []
    for item in quoted:
        first, last = bisect_left(starts, item.start), bisect_left(starts, item.end) - 1
        quote[first : last + 1] = [len(found)] * (last + 1 - first)
        found.append(Quoted(item.start, item.end, first, last, item.closed, item.is_speech(text)))
    return tuple(found), tuple(quote)
