"""A data set in a record: entered once, read into claims beside the register, looked up by row."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from attrs import evolve
from tests.unit.exchange.ucdp_samples import BAD, EDITION, MODERN, SMALL, source

from truceline.exchange.datasets import dataset_rows, with_datasets
from truceline.exchange.ucdp import NOT_STATED, import_ucdp, prepare, read_ged, rows_by_incident
from truceline.record.datasets import faults_of_file
from truceline.record.store import Record
from truceline.testimony.batch import Batch
from truceline.testimony.claim import EventClaim
from truceline.values.problems import Problems, ValueProblem

AT = datetime(2026, 1, 1, tzinfo=UTC)
LATER = evolve(EDITION, version="2.0")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.create(tmp_path / "invented.truceline", origin="example.org/invented") as opened:
        yield opened


def enter(record: Record, path: Path = SMALL, *, later: bool = False) -> None:
    table = read_ged(path, keep_going=True)
    import_ucdp(record, table, edition=LATER if later else EDITION, by="tester", at=AT)


def test_a_prepared_data_set_describes_its_file(tmp_path: Path) -> None:
    table = read_ged(SMALL)

    dataset, path = prepare(table, tmp_path, edition=EDITION)

    assert (dataset.id, dataset.rows, dataset.sha256) == ("ucdp-ged-1.0", 8, table.sha256)
    assert faults_of_file(path, dataset) == []


def test_without_a_version_a_data_set_goes_by_its_hash(tmp_path: Path) -> None:
    table = read_ged(SMALL)

    dataset, _ = prepare(table, tmp_path, edition=NOT_STATED)

    assert dataset.id == f"ucdp-ged-{table.sha256[:12]}"


def test_a_version_that_cannot_stand_in_an_id_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueProblem):
        prepare(read_ged(SMALL), tmp_path, edition=evolve(EDITION, version="V 1"))


def test_a_data_set_is_one_entry_however_many_rows_it_has(record: Record) -> None:
    enter(record)

    assert record.size == 1


def test_the_same_file_again_changes_nothing(record: Record) -> None:
    enter(record)
    enter(record)

    assert record.size == 1


def test_another_file_under_the_same_version_is_refused(record: Record) -> None:
    enter(record)

    with pytest.raises(Problems):
        enter(record, BAD)


def test_rows_speak_when_a_snapshot_is_read_with_its_data_sets(record: Record) -> None:
    enter(record)

    bare = record.snapshot()
    full = with_datasets(record, bare)

    assert bare.claims == ()
    incidents = {claim.incident for claim in full.claims if isinstance(claim, EventClaim)}
    assert incidents == {f"ucdp:{number}" for number in range(1001, 1009)}
    assert "ucdp:1001#coding" in full.statements
    assert {"ucdp", "ucdp:invented-observatory"} <= set(full.sources)
    assert {"civilians"} <= set(full.actors)
    assert {"uruguay"} <= set(full.places)
    assert full.documents["ucdp-ged-1.0"].outlet == "ucdp"


def test_the_register_of_the_record_comes_first(record: Record) -> None:
    mine = source("observatory", "Invented Observatory")
    record.append(Batch(sources=(mine,)), by="tester", at=AT)
    enter(record)

    full = with_datasets(record, record.snapshot())

    assert str(full.statements["ucdp:1001#origin-1"].speaker) == "observatory"
    assert full.sources["observatory"] == mine


def test_a_snapshot_without_data_sets_is_left_as_it_is(record: Record) -> None:
    assert with_datasets(record, record.snapshot()) == record.snapshot()


def test_what_is_read_twice_beside_the_same_register_is_made_once(record: Record) -> None:
    enter(record)

    first, second = (with_datasets(record, record.snapshot()) for _ in range(2))

    assert first.claims[0] is second.claims[0]


def test_two_editions_speak_of_the_same_incidents_side_by_side(record: Record) -> None:
    enter(record)
    enter(record, MODERN, later=True)

    full = with_datasets(record, record.snapshot())

    assert {"ucdp:1001#coding", "ucdp:1001@ucdp-ged-2.0#coding"} <= set(full.statements)
    ids = [claim.id for claim in full.claims]
    assert len(set(ids)) == len(ids)


def test_rows_are_asked_for_by_incident_and_canonical_column(record: Record) -> None:
    enter(record)

    rows = dataset_rows(record, record.snapshot())

    row = rows["ucdp:1001"]
    assert (row["dyad"], row["dyad_new_id"], row["best"], row["gwnob"]) == ("77", "77", "3", "")
    assert row["latitude"] == "-32.5"
    assert len(rows) == 8


def test_a_table_without_dyads_has_none() -> None:
    rows = rows_by_incident(["id", "latitude"], [("7.0", "35.0"), ("8", None)])

    assert dict(rows["ucdp:7"]) == {"id": "7", "latitude": "35", "dyad": ""}
    assert list(rows) == ["ucdp:7", "ucdp:8"]


def test_a_codebook_this_version_lacks_is_told(record: Record) -> None:
    enter(record)
    snapshot = record.snapshot()
    dataset = next(iter(snapshot.datasets.values()))
    other = evolve(snapshot, datasets={dataset.id: evolve(dataset, codebook_version="0")})

    with pytest.raises(Problems) as caught:
        with_datasets(record, other)

    assert [problem.code for problem in caught.value.problems] == ["dataset.codebook"]
