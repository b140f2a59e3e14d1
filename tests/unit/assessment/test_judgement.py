"""Judging an incident over all clauses, worlds and pairs: permissions, those above, what is perhaps so."""

import pytest
from tests.world import (
    CORROBORATED,
    NO_FIRE_IN_ZONE,
    NORTH_KEEPS_TO_IT,
    TRUCE,
    World,
    event,
    role,
)

from truceline.assessment.finding import Outcome, Responsible, Share
from truceline.values.doubt import Truth

POLICE_MAY_FIRE = """
[[provision]]
id = "police"
text = "The police may use small arms inside the zone."
permits = ["small-arms-fire"]
binds = { actors = ["police"] }
area = "inner"
overrides = ["zone"]
"""


@pytest.fixture
def world() -> World:
    made = World()
    made.accepts("south")
    made.actor("police")
    return made


@pytest.mark.parametrize(
    ("by", "kind", "place", "outcome"),
    [
        ("police", "sniper-fire", "inner", Outcome.NONE),
        ("police", "shelling", "inner", Outcome.VIOLATION),
        ("north", "sniper-fire", "inner", Outcome.VIOLATION),
        ("police", "armed-force", "inner", Outcome.POSSIBLE),
        (None, "sniper-fire", "inner", Outcome.POSSIBLE),
        ("police", "sniper-fire", "part of zone", Outcome.POSSIBLE),
    ],
)
def test_a_permission_takes_what_it_covers_out_of_the_clause_it_overrides(
    world: World, by: str | None, kind: str, place: str, outcome: Outcome
) -> None:
    world.reports("monitor", by=by, kind=kind, place=place)
    finding = world.finding(NO_FIRE_IN_ZONE + POLICE_MAY_FIRE)
    assert finding.outcome is outcome
    assert finding.failed == ("what" if outcome is Outcome.NONE else None)


def test_a_permission_overrides_only_the_clauses_it_names(world: World) -> None:
    world.reports("monitor", by="north", kind="sniper-fire")
    permitted = POLICE_MAY_FIRE.replace('["police"]', '["north"]')
    assert world.finding(NORTH_KEEPS_TO_IT + NO_FIRE_IN_ZONE + permitted).provisions == ("north",)


def test_a_permission_in_doubt_is_the_doubt_of_what(world: World) -> None:
    world.reports("monitor", by=None, kind="sniper-fire")
    (clause,) = world.case(TRUCE + NO_FIRE_IN_ZONE + POLICE_MAY_FIRE).provision_findings("shelling")
    assert clause.conditions["what"].truth is Truth.UNKNOWN
    assert "whether a permission covers it" in clause.settles[0].settle


CLIMBING = NORTH_KEEPS_TO_IT.replace("[[provision]]", '[[provision]]\ncommanders = ["commanded", "ordered"]')


@pytest.mark.parametrize(
    ("part", "clauses", "outcome", "actors"),
    [
        ("commanded", CLIMBING, Outcome.VIOLATION, ("north",)),
        ("ordered", CLIMBING, Outcome.VIOLATION, ("north",)),
        ("supported", CLIMBING, Outcome.NONE, ()),
        ("commanded", NORTH_KEEPS_TO_IT, Outcome.NONE, ()),
    ],
)
def test_responsibility_climbs_only_to_the_parts_the_clause_names(
    world: World, part: str, clauses: str, outcome: Outcome, actors: tuple[str, ...]
) -> None:
    world.reports("monitor", by="east")
    world.says("monitor", role("shelling", "north", part))
    finding = world.finding(clauses)
    assert (finding.outcome, finding.responsible.actors) == (outcome, actors)


def test_who_is_surely_bound_answers_before_who_is_perhaps(world: World) -> None:
    world.reports("monitor", by="class: rebels")
    world.says("monitor", role("shelling", "north", "commanded"))
    finding = world.finding(CLIMBING)
    assert finding.outcome is Outcome.VIOLATION
    assert finding.responsible == Responsible(Share.ONE, ("north",))


