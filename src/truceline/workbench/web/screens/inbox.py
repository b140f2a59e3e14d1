"""Inbox: what a program proposes, and pairs that may be one: accept, join, hold, refuse, judge; by name."""

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from threading import Lock
from typing import Any
from urllib.parse import parse_qsl

from attrs import frozen
from fastapi import APIRouter, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from truceline.record.snapshot import Snapshot
from truceline.testimony.batch import Batch
from truceline.testimony.claim import EventClaim
from truceline.testimony.codec import identified
from truceline.testimony.decision import Answer as Decided
from truceline.testimony.link import Judgement, Sameness, Subject
from truceline.values.problems import Problem, Problems
from truceline.values.when import Fills, Period
from truceline.workbench.options import now
from truceline.workbench.pages.inbox import ANSWERS, Waiting, waiting, waiting_sheet
from truceline.workbench.pages.matches import Match, Matches, incident_of, latest_judgement
from truceline.workbench.pages.shape import shape
from truceline.workbench.reviewing import decide
from truceline.workbench.web.access import Person
from truceline.workbench.web.asked import Fields
from truceline.workbench.web.asking import Adding, local_address
from truceline.workbench.web.casework import Casework, casework
from truceline.workbench.web.codebook_words import _
from truceline.workbench.web.pages import Answer, Tab, three_ways
from truceline.workbench.web.put_aside import FILE, Held, PutAside
from truceline.workbench.web.reviews import Offered, Reviews, choice_of
from truceline.workbench.web.screens.documents import CHOICES, Typed, offered_shape, proposed_line
from truceline.workbench.web.web import Screen, Web

PATH = "/inbox"
_DOCUMENTS = 10


@frozen
class Waits:
    """A proposal that waits, with incidents it may be about and whether somebody holds it."""

    offered: Offered
    matches: tuple[Match, ...]
    held: Held | None


@frozen
class Pile:
    """The proposals of one document."""

    document: str
    title: str
    waits: tuple[Waits, ...]


def routes(web: Web) -> APIRouter:
    """``/inbox``, and what is decided there."""
    router = APIRouter()
    record = web.holding.record
    desk = _Desk(web, Reviews(record), PutAside(record.path / FILE), Lock())
    three_ways(router, PATH, web.pages, casework(web, desk.inbox))

    @router.post("/document/{document}/proposals/{id}/{verb}", include_in_schema=False)
    def answer(document: str, id: str, verb: str, request: Request, person: Adding, typed: Typed) -> Response:  # noqa: PLR0913, PLR0917 - a path's parts and a form  # fmt: skip
        return desk.decided(request, (document, id, verb), person, typed)

    @router.post("/inbox/judgements", include_in_schema=False)
    def judge(request: Request, person: Adding, typed: Typed) -> Response:
        return desk.judged(request, person, typed)

    @router.post("/inbox/judgements/many", include_in_schema=False)
    def judge_many(request: Request, person: Adding, typed: Typed) -> Response:
        return desk.judged_many(request, person, typed)

    @router.post("/inbox/decisions/many", include_in_schema=False)
    def decide_many(request: Request, person: Adding, typed: Typed) -> Response:
        return desk.decided_many(request, person, typed)

    return router


