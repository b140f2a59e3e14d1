"""Sensitivity over arrays: the ledger without each of its sources, only what each may move asked again."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

import numpy as np
import pyarrow as pa
from attrs import evolve, frozen
from numpy.typing import NDArray

from truceline.assessment.admission import Admissions
from truceline.assessment.case import Case
from truceline.assessment.engine.among import found_among
from truceline.assessment.engine.engine import Engine
from truceline.assessment.engine.found import Found
from truceline.assessment.engine.hearing import asked_of
from truceline.assessment.engine.reports import CODED, HEDGED, LATEST, Reports
from truceline.assessment.engine.runs import Asking, Framed
from truceline.assessment.framing import Framing, frame_of, known_from
from truceline.assessment.ledger import EVERYTHING, Scope
from truceline.assessment.reach import Reach
from truceline.assessment.sensitivity import Without, linking, telling, together_where_protected, view_without
from truceline.assessment.view import Treatment, View

_OUT, _NONE, _POSSIBLE, _VIOLATION = -1, 0, 1, 2
_Rows = NDArray[np.intp]


def sensitivity_of(
    engine: Engine, view: View, scope: Scope = EVERYTHING, progress: Callable[[int], None] | None = None
) -> tuple[Without, ...]:
    """As `sensitivity.sensitivity` of the same record, which see."""
    engine = engine.as_one()
    whole = _whole(engine, view, scope)
    rows = []
    for number, (group, touched) in enumerate(_sources_in(whole).items()):
        if progress is not None:
            progress(number)
        rows.append(_without(whole, group, touched))
    return tuple(sorted(rows, key=lambda row: (-row.changed, row.sources)))


@frozen(eq=False)
class _Whole:
    """The ledger with all its sources: the rows that are in it, and the outcome of each row."""

    engine: Engine
    case: Case
    found: Found
    inside: NDArray[np.bool_]
    outcome: NDArray[np.int8]
    reach: Reach
    says: Mapping[str | None, frozenset[str]]

    @property
    def reports(self) -> Reports:
        return self.engine.runs[0].reports

    def names(self, rows: Iterable[int]) -> list[str]:
        names: list[str] = self.reports.incidents.take(pa.array(list(rows), pa.int64())).to_pylist()
        return names


def _whole(engine: Engine, view: View, scope: Scope) -> _Whole:
    case, found = engine.case(view), engine.findings(view)
    inside = engine.inside(case, found, scope)
    reach = Reach(case.shared.evidence, case.agreement)
    outcome = np.where(found.out < 0, found.outcome, _OUT).astype(np.int8)
    return _Whole(engine, case, found, inside, outcome, reach, reach.said_on_framework)


def _sources_in(whole: _Whole) -> Mapping[tuple[str, ...], _Rows]:
    """Each source (or class of protected ones), with the rows it may move."""
    rows: dict[str, list[_Rows]] = defaultdict(list)
    for source, told in (*_telling(whole), *_taking_back(whole), *_of_apart(whole)):
        rows[source].append(told)
    case, evidence = whole.case, whole.case.shared.evidence
    every = np.flatnonzero(whole.inside)
    for claim in (*evidence.terms, *evidence.standings, *evidence.relations):
        speaker = evidence.statement_of(claim).speaker.source
        if speaker is not None and case.admissions.in_framework(claim).aside is None:
            rows[speaker] = [every]
    joined = {source: np.unique(np.concatenate(several)) for source, several in rows.items() if several}
    joined = {source: told for source, told in joined.items() if len(told) or source in rows}
    _with_unsure(whole, joined)
    return {
        group: np.unique(np.concatenate([joined[name] for name in group]))
        for group in together_where_protected(case, joined)
    }


def _with_unsure(whole: _Whole, rows: dict[str, _Rows]) -> None:
    """Whoever may move an incident may move the one that may be the same."""
    places = whole.engine.runs[0].places_of(name for pair in whole.case.unsure_pairs for name in pair)
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
    names = whole.names(rows.tolist())
    case = whole.engine.case_of(whole.case, names)
    for row, name in zip(rows.tolist(), names, strict=True):
        for source in (*telling(case, name), *linking(case, name)):
            yield source, np.array([row], np.intp)


def _without(whole: _Whole, group: tuple[str, ...], rows: _Rows) -> Without:
    view = view_without(whole.case.view, group)
    framing, is_same = _framing_without(whole, view, group)
    found = whole.outcome[rows]
    if len(rows):
        found = _asked_again(whole, view, framing, rows, is_same=is_same)
    now = whole.outcome[whole.inside].copy()
    place = np.cumsum(whole.inside) - 1
    before = now.copy()
    now[place[rows]] = found
    return Without(
        sources=group, in_=int((now != _OUT).sum()), definite=int((now == _VIOLATION).sum()),
        possible=int((now == _POSSIBLE).sum()), none=int((now == _NONE).sum()), lost=int((now == _OUT).sum()),
        changed=int((now != before).sum()),
    )  # fmt: skip


def _framing_without(whole: _Whole, view: View, group: tuple[str, ...]) -> tuple[Framing, bool]:
    """The framing of a view without some sources, and whether it is that of the whole in all but name."""
    shared, base = whole.case.shared, whole.case.framing
    said = frozenset[str]().union(*(whole.says.get(name, frozenset()) for name in group))
    terms = any(claim.id in said for claim in shared.evidence.terms)
    frame = frame_of(whole.case.agreement, view, ())
    known = known_from(base, frame, said, terms=terms)
    admissions = Admissions(shared.evidence, shared.origins, view)
    framing = Framing(shared.evidence, shared.geography, admissions, frame, plain=known)
    is_same = not said and framing.clauses == base.clauses and framing.judge.all == base.judge.all
    return framing, is_same


def _asked_again(
    whole: _Whole, view: View, framing: Framing, rows: _Rows, *, is_same: bool
) -> NDArray[np.int8]:
    """The outcomes of some rows under another view."""
    engine, shared = whole.engine, whole.case.shared
    framed: Framed = engine.framed_for(whole.case.framing) if is_same else engine.frame(framing)
    asking = Asking(view, shared.evidence.snapshot, LATEST, origins=False)
    found, hard = found_among(
        engine.runs[0], rows, framed, asking, (shared.geography, shared.origins, engine.hands)
    )
    outcome = np.where(found.out < 0, found.outcome, _OUT).astype(np.int8)
    if hard.any():
        own = evolve(shared, framings=[framing])
        case = Case(own, whole.case.agreement, view)
        outcome[hard] = engine.outcomes_by_reference(case, whole.names(rows[hard].tolist()))
    return outcome
