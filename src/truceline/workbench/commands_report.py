"""Commands that make reports, issue them, and say which issued ones a later entry changes."""

import sys
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import typer
from attrs import frozen
from rich.console import Console

from truceline.record.entries import Asked, EntryKind
from truceline.record.store import Record
from truceline.testimony.register import Handling
from truceline.values.harmless import harmless, isolated
from truceline.values.problems import Problem, Problems
from truceline.values.seal import file_hash
from truceline.workbench.complaints import FORMAT_KEY, Format
from truceline.workbench.desk import (
    AgreementOption,
    Between,
    KnownOption,
    PublishedOption,
    ViewsOption,
    window_of,
)
from truceline.workbench.dossiers.values import HistoryItem
from truceline.workbench.formats import Cell, Sheet, draw_sheet, emit
from truceline.workbench.groups import grouped
from truceline.workbench.kept import DEFAULT_VIEW
from truceline.workbench.options import ByOption, FormatOption, RecordOption, now, record_folder, recorder
from truceline.workbench.reports.affected import Affected, Change
from truceline.workbench.reports.affected import affected as find_affected
from truceline.workbench.reports.asking import DAILY, INCIDENT, Order, made
from truceline.workbench.reports.issuing import issued
from truceline.workbench.reports.rendering import Form, rendered
from truceline.workbench.written import write_whole

app = typer.Typer()
report_app = typer.Typer(no_args_is_help=True)
app.add_typer(report_app, name="report", help="Reports: of a day, or of one incident; make and issue them.")


class Language(Enum):
    """The languages of reports."""

    ENGLISH = "en"
    ARABIC = "ar"


def _remember(ctx: typer.Context, wanted: Form) -> Form:
    """Problems follow in the same format, where it is one that problems come in."""
    known = {one.value for one in Format}
    ctx.meta[FORMAT_KEY] = Format(wanted.value) if wanted.value in known else Format.TABLE
    return wanted


FormOption = Annotated[
    Form,
    typer.Option(
        "--format", callback=_remember, is_eager=True, help="What to make; PDF needs truceline[pdf]."
    ),
]
LanguageOption = Annotated[Language, typer.Option("--lang", help="The language of its words.")]
OutOption = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Where to write it; else to stdout.")
]
HandlingOption = Annotated[
    list[Handling] | None,
    typer.Option("--handling", help="What its readers may see; only public items unless you say so."),
]
MadeOption = Annotated[
    str, typer.Option("--made", metavar="DATE", help="The day it says it was made on; else it says none.")
]
AudienceOption = Annotated[str, typer.Option("--audience", metavar="WHO", help="For whom it is.")]
IssueOption = Annotated[
    bool, typer.Option("--issue", help="Enter into the record that it left the house: its hash, and to whom.")
]


@frozen
class Making:
    """How a report is made, for whom, and what becomes of it, as given."""

    agreement: AgreementOption = None
    view: ViewsOption = None
    published_by: PublishedOption = ""
    known_by: KnownOption = ""
    handling: HandlingOption = None
    lang: LanguageOption = Language.ENGLISH
    made_on: MadeOption = ""
    audience: AudienceOption = ""
    by: ByOption = ""
    issue: IssueOption = False
    out: OutOption = None
    record: RecordOption = None
    format: FormOption = Form.HTML

    def order(self, report: str, subject: str) -> Order:
        """What is ordered by it: a report of that kind on that subject."""
        asked = Asked(
            report=report,
            subject=subject,
            views=tuple(self.view or [DEFAULT_VIEW]),
            published_by=self.published_by,
            handlings=_in_order(self.handling),
            language=self.lang.value,
            format=self.format.value,
            by=self.by,
            made=self.made_on,
        )
        return Order(asked, self.agreement, self.known_by, self.audience)


@report_app.command("daily")
@grouped
def daily(
    *,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day the report is about.")] = "",
    between: Between,
    making: Making,
) -> None:
    """The report of a day or of several: against the days before, by recorder, with its sources."""
    _deliver(making, making.order(DAILY, _subject(on, between.first, between.last)))


@report_app.command("incident")
@grouped
def incident(incident: Annotated[str, typer.Argument(metavar="INCIDENT")], *, making: Making) -> None:
    """The report of one incident: its dossier to print, with numbered sources."""
    _deliver(making, making.order(INCIDENT, incident))


def _in_order(handling: list[Handling] | None) -> tuple[Handling, ...]:
    # Whoever may see more than what is public may see that too.
    wanted = {Handling.PUBLIC, *(handling or ())}
    return tuple(one for one in Handling if one in wanted)


def _subject(on: str, first: str, last: str) -> str:
    """The days asked about, as one text.

    Raises:
        Problems: ``report.period``; ``cli.date`` and ``period.order`` as elsewhere.
    """
    if bool(on) == bool(first or last) or (not on and not (first and last)):
        raise Problems([Problem("report.period", on or f"{first}/{last}")])
    window = window_of(on or first, on or last)
    return str(window.first) if window.first == window.last else f"{window.first}/{window.last}"


