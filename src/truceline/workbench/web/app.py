"""The workbench as one ASGI application, made from what it is given and nothing else."""

from collections.abc import Callable
from http import HTTPStatus

from attrs import Factory, frozen
from fastapi import APIRouter, FastAPI, Request
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp

from truceline.assessment.finding import ASSESSMENT_VERSION, DISCLAIMER
from truceline.workbench.web.faults import answer_faults
from truceline.workbench.web.files import served_files
from truceline.workbench.web.holding import Holding
from truceline.workbench.web.pages import Pages, form_of, json_answer
from truceline.workbench.web.repeats import REPEATED, Repeats
from truceline.workbench.web.screens import SCREENS
from truceline.workbench.web.security import STATIC, USUAL, Doors, Limits, guarded
from truceline.workbench.web.sessions import Sessions
from truceline.workbench.web.showing import environment
from truceline.workbench.web.underlay import Underlay
from truceline.workbench.web.web import Screen, Web

_PACKED_LEVEL = 6


@frozen(eq=False)
class Setting:
    """What a workbench is made of: the record, who may come in, under which addresses."""

    holding: Holding
    sessions: Sessions
    hosts: frozenset[str]
    port: int
    announce: Callable[[str], None]
    screens: tuple[Screen, ...] = SCREENS
    limits: Limits = USUAL
    base: Underlay = Factory(Underlay.plain)


def make_app(setting: Setting) -> ASGIApp:
    """The workbench of a setting, behind its guards."""
    cookie = f"truceline-{setting.port}"
    tabs = tuple(screen.tab for screen in setting.screens if screen.tab is not None)
    pages = Pages(environment(), served_files(), tabs)
    pages.environment.globals["underlay"] = setting.base
    # FastAPI's own reference pages load from elsewhere; ours is a screen.
    app = FastAPI(
        title="Truceline",
        description=DISCLAIMER,
        version=ASSESSMENT_VERSION,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    web = Web(
        holding=setting.holding,
        sessions=setting.sessions,
        pages=pages,
        base=setting.base,
        cookie=cookie,
        openapi=app.openapi,
        announce=setting.announce,
    )
    for screen in setting.screens:
        app.include_router(screen.routes(web))
    app.include_router(_own_files(pages))
    answer_faults(app, pages)
    app.add_middleware(GZipMiddleware, minimum_size=500, compresslevel=_PACKED_LEVEL)
    doors = Doors(setting.hosts, setting.sessions, cookie, setting.limits)
    kept = Repeats(app, REPEATED, lambda: setting.holding.size)
    return guarded(kept, doors, lambda request: _not_entered(pages, request))


def _own_files(pages: Pages) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get(STATIC + "{name:path}")
    def own_file(name: str, request: Request) -> Response:
        return pages.files.answer(name, request)

    # Browsers ask for this of any page that names no mark of its own, such as a report.
    @router.get("/favicon.ico")
    def mark(request: Request) -> Response:
        return pages.files.answer("mark.svg", request)

    return router


def _not_entered(pages: Pages, request: Request) -> Response:
    status = HTTPStatus.UNAUTHORIZED
    if form_of(request) != "html":
        return json_answer({"title": "No session: open the address printed in the terminal."}, status)
    return pages.page(request, "not_entered.html", {}, status)
