"""Runs: reports sorted and scanned together, and what the kernels make of them under a framing and a view.

An engine has one large run and, after changes, small ones beside it; all go through the same kernels.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from attrs import evolve, field, frozen
from numpy.typing import NDArray

from truceline.assessment.account import AGGREGATE
from truceline.assessment.case import Shared
from truceline.assessment.engine.alike import Alike, alike_of, each_alone, resolved_by
from truceline.assessment.engine.casting import Casting, casting_of
from truceline.assessment.engine.clauses import Static
from truceline.assessment.engine.days import Clocks, clocks_of
from truceline.assessment.engine.fitting import fitted
from truceline.assessment.engine.found import Found, Weighing, found_of
from truceline.assessment.engine.framed import Names, PartiesSeen, names_of_whos
from truceline.assessment.engine.hearing import asked_of, told_of
from truceline.assessment.engine.judging import Judging, is_simple, judged_by
from truceline.assessment.engine.layout import Layout, laid_out
from truceline.assessment.engine.lookup import Places, places_in
from truceline.assessment.engine.rearranging import rearranged
from truceline.assessment.engine.reports import EARLIEST, LATEST, Reports
from truceline.assessment.engine.scouting import Hulls, perhaps_met
from truceline.assessment.engine.shelf import Shelf
from truceline.assessment.engine.static import Candidates, Scanned, arranged, scan
from truceline.assessment.engine.table import Laid
from truceline.assessment.framing import Frame, Framing
from truceline.assessment.geography import Geography
from truceline.assessment.view import View
from truceline.record.snapshot import Snapshot

Progress = Callable[[str], None]


def silent(_: str) -> None:
    """Tell nobody of progress."""


_NOTHING = Scanned(np.zeros(0, np.int32), np.zeros(0, np.uint8))


@frozen(eq=False)
class Run:
    """Reports with what of them depends on no view and no agreement.

    ``given`` are the reports as they came, before actors were put under the names that judgements give
    them. ``parts`` names the incident that a row is part of, where that may stand in another run. ``scanned``
    grows as clauses are met, with what ``shelf`` has of them; ``arranged`` holds the candidates of clauses asked about.
    """

    given: Reports
    reports: Reports
    layout: Layout
    casting: Casting
    told: Any
    clocks: Clocks
    parts: Mapping[int, str] = field(factory=dict)
    shelf: Shelf | None = None
    scanned: dict[Static, Scanned] = field(factory=dict)
    arranged: list[tuple[tuple[Static, ...], tuple[int, ...], Candidates]] = field(factory=list)
    laid: list[Laid] = field(factory=list)
    named: list[Places] = field(factory=list)
    alike: list[Alike] = field(factory=list)

    @property
    def told_alike(self) -> Alike:
        """The ways in which incidents are told."""
        if not self.alike:
            self.alike.append(alike_of(self.reports, self.told))
        return self.alike[0]

    def places_of(self, names: Iterable[str]) -> dict[str, int]:
        """The rows of those of these incidents that the run tells of."""
        if not self.named:
            self.named.append(places_in(self.reports.incidents))
        return self.named[0].of(names)

    def __len__(self) -> int:
        return len(self.reports)


def run_of(given: Reports, shared: Shared, parts: Mapping[int, str] | None = None) -> Run:
    """Sort reports, and find out whose origins are independent."""
    reports = fitted(given, shared.evidence)
    return Run(
        given, reports, laid_out(reports), casting_of(reports), told_of(reports, shared.origins),
        clocks_of(reports), parts=parts or {},
    )  # fmt: skip


@frozen(eq=False)
class Framed:
    """An agreement under one framework rule, laid out for the kernels; ``memos`` is what threads at work remember.

    ``parties`` are those that clauses name. ``statics`` are the clauses as a scan needs them and ``folds`` what is kept of the candidates of each.
    ``sights`` are the arrays with the names that each run uses; ``answers`` are how surely the parties of each candidate belong to the
    sides asked about, by arrays and candidates.
    """

    frame: Frame
    framing: Framing
    names: Names
    parties: PartiesSeen
    arrays: Any
    clauses: Any
    statics: tuple[Static, ...]
    folds: tuple[int, ...]
    hulls: Hulls
    memos: list[Any] = field(factory=list)
    sights: list[tuple[Run, Any]] = field(factory=list)
    answers: list[tuple[Any, Candidates, NDArray[np.uint32]]] = field(factory=list)

    @property
    def is_simple(self) -> bool:
        """Whether no clause has a rival version or is in force only on conditions."""
        return is_simple(self.clauses)

    def names_all_of(self, run: Run) -> bool:
        """Whether everybody whom a run names has a number here."""
        return all(name in self.names.number for who in run.casting.whos for name in who.members)

    def arrays_for(self, run: Run) -> Any:
        """The arrays of the framing with the ways in which a run names actors."""
        for known, arrays in self.sights:
            if known is run:
                return arrays
        made = self.arrays._replace(**names_of_whos(run.casting.whos, self.names))
        self.sights.append((run, made))
        return made

    def worded(self, frame: Frame, framing: Framing, arrays: Any) -> "Framed":
        """The same clauses and names under another view's word on standings and ties."""
        sights = [
            (run, arrays._replace(w_form=seen.w_form, w_first=seen.w_first, w_members=seen.w_members))
            for run, seen in self.sights
        ]
        return evolve(self, frame=frame, framing=framing, arrays=arrays, memos=[], sights=sights, answers=[])

    def beside(self, runs: Sequence[Run]) -> "Framed":
        """The same for these runs, without what is held for others."""
        kept = [(known, arrays) for known, arrays in self.sights if any(known is run for run in runs)]
        answers = [each for each in self.answers if any(each[0] is arrays for _, arrays in kept)]
        return evolve(self, sights=kept, answers=answers)

    def answered(self, run: Run, candidates: Candidates) -> NDArray[np.uint32]:
        """The answers for the candidates of a run, as far as they were asked for; they hold for every view of the framework."""
        own = self.arrays_for(run)
        for arrays, of, known in self.answers:
            if arrays is own and of is candidates:
                return known
        made = np.zeros(len(candidates.clause), np.uint32)
        self.answers[:] = [*(each for each in self.answers if each[0] is not own), (own, candidates, made)]
        return made


