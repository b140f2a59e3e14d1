"""The columns of a table of reports, as text or typed by whoever wrote it, and what is wrong with them."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq
from attrs import field, frozen
from numpy.typing import NDArray

from truceline.values.problems import Problem, Problems, ValueProblem

FORMAT = "truceline-reports/1"
V = TypeVar("V")

REQUIRED = ("incident", "source")
TEXTS = (
    "incident", "source", "through", "basis", "document", "said", "published", "retracted", "happened", "until",
    "zone", "fills", "place", "kind", "perpetrator", "targets", "participants", "part_of",
)  # fmt: skip
DEGREES = ("longitude", "latitude")
WHOLE = ("km", "killed_low", "killed_best", "killed_high")
SWITCHES = ("hedged", "sums_up")
COLUMNS = (*TEXTS, *DEGREES, *WHOLE, *SWITCHES)
_SUFFIXES = (".parquet", ".csv")
BETWEEN = "\x1f"
"""What stands between a date and its zone while they are read; no text of a table should hold it."""

_YES, _NO = ("true", "yes", "1"), ("false", "no", "0")
NOTHING = -1


@frozen(eq=False)
class Codes:
    """A column whose values repeat: row ``i`` holds ``values[codes[i]]``; -1 where it holds nothing."""

    codes: NDArray[np.int32]
    values: Sequence[Any]


@frozen
class Sheet:
    """A table of reports, its faults as they are found, and the hash of its file, or of its files' hashes."""

    table: pa.Table
    sha256: str
    faults: list[Problem] = field(factory=list)
    _unread: dict[str, NDArray[np.bool_]] = field(factory=dict, init=False)

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def has(self, name: str) -> bool:
        """Whether there is such a column."""
        return name in self.table.column_names

    def text(self, name: str) -> pa.Array:
        """A column as text; empty cells, and those of a column that is not there, are null."""
        if not self.has(name):
            return pa.nulls(len(self), pa.string())
        column = self.table.column(name).combine_chunks()
        column = column.dictionary_decode() if pa.types.is_dictionary(column.type) else column
        if pa.types.is_timestamp(column.type):
            column = pc.strftime(column, "%Y-%m-%dT%H:%MZ" if column.type.tz else "%Y-%m-%dT%H:%M")
        trimmed = pc.utf8_trim_whitespace(column.cast(pa.string()))
        return pc.if_else(pc.equal(trimmed, ""), None, trimmed)

    def read(self, name: str, parse: Callable[[str], V]) -> Codes:
        """A column read value by value, each different one once; what cannot be read is a fault."""
        return self.parsed(name, self.text(name), parse)

    def parsed(self, name: str, cells: pa.Array, parse: Callable[[str], V]) -> Codes:
        """Cells read value by value, as a column of that name."""
        coded = pc.dictionary_encode(cells)
        coded = coded.combine_chunks() if isinstance(coded, pa.ChunkedArray) else coded
        codes = pc.fill_null(coded.indices, NOTHING).to_numpy(zero_copy_only=False).astype(np.int32)
        numbers: dict[V, int] = {}
        again = np.empty(len(coded.dictionary) + 1, np.int32)
        again[-1] = NOTHING
        for code, text in enumerate(coded.dictionary.to_pylist()):
            try:
                again[code] = numbers.setdefault(parse(text), len(numbers))
            except ValueProblem as error:
                again[code] = NOTHING
                self._unread[name] = self.unread(name) | (codes == code)
                self.fault(error.problem.code, codes == code, text, name)
        return Codes(again[codes], tuple(numbers))

    def unread(self, name: str) -> NDArray[np.bool_]:
        """Where a cell of a column could not be read, which is told already: nothing follows from its being empty."""
        return self._unread.get(name, np.zeros(len(self), np.bool_))

    def figures(self, name: str, kind: Any) -> tuple[NDArray[Any], NDArray[np.bool_]]:
        """A column of numbers, and where there are any."""
        plain = self.table.column(name).combine_chunks() if self.has(name) else self.text(name)
        if not (pa.types.is_integer(plain.type) or pa.types.is_floating(plain.type)):
            read = self.parsed(name, self.text(name), _number)
            plain = pa.array([*read.values, None], pa.float64()).take(
                pa.array(read.codes % (len(read.values) + 1))
            )
        given = pc.is_valid(plain).to_numpy(zero_copy_only=False)
        numbers = pc.fill_null(plain, 0).to_numpy(zero_copy_only=False)
        given &= ~np.isnan(numbers)
        numbers = np.where(given, numbers, 0)
        if kind is np.int32:
            self.fault("reports.whole", given & ((numbers % 1 != 0) | (abs(numbers) >= _MOST)), "", name)
            self.fault("count.negative", given & (numbers < 0), "", name)
            numbers = np.clip(numbers, 0, _MOST)
        return numbers.astype(kind), given

    def switch(self, name: str) -> NDArray[np.bool_]:
        """A column of yes and no; an empty cell is no."""
        read = self.read(name, _yes)
        return np.array([*read.values, False], np.bool_)[read.codes]

    def fault(self, code: str, rows: NDArray[np.bool_], value: str, name: str) -> None:
        """Note what is wrong in some rows, if any, once: where first, and in how many."""
        places = np.flatnonzero(rows)
        if not len(places):
            return
        first = int(places[0])
        shown = value.split(BETWEEN, maxsplit=1)[0] or str(self.text(name)[first].as_py())
        more = _more(len(places) - 1)
        self.faults.append(Problem(code, f"{shown!r}{more}", line=first + 1, path=name))


