"""What a view holds to be said about an incident: in or out, and every field (semantics 4)."""

from typing import Any

import pytest
from attrs import evolve
from tests.world import (
    CORROBORATED,
    EVERY_SOURCE,
    NO_FIRE_IN_ZONE,
    TRUCE,
    World,
    accounts,
    event,
    only,
    role,
    taking,
)

from truceline.assessment.account import Account, Out, stated_times
from truceline.assessment.standing import NOTHING_SAID
from truceline.assessment.view import Treatment, View
from truceline.values.doubt import Count
from truceline.values.where import Location


@pytest.fixture
def world() -> World:
    return World()


def account(world: World, view: View = EVERY_SOURCE) -> Account:
    return world.case(TRUCE + NO_FIRE_IN_ZONE, view).account("shelling")


def killed(number: Any, **more: Any) -> dict[str, Any]:
    return {"type": "loss", "incidents": ["shelling"], "harm": "killed", "count": number, **more}


def judged(**more: Any) -> dict[str, Any]:
    return {"type": "compliance", "incident": "shelling", "judgement": "justified", **more}


# In or out


def test_an_incident_is_in_when_enough_origins_tell_of_it(world: World) -> None:
    world.reports("monitor")
    assert (account(world).out, account(world).capped) == (None, ())
    assert account(world, CORROBORATED).out is Out.TOO_FEW
    world.reports("observer")
    assert (account(world, CORROBORATED).out, account(world, CORROBORATED).capped) == (None, ())


def test_a_role_or_a_toll_tells_of_an_incident_and_a_judgement_of_it_does_not(world: World) -> None:
    world.says("observer", event("shelling"))
    world.says("monitor", role("shelling", "north"))
    world.says("reporter", judged())
    assert account(world, taking("monitor")).out is None
    assert account(world, taking("reporter")).out is Out.NO_ACCOUNT


def test_origins_of_unknown_independence_let_it_in_as_possible_at_most(world: World) -> None:
    world.reports("monitor")
    world.says("unnamed: residents", event("shelling"), document="reporter-report")
    found = account(world, CORROBORATED)
    assert (found.out, found.capped) == (None, ("origins perhaps not independent",))


def test_what_is_known_only_by_hedged_claims_is_in_as_possible_at_most(world: World) -> None:
    world.reports("monitor", firmness="probable")
    found = account(world)
    assert (found.out, found.capped) == (None, ("enough only with claims that are hedged",))


def test_a_hedged_second_origin_lets_it_in_as_possible_at_most(world: World) -> None:
    world.reports("monitor")
    world.reports("observer", firmness="probable")
    assert account(world, CORROBORATED).capped == ("enough only with claims that are hedged",)


def test_it_is_out_for_the_reason_of_those_who_tell_of_it(world: World) -> None:
    said = world.reports("monitor")
    assert account(world, taking("observer")).out is Out.NO_ACCOUNT
    assert account(world, evolve(EVERY_SOURCE, published_by="2016-03-01")).out is Out.NOT_PUBLIC
    world.links(world.says("monitor"), "retracts", said, asserter="monitor")
    assert account(world).out is Out.WITHDRAWN


def test_it_is_out_as_hedged_where_the_view_drops_hedged_claims(world: World) -> None:
    world.reports("monitor", firmness="probable")
    assert account(world, accounts(hedged=Treatment.DROP)).out is Out.HEDGED


def test_it_is_out_as_not_public_where_nobody_dates_its_publication(world: World) -> None:
    world.rows.append(("document", {"id": "undated", "title": "undated"}))
    world.reports("monitor", document="undated")
    assert account(world, evolve(EVERY_SOURCE, published_by="2030-01-01")).out is Out.NOT_PUBLIC


def test_a_denial_gives_no_reason_why_an_incident_is_out(world: World) -> None:
    world.reports("monitor")
    world.says("observer", event("shelling", polarity="denied", firmness="probable"))
    assert account(world, accounts(takes=only("observer"), hedged=Treatment.DROP)).out is Out.NO_ACCOUNT


