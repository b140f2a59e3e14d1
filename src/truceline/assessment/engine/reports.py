"""Reports: incidents and who tells of them, as columns; what a million of them are held in.

A row holds what its tellers agree on (when, where, what kind, on whom) and, for each telling,
who tells it and whom it names as perpetrator. An incident that does not fit (claims that
differ on time or place, denials, justifications, links, commanders, very many tellings) is marked
``awkward`` and assessed by the reference: nothing is ever cut to fit.
"""

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


DEGREE = 10_000_000
"""Parts of a degree in which positions are held: each stands for one decimal text, to the centimetre."""


@frozen(eq=False)
class Reports:
    """One row an incident, in record order; tellings of row ``i`` are ``first[i]`` to ``first[i + 1]``.

    ``start`` and ``end`` bound when it happened, [start, end) in minutes since 1970-01-01 UTC, open
    ends as :data:`EARLIEST` and :data:`LATEST`; ``fills`` is a code of :data:`FILLS`, ``zone`` of ``zones``.
    ``place`` is a code of ``locations``, or :data:`AT_POSITION` for ``longitude``, ``latitude`` (ten-millionths
    of a degree, WGS 84) and ``km`` round it. ``kind`` is a code of ``kinds``, ``targets`` of ``target_sets`` (each
    target of a set was hit apart), ``participants`` of ``participant_sets`` (no direction told).
    ``toll`` is a row of ``tolls``: people killed as low, best, high, -1 for no figure (in ``high``: or more).
    Row ``part[i]`` is part of the incident of row ``part_of[i]``.

    Of each telling: ``teller`` is a code of ``tellers``, ``perpetrator`` of ``whos``, ``speaks`` says of what
    (:data:`TIME` and so on, :data:`HEDGED`, :data:`CODED`); ``moment`` is a row of ``moments``: from when and until when
    it became public (minutes, :data:`NEVER` where nothing tells), and when it entered the record. A withdrawal is of
    telling ``back_telling[i]``, in ascending order, by its own speaker and whole; its other ``back_``
    columns say the same as of a telling. Codes of what is not told are -1.
    """

    incidents: pa.StringArray
    awkward: NDArray[np.bool_]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    fills: NDArray[np.int8]
    zone: NDArray[np.int16]
    place: NDArray[np.int32]
    longitude: NDArray[np.int32]
    latitude: NDArray[np.int32]
    km: NDArray[np.int16]
    kind: NDArray[np.int16]
    targets: NDArray[np.int32]
    participants: NDArray[np.int32]
    aggregate: NDArray[np.bool_]
    toll: NDArray[np.int32]
    first: NDArray[np.int32]
    teller: NDArray[np.int32]
    perpetrator: NDArray[np.int32]
    speaks: NDArray[np.uint8]
    moment: NDArray[np.int32]
    back_telling: NDArray[np.int32]
    back_teller: NDArray[np.int32]
    back_hedged: NDArray[np.bool_]
    back_from: NDArray[np.int32]
    back_until: NDArray[np.int32]
    back_recorded: NDArray[np.int32]
    part: NDArray[np.int32]
    part_of: NDArray[np.int32]
    tolls: NDArray[np.int32]
    moments: NDArray[np.int32]
    zones: tuple[str, ...]
    locations: tuple[Location, ...]
    kinds: tuple[str, ...]
    target_sets: tuple[frozenset[Who], ...]
    participant_sets: tuple[tuple[Who, ...], ...]
    whos: tuple[Who, ...]
    tellers: tuple[Teller, ...]

    def __len__(self) -> int:
        return len(self.start)

    @property
    def whole(self) -> NDArray[np.int32]:
        """For each row the row of the incident it is part of, or -1."""
        return _spread(self.part, self.part_of, len(self))

    @property
    def taken_back(self) -> NDArray[np.int32]:
        """For each telling the number of its withdrawal, or -1."""
        return _spread(self.back_telling, np.arange(len(self.back_telling)), len(self.teller))


def _spread(places: NDArray[Any], values: NDArray[Any], count: int) -> NDArray[np.int32]:
    found = np.full(count, ABSENT, np.int32)
    found[places] = values
    return found


ROW_COLUMNS = (
    "awkward", "start", "end", "fills", "zone", "place", "longitude", "latitude", "km", "kind", "targets",
    "participants", "aggregate", "toll",
)  # fmt: skip
"""The columns with a value for each incident."""

TELLING_COLUMNS = ("teller", "perpetrator", "speaks", "moment")
"""The columns with a value for each telling."""

WITHDRAWAL_COLUMNS = (
    "back_telling", "back_teller", "back_hedged", "back_from", "back_until", "back_recorded",
)  # fmt: skip
"""The columns with a value for each withdrawal."""

PART_COLUMNS = ("part", "part_of")
"""The columns with a value for each incident that is part of another."""

DICTIONARIES = ("zones", "locations", "kinds", "target_sets", "participant_sets", "whos", "tellers")
"""What the codes of the columns stand for; ``tolls`` and ``moments`` beside them are arrays."""


def taken(reports: Reports, rows: NDArray[np.intp]) -> Reports:
    """Some of the rows, in the order given, under the same dictionaries.

    A part whose whole is not among them stands for itself.
    """
    counts = np.diff(reports.first)[rows]
    first = np.zeros(len(rows) + 1, np.int32)
    np.cumsum(counts, out=first[1:])
    tellings = np.repeat(reports.first[:-1][rows] - first[:-1], counts) + np.arange(first[-1])
    made: dict[str, Any] = {item.name: getattr(reports, item.name) for item in fields(Reports)}
    made |= {name: made[name][rows] for name in ROW_COLUMNS}
    made |= {name: made[name][tellings] for name in TELLING_COLUMNS}
    backs = reports.taken_back[tellings]
    telling = np.flatnonzero(backs != ABSENT)
    made |= {name: made[name][backs[telling]] for name in WITHDRAWAL_COLUMNS}
    whole = np.append(_spread(rows, np.arange(len(rows)), len(reports)), np.int32(ABSENT))[
        reports.whole[rows]
    ]
    part = np.flatnonzero(whole != ABSENT)
    made |= {"back_telling": telling.astype(np.int32), "part": part.astype(np.int32), "part_of": whole[part]}
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
