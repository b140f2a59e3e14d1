"""A case: one record under one agreement and one view, and what caps its findings."""

import pytest
from attrs import evolve
from tests.world import (
    ACCEPTED_KEEP_TO_IT,
    EVERY_SOURCE,
    NO_FIRE_IN_ZONE,
    NORTH_KEEPS_TO_IT,
    TRUCE,
    World,
    event,
    framed_by,
    only,
    role,
    taking,
)

from truceline.agreement.parse import read_agreement
from truceline.assessment.case import Case, is_long, share
from truceline.assessment.evidence import gather
from truceline.assessment.finding import Outcome

BOTH = NORTH_KEEPS_TO_IT + ACCEPTED_KEEP_TO_IT


@pytest.fixture
def world() -> World:
    made = World()
    made.accepts("south")
    return made


def test_an_incident_that_is_out_has_an_account_and_no_finding(world: World) -> None:
    world.reports("monitor")
    case = world.case(TRUCE + BOTH, taking("observer"))
    assert case.finding("shelling") is None
    assert case.account("shelling").out is not None
    assert case.provision_findings("shelling") == ()


def test_answers_are_remembered(world: World) -> None:
    world.reports("monitor")
    case = world.case(TRUCE + BOTH)
    assert case.finding("shelling") is case.finding("shelling")
    assert case.account("shelling") is case.account("shelling")


def test_a_finding_names_the_clauses_that_give_it(world: World) -> None:
    world.says("monitor", event("shelling", happened="2016-03-10", place="inner"), role("shelling", "north"))
    finding = world.finding(BOTH + NO_FIRE_IN_ZONE)
    assert finding.outcome is Outcome.VIOLATION
    assert finding.provisions == ("zone",)


def test_a_possible_finding_names_every_clause_that_may_have_been_breached(world: World) -> None:
    world.reports("monitor", on=None, place="edge")
    assert world.finding(BOTH + NO_FIRE_IN_ZONE).provisions == ("north", "accepted", "zone")


def test_without_a_breach_no_clause_gives_it(world: World) -> None:
    world.reports("monitor", place="abroad")
    assert world.finding(BOTH).provisions == ()


def test_each_clause_has_its_own_finding(world: World) -> None:
    world.reports("monitor")
    found = world.case(TRUCE + BOTH + NO_FIRE_IN_ZONE).provision_findings("shelling")
    assert [(one.provision, one.outcome, one.failed) for one in found] == [
        ("north", Outcome.VIOLATION, None),
        ("accepted", Outcome.NONE, "whom"),
        ("zone", Outcome.VIOLATION, None),
    ]
    assert all(one.settles == () for one in found)


def test_the_claims_behind_a_condition_are_kept(world: World) -> None:
    world.reports("monitor")
    (found,) = world.case(TRUCE + NORTH_KEEPS_TO_IT).provision_findings("shelling")
    counts = {name: len(answer.claims) for name, answer in found.conditions.items()}
    assert counts == {"when": 1, "where": 1, "what": 1, "who": 0, "whom": 1, "exception": 0}


def test_where_the_view_takes_no_version_of_a_clause_nothing_is_covered(world: World) -> None:
    rivals = "".join(
        NO_FIRE_IN_ZONE.replace('id = "zone"', f'id = "zone"\nversion = "{name}"\naccording-to = ["{name}"]')
        for name in ("monitor", "observer")
    )
    world.reports("monitor")
    case = world.case(TRUCE + rivals, framed_by("reporter"))
    finding = case.finding("shelling")
    assert case.framing.not_assessed == ("zone",)
    assert finding is not None
    assert (finding.outcome, finding.failed) == (Outcome.NONE, "what")


def test_a_version_whose_author_the_view_refuses_is_not_taken(world: World) -> None:
    rivals = "".join(
        NO_FIRE_IN_ZONE.replace('id = "zone"', f'id = "zone"\nversion = "{name}"\naccording-to = ["{name}"]')
        for name in ("monitor", "observer")
    )
    rule = evolve(EVERY_SOURCE.framework, refuses=only("observer"))
    case = world.case(TRUCE + rivals, evolve(EVERY_SOURCE, framework=rule))
    assert [clause.version for clause in case.framing.clauses["zone"]] == ["monitor"]


# Caps


