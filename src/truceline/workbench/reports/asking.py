"""What a report is asked for, and the report made from a record for that."""

from datetime import date

from attrs import evolve, frozen

from truceline.assessment.case import Case
from truceline.record.entries import Asked
from truceline.record.store import Record
from truceline.values.problems import Problem, Problems
from truceline.workbench.desk import AsOf, Desk
from truceline.workbench.dossiers.history import Histories
from truceline.workbench.reports.daily import daily
from truceline.workbench.reports.values import Days, Making, Report
from truceline.workbench.reports.violation import violation
from truceline.workbench.sight import seen_by

DAILY, INCIDENT = "daily", "incident"


@frozen
class Order:
    """A report asked for: under which agreement, as known by when, for whom, and the rest."""

    asked: Asked
    agreement: str | None
    known_by: str
    audience: str


def made(record: Record, order: Order) -> Report:
    """The report, from what its readers may see of the record and nothing else.

    Raises:
        Problems: ``cli.not_found`` for an incident that they may not see, or that is none;
            what is wrong with the agreement, a view or a date.
    """
    asked = order.asked
    handlings = frozenset(asked.handlings)
    desk = Desk(record, lambda whole: seen_by(whole, handlings))
    cases = desk.cases(order.agreement, list(asked.views), AsOf(asked.published_by, order.known_by))
    making = Making(order.audience, handlings, asked.by, asked.made)
    if asked.report == DAILY:
        return daily(cases, days_of(asked.subject), making)
    incident = _known(cases[0], asked.subject)
    size = cases[0].shared.evidence.snapshot.size
    return violation(cases, incident, Histories(record, handlings, size), making)


def days_of(subject: str) -> Days:
    """The days that a subject names: one, or the first and the last."""
    first, _, last = subject.partition("/")
    return Days(date.fromisoformat(first), date.fromisoformat(last or first))


def _known(case: Case, incident: str) -> str:
    evidence = case.shared.evidence
    if evidence.folded.get(incident, incident) not in evidence.incidents:
        raise Problems([Problem("cli.not_found", incident)])
    return incident


def as_of_then(order: Order, size: int) -> Order:
    """The same order on what the record held at a size."""
    return evolve(order, known_by=f"@{size}")


def as_of_now(order: Order) -> Order:
    """The same order on everything the record holds."""
    return evolve(order, known_by="")
