"""Who took which part, as a view holds it (semantics 4, 5)."""

from typing import Any

import pytest
from tests.world import CORROBORATED, EVERY_SOURCE, NO_FIRE_IN_ZONE, TRUCE, World, event, role, taking

from truceline.assessment.account import Account
from truceline.assessment.view import View
from truceline.testimony.claim import Role
from truceline.values.who import Who


@pytest.fixture
def world() -> World:
    return World()


def account(world: World, view: View = EVERY_SOURCE) -> Account:
    return world.case(TRUCE + NO_FIRE_IN_ZONE, view).account("shelling")


def reported(world: World, speaker: str, *claims: dict[str, Any], **more: Any) -> str:
    return world.says(speaker, event("shelling", happened="2016-03-10", place="inner"), *claims, **more)


def who(*names: str) -> tuple[Who, ...]:
    return tuple(Who.parse(name) for name in names)


def test_an_incident_nobody_gives_parts_in_has_none(world: World) -> None:
    reported(world, "monitor")
    found = account(world)
    assert (found.perpetrators.worlds, found.targets.worlds, found.participants) == ((), (), ())
    assert found.commanders == {}


def test_several_named_in_one_statement_did_it_together(world: World) -> None:
    reported(world, "monitor", role("shelling", "north"), role("shelling", "east"))
    assert account(world).perpetrators.values == who("east + north")


def test_named_twice_in_one_statement_is_named_once(world: World) -> None:
    world.judges("north", "same", "army", about="actor")
    reported(world, "monitor", role("shelling", "north"), role("shelling", "army"))
    assert account(world).perpetrators.values == who("north")


@pytest.mark.parametrize("turned", [False, True])
def test_a_class_acting_beside_an_actor_acted_together_with_it(world: World, *, turned: bool) -> None:
    claims = [role("shelling", "class: rebels"), role("shelling", "south")]
    reported(world, "monitor", *(reversed(claims) if turned else claims))
    assert account(world).perpetrators.values == who("rebels + south")


@pytest.mark.parametrize("turned", [False, True])
def test_who_is_named_for_certain_is_taken_before_alternatives(world: World, *, turned: bool) -> None:
    claims = [role("shelling", "east | north"), role("shelling", "south")]
    reported(world, "monitor", *(reversed(claims) if turned else claims))
    assert account(world).perpetrators.values == who("south")


def test_a_statement_that_says_it_is_not_known_who_names_nobody(world: World) -> None:
    reported(world, "monitor", role("shelling", "unknown"), role("shelling", "unknown", "target"))
    found = account(world)
    assert (found.perpetrators.worlds, found.targets.worlds) == ((), ())


def test_a_hedged_name_beside_a_firm_one_adds_nothing_firm(world: World) -> None:
    reported(
        world,
        "monitor",
        role("shelling", "north"),
        role("shelling", "east", firmness="probable"),
        role("shelling", "south", "target"),
        role("shelling", "villagers", "target", firmness="possible"),
    )
    found = account(world)
    assert found.perpetrators.values == who("north")
    assert found.perpetrators.rivals == ()
    assert found.targets.values == (frozenset(who("south")),)


def test_a_field_rests_on_every_claim_about_it(world: World) -> None:
    reported(world, "monitor", role("shelling", "north"), role("shelling", "east"))
    assert len(account(world).perpetrators.claims) == 2


def test_two_origins_that_share_one_of_the_joint_actors_support_that_one(world: World) -> None:
    reported(world, "monitor", role("shelling", "north"), role("shelling", "east"))
    reported(world, "observer", role("shelling", "north"))
    assert account(world, CORROBORATED).perpetrators.values == who("north")
    assert account(world).perpetrators.values == who("east + north")


def test_targets_one_statement_names_were_each_hit_apart(world: World) -> None:
    reported(world, "monitor", role("shelling", "south", "target"), role("shelling", "villagers", "target"))
    assert account(world).targets.values == (frozenset(who("south", "villagers")),)


def test_a_second_origin_supports_the_target_it_shares(world: World) -> None:
    reported(world, "monitor", role("shelling", "south", "target"), role("shelling", "villagers", "target"))
    reported(world, "observer", role("shelling", "south", "target"))
    assert account(world, CORROBORATED).targets.values == (frozenset(who("south")),)


def test_rival_targets_contest_the_field(world: World) -> None:
    reported(world, "monitor", role("shelling", "south", "target"))
    reported(world, "observer", role("shelling", "villagers", "target"))
    assert account(world).targets.is_contested


