"""The record: a folder holding the log, what can be looked up in it, and imported files.

Invariant: what an ``append`` that returned has added is in the log for good, whatever
happens next; one that raised has added nothing. Nothing here reads a clock.
"""

import re
import shutil
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from attrs import define, frozen

from truceline.record.admission import Plan, plan_batch
from truceline.record.backends.sqlite import SqliteLog
from truceline.record.corrections import plan_end, plan_ending, plan_notice, plan_replacement
from truceline.record.datasets import faults_of_file, file_of, flush, keep_file
from truceline.record.entries import (
    ITEM_TYPES,
    Custody,
    Ending,
    EndingHow,
    Entry,
    EntryKind,
    Issued,
    read_entry,
    read_moment,
    seal_entry,
    write_moment,
)
from truceline.record.index import Found, Projections
from truceline.record.log import Log, Writer
from truceline.record.snapshot import Snapshot, snapshot_of
from truceline.testimony.batch import Batch, Dataset
from truceline.testimony.codec import Body
from truceline.testimony.document import Document
from truceline.testimony.register import Actor, Place, Source
from truceline.values.problems import Problem, Problems, ValueProblem
from truceline.values.seal import root_hash

LOG_FILE = "log.db"
INDEX_FILE = "index.db"
DATASETS = "datasets"
AGREEMENT_MEDIA_TYPE = "application/vnd.truceline.agreement+toml"
VIEW_MEDIA_TYPE = "application/vnd.truceline.view+toml"
_ORIGIN = re.compile(r"[^\s+]+")


@frozen
class Appended:
    """How many items an append added, how many were there already, and the ids of the added."""

    added: int
    known: int
    ids: tuple[str, ...]


