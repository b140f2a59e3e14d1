"""The table of occasions (design section 7), each row a test of its own."""

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

from truceline.assessment.doubts import open_doubts
from truceline.assessment.finding import Outcome, Share
from truceline.values.doubt import Truth

BOTH = NORTH_KEEPS_TO_IT + ACCEPTED_KEEP_TO_IT


@pytest.fixture
def world() -> World:
    made = World()
    made.accepts("south")
    return made


def test_a_strike_dated_only_to_the_month_is_possible_and_a_day_would_settle_it(world: World) -> None:
    world.reports("monitor", happened="2016-02")
    case = world.case(TRUCE + NORTH_KEEPS_TO_IT)
    finding = case.finding("shelling")
    assert finding is not None
    assert finding.outcome is Outcome.POSSIBLE
    (clause,) = case.provision_findings("shelling")
    assert clause.conditions["when"].truth is Truth.UNKNOWN
    assert "closer time" in clause.settles[0].settle


def test_an_unattributed_explosion_in_a_zone_that_bans_anyones_fire_is_a_violation(world: World) -> None:
    world.reports("monitor", by=None, on=None, kind="explosion")
    finding = world.finding(NO_FIRE_IN_ZONE)
    assert finding.outcome is Outcome.VIOLATION
    assert finding.responsible.share is Share.NOT_ATTRIBUTED


def test_a_clash_of_two_bound_parties_without_direction_is_a_violation_by_at_least_one(
    world: World,
) -> None:
    world.says(
        "monitor",
        event("shelling", "clash", happened="2016-03-10", place="inner"),
        role("shelling", "north", "participant"),
        role("shelling", "south", "participant"),
    )
    finding = world.finding(BOTH)
    assert finding.outcome is Outcome.VIOLATION
    assert finding.responsible.share is Share.AT_LEAST_ONE
    assert finding.responsible.actors == ("north", "south")


def test_a_bound_party_attacking_an_excluded_group_is_no_breach_because_of_the_target(world: World) -> None:
    world.reports("monitor", on="outlaws")
    finding = world.finding(NORTH_KEEPS_TO_IT)
    assert (finding.outcome, finding.failed) == (Outcome.NONE, "whom")


def test_an_excluded_group_attacking_a_bound_party_is_no_breach_because_of_the_attacker(
    world: World,
) -> None:
    world.reports("monitor", by="outlaws", on="north")
    finding = world.finding(ACCEPTED_KEEP_TO_IT)
    assert (finding.outcome, finding.failed) == (Outcome.NONE, "who")


def test_of_two_groups_named_jointly_the_bound_one_violates(world: World) -> None:
    world.reports("monitor", by="north + outlaws")
    finding = world.finding(NORTH_KEEPS_TO_IT)
    assert finding.outcome is Outcome.VIOLATION
    assert str(finding.responsible) == "north"


@pytest.mark.parametrize(
    ("sources", "outcome", "failed"),
    [
        (("monitor",), Outcome.NONE, "whom"),
        (("observer",), Outcome.VIOLATION, None),
        (("monitor", "observer"), Outcome.POSSIBLE, None),
    ],
)
def test_a_disputed_affiliate_follows_whose_word_is_taken(
    world: World, sources: tuple[str, ...], outcome: Outcome, failed: str | None
) -> None:
    reading = NORTH_KEEPS_TO_IT.replace(
        'excludes = [ { actor = "outlaws" } ]',
        'excludes = [ { actors = ["outlaws"], and = ["affiliated-with"] } ]',
    )
    tie = {"type": "relation", "subject": "east", "relation": "affiliated-with", "object": "outlaws"}
    world.accepts("east", speaker="monitor")
    world.accepts("east", speaker="observer")
    world.says("monitor", tie, said="2016-03-01")
    world.says("observer", {**tie, "polarity": "denied"}, said="2016-03-01")
    world.reports("reporter", on="east")
    finding = world.finding(reading, framed_by(*sources))
    assert (finding.outcome, finding.failed) == (outcome, failed)


RIVAL_ZONES = """
[[provision]]
id = "zone"
version = "small"
text = "Nobody fires in the small zone."
prohibits = ["use-of-weapons"]
binds = "anyone"
area = "zone"
according-to = ["monitor"]

[[provision]]
id = "zone"
version = "large"
text = "Nobody fires in the large zone."
prohibits = ["use-of-weapons"]
binds = "anyone"
area = "land"
according-to = ["observer"]
"""


@pytest.mark.parametrize(
    ("versions", "outcome"),
    [(("small",), Outcome.NONE), (("large",), Outcome.VIOLATION), (("small", "large"), Outcome.POSSIBLE)],
)
def test_shelling_on_the_strip_of_one_version_follows_the_version_taken(
    world: World, versions: tuple[str, ...], outcome: Outcome
) -> None:
    world.reports("monitor", place="outer")
    chosen = framed_by("monitor", "observer", "reporter", zone=versions)
    assert world.finding(RIVAL_ZONES, chosen).outcome is outcome


