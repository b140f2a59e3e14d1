"""A framework in which a few states are others: their timelines are put in place, the rest stays as it lies.

Laying a framework out anew takes longer than judging all that rests on one of its ties.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from truceline.assessment.engine.clauses import clauses_of
from truceline.assessment.engine.framed import PartiesSeen, numbered, relation_numbers
from truceline.assessment.engine.lines import Drawn
from truceline.assessment.engine.runs import Framed, Run
from truceline.assessment.states import SYMMETRIC, Fact, Stand, States, Tie

Stretch: TypeAlias = tuple[int, int]
"""Microseconds since 1970, from the first to the last."""
_EVER = (-(1 << 62), 1 << 62)


@frozen
class Changed:
    """The states that are others: ties one way round, and standings."""

    ties: frozenset[Tie]
    accepted: frozenset[Stand]
    excluded: frozenset[Stand]


@frozen(eq=False)
class Patched:
    """A framing laid out with other timelines, and the stretches in which any of them differs from what it was."""

    framed: Framed
    stretches: tuple[Stretch, ...]


@frozen(eq=False)
class Patches:
    """A framing laid out, with the numbers by which states are found in it.

    ``conditions`` are the actors on whose position it depends whether clauses are in force.
    """

    run: Run
    framed: Framed
    relations: Mapping[str, int]
    agreements: Mapping[str, int]
    conditions: frozenset[str]
    drawn: Drawn

    def of(self, states: States, changed: Changed) -> Patched | None:
        """The same with these states changed; None where that takes more than other timelines."""
        number = self.framed.names.number
        stands = changed.accepted | changed.excluded
        named = {name for tie in changed.ties for name in (tie[0], tie[2])} | {actor for actor, _ in stands}
        fits = (
            named <= number.keys()
            and all(tie[1] in self.relations and tie[0] != tie[2] for tie in changed.ties)
            and not any(actor in self.conditions for actor, _ in stands)
        )
        return self._put(states, changed) if fits else None

    def _put(self, states: States, changed: Changed) -> Patched:
        arrays = self.framed.arrays_for(self.run)
        base, persists = self.framed.framing.framework.states, self.framed.framing.framework.facts.persists
        lines, edges = _Lines(arrays, self.drawn), _Edges(arrays)
        for tie in sorted(changed.ties):
            line = lines.put(base.of_tie(tie), states.of_tie(tie), persists.relation)
            self._put_tie(edges, tie, line)
        accepted, excluded = arrays.a_accepted.copy(), arrays.a_excluded.copy()
        actors, own = len(self.framed.names.actors), self.framed.framing.agreement.id
        for stand in sorted(changed.accepted):
            if stand[1] in self.agreements:
                told = (base.accepted.get(stand, ()), states.accepted.get(stand, ()))
                place = self.agreements[stand[1]] * actors + self.framed.names.number[stand[0]]
                accepted[place] = lines.put(*told, persists.standing)
        for stand in sorted(changed.excluded):
            if stand[1] == own:
                told = (base.excluded.get(stand, ()), states.excluded.get(stand, ()))
                excluded[self.framed.names.number[stand[0]]] = lines.put(*told, persists.standing)
        made = arrays._replace(
            a_accepted=accepted, a_excluded=excluded, **edges.columns(actors), **lines.columns()
        )
        framed = evolve(self.framed, arrays=made, memos=[], sights=[(self.run, made)])
        return Patched(framed, tuple(lines.stretches))

    def _put_tie(self, edges: "_Edges", tie: Tie, line: int) -> None:
        subject, other = (self.framed.names.number[name] for name in (tie[0], tie[2]))
        bit = 1 << self.relations[tie[1]]
        edges.put(subject, bit, other, line)
        if tie[1] in SYMMETRIC:
            edges.put(other, bit, subject, line)


def patches_of(run: Run, framed: Framed) -> Patches:
    """A framing laid out, ready for some of its states to be others."""
    framing, seen = framed.framing, PartiesSeen()
    clauses_of(framing, seen)
    facts = framing.framework.facts
    wanted = (parties.accepted for parties, _ in seen.all() if parties.accepted is not None)
    return Patches(
        run=run, framed=framed,
        relations=relation_numbers(facts),
        agreements=numbered((framing.agreement.id, *wanted)),
        conditions=frozenset(condition.actor for clause in framing.judge.all for condition in clause.provided),
        drawn=Drawn(),
    )  # fmt: skip


class _Lines:
    """The timelines of a framework with more behind them."""

    def __init__(self, arrays: Any, drawn: Drawn) -> None:
        self._arrays = arrays
        self._drawn = drawn
        self._more: list[tuple[Sequence[int], Sequence[int]]] = []
        self.stretches: list[Stretch] = []

    def put(self, before: tuple[Fact, ...], facts: tuple[Fact, ...], days: int | None) -> int:
        """The number of the timeline that these facts make, in the place of those of before."""
        _, at, states = self._drawn.of(facts, days)
        _, old_at, old_states = self._drawn.of(before, days)
        self.stretches += _differing((at, states), (old_at, old_states))
        self._more.append((at, states))
        return len(self._arrays.line_first) - 2 + len(self._more)

    def columns(self) -> dict[str, NDArray[Any]]:
        """The arrays of all timelines."""
        arrays = self._arrays
        stops = arrays.line_first[-1] + np.cumsum([len(at) for at, _ in self._more], dtype=np.int64)
        return {
            "line_first": np.concatenate([arrays.line_first, stops]),
            "line_at": np.concatenate([arrays.line_at, *(np.array(at, np.int64) for at, _ in self._more)]),
            "line_state": np.concatenate(
                [arrays.line_state, *(np.array(states, np.uint8) for _, states in self._more)]
            ),
        }


def _differing(
    one: tuple[Sequence[int], Sequence[int]], other: tuple[Sequence[int], Sequence[int]]
) -> Iterator[Stretch]:
    """The stretches in which two timelines have different states."""
    at = sorted({*one[0], *other[0]})
    bounds = [_EVER[0], *at, _EVER[1]]
    places = [0, 0]
    for begin, end in pairwise(bounds):
        for side, (changes, _) in enumerate((one, other)):
            while places[side] < len(changes) and changes[places[side]] <= begin:
                places[side] += 1
        if one[1][places[0]] != other[1][places[1]]:
            yield begin, end - 1


class _Edges:
    """The ties of a framework, with other timelines or with ties more."""

    def __init__(self, arrays: Any) -> None:
        self._arrays = arrays
        self._line = arrays.edge_line.copy()
        self._more: list[tuple[int, int, int, int]] = []

    def put(self, subject: int, bit: int, other: int, line: int) -> None:
        """Give one actor's tie to another this timeline."""
        arrays = self._arrays
        low, high = arrays.edge_first[subject], arrays.edge_first[subject + 1]
        here = (arrays.edge_other[low:high] == other) & (arrays.edge_relation[low:high] == bit)
        if here.any():
            self._line[low:high][here] = line
        else:
            self._more.append((subject, bit, other, line))

    def columns(self, actors: int) -> dict[str, NDArray[Any]]:
        """The arrays of all ties."""
        arrays = self._arrays
        if not self._more:
            return {"edge_line": self._line}
        more = sorted(self._more)
        places = [int(arrays.edge_first[subject + 1]) for subject, *_ in more]
        counts = np.diff(arrays.edge_first) + np.bincount([subject for subject, *_ in more], minlength=actors)

        def with_more(column: NDArray[Any], number: int) -> NDArray[Any]:
            return np.insert(column, places, [own[number] for own in more])

        return {
            "edge_first": np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
            "edge_relation": with_more(arrays.edge_relation, 1),
            "edge_other": with_more(arrays.edge_other, 2),
            "edge_line": with_more(self._line, 3),
        }
