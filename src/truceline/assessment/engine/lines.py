"""A framework's states over time as arrays: what a view holds of standings and ties, compiled.

The facts and the rule of how they add up are the reference's own (`framework.py`); here they are
only laid out, once for each framing.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from truceline.assessment.states import Fact, changes, state_at
from truceline.values.doubt import Truth

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_INSTANT = timedelta(microseconds=1)
_BEFORE = datetime.min.replace(tzinfo=UTC)
CODES = {Truth.NO: 0, Truth.UNKNOWN: 1, Truth.YES: 2, None: 3}
"""Truths as the kernels have them."""


def instant(moment: datetime) -> int:
    """Microseconds since 1970 UTC."""
    return (moment - _EPOCH) // _INSTANT


@frozen
class Lines:
    """Timelines as they are added: each an ascending list of changes and the states between them."""

    first: list[int] = field(factory=lambda: [0])
    at: list[int] = field(factory=list)
    states: list[int] = field(factory=list)

    def add(self, facts: Sequence[Fact], days: int | None) -> int:
        """The number of the timeline that these facts make."""
        moments = sorted(set(changes(facts, days)))
        self.states.append(CODES[state_at(facts, _BEFORE, days)])
        previous = self.states[-1]
        for moment in moments:
            state = CODES[state_at(facts, moment, days)]
            if state != previous:
                self.at.append(instant(moment))
                self.states.append(state)
                previous = state
        self.first.append(len(self.at))
        return len(self.first) - 2

    def arrays(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint8]]:
        """Where each timeline begins, the changes and the states."""
        return np.array(self.first, np.int64), np.array(self.at, np.int64), np.array(self.states, np.uint8)


def laid_end_to_end(groups: Iterable[Sequence[int]]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Lists of numbers as one array, and where each of them begins."""
    first, numbers = [0], list[int]()
    for group in groups:
        numbers.extend(group)
        first.append(len(numbers))
    return np.array(first, np.int32), np.array(numbers, np.int32)
