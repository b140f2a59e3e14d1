"""Who sits here: the name that entries will carry, asked for once, and how far they see."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from truceline.workbench.web.asking import MOST_NAME, OwnForm, local_address
from truceline.workbench.web.pages import json_answer
from truceline.workbench.web.security import session_of
from truceline.workbench.web.web import Screen, Web


def routes(web: Web) -> APIRouter:
    """``/you``."""
    router = APIRouter(include_in_schema=False)

    @router.get("/you")
    def you(request: Request, next: str = "/") -> Response:
        return web.pages.page(request, "you.html", {"next": local_address(next)})

    @router.get("/you.json")
    def you_as_json(request: Request) -> Response:
        session = session_of(request)
        return json_answer({"name": session.name, "sees": session.see.value, "csrf": session.csrf})

    @router.post("/you")
    def named(
        session: OwnForm,
        name: Annotated[str, Form(max_length=MOST_NAME)],
        next: Annotated[str, Form(max_length=2000)] = "/",
    ) -> Response:
        session.name = " ".join(name.split())
        return RedirectResponse(local_address(next), HTTPStatus.SEE_OTHER)

    return router


SCREEN = Screen(tab=None, routes=routes)
