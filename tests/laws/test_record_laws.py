"""What holds for every record: ids, replay, idempotence, prefixes, canonical rows."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.unit.record.samples import NOON, document, event, ground, role, source, statement

from truceline.record.audit import verify
from truceline.record.datasets import read_rows, row_bytes, rows_root, write_parquet
from truceline.record.entries import (
    EndingHow,
    EntryKind,
    hash_entry,
    read_entry,
    read_moment,
    seal_entry,
    write_moment,
)
from truceline.record.store import Record
from truceline.testimony.batch import Batch
from truceline.testimony.claim import Claim, Role
from truceline.testimony.codec import id_of, to_body
from truceline.testimony.statement import Act, Speaker, Statement
from truceline.values.problems import Problems
from truceline.values.seal import canonical

LAW = settings(deadline=None)
# Text that has broken identities before: dots, quotes, separators, controls, several scripts.
WORDS = st.text(st.sampled_from('ab.:/"\\|\n\t\x00\x7f é中ا\U0001f54a{}[],'), max_size=6)
MOMENTS = st.datetimes(datetime(1000, 1, 1), datetime(9000, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - zone beside


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    return statement(
        draw(WORDS),
        content=draw(WORDS) or "x",
        cue=draw(WORDS),
        purpose=draw(WORDS),
        act=draw(st.sampled_from(Act)),
        speaker=draw(st.sampled_from([Speaker("monitor", ""), Speaker(None, ""), Speaker(None, "monitor")])),
        cites=draw(st.sampled_from([(), ("daily-1",), ("daily-1", "daily-1")])),
        in_public=draw(st.booleans()),
    )


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    said = draw(statements())
    if draw(st.booleans()):
        return event(said, draw(st.none() | WORDS), kind=draw(WORDS), means=draw(WORDS))
    return role(said, incident=draw(st.none() | WORDS), role=draw(st.sampled_from(Role)))


def without_label(item: Any) -> dict[str, Any]:
    return {name: value for name, value in to_body(item).items() if name != "label"}


@LAW
@given(st.lists(st.one_of(statements(), claims()), min_size=2, max_size=8))
def test_ids_are_equal_exactly_where_contents_are(items: list[Statement | Claim]) -> None:
    for left in items:
        for right in items:
            assert (left.id == right.id) == (without_label(left) == without_label(right))


@LAW
@given(st.one_of(statements(), claims()), WORDS)
def test_a_handle_is_no_content(item: Statement | Claim, label: str) -> None:
    assert id_of(to_body(evolve(item, label=label))) == item.id


@LAW
@given(st.sampled_from([EntryKind.STATEMENT, EntryKind.CLAIM]), st.data(), MOMENTS, WORDS)
def test_an_entry_is_read_back_as_it_was_sealed(
    kind: EntryKind, data: st.DataObject, at: datetime, by: str
) -> None:
    item = data.draw(statements() if kind is EntryKind.STATEMENT else claims())
    body = seal_entry(kind, item, by=by, at=at)
    entry = read_entry(0, hash_entry(body), body)
    assert (entry.kind, entry.item, entry.by, entry.recorded_at) == (kind, item, by, at)
    assert canonical(entry.body) == body


@LAW
@given(MOMENTS, MOMENTS)
def test_moments_are_ordered_as_their_texts_are(one: datetime, two: datetime) -> None:
    assert (write_moment(one) < write_moment(two)) == (one < two)
    assert read_moment(write_moment(one)) == one


CELLS = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
COLUMNS = st.lists(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=4),
    min_size=1,
    max_size=5,
    unique=True,
)


@LAW
@given(COLUMNS, st.data())
def test_rows_are_spelt_as_canonical_json_is(columns: list[str], data: st.DataObject) -> None:
    row = data.draw(st.lists(CELLS, min_size=len(columns), max_size=len(columns)))
    assert row_bytes(columns, row) == canonical(dict(zip(columns, row, strict=True)))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS), max_size=12))
def test_stored_rows_are_those_that_were_given(rows: list[tuple[str | None, str | None]]) -> None:
    with TemporaryDirectory() as folder:
        path, _ = write_parquet(rows, ["a", "b"], Path(folder))
        columns, stored = read_rows(path)
        assert (columns, kept := list(stored)) == (("a", "b"), rows)
        assert rows_root(columns, kept) == rows_root(["a", "b"], rows)


class Replay:
    """The plainest record there can be: a list of what happened, replayed from the start."""

    def __init__(self) -> None:
        self.log: list[tuple[str, str, Any]] = []

    def at(self, size: int) -> tuple[dict[str, Any], dict[str, Any], set[str]]:
        """Claims, documents and ended ids after the first ``size`` steps."""
        claims: dict[str, Any] = {}
        documents: dict[str, Any] = {}
        ended: set[str] = set()
        for step, id, value in self.log[:size]:
            if step == "claim":
                claims[id] = value
                ended.discard(id)
            elif step == "document":
                documents[id] = value
                ended.discard(id)
            elif step == "end":
                claims.pop(id, None)
                documents.pop(id, None)
                ended.add(id)
        return claims, documents, ended


SAID = statement()
POOL = tuple(event(SAID, f"incident-{number}") for number in range(8))


class AsOfEqualsReplay(RuleBasedStateMachine):
    """Whatever is done to a record, every earlier size of it says what a replay says."""

    @initialize()
    def begin(self) -> None:
        self.folder = TemporaryDirectory()
        path = Path(self.folder.name) / "one.truceline"
        self.record = Record.create(path, origin="records.example/one")
        self.replay = Replay()
        self.clock = NOON
        self.moments: list[datetime] = []
        self.enter(evolve(ground(), statements=(SAID,)))

    def teardown(self) -> None:
        self.record.close()
        self.folder.cleanup()

    def enter(self, batch: Batch) -> None:
        self.record.append(batch, by="coder", at=self.clock)
        seen = {id for step, id, _ in self.replay.log if step != "end"}
        for step, items in (
            ("other", batch.sources),
            ("other", batch.actors),
            ("other", batch.places),
            ("document", batch.documents),
            ("other", batch.statements),
            ("claim", batch.claims),
        ):
            for item in items:
                if item.id not in seen:
                    self.note(step, item.id, item)

    def note(self, step: str, id: str, value: Any) -> None:
        self.replay.log.append((step, id, value))
        self.moments.append(max([self.clock, *self.moments]))

    @rule(chosen=st.sets(st.sampled_from(POOL)))
    def append(self, chosen: set[Claim]) -> None:
        self.enter(Batch(claims=tuple(sorted(chosen, key=lambda claim: claim.id))))

    @rule(hours=st.integers(-5, 5))
    def let_the_clock_jump(self, hours: int) -> None:
        self.clock += timedelta(hours=hours)

    @rule(text=st.sampled_from(["first", "second", "third"]))
    def replace_the_document(self, text: str) -> None:
        newer = document(title=text)
        held = self.record.snapshot().documents["daily-1"]
        self.record.replace_document(newer, reason="", by="coder", at=self.clock)
        if newer != held:
            self.note("end", "daily-1", None)
            self.note("document", "daily-1", newer)

    @precondition(lambda self: self.replay.at(999)[0])
    @rule(data=st.data())
    def end_a_claim(self, data: st.DataObject) -> None:
        standing = sorted(self.replay.at(999)[0])
        target = data.draw(st.sampled_from(standing))
        replacement = data.draw(st.none() | st.sampled_from(POOL))
        if replacement is None or replacement.id == target:
            self.end(target, None)
            self.note("end", target, None)
            return
        self.end(target, Batch(claims=(replacement,)))
        if replacement.id not in standing:
            self.note("claim", replacement.id, replacement)
        self.note("end", target, None)

    def end(self, target: str, batch: Batch | None) -> None:
        self.record.end(target, EndingHow.CORRECTED, replaced_by=batch, reason="", by="coder", at=self.clock)

    @rule()
    def fail_to_append(self) -> None:
        orphan = event(statement("unheard-of"))
        with pytest.raises(Problems):
            self.record.append(Batch(sources=(source("new"),), claims=(orphan,)), by="coder", at=self.clock)

    @rule()
    def open_again(self) -> None:
        self.record.close()
        self.record = Record.open(self.record.path)

    @rule(data=st.data())
    def ask_as_of(self, data: st.DataObject) -> None:
        size = data.draw(st.integers(0, len(self.replay.log)))
        held = self.record.snapshot(size)
        claims, documents, ended = self.replay.at(size)
        assert {claim.id: claim for claim in held.claims} == claims
        assert held.documents == documents
        assert set(held.endings) == ended
        assert held.root == self.record.root(size)

    @rule(data=st.data())
    def ask_what_was_known_by(self, data: st.DataObject) -> None:
        moment = data.draw(st.sampled_from(self.moments)) + timedelta(minutes=data.draw(st.integers(-90, 90)))
        assert self.record.size_known_by(moment) == sum(each <= moment for each in self.moments)

    @invariant()
    def no_entry_is_lost_or_added(self) -> None:
        assert self.record.size == len(self.replay.log)

    @invariant()
    def tables_say_what_stands(self) -> None:
        last = {each: seq for seq, (step, each, _) in enumerate(self.replay.log) if step == "claim"}
        standing = self.replay.at(999)[0]
        assert self.record.index.claims() == sorted(standing, key=lambda each: last[each])


TestAsOfEqualsReplay = AsOfEqualsReplay.TestCase
TestAsOfEqualsReplay.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(st.sampled_from(POOL), max_size=5), max_size=5))
def test_snapshots_of_a_prefix_are_the_snapshots_taken_then(groups: Sequence[Sequence[Claim]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "one.truceline"
        with Record.create(path, origin="records.example/one") as record:
            record.append(evolve(ground(), statements=(SAID,)), by="coder", at=NOON)
            taken = [record.snapshot()]
            for group in groups:
                batch = Batch(claims=tuple(group))
                record.append(batch, by="coder", at=NOON)
                root = record.root()
                assert record.append(batch, by="coder", at=NOON).added == 0
                assert record.root() == root
                taken.append(record.snapshot())
            assert [record.snapshot(each.size) for each in taken] == taken
            assert verify(record) == []
