"""Agreements and zones: clauses, who is bound, areas over time, an invented incident, the text itself."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from attrs import asdict
from fastapi import APIRouter, Request
from pydantic import Field

from truceline.agreement.vocabulary import conduct_kinds
from truceline.assessment.finding import DISCLAIMER
from truceline.values.problems import Problem, Problems
from truceline.workbench.area_map import swatch
from truceline.workbench.formats import Sheet
from truceline.workbench.pages.agreements import Listed, agreement_page, clauses_sheet, listed
from truceline.workbench.pages.clause_line import clause_line
from truceline.workbench.pages.invented import Asked, answer, answered_sheet
from truceline.workbench.pages.shape import shape
from truceline.workbench.pages.standings import standings, standings_sheet
from truceline.workbench.pages.zones import zone_outlines, zones, zones_sheet
from truceline.workbench.reports.lines import Line
from truceline.workbench.reports.noting import register_of
from truceline.workbench.reports.phrases import Phrases
from truceline.workbench.web.areas import area_shown
from truceline.workbench.web.asked import MOST_TEXT, Fields
from truceline.workbench.web.casework import Casework, DayFields, casework, day_of
from truceline.workbench.web.codebook_words import _
from truceline.workbench.web.pages import Answer, Faulty, Tab, three_ways
from truceline.workbench.web.saying import phrases_in
from truceline.workbench.web.screens.agreement_text import text_routes
from truceline.workbench.web.screens.register import called
from truceline.workbench.web.vocabulary import KINDS
from truceline.workbench.web.web import Screen, Web

PATH = "/agreements"


class TrialFields(Fields):
    """The scope's fields and an invented incident."""

    what: str = Field(default="", max_length=MOST_TEXT)
    when: str = Field(default="", max_length=MOST_TEXT)
    at: str = Field(default="", max_length=MOST_TEXT)
    who: str = Field(default="", max_length=MOST_TEXT)
    whom: str = Field(default="", max_length=MOST_TEXT)
    observed: str = Field(default="", max_length=MOST_TEXT)
    exception: str = Field(default="", max_length=MOST_TEXT)


def routes(web: Web) -> APIRouter:
    """``/agreements`` and, under ``/agreement``, each of them."""
    router = APIRouter()
    one = "/agreement/{id}"
    three_ways(router, PATH, web.pages, lambda request, fields: all_of_them(web, request, fields))
    for tail, shown, fields in (
        ("/standings", who_is_bound, DayFields),
        ("/zones", areas, DayFields),
        ("/trial", trial, TrialFields),
    ):
        three_ways(router, one + tail, web.pages, casework(web, shown, of_path=True), fields)
    router.include_router(text_routes(web))
    three_ways(router, one, web.pages, casework(web, clauses, of_path=True))
    return router


def all_of_them(web: Web, request: Request, fields: Fields) -> Answer:
    """The agreements on record."""
    del fields
    sight = web.sight(request)
    found = listed(tuple(sight.agreements.values()))
    return Answer(
        template="agreements.html",
        context=lambda: {
            "listed": found,
            "head": sight.head,
            "phrases": lambda words: phrases_in(words, register_of(sight.snapshot())),
        },
        body=lambda: {"record": asdict(sight.head), "agreements": shape(found)},
        sheet=lambda: _listed_sheet(found),
    )


def _listed_sheet(found: tuple[Listed, ...]) -> Sheet:
    columns = ("id", "title", "kind", "period", "clauses")
    rows = tuple((one.id, one.title, one.kind, one.period, one.clauses) for one in found)
    return Sheet("", columns, rows, ())


def clauses(work: Casework, _fields: Fields) -> Answer:
    """The clauses of an agreement, and its life."""
    page = agreement_page(work.quoter)
    return Answer(
        template="agreement.html",
        context=lambda: {
            **work.context(),
            "page": page,
            "disclaimer": DISCLAIMER,
            "clause_says": _clause_says(work),
        },
        body=lambda: {**work.head(), "page": shape(page)},
        sheet=lambda: clauses_sheet(page),
    )


def _clause_says(work: Casework) -> Callable[[Phrases, str], Line]:
    """What says a clause, by its key, in a page's language."""
    provisions = {one.key: one for one in work.case.agreement.provisions}
    return lambda phrases, key: clause_line(phrases, provisions[key], KINDS)


def who_is_bound(work: Casework, fields: DayFields) -> Answer:
    """Who is bound, protected or excluded as of a day."""
    page = standings(work.quoter, day_of(fields.day))
    return Answer(
        template="agreement_standings.html",
        context=lambda: {**work.context(), "page": page},
        body=lambda: {**work.head(), "page": shape(page)},
        sheet=lambda: standings_sheet(page),
    )


def areas(work: Casework, fields: DayFields) -> Answer:
    """The areas of its clauses, on a day or all of them."""
    page = zones(work.quoter, day_of(fields.day))
    whole = page if page.day is None else zones(work.quoter, None)
    shown = area_shown(
        work,
        "zones-map",
        zone_outlines(work.quoter, whole),
        of=f"zones/{quote(page.agreement, safe='')}",
        drawn=zone_outlines(work.quoter, page),
    )
    return Answer(
        template="agreement_zones.html",
        context=lambda: {**work.context(), "page": page, "map": shown, "swatch": swatch},
        body=lambda: {**work.head(), "page": shape(page)},
        sheet=lambda: zones_sheet(page),
    )


def trial(work: Casework, fields: TrialFields) -> Answer:
    """What would be found on an incident that somebody makes up; nothing is written."""
    asked = Asked(
        fields.what.strip(), fields.when.strip(), fields.at.strip(), fields.who.strip(), fields.whom.strip(),
        fields.observed.strip(), fields.exception.strip(),
    )  # fmt: skip
    found = None
    faults: tuple[Problem, ...] = ()
    try:
        found = answer(work.case, asked) if asked.kind else None
    except Problems as error:
        faults = error.problems
    return Faulty(
        template="agreement_trial.html",
        context=lambda: {**work.context(), **_trial_context(work, asked), "found": found, "faults": faults},
        body=lambda: {**work.head(), "asked": shape(asked), "found": shape(found)},
        sheet=lambda: answered_sheet(found),
        faults=faults,
    )


def _trial_context(work: Casework, asked: Asked) -> Mapping[str, Any]:
    snapshot, agreement = work.case.shared.evidence.snapshot, work.case.agreement
    words = {word for provision in agreement.provisions for word in provision.unless}
    return {
        "invented": asked,
        "page": agreement,
        "kinds": conduct_kinds(),
        "actors": called(snapshot.actors.values(), ""),
        "places": called(snapshot.places.values(), ""),
        "unless": sorted(words),
        "disclaimer": DISCLAIMER,
    }


SCREEN = Screen(tab=Tab(PATH, _("Agreements"), "/agreement/"), routes=routes)
