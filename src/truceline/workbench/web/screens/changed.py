"""What changed since somebody last looked: retractions, new accounts, flipped findings."""

import hashlib
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from truceline.workbench.web.asked import MOST_TEXT, Fields, asked
from truceline.workbench.web.asking import OwnForm, local_address
from truceline.workbench.web.casework import SHOWN, TOLD
from truceline.workbench.web.changes import changes, changes_shape, changes_sheet, part_of
from truceline.workbench.web.pages import Answer, Stretched, three_ways
from truceline.workbench.web.scoping import question, scope_form
from truceline.workbench.web.sight import Sight
from truceline.workbench.web.web import Screen, Web

PATH = "/changes"
_YEARS = 5 * 365 * 24 * 3600


class ChangeFields(Fields):
    """The scope's fields, and since which size of the record."""

    since: int = Field(default=-1, ge=-1, le=10**12, description="a size of the record; -1: as last looked")
    at: str = Field(
        default="", max_length=MOST_TEXT, description="a change that must be in the stretch shown"
    )


def routes(web: Web) -> APIRouter:
    """``/changes`` and the button that says one has looked."""
    router = APIRouter()
    three_ways(
        router, PATH, web.pages, lambda request, fields: changed(web, request, fields), fields=ChangeFields
    )

    @router.post("/looked", include_in_schema=False)
    def looked(
        session: OwnForm,
        size: Annotated[int, Form(ge=0, le=10**12)],
        next: Annotated[str, Form(max_length=2000)] = "/",
    ) -> Response:
        head = web.holding.sight(session.see).head
        answer = RedirectResponse(local_address(next), HTTPStatus.SEE_OTHER)
        answer.set_cookie(
            _cookie(head.origin), str(min(size, head.size)), max_age=_YEARS, httponly=True, samesite="strict"
        )
        return answer

    return router


def last_looked(request: Request, sight: Sight) -> int | None:
    """The size the record had when whoever asks last said that they had looked."""
    kept = request.cookies.get(_cookie(sight.head.origin), "")
    if not (kept.isascii() and kept.isdecimal()):
        return None
    return int(kept) if int(kept) <= sight.head.size else None


def _cookie(origin: str) -> str:
    return f"truceline-looked-{hashlib.sha256(origin.encode()).hexdigest()[:8]}"


def changed(web: Web, request: Request, fields: ChangeFields) -> Answer:
    """What changed since a size of the record, or since one last looked."""
    sight = web.sight(request)
    found = question(sight, asked(fields))
    kept = last_looked(request, sight)
    since = fields.since if fields.since >= 0 else sight.head.size if kept is None else kept
    result = changes(sight, found.asked.basis, since)
    (shown, cut), (told, whole) = (part_of(result, fields.at, length) for length in (SHOWN, TOLD))
    query = f"since={since}&{found.asked.query()}"
    return Stretched(
        template="changes.html",
        context=lambda: {
            **scope_form(found), "changes": shown, "own": fields.since < 0, "stretch": cut, "query": query
        },
        body=lambda: {**changes_shape(told), "count": whole.whole, "next": whole.after or None},
        sheet=lambda: changes_sheet(told),
        onward=f"{PATH}.csv?{query}&at={whole.after}" if whole.after else "",
    )  # fmt: skip


SCREEN = Screen(tab=None, routes=routes)
