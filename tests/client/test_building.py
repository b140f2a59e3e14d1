"""Building the screens with the package: when it happens, what with, and what is said where it cannot."""

import gettext
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import hatch_build
import pytest
from hatch_build import ROOT, STATIC


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """What the build needs of this project, in a folder of its own."""
    hatch_build.build(ROOT)
    for name in ("web/src", "web/scripts", "requirements", STATIC.as_posix()):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in (*(f"web/{one}" for one in hatch_build.SOURCES if "." in one), "hatch_build.py"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def without_node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PATH on which there is no Node.js, and no package that brings one."""
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.setenv("PATH", str(empty))
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)


def test_a_change_of_any_source_is_noticed(project: Path) -> None:
    assert hatch_build.is_up_to_date(project)
    source = project / "web" / "src" / "days.ts"
    text = source.read_text("utf-8")
    source.write_text(text + "\n", "utf-8")
    assert not hatch_build.is_up_to_date(project)
    source.write_text(text, "utf-8")
    assert hatch_build.is_up_to_date(project)
    source.rename(source.with_name("dates.ts"))
    assert not hatch_build.is_up_to_date(project)


def test_missing_files_are_not_up_to_date(project: Path) -> None:
    shutil.rmtree(project / STATIC)
    assert not hatch_build.is_up_to_date(project)


@pytest.mark.usefixtures("without_node")
def test_what_is_built_already_needs_no_node(project: Path) -> None:
    hatch_build.build(project)


@pytest.mark.usefixtures("without_node")
def test_one_sentence_says_what_is_missing(project: Path) -> None:
    shutil.rmtree(project / STATIC)
    with pytest.raises(RuntimeError, match=r"^The workbench's screens are built with Node\.js .*\.$"):
        hatch_build.build(project)


def test_the_script_says_it_too_and_stops(project: Path) -> None:
    (project / STATIC / "built-from.txt").unlink()
    bare = {**os.environ, "PATH": str(project)}
    done = subprocess.run(
        [sys.executable, "-S", "-c", RUN_BARE],
        cwd=project,
        env=bare,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert done.stderr == hatch_build.NO_NODE + "\n"


# An interpreter without site-packages, so without Node.js from one; hatchling is what the script is called by.
RUN_BARE = """
import sys, types
for name in ("hatchling", "hatchling.builders", "hatchling.builders.hooks", "hatchling.builders.hooks.plugin"):
    sys.modules[name] = types.ModuleType(name)
interface = types.ModuleType("interface")
interface.BuildHookInterface = type("BuildHookInterface", (), {"__class_getitem__": classmethod(lambda cls, _: cls)})
sys.modules["hatchling.builders.hooks.plugin.interface"] = interface
import hatch_build
sys.exit(hatch_build.main("build"))
"""


@pytest.mark.parametrize(
    ("version", "enough"),
    [("v18.19.0", False), ("v20.18.3", False), ("v20.19.0", True), ("v21.7.0", False), ("v22.11.0", False), ("v22.12.0", True), ("v24.1.0", True), ("", False)],
)  # fmt: skip
def test_an_old_node_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, *, enough: bool
) -> None:
    for name in ("node", "npm"):
        (tmp_path / name).write_text(f"#!/bin/sh\necho {version}\n", "utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert (hatch_build.find_node() is not None) is enough


def test_the_lock_file_holds_hashes_and_no_addresses() -> None:
    text = (ROOT / "web" / "package-lock.json").read_text("utf-8")
    assert '"resolved"' not in text
    packages = re.findall(r'^    "node_modules/[^"]+": \{$(.*?)^    \}', text, re.MULTILINE | re.DOTALL)
    assert len(packages) > 50
    assert all('"integrity": "sha512-' in package for package in packages)


def test_what_is_named_exactly_is_installed() -> None:
    package = json.loads((ROOT / "web" / "package.json").read_text("utf-8"))
    versions = [*package["dependencies"].values(), *package["devDependencies"].values()]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)


def test_translations_are_compiled_and_left_alone_when_they_did_not_change(tmp_path: Path) -> None:
    folder = tmp_path / "src" / "p" / "locale" / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "m.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "map"\nmsgstr "خريطة"\n',
        "utf-8",
    )
    hatch_build.compile_translations(tmp_path)
    compiled = folder / "m.mo"
    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("map") == "خريطة"
    made = compiled.stat().st_mtime_ns
    hatch_build.compile_translations(tmp_path)
    assert compiled.stat().st_mtime_ns == made
    assert [path.name for path in sorted(folder.iterdir())] == ["m.mo", "m.po"]


def test_an_sdist_carries_the_built_screens_and_their_sources(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", tmp_path, ROOT],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    (file,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(file) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
        archive.extractall(tmp_path, filter="data")
    assert {
        f"{STATIC.as_posix()}/map.js.gz",
        "web/src/map.ts",
        "web/package-lock.json",
        "hatch_build.py",
    } <= names
    assert not any("node_modules" in name for name in names)
    assert hatch_build.is_up_to_date(next(tmp_path.glob("truceline-*/")))
