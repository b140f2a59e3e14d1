"""The options that commands share, each said once."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from truceline.values.problems import Problem, Problems
from truceline.workbench.complaints import FORMAT_KEY, Format

RECORD_VARIABLE = "TRUCELINE_RECORD"
RECORD_SUFFIX = ".truceline"


def _remember(ctx: typer.Context, wanted: Format) -> Format:
    ctx.meta[FORMAT_KEY] = wanted
    return wanted


RecordOption = Annotated[
    Path | None,
    typer.Option(
        "--record",
        metavar="FOLDER",
        envvar=RECORD_VARIABLE,
        help="The record; else the only *.truceline folder here.",
    ),
]
FormatOption = Annotated[
    Format,
    typer.Option(
        "--format", callback=_remember, is_eager=True, help="What to print; problems follow it on stderr."
    ),
]
ByOption = Annotated[
    str,
    typer.Option("--by", metavar="NAME", help="Who records this; else the name you are logged in with."),
]
PortOption = Annotated[
    int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes any that is free.")
]


def record_folder(given: Path | None) -> Path:
    """The record that is meant: the one named, or the only one in this folder.

    Raises:
        Problems: ``cli.no_record`` or ``cli.several_records``.
    """
    if given is not None:
        return given
    found = sorted(path for path in Path.cwd().glob(f"*{RECORD_SUFFIX}") if path.is_dir())
    if len(found) == 1:
        return found[0]
    if not found:
        raise Problems([Problem("cli.no_record", str(Path.cwd().name or "."))])
    raise Problems([Problem("cli.several_records", ", ".join(path.name for path in found))])


def recorder(given: str) -> str:
    """The name that entries carry; nothing checks it, so it is a claim like any other."""
    return given or os.environ.get("USER") or os.environ.get("LOGNAME") or "unnamed"


def now() -> datetime:
    """The clock: the only place where Truceline reads it."""
    return datetime.now(UTC)
