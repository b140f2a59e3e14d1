"""Ledgers by Spark, two tasks at a time: those of one process, whoever dies on the way."""

import json
import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from tests.by_chance import agreement_text, register, reports_by_chance
from tests.chromium import left_out
from tests.dying import DiesOnce
from tests.laws.test_spread_laws import with_wholes
from tests.world import CORROBORATED, EVERY_SOURCE
from typer.testing import CliRunner

from truceline.agreement.parse import read_agreement
from truceline.assessment.case import share
from truceline.assessment.engine.engine import Engine, engine_of
from truceline.assessment.engine.spark import Chosen, Question, asked_as, ledgers_by_spark
from truceline.assessment.engine.spread import Spread, spread_out
from truceline.assessment.evidence import gather
from truceline.assessment.ledger import EVERYTHING, By
from truceline.values.problems import Problems
from truceline.workbench.cli import app
from truceline.workbench.spark_session import java, spark_session

pytestmark = pytest.mark.spark
VIEWS = (EVERY_SOURCE, CORROBORATED)


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """A session of two threads; its tasks find what is tested, and the tests, where this process does."""
    if java() is None:
        left_out("there is no Java on this machine (Debian: openjdk-17-jre-headless)")
    pytest.importorskip("pyspark")
    before = dict(os.environ)
    root = str(Path(__file__).parents[2])
    os.environ["PYTHONPATH"] = os.pathsep.join([root, before.get("PYTHONPATH", "")])
    with spark_session("", 2) as opened:
        yield opened
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="module")
def engine() -> Engine:
    chance = random.Random(4)
    world, plain = register(chance), reports_by_chance(chance, 90)
    agreement = read_agreement(agreement_text(["plain", "zone", "allies", "leave"]), "by-chance.toml")
    return engine_of(with_wholes(plain, chance), share(gather(world.snapshot())), agreement, threads=1)


def spread(engine: Engine, folder: Path) -> Spread:
    return spread_out(engine.reports, engine.shared.evidence, str(folder), of="by chance", rows=12)


def question(engine: Engine) -> Question:
    return Question(engine.agreement, VIEWS, EVERYTHING, By.ACTOR)


def test_ledgers_by_spark_are_those_of_one_process(session: Any, engine: Engine, tmp_path: Path) -> None:
    parts, notes = spread(engine, tmp_path), list[str]()
    assert len(parts.parts) > 2
    assert parts.held.rows
    assert engine.reports.awkward.any()
    found = ledgers_by_spark(session, parts, engine.shared, question(engine), progress=notes.append)
    assert found == [engine.ledger(view) for view in VIEWS]
    assert notes[-1] == f"{len(parts.parts)} parts"


def test_a_task_that_dies_changes_nothing(session: Any, engine: Engine, tmp_path: Path) -> None:
    mark = tmp_path / "died"
    asked = evolve(question(engine), scope=evolve(EVERYTHING, choice=DiesOnce(str(mark), os.getpid())))
    found = ledgers_by_spark(session, spread(engine, tmp_path / "parts"), engine.shared, asked)
    assert mark.exists()
    assert found == [engine.ledger(view) for view in VIEWS]


def test_asked_again_what_parts_gave_is_read_and_what_is_damaged_is_found_again(
    session: Any, engine: Engine, tmp_path: Path
) -> None:
    parts = spread(engine, tmp_path)
    first = ledgers_by_spark(session, parts, engine.shared, question(engine))
    kept = sorted(tmp_path.glob("found/*/part-*"))
    assert len(kept) == len(parts.parts)
    whole, times = kept[0].read_bytes(), [path.stat().st_mtime_ns for path in kept]
    kept[0].write_bytes(whole[: len(whole) // 2])
    assert ledgers_by_spark(session, parts, engine.shared, question(engine)) == first
    assert kept[0].read_bytes() == whole
    assert [path.stat().st_mtime_ns for path in kept[1:]] == times[1:]


def test_a_spread_that_does_not_say_what_it_is_of_keeps_nothing(engine: Engine, tmp_path: Path) -> None:
    named = spread(engine, tmp_path)
    asked = question(engine)
    assert asked_as(named, asked)
    assert asked_as(named, evolve(asked, scope=evolve(EVERYTHING, choice=Chosen(frozenset({"r1", "r2"})))))
    assert not asked_as(evolve(named, of=""), asked)
    assert not asked_as(named, evolve(asked, scope=evolve(EVERYTHING, choice=DiesOnce("", 0))))
    others = [evolve(asked, by=By.DAY), evolve(asked, views=VIEWS[:1])]
    assert len({asked_as(named, one) for one in (asked, *others)}) == 3


def test_a_part_that_was_changed_is_refused(session: Any, engine: Engine, tmp_path: Path) -> None:
    parts = spread(engine, tmp_path)
    (tmp_path / "part-00001" / "tellings.parquet").write_bytes(b"")
    with pytest.raises(Problems) as raised:
        ledgers_by_spark(session, parts, engine.shared, question(engine))
    assert [one.code for one in raised.value.problems] == ["spread.altered"]


def test_the_ledger_command_says_by_spark_what_it_says_plainly(
    session: Any, example: Path, tmp_path: Path
) -> None:
    record, parts = str(shutil.copytree(example, tmp_path / "syria.truceline")), str(tmp_path / "parts")
    words = ["ledger", "--record", record, "--view", "every-source", "--view", "corroborated",
             "--to", "2016-03-31", "--format", "json"]  # fmt: skip
    plain = CliRunner().invoke(app, words)
    for _ in range(2):
        by_spark = CliRunner().invoke(app, [*words, "--engine", "spark", "--spread", parts])
        assert by_spark.exit_code == 0, by_spark.output
        assert json.loads(by_spark.stdout) == json.loads(plain.stdout)
    assert session.range(1).count() == 1
    assert np.array([path.is_file() for path in Path(parts).glob("0/part-*/incidents.parquet")]).all()
