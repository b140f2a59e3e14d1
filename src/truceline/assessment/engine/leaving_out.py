"""Sensitivity over arrays: the ledger without each of its sources, only what each may move asked again."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from truceline.assessment.case import Case
from truceline.assessment.engine.engine import Engine
from truceline.assessment.engine.hearing import asked_of
from truceline.assessment.engine.reaching import RowReach
from truceline.assessment.engine.reports import ABSENT, CODED, HEDGED, LATEST, Reports
from truceline.assessment.engine.seen import NOT_COUNTED, Held, SeenCodes, held_of
from truceline.assessment.engine.turning import Turner
from truceline.assessment.ledger import EVERYTHING, Scope
from truceline.assessment.sensitivity import Without, linking, telling, together_where_protected
from truceline.assessment.view import Treatment, View

_OUT = -1
_NONE = np.zeros(0, np.intp)
_Rows = NDArray[np.intp]


def sensitivity_of(
    engine: Engine, view: View, scope: Scope = EVERYTHING, progress: Callable[[int], None] | None = None
) -> tuple[Without, ...]:
    """As `sensitivity.sensitivity` of the same record, which see."""
    engine = engine.as_one()
    numbers = SeenCodes()
    held = held_of(engine, engine.case(view), scope, numbers)
    inside = held.codes != NOT_COUNTED
    asked = inside & ((held.among.place != ABSENT) | held.run.reports.awkward)
    reach = RowReach(engine, held.case, asked)
    outcome = np.where(inside, held.found.outcome, _OUT).astype(np.int8)
    whole = _Whole(held, inside, outcome, _counts(outcome[inside]), Turner(held, reach, numbers))
    rows = []
    for number, (group, touched) in enumerate(_sources_in(whole).items()):
        if progress is not None:
            progress(number)
        rows.append(_without(whole, group, touched))
    return tuple(sorted(rows, key=lambda row: (-row.changed, row.sources)))


@frozen(eq=False)
class _Whole:
    """The ledger with all its sources: the rows that are in it, and the outcome of each row."""

    held: Held
    inside: NDArray[np.bool_]
    outcome: NDArray[np.int8]
    counts: NDArray[np.int64]
    turner: Turner

    @property
    def case(self) -> Case:
        return self.held.case

    @property
    def reports(self) -> Reports:
        return self.held.run.reports


def _sources_in(whole: _Whole) -> Mapping[tuple[str, ...], _Rows | None]:
    """Each source (or class of protected ones), with the rows it may move; None for every one."""
    rows: dict[str, list[_Rows]] = defaultdict(list)
    for source, told in (*_telling(whole), *_taking_back(whole), *_of_apart(whole)):
        rows[source].append(told)
    case, evidence = whole.case, whole.case.shared.evidence
    every: set[str] = set()
    for claim in (*evidence.terms, *evidence.standings, *evidence.relations):
        speaker = evidence.statement_of(claim).speaker.source
        if speaker is not None and case.admissions.in_framework(claim).aside is None:
            rows[speaker] += []
            every.add(speaker)
    joined = {source: np.unique(np.concatenate([_NONE, *several])) for source, several in rows.items()}
    _with_unsure(whole, joined)
    return {
        group: None
        if every.intersection(group)
        else np.unique(np.concatenate([joined[one] for one in group]))
        for group in together_where_protected(case, joined)
    }


def _with_unsure(whole: _Whole, rows: dict[str, _Rows]) -> None:
    """Whoever may move an incident may move the one that may be the same."""
    places = whole.held.run.places_of({name for pair in whole.case.unsure_pairs for name in pair})
    for first, later in whole.case.unsure_pairs:
        if later not in places or not whole.inside[places[later]]:
            continue
        for source, told in rows.items():
            if first in places and places[first] in told:
                rows[source] = np.union1d(told, [places[later]])


def _telling(whole: _Whole) -> Iterator[tuple[str, _Rows]]:
    """The origins of what is admitted of the incidents that fit the columns."""
    reports = whole.reports
    owner = np.repeat(np.arange(len(reports)), np.diff(reports.first))
    plain = whole.inside & ~reports.awkward
    origins = [teller.origin.source for teller in reports.tellers]
    told = _heard(reports, whole) & plain[owner]
    order = np.argsort(reports.teller[told], kind="stable")
    tellers, rows = reports.teller[told][order], owner[told][order]
    stops = np.searchsorted(tellers, np.arange(len(origins) + 1))
    for number, source in enumerate(origins):
        if source is not None and stops[number] < stops[number + 1]:
            yield source, rows[stops[number] : stops[number + 1]]


def _heard(reports: Reports, whole: _Whole) -> NDArray[np.bool_]:
    """The tellings whose origins stand behind something admitted: their own words, or a coding of them."""
    view, snapshot = whole.case.view, whole.case.shared.evidence.snapshot
    asked, rule = asked_of(reports, snapshot, view, known=LATEST), view.accounts
    public = np.isin(asked.public[reports.moment], _HEARD)
    dropped = np.zeros(len(reports.teller), np.bool_)
    if rule.retracted is Treatment.DROP:
        dropped[reports.back_telling[asked.back == _SURELY]] = True
    if rule.hedged is Treatment.DROP:
        dropped |= reports.speaks & HEDGED > 0
    coded = reports.speaks & CODED > 0
    taken = public & ~asked.refused[reports.teller] & ~coded
    owner = np.repeat(np.arange(len(reports)), np.diff(reports.first))
    codes = np.zeros(len(reports), np.bool_)
    codes[owner[coded & public & ~asked.coder_refused[reports.teller] & ~dropped]] = True
    heard: NDArray[np.bool_] = taken & (~dropped | codes[owner])
    return heard


_HEARD = (0, 1)
_SURELY = 2


def _taking_back(whole: _Whole) -> Iterator[tuple[str, _Rows]]:
    """Who takes back something said of the incidents that fit the columns."""
    reports = whole.reports
    rows = np.searchsorted(reports.first, reports.back_telling, side="right") - 1
    kept = whole.inside[rows] & ~reports.awkward[rows]
    for teller, row in zip(reports.back_teller[kept].tolist(), rows[kept].tolist(), strict=True):
        source = reports.tellers[teller].speaker.source
        if source is not None:
            yield source, np.array([row], np.intp)


def _of_apart(whole: _Whole) -> Iterator[tuple[str, _Rows]]:
    """Who tells, denies or takes back something of the incidents that the reference assesses."""
    rows = np.flatnonzero(whole.inside & whole.reports.awkward)
    names = whole.held.names(rows)
    case = whole.held.engine.case_of(whole.case, names)
    for row, name in zip(rows.tolist(), names, strict=True):
        for source in (*telling(case, name), *linking(case, name)):
            yield source, np.array([row], np.intp)


def _without(whole: _Whole, group: tuple[str, ...], rows: _Rows | None) -> Without:
    turned = whole.turner.without(group)
    kept = whole.inside[turned.rows]
    if rows is not None:
        kept &= np.isin(turned.rows, rows)
    before, now = whole.outcome[turned.rows[kept]], turned.outcome[kept]
    counts = whole.counts - _counts(before) + _counts(now)
    lost, none, possible, definite = counts.tolist()
    return Without(
        sources=group, in_=none + possible + definite, definite=definite, possible=possible, none=none, lost=lost,
        changed=int((now != before).sum()),
    )  # fmt: skip


def _counts(outcome: NDArray[np.int8]) -> NDArray[np.int64]:
    """How many are out, none, possible and violations."""
    return np.bincount(outcome.astype(np.int64) + 1, minlength=4)
