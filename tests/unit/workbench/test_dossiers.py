"""The dossier of an incident: everything held on it, typed, and nothing its readers may not see."""

from pathlib import Path

import pytest
from tests.reported import LATER, held, world

from truceline.assessment.finding import Outcome
from truceline.record.entries import EndingHow, EntryKind
from truceline.record.store import Record
from truceline.testimony.claim import RoleClaim
from truceline.testimony.register import Handling
from truceline.workbench.desk import AsOf, Desk
from truceline.workbench.dossiers.history import Histories
from truceline.workbench.dossiers.make import dossier
from truceline.workbench.dossiers.values import Dossier, FieldRow, Likeness
from truceline.workbench.sight import ALL_HANDLINGS, PUBLIC_ONLY, seen_by


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return held(tmp_path_factory.mktemp("dossier") / "r.truceline", world())


def made(folder: Path, handlings: frozenset[Handling] = PUBLIC_ONLY, incident: str = "shelling") -> Dossier:
    with Record.open(folder) as record:
        cases = Desk(record, lambda whole: seen_by(whole, handlings)).cases(
            None, ["every-source", "corroborated"], AsOf("", "")
        )
        return dossier(cases, incident, Histories(record, handlings))


@pytest.fixture(scope="module")
def found(folder: Path) -> Dossier:
    return made(folder)


def row(found: Dossier, name: str) -> FieldRow:
    return next(one for one in found.accounts.rows if one.name == name)


def test_every_view_has_its_finding_breach_and_responsibility_apart(folder: Path) -> None:
    first, second = made(folder, incident="earlier").findings
    assert (first.view, second.view) == ("every-source", "corroborated")
    assert (first.outcome, second.outcome) == (Outcome.VIOLATION, None)
    assert first.responsible is not None
    assert first.responsible.actors == ("north",)
    assert second.out == "too few origins"


def test_a_denial_by_its_own_office_leaves_the_breach_and_takes_the_attribution(found: Dossier) -> None:
    first = found.findings[0]
    assert first.outcome is Outcome.POSSIBLE
    assert first.responsible is not None
    assert first.responsible.actors == ()
    assert first.settles


def test_each_clause_has_its_words_and_six_answers_with_claims(found: Dossier) -> None:
    (clause,) = found.findings[0].clauses
    assert clause.text == "The north does not fire at those who accepted."
    assert clause.plain.startswith("North must refrain from use of weapons")
    assert [one.name for one in clause.conditions] == ["when", "where", "what", "who", "whom", "exception"]
    answers = {one.name: one.answered for one in clause.conditions}
    assert answers["where"].claims


def test_accounts_stand_side_by_side_a_column_for_each_speaker_and_document(found: Dossier) -> None:
    speakers = [telling.speaker.source for telling in found.accounts.tellings]
    assert speakers == ["monitor", "reporter", "north-office", "south-office"]
    assert all(len(one.cells) == len(speakers) for one in found.accounts.rows)


def test_differences_are_marked_by_how_the_values_lie_to_each_other(found: Dossier) -> None:
    assert row(found, "where").likeness is Likeness.SAME
    # A closer time is different and yet both can be so.
    assert row(found, "when").likeness is Likeness.COMPATIBLE
    # Shelling and mortar fire: the one is a kind of the other.
    assert row(found, "what").likeness is Likeness.COMPATIBLE
    # One denies what another says.
    assert row(found, "perpetrated").likeness is Likeness.CONTRARY
    # "At least 5", "3" and "7 to 9" cannot all be so.
    assert row(found, "loss").likeness is Likeness.CONTRARY


def test_what_one_account_alone_says_is_marked_so(folder: Path) -> None:
    alone = made(folder, incident="clash")
    assert {one.likeness for one in alone.accounts.rows} == {Likeness.ALONE}


def test_a_chain_is_its_hops_outermost_first_and_then_the_speaker(found: Dossier) -> None:
    chain = next(one for one in found.chains if one.speaker.source == "south-office")
    assert [hop.agent.source for hop in chain.hops] == ["chained", "reporter"]
    assert chain.document == "south-office-report"
    assert set(chain.claims) <= {
        cell.claim for one in found.accounts.rows for cells in one.cells for cell in cells
    }


def test_tolls_are_ranges_as_stated_by_claim(found: Dossier) -> None:
    bounds = [(toll.count.low, toll.count.high) for toll in found.tolls]
    assert bounds == [(5, None), (3, 3), (7, 9)]


