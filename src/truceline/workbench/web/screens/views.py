"""Views: build one, see what it does to the counts, take it along as a file or keep it in the record."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import urlencode

from attrs import asdict, evolve, frozen
from fastapi import APIRouter, Form, Query, Request
from pydantic import Field
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from truceline.assessment.view import Treatment, View
from truceline.assessment.view_file import InvalidView, print_view, shipped_views
from truceline.testimony.register import SourceKind
from truceline.testimony.statement import Basis as Knows
from truceline.values.problems import Problem, Problems
from truceline.workbench.formats import Sheet
from truceline.workbench.kept import own_view_document
from truceline.workbench.web.asked import MOST_TEXT, Fields, asked
from truceline.workbench.web.asking import Adding
from truceline.workbench.web.columns import Figures
from truceline.workbench.web.drafting import Draft, draft_of, drafted, rival_readings
from truceline.workbench.web.pages import FAULTS, Answer, Tab, three_ways
from truceline.workbench.web.scoping import Question, question, scope_form
from truceline.workbench.web.vocabulary import _
from truceline.workbench.web.web import Screen, Web

PATH = "/views"
_MOST_LISTED = 500
_MOST_FILE = 200_000
Several = Annotated[list[Annotated[str, Field(max_length=MOST_TEXT)]], Field(max_length=_MOST_LISTED)]


class ViewFields(Fields):
    """The scope's fields, and those of the view being drafted; ``draft`` says that they are set."""

    draft: str = Field(default="", max_length=1)
    name: str = Field(default="", max_length=MOST_TEXT)
    title: str = Field(default="", max_length=MOST_TEXT)
    whose: str = Field(default="any", max_length=MOST_TEXT, description="any, named or listed")
    source: Several = Field(default=[])
    group: Several = Field(default=[])
    source_kind: Several = Field(default=[])
    refused: Several = Field(default=[])
    knows: Several = Field(default=[])
    origins: int = Field(default=1, ge=1, le=50)
    retracted: str = Field(default="drop", max_length=MOST_TEXT)
    hedged: str = Field(default="possible", max_length=MOST_TEXT)
    version: Several = Field(default=[])


@frozen(eq=False)
class Trial:
    """A drafted view beside the one it starts from, with what each makes of the same occasions."""

    found: Question
    start: View
    draft: Draft
    view: View
    before: Figures
    after: Figures
    problems: tuple[Problem, ...]

    @property
    def valid(self) -> View:
        """The drafted view.

        Raises:
            Problems: every fault of the draft.
        """
        if self.problems:
            raise Problems(self.problems)
        return self.view


def routes(web: Web) -> APIRouter:
    """``/views``, its file, and keeping it."""
    router = APIRouter()
    three_ways(
        router, PATH, web.pages, lambda request, fields: views(web, request, fields), fields=ViewFields
    )

    @router.get("/views.toml", tags=["views"], response_class=PlainTextResponse, responses=FAULTS)
    def file(request: Request, fields: Annotated[ViewFields, Query()]) -> Response:
        """The drafted view as a file."""
        view = _trial(web, request, fields).valid
        headers = {"content-disposition": f'attachment; filename="{view.name}.toml"'}
        return PlainTextResponse(print_view(view), headers=headers)

    @router.post("/views/keep", include_in_schema=False)
    def keep(person: Adding, text: Annotated[str, Form(max_length=_MOST_FILE)]) -> Response:
        document = own_view_document(text, "view.toml")
        web.holding.replace_document(person, document, "a newer text")
        name = document.id.removeprefix("view:")
        return RedirectResponse(f"/situation?{urlencode({'view': name})}", HTTPStatus.SEE_OTHER)

    return router


def views(web: Web, request: Request, fields: ViewFields) -> Answer:
    """The views there are, and the one being drafted."""
    trial = _trial(web, request, fields)
    sight = trial.found.sight
    return Answer(
        template="views.html",
        context=lambda: _context(trial, fields),
        body=lambda: {
            "view": print_view(trial.valid),
            "from": trial.start.name,
            "before": asdict(trial.before),
            "after": asdict(trial.after),
            "views": [{"name": one.name, "title": one.title} for one in sight.views.values()],
        },
        sheet=lambda: Sheet(
            "",
            ("name", "title", "where"),
            tuple(
                (one.name, one.title, "shipped" if one.name in shipped_views() else "record")
                for one in sight.views.values()
            ),
            (),
        ),
    )


def _trial(web: Web, request: Request, fields: ViewFields) -> Trial:
    found = question(web.sight(request), asked(fields))
    what = found.asked
    start = found.sight.views[what.basis.view]
    draft = _draft(fields) if fields.draft else draft_of(start)
    before = found.headline(what)
    try:
        view = drafted(draft, start, known_by=what.basis.known_by, published_by=what.basis.published_by)
    except InvalidView as fault:
        return Trial(found, start, draft, start, before, before, fault.problems)
    tried = evolve(found, columns=found.sight.trial(what.basis, view))
    return Trial(found, start, draft, view, before, tried.headline(what), ())


def _draft(fields: ViewFields) -> Draft:
    return Draft(
        name=fields.name.strip(),
        title=fields.title.strip(),
        whose=fields.whose,
        sources=tuple(fields.source),
        groups=tuple(one for one in fields.group if one),
        kinds=tuple(fields.source_kind),
        refuses=tuple(fields.refused),
        bases=tuple(fields.knows),
        origins=fields.origins,
        retracted=fields.retracted,
        hedged=fields.hedged,
        versions=tuple(fields.version),
    )


def _context(trial: Trial, fields: ViewFields) -> Mapping[str, Any]:
    sight = trial.found.sight
    sources = sight.snapshot().sources.values()
    form = scope_form(trial.found)
    return {
        **form,
        "fields": fields,
        "draft": trial.draft,
        "start": trial.start,
        "drafted": trial.view,
        "text": print_view(trial.view),
        "before": trial.before,
        "after": trial.after,
        "problems": trial.problems,
        "sources": sorted(((one.id, one.name) for one in sources), key=lambda one: one[1].casefold()),
        "groups": sorted({group for one in sources for group in one.groups}),
        "kinds": [one.value for one in SourceKind],
        "bases": [one.value for one in Knows],
        "treatments": [one.value for one in Treatment],
        "readings": rival_readings(form["agreement"]),
        "query": _query(fields),
    }


def _query(fields: ViewFields) -> str:
    """The draft's fields as an address holds them."""
    told = fields.model_dump(by_alias=True, exclude_defaults=True, exclude={"after", "format", "lang"})
    return urlencode(told, doseq=True)


SCREEN = Screen(tab=Tab(PATH, _("Views")), routes=routes)
