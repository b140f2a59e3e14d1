"""A document cut at every span boundary, its notes, and claims made by hand from its words."""

import json

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.world import EVERY_SOURCE, NORTH_KEEPS_TO_IT, TRUCE, World, event, taking

from truceline.assessment.view import View
from truceline.testimony.claim import EventClaim, LossClaim
from truceline.testimony.document import Document
from truceline.values.problems import Problems
from truceline.workbench.pages.by_hand import FIELDS, Chosen, Written, made
from truceline.workbench.pages.cited import Quoter
from truceline.workbench.pages.reader import (
    DocumentPage,
    Spanned,
    document_page,
    documents,
    documents_sheet,
    note_id,
    notes_sheet,
    segments,
)
from truceline.workbench.testimony_text import Teller

TEXT = "The north shelled Inner, Monitor said.\nقُصفت القرية 😀 twice. Inner was quiet."


def quoter(world: World, view: View = EVERY_SOURCE) -> Quoter:
    case = world.case(TRUCE + NORTH_KEEPS_TO_IT, view)
    return Quoter(case, Teller(case.shared.evidence.snapshot))


def reading() -> World:
    world = World()
    world.document("paper", outlet="monitor", text=TEXT)
    return world


def span(part: str, words: str) -> dict[str, object]:
    start = TEXT.index(words)
    return {"part": part, "start": start, "end": start + len(words), "exact": words}


def page_of(world: World, view: View = EVERY_SOURCE) -> DocumentPage:
    page = document_page(quoter(world, view), "paper", [])
    assert page is not None
    return page


SPANS = st.lists(
    st.builds(
        lambda name, edges, part: Spanned(name, min(edges), max(edges), part, "direct"),
        st.sampled_from(["s-1", "s-2", "r-3", "p-4"]),
        st.tuples(st.integers(-3, 90), st.integers(-3, 90)),
        st.sampled_from(["source", "cue", "content", "hedge"]),
    ),
    max_size=8,
)


@given(st.text(max_size=80), SPANS)
def test_cutting_loses_nothing_and_each_piece_names_all_it_lies_in(text: str, spans: list[Spanned]) -> None:
    found = segments(text, spans)
    assert "".join(one.text for one in found) == text
    assert all(one.start < one.end and one.text == text[one.start : one.end] for one in found)
    inside = [one for one in spans if 0 <= one.start < one.end <= len(text)]
    for piece in found:
        for at in range(piece.start, piece.end):
            assert set(piece.ids) == {one.id for one in inside if one.start <= at < one.end}


def test_overlapping_statements_are_each_marked_in_their_voice() -> None:
    world = reading()
    first = [span("content", "The north shelled Inner"), span("source", "Monitor"), span("cue", "said")]
    world.says("monitor", document="paper", spans=first, quotation="direct")
    world.says(
        "north-office",
        document="paper",
        spans=[span("content", "Inner, Monitor said")],
        reported=False,
    )
    page = page_of(world)
    (both,) = [one for one in page.segments if one.text == "Inner"]
    assert len(both.ids) == 2
    assert both.kinds == ("voice-direct", "part-content", "voice-imputed")
    assert all(note.anchored for note in page.notes)
    assert {note.id for note in page.notes} == set(both.ids)


def test_a_document_known_by_citation_has_notes_and_no_text() -> None:
    world = World()
    world.says("monitor", event("it", "shelling", happened="2016-03-10"))
    page = document_page(quoter(world), "monitor-report", [])
    assert page is not None
    assert page.segments == ()
    assert [(note.speaker, note.anchored, len(note.claims)) for note in page.notes] == [("Monitor", False, 1)]
    assert document_page(quoter(world), "no-such", []) is None


def test_retracted_and_disputed_statements_are_shown_as_such_with_who_says_so() -> None:
    world = reading()
    world.says("monitor", event("it", "shelling"), document="paper", id="told")
    world.says("monitor", id="back", act="retraction")
    world.links("back", "retracts", "told/1", asserter="monitor")
    world.says("north-office", id="no", act="denial")
    world.links("no", "denies", "told", asserter="north-office")
    (note,) = page_of(world).notes
    assert [(one.kind, one.by, one.document) for one in note.taken_back] == [
        ("retracts", "Monitor", "monitor-report")
    ]
    assert [(one.kind, one.by) for one in note.disputed] == [("denies", "North-Office")]
    assert notes_sheet(page_of(world)).rows[0][-2:] == ("retracts Monitor", "denies North-Office")


def test_what_a_view_sets_aside_is_shown_with_the_reason() -> None:
    world = reading()
    world.says("reporter", event("it", "shelling"), document="paper")
    (note,) = page_of(world, taking("monitor")).notes
    assert note.claims[0].aside == "speaker not taken"