def test_a_bodys_own_determination_stands_beside_the_finding_and_not_in_it(found: Dossier) -> None:
    (one,) = found.determinations
    assert (one.body, one.judgement, one.stage.value) == (
        "Joint commission",
        "breach of article 2",
        "substantiated",
    )
    assert one.claim not in {claim for clause in found.findings[0].clauses for condition in clause.conditions
                             for claim in condition.answered.claims}  # fmt: skip


def test_places_say_how_closely_they_are_known(found: Dossier) -> None:
    (spot,) = found.places[0].spots
    assert (spot.place, spot.position, spot.has_outline) == ("inner", "34.75, 36.75", False)


def test_the_history_has_every_entry_about_it_in_the_order_of_recording(found: Dossier) -> None:
    numbers = [item.seq for item in found.history]
    assert numbers == sorted(set(numbers))
    claims = {item.id for item in found.history if item.kind is EntryKind.CLAIM}
    assert claims >= {cell.claim for one in found.accounts.rows for cells in one.cells for cell in cells}


def test_an_ended_claim_stays_in_the_history_with_the_reason_it_was_ended(tmp_path: Path) -> None:
    folder = held(tmp_path / "r.truceline", world())
    with Record.open(folder) as record:
        claim = next(one for one in record.snapshot().claims if isinstance(one, RoleClaim))
        record.end(claim.id, EndingHow.CORRECTED, replaced_by=None, reason="misread", by="desk", at=LATER)
    last = made(folder).history[-1]
    assert (last.kind, last.id, last.what, last.reason, last.by) == (
        EntryKind.ENDING, claim.id, "corrected", "misread", "desk",
    )  # fmt: skip
    assert any(item.claim is not None and item.id == claim.id for item in made(folder).history)


def test_judgements_fold_and_appear_in_the_history(tmp_path: Path) -> None:
    told = world()
    told.judges("shelling", "same", "earlier")
    found = made(held(tmp_path / "r.truceline", told))
    assert found.also_known_as == ("earlier",)
    (judged,) = [item for item in found.history if item.kind is EntryKind.JUDGEMENT]
    assert (judged.what, judged.ids, judged.reason) == ("same", ("shelling", "earlier"), "looked")


def test_what_readers_may_not_see_is_not_there(folder: Path) -> None:
    public, everything = made(folder), made(folder, ALL_HANDLINGS)
    assert "mill-witness" not in repr(public)
    assert "mill-witness" in repr(everything)
    assert len(everything.history) > len(public.history)
    with pytest.raises(KeyError):
        made(folder, incident="unseen")
    assert made(folder, ALL_HANDLINGS, incident="unseen").findings[0].outcome is not None


def test_a_lead_is_not_seen_by_those_who_may_see_what_is_restricted(folder: Path) -> None:
    with pytest.raises(KeyError):
        made(folder, PUBLIC_ONLY | {Handling.RESTRICTED}, incident="unseen")


def test_an_ended_restricted_claim_stays_out_of_the_public_history(tmp_path: Path) -> None:
    folder = held(tmp_path / "r.truceline", world())
    with Record.open(folder) as record:
        snapshot = record.snapshot()
        hidden = next(one for one in snapshot.statements.values() if one.speaker.source == "mill-witness")
        claim = next(one for one in snapshot.claims if one.statement == hidden.id)
        record.end(claim.id, EndingHow.CORRECTED, replaced_by=None, reason="the miller", by="desk", at=LATER)
    assert "the miller" not in repr(made(folder))
    assert "the miller" in repr(made(folder, ALL_HANDLINGS))


def test_where_everything_is_public_the_snapshot_is_taken_as_it_is(tmp_path: Path) -> None:
    with Record.open(held(tmp_path / "r.truceline", world(hidden=False))) as record:
        snapshot = record.snapshot()
        assert seen_by(snapshot, PUBLIC_ONLY).claims is snapshot.claims


def test_a_history_is_counted_without_being_told(folder: Path) -> None:
    with Record.open(folder) as record:
        for handlings in (PUBLIC_ONLY, frozenset(Handling)):
            histories = Histories(record, handlings)
            for incident in ("shelling", "nothing-of-the-kind"):
                assert histories.count([incident]) == len(histories.of([incident]))
