"""Makes the report of a day, or of several: figures, recorders, incidents, watches, dues."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from attrs import evolve

from truceline.assessment.admission import end_of_day
from truceline.assessment.case import Case
from truceline.assessment.dues import DueFinding, Standing, find_dues
from truceline.assessment.finding import Outcome
from truceline.assessment.ledger import Assessed, By, Gathered, Scope, collect, tally_gathered
from truceline.assessment.selection import Window, every_incident, local_days
from truceline.testimony.claim import EventClaim, Polarity, Role, RoleClaim, WatchClaim, Watched
from truceline.values.when import Fills, Period, days_between
from truceline.workbench.charts import Day
from truceline.workbench.reports.foot import foot_of
from truceline.workbench.reports.noting import Notes
from truceline.workbench.reports.recorders import recorders
from truceline.workbench.reports.values import (
    Brief,
    Compared,
    Daily,
    Days,
    Making,
    Owed,
    Recorder,
    Reported,
    Told,
    Watching,
)

SHORTEST_COURSE = 14
"""How many days the course shows at least, up to the last one asked about."""


def daily(cases: Sequence[Case], days: Days, making: Making) -> Daily:
    """The report of a period under each of these views, the first asked for first."""
    case = cases[0]
    now = [collect(each, _scope(days)) for each in cases]
    before = [collect(each, _scope(days.before)) for each in cases]
    counts = recorders(cases, now, days)
    incidents = tuple(_reported(cases, name) for name in _in_order(now))
    watches = tuple(_watches(case, days))
    dues = _dues(case, days)
    owed = tuple(_owed(case, dues))
    notes = Notes(case)
    _note_all(notes, incidents, counts, [claim.id for claim, _ in watches], owed)
    return Daily(
        days=days,
        compared=tuple(
            Compared(
                tally_gathered(each, _scope(days), By.ACTOR, found),
                tally_gathered(each, _scope(days.before), By.ACTOR, earlier),
            )
            for each, found, earlier in zip(cases, now, before, strict=True)
        ),
        course=tuple(_course(case, days)),
        recorders=counts,
        incidents=incidents,
        watched=dict(Counter(claim.result.value for claim, _ in watches)),
        watches=tuple(watching for _, watching in watches if watching.result is not Watched.COMPLETE),
        owed=owed,
        met=sum(due.outcome is Outcome.NONE for due in dues),
        notes=notes.all(),
        register=notes.register,
        foot=foot_of(cases, making),
    )


def _scope(days: Days) -> Scope:
    return Scope(Window(days.first, days.last), every_incident)


def _in_order(found: Sequence[Gathered]) -> list[str]:
    """The incidents that any of the views counts, by when they may have begun, then by id."""
    names = dict.fromkeys(item.finding.incident for gathered in found for item in gathered.inside)
    times = {item.finding.incident: item for gathered in found for item in gathered.inside}
    return sorted(names, key=lambda name: (_begins(times[name]), name))


def _begins(item: Assessed) -> str:
    starts = [str(when.span.start) for when in item.account.when.worlds if when.span.start is not None]
    return min(starts, default="")


def _reported(cases: Sequence[Case], incident: str) -> Reported:
    """An incident as the first view that holds it has it, with every view's finding."""
    case = next(each for each in cases if each.finding(incident) is not None)
    account = case.account(incident)
    targets = {whom for whole in account.targets.worlds for whom in whole}
    return Reported(
        incident=incident,
        days=tuple(map(str, local_days(account.when.worlds))),
        places=account.where.worlds,
        kinds=account.kind.worlds,
        targets=tuple(sorted(targets, key=str)),
        findings=tuple(_brief(each, incident) for each in cases),
        tolls=account.tolls,
        told=tuple(_told(cases[0], incident)),
    )


def _brief(case: Case, incident: str) -> Brief:
    account, finding = case.account(incident), case.finding(incident)
    return Brief(
        view=case.view.name,
        out=account.out.value if account.out is not None else None,
        outcome=finding.outcome if finding is not None else None,
        failed=finding.failed if finding is not None else None,
        responsible=finding.responsible if finding is not None else None,
        capped=finding.capped if finding is not None else (),
        provisions=finding.provisions if finding is not None else (),
    )