def test_documents_are_listed_the_latest_first_without_kept_files() -> None:
    world = reading()
    world.document("older", outlet="monitor", published="2015")
    world.document(
        "kept",
        outlet="monitor",
        published="2030",
        **{"media-type": "application/vnd.truceline.agreement+toml"},
    )
    found = documents(quoter(world), "")
    assert found[-1].id == "older"
    assert "kept" not in {one.id for one in found}
    assert [one.id for one in documents(quoter(world), "PAPER")] == ["paper"]
    assert [one.has_text for one in documents(quoter(world), "paper")] == [True]
    assert documents_sheet(found).columns[0] == "document"


def by_hand(quote: str, *, start: int | None = None, **fields: str) -> Written:
    del quote, start
    return Written("monitor", "2016-03-11", "indirect", "assertion", fields.pop("type"), fields)


def document() -> Document:
    return reading().snapshot().documents["paper"]


def test_a_claim_is_made_from_words_chosen_in_the_text() -> None:
    words = "The north shelled Inner"
    written = by_hand(
        words, type="event", incident="it", kind="shelling", happened="2016-03-10", place="near inner"
    )
    batch = made(reading().snapshot(), document(), Chosen(0, len(words), words), written)
    (statement,), (claim,) = batch.statements, batch.claims
    assert (statement.content, statement.document) == (words, "paper")
    assert [(one.start, one.end, one.exact) for one in statement.spans] == [(0, len(words), words)]
    assert isinstance(claim, EventClaim)
    assert (claim.incident, claim.kind, str(claim.place)) == ("it", "shelling", "within 5 km of inner")
    assert claim.statement == statement.id


def test_words_typed_are_found_where_they_stand_and_must_stand_once() -> None:
    written = by_hand("", type="loss", incidents="it, other", harm="killed", count="at least 3")
    batch = made(reading().snapshot(), document(), Chosen(None, None, "القرية 😀 twice"), written)
    (claim,) = batch.claims
    assert isinstance(claim, LossClaim)
    assert (claim.incidents, claim.count.low, claim.count.high) == (("it", "other"), 3, None)
    start = TEXT.index("القرية")
    assert batch.statements[0].spans[0].start == start
    for quote, code in (("Inner", "web.words_twice"), ("not there", "web.no_words"), ("  ", "web.no_words")):
        with pytest.raises(Problems) as caught:
            made(reading().snapshot(), document(), Chosen(None, None, quote), written)
        assert [problem.code for problem in caught.value.problems] == [code]


def test_a_sign_a_page_cannot_show_does_not_hinder_the_choice() -> None:
    hostile = evolve(document(), text="a\u202eb\x07c and on")
    written = by_hand("", type="relation", subject="east", relation="part-of", object="north")
    batch = made(reading().snapshot(), hostile, Chosen(0, 5, "a\ufffdb\ufffdc"), written)
    assert batch.statements[0].content == "a\u202eb\x07c"


def test_every_fault_of_the_form_is_told_at_its_field() -> None:
    written = evolve(
        by_hand("", type="event", kind="fireworks", happened="never", place="Bad Place!"),
        speaker="",
        said="soon",
    )
    with pytest.raises(Problems) as caught:
        made(reading().snapshot(), document(), Chosen(0, 3, "The"), written)
    paths = {problem.path for problem in caught.value.problems}
    assert {"happened", "place", "said", "speaker"} <= paths
    assert all(problem.line is None and problem.file == "" for problem in caught.value.problems)


def test_the_same_saying_entered_twice_is_one_under_the_handle_it_has() -> None:
    world = reading()
    written = by_hand("", type="relation", subject="east", relation="part-of", object="north")
    first = made(world.snapshot(), document(), Chosen(0, 3, "The"), written)
    (statement,) = first.statements
    held = evolve(
        world.snapshot(),
        statements={statement.id: evolve(statement, label="earlier")},
        claims=tuple(evolve(one, label="earlier/1") for one in first.claims),
    )
    again = made(held, document(), Chosen(0, 3, "The"), written)
    assert [one.label for one in again.statements] == ["earlier"]
    assert [one.label for one in again.claims] == ["earlier/1"]


def test_the_form_asks_for_every_type_of_claim() -> None:
    assert set(FIELDS) == {
        "event", "role", "loss", "control", "relation", "standing", "term", "compliance", "watch", "indicator",
    }  # fmt: skip
    assert json.dumps(list(FIELDS))


def test_a_note_is_named_by_its_statement() -> None:
    assert note_id("f" * 64) == "s-ffffffffffff"
