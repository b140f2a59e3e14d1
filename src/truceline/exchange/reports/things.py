"""What rows of a table say happened: when, where, what kind, who to whom, and how many were killed."""

from typing import Any

import numpy as np
import pyarrow.compute as pc
from attrs import frozen
from numpy.typing import NDArray

from truceline.agreement.vocabulary import conduct_kinds
from truceline.assessment.engine.layout import position_of_text
from truceline.assessment.engine.packing import MOST_KM
from truceline.assessment.engine.reports import (
    ABSENT,
    AT_POSITION,
    EARLIEST,
    FILLS,
    HEDGED,
    KIND,
    LATEST,
    LOSSES,
    PARTICIPANTS,
    PLACE,
    TARGETS,
    TIME,
)
from truceline.assessment.evidence import Evidence
from truceline.exchange.reports.dates import minutes_of, period_of, zoned
from truceline.exchange.reports.sheet import NOTHING, Sheet
from truceline.values.problems import ValueProblem
from truceline.values.when import Fills
from truceline.values.where import Location
from truceline.values.who import Who

_HALF_TURN, _QUARTER_TURN, _DECIMALS = 180, 90, 7


@frozen(eq=False)
class Things:
    """The columns of what happened, a value for each row of the table; ``meant`` is what codes stand for."""

    columns: dict[str, NDArray[Any]]
    speaks: NDArray[np.uint8]
    sums_up: NDArray[np.bool_]
    meant: dict[str, Any]


def things_of(sheet: Sheet, evidence: Evidence, zone: str) -> Things:
    """Read what each row says."""
    snapshot = evidence.snapshot
    when, timed, zones = _when(sheet, zone)
    where, placed, locations = _where(sheet, snapshot.places)
    killed, told = _killed(sheet)
    kind = sheet.read("kind", _kind)
    perpetrator = sheet.read("perpetrator", lambda text: _who(text, snapshot.actors))
    targets = sheet.read(
        "targets",
        lambda text: frozenset(who for who in _several(text, snapshot.actors) if evidence.who(who).members),
    )
    participants = sheet.read("participants", lambda text: _several(text, snapshot.actors))
    struck = np.array([*map(bool, targets.values), False], np.bool_)[targets.codes]
    speaks = (
        TIME * timed | PLACE * placed | KIND * (kind.codes != NOTHING) | TARGETS * struck
        | PARTICIPANTS * (participants.codes != NOTHING) | LOSSES * told | HEDGED * sheet.switch("hedged")
    )  # fmt: skip
    columns = {
        **when, **where, **killed, "kind": kind.codes, "perpetrator": perpetrator.codes,
        "targets": np.where(struck, targets.codes, ABSENT), "participants": participants.codes,
    }  # fmt: skip
    meant = {
        "zones": zones, "locations": locations, "kinds": tuple(kind.values), "target_sets": tuple(targets.values),
        "participant_sets": tuple(participants.values), "whos": tuple(perpetrator.values),
    }  # fmt: skip
    return Things(columns, speaks.astype(np.uint8), sheet.switch("sums_up"), meant)


def _when(sheet: Sheet, zone: str) -> tuple[dict[str, NDArray[Any]], NDArray[np.bool_], tuple[str, ...]]:
    """Start and end in minutes, how the time is filled and its zone; and where any is told."""
    begun, ended = sheet.text("happened"), sheet.text("until")
    both = pc.if_else(pc.is_valid(ended), pc.binary_join_element_wise(begun, ended, "/"), begun)
    sheet.fault(
        "reports.until",
        pc.and_(pc.is_valid(ended), pc.is_null(begun)).to_numpy(zero_copy_only=False),
        "",
        "until",
    )
    read = sheet.parsed("happened", zoned(sheet, both, zone), _period)
    zones = tuple(dict.fromkeys(name for _, _, name in read.values)) or ("UTC",)
    number = {name: code for code, name in enumerate(zones)}
    none = (EARLIEST, LATEST, 0)
    table = np.array([*((start, end, number[name]) for start, end, name in read.values), none], np.int64)
    rows = table.reshape(-1, 3)[read.codes]
    known = (read.codes != NOTHING) & ((rows[:, 0] != EARLIEST) | (rows[:, 1] != LATEST))
    fills = sheet.read("fills", _fills)
    filled = np.array([*fills.values, 0], np.int8)[fills.codes]
    return {
        "start": rows[:, 0], "end": rows[:, 1], "zone": rows[:, 2], "fills": np.where(known, filled, 0),
    }, known, zones  # fmt: skip