def test_both_the_attacker_and_who_ordered_it_answer_jointly_when_bound(world: World) -> None:
    both = CLIMBING.replace('actors = ["north"]', 'actors = ["north", "east"]')
    world.reports("monitor", by="east")
    world.says("monitor", role("shelling", "north", "ordered"))
    assert world.finding(both).responsible == Responsible(Share.JOINTLY, ("east", "north"))


def test_a_contested_or_denied_commander_is_none(world: World) -> None:
    world.reports("monitor", by="east")
    world.says("monitor", role("shelling", "north", "commanded"))
    world.says("north-office", role("shelling", "north", "commanded", polarity="denied"))
    assert world.finding(CLIMBING).outcome is Outcome.NONE


def test_an_unnamed_perpetrator_under_a_ban_on_anyone_is_not_attributed(world: World) -> None:
    world.reports("monitor", by="unnamed: gunmen")
    finding = world.finding(NO_FIRE_IN_ZONE)
    assert (finding.outcome, finding.responsible.share) == (Outcome.VIOLATION, Share.NOT_ATTRIBUTED)


def test_a_class_that_is_bound_answers_as_a_class(world: World) -> None:
    clause = NORTH_KEEPS_TO_IT.replace('actors = ["north"]', 'actors = ["rebels"]')
    world.reports("monitor", by="class: rebels")
    assert world.finding(clause).responsible == Responsible(Share.ONE, ("rebels",))


def test_of_joint_actors_perhaps_bound_all_of_those_answer(world: World) -> None:
    clause = NORTH_KEEPS_TO_IT.replace('actors = ["north"]', 'accepted = "truce"')
    world.reports("monitor", by="north + east + outlaws")
    finding = world.finding(clause)
    assert finding.outcome is Outcome.POSSIBLE
    assert finding.responsible == Responsible(Share.AT_LEAST_ONE, ("east", "north"))


@pytest.fixture
def half_told() -> World:
    """An incident of two origins, of which one and an unnamed one tell who, whom, when and where."""
    made = World()
    made.accepts("south")
    for speaker in ("monitor", "reporter"):
        made.says(speaker, event("shelling"))
    told = (
        event("shelling", happened="2016-03-10", place="inner"),
        role("shelling", "north"),
        role("shelling", "south", "target"),
    )
    made.says("observer", *told)
    made.says("unnamed: residents", *told)
    return made


ANYWHERE = """
[[provision]]
id = "anywhere"
text = "Nobody fires."
prohibits = ["use-of-weapons"]
binds = "anyone"
protects = "everyone"
from = "2016-01-01"
"""


@pytest.mark.parametrize(
    ("clauses", "open_conditions"),
    [
        (NORTH_KEEPS_TO_IT, {"when", "where", "who", "whom"}),
        (NO_FIRE_IN_ZONE, {"when", "where"}),
        (ANYWHERE, {"when"}),
    ],
)
def test_a_value_that_perhaps_stands_unsettles_the_conditions_that_ask_for_it(
    half_told: World, clauses: str, open_conditions: set[str]
) -> None:
    (clause,) = half_told.case(TRUCE + clauses, CORROBORATED).provision_findings("shelling")
    assert clause.outcome is Outcome.POSSIBLE
    unknown = {name for name, answer in clause.conditions.items() if answer.truth is Truth.UNKNOWN}
    assert unknown == open_conditions
    assert {doubt.key for doubt in clause.settles} == {"corroboration"}


def test_a_value_that_perhaps_stands_and_fails_fails_all_the_same(half_told: World) -> None:
    later = NO_FIRE_IN_ZONE.replace("[[provision]]", '[[provision]]\nfrom = "2016-04-01"')
    finding = half_told.finding(later, CORROBORATED)
    assert (finding.outcome, finding.failed) == (Outcome.NONE, "when")


def test_incidents_that_bear_alike_are_weighed_once(world: World) -> None:
    world.reports("monitor", "one")
    world.reports("monitor", "other")
    case = world.case(TRUCE + NORTH_KEEPS_TO_IT)
    bearings = [case.framing.bearing(case.account(name)) for name in ("one", "other")]
    assert bearings[0] == bearings[1]
    assert case.framing.judge.weigh(bearings[0]) is case.framing.judge.weigh(bearings[1])
