"""The dues of an agreement at the command line: a row each, under each view."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from truceline.workbench.cli import app

HEAD = 'format = "truceline-add/1"\nzone = "Asia/Damascus"\ncoder = "desk"\n'
REGISTER = """
source = [
  { id = "observer", name = "Observers", kind = "international-body", unaffiliated = true },
  { id = "reporter", name = "The reporter", kind = "media", unaffiliated = true },
]
actor = [{ id = "north", name = "North", kind = "armed-forces" }]
place = [{ id = "mill", name = "The mill", kind = "village", position = "34.75, 36.75" }]
document = [{ id = "report", title = "Report", outlet = "observer", published = "2020-03-11" }]

[[statement]]
id = "post"
document = "report"
speaker = "observer"
content = "We asked on the 4th; our patrol was turned back all week."
claims = [
  { type = "event", incident = "request", kind = "access-request", happened = "2020-03-04", place = "mill" },
  { type = "control", actor = "north", degree = "sole", place = "mill", happened = "2020-03-01/2020-03-31" },
  { type = "watch", observer = "observer", place = "mill", happened = "2020-03-04/2020-03-10", result = "prevented", prevented-by = "north", how = "denied" },
]
"""
TRUCE = """
id = "truce"
title = "Truce"
kind = "ceasefire"
zone = "Asia/Damascus"
from = "2020-03-01T00:00"

[[provision]]
id = "access"
requires = "access"
for = "each-request"
within-days = 3
binds = { holds = "place" }

[[provision]]
id = "withdraw"
requires = "withdrawal"
by = "2220-03-15"
binds = { actors = ["north"] }
"""
ONLY_REPORTER = (
    'name = "reporter"\ntitle = "By the reporter"\n\n[accounts]\ntakes-word-of = { sources = ["reporter"] }\n'
)
NOTHING_REQUIRED = TRUCE[: TRUCE.index("[[provision]]")].replace('"truce"', '"other"') + (
    '[[provision]]\nid = "no-fire"\nprohibits = ["use-of-weapons"]\nbinds = "anyone"\n'
)


def run(*words: str) -> str:
    done = CliRunner().invoke(app, words, catch_exceptions=False, env={"COLUMNS": "200"})
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder: Path = tmp_path_factory.mktemp("dues")
    files = {"add": HEAD + REGISTER, "truce": TRUCE, "other": NOTHING_REQUIRED, "reporter": ONLY_REPORTER}
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    held = str(folder / "held.truceline")
    run("init", held)
    run("add", str(folder / "add.toml"), "--by", "desk", "--record", held)
    for name in ("truce", "other"):
        run("agreement", "add", str(folder / f"{name}.toml"), "--record", held)
    run("view", "add", str(folder / "reporter.toml"), "--record", held)
    return held


def bodies(record: str, *more: str) -> list[Any]:
    printed = run("dues", "--agreement", "truce", *more, "--record", record, "--format", "json")
    found: list[Any] = json.loads(printed)
    return found


def test_a_row_says_what_is_owed_by_whom_by_when_and_what_is_known_of_it(record: str) -> None:
    ((asked, by_date),) = [body["rows"] for body in bodies(record)]
    assert (asked["provision"], asked["request"], asked["by"], asked["within_days"]) == (
        "access", "request", None, 3,
    )  # fmt: skip
    assert (asked["standing"], asked["outcome"], asked["claims"]) == ("not known", "possible", [])
    assert asked["responsible"] == {"share": "one", "actors": ["north"]}
    assert len(asked["restrictions"]) == 1
    assert [doubt["settle"] for doubt in asked["settles"]] == ["a visit, or an uninterrupted watch"]
    assert (by_date["request"], by_date["by"], by_date["within_days"]) == (None, "2220-03-15", None)
    assert (by_date["standing"], by_date["outcome"]) == ("pending", None)


def test_each_view_asked_for_has_its_own_dues(record: str) -> None:
    every, reporter = bodies(record, "--view", "every-source", "--view", "reporter")
    assert (every["name"], reporter["name"]) == ("every-source", "reporter")
    assert [row["provision"] for row in every["rows"]] == ["access", "withdraw"]
    assert [row["provision"] for row in reporter["rows"]] == ["withdraw"]


def test_as_known_before_the_request_was_recorded_it_creates_no_due(record: str) -> None:
    (body,) = bodies(record, "--known-by", "@1")
    assert body["known_by"] == {"asked": "@1", "size": 1}
    assert [row["provision"] for row in body["rows"]] == ["withdraw"]


def test_as_published_before_the_report_there_was_no_request(record: str) -> None:
    (body,) = bodies(record, "--published-by", "2020-03-05")
    assert [row["provision"] for row in body["rows"]] == ["withdraw"]


def test_the_table_tells_prevented_watches_in_words_and_leaves_out_empty_columns(record: str) -> None:
    printed = run("dues", "--agreement", "truce", "--record", record)
    assert "request, within 3 days" in printed
    assert "by 2220-03-15" in printed
    assert "Watches prevented:" in printed
    assert "watch by Observers: prevented 2020-03-04/2020-03-10 at mill" in printed
    assert "rests on" not in printed
    assert "no legal determination" in printed


def test_where_nothing_is_required_the_table_says_so(record: str) -> None:
    printed = run("dues", "--agreement", "other", "--record", record)
    assert "Nothing is due" in printed
    assert "provision" not in printed


def test_csv_has_a_line_for_each_due_of_each_view(record: str) -> None:
    views = ("--view", "every-source", "--view", "reporter")
    printed = run("dues", "--agreement", "truce", *views, "--record", record, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(printed)))
    assert [(row["view"], row["provision"], row["standing"], row["responsible"]) for row in rows] == [
        ("every-source", "access", "not known", "north"),
        ("every-source", "withdraw", "pending", "north"),
        ("reporter", "withdraw", "pending", "north"),
    ]
