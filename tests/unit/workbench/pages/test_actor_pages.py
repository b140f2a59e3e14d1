"""The register, relations as of a day, control over time, and indicators."""

from datetime import date

from tests.world import EVERY_SOURCE, NORTH_KEEPS_TO_IT, TRUCE, World, taking

from truceline.assessment.view import View
from truceline.values.doubt import Truth
from truceline.workbench.pages.actors import (
    actor_page,
    actor_sheet,
    register,
    register_sheet,
    span_days,
)
from truceline.workbench.pages.cited import Quoter
from truceline.workbench.pages.control import control, control_outlines, control_sheet
from truceline.workbench.pages.ground import ground_of
from truceline.workbench.pages.measures import measures, measures_sheet
from truceline.workbench.pages.ties import ties, ties_sheet
from truceline.workbench.testimony_text import Teller


def quoter(world: World, view: View = EVERY_SOURCE) -> Quoter:
    case = world.case(TRUCE + NORTH_KEEPS_TO_IT, view)
    return Quoter(case, Teller(case.shared.evidence.snapshot))


def relation(subject: str, kind: str, other: str, **more: str) -> dict[str, str]:
    return {"type": "relation", "subject": subject, "relation": kind, "object": other, **more}


def holds(actor: str, degree: str, place: str, **more: str) -> dict[str, str]:
    return {"type": "control", "actor": actor, "degree": degree, "place": place, **more}


def measured(value: str, **more: str) -> dict[str, str]:
    return {"type": "indicator", "subject": "north", "measure": "guns", "value": value, **more}


def test_an_actor_is_found_by_any_of_its_names_in_any_script() -> None:
    world = World()
    world.actor("lions", aliases=[{"text": "الأسود", "language": "ar"}, "The Lions"])
    assert [one.id for one in register(quoter(world), "الأسود")] == ["lions"]
    assert [one.id for one in register(quoter(world), "the LIONS")] == ["lions"]
    assert register(quoter(world), "nobody") == ()
    assert len(register_sheet(register(quoter(world), "")).rows) == 7


def test_a_page_gathers_all_that_is_said_of_an_actor_under_its_judged_names() -> None:
    world = World()
    world.actor("north-army")
    world.judges("north", "same", "north-army", about="actor")
    world.accepts("north-army")
    world.says("monitor", holds("north", "sole", "inner"))
    world.reports("monitor", "shelling", by="north-army")
    page = actor_page(quoter(world), "north")
    assert page is not None
    assert page.folded == ("north-army",)
    assert [one.speaker for one in page.standings] == ["Monitor"]
    assert len(page.controls) == 1
    assert page.parts == (("perpetrated", 1),)
    assert [one.id for one in page.sources] == ["north-office"]
    assert {row[1] for row in actor_sheet(page).rows} == {"standing", "control"}
    assert actor_page(quoter(world), "nobody") is None


def test_a_closed_class_has_its_members() -> None:
    world = World()
    world.actor("both", kind="class", members=["north", "south"])
    page = actor_page(quoter(world), "both")
    assert page is not None
    assert page.members is not None
    assert [one.name for one in page.members] == ["North", "South"]


def test_a_tie_holds_from_the_day_it_is_told_of_and_ends_with_its_period() -> None:
    world = World()
    world.says("monitor", relation("east", "part-of", "north", happened="2016-03-01/2016-03-31"))
    assert ties(quoter(world), date(2016, 2, 29), "").ties == ()
    (tie,) = ties(quoter(world), date(2016, 3, 15), "").ties
    assert (tie.subject.id, tie.relation, tie.object.id, tie.answer) == ("east", "part-of", "north", "yes")
    assert tie.directed
    assert [claim.speaker for claim in tie.claims] == ["Monitor"]
    assert ties(quoter(world), None, "").changes == (date(2016, 3, 1), date(2016, 4, 1))


