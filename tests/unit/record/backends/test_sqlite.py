"""The SQLite log: its settings are asserted, and nothing written is ever altered."""

import sqlite3
from pathlib import Path

import pytest
from pysqlite3 import dbapi2
from sqlalchemy import text

from truceline.record.backends.sqlite import (
    SqliteLog,
    assert_durable,
    has_wal_reset_bug,
    open_engine,
    reading,
    refuse_unsafe_sqlite,
)
from truceline.record.entries import hash_entry
from truceline.values.problems import ValueProblem

BODIES = [b"first", b"second"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A log of two entries, closed."""
    log = SqliteLog.create(tmp_path / "log.db", origin="records.example/one")
    with log.writing() as writer:
        writer.add(BODIES)
    log.close()
    return tmp_path / "log.db"


def altered_by(file: Path, *statements: str) -> None:
    """What somebody does to the file with another tool."""
    with sqlite3.connect(file) as tool:
        for statement in statements:
            tool.execute(statement)
    tool.close()


def test_every_commit_of_the_log_waits_for_the_disk(file: Path) -> None:
    engine = open_engine(file, synchronous="FULL")
    with reading(engine) as connection:
        assert connection.execute(text("PRAGMA synchronous")).scalar_one() == 2
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
    engine.dispose()


@pytest.mark.parametrize(("mode", "level"), [("delete", 2), ("wal", 1), ("wal", 0), ("memory", 2)])
def test_settings_that_could_lose_an_entry_are_refused(mode: str, level: int) -> None:
    with pytest.raises(ValueProblem, match=r"record\.not_durable"):
        assert_durable(mode, level, "FULL")


def test_what_can_be_rebuilt_need_not_wait_for_the_disk() -> None:
    assert_durable("wal", 1, "NORMAL")


def test_a_database_that_cannot_have_a_write_ahead_log_is_refused() -> None:
    engine = open_engine(Path(":memory:"), synchronous="FULL")
    with pytest.raises(ValueProblem, match=r"record\.not_durable.*journal_mode memory"):
        engine.connect()
    engine.dispose()


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 0), True),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 4), False),
    ],
)
def test_versions_with_the_wal_reset_bug_are_known(version: tuple[int, int, int], affected: bool) -> None:
    assert has_wal_reset_bug(version) is affected


def test_an_affected_version_is_refused() -> None:
    refuse_unsafe_sqlite((3, 53, 4))
    with pytest.raises(ValueProblem, match=r"record\.unsafe_sqlite.*3\.40\.1"):
        refuse_unsafe_sqlite((3, 40, 1))


def test_the_version_in_use_is_looked_at(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dbapi2, "sqlite_version_info", (3, 40, 1))
    with pytest.raises(ValueProblem, match=r"record\.unsafe_sqlite"):
        SqliteLog.open(file)


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("UPDATE entry SET body = x'00' WHERE seq = 0", "never altered"),
        ("UPDATE OR REPLACE entry SET seq = 1 WHERE seq = 0", "never altered"),
        ("DELETE FROM entry WHERE seq = 1", "never deleted"),
        ("DELETE FROM entry", "never deleted"),
        ("INSERT OR REPLACE INTO entry VALUES (0, zeroblob(32), x'00')", "after the last one"),
        ("REPLACE INTO entry VALUES (1, zeroblob(32), x'00')", "after the last one"),
        ("INSERT INTO entry VALUES (7, zeroblob(32), x'00')", "after the last one"),
        ("INSERT INTO entry VALUES (-1, zeroblob(32), x'00')", "after the last one"),
        ("INSERT INTO entry (leaf, body) VALUES (zeroblob(32), x'00')", "after the last one"),
        (
            "INSERT INTO entry VALUES (0, zeroblob(32), x'00') ON CONFLICT DO UPDATE SET body = x'00'",
            "after the last one",
        ),
        ("UPDATE record SET origin = 'another'", "never altered"),
        ("DELETE FROM record", "never deleted"),
        ("INSERT OR REPLACE INTO record VALUES (1, 'f', 'another')", "has one origin"),
        ("INSERT INTO entry VALUES (2, x'00', x'00')", "CHECK"),
    ],
)
def test_no_tool_alters_what_is_written_while_the_triggers_stand(
    file: Path, statement: str, message: str
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=message):
        altered_by(file, statement)
    log = SqliteLog.open(file)
    assert [row.body for row in log.rows(0, 9)] == BODIES
    log.close()


@pytest.mark.parametrize(
    ("statements", "fault"),
    [
        (["DROP TRIGGER entry_kept"], "entry_kept is not as declared"),
        (
            [
                "DROP TRIGGER entry_kept",
                "CREATE TRIGGER entry_kept BEFORE DELETE ON entry BEGIN SELECT 1; END",
            ],
            "entry_kept is not as declared",
        ),
        (["CREATE TABLE notes (text)"], "notes is not as declared"),
        (["CREATE UNIQUE INDEX entry_leaf ON entry (leaf)"], "entry_leaf is not as declared"),
    ],
)
def test_altered_safeguards_are_faults(file: Path, statements: list[str], fault: str) -> None:
    altered_by(file, *statements)
    log = SqliteLog.open(file)
    assert log.faults() == [fault]
    log.close()


def test_damage_that_sqlite_sees_is_a_fault(file: Path) -> None:
    altered_by(file, "DROP TRIGGER entry_unaltered", "PRAGMA ignore_check_constraints = ON",
               "UPDATE entry SET leaf = x'00' WHERE seq = 1")  # fmt: skip
    log = SqliteLog.open(file)
    assert log.faults() == ["entry_unaltered is not as declared", "CHECK constraint failed in entry"]
    log.close()


def test_the_leaf_kept_is_that_of_the_body(file: Path) -> None:
    log = SqliteLog.open(file)
    assert log.leaves(2) == [hash_entry(body) for body in BODIES]
    log.close()