def _deliver(making: Making, order: Order) -> None:
    """Make it, enter it as issued if asked to, write it.

    Raises:
        Problems: ``cli.file_exists``, ``report.binary``, ``report.no_audience`` and
            ``report.view_not_kept`` before anything is made; what is wrong with the rest.
    """
    form = Form(order.asked.format)
    _check(order, making, form)
    with Record.open(record_folder(making.record)) as opened:
        found = made(opened, order)
        content = rendered(found, form, order.asked.language)

        def enter() -> None:
            if making.issue:
                item = issued(found, order, content)
                opened.append_entry(EntryKind.ISSUED, item, by=recorder(order.asked.by), at=now())

        if making.out is not None:
            write_whole(making.out, content, once_safe=enter)
        else:
            enter()
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        size = opened.size
    _tell(order, making, content, size)


def _check(order: Order, making: Making, form: Form) -> None:
    problems = []
    if making.out is not None and making.out.exists():
        problems.append(Problem("cli.file_exists", str(making.out)))
    if making.out is None and form in (Form.PDF, Form.DOCX) and sys.stdout.isatty():
        problems.append(Problem("report.binary", form.value))
    if making.issue and not order.audience.strip():
        problems.append(Problem("report.no_audience", repr(order.audience)))
    if making.issue:
        problems += [
            Problem("report.view_not_kept", one) for one in order.asked.views if one.endswith(".toml")
        ]
    if problems:
        raise Problems(problems)


def _tell(order: Order, making: Making, content: bytes, size: int) -> None:
    """What was done, on stderr: stdout is the report's."""
    where = str(making.out) if making.out is not None else "stdout"
    told = f"Written: {where}, sha256 {file_hash(content)}"
    if making.issue:
        told += f"; issued to {order.audience} as entry {size - 1}"
    if making.issue or making.out is not None:
        sys.stderr.write(f"{isolated(harmless(told))}\n")


@app.command("affected")
def affected(
    *,
    every: Annotated[
        bool, typer.Option("--all", help="Also the issued reports in which nothing has changed.")
    ] = False,
    record: RecordOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Issued reports that a later entry changes: what they say, what follows now, and why."""
    with Record.open(record_folder(record)) as opened:
        found = [one for one in find_affected(opened) if every or one.is_affected]
    emit(
        format,
        body=[_shape(one) for one in found],
        sheet=_rows(found),
        draw=lambda screen: _draw(found, screen),
    )


def _shape(one: Affected) -> dict[str, Any]:
    item = one.issued
    return {
        "entry": one.seq,
        "issued_at": one.issued_at.isoformat(),
        "by": one.by,
        "title": item.title,
        "audience": item.audience,
        "report_sha256": item.report_sha256,
        "agreement": item.agreement,
        "views": item.view.split(),
        "size": item.size,
        "root": item.root,
        "assessment_version": item.assessment_version,
        "other_version": one.other_version,
        "unknown": one.unknown,
        "changes": [_change_shape(change) for change in one.changes],
    }


def _change_shape(change: Change) -> dict[str, Any]:
    return {
        "what": change.what,
        "view": change.view,
        "id": change.id,
        "then": change.then,
        "now": change.now,
        "directly": change.directly,
        "because": [
            {
                "entry": item.seq,
                "recorded_at": item.recorded_at.isoformat(),
                "by": item.by,
                "kind": item.kind.value,
                "what": item.what,
                "id": item.id,
                "reason": item.reason,
            }
            for item in change.because
        ],
    }


_COLUMNS = ("issued", "title", "to", "what", "view", "of", "then", "now", "because of")


def _rows(found: Iterable[Affected]) -> Sheet:
    """One row for each change, for a spreadsheet."""
    rows: list[tuple[Cell, ...]] = []
    for one in found:
        head = (one.seq, one.issued.title, one.issued.audience)
        if not one.changes:
            rows.append((*head, one.unknown or "nothing", "", "", "", "", ""))
        rows += [
            (*head, change.what, change.view, change.id, change.then, change.now, _because(change))
            for change in one.changes
        ]
    return Sheet("", _COLUMNS, tuple(rows), ())


def _because(change: Change) -> str:
    entries = " ".join(str(item.seq) for item in change.because)
    return entries if change.directly or not entries else f"perhaps {entries}"


def _draw(found: list[Affected], screen: Console) -> None:
    if not found:
        screen.print("No issued report says anything that has changed.")
    for one in found:
        screen.print(f"Entry {one.seq}: {one.issued.title}", style="bold", soft_wrap=True)
        screen.print(
            f"issued to {one.issued.audience} on {one.issued_at:%Y-%m-%d} by {one.by}, under {one.issued.view}, "
            f"from {one.issued.size} entries",
            soft_wrap=True,
        )
        if one.unknown:
            screen.print(f"what has changed cannot be told: {one.unknown}", soft_wrap=True)
        if one.other_version:
            screen.print(f"made with assessment version {one.issued.assessment_version}, not this one")
        rows = tuple(
            (
                change.what,
                change.view,
                change.id,
                change.then or "not there",
                change.now or "not there",
                _because(change),
            )
            for change in one.changes
        )
        if rows:
            draw_sheet(Sheet("", ("what", "view", "of", "then", "now", "because of"), rows, ()), screen)
        later = {item.seq: item for change in one.changes for item in change.because}
        for seq in sorted(later):
            screen.print(f"  {_entry_told(later[seq])}", soft_wrap=True)
        screen.print()


def _entry_told(item: HistoryItem) -> str:
    reason = f": {item.reason}" if item.reason else ""
    return f"entry {item.seq}, {item.recorded_at:%Y-%m-%d} by {item.by}: {item.kind.value} {item.what}{reason}".rstrip()
