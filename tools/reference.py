"""Writes the generated pages of docs/reference, or with ``--check`` says which are out of date."""

import sys
from pathlib import Path
from typing import Any

from typer.cli import get_docs_for_click
from typer.main import get_command

from truceline.values.problems import catalogue
from truceline.workbench.cli import COMMANDS, app
from truceline.workbench.lazy import load

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"
NOTICE = "<!-- Written by `make docs`; change the program, not this page. -->\n\n"


def problems_page() -> str:
    """Every problem code, its sentence and what to do, in the order of the catalogue."""
    parts = [NOTICE, "# Problems\n\nEvery problem Truceline reports has one of these codes.\n"]
    group = ""
    for code, entry in catalogue().items():
        if code.split(".")[0] != group:
            group = code.split(".")[0]
            parts.append(f"\n## {group}\n\n| code | what is wrong | what to do |\n|---|---|---|\n")
        cells = (f"`{code}`", entry["sentence"], entry["do"])
        parts.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n")
    return "".join(parts)


def commands_page() -> str:
    """Every command with its arguments and options, as its own help says them."""
    top: Any = get_command(app)
    with top.make_context("truceline", [], resilient_parsing=True) as context:
        pages = [
            get_docs_for_click(obj=load(entry), ctx=context, indent=1, call_prefix="truceline")
            for entry in COMMANDS
        ]
    head = f"{NOTICE}# The command line\n\n`truceline COMMAND --help` prints the same.\n\n"
    return (head + "\n".join(pages)).rstrip() + "\n"


PAGES = {"problems.md": problems_page, "cli.md": commands_page}


def main(*, check: bool) -> int:
    """The exit status: with ``check``, 1 when a page is not what would be written."""
    stale = 0
    for name, page in PAGES.items():
        target = REFERENCE / name
        text = page()
        if check and (not target.exists() or target.read_text("utf-8") != text):
            print(f"{target.relative_to(REFERENCE.parents[1])} is out of date: run make docs")
            stale = 1
        elif not check:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
            print(f"written: {target.relative_to(REFERENCE.parents[1])}")
    return stale


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
