"""From a table of reports to reports as columns, a row for each incident; all faults of it at once.

Tellings that agree on when, where, what kind, on whom and how many make one row. Incidents on which they
differ are told as claims in the evidence, so that the reference weighs them: nothing is cut to fit.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import evolve, frozen
from numpy.typing import NDArray

from truceline.assessment.case import Shared
from truceline.assessment.engine.gathering import reports_of
from truceline.assessment.engine.joining import end_to_end, with_wholes
from truceline.assessment.engine.packing import packed
from truceline.assessment.engine.reports import (
    ABSENT,
    EARLIEST,
    KIND,
    LOSSES,
    PARTICIPANTS,
    PLACE,
    TARGETS,
    TIME,
    Reports,
    taken,
)
from truceline.assessment.engine.told import evidence_of
from truceline.assessment.evidence import Evidence
from truceline.assessment.origins import Origins
from truceline.exchange.reports.collapsing import collapsed
from truceline.exchange.reports.sheet import NOTHING, Codes, Sheet, open_sheet
from truceline.exchange.reports.tellers import Tellers, tellers_of
from truceline.exchange.reports.things import Things, things_of
from truceline.values.problems import Problems


@frozen(eq=False)
class Told:
    """What a table and a record tell: reports, and the record with what does not fit columns as claims."""

    reports: Reports
    shared: Shared
    rows: int
    sha256: str


def read_reports_table(path: Path, shared: Shared, *, zone: str = "") -> Told:
    """The reports of a file, or of the files of a folder, with those of a record.

    ``zone`` is that of dates where the table names none.

    Raises:
        Problems: every fault of the table, each with the first row it is in.
    """
    sheet = open_sheet(path)
    evidence = shared.evidence
    names = _incidents(sheet, evidence)
    things, tellers = (
        things_of(sheet, evidence, zone),
        tellers_of(sheet, shared, names.codes.astype(np.int64), zone),
    )
    _check(sheet, names, things)
    part_of = _wholes(sheet, names, evidence)
    if sheet.faults:
        placed = (evolve(one, file=path.name) for one in sheet.faults)
        raise Problems(sorted(placed, key=lambda one: (one.line or 0, one.path)))
    each, begins = _each(names, things, tellers)
    every, differ = _every(each, begins)
    apart = differ | _by_claims(every, evidence)
    evidence = evolve(evidence, whole_of={**evidence.whole_of, **part_of})
    if apart.any():
        rows = np.flatnonzero(np.repeat(apart, np.diff(every.first)))
        evidence = evidence_of(packed(each), evidence, rows)
    shared = _with(shared, evidence)
    own = reports_of(evidence, shared.origins)
    found = end_to_end([own, taken(every, np.flatnonzero(~apart))])
    return Told(_with_wholes(found, evidence.whole_of), shared, len(sheet), sheet.sha256)


def _with_wholes(reports: Reports, whole_of: Mapping[str, str]) -> Reports:
    """The reports with each row's whole, by name."""
    if not whole_of:
        return reports
    names: list[str] = reports.incidents.to_pylist()
    number = {name: row for row, name in enumerate(names)}
    found = [number.get(whole_of.get(name, ""), ABSENT) for name in names]
    return with_wholes(reports, np.array(found, np.int32))


def _with(shared: Shared, evidence: Evidence) -> Shared:
    return evolve(shared, evidence=evidence, origins=Origins(evidence.snapshot), framings=[], accounts={})


def _incidents(sheet: Sheet, evidence: Evidence) -> Codes:
    """The incident of each row, under the name that judgements of sameness give it."""
    cells = sheet.text("incident")
    _need(sheet, "incident")
    _need(sheet, "source")
    bad = pc.invert(pc.match_substring_regex(cells, r"^[a-z0-9][a-z0-9._:-]*$"))
    sheet.fault("id.spelling", pc.fill_null(bad, False).to_numpy(zero_copy_only=False), "", "incident")  # noqa: FBT003 - what stands for no answer
    coded = cells.dictionary_encode()
    codes = pc.fill_null(coded.indices, 0).to_numpy(zero_copy_only=False).astype(np.int32)
    names: list[str] = coded.dictionary.to_pylist()
    if not evidence.folded:
        return Codes(codes, names)
    numbers: dict[str, int] = {}
    again = [numbers.setdefault(evidence.folded.get(name, name), len(numbers)) for name in names]
    return Codes(np.array(again, np.int32)[codes], tuple(numbers))


def _need(sheet: Sheet, name: str) -> None:
    sheet.fault("input.missing_key", pc.is_null(sheet.text(name)).to_numpy(zero_copy_only=False), name, name)


