"""The command that walks the proposals of a document, into a record or into a file."""

from pathlib import Path
from typing import Annotated

import typer

from truceline.exchange.addfile import write_add_file
from truceline.reading.decisions import Line, read_decisions
from truceline.reading.proposals import Proposal
from truceline.reading.review import Choice, Review, review_of
from truceline.reading.rules_reader import shipped_reader
from truceline.record.snapshot import Snapshot
from truceline.record.store import Record
from truceline.testimony.batch import Batch
from truceline.testimony.decision import Answer
from truceline.testimony.register import Handling
from truceline.values.problems import Problem, Problems
from truceline.workbench.files import read_text
from truceline.workbench.formats import console
from truceline.workbench.gathering import PARTS, commonest_zone
from truceline.workbench.kept import kept_agreements, pick_agreement
from truceline.workbench.options import RecordOption, now, record_folder, recorder
from truceline.workbench.reading_options import held_in
from truceline.workbench.receiving import Told, is_address, received
from truceline.workbench.review_talk import walk
from truceline.workbench.reviewing import decide, decided_in, enter_document, names_in, review_in, tally
from truceline.workbench.testimony_text import Teller

app = typer.Typer()


@app.command()
def review(
    document: Annotated[
        str, typer.Argument(metavar="FILE|URL|ID", help="A file, an address, or a document of the record.")
    ],
    *,
    record: RecordOption = None,
    by: Annotated[
        str, typer.Option("--by", "--as", metavar="NAME", help="Who decides; kept with every decision.")
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option(help="Decide into this file instead, and print what is accepted as an add file."),
    ] = None,
    agreement: Annotated[
        str | None,
        typer.Option(
            "--agreement",
            metavar="ID",
            help="Whose standing and keeping is claimed; else the record's only one.",
        ),
    ] = None,
    published: Annotated[
        str, typer.Option(help="Publication date (EDTF), where the file does not tell.")
    ] = "",
    zone: Annotated[str, typer.Option(help="Time zone of the dates.")] = "UTC",
    handling: Annotated[Handling, typer.Option(help="Who may see the document.")] = Handling.PUBLIC,
) -> None:
    """Walk the proposals: accept, edit, reject or skip each.

    What is accepted enters the record at once, with the document, its statement and who
    decided. Break off and go on whenever you like: what was decided, here or elsewhere, is not
    asked again.
    """
    told = Told(published, zone, handling, "reading")
    if out is not None:
        _into_file(document, told, out, record, recorder(by))
        return
    with Record.open(record_folder(record)) as opened:
        _into_record(opened, _entered(opened, document, told, recorder(by)), agreement, recorder(by))


def _entered(record: Record, named: str, told: Told, by: str) -> str:
    """The id of the document that is meant, received first where it is not in the record."""
    if not is_address(named) and not Path(named).is_file() and record.find(named):
        return _one_document(record, named)
    return enter_document(record, received(named, told), by=by, at=now()).id


def _one_document(record: Record, named: str) -> str:
    documents = record.snapshot().documents
    found = [one.id for one in record.find(named) if one.id in documents]
    exact = [id for id in found if id == named] or found
    if len(set(exact)) != 1:
        raise Problems(
            [Problem("cli.several_found" if exact else "cli.not_found", ", ".join(exact) or named)]
        )
    return exact[0]


def _into_record(record: Record, document: str, agreement: str | None, by: str) -> None:
    screen, snapshot = console(stderr=True), record.snapshot()
    found = review_in(snapshot, document, shipped_reader(), _agreement(snapshot, agreement))

    def keep(proposal: Proposal, choice: Choice) -> bool:
        try:
            decide(record, found, proposal.id, choice, by=by, at=now())
        except Problems as error:
            screen.print(str(error))
            return error.problems[0].code == "review.decided"
        return True

    walk(screen, found, decided_in(record, found), Teller(snapshot), keep)
    counts = tally(found, decided_in(record, found))
    typer.echo(f"{document}: {', '.join(f'{count} {name}' for name, count in counts.items())}")


def _agreement(snapshot: Snapshot, named: str | None) -> str | None:
    """The agreement named, or the record's only one; none where there are none or several."""
    if named is not None:
        return pick_agreement(snapshot, named).id
    kept = list(kept_agreements(snapshot))
    return kept[0] if len(kept) == 1 else None


def _into_file(document: str, told: Told, out: Path, record: Path | None, by: str) -> None:
    held = held_in(record)
    reading = shipped_reader().read(received(document, told).document)
    found = review_of(reading, names_in(held), _agreement(held, None))
    lines = read_decisions(read_text(out)) if out.exists() else {}
    screen = console(stderr=True)

    def keep(proposal: Proposal, choice: Choice) -> bool:
        line = Line(
            proposal.id, choice.answer, by, f"{now():%Y-%m-%dT%H:%M:%SZ}", choice.fields, choice.speaker, choice.reason
        )  # fmt: skip
        lines[proposal.id] = line
        with out.open("a", encoding="utf-8") as kept:
            kept.write(line.to_text())
        return True

    walk(screen, found, dict(lines), Teller(held), keep)
    undecided = sum(each.id not in lines for each in found.proposals)
    screen.print(f"{len(found.proposals)} proposals, {undecided} undecided: {document}", soft_wrap=True)
    typer.echo(_add_file(found, lines, told.handling), nl=False)


def _add_file(review: Review, lines: dict[str, Line], handling: Handling) -> str:
    """Everything accepted so far, with the document; "" when nothing is."""
    parts = [
        review.entering(each.id, Choice(line.answer, line.fields, line.speaker, line.reason), line.who)
        for each in review.proposals
        if (line := lines.get(each.id)) is not None and line.answer is not Answer.REJECTED
    ]
    if not parts:
        return ""
    joined = {
        part: tuple(dict.fromkeys(item for one in parts for item in getattr(one, part))) for part in PARTS
    }
    batch = Batch(**{**joined, "documents": (review.reading.document,), "decisions": ()})
    written = write_add_file(
        batch, zone=commonest_zone(batch), coder="", form="jsonl", handlings=frozenset({handling})
    )
    return written.text
