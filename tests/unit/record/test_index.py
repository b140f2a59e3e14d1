"""What can be looked up: found by id, start of an id, handle, name; rebuilt without loss."""

import json
from pathlib import Path

import pytest
from attrs import evolve
from tests.unit.record.samples import (
    NOON,
    document,
    event,
    ground,
    role,
    source,
    statement,
    story,
)

from truceline.record.backends.sqlite import SqliteLog
from truceline.record.entries import EndingHow, EntryKind, seal_entry
from truceline.record.index import Projections
from truceline.record.store import INDEX_FILE, Record
from truceline.testimony.batch import Batch
from truceline.testimony.claim import Firmness, Harm, LossClaim, Modality, Polarity
from truceline.testimony.codec import identified
from truceline.values.doubt import Count

STORY = story()
ONE, TWO = STORY.statements
FIRST, PART, SECOND = STORY.claims


@pytest.fixture
def told(record: Record) -> Record:
    record.append(STORY, by="coder", at=NOON)
    return record


def found(record: Record, text: str) -> list[tuple[EntryKind, str]]:
    return [(each.kind, each.id) for each in record.find(text)]


def test_an_item_is_found_by_its_id_and_by_the_start_of_it(told: Record) -> None:
    assert found(told, FIRST.id) == [(EntryKind.CLAIM, FIRST.id)]
    assert (EntryKind.CLAIM, FIRST.id) in found(told, FIRST.id[:8])


def test_an_item_is_found_by_its_handle_name_or_title(told: Record) -> None:
    assert found(told, "said-1") == [(EntryKind.STATEMENT, ONE.id)]
    assert found(told, "said-1/2") == [(EntryKind.CLAIM, PART.id)]
    assert found(told, "Riverton") == [(EntryKind.PLACE, "riverton")]
    assert found(told, "The report daily-1") == [(EntryKind.DOCUMENT, "daily-1")]


def test_an_exact_id_comes_before_a_label_and_that_before_the_start_of_an_id(record: Record) -> None:
    batch = Batch(sources=(source("alpha-two"), source("beta", name="alpha"), source("alpha")))
    record.append(batch, by="coder", at=NOON)
    assert [id for _, id in found(record, "alpha")] == ["alpha", "beta", "alpha-two"]


def test_the_start_of_an_id_is_plain_text(told: Record) -> None:
    assert found(told, "%") == []
    assert found(told, "dail_") == []


def test_nothing_is_found_of_nothing(told: Record) -> None:
    assert told.find("") == []


def test_ended_items_are_found_and_said_to_be_ended(told: Record) -> None:
    told.end(FIRST.id, EndingHow.CORRECTED, replaced_by=None, reason="", by="coder", at=NOON)
    assert [each.stands for each in told.find(FIRST.id)] == [False]
    assert [each.stands for each in told.find(SECOND.id)] == [True]


def test_a_replaced_item_is_found_once_in_its_later_form(told: Record) -> None:
    told.replace_document(document(title="Second edition"), reason="", by="coder", at=NOON)
    (only,) = told.find("daily-1")
    assert (only.label, only.seq, only.stands) == ("Second edition", told.size - 1, True)


def test_claims_are_found_by_incident_type_and_statement(told: Record) -> None:
    index = told.index
    assert index.claims() == [FIRST.id, PART.id, SECOND.id]
    assert index.claims(incident="riverton-05-01") == [FIRST.id, PART.id]
    assert index.claims(type="role") == [PART.id]
    assert index.claims(statement=TWO.id) == [SECOND.id]
    assert index.claims(incident="riverton-05-01", type="event", statement=ONE.id) == [FIRST.id]
    assert index.claims(incident="elsewhere") == []


