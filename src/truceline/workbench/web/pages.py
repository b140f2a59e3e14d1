"""One answer in three forms: a page for people, JSON and CSV for programs, of the same values."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Annotated, Any, TypeAlias
from urllib.parse import quote

from attrs import frozen
from fastapi import APIRouter, Query, Request
from jinja2 import Environment
from starlette.responses import HTMLResponse, Response

from truceline.values.harmless import escaped
from truceline.values.problems import Problem, Problems
from truceline.workbench.formats import Sheet, never_run
from truceline.workbench.web.asked import Fields
from truceline.workbench.web.files import ServedFiles
from truceline.workbench.web.sessions import Session
from truceline.workbench.web.words import LANGUAGES, Words, preferred, words_in

_LANGUAGE_COOKIE = "truceline-language"
_YEAR = 365 * 24 * 3600
Form: TypeAlias = str


@frozen
class Answer:
    """What a screen answers: how it is shown, its values as JSON, and as rows.

    ``context`` and ``body`` are made only when asked for, since a picture is dear and a page
    needs no rows.
    """

    template: str
    context: Callable[[], Mapping[str, Any]]
    body: Callable[[], Any]
    sheet: Callable[[], Sheet]


@frozen
class Stretched(Answer):
    """An answer that is one stretch of a long list; ``onward`` is the address of the next, or empty."""

    onward: str


@frozen
class Faulty(Answer):
    """An answer whose form, on a page, shows again what was typed with all that is wrong with it.

    ``faults`` is empty where nothing is; programs are told them as of any other question.
    """

    faults: tuple[Problem, ...]


@frozen
class Tab:
    """A screen in the navigation: its path, and what it is called before translation.

    ``under`` begins the paths of the single things that the screen lists ("/agreement/").
    """

    path: str
    label: str
    under: str = ""

    def is_at(self, path: str) -> bool:
        """Whether a page of that path belongs to this screen."""
        return path.startswith(self.path) or bool(self.under and path.startswith(self.under))


@frozen(eq=False)
class Pages:
    """Renders templates in the language of whoever asks, with what every page shows."""

    environment: Environment
    files: ServedFiles
    tabs: tuple[Tab, ...]

    def words(self, request: Request) -> Words:
        """The language of a request: asked for, kept from before, or accepted by its browser."""
        asked, kept = request.query_params.get("lang", ""), request.cookies.get(_LANGUAGE_COOKIE, "")
        return words_in(preferred(asked, kept, request.headers.get("accept-language", "")))

    def page(
        self, request: Request, template: str, context: Mapping[str, Any], status: int = HTTPStatus.OK
    ) -> Response:
        """A page; only its main part when a script asks for that, so that weak links carry less."""
        words = self.words(request)
        session: Session | None = getattr(request.state, "session", None)
        text = self.environment.get_template(template).render(
            {
                "_": words,
                "words": words,
                "languages": LANGUAGES,
                "files": self.files,
                "tabs": self.tabs,
                "here": request.url.path,
                "address": _address(request),
                "session": session,
                "partial": is_partial(request),
                **context,
            }
        )
        answer = HTMLResponse(
            text, status_code=status, headers={"vary": "hx-request, accept-language, cookie"}
        )
        answer.headers["content-language"] = words.language.tag
        if request.query_params.get("lang") == words.language.tag:
            answer.set_cookie(
                _LANGUAGE_COOKIE, words.language.tag, max_age=_YEAR, httponly=True, samesite="strict"
            )
        return answer

    def answer(self, request: Request, found: Answer, wanted: Form) -> Response:
        """An answer in the form that is wanted: html, json or csv.

        Raises:
            Problems: the faults of a :class:`Faulty` answer, for programs.
        """
        faults = found.faults if isinstance(found, Faulty) else ()
        if faults and wanted != "html":
            raise Problems(faults)
        if wanted == "json":
            return json_answer(found.body())
        if wanted == "csv":
            answer = csv_answer(found.sheet())
            if isinstance(found, Stretched) and found.onward:
                answer.headers["link"] = f'<{found.onward}>; rel="next"'
            return answer
        status = HTTPStatus.BAD_REQUEST if faults else HTTPStatus.OK
        return self.page(request, found.template, found.context(), status)


def is_partial(request: Request) -> bool:
    """Whether a script asks for what changes of a page it already shows, pictures left out."""
    headers = request.headers
    return headers.get("hx-request") == "true" and "hx-history-restore-request" not in headers


def _address(request: Request) -> Callable[..., str]:
    """This page's address with some fields changed."""

    def changed(**fields: str) -> str:
        query = str(request.url.include_query_params(**fields).query)
        return f"{quote(request.url.path)}?{query}" if query else quote(request.url.path)

    return changed


def form_of(request: Request) -> Form:
    """Which form a request wants: by its path, else by its field ``format``, else a page."""
    path = request.url.path
    if path.startswith("/data/") or path.endswith(_FILES):
        return "json"
    ending = path.rpartition(".")[2] if "." in path else request.query_params.get("format", "")
    return ending if ending in ("json", "csv") else "html"


_FILES = (".toml", ".jsonl")
"""Downloads; their faults are told as JSON."""


def json_answer(body: Any, status: int = HTTPStatus.OK) -> Response:
    """JSON with every script as it is written and controls escaped."""
    text = escaped(json.dumps(body, ensure_ascii=False, separators=(",", ":")))
    return Response(text, status, media_type="application/json")


def csv_answer(sheet: Sheet) -> Response:
    """CSV that a spreadsheet opens without running anything: such texts begin with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(sheet.columns)
    writer.writerows([never_run(cell) for cell in row] for row in sheet.rows)
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8")


def _fault(description: str) -> dict[str, Any]:
    return {"description": description, "content": {PROBLEM_JSON: {}}}


PROBLEM_JSON = "application/problem+json"
FAULTS: dict[int | str, dict[str, Any]] = {
    202: {"description": "Still being worked out; ask again", "content": {"application/json": {}}},
    400: _fault("A field that makes no sense"),
    401: {"description": "No session", "content": {"application/json": {}}},
    404: _fault("No such agreement, view or item"),
    413: _fault("More than is answered"),
    422: _fault("A field that is not of its kind"),
}
"""What an address for programs may answer besides its answer."""


def three_ways(
    router: APIRouter,
    path: str,
    pages: Pages,
    ask: Callable[[Request, Any], Answer],
    fields: type[Fields] = Fields,
) -> None:
    """Serve a screen as page, JSON and CSV: by path, or by the field ``format``."""
    name = path.strip("/").replace("/", "-").replace("{", "").replace("}", "") or "home"

    def shown(request: Request, asked: Annotated[fields, Query()]) -> Response:  # type: ignore[valid-type]
        return pages.answer(request, ask(request, asked), form_of(request))

    # The longer paths first: an id in a path may hold dots.
    for ending, media in (("json", "application/json"), ("csv", "text/csv")):
        router.add_api_route(
            f"{path}.{ending}",
            shown,
            name=f"{name}-{ending}",
            operation_id=f"{name}-{ending}",
            summary=f"{name}, as {ending.upper()}",
            response_class=Response,
            responses={**FAULTS, 200: {"content": {media: {}}, "description": "The answer"}},
            tags=[name],
        )
    router.add_api_route(path, shown, include_in_schema=False, name=name, methods=["GET", "HEAD"])
