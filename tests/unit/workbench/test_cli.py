"""The commands, their one-liners, and what every one of them accepts."""

import re
from typing import Any

import pytest
from typer.testing import CliRunner

from truceline.workbench.cli import COMMANDS, app
from truceline.workbench.lazy import Entry, load

WITHOUT_RECORD = {"demo", "init", "check"}


def leaves(command: Any, name: str) -> list[tuple[str, Any]]:
    """A command, or the commands below it, with their full names."""
    inner = getattr(command, "commands", None)
    if not inner:
        return [(name, command)]
    return [leaf for below, one in inner.items() for leaf in leaves(one, f"{name} {below}")]


LEAVES = [leaf for entry in COMMANDS for leaf in leaves(load(entry), entry.name)]


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_the_one_line_of_a_command_is_what_its_own_help_says(entry: Entry) -> None:
    help_text = str(load(entry).help)
    assert help_text.rstrip(".").startswith(entry.line.rstrip("."))


def test_the_commands_are_those_of_the_design() -> None:
    assert {name for name, _ in LEAVES} == {
        "init", "add", "end", "export", "verify", "place add", "import ucdp",
        "agreement check", "agreement add", "agreement list", "view check", "view add", "view list",
        "ledger", "assess", "explain", "sensitivity", "dues", "incidents", "show", "list", "check", "demo",
        "read", "review", "evaluate reading", "evaluate fakes", "reading train",
    }  # fmt: skip


# A review asks at the keyboard; grading and learning print for people.
_WITHOUT_FORMAT = {"demo", "review", "evaluate reading", "reading train"}
_WITHOUT_RECORD = {"init", "agreement check", "view check", "evaluate reading", "reading train"}


@pytest.mark.parametrize(("name", "command"), LEAVES, ids=[name for name, _ in LEAVES])
def test_every_command_takes_a_format_and_a_record(name: str, command: Any) -> None:
    options = {option for param in command.params for option in param.opts}
    if name not in _WITHOUT_FORMAT:
        assert "--format" in options
    if name not in _WITHOUT_RECORD:
        assert "--record" in options


@pytest.mark.parametrize(("name", "command"), LEAVES, ids=[name for name, _ in LEAVES])
def test_every_option_says_what_it_is_for(name: str, command: Any) -> None:
    silent = [param.name for param in command.params if not param.help and param.param_type_name == "option"]
    assert silent == [], name


def test_help_lists_every_command_with_its_line() -> None:
    printed = CliRunner().invoke(app, ["--help"], env={"COLUMNS": "160"}).stdout
    for entry in COMMANDS:
        assert re.search(rf"{entry.name} +{re.escape(entry.line)}", printed), entry.name
