"""What the maps of areas ask for: an incident's places, an agreement's areas and who holds what, over time."""

from collections.abc import Mapping, Sequence
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from truceline.workbench.dossiers.make import whereabouts
from truceline.workbench.formats import Sheet
from truceline.workbench.pages.control import control, drawn_holds
from truceline.workbench.pages.whereabouts import where_told
from truceline.workbench.pages.zones import zone_outlines, zone_runs, zones
from truceline.workbench.web.areas import area_feature
from truceline.workbench.web.casework import Casework, DayFields, casework, day_of
from truceline.workbench.web.mapping import collection
from truceline.workbench.web.pages import FAULTS, Answer, json_answer
from truceline.workbench.web.web import Screen, Web

MOST_DAYS = 2_000

_JSON: dict[int | str, dict[str, Any]] = {200: {"content": {"application/json": {}}}}


def routes(web: Web) -> APIRouter:
    """``/data/areas/...``."""
    router = APIRouter(
        prefix="/data/areas", tags=["data"], default_response_class=Response, responses={**FAULTS, **_JSON}
    )

    def put(path: str, ask: Any, *, of_path: bool = False) -> None:
        answering = casework(web, ask, of_path=of_path)

        def asked(request: Request, fields: Annotated[DayFields, Query()]) -> Response:
            return json_answer(answering(request, fields).body())

        router.add_api_route(path, asked, name=path, summary=str(ask.__doc__).partition("\n")[0])

    def of_incident(request: Request, fields: Annotated[DayFields, Query()]) -> Response:
        """Where accounts put an incident, alternatives dashed."""
        incident = request.path_params["id"]
        return json_answer(casework(web, lambda work, _: places(work, incident))(request, fields).body())

    router.add_api_route("/incident/{id:path}", of_incident, openapi_extra=_ID)
    put("/zones/{id:path}", zones_over_time, of_path=True)
    put("/control", control_over_time)
    return router


_ID = {"parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}]}


def places(work: Casework, incident: str) -> Answer:
    """Where accounts put an incident, alternatives dashed."""
    evidence = work.case.shared.evidence
    if evidence.folded.get(incident, incident) not in evidence.incidents:
        raise HTTPException(HTTPStatus.NOT_FOUND, "The record holds no such incident.")
    outlines = where_told(work.case, tuple(whereabouts(work.case, incident)))
    return _areas([area_feature(one, {}) for one in outlines], ())


def zones_over_time(work: Casework, fields: DayFields) -> Answer:
    """An agreement's areas, and on which of the days on which something changes each is in force."""
    page = zones(work.quoter, None)
    days = _days(page.changes, fields.day)
    runs = zone_runs(work.quoter, days)
    claimants = {one.key: ", ".join(source.name for source in one.claimants) for one in page.zones}
    names = {one.key: one.place.name for one in page.zones}
    features = [
        area_feature(one, {"name": names[one.label], "claimant": claimants[one.label]}, runs[one.label])
        for one in zone_outlines(work.quoter, page)
    ]
    return _areas(features, days)


def control_over_time(work: Casework, fields: DayFields) -> Answer:
    """Who is said to hold what, and on which of the days on which something changes."""
    page = control(work.quoter, None)
    days = _days(page.changes, fields.day)
    features = [
        area_feature(
            one.outline, {"name": one.place, "claimant": f"{one.holder} ({one.speaker})"}, one.during
        )
        for one in drawn_holds(work.quoter, page, days)
    ]
    return _areas(features, days)


def _days(changes: Sequence[date], asked: str) -> tuple[date, ...]:
    """The days on which something changes and the one asked about, the latest so many."""
    wanted = day_of(asked)
    return tuple(sorted({*changes[-MOST_DAYS:], *([] if wanted is None else [wanted])}))


def _areas(features: Sequence[Mapping[str, Any]], days: Sequence[date]) -> Answer:
    told = {**collection([dict(one) for one in features]), "days": [str(day) for day in days]}
    return Answer(template="", context=dict, body=lambda: told, sheet=lambda: Sheet("", (), (), ()))


SCREEN = Screen(tab=None, routes=routes)
