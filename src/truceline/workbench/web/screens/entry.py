"""Coming in: the one-time address becomes a session, and the first page the situation."""

from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from truceline.workbench.web.security import ENTRY
from truceline.workbench.web.web import Screen, Web


def routes(web: Web) -> APIRouter:
    """``/`` and ``/enter``."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    def home() -> Response:
        return RedirectResponse("/situation", HTTPStatus.SEE_OTHER)

    @router.get(ENTRY)
    def enter(request: Request, token: str = "") -> Response:
        if request.state.session is not None:
            return RedirectResponse("/situation", HTTPStatus.SEE_OTHER)
        entered = web.sessions.enter(token)
        if entered is None:
            return web.pages.page(request, "not_entered.html", {}, HTTPStatus.UNAUTHORIZED)
        web.announce(entered.next_token)
        answer = RedirectResponse("/situation", HTTPStatus.SEE_OTHER)
        answer.set_cookie(web.cookie, entered.session.id, httponly=True, samesite="strict")
        return answer

    return router


SCREEN = Screen(tab=None, routes=routes)
