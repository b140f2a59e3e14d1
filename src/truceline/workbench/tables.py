"""Ledgers as tables for people; every figure stands under its view's name."""

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console

from truceline.assessment.counted import Counted
from truceline.assessment.doubts import Why
from truceline.assessment.finding import CONDITIONS, DISCLAIMER, EITHER_WAY
from truceline.assessment.ledger import STRETCH, By, Ledger
from truceline.assessment.loss import Loss
from truceline.assessment.sensitivity import Without
from truceline.workbench.formats import Cell, Sheet, draw_sheet

Names = Mapping[str, str]
"""What actors, places and sources are called, by id."""

REASONS = {
    "when": "outside the period",
    "where": "outside the area",
    "what": "conduct not covered",
    "who": "perpetrator not bound",
    "whom": "target not protected by this agreement",
    "exception": "an exception applies",
    EITHER_WAY: "not a breach either way",
}
_ROWS_OF = {
    By.ACTOR: "by who is responsible",
    By.PROVISION: "by provision",
    By.PLACE: "by place",
    By.KIND: "by kind of conduct",
    By.DAY: "by day",
    By.WEEK: "by week",
    By.MONTH: "by month",
}
_NOBODY = {By.ACTOR: "not attributed", By.PLACE: "place not known"}
_NOTHING = ("", "0", "-")
_BESIDE = "beside these figures"


def bounds(definite: int, possible: int) -> str:
    """Worst-case bounds: what is definite, and that with what is possible."""
    return f"{definite} to {definite + possible}" if possible else str(definite)


def loss_text(loss: Loss) -> str:
    """Best (low to high); the best figure only where every toll has one."""
    if not loss.incidents:
        return "-"
    if loss.high is None:
        span = f"{loss.low} or more"
    else:
        span = str(loss.low) if loss.low == loss.high else f"{loss.low} to {loss.high}"
    has_best = loss.best_of == loss.incidents and not loss.low == loss.best == loss.high
    return f"{loss.best} ({span})" if has_best else span


def headline(ledgers: Sequence[Ledger], heads: tuple[str, ...] = ()) -> Sheet:
    """The figures of each ledger side by side, under its view's name or the heads given.

    Lines that are nothing in every ledger are left out.
    """
    reasons = tuple(dict.fromkeys(reason for ledger in ledgers for reason in ledger.out))
    figures = [_figures(ledger, reasons) for ledger in ledgers]
    rows = [(label, *(one[label] for one in figures)) for label in figures[0]]
    shown = [
        row for row in rows if not row[0].startswith(" ") or any(cell not in _NOTHING for cell in row[1:])
    ]
    if shown[-1][0] == _BESIDE:
        shown.pop()
    return Sheet("", ("", *(heads or (ledger.name for ledger in ledgers))), tuple(shown), ())


def _figures(ledger: Ledger, reasons: tuple[str, ...]) -> dict[str, str]:
    totals, dues = ledger.totals, ledger.dues
    failed = {f"  {REASONS[name]}": str(ledger.none.get(name, 0)) for name in (*CONDITIONS, EITHER_WAY)}
    summed = f"{ledger.aggregates.possible} possible, {sum(ledger.aggregates.none.values())} none"
    return {
        "incidents in the view": str(ledger.in_),
        "  possible at most": str(ledger.in_perhaps),
        "breaches, least to most": bounds(totals.definite, totals.possible),
        "  killed in the definite ones": loss_text(totals.loss),
        "  killed in the possible ones": loss_text(totals.loss_possible),
        "no breach": str(totals.none),
        **failed,
        "  killed in these": loss_text(totals.loss_none),
        "out of the view": str(sum(ledger.out.values())),
        **{f"  {reason}": str(ledger.out.get(reason, 0)) for reason in reasons},
        _BESIDE: "",
        "  reports that sum up several": "" if summed == "0 possible, 0 none" else summed,
        "  parts, counted in their whole": str(ledger.parts),
        "  possible doubles": str(ledger.possible_doubles),
        "  begin earlier, may overlap": str(ledger.may_overlap),
        "  begin here, may fall outside": str(ledger.may_fall_outside),
        "  dues not met, least to most": bounds(dues.definite, dues.possible),
        "  dues met, or no longer owed": str(dues.none),
        "  dues pending": str(dues.pending),
    }


def rows_sheet(ledgers: Sequence[Ledger], by: By, names: Names, *, most: int | None = None) -> Sheet:
    """Breaches by key, a column for each view; the busiest key first."""
    cells: dict[tuple[str, ...], dict[str, tuple[int, int]]] = {}
    for ledger in ledgers:
        for row in ledger.rows:
            cells.setdefault(row.key, {})[ledger.name] = (row.definite, row.possible)
    order = sorted(cells, key=(lambda key: key) if by in STRETCH else lambda key: _weight(cells[key]))
    rows = tuple(
        (key_text(key, by, names), *(bounds(*cells[key].get(ledger.name, (0, 0))) for ledger in ledgers))
        for key in order[:most]
    )
    note = ("A breach shared by two actors stands in one row, under both.",) if by is By.ACTOR else ()
    if len(rows) < len(order):
        note = (*note, f"and {len(order) - len(rows)} more rows")
    return Sheet(f"Breaches {_ROWS_OF[by]}", ("", *(ledger.name for ledger in ledgers)), rows, note)


