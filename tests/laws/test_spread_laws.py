"""Parts of a spread, each assessed and added up by itself, make the ledger of the whole."""

import pickle
import random
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.by_chance import CLAUSES, agreement_text, register, reports_by_chance
from tests.laws.test_engine_laws import VIEWS, WINDOWS
from tests.seeds import seeds
from tests.simulated import TEXT, THE_TRUTH, History, histories
from tests.world import CORROBORATED, EVERY_SOURCE

from truceline.agreement.parse import read_agreement
from truceline.assessment.case import Case, share
from truceline.assessment.engine.adding import summed
from truceline.assessment.engine.engine import engine_of
from truceline.assessment.engine.gathering import reports_of
from truceline.assessment.engine.joining import with_wholes as wholes_of
from truceline.assessment.engine.reports import ABSENT, Reports
from truceline.assessment.engine.spark import Question, job_of, ledgers_of_held
from truceline.assessment.engine.spread import open_spread, spread_out
from truceline.assessment.engine.told import evidence_of
from truceline.assessment.evidence import Evidence, gather
from truceline.assessment.ledger import EVERYTHING, By, Ledger, Scope, tally
from truceline.assessment.selection import Window, every_incident
from truceline.record.store import Record
from truceline.workbench.desk import AsOf, Desk

pytest.importorskip("numba")


def by_parts(reports: Reports, evidence: Evidence, question: Question, rows: int) -> list[Ledger]:
    """The ledgers as a cluster would make them, every part after a journey as bytes."""
    shared = share(evidence)
    with TemporaryDirectory() as folder:
        spread = spread_out(reports, evidence, folder, rows=rows)
        assert open_spread(folder) == spread
        assert sum(part.rows for part in (*spread.parts, spread.held)) == len(reports)
        sent = pickle.dumps(job_of(spread, shared, question))
        found = [pickle.loads(sent).rows(number) for number in range(len(spread.parts))]
        bases = ledgers_of_held(spread, shared, question)
    random.Random(rows).shuffle(found)
    return summed(bases, found)


def with_wholes(reports: Reports, chance: random.Random) -> Reports:
    """The same reports, some as parts of others, under the names of several data sets."""
    count = len(reports)
    whole = [chance.randrange(count) if chance.random() < 0.2 else ABSENT for _ in range(count)]
    whole = [ABSENT if at == row else at for row, at in enumerate(whole)]
    names = [f"{chance.choice(['', 'one:', 'two:'])}r{number}" for number in range(count)]
    return wholes_of(evolve(reports, incidents=pa.array(names, pa.string())), np.array(whole, np.int32))


@seeds(0, nightly=[4, 169, *range(20, 30)])
def test_reports_by_chance_add_up_to_the_ledger_of_the_whole(seed: int) -> None:
    chance = random.Random(seed)
    world, plain = register(chance), reports_by_chance(chance, 60)
    reports = with_wholes(plain, chance)
    names = [name for name in CLAUSES if chance.random() < 0.6] or ["plain"]
    agreement = read_agreement(agreement_text(names), "by-chance.toml")
    evidence = gather(world.snapshot())
    engine = engine_of(reports, share(evidence), agreement, threads=1)
    for window, by in zip(WINDOWS, (By.ACTOR, By.PLACE, By.WEEK, By.PROVISION), strict=True):
        scope = Scope(window, every_incident)
        views = tuple(chance.sample(list(VIEWS.values()), 4))
        question = Question(agreement, views, scope, by)
        expected = [engine.ledger(view, scope, by) for view in views]
        assert by_parts(reports, evidence, question, 7) == expected


def test_reports_that_no_record_holds_are_added_up_as_claims_would_be() -> None:
    chance = random.Random(8)
    world, plain = register(chance), reports_by_chance(chance, 40)
    reports = wholes_of(with_wholes(plain, chance), np.full(40, ABSENT, np.int32))
    agreement = read_agreement(agreement_text(["plain", "zone"]), "by-chance.toml")
    evidence = gather(world.snapshot())
    told = share(evidence_of(reports, evidence, range(40)))
    engine = engine_of(reports, share(evidence), agreement, threads=1)
    ledgers = [engine.ledger(EVERY_SOURCE), tally(Case(told, agreement, EVERY_SOURCE))]
    assert ledgers[0] == ledgers[1]
    assert ledgers[0].possible_doubles > 0


@given(histories(), st.sampled_from(By), st.sampled_from(WINDOWS), st.integers(1, 9))
@settings(max_examples=10, deadline=None)
def test_a_record_adds_up_from_its_parts_whatever_only_its_claims_can_tell(
    history: History, by: By, window: Window, rows: int
) -> None:
    evidence, agreement = gather(history.world().snapshot()), read_agreement(TEXT, "truce.toml")
    shared = share(evidence)
    views = (EVERY_SOURCE, CORROBORATED, THE_TRUTH, evolve(EVERY_SOURCE, published_by="2016-03-11"))
    scope = evolve(EVERYTHING, window=window)
    question = Question(agreement, views, scope, by)
    expected = [tally(Case(shared, agreement, view), scope, by) for view in views]
    assert by_parts(reports_of(evidence, shared.origins), evidence, question, rows) == expected


def test_the_bundled_example_adds_up_from_its_parts_with_its_dues_and_published_counts(
    example: Path,
) -> None:
    with Record.open(example) as record:
        cases = Desk(record).cases(None, ["every-source", "corroborated", "snhr"], AsOf("", ""))
        evidence, scope = cases[0].shared.evidence, Scope(Window(None, date(2016, 3, 31)), every_incident)
        question = Question(cases[0].agreement, tuple(case.view for case in cases), scope, By.PLACE)
        found = by_parts(reports_of(evidence, cases[0].shared.origins), evidence, question, 10)
        assert found == [tally(case, scope, By.PLACE) for case in cases]
    assert found[0].as_counted
    assert found[0].totals.possible


def test_what_is_no_finished_spread_is_none(tmp_path: Path) -> None:
    assert open_spread(str(tmp_path)) is None
