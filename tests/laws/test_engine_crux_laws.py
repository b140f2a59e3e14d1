"""Cruxes and comparisons over arrays are those of the reference: the same answers, ranks, claims and figures."""

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.by_chance import agreement_text, register, reports_by_chance, told_by_chance
from tests.laws.test_engine_laws import VIEWS
from tests.seeds import nightly_seeds, seeds
from tests.simulated import TEXT, THE_TRUTH, History, histories
from tests.world import CORROBORATED, EVERY_SOURCE

from truceline.agreement.parse import read_agreement
from truceline.agreement.terms import Agreement
from truceline.assessment.case import Case, Shared, share
from truceline.assessment.comparison import compare
from truceline.assessment.crux import Crux, crux
from truceline.assessment.engine.comparing import compare_of
from truceline.assessment.engine.cruxes import crux_of, taken_over
from truceline.assessment.engine.engine import engine_for
from truceline.assessment.engine.taking import take_over
from truceline.assessment.engine.told import evidence_of
from truceline.assessment.evidence import gather
from truceline.assessment.flipping import incidents_asked, take
from truceline.assessment.ledger import EVERYTHING, Scope
from truceline.assessment.question import is_protected
from truceline.assessment.selection import Window, every_incident
from truceline.assessment.view import View

pytest.importorskip("numba")

PART = Scope(Window(date(2016, 2, 27), date(2016, 3, 10)), every_incident)


def told(row: Crux) -> tuple[object, ...]:
    """A row with the incidents of its flips spelled out."""
    flips = [
        (one.view, one.answer, tuple(one.settled), tuple(one.unsettled), tuple(one.changed), one.heads)
        for one in row.flips
    ]
    return row.between, row.differing, row.question, row.answers, row.claims, flips


def alike(shared: Shared, agreement: Agreement, views: list[View], scope: Scope) -> None:
    engine = engine_for(shared, agreement, threads=1)
    cases = [Case(shared, agreement, view) for view in views]
    incidents = incidents_asked(cases, scope)
    taken = [take(case, scope, incidents) for case in cases]
    held = taken_over(engine, views, scope)
    rows = [told(row) for row in crux_of(held)]
    assert rows == [told(row) for row in crux(taken)], [view.name for view in views]
    if len(views) > 1:
        expected, found = compare(taken), compare_of(held)
        assert found.groups == expected.groups
        assert found.heads() == expected.heads()
        assert (found.incidents, found.differing) == (expected.incidents, expected.differing)


def alike_by_chance(seed: int, rows: int, times: int) -> None:
    chance = random.Random(seed)
    world, reports, agreement = told_by_chance(chance, rows)
    shared = share(evidence_of(reports, gather(world.snapshot()), range(rows)))
    for _ in range(times):
        views = chance.sample(list(VIEWS.values()), chance.choice([1, 2, 2, 3]))
        alike(shared, agreement, views, chance.choice([EVERYTHING, PART]))


@pytest.mark.parametrize("seed", [0, 5, 22, 41])
def test_cruxes_and_comparisons_of_reports_by_chance_are_those_of_the_reference(seed: int) -> None:
    alike_by_chance(seed, 30, 2)


@seeds(3, 8, nightly=range(10, 40))
def test_ledgers_of_different_states_of_a_record_compare_over_arrays_as_by_the_reference(seed: int) -> None:
    chance, rows = random.Random(seed), 30
    world, reports, agreement = told_by_chance(chance, rows)
    evidence, scope = gather(world.snapshot()), chance.choice([EVERYTHING, PART])
    states = [
        share(evidence_of(reports, evidence, range(first, last))) for first, last in ((0, 22), (4, rows))
    ]
    cases = [
        Case(shared, agreement, view)
        for shared, view in zip(states, chance.choices(list(VIEWS.values()), k=2), strict=True)
    ]
    incidents = incidents_asked(cases, scope)
    plain = [take(case, scope, incidents) for case in cases]
    swift = [
        take_over(engine_for(case.shared, agreement, threads=1), case, scope, incidents) for case in cases
    ]
    assert [one.heads for one in swift] == [one.heads for one in plain]
    assert [told(row) for row in crux(swift)] == [told(row) for row in crux(plain)]
    expected, found = compare(plain), compare(swift)
    assert (found.groups, found.incidents, found.differing) == (
        expected.groups,
        expected.incidents,
        expected.differing,
    )


@nightly_seeds(100)
def test_cruxes_and_comparisons_of_thousands_of_reports_are_those_of_the_reference(seed: int) -> None:
    alike_by_chance(seed, 40, 3)


@given(
    histories(), st.sampled_from([(EVERY_SOURCE, CORROBORATED), (EVERY_SOURCE, THE_TRUTH), (CORROBORATED,)])
)
@settings(max_examples=10, deadline=None)
def test_cruxes_and_comparisons_of_a_record_are_those_of_the_reference(
    history: History, views: tuple[View, ...]
) -> None:
    shared = share(gather(history.world().snapshot()))
    alike(shared, read_agreement(TEXT, "truce.toml"), list(views), EVERYTHING)


def test_answers_about_one_incident_alone_can_be_cut_and_the_rest_stays_as_it_is() -> None:
    world, reports = register(random.Random(5)), reports_by_chance(random.Random(5), 40)
    shared = share(evidence_of(reports, gather(world.snapshot()), range(40)))
    agreement = read_agreement(agreement_text(["plain", "zone"]), "by-chance.toml")
    held = taken_over(
        engine_for(shared, agreement, threads=1), [VIEWS["every source"], VIEWS["two of them"]], EVERYTHING
    )
    every, cut = (list(crux_of(held, most_single=most)) for most in (None, 0))
    assert [told(row) for row in cut] == [told(row) for row in every if not row.question.kind.is_of_incident]
    assert len(cut) < len(every)
    assert not any(is_protected(shared, name) for row in cut for name in row.question.about)
