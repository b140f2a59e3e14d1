"""What screens about one agreement or one view start from: the case, who quotes its claims, the form's choices."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import evolve, frozen
from fastapi import Request
from pydantic import Field

from truceline.assessment.case import Case
from truceline.assessment.finding import ASSESSMENT_VERSION
from truceline.values.problems import Problem, Problems
from truceline.workbench.pages.cited import Quoter
from truceline.workbench.testimony_text import Teller
from truceline.workbench.web.asked import MOST_TEXT, Asked, Basis, Fields, asked
from truceline.workbench.web.holding import Sight
from truceline.workbench.web.web import Web


class DayFields(Fields):
    """The scope's fields and a day."""

    day: str = Field(default="", max_length=MOST_TEXT)


@frozen(eq=False)
class Casework:
    """A case as whoever asks may see it, and what was asked."""

    sight: Sight
    asked: Asked
    case: Case
    quoter: Quoter

    def context(self) -> dict[str, Any]:
        """What every page of this kind shows: the form, the names, the record's head."""
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


def casework(web: Web, request: Request, fields: Fields, *, agreement: str | None = None) -> Casework:
    """The case that a request is about; its path's agreement, else its field's, else the first on record.

    Raises:
        StillWorking: while the record is being read.
        Problems: ``cli.no_agreement``, ``cli.no_view``, ``web.outcome`` ...
    """
    sight = web.sight(request)
    what = asked(fields)
    wanted = agreement or what.basis.agreement or next(iter(sight.agreements), "")
    if wanted not in sight.agreements:
        there = ", ".join(sight.agreements) or "none"
        raise Problems([Problem("cli.no_agreement", f"{wanted or 'none'}; there are: {there}")])
    basis = Basis(wanted, what.basis.view, what.basis.known_by, what.basis.published_by)
    case = sight.case(basis)
    teller = Teller(
        case.shared.evidence.snapshot, names=sight.names, claims=case.shared.evidence.claims_by_id
    )
    return Casework(sight, evolve(what, basis=basis), case, Quoter(case, teller))


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
