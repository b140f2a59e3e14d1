"""What commands print as JSON is what the published schemas say, on the whole bundled example."""

import json
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # ships no types
from typer.testing import CliRunner

from truceline.workbench.cli import app

HOSPITAL = "aleppo-hospital-2016-04-27"
COMMANDS = {
    "ledger": [
        ["ledger", "--view", "every-source", "--view", "corroborated", "--by", "week"],
        ["ledger", "--view", "snhr", "--why", "--published-by", "2016-05-01"],
        ["ledger", "--from", "2016-02-27", "--to", "2016-03-05", "--by", "place"],
    ],
    "explain": [["explain", HOSPITAL], ["explain", HOSPITAL, "--view", "etilaf", "--view", "us-officials"]],
    "incidents": [["incidents"], ["incidents", "--place", "aleppo"]],
    "assess": [["assess"]],
    "dues": [["dues"], ["dues", "--view", "snhr", "--view", "every-source", "--known-by", "2016-04-01"]],
    "sensitivity": [["sensitivity", "--view", "corroborated"]],
    "compare": [
        ["compare", "--view", "us-officials", "--view", "russian-centre"],
        [
            "compare",
            "--view",
            "snhr",
            "--view",
            "every-source",
            "--view",
            "corroborated",
            "--from",
            "2016-04-01",
        ],
    ],
    "crux": [
        ["crux", "--view", "us-officials", "--view", "every-source"],
        ["crux", "--view", "every-source"],
    ],
}


def validator(name: str) -> Draft202012Validator:
    text = resources.files("truceline.data").joinpath(f"schemas/{name}.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize(
    ("schema", "arguments"),
    [(schema, arguments) for schema, each in COMMANDS.items() for arguments in each],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_the_output_fits_its_schema(example: Path, schema: str, arguments: list[str]) -> None:
    done = CliRunner().invoke(app, [*arguments, "--record", str(example), "--format", "json"])
    assert done.exit_code == 0, done.output
    body = json.loads(done.stdout)
    assert body
    assert [error.message for error in validator(schema).iter_errors(body)] == []


def test_the_tables_problems_fit_theirs(example: Path) -> None:
    done = CliRunner().invoke(app, ["check", "--record", str(example), "--format", "json"])
    assert done.exit_code == 1
    body = json.loads(done.stdout)
    assert "check.tally_sum" in {problem["code"] for problem in body}
    assert [error.message for error in validator("problems").iter_errors(body)] == []


def test_the_rows_of_a_ledger_add_up_to_its_totals(example: Path) -> None:
    for by in ("actor", "provision", "place", "kind", "day", "week", "month"):
        arguments = ["ledger", "--by", by, "--record", str(example), "--format", "json"]
        (ledger,) = json.loads(CliRunner().invoke(app, arguments).stdout)
        for figure in ("definite", "possible"):
            assert sum(row[figure] for row in ledger["rows"]) == ledger["totals"][figure], by


def test_csv_has_a_line_for_each_row_of_each_view(example: Path) -> None:
    arguments = ["ledger", "--view", "every-source", "--view", "snhr", "--record", str(example)]
    bodies = json.loads(CliRunner().invoke(app, [*arguments, "--format", "json"]).stdout)
    lines = CliRunner().invoke(app, [*arguments, "--format", "csv"]).stdout.splitlines()
    assert len(lines) == 1 + sum(len(body["rows"]) for body in bodies)
