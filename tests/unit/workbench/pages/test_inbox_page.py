"""Suggestions: what a proposed event may be, and pairs nobody has judged."""

from datetime import date

from attrs import evolve
from tests.world import NORTH_KEEPS_TO_IT, TRUCE, World, event, role

from truceline.assessment.selection import EVER, Window
from truceline.testimony.claim import Claim, EventClaim
from truceline.testimony.link import Subject
from truceline.workbench.pages.cited import Quoter
from truceline.workbench.pages.inbox import waiting, waiting_sheet
from truceline.workbench.pages.matches import Matches, incident_of, latest_judgement
from truceline.workbench.testimony_text import Teller


def quoter(world: World) -> Quoter:
    case = world.case(TRUCE + NORTH_KEEPS_TO_IT)
    return Quoter(case, Teller(case.shared.evidence.snapshot))


def proposed(
    kind: str = "shelling", happened: str | None = "2016-03-10", place: str | None = "inner"
) -> Claim:
    world = World()
    world.says("monitor", event("proposed", kind, happened=happened, place=place))
    (claim,) = world.snapshot().claims
    return claim


def suggested(world: World, claim: Claim) -> list[str]:
    return [match.incident for match in Matches(quoter(world)).of(claim)]


def test_an_event_may_be_an_incident_of_the_same_day_place_and_kind() -> None:
    world = World()
    world.reports("monitor", "it", happened="2016-03-10", place="inner", kind="mortar-fire")
    world.reports("monitor", "other-day", happened="2016-03-12", place="inner")
    world.reports("monitor", "other-place", happened="2016-03-10", place="abroad")
    world.reports("monitor", "other-kind", happened="2016-03-10", place="inner", kind="talks")
    assert suggested(world, proposed()) == ["it"]
    assert suggested(world, proposed("armed-force")) == ["it"]
    assert suggested(world, proposed(happened="2016-03-09/2016-03-11")) == ["it"]


def test_without_a_day_or_a_place_nothing_is_suggested_nor_for_other_claims() -> None:
    world = World()
    world.reports("monitor", "it")
    assert suggested(world, proposed(happened=None)) == []
    assert suggested(world, proposed(place=None)) == []
    assert suggested(world, proposed(happened="2016")) == []
    part = next(one for one in world.snapshot().claims if not isinstance(one, EventClaim))
    assert suggested(world, part) == []


def test_an_event_is_never_suggested_to_be_itself() -> None:
    world = World()
    world.reports("monitor", "proposed")
    assert suggested(world, proposed()) == []


def test_at_most_five_are_suggested_each_with_who_tells_of_it() -> None:
    world = World()
    for number in range(8):
        world.reports("monitor", f"it-{number}")
    found = Matches(quoter(world)).of(proposed())
    assert len(found) == 5
    assert {match.told.speaker for match in found} == {"Monitor"}


def test_a_claim_names_its_incident_where_it_has_one() -> None:
    world = World()
    world.reports("monitor", "it", killed="3")
    world.accepts("south")
    assert {incident_of(one) for one in world.snapshot().claims} == {"it", None}


def doubles() -> World:
    world = World()
    world.says(
        "monitor", event("set:1", "shelling", happened="2016-03-10", place="inner"), role("set:1", "north")
    )
    world.says("reporter", event("it", "shelling", happened="2016-03-10", place="inner"))
    return world


def test_a_row_and_an_incident_that_look_alike_wait_to_be_judged() -> None:
    (pair,) = waiting(quoter(doubles()), EVER).incidents
    assert {pair.left, pair.right} == {"set:1", "it"}
    assert pair.latest == ""
    assert [claim.type for claim in (*pair.left_told, *pair.right_told)] == ["event", "event"]
    assert len(waiting_sheet([pair]).rows) == 1


def test_once_judged_a_pair_waits_no_longer() -> None:
    for answer in ("same", "different", "unsure", "part-of"):
        world = doubles()
        world.judges("it", answer, "set:1")
        assert waiting(quoter(world), EVER).incidents == ()


def test_a_period_narrows_what_is_looked_at() -> None:
    window = Window(date(2016, 3, 11), date(2016, 3, 20))
    assert waiting(quoter(doubles()), window).incidents == ()


def test_actors_of_nearly_one_name_wait_until_judged() -> None:
    world = World()
    world.actor("the-north")
    world.rows[-1][1]["name"] = "NORTH"
    (pair,) = waiting(quoter(world), EVER).actors
    assert {pair.left, pair.right} == {"north", "the-north"}
    world.judges("north", "different", "the-north", about="actor")
    assert waiting(quoter(world), EVER).actors == ()


def test_the_latest_judgement_counts_whichever_way_round() -> None:
    world = doubles()
    world.judges("it", "same", "set:1")
    world.rows.append(
        ("judgement", {**world.rows[-1][1], "left": "set:1", "right": "it", "answer": "different"})
    )
    judgements = world.snapshot().judgements
    found = latest_judgement(judgements, Subject.INCIDENT, frozenset(("it", "set:1")))
    assert found == judgements[-1]
    assert latest_judgement(judgements, Subject.ACTOR, frozenset(("it", "set:1"))) is None
    assert evolve(found, reason="") is not None
