"""The record as the server has it open: what a screen may ask of it, worked out once.

Invariant: whatever a screen gets comes from a snapshot that :mod:`access` has gone through.
Answers are kept by the size of the record, who may see how far, and what findings are made
under, so a record that grew is noticed at the next request.
"""

import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, RLock
from typing import TypeVar

from attrs import define, evolve, field
from shapely.geometry.base import BaseGeometry

from truceline.agreement.terms import Agreement
from truceline.assessment.case import Case
from truceline.assessment.crux import crux
from truceline.assessment.finding_table import table_of
from truceline.assessment.flipping import incidents_asked, take
from truceline.assessment.geography import Geography
from truceline.assessment.ledger import Scope
from truceline.assessment.selection import Window, every_incident
from truceline.assessment.view import View
from truceline.assessment.view_file import print_view, shipped_views
from truceline.record.audit import verify
from truceline.record.entries import EndingHow, EntryKind, Issued
from truceline.record.snapshot import Snapshot
from truceline.record.store import LOG_FILE, Appended, Record
from truceline.testimony.batch import Batch
from truceline.testimony.document import Document
from truceline.values.problems import Problem, Problems
from truceline.values.where import Spot
from truceline.workbench.desk import AsOf, Desk
from truceline.workbench.kept import kept_agreements, kept_views
from truceline.workbench.options import now
from truceline.workbench.testimony_text import names_in
from truceline.workbench.web.access import Person, See, may_add, visible
from truceline.workbench.web.asked import Basis
from truceline.workbench.web.assessors import STAGES, Assessors
from truceline.workbench.web.columns import Columns
from truceline.workbench.web.growth import Growth
from truceline.workbench.web.jobs import Job, Jobs, StillWorking
from truceline.workbench.web.kept_answers import Kept
from truceline.workbench.web.logbook import Log, read_log
from truceline.workbench.web.search import TextIndex
from truceline.workbench.web.sight import Cruxes, Head, Sight

V = TypeVar("V")
_TABLES = 12
_CASES = 24
_SIZES = 3
_BREATH, _BRIEFLY = 0.001, 0.05
PATIENCE = 2.0
"""Seconds a request waits for long work before it shows how far that is."""