def _period(text: str) -> tuple[int, int, str]:
    period = period_of(text)
    return (*minutes_of(period.span, begun=EARLIEST, ended=LATEST), period.zone)


def _fills(text: str) -> int:
    try:
        return FILLS.index(Fills(text))
    except ValueError:
        raise ValueProblem("reports.fills", text) from None


def _where(
    sheet: Sheet, known: Any
) -> tuple[dict[str, NDArray[Any]], NDArray[np.bool_], tuple[Location, ...]]:
    """A place of the register, or a position with its kilometres; and where any is told."""
    longitude, has_longitude = sheet.figures("longitude", np.float64)
    latitude, has_latitude = sheet.figures("latitude", np.float64)
    km, has_km = sheet.figures("km", np.int32)
    read = sheet.read("place", lambda text: _location(text, known))
    at = has_longitude | has_latitude
    half = (has_longitude != has_latitude) & ~sheet.unread("longitude") & ~sheet.unread("latitude")
    off = (abs(longitude) > _HALF_TURN) | (abs(latitude) > _QUARTER_TURN) | half
    sheet.fault("place.position", at & off, "", "latitude")
    sheet.fault("place.one_of", at & (read.codes != NOTHING), "", "place")
    sheet.fault("reports.km", at & ~has_km & ~sheet.unread("km"), "", "latitude")
    fine = (np.round(longitude, _DECIMALS) != longitude) | (np.round(latitude, _DECIMALS) != latitude)
    sheet.fault("reports.decimals", at & fine, "", "latitude")
    sheet.fault("reports.far", at & (km > MOST_KM), "", "km")
    single = [_as_position(location) for location in read.values]
    locations = tuple(
        dict.fromkeys(one for one, point in zip(read.values, single, strict=True) if point is None)
    )
    number = {location: code for code, location in enumerate(locations)}
    code = np.array([AT_POSITION if point else number[one] for one, point in zip(read.values, single, strict=True)]
                    + [ABSENT], np.int32)[read.codes]  # fmt: skip
    points = np.array([*(point or (0.0, 0.0, 0.0) for point in single), (0.0, 0.0, 0.0)]).reshape(-1, 3)[
        read.codes
    ]
    return {
        "place": np.where(at, AT_POSITION, code), "latitude": np.where(at, latitude, points[:, 0]),
        "longitude": np.where(at, longitude, points[:, 1]), "km": np.where(at, km, points[:, 2].astype(np.int32)),
    }, at | (code != ABSENT), locations  # fmt: skip


def _location(text: str, known: Any) -> Location:
    location = Location.parse(text)
    for spot in location.alternatives:
        if spot.place is not None and spot.place not in known:
            raise ValueProblem("record.unknown_place", spot.place)
    return location


def _as_position(location: Location) -> tuple[float, float, float] | None:
    """Latitude, longitude and kilometres of a single position that columns can say."""
    (spot, *others) = location.alternatives
    point = position_of_text(spot) if not others else None
    return None if point is None else (*point, float(spot.km))


def _killed(sheet: Sheet) -> tuple[dict[str, NDArray[np.int32]], NDArray[np.bool_]]:
    """The least, the best figure and the most; a best figure alone is the number."""
    low, has_low = sheet.figures("killed_low", np.int32)
    best, has_best = sheet.figures("killed_best", np.int32)
    high, has_high = sheet.figures("killed_high", np.int32)
    alone = has_best & ~has_low & ~has_high
    low, high = np.where(alone, best, low), np.where(alone, best, high)
    has_low, has_high = has_low | alone, has_high | alone
    sheet.fault("reports.low", (has_best | has_high) & ~has_low, "", "killed_best")
    wrong = (has_high & (high < low)) | (has_best & has_low & ((best < low) | (has_high & (best > high))))
    sheet.fault("count.order", wrong, "", "killed_low")
    return {
        "low": np.where(has_low, low, ABSENT), "best": np.where(has_best, best, ABSENT),
        "high": np.where(has_high, high, ABSENT),
    }, has_low  # fmt: skip


def _kind(text: str) -> str:
    if text not in conduct_kinds():
        raise ValueProblem("codebook.kind", text)
    return text


def _who(text: str, known: Any) -> Who:
    who = Who.parse(text)
    for member in who.members:
        if member not in known:
            raise ValueProblem("record.unknown_actor", member)
    return who


def _several(text: str, known: Any) -> tuple[Who, ...]:
    return tuple(dict.fromkeys(_who(each, known) for each in text.split(";")))
