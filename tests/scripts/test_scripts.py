"""Sessions at the command line, written down with the files they need inside them.

A script is lines, then files. A line is one of

    truceline ARGUMENTS      run it; it must succeed unless the next line says ``status N``
    status N                 the exit status of the last command
    stdout PATTERN           its output matches (a regular expression, anywhere)
    stderr PATTERN           what it complained matches
    silent                   it printed nothing at all
    save FILE                keep its output in a file
    same FILE FILE           two files hold the same bytes
    missing PATH             nothing is there
    asset NAME               put a file of tests/assets here

and ``-- NAME --`` begins a file. ``#`` begins a comment.
"""

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from truceline.workbench.cli import app

ASSETS = Path(__file__).parents[1] / "assets"
SCRIPTS = sorted(Path(__file__).parent.glob("*.txt"))
_FILE = re.compile(r"^-- (\S+) --\n", re.MULTILINE)


class Session:
    """One script being run in its own folder."""

    def __init__(self) -> None:
        self.last: Result | None = None
        self.unjudged: str = ""
        self.verbs: dict[str, Callable[[str], None]] = {
            "truceline": self.truceline,
            "status": self.status,
            "stdout": self.stdout,
            "stderr": self.stderr,
            "silent": self.silent,
            "save": self.save,
            "same": self.same,
            "missing": self.missing,
            "asset": self.asset,
        }

    @property
    def result(self) -> Result:
        assert self.last is not None, "a check before any command"
        return self.last

    def line(self, text: str) -> None:
        verb, _, rest = text.partition(" ")
        if verb != "status":
            self.settle()
        self.verbs[verb](rest)

    def settle(self) -> None:
        """A command whose status nobody stated has to have succeeded."""
        if self.unjudged:
            command, self.unjudged = self.unjudged, ""
            assert self.result.exit_code == 0, f"{command}\n{self.result.output}"

    def truceline(self, rest: str) -> None:
        self.last = CliRunner().invoke(app, shlex.split(rest))
        if self.last.exception is not None and not isinstance(self.last.exception, SystemExit):
            raise self.last.exception
        self.unjudged = f"truceline {rest}"

    def status(self, rest: str) -> None:
        self.unjudged = ""
        assert self.result.exit_code == int(rest), self.result.output

    def stdout(self, rest: str) -> None:
        assert re.search(rest, self.result.stdout, re.MULTILINE), self.result.stdout

    def stderr(self, rest: str) -> None:
        assert re.search(rest, self.result.stderr, re.MULTILINE), self.result.stderr

    def silent(self, _: str) -> None:
        assert self.result.output == ""

    def save(self, rest: str) -> None:
        Path(rest).write_text(self.result.stdout, "utf-8")

    def same(self, rest: str) -> None:
        left, right = (Path(name).read_bytes() for name in rest.split())
        assert left == right

    def missing(self, rest: str) -> None:
        assert not Path(rest).exists()

    def asset(self, rest: str) -> None:
        shutil.copy(ASSETS / rest, rest)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_session(script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TRUCELINE_RECORD", raising=False)
    monkeypatch.setenv("COLUMNS", "140")
    lines, *parts = _FILE.split(script.read_text("utf-8"))
    for name, content in zip(parts[::2], parts[1::2], strict=True):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    session = Session()
    for line in lines.splitlines():
        if line.strip() and not line.startswith("#"):
            session.line(line)
    session.settle()
