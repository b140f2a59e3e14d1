"""Clauses and rivals, who is bound as of a day, areas over time, and edited texts."""

from datetime import date

import pytest
from attrs import evolve
from tests.world import (
    ACCEPTED_KEEP_TO_IT,
    EVERY_SOURCE,
    NO_FIRE_IN_ZONE,
    NORTH_KEEPS_TO_IT,
    TRUCE,
    World,
    framed_by,
)

from truceline.agreement.parse import read_agreement
from truceline.agreement.printing import print_provision
from truceline.assessment.view import View
from truceline.testimony.register import Handling
from truceline.values.doubt import Truth
from truceline.workbench.kept import agreement_document
from truceline.workbench.pages.agreements import agreement_page, clauses_sheet, listed
from truceline.workbench.pages.cited import Quoter
from truceline.workbench.pages.editing import Draft, checked, is_outdated, opened, sealed
from truceline.workbench.pages.shape import shape
from truceline.workbench.pages.standings import SILENT, standings, standings_sheet
from truceline.workbench.pages.zones import zone_outlines, zones, zones_sheet
from truceline.workbench.testimony_text import Teller

WHOLE = TRUCE + NORTH_KEEPS_TO_IT + ACCEPTED_KEEP_TO_IT + NO_FIRE_IN_ZONE
RIVALS = """
[[provision]]
id = "strip"
version = "wide"
prohibits = ["use-of-weapons"]
binds = "anyone"
area = "zone"
from = "2016-03-01"
until = "2016-03-31"
according-to = ["monitor"]

[[provision]]
id = "strip"
version = "narrow"
prohibits = ["use-of-weapons"]
binds = "anyone"
area = { within = "1 km", of = "inner" }
according-to = ["reporter"]
"""


def quoter(world: World, text: str = WHOLE, view: View = EVERY_SOURCE) -> Quoter:
    case = world.case(text, view)
    return Quoter(case, Teller(case.shared.evidence.snapshot))


def test_a_clause_stands_in_a_sentence_beside_its_machine_form() -> None:
    page = agreement_page(quoter(World()))
    (clause,) = page.clauses[0].readings
    assert clause.plain.startswith("North must refrain from use of weapons, towards whoever accepted truce")
    assert clause.machine.startswith('[[provision]]\nid = "north"\n')
    assert 'binds = { actor = "north" }' in clause.machine
    assert clause.taken
    assert [part.start for part in clause.sure] == ["2016-02-27 00:00"]


def test_the_machine_form_of_a_clause_can_be_read_again() -> None:
    agreement = read_agreement(WHOLE + RIVALS, "truce.toml")
    for provision in agreement.provisions:
        again = read_agreement(TRUCE + print_provision(agreement, provision).replace("strip", "other"), "x")
        assert evolve(again.provisions[0], id=provision.id) == provision


def test_rival_readings_stand_together_with_what_they_differ_in() -> None:
    page = agreement_page(quoter(World(), WHOLE + RIVALS))
    (rivals,) = [one for one in page.clauses if len(one.readings) > 1]
    assert [one.version for one in rivals.readings] == ["wide", "narrow"]
    assert rivals.differs == ("area", "period")


def test_a_reading_the_view_does_not_take_says_so() -> None:
    page = agreement_page(quoter(World(), WHOLE + RIVALS, framed_by("monitor")))
    (rivals,) = [one for one in page.clauses if len(one.readings) > 1]
    assert [one.taken for one in rivals.readings] == [True, False]


def test_the_life_of_an_agreement_is_told_in_the_order_of_its_times_and_by_whom() -> None:
    world = World()
    term = {"type": "term", "agreement": "truce"}
    world.says("reporter", {**term, "step": "collapsed", "happened": "2016-04-01"})
    world.says("monitor", {**term, "step": "announced", "happened": "2016-02-20"})
    world.says("observer", {**term, "step": "suspended"})
    page = agreement_page(quoter(world))
    assert [(step.step, step.told.speaker) for step in page.life] == [
        ("announced", "Monitor"),
        ("collapsed", "Reporter"),
        ("suspended", "Observer"),
    ]


def test_the_clauses_as_rows_and_as_json_say_the_same() -> None:
    page = agreement_page(quoter(World(), WHOLE + RIVALS))
    sheet = clauses_sheet(page)
    assert [row[0] for row in sheet.rows] == ["north", "accepted", "zone", "strip", "strip"]
    assert [one["id"] for one in shape(page)["clauses"]] == ["north", "accepted", "zone", "strip"]
    (line,) = listed([read_agreement(WHOLE, "truce.toml")])
    assert (line.id, line.clauses) == ("truce", 3)


def test_who_is_bound_is_answered_as_of_a_day_with_its_claims() -> None:
    world = World()
    world.accepts("south", happened="2016-03-05/..")
    before = {one.actor: one for one in standings(quoter(world), date(2016, 3, 4)).actors}
    after = {one.actor: one for one in standings(quoter(world), date(2016, 3, 5)).actors}
    assert before["south"].accepted.answer == SILENT
    assert after["south"].accepted.answer == Truth.YES.value
    assert [claim.speaker for claim in after["south"].accepted.claims] == ["Monitor"]
    assert "accepted" in after["south"].bound
    assert "accepted" not in before["south"].bound
    assert "north" in after["south"].protected


