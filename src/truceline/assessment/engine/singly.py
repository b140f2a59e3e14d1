"""Answers about single incidents: all of one kind flipped at once, since each bears on its own incident alone.

Which of them move anything is found by the kernels; an answer's words and claims are the reference's,
looked up only for as many as are told.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import evolve, frozen
from numpy.typing import NDArray

from truceline.assessment.case import Case
from truceline.assessment.contested import contested_on
from truceline.assessment.crux import Crux, crux_row, sort_key
from truceline.assessment.disagreement import disagreements_on
from truceline.assessment.engine.among import Rows, of_rows
from truceline.assessment.engine.reaching import RowReach
from truceline.assessment.engine.reports import ABSENT, MOST_TELLINGS
from truceline.assessment.engine.runs import Run
from truceline.assessment.engine.seen import Held
from truceline.assessment.engine.turning import Turner
from truceline.assessment.flipping import Flip, Taken, flip, take
from truceline.assessment.question import Disagreement, Kind

_AT_ONCE = 64
_NONE = np.zeros(0, np.intp)
_WHO = 1 << 14
STATES = {
    Kind.DATE: 1 << 11,
    Kind.PLACE: 1 << 12,
    Kind.CONDUCT: 1 << 13,
    Kind.TARGET: 3 << 6 | 1 << 15,
    Kind.PERPETRATOR: _WHO,
}
"""The bits of what stands that say so of each kind of answer (`resolve_kernels.Resolved`)."""


@frozen(eq=False)
class Single:
    """An answer about one incident; ``key`` is where it stands among all, ``row`` gives it in full."""

    key: tuple[int, int, str]
    row: Callable[[], Crux]


@frozen(eq=False)
class Flipped:
    """One kind of answer about some rows, flipped in either of two views: who then finds it otherwise, and as the other does."""

    kind: Kind
    rows: Rows
    changed: tuple[NDArray[np.bool_], NDArray[np.bool_]]
    settled: tuple[NDArray[np.bool_], NDArray[np.bool_]]


def flipped_singly(
    pair: tuple[Held, Held], turners: tuple[Turner, Turner], rows: Rows
) -> tuple[list[Flipped], Rows]:
    """Of rows that differ and are in under both views, every kind of answer flipped; and the rows left to the reference."""
    first, second = pair
    fits = _fit(first, rows) & _fit(second, rows)
    apart, rows = [rows[~fits]], rows[fits]
    found = []
    states = [held.resolved.state[rows] for held in pair]
    sets = [
        [
            _by_name(first.run, rows, getattr(held.resolved, name)[held.among.place[rows]])
            for name in ("stand", "rival")
        ]
        for held in pair
    ]
    named_otherwise = (sets[0][0] != sets[1][0]) | (sets[0][1] != sets[1][1])
    for kind, bits in STATES.items():
        differ = (states[0] & bits) != (states[1] & bits)
        if kind is Kind.PERPETRATOR:
            differ |= named_otherwise
        chosen = rows[differ]
        if len(chosen):
            one, hard = _flipped(pair, turners, chosen, kind)
            apart.append(chosen[hard])
            found.append(one)
    left = np.unique(np.concatenate(apart))
    return [_without(one, left) for one in found], left


def _fit(held: Held, rows: Rows) -> NDArray[np.bool_]:
    """The rows whose fields the columns tell apart: participants share theirs with others."""
    directed = held.run.reports.participants[rows] == ABSENT
    fits: NDArray[np.bool_] = directed & ~held.hard[rows] & (held.among.place[rows] != ABSENT)
    return fits


def _by_name(run: Run, rows: Rows, mask: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """Masks with one telling for each name as masks of each name's first telling, heard or not."""
    reports = run.reports
    first, count = reports.first[:-1][rows], np.diff(reports.first)[rows]
    found = np.zeros(len(rows), np.uint16)
    for number in range(min(int(count.max(initial=0)), MOST_TELLINGS)):
        here = np.flatnonzero(mask >> number & 1)
        who = reports.perpetrator[first[here] + number]
        earliest = np.full(len(here), number, np.uint16)
        for earlier in range(number - 1, -1, -1):
            earliest[reports.perpetrator[first[here] + earlier] == who] = earlier
        found[here] |= np.uint16(1) << earliest
    return found


