"""Actors: the register, one of them, relations as a graph, control over time, indicators."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from http import HTTPStatus
from typing import Any, TypeVar

from attrs import evolve
from fastapi import APIRouter, HTTPException, Request
from markupsafe import Markup

from truceline.values.harmless import harmless
from truceline.workbench.area_map import swatch
from truceline.workbench.charts import Title
from truceline.workbench.measure_picture import Mark, measure_picture
from truceline.workbench.pages.actors import actor_page, actor_sheet, register, register_sheet
from truceline.workbench.pages.control import control, control_outlines, control_sheet
from truceline.workbench.pages.measures import Measures, measures, measures_sheet
from truceline.workbench.pages.shape import shape
from truceline.workbench.pages.stretches import Stretch, stretch
from truceline.workbench.pages.ties import Ties, ties, ties_sheet
from truceline.workbench.tie_picture import Arc, Node, tie_picture
from truceline.workbench.web.areas import area_shown
from truceline.workbench.web.asked import Fields
from truceline.workbench.web.casework import SHOWN, TOLD, Casework, StretchFields, casework, day_of
from truceline.workbench.web.codebook_words import _
from truceline.workbench.web.long_lists import beside, onward
from truceline.workbench.web.pages import Answer, Stretched, Tab, three_ways
from truceline.workbench.web.web import Screen, Web

PATH = "/actors"
T = TypeVar("T")


def routes(web: Web) -> APIRouter:
    """``/actors``, what is under it, and ``/actor/ID``."""
    router = APIRouter()

    for path, answer, fields in (
        (PATH, everybody, StretchFields),
        (f"{PATH}/relations", relations, StretchFields),
        (f"{PATH}/control", held, StretchFields),
        (f"{PATH}/indicators", measured, StretchFields),
    ):
        three_ways(router, path, web.pages, casework(web, answer), fields)

    def one(request: Request, fields: Fields) -> Answer:
        return casework(web, lambda work, _: one_of_them(work, request.path_params["id"]))(request, fields)

    three_ways(router, "/actor/{id}", web.pages, one)
    return router


def everybody(work: Casework, fields: StretchFields) -> Answer:
    """The register; ``q`` narrows it by id, name or alias."""
    wanted = fields.q.strip()
    found = register(work.quoter, wanted)
    keys = [one.id for one in found]
    shown, told = (stretch(found, keys, at=fields.at, length=length) for length in (SHOWN, TOLD))
    query = work.query(q=wanted)
    return Stretched(
        template="actors.html",
        context=lambda: {**work.context(), "found": shown, "wanted": wanted, "query": query},
        body=lambda: {**work.head(), "q": wanted, "actors": shape(told.items), **beside(told)},
        sheet=lambda: register_sheet(told.items),
        onward=onward(f"{PATH}.csv", query, told),
    )


def _cut(items: Sequence[T], at: str) -> tuple[Stretch[T], Stretch[T]]:
    """The stretches of a page and of an answer for programs, by the numbers of their items."""
    keys = [str(number) for number in range(len(items))]
    shown, told = (stretch(items, keys, at=at, length=length) for length in (SHOWN, TOLD))
    return shown, told


def one_of_them(work: Casework, id: str) -> Answer:
    """All that is said of one actor."""
    page = actor_page(work.quoter, id)
    if page is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "The register has no such actor.")
    near = ties(work.quoter, None, id)
    figures = measures(work.quoter, id)
    return Answer(
        template="actor.html",
        context=lambda: {
            **work.context(),
            "page": page,
            "ties": near,
            "graph": _graph(near),
            "series": figures.series,
            "panel": _panels(figures),
        },
        body=lambda: {**work.head(), "actor": shape(page), "ties": shape(near), "indicators": shape(figures)},
        sheet=lambda: actor_sheet(page),
    )


def relations(work: Casework, fields: StretchFields) -> Answer:
    """Who is tied to whom, as of a day or at any time; ``actor`` narrows it to those about one."""
    found = ties(work.quoter, day_of(fields.day), fields.actor.strip())
    shown, told = _cut(found.ties, fields.at)
    page, query = evolve(found, ties=shown.items), work.query(day=fields.day.strip())
    return Stretched(
        template="actors_relations.html",
        context=lambda: {
            **work.context(), "page": page, "graph": _graph(page), "stretch": shown, "query": query
        },
        body=lambda: {**work.head(), "page": shape(evolve(found, ties=told.items)), **beside(told)},
        sheet=lambda: ties_sheet(evolve(found, ties=told.items)),
        onward=onward(f"{PATH}/relations.csv", query, told),
    )  # fmt: skip


def _graph(page: Ties) -> Callable[[str, str], Markup]:
    """The picture of some ties, made with the page's own words."""
    nodes = {end.id: end for tie in page.ties for end in (tie.subject, tie.object)}
    asked = page.about.id if page.about is not None else ""
    names = [Node(one.id, one.name, f"/actor/{one.id}", one.id == asked) for one in nodes.values()]
    arcs = [
        Arc(tie.subject.id, tie.object.id, tie.directed, tie.answer, number, f"#tie-{number}")
        for number, tie in enumerate(page.ties, start=1)
    ]
    return lambda title, says: tie_picture(Title("tie-picture", title, says), names, arcs)


