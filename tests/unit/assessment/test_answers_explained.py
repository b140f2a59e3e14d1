"""What `explain` answers for a condition: over the pairs that give the outcome, in every world."""

from tests.world import TRUCE, World, event, role

from truceline.assessment.finding import Outcome, ProvisionFinding
from truceline.values.doubt import Truth

CLAUSE = """
[[provision]]
id = "no-attacks"
prohibits = ["use-of-weapons"]
binds = { actors = ["north"] }
protects = { actors = ["south"] }
"""


def explained(world: World) -> ProvisionFinding:
    (found,) = world.case(TRUCE + CLAUSE).provision_findings("shelling")
    return found


def answers(found: ProvisionFinding) -> dict[str, Truth]:
    return {name: answer.truth for name, answer in found.conditions.items()}


def test_all_six_are_yes_for_a_violation_that_one_of_two_targets_gives() -> None:
    world = World()
    world.says(
        "monitor",
        event("shelling", happened="2016-03-10", place="inner"),
        role("shelling", "north"),
        role("shelling", "south", "target"),
        role("shelling", "outlaws", "target"),
    )
    found = explained(world)
    assert found.outcome is Outcome.VIOLATION
    assert set(answers(found).values()) == {Truth.YES}


def test_worlds_that_differ_leave_the_answer_unknown() -> None:
    world = World()
    world.says(
        "monitor",
        event("shelling", happened="2016-03-10", place="inner"),
        role("shelling", "north | east"),
        role("shelling", "south", "target"),
        role("shelling", "outlaws", "target"),
    )
    found = explained(world)
    assert found.outcome is Outcome.POSSIBLE
    assert answers(found)["who"] is Truth.UNKNOWN


def test_where_no_pair_breaches_the_pairs_together_give_the_answer() -> None:
    world = World()
    world.says(
        "monitor",
        event("shelling", happened="2016-03-10", place="inner"),
        role("shelling", "north"),
        role("shelling", "east", "target"),
        role("shelling", "outlaws", "target"),
    )
    found = explained(world)
    assert (found.outcome, found.failed) == (Outcome.NONE, "whom")
    assert answers(found)["whom"] is Truth.NO