def _weight(cells: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
    return -sum(definite for definite, _ in cells.values()), -sum(possible for _, possible in cells.values())


def key_text(key: tuple[str, ...], by: By, names: Names) -> str:
    """A row's key in words; several actors are those one of whom, or all, are responsible."""
    return " / ".join(names.get(part, part) for part in key) or _NOBODY.get(by, "not known")


def counted_sheet(ledgers: Sequence[Ledger], most: int) -> Sheet:
    """What the sources themselves count, and how much of it can be found in each view."""
    by_claim: dict[str, list[Counted]] = {}
    for ledger in ledgers:
        for counted in ledger.as_counted:
            by_claim.setdefault(counted.claim, []).append(counted)
    rows = tuple(
        (
            same[0].counter,
            same[0].window,
            same[0].unit,
            "parts only" if same[0].stated is None else str(same[0].stated),
            same[0].described_there,
            " / ".join(str(one.held_here) for one in same),
            same[0].not_accounted_for,
        )
        for same in by_claim.values()
    )
    held = "held here" if len(ledgers) == 1 else "held in each view"
    columns = ("counted by", "window", "unit", "stated", "described", held, "not accounted for")
    notes = ["Their own numbers in their own units: never added, never converted, never findings."]
    if len(rows) > most:
        notes.append(
            f"The first {most} of {len(rows)}; name days with --from and --to, or take --format json."
        )
    return Sheet("As counted by the sources themselves", columns, rows[:most], tuple(notes))


def why_sheets(why: Why) -> tuple[Sheet, ...]:
    """Why so much is only possible, and what would settle most of it."""
    conditions = tuple((name, number) for name, number in why.conditions.items())
    questions = tuple((one.incidents, one.key, one.settle) for one in why.questions[:_MOST])
    more = len(why.questions) - len(questions)
    settled = tuple(
        (one.answer, bounds(one.totals.definite, one.totals.possible), one.totals.none) for one in why.settled
    )
    sheets = [
        Sheet(
            f"Why {why.possible} are only possible: what is open", ("condition", "incidents"), conditions, ()
        ),
        Sheet(
            "The questions that leave most of them open",
            ("incidents", "question", "what would settle it"),
            questions,
            (f"and {more} more questions",) if more > 0 else (),
        ),
    ]
    if settled:
        sheets.append(Sheet("The ledger if it were settled", ("if", "breaches", "no breach"), settled, ()))
    return tuple(sheets)


_MOST = 8
MOST_COUNTS = 10


def without_sheet(rows: Iterable[Without], names: Names, *, title: str) -> Sheet:
    """The ledger without each source in turn, the one that moves it most first."""
    cells: tuple[tuple[Cell, ...], ...] = tuple(
        (
            left_out(one.sources, names),
            one.in_,
            bounds(one.definite, one.possible),
            one.none,
            one.lost,
            one.changed,
        )
        for one in rows
    )
    columns = ("without", "incidents in", "breaches", "no breach", "no longer in", "findings changed")
    return Sheet(title, columns, cells, ())


def left_out(sources: tuple[str, ...], names: Names) -> str:
    """A source by name; protected ones together, by number."""
    return names.get(sources[0], sources[0]) if len(sources) == 1 else f"{len(sources)} protected sources"


def heading(ledger: Ledger) -> str:
    """What a ledger is made under, in one line: without it no figure means anything."""
    parts = [f"{ledger.name}: {ledger.title}"]
    if ledger.unfiltered:
        parts.append("nothing was filtered")
    if ledger.published_by:
        parts.append(f"published by {ledger.published_by}")
    parts.append(f"known by {ledger.known_by or 'now'} (@{ledger.size}, root {ledger.root[:12]})")
    if ledger.not_assessed:
        parts.append(f"not assessed: {', '.join(ledger.not_assessed)}")
    return "; ".join(parts)


def draw_ledgers(ledgers: Sequence[Ledger], by: By, names: Names, screen: Console) -> None:
    """Ledgers side by side, with what each was made under above and what they are not below."""
    screen.print(f"Under {ledgers[0].agreement}, as reported:", style="bold")
    for ledger in ledgers:
        screen.print(heading(ledger), soft_wrap=True)
    screen.print()
    sheets = [headline(ledgers), rows_sheet(ledgers, by, names), counted_sheet(ledgers, MOST_COUNTS)]
    for sheet in sheets:
        if sheet.rows:
            draw_sheet(sheet, screen)
            screen.print()
    version = ledgers[0].assessment_version
    screen.print(f"{DISCLAIMER} Assessment version {version}; record {ledgers[0].origin}.", style="dim")


def ledger_csv(ledgers: Iterable[Ledger]) -> Sheet:
    """Every row of every ledger with its view and key, for a spreadsheet."""
    columns = (
        "view", "agreement", "published_by", "known_by", "size", "key", "provisions", "definite", "possible",
        "killed_low", "killed_best", "killed_high", "killed_possible_low", "killed_possible_best",
        "killed_possible_high",
    )  # fmt: skip
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            one.name, one.agreement, one.published_by, one.known_by, one.size, " ".join(row.key),
            " ".join(row.provisions), row.definite, row.possible,
            row.loss.low, row.loss.best, row.loss.high,
            row.loss_possible.low, row.loss_possible.best, row.loss_possible.high,
        )
        for one in ledgers
        for row in one.rows
    )  # fmt: skip
    return Sheet("", columns, rows, ())