def _flipped(
    pair: tuple[Held, Held], turners: tuple[Turner, Turner], rows: Rows, kind: Kind
) -> tuple[Flipped, NDArray[np.bool_]]:
    changed, settled, left = [], [], np.zeros(len(rows), np.bool_)
    for own, other, turner in zip(pair, pair[::-1], turners, strict=True):
        codes, hard = turner.with_values(rows, _with_answer(own, other, rows, kind))
        changed.append(codes != own.codes[rows])
        settled.append(changed[-1] & (codes == other.codes[rows]))
        left |= hard
    return Flipped(kind, rows, (changed[0], changed[1]), (settled[0], settled[1])), left


def _with_answer(own: Held, other: Held, rows: Rows, kind: Kind) -> Any:
    """What stands of rows in one view, but for one field as it stands in another."""
    mine, theirs = of_rows(own.resolved, own.among, rows), of_rows(other.resolved, other.among, rows)
    bits = np.uint16(STATES[kind])
    made = mine._replace(state=(mine.state & ~bits) | (theirs.state & bits))
    return made._replace(stand=theirs.stand, rival=theirs.rival) if kind is Kind.PERPETRATOR else made


def _without(one: Flipped, left: Rows) -> Flipped:
    """Without the rows that are left to the reference altogether."""
    kept = ~np.isin(one.rows, left)
    changed, settled = one.changed, one.settled
    return Flipped(
        one.kind, one.rows[kept], (changed[0][kept], changed[1][kept]), (settled[0][kept], settled[1][kept])
    )


def singly(
    pair: tuple[Held, Held], turners: tuple[Turner, Turner], differing: Rows, reach: RowReach
) -> Iterator[Single]:
    """The answers about one incident alone that move anything, most explained first."""
    first, second = pair
    told = (first.found.out[differing] < 0) & (second.found.out[differing] < 0)
    # Where neither has a clause to ask about, no answer moves anything.
    asked = [(held.among.place[differing] != ABSENT) | held.hard[differing] for held in pair]
    found, left = flipped_singly(pair, turners, differing[told & (asked[0] | asked[1])])
    teller = Reference(pair, reach, len(differing))
    moving = [
        (
            one.kind,
            one.rows[either],
            (one.settled[0].astype(np.int64) + one.settled[1])[either],
        )
        for one in found
        for either in (one.changed[0] | one.changed[1],)
    ]
    return _merged(_sorted(first, moving, teller), teller.all_of(left))


def contested_singly(own: Held, turner: Turner, counted: Rows, reach: RowReach) -> Iterator[Single]:
    """The contested answers about one incident alone that move anything, in order of their words."""
    teller = Reference((own,), reach, None)
    open_ = counted[(own.among.place[counted] != ABSENT) | own.hard[counted]]
    fits = _fit(own, open_)
    rows, apart = open_[fits], [open_[~fits]]
    numbers = own.among.place[rows]
    worlds = own.resolved.stand[numbers] | own.resolved.rival[numbers]
    several = (worlds & (worlds - np.uint16(1))) != 0
    rows, worlds = rows[several], worlds[several]
    moved = np.zeros(len(rows), np.bool_)
    for number in range(MOST_TELLINGS):
        here = np.flatnonzero(worlds >> number & 1)
        if len(here):
            resolved = of_rows(own.resolved, own.among, rows[here])
            resolved.stand[:], resolved.rival[:] = 1 << number, 0
            resolved.state[:] &= np.uint16(0xFFFF & ~_WHO)
            codes, hard = turner.with_values(rows[here], resolved)
            moved[here] |= codes != own.codes[rows[here]]
            apart.append(rows[here[hard]])
    left = np.unique(np.concatenate(apart))
    chosen = rows[moved & ~np.isin(rows, left)]
    explained = np.zeros(len(chosen), np.int64)
    return _merged(_sorted(own, [(Kind.PERPETRATOR, chosen, explained)], teller), teller.all_of(left))


def _merged(one: Iterator[Single], other: Iterable[Single]) -> Iterator[Single]:
    """Two sequences in order as one."""
    waiting = list(other)[::-1]
    for single in one:
        while waiting and waiting[-1].key < single.key:
            yield waiting.pop()
        yield single
    yield from waiting[::-1]


