"""The figures that must come out of UCDP GED (semantics 8), worked out through the record and the views.

``python -m tests.real.figures`` prints each beside what is expected; the tests assert them.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import frozen

from truceline.agreement.parse import read_agreement
from truceline.assessment.case import Case, share
from truceline.assessment.doubts import why_possible
from truceline.assessment.evidence import gather
from truceline.assessment.finding import Outcome
from truceline.assessment.incidents import incidents
from truceline.assessment.ledger import Scope, collect, tally
from truceline.assessment.selection import Window, every_incident
from truceline.assessment.sensitivity import Without, sensitivity
from truceline.assessment.view_file import shipped_view
from truceline.exchange.datasets import dataset_rows, with_datasets
from truceline.exchange.ucdp import NOT_STATED, import_ucdp, read_ged
from truceline.record.store import Record
from truceline.workbench.demo import load_example

GED = Path(__file__).parents[3] / "shared" / "data" / "ucdp_ged_syria" / "ged_syria.csv.gz"
NOW = datetime(2026, 11, 24, tzinfo=UTC)

TWO_CLAUSES = """
id = "syria-coh-2016"
title = "The two directed clauses on the use of weapons"
kind = "cessation-of-hostilities"
zone = "Asia/Damascus"
from = "2016-02-27T00:00"

[[provision]]
id = "groups"
text = "Groups that confirmed do not attack the government and its associates."
prohibits = ["use-of-weapons"]
binds = { accepted = "syria-coh-2016" }
protects = { actors = ["government-of-syria", "syrian-armed-forces", "russian-aerospace-forces"], and = ["supporting", "associated"] }
excludes = [{ actor = "isil" }, { actor = "al-nusra" }]
area = "syria"

[[provision]]
id = "government"
text = "The government and its associates do not attack groups that confirmed."
prohibits = ["use-of-weapons"]
binds = { actors = ["government-of-syria", "syrian-armed-forces", "russian-aerospace-forces"], and = ["supporting", "associated"] }
protects = { accepted = "syria-coh-2016" }
excludes = [{ actor = "isil" }, { actor = "al-nusra" }]
area = "syria"
"""


@frozen
class Figure:
    """One figure: what it is, what must come out, what came out."""

    name: str
    expected: str
    found: str

    @property
    def holds(self) -> bool:
        return self.expected == self.found


class Ged:
    """A record of GED alone, and one of GED beside the bundled example."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def alone(self) -> Case:
        return self._case("alone", example=False)

    @cached_property
    def beside(self) -> Case:
        return self._case("beside", example=True)

    def _case(self, name: str, *, example: bool) -> Case:
        with Record.create(self.folder / f"{name}.truceline", origin=f"test/{name}") as record:
            if example:
                load_example(record)
            import_ucdp(record, read_ged(GED), edition=NOT_STATED, by="test", at=NOW)
            snapshot = with_datasets(record, record.snapshot())
            self.rows = dataset_rows(record, snapshot)
        terms = read_agreement(TWO_CLAUSES, "two-clauses.toml")
        return Case(share(gather(snapshot)), terms, shipped_view("every-source"))

    def of_dyad(self, dyad: str) -> frozenset[str]:
        folded = self.alone.shared.evidence.folded
        return frozenset(
            folded.get(name, name) for name in self.rows if self.rows[name]["dyad_new_id"] == dyad
        )


WINDOWS = (
    (date(2016, 2, 27), date(2016, 5, 23), "643 2604/2640/2674 4 1"),
    (date(2016, 1, 28), date(2016, 2, 26), "322 1948"),
    (date(2016, 2, 27), date(2016, 3, 27), "196 670"),
    (date(2016, 3, 28), date(2016, 4, 26), "286 1199"),
    (date(2016, 4, 27), date(2016, 5, 26), "161 771"),
)

WHOLE_YEAR = ("ucdp:233200", "ucdp:236765", "ucdp:236773")