def test_silence_binds_nobody_and_says_what_would_settle_it() -> None:
    world = World()
    world.says("monitor", {"type": "standing", "actor": "east", "agreement": "truce", "position": "sponsor"})
    (east,) = [one for one in standings(quoter(world), date(2016, 3, 5)).actors if one.actor == "east"]
    assert east.bound == ("zone",)
    assert "accepted" in east.perhaps_bound
    (asked,) = [one for one in east.binds if one.key == "accepted"]
    assert "standing of east" in asked.settle[0]


def test_an_excluded_actor_is_neither_bound_nor_protected_by_clauses_that_leave_it_out() -> None:
    world = World()
    world.accepts("outlaws")
    (one,) = [one for one in standings(quoter(world), date(2016, 3, 5)).actors if one.actor == "outlaws"]
    assert one.bound == ("zone",)
    assert one.protected == ()
    assert one.perhaps_protected == ()


def test_without_a_day_it_is_the_first_of_the_agreement_and_days_of_change_are_offered() -> None:
    world = World()
    world.accepts("south", happened="2016-03-05/2016-03-09")
    page = standings(quoter(world), None)
    assert page.day == date(2016, 2, 27)
    assert page.changes == (date(2016, 3, 5), date(2016, 3, 10))
    rows = {row[0]: row for row in standings_sheet(page).rows}
    assert rows["south"][2] == SILENT


def test_areas_are_those_of_clauses_smaller_than_a_country_in_the_dashes_of_their_claimants() -> None:
    page = zones(quoter(World(), WHOLE + RIVALS), None)
    assert [one.key for one in page.zones] == ["zone", "strip@wide", "strip@narrow"]
    assert [[source.name for source in one.claimants] for one in page.zones] == [
        [],
        ["Monitor"],
        ["Reporter"],
    ]
    assert len({one.line for one in page.zones}) == 3
    outlines = zone_outlines(quoter(World(), WHOLE + RIVALS), page)
    assert [one.label for one in outlines] == ["zone", "strip@wide", "strip@narrow"]
    # One kilometre round a village is more than the village and less than the zone.
    assert outlines[2].shape.area < outlines[0].shape.area


def test_a_day_leaves_out_areas_not_in_force_on_it() -> None:
    during = zones(quoter(World(), WHOLE + RIVALS), date(2016, 3, 31))
    after = zones(quoter(World(), WHOLE + RIVALS), date(2016, 4, 1))
    assert [one.key for one in during.zones] == ["zone", "strip@wide", "strip@narrow"]
    assert [one.key for one in after.zones] == ["zone", "strip@narrow"]
    assert {one.in_force for one in during.zones} == {Truth.YES}
    assert date(2016, 3, 1) in during.changes
    assert len(zones_sheet(after).rows) == 2


def test_an_area_nobody_locates_is_listed_and_not_drawn() -> None:
    world = World()
    world.place("somewhere", kind="zone")
    text = TRUCE + NO_FIRE_IN_ZONE.replace('area = "zone"', 'area = "somewhere"')
    page = zones(quoter(world, text), None)
    assert [one.has_outline for one in page.zones] == [False]
    assert zone_outlines(quoter(world, text), page) == ()


def test_a_text_is_checked_with_every_fault_at_its_place() -> None:
    bad = WHOLE.replace('prohibits = ["use-of-weapons"]', 'prohibits = ["fireworks"]').replace(
        'zone = "Asia/Damascus"', 'zone = "Asia/Nowhere"'
    )
    draft, document = checked(Draft("truce", bad, "", ()))
    assert document is None
    assert len(draft.faults) == 4
    first = draft.faults[0]
    assert first.excerpt[len(first.caret) - 1 :].startswith('"Asia/Nowhere"') or first.caret.endswith("^")
    assert [fault.line for fault in draft.faults] == sorted(fault.line or 0 for fault in draft.faults)


def test_a_sound_text_becomes_the_document_to_keep_with_the_line_ends_of_a_file() -> None:
    draft, document = checked(Draft("truce", WHOLE.replace("\n", "\r\n"), "", ()))
    assert draft.faults == ()
    assert document is not None
    assert document.text == WHOLE
    assert document.sha256 == sealed(WHOLE)


def test_another_agreements_text_is_not_kept_under_this_ones_id() -> None:
    draft, document = checked(Draft("truce", WHOLE.replace('id = "truce"', 'id = "peace"'), "", ()))
    assert document is None
    assert [fault.code for fault in draft.faults] == ["web.other_agreement"]


def test_an_edit_of_an_older_text_is_noticed() -> None:
    snapshot = World().snapshot()
    kept = agreement_document(WHOLE, read_agreement(WHOLE, "truce.toml"))
    holding = evolve(snapshot, documents={**snapshot.documents, kept.id: kept})
    draft = opened(holding, "truce")
    assert draft is not None
    assert not is_outdated(holding, draft)
    assert is_outdated(holding, evolve(draft, base="0" * 64))
    assert opened(snapshot, "truce") is None
    assert kept.handling is Handling.PUBLIC


@pytest.mark.parametrize("view", [EVERY_SOURCE, framed_by("monitor")])
def test_a_claim_the_view_sets_aside_is_quoted_with_the_reason(view: View) -> None:
    world = World()
    world.accepts("east", speaker="reporter")
    (east,) = [one for one in standings(quoter(world, view=view), None).actors if one.actor == "east"]
    taken = view is EVERY_SOURCE
    assert (east.accepted.answer == Truth.YES.value) is taken
    page = quoter(world, view=view)
    claim = page.case.shared.evidence.standings[-1]
    assert (page.quote(claim).aside == "") is taken