@frozen(eq=False)
class _Desk:
    """Where proposals lie and are decided."""

    web: Web
    reviews: Reviews
    aside: PutAside
    judging: Lock

    def inbox(self, work: Casework, fields: Fields) -> Answer:
        """The documents' proposals, ten documents at a time, and the pairs to be judged."""
        readable = self.reviews.readable(work.sight)
        first = readable.index(fields.after) + 1 if fields.after in readable else 0
        chosen = readable[first : first + _DOCUMENTS]
        matches = Matches(work.quoter)
        piles = [pile for id in chosen if (pile := self._pile(work, id, matches)).waits]
        pairs = waiting(work.quoter, work.asked.window)
        more = chosen[-1] if first + _DOCUMENTS < len(readable) else ""
        return Answer(
            template="inbox.html",
            context=lambda: {**work.context(), **_context(piles, pairs, more, len(readable))},
            body=lambda: {**work.head(), **_body(piles, pairs, more)},
            sheet=lambda: waiting_sheet((*pairs.incidents, *pairs.actors)),
        )

    def _pile(self, work: Casework, id: str, matches: Matches) -> Pile:
        offered = self.reviews.offered(work.sight, id)
        may_be, held = _may_be(work, offered, matches), self.aside.all()
        return Pile(
            document=id,
            title=work.case.shared.evidence.snapshot.documents[id].title,
            waits=tuple(
                Waits(one, may_be.get(incident_of(one.claim) or "", ()), held.get(one.id))
                for one in offered
                if one.decided is None
            ),
        )

    def decided(
        self, request: Request, about: tuple[str, str, str], person: Person, typed: Mapping[str, str]
    ) -> Response:
        """One proposal's answer: entered by that name, or what was decided meanwhile."""
        document, id, verb = about
        sight = self.web.sight(request)
        back = local_address(typed.get("next", PATH))
        if verb == "hold":
            self.reviews.of(sight, document).proposal(id)
            self.aside.hold(id, Held(person.name, now(), typed.get("reason", "").strip()))
            return RedirectResponse(back, HTTPStatus.SEE_OTHER)
        if verb not in _VERBS:
            raise HTTPException(HTTPStatus.NOT_FOUND, "There is no such answer.")
        review = self.reviews.of(sight, document)
        claim = review.proposal(id).claim
        fields = {name.removeprefix("f-"): text for name, text in typed.items() if name.startswith("f-")}
        if verb == "join":
            fields = _joined(claim, typed.get("incident", ""))
        choice = choice_of(claim, _VERBS[verb], fields, typed.get("speaker", "").strip(), typed.get("reason", "").strip())  # fmt: skip
        try:
            decide(self.web.holding.record, review, id, choice, by=person.name, at=now())
        except Problems as error:
            return self._refused(request, error, back)
        return RedirectResponse(back, HTTPStatus.SEE_OTHER)

    def _refused(self, request: Request, error: Problems, back: str, entered: int = 0) -> Response:
        conflict = any(one.code == "review.decided" for one in error.problems)
        status = HTTPStatus.CONFLICT if conflict else HTTPStatus.UNPROCESSABLE_ENTITY
        context = {"problems": error.problems, "conflict": conflict, "back": back, "entered": entered}
        return self.web.pages.page(request, "decided.html", context, status)

    def decided_many(self, request: Request, person: Person, typed: Mapping[str, str]) -> Response:
        """One answer to several proposals, each entered by that name; of those decided meanwhile it is told."""
        sight, back = self.web.sight(request), local_address(typed.get("next", PATH))
        verb = _one_of(typed, "verb", ["accept", "reject"])
        reason = typed.get("reason", "").strip()
        faults: list[Problem] = []
        chosen = _chosen(typed, "proposal-")
        reviews = [(id, self.reviews.of(sight, document)) for id, document in chosen]
        claims = [review.proposal(id).claim for id, review in reviews]
        for (id, review), claim in zip(reviews, claims, strict=True):
            choice = choice_of(claim, _VERBS[verb], {}, "", reason)
            try:
                decide(self.web.holding.record, review, id, choice, by=person.name, at=now())
            except Problems as error:
                faults += error.problems
        if faults:
            return self._refused(request, Problems(faults), back, entered=len(chosen) - len(faults))
        return RedirectResponse(back, HTTPStatus.SEE_OTHER)

    def judged(self, request: Request, person: Person, typed: Mapping[str, str]) -> Response:
        """A judgement on a pair, unless somebody judged it since the form was made."""
        left, right = typed.get("left", ""), typed.get("right", "")
        if typed.get("turned"):
            left, right = right, left
        about = Subject(_one_of(typed, "about", [one.value for one in Subject]))
        return self._judged(request, person, typed, [_Chosen(about, left, right, typed.get("seen", ""))])

    def judged_many(self, request: Request, person: Person, typed: Mapping[str, str]) -> Response:
        """One judgement on several pairs: on all of them, or on none where one was judged since."""
        pairs = [_pair_of(text) for _, text in _chosen(typed, "pair-")]
        return self._judged(request, person, typed, pairs)

    def _judged(
        self, request: Request, person: Person, typed: Mapping[str, str], pairs: list["_Chosen"]
    ) -> Response:
        back = local_address(typed.get("next", PATH))
        for one in pairs:
            _check_known(self.web.sight(request).snapshot(), one.about, (one.left, one.right))
        answer, reason = Sameness(_one_of(typed, "answer", list(ANSWERS))), typed.get("reason", "").strip()
        made = tuple(_judgement(one, answer, reason, person.name) for one in pairs)
        with self.judging:
            snapshot = self.web.sight(request).snapshot()
            for one in pairs:
                latest = latest_judgement(snapshot.judgements, one.about, frozenset((one.left, one.right)))
                if (latest.id if latest is not None else "") != one.seen:
                    context = {
                        "latest": latest,
                        "at": snapshot.recorded.get(latest.id) if latest else None,
                        "back": back,
                    }
                    return self.web.pages.page(request, "judged.html", context, HTTPStatus.CONFLICT)
            self.web.holding.record.append(Batch(judgements=made), by=person.name, at=now())
        return RedirectResponse(back, HTTPStatus.SEE_OTHER)


