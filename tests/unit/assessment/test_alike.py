"""Incidents that are told alike are asked about once, and a handful of frameworks is kept laid out."""

import random

import numpy as np
import pytest
from attrs import evolve
from tests.by_chance import agreement_text, register, reports_by_chance
from tests.laws.test_engine_laws import VIEWS
from tests.world import EVERY_SOURCE

from truceline.agreement.parse import read_agreement
from truceline.assessment.case import Shared, share
from truceline.assessment.engine.alike import alike_of, each_alone, resolved_by
from truceline.assessment.engine.hearing import asked_of, told_of
from truceline.assessment.engine.joining import end_to_end
from truceline.assessment.engine.reports import Reports
from truceline.assessment.evidence import gather
from truceline.assessment.view import View

pytest.importorskip("numba")

COLUMNS = ("out", "capped", "origins", "state", "stand", "rival")


@pytest.fixture(scope="module")
def told_twice() -> tuple[Shared, Reports]:
    """Forty incidents by chance, each of them told of twice in the same way."""
    world, reports = register(random.Random(3)), reports_by_chance(random.Random(3), 40)
    return share(gather(world.snapshot())), end_to_end([reports, reports])


def resolved(view: View, given: tuple[Shared, Reports], *, few: int | None) -> dict[str, list[int]]:
    """What stands of all of them: in the few ways they are told, or each asked about alone."""
    shared, reports = given
    told = told_of(reports, shared.origins)
    alike = each_alone(reports, told) if few is None else alike_of(reports, told, few=few)
    asked = asked_of(reports, shared.evidence.snapshot, view)
    asked, rows = asked._replace(back=asked.back[alike.backs]), np.arange(len(reports), dtype=np.int32)
    found = resolved_by(alike, asked, rows, origins=True, threads=1)
    return {name: getattr(found, name).tolist() for name in COLUMNS}


@pytest.mark.parametrize("name", [name for name, view in VIEWS.items() if not view.published_by])
def test_what_stands_of_incidents_told_alike_is_what_stands_of_each(
    name: str, told_twice: tuple[Shared, Reports]
) -> None:
    assert resolved(VIEWS[name], told_twice, few=80) == resolved(VIEWS[name], told_twice, few=None)


def test_as_many_ways_as_half_the_incidents_are_not_counted_as_few(
    told_twice: tuple[Shared, Reports],
) -> None:
    shared, reports = told_twice
    told = told_of(reports, shared.origins)
    every = alike_of(reports, told)
    assert every.code is not None
    assert len(every.awkward) == int(every.code.max()) + 1 <= 40
    assert (every.code[:40] == every.code[40:]).all()
    once = reports_by_chance(random.Random(3), 40)
    assert alike_of(once, told_of(once, shared.origins), few=1).code is None


def test_an_engine_keeps_the_frameworks_asked_for_last(told_twice: tuple[Shared, Reports]) -> None:
    from truceline.assessment.engine.engine import engine_of

    shared, reports = told_twice
    agreement = read_agreement(agreement_text(["plain", "accepted"]), "two.toml")
    engine = engine_of(reports, shared, agreement, threads=1)
    views = [evolve(EVERY_SOURCE, published_by=f"2016-03-{day:02}") for day in range(10, 30)]
    first = engine.ledger(views[0])
    for view in views:
        engine.ledger(view)
        engine.ledger(EVERY_SOURCE)
    assert len(engine.framed) < len(views)
    assert len(shared.framings) < len(views)
    kept = engine.framed[-1]
    engine.ledger(EVERY_SOURCE)
    assert engine.framed[-1].arrays is kept.arrays, "asked for all the time, so never dropped"
    assert engine.ledger(views[0]) == first
