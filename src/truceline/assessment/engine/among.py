"""The findings of some rows only: what is asked again when a single answer is another.

Nothing here is as long as the run: what some rows need of it is taken out for them.
"""

from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from truceline.assessment.engine.alike import Alike, resolved_by
from truceline.assessment.engine.found import Found, Weighing, found_of
from truceline.assessment.engine.judging import Judging, judged_by
from truceline.assessment.engine.reports import ABSENT
from truceline.assessment.engine.runs import Asking, Framed, Hands, Run, beyond, candidates_of, told_in
from truceline.assessment.engine.static import Candidates
from truceline.assessment.geography import Geography

Rows = NDArray[np.intp]
_FEW = 1 << 14
"""Fewer rows are done sooner than a thread is started."""


@frozen(eq=False)
class Among:
    """A run under a framing, some rows of which are to be asked again.

    ``place`` is where each row stands among the candidates, -1 for one without any; ``beyond`` are the rows
    that columns cannot judge, ``long`` those that take more than a day. ``alike`` are the ways in which incidents are told.
    """

    run: Run
    framed: Framed
    candidates: Candidates
    place: NDArray[np.int32]
    beyond: NDArray[np.bool_]
    long: NDArray[np.bool_]
    alike: Alike
    threads: int

    def resolved(self, rows: Rows, alike: Alike, asked: Any) -> Any:
        """What stands of some rows, told in these ways, where words are taken as ``asked`` has it."""
        suspected = np.flatnonzero(self.place[rows] != ABSENT).astype(np.int32)
        return resolved_by(alike, asked, suspected, origins=False, threads=self._threads(rows))

    def found(
        self, rows: Rows, resolved: Any, framed: Framed | None = None
    ) -> tuple[Found, NDArray[np.bool_]]:
        """The findings on some rows, but for the clauses breached; and which rows are left to the reference.

        Another framing may be given that has the same clauses in force at the same times.
        """
        framed = self.framed if framed is None else framed
        work = self._work(rows, framed)
        judged = judged_by(work, resolved)
        return found_of(Weighing(resolved, judged), framed.names.actors, (), work.candidates), judged.hard

    def _work(self, rows: Rows, framed: Framed) -> Judging:
        run, (candidates, places) = self.run, self._candidates(rows)
        answers = np.zeros(len(places), np.uint32)
        if framed is self.framed:
            answers = framed.answered(run, self.candidates)[places]
        return Judging(
            run.reports, rows[candidates.rows].astype(np.int32), run.casting, np.flatnonzero(self.long[rows]).astype(np.int32), candidates,
            framed.arrays_for(run), framed.clauses, framed.memos, self.beyond[rows], answers, self._threads(rows),
        )  # fmt: skip

    def _threads(self, rows: Rows) -> int:
        return self.threads if len(rows) > _FEW else 1

    def _candidates(self, rows: Rows) -> tuple[Candidates, Rows]:
        """The candidates of some rows, by their place among these; and where they stand among all candidates."""
        candidates, number = self.candidates, self.place[rows]
        kept = np.flatnonzero(number != ABSENT)
        number = number[kept]
        begun = candidates.first[:-1][number]
        sizes = candidates.first[1:][number] - begun
        first = np.zeros(len(number) + 1, np.int32)
        np.cumsum(sizes, out=first[1:])
        every: Any = np.repeat(begun - first[:-1], sizes) + np.arange(first[-1])
        some = Candidates(
            kept.astype(np.int32), first, candidates.clause[every], candidates.code[every],
            candidates.furthest[rows],
        )  # fmt: skip
        return some, every


def among_of(run: Run, framed: Framed, asking: Asking, geography: Geography, hands: Hands) -> Among:
    """A run under a framing and a view, ready for some of its rows to be asked again."""
    candidates = candidates_of(run, framed, geography, hands)
    place = np.full(len(run), ABSENT, np.int32)
    place[candidates.rows] = np.arange(len(candidates.rows), dtype=np.int32)
    long = np.zeros(len(run), np.bool_)
    long[run.clocks.long] = True
    return Among(
        run, framed, candidates, place, beyond(run.reports, framed), long, told_in(run, asking), hands.threads
    )


def of_rows(resolved: Any, among: Among, rows: Rows) -> Any:
    """What stands of some rows, out of what stands of all."""
    number = among.place[rows]
    number = number[number != ABSENT]
    return resolved._replace(
        out=resolved.out[rows], capped=resolved.capped[rows], state=resolved.state[rows],
        stand=resolved.stand[number], rival=resolved.rival[number],
        origins=np.zeros(0, np.int16),
    )  # fmt: skip
