"""Tellings of one incident as one row, as far as they agree; plain columns as in `engine.packing`."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truceline.assessment.engine.reports import KIND, LOSSES, PARTICIPANTS, PLACE, TARGETS, TIME

SHARED = {
    TIME: ("start", "end", "fills", "zone"),
    PLACE: ("place", "longitude", "latitude", "km"),
    KIND: ("kind",),
    TARGETS: ("targets",),
    PARTICIPANTS: ("participants",),
    LOSSES: ("low", "best", "high"),
}
"""What all tellings of a row must agree on that speak of it."""


def collapsed(
    each: Mapping[str, Any], begins: NDArray[np.intp]
) -> tuple[dict[str, NDArray[Any]], NDArray[np.bool_]]:
    """The columns of one row an incident, and of which incidents the tellings differ.

    The tellings of an incident stand together, from each of ``begins``. What differs is as its first has it.
    """
    speaks, aggregate = each["speaks"], each["aggregate"]
    count = len(speaks)
    group = np.repeat(np.arange(len(begins)), np.diff([*begins, count]))
    columns: dict[str, NDArray[Any]] = {}
    differ = np.zeros(len(begins), np.bool_)
    for part, names in SHARED.items():
        given = speaks & part > 0
        giving = _first_given(given, begins)
        for name in names:
            values = each[name]
            told = values[np.minimum(giving, count - 1)]
            columns[name] = np.where(giving < count, told, values[begins])
            differ |= np.logical_or.reduceat(given & (values != columns[name][group]), begins)
    sums_up = np.logical_or.reduceat(aggregate, begins)
    plain = (speaks & KIND > 0) & ~aggregate
    differ |= sums_up & np.logical_or.reduceat(plain, begins)
    return {**columns, "aggregate": sums_up}, differ


def _first_given(given: NDArray[np.bool_], begins: NDArray[np.intp]) -> NDArray[np.int64]:
    """The first telling of each incident that gives something; beyond all where none does."""
    found: NDArray[np.int64] = np.minimum.reduceat(np.where(given, np.arange(len(given)), len(given)), begins)
    return found
