"""The lines of a PDF's pages as running text."""

import pytest

from truceline.reading.intake.lines import as_paragraphs, going_on, lines_of, without_heads

LONG = "The mayor said that the road was open to all who came"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("", ""),
        (
            "The mayor said it was\nover and the road was open to\nall.\nNEWS\nThe end",
            "The mayor said it was over and the road was open to all.\nNEWS\nThe end",
        ),
        (f"A heading of the page\n{LONG}\nfrom Tarn.", f"A heading of the page\n{LONG} from Tarn."),
        (f"{LONG}\nAna Perle knew it.", f"{LONG} Ana Perle knew it."),
        (
            "“We stay here and wait for it,”\nsaid the mayor.",
            "“We stay here and wait for it,” said the mayor.",
        ),
        ("The  host,  Clara  Hein,  left.", "The host, Clara Hein, left."),
        ("The opposi‐\ntion and the ene­\nmy left.", "The opposition and the enemy left."),
        ("The opposi-\ntion left. The opposition", "The opposition left. The opposition"),
        ("The cease-\nfire held for the whole day.", "The cease-fire held for the whole day."),
        (
            "It held from Monday -\nas far as the Tarn‐\nVelmar road",
            "It held from Monday - as far as the Tarn‐ Velmar road",
        ),
    ],
)
def test_lines_of_one_paragraph_are_joined_and_broken_words_made_whole(page: str, text: str) -> None:
    assert as_paragraphs(lines_of(page)) == text


def test_what_stands_at_the_edge_of_many_pages_is_no_part_of_the_text() -> None:
    pages = [
        [f"Yearly report {page}", "", f"Page {page} holds this.", "It ends so.", "", f"{page} / 4"]
        for page in range(4)
    ]
    assert without_heads(pages)[2] == ["", "Page 2 holds this.", "It ends so.", ""]
    assert without_heads(pages[:2]) == pages[:2]


def test_a_sentence_goes_on_over_the_end_of_a_page() -> None:
    assert going_on("The mayor said", "that it was over.") == ("The mayor said", " ")
    assert going_on("The may‐", "or said") == ("The may", "")
    for before, after in (
        ("It was over.", "the end"),
        ("It was over", "The end"),
        ("", "the end"),
        ("It was", ""),
    ):
        assert going_on(before, after) == (before, "\n\n")
