"""What the engine is held to: each bar with the figure found in one run, the worst of them where there are several."""

from collections.abc import Iterable, Iterator

from attrs import asdict, frozen

from bench.budget import BARRED, BARS, KEPT_BAR, MANY, PEAK_BAR, RIVALS
from bench.full_view import VIEWS, work_of
from bench.main_job import FIRST_USE
from bench.measuring import US, Row

SIZE = f"{BARRED[0]:,} x {BARRED[1]:,}"
_FIRST_USE, _SPARK = 5.0, 3.0


@frozen
class Bar:
    """One bar: of which work and subject which figure is to be at most so much, or at least."""

    work: str
    subject: str
    figure: str
    bar: float
    at_least: bool

    def of(self, row: Row) -> float | None:
        """The figure of a row that this bar is about; None for any other row."""
        if (row.work, row.subject) != (self.work, self.subject):
            return None
        if self.figure == "kept":
            return float(row.note.split(" MB per million")[0])
        value: float | None = getattr(row, self.figure)
        return value


@frozen
class Held:
    """A bar and what was found; nothing is found where it was not measured, and ``held`` says so."""

    what: str
    bar: str
    found: float | None
    held: str


def bars() -> Iterator[Bar]:
    """Every bar, in the order of the design."""
    for work, (figure, most) in BARS.items():
        yield Bar(f"{work}, {SIZE}", US, figure, most, at_least=False)
    for subject, least in RIVALS[0].items():
        yield Bar(f"candidates, {SIZE}", subject, "ratio_to_us", least, at_least=True)
    for subject, least in RIVALS[1].items():
        for view in VIEWS:
            yield Bar(f"{work_of(view, framed=True)}, {SIZE}", subject, "ratio_to_us", least, at_least=True)
    yield Bar(f"arrays kept, {SIZE}", US, "kept", KEPT_BAR, at_least=False)
    yield Bar(f"arrays kept, {MANY:,} x {BARRED[1]:,}", US, "peak_mb", PEAK_BAR, at_least=False)
    yield Bar(
        f"ledgers of two views from files, {SIZE}", "Spark local[2]", "ratio_to_us", _SPARK, at_least=False
    )
    yield Bar(FIRST_USE, US, "cpu_s", _FIRST_USE, at_least=False)


_UNITS = {
    "wall_s": "s wall",
    "cpu_s": "s of processor",
    "peak_mb": "MB",
    "kept": "MB a million",
    "ratio_to_us": "times ours",
}


def held(rows: Iterable[Row]) -> list[Held]:
    """Each bar with the worst figure that these rows have of it."""
    rows = tuple(rows)
    return [_held(bar, [value for row in rows if (value := bar.of(row)) is not None]) for bar in bars()]


def _held(bar: Bar, values: list[float]) -> Held:
    sign = ">=" if bar.at_least else "<="
    name = bar.work if bar.subject == US else f"{bar.work}: {bar.subject}"
    said = f"{sign} {bar.bar:g} {_UNITS[bar.figure]}"
    if not values:
        return Held(name, said, None, "not measured")
    worst = min(values) if bar.at_least else max(values)
    missed_by = bar.bar / worst if bar.at_least else worst / bar.bar
    return Held(name, said, worst, "held" if missed_by <= 1 else f"missed by {missed_by:.2f}")


def told(found: Iterable[Held]) -> Iterator[str]:
    """The table of what was measured, line by line; the rest is counted."""
    found = tuple(found)
    measured = [one for one in found if one.found is not None]
    if measured:
        yield f"{'must hold':68} {'bar':24} {'found':>9}"
    for one in measured:
        yield f"{one.what:68} {one.bar:24} {one.found:>9.4g}  {one.held}"
    if len(measured) < len(found):
        yield f"bars not measured by this work: {len(found) - len(measured)} of {len(found)} (make bench WORK=all measures all)"


def as_rows(found: Iterable[Held]) -> list[dict[str, object]]:
    """The same for a file."""
    return [asdict(one) for one in found]
