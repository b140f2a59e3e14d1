"""Rounds of talks: attendance by participant and day, by whose word."""

from tests.world import EVERY_SOURCE, NORTH_KEEPS_TO_IT, TRUCE, World, event, role, taking

from truceline.assessment.view import View
from truceline.workbench.pages.cited import Quoter
from truceline.workbench.pages.talks import Round, talks_page, talks_sheet
from truceline.workbench.testimony_text import Teller

TITLES = {"truce": "Truce of the two rivers"}


def page(world: World, view: View = EVERY_SOURCE) -> list[Round]:
    case = world.case(TRUCE + NORTH_KEEPS_TO_IT, view)
    return list(talks_page(Quoter(case, Teller(case.shared.evidence.snapshot)), TITLES).rounds)


def round_of(world: World, view: View = EVERY_SOURCE) -> Round:
    (one,) = page(world, view)
    return one


def meeting() -> World:
    world = World()
    world.says("monitor", event("round", "talks", happened="2016-03-01/2016-03-04", place="inner"))
    return world


def states(one: Round, actor: str) -> list[str]:
    (found,) = [each for each in one.delegations if each.actor == actor]
    return [attended.state for attended in found.days]


def test_a_stated_stretch_is_attendance_on_each_of_its_days() -> None:
    world = meeting()
    world.says("monitor", role("round", "north", "participant", happened="2016-03-02/2016-03-03"))
    assert states(round_of(world), "north") == ["silent", "present", "present", "silent"]


def test_to_have_taken_part_is_not_to_have_been_there_every_day() -> None:
    world = meeting()
    world.says("monitor", role("round", "north", "participant"))
    assert states(round_of(world), "north") == ["took part"] * 4


def test_who_left_is_absent_from_then_on_though_it_took_part() -> None:
    world = meeting()
    world.says("monitor", role("round", "south", "participant"))
    world.says(
        "reporter", role("round", "south", "participant", polarity="denied", happened="2016-03-03/2016-03-04")
    )
    assert states(round_of(world), "south") == ["took part", "took part", "absent", "absent"]


def test_present_by_one_word_and_absent_by_another_is_contested_with_both_claims() -> None:
    world = meeting()
    world.says("monitor", role("round", "north", "participant", happened="2016-03-02"))
    world.says("reporter", role("round", "north", "participant", polarity="denied", happened="2016-03-02"))
    one = round_of(world)
    (north,) = one.delegations
    assert states(one, "north") == ["silent", "contested", "silent", "silent"]
    assert len(north.days[1].claims) == 2
    assert {claim.speaker for claim in north.claims} == {"Monitor", "Reporter"}


def test_a_view_counts_only_the_words_it_takes_and_shows_the_others() -> None:
    world = meeting()
    world.says("reporter", role("round", "north", "participant", happened="2016-03-02"))
    one = round_of(world, taking("monitor"))
    assert states(one, "north") == ["silent"] * 4
    assert one.delegations[0].claims[0].aside == "speaker not taken"


def test_a_doubtful_day_is_some_day_and_a_plan_is_only_expected() -> None:
    world = meeting()
    world.says("monitor", role("round", "north", "participant", happened="2016-03"))
    world.says("monitor", role("round", "south", "participant", modality="planned"))
    assert states(round_of(world), "north") == ["some day"] * 4
    assert states(round_of(world), "south") == ["expected"] * 4


def test_a_round_whose_days_nobody_tells_has_attendance_as_a_whole() -> None:
    world = World()
    world.says("monitor", event("round", "talks"), role("round", "north", "participant"))
    one = round_of(world)
    assert one.days == ()
    assert one.delegations[0].whole.state == "present"
    case = world.case(TRUCE + NORTH_KEEPS_TO_IT)
    whole = talks_page(Quoter(case, Teller(case.shared.evidence.snapshot)), {})
    assert [(row[1], row[3], row[4]) for row in talks_sheet(whole).rows] == [("north", "", "present")]


def test_a_very_long_round_is_not_shown_day_by_day() -> None:
    world = World()
    world.says("monitor", event("round", "talks", happened="2016"))
    assert round_of(world).days == ()


def test_what_participants_say_on_its_days_stands_with_it_and_names_the_agreement() -> None:
    world = meeting()
    world.says("monitor", role("round", "south", "participant"))
    standing = {"type": "standing", "actor": "south", "agreement": "truce", "position": "withdrawn"}
    world.says("south-office", standing, said="2016-03-02")
    world.says("north-office", said="2016-03-02")
    world.says("south-office", said="2016-05-01")
    one = round_of(world)
    assert [(said.speaker, said.said) for said in one.said_there] == [("South-Office", "2016-03-02")]
    assert [(each.id, each.name) for each in one.agreements] == [("truce", "Truce of the two rivers")]


def test_only_planned_talks_say_so_and_unnamed_ones_are_told_apart() -> None:
    world = World()
    world.says("monitor", event("round", "talks", modality="planned", happened="2016-03-01"))
    world.says("monitor", event(None, "talks", happened="2016-03-02"))
    assert [one.planned for one in page(world)] == [True]
    case = world.case(TRUCE + NORTH_KEEPS_TO_IT)
    assert len(talks_page(Quoter(case, Teller(case.shared.evidence.snapshot)), {}).unnamed) == 1


def test_a_delegation_says_of_whom_it_is_a_part() -> None:
    world = meeting()
    world.says("monitor", role("round", "east", "participant"))
    world.says("monitor", {"type": "relation", "subject": "east", "relation": "part-of", "object": "north"})
    assert [one.id for one in round_of(world).delegations[0].whole_of] == ["north"]
