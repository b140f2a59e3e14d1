"""Imported files kept row by row: Parquet beside the log, named by its own hash.

Invariant: every cell is the text of the file as received, or null where the file has none;
so the bytes of a row, and with them the root over all rows, follow from the file alone.
"""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from truceline.testimony.batch import Dataset
from truceline.values.problems import Problem, Problems
from truceline.values.seal import file_hash, leaf_hash, root_hash

Cells: TypeAlias = Sequence[str | None]
_BATCH_ROWS = 4096


def row_bytes(columns: Sequence[str], row: Cells) -> bytes:
    """The canonical bytes of a row: RFC 8785 JSON of column -> text or null.

    >>> row_bytes(["id", "best"], ["233200", None])
    b'{"best":null,"id":"233200"}'
    """
    return next(rows_bytes(columns, [row]))


def rows_bytes(columns: Sequence[str], rows: Iterable[Cells]) -> Iterator[bytes]:
    """The canonical bytes of each row, in order.

    Of text and null alone, the standard library spells what RFC 8785 does, several times
    faster than the library for it, once the columns stand in its order (UTF-16 code units).

    Raises:
        ValueError: for a row that has not one cell a column.
    """
    order = sorted(range(len(columns)), key=lambda place: columns[place].encode("utf-16-be"))
    for row in rows:
        if len(row) != len(columns):
            raise ValueError(f"{len(row)} cells under {len(columns)} columns")
        plain = {columns[place]: row[place] for place in order}
        yield json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()


def rows_root(columns: Sequence[str], rows: Iterable[Cells]) -> str:
    """The Merkle root (RFC 6962) over the canonical bytes of the rows, in hexadecimal."""
    return root_hash([leaf_hash(each) for each in rows_bytes(columns, rows)]).hex()


def write_parquet(rows: Iterable[Cells], columns: Sequence[str], folder: Path) -> tuple[Path, str]:
    """A Parquet file of these rows in ``folder``, named by the SHA-256 that is also returned.

    Raises:
        Problems: ``dataset.columns`` when a column has no name or two have the same.
    """
    if len(set(columns)) != len(columns) or not all(columns):
        raise Problems([Problem("dataset.columns", ", ".join(repr(name) for name in columns))])
    schema = pa.schema([(name, pa.string()) for name in columns])
    given = list(rows)
    cells = [pa.array([row[place] for row in given], pa.string()) for place in range(len(columns))]
    draft = folder / f"{uuid4().hex}.part"
    pq.write_table(pa.Table.from_arrays(cells, schema=schema), draft, compression="zstd")
    return _settle(draft, file_hash(draft.read_bytes()), folder)


def read_rows(path: Path) -> tuple[tuple[str, ...], Iterator[tuple[str | None, ...]]]:
    """The columns of a stored file, and its rows in order.

    Raises:
        pyarrow.ArrowInvalid: when it is no Parquet file.
    """
    with pq.ParquetFile(path) as file:
        columns = tuple(str(name) for name in file.schema_arrow.names)
    return columns, _rows_of(path)


def _rows_of(path: Path) -> Iterator[tuple[str | None, ...]]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=_BATCH_ROWS):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def keep_file(path: Path, dataset: Dataset, folder: Path) -> Path:
    """Copy a dataset's Parquet file into the record's folder, once it is proved to be that.

    Raises:
        Problems: as :func:`faults_of_file`.
    """
    if faults := faults_of_file(path, dataset):
        raise Problems(faults)
    kept = folder / f"{dataset.stored}.parquet"
    if not kept.exists():
        draft = folder / f"{uuid4().hex}.part"
        draft.write_bytes(path.read_bytes())
        _settle(draft, dataset.stored, folder)
    return kept


def file_of(dataset: Dataset, folder: Path) -> Path:
    """Where a dataset's file is, after checking that it is still the same.

    Raises:
        Problems: ``dataset.missing``, or ``dataset.altered`` when its SHA-256 is another.
    """
    path = folder / f"{dataset.stored}.parquet"
    if faults := _faults_of_bytes(path, dataset):
        raise Problems(faults)
    return path


def faults_of_file(path: Path, dataset: Dataset) -> list[Problem]:
    """Whether a file is the one the dataset describes: its hash, its rows and their root.

    Codes: ``dataset.missing``, ``dataset.altered``, ``dataset.rows``.
    """
    if faults := _faults_of_bytes(path, dataset):
        return faults
    columns, rows = read_rows(path)
    leaves = [leaf_hash(each) for each in rows_bytes(columns, rows)]
    root = root_hash(leaves).hex()
    if len(leaves) != dataset.rows or root != dataset.root:
        found = f"{dataset.id}: {len(leaves)} rows under {root}, {dataset.rows} rows under {dataset.root}"
        return [Problem("dataset.rows", found, file=path.name)]
    return []


def _faults_of_bytes(path: Path, dataset: Dataset) -> list[Problem]:
    if not path.is_file():
        return [Problem("dataset.missing", f"{dataset.id}: {path.name}")]
    if (found := file_hash(path.read_bytes())) != dataset.stored:
        return [Problem("dataset.altered", f"{dataset.id}: {found}", file=path.name)]
    return []


def _settle(draft: Path, digest: str, folder: Path) -> tuple[Path, str]:
    """Give a finished file its name, surviving the loss of power."""
    flush(draft)
    final = folder / f"{digest}.parquet"
    draft.replace(final)
    flush(folder)
    return final, digest


def flush(path: Path) -> None:
    """Have a file's bytes, or a folder's names, on the disk before going on."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
