"""Reader: a document's words in whose voice they are, what is claimed of them, and claims made from them."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import quote

from attrs import evolve, frozen
from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from truceline.agreement.vocabulary import conduct_kinds, relations
from truceline.record.snapshot import Snapshot
from truceline.testimony.claim import (
    Degree,
    Firmness,
    Harm,
    LifeCycle,
    Modality,
    Polarity,
    Position,
    Role,
    Watched,
)
from truceline.testimony.statement import Act, Quotation
from truceline.values.problems import Problem, Problems
from truceline.workbench.options import now
from truceline.workbench.pages.by_hand import FIELDS, Chosen, Written, made
from truceline.workbench.pages.reader import (
    DocumentPage,
    Note,
    Spanned,
    document_page,
    documents,
    documents_sheet,
    notes_sheet,
    read_spans,
)
from truceline.workbench.pages.shape import shape
from truceline.workbench.pages.stretches import Stretch, stretch
from truceline.workbench.pages.telling import claim_line
from truceline.workbench.reports.lines import Line
from truceline.workbench.reports.phrases import Phrases
from truceline.workbench.web.asked import MOST_TEXT, Fields
from truceline.workbench.web.asking import Adding
from truceline.workbench.web.casework import Casework, casework
from truceline.workbench.web.codebook_words import _
from truceline.workbench.web.long_lists import beside, onward
from truceline.workbench.web.pages import Answer, Stretched, Tab, three_ways
from truceline.workbench.web.reviews import Offered, Reviews
from truceline.workbench.web.screens.register import FEW
from truceline.workbench.web.web import Screen, Web

PATH = "/documents"
LENGTH, OFFERED, TOLD = 40, 10, 500
"""How many documents or statements of one, and how many proposals, a page shows; how many of them programs get."""
CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": conduct_kinds(),
    "role": tuple(one.value for one in Role),
    "harm": tuple(one.value for one in Harm),
    "degree": tuple(one.value for one in Degree),
    "relation": relations(),
    "position": tuple(one.value for one in Position),
    "step": tuple(one.value for one in LifeCycle),
    "result": tuple(one.value for one in Watched),
    "polarity": tuple(one.value for one in Polarity),
    "modality": tuple(one.value for one in Modality),
    "firmness": tuple(one.value for one in Firmness),
}
"""Fields of claims whose words are a closed list."""


class ReaderFields(Fields):
    """The scope's fields, and what must be on the page: a statement's note, a document in the list, a proposal."""

    at: str = Field(default="", max_length=MOST_TEXT)
    offer: str = Field(default="", max_length=MOST_TEXT, description="a proposal that is to be on the page")


@frozen
class ByHand:
    """The form for a claim made from chosen words: what was typed, and what was wrong with it."""

    typed: Mapping[str, str]
    problems: tuple[Problem, ...]


_EMPTY = ByHand({}, ())


async def typed_fields(request: Request) -> dict[str, str]:
    """What a form of ours sends, but for its secret."""
    form = await request.form(max_fields=80, max_files=0)
    # Browsers end the lines of a form with two signs, which no text of the record does.
    return {
        name: value.replace("\r\n", "\n")[:20_000]
        for name, value in form.items()
        if isinstance(value, str) and name != "csrf"
    }


Typed = Annotated[dict[str, str], Depends(typed_fields)]


def routes(web: Web) -> APIRouter:
    """``/documents`` and ``/document/ID``."""
    router = APIRouter()
    reviews = Reviews(web.holding.record)
    three_ways(router, PATH, web.pages, casework(web, all_documents), fields=ReaderFields)

    def one(request: Request, fields: ReaderFields) -> Answer:
        id = request.path_params["id"]
        return casework(web, lambda work, _: read(work, id, reviews, _EMPTY, fields=fields))(request, fields)

    three_ways(router, "/document/{id}", web.pages, one, fields=ReaderFields)

    @router.post("/document/{id}/claims", include_in_schema=False)
    def add_claim(id: str, request: Request, person: Adding, typed: Typed) -> Response:
        snapshot = web.sight(request).snapshot()
        try:
            batch = made(snapshot, _held(snapshot, id), _chosen(typed), _written(typed))
            web.holding.record.append(batch, by=person.name, at=now())
        except Problems as error:
            form = ByHand(typed, error.problems)
            answer = casework(web, lambda work, _: read(work, id, reviews, form, fields=ReaderFields()))(request, Fields())  # fmt: skip
            return web.pages.page(request, answer.template, answer.context(), HTTPStatus.UNPROCESSABLE_ENTITY)
        statement = batch.statements[0].id
        return RedirectResponse(f"/document/{id}#s-{statement[:12]}", HTTPStatus.SEE_OTHER)

    return router


def _held(snapshot: Snapshot, id: str) -> Any:
    document = snapshot.documents.get(id)
    if document is None or document.text is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "The record holds no text of such a document.")
    return document


def _chosen(typed: Mapping[str, str]) -> Chosen:
    start, end = (typed.get(name, "") for name in ("start", "end"))
    placed = start.isdecimal() and end.isdecimal() and len(start) < 12 and len(end) < 12  # noqa: PLR2004 - offsets
    return Chosen(int(start) if placed else None, int(end) if placed else None, typed.get("quote", ""))


def _written(typed: Mapping[str, str]) -> Written:
    kind = typed.get("type", "")
    names = {name for several in FIELDS.values() for name in several} | {"polarity", "modality", "firmness"}
    return Written(
        speaker=typed.get("speaker", ""),
        said=typed.get("said", ""),
        quotation=typed.get("quotation", "") or Quotation.INDIRECT.value,
        act=typed.get("act", "") or Act.ASSERTION.value,
        type=kind,
        fields={name: typed.get(f"{kind}-{name}", "") or typed.get(f"all-{name}", "") for name in names},
    )


def all_documents(work: Casework, fields: ReaderFields) -> Answer:
    """The source texts on record; ``q`` narrows them by id or title."""
    wanted = fields.q.strip()
    found = documents(work.quoter, wanted)
    keys = [one.id for one in found]
    shown, told = (stretch(found, keys, at=fields.at, length=length) for length in (LENGTH, TOLD))
    return Stretched(
        template="documents.html",
        context=lambda: {**work.context(), "found": shown, "wanted": wanted},
        body=lambda: {**work.head(), "q": wanted, "documents": shape(told.items), **beside(told)},
        sheet=lambda: documents_sheet(told.items),
        onward=onward(f"{PATH}.csv", work.query(q=wanted), told),
    )


def read(work: Casework, id: str, reviews: Reviews, form: ByHand, *, fields: ReaderFields) -> Answer:
    """One document, its statements beside it, and what a program proposes in it.

    A page shows the statements around ``at`` and the proposals around ``offer``.
    """
    offered, spans = _proposed(work, id, reviews)
    page = document_page(work.quoter, id, spans)
    if page is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "The record holds no such document.")
    told = _notes(page, fields.at, TOLD)
    proposed = stretch(offered, [one.id for one in offered], at=fields.offer, length=TOLD)
    return Stretched(
        template="document.html",
        context=lambda: {
            **work.context(),
            **_reader_context(work, page, offered, form),
            "notes": _notes(page, fields.at, LENGTH),
            "undecided": _undecided(offered, fields.offer),
        },
        body=lambda: {
            **work.head(),
            "document": shape(evolve(page, notes=told.items)),
            "proposals": [offered_shape(one) for one in proposed.items],
            **beside(told),
            "next_proposal": proposed.after or None,
        },
        sheet=lambda: notes_sheet(evolve(page, notes=told.items)),
        onward=onward(f"/document/{quote(id, safe='')}.csv", work.query(), told),
    )


def _notes(page: DocumentPage, at: str, length: int) -> Stretch[Note]:
    return stretch(page.notes, [one.id for one in page.notes], at=at, length=length)


def _undecided(offered: Sequence[Offered], at: str) -> Stretch[Offered]:
    waiting = [one for one in offered if one.decided is None]
    return stretch(waiting, [one.id for one in waiting], at=at, length=OFFERED)


def _reader_context(
    work: Casework, page: DocumentPage, offered: tuple[Offered, ...], form: ByHand
) -> dict[str, Any]:
    snapshot = work.case.shared.evidence.snapshot
    return {
        "page": page,
        "offered": offered,
        "form": form,
        "claim_fields": FIELDS,
        "choices": CHOICES,
        "acts": [one.value for one in Act],
        "quotations": [one.value for one in Quotation],
        "sources": [snapshot.sources[one] for one in _speaking(page) if one in snapshot.sources],
        "proposed_line": proposed_line,
    }


def _speaking(page: DocumentPage) -> list[str]:
    """Who speaks in a document, each once: whoever makes a claim by hand most often means one of them."""
    return list(dict.fromkeys(note.source for note in page.notes))[:FEW]


def proposed_line(phrases: Phrases, one: Offered) -> Line:
    """What a proposal would claim, in a page's language."""
    return claim_line(phrases, one.claim)


