"""Full-text search over what was said of each incident: an index in memory, made when first asked."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import Lock
from typing import Any, Self

import numpy as np
from attrs import define, field
from numpy.typing import NDArray
from pysqlite3 import dbapi2

from truceline.assessment.case import Shared
from truceline.testimony.claim import Claim, EventClaim, RoleClaim

_WORD = re.compile(r"\w+")
_BATCH = 500


@define(eq=False)
class TextIndex:
    """Finds rows of a table of findings by words; row ``i`` is the record's ``i``-th incident."""

    rows: int
    _database: Any
    _lock: Lock = field(factory=Lock)

    @classmethod
    def of(cls, shared: Shared, names: Mapping[str, str], step: Callable[[int], None]) -> Self:
        """The index of everything said of each incident, in the order of its table."""
        evidence = shared.evidence
        statements = evidence.snapshot.statements

        def texts() -> Iterator[str]:
            for number, (incident, claims) in enumerate(evidence.incidents.items()):
                if number % _BATCH == 0:
                    step(number)
                said = dict.fromkeys(statements[claim.statement].content for claim in claims)
                yield " ".join((incident, *said, *_named(claims, names)))
            yield from shared.later

        return cls.over(texts())

    @classmethod
    def over(cls, texts: Iterable[str]) -> Self:
        """The index of one text for each row."""
        database = dbapi2.connect(":memory:", check_same_thread=False)
        database.execute("CREATE VIRTUAL TABLE said USING fts5(text, content='', tokenize='unicode61')")
        number = -1
        for number, text in enumerate(texts):
            database.execute("INSERT INTO said(rowid, text) VALUES (?, ?)", (number + 1, text))
        database.commit()
        return cls(number + 1, database)

    def find(self, words: str, length: int) -> NDArray[np.bool_]:
        """Which of so many rows hold all the words, each of which may be the beginning of one."""
        found = np.zeros(length, np.bool_)
        wanted = _WORD.findall(words)
        if not wanted:
            return ~found
        asked = " AND ".join(f'"{word}"*' for word in wanted)
        with self._lock:
            rows = self._database.execute("SELECT rowid FROM said WHERE said MATCH ?", (asked,)).fetchall()
        numbers = np.fromiter((row[0] - 1 for row in rows), np.int64, len(rows))
        found[numbers[numbers < length]] = True
        return found


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
