"""What entered the record only after the cut-off is out, and counted as such."""

from datetime import date

from tests.world import EVERY_SOURCE, NORTH_KEEPS_TO_IT, TRUCE, World

from truceline.agreement.parse import read_agreement
from truceline.assessment.account import Out
from truceline.assessment.case import Case, share
from truceline.assessment.evidence import gather
from truceline.assessment.explain import explain, hearing
from truceline.assessment.ledger import Scope, tally
from truceline.assessment.selection import Window, every_incident


def case_before_the_second_report() -> Case:
    world = World()
    world.accepts("south")
    world.reports("monitor", "first")
    then = gather(world.snapshot())
    world.reports("monitor", "second", happened="2016-03-20")
    now = gather(world.snapshot())
    return Case(share(then, now), read_agreement(TRUCE + NORTH_KEEPS_TO_IT, "truce.toml"), EVERY_SOURCE)


def test_an_incident_recorded_later_is_out_as_not_yet_recorded() -> None:
    case = case_before_the_second_report()
    assert case.finding("second") is None
    assert case.account("second").out is Out.NOT_RECORDED
    assert explain(case, "second").contradicting == ()
    assert tally(case).out == {"not yet recorded": 1}


def test_it_is_counted_in_the_window_of_the_times_stated_for_it() -> None:
    case = case_before_the_second_report()
    days = Window(date(2016, 3, 1), date(2016, 3, 15))
    assert tally(case, Scope(days, every_incident)).out == {}
    days = Window(date(2016, 3, 16), date(2016, 3, 31))
    assert tally(case, Scope(days, every_incident)).out == {"not yet recorded": 1}


def test_nothing_is_missing_from_the_record_as_it_stands() -> None:
    world = World()
    world.reports("monitor")
    evidence = gather(world.snapshot())
    assert share(evidence, evidence).later == {}


def test_a_claim_the_record_does_not_hold_is_not_yet_recorded() -> None:
    assert hearing(case_before_the_second_report(), "no such claim") == "not yet recorded"
