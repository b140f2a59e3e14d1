"""Ledgers: the findings of one view, tallied as bounds (semantics 7)."""

from datetime import date
from typing import Any

import pytest
from tests.world import (
    ACCEPTED_KEEP_TO_IT,
    EVERY_SOURCE,
    NO_FIRE_IN_ZONE,
    NORTH_KEEPS_TO_IT,
    TRUCE,
    World,
    accounts,
    event,
    framed_by,
    only,
    role,
    taking,
)

from truceline.assessment.finding import ASSESSMENT_VERSION
from truceline.assessment.ledger import (
    EVERYTHING,
    ActorBounds,
    Aggregates,
    By,
    Ledger,
    Scope,
    collect,
    tally,
)
from truceline.assessment.loss import NO_LOSS, Loss
from truceline.assessment.selection import EVER, Window, every_incident
from truceline.assessment.view import View

BOTH = NORTH_KEEPS_TO_IT + ACCEPTED_KEEP_TO_IT
CLAUSES = BOTH + NO_FIRE_IN_ZONE


def killed(number: int) -> Loss:
    return Loss(number, number, number, best_of=1, incidents=1)


@pytest.fixture
def world() -> World:
    """Five incidents: two breaches, one in doubt, one none, and one that sums up a year."""
    made = World()
    made.accepts("south")
    made.reports("monitor", "north-hits-south", killed=3)
    made.reports("observer", "clash", by="south", on="north", killed=5, happened="2016-03-20", place="outer")
    made.reports("monitor", "doubtful", on="east", killed=7, happened="2016-03-20/2016-03-21", place="outer")
    made.reports("monitor", "outside", on="outlaws", killed=11, happened="2016-03-12", place="outer")
    made.reports("monitor", "year", killed=100, happened="2016")
    return made


def ledger(
    world: World,
    by: By = By.ACTOR,
    *,
    view: View = EVERY_SOURCE,
    scope: Scope = EVERYTHING,
    text: str = CLAUSES,
) -> Ledger:
    return tally(world.case(TRUCE + text, view), scope, by)


def march(first: int, last: int, choice: Any = every_incident) -> Scope:
    return Scope(Window(date(2016, 3, first), date(2016, 3, last)), choice)


def test_the_totals_count_each_incident_once_by_its_worst_outcome(world: World) -> None:
    found = ledger(world)
    totals = found.totals
    assert (totals.definite, totals.possible, totals.none) == (2, 1, 1)
    assert (totals.loss.low, totals.loss_possible.low, totals.loss_none.low) == (8, 7, 11)
    assert found.none == {"whom": 1}
    assert (found.in_, found.in_perhaps) == (5, 0)


def test_a_ledger_says_what_it_is_of_and_under_which_view(world: World) -> None:
    found = ledger(world)
    assert (found.name, found.title) == ("every-source", "Every source; nothing was filtered")
    assert (found.agreement, found.assessment_version) == ("truce", ASSESSMENT_VERSION)
    assert (found.size, found.origin, found.known_by, found.published_by) == (1, "test", "", "")


@pytest.mark.parametrize("by", list(By))
def test_rows_partition_the_breaches_and_their_sums_are_the_totals(world: World, by: By) -> None:
    found = ledger(world, by)
    assert sum(row.definite for row in found.rows) == found.totals.definite
    assert sum(row.possible for row in found.rows) == found.totals.possible
    assert sum(row.loss.low for row in found.rows) == found.totals.loss.low
    assert sum(row.loss_possible.low for row in found.rows) == found.totals.loss_possible.low
    assert len({row.key for row in found.rows}) == len(found.rows)


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        (By.PROVISION, {("north", "zone"), ("accepted",), ("north",)}),
        (By.ACTOR, {("north",), ("south",)}),
        (By.PLACE, {("inner",), ("outer",)}),
        (By.KIND, {("shelling",)}),
        (By.DAY, {("2016-03-10",), ("2016-03-20",), ("2016-03-20", "2016-03-21")}),
        (By.WEEK, {("2016-W10",), ("2016-W11",), ("2016-W11", "2016-W12")}),
        (By.MONTH, {("2016-03",)}),
    ],
)
def test_a_row_is_keyed_by_all_that_may_be_the_case(world: World, by: By, keys: set[tuple[str, ...]]) -> None:
    assert {row.key for row in ledger(world, by).rows} == keys


