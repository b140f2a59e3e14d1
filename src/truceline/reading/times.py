"""When something was said: on the date nearest its cue, else that of its citation, else by publication."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property

from attrs import frozen

from truceline.reading.citations import Citation
from truceline.reading.dates import DateFound
from truceline.reading.result import Range, Said
from truceline.reading.scene import Found
from truceline.values.when import Fills, Period, parse_period

IsSaid = Callable[[int, int], bool]
_DEED = 8
"""Characters between a deed and its day."""
_MARKED = re.compile(r"[,;.]")
_SENTENCE = 1500
"""Characters: no sentence is longer."""
_STOP = re.compile(r"[.!?][”\"’]?\s")
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?][”\"]) +|(?<=[.!?]) +(?=[A-Z])")


@frozen(eq=False)
class Times:
    """A text with its dates and citations, in the order of the text, and when it was published."""

    text: str
    dates: tuple[DateFound, ...]
    citations: tuple[Citation, ...]
    published: Period | None

    def said(self, found: Found, citation: Citation | None, is_said: IsSaid) -> Said:
        """The date nearest the cue outside what is said, else the citation's, else open until publication.

        ``is_said`` tells whether a place lies in somebody's words that do not reach to another.
        """
        start = (found.cue or found.source or found.content)[0][0]
        for item in self._nearest(start):
            inside = any(a <= item.start < b for a, b in found.content) or is_said(item.start, start)
            inside = inside or self._of_the_deed(found, item)
            if not inside and not self._is_cited(item.start):
                return Said(item.period, item.words, "sentence")
        if citation is not None:
            dated = next(iter(self._between(citation.start, citation.end)), None)
            return Said(dated.period if dated else None, citation.date, "citation")
        return Said(until(self.published), "", "publication")

    def _of_the_deed(self, found: Found, date: DateFound) -> bool:
        """As in "accused them of shelling Velmar on 28 May": the day of what they are accused of."""
        if found.lexical is None or found.lexical.lemma != "accuse":
            return False
        start, end = found.content[-1]
        near = end <= date.start <= end + _DEED
        return near and " of " in self.text[start:end] and not _MARKED.search(self.text[end : date.start])

    def _nearest(self, cue: int) -> Iterator[DateFound]:
        """The dates of the cue's own sentence, the nearest first; behind a stop are only those of others."""
        dates = self._between(*self._sentence(cue))
        after = bisect_left(dates, cue, key=_start_of)
        before = after - 1
        while before >= 0 or after < len(dates):
            nearer = before >= 0 and (
                after == len(dates) or cue - dates[before].start <= dates[after].start - cue
            )
            one = dates[before] if nearer else dates[after]
            if self._parted(min(cue, one.end), max(cue, one.start)):
                before, after = (-1, after) if nearer else (before, len(dates))
                continue
            before, after = (before - 1, after) if nearer else (before, after + 1)
            yield one

    def _sentence(self, cue: int) -> Range:
        """Between which places the cue's sentence lies; it may end sooner."""
        first = max(self.text.rfind("\n", max(0, cue - _SENTENCE), cue) + 1, cue - _SENTENCE, 0)
        stop = self.text.find("\n", cue, cue + _SENTENCE)
        number = bisect_right(self._beginnings, cue) - 1
        begun = self._beginnings[number] if number >= 0 else 0
        return max(first, begun), stop if stop >= 0 else min(len(self.text), cue + _SENTENCE)

    def _parted(self, first: int, last: int) -> bool:
        """Whether a sentence ends between two places."""
        number = bisect_left(self._stops, (first, 0))
        return number < len(self._stops) and self._stops[number][1] <= last

    def _between(self, first: int, last: int) -> tuple[DateFound, ...]:
        """The dates that begin between two places."""
        return self.dates[
            bisect_left(self.dates, first, key=_start_of) : bisect_left(self.dates, last, key=_start_of)
        ]

    def _is_cited(self, place: int) -> bool:
        """Whether a place lies in a citation."""
        number = bisect_right(self.citations, place, key=_start_of) - 1
        return number >= 0 and place < self.citations[number].end

    @cached_property
    def _stops(self) -> list[Range]:
        return [match.span() for match in _STOP.finditer(self.text)]

    @cached_property
    def _beginnings(self) -> list[int]:
        return [match.end() for match in _BETWEEN_SENTENCES.finditer(self.text)]


def _start_of(found: DateFound | Citation) -> int:
    return found.start


def until(published: Period | None) -> Period | None:
    """Not after publication: all that is known when nothing else tells."""
    if published is None or "/" in published.edtf or published.edtf == "XXXX":
        return published
    return parse_period(f"../{published.edtf}", zone=published.zone, fills=Fills.WITHIN)
