"""Crux over arrays: as `crux.crux`, each answer judged again only where it may tell, and told in order as soon as it is certain.

No answer explains more incidents than differ among those it bears on. So the answers that bear on
most are flipped first, and one is told as soon as none that is left can explain more.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, combinations, islice
from typing import overload

import numpy as np
from attrs import evolve
from numpy.typing import NDArray

from truceline.assessment.contested import contested_on_the_whole
from truceline.assessment.crux import Crux, crux_row, sort_key
from truceline.assessment.disagreement import disagreements_untouched
from truceline.assessment.engine.among import Rows
from truceline.assessment.engine.engine import Engine
from truceline.assessment.engine.reaching import RowReach
from truceline.assessment.engine.reports import ABSENT
from truceline.assessment.engine.seen import NOT_COUNTED, Held, SeenCodes, held_of, shifted
from truceline.assessment.engine.singly import Single, contested_singly, singly
from truceline.assessment.engine.turning import Turned, Turner
from truceline.assessment.flipping import Flip, Progress
from truceline.assessment.ledger import Scope
from truceline.assessment.question import Disagreement, Side
from truceline.assessment.reach import Reach
from truceline.assessment.view import View


class Incidents(Sequence[str]):
    """The incidents of some rows, in order; their names are looked up when they are asked for."""

    def __init__(self, held: Held, rows: Rows) -> None:
        self._held = held
        self._rows = rows.astype(np.int32)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[str]: ...
    def __getitem__(self, number: int | slice) -> str | Sequence[str]:
        return self._names()[number]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names())

    def _names(self) -> list[str]:
        return sorted(self._held.names(self._rows))


def taken_over(engine: Engine, views: Sequence[View], scope: Scope) -> tuple["Held", ...]:
    """Each view's ledger over an engine, held to be compared with the others."""
    engine, numbers = engine.as_one(), SeenCodes()
    return tuple(held_of(engine, engine.case(view), scope, numbers) for view in views)


def crux_of(
    held: Sequence[Held], progress: Progress | None = None, *, most_single: int | None = None
) -> Iterator[Crux]:
    """As `crux.crux` of the same ledgers, most explained first; rows come as soon as their place is certain.

    Of answers about one incident alone at most so many are told, of each two views.
    """
    if len(held) == 1:
        return _contested(held[0], progress, most_single)
    several = [_Between(first, second) for first, second in combinations(held, 2)]
    if len(several) == 1:
        return several[0].rows(progress, most_single)
    return iter(sorted(chain.from_iterable(one.rows(progress, most_single) for one in several), key=sort_key))


class _Between:
    """The answers between two ledgers."""

    def __init__(self, first: Held, second: Held) -> None:
        self.pair = (first, second)
        engine = first.engine
        self.differs = first.codes != second.codes
        open_ = (
            (first.among.place != ABSENT) | (second.among.place != ABSENT) | engine.runs[0].reports.awkward
        )
        self.reach = RowReach(engine, first.case, open_)
        self.turners = (Turner(first, self.reach, first.numbers), Turner(second, self.reach, second.numbers))

    def rows(self, progress: Progress | None, most_single: int | None) -> Iterator[Crux]:
        first, second = (one.case for one in self.pair)
        asked = _Waiting(disagreements_untouched(first, second, self.reach.spoken), self.reach, self.differs)
        # Where no incident depends on another, either flip of an answer about one explains that one at most.
        most = ANY if len(self.reach.entangled) else 2
        return _in_order(asked, self._flipped, _Singles(self._singles, most_single, most), progress)

    def _singles(self) -> Iterator[Single]:
        return singly(self.pair, self.turners, np.flatnonzero(self.differs), self.reach)

    def _flipped(self, one: Disagreement, rows: Rows) -> Crux:
        own, other = self.pair
        flips = (
            flip_of(own, self.turners[0].turned(one.sides[1], rows), one.sides[1], other),
            flip_of(other, self.turners[1].turned(one.sides[0], rows), one.sides[0], own),
        )
        return crux_over(self.pair, one, flips, int(np.count_nonzero(self.differs)))


