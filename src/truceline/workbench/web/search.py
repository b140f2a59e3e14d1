"""Full-text search over what was said of each incident: an index in memory, made when first asked.

Words stand in order, each with the rows that hold it, all in one array: so the rows of every word
with a given beginning are one slice of it, and finding them takes as long as marking them.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import accumulate
from typing import Self

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from truceline.assessment.case import Shared
from truceline.testimony.claim import Claim, EventClaim, RoleClaim

_WORD = re.compile(r"[^\W_]+")
_BATCH = 500
_LAST = "\U0010ffff"


@frozen(eq=False)
class TextIndex:
    """Finds rows of a table of findings by words; row ``i`` is the record's ``i``-th incident.

    The rows that hold ``words[n]`` are ``rows[starts[n]:starts[n + 1]]``.
    """

    words: list[str]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]

    @classmethod
    def of(cls, shared: Shared, names: Mapping[str, str], step: Callable[[int], None]) -> Self:
        """The index of everything said of each incident, in the order of its table."""
        evidence = shared.evidence
        statements = evidence.snapshot.statements

        def texts() -> Iterator[str]:
            for incident, claims in evidence.incidents.items():
                said = dict.fromkeys(statements[claim.statement].content for claim in claims)
                yield " ".join((incident, *said, *_named(claims, names)))
            yield from shared.later

        return cls.over(texts(), step)

    @classmethod
    def over(cls, texts: Iterable[str], step: Callable[[int], None] = lambda _: None) -> Self:
        """The index of one text for each row."""
        numbers: dict[str, int] = {}
        held, counts = array("i"), array("i")
        for number, text in enumerate(texts):
            if number % _BATCH == 0:
                step(number)
            here = words_of(text)
            counts.append(len(here))
            held.extend(numbers.setdefault(word, len(numbers)) for word in here)
        words = sorted(numbers)
        place = np.empty(len(words), np.int32)
        place[[numbers[word] for word in words]] = np.arange(len(words))
        ordered = place[np.frombuffer(held, np.int32)] if held else np.zeros(0, np.int32)
        rows = np.repeat(np.arange(len(counts), dtype=np.int32), np.frombuffer(counts, np.int32)) if counts else ordered  # fmt: skip
        starts = np.array([0, *accumulate(np.bincount(ordered, minlength=len(words)).tolist())], np.int64)
        return cls(words, starts, rows[np.argsort(ordered, kind="stable")])

    def find(self, words: str, length: int) -> NDArray[np.bool_]:
        """Which of so many rows hold all the words, each of which may be the beginning of one."""
        found = np.ones(length, np.bool_)
        for word in words_of(words):
            rows = self._rows_of(word)
            here = np.zeros(length, np.bool_)
            here[rows[rows < length]] = True
            found &= here
        return found

    def _rows_of(self, beginning: str) -> NDArray[np.int32]:
        first, end = bisect_left(self.words, beginning), bisect_left(self.words, beginning + _LAST)
        return self.rows[self.starts[first] : self.starts[end]]


def words_of(text: str) -> set[str]:
    """The words of a text without case, marks over letters, or a compatible way of writing them."""
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return set(_WORD.findall(text.casefold()))


def _named(claims: Iterable[Claim], names: Mapping[str, str]) -> Iterator[str]:
    """What the places, kinds and actors of claims are called."""
    for claim in claims:
        if claim.place is not None:
            for spot in claim.place.alternatives:
                yield from (spot.place or "", names.get(spot.place or "", ""))
        if isinstance(claim, EventClaim):
            yield claim.kind
        if isinstance(claim, RoleClaim):
            for actor in claim.actor.members:
                yield from (actor, names.get(actor, ""))
