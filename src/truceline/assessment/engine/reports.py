"""Reports: incidents and who tells of them, as columns; what a million of them are held in.

A row holds what its tellers agree on (when, where, what kind, on whom) and, for each telling,
who tells it and whom it names as perpetrator. An incident that does not fit (claims that
differ on time or place, denials, justifications, links, commanders, very many tellings) is marked
``awkward`` and assessed by the reference: nothing is ever cut to fit.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import fields, frozen
from numpy.typing import NDArray

from truceline.assessment.origins import Origin
from truceline.testimony.statement import Basis, Speaker
from truceline.values.when import Fills, Interval
from truceline.values.where import Location
from truceline.values.who import Who

EARLIEST, LATEST = np.iinfo(np.int32).min, np.iinfo(np.int32).max
"""An open beginning and an open end, in minutes."""

NEVER = LATEST
"""When something became public of which nothing tells."""

ABSENT = -1
"""The code of what nobody tells."""

AT_POSITION = -2
"""The code of a place given as longitude, latitude and kilometres."""

FILLS = tuple(Fills)
"""How a time is filled, by code."""

MOST_TELLINGS = 9
"""An incident with more of them is awkward."""

TIME, PLACE, KIND, TARGETS, PARTICIPANTS, LOSSES, HEDGED, CODED = (1 << bit for bit in range(8))
"""What a telling speaks of, whether all of it is hedged, and whether it is a compiler's coding of the others."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


@frozen(cache_hash=True)
class Teller:
    """Who tells something and through whom: all that a view's trust rule and independence ask.

    ``chain`` are the agents of the hops, outermost first.
    """

    speaker: Speaker
    chain: tuple[Speaker, ...]
    basis: Basis
    document: str
    origin: Origin


@frozen(eq=False)
class Reports:
    """One row an incident, in record order; tellings of row ``i`` are ``first[i]`` to ``first[i + 1]``.

    ``start`` and ``end`` bound when it happened, [start, end) in minutes since 1970-01-01 UTC, open
    ends as :data:`EARLIEST` and :data:`LATEST`; ``fills`` is a code of :data:`FILLS`, ``zone`` of ``zones``.
    ``place`` is a code of ``locations``, or :data:`AT_POSITION` for ``longitude``, ``latitude`` (degrees,
    WGS 84) and ``km`` round it. ``kind`` is a code of ``kinds``, ``targets`` of ``target_sets`` (each
    target of a set was hit apart), ``participants`` of ``participant_sets`` (no direction told).
    ``low``, ``best``, ``high`` are people killed, -1 for no figure (in ``high``: or more; in ``low``: no toll).
    ``whole`` is the row of the incident it is part of. Of each telling: ``teller`` is a code of
    ``tellers``, ``perpetrator`` of ``whos``, ``speaks`` says of what (:data:`TIME` and so on, :data:`HEDGED`,
    :data:`CODED`); [``public_from``, ``public_until``] bound when it became public (minutes,
    :data:`NEVER` where nothing tells); ``recorded`` is when it entered the record; ``taken_back`` is the number of the
    withdrawal by which its own speaker took all of it back. Of each withdrawal, ``back_teller`` and the other
    ``back_`` columns say the same as of a telling. Codes of what is not told are -1.
    """

    incidents: pa.StringArray
    awkward: NDArray[np.bool_]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    fills: NDArray[np.int8]
    zone: NDArray[np.int16]
    place: NDArray[np.int32]
    longitude: NDArray[np.float64]
    latitude: NDArray[np.float64]
    km: NDArray[np.int32]
    kind: NDArray[np.int16]
    targets: NDArray[np.int32]
    participants: NDArray[np.int32]
    aggregate: NDArray[np.bool_]
    low: NDArray[np.int32]
    best: NDArray[np.int32]
    high: NDArray[np.int32]
    whole: NDArray[np.int32]
    first: NDArray[np.int32]
    teller: NDArray[np.int32]
    perpetrator: NDArray[np.int32]
    speaks: NDArray[np.uint8]
    public_from: NDArray[np.int32]
    public_until: NDArray[np.int32]
    recorded: NDArray[np.int32]
    taken_back: NDArray[np.int32]
    back_teller: NDArray[np.int32]
    back_hedged: NDArray[np.bool_]
    back_from: NDArray[np.int32]
    back_until: NDArray[np.int32]
    back_recorded: NDArray[np.int32]
    zones: tuple[str, ...]
    locations: tuple[Location, ...]
    kinds: tuple[str, ...]
    target_sets: tuple[frozenset[Who], ...]
    participant_sets: tuple[tuple[Who, ...], ...]
    whos: tuple[Who, ...]
    tellers: tuple[Teller, ...]

    def __len__(self) -> int:
        return len(self.start)


ROW_COLUMNS = (
    "awkward", "start", "end", "fills", "zone", "place", "longitude", "latitude", "km", "kind", "targets",
    "participants", "aggregate", "low", "best", "high", "whole",
)  # fmt: skip
"""The columns with a value for each incident."""

TELLING_COLUMNS = (
    "teller", "perpetrator", "speaks", "public_from", "public_until", "recorded", "taken_back",
)  # fmt: skip
"""The columns with a value for each telling."""

WITHDRAWAL_COLUMNS = ("back_teller", "back_hedged", "back_from", "back_until", "back_recorded")
"""The columns with a value for each withdrawal."""

COLUMN_TYPES: Mapping[str, Any] = {
    "awkward": np.bool_, "fills": np.int8, "zone": np.int16, "longitude": np.float64, "latitude": np.float64,
    "kind": np.int16, "aggregate": np.bool_, "speaks": np.uint8, "back_hedged": np.bool_,
}  # fmt: skip
"""The types of columns; int32 for the others."""

DICTIONARIES = ("zones", "locations", "kinds", "target_sets", "participant_sets", "whos", "tellers")
"""What the codes of the columns stand for."""


def taken(reports: Reports, rows: NDArray[np.intp]) -> Reports:
    """Some of the rows, in the order given, under the same dictionaries."""
    counts = np.diff(reports.first)[rows]
    first = np.zeros(len(rows) + 1, np.int32)
    np.cumsum(counts, out=first[1:])
    tellings = np.repeat(reports.first[:-1][rows] - first[:-1], counts) + np.arange(first[-1])
    made: dict[str, Any] = {item.name: getattr(reports, item.name) for item in fields(Reports)}
    made |= {name: made[name][rows] for name in ROW_COLUMNS}
    made |= {name: made[name][tellings] for name in TELLING_COLUMNS}
    return Reports(**{**made, "first": first, "incidents": reports.incidents.take(pa.array(rows))})


def minutes(moment: datetime | None, *, none: int) -> int | None:
    """A moment in whole minutes since 1970 UTC; None when it is none, or too far away."""
    if moment is None:
        return none
    number, rest = divmod(moment - _EPOCH, _MINUTE)
    return number if not rest and EARLIEST < number < LATEST else None


def interval_of(start: int, end: int) -> Interval:
    """The interval that two columns bound."""
    return Interval(
        None if start == EARLIEST else _EPOCH + int(start) * _MINUTE,
        None if end == LATEST else _EPOCH + int(end) * _MINUTE,
    )
