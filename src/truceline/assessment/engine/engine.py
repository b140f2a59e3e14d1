"""The engine: reports under an agreement, assessed under one view after another, and changed instead of made anew.

Invariant: its findings are those of the reference `Case` on the same record, row by row, and those of an
engine made of that record from scratch, whatever changes it went through. What depends on no view is kept;
what depends on a view's framework part is kept for views that share it; a change remakes what rests on it.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
import pyarrow as pa
from attrs import evolve, field, frozen
from numpy.typing import NDArray

from truceline.agreement.terms import Agreement
from truceline.assessment.case import Case, Shared
from truceline.assessment.engine.changes import Change, change_between
from truceline.assessment.engine.days import Clocks, clocks_of
from truceline.assessment.engine.earlier import Earlier, earlier_of, read_framing
from truceline.assessment.engine.found import Apart, Found, with_apart
from truceline.assessment.engine.gathering import reports_of
from truceline.assessment.engine.joining import end_to_end, pared, with_wholes
from truceline.assessment.engine.kept import Kept
from truceline.assessment.engine.merging import beside_claims, compact, merged
from truceline.assessment.engine.occasions import occasions_of
from truceline.assessment.engine.reframing import laid_anew, laid_beside
from truceline.assessment.engine.reports import ABSENT, LATEST, Reports, taken
from truceline.assessment.engine.runs import (
    Asking,
    Framed,
    Hands,
    Progress,
    Run,
    candidates_of,
    found_in,
    run_of,
    silent,
)
from truceline.assessment.engine.seam import Seam, joined_column, told_as_one, wholes_of
from truceline.assessment.engine.shelf import Shelf
from truceline.assessment.engine.summed import names_to_tell
from truceline.assessment.engine.table import completed, laid_of, table_of_found
from truceline.assessment.engine.tallying import asked_of as asked_rows
from truceline.assessment.engine.tallying import tallied
from truceline.assessment.engine.told import evidence_of
from truceline.assessment.explain import Explanation, explain
from truceline.assessment.finding_table import FindingTable
from truceline.assessment.framing import Framing
from truceline.assessment.ledger import EVERYTHING, By, Ledger, Scope
from truceline.assessment.origins import Origins
from truceline.assessment.view import View

_MOST_BEFORE = 4
"""So many framings of earlier agreements are kept, for the next to be laid out like one of them."""
_MOST_FRAMED = 8
"""So many framings are kept laid out, those asked for last; whoever asks under ever other frameworks would else fill the memory."""
_AT_ONCE = 5000
"""Incidents that the reference assesses between one word of progress and the next."""


@frozen(eq=False, slots=False)
class Engine:
    """Assesses reports under one agreement. ``shared`` holds the record they stand in.

    ``runs`` are the reports: one large run and the small ones that changes made, told as one by ``seam``.
    """

    runs: tuple[Run, ...]
    seam: Seam
    shared: Shared
    agreement: Agreement
    hands: Hands
    kept: Kept
    framed: list[Framed] = field(factory=list)
    earlier: tuple[Earlier, ...] = ()
    before: tuple[Framed, ...] = ()

    @property
    def prepared(self) -> Run:
        """The large run."""
        return self.runs[0]

    @property
    def threads(self) -> int:
        """By how many threads the kernels work."""
        return self.hands.threads

    @cached_property
    def reports(self) -> Reports:
        """All reports as they stand, in order; put together anew after a change."""
        if len(self.runs) == 1 and self.seam.is_plain:
            return self.runs[0].reports
        rows = self.seam.rows(self._size)
        joined = taken(end_to_end([run.reports for run in self.runs]), rows)
        return with_wholes(joined, wholes_of(self.runs, self.seam))

    @cached_property
    def clocks(self) -> Clocks:
        """The clocks of all reports' zones."""
        is_one = len(self.runs) == 1 and self.seam.is_plain
        return self.runs[0].clocks if is_one else clocks_of(self.reports)

    @cached_property
    def sets(self) -> list[NDArray[np.int32]]:
        """The data set of each incident, once it was asked for."""
        return []

    @cached_property
    def incidents(self) -> pa.StringArray:
        """The names of the rows."""
        rows = None if self.seam.is_plain else self.seam.rows(self._size)
        return joined_column([run.reports.incidents for run in self.runs], rows)

    @property
    def _size(self) -> int:
        return sum(map(len, self.runs))

    def __len__(self) -> int:
        return len(self.seam.rows(self._size)) if self.seam.instead or self.seam.gone else self._size

    def findings(self, view: View, *, known: int = LATEST) -> Found:
        """The findings of a view on every report; what does not fit the columns, by the reference."""
        case = self.case(view)
        parts, hard = self._parts(case, known, origins=True)
        return with_apart(told_as_one(parts, self.seam), self.by_reference(case, hard))

    def ready_for(self, view: View) -> "Engine":
        """This engine, with everything done for a view but asking whose word is taken on incidents."""
        framed = self.framed_for(self.case(view).framing)
        for run in self.runs:
            candidates_of(run, framed, self.shared.geography, self.hands)
            framed.arrays_for(run)
        return self

    def ledger(
        self, view: View, scope: Scope = EVERYTHING, by: By = By.ACTOR, *, known: int = LATEST
    ) -> Ledger:
        """The ledger of a view over a scope."""
        case = self.case(view)
        parts, hard = self._parts(case, known, origins=False)
        found = with_apart(told_as_one(parts, self.seam), self.by_reference(case, hard))
        occasions = occasions_of(case, self.reports, self.clocks, found)
        if not self.sets:
            self.sets.append(occasions.data_sets())
        return tallied(
            self._case_for_sums(case), asked_rows(occasions, scope), scope.window, by, self.sets[0]
        )

    def _case_for_sums(self, case: Case) -> Case:
        """The case with those reports told as claims of which claims are asked while adding up."""
        if self._told_for_sums is self.shared:
            return case
        return Case(self._told_for_sums, self.agreement, case.view)

    @cached_property
    def _told_for_sums(self) -> Shared:
        held = self.shared.evidence.incidents
        told = names_to_tell(self.reports, self.shared.evidence, several=len(self.sets[0]) > 0)
        names = [name for name in told if name not in held]
        return self._shared_with(self.shared, names) if names else self.shared

    def table(self, view: View, *, known: int = LATEST) -> FindingTable:
        """The findings of a view as a table."""
        case = self.case(view)
        parts, hard = self._parts(case, known, origins=True)
        tables = []
        for run, part in zip(self.runs, parts, strict=True):
            if not run.laid:
                run.laid.append(laid_of(run.reports, case, run.clocks))
            tables.append(table_of_found(run.reports, run.laid[0], part))
        table = evolve(told_as_one(tables, self.seam), whole=wholes_of(self.runs, self.seam))
        return completed(case, table, self.by_reference(case, hard))

    def _parts(self, case: Case, known: int, *, origins: bool) -> tuple[list[Found], NDArray[np.intp]]:
        """The findings on each run as the kernels give them, and the rows that stand left to the reference."""
        framed = self.framed_for(case.framing)
        asking = Asking(case.view, self.shared.evidence.snapshot, known, origins)
        both = [found_in(run, framed, asking, self.shared.geography, self.hands) for run in self.runs]
        rows = None if self.seam.is_plain else self.seam.rows(self._size)
        return [found for found, _ in both], np.flatnonzero(joined_column([hard for _, hard in both], rows))

    def by_reference(self, case: Case, rows: NDArray[np.intp]) -> Apart:
        """What the reference says of the rows that do not fit the columns."""
        if not len(rows):
            return {}
        names = dict(zip(rows.tolist(), self.incidents.take(pa.array(rows)).to_pylist(), strict=True))
        case = self.case_of(case, names.values())
        found = {}
        for number, (row, name) in enumerate(names.items()):
            if number % _AT_ONCE == 0:
                self.hands.progress(f"the rest: {number:,} of {len(names):,}")
            found[row] = (case.account(name), case.finding(name))
        return found

    def case_of(self, case: Case, names: Iterable[str]) -> Case:
        """The same case, of a record in which these incidents are told as claims too."""
        missing = [name for name in names if name not in case.shared.evidence.incidents]
        if not missing:
            return case
        shared = self._shared_with(case.shared, missing)
        return Case(shared, self.agreement, case.view, case.suppositions)

    def inside(self, case: Case, found: Found, scope: Scope) -> NDArray[np.bool_]:
        """The rows that a ledger over a scope counts, aggregates included."""
        asked = asked_rows(occasions_of(case, self.reports, self.clocks, found), scope)
        begins = asked.begins[: len(self)] if len(asked.begins) else np.ones(len(self), np.bool_)
        inside = (found.out < 0) & begins
        whole = wholes_of(self.runs, self.seam)
        counted: NDArray[np.bool_] = inside & ~((whole != ABSENT) & inside[whole])
        return counted

    def as_one(self) -> "Engine":
        """The same reports in one run."""
        if len(self.runs) == 1 and self.seam.is_plain:
            return self
        return self._merged(self.seam.rows(self._size))

    def _merged(self, rows: NDArray[np.intp]) -> "Engine":
        """The rows that stand, in this order, in one run."""
        run = merged(self.runs, rows, self.seam.instead, self.shared)
        framed = [each.beside((run,)) for each in self.framed]
        before = tuple(each.beside((run,)) for each in self.before)
        return evolve(self, runs=(run,), seam=Seam(), framed=framed, before=before)

    def _shared_with(self, shared: Shared, names: Sequence[str]) -> Shared:
        """The record with some of the reports told in it as claims."""
        evidence = shared.evidence
        for run, rows in self._standing(names):
            evidence = evidence_of(run.reports, evidence, rows)
        return evolve(shared, evidence=evidence, origins=Origins(evidence.snapshot), accounts={})

    def explain(self, view: View, incident: str) -> Explanation:
        """One incident under a view, down to the claims: by the reference."""
        shared = self.shared
        if incident not in shared.evidence.incidents and self._seats([incident]):
            shared = self._shared_with(shared, [incident])
        return explain(Case(shared, self.agreement, view), incident)

    def case(self, view: View) -> Case:
        """The record under a view; of its framing only that is read that no earlier one has told."""
        read_framing(self.shared, self.agreement, view, self.earlier)
        return Case(self.shared, self.agreement, view)

    def framed_for(self, framing: Framing) -> Framed:
        """A framing laid out for the kernels; those asked for last are kept."""
        made = next((known for known in self.framed if known.frame == framing.frame), None)
        if made is None:
            if self._size > _LARGE:
                self.hands.progress("framework")
            made = self._reframed(framing) or self.frame(framing)
        elif made.framing is not framing:
            made = evolve(made, framing=framing)
        others = [known for known in self.framed if known.frame != framing.frame]
        self.framed[:] = [*others, made][-_MOST_FRAMED:]
        return made

    def _reframed(self, framing: Framing) -> Framed | None:
        """A framing laid out like one of before: of the same clauses, or of the same parties and states."""
        known = [*self.before, *self.framed][::-1]
        return laid_beside(known, framing, self.shared, self.kept)

    def frame(self, framing: Framing) -> Framed:
        """A framing laid out for the kernels, for once."""
        whos = [who for run in self.runs for who in run.casting.whos]
        return laid_anew(framing, self.shared, whos, self.kept)

    def with_agreement(self, agreement: Agreement) -> "Engine":
        """The same reports under another agreement; only clauses not met before are scanned for."""
        before = (*self.before, *self.framed)[-_MOST_BEFORE:]
        return evolve(self, agreement=agreement, framed=[], before=before)

    def with_reports(self, more: Reports) -> "Engine":
        """These and more reports; one that is told of already is told of anew, in its place."""
        return self.with_run(run_of(pared(more), self.shared))

    def with_shared(self, shared: Shared) -> "Engine":
        """The record after a change: what rests on it is made again, and nothing else.

        Incidents that stand in the reports alone stay as they are.
        """
        change = change_between(self.shared, shared, [run.reports for run in self.runs])
        if change is None:
            return self._anew(shared)
        if self.shared.evidence.snapshot.places.keys() == shared.evidence.snapshot.places.keys():
            shared = evolve(shared, geography=self.shared.geography)
        changed = evolve(
            self,
            shared=shared,
            framed=self._still_framed(change, self.framed),
            before=tuple(self._still_framed(change, self.before)),
            earlier=earlier_of(self.shared, self.earlier, change),
        )
        return _with_incidents(changed, change)

    def _still_framed(self, change: Change, framed: Iterable[Framed]) -> list[Framed]:
        return [] if change.framework or change.terms or change.actors else list(framed)

    def with_run(self, run: Run, gone: Sequence[str] = ()) -> "Engine":
        """With a small run beside the others; what it tells of again stands in the old place.

        The incidents ``gone`` stand nowhere from now on.
        """
        names = run.reports.incidents.to_pylist()
        seats = self._seats([*names, *gone])
        seam = self.seam
        for row, name in enumerate(names):
            if name in seats:
                seam = seam.with_row(seats[name], self._size + row)
        for name in gone:
            seam = seam.without(seats[name]) if name in seats else seam
        runs, seam = compact((*self.runs, run) if names else self.runs, seam, self.shared)
        kept, before = (
            [each.beside(runs) for each in several if each.names_all_of(run)]
            for several in (self.framed, self.before)
        )
        return evolve(self, runs=runs, seam=seam, framed=kept, before=tuple(before))

    def _standing(self, names: Sequence[str]) -> Iterable[tuple[Run, list[int]]]:
        """The rows in which these incidents stand now, run by run."""
        rows = sorted(self.seam.instead.get(seat, seat) for seat in self._seats(names).values())
        offset = 0
        for run in self.runs:
            here = [row - offset for row in rows if offset <= row < offset + len(run)]
            if here:
                yield run, here
            offset += len(run)

    def _seats(self, names: Sequence[str]) -> dict[str, int]:
        """The seats of those incidents that are told of already, counted through all runs."""
        sitting = {row: seat for seat, row in self.seam.instead.items()}
        found, offset = {}, 0
        for run in self.runs:
            for name, row in run.places_of(names).items():
                if offset + row not in self.seam.gone:
                    found[name] = sitting.get(offset + row, offset + row)
            offset += len(run)
        return found

    def in_order(self, names: Iterable[str]) -> "Engine":
        """The incidents of the evidence in its order, behind those that only the reports tell of."""
        order = {name: number for number, name in enumerate(names)}
        held = np.array([order.get(name, -1) for name in self.incidents.to_pylist()], np.int64)
        rows = self.seam.rows(self._size)[np.argsort(held, kind="stable")]
        return self._merged(rows)

    def _anew(self, shared: Shared) -> "Engine":
        """An engine of the changed record made from scratch."""
        reports = reports_of(shared.evidence, shared.origins)
        told = {*self.shared.evidence.incidents, *shared.evidence.incidents}
        reports = end_to_end([*beside_claims(self.runs, self.seam, told), reports])
        return engine_of(reports, shared, self.agreement, threads=self.threads, progress=self.hands.progress)


