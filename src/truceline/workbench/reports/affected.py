"""Which issued reports say something that the record would say differently now, and why.

Each is made again twice: from what the record held then, and from what it holds now, under the
same views and for the same readers. What differs is told with the later entries behind it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TypeAlias

from attrs import frozen

from truceline.assessment.account import Toll
from truceline.assessment.finding import ASSESSMENT_VERSION, Outcome, Responsible
from truceline.record.entries import EntryKind, Issued
from truceline.record.store import Record
from truceline.testimony.claim import ControlClaim, RelationClaim, StandingClaim, TermClaim
from truceline.values.problems import Problems
from truceline.workbench.dossiers.history import Histories
from truceline.workbench.dossiers.values import HistoryItem
from truceline.workbench.reports.asking import Order, as_of_now, as_of_then, made
from truceline.workbench.reports.values import Daily, Report

Key: TypeAlias = tuple[str, str, str]
"""What is told (finding, losses, listed, account, count, due ...), under which view, of which id."""


@frozen
class Change:
    """One thing an issued report says otherwise than the record would now.

    ``then`` and ``now`` are "" where it was, or is, not in the report. ``because`` are later
    entries about it; where there are none, ``directly`` is False and they are those on who is
    bound, where and under which text, which may bear on it.
    """

    what: str
    view: str
    id: str
    then: str
    now: str
    because: tuple[HistoryItem, ...]
    directly: bool


@frozen
class Affected:
    """An issued report, with what it says that has changed; ``unknown`` is why that cannot be told."""

    seq: int
    issued_at: datetime
    by: str
    issued: Issued
    changes: tuple[Change, ...]
    other_version: bool
    unknown: str

    @property
    def is_affected(self) -> bool:
        return bool(self.changes or self.unknown)


def affected(record: Record) -> Iterator[Affected]:
    """Every issued report in the order of issuing, whether anything has changed or not."""
    for entry in record.entries():
        if entry.kind is EntryKind.ISSUED:
            issued: Issued = entry.item
            changes, unknown = _changes(record, issued)
            yield Affected(
                seq=entry.seq,
                issued_at=entry.recorded_at,
                by=entry.by,
                issued=issued,
                changes=changes,
                other_version=issued.assessment_version != ASSESSMENT_VERSION,
                unknown=unknown,
            )


def _changes(record: Record, issued: Issued) -> tuple[tuple[Change, ...], str]:
    """What has changed; or why nobody can tell."""
    if issued.asked is None:
        return (), "not said what it was asked for"
    order = Order(issued.asked, issued.agreement, "", issued.audience)
    try:
        then = substance(made(record, as_of_then(order, issued.size)))
    except Problems as error:
        return (), "; ".join(problem.code for problem in error.problems)
    now = _now(record, order)
    histories = Histories(record, frozenset(issued.asked.handlings))
    told = _Causes(histories, issued.size)
    keys = [key for key in dict.fromkeys((*then, *now)) if then.get(key, "") != now.get(key, "")]
    return tuple(told.change(key, then.get(key, ""), now.get(key, "")) for key in keys), ""


def _now(record: Record, order: Order) -> Mapping[Key, str]:
    """What it would say now: nothing at all where its incident is no longer on record."""
    try:
        return substance(made(record, as_of_now(order)))
    except Problems as error:
        if {problem.code for problem in error.problems} == {"cli.not_found"}:
            return {}
        raise


class _Causes:
    """Finds the later entries behind a change."""

    def __init__(self, histories: Histories, size: int) -> None:
        self._histories = histories
        self._size = size

    def change(self, key: Key, then: str, now: str) -> Change:
        what, view, id = key
        names = tuple(part for part in id.split(" ") if part)
        direct = self._histories.of(names, self._size)
        return Change(what, view, id, then, now, direct or self._framework(), directly=bool(direct))

    def _framework(self) -> tuple[HistoryItem, ...]:
        """Later entries on who is bound or tied to whom, on places, and on the texts themselves."""
        later = self._histories.since(self._size, _BEARING)
        return tuple(item for item in later if item.claim is None or isinstance(item.claim, _FRAMEWORK))


_FRAMEWORK = (StandingClaim, RelationClaim, TermClaim, ControlClaim)
_BEARING = frozenset(
    {
        EntryKind.SOURCE, EntryKind.ACTOR, EntryKind.PLACE, EntryKind.DOCUMENT, EntryKind.CLAIM,
        EntryKind.LINK, EntryKind.JUDGEMENT, EntryKind.ENDING,
    }
)  # fmt: skip


def substance(report: Report) -> Mapping[Key, str]:
    """What a report says, piece by piece, without its wording: two that say the same are equal."""
    return dict(_of_day(report) if isinstance(report, Daily) else _of_incident(report))


def _of_day(report: Daily) -> Iterator[tuple[Key, str]]:
    for one in report.incidents:
        yield ("listed", "", one.incident), "/".join(one.days) or "no day"
        for found in one.findings:
            told = finding_told(found.outcome, found.failed, found.responsible, found.out)
            yield ("finding", found.view, one.incident), told
        yield ("losses", "", one.incident), _tolls_told(one.tolls)
        yield from ((("account", "", claim), str(told.speaker)) for told in one.told for claim in told.claims)
    for recorder in report.recorders:
        stated = "parts only" if recorder.stated is None else str(recorder.stated)
        yield (
            ("count", "", recorder.claim),
            f"{recorder.counter}, {recorder.window}: {stated} {recorder.unit}",
        )
    for watch in report.watches:
        by = f" by {watch.prevented_by}" if watch.prevented_by is not None else ""
        yield ("watch", "", watch.claim), f"{watch.result.value}{by}"
    view = report.compared[0].now.name
    for owed in report.owed:
        yield ("due", view, f"{owed.due.request or ''} {owed.due.provision}".strip()), owed.due.standing.value


def _of_incident(report: Report) -> Iterator[tuple[Key, str]]:
    assert not isinstance(report, Daily)
    found = report.dossier
    for under in found.findings:
        told = finding_told(under.outcome, under.failed, under.responsible, under.out)
        yield ("finding", under.view, found.incident), told
        yield ("losses", under.view, found.incident), _tolls_told(under.tolls)
    for row in found.accounts.rows:
        for telling, cells in zip(found.accounts.tellings, row.cells, strict=True):
            for cell in cells:
                yield ("account", "", cell.claim), f"{telling.speaker}: {row.name} {cell.value}"
    for one in found.determinations:
        yield ("determination", "", one.claim), f"{one.stage.value}: {one.judgement}"


def finding_told(
    outcome: Outcome | None, failed: str | None, responsible: Responsible | None, out: str | None
) -> str:
    """A finding in the record's own words."""
    if outcome is None:
        return f"out: {out}"
    if outcome is Outcome.NONE:
        return f"none: {failed}"
    return f"{outcome.value}; responsible: {responsible}"


def _tolls_told(tolls: Iterable[Toll]) -> str:
    """Tolls by what they are tolls of."""
    told = (f"{_scope_told(toll)} {toll.count}" for toll in tolls)
    return "; ".join(sorted(told))


def _scope_told(toll: Toll) -> str:
    scope = toll.scope
    at = f" in {scope.place}" if scope.place else ""
    return f"{scope.victims} {scope.harm}{at}".strip()
