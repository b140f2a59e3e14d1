"""The built wheel works where only its own dependencies are, and the tree names no machine."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MEGABYTE = 1_000_000


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run to success, or fail with what the command printed."""
    clean = {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "TRUCELINE", "COV"))
    }
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=clean, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def pinned() -> list[str]:
    """The names in requirements/runtime.txt that this machine needs."""
    lines = (ROOT / "requirements" / "runtime.txt").read_text("utf-8").splitlines()
    names = [line.split("==")[0] for line in lines if re.match(r"[a-z0-9]", line)]
    return sorted(name for name in set(names) if name != "colorama")


def copy_distribution(name: str, site: Path) -> None:
    """Put an installed package's files where pip would have put them."""
    for file in metadata.files(name) or []:
        source = Path(str(file.locate()))
        if ".." not in file.parts and source.is_file() and source.suffix != ".pyc":
            target = site / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the pinned run-time packages and the wheel, nothing else.

    The packages are copied from this environment, which holds the same pinned versions, so
    that the test needs no network.
    """
    folder = tmp_path_factory.mktemp("empty")
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder)
    scheme = {"base": str(folder), "platbase": str(folder)}
    site = Path(sysconfig.get_path("purelib", "venv", scheme))
    for name in pinned():
        copy_distribution(name, site)
    pip = (sys.executable, "-m", "pip", "--python", folder / "bin" / "python")
    run(*pip, "install", "--no-deps", "--no-index", wheel, cwd=folder)
    run(*pip, "check", cwd=folder)
    return folder


def test_the_wheel_asks_for_nothing_beyond_the_pinned_packages(environment: Path) -> None:
    listing = run(sys.executable, "-m", "pip", "--python", environment / "bin" / "python", "list", "--format=json",
                  cwd=environment)  # fmt: skip
    names = {entry["name"].lower().replace("_", "-") for entry in json.loads(listing.stdout)}
    assert names == {*pinned(), "truceline"}


def test_the_wheel_holds_every_built_file_and_what_goes_on_the_wire_for_it(wheel: Path) -> None:
    static = "truceline/workbench/web/static"
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        manifest = json.loads(archive.read(f"{static}/manifest.json"))
        digests = {name: hashlib.sha256(archive.read(f"{static}/{name}")).hexdigest() for name in manifest}
    assert {"workbench.js", "map.js", "timeline.js", "reader.js", "base/region.json"} <= set(manifest)
    assert {f"{static}/{name}{packed}" for name in manifest for packed in ("", ".gz", ".br")} <= names
    assert all(digests[name].startswith(beginning) for name, beginning in manifest.items())


def test_help_names_every_command_in_an_empty_environment(environment: Path) -> None:
    done = run(environment / "bin" / "truceline", "--help", cwd=environment)
    for command in ("init", "add", "ledger", "explain", "demo"):
        assert command in done.stdout


def test_the_demonstration_runs_from_the_wheel(environment: Path) -> None:
    done = run(environment / "bin" / "truceline", "demo", cwd=environment)
    assert "every-source" in done.stdout


def test_the_default_install_stays_under_500_megabytes(environment: Path) -> None:
    total = sum(
        file.stat().st_size for file in environment.rglob("*") if file.is_file() and not file.is_symlink()
    )
    assert total < 500 * MEGABYTE


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from typer.testing import CliRunner; from truceline.workbench.cli import app;"
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0;"
        "print([name for name in ('pyarrow', 'shapely', 'sqlalchemy', 'numpy', 'pyproj') if name in sys.modules])"
    )
    assert run(sys.executable, "-c", code, cwd=ROOT).stdout.strip() == "[]"


# Written so that this file does not hold what it looks for.
MACHINE = re.compile(r"/w[o]rk/|/r[o]ot/|/h[o]me/\w+/|/t[m]p/\w+/\w+|/o[p]t/\w+")
REGISTRY = re.compile(r"p[y]pi\.org|p[y]thonhosted|registry\.n[p]mjs|p[y]pi/simple")


def tracked_texts() -> list[tuple[str, str]]:
    names = run("git", "ls-files", "--cached", "--others", "--exclude-standard", cwd=ROOT).stdout.splitlines()
    return [
        (name, (ROOT / name).read_text("utf-8", errors="replace"))
        for name in names
        if (ROOT / name).is_file()
    ]


@pytest.mark.parametrize(("kind", "pattern"), [("machine path", MACHINE), ("registry address", REGISTRY)])
def test_no_file_of_the_tree_names_a_machine_or_a_registry(kind: str, pattern: re.Pattern[str]) -> None:
    found = [
        f"{name}: {kind}: {match[0]}" for name, text in tracked_texts() for match in pattern.finditer(text)
    ]
    assert found == []
