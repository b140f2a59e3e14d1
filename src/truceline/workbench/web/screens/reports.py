"""Reports: of days or of one incident, looked at, taken along, issued; and which issued ones have changed."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Query, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from truceline.record.entries import Issued
from truceline.values.problems import Problem, Problems
from truceline.workbench.formats import Sheet
from truceline.workbench.reports.affected import Affected, affected
from truceline.workbench.reports.html import html_of, stylesheet_text
from truceline.workbench.reports.issuing import issued
from truceline.workbench.reports.rendering import Form as Printed
from truceline.workbench.reports.rendering import page_of, rendered
from truceline.workbench.web.access import See
from truceline.workbench.web.asked import Fields
from truceline.workbench.web.asking import Adding
from truceline.workbench.web.jobs import Job, StillWorking
from truceline.workbench.web.pages import FAULTS, Answer, Tab, three_ways
from truceline.workbench.web.reporting import LONG, PATIENCE, ReportFields, Reports, order_of
from truceline.workbench.web.security import session_of
from truceline.workbench.web.sight import Sight
from truceline.workbench.web.vocabulary import _
from truceline.workbench.web.web import Screen, Web

PATH = "/reports"
STYLE = "/report/style.css"
Asks = Annotated[ReportFields, Query()]
_MEDIA = {
    Printed.HTML: "text/html; charset=utf-8",
    Printed.PDF: "application/pdf",
    Printed.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Printed.JSON: "application/json",
    Printed.CSV: "text/csv; charset=utf-8",
}


class ListFields(Fields):
    """The scope's fields, and whether to look over what was issued."""

    look_over: str = ""
    incident: str = ""


def routes(web: Web) -> APIRouter:
    """``/reports``, ``/report/page``, ``/report/file`` and issuing."""
    router = APIRouter()
    making = Reports(web.holding)
    three_ways(
        router, PATH, web.pages, lambda request, fields: reports(web, request, fields), fields=ListFields
    )

    @router.get(STYLE, include_in_schema=False)
    def style() -> Response:
        return PlainTextResponse(stylesheet_text(), media_type="text/css")

    @router.get("/report/page", include_in_schema=False)
    def page(request: Request, fields: Asks) -> Response:
        order = order_of(fields, session_of(request), list(web.sight(request).agreements))
        found = page_of(making.of(order), fields.language)
        return HTMLResponse(html_of(found, stylesheet=STYLE))

    @router.get("/report/file", tags=["reports"], response_class=Response, responses=FAULTS)
    def file(request: Request, fields: Asks) -> Response:
        """A report as a file, in the form asked for."""
        order = order_of(fields, session_of(request), list(web.sight(request).agreements))
        return _file(fields, rendered(making.of(order), fields.form, fields.language))

    @router.post("/reports/issue", include_in_schema=False)
    def issue(request: Request, person: Adding, fields: Annotated[ReportFields, Form()]) -> Response:
        order = order_of(fields, session_of(request), list(web.sight(request).agreements))
        if not order.audience:
            raise Problems([Problem("report.no_audience", "''")])
        found = making.of(order, LONG)
        content = rendered(found, fields.form, fields.language)
        web.holding.issue(person, issued(found, order, content))
        # The bytes that were hashed are handed over at once; nothing else would be them.
        return _file(fields, content)

    return router


def reports(web: Web, request: Request, fields: ListFields) -> Answer:
    """The form of a report, and the reports that left the house."""
    sight = web.sight(request)
    left = sight.snapshot().issued
    changed = _looked_over(web, sight) if fields.look_over else None
    return Answer(
        template="reports.html",
        context=lambda: {
            "head": sight.head,
            "fields": fields,
            "agreements": [(one.id, one.title) for one in sight.agreements.values()],
            "views": [(one.name, one.title) for one in sight.views.values()],
            "forms": [one.value for one in Printed],
            "readers": [one.value for one in See if one.handlings <= sight.see.handlings],
            "left": left,
            "sees_issued": sight.see is See.LEAD,
            "changed": changed,
        },
        body=lambda: {
            "issued": [_shape(one) for one in left],
            "affected": None if changed is None else [_changed_shape(one) for one in changed],
        },
        sheet=lambda: _sheet(left),
    )


def _looked_over(web: Web, sight: Sight) -> tuple[Affected, ...]:
    """The issued reports of which something has changed; only for who sees everything.

    Raises:
        StillWorking: while they are made again.
    """
    if sight.see is not See.LEAD:
        raise HTTPException(HTTPStatus.FORBIDDEN, "Issued reports are looked over by who sees everything.")

    def work(job: Job[tuple[Affected, ...]]) -> tuple[Affected, ...]:
        found = []
        for number, one in enumerate(affected(web.holding.record)):
            job.step(number)
            found.append(one)
        return tuple(one for one in found if one.is_affected)

    job = web.holding.jobs.begin(("affected", sight.head), "Looking over issued reports", 0, work)
    done = job.result(PATIENCE)
    if done is None:
        raise StillWorking(job)
    return done


def _shape(one: Issued) -> Mapping[str, Any]:
    return {
        "title": one.title,
        "audience": one.audience,
        "view": one.view,
        "agreement": one.agreement,
        "size": one.size,
        "report_sha256": one.report_sha256,
        "assessment_version": one.assessment_version,
    }


def _changed_shape(one: Affected) -> Mapping[str, Any]:
    changes = [{"what": each.what, "view": each.view, "id": each.id, "then": each.then, "now": each.now} for each in one.changes]  # fmt: skip
    return {**_shape(one.issued), "entry": one.seq, "unknown": one.unknown, "changes": changes}


def _sheet(left: tuple[Issued, ...]) -> Sheet:
    columns = ("title", "audience", "view", "agreement", "size", "report_sha256", "assessment_version")
    return Sheet("", columns, tuple(tuple(_shape(one).values()) for one in left), ())


def _file(fields: ReportFields, content: bytes) -> Response:
    about = fields.incident or f"{fields.first}{'_' + fields.last if fields.last else ''}"
    safe = "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in about)[:80]
    name = f"report-{safe}.{fields.form.value}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=_MEDIA[fields.form], headers=headers)


SCREEN = Screen(tab=Tab(PATH, _("Reports"), under="/report/"), routes=routes)