@frozen
class Asking:
    """A view, the record as its word is known at a minute, and whether origins are to be counted."""

    view: View
    snapshot: Snapshot
    known: int
    origins: bool

    @property
    def is_timeless(self) -> bool:
        """Whether it does not matter when something was told."""
        return self.known == LATEST and not self.view.published_by


@frozen
class Hands:
    """By how many threads the kernels work, and whom to tell."""

    threads: int
    progress: Progress

    def for_(self, run: Run) -> int:
        """Threads worth starting for a run."""
        return self.threads if len(run) > _FEW else 1


_FEW = 2048
"""Fewer rows are done sooner than a thread is started."""


def candidates_of(run: Run, framed: Framed, geography: Geography, hands: Hands) -> Candidates:
    """The candidates of a framing's clauses among a run; clauses met before are not scanned for again."""
    for statics, folds, known in run.arranged:
        if statics == framed.statics and folds == framed.folds:
            return known
    missing = [one for one in dict.fromkeys(framed.statics) if one not in run.scanned]
    if missing:
        if len(run) > _FEW:
            hands.progress("candidates")
        run.scanned.update(_scanned(run, missing, framed, geography, hands))
    made = _arranged(run, framed, hands)
    run.arranged[:] = [*run.arranged[-1:], (framed.statics, framed.folds, made)]
    return made


def _arranged(run: Run, framed: Framed, hands: Hands) -> Candidates:
    """The candidates by incident: from those of clauses most of which are the same, else from scratch."""
    now = framed.statics, framed.folds
    for statics, folds, known in reversed(run.arranged):
        made = rearranged(run.reports, ((statics, folds), known), now, run.scanned)
        if made is not None:
            return made
    return arranged(run.reports, *now, run.scanned, hands.for_(run))


def leave_out_of_time(run: Run, framed: Framed) -> None:
    """Have no clause scanned for that is in force at no time of a run's reports."""
    fits = ~run.reports.awkward
    start, end = run.reports.start[fits], run.reports.end[fits]
    if not len(start) or start.min() == EARLIEST or end.max() == LATEST:
        return
    # Clauses are bounded in half minutes.
    apart = (framed.hulls.until < 2 * int(start.min())) | (framed.hulls.since > 2 * int(end.max()))
    for one, is_apart in zip(framed.statics, apart.tolist(), strict=True):
        if is_apart:
            run.scanned.setdefault(one, _NOTHING)


def _scanned(
    run: Run, missing: list[Static], framed: Framed, geography: Geography, hands: Hands
) -> dict[Static, Scanned]:
    """The candidates of clauses not met before: from the shelf, else scanned for and kept there."""
    if run.shelf is not None and (shelved := run.shelf.scanned(missing, len(run))) is not None:
        return shelved
    met = perhaps_met(run.reports, missing, framed.statics, framed.hulls)
    found = dict.fromkeys(missing, _NOTHING)
    found |= scan(run.reports, run.layout, geography, met, hands.for_(run))
    if run.shelf is not None:
        run.shelf.keep_scanned(found)
    return found


def found_in(
    run: Run, framed: Framed, asking: Asking, geography: Geography, hands: Hands
) -> tuple[Found, NDArray[np.bool_]]:
    """The findings of a view on a run, and the rows left to the reference."""
    weighing = weighed(run, framed, asking, geography, hands)
    keys = [clause.key for clause in framed.framing.judge.all]
    candidates = candidates_of(run, framed, geography, hands)
    return found_of(weighing, framed.names.actors, keys, candidates), weighing.judged.hard


def weighed(run: Run, framed: Framed, asking: Asking, geography: Geography, hands: Hands) -> Weighing:
    """What the kernels give for a view on a run."""
    candidates = candidates_of(run, framed, geography, hands)
    work = Judging(
        run.reports, candidates.rows, run.casting, run.clocks.long, candidates, framed.arrays_for(run), framed.clauses,
        framed.memos, beyond(run.reports, framed), framed.answered(run, candidates), hands.for_(run),
    )  # fmt: skip
    asked = asked_of(run.reports, asking.snapshot, asking.view, known=asking.known)
    alike = told_in(run, asking)
    asked = asked._replace(back=asked.back[alike.backs])
    resolved = resolved_by(alike, asked, candidates.rows, origins=asking.origins, threads=work.threads)
    return Weighing(resolved, judged_by(work, resolved))


def told_in(run: Run, asking: Asking) -> Alike:
    """The ways in which the incidents of a run are told, as far as a view tells them apart."""
    return run.told_alike if asking.is_timeless else each_alone(run.reports, run.told)


def beyond(reports: Reports, framed: Framed) -> NDArray[np.bool_]:
    """The rows that columns cannot judge, whatever the view."""
    words = {word for clause in framed.framing.judge.all for word in (*clause.unless, *clause.of)}
    if AGGREGATE in words:
        return reports.awkward | reports.aggregate
    return reports.awkward
