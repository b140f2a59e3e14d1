"""The worked examples of the guide, run: each heading is one, on a record of its own.

Before the first heading stands what all examples of a page share. Blocks are

    toml add         an add file without the first three lines of ``two-rivers.toml``
    toml agreement   an agreement file; a newer one of the same id replaces it
    toml view        a view file
    console          commands, and under each a stretch of what it prints; ``...`` is left out
    python           a doctest

"""

import doctest
import re
import shlex
import shutil
import tomllib
from pathlib import Path

import pytest
from attrs import frozen
from typer.testing import CliRunner

from truceline.assessment.dues import Standing
from truceline.assessment.finding import CONDITIONS, EITHER_WAY
from truceline.assessment.view_file import AccountsForm, FrameworkForm, PersistsForm, ViewForm
from truceline.testimony.claim import CLAIM_TYPES
from truceline.testimony.link import LinkKind, Sameness
from truceline.values.forms import keys_of
from truceline.workbench.cli import app

GUIDE = Path(__file__).parents[2] / "docs" / "guide"
REGISTER = GUIDE / "two-rivers.toml"
PAGES = sorted(path for path in GUIDE.glob("*.md") if "```toml add" in path.read_text("utf-8"))
RECORD = "two-rivers.truceline"

_HEADING = re.compile(r"^## (.*)\n", re.MULTILINE)
_BLOCK = re.compile(r"^```(\w+)[ ]?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ truceline (.*)\n", re.MULTILINE)


@frozen
class Example:
    """One heading of a page, with what stands above the first."""

    page: str
    name: str
    shared: str
    own: str


def examples() -> list[Example]:
    """Every heading of every page that has something to run."""
    found = []
    for page in PAGES:
        shared, *parts = _HEADING.split(page.read_text("utf-8"))
        found += [
            Example(page.stem, name, shared, own)
            for name, own in zip(parts[::2], parts[1::2], strict=True)
            if _BLOCK.search(own)
        ]
    return found


def truceline(*words: str) -> str:
    """What a command prints; it must succeed."""
    result = CliRunner().invoke(app, words)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, f"truceline {' '.join(words)}\n{result.output}"
    return result.output


def is_stretch(shown: str, printed: str) -> bool:
    """Whether what is shown stands in what was printed, word for word, but where three dots stand.

    Only words are compared: the columns of a table are as wide as its widest cell.
    """
    wanted, got = (" ".join(text.split()) for text in (shown, printed))
    return doctest.OutputChecker().check_output(f"... {wanted} ...\n", f" {got} \n", doctest.ELLIPSIS)


class Session:
    """A record in the folder one stands in, and the names that Python examples share."""

    def __init__(self) -> None:
        self._names: dict[str, object] = {}
        self._verbs = {
            ("toml", "add"): self._add,
            ("toml", "agreement"): self._agreement,
            ("toml", "view"): self._view,
            ("console", ""): self._console,
            ("python", ""): self._python,
        }

    def run(self, text: str) -> None:
        """Run every block of a text in order."""
        for kind, what, block in _BLOCK.findall(text):
            self._verbs[kind, what](block)

    def _add(self, block: str) -> None:
        head = REGISTER.read_text("utf-8").splitlines(keepends=True)[:3]
        Path("add.toml").write_text("".join([*head, block]), "utf-8")
        truceline("add", "add.toml", "--by", "desk")

    def _agreement(self, block: str) -> None:
        Path("agreement.toml").write_text(block, "utf-8")
        truceline("agreement", "add", "agreement.toml")

    def _view(self, block: str) -> None:
        name = f"{tomllib.loads(block)['name']}.toml"
        Path(name).write_text(block, "utf-8")
        truceline("view", "add", name)

    def _console(self, block: str) -> None:
        nothing, *parts = _COMMAND.split(block)
        assert not nothing, f"not a command: {nothing}"
        for command, shown in zip(parts[::2], parts[1::2], strict=True):
            printed = truceline(*shlex.split(command))
            assert is_stretch(shown, printed), f"$ truceline {command}\nshown\n{shown}\nprinted\n{printed}"

    def _python(self, block: str) -> None:
        test = doctest.DocTestParser().get_doctest(block, self._names, "example", None, None)
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
        said: list[str] = []
        runner.run(test, out=said.append, clear_globs=False)
        assert not said, "".join(said)
        self._names.update(test.globs)


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record that holds the register of the two rivers and nothing else."""
    folder = tmp_path_factory.mktemp("register") / RECORD
    truceline("init", str(folder))
    truceline("add", str(REGISTER), "--by", "desk", "--record", str(folder))
    return folder


@pytest.mark.parametrize("example", examples(), ids=lambda one: f"{one.page}: {one.name}")
def test_the_example_comes_out_as_it_is_printed(
    example: Example, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(register, tmp_path / RECORD)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TRUCELINE_RECORD", raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    session = Session()
    session.run(example.shared)
    session.run(example.own)


NAMED = {
    "claims": [*CLAIM_TYPES],
    "links": [*(kind.value for kind in LinkKind), *(answer.value for answer in Sameness)],
    "conditions": [*CONDITIONS],
    "worlds": ["worlds", EITHER_WAY, "pairs", "rival readings", "readings", "versions", "permits", "possible at most"],
    "views": [
        key
        for form in (ViewForm, AccountsForm, FrameworkForm, PersistsForm)
        for key in keys_of(form)
        if key not in ("name", "title", "accounts", "readings", "versions")
    ],
    "dues": [standing.value for standing in Standing],
}  # fmt: skip


@pytest.mark.parametrize("page", NAMED)
def test_every_one_of_them_has_an_example_under_its_name(page: str) -> None:
    headings = [one.name for one in examples() if one.page == page]
    told = {name.strip() for heading in headings for name in heading.partition(":")[0].split(",")}
    assert [name for name in NAMED[page] if name not in told] == []
