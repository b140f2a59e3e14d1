"""Reports as files: Parquet tables and the dictionaries of their codes.

A folder holds `incidents.parquet` and `tellings.parquet` (columns as in :class:`Reports`, `first` as the
number of tellings of each incident), those of withdrawals, parts, tolls and moments, and `dictionaries.json`. It is written beside
and put in place whole, so that an interrupted write leaves nothing half done.
"""

import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import cattrs
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from truceline.assessment.engine.reports import (
    DICTIONARIES,
    PART_COLUMNS,
    ROW_COLUMNS,
    TELLING_COLUMNS,
    WITHDRAWAL_COLUMNS,
    Reports,
    Teller,
)
from truceline.values.when import Interval
from truceline.values.where import Location
from truceline.values.who import Who

FORMAT = "truceline-reports/2"
_TABLES = {
    "incidents": ROW_COLUMNS, "tellings": TELLING_COLUMNS, "withdrawals": WITHDRAWAL_COLUMNS, "parts": PART_COLUMNS,
}  # fmt: skip
_FIGURES = {"tolls": ("low", "best", "high"), "moments": ("public_from", "public_until", "recorded")}
_TYPES: dict[str, Any] = {
    "zones": tuple[str, ...],
    "kinds": tuple[str, ...],
    "locations": tuple[Location, ...],
    "target_sets": tuple[frozenset[Who], ...],
    "participant_sets": tuple[tuple[Who, ...], ...],
    "whos": tuple[Who, ...],
    "tellers": tuple[Teller, ...],
}


def _converter() -> cattrs.Converter:
    made = cattrs.Converter()
    made.register_unstructure_hook(
        Interval,
        lambda span: [None if bound is None else bound.isoformat() for bound in (span.start, span.end)],
    )
    made.register_structure_hook(
        Interval,
        lambda pair, _: Interval(*(None if text is None else datetime.fromisoformat(text) for text in pair)),
    )
    made.register_unstructure_hook_func(
        lambda kind: getattr(kind, "__origin__", kind) is frozenset,
        lambda items: sorted(map(made.unstructure, items), key=str),
    )
    return made


def write_reports(reports: Reports, folder: Path) -> None:
    """Write reports to a folder that is not there yet."""
    draft = folder.with_name(f"{folder.name}.{uuid4().hex}.part")
    draft.mkdir(parents=True)
    try:
        for name, columns in _TABLES.items():
            arrays: dict[str, Any] = {column: getattr(reports, column) for column in columns}
            if name == "incidents":
                arrays = {"incident": reports.incidents, **arrays, "tellings": np.diff(reports.first)}
            pq.write_table(pa.table(arrays), draft / f"{name}.parquet", compression="zstd")
        for name, columns in _FIGURES.items():
            figures = dict(zip(columns, getattr(reports, name).T, strict=True))
            pq.write_table(pa.table(figures), draft / f"{name}.parquet", compression="zstd")
        convert = _converter()
        meant = {name: convert.unstructure(getattr(reports, name), _TYPES[name]) for name in DICTIONARIES}
        text = json.dumps({"format": FORMAT, **meant}, ensure_ascii=False, sort_keys=True)
        (draft / "dictionaries.json").write_text(text, "utf-8")
        draft.replace(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def own_array(table: pa.Table, column: str) -> NDArray[Any]:
    """A column as an array that may be written to: kernels would be compiled again for one that may not."""
    return np.array(table.column(column).to_numpy())


def read_reports(folder: Path) -> Reports:
    """The reports of a folder.

    Raises:
        ValueError: when it holds no reports of this format.
    """
    meant = json.loads((folder / "dictionaries.json").read_text("utf-8"))
    if meant.pop("format", None) != FORMAT:
        raise ValueError(f"{folder} holds no {FORMAT}")
    convert = _converter()
    made: dict[str, Any] = {name: convert.structure(meant[name], _TYPES[name]) for name in DICTIONARIES}
    for name, columns in _TABLES.items():
        table = pq.read_table(folder / f"{name}.parquet")
        made |= {column: own_array(table, column) for column in columns}
        if name == "incidents":
            made["incidents"] = table.column("incident").combine_chunks().cast(pa.string())
            counts = table.column("tellings").to_numpy()
            made["first"] = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    for name, columns in _FIGURES.items():
        table = pq.read_table(folder / f"{name}.parquet")
        made[name] = np.stack([table.column(column).to_numpy() for column in columns], axis=1)
    return Reports(**made)
