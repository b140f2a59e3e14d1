"""The browser and the command line say the same of one record, day by day and view by view."""

import json
from pathlib import Path

import pytest
from tests.workbench import Workbench
from typer.testing import CliRunner

from truceline.assessment.view_file import shipped_views
from truceline.workbench.cli import app

DAYS: tuple[dict[str, str], ...] = ({}, {"from": "2016-03-01"}, {"from": "2016-03-11", "to": "2016-03-15"})


@pytest.mark.parametrize("view", sorted(shipped_views()))
def test_the_situation_and_the_ledger_say_the_same(
    workbench: Workbench, small_record: Path, view: str
) -> None:
    for days in DAYS:
        page = workbench.client.get("/situation.json", params={"view": view, **days}).json()["figures"]
        options = [word for name, day in days.items() for word in (f"--{name}", day)]
        told = CliRunner().invoke(
            app, ["ledger", "--record", str(small_record), "--view", view, "--format", "json", *options]
        )
        (ledger,) = json.loads(told.stdout)
        totals = ledger["totals"]
        assert (page["violation"], page["possible"], page["none"]) == (
            totals["definite"],
            totals["possible"],
            totals["none"],
        )
        assert page["out"] == ledger["out"]
        for mine, theirs in (
            ("toll", "loss"),
            ("toll_possible", "loss_possible"),
            ("toll_none", "loss_none"),
        ):
            assert {name: page[mine][name] for name in totals[theirs]} == totals[theirs]