def held(work: Casework, fields: StretchFields) -> Answer:
    """Who is said to hold what, as of a day or at any time."""
    found = control(work.quoter, day_of(fields.day))
    whole = found if found.day is None else control(work.quoter, None)
    shown, told = _cut(found.places, fields.at)
    page, query = evolve(found, places=shown.items), work.query(day=fields.day.strip())
    map = area_shown(
        work,
        "control-map",
        control_outlines(work.quoter, whole),
        of="control",
        drawn=control_outlines(work.quoter, page),
    )
    return Stretched(
        template="actors_control.html",
        context=lambda: {
            **work.context(), "page": page, "map": map, "swatch": swatch, "stretch": shown, "query": query
        },
        body=lambda: {**work.head(), "page": shape(evolve(found, places=told.items)), **beside(told)},
        sheet=lambda: control_sheet(evolve(found, places=told.items)),
        onward=onward(f"{PATH}/control.csv", query, told),
    )  # fmt: skip


def measured(work: Casework, fields: StretchFields) -> Answer:
    """Every indicator on record, each measure of each subject by itself."""
    found = measures(work.quoter, fields.actor.strip())
    shown, told = _cut(found.series, fields.at)
    page, query = evolve(found, series=shown.items), work.query()
    return Stretched(
        template="actors_indicators.html",
        context=lambda: {
            **work.context(), "series": page.series, "panel": _panels(page), "stretch": shown, "query": query
        },
        body=lambda: {**work.head(), "page": shape(evolve(found, series=told.items)), **beside(told)},
        sheet=lambda: measures_sheet(evolve(found, series=told.items)),
        onward=onward(f"{PATH}/indicators.csv", query, told),
    )  # fmt: skip


def _panels(page: Measures) -> Callable[[int, str, str], Markup]:
    """A panel for each series; all have the same days, so that they can be compared."""
    marks = [_marks(one.dated) if one.is_drawn else [] for one in page.series]
    days = [day for several in marks for mark in several for day in (mark.first, mark.last)]
    first, last = (min(days), max(days)) if days else (None, None)

    def drawn(number: int, title: str, says: str) -> Markup:
        if first is None or last is None or not marks[number]:
            return Markup("")
        picture = Title(f"measure-{number}", harmless(title), says)
        return measure_picture(picture, marks[number], first, last + timedelta(days=1))

    return drawn


def _marks(points: Sequence[Any]) -> list[Mark]:
    return [
        Mark(one.first or one.last, one.last, one.count.low, one.count.best, one.count.high, one.actual)
        for one in points
    ]


SCREEN = Screen(tab=Tab(PATH, _("Actors"), "/actor/"), routes=routes)