@frozen
class _Chosen:
    """A pair as a form names it, with the judgement that was the latest when the form was made."""

    about: Subject
    left: str
    right: str
    seen: str


def _pair_of(text: str) -> _Chosen:
    fields = dict(parse_qsl(text))
    about = Subject(_one_of(fields, "about", [one.value for one in Subject]))
    return _Chosen(about, fields.get("left", ""), fields.get("right", ""), fields.get("seen", ""))


def _chosen(typed: Mapping[str, str], prefix: str) -> list[tuple[str, str]]:
    """What was ticked, by the rest of its field's name."""
    found = [(name.removeprefix(prefix), text) for name, text in typed.items() if name.startswith(prefix)]
    if not found:
        raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, "Nothing was chosen.")
    return found


def _judgement(pair: _Chosen, answer: Sameness, reason: str, coder: str) -> Judgement:
    made = Judgement(
        id="",
        about=pair.about,
        left=pair.left,
        right=pair.right,
        answer=answer,
        coder=coder,
        made=Period(edtf=f"{now():%Y-%m-%d}", zone="UTC", fills=Fills.WITHIN, words=""),
        reason=reason,
    )
    return identified(made)


def _may_be(work: Casework, offered: Iterable[Offered], matches: Matches) -> dict[str, tuple[Match, ...]]:
    """What each proposed incident may be on record: first of all what its event was joined to.

    Who did it and how many died are told of the same proposed incident as what happened.
    """
    claims = work.case.shared.evidence.claims_by_id
    found: dict[str, tuple[Match, ...]] = {}
    for one in offered:
        incident = incident_of(one.claim)
        if incident is None or not isinstance(one.claim, EventClaim):
            continue
        entered = claims.get(one.decided.decision.claim or "") if one.decided is not None else None
        into = incident_of(entered) if entered is not None else None
        joined = (Match(into, work.quoter.quote(entered)),) if entered and into and into != incident else ()
        found[incident] = joined or matches.of(one.claim)
    return found


_VERBS = {
    "accept": Decided.ACCEPTED,
    "edit": Decided.EDITED,
    "join": Decided.EDITED,
    "reject": Decided.REJECTED,
}


def _joined(claim: Any, incident: str) -> dict[str, str]:
    """The claim's field that says which incident it is about, changed to one on record."""
    if not incident or incident_of(claim) is None:
        raise HTTPException(
            HTTPStatus.UNPROCESSABLE_ENTITY, "This claim is about no incident that could be joined."
        )
    return {"incidents" if hasattr(claim, "incidents") else "incident": incident}


def _one_of(typed: Mapping[str, str], name: str, known: list[str]) -> str:
    if typed.get(name, "") not in known:
        raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, f"{name}: one of {', '.join(known)}")
    return typed[name]


def _check_known(snapshot: Snapshot, about: Subject, pair: tuple[str, str]) -> None:
    """Nothing is judged that whoever judges cannot see."""
    known: Callable[[str], bool] = snapshot.actors.__contains__
    if about is Subject.INCIDENT:
        told = {id for claim in snapshot.claims for id in _incidents(claim)}
        known = told.__contains__
    if not all(map(known, pair)) or pair[0] == pair[1]:
        raise HTTPException(HTTPStatus.NOT_FOUND, "The record holds no such pair.")


def _incidents(claim: Any) -> tuple[str, ...]:
    found = incident_of(claim)
    return (found,) if found is not None else ()


def _context(piles: list[Pile], pairs: Waiting, more: str, readable: int) -> dict[str, Any]:
    return {
        "piles": piles,
        "many": True,
        "pairs": pairs,
        "next": more,
        "readable": readable,
        "answers": ANSWERS,
        "choices": CHOICES,
        "proposed_line": proposed_line,
    }


def _body(piles: list[Pile], pairs: Waiting, more: str) -> dict[str, Any]:
    return {
        "proposals": [
            {
                **offered_shape(one.offered),
                "may_be": [match.incident for match in one.matches],
                "held": shape(one.held),
            }
            for pile in piles
            for one in pile.waits
        ],
        "pairs": shape(pairs),
        "next": more or None,
    }


SCREEN = Screen(tab=Tab(PATH, _("Inbox")), routes=routes)
