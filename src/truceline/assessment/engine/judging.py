"""From reports to findings by the kernels: what a view holds of each incident, then what follows from it."""

from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from truceline.assessment.engine.casting import Casting
from truceline.assessment.engine.compiled import (
    judge_kernels,
    plain_kernels,
    resolve_kernels,
    world_kernels,
)
from truceline.assessment.engine.grounds import in_chunks
from truceline.assessment.engine.static import Candidates


@frozen(eq=False)
class Judging:
    """What the kernels work with: reports, their names and days, and a framing laid out for them.

    ``reports`` may be some of their rows (`among.Part`); ``beyond`` are the rows that columns cannot judge,
    whatever the view.
    """

    reports: Any
    casting: Casting
    long: NDArray[np.int32]
    candidates: Candidates
    arrays: Any
    clauses: Any
    memos: list[Any]
    beyond: NDArray[np.bool_]
    threads: int


def is_simple(clauses: Any) -> bool:
    """Whether no clause has a rival version or is in force only on conditions."""
    return len(clauses.groups_first) == 1 and not len(clauses.conditional)


def resolved_by(work: Judging, told: Any, asked: Any, *, origins: bool) -> Any:
    """What stands of each incident under a view (``resolve_kernels.Resolved``); origins are counted if asked for."""
    reports = work.reports
    count, kernels = len(reports), resolve_kernels()
    resolved = kernels.Resolved(
        out=np.empty(count, np.int8), capped=np.zeros(count, np.bool_), origins=np.zeros(count if origins else 0, np.int16),
        state=np.zeros(count, np.uint16), stand=np.zeros(count, np.uint16), rival=np.zeros(count, np.uint16),
    )  # fmt: skip
    in_chunks(
        lambda begin, end: kernels.resolve(
            told, asked, reports.awkward, work.candidates.rows, begin, end, resolved
        ),
        count,
        work.threads,
    )
    return resolved


def judged_by(work: Judging, resolved: Any) -> Any:
    """What follows from what stands (``judge_kernels.Judged``)."""
    reports, candidates, kernels = work.reports, work.candidates, judge_kernels()
    count, several = len(reports), len(candidates.rows)
    rows = world_kernels().Rows(
        start=reports.start, end=reports.end, targets=reports.targets, participants=reports.participants,
        furthest=candidates.furthest, first=reports.first,
        perpetrator=reports.perpetrator, row=candidates.rows, candidate_first=candidates.first,
        candidate_clause=candidates.clause, candidate_code=candidates.code,
    )  # fmt: skip
    judged = kernels.Judged(
        outcome=np.empty(count, np.int8), failed=np.empty(count, np.int8), aggregate=np.empty(count, np.bool_),
        share=np.zeros(several, np.int8), named_high=np.zeros(several, np.int64),
        named_low=np.zeros(several, np.int64), gives=np.zeros(len(candidates.clause), np.uint8),
        hard=work.beyond.copy(),
    )  # fmt: skip
    reason = -1 if work.clauses.prohibitions else kernels.WHAT
    in_chunks(
        lambda begin, end: kernels.overlook(resolved, rows, work.long, reason, begin, end, judged),
        count,
        work.threads,
    )
    numbers = _judge_plain(work, (rows, resolved, judged)) if is_simple(work.clauses) else np.arange(several)
    memos, cast = list(work.memos), work.casting.cast

    def judge(begin: int, end: int) -> None:
        memo, room = memos.pop(), world_kernels().room()
        chosen = numbers[begin:end]
        kernels.judge(work.arrays, memo, rows, cast, work.clauses, resolved, room, chosen, judged)
        memos.append(memo)

    in_chunks(judge, len(numbers), work.threads)
    return judged


def _judge_plain(work: Judging, given: tuple[Any, Any, Any]) -> NDArray[np.intp]:
    """Judge what is plain; the numbers of the other incidents among those with candidates."""
    rows, resolved, judged = given
    kernels, several, arrays = plain_kernels(), len(rows.row), work.arrays
    single, lone = work.casting.single, work.casting.lone
    # A name without members begins where others end, be it behind all of them.
    members = np.append(arrays.w_members, kernels.NOT_PLAIN)[arrays.w_first[:-1]]
    plain = world_kernels().Plain(
        alone=np.where(single, members, kernels.NOT_PLAIN).astype(np.int32), lone=lone,
        open=np.zeros(several, np.bool_),
    )  # fmt: skip
    memos = list(work.memos)

    def judge(begin: int, end: int) -> None:
        memo, room = memos.pop(), world_kernels().room()
        kernels.judge_plain(arrays, memo, rows, plain, work.clauses, resolved, room, begin, end, judged)
        memos.append(memo)

    in_chunks(judge, several, work.threads)
    return np.flatnonzero(plain.open)