def test_a_row_lists_the_provisions_behind_it(world: World) -> None:
    rows = {row.key: row for row in ledger(world).rows}
    assert rows["north",].provisions == ("north", "zone")
    assert (rows["north",].definite, rows["north",].possible) == (1, 1)


def test_weeks_are_iso_weeks_at_the_end_of_a_year() -> None:
    world = World()
    for number, day in enumerate(
        ("2015-12-31", "2016-01-01", "2016-01-03", "2016-01-04", "2016-12-31", "2018-12-31")
    ):
        world.reports("monitor", f"i{number}", happened=day)
    old = NO_FIRE_IN_ZONE.replace("[[provision]]", '[[provision]]\nfrom = "2015-01-01"')
    terms = TRUCE.replace('from = "2016-02-27T00:00"\n', "").replace("2016-02-22", "2015-01-01")
    found = tally(world.case(terms + old), EVERYTHING, By.WEEK)
    assert {row.key: row.definite for row in found.rows} == {
        ("2015-W53",): 3,
        ("2016-W01",): 1,
        ("2016-W52",): 1,
        ("2019-W01",): 1,
    }


def test_what_nobody_attributes_dates_or_places_has_a_row_without_a_key() -> None:
    world = World()
    world.says("monitor", event("shelling"))
    anywhere = NO_FIRE_IN_ZONE.replace('area = "zone"\n', "")
    for by in (By.ACTOR, By.DAY, By.WEEK, By.PLACE):
        (row,) = ledger(world, by, text=anywhere).rows
        assert row.key == ()


def test_a_place_counts_as_the_smallest_named_unit_that_contains_it() -> None:
    world = World()
    world.place("rows:17", kind="other", position="34.7, 36.7", **{"part-of": ["zone"]})
    for number, place in enumerate(
        ("rows:17", "near inner", "@34.75, 36.75", "inner | zone", "nowhere-known")
    ):
        world.reports("monitor", f"i{number}", place=place)
    found = ledger(world, By.PLACE, text=NO_FIRE_IN_ZONE.replace('area = "zone"\n', ""))
    assert {row.key for row in found.rows} == {
        ("zone",),
        ("inner",),
        ("@34.75, 36.75 ~1 km",),
        ("inner", "zone"),
        ("nowhere-known",),
    }


def test_an_actor_answers_for_at_least_what_is_surely_its_own_and_at_most_for_all_it_may(
    world: World,
) -> None:
    world.says(
        "monitor",
        event("undirected", "clash", happened="2016-03-11", place="outer"),
        role("undirected", "north", "participant"),
        role("undirected", "south", "participant"),
    )
    found = ledger(world)
    assert found.by_actor_bounds == (ActorBounds("north", 1, 3), ActorBounds("south", 1, 2))
    assert found.totals.definite == 3


def test_joint_breaches_are_each_ones_at_least(world: World) -> None:
    both = NORTH_KEEPS_TO_IT.replace('actors = ["north"]', 'actors = ["north", "east"]')
    world.reports("monitor", "joint", by="north + east")
    bounds = {item.actor: item for item in ledger(world, text=both).by_actor_bounds}
    assert (bounds["east"].least, bounds["east"].most) == (1, 1)


def test_what_sums_up_stands_on_a_line_of_its_own(world: World) -> None:
    world.says(
        "observer",
        event("several", happened="2016-03-10", place="outer", circumstances=["aggregate"]),
        role("several", "outlaws"),
        role("several", "north", "target"),
        {"type": "loss", "incidents": ["several"], "harm": "killed", "count": 10},
    )
    found = ledger(world)
    assert found.aggregates == Aggregates(possible=1, none={"who": 1}, loss=Loss(110, 110, 110, 2, 2))
    assert found.totals.loss_none.low == 11
    assert found.in_ == 6


