"""How sure: three-valued truth and counts with bounds, the only arithmetic of uncertainty.

Invariant: nothing here is a float, and no operation turns *unknown* into an answer
unless every way of filling it in gives that answer (Kleene's strong logic).
"""

import re
from collections.abc import Iterable
from enum import Enum
from typing import Self

from attrs import frozen

from truceline.values.problems import ValueProblem


class Truth(Enum):
    """Yes, no, or unknown (Kleene). *Contested* is a state of a field, never a truth."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    # By identity, like every member: the enum's own hash of its name is a hot path's cost.
    __hash__ = object.__hash__

    def __and__(self, other: "Truth") -> "Truth":
        if self is Truth.NO or other is Truth.NO:
            return Truth.NO
        return Truth.UNKNOWN if self is Truth.UNKNOWN or other is Truth.UNKNOWN else Truth.YES

    def __or__(self, other: "Truth") -> "Truth":
        if self is Truth.YES or other is Truth.YES:
            return Truth.YES
        return Truth.UNKNOWN if self is Truth.UNKNOWN or other is Truth.UNKNOWN else Truth.NO

    def __invert__(self) -> "Truth":
        return _NOT[self]

    def __bool__(self) -> bool:
        """Refused: an unknown is neither, so write ``is Truth.YES``."""
        raise TypeError("a Truth has three values: compare it with 'is Truth.YES'")


_NOT = {Truth.YES: Truth.NO, Truth.NO: Truth.YES, Truth.UNKNOWN: Truth.UNKNOWN}


def known(answer: bool) -> Truth:
    """The truth of something that is decided."""
    return Truth.YES if answer else Truth.NO


def all_of(truths: Iterable[Truth]) -> Truth:
    """Whether every one holds; yes for none at all. Those after one that does not are not asked for."""
    result = Truth.YES
    for truth in truths:
        if truth is Truth.NO:
            return truth
        result &= truth
    return result


def any_of(truths: Iterable[Truth]) -> Truth:
    """Whether at least one holds; no for none at all. Those after one that does are not asked for."""
    result = Truth.NO
    for truth in truths:
        if truth is Truth.YES:
            return truth
        result |= truth
    return result


def agreed(truths: Iterable[Truth]) -> Truth:
    """The answer all rival values give; unknown where they differ or none is given."""
    answers = set(truths)
    return answers.pop() if len(answers) == 1 else Truth.UNKNOWN


LARGEST = 2**53 - 1
"""The largest number that every reader of JSON keeps exactly (RFC 7493)."""


@frozen
class Count:
    """How many, as it was said: never a bare number.

    ``low`` and ``high`` bound what the words allow (``high`` is None when they set no upper
    limit: "at least 78"); ``best`` is the single figure given, if one was; ``words`` are
    the source's own. "More than a hundred" is 101 or more.
    """

    low: int
    best: int | None
    high: int | None
    words: str

    def __attrs_post_init__(self) -> None:
        if self.low < 0:
            raise ValueProblem("count.negative", str(self.low))
        if max(self.low, self.best or 0, self.high or 0) > LARGEST:
            raise ValueProblem("count.huge", self.words or str(self.low))
        if self.high is not None and self.high < self.low:
            raise ValueProblem("count.order", f"low {self.low}, high {self.high}")
        if self.best is not None and not self._holds(self.best):
            raise ValueProblem("count.order", f"best {self.best} outside {self.low} to {self.high}")

    def _holds(self, number: int) -> bool:
        return self.low <= number and (self.high is None or number <= self.high)

    @classmethod
    def exactly(cls, number: int) -> Self:
        """A single figure given without a bound."""
        return cls(low=number, best=number, high=number, words=str(number))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a figure as reports give it.

        >>> Count.parse("at least 78")
        Count(low=78, best=None, high=None, words='at least 78')
        >>> Count.parse("more than 1,000").low
        1001

        Raises:
            ValueProblem: ``count.unreadable`` when the words hold no figure this grammar knows.
        """
        low, best, high = _read_count(text)
        return cls(low=low, best=best, high=high, words=text.strip())

    def __str__(self) -> str:
        """The figure and its bounds, in words that :meth:`parse` reads where its grammar has any.

        >>> str(Count.parse("about 30"))
        'about 30'
        >>> str(Count(low=20, best=30, high=40, words=""))
        '30 (20-40)'
        """
        if self.best is not None and self.low == self.high:
            return str(self.best)
        bounds = self._bounds()
        if self.best is None:
            return bounds
        if self.high is None and self.low == min(1, self.best):
            return f"about {self.best}"
        return f"{self.best} ({bounds})"

    def _bounds(self) -> str:
        if self.high is None:
            return f"{self.low} or more" if self.low else "not known"
        return f"{self.low}-{self.high}"


