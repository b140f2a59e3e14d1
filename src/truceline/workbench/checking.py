"""What was noted of a data set's rows when they were imported, found again in the stored rows."""

from collections.abc import Iterator

from attrs import evolve

from truceline.exchange.ucdp.cells import Wholes
from truceline.exchange.ucdp.checks import RowCheck
from truceline.exchange.ucdp.codebook import NAME, codebook
from truceline.exchange.ucdp.coding import incident_of
from truceline.exchange.ucdp.columns import layout_of
from truceline.record.datasets import read_rows
from truceline.record.snapshot import Snapshot
from truceline.record.store import Record
from truceline.values.problems import Problem


def noted_in_datasets(record: Record, snapshot: Snapshot) -> Iterator[Problem]:
    """Problems of rows that were imported all the same, each with its data set and its incident.

    Not with its row: rows of the file that were left out or passed over are not stored, so those behind them moved up.
    """
    for dataset in snapshot.datasets.values():
        if dataset.codebook != NAME:
            continue
        columns, rows = read_rows(record.dataset_path(dataset))
        layout, _, noted = layout_of(columns, codebook())
        checks = RowCheck(layout, codebook())
        for problem in noted:
            yield evolve(problem, file=dataset.id, line=None, path=f"column {problem.path}")
        id_of = Wholes()
        for number, row in enumerate(rows):
            known = len(checks.noted)
            checks.faults(number, row)
            for problem in checks.noted[known:]:
                id = id_of[str(row[layout.places["id"]])].value
                assert id is not None  # what is stored was found without fault
                yield evolve(problem, file=dataset.id, line=None, path=f"{incident_of(id)} {problem.path}")
