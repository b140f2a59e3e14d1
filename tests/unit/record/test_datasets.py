"""Imported files: every cell as it was, every row provable."""

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from truceline.record.datasets import (
    faults_of_file,
    file_of,
    keep_file,
    read_rows,
    row_bytes,
    rows_root,
    write_parquet,
)
from truceline.testimony.batch import Dataset
from truceline.values.problems import Problems
from truceline.values.seal import canonical, leaf_hash, root_hash

COLUMNS = ("id", "best", "where")
ROWS = (("1", "7", "river"), ("2", None, ""), ("3", "12", 'a "quoted" \\ name\n'))


def imported(folder: Path) -> tuple[Path, Dataset]:
    path, stored = write_parquet(ROWS, COLUMNS, folder)
    root = rows_root(COLUMNS, ROWS)
    return path, Dataset(
        "rows", "Three rows", "nobody", None, "plain", "1", "00", stored, rows=len(ROWS), root=root
    )


def test_rows_come_back_as_they_were_written(tmp_path: Path) -> None:
    path, digest = write_parquet(ROWS, COLUMNS, tmp_path)
    columns, rows = read_rows(path)
    assert (columns, tuple(rows)) == (COLUMNS, ROWS)
    assert path.name == f"{digest}.parquet"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_without_rows_keeps_its_columns(tmp_path: Path) -> None:
    columns, rows = read_rows(write_parquet([], COLUMNS, tmp_path)[0])
    assert (columns, list(rows)) == (COLUMNS, [])


def test_the_bytes_of_a_row_are_canonical_json() -> None:
    for row in ROWS:
        assert row_bytes(COLUMNS, row) == canonical(dict(zip(COLUMNS, row, strict=True)))


def test_the_root_is_over_the_rows_in_their_order() -> None:
    leaves = [leaf_hash(row_bytes(COLUMNS, row)) for row in ROWS]
    assert rows_root(COLUMNS, ROWS) == root_hash(leaves).hex()
    assert rows_root(COLUMNS, ROWS[::-1]) != rows_root(COLUMNS, ROWS)


def test_a_row_with_a_cell_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="2 cells under 3 columns"):
        row_bytes(COLUMNS, ("1", "7"))


@pytest.mark.parametrize("columns", [("id", "id"), ("id", "")])
def test_columns_need_names_of_their_own(tmp_path: Path, columns: tuple[str, ...]) -> None:
    with pytest.raises(Problems, match=r"dataset\.columns"):
        write_parquet([], columns, tmp_path)


def test_a_file_is_kept_under_its_hash_once(tmp_path: Path) -> None:
    path, dataset = imported(tmp_path)
    folder = tmp_path / "datasets"
    folder.mkdir()
    kept = keep_file(path, dataset, folder)
    assert keep_file(path, dataset, folder) == kept == file_of(dataset, folder)
    assert list(folder.iterdir()) == [kept]


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    _, dataset = imported(tmp_path)
    with pytest.raises(Problems, match=r"dataset\.missing"):
        file_of(evolve(dataset, stored="ff"), tmp_path)


def test_an_altered_file_is_not_handed_out(tmp_path: Path) -> None:
    path, dataset = imported(tmp_path)
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(Problems, match=r"dataset\.altered"):
        file_of(dataset, tmp_path)
    assert [fault.code for fault in faults_of_file(path, dataset)] == ["dataset.altered"]


@pytest.mark.parametrize("changes", [{"rows": 2}, {"root": "00"}])
def test_a_file_that_is_not_what_its_entry_says_is_not_kept(tmp_path: Path, changes: dict[str, Any]) -> None:
    path, dataset = imported(tmp_path)
    with pytest.raises(Problems, match=r"dataset\.rows"):
        keep_file(path, evolve(dataset, **changes), tmp_path)
