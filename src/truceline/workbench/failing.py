"""Findings that a script may want to hear of in the exit status."""

from enum import Enum
from typing import Annotated

import typer


class FailOn(Enum):
    """From which finding on a command ends with status 1."""

    VIOLATION = "violation"
    POSSIBLE = "possible"


FailOnOption = Annotated[
    FailOn | None,
    typer.Option("--fail-on", help="End with status 1 when there is one; findings are no failures else."),
]


def fail_on_any(wanted: FailOn | None, *, definite: bool, possible: bool) -> None:
    """End with status 1 where what was asked for was found."""
    if (wanted is not None and definite) or (wanted is FailOn.POSSIBLE and possible):
        raise typer.Exit(1)
