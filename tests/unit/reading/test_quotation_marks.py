"""Which marks belong together, where writers leave one out or mix their styles."""

import pytest

from truceline.reading.quotations import carried_on, quotations
from truceline.reading.segments import Stretch


def quoted(text: str) -> list[str]:
    return [text[item.start : item.end] for item in quotations(text, Stretch(0, len(text)), None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a closing mark left out: the quotation ends with its sentence, or there is none
        ('He said: "We left. "Nobody stayed," he added.', ['"We left.', '"Nobody stayed,"']),
        ("“We left. “Nobody stayed,” he added.", ["“We left.", "“Nobody stayed,”"]),
        ('known as "Wild 2) on the day, it was "found" again', ['"found"']),
        # quotations within quotations, each with all its marks
        ('"They call it "the pit" here," he said.', ['"They call it "the pit" here,"']),
        ("“They call it “the pit” here,” he said.", ["“They call it “the pit” here,”"]),
        # never closed itself, though what stands in it is
        ('He said "The road “was a ‘b’ road” here.', ['"The road “was a ‘b’ road” here.']),
        # styles mixed
        ('"We left,” he said. "Nobody stayed."', ['"We left,”', '"Nobody stayed."']),
        ('"They call it “the pit” here," he said.', ['"They call it “the pit” here,"']),
        # two apostrophes
        ("''We left,'' he said.", ["''We left,''"]),
        ("nobody stayed.'' He left.", []),
        # single marks, and apostrophes that are none
        ("‘We never saw the fighters’ pay,’ he said", ["‘We never saw the fighters’ pay,’"]),
        ("the ’90s and 'em all", []),
        ("‘never closed", []),
        ("” he said", ["” he said"]),
    ],
)
def test_marks_are_paired(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("and so we left.” Nobody knew.", 16),
        ('and so we left." Nobody knew.', 16),
        ("“We left.”", None),
        ("and then “we left", None),
        ('and then "we left', None),
        ("no mark at all", None),
    ],
)
def test_a_quotation_left_open_ends_at_a_mark_that_closes(text: str, end: int | None) -> None:
    found = carried_on(text, Stretch(0, len(text)))
    assert (None if found is None else found.end) == end
