"""The situation: what was reported in a period, what holds up under a view, where, and what is new."""

from collections.abc import Mapping
from typing import Any

from attrs import asdict, frozen
from fastapi import APIRouter, Request

from truceline.assessment.finding import ASSESSMENT_VERSION, DISCLAIMER
from truceline.workbench.web.asked import Fields, asked
from truceline.workbench.web.columns import Figures, read_cursor
from truceline.workbench.web.counting import Scoped
from truceline.workbench.web.life import watching
from truceline.workbench.web.lines import line_shape, lines, lines_sheet
from truceline.workbench.web.pages import Answer, Tab, is_partial, three_ways
from truceline.workbench.web.picture import bounds_of, drawn_days, drawn_map
from truceline.workbench.web.scoping import Question, question, scope_form
from truceline.workbench.web.screens.changed import last_looked
from truceline.workbench.web.vocabulary import _
from truceline.workbench.web.web import Screen, Web

PATH = "/situation"
PAGE = 40
_FACETS = (("actor", "responsible"), ("place", "places"), ("kind", "kinds"), ("provision", "provisions"))
_MOST_FACETS = 8
_MOST_ROWS = 100_000


@frozen
class Tile:
    """One figure of the headline, and the same of the period before."""

    outcome: str
    count: int
    before: int | None
    failed: tuple[tuple[str, int], ...]


def routes(web: Web) -> APIRouter:
    """``/situation``."""
    router = APIRouter()
    three_ways(router, PATH, web.pages, lambda request, fields: situation(web, request, fields))
    return router


def situation(web: Web, request: Request, fields: Fields) -> Answer:
    """The situation of a scope."""
    found = question(web.sight(request), asked(fields))
    scoped = found.scoped()
    return Answer(
        template="situation.html",
        context=lambda: _context(web, request, found, scoped),
        body=lambda: _body(found, scoped),
        sheet=lambda: lines_sheet(
            lines(found.columns.table, found.columns.page(scoped, None, _MOST_ROWS)),
            found.sight.names,
        ),
    )


def _context(web: Web, request: Request, found: Question, scoped: Scoped) -> Mapping[str, Any]:
    columns, what = found.columns, found.asked
    rows = columns.page(scoped, read_cursor(what.after), PAGE + 1)
    shown, more = rows[:PAGE], len(rows) > PAGE
    figures = found.headline(what)
    table = columns.table
    incidents = [table.incidents[row].as_py() for row in shown]
    return {
        **scope_form(found),
        # A script that asks for what changed draws the pictures itself.
        "map": None if is_partial(request) else drawn_map(found, scoped, web.base),
        "bounds": bounds_of(found, scoped.counted),
        "has_base": bool(web.base.land),
        "days": None if is_partial(request) else drawn_days(found, web.pages.words(request)),
        "watching": watching(found.sight.snapshot(what.basis.known_by), what.window),
        "recorders": found.sight.recorders(what.basis, incidents),
        "since": last_looked(request, found.sight),
        "figures": figures,
        "tiles": tiles(found, figures),
        "lines": lines(columns.table, shown),
        "shown": len(scoped.rows),
        "next": columns.cursor(shown[-1]) if more else "",
        "facets": facets(found),
        "disclaimer": DISCLAIMER,
        "version": ASSESSMENT_VERSION,
    }


def tiles(found: Question, figures: Figures) -> tuple[Tile, ...]:
    """The headline's figures against the period before, where the period has two ends."""
    previous = found.asked.previous()
    before = found.headline(previous) if previous is not None else None
    return tuple(
        Tile(
            outcome=name,
            count=getattr(figures, name),
            before=None if before is None else getattr(before, name),
            failed=tuple(figures.failed.items()) if name == "none" else (),
        )
        for name in ("violation", "possible", "none")
    )


def facets(found: Question) -> dict[str, list[tuple[str, int]]]:
    """What most of the incidents shown have in common."""
    return {name: found.facet(column, _MOST_FACETS) for name, column in _FACETS}


def _body(found: Question, scoped: Scoped) -> dict[str, Any]:
    columns, what, head = found.columns, found.asked, found.sight.head
    rows = columns.page(scoped, read_cursor(what.after), PAGE + 1)
    figures = found.headline(what)
    return {
        "agreement": what.basis.agreement,
        "view": what.basis.view,
        "known_by": what.basis.known_by,
        "published_by": what.basis.published_by,
        "from": what.first,
        "to": what.last,
        "filters": what.filters,
        "record": asdict(head),
        "assessment_version": ASSESSMENT_VERSION,
        "disclaimer": DISCLAIMER,
        "figures": asdict(figures),
        "previous": [{"outcome": tile.outcome, "count": tile.before} for tile in tiles(found, figures)],
        "facets": {
            name: [{"id": id, "count": count} for id, count in counts]
            for name, counts in facets(found).items()
        },
        "incidents": [line_shape(line) for line in lines(columns.table, rows[:PAGE])],
        "next": columns.cursor(rows[PAGE - 1]) if len(rows) > PAGE else None,
    }


SCREEN = Screen(tab=Tab(PATH, _("Situation")), routes=routes)
