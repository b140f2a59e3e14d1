"""Snapshots: what the entries below a size add up to, and nothing else."""

import json
from datetime import timedelta

from attrs import evolve
from tests.unit.record.samples import NOON, document, event, ground, source, statement, story

from truceline.record.entries import Ending, EndingHow, Entry, EntryKind, hash_entry, read_entry, seal_entry
from truceline.record.snapshot import snapshot_of
from truceline.record.store import Record
from truceline.testimony.batch import Batch
from truceline.values.seal import root_hash

HOUR = timedelta(hours=1)


def entry(seq: int, kind: EntryKind, item: object) -> Entry:
    body = seal_entry(kind, item, by="coder", at=NOON + seq * HOUR)
    return read_entry(seq, hash_entry(body), body)


def test_no_entries_are_nothing_known() -> None:
    nothing = snapshot_of([], origin="records.example/one")
    assert (nothing.size, nothing.known_by, nothing.root) == (0, None, root_hash([]).hex())
    assert (nothing.sources, nothing.claims, nothing.endings, nothing.issued) == ({}, (), {}, ())


def test_it_says_by_when_its_last_entry_was_known() -> None:
    entries = [entry(0, EntryKind.SOURCE, source()), entry(1, EntryKind.DOCUMENT, document())]
    assert snapshot_of(entries, origin="a").known_by == NOON + HOUR
    assert snapshot_of(entries[:1], origin="a").known_by == NOON


def test_each_item_has_the_moment_it_was_recorded() -> None:
    said = statement()
    entries = [
        entry(0, EntryKind.SOURCE, source()),
        entry(1, EntryKind.DOCUMENT, document()),
        entry(2, EntryKind.STATEMENT, said),
        entry(3, EntryKind.CLAIM, event(said)),
    ]
    assert snapshot_of(entries, origin="a").recorded == {
        "daily-1": NOON + HOUR,
        said.id: NOON + 2 * HOUR,
        event(said).id: NOON + 3 * HOUR,
    }


def test_an_ending_of_one_kind_leaves_the_other_kinds_alone() -> None:
    shared = [entry(0, EntryKind.SOURCE, source("same")), entry(1, EntryKind.DOCUMENT, document("same"))]
    ending = Ending("same", EntryKind.DOCUMENT, EndingHow.CORRECTED, (), "")
    held = snapshot_of([*shared, entry(2, EntryKind.ENDING, ending)], origin="a")
    assert (list(held.sources), held.documents) == (["same"], {})


def test_entries_of_a_later_version_change_no_item() -> None:
    body = seal_entry(EntryKind.SOURCE, source(), by="coder", at=NOON)
    later = json.dumps({**json.loads(body), "kind": "checkpoint"}).encode()
    held = snapshot_of([read_entry(0, hash_entry(later), later)], origin="a")
    assert (held.size, held.sources) == (1, {})


def test_a_smaller_snapshot_is_the_one_that_was_taken_then(record: Record) -> None:
    taken = [record.snapshot()]
    for batch in (ground(), story(), Batch(sources=(source("second"),))):
        record.append(batch, by="coder", at=NOON)
        taken.append(record.snapshot())
    assert [record.snapshot(each.size) for each in taken] == taken


def test_it_holds_what_was_entered_in_the_order_of_entering(record: Record) -> None:
    said = [statement(f"said-{number}") for number in range(5)]
    record.append(evolve(ground(), statements=tuple(said)), by="coder", at=NOON)
    assert list(record.snapshot().statements) == [each.id for each in said]
