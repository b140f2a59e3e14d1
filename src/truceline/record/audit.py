"""Verifying a record: that it still says, byte for byte, what was written.

What no record can show by itself is that its log was not rewritten whole, hashes and
triggers included: for that, compare :meth:`Record.root` at some size with what somebody
else noted down earlier.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import define

from truceline.record.datasets import faults_of_file
from truceline.record.entries import Entry, hash_entry, read_entry
from truceline.record.index import Projections
from truceline.record.log import Row
from truceline.record.store import DATASETS, INDEX_FILE, Record
from truceline.testimony.batch import Dataset
from truceline.values.problems import Problem, ValueProblem
from truceline.values.seal import canonical


def verify(record: Record) -> list[Problem]:
    """Everything that is not as it was written, at once; empty when all is well.

    Checked: the storage's own safeguards, the sequence, each leaf hash against its body, the
    one spelling of each body, the order of recording, each item, the projections against a
    rebuild, and each dataset's file, rows and root. Entries are named in ``path``.
    """
    faults = [Problem("audit.storage", text) for text in record.log.faults()]
    walk = _Walk(record)
    for row in record.log.rows(0, record.size):
        faults += walk.faults_of(row)
    faults += _faults_of_projections(record)
    return faults


@define
class _Walk:
    """From entry to entry, with what the next one is measured by."""

    _record: Record
    _due: int = 0
    _last: datetime | None = None

    def faults_of(self, row: Row) -> Iterator[Problem]:
        place = f"entry {row.seq}"
        if row.seq != self._due:
            yield Problem("audit.gap", f"{place}, where {self._due} is due", path=place)
        self._due = row.seq + 1
        if (found := hash_entry(row.body)) != row.leaf:
            yield Problem("audit.leaf", f"{found.hex()}, kept as {row.leaf.hex()}", path=place)
        try:
            entry = read_entry(row.seq, row.leaf, row.body)
        except ValueProblem as fault:
            yield Problem(fault.problem.code, fault.problem.value, path=place)
        else:
            yield from self._faults_of_entry(entry, row.body, place)

    def _faults_of_entry(self, entry: Entry, body: bytes, place: str) -> Iterator[Problem]:
        if canonical(entry.body) != body:
            yield Problem("audit.spelling", place, path=place)
        if self._last is not None and entry.recorded_at < self._last:
            yield Problem("audit.order", f"{entry.recorded_at} after {self._last}", path=place)
        self._last = entry.recorded_at
        if not entry.is_of_this_version:
            return
        try:
            item = entry.item
        except ValueProblem as fault:
            yield Problem(fault.problem.code, fault.problem.value, path=place)
            return
        if isinstance(item, Dataset):
            yield from self._faults_of_dataset(item)

    def _faults_of_dataset(self, dataset: Dataset) -> list[Problem]:
        return faults_of_file(self._record.path / DATASETS / f"{dataset.stored}.parquet", dataset)


def _faults_of_projections(record: Record) -> Iterator[Problem]:
    with TemporaryDirectory() as folder:
        anew = Projections.open(Path(folder) / INDEX_FILE, record.log)
        expected = anew.dump()
        anew.close()
    for table, rows in record.index.dump().items():
        if rows != expected[table]:
            amiss = sorted({row[0] for row in set(rows) ^ set(expected[table])})
            entries = ", ".join(str(seq) for seq in amiss[:10])
            yield Problem("audit.projection", f"{table}: entries {entries}", file=INDEX_FILE)