def test_a_capped_incident_is_possible_where_it_would_have_been_a_violation(world: World) -> None:
    world.reports("monitor", firmness="probable")
    world.says("observer", event("shelling", happened="2016-03-10", place="inner"))
    finding = world.finding(NO_FIRE_IN_ZONE, taking("monitor"))
    assert finding.outcome is Outcome.POSSIBLE
    world.reports("reporter", "other", place="outer", firmness="probable")
    other = world.finding(NO_FIRE_IN_ZONE, incident="other")
    assert (other.outcome, other.capped) == (Outcome.POSSIBLE, ())


def test_the_caps_of_a_clear_breach_are_told(world: World) -> None:
    world.reports("monitor")
    world.says("observer", event("shelling", polarity="denied"))
    finding = world.finding(NORTH_KEEPS_TO_IT)
    assert finding.capped == ("its occurrence is denied",)
    (clause,) = world.case(TRUCE + NORTH_KEEPS_TO_IT).provision_findings("shelling")
    assert clause.outcome is Outcome.POSSIBLE


@pytest.mark.parametrize(
    ("happened", "long"),
    [
        ("2016-03-01/2016-03-31", False),
        ("2016-03-01/2016-04-01", True),
        ("2016-03-01T12:00/2016-04-01T11:00", True),
        ("2016-03", False),
        ("2016", True),
        ("2016-03-01/..", True),
        ("XXXX", False),
    ],
)
def test_longer_than_31_local_calendar_days_is_an_aggregate(
    world: World, happened: str, *, long: bool
) -> None:
    # Damascus put its clocks forward on 25 March 2016: 32 calendar days, 31 times 24 hours and 23.
    world.reports("monitor", happened=happened)
    case = world.case(TRUCE + NO_FIRE_IN_ZONE)
    assert is_long(case.account("shelling")) is long


@pytest.mark.parametrize("turned", [False, True])
def test_of_an_unsure_pair_the_later_incident_is_possible_at_most(world: World, *, turned: bool) -> None:
    world.reports("monitor", "first")
    world.reports("observer", "second")
    world.judges(*(("second", "unsure", "first") if turned else ("first", "unsure", "second")))
    case = world.case(TRUCE + NORTH_KEEPS_TO_IT)
    findings = [case.finding(name) for name in ("first", "second")]
    assert [finding.outcome for finding in findings if finding] == [Outcome.VIOLATION, Outcome.POSSIBLE]
    assert case.unsure_pairs == (("first", "second"),)


@pytest.mark.parametrize("first", ["first", "never-reported"])
def test_an_incident_unsurely_the_same_as_one_that_is_out_counts(world: World, first: str) -> None:
    world.reports("observer", "first")
    world.reports("monitor", "second")
    world.judges(first, "unsure", "second")
    finding = world.case(TRUCE + NORTH_KEEPS_TO_IT, taking("monitor")).finding("second")
    assert finding is not None
    assert finding.outcome is Outcome.VIOLATION


# What views share


def test_views_that_differ_only_in_whose_word_they_take_share_the_framing(world: World) -> None:
    world.reports("monitor")
    shared = share(gather(world.snapshot()))
    terms = read_agreement(TRUCE + BOTH, "truce.toml")
    cases = [Case(shared, terms, view) for view in (EVERY_SOURCE, taking("monitor"), framed_by("monitor"))]
    assert cases[0].framing is cases[1].framing
    assert cases[0].framing is not cases[2].framing
    assert cases[0].account("shelling") is cases[1].account("shelling")


def test_an_account_of_other_admissions_is_made_anew(world: World) -> None:
    world.reports("monitor")
    world.reports("observer", by="south")
    shared = share(gather(world.snapshot()))
    terms = read_agreement(TRUCE + BOTH, "truce.toml")
    outcomes = []
    for view in (EVERY_SOURCE, taking("monitor"), EVERY_SOURCE):
        finding = Case(shared, terms, view).finding("shelling")
        assert finding is not None
        outcomes.append(finding.outcome)
    assert outcomes == [Outcome.POSSIBLE, Outcome.VIOLATION, Outcome.POSSIBLE]


def test_an_account_that_links_point_at_is_made_anew(world: World) -> None:
    said = world.reports("monitor")
    words = world.says("north-office", act="denial")
    world.links(words, "denies", f"{said}/1", asserter="north-office")
    shared = share(gather(world.snapshot()))
    terms = read_agreement(TRUCE + BOTH, "truce.toml")
    outcomes = []
    for view in (EVERY_SOURCE, taking("monitor")):
        finding = Case(shared, terms, view).finding("shelling")
        assert finding is not None
        outcomes.append(finding.outcome)
    assert outcomes == [Outcome.POSSIBLE, Outcome.VIOLATION]
