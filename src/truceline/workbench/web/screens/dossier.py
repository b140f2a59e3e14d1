"""Dossier of an incident: what is found and why, accounts side by side, chains, tolls, place, history."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from attrs import evolve
from fastapi import APIRouter, HTTPException, Request
from markupsafe import Markup
from pydantic import Field

from truceline.assessment.case import Case
from truceline.assessment.finding import DISCLAIMER
from truceline.values.harmless import harmless
from truceline.workbench.chain_picture import Box, chain_picture
from truceline.workbench.charts import Range, Title, ranges
from truceline.workbench.dossiers.history import Histories
from truceline.workbench.dossiers.make import dossier, seen_under
from truceline.workbench.dossiers.values import Chain, Dossier
from truceline.workbench.formats import Sheet
from truceline.workbench.pages.shape import shape
from truceline.workbench.pages.whereabouts import where_told
from truceline.workbench.reports import vocabulary
from truceline.workbench.reports.lines import Line, plain
from truceline.workbench.reports.phrases import Phrases
from truceline.workbench.reports.violation_page import value_line
from truceline.workbench.web.access import See
from truceline.workbench.web.areas import area_shown
from truceline.workbench.web.asked import MOST_TEXT, Asked, Basis, Fields
from truceline.workbench.web.casework import Casework, casework
from truceline.workbench.web.kept_answers import Kept
from truceline.workbench.web.pages import Answer, form_of, three_ways
from truceline.workbench.web.sight import Sight
from truceline.workbench.web.web import Screen, Web

_MOST_SIZES = 3


class DossierFields(Fields):
    """The scope's fields, and which parts that are folded away are shown as well."""

    part: str = Field(
        default="",
        max_length=MOST_TEXT,
        description="clause-1, account-2, tolls, accounts, history ..., or all of them",
    )


def routes(web: Web) -> APIRouter:
    """``/incident/ID``."""
    router = APIRouter()
    kept: Kept[tuple[int, See], Histories] = Kept(_MOST_SIZES)

    def histories(sight: Sight, size: int) -> Histories:
        key = (size, sight.see)
        return kept.get(key) or kept.put(key, Histories(web.holding.record, sight.see.handlings, size))

    def one(request: Request, fields: DossierFields) -> Answer:
        incident = request.path_params["id"]

        def page(work: Casework, _: Fields) -> Answer:
            return incident_page(
                work, incident, histories, part=fields.part, whole=form_of(request) == "json"
            )

        return casework(web, page)(request, fields)

    three_ways(router, "/incident/{id}", web.pages, one, fields=DossierFields)
    return router


def incident_page(
    work: Casework, incident: str, histories: Callable[[Sight, int], Histories], *, part: str, whole: bool
) -> Answer:
    """The dossier under the view asked for, beside what every other view finds; ``whole``: why these find it, too."""
    evidence = work.case.shared.evidence
    if evidence.folded.get(incident, incident) not in evidence.incidents:
        raise HTTPException(HTTPStatus.NOT_FOUND, "The record holds no such incident.")
    with ExitStack() as stack:
        cases = [work.case, *_others(work, stack)]
        told = histories(work.sight, evidence.snapshot.size)
        # Folded away it is counted only: reading its entries takes a tenth of the time.
        unfolded = whole or part in ("all", "history")
        found = dossier(cases if whole else cases[:1], incident, told if unfolded else None)
        seen = [seen_under(one, incident) for one in cases]
    outlines = where_told(work.case, found.places)
    quoted = _quoted(work, found)

    return Answer(
        template="dossier.html",
        context=lambda: {
            **work.context(),
            "found": found,
            "entries": told.count((found.incident, *found.also_known_as)),
            "first": found.findings[0],
            "seen": seen,
            "quoted": quoted,
            "titles": _titles(work, found),
            "sentence_of": work.quoter.teller.sentence,
            "chain_svg": _chain_svg(_titles(work, found)),
            "toll_svg": _toll_svg(found),
            "map": area_shown(work, "incident-map", outlines, of=f"incident/{quote(incident, safe='')}"),
            "value_line": value_line,
            "vocabulary": vocabulary,
            "other_view": lambda name: _with_view(work.asked, name).query(),
            "disclaimer": DISCLAIMER,
            "part": part,
        },
        body=lambda: {**work.head(), "disclaimer": DISCLAIMER, "dossier": shape(found)},
        sheet=lambda: accounts_sheet(found),
    )


