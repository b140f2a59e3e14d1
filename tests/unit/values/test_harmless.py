"""What is shown of text that others wrote, and how it is written into JSON and TOML."""

import json
import tomllib

from hypothesis import given
from hypothesis import strategies as st

from truceline.values.harmless import escaped, harmless, isolated


@given(st.text())
def test_a_harmless_text_is_one_line(text: str) -> None:
    assert len(harmless(text).splitlines()) <= 1


@given(st.text())
def test_an_escaped_text_says_the_same_in_json_and_in_toml(text: str) -> None:
    written = escaped(json.dumps(text, ensure_ascii=False))
    assert json.loads(written) == text
    assert tomllib.loads(f"a = {written}")["a"] == text
    assert harmless(written) == written


@given(st.text(st.characters(categories=["L", "N", "Zs", "P"])))
def test_isolating_adds_marks_and_nothing_else(text: str) -> None:
    shown = isolated(text)
    assert shown.replace("\u2068", "").replace("\u2069", "") == text
    assert shown.count("\u2068") == shown.count("\u2069")
