"""Indicators as pages show them: each measure of each subject over time, by whose word."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from attrs import frozen

from truceline.testimony.claim import IndicatorClaim, Modality, Polarity
from truceline.values.doubt import Count
from truceline.values.when import zone_of
from truceline.workbench.formats import Sheet
from truceline.workbench.pages.agreements import Named
from truceline.workbench.pages.cited import Cited, Quoter


@frozen
class Measured:
    """One figure: the first and last day it is about (None where none is told), and its claim."""

    first: date | None
    last: date | None
    count: Count
    actual: bool
    compared_with: str
    claim: Cited


@frozen
class Series:
    """One measure of one subject; ``points`` are in the order of their days, undated ones last."""

    subject: Named
    measure: str
    unit: str
    points: tuple[Measured, ...]

    @property
    def dated(self) -> tuple[Measured, ...]:
        """The figures that are about a known day or stretch of days."""
        return tuple(one for one in self.points if one.last is not None)

    @property
    def is_drawn(self) -> bool:
        """Whether there is anything over time to draw: a single figure is read, not looked at."""
        return len(self.dated) > 1


@frozen
class Measures:
    """All series; those of several figures first."""

    series: tuple[Series, ...]


def measures(quoter: Quoter, about: str) -> Measures:
    """Every indicator on record, or those of one subject."""
    claims = [
        claim
        for claim in quoter.case.shared.evidence.snapshot.claims
        if isinstance(claim, IndicatorClaim) and about in ("", claim.subject)
    ]
    grouped: dict[tuple[str, str, str], list[IndicatorClaim]] = defaultdict(list)
    for claim in claims:
        grouped[claim.subject, claim.measure, claim.unit].append(claim)
    series = [_series(quoter, key, several) for key, several in grouped.items()]
    return Measures(tuple(sorted(series, key=lambda one: (-len(one.points), one.subject.name, one.measure))))


def _series(quoter: Quoter, key: tuple[str, str, str], claims: Iterable[IndicatorClaim]) -> Series:
    subject, measure, unit = key
    points = sorted((_measured(quoter, claim) for claim in claims), key=_by_day)
    return Series(Named(subject, quoter.name(subject)), measure, unit, tuple(points))


def _by_day(one: Measured) -> tuple[date, date, str]:
    return one.last or date.max, one.first or date.max, one.claim.claim


def _measured(quoter: Quoter, claim: IndicatorClaim) -> Measured:
    first, last = _days(claim)
    return Measured(
        first=first,
        last=last,
        count=claim.value,
        actual=claim.modality is Modality.ACTUAL and claim.polarity is Polarity.AFFIRMED,
        compared_with=claim.compared_with,
        claim=quoter.quote(claim),
    )


def _days(claim: IndicatorClaim) -> tuple[date | None, date | None]:
    if claim.happened is None:
        return None, None
    zone, span = zone_of(claim.happened.zone), claim.happened.span
    first = span.start.astimezone(zone).date() if span.start is not None else None
    last = (span.end - timedelta(microseconds=1)).astimezone(zone).date() if span.end is not None else first
    return first, last


def measures_sheet(page: Measures) -> Sheet:
    """One row for each figure."""
    rows = tuple(
        (one.subject.id, one.measure, one.unit, str(point.first or ""), str(point.last or ""), point.count.low,
         point.count.best, point.count.high, point.count.words, point.compared_with, point.claim.claim,
         point.claim.speaker, point.claim.said, point.claim.aside)
        for one in page.series
        for point in one.points
    )  # fmt: skip
    columns = ("subject", "measure", "unit", "first_day", "last_day", "low", "best", "high", "words", "compared_with", "claim", "speaker", "said", "set_aside")  # fmt: skip
    return Sheet("", columns, rows, ())
