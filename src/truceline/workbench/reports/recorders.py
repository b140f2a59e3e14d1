"""The table by recorder: each source's own count beside our findings, and what lies between them."""

from collections import Counter
from collections.abc import Iterable, Sequence

from truceline.assessment.account import stated_times
from truceline.assessment.case import Case
from truceline.assessment.counted import Counted, as_counted, described_by
from truceline.assessment.finding import Outcome
from truceline.assessment.ledger import Gathered
from truceline.assessment.selection import Window, fit
from truceline.testimony.claim import ComplianceClaim
from truceline.workbench.reports.values import Days, Fate, Recorder


def recorders(cases: Sequence[Case], gathered: Sequence[Gathered], days: Days) -> tuple[Recorder, ...]:
    """Every count published for a window that touches the period, whatever the views take."""
    case = cases[0]
    window = Window(days.first, days.last)
    counts = as_counted(case, window)
    claims = [claim for one in counts if isinstance(claim := _claim(case, one.claim), ComplianceClaim)]
    described = described_by(case, claims)
    return tuple(
        _recorder(counted, claim, described[claim.id], tuple(zip(cases, gathered, strict=True)), days)
        for counted, claim in zip(counts, claims, strict=True)
    )


def _claim(case: Case, id: str) -> object:
    return case.shared.evidence.claims_by_id[id]


def _recorder(
    counted: Counted,
    claim: ComplianceClaim,
    described: set[str],
    asked: Sequence[tuple[Case, Gathered]],
    days: Days,
) -> Recorder:
    case = asked[0][0]
    in_order = tuple(name for name in case.shared.evidence.incidents if name in described)
    touched = claim.happened.local_days() if claim.happened is not None else ()
    return Recorder(
        claim=claim.id,
        counter=case.shared.evidence.statement_of(claim).speaker,
        judgement=counted.judgement,
        unit=counted.unit,
        rule=counted.rule,
        window=counted.window,
        stated=counted.stated,
        tallies=counted.tallies,
        described=in_order,
        undescribed=counted.not_accounted_for,
        inside=bool(touched) and days.first <= touched[0] and touched[-1] <= days.last,
        fates=tuple(_fate(each, found, in_order, days) for each, found in asked),
    )


def _fate(case: Case, gathered: Gathered, described: Iterable[str], days: Days) -> Fate:
    """Every described incident falls under exactly one heading."""
    counted = {item.finding.incident: item.finding for item in gathered.counted}
    breaches = {name for name, finding in counted.items() if finding.outcome is not Outcome.NONE}
    outcomes: Counter[Outcome] = Counter()
    none: Counter[str] = Counter()
    out: Counter[str] = Counter()
    elsewhere = 0
    for name in described:
        account, finding = case.account(name), counted.get(name)
        if account.out is not None and fit(stated_times(account), Window(days.first, days.last)).begins:
            out[account.out.value] += 1
        elif finding is None:
            elsewhere += 1
        elif finding.outcome is Outcome.NONE:
            none[str(finding.failed)] += 1
        else:
            outcomes[finding.outcome] += 1
    return Fate(
        view=case.view.name,
        violation=outcomes[Outcome.VIOLATION],
        possible=outcomes[Outcome.POSSIBLE],
        none=dict(none),
        out=dict(out),
        elsewhere=elsewhere,
        beside=len(breaches - set(described)),
    )
