"""The findings of one view as columns: a row for every incident, in or out, in record order.

What a screen, a frame or an engine over arrays works with. A row says what `Case.finding` and
`Case.account` say, less the claims behind it; `explain` gives those for one incident. Windows
of days are taken by column, so one table serves every period.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from typing import Generic, TypeVar

import numpy as np
import pyarrow as pa
import shapely
from attrs import frozen
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from truceline.assessment.account import Account, Out, stated_times
from truceline.assessment.algebras import When
from truceline.assessment.case import Case, is_long
from truceline.assessment.conduct import lineage
from truceline.assessment.finding import CONDITIONS, EITHER_WAY, NOBODY, Finding, Outcome, Responsible
from truceline.assessment.geography import Geography
from truceline.assessment.loss import NO_LOSS, Loss, loss_of
from truceline.assessment.naming import place_names
from truceline.assessment.selection import bounds_of, local_days
from truceline.values.where import metres_between

V = TypeVar("V", bound=Hashable)

OUTCOMES = (Outcome.NONE, Outcome.POSSIBLE, Outcome.VIOLATION)
"""By code, the worse the higher."""

FAILED = (*CONDITIONS, EITHER_WAY)
"""Why there is no breach, by code."""

OUT = tuple(Out)
"""Why an incident is out, by code."""

ABSENT = -1
"""The code of what does not apply, and the figure of what is not known."""

EARLIEST, LATEST = np.iinfo(np.int32).min, np.iinfo(np.int32).max
"""The days of an open beginning and an open end."""


@frozen(eq=False)
class Coded(Generic[V]):
    """A column whose values repeat: row ``i`` holds ``values[codes[i]]``."""

    codes: NDArray[np.int32]
    values: Sequence[V]

    def __getitem__(self, row: int) -> V:
        value: V = self.values[self.codes[row]]
        return value


@frozen(eq=False)
class FindingTable:
    """One row an incident; rows of incidents that are out have no outcome.

    ``out`` is the index in :data:`OUT`, or -1 for an incident that is in; ``outcome`` that in
    :data:`OUTCOMES` (-1 when out) and ``failed`` that in :data:`FAILED` (-1 unless *none*).
    ``perhaps``: possible at most because of what its accounts rest on. ``aggregate``: sums up
    several incidents or more than 31 days. ``whole`` is the row of the incident it is part of,
    or -1. ``first_day`` and ``last_day`` are the first and last local day it may have been on,
    as days since 1970-01-01, open ends as :data:`EARLIEST` and :data:`LATEST`.
    ``longitude``, ``latitude`` are a position inside where it may have been, in degrees
    (WGS 84), and ``radius`` the metres from there that hold all of it; NaN where nothing
    places it. ``low``, ``best``, ``high`` are people killed, -1 for no figure (in ``high``: or
    more). ``losses`` counts incidents with a toll (0 or 1). ``origins`` is the number of
    distinct origins admitted. ``places`` holds smallest named units, ``days`` the local
    days that bound it, ``kinds`` and ``provisions`` what stands and which clauses give the outcome.
    """

    incidents: pa.StringArray
    out: NDArray[np.int8]
    outcome: NDArray[np.int8]
    failed: NDArray[np.int8]
    perhaps: NDArray[np.bool_]
    aggregate: NDArray[np.bool_]
    whole: NDArray[np.int32]
    first_day: NDArray[np.int32]
    last_day: NDArray[np.int32]
    longitude: NDArray[np.float64]
    latitude: NDArray[np.float64]
    radius: NDArray[np.float32]
    low: NDArray[np.int64]
    best: NDArray[np.int64]
    high: NDArray[np.int64]
    losses: NDArray[np.int8]
    origins: NDArray[np.int16]
    responsible: Coded[Responsible]
    provisions: Coded[tuple[str, ...]]
    kinds: Coded[tuple[str, ...]]
    places: Coded[tuple[str, ...]]
    days: Coded[tuple[date, ...]]

    def __len__(self) -> int:
        return len(self.out)


def table_of(case: Case, progress: Callable[[int], None] | None = None) -> FindingTable:
    """The findings of a case on every incident of its record, by the reference assessment."""
    rows = []
    for number, incident in enumerate((*case.shared.evidence.incidents, *case.shared.later)):
        if progress is not None and number % 500 == 0:
            progress(number)
        rows.append((case.account(incident), case.finding(incident)))
    return laid_out(case, rows)


def laid_out(case: Case, rows: Sequence[tuple[Account, Finding | None]]) -> FindingTable:
    """A table of these accounts and findings, in this order."""
    accounts = [account for account, _ in rows]
    findings = [finding for _, finding in rows]
    losses = [NO_LOSS if finding is None else loss_of(account) for account, finding in rows]
    bounds = np.array([_bounds(case, account) for account in accounts], np.int32).reshape(-1, 2)
    marks = _marks(case.shared.geography, accounts)
    return FindingTable(
        incidents=pa.array([account.incident for account in accounts], pa.string()),
        out=_codes(OUT, (account.out for account in accounts)),
        outcome=_codes(OUTCOMES, (finding and finding.outcome for finding in findings)),
        failed=_codes(FAILED, (finding and finding.failed for finding in findings)),
        perhaps=np.array([bool(account.capped) for account in accounts], np.bool_),
        aggregate=np.array([account.aggregate or is_long(account) for account in accounts], np.bool_),
        whole=_wholes(case, accounts),
        first_day=bounds[:, 0],
        last_day=bounds[:, 1],
        longitude=marks[:, 0],
        latitude=marks[:, 1],
        radius=marks[:, 2].astype(np.float32),
        low=np.array([loss.low if loss.incidents else ABSENT for loss in losses], np.int64),
        best=np.array([loss.best if loss.best_of else ABSENT for loss in losses], np.int64),
        high=np.array([_high(loss) for loss in losses], np.int64),
        losses=np.array([loss.incidents for loss in losses], np.int8),
        origins=np.array([origins_of(account) for account in accounts], np.int16),
        responsible=coded([NOBODY if finding is None else finding.responsible for finding in findings]),
        provisions=coded([() if finding is None else finding.provisions for finding in findings]),
        kinds=coded([tuple(sorted(account.kind.values, key=lineage)) for account in accounts]),
        places=coded([place_names(case, account) for account in accounts]),
        days=coded([local_days(_times(case, account)) for account in accounts]),
    )


def coded(values: Iterable[V]) -> Coded[V]:
    """A column with each distinct value kept once, in order of first appearance."""
    numbers: dict[V, int] = {}
    codes = [numbers.setdefault(value, len(numbers)) for value in values]
    return Coded(np.array(codes, np.int32), tuple(numbers))


def _codes(known: tuple[object, ...], values: Iterable[object]) -> NDArray[np.int8]:
    numbers = {value: number for number, value in enumerate(known)}
    return np.array([ABSENT if value is None else numbers[value] for value in values], np.int8)


def _high(loss: Loss) -> int:
    return ABSENT if not loss.incidents or loss.high is None else loss.high


def origins_of(account: Account) -> int:
    """How many different origins an account rests on."""
    return len({origin.key for item in account.admissions if item.aside is None for origin in item.origins})


def _wholes(case: Case, accounts: Sequence[Account]) -> NDArray[np.int32]:
    number = {account.incident: row for row, account in enumerate(accounts)}
    whole_of = case.shared.evidence.whole_of
    wholes = (whole_of.get(account.incident) for account in accounts)
    return np.array([ABSENT if whole is None else number.get(whole, ABSENT) for whole in wholes], np.int32)


def _times(case: Case, account: Account) -> tuple[When, ...]:
    """What stands of when it happened; of an incident that is out, any claim's own time."""
    if account.out is None:
        return account.when.worlds
    return case.shared.later.get(account.incident) or stated_times(account)


