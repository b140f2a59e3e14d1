"""Results as plain data: what commands and the library give out, held to the published schemas."""

import json
from importlib import resources
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # ships no types
from tests.world import (
    ACCEPTED_KEEP_TO_IT,
    EVERY_SOURCE,
    NO_FIRE_IN_ZONE,
    NORTH_KEEPS_TO_IT,
    TRUCE,
    World,
    event,
    taking,
)

from truceline.assessment.case import Case
from truceline.assessment.comparison import compare
from truceline.assessment.comparison_shapes import comparison_shape, crux_shape
from truceline.assessment.crux import crux
from truceline.assessment.doubts import why_possible
from truceline.assessment.dues import find_dues
from truceline.assessment.explain import explain
from truceline.assessment.finding import NOBODY
from truceline.assessment.flipping import incidents_asked, take
from truceline.assessment.incidents import incidents
from truceline.assessment.ledger import EVERYTHING, collect, tally
from truceline.assessment.loss import Loss
from truceline.assessment.sensitivity import sensitivity
from truceline.assessment.shapes import (
    Shape,
    assessed_rows,
    dues_shape,
    explanation_shape,
    incidents_shape,
    ledger_shape,
    loss_shape,
    responsible_shape,
    why_shape,
    without_shape,
)
from truceline.assessment.view import View

TEXT = TRUCE + NORTH_KEEPS_TO_IT + ACCEPTED_KEEP_TO_IT + NO_FIRE_IN_ZONE


@pytest.fixture
def world() -> World:
    made = World()
    made.accepts("south")
    made.reports("monitor", killed=3)
    made.reports("observer", "doubtful", on="east", place="outer", killed="at least 2")
    made.reports("observer", "none", by="outlaws", place="outer")
    made.reports("monitor", "year", happened="2016")
    made.says("monitor", {"type": "loss", "incidents": ["shelling"], "harm": "injured", "count": 2})
    tallies = [{"label": "all", "count": 5}, {"label": "Homs", "count": 2, "of": "all", "by": "place"}]
    made.says("monitor", {"type": "compliance", "judgement": "breaches", "tallies": tallies})
    made.says("north-office", event("shelling", polarity="denied"))
    return made


def case_of(world: World, view: View = EVERY_SOURCE) -> Case:
    return world.case(TEXT, view)


def fits(name: str, body: Any) -> list[str]:
    """What of a body does not fit its published schema."""
    text = resources.files("truceline.data").joinpath(f"schemas/{name}.schema.json").read_text("utf-8")
    plain = json.loads(json.dumps(body))
    return [error.message for error in Draft202012Validator(json.loads(text)).iter_errors(plain)]


def test_a_ledger_has_all_that_semantics_7_lists(world: World) -> None:
    shape = ledger_shape(tally(case_of(world)))
    assert shape["known_by"] == {"asked": "", "size": 1}
    assert shape["record"] == {"origin": "test", "size": 1, "root": ""}
    assert (shape["in"], shape["out"], shape["pending"]) == (4, {}, 0)
    assert (shape["totals"]["definite"], shape["totals"]["possible"]) == (0, 2)
    assert shape["totals"]["other_losses"]["injured"]["low"] == 2
    assert shape["none"] == {"who": 1}
    assert shape["aggregates"]["possible"] == 1
    assert [row["key"] for row in shape["rows"]] == [["north"]]
    assert shape["by_actor_bounds"] == [{"actor": "north", "least": 0, "most": 2}]
    assert shape["as_counted"][0]["breakdown"][1]["of"] == "all"
    assert (shape["possible_doubles"], shape["not_assessed"]) == (0, [])
    assert "no legal determination" in shape["note"]


def test_a_ledger_fits_its_schema(world: World) -> None:
    case = case_of(world)
    why = why_possible(case, EVERYTHING, collect(case, EVERYTHING), settle=True)
    for shape in (
        ledger_shape(tally(case)),
        {**ledger_shape(tally(case_of(world, taking("observer")))), "why": why_shape(why)},
    ):
        assert fits("ledger", [shape]) == []


