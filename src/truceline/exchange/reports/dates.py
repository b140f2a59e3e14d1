"""Dates in a table of reports, each with the zone it is local to."""

import pyarrow as pa
import pyarrow.compute as pc

from truceline.assessment.engine.reports import minutes
from truceline.exchange.reports.sheet import BETWEEN, Sheet
from truceline.values.problems import ValueProblem
from truceline.values.when import Fills, Interval, Period, parse_period


def zoned(sheet: Sheet, cells: pa.Array, zone: str) -> pa.Array:
    """Cells of dates with the zone of their row, or the one given where it names none."""
    return pc.binary_join_element_wise(cells, pc.fill_null(sheet.text("zone"), zone), BETWEEN)


def period_of(text: str) -> Period:
    """The period that such a cell is.

    Raises:
        ValueProblem: ``reports.zone``, or as :func:`parse_period`.
    """
    said, zone = text.split(BETWEEN)
    if not zone and "[" not in said and not said.endswith("Z"):
        raise ValueProblem("reports.zone", said)
    return parse_period(said, zone=zone or "UTC", fills=Fills.WITHIN)


def span_of(text: str) -> Interval:
    """The stretch of time that such a cell bounds."""
    return period_of(text).span


def minutes_of(span: Interval, *, begun: int, ended: int) -> tuple[int, int]:
    """The minutes that bound a stretch; ``begun`` and ``ended`` where it is open.

    Raises:
        ValueProblem: ``reports.minute``.
    """
    start, end = minutes(span.start, none=begun), minutes(span.end, none=ended)
    if start is None or end is None:
        raise ValueProblem("reports.minute", f"{span.start} to {span.end}")
    return start, end