def test_a_denial_alone_brings_nothing_in(world: World) -> None:
    world.reports("monitor")
    world.says("observer", event("shelling", polarity="denied"))
    assert account(world, taking("observer")).out is Out.NO_ACCOUNT


def test_an_account_that_is_out_holds_nothing_and_keeps_what_was_set_aside(world: World) -> None:
    world.reports("monitor", killed=3)
    found = account(world, taking("observer"))
    assert (found.when, found.where, found.kind, found.targets) == (NOTHING_SAID,) * 4
    assert found.tolls == ()
    assert len(found.admissions) == 4
    assert len(stated_times(found)) == 1


# Denials


def test_a_denial_that_it_happened_caps_it_once_it_meets_the_needs(world: World) -> None:
    for speaker in ("monitor", "observer"):
        world.reports(speaker)
    world.says("north-office", event("shelling", polarity="denied"))
    assert account(world).capped == ("its occurrence is denied",)
    assert account(world, CORROBORATED).capped == ()
    world.says("reporter", event("shelling", polarity="denied"))
    assert account(world, CORROBORATED).capped == ("its occurrence is denied",)


@pytest.mark.parametrize(
    ("kind", "aspect", "capped"),
    [
        ("denies", "occurrence", True),
        ("denies", "whole", True),
        ("denies", "authorship", False),
        ("retracts", "whole", True),
        ("contradicts", "occurrence", False),
    ],
)
def test_words_linked_as_denying_the_event_cap_it(
    world: World, kind: str, aspect: str, *, capped: bool
) -> None:
    said = world.reports("monitor")
    words = world.says("north-office", act="denial")
    world.links(words, kind, f"{said}/1", asserter="north-office", aspect=aspect)
    assert bool(account(world).capped) is capped
    assert account(world).out is None


def test_a_claim_linked_as_a_denial_denies_like_words_do(world: World) -> None:
    said = world.reports("monitor")
    other = world.says("north-office", event("quiet-day", "talks"))
    world.links(f"{other}/1", "denies", f"{said}/1", asserter="north-office")
    assert account(world).capped


def test_a_denial_linked_only_perhaps_denies_nothing(world: World) -> None:
    said = world.reports("monitor")
    words = world.says("north-office", act="denial")
    world.links(words, "denies", f"{said}/1", asserter="coder", firmness="possible")
    assert account(world).capped == ()


def test_a_denial_its_speaker_took_back_denies_nothing(world: World) -> None:
    said = world.reports("monitor")
    words = world.says("north-office", act="denial")
    world.links(words, "denies", f"{said}/1", asserter="north-office")
    world.links(world.says("north-office"), "retracts", words, asserter="north-office")
    assert account(world).capped == ()


def test_a_speakers_own_retraction_is_no_denial_where_the_view_keeps_what_was_retracted(
    world: World,
) -> None:
    said = world.reports("monitor")
    world.links(world.says("monitor"), "retracts", f"{said}/1", asserter="monitor")
    assert account(world, accounts(retracted=Treatment.KEEP)).capped == ()


@pytest.mark.parametrize(
    ("aspect", "denied"),
    [("time", (True, False)), ("place", (False, True)), ("count", (False, False))],
)
def test_a_denial_of_time_or_place_contests_only_that(
    world: World, aspect: str, denied: tuple[bool, bool]
) -> None:
    said = world.reports("monitor")
    words = world.says("north-office", act="denial")
    world.links(words, "denies", f"{said}/1", asserter="north-office", aspect=aspect)
    found = account(world)
    assert (found.when.denied, found.where.denied) == denied
    assert found.when.values
    assert not found.capped


def test_a_denial_of_a_time_that_does_not_stand_contests_nothing(world: World) -> None:
    world.reports("monitor")
    other = world.reports("observer", happened="2016-03")
    words = world.says("north-office", act="denial")
    world.links(words, "denies", f"{other}/1", asserter="north-office", aspect="time")
    assert not account(world).when.denied


# Fields


