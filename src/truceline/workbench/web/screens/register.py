"""Suggestions while somebody types: sources, actors and places whose name or id holds some words, few at a time."""

from collections.abc import Iterable
from heapq import nsmallest
from typing import Annotated, Protocol, TypeVar

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from truceline.workbench.web.asked import MOST_TEXT
from truceline.workbench.web.pages import FAULTS, json_answer
from truceline.workbench.web.web import Screen, Web

FEW = 20
REGISTERS = ("sources", "actors", "places")


class Suggesting(BaseModel):
    """Some words of a name or an id."""

    q: str = Field(default="", max_length=MOST_TEXT)


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


N = TypeVar("N", bound=_Named)


def routes(web: Web) -> APIRouter:
    """``/data/named/sources``, ``actors`` and ``places``."""
    router = APIRouter(prefix="/data/named", tags=["data"], default_response_class=Response, responses=FAULTS)

    def put(register: str) -> None:
        def named(request: Request, fields: Annotated[Suggesting, Query()]) -> Response:
            known: Iterable[_Named] = getattr(web.sight(request).snapshot(), register).values()
            found = called(known, fields.q)
            return json_answer({"named": [{"id": one.id, "name": one.name} for one in found]})

        summary = f"The {register} whose name or id holds some words; {FEW} at most."
        router.add_api_route(f"/{register}", named, name=f"named-{register}", summary=summary)

    for register in REGISTERS:
        put(register)
    return router


def called(known: Iterable[N], words: str) -> list[N]:
    """Those whose name or id holds some words, those that begin so first, and few of them."""
    wanted = words.strip().casefold()
    names = ((one.name.casefold(), one.id.casefold(), one) for one in known)
    found = (
        (not (name.startswith(wanted) or id.startswith(wanted)), name, id, one)
        for name, id, one in names
        if wanted in name or wanted in id
    )
    return [one for *_, one in nsmallest(FEW, found, key=lambda item: item[:3])]


SCREEN = Screen(tab=None, routes=routes)
