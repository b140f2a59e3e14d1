"""The same question to the same record is answered from the shelf; anything else is worked out."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from truceline.workbench.cli import app

pytest.importorskip("numba")


@pytest.fixture
def record(example: Path, tmp_path: Path) -> Path:
    """The example with nothing on its shelf yet."""
    return Path(shutil.copytree(example, tmp_path / "record", ignore=shutil.ignore_patterns("cache")))


def asked(record: Path, *words: str) -> str:
    done = CliRunner().invoke(app, ["ledger", "--record", str(record), "--engine", "arrays", *words])
    assert done.exit_code == 0, done.output
    return done.stdout


def answers(record: Path) -> list[Path]:
    return sorted((record / "cache").glob("answer-*"))


def test_the_same_question_gets_the_answer_of_before(record: Path) -> None:
    first = asked(record, "--format", "json")
    (kept,) = answers(record)
    before = (kept / "answer.json").stat().st_ino
    # With all else gone from the shelf, what is not worked out again is not gathered again.
    for entry in (record / "cache").iterdir():
        if entry != kept:
            shutil.rmtree(entry)
    assert asked(record, "--format", "json") == first
    assert asked(record) == asked(record, "--no-cache")
    assert list((record / "cache").iterdir()) == [kept]
    assert (kept / "answer.json").stat().st_ino == before


def test_a_damaged_answer_is_worked_out_again(record: Path) -> None:
    first = asked(record, "--format", "json")
    (kept,) = answers(record)
    sound = (kept / "answer.json").read_text("utf-8")
    for harmed in (sound.replace('"definite": ', '"definite": 7'), sound[:-1], "[]", ""):
        (kept / "answer.json").write_text(harmed, "utf-8")
        assert asked(record, "--format", "json") == first
        assert (kept / "answer.json").read_text("utf-8") == sound


def test_an_answer_that_is_no_ledger_is_not_read_though_its_hash_is_noted(record: Path) -> None:
    from truceline.assessment.engine.shelf import Shelf

    first = asked(record, "--format", "json")
    (kept,) = answers(record)
    shelf = Shelf(record / "cache", kept.name.removeprefix("answer-"), 0o600)
    shutil.rmtree(kept)
    shelf.keep_answer('{"ledgers": [{"name": 3}], "names": {}}')
    assert asked(record, "--format", "json") == first


def test_another_question_or_record_has_another_answer(record: Path, tmp_path: Path) -> None:
    asked(record)
    asked(record, "--by", "kind")
    asked(record, "--view", "corroborated")
    asked(record, "--from", "2016-03-01")
    assert len(answers(record)) == 4
    named = tmp_path / "mine.toml"
    text = """
name = "mine"
title = "Mine"
[accounts]
takes-word-of = { any = true }
needs = { origins = %s }
retracted = "drop"
hedged = "possible"
[framework]
takes-word-of = { any = true }
readings = "all"
"""
    for origins in (1, 2):
        named.write_text(text % origins, "utf-8")
        asked(record, "--view", str(named))
    assert len(answers(record)) == 6
    # Anything more in the record's folder is another record.
    (record / "more").write_text("x", "utf-8")
    asked(record)
    assert len(answers(record)) == 7


def test_a_plain_answer_is_kept_too_and_read_only_while_it_is_sound(record: Path) -> None:
    words = ["ledger", "--record", str(record), "--format", "json"]
    first = CliRunner().invoke(app, words).stdout
    (kept,) = (record / "cache").iterdir()
    answer = kept / "answer.json"
    before, sound = answer.stat().st_ino, answer.read_text("utf-8")
    assert CliRunner().invoke(app, words).stdout == first
    assert answer.stat().st_ino == before
    answer.write_text(sound.replace('"definite": ', '"definite": 7'), "utf-8")
    assert CliRunner().invoke(app, words).stdout == first
    assert answer.read_text("utf-8") == sound
    # Whoever asks for one assessment by name gets that one, to compare.
    answer.unlink()
    CliRunner().invoke(app, [*words, "--engine", "plain"])
    assert not answer.exists()


def test_nothing_is_kept_of_what_is_not_to_be(record: Path) -> None:
    asked(record, "--no-cache")
    CliRunner().invoke(app, ["ledger", "--record", str(record), "--no-cache"])
    CliRunner().invoke(app, ["ledger", "--record", str(record), "--why"])
    CliRunner().invoke(app, ["ledger", "--record", str(record), "--engine", "plain"])
    assert not (record / "cache").exists()