def test_a_field_on_which_nothing_stands_is_empty(world: World) -> None:
    world.says("monitor", event("shelling", happened="XXXX"))
    found = account(world)
    assert (found.when, found.where, found.origin) == (NOTHING_SAID,) * 3


def test_what_may_be_observed_stands_only_when_firmly_said_by_enough(world: World) -> None:
    world.says("monitor", event("shelling", circumstances=["in-storage"], means="mlrs"))
    world.says("observer", {**event("shelling", circumstances=["announced"]), "firmness": "probable"})
    found = account(world)
    assert found.circumstances == {"in-storage"}
    assert found.means == {"mlrs"}
    assert found.perhaps_observed == {"announced"}
    assert account(world, CORROBORATED).circumstances == frozenset()
    assert account(world, CORROBORATED).perhaps_observed == frozenset()


def test_a_value_standing_on_origins_perhaps_one_is_marked(world: World) -> None:
    world.says("monitor", event("shelling"))
    world.says("reporter", event("shelling"))
    said = event("shelling", happened="2016-03-10", place="inner", origin="outer")
    world.says("observer", said, role("shelling", "north"), role("shelling", "south", "target"))
    world.says("unnamed: residents", said, role("shelling", "north"), role("shelling", "south", "target"))
    found = account(world, CORROBORATED)
    assert found.capped == ()
    assert found.perhaps == {"when", "where", "who", "whom"}
    assert (found.origin.values, found.origin.rivals) == ((), (Location.parse("outer"),))


def test_a_justification_counts_when_admitted_and_affirmed(world: World) -> None:
    world.reports("monitor")
    world.says("north-office", judged(exception="self-defence"))
    world.says("south-office", judged(exception="self-defence", polarity="denied"))
    world.says("reporter", judged())
    assert len(account(world).justified) == 1
    assert account(world, taking("monitor")).justified == ()


def test_a_report_that_sums_up_is_an_aggregate(world: World) -> None:
    world.says("monitor", event("shelling", circumstances=["aggregate"]))
    assert account(world).aggregate


# Tolls


def tolls(world: World, view: View = EVERY_SOURCE) -> dict[tuple[str, str, str], Count]:
    found = account(world, view).tolls
    return {(toll.scope.harm, toll.scope.victims, toll.scope.place): toll.count for toll in found}


def test_counts_of_one_scope_are_hulled_and_never_contested(world: World) -> None:
    world.reports("monitor", killed=3)
    world.reports("observer", killed="at least 10")
    assert tolls(world) == {("killed", "", ""): Count(3, None, None, "3 | at least 10")}


def test_hedged_counts_widen_the_hull_too(world: World) -> None:
    world.reports("monitor", killed=3)
    world.says("observer", killed(9, firmness="possible"))
    assert tolls(world)[("killed", "", "")].high == 9


def test_counts_of_other_people_harm_or_place_are_of_other_scopes(world: World) -> None:
    world.says(
        "monitor",
        event("shelling"),
        killed(3),
        killed(2, victims="children"),
        killed(1, place="inner"),
        {**killed(7), "harm": "injured"},
    )
    assert len(tolls(world)) == 4


def test_a_toll_stands_once_enough_origins_give_one(world: World) -> None:
    world.reports("monitor", killed=3)
    world.reports("observer")
    assert tolls(world, CORROBORATED) == {}
    world.says("reporter", killed(5))
    assert tolls(world, CORROBORATED)[("killed", "", "")] == Count(3, None, 5, "3 | 5")


def test_denied_counts_and_tolls_of_several_incidents_are_not_taken(world: World) -> None:
    world.says(
        "monitor",
        event("shelling"),
        killed(3, polarity="denied"),
        {**killed(9), "incidents": ["shelling", "other"]},
    )
    assert tolls(world) == {}


def test_a_toll_of_two_rows_judged_one_incident_is_its_toll(world: World) -> None:
    world.says("monitor", event("shelling"), {**killed(9), "incidents": ["shelling", "row"]})
    world.judges("shelling", "same", "row")
    assert tolls(world)[("killed", "", "")] == Count.exactly(9)
