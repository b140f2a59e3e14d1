"""Candidates and framings laid out beside those of an earlier agreement or view are those made from scratch."""

import random
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from tests.by_chance import CLAUSES, agreement_text, register, reports_by_chance
from tests.laws.test_engine_laws import SIMPLE, VIEWS

from truceline.agreement.parse import read_agreement
from truceline.agreement.terms import Agreement, Provision, Zone
from truceline.assessment.case import share
from truceline.assessment.engine.engine import Engine, engine_of
from truceline.assessment.engine.static import arranged
from truceline.assessment.evidence import gather
from truceline.assessment.ledger import By
from truceline.values.when import Fills, Period

pytest.importorskip("numba")

WHEN = (None, "2016-02-20/2016-03-01", "2016-03-01/2016-03-12", "2016-03-12/..", "1990-01-01/1990-02-01")
WHERE = (None, "zone", "inner", "land", "islet")
WHAT = (("shelling",), ("use-of-weapons",), ("armed-force", "talks"))


def otherwise(chance: random.Random, clauses: tuple[Provision, ...]) -> tuple[Provision, ...]:
    """The clauses with one or two changed, one gone or one more."""
    found = list(clauses)
    for _ in range(chance.randint(1, 2)):
        place = chance.randrange(len(found))
        match chance.randrange(6):
            case 0:
                found[place] = evolve(found[place], conduct=chance.choice(WHAT))
            case 1:
                area = chance.choice(WHERE)
                found[place] = evolve(found[place], area=Zone(area, None) if area else None)
            case 2:
                when = chance.choice(WHEN)
                period = Period(when, "UTC", Fills.THROUGHOUT, "") if when else None
                found[place] = evolve(found[place], period=period)
            case 3 if len(found) > 1:
                del found[place]
            case 4:
                found.insert(place, evolve(found[place], id=f"new-{chance.random()}", overrides=()))
            case _:
                found[place] = evolve(found[place], binds=chance.choice(found).binds)
    return tuple(found)


def agreements(seed: int) -> tuple[Any, list[Agreement]]:
    """Reports by chance of a record, and an agreement changed again and again."""
    chance = random.Random(seed)
    names = [name for name in (SIMPLE if seed % 3 else CLAUSES) if chance.random() < 0.7] or ["plain"]
    world, reports = register(chance), reports_by_chance(chance, 40)
    found = [read_agreement(agreement_text(names), "by-chance.toml")]
    for _ in range(6):
        found.append(evolve(found[-1], provisions=otherwise(chance, found[-1].provisions)))
    shared = share(gather(world.snapshot()))
    return engine_of(reports, shared, found[0], threads=1 + seed % 2), found


def assert_as_from_scratch(engine: Engine, view: Any) -> None:
    scratch = engine_of(engine.reports, share(gather(engine.shared.evidence.snapshot)), engine.agreement)
    one, other = engine.findings(view), scratch.findings(view)
    for name in ("out", "outcome", "failed", "capped", "aggregate", "origins"):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name
    rows = range(len(engine))
    assert [one.responsible[row] for row in rows] == [other.responsible[row] for row in rows]
    assert [one.provisions[row] for row in rows] == [other.provisions[row] for row in rows]
    for by in (By.ACTOR, By.PROVISION):
        assert engine.ledger(view, by=by) == scratch.ledger(view, by=by)


@pytest.mark.parametrize("seed", range(5))
def test_a_changed_agreement_is_laid_out_beside_the_one_before_as_from_scratch(seed: int) -> None:
    engine, several = agreements(seed)
    views = list(VIEWS.values())
    engine.findings(views[0])
    for number, (_, agreement) in enumerate(pairwise(several)):
        engine = engine.with_agreement(agreement)
        view = views[(seed + number) % len(views)] if number % 2 else views[0]
        assert_as_from_scratch(engine, view)
        run = engine.runs[0]
        statics, folds, known = run.arranged[-1]
        scratch = arranged(run.reports, statics, folds, run.scanned, 1)
        for name in ("rows", "first", "clause", "code", "furthest"):
            assert np.array_equal(getattr(known, name), getattr(scratch, name)), (seed, number, name)


@pytest.mark.parametrize("seed", range(2))
def test_one_framework_after_another_is_read_as_alone(seed: int) -> None:
    engine, _ = agreements(seed)
    for view in VIEWS.values():
        assert_as_from_scratch(engine, view)


def test_what_stays_of_an_agreement_is_not_laid_out_again() -> None:
    engine, (first, *_) = agreements(1)
    view = VIEWS["every source"] if "every source" in VIEWS else next(iter(VIEWS.values()))
    engine.findings(view)
    clause, *others = first.provisions
    other = engine.with_agreement(evolve(first, provisions=(evolve(clause, conduct=("talks",)), *others)))
    other.findings(view)
    assert other.framed[0].arrays is engine.framed[0].arrays
    bound = engine.with_agreement(evolve(first, provisions=(evolve(clause, binds=others[0].binds), *others)))
    bound.findings(view)
    assert bound.framed[0].arrays is not engine.framed[0].arrays
