"""Why findings are only possible, and which answer would settle most."""

from tests.world import ACCEPTED_KEEP_TO_IT, CORROBORATED, NORTH_KEEPS_TO_IT, TRUCE, World, event, role

from truceline.assessment.case import Case
from truceline.assessment.doubts import Why, open_doubts, why_possible
from truceline.assessment.ledger import EVERYTHING, collect

BOTH = TRUCE + NORTH_KEEPS_TO_IT + ACCEPTED_KEEP_TO_IT


def why(case: Case, *, settle: bool = True) -> Why:
    return why_possible(case, EVERYTHING, collect(case, EVERYTHING), settle=settle)


def world_of_east() -> World:
    """Two attacks on the east, whose standing nobody tells, and one of unknown authorship."""
    world = World()
    world.accepts("south")
    world.reports("monitor", "one", on="east")
    world.reports("monitor", "two", on="east", happened="2016-03-11")
    world.reports("monitor", "three", by=None, happened="2016-03-12")
    world.reports("monitor", "four", happened="2016-03-13")
    return world


def test_the_table_says_why_and_which_standing_would_settle_most() -> None:
    found = why(world_of_east().case(BOTH))
    assert found.possible == 3
    assert found.conditions == {"whom": 2, "who": 1}
    assert found.settling_most == "standing: east"
    (question,) = [one for one in found.questions if one.key == "standing: east"]
    assert question.incidents == 2
    assert "standing of east under truce" in question.settle


def test_either_answer_to_the_biggest_question_gives_its_ledger() -> None:
    accepted, outside = why(world_of_east().case(BOTH)).settled
    assert accepted.answer == "east has accepted truce"
    assert (accepted.totals.definite, accepted.totals.possible) == (3, 1)
    assert outside.answer == "east has not accepted truce, and is associated with no party to it"
    assert (outside.totals.definite, outside.totals.possible, outside.totals.none) == (1, 1, 2)


def test_nothing_is_settled_unless_asked_or_where_no_standing_is_open() -> None:
    case = world_of_east().case(BOTH)
    assert why(case, settle=False).settled == ()
    world = World()
    world.accepts("south")
    world.reports("monitor", by=None)
    found = why(world.case(TRUCE + NORTH_KEEPS_TO_IT))
    assert (found.settling_most, found.settled) == (None, ())


def test_what_is_capped_hangs_on_corroboration() -> None:
    world = World()
    world.accepts("south")
    world.reports("monitor", by="north")
    world.reports("unnamed: residents", by="north", document="reporter-report")
    case = world.case(TRUCE + NORTH_KEEPS_TO_IT, CORROBORATED)
    assert case.finding("shelling") is not None
    conditions = {doubt.condition for doubt in open_doubts(case, "shelling")}
    assert conditions
    assert why(case).possible == 1


def test_a_violation_hangs_on_nothing() -> None:
    world = World()
    world.accepts("south")
    world.reports("monitor")
    assert open_doubts(world.case(TRUCE + NORTH_KEEPS_TO_IT), "shelling") == frozenset()


def test_a_summed_up_report_hangs_on_what_caps_it() -> None:
    world = World()
    world.accepts("south")
    world.says(
        "monitor",
        event("shelling", happened="2016-03-10", place="inner", circumstances=["aggregate"]),
        role("shelling", "north"),
        role("shelling", "south", "target"),
    )
    (doubt,) = open_doubts(world.case(TRUCE + NORTH_KEEPS_TO_IT), "shelling")
    assert doubt.condition == "corroboration"
    assert "sums up" in doubt.key


def test_rival_readings_that_differ_are_a_question_of_their_own() -> None:
    world = World()
    world.reports("monitor", place="outer")
    rivals = "".join(
        f"""
[[provision]]
id = "area"
version = "{area}"
text = "t"
prohibits = ["use-of-weapons"]
binds = "anyone"
area = "{area}"
according-to = ["monitor"]
"""
        for area in ("zone", "land")
    )
    case = world.case(TRUCE + rivals)
    (doubt,) = open_doubts(case, "shelling")
    assert (doubt.condition, doubt.key) == ("reading", "reading: area")
    assert doubt.settle == "which reading of area applies: land, zone"
