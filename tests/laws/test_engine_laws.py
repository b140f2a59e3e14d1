"""The engine finds what the reference finds: row by row, on reports by chance and on simulated histories."""

import random
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from attrs import evolve, fields
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.by_chance import CLAUSES, agreement_text, register, reports_by_chance
from tests.seeds import nightly_seeds, seeds
from tests.simulated import TEXT, THE_TRUTH, History, histories
from tests.world import CORROBORATED, EVERY_SOURCE, accounts, framed_by, only, taking

from truceline.agreement.parse import read_agreement
from truceline.assessment.case import Case, share
from truceline.assessment.engine.columns import read_reports, write_reports
from truceline.assessment.engine.engine import engine_of
from truceline.assessment.engine.gathering import reports_of
from truceline.assessment.engine.packing import packed, plain_of
from truceline.assessment.engine.reports import (
    ABSENT,
    DICTIONARIES,
    PARTICIPANTS,
    TARGETS,
    Reports,
)
from truceline.assessment.engine.told import evidence_of
from truceline.assessment.evidence import gather
from truceline.assessment.finding_table import (
    FAILED,
    OUT,
    OUTCOMES,
    Coded,
    FindingTable,
    origins_of,
    table_of,
)
from truceline.assessment.ledger import By, Scope, tally
from truceline.assessment.selection import EVER, Window, every_incident
from truceline.assessment.view import Treatment
from truceline.testimony.statement import Basis

pytest.importorskip("numba")

VIEWS = {
    "every source": EVERY_SOURCE,
    "two origins": CORROBORATED,
    "three origins": accounts(origins=3),
    "two of them": taking("monitor", "reporter"),
    "firm words only": accounts(hedged=Treatment.DROP, retracted=Treatment.POSSIBLE),
    "whatever was said": accounts(retracted=Treatment.KEEP, hedged=Treatment.KEEP, origins=2),
    "by one day": evolve(EVERY_SOURCE, published_by="2016-03-12"),
    "two origins by another": evolve(CORROBORATED, published_by="2016-03-13"),
    "framed by two": framed_by("monitor", "silent"),
    "one version": framed_by("observer", rival=("b",)),
    "no compiler": accounts(refuses=only("collector")),
    "not through one": accounts(refuses_hops=only("reporter")),
    "seen or not said how": accounts(bases=(Basis.SAW, Basis.NOT_STATED)),
}
WINDOWS = (EVER, Window(date(2016, 2, 27), date(2016, 3, 5)), Window(None, date(2016, 3, 10)),
           Window(date(2016, 3, 1), None))  # fmt: skip


def hold_alike(seed: int, rows: int, clauses: Iterable[str] = CLAUSES) -> None:
    """Reports by chance under an agreement by chance: every view finds the same in either way."""
    chance = random.Random(seed)
    world, reports = register(chance), reports_by_chance(chance, rows)
    names = [name for name in clauses if chance.random() < 0.6] or ["plain"]
    agreement = read_agreement(agreement_text(names), "by-chance.toml")
    evidence = gather(world.snapshot())
    told = share(evidence_of(reports, evidence, range(rows)))
    engine = engine_of(reports, share(evidence), agreement, threads=1 + seed % 2)
    for name, view in VIEWS.items():
        case, found = Case(told, agreement, view), engine.findings(view)
        for row in range(rows):
            account, finding = case.account(f"r{row}"), case.finding(f"r{row}")
            expected = (account.out, bool(account.capped), origins_of(account), finding and finding.outcome,
                        finding and finding.failed)  # fmt: skip
            given_ = (_word(OUT, found.out[row]), bool(found.capped[row]), int(found.origins[row]),
                      _word(OUTCOMES, found.outcome[row]), _word(FAILED, found.failed[row]))  # fmt: skip
            assert given_ == expected, (seed, name, row)
            if finding is not None:
                assert found.responsible[row] == finding.responsible, (seed, name, row)
                assert found.provisions[row] == finding.provisions, (seed, name, row)


SIMPLE = ("plain", "accepted", "zone", "allies", "ring", "near", "islet", "listed")
"""Clauses without rival versions, conditions and permissions."""


def _word(words: Any, code: Any) -> Any:
    return None if code < 0 else words[code]


@seeds(2, 169, 198, nightly=[0, 1, 11, 502, *range(20, 60)])
def test_the_engine_finds_on_reports_by_chance_what_the_reference_finds(seed: int) -> None:
    hold_alike(seed, 40)


@seeds(4, 21, nightly=[3, 7, 40, *range(50, 80)])
def test_under_simple_clauses_the_engine_finds_the_same_of_plain_incidents_and_of_others(seed: int) -> None:
    hold_alike(seed, 60, SIMPLE)


