"""Incidents as reported: selected by when they begin, by who, where and whose word."""

from datetime import date

import pytest
from tests.world import TRUCE, World

from truceline.assessment.case import Case
from truceline.assessment.incidents import incidents, involving
from truceline.assessment.ledger import Scope
from truceline.assessment.selection import EVER, Window, every_incident

BARE = TRUCE + '[[provision]]\nid = "p"\ntext = "t"\nprohibits = ["use-of-weapons"]\nbinds = "anyone"\n'


@pytest.fixture
def case() -> Case:
    world = World()
    world.reports("monitor", "one", killed=2)
    world.reports(
        "observer",
        "two",
        by="south",
        on="north",
        place="outer",
        happened="2016-03-10/2016-03-12",
        killed="at least 3",
    )
    world.reports("observer", "three", by="east", on="villagers", happened="2016-03-09/2016-03-10")
    world.says("monitor", {"type": "event", "kind": "clash", "incident": "fight", "happened": "2016-04-01"},
               {"type": "role", "incident": "fight", "actor": "east", "role": "participant"})  # fmt: skip
    world.says("unnamed: residents", {"type": "event", "kind": "shelling", "incident": "undated"})
    world.says("monitor", {"type": "event", "kind": "shelling", "incident": "denied", "polarity": "denied"})
    return world.case(BARE)


def test_a_window_selects_by_when_an_incident_begins_and_counts_what_may_touch_it(case: Case) -> None:
    found = incidents(case, Scope(Window(date(2016, 3, 10), date(2016, 3, 11)), every_incident))
    assert [row.incident for row in found.rows] == ["one", "two"]
    assert (found.count, found.may_overlap, found.may_fall_outside) == (2, 2, 1)
    assert (found.loss.low, found.loss.best, found.loss.high) == (5, 2, None)


def test_without_a_window_every_incident_that_is_in_is_there(case: Case) -> None:
    found = incidents(case, Scope(EVER, every_incident))
    assert {row.incident for row in found.rows} == {"one", "two", "three", "fight", "undated"}


def test_a_row_tells_who_took_part_and_whose_word_it_is(case: Case) -> None:
    rows = {row.incident: row for row in incidents(case, Scope(EVER, every_incident)).rows}
    assert rows["one"].actors == ("north",)
    assert rows["one"].targets == ("south",)
    assert rows["one"].sources == ("monitor",)
    assert rows["fight"].actors == ("east",)
    assert rows["undated"].sources == ("unnamed in monitor-report",)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"actors": ["east"]}, {"three", "fight"}),
        ({"actors": ["north"]}, {"one", "two"}),
        ({"places": ["land"]}, {"one", "two", "three"}),
        ({"places": ["outer"]}, {"two"}),
        ({"sources": ["observer"]}, {"two", "three"}),
        ({"sources": ["observer"], "places": ["inner"]}, {"three"}),
        ({}, {"one", "two", "three", "fight", "undated", "denied"}),
    ],
)
def test_incidents_are_chosen_by_who_where_and_whose_word(
    case: Case, choice: dict[str, list[str]], expected: set[str]
) -> None:
    chosen = involving(case, **choice)
    assert {name for name in case.shared.evidence.incidents if chosen(name)} == expected


def test_what_is_not_chosen_is_left_out(case: Case) -> None:
    found = incidents(case, Scope(EVER, lambda name: name == "two"))
    assert [row.incident for row in found.rows] == ["two"]


def test_targets_hit_apart_are_named_in_one_order() -> None:
    world = World()
    world.says(
        "monitor",
        {"type": "event", "kind": "shelling", "incident": "one"},
        *({"type": "role", "incident": "one", "actor": name, "role": "target"} for name in ("south", "east")),
    )
    (row,) = incidents(world.case(BARE), Scope(EVER, every_incident)).rows
    assert row.targets == ("east", "south")
