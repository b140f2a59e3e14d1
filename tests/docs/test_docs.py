"""The documentation, run: every command, every snippet, every listing."""

import re
import shlex
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from truceline.values.problems import catalogue
from truceline.workbench.cli import app

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "tests" / "assets"
# Pages of worked examples have a test of their own (test_worked_examples.py).
PAGES = [
    ROOT / "README.md",
    *sorted(
        path
        for path in (ROOT / "docs" / "guide").glob("*.md")
        if path.stem != "example" and "```toml add" not in path.read_text("utf-8")
    ),
]
BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]+\]\(([^)#]+)(?:#[^)]*)?\)")
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def plainly(text: str) -> str:
    """Text without the breaks that the width of a screen makes."""
    return " ".join(text.split())


def run_console(block: str) -> None:
    """Run each ``$ truceline`` line; each line below it must be in what it printed."""
    printed = ""
    for line in block.splitlines():
        if line.startswith("$ "):
            words = shlex.split(line[2:], comments=True)
            assert words[0] == "truceline", line
            result = CliRunner().invoke(app, words[1:])
            assert result.exit_code == 0, f"{line}\n{result.output}"
            printed = plainly(result.output)
        else:
            assert plainly(line) in printed, f"not printed: {line}"


def run_shell(block: str) -> None:
    """Lines for a shell start only what the Makefile has."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for line in block.splitlines():
        words = shlex.split(line, comments=True)
        assert words[0] == "make", line
        assert words[1] in targets, line


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_everything_on_the_page_runs_as_it_stands(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TRUCELINE_RECORD", raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    shutil.copy(ASSETS / "ged_small.csv", "GEDEvent.csv")
    beside = [shutil.copy(path, tmp_path) for path in page.parent.glob(f"{page.stem}*.toml")]
    names: dict[str, object] = {}
    for kind, head, block in BLOCK.findall(page.read_text("utf-8")):
        if match := re.search(r"file=(\S+)", head):
            Path(match[1]).write_text(block, "utf-8")
        elif kind == "console":
            run_console(block)
        elif kind == "toml":
            assert any(block in Path(file).read_text("utf-8") for file in beside), f"in no file: {block}"
        elif kind == "sh":
            run_shell(block)
        else:
            assert kind == "python", f"a block of {kind} that nothing runs"
            exec(compile(block, str(page), "exec"), names)


def test_generated_pages_are_what_would_be_written() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "reference.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_within_the_repository_lead_somewhere(document: Path) -> None:
    targets = [target for target in LINK.findall(document.read_text("utf-8")) if "://" not in target]
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_the_map_is_short_dated_and_lists_every_folder() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    assert len(text.splitlines()) <= 120
    reviewed = re.search(r"^reviewed: (\S+)$", text, re.MULTILINE)
    assert reviewed is not None
    assert date.fromisoformat(reviewed[1])
    listed = set(re.findall(r"^\| `([^`]+/)` \|", text, re.MULTILINE))
    assert listed == {f"{folder.relative_to(ROOT)}/" for folder in folders()}


def folders() -> list[Path]:
    """The folders a newcomer meets, two or three deep, without caches and hidden ones."""
    parents = (ROOT / "src" / "truceline", ROOT / "tests", ROOT / "docs")
    inner = [folder for parent in parents for folder in parent.iterdir()]
    return [
        folder
        for folder in [*inner, ROOT / "requirements", ROOT / "tools", ROOT / "web"]
        if folder.is_dir() and folder.name[0] not in "._" and any(folder.rglob("*.*"))
    ]


def test_every_problem_says_what_is_wrong_and_what_to_do() -> None:
    for code, entry in catalogue().items():
        assert set(entry) == {"sentence", "do"}, code
        assert entry["sentence"].endswith("."), code
        assert entry["do"].endswith((".", "?")), code
