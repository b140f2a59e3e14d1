"""Reports as the workbench makes them: what a form asks for, and the report made once."""

from typing import Literal

from attrs import define, field
from pydantic import BaseModel, ConfigDict, Field

from truceline.record.entries import Asked
from truceline.testimony.register import Handling
from truceline.values.problems import Problem, Problems
from truceline.workbench.desk import window_of
from truceline.workbench.kept import DEFAULT_VIEW
from truceline.workbench.reports.asking import DAILY, INCIDENT, Order, made
from truceline.workbench.reports.rendering import Form
from truceline.workbench.reports.values import Report
from truceline.workbench.web.access import See
from truceline.workbench.web.asked import MOST_TEXT
from truceline.workbench.web.holding import Holding
from truceline.workbench.web.jobs import Job, StillWorking
from truceline.workbench.web.kept_answers import Kept
from truceline.workbench.web.sessions import Session

_TEXT = Field(default="", max_length=MOST_TEXT)
_MOST_VIEWS = 4
_KEPT = 8
PATIENCE = 2.0
LONG = 900.0
"""Seconds a write waits for the report it is about; it cannot be asked for again by itself."""


class ReportFields(BaseModel):
    """What a report is about, under which views, for whom and in which form."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    incident: str = _TEXT
    first: str = Field(default="", alias="from", max_length=MOST_TEXT)
    last: str = Field(default="", alias="to", max_length=MOST_TEXT)
    agreement: str = _TEXT
    view: list[str] = Field(default=[], max_length=_MOST_VIEWS)
    known_by: str = _TEXT
    published_by: str = _TEXT
    readers: See = See.PUBLIC
    language: Literal["en", "ar"] = "en"
    audience: str = _TEXT
    form: Form = Form.HTML
    format: str = _TEXT
    lang: str = _TEXT


def order_of(fields: ReportFields, session: Session, agreements: list[str]) -> Order:
    """The order that a form makes, with nothing that its reader may not see.

    Raises:
        Problems: ``report.period`` without days or an incident; ``cli.date``, ``period.order``;
            ``cli.no_view`` for a view named by a file.
    """
    views = tuple(dict.fromkeys(fields.view)) or (DEFAULT_VIEW,)
    if any(name.endswith(".toml") for name in views):
        raise Problems([Problem("cli.no_view", ", ".join(views))])
    # Nobody hands out what they may not see themselves.
    handlings = fields.readers.handlings & session.see.handlings
    asked = Asked(
        report=INCIDENT if fields.incident else DAILY,
        subject=fields.incident or _days(fields),
        views=views,
        published_by=fields.published_by,
        handlings=tuple(one for one in Handling if one in handlings),
        language=fields.language,
        format=fields.form.value,
        by=session.name,
        made="",
    )
    agreement = fields.agreement or next(iter(agreements), None)
    return Order(asked, agreement, fields.known_by, fields.audience.strip())


def _days(fields: ReportFields) -> str:
    first, last = fields.first.strip(), (fields.last or fields.first).strip()
    if not first:
        raise Problems([Problem("report.period", f"{first}/{last}")])
    window = window_of(first, last)
    return str(window.first) if window.first == window.last else f"{window.first}/{window.last}"


@define(eq=False)
class Reports:
    """Makes each report once; long ones as jobs."""

    holding: Holding
    _kept: Kept[tuple[int, str], Report] = field(factory=lambda: Kept(_KEPT))

    def of(self, order: Order, patience: float = PATIENCE) -> Report:
        """The report of an order, from the record as it stands.

        Raises:
            StillWorking: while it is being made; Problems: as :func:`made`.
        """
        key = (self.holding.record.size, repr(_without_form(order)))
        known = self._kept.get(key)
        if known is not None:
            return known

        def work(_: Job[Report]) -> Report:
            return self._kept.put(key, made(self.holding.record, order))

        job = self.holding.jobs.begin(("report", key), f"Report: {order.asked.subject}", 0, work)
        found = job.result(patience)
        if found is None:
            raise StillWorking(job)
        return found


def _without_form(order: Order) -> tuple[object, ...]:
    """What a report depends on, whatever it is printed as."""
    asked = order.asked
    basis = (
        asked.report,
        asked.subject,
        asked.views,
        asked.published_by,
        asked.handlings,
        asked.by,
        asked.made,
    )
    return (*basis, order.agreement, order.known_by, order.audience)