def test_a_loss_is_found_under_each_of_its_incidents_and_a_class_of_events_under_none(record: Record) -> None:
    toll = identified(
        LossClaim(
            id="",
            label="",
            statement=ONE.id,
            polarity=Polarity.AFFIRMED,
            modality=Modality.ACTUAL,
            firmness=Firmness.ASSERTS,
            happened=None,
            place=None,
            incidents=("a", "b"),
            harm=Harm.KILLED,
            victims="",
            count=Count.exactly(3),
        )
    )
    series = event(ONE, incident=None)
    record.append(evolve(ground(), statements=(ONE,), claims=(toll, series)), by="coder", at=NOON)
    assert record.index.claims(incident="a") == record.index.claims(incident="b") == [toll.id]
    assert record.index.claims(type="event") == [series.id]


def test_ended_claims_are_not_among_those_that_stand(told: Record) -> None:
    told.end(FIRST.id, EndingHow.CORRECTED, replaced_by=None, reason="", by="coder", at=NOON)
    assert told.index.claims(incident="riverton-05-01") == [PART.id]


def test_statements_are_found_by_document_and_speaker(told: Record) -> None:
    third = statement("said-3", document="daily-2")
    told.append(Batch(documents=(document("daily-2"),), statements=(third,)), by="coder", at=NOON)
    index = told.index
    assert index.statements() == [ONE.id, TWO.id, third.id]
    assert index.statements(document="daily-1") == [ONE.id, TWO.id]
    assert index.statements(document="daily-2", speaker="monitor") == [third.id]
    assert index.statements(speaker="nobody") == []


def test_a_rebuild_gives_the_same_tables(told: Record) -> None:
    before = told.index.dump()
    told.index.rebuild()
    assert told.index.dump() == before


def test_tables_thrown_away_are_there_again_at_the_next_opening(told: Record) -> None:
    before = told.index.dump()
    told.close()
    (told.path / INDEX_FILE).unlink()
    with Record.open(told.path) as again:
        assert again.index.dump() == before


def test_a_file_that_is_no_database_is_made_anew(told: Record) -> None:
    before = told.index.dump()
    told.close()
    (told.path / INDEX_FILE).write_bytes(b"something else altogether " * 99)
    with Record.open(told.path) as again:
        assert again.index.dump() == before


def test_the_tables_of_another_log_are_made_anew(told: Record, tmp_path: Path) -> None:
    with Record.create(tmp_path / "two.truceline", origin="records.example/two") as other:
        other.append(evolve(ground(), sources=(source(note="another"),)), by="coder", at=NOON)
        expected = other.index.dump()
    told.close()
    (other.path / INDEX_FILE).write_bytes((told.path / INDEX_FILE).read_bytes())
    with Record.open(other.path) as again:
        assert again.index.dump() == expected


def test_tables_left_behind_by_a_crash_catch_up(record: Record) -> None:
    record.append(ground(), by="coder", at=NOON)
    record.close()
    behind = (record.path / INDEX_FILE).read_bytes()
    with Record.open(record.path) as again:
        again.append(STORY, by="coder", at=NOON)
        expected = again.index.dump()
    (record.path / INDEX_FILE).write_bytes(behind)
    with Record.open(record.path) as after:
        assert after.index.dump() == expected


def test_damaged_entries_and_those_of_a_later_version_add_nothing(tmp_path: Path) -> None:
    log = SqliteLog.create(tmp_path / "log.db", origin="records.example/one")
    good = seal_entry(EntryKind.SOURCE, source(), by="coder", at=NOON)
    plain = json.loads(good)
    with log.writing() as writer:
        writer.add([b"damaged", json.dumps({**plain, "item": None}).encode()])
        writer.add([json.dumps({**plain, "kind": "import"}).encode(), good])
    index = Projections.open(tmp_path / INDEX_FILE, log)
    assert [(each.id, each.seq) for each in index.find("monitor")] == [("monitor", 3)]
    assert index.dump()["projected"][0][0] == 4
    index.close()
    log.close()


def test_more_items_than_one_query_takes_are_known(record: Record) -> None:
    said = tuple(statement(f"said-{number}") for number in range(1500))
    claims = tuple(role(each) for each in said)
    record.append(evolve(ground(), statements=said, claims=claims), by="coder", at=NOON)
    assert record.append(Batch(statements=said, claims=claims), by="coder", at=NOON).known == 3000
