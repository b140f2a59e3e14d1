"""Comparison over arrays: as `comparison.compare`, which answers make a difference found for all incidents at once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from truceline.assessment.comparison import Comparison, Group, Reason, biggest_first, reason_of
from truceline.assessment.disagreement import disagreements_untouched
from truceline.assessment.engine.among import Rows
from truceline.assessment.engine.reaching import RowReach, ascending
from truceline.assessment.engine.seen import NOT_COUNTED, Held
from truceline.assessment.engine.singly import Reference, flipped_singly
from truceline.assessment.engine.turning import Turned, Turner
from truceline.assessment.finding_table import OUT
from truceline.assessment.flipping import Progress, Taken
from truceline.assessment.question import ASPECTS, Disagreement, Kind
from truceline.assessment.selection import every_incident

_AT_ONCE = 64
_ASKED_AT_ONCE = 512
_Grouped: TypeAlias = dict[tuple[tuple[str, str], bool, tuple[int, ...]], list[int]]
_KINDS = (*ASPECTS.values(), Kind.PARTICIPANTS)
_ON_ONE = 1 << 28
"""From here on numbers are those of kinds of questions about one incident alone, in the order in which they are asked."""


def compare_of(held: Sequence[Held], progress: Progress | None = None) -> Comparison:
    """As `comparison.compare` of the same ledgers."""
    first = held[0]
    codes = np.stack([one.codes for one in held])
    groups = [group for one, other in combinations(held, 2) for group in _Pair(one, other).groups(progress)]
    return Comparison(
        views=tuple(taken_of(one) for one in held),
        incidents=_asked(first),
        differing=int(np.count_nonzero((codes != codes[0]).any(axis=0))),
        groups=biggest_first(groups),
    )


def taken_of(held: Held) -> Taken:
    """A ledger's case and headline counts, as those of the reference are told; its incidents stay in the columns."""
    return Taken(held.case, held.scope, {}, held.heads)


def _asked(held: Held) -> int:
    """How many incidents are asked about."""
    names, scope, later = held.run.reports.incidents, held.scope, held.case.shared.later
    if scope.choice is every_incident:
        return len(names) + len(later)
    return sum(map(scope.choice, (*names.to_pylist(), *later)))


@frozen(eq=False)
class _Answers:
    """Which answers, by number, bear on which rows, and which of them make the difference there."""

    bearing: list[tuple[int, Rows]]
    making: list[tuple[int, Rows]]

    def add(self, number: int, touched: Rows, settled: Rows) -> None:
        self.bearing.append((number, touched.astype(np.int32)))
        self.making.append((number, settled.astype(np.int32)))