def _proposed(work: Casework, id: str, reviews: Reviews) -> tuple[tuple[Offered, ...], list[Spanned]]:
    """What a program reads in a document, where the record holds its text."""
    document = work.case.shared.evidence.snapshot.documents.get(id)
    if document is None or document.text is None or id not in reviews.readable(work.sight):
        return (), []
    offered = reviews.offered(work.sight, id)
    review = reviews.of(work.sight, id)
    spans = [Spanned(one.id, one.start, one.end, "proposal", "proposed") for one in offered if one.decided is None]  # fmt: skip
    return offered, [*read_spans(review.reading), *spans]


def offered_shape(one: Offered) -> dict[str, Any]:
    """A proposal as JSON."""
    decided = one.decided
    return {
        "id": one.id,
        "document": one.document,
        "rule": one.rule,
        "speaker": one.speaker,
        "start": one.start,
        "end": one.end,
        "words": one.words,
        "type": one.claim.type,
        "fields": dict(one.fields),
        "decided": None
        if decided is None
        else {
            "answer": decided.decision.answer.value,
            "by": decided.by,
            "at": decided.at.isoformat(),
            "claim": decided.decision.claim,
            "claim_stands": decided.claim_stands,
            "reason": decided.decision.reason,
        },
    }


SCREEN = Screen(tab=Tab(PATH, _("Reader"), "/document/"), routes=routes)
