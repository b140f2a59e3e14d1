"""Endings: nothing is deleted; what was wrong is ended, replaced, and both stay in the log."""

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
    place,
    role,
    source,
    statement,
    story,
)

from truceline.record.entries import Ending, EndingHow, EntryKind
from truceline.record.store import Appended, Record
from truceline.testimony.batch import Batch
from truceline.values.problems import Problems

SAID = statement()
WRONG = event(SAID)
RIGHT = event(SAID, kind="air-strike")


@pytest.fixture
def told(record: Record) -> Record:
    record.append(evolve(ground(), statements=(SAID,), claims=(WRONG, role(SAID))), by="coder", at=NOON)
    return record


def end(record: Record, target: str, replaced_by: Batch | None = None) -> Appended:
    return record.end(
        target, EndingHow.CORRECTED, replaced_by=replaced_by, reason="mistyped", by="coder", at=NOON
    )


def test_an_ended_claim_is_gone_from_the_snapshot_and_listed_as_ended(told: Record) -> None:
    before = told.snapshot()
    end(told, WRONG.id)
    after = told.snapshot()
    assert before.claims == (WRONG, role(SAID))
    assert after.claims == (role(SAID),)
    assert after.endings == {WRONG.id: Ending(WRONG.id, EntryKind.CLAIM, EndingHow.CORRECTED, (), "mistyped")}
    assert after.recorded[WRONG.id] == NOON
    assert told.snapshot(before.size) == before


def test_a_replacement_comes_with_the_ending(told: Record) -> None:
    appended = end(told, WRONG.id, Batch(claims=(RIGHT,)))
    assert appended.ids == (RIGHT.id,)
    assert told.snapshot().claims == (role(SAID), RIGHT)
    assert told.snapshot().endings[WRONG.id].replaced_by == (RIGHT.id,)


def test_a_claim_that_is_there_already_can_be_the_replacement(told: Record) -> None:
    appended = end(told, WRONG.id, Batch(claims=(role(SAID),)))
    assert (appended.added, appended.known) == (0, 1)
    assert told.snapshot().endings[WRONG.id].replaced_by == (role(SAID).id,)


def test_a_wrong_ending_is_undone_by_ending_its_replacement(told: Record) -> None:
    end(told, WRONG.id, Batch(claims=(RIGHT,)))
    end(told, RIGHT.id, Batch(claims=(WRONG,)))
    assert told.snapshot().claims == (role(SAID), WRONG)
    assert set(told.snapshot().endings) == {RIGHT.id}
    assert [found.stands for found in told.find(WRONG.id)] == [True]


def test_adding_the_same_file_again_brings_back_nothing_that_was_ended(told: Record) -> None:
    end(told, WRONG.id)
    assert told.append(Batch(claims=(WRONG,)), by="coder", at=NOON).known == 1
    assert WRONG not in told.snapshot().claims


def test_with_a_statement_end_the_claims_on_it(told: Record) -> None:
    said = statement("said-1-corrected")
    end(told, SAID.id, Batch(statements=(said,), claims=(event(said),)))
    after = told.snapshot()
    assert after.claims == (event(said),)
    assert list(after.statements) == [said.id]
    assert {each: ending.replaced_by for each, ending in after.endings.items()} == {
        SAID.id: (said.id,),
        WRONG.id: (),
        role(SAID).id: (),
    }


def test_what_was_ended_cannot_be_ended_again(told: Record) -> None:
    end(told, WRONG.id)
    with pytest.raises(Problems, match=r"record\.already_ended"):
        end(told, WRONG.id)


def test_what_is_not_there_cannot_be_ended(told: Record) -> None:
    with pytest.raises(Problems, match=r"record\.unknown_id"):
        end(told, "nothing")


@pytest.mark.parametrize("target", ["monitor", "first-party", "riverton", "daily-1"])
def test_what_others_rest_on_by_name_is_not_ended(told: Record, target: str) -> None:
    with pytest.raises(Problems, match=r"record\.not_endable"):
        end(told, target)


def test_a_place_is_corrected_by_its_newer_form_and_by_what_comes_beside_it(told: Record) -> None:
    size, before = told.size, told.snapshot().places["riverton"]
    newer = evolve(place(), position="36.5, 35.5")
    beside = evolve(place("mill"), part_of=("riverton",))
    appended = end(told, "riverton", Batch(places=(newer, beside)))
    assert (appended.ids, appended.known) == (("mill", "riverton"), 0)
    assert told.snapshot().places["riverton"] == newer
    assert told.snapshot().places["mill"] == beside
    assert told.snapshot(size).places["riverton"] == before


def test_sources_actors_and_documents_are_corrected_so_too(told: Record) -> None:
    end(told, "daily-1", Batch(documents=(document(title="Corrected"),)))
    end(told, "first-party", Batch(actors=(evolve(actor(), name="Corrected"),)))
    end(told, "monitor", Batch(sources=(evolve(source(), name="Corrected"),)))
    held = told.snapshot()
    assert held.documents["daily-1"].title == "Corrected"
    assert held.actors["first-party"].name == held.sources["monitor"].name == "Corrected"


