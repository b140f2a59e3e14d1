"""The findings of a view as columns."""

from datetime import date

import numpy as np
import pytest
from tests.world import EVERY_SOURCE, NO_FIRE_IN_ZONE, NORTH_KEEPS_TO_IT, TRUCE, World, accounts, taking

from truceline.assessment.case import Case
from truceline.assessment.finding_table import (
    ABSENT,
    EARLIEST,
    FAILED,
    LATEST,
    OUT,
    OUTCOMES,
    FindingTable,
    table_of,
)
from truceline.assessment.ledger import EVERYTHING, collect
from truceline.assessment.view import View


def world() -> World:
    world = World()
    world.accepts("south")
    world.reports("monitor", "one", killed=2)
    world.reports("reporter", "one", killed="at least 3")
    world.reports("observer", "two", by="east", place="outer", happened="2016-03-10/2016-03-12", killed=1)
    world.reports("monitor", "early", happened="2016-02-01", place="edge")
    world.reports("monitor", "undated", happened=None, place=None)
    world.reports("monitor", "long", happened="2016-03-01/2016-04-20")
    world.reports("monitor", "piece")
    world.judges("piece", "part-of", "one")
    return world


def case_of(view: View = EVERY_SOURCE) -> Case:
    return world().case(TRUCE + NORTH_KEEPS_TO_IT + NO_FIRE_IN_ZONE, view)


@pytest.fixture
def table() -> FindingTable:
    return table_of(case_of())


def row(table: FindingTable, incident: str) -> int:
    return int(table.incidents.index(incident).as_py())


@pytest.mark.parametrize("view", [EVERY_SOURCE, taking("monitor"), accounts(origins=2)])
def test_every_row_says_what_the_case_says(view: View) -> None:
    case = case_of(view)
    table = table_of(case)
    assert table.incidents.to_pylist() == list(case.shared.evidence.incidents)
    for number, incident in enumerate(case.shared.evidence.incidents):
        account, finding = case.account(incident), case.finding(incident)
        assert (None if table.out[number] == ABSENT else OUT[table.out[number]]) is account.out
        if finding is None:
            assert table.outcome[number] == table.failed[number] == ABSENT
            continue
        assert OUTCOMES[table.outcome[number]] is finding.outcome
        assert (None if table.failed[number] == ABSENT else FAILED[table.failed[number]]) == finding.failed
        assert table.responsible[number] == finding.responsible
        assert table.provisions[number] == finding.provisions


def test_aggregates_and_parts_are_told_apart_as_a_ledger_tells_them(table: FindingTable) -> None:
    gathered = collect(case_of(), EVERYTHING)
    inside = table.out == ABSENT
    parts = inside & (table.whole != ABSENT)
    assert np.count_nonzero(inside & table.aggregate & ~parts) == len(gathered.aggregates) == 1
    assert np.count_nonzero(parts) == gathered.parts == 1
    assert table.whole[row(table, "piece")] == row(table, "one")


def test_days_are_local_and_open_where_nobody_bounds_them(table: FindingTable) -> None:
    two, undated = row(table, "two"), row(table, "undated")
    assert table.days[two] == (date(2016, 3, 10), date(2016, 3, 12))
    assert table.first_day[two] == (date(2016, 3, 10) - date(1970, 1, 1)).days
    assert (table.first_day[undated], table.last_day[undated]) == (EARLIEST, LATEST)
    assert table.days[undated] == ()


def test_a_place_is_a_position_with_the_metres_that_hold_it(table: FindingTable) -> None:
    one, undated = row(table, "one"), row(table, "undated")
    assert (round(table.longitude[one], 3), round(table.latitude[one], 3)) == (36.75, 34.75)
    assert 900 < table.radius[one] < 1100
    assert np.isnan(table.longitude[undated])
    assert np.isnan(table.radius[undated])


def test_losses_keep_what_is_open_apart_from_none(table: FindingTable) -> None:
    one, two, early = row(table, "one"), row(table, "two"), row(table, "early")
    assert (table.low[one], table.high[one], table.losses[one]) == (2, ABSENT, 1)
    assert (table.low[two], table.best[two], table.high[two]) == (1, 1, 1)
    assert (table.low[early], table.best[early], table.losses[early]) == (ABSENT, ABSENT, 0)


def test_an_incident_that_is_out_keeps_the_days_its_claims_state() -> None:
    table = table_of(case_of(taking("monitor")))
    two = row(table, "two")
    assert OUT[table.out[two]].value == "no admitted account"
    assert table.first_day[two] == (date(2016, 3, 10) - date(1970, 1, 1)).days
    assert table.origins[two] == 0


def test_progress_is_told_by_the_number_of_incidents_done() -> None:
    told: list[int] = []
    table_of(case_of(), told.append)
    assert told == [0]


def test_an_empty_record_gives_an_empty_table() -> None:
    assert len(table_of(World().case(TRUCE + NO_FIRE_IN_ZONE))) == 0
