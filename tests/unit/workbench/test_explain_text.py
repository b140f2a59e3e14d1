"""What an explanation says of the claims on terms, standing and relations behind a finding."""

import io

import pytest
from rich.console import Console
from tests.world import (
    ACCEPTED_KEEP_TO_IT,
    EVERY_SOURCE,
    NORTH_KEEPS_TO_IT,
    TRUCE,
    World,
    taking,
)

from truceline.assessment.explain import explain
from truceline.assessment.view import View
from truceline.workbench.explain_text import draw_explanation
from truceline.workbench.testimony_text import Teller

HEADING = "On who is bound, protected or excluded, and when:"


def framework_lines(world: World, clauses: str = NORTH_KEEPS_TO_IT, view: View = EVERY_SOURCE) -> list[str]:
    """The lines under that heading, without the ids; none where it is not printed."""
    case = world.case(TRUCE + clauses, view)
    screen = Console(file=io.StringIO(), width=200, markup=False, highlight=False)
    draw_explanation(case, explain(case, "shelling"), Teller(case.shared.evidence.snapshot), screen)
    assert isinstance(screen.file, io.StringIO)
    printed = screen.file.getvalue().splitlines()
    if HEADING not in printed:
        return []
    below = printed[printed.index(HEADING) + 1 :]
    return [line.partition("] ")[2] or line.strip() for line in below[: _first_other(below)]]


def _first_other(lines: list[str]) -> int:
    return next(number for number, line in enumerate(lines) if not line.startswith("  - "))


@pytest.fixture
def world() -> World:
    made = World()
    made.reports("monitor")
    return made


def test_a_standing_that_decides_is_named_once_though_two_sources_are_heard(world: World) -> None:
    world.accepts("south")
    world.reports("observer")
    assert framework_lines(world, NORTH_KEEPS_TO_IT + ACCEPTED_KEEP_TO_IT) == [
        "Monitor, 2016-02-26: South accepted under truce"
    ]


def test_a_relation_that_excludes_is_named(world: World) -> None:
    world.accepts("south")
    excluding = NORTH_KEEPS_TO_IT.replace(
        '{ actor = "outlaws" }', '{ actors = ["outlaws"], and = ["associated-with"] }'
    )
    world.says(
        "observer",
        {"type": "relation", "subject": "south", "relation": "associated-with", "object": "outlaws"},
        said="2016-03-09",
    )
    assert "Observer, 2016-03-09: South associated-with Outlaws" in framework_lines(world, excluding)


def test_on_whom_stands_before_on_when(world: World) -> None:
    world.accepts("south")
    life = {"type": "term", "agreement": "truce", "step": "in-force", "happened": "2016-02-27/.."}
    world.says("observer", life, said="2016-02-27")
    lines = framework_lines(world)
    assert [line.partition(": ")[2].split()[0] for line in lines] == ["South", "truce:"]


def test_of_a_clause_that_is_no_breach_only_what_failed_is_told() -> None:
    world = World()
    world.reports("monitor", by="east")
    world.accepts("south")
    assert framework_lines(world) == []
    world.says(
        "observer",
        {"type": "standing", "actor": "east", "agreement": "truce", "position": "refused"},
        said="2016-03-01",
    )
    assert framework_lines(world, ACCEPTED_KEEP_TO_IT) == ["Observer, 2016-03-01: East refused under truce"]


def test_an_incident_out_of_the_view_rests_on_nothing(world: World) -> None:
    world.accepts("south")
    assert framework_lines(world, view=taking("reporter")) == []


def test_past_a_dozen_the_rest_is_counted(world: World) -> None:
    for day in range(1, 16):
        world.accepts("south", happened=f"2016-02-{day + 10}/..")
    lines = framework_lines(world)
    assert len(lines) == 13
    assert lines[-1] == "- and 3 more (all of them with --format json)"