def test_the_same_form_of_a_place_corrects_nothing(told: Record) -> None:
    with pytest.raises(Problems, match=r"record\.replaces_itself"):
        end(told, "riverton", Batch(places=(place(),)))


def test_faults_beside_a_newer_form_keep_it_out(told: Record) -> None:
    newer = evolve(place(), part_of=("nowhere",))
    with pytest.raises(Problems) as error:
        end(told, "riverton", Batch(places=(newer,), actors=(evolve(actor(), name="Another"),)))
    assert codes(error) == ["record.differs", "record.unknown_place"]


def test_a_claim_does_not_replace_itself(told: Record) -> None:
    with pytest.raises(Problems, match=r"record\.replaces_itself"):
        end(told, WRONG.id, Batch(claims=(WRONG,)))


def test_faults_of_the_replacement_and_of_the_target_are_told_together(told: Record) -> None:
    size = told.size
    with pytest.raises(Problems) as error:
        end(told, "nothing", Batch(claims=(event(statement("unheard")),)))
    assert codes(error) == ["record.unknown_id", "record.unknown_statement"]
    assert told.size == size


def test_a_faulty_replacement_ends_nothing(told: Record) -> None:
    with pytest.raises(Problems, match=r"record\.unknown_statement"):
        end(told, WRONG.id, Batch(claims=(event(statement("unheard")),)))
    assert told.snapshot().endings == {}


def test_links_judgements_and_datasets_can_be_ended(record: Record, tmp_path: Any) -> None:
    path, dataset = imported(tmp_path)
    record.store_dataset(dataset, path)
    batch = evolve(story(), datasets=(dataset,))
    record.append(batch, by="coder", at=NOON)
    for target in (batch.links[0].id, batch.judgements[0].id, "rows"):
        end(record, target)
    held = record.snapshot()
    assert (held.links, held.judgements, held.datasets) == ((), (), {})


def test_an_ending_can_be_entered_on_its_own(told: Record) -> None:
    ending = Ending(WRONG.id, EntryKind.CLAIM, EndingHow.RE_IDENTIFIED, (role(SAID).id,), "same incident")
    told.append_entry(EntryKind.ENDING, ending, by="coder", at=NOON)
    assert told.snapshot().endings == {WRONG.id: ending}


def test_an_ending_on_its_own_is_checked_like_any_other(told: Record) -> None:
    right = Ending(WRONG.id, EntryKind.CLAIM, EndingHow.CORRECTED, ("nothing",), "")
    with pytest.raises(Problems) as error:
        told.append_entry(EntryKind.ENDING, evolve(right, kind=EntryKind.LINK), by="coder", at=NOON)
    assert codes(error) == ["record.wrong_kind", "record.unknown_id"]
    with pytest.raises(Problems) as error:
        told.append_entry(EntryKind.ENDING, evolve(right, target="no-claim"), by="coder", at=NOON)
    assert codes(error) == ["record.unknown_id", "record.unknown_id"]


def test_a_newer_text_of_a_document_takes_the_place_of_the_earlier(told: Record) -> None:
    newer = document(title="The report, corrected")
    size = told.size
    appended = told.replace_document(newer, reason="second edition", by="coder", at=NOON)
    assert (appended.added, told.size) == (1, size + 2)
    assert told.snapshot().documents == {"daily-1": newer}
    assert told.snapshot().endings == {}
    assert told.snapshot(size).documents == {"daily-1": document()}
    assert told.append(Batch(documents=(newer,)), by="coder", at=NOON).known == 1
    with pytest.raises(Problems, match=r"record\.differs"):
        told.append(Batch(documents=(document(),)), by="coder", at=NOON)


def test_the_same_text_of_a_document_changes_nothing(told: Record) -> None:
    root = told.root()
    assert told.replace_document(document(), reason="", by="coder", at=NOON).known == 1
    assert told.root() == root


def test_a_first_text_of_a_document_is_simply_entered(told: Record) -> None:
    appended = told.replace_document(document("agreement:truce"), reason="", by="coder", at=NOON)
    assert (appended.added, appended.ids) == (1, ("agreement:truce",))


@pytest.mark.parametrize(
    ("kind", "newer"),
    [
        ("sources", source(note="moved")),
        ("actors", actor(note="renamed")),
        ("places", place(note="surveyed")),
    ],
)
def test_registered_forms_can_be_replaced(told: Record, kind: str, newer: Any) -> None:
    told.replace_registered(newer, reason="new information", by="coder", at=NOON)
    assert getattr(told.snapshot(), kind) == {newer.id: newer}


def test_a_faulty_newer_form_replaces_nothing(told: Record) -> None:
    with pytest.raises(Problems) as error:
        told.replace_document(document("Not an id", outlet="nobody"), reason="", by="coder", at=NOON)
    assert codes(error) == ["id.spelling", "record.unknown_source"]