_EXACT = re.compile(r"(?:exactly )?(\d{1,15})")
_RANGE = re.compile(r"(?:some |about |between )?(\d{1,15}) ?(?:-|–|to|and) ?(\d{1,15})")
_AT_LEAST = re.compile(
    r"(?:at least|not less than|no less than|no fewer than|as many as at least) (\d{1,15})"
)
_MORE_THAN = re.compile(r"(?:more than|over|above) (\d{1,15})")
_UP_TO = re.compile(r"(?:up to|at most|no more than|as many as) (\d{1,15})")
_FEWER = re.compile(r"(?:fewer than|less than|under|below) (\d{1,15})")
_ABOUT = re.compile(r"(?:about|around|some|nearly|almost|approximately|roughly) (\d{1,15})")
_OR_MORE = re.compile(r"(\d{1,15}) (?:or more|and more)")
# What the plural of a round number commits its speaker to: at least two of them.
_PLURALS = {
    "several": 3, "a few": 2, "some": 1, "many": 3, "a number of": 2, "scores": 40,
    "dozens": 24, "tens": 20, "hundreds": 200, "thousands": 2000,
}  # fmt: skip
_NONE = {"none", "no", "nobody", "no one", "zero"}


def _read_count(text: str) -> tuple[int, int | None, int | None]:
    plain = re.sub(r"(?<=\d)[, ](?=\d{3}\b)", "", text.strip().lower()).removesuffix(" percent")
    if plain in _NONE:
        return 0, 0, 0
    if plain in _PLURALS:
        return _PLURALS[plain], None, None
    if match := _EXACT.fullmatch(plain):
        number = int(match[1])
        return number, number, number
    if match := _RANGE.fullmatch(plain):
        return int(match[1]), None, int(match[2])
    return _read_bound(plain, text)


def _read_bound(plain: str, text: str) -> tuple[int, int | None, int | None]:
    if match := _AT_LEAST.fullmatch(plain) or _OR_MORE.fullmatch(plain):
        return int(match[1]), None, None
    if match := _MORE_THAN.fullmatch(plain):
        return int(match[1]) + 1, None, None
    if match := _UP_TO.fullmatch(plain):
        return 0, None, int(match[1])
    if (match := _FEWER.fullmatch(plain)) and int(match[1]) > 0:
        return 0, None, int(match[1]) - 1
    if match := _ABOUT.fullmatch(plain):
        return min(1, int(match[1])), int(match[1]), None
    raise ValueProblem("count.unreadable", text)


def add_counts(counts: Iterable[Count]) -> Count:
    """The sum; an open high stays open, a missing best leaves the sum without one."""
    parts = tuple(counts)
    bests = [part.best for part in parts]
    highs = [part.high for part in parts]
    return Count(
        low=sum(part.low for part in parts),
        best=sum(best for best in bests if best is not None) if None not in bests else None,
        high=sum(high for high in highs if high is not None) if None not in highs else None,
        words="",
    )


def hull_of_counts(counts: Iterable[Count]) -> Count:
    """[lowest low, highest high] of all; best only if all give the same one."""
    parts = tuple(counts)
    if len(parts) == 1:
        return parts[0]
    bests = {part.best for part in parts}
    highs = [part.high for part in parts if part.high is not None]
    return Count(
        low=min(part.low for part in parts),
        best=bests.pop() if len(bests) == 1 else None,
        high=max(highs) if len(highs) == len(parts) else None,
        words=" | ".join(dict.fromkeys(part.words for part in parts if part.words)),
    )
