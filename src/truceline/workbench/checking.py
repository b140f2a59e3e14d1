"""What was noted of a data set's rows when they were imported, found again in the stored rows."""

from collections.abc import Iterator

from attrs import evolve

from truceline.exchange.ucdp.checks import RowCheck
from truceline.exchange.ucdp.codebook import NAME, codebook
from truceline.exchange.ucdp.columns import layout_of
from truceline.record.datasets import read_rows
from truceline.record.snapshot import Snapshot
from truceline.record.store import Record
from truceline.values.problems import Problem

# Rows of a file are counted as lines are: the first stands under the header.
_FIRST_ROW = 2


def noted_in_datasets(record: Record, snapshot: Snapshot) -> Iterator[Problem]:
    """Problems of rows that were imported all the same, with the data set they stand in."""
    for dataset in snapshot.datasets.values():
        if dataset.codebook != NAME:
            continue
        columns, rows = read_rows(record.dataset_path(dataset))
        layout, _, noted = layout_of(columns, codebook())
        checks = RowCheck(layout, codebook())
        for number, row in enumerate(rows, start=_FIRST_ROW):
            checks.faults(number, row)
        for problem in (*noted, *checks.noted):
            yield evolve(problem, file=dataset.id, path=f"row {problem.line} {problem.path}")
