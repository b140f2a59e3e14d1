"""Sensitivity over arrays is that of the reference: the same sources, the same counts without each."""

import random
from datetime import date

import pytest
from hypothesis import given, settings
from tests.by_chance import agreement_text, told_by_chance
from tests.laws.test_engine_laws import VIEWS
from tests.seeds import nightly_seeds, seeds
from tests.simulated import TEXT, THE_TRUTH, History, histories
from tests.world import CORROBORATED, EVERY_SOURCE, World

from truceline.agreement.parse import read_agreement
from truceline.assessment.case import Case, share
from truceline.assessment.engine.engine import engine_for, engine_of
from truceline.assessment.engine.leaving_out import sensitivity_of
from truceline.assessment.engine.told import evidence_of
from truceline.assessment.evidence import gather
from truceline.assessment.ledger import EVERYTHING, Scope
from truceline.assessment.selection import Window, every_incident
from truceline.assessment.sensitivity import sensitivity

pytest.importorskip("numba")

PART = Scope(Window(date(2016, 2, 27), date(2016, 3, 10)), every_incident)


def alike_without_each(seed: int, rows: int) -> None:
    chance = random.Random(seed)
    world, reports, agreement = told_by_chance(chance, rows)
    evidence = gather(world.snapshot())
    told = share(evidence_of(reports, evidence, range(rows)))
    engine = engine_of(reports, share(evidence), agreement, threads=1)
    for name, view in VIEWS.items():
        for scope in (EVERYTHING, PART):
            expected = sensitivity(Case(told, agreement, view), scope)
            assert sensitivity_of(engine, view, scope) == expected, (seed, name)


@seeds(17, nightly=[0, 3, 40, *range(50, 60)])
def test_leaving_out_each_source_of_reports_by_chance_gives_what_the_reference_gives(seed: int) -> None:
    alike_without_each(seed, 30)


@nightly_seeds(100)
def test_leaving_out_gives_the_same_on_thousands_of_reports(seed: int) -> None:
    alike_without_each(seed, 40)


def test_a_tie_is_found_in_the_columns_in_whatever_order_ties_were_first_told() -> None:
    world = World()
    tied = {"type": "relation", "subject": "stray", "object": "north"}
    world.says("monitor", {**tied, "relation": "supporting"}, said="2016-03-01")
    denied = {**tied, "subject": "east", "relation": "associated-with", "polarity": "denied"}
    world.says("observer", denied, said="2016-03-01")
    world.reports("monitor", by="east", on="villagers")
    shared, agreement = (
        share(gather(world.snapshot())),
        read_agreement(agreement_text(["allies"]), "truce.toml"),
    )
    found = sensitivity_of(engine_for(shared, agreement, threads=1), EVERY_SOURCE)
    assert found == sensitivity(Case(shared, agreement, EVERY_SOURCE), EVERYTHING)
    assert [row.changed for row in found if row.sources == ("observer",)] == [1]


@given(histories())
@settings(max_examples=20, deadline=None)
def test_leaving_out_each_source_of_a_record_gives_what_the_reference_gives(history: History) -> None:
    shared, agreement = share(gather(history.world().snapshot())), read_agreement(TEXT, "truce.toml")
    engine = engine_for(shared, agreement, threads=1)
    for view in (EVERY_SOURCE, CORROBORATED, THE_TRUTH):
        assert sensitivity_of(engine, view) == sensitivity(Case(shared, agreement, view), EVERYTHING)
