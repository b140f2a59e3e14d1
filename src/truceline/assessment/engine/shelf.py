"""A shelf on disk for what is gathered and scanned, by the hashes of all it was made from.

Nothing on it is trusted: an entry is read only under the key of what it should be, every file must have the
hash noted beside it, and every code must stand for something; else it is as if it were not there. An
entry is written beside and put in place whole, so that two may write at once and either may be stopped.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from attrs import frozen

from truceline.assessment.engine.clauses import Static
from truceline.assessment.engine.columns import own_array, read_reports, write_reports
from truceline.assessment.engine.joining import is_sound
from truceline.assessment.engine.reports import Reports
from truceline.assessment.engine.static import Scanned
from truceline.record.snapshot import Snapshot

R = TypeVar("R")
FORMAT = "truceline-shelf/1"
MOST_BYTES = 1 << 30
"""More than a gibibyte is not kept: the entries that were not used for longest are dropped."""
_SUMS, _ANSWER = "sums.json", "answer.json"
_DRAFT = ".part"
_ABANDONED = 3600
"""Seconds after which nobody is writing a draft any more."""


def key_of(snapshot: Snapshot) -> str:
    """The key of what is gathered of a snapshot: all that it holds, and the code that reads it."""
    digest = hashlib.sha256(FORMAT.encode())
    for word in (code_hash(_WITHOUT_FINDINGS), snapshot.origin, snapshot.root, str(snapshot.size)):
        digest.update(f"{len(word)}:{word}".encode())
    # What is left of a snapshot for whoever may not see all has the same root.
    for items in (snapshot.claims, snapshot.statements.values(), snapshot.links, snapshot.judgements):
        digest.update(f"{len(items)}:".encode())
        for item in items:
            digest.update(item.id.encode())
    for table in (snapshot.sources, snapshot.documents, snapshot.actors, snapshot.places):
        digest.update("\n".join(table).encode())
    return digest.hexdigest()


def code_hash(without: Iterable[str]) -> str:
    """The hash of the program's own text but for some packages, so that another version finds nothing."""
    digest, aside = hashlib.sha256(), {"__pycache__", *without}
    waiting = [resources.files("truceline")]
    while waiting:
        for item in sorted(waiting.pop().iterdir(), key=lambda one: one.name):
            if item.is_dir() and item.name not in aside:
                waiting.append(item)
            elif item.name.endswith((".py", ".toml")):
                digest.update(item.name.encode())
                digest.update(hashlib.sha256(item.read_bytes()).digest())
    return digest.hexdigest()


_WITHOUT_FINDINGS = ("workbench",)


@frozen
class Shelf:
    """A folder of entries of one snapshot; files get the permissions ``mode``."""

    folder: Path
    key: str
    mode: int
    most_bytes: int = MOST_BYTES

    def reports(self) -> Reports | None:
        """What was gathered of the snapshot, if it is there and sound."""
        return self._read("reports", self.key, _sound_reports)

    def keep_reports(self, reports: Reports) -> None:
        """Keep what was gathered of the snapshot."""
        self._write("reports", self.key, lambda draft: write_reports(reports, draft))

    def scanned(self, wanted: Sequence[Static], rows: int) -> dict[Static, Scanned] | None:
        """The candidates of these clauses among so many rows, if all are there and sound."""
        return self._read(
            "scanned", self._key_of(wanted), lambda folder: _sound_scanned(folder, wanted, rows)
        )

    def keep_scanned(self, found: Mapping[Static, Scanned]) -> None:
        """Keep the candidates of these clauses."""
        self._write("scanned", self._key_of(found), lambda draft: _write_scanned(draft, found))

    def answer(self, read: Callable[[str], R | None]) -> R | None:
        """What was answered under this key, if it is there and ``read`` finds it sound."""
        return self._read("answer", self.key, lambda folder: read((folder / _ANSWER).read_text("utf-8")))

    def keep_answer(self, text: str) -> None:
        """Keep an answer under this key."""

        def write(draft: Path) -> None:
            draft.mkdir(mode=0o700)
            (draft / _ANSWER).write_text(text, "utf-8")

        self._write("answer", self.key, write)

    def _key_of(self, clauses: Iterable[Static]) -> str:
        return hashlib.sha256("\n".join([self.key, *map(repr, clauses)]).encode()).hexdigest()

    def _read(self, kind: str, key: str, read: Callable[[Path], R | None]) -> R | None:
        entry = self.folder / f"{kind}-{key}"
        try:
            found = read(entry) if _is_whole(entry) else None
            if found is not None:
                os.utime(entry)
        except Exception:  # noqa: BLE001 - whatever is wrong with it, it is made again
            found = None
        if found is None:
            shutil.rmtree(entry, ignore_errors=True)
        return found

    def _write(self, kind: str, key: str, write: Callable[[Path], None]) -> None:
        """Put an entry in place whole; where that cannot be, nothing is kept."""
        draft = self.folder / f"{uuid4().hex}{_DRAFT}"
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            write(draft)
            _note_sums(draft)
            _permit(draft, self.mode)
            _permit_folder(self.folder, self.mode)
            draft.rename(self.folder / f"{kind}-{key}")
        except OSError:
            shutil.rmtree(draft, ignore_errors=True)
        self._drop_oldest()

    def _drop_oldest(self) -> None:
        """Drop the entries not used for longest while there is too much, and what others left half done."""
        try:
            entries = sorted(self.folder.iterdir(), key=lambda entry: entry.stat().st_mtime, reverse=True)
            held, newest = 0, entries[0].stat().st_mtime
            for entry in entries:
                held += sum(file.stat().st_size for file in entry.iterdir())
                left = entry.suffix == _DRAFT and entry.stat().st_mtime < newest - _ABANDONED
                if held > self.most_bytes or left:
                    shutil.rmtree(entry, ignore_errors=True)
        except OSError:
            return  # somebody else is tidying up