def test_other_harm_has_its_own_sums(world: World) -> None:
    hurt = {"type": "loss", "incidents": ["clash"], "harm": "injured", "count": 4}
    nobody = {
        "type": "loss",
        "incidents": ["clash"],
        "harm": "missing",
        "count": {"low": 0, "high": 0, "words": ""},
    }
    world.says("observer", hurt, nobody)
    losses = ledger(world).totals.other_losses
    assert losses["injured"] == killed(4)
    assert "displaced" not in losses
    assert losses.get("missing", NO_LOSS).low == 0


# In, out and windows


def test_incidents_that_are_out_are_counted_by_reason(world: World) -> None:
    said = world.reports("monitor", "withdrawn")
    world.links(world.says("monitor"), "retracts", said, asserter="monitor")
    assert ledger(world).out == {"withdrawn": 1}
    assert ledger(world, view=taking("monitor")).out == {"withdrawn": 1, "no admitted account": 1}
    assert ledger(world, view=accounts(origins=2)).out["too few origins"] == 5


def test_what_is_in_only_perhaps_is_counted_apart(world: World) -> None:
    world.reports("monitor", "hedged", firmness="probable")
    found = ledger(world)
    assert (found.in_, found.in_perhaps) == (6, 1)


def test_a_window_selects_what_begins_in_it_and_says_what_else_may(world: World) -> None:
    found = ledger(world, scope=march(11, 20))
    assert (found.totals.definite, found.totals.possible, found.totals.none) == (1, 1, 1)
    assert (found.may_overlap, found.may_fall_outside) == (1, 1)
    assert found.aggregates.possible == 0


def test_what_is_out_is_counted_in_the_window_by_any_claims_time(world: World) -> None:
    assert ledger(world, view=taking("reporter"), scope=march(20, 20)).out == {"no admitted account": 2}


def test_a_choice_leaves_out_what_it_does_not_choose(world: World) -> None:
    found = ledger(world, scope=Scope(EVER, lambda name: name == "clash"))
    assert found.in_ == 1


# Parts, doubles, the unassessed


def test_a_part_is_not_counted_beside_its_whole(world: World) -> None:
    world.judges("clash", "part-of", "north-hits-south")
    found = ledger(world)
    assert (found.parts, found.totals.definite) == (1, 1)


@pytest.mark.parametrize(
    ("view", "scope"),
    [
        (taking("observer"), EVERYTHING),
        (EVERY_SOURCE, Scope(EVER, lambda name: name != "north-hits-south")),
        (EVERY_SOURCE, march(20, 20)),
    ],
)
def test_a_part_counts_where_its_whole_does_not(world: World, view: View, scope: Scope) -> None:
    world.judges("clash", "part-of", "north-hits-south")
    found = ledger(world, view=view, scope=scope)
    assert (found.parts, found.totals.definite) == (0, 1)


def test_a_part_of_what_the_record_does_not_hold_counts(world: World) -> None:
    world.judges("clash", "part-of", "never-told")
    assert ledger(world).parts == 0


def test_possible_doubles_are_counted(world: World) -> None:
    world.reports("reporter", "rows:1", killed=3)
    found = ledger(world)
    assert (found.possible_doubles, found.totals.definite) == (1, 3)


def test_provisions_without_a_version_taken_are_listed(world: World) -> None:
    rivals = "".join(
        NO_FIRE_IN_ZONE.replace('id = "zone"', f'id = "zone"\nversion = "{name}"\naccording-to = ["{name}"]')
        for name in ("monitor", "observer")
    )
    assert ledger(world, view=framed_by("reporter"), text=rivals).not_assessed == ("zone",)


@pytest.mark.parametrize(
    ("view", "unfiltered"),
    [
        (EVERY_SOURCE, True),
        (accounts(origins=2), False),
        (accounts(refuses=only("monitor")), False),
        (taking("monitor"), False),
    ],
)
def test_a_ledger_that_filtered_nothing_says_so(world: World, view: View, *, unfiltered: bool) -> None:
    assert ledger(world, view=view).unfiltered is unfiltered


def test_progress_is_told_as_incidents_are_assessed(world: World) -> None:
    told: list[int] = []
    collect(world.case(TRUCE + CLAUSES), EVERYTHING, told.append)
    assert told == [0]
