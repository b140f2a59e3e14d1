"""Statements: a speaker, the words, the way they came."""

from typing import Any

import pytest

from truceline.testimony.document import Part, Span
from truceline.testimony.register import Handling
from truceline.testimony.statement import (
    Act,
    Basis,
    Binding,
    Quotation,
    Speaker,
    Statement,
)
from truceline.values.problems import ValueProblem


def statement(**fields: Any) -> Statement:
    usual: dict[str, Any] = {
        "id": "", "label": "s1", "document": "d1", "speaker": Speaker("snhr", ""), "content": "words", "cue": "",
        "spans": (), "quotation": Quotation.INDIRECT, "reported": True, "act": Act.ASSERTION,
        "basis": Basis.NOT_STATED, "said": None, "in_public": False, "chain": (), "cites": (),
        "binding": Binding.EXPLICIT, "coded_from": (), "handling": Handling.PUBLIC, "purpose": "",
    }  # fmt: skip
    return Statement(**{**usual, **fields})


@pytest.mark.parametrize(
    ("text", "source", "words", "printed"),
    [
        ("snhr", "snhr", "", "snhr"),
        (" snhr ", "snhr", "", "snhr"),
        ("unnamed", None, "", "unnamed"),
        ("unnamed:  two officials ", None, "two officials", "unnamed: two officials"),
        ("unnamed-source", "unnamed-source", "", "unnamed-source"),
    ],
)
def test_a_speaker_is_a_source_or_left_unnamed(
    text: str, source: str | None, words: str, printed: str
) -> None:
    speaker = Speaker.parse(text)
    assert speaker == Speaker(source=source, words=words)
    assert str(speaker) == printed
    assert Speaker.parse(printed) == speaker


def test_a_speaker_spelt_as_no_identifier_is_refused() -> None:
    with pytest.raises(ValueProblem) as refusal:
        Speaker.parse("The Observatory")
    assert refusal.value.problem.code == "id.spelling"


def test_a_statement_must_say_something() -> None:
    with pytest.raises(ValueProblem) as refusal:
        statement(content="")
    assert (refusal.value.problem.code, refusal.value.problem.value) == ("statement.empty", "s1")


def test_spans_or_a_coding_may_stand_for_the_words() -> None:
    span = Span(part=Part.CONTENT, start=0, end=1, exact="a", prefix="", suffix="")
    assert statement(content="", spans=(span,)).content == ""
    assert statement(content="", coded_from=("0" * 64,)).content == ""
