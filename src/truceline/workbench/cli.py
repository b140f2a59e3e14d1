"""The command line: ``truceline COMMAND``. Each command's module is imported when it is run."""

import gc
from importlib import metadata
from typing import Annotated

import typer

from truceline.workbench.lazy import Entry, LazyGroup

_RECORD = "The record"
_PROMISED = "Agreements and views"
_FOLLOWS = "What follows, in whose eyes"
_LOOK = "Looking things up"
_READ = "From documents to who said what"

_IN_RECORD = "truceline.workbench.commands_record"
_IN_FILES = "truceline.workbench.commands_files"
_IN_ASSESS = "truceline.workbench.commands_assess"
_IN_LEDGER = "truceline.workbench.commands_ledger"
_IN_COMPARE = "truceline.workbench.commands_compare"
_IN_DUES = "truceline.workbench.commands_dues"
_IN_REPORT = "truceline.workbench.commands_report"
_IN_LOOK = "truceline.workbench.commands_look"
_IN_DEMO = "truceline.workbench.demo"
_IN_SERVE = "truceline.workbench.web.serve"
_IN_READING = "truceline.workbench.reading_commands"
_IN_EVALUATE = "truceline.workbench.commands_evaluate"
_IN_REVIEW = "truceline.workbench.commands_review"

COMMANDS = (
    Entry(
        "demo",
        _IN_DEMO,
        "Run the main job on the bundled example, explain what it prints, and show it in a browser.",
        _FOLLOWS,
    ),
    Entry("serve", _IN_SERVE, "Show the record in a browser on this machine.", _LOOK),
    Entry("read", _IN_READING, "Read documents into statements, wording and proposed claims.", _READ),
    Entry("review", _IN_REVIEW, "Walk the proposals: accept, edit, reject or skip each.", _READ),
    Entry("evaluate", _IN_EVALUATE, "Grade readers.", _READ),
    Entry("reading", _IN_READING, "Local learning.", _READ),
    Entry("init", _IN_RECORD, "Make a new, empty record.", _RECORD),
    Entry(
        "add",
        _IN_RECORD,
        "Add documents, statements, claims and the rest: all of the files, or nothing.",
        _RECORD,
    ),
    Entry("end", _IN_RECORD, "End a claim that was entered wrongly; it stays in the log.", _RECORD),
    Entry("export", _IN_RECORD, "Write the record out in the format that add reads.", _RECORD),
    Entry("place", _IN_RECORD, "Areas: add them from GeoJSON.", _RECORD),
    Entry("import", _IN_RECORD, "Bring in a whole data set.", _RECORD),
    Entry("verify", _IN_RECORD, "Check every hash, and every projection against a rebuild.", _RECORD),
    Entry("agreement", _IN_FILES, "Agreements: check, add, list.", _PROMISED),
    Entry("view", _IN_FILES, "Views: check, add, list.", _PROMISED),
    Entry("ledger", _IN_LEDGER, "Breaches under one view or several, side by side.", _FOLLOWS),
    Entry("assess", _IN_ASSESS, "One row for each incident and provision.", _FOLLOWS),
    Entry("explain", _IN_ASSESS, "Why an incident is found what it is, and what would settle it.", _FOLLOWS),
    Entry("dues", _IN_DUES, "What the agreement requires, and what is known of its being done.", _FOLLOWS),
    Entry("sensitivity", _IN_ASSESS, "The ledger without each source in turn.", _FOLLOWS),
    Entry("report", _IN_REPORT, "Reports: of a day, or of one incident; make and issue them.", _FOLLOWS),
    Entry("affected", _IN_REPORT, "Issued reports that a later entry changes.", _FOLLOWS),
    Entry(
        "compare",
        _IN_COMPARE,
        "Incidents that views find differently, grouped by what makes the difference.",
        _FOLLOWS,
    ),
    Entry(
        "crux", _IN_COMPARE, "Which single answer explains most of the difference between views.", _FOLLOWS
    ),
    Entry("incidents", _IN_LOOK, "Incidents on record, with what is said of them.", _LOOK),
    Entry("show", _IN_LOOK, "Everything the record holds under an id.", _LOOK),
    Entry("list", _IN_LOOK, "List actors, agreements, documents, sources, places or views.", _LOOK),
    Entry("check", _IN_LOOK, "Data problems: sums, counts, look-alikes, impossible dates.", _LOOK),
)


class Truceline(LazyGroup):
    """The commands of this program."""

    entries = COMMANDS


app = typer.Typer(
    cls=Truceline,
    name="truceline",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(metadata.version("truceline"))
        raise typer.Exit


@app.callback()
def truceline(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit."),
    ] = False,
) -> None:
    """Keeps the record of a contested ceasefire and checks it."""


def main() -> None:
    """Run the command that the arguments name; the exit status is 0, 1 (problems) or 2 (usage)."""
    # A command is short-lived: collecting cycles over millions of values takes a third of its time.
    gc.disable()
    app()
