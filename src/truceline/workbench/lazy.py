"""A command group that imports a command's module only when that command is run.

Listing all commands needs their names and one line each, so those stand in a table; a test
holds the table equal to the commands' own help.
"""

from importlib import import_module
from typing import Any

import typer
from attrs import frozen
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from truceline.values.problems import Problems, ValueProblem
from truceline.workbench.complaints import complain


@frozen
class Entry:
    """Where a command lives and what it does, in one line."""

    name: str
    module: str
    line: str
    panel: str


class LazyGroup(TyperGroup):
    """The top-level group over a table of entries; problems of any command end it with status 1."""

    entries: tuple[Entry, ...] = ()

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for entry in self.entries:
            self.add_command(TyperCommand(entry.name, help=entry.line, rich_help_panel=entry.panel))

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        name, _, rest = super().resolve_command(ctx, args)
        entry = next((entry for entry in self.entries if entry.name == name), None)
        return name, entry and load(entry), rest

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except Problems as error:
            complain(error.problems, ctx.meta)
        except ValueProblem as error:
            complain([error.problem], ctx.meta)
        raise typer.Exit(1)


def load(entry: Entry) -> Any:
    """The real command, from its module's ``app``."""
    return get_group(import_module(entry.module).app).commands[entry.name]
