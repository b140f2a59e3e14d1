"""The findings of some rows only: what is asked again when a single answer is another."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from truceline.assessment.engine.found import Found, Weighing, found_of
from truceline.assessment.engine.hearing import asked_of, told_of
from truceline.assessment.engine.judging import Judging, judged_by, resolved_by
from truceline.assessment.engine.reports import ABSENT, taken
from truceline.assessment.engine.runs import Asking, Framed, Hands, Run, beyond, candidates_of
from truceline.assessment.engine.static import Candidates
from truceline.assessment.geography import Geography
from truceline.assessment.origins import Origins


def found_among(
    run: Run, rows: NDArray[np.intp], framed: Framed, asking: Asking, rest: tuple[Geography, Origins, Hands]
) -> tuple[Found, NDArray[np.bool_]]:
    """The findings of a view on some rows of a run, in ascending order, and which of them are left to the reference."""
    geography, origins, hands = rest
    reports = taken(run.reports, rows)
    candidates = _of_rows(candidates_of(run, framed, geography, hands), rows, len(run))
    long = np.flatnonzero(np.isin(rows, run.clocks.long)).astype(np.int32)
    work = Judging(
        reports, run.casting, long, candidates, framed.arrays_for(run), framed.clauses, framed.memos,
        beyond(reports, framed), hands.threads if len(rows) > _FEW else 1,
    )  # fmt: skip
    asked = asked_of(reports, asking.snapshot, asking.view, known=asking.known)
    resolved = resolved_by(work, told_of(reports, origins), asked, origins=asking.origins)
    judged = judged_by(work, resolved)
    keys = [clause.key for clause in framed.framing.judge.all]
    return found_of(Weighing(resolved, judged), framed.names.actors, keys, candidates), judged.hard


_FEW = 2048


def _of_rows(candidates: Candidates, rows: NDArray[np.intp], count: int) -> Candidates:
    """The candidates of some rows, by their place among these."""
    place = np.full(count, ABSENT, np.int64)
    place[candidates.rows] = np.arange(len(candidates.rows))
    number = place[rows]
    kept = np.flatnonzero(number != ABSENT)
    number = number[kept]
    sizes = np.diff(candidates.first)[number]
    first = np.concatenate([[0], np.cumsum(sizes)])
    every: Any = np.repeat(candidates.first[number] - first[:-1], sizes) + np.arange(first[-1])
    return Candidates(
        kept.astype(np.int32), first.astype(np.int32), candidates.clause[every], candidates.code[every],
        candidates.furthest[rows],
    )  # fmt: skip
