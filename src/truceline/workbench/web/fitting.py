"""Which rows begin in a period, may reach into it, and may reach out of it (as `selection.fit` says).

Days are numbers; an open beginning is before every day, an open end after every day.
"""

from datetime import date
from functools import cached_property

import numpy as np
from attrs import define
from numpy.typing import NDArray

from truceline.assessment.finding_table import EARLIEST
from truceline.assessment.selection import Window
from truceline.workbench.web.counting import Mask, Rows

EPOCH = date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - EPOCH


@define(eq=False, slots=False)
class Fitting:
    """The days that rows may have begun and ended on, and all rows in order, the latest day first."""

    first: NDArray[np.int32]
    last: NDArray[np.int32]
    order: Rows

    @cached_property
    def ordered(self) -> NDArray[np.int64]:
        """The days of the rows in their order, negated, so that they rise."""
        return -self.first[self.order].astype(np.int64)

    @cached_property
    def _long(self) -> Rows:
        """Rows that may have lasted beyond the day they may have begun on; open beginnings are among them."""
        return np.flatnonzero(self.last > self.first)

    def of(self, window: Window) -> tuple[Mask, Mask, Mask]:
        """Which begin in a window, may overlap it, may reach beyond it."""
        if window.first is not None and window.last is not None:
            return self._closed(day_number(window.first), day_number(window.last))
        always, never = np.ones(len(self.first), np.bool_), np.zeros(len(self.first), np.bool_)
        if window.first is not None:
            begins = self.first >= day_number(window.first)
            return begins, (self.last >= day_number(window.first)) & ~begins, never
        if window.last is None:
            return always, never, never
        ends_in_it = self.last <= day_number(window.last)
        may_begin = self.first <= day_number(window.last)
        begins = ((self.first != EARLIEST) | ends_in_it) & may_begin
        return begins, may_begin & ~begins, begins & ~ends_in_it

    def _closed(self, start: int, end: int) -> tuple[Mask, Mask, Mask]:
        """The same of a window with two ends: looked up, and only long rows looked at."""
        begins, overlaps, beyond = (np.zeros(len(self.first), np.bool_) for _ in range(3))
        low, high = (
            np.searchsorted(self.ordered, -end, "left"),
            np.searchsorted(self.ordered, -start, "right"),
        )
        begins[self.order[low:high]] = True
        first, last = self.first[self._long], self.last[self._long]
        overlaps[self._long] = (first < start) & (last >= start) & (first <= end)
        beyond[self._long] = (first >= start) & (first <= end) & (last > end)
        return begins, overlaps, beyond
