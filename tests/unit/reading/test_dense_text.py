"""Text denser than any prose: read in parts, with nothing dropped, or refused."""

import pytest
from tests.unit.reading.test_gold_set import read
from tests.unit.reading.test_intake import problem_of

from truceline.reading import page
from truceline.reading.intake import receive

SAID = "the mayor said that the road was shut"


@pytest.mark.parametrize(("said", "between"), [(SAID, " and "), (SAID, ", "), ("he said", " ")])
def test_a_sentence_of_very_many_cues_is_read_in_parts_to_its_end(said: str, between: str) -> None:
    found = read(f"{between.join([said] * 60)}. Later {SAID}.").statements
    assert len(found) >= 55


def test_a_text_beyond_what_is_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receive, "MAX_CHARACTERS", 5)
    assert problem_of(b"The mayor said so.", "a.txt") == "intake.too_long"


@pytest.mark.parametrize(
    "text",
    [
        "For more, see “Where they fired and why”.",
        "Readers can see “Where they fired and why” for the list.",
        "It is known “that they fired from the river”.",
        "What is known about “the men of the river” is little.",
        "The group has been known as “the men of the river”.",
    ],
)
def test_what_stands_in_marks_after_see_or_known_is_a_name(text: str) -> None:
    assert read(text).statements == ()


def test_a_note_finds_no_place_beside_paragraphs_that_do_not_hold_it() -> None:
    assert page._notes_of(read(f"On Friday {SAID}."), []) == []