def _with_view(asked: Asked, view: str) -> Asked:
    return evolve(asked, basis=evolve(asked.basis, view=view))


def _others(work: Casework, stack: ExitStack) -> Iterator[Case]:
    """The other views' cases, under the same agreement and cut-offs."""
    basis = work.asked.basis
    for name in work.sight.views:
        if name != basis.view:
            other = Basis(basis.agreement, name, basis.known_by, basis.published_by)
            yield stack.enter_context(work.sight.assessing(other))


def _quoted(work: Casework, found: Dossier) -> Mapping[str, Any]:
    """Every claim the page leads to, as the view asked for takes it, by id."""
    first = found.findings[0]
    ids = [*first.rests_on, *(one.claim for one in first.set_aside), *first.contradicting]
    ids += [id for clause in first.clauses for one in clause.conditions for id in one.answered.claims]
    ids += [one.claim for one in found.tolls] + [one.claim for one in found.places]
    ids += [one.claim for one in found.determinations]
    ids += [claim for chain in found.chains for claim in chain.claims]
    return {one.claim: one for one in work.quoter.quoted(ids)}


def _titles(work: Casework, found: Dossier) -> Mapping[str, str]:
    documents = work.case.shared.evidence.snapshot.documents
    named = {chain.document for chain in found.chains}
    named |= {hop.document for chain in found.chains for hop in chain.hops if hop.document is not None}
    named |= {telling.document for telling in found.accounts.tellings}
    return {id: documents[id].title if id in documents else id for id in named}


def _chain_svg(titles: Mapping[str, str]) -> Callable[[Phrases, int, Chain], Markup]:
    """The picture of a chain, in a page's language."""

    def drawn(phrases: Phrases, number: int, chain: Chain) -> Markup:
        word = phrases.tongue.plain
        held = harmless(titles[chain.document])
        boxes = [Box(word("held here"), held, "", "", f"/document/{quote(chain.document)}")]
        passes = ""
        for hop in chain.hops:
            below = str(hop.date or hop.document or "")
            boxes.append(Box(word("through"), _shown(phrases.speaker(hop.agent)), below, passes, None))
            passes = word(vocabulary.MODES[hop.mode.value])
        said = plain(phrases.period(chain.said)) if chain.said is not None else ""
        boxes.append(Box(word("speaker"), _shown(phrases.speaker(chain.speaker)), said, passes, None))
        name = _shown(phrases.tongue.say("Chain of %(speaker)s", speaker=phrases.speaker(chain.speaker)))
        says = " → ".join(box.name for box in boxes)
        return chain_picture(Title(f"chain-{number}", name, says), boxes)

    return drawn


def _shown(words: Line) -> str:
    """A line as a picture may show it."""
    return harmless(plain(words))


def _toll_svg(found: Dossier) -> Callable[[Phrases, str], Markup]:
    """The tolls as stated, as ranges on one axis, in a page's language."""
    spoken = {claim: chain.speaker for chain in found.chains for claim in chain.claims}
    shown = [toll for toll in found.tolls if not toll.denied and toll.claim in spoken]

    def drawn(phrases: Phrases, title: str) -> Markup:
        items = [
            Range(
                f"{_shown(phrases.speaker(spoken[toll.claim]))}: {_shown(phrases.scope(toll.scope))}",
                toll.count.low,
                toll.count.best,
                toll.count.high,
                toll.aside is not None,
            )
            for toll in shown
        ]
        says = "; ".join(f"{item.label} {item.low}" for item in items)
        return ranges(Title("toll-picture", title, says), items, or_more="+") if items else Markup("")

    return drawn


def accounts_sheet(found: Dossier) -> Sheet:
    """One row for each value of each account."""
    rows = tuple(
        (
            found.incident,
            row.name
            if row.scope is None
            else f"{row.scope.harm} {row.scope.victims} {row.scope.place}".strip(),
            str(telling.speaker),
            telling.document,
            str(cell.value),
            "yes" if cell.denied else "no",
            cell.firmness.value,
            cell.aside or "",
            cell.likeness.value,
            cell.claim,
        )
        for row in found.accounts.rows
        for telling, cells in zip(found.accounts.tellings, row.cells, strict=True)
        for cell in cells
    )
    columns = ("incident", "field", "speaker", "document", "value", "denied", "firmness", "set_aside", "beside_the_others", "claim")  # fmt: skip
    return Sheet(found.incident, columns, rows, ())


SCREEN = Screen(tab=None, routes=routes)