def _contested(own: Held, progress: Progress | None, most_single: int | None) -> Iterator[Crux]:
    open_ = (own.among.place != ABSENT) | own.run.reports.awkward
    reach = RowReach(own.engine, own.case, open_)
    turner = Turner(own, reach, own.numbers)
    unasked = Reach(evolve(own.case.shared.evidence, incidents={}), own.case.agreement)
    asked = _Waiting(contested_on_the_whole(own.case, unasked), reach, np.zeros(len(own.run), np.bool_))

    def flipped(one: Disagreement, rows: Rows) -> Crux:
        flips = tuple(flip_of(own, turner.turned(side, rows), side, None) for side in one.sides)
        return crux_over((own,), one, flips, None)

    def singles() -> Iterator[Single]:
        return contested_singly(own, turner, np.flatnonzero(own.codes != NOT_COUNTED), reach)

    return _in_order(asked, flipped, _Singles(singles, most_single, ANY), progress)


class _Waiting:
    """Answers yet to be flipped, that first which may explain most; which rows one bears on is found when its turn comes.

    Invariant: none explains more than ``most``.
    """

    def __init__(self, several: Iterable[Disagreement], reach: RowReach, differs: NDArray[np.bool_]) -> None:
        self._reach = reach
        self._differs = differs
        self._several = tuple(several)
        self._rows: dict[int, Rows] = {}
        # Either flip of an answer explains at most all rows it bears on.
        self._waiting = [(-2 * reach.most_of(one), number) for number, one in enumerate(self._several)]
        heapq.heapify(self._waiting)

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def most(self) -> int:
        """What none of these can explain more than."""
        return -self._first()[0] if self._waiting else 0

    def pop(self) -> tuple[Disagreement, Rows]:
        """The next answer, and the rows it bears on."""
        _, number = self._first()
        heapq.heappop(self._waiting)
        return self._several[number], self._rows.pop(number)

    def _first(self) -> tuple[int, int]:
        """The next answer by number, once it is known how many differing rows it bears on."""
        while (number := self._waiting[0][1]) not in self._rows:
            rows = self._rows[number] = self._reach.rows_of(self._several[number])
            heapq.heapreplace(self._waiting, (-2 * int(np.count_nonzero(self._differs[rows])), number))
        return self._waiting[0]


ANY = 1 << 62


class _Singles:
    """Answers about one incident alone, most explained first; worked out no sooner than one may be told.

    Invariant: none explains more than ``most``.
    """

    def __init__(self, work_out: Callable[[], Iterator[Single]], several: int | None, most: int) -> None:
        self._work_out = work_out
        self._several = several
        self.most = most

    @cached_property
    def _left(self) -> Iterator[Single]:
        return islice(self._work_out(), self._several)

    @cached_property
    def next(self) -> Single | None:
        """The next of them."""
        return next(self._left, None)

    def drop(self) -> None:
        """Go on to the one after the next."""
        del self.next

    def come_after(self, key: tuple[int, int, str]) -> bool:
        """Whether all of them come after a row of this key."""
        return -key[0] > self.most or self.next is None or key < self.next.key


def _in_order(
    asked: _Waiting,
    flipped: Callable[[Disagreement, Rows], Crux],
    singles: _Singles,
    progress: Progress | None,
) -> Iterator[Crux]:
    """The answers that move anything, as soon as none that is left may come before them."""
    waiting: list[tuple[tuple[int, int, str], int, Crux]] = []
    done = 0
    while asked or waiting or singles.next is not None:
        if asked:
            one, rows = asked.pop()
            if progress is not None:
                progress(done)
            done += 1
            row = flipped(one, rows)
            if row.moved:
                heapq.heappush(waiting, (sort_key(row), done, row))
        least = -asked.most if asked else 1
        while waiting and waiting[0][0][0] < least and singles.come_after(waiting[0][0]):
            yield heapq.heappop(waiting)[2]
        while -singles.most < least and (single := singles.next) is not None and single.key[0] < least:
            if waiting and waiting[0][0] < single.key:
                break
            yield single.row()
            singles.drop()


def crux_over(
    held: Sequence[Held], one: Disagreement, flips: tuple[Flip, ...], differing: int | None
) -> Crux:
    """An answer with what its flips do."""
    return crux_row([own.case for own in held], one, flips, differing)


def flip_of(own: Held, turned: Turned, side: Side, against: Held | None) -> Flip:
    """What becomes of one view's ledger, told as `flipping.flip` does."""
    turned = turned.beside(own)
    rows, codes = turned.rows, turned.codes
    before = own.codes[rows]
    settled = unsettled = np.zeros(0, np.intp)
    if against is not None:
        wanted = against.codes[rows]
        settled, unsettled = rows[codes == wanted], rows[before == wanted]
    return Flip(
        view=own.case.view.name, answer=side.answer, settled=Incidents(own, settled),
        unsettled=Incidents(own, unsettled), changed=Incidents(own, rows),
        heads=shifted(own.heads, before, codes),
    )  # fmt: skip
