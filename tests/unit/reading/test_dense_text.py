"""Text denser than any prose: read in parts, with nothing dropped, or refused."""

import re
import sys
from types import FrameType
from typing import Any, cast

import pytest
from tests.unit.reading.test_gold_set import READER, document_of, read
from tests.unit.reading.test_intake import problem_of

from truceline.reading import page
from truceline.reading.intake import receive
from truceline.reading.names import names_of
from truceline.reading.proposals import propose_claims
from truceline.reading.sightings import Sightings

PLACES = names_of((), (), (), (("Velmar", "velmar"),))
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


def steps(text: str) -> int:
    """How many lines of the reader run for a text, each turn of a loop counted."""
    counted = 0

    def count(frame: FrameType, event: str, _: object) -> Any:
        nonlocal counted
        counted += event == "line"
        return count if "reading" in frame.f_code.co_filename else None

    # What is remembered from a first time is made before, where coverage sees it.
    read_out(text[:200])
    before = sys.gettrace()
    sys.settrace(count)
    try:
        read_out(text)
    finally:
        sys.settrace(before)
    return counted


def read_out(text: str) -> None:
    """Read a text, with every output."""
    found = read(text)
    propose_claims(found, PLACES, "truce")
    page.reading_to_page(found)


@pytest.mark.parametrize(
    "shape",
    [
        "He said he said ",
        "He called it “a b,” ",
        "He left, he said, adding ",
        "“I was wrong,” Ann Perle said. Ann Perle said Velmar fell. ",
        "On 3 May 2020 Ann Perle said ",
        "He denied shelling Velmar. ",
        "12 were killed in Velmar, he said. ",
        "“We go,” he said. “We stay.” ",
    ],
)
def test_twice_the_text_takes_twice_the_steps(shape: str) -> None:
    once, twice = (steps(shape * (length // len(shape))) for length in (2000, 4000))
    assert twice < 2.3 * once


def test_a_pattern_is_looked_for_once_however_often_it_is_asked_for() -> None:
    looked: list[int] = []

    class Pattern:
        pattern = "aa"

        def search(self, text: str, start: int = 0) -> re.Match[str] | None:
            looked.append(start)
            return re.compile("aa").search(text, start)

    sightings = Sightings("b aaa b")
    asked = cast("re.Pattern[str]", Pattern())
    assert sightings.seen(asked, 0, 7)  # to be searched by whoever asks
    assert looked == []
    assert [sightings.seen(asked, *span) for span in ((0, 2), (0, 3), (3, 4), (4, 7), (0, 2))] == [
        False, True, True, False, False,
    ]  # fmt: skip
    assert looked == [0, 3, 4]


def test_whoever_waits_is_told_how_far_the_reading_has_come() -> None:
    first, second = f"On Friday {SAID}.", f"Later {SAID}."
    document = document_of(f"{first}\n\n{second}\n")
    told: list[int] = []
    assert READER.read_heeded(document, told.append) == READER.read(document)
    length = len(document.text or "")
    assert told[:2] == [len(first) * 2 // 3, (len(first) + len("\n\n") + len(second)) * 2 // 3]
    assert told == sorted(told)
    assert told[2] < told[3] < told[4] == length  # statements are made of what was found
