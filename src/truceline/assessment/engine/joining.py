"""Reports laid end to end under one set of codes, or pared down to the codes they use."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import evolve
from numpy.typing import NDArray

from truceline.assessment.engine.reports import (
    ABSENT,
    AT_POSITION,
    DICTIONARIES,
    PART_COLUMNS,
    ROW_COLUMNS,
    TELLING_COLUMNS,
    WITHDRAWAL_COLUMNS,
    Reports,
)

_CODED: Mapping[str, tuple[str, ...]] = {
    "zones": ("zone",), "locations": ("place",), "kinds": ("kind",), "target_sets": ("targets",),
    "participant_sets": ("participants",), "whos": ("perpetrator",), "tellers": ("teller", "back_teller"),
}  # fmt: skip
"""The columns whose codes stand for each dictionary's values."""
_COUNTED = {
    "toll": "tolls", "moment": "moments", "part": "start", "part_of": "start", "back_telling": "teller",
}  # fmt: skip
"""The columns that count rows of others, with one of those."""
_PLAIN = (*ROW_COLUMNS, *TELLING_COLUMNS, *WITHDRAWAL_COLUMNS, *PART_COLUMNS, "tolls", "moments")


def end_to_end(several: Sequence[Reports]) -> Reports:
    """All of these reports one after another."""
    if len(several) == 1:
        return several[0]
    columns: dict[str, list[Any]] = {name: [getattr(one, name) for one in several] for name in _PLAIN}
    made: dict[str, Any] = {}
    for dictionary, coded in _CODED.items():
        numbers: dict[Any, int] = {}
        for place, one in enumerate(several):
            values = getattr(one, dictionary)
            codes = np.array([numbers.setdefault(value, len(numbers)) for value in values], np.int64)
            for name in coded:
                columns[name][place] = _under(columns[name][place], codes)
        made[dictionary] = tuple(numbers)
    for name, counted in _COUNTED.items():
        before = np.cumsum([0, *(len(getattr(one, counted)) for one in several)])
        columns[name] = [
            np.where(column >= 0, column + offset, column).astype(np.int32)
            for column, offset in zip(columns[name], before, strict=False)
        ]
    counts = np.concatenate([np.diff(one.first) for one in several])
    made |= {name: np.concatenate(parts) for name, parts in columns.items()}
    return Reports(
        incidents=pa.concat_arrays([one.incidents for one in several]),
        first=np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
        **made,
    )


def _under(column: NDArray[Any], codes: NDArray[np.int64]) -> NDArray[Any]:
    """A column under other codes; what stands for no value stays."""
    if not len(codes):
        return column
    return np.where(column >= 0, codes[np.maximum(column, 0)], column).astype(column.dtype)


def with_wholes(reports: Reports, whole: NDArray[np.integer[Any]]) -> Reports:
    """The same reports, with for each row the row of the incident it is part of, or -1."""
    part = np.flatnonzero(whole != ABSENT)
    return evolve(reports, part=part.astype(np.int32), part_of=whole[part].astype(np.int32))


def pared(reports: Reports) -> Reports:
    """The same reports without values that none of them uses."""
    slim = reports
    for dictionary, names in (*_CODED.items(), ("tolls", ("toll",)), ("moments", ("moment",))):
        columns = {name: getattr(slim, name) for name in names}
        codes = np.unique(np.concatenate(list(columns.values())))
        codes, values = codes[codes >= 0], getattr(slim, dictionary)
        if len(codes) == len(values):
            continue
        kept: dict[str, Any] = {
            dictionary: tuple(values[code] for code in codes.tolist())
            if dictionary in DICTIONARIES
            else values[codes]
        }
        for name, column in columns.items():
            places = np.searchsorted(codes, np.maximum(column, 0))
            kept[name] = np.where(column >= 0, places, column).astype(column.dtype)
        slim = evolve(slim, **kept)
    return slim


def is_sound(reports: Reports) -> bool:
    """Whether columns fit together and every code stands for something: kernels do not look before they read."""
    columns_alike = (
        _are_of(reports, ROW_COLUMNS, len(reports))
        and _are_of(reports, TELLING_COLUMNS, len(reports.teller))
        and _are_of(reports, WITHDRAWAL_COLUMNS, len(reports.back_teller))
        and _are_of(reports, PART_COLUMNS, len(reports.part))
        and len(reports.incidents) == len(reports)
        and len(reports.first) == len(reports) + 1
    )
    if not columns_alike or reports.first[0] != 0 or reports.first[-1] != len(reports.teller):
        return False
    known = {name: getattr(reports, dictionary) for dictionary, names in _CODED.items() for name in names}
    known |= {name: getattr(reports, of) for name, of in _COUNTED.items()}
    return bool((np.diff(reports.first) >= 0).all()) and all(
        _stands(getattr(reports, name), len(values), least=AT_POSITION if name == "place" else ABSENT)
        for name, values in known.items()
    )


def _are_of(reports: Reports, names: Sequence[str], length: int) -> bool:
    return all(len(getattr(reports, name)) == length for name in names)


def _stands(codes: NDArray[Any], count: int, *, least: int) -> bool:
    """Whether every code is of so many values, or says that there is none."""
    # A zone is 0 where no time is told, though no zone is.
    return bool(((codes >= least) & (codes < max(count, 1))).all())
