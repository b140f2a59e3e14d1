"""The demonstration: the main job on the bundled example, each block with what it shows."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console

from truceline.agreement.parse import read_agreement
from truceline.assessment.case import Case
from truceline.assessment.doubts import why_possible
from truceline.assessment.explain import Explanation, explain
from truceline.assessment.finding import DISCLAIMER
from truceline.assessment.ledger import EVERYTHING, By, Ledger, collect, tally
from truceline.record.store import Record
from truceline.testimony.claim import Role, RoleClaim
from truceline.values.problems import Problem, Problems
from truceline.workbench.desk import AsOf, Desk
from truceline.workbench.explain_text import finding_text
from truceline.workbench.formats import console, draw_sheet
from truceline.workbench.gathering import read_together
from truceline.workbench.kept import agreement_document
from truceline.workbench.options import PortOption, now
from truceline.workbench.tables import bounds, headline, rows_sheet
from truceline.workbench.testimony_text import Teller, names_in

app = typer.Typer()

CODER = "example"
_AGREEMENT = "agreement-"
VIEWS = ["every-source", "corroborated", "russian-centre", "us-officials", "snhr"]
INCIDENT = "aleppo-hospital-2016-04-27"
RIVALS = ("every-source", "us-officials")
PUBLISHED_BY = "2016-04-28"
_MOST_ROWS = 6
_MOST_CLAIMS = 5


@app.command()
def demo(
    *,
    record: Annotated[
        Path | None,
        typer.Option(
            "--record",
            metavar="FOLDER",
            help="Make the example's record here and keep it; else it is thrown away.",
        ),
    ] = None,
    port: PortOption = 0,
) -> None:
    """Run the main job on the bundled example, explain what it prints, and show it in a browser until stopped.

    Where nobody watches (no terminal), it ends after printing.
    """
    screen = console()
    with _place_for(record) as folder:
        _print_all(folder, screen)
        _tell_next(record, screen)
        if sys.stdin.isatty() and sys.stdout.isatty():
            _title(
                screen,
                "6. All of it in a browser",
                "The address below opens one browser, once; Ctrl-C stops it.",
            )
            _serve(folder, port)


def _print_all(folder: Path, screen: Console) -> None:
    """The example's record, and what follows from it under several views."""
    with Record.create(folder, origin="local/syria-spring-2016") as opened:
        load_example(opened)
        desk = Desk(opened)
        cases = {case.view.name: case for case in desk.cases(None, VIEWS, AsOf("", ""))}
        _tell_record(opened, cases["every-source"], screen)
        _tell_ledgers([tally(case) for case in cases.values()], cases["every-source"], screen)
        _tell_difference([cases[name] for name in RIVALS], screen)
        _tell_doubt(cases["every-source"], screen)
        _tell_earlier(desk, cases["every-source"], screen)
    screen.print(DISCLAIMER, style="dim")


def _serve(folder: Path, port: int) -> None:
    # The screens take as long to import as the ledgers to print; where nobody watches they are not needed.
    from truceline.workbench.web.access import See
    from truceline.workbench.web.serve import run

    run(folder, port=port, see=See.LEAD, browser=False)


@contextmanager
def _place_for(record: Path | None) -> Iterator[Path]:
    if record is not None:
        if record.exists():
            raise Problems([Problem("record.exists", str(record))])
        yield record
        return
    with TemporaryDirectory() as folder:
        yield Path(folder) / "demo.truceline"


def load_example(record: Record) -> None:
    """Put the bundled example into an empty record."""
    files = sorted(
        resources.files("truceline.data").joinpath("example").iterdir(), key=lambda file: file.name
    )
    texts = {file.name: file.read_text("utf-8") for file in files if file.name.endswith(".toml")}
    told = [(name, text) for name, text in texts.items() if not name.startswith(_AGREEMENT)]
    record.append(read_together(told, {}), by=CODER, at=now())
    for name, text in texts.items():
        if name.startswith(_AGREEMENT):
            document = agreement_document(text, read_agreement(text, name))
            record.replace_document(document, reason="", by=CODER, at=now())


def _title(screen: Console, title: str, line: str) -> None:
    screen.print(f"\n{title}", style="bold")
    screen.print(f"{line}\n", style="italic")