class _Pair:
    """Two ledgers, with what their difference rests on."""

    def __init__(self, first: Held, second: Held) -> None:
        self.pair = (first, second)
        self.differs = first.codes != second.codes
        reports = first.run.reports
        # A part may be counted or not as its whole is, whether that is found differently or not.
        self.asked = self.differs.copy()
        self.asked[reports.part_of[self.differs[reports.part]]] = True
        self.reach = RowReach(first.engine, first.case, self.asked)
        self.turners = (Turner(first, self.reach, first.numbers), Turner(second, self.reach, second.numbers))
        self.on_the_whole: list[Disagreement] = []
        self.reasons: dict[int, Reason] = {}
        self.on_one: dict[tuple[int, int], Disagreement] = {}
        self.teller = Reference(self.pair, self.reach, None)

    def groups(self, progress: Progress | None) -> Iterator[Group]:
        answers = _Answers([], [])
        self._flip_on_the_whole(answers, progress)
        self._flip_singly(answers)
        first, second = self.pair
        grouped = self._grouped(answers)
        self._ask_of_first(grouped)
        for (found, alone, numbers), rows in grouped.items():
            names = first.names(rows)
            yield Group(
                between=(first.case.view.name, second.case.view.name),
                found=found,
                reasons=tuple(self._reason(one, rows[0], names) for one in numbers),
                alone=alone,
                incidents=tuple(names),
            )

    def _reason(self, number: int, row: int, names: Sequence[str]) -> Reason:
        """A question as a reason: the same for every group, but for a speaker's word on its incidents."""
        cases = (self.pair[0].case, self.pair[1].case)
        if number >= _ON_ONE:
            return reason_of(cases, self.on_one[number, row], names)
        one = self.on_the_whole[number]
        if one.question.kind is Kind.WORD:
            return reason_of(cases, one, names)
        if number not in self.reasons:
            self.reasons[number] = reason_of(cases, one, ())
        return self.reasons[number]

    def _ask_of_first(self, grouped: _Grouped) -> None:
        """Look up, of groups that differ by answers about each incident alone, those about the first."""
        wanted = sorted(
            {
                rows[0]
                for (_, _, numbers), rows in grouped.items()
                if any(one >= _ON_ONE and (one, rows[0]) not in self.on_one for one in numbers)
            }
        )
        for begin in range(0, len(wanted), _ASKED_AT_ONCE):
            batch = np.array(wanted[begin : begin + _ASKED_AT_ONCE], np.intp)
            for row, one in self.teller.questions(batch):
                self.on_one[_ON_ONE + _KINDS.index(one.question.kind), row] = one

    def _flip_on_the_whole(self, answers: _Answers, progress: Progress | None) -> None:
        first, second = self.pair
        for number, one in enumerate(disagreements_untouched(first.case, second.case, self.reach.spoken)):
            if progress is not None:
                progress(number)
            self.on_the_whole.append(one)
            rows = self.reach.rows_of(one)
            rows = rows[self.asked[rows]]
            settled = [
                self._settled(0, self.turners[0].turned(one.sides[1], rows)),
                self._settled(1, self.turners[1].turned(one.sides[0], rows)),
            ]
            touched = rows[self.differs[rows]]
            answers.add(number, touched, np.intersect1d(touched, ascending(settled)))

    def _settled(self, place: int, turned: Turned) -> Rows:
        own, other = self.pair[place], self.pair[1 - place]
        changed = turned.beside(own)
        settled: Rows = changed.rows[changed.codes == other.codes[changed.rows]]
        return settled

    def _flip_singly(self, answers: _Answers) -> None:
        first, second = self.pair
        rows = np.flatnonzero(self.differs & (first.found.out < 0) & (second.found.out < 0))
        tangled = np.isin(rows, self.reach.entangled)
        found, left = flipped_singly(self.pair, self.turners, rows[~tangled])
        for one in found:
            number = _ON_ONE + _KINDS.index(one.kind)
            answers.add(number, one.rows, one.rows[one.settled[0] | one.settled[1]])
        left = ascending([left, rows[tangled]])
        for begin in range(0, len(left), _AT_ONCE):
            self._flip_by_reference(answers, left[begin : begin + _AT_ONCE])

    def _flip_by_reference(self, answers: _Answers, rows: Rows) -> None:
        held = self.pair[0]
        for one, flips, _ in self.teller.flips(rows):
            number = _ON_ONE + _KINDS.index(one.question.kind)
            touched = held.rows(one.touched)
            touched = touched[self.differs[touched]]
            settled = held.rows({name for each in flips for name in each.settled})
            answers.add(number, touched, np.intersect1d(settled, touched))
            self.on_one |= {
                (number, row): one for row in touched.tolist() if (number, row) not in self.on_one
            }

    def _grouped(self, answers: _Answers) -> _Grouped:
        """The rows that differ by what is found, and by the answers that make the difference or bear on it."""
        made = np.zeros(len(self.differs), np.bool_)
        for _, rows in answers.making:
            made[rows] = True
        making = _by_row(answers.making)
        bearing = _by_row([(number, rows[~made[rows]]) for number, rows in answers.bearing])
        found: _Grouped = defaultdict(list)
        words: dict[tuple[int, int], tuple[str, str]] = {}
        keys = [_keys(one) for one in self.pair]
        for row in np.flatnonzero(self.differs).tolist():
            key = int(keys[0][row]), int(keys[1][row])
            if key not in words:
                words[key] = self._words(row)
            alone = bool(made[row])
            several = (making if alone else bearing).get(row, ())
            found[words[key], alone, several].append(row)
        return found

    def _words(self, row: int) -> tuple[str, str]:
        """As `comparison.found_words`."""
        first, second = self.pair
        words = first.words(row), second.words(row)
        if words[0] == words[1]:
            return first.with_responsible(row, words[0]), second.with_responsible(row, words[1])
        return words


def _by_row(several: Sequence[tuple[int, Rows]]) -> dict[int, tuple[int, ...]]:
    """For each row the numbers that go with it, in order."""
    rows = np.concatenate([np.zeros(0, np.int32), *(own for _, own in several)])
    if not len(rows):
        return {}
    numbers = np.repeat(
        np.array([number for number, _ in several], np.int32), [len(own) for _, own in several]
    )
    order = np.argsort(rows, kind="stable")
    different, begins = np.unique(rows[order], return_index=True)
    stops = [*begins[1:].tolist(), len(rows)]
    sorted_numbers = numbers[order].tolist()
    return {
        row: tuple(sorted(sorted_numbers[begin:stop]))
        for row, begin, stop in zip(different.tolist(), begins.tolist(), stops, strict=True)
    }


def _keys(held: Held) -> NDArray[np.int64]:
    """Numbers that are the same where what is found is told in the same words."""
    why_out = np.where(held.fits, held.found.out, len(OUT)).astype(np.int64)
    uncounted = np.where(held.found.out >= 0, -2 - why_out, np.where(held.begun, -20, -21))
    return np.where(held.codes == NOT_COUNTED, uncounted, held.codes)
