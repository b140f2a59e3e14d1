"""The demonstration says, block by block, what the main job is."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from truceline.record.store import Record
from truceline.workbench.cli import app
from truceline.workbench.demo import INCIDENT, VIEWS


@pytest.fixture(scope="module")
def printed() -> str:
    done = CliRunner().invoke(app, ["demo"], env={"COLUMNS": "110"})
    assert done.exit_code == 0, done.output
    return done.stdout


def test_it_shows_at_least_four_ledgers_side_by_side(printed: str) -> None:
    assert len(VIEWS) >= 4
    lines = [line.split() for line in printed.splitlines() if all(view in line.split() for view in VIEWS)]
    assert lines
    assert all(words == VIEWS for words in lines)


def test_it_explains_one_difference_down_to_the_claims(printed: str) -> None:
    block = printed.split("3. One difference")[1].split("4. One doubt", maxsplit=1)[0]
    assert INCIDENT in block
    findings = [line for line in block.splitlines() if "responsible:" in line]
    assert len(findings) == len({line.split("responsible:")[1] for line in findings}) == 2
    assert block.count("  - [") >= 4


def test_it_says_what_would_settle_one_doubt(printed: str) -> None:
    block = printed.split("4. One doubt")[1].split("5. The same ledger", maxsplit=1)[0]
    assert "settled by" in block


def test_it_shows_a_ledger_as_published_by_an_earlier_date(printed: str) -> None:
    block = printed.split("5. The same ledger")[1]
    assert "not yet public" in block


def test_each_block_says_in_one_line_what_the_reader_looks_at(printed: str) -> None:
    lines = printed.splitlines()
    titles = [number for number, line in enumerate(lines) if line[:3] in {f"{n}. " for n in range(1, 6)}]
    assert len(titles) == 5
    for number in titles:
        assert lines[number + 1].endswith(".")
        assert lines[number + 2] == ""


def test_it_is_no_wall_of_text(printed: str) -> None:
    assert len(printed.splitlines()) < 110


def test_it_says_what_a_finding_is_not(printed: str) -> None:
    assert "no legal determination" in printed


def test_the_record_is_kept_where_asked(tmp_path: Path) -> None:
    folder = tmp_path / "kept.truceline"
    assert "truceline ledger" in CliRunner().invoke(app, ["demo", "--record", str(folder)]).stdout
    with Record.open(folder) as record:
        assert record.snapshot().documents["agreement:syria-coh-2016"].text
    again = CliRunner().invoke(app, ["demo", "--record", str(folder)])
    assert again.exit_code == 1
    assert "record.exists" in again.stderr


def test_the_example_is_as_large_as_it_is_said_to_be(example: Path) -> None:
    with Record.open(example) as record:
        snapshot = record.snapshot()
    assert len(snapshot.claims) >= 300
    assert len(snapshot.documents) >= 40
    assert len({claim.type for claim in snapshot.claims}) == 10
    assert len({link.kind for link in snapshot.links}) >= 6
    assert len({one.speaker.source for one in snapshot.statements.values()}) >= 25
