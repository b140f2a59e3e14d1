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


_Line = tuple[Sequence[Fact], list[int], list[int]]
"""A timeline's facts, its changes and the states between them."""


@frozen
class Drawn:
    """Timelines drawn before; the same facts are not gone through again.

    Facts are known by identity, which holds while they are held here.
    """

    lines: dict[tuple[int | None, tuple[int, ...]], _Line] = field(factory=dict)

    def of(self, facts: Sequence[Fact], days: int | None) -> _Line:
        """The timeline that these facts make."""
        key = (days, tuple(map(id, facts)))
        found = self.lines.get(key)
        if found is None:
            found = self.lines[key] = (facts, *_drawn(facts, days))
        return found


def _drawn(facts: Sequence[Fact], days: int | None) -> tuple[list[int], list[int]]:
    at, states = list[int](), [CODES[state_at(facts, _BEFORE, days)]]
    for moment in sorted(set(changes(facts, days))):
        state = CODES[state_at(facts, moment, days)]
        if state != states[-1]:
            at.append(instant(moment))
            states.append(state)
    return at, states


@frozen
class Lines:
    """Timelines as they are added: each an ascending list of changes and the states between them."""

    drawn: Drawn
    first: list[int] = field(factory=lambda: [0])
    at: list[int] = field(factory=list)
    states: list[int] = field(factory=list)

    def add(self, facts: Sequence[Fact], days: int | None) -> int:
        """The number of the timeline that these facts make."""
        _, at, states = self.drawn.of(facts, days)
        self.at.extend(at)
        self.states.extend(states)
        self.first.append(len(self.at))
        return len(self.first) - 2

    def copied(self) -> "Lines":
        """The same timelines, to add others to."""
        return Lines(self.drawn, [*self.first], [*self.at], [*self.states])

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
