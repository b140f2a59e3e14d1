"""The record: what is appended is there, once, in order, or nothing is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from record_samples import NOON, story

from truceline.record.store import Record


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.create(tmp_path / "one.truceline", origin="records.example/one") as made:
        yield made


def test_a_new_record_is_empty(record: Record) -> None:
    assert record.size == 0
    assert list(record.entries()) == []
    assert record.snapshot().known_by is None


def test_all_items_of_a_batch_are_there_afterwards(record: Record) -> None:
    batch = story()
    appended = record.append(batch, by="coder", at=NOON)
    assert (appended.added, appended.known, record.size) == (11, 0, 11)
    held = record.snapshot()
    assert held.claims == batch.claims
    assert tuple(held.documents.values()) == batch.documents
    assert held.root == record.root()
