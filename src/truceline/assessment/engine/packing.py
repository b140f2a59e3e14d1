"""Reports from plain columns and back: figures that repeat are held once, positions as whole numbers.

Plain columns are those of :class:`Reports`, but for ``longitude`` and ``latitude`` in degrees; ``low``, ``best``
and ``high`` in the place of ``toll``; ``whole`` (the row it is part of) in that of ``part``; ``public_from``,
``public_until`` and ``recorded`` of each telling in that of ``moment``; and ``taken_back``, the number
of a telling's withdrawal, in that of ``back_telling``. Withdrawals may be in any order.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import fields
from numpy.typing import NDArray

from truceline.assessment.engine.reports import (
    ABSENT,
    DEGREE,
    WITHDRAWAL_COLUMNS,
    Reports,
)

MOST_KM = np.iinfo(np.int16).max
"""A position with a larger distance is held as a location."""
_TOLL = ("low", "best", "high")
_MOMENT = ("public_from", "public_until", "recorded")


def packed(plain: Mapping[str, Any]) -> Reports:
    """Reports of plain columns.

    Raises:
        ValueError: for a position that is no whole number of ten-millionths of a degree.
    """
    made = dict(plain)
    toll, tolls = repeated([made.pop(name) for name in _TOLL])
    moment, moments = repeated([made.pop(name) for name in _MOMENT])
    made |= {name: in_parts(made[name]) for name in ("longitude", "latitude")}
    made |= {"km": np.asarray(made["km"], np.int16), "toll": toll, "tolls": tolls, "moment": moment}
    whole, taken_back = made.pop("whole"), made.pop("taken_back")
    part, telling = np.flatnonzero(whole != ABSENT), np.flatnonzero(taken_back != ABSENT)
    made |= {name: made[name][taken_back[telling]] for name in WITHDRAWAL_COLUMNS if name in made}
    return Reports(
        **made, moments=moments, back_telling=telling.astype(np.int32), part=part.astype(np.int32), part_of=whole[part]
    )  # fmt: skip


def plain_of(reports: Reports) -> dict[str, Any]:
    """The plain columns of reports, from which :func:`packed` makes the same."""
    made = {item.name: getattr(reports, item.name) for item in fields(Reports)}
    tolls, moments = made.pop("tolls")[made.pop("toll")], made.pop("moments")[made.pop("moment")]
    for name in ("part", "part_of", "back_telling"):
        del made[name]
    made |= {name: degrees(made[name]) for name in ("longitude", "latitude")}
    made |= {name: tolls[:, place] for place, name in enumerate(_TOLL)}
    made |= {name: moments[:, place] for place, name in enumerate(_MOMENT)}
    return {**made, "whole": reports.whole, "taken_back": reports.taken_back}


def degrees(parts: Any) -> Any:
    """Ten-millionths of a degree as degrees: the number that the decimal text reads as."""
    return parts / DEGREE


def in_parts(angles: Any) -> NDArray[np.int32]:
    """Degrees in ten-millionths.

    Raises:
        ValueError: when one of them is no whole number of those.
    """
    parts = np.rint(np.asarray(angles, np.float64) * DEGREE).astype(np.int32)
    if not (degrees(parts) == angles).all():
        raise ValueError("positions are held to seven decimals")
    return parts


def repeated(columns: list[Any]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Columns of figures as codes of the different rows they make, and those rows."""
    code = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        own = pa.array(np.asarray(column, np.int32)).dictionary_encode()
        both = code * max(len(own.dictionary), 1) + own.indices.to_numpy()
        code = pa.array(both).dictionary_encode().indices.to_numpy().astype(np.int64)
    codes = code.astype(np.int32)
    examples = np.zeros(int(codes.max()) + 1 if len(codes) else 0, np.intp)
    examples[codes[::-1]] = np.arange(len(codes))[::-1]
    return codes, np.stack([np.asarray(column, np.int32)[examples] for column in columns], axis=1)
