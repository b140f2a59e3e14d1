"""Reports as plain data: the JSON and CSV that programs and spreadsheets read.

Fields are those of the report's values, under their own names. Protected sources stand under
the number they have in every rendering, never under their id.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

import attrs

from truceline.assessment.finding import DISCLAIMER
from truceline.assessment.ledger import Ledger
from truceline.assessment.shapes import Shape, ledger_shape
from truceline.testimony.claim import Claim
from truceline.testimony.statement import Speaker
from truceline.values.harmless import escaped
from truceline.values.when import Period
from truceline.values.where import Location
from truceline.values.who import Who
from truceline.workbench.reports.phrases import numbers_of
from truceline.workbench.reports.values import Daily, Register, Report, Violation


def report_shape(report: Report) -> Shape:
    """The whole report as plain data."""
    kind = "daily" if isinstance(report, Daily) else "incident"
    fields = {
        field.name: _plain(getattr(report, field.name))
        for field in attrs.fields(type(report))
        if field.name != "register"
    }
    shape: Shape = {"report": kind, "note": DISCLAIMER, **fields}
    masked: Shape = _masked(shape, _masks(report.register))
    return masked


def json_of(report: Report) -> bytes:
    """The report as JSON."""
    return (escaped(json.dumps(report_shape(report), ensure_ascii=False, indent=2)) + "\n").encode()


def csv_of(report: Report) -> bytes:
    """A day's incidents, a row for each view; or an incident's accounts, a row for each value."""
    rows = _daily_rows(report) if isinstance(report, Daily) else _account_rows(report)
    masks = _masks(report.register)
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerows([_masked(cell, masks) for cell in row] for row in rows)
    return written.getvalue().encode()


_SPELT = (Period, Location, Who, Speaker)


def _plain(value: Any) -> Any:
    """Frozen values as objects, enumerations as their words, texts of the record as written."""
    if isinstance(value, Ledger):
        return ledger_shape(value)
    if isinstance(value, _SPELT):
        return str(value)
    if isinstance(value, Claim):
        return value.id
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(_plain(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(map(_plain, value))
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if attrs.has(type(value)):
        return {field.name: _plain(getattr(value, field.name)) for field in attrs.fields(type(value))}
    return value


def _masks(register: Register) -> dict[str, str]:
    """What stands for protected sources and their documents in data."""
    numbered = (("source", register.protected), ("document", register.documents))
    return {
        id: f"protected-{kind}-{number}" for kind, ids in numbered for number, id in enumerate(ids, start=1)
    }


def _masked(value: Any, masks: Mapping[str, str]) -> Any:
    if not masks:
        return value
    if isinstance(value, str):
        return masks.get(value, value)
    if isinstance(value, dict):
        return {masks.get(key, key): _masked(item, masks) for key, item in value.items()}
    return [_masked(item, masks) for item in value] if isinstance(value, list) else value


_FOOT = ("agreement", "record", "size", "root", "assessment_version")


def _foot_cells(report: Report) -> tuple[Any, ...]:
    head = report.foot.head
    return report.foot.agreement, head.origin, head.size, head.root, head.assessment_version


def _daily_rows(report: Daily) -> Iterable[tuple[Any, ...]]:
    yield (
        "incident", "days", "places", "kinds", "view", "out", "outcome", "failed", "share", "responsible",
        "provisions", "killed_low", "killed_best", "killed_high", "sources", *_FOOT,
    )  # fmt: skip
    numbers = numbers_of(report.notes)
    for one in report.incidents:
        whole = next((toll.count for toll in one.tolls if toll.scope.harm == "killed"), None)
        killed = (whole.low, whole.best, whole.high) if whole is not None else ("", "", "")
        notes = sorted({numbers[claim] for told in one.told for claim in told.claims})
        for found in one.findings:
            answering = found.responsible
            yield (
                one.incident, "/".join(one.days), " | ".join(map(str, one.places)), " | ".join(one.kinds),
                found.view, found.out or "", found.outcome.value if found.outcome is not None else "",
                found.failed or "", answering.share.value if answering is not None else "",
                " ".join(answering.actors) if answering is not None else "", " ".join(found.provisions),
                *killed, " ".join(map(str, notes)), *_foot_cells(report),
            )  # fmt: skip


def _account_rows(report: Violation) -> Iterable[tuple[Any, ...]]:
    yield (
        "incident", "field", "scope", "speaker", "document", "value", "denied", "firmness", "likeness",
        "set_aside", "claim", "source", *_FOOT,
    )  # fmt: skip
    numbers, found = numbers_of(report.notes), report.dossier
    for row in found.accounts.rows:
        scope = row.scope
        told = f"{scope.harm} {scope.victims} {scope.place}".strip() if scope is not None else ""
        for telling, cells in zip(found.accounts.tellings, row.cells, strict=True):
            for cell in cells:
                yield (
                    found.incident, row.name, told, str(telling.speaker), telling.document, str(cell.value),
                    "yes" if cell.denied else "no", cell.firmness.value, cell.likeness.value,
                    cell.aside or "", cell.claim, numbers[cell.claim], *_foot_cells(report),
                )  # fmt: skip
