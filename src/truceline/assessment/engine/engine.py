"""The engine: reports under an agreement, assessed under one view after another.

Invariant: its findings are those of the reference `Case` on the same record, row by row. What
depends on no view is kept; what depends on a view's framework part is kept for views that share it.
"""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import evolve, field, frozen
from numpy.typing import NDArray

from truceline.agreement.terms import Agreement
from truceline.assessment.account import AGGREGATE, Account
from truceline.assessment.case import Case, Shared
from truceline.assessment.engine.casting import Casting, casting_of
from truceline.assessment.engine.clauses import Static, clauses_of, condition_words, static_of
from truceline.assessment.engine.compiled import (
    judge_kernels,
    plain_kernels,
    resolve_kernels,
    world_kernels,
)
from truceline.assessment.engine.days import Clocks, clocks_of
from truceline.assessment.engine.fitting import fitted
from truceline.assessment.engine.found import Found, Weighing, found_of, with_apart
from truceline.assessment.engine.framed import PartiesSeen, framed_of, memo_of, names_of
from truceline.assessment.engine.grounds import in_chunks
from truceline.assessment.engine.hearing import asked_of, told_of
from truceline.assessment.engine.layout import Layout, laid_out
from truceline.assessment.engine.occasions import occasions_of
from truceline.assessment.engine.reports import LATEST, Reports
from truceline.assessment.engine.static import (
    KEPT,
    PERMISSION,
    PLAIN,
    Candidates,
    Scanned,
    arranged,
    scan,
)
from truceline.assessment.engine.table import Laid, laid_of, table_of_found
from truceline.assessment.engine.tallying import asked_of as asked_rows
from truceline.assessment.engine.tallying import tallied
from truceline.assessment.engine.told import evidence_of
from truceline.assessment.explain import Explanation, explain
from truceline.assessment.finding import Finding
from truceline.assessment.finding_table import FindingTable
from truceline.assessment.framing import Frame, Framing, frame_of
from truceline.assessment.ledger import EVERYTHING, By, Ledger, Scope
from truceline.assessment.origins import Origins
from truceline.assessment.view import View

Progress = Callable[[str], None]
_AT_ONCE = 5000
"""Incidents that the reference assesses between one word of progress and the next."""


@frozen(eq=False)
class Framed:
    """An agreement under one framework rule, laid out for the kernels; ``memos`` are one for each thread."""

    frame: Frame
    framing: Framing
    actors: tuple[str, ...]
    arrays: Any
    clauses: Any
    candidates: Candidates
    memos: list[Any]

    @property
    def is_simple(self) -> bool:
        """Whether no clause has a rival version or is in force only on conditions."""
        return len(self.clauses.groups_first) == 1 and not len(self.clauses.conditional)


@frozen(eq=False)
class Prepared:
    """What of reports depends on no view and no agreement; ``scanned`` grows as clauses are met."""

    layout: Layout
    casting: Casting
    told: Any
    clocks: Clocks
    scanned: dict[Static, Scanned] = field(factory=dict)
    laid: list[Laid] = field(factory=list)
    sets: list[NDArray[np.int32]] = field(factory=list)


def prepared(reports: Reports, shared: Shared) -> Prepared:
    """Sort reports, and find out whose origins are independent."""
    return Prepared(
        laid_out(reports), casting_of(reports), told_of(reports, shared.origins), clocks_of(reports)
    )


