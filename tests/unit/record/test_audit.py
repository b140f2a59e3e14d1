"""Verifying: an untouched record is found so, and each kind of tampering is found where it is."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.unit.record.samples import NOON, imported, source, story

from truceline.record.audit import verify
from truceline.record.entries import EndingHow, EntryKind, Issued, hash_entry
from truceline.record.store import INDEX_FILE, LOG_FILE, Record

STORY = story()
TRIGGERS = ("entry_next", "entry_kept", "entry_unaltered")


@pytest.fixture
def folder(record: Record, tmp_path: Path) -> Path:
    """A record with an ending, an issued report and a dataset in it, closed."""
    file, dataset = imported(tmp_path)
    record.store_dataset(dataset, file)
    record.append(evolve(STORY, datasets=(dataset,)), by="coder", at=NOON)
    record.end(STORY.claims[0].id, EndingHow.CORRECTED, replaced_by=None, reason="", by="coder", at=NOON)
    report = Issued("00", "Weekly", "every-source", "truce", record.size, record.root(), "1", "public")
    record.append_entry(EntryKind.ISSUED, report, by="coder", at=NOON)
    record.close()
    return record.path


def faults(folder: Path) -> set[tuple[str, str]]:
    with Record.open(folder) as record:
        return {(fault.code, fault.path) for fault in verify(record)}


def tampered(file: Path, *changes: tuple[str, tuple[Any, ...]], restore: bool = True) -> None:
    """Drop the triggers, change what they guard, and put them back unless told otherwise."""
    with sqlite3.connect(file) as tool:
        query = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        triggers = [row for row in tool.execute(query) if row[0] in TRIGGERS]
        for name, _ in triggers:
            tool.execute(f"DROP TRIGGER {name}")
        for statement, values in changes:
            tool.execute(statement, values)
        for _, sql in triggers if restore else []:
            tool.execute(sql)
    tool.close()


def body_of(folder: Path, seq: int) -> bytes:
    with sqlite3.connect(folder / LOG_FILE) as tool:
        (body,) = tool.execute("SELECT body FROM entry WHERE seq = ?", (seq,)).fetchone()
    tool.close()
    return bytes(body)


def rewritten(folder: Path, seq: int, change: Callable[[dict[str, Any]], None], *, leaf: bool) -> None:
    """Alter what an entry says; with its leaf hash, as somebody does who knows the format."""
    plain = json.loads(body_of(folder, seq))
    change(plain)
    body = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    changes: list[tuple[str, tuple[Any, ...]]] = [("UPDATE entry SET body = ? WHERE seq = ?", (body, seq))]
    if leaf:
        changes.append(("UPDATE entry SET leaf = ? WHERE seq = ?", (hash_entry(body), seq)))
    tampered(folder / LOG_FILE, *changes)


def test_an_untouched_record_has_no_faults(folder: Path) -> None:
    assert faults(folder) == set()


def test_an_empty_record_has_no_faults(record: Record) -> None:
    assert verify(record) == []


@pytest.mark.parametrize("seq", range(14))
def test_a_flipped_byte_is_found_in_the_entry_it_is_in(folder: Path, seq: int) -> None:
    body = bytearray(body_of(folder, seq))
    body[len(body) // 2] ^= 1
    tampered(folder / LOG_FILE, ("UPDATE entry SET body = ? WHERE seq = ?", (bytes(body), seq)))
    assert ("audit.leaf", f"entry {seq}") in faults(folder)


def test_a_flipped_byte_in_a_leaf_is_found(folder: Path) -> None:
    tampered(folder / LOG_FILE, ("UPDATE entry SET leaf = zeroblob(32) WHERE seq = 5", ()))
    assert faults(folder) == {("audit.leaf", "entry 5")}


def test_dropping_the_triggers_is_found_by_itself(folder: Path) -> None:
    tampered(folder / LOG_FILE, restore=False)
    assert faults(folder) == {("audit.storage", "")}


def test_tampering_after_dropping_a_trigger_is_found_twice(folder: Path) -> None:
    change = ("UPDATE entry SET body = x'7b7d' WHERE seq = 3", ())
    tampered(folder / LOG_FILE, change, restore=False)
    assert {
        ("audit.storage", ""),
        ("audit.leaf", "entry 3"),
        ("record.entry_unreadable", "entry 3"),
    } <= faults(folder)


def test_a_removed_entry_leaves_a_gap(folder: Path) -> None:
    tampered(folder / LOG_FILE, ("DELETE FROM entry WHERE seq = 6", ()))
    assert ("audit.gap", "entry 7") in faults(folder)


def test_a_cut_end_shows_only_in_the_root_somebody_noted(folder: Path) -> None:
    with Record.open(folder) as record:
        size, root = record.size, record.root()
    tampered(folder / LOG_FILE, ("DELETE FROM entry WHERE seq = 13", ()))
    assert faults(folder) == set()
    with Record.open(folder) as record:
        assert (record.size, record.root()) != (size, root)


def test_an_entry_rewritten_with_its_hash_shows_in_what_can_be_looked_up(folder: Path) -> None:
    with Record.open(folder) as record:
        root = record.root()

    def blame(plain: dict[str, Any]) -> None:
        plain["item"]["means"] = "another"

    rewritten(folder, 6, blame, leaf=True)
    assert faults(folder) == {("audit.projection", "")}
    with Record.open(folder) as record:
        assert record.root() != root


def test_an_entry_moved_back_in_time_is_found(folder: Path) -> None:
    def backdate(plain: dict[str, Any]) -> None:
        plain["recorded_at"] = "2016-01-01T00:00:00.000000Z"

    rewritten(folder, 4, backdate, leaf=True)
    assert faults(folder) == {("audit.order", "entry 4")}


def test_another_spelling_of_the_same_entry_is_found(folder: Path) -> None:
    spaced = json.dumps(json.loads(body_of(folder, 2))).encode()
    tampered(
        folder / LOG_FILE,
        ("UPDATE entry SET body = ?, leaf = ? WHERE seq = 2", (spaced, hash_entry(spaced))),
    )
    assert faults(folder) == {("audit.spelling", "entry 2")}


def test_an_item_that_nobody_could_have_entered_is_found(folder: Path) -> None:
    def break_off(plain: dict[str, Any]) -> None:
        del plain["item"]["speaker"]

    rewritten(folder, 4, break_off, leaf=True)
    assert ("record.item_unreadable", "entry 4") in faults(folder)


def test_an_entry_of_a_later_version_is_no_fault_of_its_own(folder: Path) -> None:
    def later(plain: dict[str, Any]) -> None:
        plain["kind"] = "checkpoint"

    rewritten(folder, 13, later, leaf=True)
    assert faults(folder) == set()


def test_altered_tables_are_found_and_named(folder: Path) -> None:
    with sqlite3.connect(folder / INDEX_FILE) as tool:
        tool.execute("DELETE FROM claim_incident WHERE seq = 6")
        tool.execute("UPDATE item SET label = 'another' WHERE seq = 0")
    tool.close()
    with Record.open(folder) as record:
        found = {(fault.code, fault.value) for fault in verify(record)}
        record.index.rebuild()
        assert verify(record) == []
    assert found == {
        ("audit.projection", "claim_incident: entries 6"),
        ("audit.projection", "item: entries 0"),
    }


def test_a_missing_and_an_altered_dataset_file_are_found(folder: Path) -> None:
    (kept,) = (folder / "datasets").iterdir()
    before = kept.read_bytes()
    kept.write_bytes(before[:-1] + b"x")
    assert {code for code, _ in faults(folder)} == {"dataset.altered"}
    kept.unlink()
    assert {code for code, _ in faults(folder)} == {"dataset.missing"}


def test_a_dataset_whose_entry_says_other_rows_is_found(folder: Path) -> None:
    def more(plain: dict[str, Any]) -> None:
        plain["item"]["rows"] = 3

    rewritten(folder, 11, more, leaf=True)
    assert ("dataset.rows", "") in faults(folder)


def test_all_faults_are_told_at_once(folder: Path) -> None:
    changes = [("UPDATE entry SET body = x'00' WHERE seq = ?", (seq,)) for seq in (1, 5, 9)]
    tampered(folder / LOG_FILE, *changes, restore=False)
    found = faults(folder)
    assert {("audit.leaf", f"entry {seq}") for seq in (1, 5, 9)} <= found
    assert ("audit.storage", "") in found


def test_a_record_that_is_damaged_still_opens(folder: Path) -> None:
    tampered(folder / LOG_FILE, ("UPDATE entry SET body = x'00' WHERE seq = 13", ()))
    (folder / INDEX_FILE).unlink()
    with Record.open(folder) as record:
        assert [found.id for found in record.find("monitor")] == [source().id]
        assert ("record.entry_unreadable", "entry 13") in {
            (fault.code, fault.path) for fault in verify(record)
        }
