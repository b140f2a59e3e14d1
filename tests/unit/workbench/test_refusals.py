"""What the machine refuses, and interrupts: one sentence, never a traceback."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from truceline.values.problems import Problems
from truceline.workbench import files
from truceline.workbench.cli import app
from truceline.workbench.files import read_text

EMPTY = 'format = "truceline-add/1"\nzone = "UTC"\n'


@pytest.fixture
def record(tmp_path: Path) -> str:
    folder = str(tmp_path / "r.truceline")
    assert CliRunner().invoke(app, ["init", folder]).exit_code == 0
    return folder


def test_a_place_that_cannot_be_written_to_is_told_in_a_sentence(tmp_path: Path, record: str) -> None:
    file = str(tmp_path / "nowhere" / "out.toml")
    result = CliRunner().invoke(app, ["export", file, "--record", record])
    assert result.exit_code == 1
    assert f"{file}: cli.system: The machine refused" in result.stderr


def test_a_record_cannot_be_made_inside_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    result = CliRunner().invoke(app, ["init", str(tmp_path / "file" / "r.truceline")])
    assert result.exit_code == 1
    assert "cli.system" in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_full_disk_under_the_output_is_told_in_a_sentence(record: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", "from truceline.workbench.cli import main; main()",
             "view", "list", "--record", record], stdout=full, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert b"cli.system" in done.stderr
    assert b"Traceback" not in done.stderr


def test_an_interrupt_says_that_nothing_is_left_half_done(tmp_path: Path, record: str) -> None:
    os.mkfifo(tmp_path / "slow.toml")
    running = subprocess.Popen(
        [sys.executable, "-c", "from truceline.workbench.cli import main; main()",
         "add", str(tmp_path / "slow.toml"), "--record", record], stderr=subprocess.PIPE,
    )  # fmt: skip
    # Opening to write waits until the command has opened the file to read.
    with (tmp_path / "slow.toml").open("w", encoding="utf-8"):
        running.send_signal(signal.SIGINT)
        _, said = running.communicate()
    assert running.returncode == 130
    assert said.startswith(b"Stopped.")


def test_a_file_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", len(EMPTY))
    file = tmp_path / "a.toml"
    file.write_text(EMPTY, "utf-8")
    assert read_text(file) == EMPTY
    file.write_text(EMPTY + "\n", "utf-8")
    with pytest.raises(Problems, match=r"cli\.too_large"):
        read_text(file)
