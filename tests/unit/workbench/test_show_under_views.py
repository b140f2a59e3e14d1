"""How views take a claim: the colonel's word on Aleppo, before and after he took it back."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from truceline.workbench.cli import app


@pytest.fixture
def record(example: Path) -> str:
    return str(example)


def printed(record: str, *words: str) -> str:
    return CliRunner().invoke(app, ["show", *words, "--record", record], catch_exceptions=False).output


@pytest.mark.parametrize(("by", "reason"), [("2016-05-01", None), ("2016-05-07", "withdrawn by its speaker")])
def test_the_colonels_claim_stands_and_then_is_withdrawn(record: str, by: str, reason: str | None) -> None:
    (shown,) = json.loads(printed(record, "colonel/control", "--published-by", by, "--format", "json"))
    (under,) = shown["under"]
    assert (under["view"], under["stands"], under["reason"]) == ("every-source", reason is None, reason)


def test_each_view_asked_for_says_how_it_takes_a_claim(record: str) -> None:
    text = printed(record, "colonel/control", "--view", "snhr", "--view", "us-officials")
    assert "under snhr: does not stand: speaker not taken" in text
    assert "under us-officials: does not stand: withdrawn by its speaker" in text


def test_a_claim_not_yet_recorded_does_not_stand(record: str) -> None:
    assert "as known by @3: does not stand: not yet recorded" in printed(
        record, "colonel/control", "--known-by", "@3"
    )


def test_what_is_no_claim_is_shown_as_ever(record: str) -> None:
    assert "under" not in printed(record, "snhr", "--view", "snhr")
