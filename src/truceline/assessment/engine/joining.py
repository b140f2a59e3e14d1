"""Reports put together: those of two records' columns as one, and tellings of one incident as one row."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import evolve
from numpy.typing import NDArray

from truceline.assessment.engine.reports import (
    ABSENT,
    DICTIONARIES,
    KIND,
    LOSSES,
    PARTICIPANTS,
    PLACE,
    ROW_COLUMNS,
    TARGETS,
    TELLING_COLUMNS,
    TIME,
    WITHDRAWAL_COLUMNS,
    Reports,
)

_CODED = {
    "zone": "zones", "place": "locations", "kind": "kinds", "targets": "target_sets",
    "participants": "participant_sets", "perpetrator": "whos", "teller": "tellers", "back_teller": "tellers",
}  # fmt: skip
"""The columns of codes, with what they are codes of."""

SHARED = {
    TIME: ("start", "end", "fills", "zone"),
    PLACE: ("place", "longitude", "latitude", "km"),
    KIND: ("kind",),
    TARGETS: ("targets",),
    PARTICIPANTS: ("participants",),
    LOSSES: ("low", "best", "high"),
}
"""What all tellings of a row must agree on that speak of it."""


def joined(one: Reports, other: Reports) -> Reports:
    """The rows of both, the second's after the first's; what they are parts of is kept within each."""
    meant: dict[str, dict[Any, int]] = {
        name: {value: code for code, value in enumerate(getattr(one, name))} for name in DICTIONARIES
    }
    again = {
        name: np.array([meant[name].setdefault(value, len(meant[name])) for value in getattr(other, name)], np.int64)
        for name in DICTIONARIES
    }  # fmt: skip

    def both(name: str) -> NDArray[Any]:
        own, more = getattr(one, name), getattr(other, name)
        if name in _CODED and len(again[_CODED[name]]):
            known = more >= 0
            more = np.where(known, again[_CODED[name]][np.where(known, more, 0)], more)
        shift = {"taken_back": len(one.back_teller), "whole": len(one)}.get(name, 0)
        more = np.where(more == ABSENT, ABSENT, more + shift) if shift else more
        return np.concatenate([own, more.astype(own.dtype)])

    columns = {name: both(name) for name in (*ROW_COLUMNS, *TELLING_COLUMNS, *WITHDRAWAL_COLUMNS)}
    return Reports(
        incidents=pa.concat_arrays([one.incidents, other.incidents]),
        first=np.concatenate([one.first, other.first[1:] + one.first[-1]]).astype(np.int32),
        **columns,
        **{name: tuple(meant[name]) for name in DICTIONARIES},
    )


def collapsed(each: Reports, begins: NDArray[np.intp]) -> tuple[Reports, NDArray[np.bool_]]:
    """Rows of one telling each as one row an incident, and of which incidents the tellings differ.

    The rows of an incident stand together, from each of ``begins``. What differs is as its first teller has it.
    """
    count = len(each)
    group = np.repeat(np.arange(len(begins)), np.diff([*begins, count]))
    columns: dict[str, Any] = {name: getattr(each, name)[begins] for name in ROW_COLUMNS}
    differ = np.zeros(len(begins), np.bool_)
    for part, names in SHARED.items():
        given = each.speaks & part > 0
        giving = _first_given(given, begins)
        for name in names:
            values = getattr(each, name)
            columns[name] = np.where(giving < count, values[np.minimum(giving, count - 1)], columns[name])
            other = given & (values != columns[name][group])
            differ |= np.logical_or.reduceat(other, begins)
    sums_up = np.logical_or.reduceat(each.aggregate, begins)
    plain = (each.speaks & KIND > 0) & ~each.aggregate
    differ |= sums_up & np.logical_or.reduceat(plain, begins)
    columns |= {"aggregate": sums_up, "awkward": np.zeros(len(begins), np.bool_)}
    first = np.append(begins, count).astype(np.int32)
    return evolve(each, incidents=each.incidents.take(pa.array(begins)), first=first, **columns), differ


def _first_given(given: NDArray[np.bool_], begins: NDArray[np.intp]) -> NDArray[np.int64]:
    """The first row of each incident that gives something; beyond all rows where none does."""
    found: NDArray[np.int64] = np.minimum.reduceat(np.where(given, np.arange(len(given)), len(given)), begins)
    return found


def with_wholes(reports: Reports, whole_of: Mapping[str, str]) -> Reports:
    """The reports with each row's whole, by name."""
    if not whole_of:
        return evolve(reports, whole=np.full(len(reports), ABSENT, np.int32))
    names: Sequence[str] = reports.incidents.to_pylist()
    number = {name: row for row, name in enumerate(names)}
    found = [number.get(whole_of.get(name, ""), ABSENT) for name in names]
    return evolve(reports, whole=np.array(found, np.int32))

