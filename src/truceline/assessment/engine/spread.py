"""Reports spread over Parquet parts, each of which can be assessed and added up by itself.

Invariant: rows of one local day stand in one part where several data sets tell of it, so that possible doubles are
found within it, and so do wholes and what is part of them. What only the claims of a record can tell, and
what no part can hold together, stands in one more part, ``held``, for whoever has the record.

A spread is complete once `spread.json` is there, which is written last and names every file by hash.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.fs
import pyarrow.parquet as pq
from attrs import asdict, frozen
from numpy.typing import NDArray

from truceline.assessment.engine.columns import (
    dictionaries_of,
    dictionaries_text,
    reports_of_tables,
    tables_of,
)
from truceline.assessment.engine.days import LocalDays, clocks_of, local_days_of
from truceline.assessment.engine.fitting import fitted
from truceline.assessment.engine.joining import with_own_figures
from truceline.assessment.engine.reports import ABSENT, Reports, taken
from truceline.assessment.engine.summed import (
    claimed,
    data_sets_of,
    dated,
    days_claimed,
    in_counted_document,
)
from truceline.assessment.evidence import Evidence
from truceline.values.problems import Problem, Problems

FORMAT = "truceline-spread/1"
ROWS = 1_000_000
"""How many rows a part is to have: about half a gigabyte while it is assessed."""

HELD = "held"
_INDEX, _MEANT = "spread.json", "dictionaries.json"


@frozen
class Part:
    """A part of a spread: its files by hash, how many rows are its own."""

    name: str
    rows: int
    files: dict[str, str]


@frozen
class Spread:
    """Reports as parts in a folder, which may be an address such as ``hdfs://`` or ``s3://``.

    ``of`` says what was spread, in words that only the same is said in.
    """

    folder: str
    of: str
    digest: str
    parts: tuple[Part, ...]
    held: Part


class Folder:
    """Files of a folder, on this machine or wherever Arrow's file systems reach."""

    def __init__(self, address: str) -> None:
        there = pa.fs.FileSystem.from_uri(address) if "://" in address else None
        self._system: Any = there[0] if there else pa.fs.LocalFileSystem()
        self._path: str = there[1] if there else address

    def has(self, name: str) -> bool:
        """Whether a file is there."""
        kind = self._system.get_file_info(f"{self._path}/{name}").type
        return bool(kind == pa.fs.FileType.File)

    def read(self, name: str) -> bytes:
        """What a file holds."""
        with self._system.open_input_stream(f"{self._path}/{name}") as file:
            return bytes(file.read())

    def write(self, name: str, data: bytes) -> None:
        """Put a file in place whole, or not at all; of several who write the same, one is last."""
        final = f"{self._path}/{name}"
        self._system.create_dir(final.rpartition("/")[0], recursive=True)
        draft = f"{final}.{uuid4().hex}.part"
        with self._system.open_output_stream(draft) as file:
            file.write(data)
        self._system.move(draft, final)


def spread_out(
    reports: Reports, evidence: Evidence, folder: str, *, of: str = "", rows: int = ROWS
) -> Spread:
    """Write reports of a record as parts of about so many rows."""
    reports = fitted(reports, evidence)
    days = local_days_of(reports, clocks_of(reports))
    held, day = _held(reports, days, evidence)
    place = Folder(folder)
    text = dictionaries_text(reports).encode()
    place.write(_MEANT, text)
    parts = tuple(
        _write(place, f"part-{number:05}", reports, own)
        for number, own in enumerate(_by_day(np.flatnonzero(~held), day, rows))
    )
    rest = _write(place, HELD, reports, np.flatnonzero(held))
    index = {
        "format": FORMAT,
        "of": of,
        "dictionaries": _sha256(text),
        "parts": [asdict(part) for part in parts],
    }
    data = json.dumps({**index, HELD: asdict(rest)}, sort_keys=True).encode()
    place.write(_INDEX, data)
    return Spread(folder, of, _sha256(data), parts, rest)