FINDINGS = {
    "ucdp:236764": "none either-way",
    "ucdp:236772": "none either-way",
    "ucdp:236774": "none whom",
    "ucdp:219224": "none whom",
}


def figures(ged: Ged) -> Iterator[Figure]:
    """Every figure that depends on views, findings or selection."""
    rebels = ged.of_dyad("11973") if ged.alone else frozenset()
    for first, last, expected in WINDOWS:
        found = incidents(ged.alone, Scope(Window(first, last), rebels.__contains__))
        text = f"{found.count} {found.loss.best}"
        if "/" in expected:
            loss = f"{found.loss.low}/{found.loss.best}/{found.loss.high}"
            text = f"{found.count} {loss} {found.may_overlap} {found.may_fall_outside}"
        yield Figure(f"dyad 11973, {first} to {last}", expected, text)
    whole = Scope(Window(date(2016, 2, 27), date(2016, 5, 23)), every_incident)
    yield Figure("all dyads in the window", "1296", str(incidents(ged.alone, whole).count))
    truce = Scope(whole.window, rebels.__contains__)
    without = {row.sources: row for row in sensitivity(ged.alone, truce)}
    yield Figure("rows of the dyad left without SOHR", "65", str(_without_sohr(without)))
    corroborated = Case(ged.alone.shared, ged.alone.agreement, shipped_view("corroborated"))
    several = tally(corroborated, truce).in_ - _with_unknown(corroborated, truce)
    yield Figure("at most 13 rows with two named origins", "True", str(several <= 13))
    yield from _findings(ged)
    yield from _doubts(ged, rebels)


def _without_sohr(without: dict[tuple[str, ...], Without]) -> int:
    """The rows still in; without a register GED's own spelling is the source's name."""
    return next(row.in_ for names, row in without.items() if set(names) & {"sohr", "ucdp:sohr"})


def _with_unknown(case: Case, scope: Scope) -> int:
    """Rows in only because an unnamed origin may be another."""
    return sum(bool(item.account.capped) for item in collect(case, scope).inside)


def _findings(ged: Ged) -> Iterator[Figure]:
    for incident in WHOLE_YEAR:
        finding = ged.beside.finding(incident)
        assert finding is not None
        yield Figure(f"{incident} possible at most", "True", str(finding.outcome is not Outcome.VIOLATION))
    for incident, expected in FINDINGS.items():
        folded = ged.beside.shared.evidence.folded.get(incident, incident)
        finding = ged.beside.finding(folded)
        assert finding is not None
        found = " ".join(filter(None, (finding.outcome.value, finding.failed)))
        yield Figure(f"finding on {incident}", expected, found)


def _doubts(ged: Ged, rebels: frozenset[str]) -> Iterator[Figure]:
    """For the dyad the table of doubts names one standing, and the ledger once it is admitted."""
    scope = Scope(Window(date(2016, 2, 27), date(2016, 5, 23)), rebels.__contains__)
    why = why_possible(ged.beside, scope, collect(ged.beside, scope), settle=True)
    yield Figure("what would settle most", "standing: syrian-insurgents", str(why.settling_most))
    accepted, refused = why.settled
    yield Figure("definite once it is admitted", "True", str(accepted.totals.definite > 400))
    yield Figure("none once it is refused", "True", str(refused.totals.none > 400))


def main() -> int:
    """Print every figure; 1 when one does not hold."""
    if not GED.exists():
        sys.stdout.write("UCDP GED is not here (../shared/data); nothing was worked out\n")
        return 0
    with TemporaryDirectory() as folder:
        found = list(figures(Ged(Path(folder))))
    for figure in found:
        mark = "holds" if figure.holds else "DIFFERS"
        sys.stdout.write(f"{mark:8} {figure.name}: expected {figure.expected}, found {figure.found}\n")
    return 0 if all(figure.holds for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
