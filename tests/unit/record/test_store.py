"""The record: what is appended is there, once, in order; or nothing of it is."""

import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.unit.record.samples import (
    NOON,
    actor,
    codes,
    document,
    event,
    ground,
    imported,
    link,
    period,
    place,
    role,
    source,
    statement,
    story,
)

from truceline.record.entries import Custody, CustodyAction, EntryKind, Issued
from truceline.record.store import DATASETS, INDEX_FILE, LOG_FILE, Record
from truceline.testimony.batch import Batch
from truceline.testimony.register import Affiliation, Bond
from truceline.testimony.statement import Speaker
from truceline.values.problems import Problems, ValueProblem
from truceline.values.who import Who

HOUR = timedelta(hours=1)


def test_a_new_record_is_empty_and_named(record: Record) -> None:
    assert (record.size, list(record.entries()), record.snapshot().known_by) == (0, [], None)
    assert record.origin == "records.example/one"
    assert repr(record) == f"Record({str(record.path)!r}, origin='records.example/one')"
    assert {each.name for each in record.path.iterdir()} >= {LOG_FILE, INDEX_FILE, DATASETS}


@pytest.mark.parametrize("origin", ["", "two words", "a+b", "a\nb"])
def test_an_origin_that_no_log_can_have_is_refused(tmp_path: Path, origin: str) -> None:
    with pytest.raises(Problems, match=r"record\.origin"):
        Record.create(tmp_path / "new.truceline", origin=origin)
    assert list(tmp_path.iterdir()) == []


def test_a_record_is_never_made_over_another(record: Record) -> None:
    with pytest.raises(Problems, match=r"record\.exists"):
        Record.create(record.path, origin="records.example/two")


def test_nothing_is_left_of_a_record_that_could_not_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_draft: Path, _target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(OSError, match="disk full"):
        Record.create(tmp_path / "new.truceline", origin="records.example/one")
    assert list(tmp_path.iterdir()) == []


def test_opening_what_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(Problems, match=r"record\.missing"):
        Record.open(tmp_path / "none.truceline")


def test_opening_what_is_no_record_says_so(tmp_path: Path) -> None:
    (tmp_path / LOG_FILE).write_bytes(b"not a database, but long enough to be looked at " * 40)
    with pytest.raises(Problems, match=r"record\.format"):
        Record.open(tmp_path)


def test_a_database_of_something_else_is_no_record(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / LOG_FILE) as other:
        other.execute("CREATE TABLE harvest (tons)")
    other.close()
    with pytest.raises(Problems, match=r"record\.format"):
        Record.open(tmp_path)


def test_a_record_of_a_later_format_is_not_opened(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / LOG_FILE) as later:
        later.execute("CREATE TABLE record (format, origin)")
        later.execute("INSERT INTO record VALUES ('truceline-record/9', 'a')")
    later.close()
    with pytest.raises(Problems, match="truceline-record/9"):
        Record.open(tmp_path)


def test_the_log_is_let_go_of_when_the_index_cannot_be_opened(record: Record) -> None:
    record.close()
    (record.path / INDEX_FILE).unlink()
    (record.path / INDEX_FILE).mkdir()
    with pytest.raises(Problems, match=r"record\.storage"):
        Record.open(record.path)


def test_all_items_of_a_batch_are_there_afterwards(record: Record) -> None:
    batch = story()
    appended = record.append(batch, by="coder", at=NOON)
    assert (appended.added, appended.known, record.size) == (11, 0, 11)
    held = record.snapshot()
    assert tuple(held.sources.values()) == batch.sources
    assert tuple(held.actors.values()) == batch.actors
    assert tuple(held.places.values()) == batch.places
    assert tuple(held.documents.values()) == batch.documents
    assert tuple(held.statements.values()) == batch.statements
    assert (held.claims, held.links, held.judgements) == (batch.claims, batch.links, batch.judgements)
    assert held.root == record.root()


def test_a_batch_entered_twice_is_there_once(record: Record) -> None:
    record.append(story(), by="coder", at=NOON)
    root = record.root()
    again = record.append(story(), by="another", at=NOON + HOUR)
    assert (again.added, again.known, again.ids) == (0, 11, ())
    assert record.root() == root


def test_what_is_held_of_some_ids_comes_with_its_last_entry(record: Record) -> None:
    record.append(story(), by="coder", at=NOON)
    found = record.latest(EntryKind.SOURCE, ["monitor", "nobody"])
    assert {id: entry.item for id, entry in found.items()} == {"monitor": source()}


def test_an_item_given_twice_in_a_batch_is_there_once(record: Record) -> None:
    appended = record.append(Batch(sources=(source(), source())), by="coder", at=NOON)
    assert (appended.added, appended.known, record.size) == (1, 1, 1)


