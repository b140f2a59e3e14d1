"""Text broken by width reads as running text, and every span still cuts the original's own words."""

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.gold.marked import gold_articles
from tests.unit.reading.test_gold_set import document_of, read

from truceline.reading.flow import flowing
from truceline.reading.result import SpeakerKind

PARAGRAPH = (
    "The envoy of the northern council, Colonel Ada Perle, said on Friday that both sides had agreed to keep "
    "the bridge at Velmar open until the end of the month. “We have not seen a single convoy since the second "
    "of June,” she added, “and nobody tells us why that is so.”"
)


def wrapped(paragraphs: list[str], width: int, ending: str) -> str:
    return (2 * ending).join(ending.join(textwrap.wrap(one, width)) for one in paragraphs)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("width", [45, 60, 72, 80])
def test_statements_go_over_the_line_ends_of_wrapped_text(ending: str, width: int) -> None:
    reading = read(wrapped([PARAGRAPH, "It rained."], width, ending))
    plain = read(PARAGRAPH + "\n\nIt rained.")
    assert [(item.speaker.name, item.speaker.kind, item.rule) for item in reading.statements] == [
        (item.speaker.name, item.speaker.kind, item.rule) for item in plain.statements
    ]
    assert reading.statements[0].speaker.kind is SpeakerKind.NAMED


@given(
    st.sampled_from([item.document.text for item in gold_articles()]),
    st.integers(50, 90),
    st.sampled_from(["\n", "\r\n"]),
)
@settings(max_examples=25, deadline=None)
def test_a_wrapped_article_says_the_same_words(text: str, width: int, ending: str) -> None:
    """Each span cuts, out of the text as it was received, the words that the running text has there."""
    lines = [line for line in text.splitlines() if line.strip()]
    broken = wrapped(lines, width, ending)
    flow = flowing(broken)
    assert len(flow) == len(broken)
    for item in read(broken).statements:
        for start, end in (*item.source, *item.cue, *item.content, *item.hedges):
            assert broken[start:end].split() == flow[start:end].split()


@pytest.mark.parametrize(
    "text",
    [
        PARAGRAPH + "\n" + PARAGRAPH,
        "One line.\nAnother line.\nA third.",
        "A headline that says what came of it all\nBy Ada Writer\nThe bridge is open, the mayor said today.\nThe road is not.",
        "A line that is as long as the widest line of them\nNobody knows.",
        "",
        "\n\n",
    ],
    ids=["a paragraph a line", "short", "headline and byline", "one break, capital", "empty", "blank"],
)
def test_lines_that_are_paragraphs_stay_apart(text: str) -> None:
    assert flowing(text) == text


def test_one_break_is_one_of_width_only_before_small_letters() -> None:
    assert flowing("The mayor of the old town of Velmar said that the\nroad was open.") == (
        "The mayor of the old town of Velmar said that the road was open."
    )


def test_lists_and_quoted_lines_keep_their_breaks_in_wrapped_text() -> None:
    text = wrapped([PARAGRAPH, PARAGRAPH], 60, "\n")
    listed = text + "\n\n- first of all\n- second to that\n> as you wrote"
    assert flowing(listed).endswith("\n\n- first of all\n- second to that\n> as you wrote")
    assert "\n" not in flowing(listed)[: len(PARAGRAPH)]


def test_a_long_address_does_not_hide_that_a_text_is_wrapped() -> None:
    text = wrapped([PARAGRAPH] * 6, 60, "\n") + "\n\nhttps://example.org/" + "a" * 120
    assert "\n" not in flowing(text)[: len(PARAGRAPH)]


def test_the_document_keeps_its_line_ends() -> None:
    text = wrapped([PARAGRAPH], 60, "\r\n")
    assert document_of(text).text == text


def test_a_ragged_page_with_a_sentence_a_paragraph_reads_as_running_text() -> None:
    text = (
        "The mission saw fewer violations in the two weeks before the\n"
        "meeting than it had seen for long.\n"
        "It also noted the continuing impact of mines on the people of the\n"
        "eastern bank, as its last report told in some detail.\n"
        "The mayor said that the bridge near the old mill was\n"
        "open on two days of the week.\n"
        "Nobody else was asked."
    )
    assert flowing(text).count("\n") == 3
    assert len(flowing(text)) == len(text)
    assert "was open on two days" in flowing(text)
