"""Possible doubles: rows of two data sets that may be one incident and nobody has judged (semantics 7)."""

from typing import Any

import pytest
from tests.world import NO_FIRE_IN_ZONE, TRUCE, World

from truceline.assessment.doubles import data_set_of, pairs_of_doubles, possible_doubles


def doubles(world: World) -> list[tuple[str, str]]:
    case = world.case(TRUCE + NO_FIRE_IN_ZONE)
    accounts = [case.account(name) for name in case.shared.evidence.incidents]
    found = list(pairs_of_doubles(case.shared, accounts))
    assert possible_doubles(case.shared, accounts) == len(found)
    return found


def reported(one: str, other: str, **more: Any) -> World:
    world = World()
    world.reports("monitor", one)
    world.reports("observer", other, **more)
    return world


def test_two_data_sets_rows_alike_are_possible_doubles() -> None:
    assert doubles(reported("rows:1", "other:1")) == [("rows:1", "other:1")]
    assert doubles(reported("rows:1", "shelling")) == [("rows:1", "shelling")]


@pytest.mark.parametrize(("one", "other"), [("rows:1", "rows:2"), ("shelling", "bombing")])
def test_rows_of_one_data_set_are_never_doubles(one: str, other: str) -> None:
    assert doubles(reported(one, other)) == []


@pytest.mark.parametrize(
    ("more", "alike"),
    [
        ({"happened": "2016-03-11"}, False),
        ({"happened": "2016-03-10/2016-03-11"}, False),
        ({"happened": "2016-03-10T23:30"}, True),
        ({"place": "outer"}, False),
        ({"place": "land"}, True),
        ({"place": None}, False),
        ({"kind": "air-strike"}, False),
        ({"kind": "armed-force"}, True),
        ({"kind": "mortar-fire"}, True),
    ],
)
def test_they_share_the_local_day_a_place_and_a_kind(more: dict[str, Any], *, alike: bool) -> None:
    assert bool(doubles(reported("rows:1", "shelling", **more))) is alike


@pytest.mark.parametrize(
    ("also", "alike"),
    [
        ({"happened": "2016-03-10T23:30", "firmness": "possible"}, True),
        ({"happened": "2016-03-11", "firmness": "possible"}, False),
        ({"happened": "2016-03-11"}, False),
        ({"happened": "2016-03-12/.."}, False),
    ],
)
def test_an_incident_that_somebody_tells_of_another_day_is_on_no_day_with_others(
    also: dict[str, Any], *, alike: bool
) -> None:
    world = reported("rows:1", "shelling")
    world.reports("silent", "shelling", **also)
    assert bool(doubles(world)) is alike


def test_a_day_told_with_a_hedge_alone_is_not_known() -> None:
    world = reported("rows:1", "shelling", happened=None)
    world.reports("silent", "shelling", firmness="possible")
    assert doubles(world) == []


@pytest.mark.parametrize("answer", ["different", "unsure", "part-of"])
def test_a_pair_somebody_judged_is_no_open_question(answer: str) -> None:
    world = reported("rows:1", "shelling")
    world.judges("shelling", answer, "rows:1")
    assert doubles(world) == []


def test_a_judgement_of_a_folded_row_counts_for_what_it_was_folded_into() -> None:
    world = reported("rows:1", "shelling")
    world.judges("shelling", "same", "slip")
    world.judges("rows:1", "different", "slip")
    assert doubles(world) == []


def test_the_data_set_of_an_incident_stands_before_its_row() -> None:
    assert data_set_of("rows:1") == "rows"
    assert data_set_of("shelling") == ""