def test_only_what_is_new_is_added(record: Record) -> None:
    record.append(story(), by="coder", at=NOON)
    said = statement("said-3")
    appended = record.append(evolve(story(), statements=(said,)), by="coder", at=NOON)
    assert (appended.added, appended.ids) == (1, (said.id,))


def test_a_closed_record_is_the_same_when_opened_again(record: Record) -> None:
    record.append(story(), by="coder", at=NOON)
    before = record.snapshot()
    record.close()
    with Record.open(record.path) as again:
        assert again.snapshot() == before
        assert [found.kind for found in again.find("monitor")] == [EntryKind.SOURCE]


def test_another_content_under_a_taken_id_is_refused_naming_the_fields(record: Record) -> None:
    record.append(ground(), by="coder", at=NOON)
    rival = source(name="Another", groups=("observers",))
    with pytest.raises(Problems) as error:
        record.append(Batch(sources=(rival,)), by="coder", at=NOON)
    (problem,) = error.value.problems
    assert (problem.code, problem.path) == ("record.differs", "source/monitor")
    assert problem.value == "source 'monitor': name, groups"
    assert record.size == 4


def test_two_contents_under_one_id_in_one_batch_are_refused(record: Record) -> None:
    with pytest.raises(Problems, match=r"record\.differs.*note"):
        record.append(Batch(sources=(source(), source(note="another"))), by="coder", at=NOON)
    assert record.size == 0


def test_an_actor_and_a_source_may_share_an_id(record: Record) -> None:
    batch = Batch(sources=(source("agency", actor="agency"),), actors=(actor("agency"),))
    assert record.append(batch, by="coder", at=NOON).added == 2


def test_all_faults_of_a_batch_are_told_at_once_and_nothing_is_kept(record: Record) -> None:
    orphan = statement(document="nowhere", speaker=Speaker("nobody", ""))
    tie = Affiliation("ghost", Bond.PART_OF, None, "")
    batch = Batch(
        sources=(source(affiliations=(tie,)), source("Not an id")),
        places=(place(part_of=("nowhere-land",)),),
        documents=(document(outlet="unheard-of"),),
        statements=(orphan, evolve(orphan, id="made-up")),
        claims=(event(orphan, place=None), role(orphan, actor=Who.one("unseen"))),
        links=(link("left", "right"),),
    )
    with pytest.raises(Problems) as error:
        record.append(batch, by="coder", at=NOON)
    assert sorted(codes(error)) == [
        "id.spelling",
        "record.unknown_actor",
        "record.unknown_document",
        "record.unknown_document",
        "record.unknown_place",
        "record.unknown_source",
        "record.unknown_source",
        "record.unknown_source",
        "record.unknown_source",
        "record.unknown_target",
        "record.unknown_target",
        "record.wrong_id",
    ]
    assert record.size == 0


def test_a_fault_says_which_item_and_which_field(record: Record) -> None:
    with pytest.raises(Problems) as error:
        record.append(Batch(documents=(document(outlet="unheard-of"),)), by="coder", at=NOON)
    (problem,) = error.value.problems
    assert problem.value == "'unheard-of' in document 'daily-1'"
    assert problem.path == "document/daily-1/outlet"


def test_references_to_earlier_batches_are_met(record: Record) -> None:
    record.append(ground(), by="coder", at=NOON)
    said = statement()
    assert record.append(Batch(statements=(said,), claims=(event(said),)), by="coder", at=NOON).added == 2


def test_text_that_is_no_unicode_is_refused(record: Record) -> None:
    half = "half a \ud800 pair"
    batch = Batch(documents=(document("a", title=half, outlet=None), document("b", title=half, outlet=None)))
    with pytest.raises(Problems) as error:
        record.append(batch, by="coder", at=NOON)
    assert codes(error) == ["record.not_canonical", "record.not_canonical"]
    said = evolve(statement(), content=half)
    with pytest.raises(Problems) as error:
        record.append(evolve(ground(), statements=(said,)), by="coder", at=NOON)
    assert codes(error) == ["record.not_canonical"]
    assert record.size == 0


def test_somebody_enters_it(record: Record) -> None:
    with pytest.raises(Problems, match=r"record\.nobody"):
        record.append(ground(), by="", at=NOON)


def test_the_moment_of_recording_needs_a_zone(record: Record) -> None:
    with pytest.raises(ValueError, match="zone"):
        record.append(ground(), by="coder", at=datetime(2016, 5, 6))  # noqa: DTZ001 - the fault under test


def test_an_entry_is_never_recorded_before_the_last_one(record: Record) -> None:
    record.append(ground(), by="coder", at=NOON)
    record.append(Batch(sources=(source("second"),)), by="coder", at=NOON - HOUR)
    assert [entry.recorded_at for entry in record.entries()] == [NOON] * 5