def test_reports_that_name_nobody_are_judged_as_well() -> None:
    chance = random.Random(9)
    world, plain = register(chance), plain_of(reports_by_chance(chance, 30))
    nobody = np.full(30, ABSENT, np.int32)
    reports = packed({**plain, "whos": (), "perpetrator": np.full(len(plain["perpetrator"]), ABSENT, np.int32),
                      "target_sets": (), "targets": nobody, "participant_sets": (), "participants": nobody,
                      "speaks": plain["speaks"] & ~np.uint8(TARGETS | PARTICIPANTS)})  # fmt: skip
    evidence, agreement = (
        gather(world.snapshot()),
        read_agreement(agreement_text(["plain", "zone"]), "two.toml"),
    )
    found = engine_of(reports, share(evidence), agreement, threads=1).findings(EVERY_SOURCE)
    case = Case(share(evidence_of(reports, evidence, range(30))), agreement, EVERY_SOURCE)
    for row in range(30):
        finding = case.finding(f"r{row}")
        assert _word(OUTCOMES, found.outcome[row]) == (finding and finding.outcome)


@nightly_seeds(300)
def test_the_engine_finds_the_same_on_thousands_of_reports(seed: int) -> None:
    hold_alike(seed, 60, SIMPLE if seed % 3 == 0 else CLAUSES)


def assert_same(one: FindingTable, other: FindingTable) -> None:
    """Two tables that say the same; marks of discs may differ by what a disc's corners leave out."""
    assert one.incidents.to_pylist() == other.incidents.to_pylist()
    for name in (item.name for item in fields(FindingTable) if item.name != "incidents"):
        left, right = getattr(one, name), getattr(other, name)
        if isinstance(left, Coded):
            rows = range(len(one))
            assert [left[row] for row in rows] == [right[row] for row in rows], name
        elif left.dtype.kind == "f":
            assert np.allclose(left, right, equal_nan=True, rtol=1e-3), name
        else:
            assert (left == right).all(), name


@given(histories(), st.sampled_from(By), st.sampled_from(WINDOWS))
@settings(max_examples=25, deadline=None)
def test_a_records_table_and_ledgers_are_the_same_in_either_way(
    history: History, by: By, window: Window
) -> None:
    shared, agreement = share(gather(history.world().snapshot())), read_agreement(TEXT, "truce.toml")
    engine = engine_of(reports_of(shared.evidence, shared.origins), shared, agreement, threads=1)
    for view in (EVERY_SOURCE, CORROBORATED, THE_TRUTH, evolve(EVERY_SOURCE, published_by="2016-03-11")):
        case = Case(shared, agreement, view)
        assert_same(engine.table(view), table_of(case))
        scope = Scope(window, every_incident)
        assert engine.ledger(view, scope, by) == tally(case, scope, by)


@given(st.integers(0, 10**6))
@settings(max_examples=10, deadline=None)
def test_reports_read_from_files_are_those_written(seed: int) -> None:
    reports = reports_by_chance(random.Random(seed), 20)
    with TemporaryDirectory() as folder:
        write_reports(reports, Path(folder) / "reports")
        again = read_reports(Path(folder) / "reports")
    for name in (item.name for item in fields(Reports)):
        one, other = getattr(reports, name), getattr(again, name)
        if name in DICTIONARIES:
            assert one == other, name
        elif name == "incidents":
            assert one.equals(other)
        else:
            assert one.dtype == other.dtype
            assert (one == other).all(), name


def test_a_clause_met_before_is_not_scanned_for_again_under_another_agreement() -> None:
    chance = random.Random(5)
    world, reports = register(chance), reports_by_chance(chance, 40)
    first = read_agreement(agreement_text(["plain", "zone"]), "first.toml")
    second = read_agreement(agreement_text(["zone", "islet"]), "second.toml")
    shared = share(gather(world.snapshot()))
    engine = engine_of(reports, shared, first, threads=1)
    engine.findings(EVERY_SOURCE)
    before = dict(engine.prepared.scanned)
    changed = engine.with_agreement(second)
    found, scratch = changed.findings(EVERY_SOURCE), engine_of(reports, shared, second).findings(EVERY_SOURCE)
    assert len(before) == 2
    assert len(engine.prepared.scanned) == 3
    assert (found.outcome == scratch.outcome).all()
    assert (found.failed == scratch.failed).all()
    assert [found.provisions[row] for row in range(40)] == [scratch.provisions[row] for row in range(40)]


def test_an_incident_is_explained_by_the_reference_though_no_claim_of_it_is_held() -> None:
    chance = random.Random(6)
    world, reports = register(chance), reports_by_chance(chance, 10)
    agreement = read_agreement(agreement_text(["plain", "zone"]), "first.toml")
    engine = engine_of(reports, share(gather(world.snapshot())), agreement, threads=1)
    found = engine.findings(EVERY_SOURCE)
    for row in range(10):
        explained = engine.explain(EVERY_SOURCE, f"r{row}")
        outcome = _word(OUTCOMES, found.outcome[row])
        assert (explained.finding and explained.finding.outcome) == outcome
