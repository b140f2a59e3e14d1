"""What screens about one agreement or one view start from: the case, who quotes its claims, the form's choices."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from attrs import evolve, frozen
from fastapi import Request
from pydantic import Field

from truceline.assessment.case import Case
from truceline.assessment.finding import ASSESSMENT_VERSION
from truceline.values.problems import Problem, Problems
from truceline.workbench.pages.cited import Quoter
from truceline.workbench.reports.noting import register_of
from truceline.workbench.testimony_text import Teller
from truceline.workbench.web.asked import MOST_TEXT, Asked, Fields, asked
from truceline.workbench.web.pages import Answer
from truceline.workbench.web.saying import phrases_in, teller
from truceline.workbench.web.sight import Sight
from truceline.workbench.web.web import Web

F = TypeVar("F", bound=Fields)


class DayFields(Fields):
    """The scope's fields and a day."""

    day: str = Field(default="", max_length=MOST_TEXT)


class StretchFields(DayFields):
    """The scope's fields, a day, and what must be in the stretch of a long list that is shown."""

    at: str = Field(default="", max_length=MOST_TEXT)


SHOWN, TOLD = 50, 500
"""How long a stretch is on a page, and in an answer for programs."""


@frozen(eq=False)
class Casework:
    """A case as whoever asks may see it, and what was asked."""

    sight: Sight
    asked: Asked
    case: Case
    quoter: Quoter

    def context(self) -> dict[str, Any]:
        """What every page of this kind shows: the form, the names, the record's head."""
        register = register_of(self.case.shared.evidence.snapshot)
        return {
            "asked": self.asked,
            "basis": self.asked.basis,
            "basis_query": self.query(),
            "agreement_id": self.case.agreement.id,
            "agreement_title": self.case.agreement.title,
            "agreements": [(one.id, one.title) for one in self.sight.agreements.values()],
            "views": [(one.name, one.title) for one in self.sight.views.values()],
            "view": self.case.view,
            "head": self.sight.head,
            "names": self.sight.names,
            "version": ASSESSMENT_VERSION,
            "tell": teller(self.case.shared.evidence.claims_by_id, register),
            "phrases": lambda words: phrases_in(words, register),
        }

    def query(self, **more: str) -> str:
        """The basis as an address's query, with more fields."""
        return evolve(self.asked, first="", last="", q="", after="").query(**more)

    def head(self) -> Mapping[str, Any]:
        """What every JSON answer of this kind begins with."""
        basis, head = self.asked.basis, self.sight.head
        return {
            "agreement": self.case.agreement.id,
            "view": basis.view,
            "known_by": basis.known_by,
            "published_by": basis.published_by,
            "record": {"origin": head.origin, "size": head.size, "root": head.root},
            "assessment_version": ASSESSMENT_VERSION,
        }


def casework(
    web: Web, answer: Callable[[Casework, F], Answer], *, of_path: bool = False
) -> Callable[[Request, F], Answer]:
    """What answers requests about a case, with nobody else at its evidence meanwhile.

    Its agreement is that of the path, else of the field, else the first on record; where there is
    none, the case tells what is reported and finds nothing. Whatever the answer needs of the case must be in it before it is returned.
    """

    def ask(request: Request, fields: F) -> Answer:
        sight, what = web.sight(request), asked(fields)
        wanted = request.path_params["id"] if of_path else what.basis.agreement
        basis = evolve(what.basis, agreement=wanted or next(iter(sight.agreements), ""))
        if basis.agreement not in sight.agreements and (basis.agreement or sight.agreements):
            there = ", ".join(sight.agreements) or "none"
            raise Problems([Problem("cli.no_agreement", f"{basis.agreement or 'none'}; there are: {there}")])
        with sight.assessing(basis) as case:
            return answer(Casework(sight, evolve(what, basis=basis), case, quoter_of(sight, case)), fields)

    return ask


def quoter_of(sight: Sight, case: Case) -> Quoter:
    """Who quotes the claims of a case, with the names the sight has worked out."""
    evidence = case.shared.evidence
    return Quoter(case, Teller(evidence.snapshot, names=sight.names, claims=evidence.claims_by_id))


def day_of(text: str) -> date | None:
    """A day as typed; None where none is.

    Raises:
        Problems: ``cli.date``.
    """
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as fault:
        raise Problems([Problem("cli.date", text)]) from fault