def test_rival_versions_are_taken_by_their_authors_and_none_admitted_is_not_assessed(world: World) -> None:
    world.reports("monitor", place="outer")
    assert world.finding(RIVAL_ZONES, framed_by("observer")).outcome is Outcome.VIOLATION
    assert world.finding(RIVAL_ZONES, framed_by("monitor")).failed == "where"
    assert world.case(TRUCE + RIVAL_ZONES, framed_by("reporter")).framing.not_assessed == ("zone",)


def test_a_bomb_whose_author_nobody_taken_names_is_possible_with_the_author_open(world: World) -> None:
    world.reports("monitor", by=None, kind="car-bomb")
    world.says("observer", role("shelling", "north"))
    finding = world.finding(NORTH_KEEPS_TO_IT, taking("monitor"))
    assert finding.outcome is Outcome.POSSIBLE
    doubts = open_doubts(world.case(TRUCE + NORTH_KEEPS_TO_IT, taking("monitor")), "shelling")
    assert {doubt.condition for doubt in doubts} == {"who"}


def test_a_row_for_a_whole_year_is_possible_at_most(world: World) -> None:
    since_2015 = TRUCE.replace("2016-02-27T00:00", "2015-01-01")
    world.reports("monitor", happened="2016")
    finding = world.case(since_2015 + NO_FIRE_IN_ZONE).finding("shelling")
    assert finding is not None
    assert finding.outcome is Outcome.POSSIBLE
    assert finding.capped


@pytest.mark.parametrize("modality", ["threatened", "planned", "proposed", "conditional", "attempted"])
def test_a_threat_or_promise_is_no_occasion(world: World, modality: str) -> None:
    world.says("monitor", {**event("shelling", happened="2016-03-10"), "modality": modality})
    assert "shelling" not in world.case(TRUCE + NORTH_KEEPS_TO_IT).shared.evidence.incidents


def test_a_class_of_incidents_and_a_judgement_of_a_period_are_no_occasions(world: World) -> None:
    world.says(
        "monitor", event(None, happened="2016-03"), {"type": "compliance", "judgement": "largely held"}
    )
    assert not world.case(TRUCE + NORTH_KEEPS_TO_IT).shared.evidence.incidents


def test_a_group_whose_standing_the_record_never_tells_leaves_whom_unknown(world: World) -> None:
    world.reports("monitor", on="east")
    case = world.case(TRUCE + NORTH_KEEPS_TO_IT)
    (clause,) = case.provision_findings("shelling")
    assert clause.outcome is Outcome.POSSIBLE
    assert clause.conditions["whom"].truth is Truth.UNKNOWN


def test_a_claimed_self_defence_makes_it_possible_and_never_excuses_it(world: World) -> None:
    world.reports("monitor")
    world.says(
        "north-office",
        {
            "type": "compliance",
            "agreement": "truce",
            "incident": "shelling",
            "judgement": "justified",
            "exception": "proportionate-self-defence",
        },
    )
    assert world.finding(NORTH_KEEPS_TO_IT).outcome is Outcome.POSSIBLE
    unheard = accounts(refuses=only("north-office"))
    assert world.finding(NORTH_KEEPS_TO_IT, unheard).outcome is Outcome.VIOLATION


def test_armed_force_under_a_ban_on_air_strikes_leaves_what_unknown(world: World) -> None:
    clause = NORTH_KEEPS_TO_IT.replace('"use-of-weapons"', '"air-strike"')
    world.reports("monitor", kind="armed-force")
    assert world.finding(clause).outcome is Outcome.POSSIBLE


def test_everything_clear_is_a_violation_by_the_one_named(world: World) -> None:
    world.reports("monitor")
    finding = world.finding(BOTH, EVERY_SOURCE)
    assert finding.outcome is Outcome.VIOLATION
    assert str(finding.responsible) == "north"
    assert finding.provisions == ("north",)


def test_a_clause_on_groups_that_accepted_is_not_about_the_other_side_that_accepted_too(
    world: World,
) -> None:
    world.accepts("north")
    world.reports("monitor", by="north", on="villagers")
    clause = ACCEPTED_KEEP_TO_IT.replace(
        'protects = { actors = ["north"] }', 'protects = { kinds = ["civilians"] }'
    )
    assert world.finding(clause).outcome is Outcome.VIOLATION
    directed = clause.replace('accepted = "truce" }', 'accepted = "truce", other-than = ["north"] }')
    assert world.finding(directed).failed == "who"
