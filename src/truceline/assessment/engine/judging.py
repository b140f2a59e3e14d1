"""From reports to findings by the kernels: what a view holds of each incident, then what follows from it."""

from collections.abc import Callable
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from truceline.assessment.engine.casting import Casting
from truceline.assessment.engine.compiled import judge_kernels, plain_kernels, world_kernels
from truceline.assessment.engine.framed import memo_of
from truceline.assessment.engine.grounds import in_chunks
from truceline.assessment.engine.reports import Reports
from truceline.assessment.engine.static import Candidates


@frozen(eq=False)
class Judging:
    """What the kernels work with: reports, their names and days, and a framing laid out for them.

    ``own`` are the rows asked about that have candidates, by their place among all reports; ``beyond`` says which of the rows asked about
    columns cannot judge, whatever the view. ``memos`` is where threads at work leave what they remember, ``answers`` what is known of the parties
    of each candidate (:mod:`plain_kernels`).
    """

    reports: Reports
    own: NDArray[np.int32]
    casting: Casting
    long: NDArray[np.int32]
    candidates: Candidates
    arrays: Any
    clauses: Any
    memos: list[Any]
    beyond: NDArray[np.bool_]
    answers: NDArray[np.uint32]
    threads: int


def is_simple(clauses: Any) -> bool:
    """Whether no clause has a rival version or is in force only on conditions."""
    return len(clauses.groups_first) == 1 and not len(clauses.conditional)


def judged_by(work: Judging, resolved: Any) -> Any:
    """What follows from what stands (``judge_kernels.Judged``)."""
    candidates, kernels = work.candidates, judge_kernels()
    count, several = len(work.beyond), len(candidates.rows)
    judged = kernels.Judged(
        outcome=np.empty(count, np.int8), failed=np.empty(count, np.int8), aggregate=np.empty(count, np.bool_),
        share=np.zeros(several, np.int8), named_high=np.zeros(several, np.int64),
        named_low=np.zeros(several, np.int64), gives=np.zeros(len(candidates.clause), np.uint8),
        hard=work.beyond.copy(),
    )  # fmt: skip
    reason = -1 if work.clauses.prohibitions else kernels.WHAT
    in_chunks(
        lambda begin, end: kernels.overlook(
            resolved, candidates.furthest, work.long, reason, begin, end, judged
        ),
        count,
        work.threads,
    )
    numbers = np.arange(several)
    if is_simple(work.clauses):
        numbers = _judge_plain(work, resolved, judged, numbers)
    rows, cast, clauses = _rows_of(work), work.casting.cast, work.clauses

    def judge(memo: Any, begin: int, end: int) -> None:
        room, chosen = world_kernels().room(), numbers[begin:end]
        kernels.judge(work.arrays, memo, rows, cast, clauses, resolved, room, chosen, judged)

    _remembering(work, work.memos, judge, len(numbers))
    return judged


def _rows_of(work: Judging) -> Any:
    reports, candidates = work.reports, work.candidates
    return world_kernels().Rows(
        start=reports.start, end=reports.end, targets=reports.targets, participants=reports.participants,
        furthest=candidates.furthest, first=reports.first,
        perpetrator=reports.perpetrator, row=candidates.rows, own=work.own, candidate_first=candidates.first,
        candidate_clause=candidates.clause, candidate_code=candidates.code,
    )  # fmt: skip


def _judge_plain(work: Judging, resolved: Any, judged: Any, numbers: NDArray[np.intp]) -> NDArray[np.intp]:
    """Judge what is plain; the numbers of the other incidents among those with candidates."""
    kernels, rows, plain = plain_kernels(), _rows_of(work), _plain_of(work)
    went = np.empty(len(numbers), np.int8)

    def judge(several: NDArray[np.intp]) -> None:
        def some(begin: int, end: int) -> None:
            actors, chosen = world_kernels().room().actors, several[begin:end]
            kernels.judge_plain(work.answers, rows, plain, resolved, actors, chosen, judged, went)

        in_chunks(some, len(several), work.threads)

    def answer(memo: Any, begin: int, end: int) -> None:
        kernels.answer_parties(work.arrays, memo, rows, plain, work.clauses, unasked[begin:end], work.answers)

    judge(numbers)
    unasked = np.flatnonzero(went == kernels.UNASKED)
    _remembering(work, [], answer, len(unasked))
    judge(unasked)
    return np.flatnonzero(went == kernels.OTHERWISE)


def _plain_of(work: Judging) -> Any:
    kernels, arrays = plain_kernels(), work.arrays
    # A name without members begins where others end, be it behind all of them.
    members = np.append(arrays.w_members, kernels.SEVERAL)[arrays.w_first[:-1]]
    alone = np.where(work.casting.single, members, kernels.SEVERAL).astype(np.int32)
    return kernels.Plain(alone=alone, lone=work.casting.lone)


_LEAST_ROOM, _MOST_ROOM = 1 << 10, 1 << 16


def _remembering(
    work: Judging, memos: list[Any], kernel: Callable[[Any, int, int], None], count: int
) -> None:
    """Have a kernel work on so many incidents, each thread with what it remembers: of before, where it is at hand."""
    size = min(max(1 << (4 * count).bit_length(), _LEAST_ROOM), _MOST_ROOM)

    def in_room(begin: int, end: int) -> None:
        try:
            memo = memos.pop()
        except IndexError:
            memo = memo_of(work.arrays, size)
        kernel(memo, begin, end)
        memos.append(memo)

    in_chunks(in_room, count, work.threads)
