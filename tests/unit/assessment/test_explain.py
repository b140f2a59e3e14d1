"""Explanations: one incident under one view, down to the claims, with what was set aside."""

import pytest
from tests.world import (
    EVERY_SOURCE,
    NO_FIRE_IN_ZONE,
    NORTH_KEEPS_TO_IT,
    TRUCE,
    World,
    event,
    framed_by,
    role,
    taking,
)

from truceline.assessment.case import Case
from truceline.assessment.explain import explain, hearing
from truceline.assessment.finding import Outcome
from truceline.assessment.view import View
from truceline.testimony.claim import Claim


@pytest.fixture
def world() -> World:
    made = World()
    made.accepts("south")
    return made


def case_of(world: World, view: View = EVERY_SOURCE) -> Case:
    return world.case(TRUCE + NORTH_KEEPS_TO_IT + NO_FIRE_IN_ZONE, view)


def labelled(case: Case, label: str) -> Claim:
    (found,) = [claim for claim in case.shared.evidence.snapshot.claims if claim.label == label]
    return found


def test_an_explanation_goes_down_to_each_clause_and_condition(world: World) -> None:
    world.reports("monitor")
    found = explain(case_of(world), "shelling")
    assert found.finding is not None
    assert found.finding.outcome is Outcome.VIOLATION
    assert [clause.provision for clause in found.provisions] == ["north", "zone"]
    assert (found.set_aside, found.contradicting) == ((), ())


def test_it_says_which_claims_were_set_aside_and_why(world: World) -> None:
    world.reports("monitor")
    world.says("north-office", event("shelling", polarity="denied"))
    said = world.says("observer", role("shelling", "east"))
    world.links(world.says("observer"), "retracts", said, asserter="observer")
    found = explain(case_of(world, taking("monitor", "observer")), "shelling")
    assert [(item.speaker, item.reason) for item in found.set_aside] == [
        ("north-office", "speaker not taken"),
        ("observer", "withdrawn by its speaker"),
    ]


def test_an_incident_that_is_out_is_explained_without_a_finding(world: World) -> None:
    world.reports("monitor")
    found = explain(case_of(world, taking("observer")), "shelling")
    assert (found.finding, found.provisions) == (None, ())
    assert len(found.set_aside) == 3


def test_what_contradicts_it_is_shown_admitted_or_not(world: World) -> None:
    said = world.reports("monitor")
    denied = world.says("north-office", event("shelling", polarity="denied"))
    words = world.says("south-office", act="denial")
    world.links(words, "contradicts", f"{said}/2", asserter="south-office")
    world.links(words, "denies", said, asserter="south-office")
    world.links(words, "responds-to", f"{said}/1", asserter="south-office")
    case = case_of(world, taking("monitor"))
    statements = {item.label: item.id for item in case.shared.evidence.snapshot.statements.values()}
    assert explain(case, "shelling").contradicting == (labelled(case, f"{denied}/1").id, statements[words])


def test_an_incident_is_found_by_the_name_of_a_row_folded_into_it(world: World) -> None:
    world.reports("monitor")
    world.judges("shelling", "same", "rows:1")
    assert explain(case_of(world), "rows:1").incident == "shelling"


def test_an_incident_nobody_tells_of_is_none(world: World) -> None:
    with pytest.raises(KeyError):
        explain(case_of(world), "never-told")


def test_a_claim_is_heard_in_the_part_of_the_view_it_belongs_to(world: World) -> None:
    said = world.reports("monitor")
    world.says("monitor", {"type": "relation", "subject": "a", "relation": "part-of", "object": "b"})
    accounts_only, framework_only = taking("observer"), framed_by("observer")
    for view, expected in (
        (EVERY_SOURCE, (None, None)),
        (accounts_only, ("speaker not taken", None)),
        (framework_only, (None, "speaker not taken")),
    ):
        case = case_of(world, view)
        tie = case.shared.evidence.relations[0]
        assert (hearing(case, labelled(case, f"{said}/1").id), hearing(case, tie.id)) == expected


def test_a_claim_taken_only_as_possible_says_why(world: World) -> None:
    said = world.reports("monitor", firmness="probable")
    case = case_of(world)
    assert hearing(case, labelled(case, f"{said}/1").id) == "hedged"


def test_an_actors_word_on_its_own_position_is_heard_and_on_anothers_is_not(world: World) -> None:
    own = world.accepts("south", speaker="south-office")
    other = world.accepts("east", speaker="south-office")
    case = case_of(world, framed_by("observer"))
    assert hearing(case, labelled(case, f"{own}/1").id) is None
    assert hearing(case, labelled(case, f"{other}/1").id) == "speaker not taken"
