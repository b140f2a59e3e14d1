"""What programs without geometry share: candidates by cells and stretches of time, settled by shapely."""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import shapely
from attrs import frozen
from numpy.typing import NDArray

CELL, STRETCH = 0.5, 10 * 1440
"""Degrees, and minutes."""
_ACROSS, _TIMES = 720, 1 << 20


@frozen(eq=False)
class Plain:
    """The plain tables of a folder, with shapes."""

    tables: dict[str, Any]
    incident_shapes: NDArray[np.object_]
    clause_shapes: NDArray[np.object_]


def read_plain(folder: Path) -> Plain:
    """The tables with their shapes drawn and prepared."""
    names = ("incidents", "clauses", "periods", "conduct", "tellings", "bound", "trusted")
    tables = {name: pq.read_table(folder / f"{name}.parquet") for name in names}
    shapes = [shapely.from_wkb(tables[name]["shape"].to_numpy()) for name in ("incidents", "clauses")]
    plain = {
        name: table.drop_columns(["shape"]) if "shape" in table.column_names else table
        for name, table in tables.items()
    }
    return Plain(plain, *shapes)  # fmt: skip


def keys(plain: Plain) -> tuple[Any, Any]:
    """For incidents and for periods of clauses, each row's number with every cell and stretch it may meet."""
    incidents, periods = plain.tables["incidents"], plain.tables["periods"]
    clause = periods["clause"].to_numpy()
    return (
        _keys(shapely.bounds(plain.incident_shapes), incidents["started"].to_numpy(), incidents["ended"].to_numpy()),
        _keys(shapely.bounds(plain.clause_shapes)[clause], periods["since"].to_numpy(), periods["until"].to_numpy()),
    )  # fmt: skip


def _keys(bounds: Any, start: Any, end: Any) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    low = np.floor(np.c_[bounds[:, :2] / CELL, start / STRETCH]).astype(np.int64)
    high = np.floor(np.c_[bounds[:, 2:] / CELL, (end - 1) / STRETCH]).astype(np.int64)
    sizes = high - low + 1
    total = sizes.prod(axis=1)
    row = np.repeat(np.arange(len(low)), total)
    place = np.arange(total.sum()) - np.repeat(np.cumsum(total) - total, total)
    x = low[row, 0] + place % sizes[row, 0]
    y = low[row, 1] + place // sizes[row, 0] % sizes[row, 1]
    t = low[row, 2] + place // (sizes[row, 0] * sizes[row, 1])
    return row, ((y + _ACROSS) * 2 * _ACROSS + x + _ACROSS) * _TIMES + t + _TIMES // 2


def settled(plain: Plain, incident: Any, clause: Any) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Of pairs of incidents and clauses, which meet, and in which the incident is surely inside."""
    areas, shapes = plain.clause_shapes[clause], plain.incident_shapes[incident]
    shapely.prepare(plain.clause_shapes)
    return shapely.intersects(areas, shapes), shapely.contains(areas, shapes)