def _bounds(case: Case, account: Account) -> tuple[int, int]:
    first, last = bounds_of(_times(case, account))
    return (
        EARLIEST if first is None else _day_number(first),
        LATEST if last is None else _day_number(last),
    )


def _day_number(day: date) -> int:
    return day.toordinal() - _EPOCH


_EPOCH = date(1970, 1, 1).toordinal()


def _marks(geography: Geography, accounts: Sequence[Account]) -> NDArray[np.float64]:
    """Longitude, latitude and radius of each account's place."""
    found: dict[tuple[object, ...], tuple[float, float, float]] = {}
    rows = []
    for account in accounts:
        spots = tuple(spot for location in account.where.worlds for spot in location.alternatives)
        if spots not in found:
            regions = [region for spot in spots if (region := geography.region_of(spot)) is not None]
            placed = bool(spots) and len(regions) == len(spots)
            found[spots] = mark_of(shapely.unary_union(regions)) if placed else _NOWHERE
        rows.append(found[spots])
    return np.array(rows, np.float64).reshape(-1, 3)


_NOWHERE = (np.nan, np.nan, np.nan)


def mark_of(region: BaseGeometry) -> tuple[float, float, float]:
    """The middle of a region's hull, and how far its furthest corner is from it."""
    hull = region.convex_hull
    middle = hull.centroid
    corners = shapely.get_coordinates(hull)
    return middle.x, middle.y, max(metres_between((middle.x, middle.y), corner) for corner in corners)