@frozen(eq=False)
class Engine:
    """Assesses reports under one agreement. ``shared`` holds the record they stand in."""

    reports: Reports
    shared: Shared
    agreement: Agreement
    threads: int
    progress: Progress
    prepared: Prepared
    framed: list[Framed] = field(factory=list)

    def findings(self, view: View, *, known: int = LATEST) -> Found:
        """The findings of a view on every report; what does not fit the columns, by the reference."""
        return self._found(Case(self.shared, self.agreement, view), known, origins=True)

    def _found(self, case: Case, known: int, *, origins: bool) -> Found:
        """The findings of a case; without the numbers of origins where nobody asks for them."""
        framed = self._framed(case)
        weighing = self._weigh(framed, case.view, known, origins=origins)
        keys = [clause.key for clause in framed.framing.judge.all]
        found = found_of(weighing, framed.actors, keys, framed.candidates)
        return with_apart(found, self._by_reference(case, np.flatnonzero(weighing.judged.hard)))

    def ledger(
        self, view: View, scope: Scope = EVERYTHING, by: By = By.ACTOR, *, known: int = LATEST
    ) -> Ledger:
        """The ledger of a view over a scope."""
        case = Case(self.shared, self.agreement, view)
        found = self._found(case, known, origins=False)
        occasions = occasions_of(case, self.reports, self.prepared.clocks, found)
        if not self.prepared.sets:
            self.prepared.sets.append(occasions.data_sets())
        return tallied(case, asked_rows(occasions, scope), scope.window, by, self.prepared.sets[0])

    def table(self, view: View, *, known: int = LATEST) -> FindingTable:
        """The findings of a view as a table."""
        return self._table(Case(self.shared, self.agreement, view), self.findings(view, known=known))

    def _table(self, case: Case, found: Found) -> FindingTable:
        if not self.prepared.laid:
            self.prepared.laid.append(laid_of(self.reports, case, self.prepared.clocks))
        return table_of_found(case, self.reports, self.prepared.laid[0], found)

    def _by_reference(self, case: Case, rows: NDArray[np.intp]) -> dict[int, tuple[Account, Finding | None]]:
        """What the reference says of the rows that do not fit the columns."""
        if not len(rows):
            return {}
        names = dict(zip(rows.tolist(), self.reports.incidents.take(pa.array(rows)).to_pylist(), strict=True))
        held = case.shared.evidence.incidents
        missing = [row for row, name in names.items() if name not in held]
        if missing:
            case = Case(self._shared_with(missing), self.agreement, case.view)
        found: dict[int, tuple[Account, Finding | None]] = {}
        for number, (row, name) in enumerate(names.items()):
            if number % _AT_ONCE == 0:
                self.progress(f"the rest: {number:,} of {len(names):,}")
            found[row] = (case.account(name), case.finding(name))
        return found

    def _shared_with(self, rows: Iterable[int]) -> Shared:
        """The record with some of the reports told in it as claims."""
        evidence = evidence_of(self.reports, self.shared.evidence, rows)
        return evolve(
            self.shared,
            evidence=evidence,
            origins=Origins(evidence.snapshot),
            accounts={},
            framings=self.shared.framings,
        )

    def explain(self, view: View, incident: str) -> Explanation:
        """One incident under a view, down to the claims: by the reference."""
        shared = self.shared
        if incident not in shared.evidence.incidents:
            row = pc.index(self.reports.incidents, incident).as_py()
            shared = self._shared_with([row]) if row >= 0 else shared
        return explain(Case(shared, self.agreement, view), incident)

    def _framed(self, case: Case) -> Framed:
        frame = frame_of(self.agreement, case.view, ())
        for known in self.framed:
            if known.frame == frame:
                return known
        self.progress("framework")
        made = self._frame(case.framing)
        self.framed.append(made)
        return made

    def _frame(self, framing: Framing) -> Framed:
        from_ = PartiesSeen()
        clauses = clauses_of(framing, from_)
        register = self.shared.evidence.snapshot.actors
        names = names_of(framing, register, self.prepared.casting.whos)
        words = condition_words(framing, framing.framework.facts)
        arrays, lines = framed_of(framing, register, names, from_, [each for each, _ in words])
        clauses = clauses._replace(
            provided_line=lines, provided_turned=np.array([turned for _, turned in words], np.bool_)
        )
        return Framed(
            frame=framing.frame, framing=framing, actors=names.actors, arrays=arrays, clauses=clauses,
            candidates=self._candidates(framing, clauses),
            memos=[memo_of(arrays) for _ in range(self.threads)],
        )  # fmt: skip

    def _candidates(self, framing: Framing, clauses: Any) -> Candidates:
        every = framing.judge.all
        static = [static_of(clause, framing.force_of(clause)) for clause in every]
        scanned = self.prepared.scanned
        missing = [one for one in dict.fromkeys(static) if one not in scanned]
        if missing:
            self.progress("candidates")
            scanned |= scan(self.reports, self.prepared.layout, self.shared.geography, missing, self.threads)
        folded = [
            PERMISSION if number >= clauses.prohibitions
            else KEPT if clauses.group[number] >= 0 or clause.provided else PLAIN
            for number, clause in enumerate(every)
        ]  # fmt: skip
        return arranged(self.reports, static, folded, scanned, self.threads)

    def _weigh(self, framed: Framed, view: View, known: int, *, origins: bool) -> Weighing:
        """Resolve and judge: the part that runs again for every view."""
        count, kernels = len(self.reports), resolve_kernels()
        asked = asked_of(self.reports, self.shared.evidence.snapshot, view, known=known)
        resolved = kernels.Resolved(
            out=np.empty(count, np.int8), capped=np.zeros(count, np.bool_), origins=np.zeros(count if origins else 0, np.int16),
            state=np.zeros(count, np.uint16), stand=np.zeros(count, np.uint16), rival=np.zeros(count, np.uint16),
        )  # fmt: skip
        told = self.prepared.told
        in_chunks(
            lambda begin, end: kernels.resolve(
                told, asked, self.reports.awkward, framed.candidates.rows, begin, end, resolved
            ),
            count,
            self.threads,
        )
        return Weighing(resolved, self._judge(framed, resolved))

    def _judge(self, framed: Framed, resolved: Any) -> Any:
        count, kernels = len(self.reports), judge_kernels()
        candidates, casting = framed.candidates, self.prepared.casting
        several = len(candidates.rows)
        rows = world_kernels().Rows(
            start=self.reports.start, end=self.reports.end, targets=self.reports.targets,
            participants=self.reports.participants, furthest=candidates.furthest,
            first=self.reports.first, perpetrator=self.reports.perpetrator, row=candidates.rows,
            candidate_first=candidates.first, candidate_clause=candidates.clause, candidate_code=candidates.code,
        )  # fmt: skip
        judged = kernels.Judged(
            outcome=np.empty(count, np.int8), failed=np.empty(count, np.int8), aggregate=np.empty(count, np.bool_),
            share=np.zeros(several, np.int8), named_high=np.zeros(several, np.int64),
            named_low=np.zeros(several, np.int64), gives=np.zeros(len(candidates.clause), np.uint8),
            hard=self._beyond(framed),
        )  # fmt: skip
        memos, long = list(framed.memos), self.prepared.clocks.long
        reason = -1 if framed.clauses.prohibitions else kernels.WHAT

        def overlook(begin: int, end: int) -> None:
            kernels.overlook(resolved, rows, long, reason, begin, end, judged)

        def work(begin: int, end: int) -> None:
            memo, room = memos.pop(), world_kernels().room()
            kernels.judge(
                framed.arrays,
                memo,
                rows,
                casting.cast,
                framed.clauses,
                resolved,
                room,
                numbers[begin:end],
                judged,
            )
            memos.append(memo)

        in_chunks(overlook, count, self.threads)
        numbers = (
            self._judge_plain(framed, (rows, resolved, judged)) if framed.is_simple else np.arange(several)
        )
        in_chunks(work, len(numbers), self.threads)
        return judged

    def _judge_plain(self, framed: Framed, work: tuple[Any, Any, Any]) -> NDArray[np.intp]:
        """Judge what is plain; the numbers of the other incidents among those with candidates."""
        rows, resolved, judged = work
        kernels, several = plain_kernels(), len(rows.row)
        single, lone = self.prepared.casting.single, self.prepared.casting.lone
        members = framed.arrays.w_members[
            np.minimum(framed.arrays.w_first[:-1], len(framed.arrays.w_members) - 1)
        ]
        plain = world_kernels().Plain(
            alone=np.where(single, members, kernels.NOT_PLAIN).astype(np.int32), lone=lone,
            open=np.zeros(several, np.bool_),
        )  # fmt: skip
        memos = list(framed.memos)

        def judge(begin: int, end: int) -> None:
            memo, room = memos.pop(), world_kernels().room()
            kernels.judge_plain(
                framed.arrays, memo, rows, plain, framed.clauses, resolved, room, begin, end, judged
            )
            memos.append(memo)

        in_chunks(judge, several, self.threads)
        return np.flatnonzero(plain.open)

    def _beyond(self, framed: Framed) -> NDArray[np.bool_]:
        """The rows that columns cannot judge, whatever the view."""
        words = {word for clause in framed.framing.judge.all for word in (*clause.unless, *clause.of)}
        if AGGREGATE in words:
            return self.reports.awkward | self.reports.aggregate
        return self.reports.awkward.copy()

    def with_agreement(self, agreement: Agreement) -> "Engine":
        """The same reports under another agreement; only clauses not met before are scanned for."""
        return evolve(self, agreement=agreement, framed=[])


def engine_of(
    reports: Reports,
    shared: Shared,
    agreement: Agreement,
    *,
    threads: int = 2,
    progress: Progress | None = None,
) -> Engine:
    """An engine over reports of a record."""
    reports = fitted(reports, shared.evidence)
    return Engine(
        reports, shared, agreement, threads, progress or _silent, prepared=prepared(reports, shared)
    )


def _silent(_: str) -> None:
    return None
