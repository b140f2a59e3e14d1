"""The findings of some rows only: what is asked again when a single answer is another.

Nothing here is as long as the run: what some rows need of it is taken out for them.
"""

from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from truceline.assessment.engine.found import Found, Weighing, found_of
from truceline.assessment.engine.hearing import told_among
from truceline.assessment.engine.judging import Judging, judged_by, resolved_by
from truceline.assessment.engine.reports import ABSENT
from truceline.assessment.engine.runs import Framed, Hands, Run, beyond, candidates_of
from truceline.assessment.engine.static import Candidates
from truceline.assessment.geography import Geography

Rows = NDArray[np.intp]
_FEW = 1 << 14
"""Fewer rows are done sooner than a thread is started."""


@frozen(eq=False)
class Part:
    """Some rows of a run, in ascending order, as the kernels ask of them; ``backs`` are their withdrawals."""

    rows: Rows
    awkward: NDArray[np.bool_]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    targets: NDArray[np.int32]
    participants: NDArray[np.int32]
    perpetrator: NDArray[np.int32]
    first: NDArray[np.int32]
    told: Any
    backs: Rows

    def __len__(self) -> int:
        return len(self.rows)


def part_of(run: Run, rows: Rows) -> Part:
    """Some rows of a run."""
    reports = run.reports
    told, backs = told_among(run.told, rows)
    return Part(
        rows=rows, awkward=reports.awkward[rows], start=reports.start[rows], end=reports.end[rows],
        targets=reports.targets[rows], participants=reports.participants[rows], perpetrator=told.perpetrator,
        first=told.first, told=told, backs=backs,
    )  # fmt: skip


@frozen(eq=False)
class Among:
    """A run under a framing, some rows of which are to be asked again.

    ``place`` is where each row stands among the candidates, -1 for one without any; ``beyond`` are the rows
    that columns cannot judge, ``long`` those that take more than a day.
    """

    run: Run
    framed: Framed
    candidates: Candidates
    place: NDArray[np.int32]
    beyond: NDArray[np.bool_]
    long: NDArray[np.bool_]
    threads: int

    def resolved(self, part: Part, asked: Any) -> Any:
        """What stands of some rows, where words are taken as ``asked`` has it, and withdrawals of these rows hold."""
        return resolved_by(self._work(part, self.framed), part.told, asked, origins=False)

    def found(
        self, part: Part, resolved: Any, framed: Framed | None = None
    ) -> tuple[Found, NDArray[np.bool_]]:
        """The findings on some rows, but for the clauses breached; and which rows are left to the reference.

        Another framing may be given that has the same clauses in force at the same times.
        """
        framed = self.framed if framed is None else framed
        work = self._work(part, framed)
        judged = judged_by(work, resolved)
        return found_of(Weighing(resolved, judged), framed.names.actors, (), work.candidates), judged.hard

    def _work(self, part: Part, framed: Framed) -> Judging:
        run = self.run
        return Judging(
            part, run.casting, np.flatnonzero(self.long[part.rows]).astype(np.int32), self._candidates(part.rows), framed.arrays_for(run), framed.clauses,
            framed.memos, self.beyond[part.rows], self.threads if len(part) > _FEW else 1,
        )  # fmt: skip

    def _candidates(self, rows: Rows) -> Candidates:
        """The candidates of some rows, by their place among these."""
        candidates, number = self.candidates, self.place[rows]
        kept = np.flatnonzero(number != ABSENT)
        number = number[kept]
        begun = candidates.first[:-1][number]
        sizes = candidates.first[1:][number] - begun
        first = np.zeros(len(number) + 1, np.int32)
        np.cumsum(sizes, out=first[1:])
        every: Any = np.repeat(begun - first[:-1], sizes) + np.arange(first[-1])
        return Candidates(
            kept.astype(np.int32), first, candidates.clause[every], candidates.code[every],
            candidates.furthest[rows],
        )  # fmt: skip


def among_of(run: Run, framed: Framed, geography: Geography, hands: Hands) -> Among:
    """A run under a framing, ready for some of its rows to be asked again."""
    candidates = candidates_of(run, framed, geography, hands)
    place = np.full(len(run), ABSENT, np.int32)
    place[candidates.rows] = np.arange(len(candidates.rows), dtype=np.int32)
    long = np.zeros(len(run), np.bool_)
    long[run.clocks.long] = True
    return Among(run, framed, candidates, place, beyond(run.reports, framed), long, hands.threads)


def of_rows(resolved: Any, among: Among, rows: Rows) -> Any:
    """What stands of some rows, out of what stands of all."""
    number = among.place[rows]
    number = number[number != ABSENT]
    return resolved._replace(
        out=resolved.out[rows], capped=resolved.capped[rows], state=resolved.state[rows],
        stand=resolved.stand[number], rival=resolved.rival[number],
        origins=np.zeros(0, np.int16),
    )  # fmt: skip
