"""Windows over columns select what the ledger's own rule selects."""

from datetime import date

import pytest
from tests.world import ACCEPTED_KEEP_TO_IT, NORTH_KEEPS_TO_IT, TRUCE, World

from truceline.assessment.finding_table import table_of
from truceline.assessment.ledger import Scope, collect
from truceline.assessment.selection import Window, every_incident
from truceline.exchange.frames import findings_frame

WINDOWS = [
    Window(None, None),
    Window(date(2016, 3, 1), None),
    Window(None, date(2016, 3, 1)),
    Window(date(2016, 3, 9), date(2016, 3, 10)),
    Window(date(2016, 3, 10), date(2016, 3, 10)),
]


@pytest.mark.parametrize("window", WINDOWS, ids=lambda one: f"{one.first} to {one.last}")
def test_the_rows_are_those_that_begin_in_the_window(window: Window) -> None:
    world = World()
    for number, happened in enumerate(
        ("2016-03-10", "2016-02", "../2016-02-28", "2016-03-09/2016-03-12", "2016-04/..", None)
    ):
        world.reports("monitor", f"i{number}", happened=happened)
    case = world.case(TRUCE + NORTH_KEEPS_TO_IT + ACCEPTED_KEEP_TO_IT)
    gathered = collect(case, Scope(window, every_incident))
    expected = {item.finding.incident for item in gathered.inside}
    assert set(findings_frame(case, table_of(case), window)["incident"].to_pylist()) == expected
