"""What a ledger asks of all incidents, as columns: less than a table of findings, and quicker made."""

from collections.abc import Hashable
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen
from numpy.typing import NDArray

from truceline.assessment.case import Case
from truceline.assessment.engine.days import Clocks, LocalDays, local_days_of
from truceline.assessment.engine.found import Found, adding
from truceline.assessment.engine.reports import ABSENT, EARLIEST, LATEST, TIME, Reports
from truceline.assessment.engine.table import coded_days, places_of, where_told
from truceline.assessment.finding_table import Coded, FindingTable, laid_out
from truceline.assessment.ledger import By

V = TypeVar("V", bound=Hashable)


@frozen(eq=False)
class Occasions:
    """The findings of a view as a ledger asks for them, those of incidents recorded later last.

    ``special`` are the rows that the reference assessed, ``table`` says of them in this order what it says;
    ``state`` says whether the ``toll`` of each stands. ``whole`` is empty where no incident is part of another.
    """

    case: Case
    reports: Reports
    clocks: Clocks
    found: Found
    special: NDArray[np.intp]
    table: FindingTable | None
    out: NDArray[np.int8]
    outcome: NDArray[np.int8]
    failed: NDArray[np.int8]
    perhaps: NDArray[np.bool_]
    aggregate: NDArray[np.bool_]
    state: NDArray[np.uint16]
    toll: NDArray[np.int32]
    tolls: NDArray[np.int32]
    whole: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.out)

    @property
    def incidents(self) -> pa.StringArray:
        """The incidents' ids."""
        later = pa.array(list(self.case.shared.later), pa.string())
        return pa.concat_arrays([self.reports.incidents, later]) if len(later) else self.reports.incidents

    def days(self) -> LocalDays:
        """The local days of every incident."""
        reports, found = self.reports, self.found
        days = local_days_of(reports, self.clocks)
        told = np.zeros(len(reports), np.bool_)
        told[np.repeat(np.arange(len(reports)), np.diff(reports.first))[reports.speaks & TIME > 0]] = True
        timed = np.where(found.out < 0, found.state & 3 > 0, told)
        first, last = (
            np.where(timed, days.first, np.int32(EARLIEST)),
            np.where(timed, days.last, np.int32(LATEST)),
        )
        table, rows, count = self.table, self.special, len(self)
        return LocalDays(
            put(first, rows, None if table is None else table.first_day, count),
            put(last, rows, None if table is None else table.last_day, count),
        )

    def data_sets(self) -> NDArray[np.int32]:
        """A number for the data set of each incident; empty where all are of one."""
        names = self.incidents
        at = pc.find_substring(names, ":")
        if pc.max(at).as_py() in (None, ABSENT):
            return np.zeros(0, np.int32)
        named = pc.if_else(pc.less(at, 0), "", pc.replace_substring_regex(names, r"(?s):.*", ""))
        encoded = named.dictionary_encode()
        return (
            encoded.indices.to_numpy().astype(np.int32)
            if len(encoded.dictionary) > 1
            else np.zeros(0, np.int32)
        )

    def keyed(self, by: By, rows: NDArray[np.intp]) -> Coded[Any]:
        """What a ledger by something is keyed by, of some breaches."""
        if by is By.ACTOR:
            return _of(self.found.responsible, rows)
        if by is By.PROVISION:
            return _of(self.found.provisions, rows)
        column = self._told(by, rows)
        places = np.flatnonzero(np.isin(rows, self.special))
        if self.table is None or not len(places):
            return column
        number = {row: place for place, row in enumerate(self.special.tolist())}
        other = {By.KIND: self.table.kinds, By.PLACE: self.table.places}.get(by, self.table.days)
        return adding(column, places, [other[number[row]] for row in rows[places].tolist()])

    def _told(self, by: By, rows: NDArray[np.intp]) -> Coded[Any]:
        """Kinds, places or days as the columns have them."""
        reports, state = self.reports, self.found.state[rows]
        if by is By.KIND:
            kinds = np.where(state >> 4 & 3 == _STANDS, reports.kind[rows], len(reports.kinds))
            return Coded(kinds.astype(np.int32), (*((kind,) for kind in reports.kinds), ()))
        if by is By.PLACE:
            return where_told(state >> 2 & 3 > 0, places_of(reports, self.case, rows))
        return where_told(state & 3 > 0, coded_days(local_days_of(reports, self.clocks, rows)))


_STANDS, _TOLL = 2, 1 << 10


def _of(column: Coded[V], rows: NDArray[np.intp]) -> Coded[V]:
    return Coded(column.codes[rows], column.values)


def occasions_of(case: Case, reports: Reports, clocks: Clocks, found: Found) -> Occasions:
    """The columns of a view's findings; incidents recorded later are its last rows."""
    apart = list(found.apart.values())
    later = [(case.account(name), case.finding(name)) for name in case.shared.later]
    special = np.concatenate([list(found.apart), len(reports) + np.arange(len(later))]).astype(np.intp)
    table = laid_out(case, [*apart, *later]) if len(special) else None
    count = len(reports) + len(later)

    def own(name: str, column: NDArray[Any]) -> NDArray[Any]:
        return put(column, special, None if table is None else getattr(table, name), count)

    state, toll, tolls = found.state, reports.toll, reports.tolls
    if table is not None:
        own_tolls = np.stack([table.low, table.best, table.high], axis=1)
        codes = np.where(table.losses > 0, len(tolls) + np.arange(len(special)), ABSENT).astype(np.int32)
        toll, tolls = put(toll, special, codes, count), np.concatenate([tolls, own_tolls.astype(np.int32)])
        state = put(state, special, np.full(len(special), _TOLL, np.uint16), count)
    whole = put(reports.whole, special[len(apart) :], np.full(len(later), ABSENT, np.int32), count)
    return Occasions(
        case=case, reports=reports, clocks=clocks, found=found, special=special, table=table,
        out=own("out", found.out), outcome=own("outcome", found.outcome), failed=own("failed", found.failed),
        perhaps=own("perhaps", found.capped), aggregate=own("aggregate", found.aggregate), state=state, toll=toll,
        tolls=tolls,
        whole=whole if len(reports.part) else np.zeros(0, np.int32),
    )  # fmt: skip


def put(column: NDArray[Any], rows: NDArray[np.intp], values: NDArray[Any] | None, count: int) -> NDArray[Any]:  # fmt: skip
    """A column with the values of some rows put into their places, as long as asked for."""
    if values is None or not len(rows):
        return column
    longer = np.concatenate([column, np.zeros(count - len(column), column.dtype)])
    longer[rows] = values
    return longer