_MOST = 2**31 - 2


def _more(rows: int) -> str:
    return f" (and in {rows} more row{'s' if rows > 1 else ''})" if rows else ""


def _said(error: Exception) -> str:
    """What a reader complains of, in one line."""
    return str(error).splitlines()[0][:200].rstrip(".")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ValueProblem("reports.number", text) from None


def _yes(text: str) -> bool:
    if text.lower() not in (*_YES, *_NO):
        raise ValueProblem("reports.switch", text)
    return text.lower() in _YES


def open_sheet(path: Path) -> Sheet:
    """The table of a Parquet or CSV file, or of all such files of a folder, in order of their names.

    Raises:
        Problems: ``reports.file``, ``reports.columns``, ``input.unknown_key`` or ``input.missing_key``.
    """
    files = sorted(one for one in path.rglob("*") if one.suffix in _SUFFIXES) if path.is_dir() else [path]
    if not files:
        raise Problems([Problem("reports.file", path.name)])
    hashes, tables, faults = list[bytes](), [], list[Problem]()
    for file in files:
        try:
            data = file.read_bytes()
            hashes.append(hashlib.sha256(data).digest())
            table = _table(file, data)
        except (OSError, pa.ArrowException) as error:
            faults.append(Problem("reports.file", _said(error), file=file.name))
            continue
        faults += _of_columns(table.column_names, file.name)
        tables.append(table)
    if faults:
        raise Problems(faults)
    try:
        whole = pa.concat_tables(tables, promote_options="permissive")
    except pa.ArrowException as error:
        raise Problems([Problem("reports.file", _said(error), file=path.name)]) from error
    digest = hashlib.sha256(b"".join(hashes)).digest() if path.is_dir() else hashes[0]
    return Sheet(whole, digest.hex())


def _table(file: Path, data: bytes) -> pa.Table:
    if file.suffix != ".csv":
        return pq.read_table(pa.BufferReader(data))
    head = data.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("utf-8", "replace").strip()
    names = [name.strip().strip('"') for name in head.split(",")]
    return pa.csv.read_csv(
        pa.BufferReader(data),
        parse_options=pa.csv.ParseOptions(newlines_in_values=True),
        # As text, whatever it looks like: an id of digits is no number.
        convert_options=pa.csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string())),
    )


def _of_columns(names: Sequence[str], file: str) -> list[Problem]:
    unknown = [name for name in names if name not in COLUMNS]
    found = [Problem("input.unknown_key", ", ".join(unknown), file=file)] if unknown else []
    found += [Problem("input.missing_key", name, file=file) for name in REQUIRED if name not in names]
    twice = [name for name, count in Counter(names).items() if count > 1]
    return [*found, *(Problem("dataset.columns", name, file=file) for name in twice)]
