"""GED in the browser: the situation's headline is the command line's ledger, over the same days and view."""

import json

import pytest
from typer.testing import CliRunner

from tests.real.figures import Ged
from tests.workbench import opened
from truceline.workbench.cli import app

pytestmark = pytest.mark.real_data
DAYS: tuple[dict[str, str], ...] = ({}, {"from": "2016-02-27", "to": "2016-05-23"})


def test_the_situation_and_the_ledger_say_the_same_of_ged(ged: Ged) -> None:
    _ = ged.beside
    record = ged.folder / "beside.truceline"
    with opened(record, patience=600) as made:
        for days in DAYS:
            page = made.client.get("/situation.json", params=days).json()["figures"]
            options = [word for name, day in days.items() for word in (f"--{name}", day)]
            told = CliRunner().invoke(
                app,
                ["ledger", "--record", str(record), "--view", "every-source", "--format", "json", *options],
            )
            (ledger,) = json.loads(told.stdout)
            totals = ledger["totals"]
            assert page["violation"] == totals["definite"]
            assert page["possible"] == totals["possible"]
            assert page["none"] == totals["none"]
            assert page["out"] == ledger["out"]
            assert page["toll_possible"]["low"] == totals["loss_possible"]["low"]
            assert page["toll_possible"]["high"] == totals["loss_possible"]["high"]
