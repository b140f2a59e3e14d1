"""Hostile text on its way to a terminal."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from truceline.workbench.cli import app
from truceline.workbench.harmless import harmless

EVIL = r"""
format = "truceline-add/1"
zone = "Asia/Damascus"
coder = "me"
[[source]]
id = "s"
name = "\u001B[2J gone \u202Ebackwards\u202C \u009B31m"
kind = "monitor"
[[document]]
id = "d"
title = "t"
[[statement]]
id = "s1"
document = "d"
speaker = "s"
content = "\u001B]0;title\u0007 \u2066 words"
claims = [{ type = "event", incident = "i", kind = "shelling", happened = "2016-03-01" }]
"""


@given(st.text())
def test_nothing_that_moves_the_screen_or_turns_the_line_is_left(text: str) -> None:
    shown = harmless(text)
    assert not {one for one in shown if unicodedata.category(one) == "Cc"} - {"\n", "\t"}
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"])))
def test_words_in_any_script_are_left_as_they_are(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize(
    "words", [["show", "s1"], ["list", "sources"], ["show", "s"], ["incidents"], ["show", "i"]]
)
def test_no_command_repaints_the_screen(tmp_path: Path, words: list[str]) -> None:
    record, file = str(tmp_path / "r.truceline"), tmp_path / "evil.toml"
    file.write_text(EVIL, "utf-8")
    for setting_up in (["init", record], ["add", str(file), "--record", record]):
        assert CliRunner().invoke(app, setting_up).exit_code == 0
    printed = CliRunner().invoke(app, [*words, "--record", record]).output
    assert printed
    assert not {"\x1b", "\x07", "\x9b", "\u202e", "\u2066"} & set(printed)


def test_a_problem_shows_what_is_in_the_file_harmlessly(tmp_path: Path) -> None:
    file = tmp_path / "bad.toml"
    file.write_text('format = "\x1b[2J"\n', "utf-8")
    done = CliRunner().invoke(app, ["agreement", "check", str(file)])
    assert done.exit_code == 1
    assert "\x1b" not in done.output
    assert "\\x1b[2J" in done.output