@define(eq=False)
class RecordSight:
    """The sight of an opened record; long work is done by jobs, one piece at a time."""

    see: See
    head: Head
    _record: Record
    _desk: Desk
    _jobs: Jobs
    _patience: float
    _assessors: Assessors = field(factory=lambda: Assessors(_SIZES))
    _working: RLock = field(factory=RLock)
    _drawing: Lock = field(factory=Lock)
    _cases: Kept[Basis, Case] = field(factory=lambda: Kept(_CASES))
    _tables: Kept[Basis, Columns] = field(factory=lambda: Kept(_TABLES))
    _texts: Kept[str, TextIndex] = field(factory=lambda: Kept(_SIZES))
    _answers: Kept[str, object] = field(factory=lambda: Kept(_TABLES))

    @property
    def names(self) -> Mapping[str, str]:
        return self._once("names", lambda: names_in(self.snapshot()))

    @property
    def agreements(self) -> Mapping[str, Agreement]:
        return self._once("agreements", lambda: kept_agreements(self.snapshot()))

    @property
    def views(self) -> Mapping[str, View]:
        return self._once("views", lambda: {**kept_views(self.snapshot()), **shipped_views()})

    def snapshot(self, known_by: str = "") -> Snapshot:
        return self._long(
            f"snapshot {known_by}", "Reading the record", lambda _: self._desk.snapshot(known_by)
        )

    def trial(self, basis: Basis, view: View) -> Columns:
        key = evolve(basis, view=print_view(view))
        self.snapshot(view.known_by)
        with self._working:
            case = self._desk.trial(basis.agreement or None, view)
        return self._tabled(key, case)

    def log(self) -> Log:
        # Before its own work begins: work never waits for other work.
        snapshot = self.snapshot()
        return self._long(
            "log", "Reading the log", lambda job: read_log(self._record, snapshot, self.see, job)
        )

    def verified(self) -> tuple[Problem, ...]:
        return self._long("verify", "Checking every hash", lambda _: tuple(verify(self._record)))

    def own(self) -> Snapshot:
        self.snapshot()
        return self._desk.own

    def cruxes(self, bases: Sequence[Basis], window: Window) -> Cruxes:
        cases = [self._case(basis) for basis in bases]

        def work(job: Job[Cruxes]) -> Cruxes:
            scope = Scope(window, every_incident)
            names = incidents_asked(cases, scope)
            step = self._breathing(job)
            taken = tuple(take(case, scope, names, step) for case in cases)
            return Cruxes(taken, crux(taken, step))

        key = f"crux {bases} {window}"
        return self._long(key, "Flipping each answer in turn", work)

    @contextmanager
    def assessing(self, basis: Basis) -> Iterator[Case]:
        case = self._case(basis)
        with self._working:
            yield case

    def _case(self, basis: Basis) -> Case:
        known = self._cases.get(basis)
        if known is not None:
            return known
        self.snapshot(basis.known_by)
        # A name that is a path would be read as a view's file by the command line; never here.
        if basis.view not in self.views:
            raise Problems([Problem("cli.no_view", f"{basis.view}; there are: {', '.join(self.views)}")])
        return self._cases.put(basis, self._make_case(basis))

    def _make_case(self, basis: Basis) -> Case:
        with self._working:
            as_of = AsOf(basis.published_by, basis.known_by)
            if not basis.agreement and not self.agreements:
                return self._desk.plain_case(basis.view, as_of)
            return self._desk.cases(basis.agreement or None, [basis.view], as_of)[0]

    def columns(self, basis: Basis) -> Columns:
        known = self._tables.get(basis)
        return known if known is not None else self._tabled(basis, self._case(basis))

    def _tabled(self, key: Basis, case: Case) -> Columns:
        known = self._tables.get(key)
        if known is not None:
            return known

        def work(job: Job[Columns]) -> Columns:
            # Asked here, since whether arrays are quicker takes a moment to find out.
            swift = self._assessors.of(case)
            if swift is not None:
                job.total = STAGES
                return self._tables.put(key, Columns.ready(swift.table(case, job.step)))
            evidence = case.shared.evidence
            job.total = len(evidence.incidents) + len(case.shared.later)
            with self._working:
                return self._tables.put(key, Columns.ready(table_of(case, self._breathing(job))))

        return self._awaited(("columns", key), f"{case.agreement.title}: {case.view.title}", work)

    def recorders(self, basis: Basis, incidents: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        with self.assessing(basis) as case:
            return {incident: _origins(case, incident) for incident in incidents}

    def spots(self, basis: Basis, incident: str) -> tuple[Spot, ...]:
        with self.assessing(basis) as case:
            worlds = case.account(incident).where.worlds
        return tuple(dict.fromkeys(spot for location in worlds for spot in location.alternatives))

    def outline(self, spot: Spot) -> BaseGeometry | None:
        # A register of its own: what those who assess remember is theirs alone.
        with self._drawing:
            geography = self._once("geography", lambda: Geography(self.snapshot().places))
            return geography.region_of(spot)

    def text_index(self, known_by: str) -> TextIndex:
        known = self._texts.get(known_by)
        if known is not None:
            return known
        shared = self._long(f"shared {known_by}", "Reading the record", lambda _: self._desk.shared(known_by))
        names = self.names
        return self._awaited(
            ("text", known_by),
            "Indexing what was said",
            # What it reads never changes, so nobody has to wait for it.
            lambda job: self._texts.put(known_by, TextIndex.of(shared, names, job.step)),
        )

    def within(self, place: str) -> frozenset[str]:
        places = self.snapshot().places
        geography = Geography(places)
        return self._once(
            f"within {place}",
            lambda: frozenset(name for name in places if place in geography.wholes_of(name)) | {place},
        )

    def _once(self, key: str, make: Callable[[], V]) -> V:
        known = self._answers.get(key)
        if known is None:
            known = self._answers.put(key, make())
        return known  # type: ignore[return-value]  # a key stands for one kind of answer

    def _long(self, key: str, title: str, make: Callable[[Job[V]], V]) -> V:
        known = self._answers.get(key)
        if known is not None:
            return known  # type: ignore[return-value]  # as above

        def work(job: Job[V]) -> V:
            value = make(job)
            self._answers.put(key, value)
            return value

        return self._awaited((key,), title, self._alone(work))

    def _awaited(self, key: Hashable, title: str, work: Callable[[Job[V]], V]) -> V:
        job = self._jobs.begin((self.head, self.see, key), title, 0, work)
        # Only who comes first waits so long: threads that wait answer nobody.
        found = job.result(max(_BRIEFLY, self._patience - job.seconds))
        if found is None:
            raise StillWorking(job)
        return found

    def _alone(self, work: Callable[[Job[V]], V]) -> Callable[[Job[V]], V]:
        def alone(job: Job[V]) -> V:
            with self._working:
                return work(job)

        return alone

    def _breathing(self, job: Job[V]) -> Callable[[int], None]:
        """Steps of a job, at each of which somebody else may have the evidence for a moment."""

        def step(done: int) -> None:
            job.step(done)
            self._working.release()
            time.sleep(_BREATH)
            self._working.acquire()

        return step


@define(eq=False)
class Holding:
    """One record, opened once, with a sight for each size it has and each way to see it."""

    record: Record
    jobs: Jobs
    _patience: float
    _growth: Growth
    _sights: Kept[tuple[int, See], RecordSight] = field(factory=lambda: Kept(_SIZES))
    _opening: Lock = field(factory=Lock)

    @classmethod
    def open(cls, path: Path, patience: float = PATIENCE) -> "Holding":
        """The record in a folder.

        Raises:
            Problems: as :meth:`Record.open`.
        """
        record = Record.open(path)
        files = [path / f"{LOG_FILE}{ending}" for ending in ("", "-wal")]
        return cls(record, Jobs(), patience, Growth(lambda: record.size, files))

    @property
    def size(self) -> int:
        """How many entries the record has now."""
        return self._growth.size()

    def sight(self, see: See) -> Sight:
        """The record as it stands now, for whoever may see so far."""
        with self._opening:
            size = self.size
            known = self._sights.get((size, see))
            if known is None:
                head = Head(self.record.origin, size, self.record.root(size))
                desk = Desk(self.record, lambda whole: visible(whole, see))
                known = self._sights.put(
                    (size, see), RecordSight(see, head, self.record, desk, self.jobs, self._patience)
                )
            return known

    def append(self, person: Person, batch: Batch) -> Appended:
        """Enter what is new of a batch, under the person's name.

        Raises:
            Problems: everything wrong with it; ``record.nobody`` for a person without a name.
        """
        return self.record.append(batch, by=_name_of(person), at=now())

    def replace_document(self, person: Person, document: Document, reason: str) -> Appended:
        """Enter a document, or a newer text of it, under the person's name.

        Raises:
            Problems: as :meth:`append`.
        """
        return self.record.replace_document(document, reason=reason, by=_name_of(person), at=now())

    def end(self, person: Person, target: str, how: EndingHow, reason: str) -> Appended:
        """End what was entered wrongly, under the person's name.

        Raises:
            Problems: as :meth:`append`.
        """
        return self.record.end(target, how, replaced_by=None, reason=reason, by=_name_of(person), at=now())

    def issue(self, person: Person, item: Issued) -> Appended:
        """Enter that a report left the house, under the person's name.

        Raises:
            Problems: as :meth:`append`.
        """
        return self.record.append_entry(EntryKind.ISSUED, item, by=_name_of(person), at=now())

    def close(self) -> None:
        """Stop all work and let go of the record."""
        self.jobs.close()
        self.record.close()


def _name_of(person: Person) -> str:
    return person.name if may_add(person) else ""


def _origins(case: Case, incident: str) -> tuple[str, ...]:
    admitted = (item for item in case.account(incident).admissions if item.aside is None)
    return tuple(dict.fromkeys(origin.key for item in admitted for origin in item.origins))


def named(names: Mapping[str, str], ids: Iterable[str]) -> list[str]:
    """What each is called, or its id."""
    return [names.get(id, id) for id in ids]
