"""Which single answer accounts for most of the difference between views: what a mediator takes to the table."""

from typing import Any

from attrs import evolve
from fastapi import APIRouter, Request

from truceline.assessment.comparison_shapes import crux_shape
from truceline.workbench.comparison_tables import crux_csv, question_text
from truceline.workbench.testimony_text import Teller
from truceline.workbench.web.asked import asked
from truceline.workbench.web.pages import Answer, three_ways
from truceline.workbench.web.scoping import basis_of
from truceline.workbench.web.screens.compare import CompareFields
from truceline.workbench.web.sight import Cruxes
from truceline.workbench.web.web import Screen, Web

PATH = "/crux"
_MOST_ROWS, _MOST_CLAIMS = 25, 3


def routes(web: Web) -> APIRouter:
    """``/crux``."""
    router = APIRouter()
    three_ways(
        router, PATH, web.pages, lambda request, fields: crux(web, request, fields), fields=CompareFields
    )
    return router


def crux(web: Web, request: Request, fields: CompareFields) -> Answer:
    """The answers that part the views compared, each flipped in turn; of the period alone, whatever is filtered."""
    sight, what = web.sight(request), asked(fields)
    basis = basis_of(sight, what)
    views = dict.fromkeys(view for view in (basis.view, fields.view2, fields.view3, fields.view4) if view)
    bases = tuple(evolve(basis, view=view) for view in views)
    found = sight.cruxes(bases, what.window)
    return Answer(
        template="crux.html",
        context=lambda: {
            "asked": evolve(what, basis=basis),
            "views": list(views),
            "names": sight.names,
            "taken": found.taken,
            "rows": _rows(found, Teller(sight.snapshot())),
            "count": len(found.rows),
            "query": {
                **evolve(what, basis=basis).fields(after=""),
                **{name: value for name in ("view2", "view3", "view4") if (value := getattr(fields, name))},
            },
        },
        body=lambda: crux_shape(found.taken, found.rows),
        sheet=lambda: crux_csv(found.rows),
    )


def _rows(found: Cruxes, teller: Teller) -> list[dict[str, Any]]:
    return [
        {
            "question": question_text(row.question, teller.names),
            "between": row.between,
            "explained": row.explained,
            "differing": row.differing,
            "sides": [
                {
                    "answer": answer,
                    "claims": [teller.sentence(claim) for claim in claims[:_MOST_CLAIMS]],
                    "more": max(0, len(claims) - _MOST_CLAIMS),
                }
                for answer, claims in zip(row.answers, row.claims, strict=True)
            ],
            "flips": row.flips,
        }
        for row in found.rows[:_MOST_ROWS]
    ]


SCREEN = Screen(tab=None, routes=routes)