def _sorted(
    held: Held, moving: Sequence[tuple[Kind, Rows, NDArray[np.int64]]], teller: "Reference"
) -> Iterator[Single]:
    rows = np.concatenate([_NONE, *(own for _, own, _ in moving)])
    explained = np.concatenate([np.zeros(0, np.int64), *(own for _, _, own in moving)])
    names = held.run.reports.incidents.take(pa.array(rows))
    kinds = [kind.value for kind, own, _ in moving for _ in range(len(own))]
    texts = pc.binary_join_element_wise("the", pa.array(kinds, pa.string()), "of", names, " ")
    keys = pa.table({"explained": explained, "text": texts})
    order = pc.sort_indices(keys, [("explained", "descending"), ("text", "ascending")]).to_numpy()
    for begin in range(0, len(order), _AT_ONCE):
        batch = order[begin : begin + _AT_ONCE]
        told = teller.batch(rows[batch])
        for place, text in zip(batch.tolist(), texts.take(pa.array(batch)).to_pylist(), strict=True):
            yield Single((-int(explained[place]), -1, text), _later(told, text))


def _later(told: Callable[[], Mapping[str, Crux]], text: str) -> Callable[[], Crux]:
    return lambda: told()[text]


def _known(row: Crux) -> Callable[[], Crux]:
    return lambda: row


class Reference:
    """Tells answers about single incidents in full, from the claims."""

    def __init__(self, held: Sequence[Held], reach: RowReach, differing: int | None) -> None:
        self._held = held
        self._reach = reach
        self._differing = differing

    def batch(self, rows: Rows) -> Callable[[], Mapping[str, Crux]]:
        """The answers about some rows by their questions, looked up when one of them is asked for."""
        known: list[Mapping[str, Crux]] = []

        def told() -> Mapping[str, Crux]:
            if not known:
                known.append({row.question.text: row for row in self._rows(rows)})
            return known[0]

        return told

    def all_of(self, rows: Rows) -> list[Single]:
        """Every answer about some rows that moves anything, in order."""
        found = [
            row
            for begin in range(0, len(rows), _AT_ONCE)
            for row in self._rows(rows[begin : begin + _AT_ONCE])
            if row.moved
        ]
        return [Single(sort_key(row), _known(row)) for row in sorted(found, key=sort_key)]

    def _rows(self, rows: Rows) -> Iterator[Crux]:
        if len(self._held) == 1:
            names, taken = self._told(rows)
            for one in contested_on(taken[0].case, names):
                flips = tuple(flip(taken[0], side, one.touched) for side in one.sides)
                yield crux_row([taken[0].case], one, flips, None)
        else:
            for one, flips, cases in self.flips(rows):
                yield crux_row(cases, one, flips, self._differing)

    def flips(self, rows: Rows) -> Iterator[tuple[Disagreement, tuple[Flip, Flip], tuple[Case, Case]]]:
        """The answers about some rows that differ between two views, flipped in either; with the cases that know the claims."""
        names, (first, second) = self._told(rows)
        for one in disagreements_on(first.case, second.case, names):
            flips = (
                flip(first, one.sides[1], one.touched, second),
                flip(second, one.sides[0], one.touched, first),
            )
            yield one, flips, (first.case, second.case)

    def questions(self, rows: Rows) -> Iterator[tuple[int, Disagreement]]:
        """The answers about some rows that differ between two views, by row; nothing is flipped."""
        names = dict(zip(self._held[0].names(rows), rows.tolist(), strict=True))
        cases = [held.engine.case_of(held.case, list(names)) for held in self._held]
        for one in disagreements_on(cases[0], cases[1], names):
            yield names[one.question.about[0]], one

    def _told(self, rows: Rows) -> tuple[list[str], list[Taken]]:
        held = self._held[0]
        every = held.names(self._reach.with_dependants(rows))
        return held.names(np.sort(rows)), [_taken(own, every) for own in self._held]


def _taken(held: Held, names: Sequence[str]) -> Taken:
    """Some incidents as the reference tallies them, beside the figures of the whole ledger."""
    case = held.engine.case_of(held.case, names)
    return evolve(take(case, held.scope, names), heads=held.heads)