def _told(case: Case, incident: str) -> Iterator[Told]:
    """Who says what of it: one line for each statement, in record order, set aside or not."""
    evidence = case.shared.evidence
    admissions = case.account(incident).admissions
    for statement in dict.fromkeys(item.claim.statement for item in admissions):
        own = [item for item in admissions if item.claim.statement == statement]
        claims = [item.claim for item in own]
        did_it = [one for one in claims if isinstance(one, RoleClaim) and one.role is Role.PERPETRATED]
        asides = {item.aside.value if item.aside is not None else None for item in own}
        yield Told(
            speaker=evidence.snapshot.statements[statement].speaker,
            claims=tuple(claim.id for claim in claims),
            kinds=tuple(dict.fromkeys(one.kind for one in claims if isinstance(one, EventClaim))),
            perpetrators=tuple(one.actor for one in did_it if one.polarity is Polarity.AFFIRMED),
            denied=any(claim.polarity is Polarity.DENIED for claim in claims),
            hedged=any(claim.firmness.is_hedged for claim in claims),
            aside=next(iter(asides)) if len(asides) == 1 else None,
        )


def _course(case: Case, days: Days) -> Iterator[Day]:
    """How the first view's findings run, day by day, to the end of the period."""
    first = min(days.first, days.last - timedelta(days=SHORTEST_COURSE - 1))
    counts: Counter[tuple[str, Outcome]] = Counter()
    for item in collect(case, Scope(Window(first, days.last), every_incident)).counted:
        begun = local_days(item.account.when.worlds)
        if begun:
            counts[str(begun[0]), item.finding.outcome] += 1
    for day in days_between(first, days.last):
        violation, possible, none = (counts[str(day), outcome] for outcome in Outcome)
        yield Day(day, violation, possible, none, marked=days.first <= day)


def _watches(case: Case, days: Days) -> Iterator[tuple[WatchClaim, Watching]]:
    """The watches that the view takes and that touch the period."""
    for claim in case.shared.evidence.watches:
        taken = case.admissions.of(claim).aside is None and claim.polarity is Polarity.AFFIRMED
        touched = claim.happened.local_days() if claim.happened is not None else ()
        if taken and touched and touched[0] <= days.last and touched[-1] >= days.first:
            yield (
                claim,
                Watching(
                    claim=claim.id,
                    observer=claim.observer,
                    place=claim.place,
                    happened=claim.happened,
                    result=claim.result,
                    prevented_by=claim.prevented_by,
                    how=claim.how,
                ),
            )


def _dues(case: Case, days: Days) -> tuple[DueFinding, ...]:
    """The dues as they stood when the last day ended, by what had been published by then."""
    last = days.last.isoformat()
    told = case.view.published_by
    ends, then = end_of_day(told), end_of_day(last)
    assert then is not None
    view = evolve(case.view, published_by=last if ends is None or ends > then else told)
    as_of = Period(edtf=last, zone=case.agreement.zone, fills=Fills.WITHIN, words="").span.end
    return tuple(find_dues(Case(case.shared, case.agreement, view), as_of=as_of))


def _owed(case: Case, dues: Iterable[DueFinding]) -> Iterator[Owed]:
    """What is pending, and what is overdue or open."""
    clauses = {one.key: one for one in case.agreement.provisions}
    for due in dues:
        clause = clauses[due.provision]
        if due.outcome is not Outcome.NONE and clause.due is not None:
            yield Owed(
                due=due,
                text=clause.text,
                by=clause.due.by,
                within_days=clause.due.within_days,
                is_pending=due.standing is Standing.PENDING,
            )


def _note_all(
    notes: Notes,
    incidents: Iterable[Reported],
    counts: Iterable[Recorder],
    watches: Iterable[str],
    owed: Iterable[Owed],
) -> None:
    """Number the sources in the order in which the report comes to them."""
    for count in counts:
        notes.use([count.claim])
    for incident in incidents:
        for told in incident.told:
            notes.use(told.claims)
    notes.use(watches)
    for one in owed:
        notes.use((*one.due.claims, *one.due.restrictions))
