"""An agreement's text: edited with all its faults shown at once, kept under its editor's name."""

from http import HTTPStatus
from threading import Lock
from typing import Annotated, Any

from attrs import evolve, frozen
from fastapi import APIRouter, Depends, Form, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from truceline.testimony.document import Document
from truceline.workbench.options import now
from truceline.workbench.pages.editing import STARTER, Draft, checked, is_outdated, not_yet_kept, opened
from truceline.workbench.pages.shape import shape
from truceline.workbench.web.asking import Adding
from truceline.workbench.web.pages import json_answer
from truceline.workbench.web.sight import Sight
from truceline.workbench.web.web import Web

_MOST_TEXT = 400_000
_MOST_REASON = 500


@frozen
class SentText:
    """What the editing form sends."""

    text: str
    base: str
    reason: str
    only_check: bool


def sent_text(
    text: Annotated[str, Form(max_length=_MOST_TEXT)],
    base: Annotated[str, Form(max_length=64)] = "",
    reason: Annotated[str, Form(max_length=_MOST_REASON)] = "",
    only_check: Annotated[str, Form(max_length=1)] = "",
) -> SentText:
    """The form's fields together."""
    # Browsers end the lines of a form with two signs.
    return SentText(text.replace("\r\n", "\n"), base, reason, bool(only_check))


Sent = Annotated[SentText, Depends(sent_text)]


def text_routes(web: Web) -> APIRouter:
    """``/agreements/new`` and ``/agreement/ID/text``: a text to be kept, and what is made of a newer one."""
    router = APIRouter(include_in_schema=False)
    keeping = Lock()
    _new_text(router, web, keeping)

    @router.get("/agreement/{id}/text.json")
    def text_as_json(id: str, request: Request) -> Response:
        return json_answer(shape(_draft(web.sight(request), id)))

    @router.get("/agreement/{id}/text")
    def text(id: str, request: Request) -> Response:
        return _shown(web, request, _draft(web.sight(request), id))

    @router.post("/agreement/{id}/text")
    def kept(id: str, request: Request, person: Adding, sent: Sent) -> Response:
        _draft(web.sight(request), id)
        draft, document = checked(Draft(id, sent.text, sent.base, ()))
        if document is None:
            return _shown(web, request, draft, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        if sent.only_check:
            return _shown(web, request, draft, sound=True)
        with keeping:
            sight = web.sight(request)
            if is_outdated(sight.snapshot(), draft):
                return _shown(web, request, draft, status=HTTPStatus.CONFLICT)
            web.holding.record.replace_document(
                _as_handled(sight, document), reason=sent.reason.strip(), by=person.name, at=now()
            )
        return RedirectResponse(f"/agreement/{id}", HTTPStatus.SEE_OTHER)

    return router


def _new_text(router: APIRouter, web: Web, keeping: Lock) -> None:
    def shown(
        request: Request, draft: Draft, status: int = HTTPStatus.OK, *, sound: bool = False
    ) -> Response:
        context = {"draft": draft, "sound": sound, "head": web.sight(request).head}
        return web.pages.page(request, "agreement_new.html", context, status)

    @router.get("/agreements/new")
    def new(request: Request) -> Response:
        return shown(request, Draft("", STARTER, "", ()))

    @router.post("/agreements/new")
    def added(request: Request, person: Adding, sent: Sent) -> Response:
        draft, document = checked(Draft("", sent.text, "", ()))
        with keeping:
            draft = not_yet_kept(web.sight(request).snapshot(), draft, document)
            if document is None or draft.faults:
                return shown(request, draft, HTTPStatus.UNPROCESSABLE_ENTITY)
            if sent.only_check:
                return shown(request, draft, sound=True)
            web.holding.replace_document(person, document, sent.reason.strip())
        return RedirectResponse(f"/agreement/{document.id.partition(':')[2]}", HTTPStatus.SEE_OTHER)


def _draft(sight: Sight, id: str) -> Draft:
    draft = opened(sight.snapshot(), id)
    if draft is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "There is no such agreement on record.")
    return draft


def _as_handled(sight: Sight, document: Document) -> Document:
    """The newer text, handled as the one it replaces."""
    earlier = sight.snapshot().documents[document.id]
    return evolve(document, handling=earlier.handling, purpose=earlier.purpose, note=earlier.note)


def _shown(
    web: Web, request: Request, draft: Draft, *, status: int = HTTPStatus.OK, sound: bool = False
) -> Response:
    sight = web.sight(request)
    context: dict[str, Any] = {
        "draft": draft,
        "sound": sound,
        "outdated": status == HTTPStatus.CONFLICT,
        "agreement_id": draft.id,
        "agreement_title": sight.agreements[draft.id].title,
        "head": sight.head,
        "latest": opened(sight.snapshot(), draft.id),
        "basis_query": "",
    }
    return web.pages.page(request, "agreement_text.html", context, status)