def test_a_participant_must_stand_like_anybody_else(world: World) -> None:
    reported(world, "monitor", role("shelling", "north", "participant"))
    reported(
        world, "observer", role("shelling", "north", "participant"), role("shelling", "east", "participant")
    )
    assert set(account(world).participants) == set(who("north", "east"))
    assert account(world, CORROBORATED).participants == who("north")
    assert account(world, CORROBORATED).perhaps == frozenset()


def test_a_participant_of_perhaps_one_origin_is_one_perhaps(world: World) -> None:
    clash = role("shelling", "north", "participant")
    reported(world, "monitor")
    reported(world, "observer", clash)
    reported(world, "unnamed: residents", clash)
    found = account(world, CORROBORATED)
    assert found.participants == who("north")
    assert found.perhaps == {"who", "whom"}


def test_a_hedged_or_denied_participant_is_none(world: World) -> None:
    reported(
        world,
        "monitor",
        role("shelling", "north", "participant", firmness="probable"),
        role("shelling", "south", "participant", polarity="denied"),
    )
    assert account(world).participants == ()


def test_a_participant_who_denies_it_is_one_perhaps(world: World) -> None:
    reported(
        world, "monitor", role("shelling", "north", "participant"), role("shelling", "south", "participant")
    )
    world.says("south-office", role("shelling", "south", "participant", polarity="denied"))
    found = account(world)
    assert found.participants == who("north", "south")
    assert found.perhaps == {"who", "whom"}


@pytest.mark.parametrize("part", ["ordered", "commanded", "supported"])
def test_those_above_are_kept_by_their_part(world: World, part: str) -> None:
    reported(world, "monitor", role("shelling", "rebels"), role("shelling", "north", part))
    found = account(world)
    assert list(found.commanders) == [Role(part)]
    assert found.commanders[Role(part)].values == who("north")


@pytest.mark.parametrize(
    ("denied", "marked"),
    [("north", True), ("north + south", True), ("south", False), ("unknown", False)],
)
def test_a_denied_part_marks_the_field_when_it_touches_who_stands(
    world: World, denied: str, *, marked: bool
) -> None:
    reported(world, "monitor", role("shelling", "north"))
    world.says("north-office", role("shelling", denied, polarity="denied"))
    found = account(world)
    assert found.perpetrators.denied is marked
    assert found.perpetrators.values == who("north")


def test_a_hedged_denial_denies_nothing(world: World) -> None:
    reported(world, "monitor", role("shelling", "north"))
    world.says("north-office", role("shelling", "north", polarity="denied", firmness="probable"))
    assert not account(world).perpetrators.denied


def test_a_denial_must_itself_meet_the_needs_to_count(world: World) -> None:
    for speaker in ("monitor", "observer"):
        reported(world, speaker, role("shelling", "north"), role("shelling", "south", "target"))
    world.says(
        "north-office",
        role("shelling", "north", polarity="denied"),
        role("shelling", "south", "target", polarity="denied"),
    )
    assert account(world).perpetrators.denied
    assert account(world).targets.denied
    assert not account(world, CORROBORATED).perpetrators.denied
    world.says("reporter", role("shelling", "north", polarity="denied"))
    assert account(world, CORROBORATED).perpetrators.denied


@pytest.mark.parametrize(
    ("target", "aspect", "denied"),
    [
        (2, "authorship", (True, False)),
        (2, "whole", (True, False)),
        (2, "target", (False, False)),
        (2, "count", (False, False)),
        (3, "target", (False, True)),
        (3, "authorship", (False, False)),
    ],
)
def test_words_linked_as_a_denial_contest_only_the_part_they_name(
    world: World, target: int, aspect: str, denied: tuple[bool, bool]
) -> None:
    said = reported(world, "monitor", role("shelling", "north"), role("shelling", "south", "target"))
    words = world.says("north-office", act="denial")
    world.links(words, "denies", f"{said}/{target}", asserter="north-office", aspect=aspect)
    found = account(world)
    assert (found.perpetrators.denied, found.targets.denied) == denied


def test_a_linked_denial_by_somebody_not_taken_denies_nothing(world: World) -> None:
    said = reported(world, "monitor", role("shelling", "north"))
    words = world.says("north-office", act="denial")
    world.links(words, "denies", f"{said}/2", asserter="north-office", aspect="authorship")
    assert not account(world, taking("monitor")).perpetrators.denied


def test_a_link_of_another_kind_denies_nothing(world: World) -> None:
    said = reported(world, "monitor", role("shelling", "north"))
    words = world.says("north-office")
    world.links(words, "responds-to", f"{said}/2", asserter="north-office")
    assert not account(world).perpetrators.denied


def test_roles_set_aside_are_no_roles(world: World) -> None:
    reported(world, "monitor")
    world.says("observer", role("shelling", "north"))
    assert account(world, taking("monitor")).perpetrators.worlds == ()
