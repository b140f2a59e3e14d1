"""Spans anchor statements to characters of a text."""

import pytest

from truceline.testimony.document import Part, Span
from truceline.values.problems import ValueProblem


def test_a_span_counts_characters_not_bytes() -> None:
    span = Span(part=Part.CONTENT, start=4, end=8, exact="هدنة", prefix="", suffix="")
    assert span.end - span.start == len(span.exact)


@pytest.mark.parametrize(
    ("start", "end", "exact"), [(-1, 3, "abcd"), (3, 3, ""), (4, 2, "ab"), (0, 3, "ab"), (0, 1, "ab")]
)
def test_a_span_that_does_not_fit_its_words_is_refused(start: int, end: int, exact: str) -> None:
    with pytest.raises(ValueProblem) as refusal:
        Span(part=Part.CUE, start=start, end=end, exact=exact, prefix="", suffix="")
    assert refusal.value.problem.code == "span.bounds"
