"""The record itself: its size and root, who entered what, a check of every hash, and downloads."""

import json
from http import HTTPStatus
from typing import Annotated, Any

from attrs import asdict
from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from truceline.exchange.addfile.write import PUBLIC_ONLY, write_add_file
from truceline.testimony.register import Handling
from truceline.values.problems import Problem, Problems
from truceline.workbench.formats import Sheet
from truceline.workbench.gathering import commonest_zone
from truceline.workbench.sight import batch_of
from truceline.workbench.web.asked import MOST_TEXT, Fields
from truceline.workbench.web.asking import OwnForm
from truceline.workbench.web.logbook import Logged
from truceline.workbench.web.pages import FAULTS, Answer, Tab, json_answer, three_ways
from truceline.workbench.web.security import session_of
from truceline.workbench.web.sight import Head
from truceline.workbench.web.vocabulary import _
from truceline.workbench.web.web import Screen, Web

PATH = "/record"
_PAGE = 50
_LATEST = 10**12


class RecordFields(Fields):
    """Which entries: below a number, of one person, of one kind."""

    before: int = Field(default=_LATEST, ge=0, le=_LATEST)
    by: str = Field(default="", max_length=MOST_TEXT)
    entry: str = Field(default="", max_length=MOST_TEXT, description="a kind of entry")
    checked: str = Field(default="", max_length=1, description="1: show what a check of the record found")


def routes(web: Web) -> APIRouter:
    """``/record``, its check and its downloads."""
    router = APIRouter()
    three_ways(
        router, PATH, web.pages, lambda request, fields: record(web, request, fields), fields=RecordFields
    )

    @router.post("/record/verify", include_in_schema=False)
    def verify(session: OwnForm) -> Response:
        del session
        return RedirectResponse(f"{PATH}?checked=1#check", HTTPStatus.SEE_OTHER)

    @router.get(
        "/record/checkpoint.json",
        tags=["record"],
        response_class=Response,
        responses={**FAULTS, 200: {"content": {"application/json": {}}}},
    )
    def checkpoint(request: Request) -> Response:
        """The record's origin, size and root."""
        return json_answer(asdict(web.sight(request).head))

    @router.get("/record/add-file.{form}", include_in_schema=False)
    def add_file(
        request: Request, form: str, handling: Annotated[list[str] | None, Query(max_length=3)] = None
    ) -> Response:
        allowed = _allowed(handling or [])
        if form not in ("toml", "jsonl"):
            return PlainTextResponse("toml or jsonl", HTTPStatus.NOT_FOUND)
        batch = batch_of(web.sight(request).own())
        written = write_add_file(batch, zone=commonest_zone(batch), coder="", form=form, handlings=allowed)  # type: ignore[arg-type]  # one of two
        return _download(written.text, f"record.{form}")

    @router.get("/record/log.jsonl", include_in_schema=False)
    def log(request: Request) -> Response:
        entries = web.sight(request).log().entries
        return _download("".join(f"{json.dumps(_shape(one))}\n" for one in entries), "log.jsonl")

    return router


def _allowed(named: list[str]) -> frozenset[Handling]:
    """What may go out: public items unless others are named; what may not be seen is not there at all."""
    known = {one.value: one for one in Handling}
    unknown = [Problem("input.choice", name) for name in named if name not in known]
    if unknown:
        raise Problems(unknown)
    return frozenset(known[name] for name in named) or PUBLIC_ONLY


def _download(text: str, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return PlainTextResponse(text, headers=headers)


def record(web: Web, request: Request, fields: RecordFields) -> Answer:
    """The record's head, its entries, and what a check found."""
    sight = web.sight(request)
    log = sight.log()
    page = log.page(fields.before, _PAGE + 1, by=fields.by, kind=fields.entry)
    shown, more = page[:_PAGE], len(page) > _PAGE
    faults = sight.verified() if fields.checked else None
    see = session_of(request).see
    return Answer(
        template="record.html",
        context=lambda: {
            "head": sight.head,
            "fields": fields,
            "log": log,
            "entries": shown,
            "next": shown[-1].seq if more else None,
            "faults": faults,
            "handlings": sorted(one.value for one in see.handlings),
            "names": sight.names,
        },
        body=lambda: _body(sight.head, log.by_person, shown, faults, shown[-1].seq if more else None),
        sheet=lambda: Sheet(
            "",
            ("seq", "recorded_at", "by", "kind", "item", "label", "leaf"),
            tuple(
                (one.seq, one.recorded_at.isoformat(), one.by, one.kind, one.item, one.label, one.leaf)
                for one in log.entries
            ),
            (),
        ),
    )


def _body(
    head: Head,
    people: tuple[tuple[str, int], ...],
    shown: list[Logged],
    faults: tuple[Problem, ...] | None,
    following: int | None,
) -> dict[str, Any]:
    return {
        **asdict(head),
        "entered_by": [{"by": name, "entries": count} for name, count in people],
        "entries": [_shape(one) for one in shown],
        "next": following,
        "check": None if faults is None else {"faults": [one.code for one in faults]},
    }


def _shape(one: Logged) -> dict[str, Any]:
    return {**asdict(one), "recorded_at": one.recorded_at.isoformat()}


SCREEN = Screen(tab=Tab(PATH, _("Record")), routes=routes)