def _tell_record(record: Record, case: Case, screen: Console) -> None:
    snapshot = case.shared.evidence.snapshot
    _title(
        screen,
        "1. The record",
        "What the bundled example holds: nothing in it is a fact, all of it is somebody's claim.",
    )
    screen.print(
        f"Syria, spring 2016: {len(snapshot.claims)} claims about {len(case.shared.evidence.incidents)} incidents, "
        f"read from {len(snapshot.statements)} statements"
    )
    screen.print(
        f"by {len(snapshot.sources)} sources "
        f"in {len(snapshot.documents)} documents; {record.size} entries, root {record.root()[:16]}."
    )


def _tell_ledgers(ledgers: list[Ledger], case: Case, screen: Console) -> None:
    _title(
        screen,
        "2. Five ledgers of one ceasefire",
        "Each column is a view, that is, whose word is taken; '1 to 9' is one definite breach and at most nine.",
    )
    for ledger in ledgers:
        screen.print(f"{ledger.name}: {ledger.title}", soft_wrap=True)
    screen.print()
    draw_sheet(headline(ledgers), screen)
    screen.print()
    draw_sheet(
        rows_sheet(ledgers, By.ACTOR, names_in(case.shared.evidence.snapshot), most=_MOST_ROWS), screen
    )


def _tell_difference(cases: list[Case], screen: Console) -> None:
    _title(
        screen,
        f"3. One difference: {INCIDENT}",
        "Two views of one incident, down to the claims on which they part; [1a2b3c4d] begins a claim's id.",
    )
    for case in cases:
        found = explain(case, INCIDENT)
        teller = Teller(case.shared.evidence.snapshot)
        screen.print(f"{case.view.name}: {_finding(found, teller)}", soft_wrap=True)
        for sentence in _on_authorship(case, found, teller):
            screen.print(f"  - {sentence}", soft_wrap=True)


def _finding(found: Explanation, teller: Teller) -> str:
    out = found.account.out
    return finding_text(found.finding, out.value if out is not None else "", teller.names)


def _on_authorship(case: Case, found: Explanation, teller: Teller) -> list[str]:
    """The admitted claims on who did it, who it hit left out."""
    claims = case.shared.evidence.claims_by_id
    admitted = [item.claim.id for item in found.account.admissions if item.aside is None]
    told = [
        id for id in admitted if isinstance(claim := claims[id], RoleClaim) and claim.role is Role.PERPETRATED
    ]
    return [teller.sentence(id) for id in told][:_MOST_CLAIMS]


def _tell_doubt(case: Case, screen: Console) -> None:
    _title(
        screen,
        "4. One doubt, and what would settle it",
        "Of the questions that leave findings of every-source possible, the standing that most hang on.",
    )
    why = why_possible(case, EVERYTHING, collect(case, EVERYTHING), settle=True)
    (question,) = [one for one in why.questions if one.key == why.settling_most]
    screen.print(
        f"{question.incidents} of {why.possible} possible findings hang on it (one may hang on several).",
        soft_wrap=True,
    )
    screen.print(
        f"It would be settled by {question.settle}.",
        soft_wrap=True,
    )
    for settled in why.settled:
        totals = settled.totals
        screen.print(
            f"  If {settled.answer}: {bounds(totals.definite, totals.possible)} breaches, {totals.none} no breach",
            soft_wrap=True,
        )


def _tell_earlier(desk: Desk, case: Case, screen: Console) -> None:
    (earlier,) = desk.cases(None, [case.view.name], AsOf(PUBLISHED_BY, ""))
    _title(
        screen,
        f"5. The same ledger, as published by {PUBLISHED_BY}",
        "What anybody could have read by the end of that day, beside what has been published since.",
    )
    draw_sheet(headline([tally(earlier), tally(case)], ("by " + PUBLISHED_BY, "since")), screen)


def _tell_next(record: Path | None, screen: Console) -> None:
    if record is None:
        screen.print("\nTo look around yourself: truceline demo --record example.truceline")
        return
    screen.print(f"\nThe record is kept in {record}. Next:")
    for line in (
        "ledger --view every-source --view snhr --by week",
        f"explain {INCIDENT}",
        "check",
        "list sources",
    ):
        screen.print(f"  truceline {line} --record {record}")
