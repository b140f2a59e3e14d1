"""Views side by side: where their ledgers part, on which incidents, and what flips each."""

from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any

from attrs import evolve, frozen
from fastapi import APIRouter, Request
from pydantic import Field

from truceline.values.problems import Problem, Problems
from truceline.workbench.web.asked import MOST_TEXT, Fields, asked
from truceline.workbench.web.comparison import (
    BETWEEN,
    Aligned,
    Key,
    Line,
    Row,
    Side,
    aligned,
    compared,
    compared_sheet,
    parting_shape,
    partings,
    row_shape,
)
from truceline.workbench.web.flips import Why, why_apart, why_shape
from truceline.workbench.web.pages import Answer, Tab, three_ways
from truceline.workbench.web.scoping import Question, question, scope_form
from truceline.workbench.web.vocabulary import _
from truceline.workbench.web.web import Screen, Web

PATH = "/compare"
_MOST_ROWS = 60
_MOST_PARTINGS = 25
_SECOND = "corroborated"


class CompareFields(Fields):
    """The scope's fields, and up to three further views, what rows are by, and what is opened."""

    view2: str = Field(default=_SECOND, max_length=MOST_TEXT)
    view3: str = Field(default="", max_length=MOST_TEXT)
    view4: str = Field(default="", max_length=MOST_TEXT)
    by: str = Field(default=Line.ACTOR.value, max_length=MOST_TEXT, description="actor, place, kind or day")
    row: str = Field(default="", max_length=2000, description="a row's key, to list its incidents")
    incident: str = Field(default="", max_length=MOST_TEXT, description="an incident, to see what flips it")


@frozen(eq=False)
class Comparison:
    """Everything a comparison shows."""

    first: Question
    views: tuple[str, ...]
    line: Line
    key: Key | None
    found: Aligned
    rows: list[Row]
    beyond: int
    why: Why | None


def routes(web: Web) -> APIRouter:
    """``/compare``."""
    router = APIRouter()
    three_ways(
        router, PATH, web.pages, lambda request, fields: compare(web, request, fields), fields=CompareFields
    )
    return router


def compare(web: Web, request: Request, fields: CompareFields) -> Answer:
    """Two to four views over the same occasions."""
    made = _made(web, request, fields)
    return Answer(
        template="compare.html",
        context=lambda: _context(made, fields),
        body=lambda: _body(made),
        sheet=lambda: compared_sheet(made.rows, made.views),
    )


def _made(web: Web, request: Request, fields: CompareFields) -> Comparison:
    line = _line(fields.by)
    first = question(web.sight(request), asked(fields))
    views = tuple(
        dict.fromkeys(
            view for view in (first.asked.basis.view, fields.view2, fields.view3, fields.view4) if view
        )
    )
    questions = [_under(first, view) for view in views]
    sides = [
        Side(view, one.columns.table, one.scoped().counted)
        for view, one in zip(views, questions, strict=True)
    ]
    found = aligned(sides)
    why = None
    if fields.incident:
        with ExitStack() as stack:
            cases = [stack.enter_context(first.sight.assessing(one.asked.basis)) for one in questions]
            known = cases[0].shared.evidence.incidents
            if fields.incident not in known:
                raise Problems([Problem("cli.not_found", fields.incident)])
            why = why_apart(cases, fields.incident)
    key = tuple(fields.row.split(BETWEEN)) if fields.row else None
    told = compared(found, line)
    return Comparison(first, views, line, key, found, told.rows, told.beyond, why)


def _line(by: str) -> Line:
    if by not in {line.value for line in Line}:
        raise Problems([Problem("web.by", by)])
    return Line(by)


def _under(first: Question, view: str) -> Question:
    basis = evolve(first.asked.basis, view=view)
    return Question(evolve(first.asked, basis=basis), first.sight, first.sight.columns(basis))


def _context(made: Comparison, fields: CompareFields) -> Mapping[str, Any]:
    shown, count = partings(made.found, made.line, made.key, _MOST_PARTINGS)
    return {
        **scope_form(made.first),
        "fields": fields,
        "lines": [line.value for line in Line],
        "between": BETWEEN,
        "views_shown": made.views,
        "rows": made.rows[:_MOST_ROWS],
        "row_count": len(made.rows),
        "beyond": made.beyond,
        "apart_count": int(made.found.apart.sum()),
        "key": made.key,
        "partings": shown,
        "parting_count": count,
        "why": made.why,
        "query": compare_query(made, fields),
    }


def compare_query(made: Comparison, fields: CompareFields) -> dict[str, str]:
    """The fields of the address that stay as rows and incidents are opened."""
    own = {"view2": fields.view2, "view3": fields.view3, "view4": fields.view4, "by": made.line.value}
    return {**made.first.asked.fields(after=""), **{name: value for name, value in own.items() if value}}


def _body(made: Comparison) -> dict[str, Any]:
    shown, count = partings(made.found, made.line, made.key, _MOST_PARTINGS)
    return {
        "agreement": made.first.asked.basis.agreement,
        "views": made.views,
        "by": made.line.value,
        "rows": [row_shape(row, made.views) for row in made.rows],
        "positions_left_out": made.beyond,
        "apart": int(made.found.apart.sum()),
        "row": made.key,
        "partings": [parting_shape(one, made.views) for one in shown],
        "parting_count": count,
        "why": None if made.why is None else why_shape(made.why, made.views),
    }


SCREEN = Screen(tab=Tab(PATH, _("Compare")), routes=routes)