def test_accounts_that_differ_leave_a_tie_unknown() -> None:
    world = World()
    world.says("monitor", relation("east", "allied-with", "north"))
    world.says("reporter", relation("north", "allied-with", "east", polarity="denied"))
    (tie,) = ties(quoter(world), date(2016, 3, 12), "").ties
    assert tie.answer == Truth.UNKNOWN.value
    assert not tie.directed
    assert len(tie.claims) == 2
    assert len(ties_sheet(ties(quoter(world), None, "")).rows) == 2


def test_ties_about_an_actor_are_its_own_and_those_of_whom_it_is_tied_to() -> None:
    world = World()
    for one, other in (("north", "south"), ("south", "east"), ("rebels", "villagers")):
        world.says("monitor", relation(one, "supporting", other))
    near = ties(quoter(world), None, "north")
    assert [(tie.subject.id, tie.object.id) for tie in near.ties] == [("north", "south"), ("south", "east")]
    assert near.about is not None


def test_control_is_told_by_place_over_time_and_lapses_as_the_view_says() -> None:
    world = World()
    world.says("monitor", holds("north", "sole", "inner"), said="2016-03-01")
    world.says("reporter", holds("south", "none", "inner", happened="2016-03-02/2016-03-04"))
    page = control(quoter(world), None)
    (place,) = page.places
    assert [(one.actor, one.degree, one.since, one.until) for one in place.claims] == [
        ("North", "sole", "2016-03-01", ""),
        ("South", "none", "2016-03-02", "2016-03-04"),
    ]
    assert place.claims[0].stale == "2016-03-31"
    assert [len(one.claims) for one in control(quoter(world), date(2016, 3, 3)).places] == [2]
    assert [len(one.claims) for one in control(quoter(world), date(2016, 3, 20)).places] == [1]
    assert control(quoter(world), date(2016, 4, 20)).places == ()
    assert len(control_sheet(page).rows) == 2


def test_only_what_is_said_to_be_held_and_taken_is_drawn() -> None:
    world = World()
    world.says("monitor", holds("north", "sole", "inner"))
    world.says("monitor", holds("south", "none", "inner"))
    world.says("monitor", holds("east", "sole", "inner", polarity="denied"))
    world.says("reporter", holds("south", "sole", "edge"))
    asked = quoter(world, taking("monitor"))
    outlines = control_outlines(asked, control(asked, None))
    assert len(outlines) == 1
    assert outlines[0].filled


def test_the_ground_under_a_map_is_countries_and_larger_towns() -> None:
    shown = ground_of(quoter(World()).case)
    assert sorted((one.shape.geom_type, one.label) for one in shown) == [("Point", "Edge"), ("Polygon", "")]


def test_figures_of_one_measure_make_a_series_in_the_order_of_their_days() -> None:
    world = World()
    world.says("monitor", measured("12", happened="2016-03-05"))
    world.says("reporter", measured("at least 7", happened="2016-03-01/2016-03-03"))
    world.says("observer", measured("9"))
    world.says("observer", measured("100", happened="2016-03-09", modality="planned"))
    (series,) = measures(quoter(world), "").series
    assert [(one.last, one.count.low, one.count.high) for one in series.dated] == [
        (date(2016, 3, 3), 7, None),
        (date(2016, 3, 5), 12, 12),
        (date(2016, 3, 9), 100, 100),
    ]
    assert [one.actual for one in series.points] == [True, True, False, True]
    assert series.is_drawn
    assert measures(quoter(world), "south").series == ()
    assert len(measures_sheet(measures(quoter(world), "north")).rows) == 4


def test_the_days_of_claims_are_those_on_which_one_begins_or_ends() -> None:
    world = World()
    world.says("monitor", holds("north", "sole", "inner", happened="2016-03-02/2016-03-04"))
    world.says("monitor", holds("north", "sole", "edge"))
    claims = quoter(world).case.shared.evidence.controls
    assert span_days(claims) == (date(2016, 3, 2), date(2016, 3, 4))
