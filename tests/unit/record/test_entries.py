"""Entries: one spelling of everything, and nothing else is read as one."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from attrs import evolve
from tests.unit.record.samples import NOON, document, event, link, period, source, statement

from truceline.record.entries import (
    ITEM_TYPES,
    Custody,
    CustodyAction,
    Ending,
    EndingHow,
    Entry,
    EntryKind,
    Issued,
    hash_entry,
    read_entry,
    read_moment,
    seal_entry,
    write_moment,
)
from truceline.values.problems import ValueProblem

SAID = statement()
ITEMS: dict[EntryKind, Any] = {
    EntryKind.SOURCE: source(),
    EntryKind.DOCUMENT: document(),
    EntryKind.STATEMENT: SAID,
    EntryKind.CLAIM: event(SAID),
    EntryKind.LINK: link(SAID.id, event(SAID).id),
    EntryKind.ENDING: Ending(SAID.id, EntryKind.STATEMENT, EndingHow.CORRECTED, ("a",), "mistyped"),
    EntryKind.ISSUED: Issued("00", "Report", "every-source", "truce", 3, "11", "1", "public"),
    EntryKind.CUSTODY: Custody(
        "daily-1", CustodyAction.RECEIVED, "desk", None, period("2016-05-02"), "by mail", ""
    ),
}


def read_back(body: bytes) -> Entry:
    return read_entry(7, hash_entry(body), body)


@pytest.mark.parametrize("kind", ITEMS)
def test_an_item_is_read_back_as_it_was_sealed(kind: EntryKind) -> None:
    entry = read_back(seal_entry(kind, ITEMS[kind], by="coder", at=NOON))
    assert (entry.seq, entry.kind, entry.by, entry.recorded_at) == (7, kind, "coder", NOON)
    assert entry.item == ITEMS[kind]
    assert entry.is_of_this_version


def test_the_bytes_hold_everything_and_nothing_else() -> None:
    body = json.loads(seal_entry(EntryKind.CLAIM, event(SAID), by="coder", at=NOON))
    assert set(body) == {"format", "kind", "recorded_at", "by", "item"}
    assert "id" not in body["item"]


def test_kinds_of_other_versions_can_be_read_but_hold_no_item() -> None:
    assert EntryKind.CHECKPOINT not in ITEM_TYPES
    plain = json.loads(seal_entry(EntryKind.SOURCE, source(), by="coder", at=NOON))
    entry = read_back(json.dumps({**plain, "kind": "checkpoint"}).encode())
    assert not entry.is_of_this_version
    with pytest.raises(ValueProblem, match=r"record\.item_unreadable"):
        _ = entry.item


@pytest.mark.parametrize(
    "spoilt",
    [
        b"\xff",
        b"[]",
        b"{}",
        b"no json",
        b'{"by":"a","format":"truceline-entry/9","item":{},"kind":"source","recorded_at":"x"}',
        b'{"by":"a","format":"truceline-entry/1","item":{},"kind":"war","recorded_at":"x"}',
        b'{"by":"a","format":"truceline-entry/1","item":{},"kind":"source","recorded_at":7}',
        b'{"by":"a","format":"truceline-entry/1","item":{},"kind":"source","recorded_at":"2016-05-06"}',
        b'{"by":"a","format":"truceline-entry/1","item":{},"kind":"actor","recorded_at":"2016-05-06T12:00Z"}',
    ],
)
def test_what_is_no_entry_is_not_read(spoilt: bytes) -> None:
    with pytest.raises(ValueProblem, match=r"record\.entry_unreadable"):
        read_back(spoilt)


@pytest.mark.parametrize("item", [None, 7, [], {}, {"type": "event"}, {"type": "war"}])
@pytest.mark.parametrize("kind", ITEMS)
def test_an_entry_without_its_item_says_so(kind: EntryKind, item: Any) -> None:
    plain = json.loads(seal_entry(kind, ITEMS[kind], by="coder", at=NOON))
    entry = read_back(json.dumps({**plain, "item": item}).encode())
    with pytest.raises(ValueProblem, match=r"record\.item_unreadable"):
        _ = entry.item


@pytest.mark.parametrize("title", ["half a \ud800 pair"])
def test_what_cannot_be_spelt_in_one_way_is_refused(title: str) -> None:
    with pytest.raises(ValueProblem, match=r"record\.not_canonical"):
        seal_entry(EntryKind.DOCUMENT, document(title=title), by="coder", at=NOON)


def test_moments_have_one_spelling_in_the_order_of_time() -> None:
    damascus = timezone(timedelta(hours=3))
    assert write_moment(datetime(2016, 5, 6, 15, tzinfo=damascus)) == "2016-05-06T12:00:00.000000Z"
    moments = [datetime(800, 1, 1, tzinfo=UTC), NOON, NOON + timedelta(microseconds=1)]
    texts = [write_moment(moment) for moment in moments]
    assert texts == sorted(texts)
    assert [read_moment(text) for text in texts] == moments


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        write_moment(datetime(2016, 5, 6))  # noqa: DTZ001 - the fault under test


def test_every_field_moves_the_hash() -> None:
    claim = event(SAID)
    bodies = [
        seal_entry(EntryKind.CLAIM, claim, by="coder", at=NOON),
        seal_entry(EntryKind.CLAIM, claim, by="another", at=NOON),
        seal_entry(EntryKind.CLAIM, claim, by="coder", at=NOON + timedelta(seconds=1)),
        seal_entry(EntryKind.CLAIM, evolve(claim, label="another"), by="coder", at=NOON),
    ]
    assert len({hash_entry(body) for body in bodies}) == len(bodies)