def _with_incidents(engine: Engine, change: Change) -> Engine:
    """An engine with the incidents read again that a change touches."""
    shared = engine.shared
    if change.read or change.gone:
        whole_of = shared.evidence.whole_of
        told = reports_of(shared.evidence, shared.origins, change.read)
        parts = {row: whole_of[name] for row, name in enumerate(change.read) if name in whole_of}
        apart = with_wholes(told, np.full(len(told), ABSENT, np.int32))
        engine = engine.with_run(run_of(apart, shared, parts), change.gone)
    return engine if change.in_order else engine.in_order(shared.evidence.incidents)


_LARGE = 100_000
"""Of fewer rows nobody waits long enough to be told what goes on."""


def engine_of(
    reports: Reports,
    shared: Shared,
    agreement: Agreement,
    *,
    threads: int = 2,
    progress: Progress | None = None,
) -> Engine:
    """An engine over reports of a record."""
    hands = Hands(threads, progress or silent)
    return Engine((run_of(reports, shared),), Seam(), shared, agreement, hands, Kept())


def engine_for(
    shared: Shared,
    agreement: Agreement,
    *,
    threads: int = 2,
    progress: Progress | None = None,
    shelf: Shelf | None = None,
) -> Engine:
    """An engine over all incidents of a record; what ``shelf`` has of it is not gathered again."""
    reports = shelf.reports() if shelf is not None else None
    if reports is None:
        reports = reports_of(shared.evidence, shared.origins)
        if shelf is not None:
            shelf.keep_reports(reports)
    made = engine_of(reports, shared, agreement, threads=threads, progress=progress)
    return evolve(made, runs=(evolve(made.runs[0], shelf=shelf),))