def _check(sheet: Sheet, names: Codes, things: Things) -> None:
    """What no single cell shows: rows that say nothing, times and places of no event, incidents of no kind."""
    parts = KIND | TARGETS | PARTICIPANTS | LOSSES
    says = (things.speaks & parts > 0) | (things.columns["perpetrator"] != ABSENT)
    sheet.fault("reports.empty", ~says, "", "incident")
    loose = (things.speaks & (TIME | PLACE) > 0) | things.sums_up
    kind = things.speaks & KIND > 0
    sheet.fault("reports.kind", loose & ~kind & ~sheet.unread("kind"), "", "incident")
    known = np.zeros(len(names.values), np.bool_)
    known[names.codes[kind]] = True
    if len(sheet):
        sheet.fault("reports.no_kind", ~known[names.codes] & ~loose, "", "incident")


def _wholes(sheet: Sheet, names: Codes, evidence: Evidence) -> dict[str, str]:
    """What is part of what, as the table says; the first to say so counts."""
    if not sheet.has("part_of"):
        return {}
    part_of = sheet.read("part_of", lambda text: evidence.folded.get(text, text))
    found: dict[str, str] = {}
    for row in np.flatnonzero(part_of.codes != NOTHING).tolist():
        part, whole = names.values[names.codes[row]], part_of.values[part_of.codes[row]]
        if found.setdefault(part, whole) != whole or part == whole:
            sheet.fault("reports.part_of", np.arange(len(sheet)) == row, whole, "part_of")
    return found


def _each(names: Codes, things: Things, tellers: Tellers) -> tuple[dict[str, Any], NDArray[np.intp]]:
    """Every row as a report of its own, those of one incident together, and where each incident begins."""
    order = np.argsort(names.codes, kind="stable")
    group = names.codes[order]
    begins = np.flatnonzero(np.diff(group, prepend=-1))
    count = len(order)
    back = order[tellers.is_withdrawn[order]]
    taken_back = np.full(count, ABSENT, np.int32)
    taken_back[tellers.is_withdrawn[order]] = np.arange(len(back))
    columns = {name: column[order] for name, column in things.columns.items()}
    columns |= {
        "awkward": np.zeros(count, np.bool_), "aggregate": things.sums_up[order],
        "whole": np.full(count, ABSENT, np.int32), "teller": tellers.codes[order],
        "speaks": things.speaks[order], "public_from": tellers.public[order, 0],
        "public_until": tellers.public[order, 1], "recorded": np.full(count, EARLIEST, np.int32),
        "taken_back": taken_back, "back_teller": tellers.codes[back], "back_from": tellers.withdrawn[back, 0],
        "back_until": tellers.withdrawn[back, 1], "back_recorded": np.full(len(back), EARLIEST, np.int32),
        "back_hedged": np.zeros(len(back), np.bool_),
    }  # fmt: skip
    return {
        "incidents": pa.array(names.values, pa.string()).take(pa.array(group)),
        "first": np.arange(count + 1, dtype=np.int32), "tellers": tellers.values, **things.meant,
        **{name: column.astype(_TYPES.get(name, np.int32), copy=False) for name, column in columns.items()},
    }, begins  # fmt: skip


_TYPES: dict[str, Any] = {
    "awkward": np.bool_, "fills": np.int8, "zone": np.int16, "longitude": np.float64, "latitude": np.float64,
    "kind": np.int16, "aggregate": np.bool_, "speaks": np.uint8, "back_hedged": np.bool_,
}  # fmt: skip
"""The types of columns; int32 for the others."""


def _every(each: dict[str, Any], begins: NDArray[np.intp]) -> tuple[Reports, NDArray[np.bool_]]:
    """The reports as one row an incident, and of which incidents the tellings differ."""
    columns, differ = collapsed(each, begins)
    whole, count = np.full(len(begins), ABSENT, np.int32), len(each["teller"])
    first, awkward = np.append(begins, count).astype(np.int32), np.zeros(len(begins), np.bool_)
    incidents = each["incidents"].take(pa.array(begins))
    made = {**each, **columns, "incidents": incidents, "first": first, "awkward": awkward, "whole": whole}
    return packed(made), differ


def _by_claims(every: Reports, evidence: Evidence) -> NDArray[np.bool_]:
    """The incidents that the record tells of as well, or that somebody could not tell apart from others."""
    known = {*evidence.incidents, *(name for pair in evidence.unsure for name in pair)}
    if not known:
        return np.zeros(len(every), np.bool_)
    found = pc.is_in(every.incidents, pa.array(sorted(known), pa.string()))
    is_known: NDArray[np.bool_] = found.to_numpy(zero_copy_only=False)
    return is_known
