"""What would be found on an incident somebody makes up: the same as if it were reported."""

import pytest
from attrs import evolve
from tests.world import (
    ACCEPTED_KEEP_TO_IT,
    CORROBORATED,
    EVERY_SOURCE,
    NO_FIRE_IN_ZONE,
    NORTH_KEEPS_TO_IT,
    TRUCE,
    World,
    framed_by,
    taking,
)

from truceline.values.problems import Problems
from truceline.workbench.pages.invented import NOTHING_ASKED, Answered, Asked, answer, answered_sheet

WHOLE = TRUCE + NORTH_KEEPS_TO_IT + ACCEPTED_KEEP_TO_IT + NO_FIRE_IN_ZONE
STRIKE = Asked("shelling", "2016-03-10", "outer", "north", "south", "", "")


def world() -> World:
    made = World()
    made.accepts("south")
    return made


def found(asked: Asked, made: World | None = None) -> Answered:
    return answer((made or world()).case(WHOLE), asked)


def test_the_answer_is_that_of_the_same_incident_reported() -> None:
    reported = world()
    reported.reports("monitor", "it", happened="2016-03-10", place="outer", by="north", on="south")
    case = reported.case(WHOLE)
    finding, invented = case.finding("it"), answer(case, STRIKE)
    assert finding is not None
    assert invented.outcome == finding.outcome.value == "violation"
    assert invented.responsible == "North"
    assert {one.key for one in invented.clauses if one.decisive} == set(finding.provisions)
    explained = {one.provision: one.conditions for one in case.provision_findings("it")}
    for clause in invented.clauses:
        assert {one.name: one.answer for one in clause.conditions} == {
            name: answered.truth.value for name, answered in explained[clause.key].items()
        }


def test_each_condition_can_fail() -> None:
    assert found(evolve(STRIKE, when="2016-02-20")).failed == "when"
    assert found(evolve(STRIKE, place="abroad")).failed == "where"
    assert found(evolve(STRIKE, kind="talks")).failed == "what"
    assert found(evolve(STRIKE, who="outlaws")).failed == "who"
    assert found(evolve(STRIKE, whom="outlaws")).failed == "whom"


def test_what_is_left_out_is_unknown_and_told_what_would_settle_it() -> None:
    invented = found(evolve(STRIKE, who=""))
    assert invented.outcome == "possible"
    clause = next(one for one in invented.clauses if one.decisive)
    (who,) = [one for one in clause.conditions if one.name == "who"]
    assert who.answer == "unknown"
    assert who.settle


def test_a_justification_leaves_it_possible() -> None:
    invented = found(evolve(STRIKE, exception="proportionate-self-defence"))
    assert invented.outcome == "possible"
    clause = next(one for one in invented.clauses if one.decisive)
    answers = {one.name: one.answer for one in clause.conditions}
    assert (answers["what"], answers["exception"]) == ("yes", "unknown")


def test_what_is_observed_takes_it_out_of_the_clause() -> None:
    text = TRUCE + NORTH_KEEPS_TO_IT.replace('"proportionate-self-defence"', '"announced-movement"')
    invented = answer(world().case(text), evolve(STRIKE, observed="announced-movement"))
    assert (invented.outcome, invented.failed) == ("none", "what")


def test_names_of_the_register_serve_as_well_as_ids() -> None:
    assert found(evolve(STRIKE, who="North", whom="South", place="Outer")).outcome == "violation"


@pytest.mark.parametrize("view", [taking("nobody-at-all"), CORROBORATED])
def test_whose_word_the_view_takes_on_incidents_does_not_matter(view: object) -> None:
    case = world().case(WHOLE, view)  # type: ignore[arg-type]  # views of the world's own
    assert answer(case, STRIKE).outcome == "violation"


def test_the_framework_the_view_takes_does_matter() -> None:
    case = world().case(WHOLE, framed_by("reporter"))
    # That the south accepted is the monitor's word, which this view does not take.
    assert answer(case, STRIKE).outcome == "possible"


def test_a_view_of_long_ago_hears_an_invention_too() -> None:
    made = World()
    made.accepts("south", happened="2016-02-26/..")
    case = made.case(WHOLE, evolve(EVERY_SOURCE, published_by="2016-03-12"))
    assert answer(case, STRIKE).outcome == "violation"


def test_no_incident_of_the_record_is_touched() -> None:
    made = world()
    made.reports("monitor", "it")
    case = made.case(WHOLE)
    before = case.finding("it")
    answer(case, STRIKE)
    assert case.finding("it") == before
    assert list(case.shared.evidence.incidents) == ["it"]


def test_every_fault_is_told_at_once_with_its_field() -> None:
    with pytest.raises(Problems) as caught:
        found(Asked("fireworks", "yesterday", "atlantis", "nobody-known", "Bad Name!", "", ""))
    assert {problem.path for problem in caught.value.problems} == {"kind", "when", "place", "who", "whom"}


def test_its_rows_are_its_clauses_and_none_where_nothing_is_asked() -> None:
    assert answered_sheet(found(STRIKE)).rows[0][0] == "north"
    assert answered_sheet(None).rows == ()
    assert NOTHING_ASKED.kind == ""
