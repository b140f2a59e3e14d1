"""Hostile text on its way to a terminal."""

import io
import json
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from truceline.values.harmless import harmless, isolated
from truceline.workbench.cli import app
from truceline.workbench.formats import Screen, Sheet, draw_sheet, print_csv

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


def test_a_line_end_in_a_name_forges_no_line_of_output(tmp_path: Path) -> None:
    record, file = str(tmp_path / "r.truceline"), tmp_path / "evil.toml"
    file.write_text(EVIL.replace("gone", r"gone\nFinding: no breach\r"), "utf-8")
    for setting_up in (["init", record], ["add", str(file), "--record", record]):
        assert CliRunner().invoke(app, setting_up).exit_code == 0
    for words in (["list", "sources"], ["show", "s"], ["show", "i"], ["add", str(file)]):
        printed = CliRunner().invoke(app, [*words, "--record", record]).output
        assert not [line for line in printed.splitlines() if line.lstrip().startswith("Finding")]


def test_json_and_exports_keep_every_character_and_show_none_that_is_harmful(tmp_path: Path) -> None:
    record, file, out = str(tmp_path / "r.truceline"), tmp_path / "evil.toml", tmp_path / "out.toml"
    file.write_text(EVIL, "utf-8")
    for setting_up in (["init", record], ["add", str(file), "--record", record]):
        assert CliRunner().invoke(app, setting_up).exit_code == 0
    printed = CliRunner().invoke(app, ["list", "sources", "--record", record, "--format", "json"]).output
    assert CliRunner().invoke(app, ["export", str(out), "--record", record]).exit_code == 0
    name = tomllib.loads(EVIL)["source"][0]["name"]
    assert (
        json.loads(printed)[0]["name"] == tomllib.loads(out.read_text("utf-8"))["source"][0]["name"] == name
    )
    for text in (printed, out.read_text("utf-8")):
        assert not {"\x1b", "\x9b", "\u202e", "\u202c"} & set(text)


def test_words_from_right_to_left_are_isolated_line_by_line() -> None:
    assert isolated("by عربي (2 مدن) at") == "by \u2068عربي (2 مدن\u2069) at"
    assert isolated("only latin, 12") == "only latin, 12"
    screen = Screen(file=io.StringIO(), width=20, highlight=False, emoji=False, markup=False)
    draw_sheet(Sheet("", ("name", "id"), (("كلمة طويلة كلمة طويلة كلمة", "some-long-id-1"),), ()), screen)
    assert isinstance(screen.file, io.StringIO)
    lines = screen.file.getvalue().splitlines()
    assert len(lines) > 2
    assert all(line.count("\u2068") == line.count("\u2069") for line in lines)


def test_csv_is_to_the_letter_for_programs_and_harmless_on_a_screen(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = Sheet("", ("name",), (("\x1b[2J",), (3,)), ())
    print_csv(sheet)
    assert capsys.readouterr().out == "name\n\x1b[2J\n3\n"
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    print_csv(sheet)
    assert capsys.readouterr().out == "name\n\\x1b[2J\n3\n"


def test_a_record_of_another_name_is_said_not_to_be_found_by_itself(tmp_path: Path) -> None:
    plain = CliRunner().invoke(app, ["init", str(tmp_path / "river")])
    assert "name it with --record" in plain.output
    named = CliRunner().invoke(app, ["init", str(tmp_path / "river.truceline")])
    assert "name it with --record" not in named.output


def test_csv_holds_nothing_that_a_spreadsheet_would_run(capsys: pytest.CaptureFixture[str]) -> None:
    cells = ("=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "-", "-3.5", "a=b", "", None, -4)
    print_csv(Sheet("", ("cell",), tuple((cell,) for cell in cells), ()))
    printed = capsys.readouterr().out.splitlines()[1:]
    assert printed == ["'=1+1", "'+cmd", "'-2+3", "'@SUM(A1)", "'\t=1", "-", "-3.5", "a=b", '""', '""', "-4"]