def test_an_explanation_fits_its_schema_in_or_out(world: World) -> None:
    shapes = [
        explanation_shape(explain(case, "shelling"))
        for case in (case_of(world), case_of(world, taking("observer")))
    ]
    assert (shapes[0]["outcome"], shapes[0]["capped"]) == ("possible", ["its occurrence is denied"])
    assert (shapes[1]["out"], shapes[1]["outcome"], shapes[1]["responsible"]) == (
        "no admitted account",
        None,
        None,
    )
    assert (shapes[1]["failed"], shapes[1]["capped"]) == (None, [])
    assert shapes[0]["provisions"][0]["conditions"]["who"]["truth"] == "yes"
    assert shapes[0]["provisions"][0]["version"] is None
    assert [fits("explain", shape) for shape in shapes] == [[], []]


def test_a_doubt_in_an_explanation_says_what_would_settle_it(world: World) -> None:
    shape = explanation_shape(explain(case_of(world), "doubtful"))
    settles = [doubt["key"] for clause in shape["provisions"] for doubt in clause["settles"]]
    assert "standing: east" in settles


def test_the_assessed_rows_are_one_for_each_clause(world: World) -> None:
    rows = assessed_rows(explain(case_of(world), "none"))
    assert [(row["provision"], row["failed"]) for row in rows] == [
        ("north", "who"),
        ("accepted", "who"),
        ("zone", "where"),
    ]
    assert {row["who"] for row in rows} == {"no", "yes"}


def test_what_nobody_answers_for_is_not_attributed() -> None:
    assert responsible_shape(NOBODY) == {"share": "not attributed", "actors": []}


def test_incidents_and_sensitivity_fit_their_schemas(world: World) -> None:
    case = case_of(world)
    found = incidents_shape(incidents(case, EVERYTHING))
    assert (found["count"], found["loss"]["low"], found["rows"][0]["targets"]) == (4, 5, ["south"])
    assert fits("incidents", found) == []
    rows: list[Shape] = [without_shape(row) for row in sensitivity(case, EVERYTHING)]
    assert {name for row in rows for name in row["without"]} >= {"monitor", "observer"}
    assert fits("sensitivity", rows) == []


def test_an_open_high_is_null() -> None:
    assert loss_shape(Loss(2, 0, None, best_of=0, incidents=1)) == {
        "low": 2,
        "best": 0,
        "high": None,
        "best_of": 0,
    }


def test_why_says_conditions_questions_and_what_each_answer_would_give(world: World) -> None:
    case = case_of(world)
    shape = why_shape(why_possible(case, EVERYTHING, collect(case, EVERYTHING), settle=True))
    assert shape["possible"] == 2
    assert shape["settling_most"] == "standing: east"
    assert [answer["totals"]["possible"] for answer in shape["settled"]] == [1, 1]
    assert {question["key"] for question in shape["questions"]} >= {"standing: east"}


REQUIRED = """
[[provision]]
id = "access"
requires = "access"
for = "each-request"
within-days = 3
binds = { actors = ["north"] }

[[provision]]
id = "withdraw"
requires = "withdrawal"
by = "2220-03-15"
binds = { actors = ["north"] }
"""


def test_dues_fit_their_schema_with_the_deadline_as_the_text_sets_it() -> None:
    world = World()
    world.says("monitor", event("request", "access-request", happened="2016-03-10", place="inner"))
    case = world.case(TRUCE + REQUIRED)
    shape = dues_shape(case, find_dues(case))
    asked, by_date = shape["rows"]
    assert (asked["request"], asked["by"], asked["within_days"]) == ("request", None, 3)
    assert (by_date["request"], by_date["by"], by_date["within_days"]) == (None, "2220-03-15", None)
    assert (asked["standing"], asked["outcome"], by_date["outcome"]) == ("not known", "possible", None)
    assert fits("dues", [shape]) == []


def test_a_comparison_and_a_crux_fit_their_schemas(world: World) -> None:
    world.reports("observer", happened="2016-01-05")
    cases = [case_of(world), case_of(world, taking("monitor"))]
    taken = [take(case, EVERYTHING, incidents_asked(cases, EVERYTHING)) for case in cases]
    compared = comparison_shape(compare(taken))
    told: list[int] = []
    rows = [*crux(taken), *crux(taken[:1], told.append)]
    assert compared["differing"] == sum(group["count"] for group in compared["groups"]) > 0
    assert fits("compare", compared) == []
    assert fits("crux", crux_shape(taken, rows)) == []
    assert told == list(range(len(told)))
    assert told