def open_spread(folder: str) -> Spread | None:
    """The spread in a folder; None where there is none, or none that was finished.

    Raises:
        Problems: ``spread.altered`` when it says that it is something else.
    """
    place = Folder(folder)
    if not place.has(_INDEX):
        return None
    data = place.read(_INDEX)
    try:
        index = json.loads(data)
        parts, held = tuple(Part(**part) for part in index["parts"]), Part(**index[HELD])
        of = str(index["of"])
        fits = index["format"] == FORMAT and index["dictionaries"] == _sha256(place.read(_MEANT))
    except (ValueError, KeyError, TypeError, OSError):
        fits = False
    if not fits:
        raise Problems([Problem("spread.altered", f"{folder}/{_INDEX}")])
    return Spread(folder, of, _sha256(data), parts, held)


def dictionaries(spread: Spread) -> dict[str, Any]:
    """What the codes of all parts stand for."""
    return dictionaries_of(Folder(spread.folder).read(_MEANT).decode())


def read_part(folder: str, part: Part, meant: dict[str, Any]) -> Reports:
    """The reports of a part.

    Raises:
        Problems: ``spread.altered`` when a file is not the one that was written.
    """
    place, tables = Folder(folder), {}
    for name, digest in part.files.items():
        at = f"{part.name}/{name}.parquet"
        data = place.read(at) if place.has(at) else b""
        if _sha256(data) != digest:
            raise Problems([Problem("spread.altered", f"{folder}/{at}")])
        tables[name] = pq.read_table(pa.BufferReader(data))
    return reports_of_tables(tables, meant)


def _write(place: Folder, name: str, reports: Reports, rows: NDArray[np.intp]) -> Part:
    files = {}
    for table_name, table in tables_of(with_own_figures(taken(reports, rows))).items():
        sink = pa.BufferOutputStream()
        pq.write_table(table, sink, compression="zstd")
        data = sink.getvalue().to_pybytes()
        place.write(f"{name}/{table_name}.parquet", data)
        files[table_name] = _sha256(data)
    return Part(name, len(rows), files)


def _by_day(rows: NDArray[np.intp], day: NDArray[np.int64], size: int) -> Iterator[NDArray[np.intp]]:
    """Rows in stretches of about one size, in order of their day, no day in two of them."""
    order = rows[np.argsort(day[rows], kind="stable")]
    begun = np.flatnonzero(np.diff(day[order])) + 1
    wanted = np.arange(size, len(order), size)
    places = np.searchsorted(begun, wanted)
    cuts = np.unique(begun[places[places < len(begun)]])
    yield from (np.sort(one) for one in np.split(order, cuts) if len(one))


@frozen(eq=False)
class _Ties:
    """What must stay together: the day of each row, and the whole that it is part of."""

    day: NDArray[np.int64]
    whole: NDArray[np.int32]
    single: NDArray[np.bool_]
    several: bool

    def drawn_in(self, held: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """The rows held, with all that must stay together with any of them."""
        while True:
            more = held | (self._has_whole & held[self.whole])
            more[self.whole[self._has_whole & more]] = True
            if self.several:
                # Possible doubles are looked for among all that is told of a day.
                more |= self.single & np.isin(self.day, np.unique(self.day[more & self.single]))
            if more.sum() == held.sum():
                return held
            held = more

    @property
    def _has_whole(self) -> NDArray[np.bool_]:
        known: NDArray[np.bool_] = self.whole != ABSENT
        return known


def _held(
    reports: Reports, days: LocalDays, evidence: Evidence
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """The rows that only somebody who has the record can assess and add up; and a day to sort each other by."""
    sets, by_claims = data_sets_of(reports.incidents), claimed(reports, evidence)
    held = in_counted_document(reports, evidence)
    held[by_claims] = True
    day, whole, several = days.first.astype(np.int64), reports.whole, sets.count > 1
    single = dated(days)
    if several:
        on, _ = days_claimed(reports, by_claims, evidence, sets)
        held |= single & np.isin(day, on)
    else:
        # No doubles to look for: parts go where their wholes go, whatever the day.
        day = day[_tops(whole)]
    parts = np.flatnonzero(whole != ABSENT)
    held[parts[day[parts] != day[whole[parts]]]] = True
    return _Ties(day, whole, single, several).drawn_in(held), day


_STEPS = 16


def _tops(whole: NDArray[np.int32]) -> NDArray[np.int32]:
    """For each row the whole of its whole, and so on to the end of the chain."""
    top = np.where(whole == ABSENT, np.arange(len(whole), dtype=np.int32), whole)
    for _ in range(_STEPS):
        top = top[top]
    return top


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