@define(eq=False, repr=False)
class Record:
    """What we know and since when we know it, unalterably.

    A context manager: leaving it closes the files.
    """

    path: Path
    log: Log
    index: Projections

    @classmethod
    def create(cls, path: Path, *, origin: str) -> Self:
        """A new, empty record in a folder that is not there yet.

        ``origin`` names the log among all logs, as a host and path without spaces or plus
        signs (C2SP tlog-checkpoint): ``records.example/geneva``.

        Raises:
            Problems: ``record.origin`` or ``record.exists``.
        """
        if not _ORIGIN.fullmatch(origin):
            raise Problems([Problem("record.origin", repr(origin))])
        if path.exists():
            raise Problems([Problem("record.exists", str(path))])
        draft = path.with_name(f"{path.name}.{uuid4().hex}.part")
        try:
            (draft / DATASETS).mkdir(parents=True)
            SqliteLog.create(draft / LOG_FILE, origin=origin).close()
            draft.rename(path)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        flush(path.parent)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> Self:
        """The record in a folder; what can be looked up is brought up to the log first.

        Raises:
            Problems: ``record.missing``, ``record.format``, ``record.unsafe_sqlite``,
                ``record.not_durable`` or ``record.storage``.
        """
        if not (path / LOG_FILE).is_file():
            raise Problems([Problem("record.missing", str(path))])
        try:
            log = SqliteLog.open(path / LOG_FILE)
            try:
                return cls(path, log, Projections.open(path / INDEX_FILE, log))
            except BaseException:
                log.close()
                raise
        except ValueProblem as fault:
            raise Problems([fault.problem]) from fault

    def close(self) -> None:
        """Let go of all files."""
        self.index.close()
        self.log.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Record({str(self.path)!r}, origin={self.origin!r})"

    @property
    def origin(self) -> str:
        """The log's name among all logs."""
        return self.log.origin

    @property
    def size(self) -> int:
        """How many entries there are."""
        return self.log.size

    def root(self, size: int | None = None) -> str:
        """The Merkle root (RFC 6962) over the first ``size`` entries, in hexadecimal.

        Raises:
            ValueProblem: ``record.size`` when there are fewer.
        """
        return root_hash(self.log.leaves(self._checked(size))).hex()

    def entries(self, start: int = 0, stop: int | None = None) -> Iterator[Entry]:
        """The entries from ``start`` up to, not including, ``stop``.

        Raises:
            ValueProblem: ``record.size``; ``record.entry_unreadable`` for a damaged one.
        """
        rows = self.log.rows(start, self._checked(stop))
        return (read_entry(row.seq, row.leaf, row.body) for row in rows)

    def snapshot(self, size: int | None = None) -> Snapshot:
        """What the first ``size`` entries add up to; all of them when none is given.

        Raises:
            ValueProblem: as :meth:`entries`.
        """
        return snapshot_of(self.entries(0, size), origin=self.origin)

    def size_known_by(self, moment: datetime) -> int:
        """How many entries were recorded at or before an instant (semantics 4, *known-by*)."""
        return bisect_right(range(self.size), moment, key=lambda seq: self._entry(seq).recorded_at)

    def find(self, prefix_or_label: str) -> list[Found]:
        """Items by id, start of an id, handle, name or title; see :meth:`Projections.find`."""
        return self.index.find(prefix_or_label)

    def latest(self, kind: EntryKind, ids: Iterable[str]) -> dict[str, Entry]:
        """Of these ids, those held, ended or not, each with its last entry.

        Raises:
            ValueProblem: as :meth:`entries`.
        """
        return {id: self._entry(found.seq) for id, found in self.index.latest(kind, ids).items()}

    def append(self, batch: Batch, *, by: str, at: datetime) -> Appended:
        """Enter what is new of a batch, in one transaction; known items are passed over.

        ``at`` is now, as the caller reads it; an entry is never recorded before the last one.

        Raises:
            Problems: everything wrong with the batch; nothing of it was kept.
        """
        return self._write(lambda held: plan_batch(batch, held), by, at)

    def append_entry(
        self, kind: EntryKind, item: Document | Ending | Issued | Custody, *, by: str, at: datetime
    ) -> Appended:
        """Enter a single document, ending, issued report or step of custody.

        Raises:
            Problems: everything wrong with it.
            TypeError: when the item is not of that kind.
        """
        if not isinstance(item, ITEM_TYPES[kind]):
            raise TypeError(f"a {type(item).__name__} is no {kind.value}")
        if isinstance(item, Document):
            return self.append(Batch(documents=(item,)), by=by, at=at)
        if isinstance(item, Ending):
            return self._write(lambda held: plan_ending(item, held), by, at)
        return self._write(lambda held: plan_notice(kind, item, held), by, at)

    def end(  # noqa: PLR0913 - an ending says what, how, for what, why, by whom and when
        self, target: str, how: EndingHow, *, replaced_by: Batch | None, reason: str, by: str, at: datetime
    ) -> Appended:
        """End a claim, link, judgement, statement (with its claims) or dataset, for good reason.

        Raises:
            Problems: everything wrong with the replacement; ``record.unknown_id``,
                ``record.not_endable``, ``record.already_ended``, ``record.replaces_itself``.
        """
        batch = replaced_by or Batch()
        return self._write(lambda held: plan_end(target, how, reason, batch, held), by, at)

    def replace_document(self, document: Document, *, reason: str, by: str, at: datetime) -> Appended:
        """Enter a newer text under the same id; the earlier one stays in the log.

        Raises:
            Problems: what is wrong with the newer form.
        """
        return self._write(lambda held: plan_replacement(EntryKind.DOCUMENT, document, reason, held), by, at)

    def replace_registered(
        self, item: Source | Actor | Place, *, reason: str, by: str, at: datetime
    ) -> Appended:
        """Enter a newer form of a source, an actor or a place; the earlier one stays in the log.

        Raises:
            Problems: what is wrong with the newer form.
        """
        kind = _REGISTERED[type(item)]
        return self._write(lambda held: plan_replacement(kind, item, reason, held), by, at)

    def store_dataset(self, dataset: Dataset, file: Path) -> Path:
        """Keep a dataset's Parquet file beside the log; its entry is appended after that.

        Raises:
            Problems: ``dataset.missing``, ``dataset.altered`` or ``dataset.rows``.
        """
        return keep_file(file, dataset, self.path / DATASETS)

    def dataset_path(self, dataset: Dataset) -> Path:
        """A dataset's Parquet file, found unaltered.

        Raises:
            Problems: ``dataset.missing`` or ``dataset.altered``.
        """
        return file_of(dataset, self.path / DATASETS)

    def _write(self, planned: Callable[["Holdings"], Plan], by: str, at: datetime) -> Appended:
        if not by:
            raise Problems([Problem("record.nobody", repr(by))])
        now = read_moment(write_moment(at))
        with self.log.writing() as writer:
            # Nobody else appends from here on, so what can be looked up stays true.
            self.index.catch_up()
            plan = planned(Holdings(self.log, self.index, self.path / DATASETS))
            writer.add(_sealed(plan, by, self._moment(writer, now)))
        self.index.catch_up()
        return Appended(added=len(plan.ids), known=plan.known, ids=plan.ids)

    def _moment(self, writer: Writer, now: datetime) -> datetime:
        return max(now, self._entry(writer.size - 1).recorded_at) if writer.size else now

    def _entry(self, seq: int) -> Entry:
        return next(self.entries(seq, seq + 1))

    def _checked(self, size: int | None) -> int:
        there = self.size
        if size is None:
            return there
        if not 0 <= size <= there:
            raise ValueProblem("record.size", f"@{size}; the record has {there}")
        return size


_REGISTERED: dict[type[Any], EntryKind] = {
    Source: EntryKind.SOURCE,
    Actor: EntryKind.ACTOR,
    Place: EntryKind.PLACE,
}


@frozen
class Holdings:
    """What a record holds, as those ask who plan an append (admission.Held)."""

    log: Log
    index: Projections
    datasets: Path

    def latest(self, kind: EntryKind, ids: Iterable[str]) -> dict[str, Found]:
        return self.index.latest(kind, ids)

    def item_body(self, seq: int) -> Body:
        (row,) = self.log.rows(seq, seq + 1)
        item: Body = read_entry(row.seq, row.leaf, row.body).body["item"]
        return item

    def claims_on(self, statement: str) -> list[str]:
        return self.index.claims(statement=statement)

    def faults_of_file(self, dataset: Dataset) -> list[Problem]:
        return faults_of_file(self.datasets / f"{dataset.stored}.parquet", dataset)

    def root(self, size: int) -> str | None:
        leaves = self.log.leaves(size)
        return root_hash(leaves).hex() if len(leaves) == size else None


def _sealed(plan: Plan, by: str, at: datetime) -> list[bytes]:
    """The bytes of all entries of a plan.

    Raises:
        Problems: every ``record.not_canonical``.
    """
    bodies, faults = [], []
    for kind, item in plan.entries:
        try:
            bodies.append(seal_entry(kind, item, by=by, at=at))
        except ValueProblem as fault:
            faults.append(fault.problem)
    if faults:
        raise Problems(faults)
    return bodies