def test_moments_are_recorded_in_utc(record: Record) -> None:
    local = datetime(2016, 5, 6, 15, tzinfo=timezone(timedelta(hours=3)))
    record.append(ground(), by="coder", at=local)
    assert next(record.entries()).body["recorded_at"] == "2016-05-06T12:00:00.000000Z"


def test_what_was_known_by_a_moment_is_a_size(record: Record) -> None:
    assert record.size_known_by(NOON) == 0
    record.append(ground(), by="coder", at=NOON)
    record.append(Batch(sources=(source("second"),)), by="coder", at=NOON + HOUR)
    tick = timedelta(microseconds=1)
    moments = [NOON - tick, NOON, NOON + HOUR - tick, NOON + HOUR, datetime(2030, 1, 1, tzinfo=UTC)]
    assert [record.size_known_by(moment) for moment in moments] == [0, 4, 4, 5, 5]


def test_entries_are_read_from_anywhere_to_anywhere(record: Record) -> None:
    record.append(story(), by="coder", at=NOON)
    assert [entry.seq for entry in record.entries()] == list(range(11))
    assert [entry.seq for entry in record.entries(3, 5)] == [3, 4]
    assert [entry.seq for entry in record.entries(9)] == [9, 10]


@pytest.mark.parametrize("size", [-1, 1])
def test_a_size_the_record_never_had_is_refused(record: Record, size: int) -> None:
    for ask in (record.root, record.snapshot):
        with pytest.raises(ValueProblem, match=r"record\.size"):
            ask(size)


def test_the_root_at_an_earlier_size_stays_what_it_was(record: Record) -> None:
    record.append(ground(), by="coder", at=NOON)
    before = record.root()
    record.append(story(), by="coder", at=NOON)
    assert record.root(4) == before != record.root()


def test_a_dataset_is_entered_once_its_file_is_kept(record: Record, tmp_path: Path) -> None:
    path, dataset = imported(tmp_path)
    with pytest.raises(Problems, match=r"dataset\.missing"):
        record.append(Batch(datasets=(dataset,)), by="coder", at=NOON)
    kept = record.store_dataset(dataset, path)
    assert record.append(Batch(datasets=(dataset,)), by="coder", at=NOON).added == 1
    assert record.append(Batch(datasets=(dataset,)), by="coder", at=NOON).known == 1
    assert record.dataset_path(record.snapshot().datasets["rows"]) == kept


def test_documents_can_be_entered_one_by_one(record: Record) -> None:
    record.append_entry(EntryKind.DOCUMENT, document(outlet=None), by="coder", at=NOON)
    assert list(record.snapshot().documents) == ["daily-1"]


def test_an_issued_report_names_a_root_that_the_record_had(record: Record) -> None:
    record.append(ground(), by="coder", at=NOON)
    report = Issued("00", "Weekly", "every-source", "truce", 4, record.root(), "1", "public")
    record.append_entry(EntryKind.ISSUED, report, by="coder", at=NOON)
    assert record.snapshot().issued == (report,)
    for wrong in (evolve(report, root="11"), evolve(report, size=90)):
        with pytest.raises(Problems, match=r"record\.issued_root"):
            record.append_entry(EntryKind.ISSUED, wrong, by="coder", at=NOON)


def test_custody_is_of_a_document_that_is_there(record: Record) -> None:
    step = Custody("daily-1", CustodyAction.OPENED, "desk", None, period("2016-05-02"), "", "")
    with pytest.raises(Problems, match=r"record\.unknown_document"):
        record.append_entry(EntryKind.CUSTODY, step, by="coder", at=NOON)
    record.append(ground(), by="coder", at=NOON)
    record.append_entry(EntryKind.CUSTODY, step, by="coder", at=NOON)
    record.append_entry(EntryKind.CUSTODY, step, by="coder", at=NOON)
    assert record.snapshot().custody == (step, step)


def test_an_entry_is_of_the_kind_it_says(record: Record) -> None:
    wrong: Any = document()
    with pytest.raises(TypeError, match="a Document is no issued"):
        record.append_entry(EntryKind.ISSUED, wrong, by="coder", at=NOON)


def test_two_records_open_on_one_folder_see_each_others_entries(record: Record) -> None:
    with Record.open(record.path) as other:
        record.append(ground(), by="coder", at=NOON)
        assert other.append(ground(), by="another", at=NOON).known == 4
        other.append(Batch(sources=(source("second"),)), by="another", at=NOON)
    assert record.append(Batch(sources=(source("second"),)), by="coder", at=NOON).known == 1
    assert record.size == 5
