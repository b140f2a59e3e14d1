from truceline.reading.quotations import quotations
from truceline.reading.segments import Stretch, paragraphs, sentences


def _sentences(text: str) -> list[str]:
    return [text[part.start : part.end] for part in sentences(text, Stretch(0, len(text)))]


def _quotations(text: str) -> list[str]:
    return [text[part.start : part.end] for part in quotations(text, Stretch(0, len(text)), None)]


def test_a_title_before_a_name_does_not_end_a_sentence() -> None:
    assert _sentences("Dr. Perle left. Mr. Otto stayed.") == ["Dr. Perle left.", "Mr. Otto stayed."]


def test_a_question_inside_quotation_marks_goes_on_in_lower_case() -> None:
    assert _sentences("“Who fired?” he asked. Nobody knew.") == ["“Who fired?” he asked.", "Nobody knew."]


def test_an_abbreviation_ends_a_sentence_only_before_an_opener() -> None:
    assert _sentences("He came from the U.N. The talks went on.") == [
        "He came from the U.N.",
        "The talks went on.",
    ]


def test_paragraphs_leave_out_the_space_around_them() -> None:
    text = "  One. \n\n\tTwo.\n"
    assert [text[part.start : part.end] for part in paragraphs(text)] == ["One.", "Two."]


def test_every_style_of_mark_is_a_quotation() -> None:
    for text in ("“a b”", '"a b"', "«a b»", "„a b“", "''a b''", "‘a b c d’"):
        assert _quotations(f"x {text} y") == [text]


def test_an_apostrophe_is_no_quotation() -> None:
    assert _quotations("the fighters’ pay and the ’90s") == []


def test_an_open_quotation_runs_to_the_end_of_its_paragraph() -> None:
    assert _quotations("He said: “we stay") == ["“we stay"]


def test_a_straight_mark_after_a_word_does_not_open() -> None:
    assert _quotations('early." After that') == []