def _is_whole(entry: Path) -> bool:
    """Whether an entry has exactly the files noted in it, with the hashes noted."""
    noted = json.loads((entry / _SUMS).read_text("utf-8"))
    return bool(noted == {"format": FORMAT, "files": _sums(entry)})


def _sums(entry: Path) -> dict[str, str]:
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(entry.iterdir())
        if file.name != _SUMS
    }


def _note_sums(draft: Path) -> None:
    text = json.dumps({"format": FORMAT, "files": _sums(draft)}, sort_keys=True)
    (draft / _SUMS).write_text(text, "utf-8")


def _permit(draft: Path, mode: int) -> None:
    """Give a draft's files a record's permissions."""
    for file in draft.iterdir():
        file.chmod(mode & 0o666)
    _permit_folder(draft, mode)


def _permit_folder(folder: Path, mode: int) -> None:
    folder.chmod(0o700 | mode & 0o044 | (mode & 0o044) >> 2)


def _sound_reports(folder: Path) -> Reports | None:
    reports = read_reports(folder)
    return reports if is_sound(reports) else None


def _write_scanned(draft: Path, found: Mapping[Static, Scanned]) -> None:
    draft.mkdir(mode=0o700)
    none = np.zeros(0, np.int32)
    table = pa.table({
        "row": np.concatenate([none, *(one.rows for one in found.values())]),
        "code": np.concatenate([none.astype(np.uint8), *(one.codes for one in found.values())]),
    })  # fmt: skip
    pq.write_table(table, draft / "candidates.parquet", compression="zstd")
    counts = pa.table({"candidates": np.array([len(one.rows) for one in found.values()], np.int64)})
    pq.write_table(counts, draft / "clauses.parquet")


def _sound_scanned(folder: Path, wanted: Sequence[Static], rows: int) -> dict[Static, Scanned] | None:
    table = pq.read_table(folder / "candidates.parquet")
    counts = own_array(pq.read_table(folder / "clauses.parquet"), "candidates")
    row, code = own_array(table, "row"), own_array(table, "code")
    stops = np.concatenate([[0], np.cumsum(counts)])
    told: Any = (code & 3, code >> 2 & 3)
    sound = (
        len(counts) == len(wanted)
        and bool((counts >= 0).all())
        and stops[-1] == len(row)
        and bool(((row >= 0) & (row < rows)).all())
        and all(bool(((truth == 1) | (truth == _YES)).all()) for truth in told)
        and bool((code >> 4 <= _YES).all())
    )
    if not sound:
        return None
    return {
        one: Scanned(row[stops[number] : stops[number + 1]], code[stops[number] : stops[number + 1]])
        for number, one in enumerate(wanted)
    }


_YES = 2
