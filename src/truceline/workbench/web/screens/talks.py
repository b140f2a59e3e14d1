"""Talks: rounds, delegations, who attended on which day by whose word, what was said there."""

from fastapi import APIRouter

from truceline.workbench.pages.shape import shape
from truceline.workbench.pages.talks import talks_page, talks_sheet
from truceline.workbench.web.asked import Fields
from truceline.workbench.web.casework import Casework, casework
from truceline.workbench.web.codebook_words import _
from truceline.workbench.web.pages import Answer, Tab, three_ways
from truceline.workbench.web.web import Screen, Web

PATH = "/talks"


def routes(web: Web) -> APIRouter:
    """``/talks``."""
    router = APIRouter()
    three_ways(router, PATH, web.pages, casework(web, talks))
    return router


def talks(work: Casework, _fields: Fields) -> Answer:
    """All rounds on record, as a view takes what is told of them."""
    titles = {one.id: one.title for one in work.sight.agreements.values()}
    page = talks_page(work.quoter, titles)
    return Answer(
        template="talks.html",
        context=lambda: {**work.context(), "page": page, "kept": titles},
        body=lambda: {**work.head(), "page": shape(page)},
        sheet=lambda: talks_sheet(page),
    )


SCREEN = Screen(tab=Tab(PATH, _("Talks")), routes=routes)
