"""What a page is asked for: the fields of the scope form, as they stand in its address."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated
from urllib.parse import urlencode

from attrs import evolve, frozen
from attrs import fields as attrs_fields
from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from truceline.assessment.finding import CONDITIONS, EITHER_WAY, Outcome
from truceline.assessment.selection import Window
from truceline.values.problems import Problem, Problems
from truceline.workbench.desk import window_of
from truceline.workbench.kept import DEFAULT_VIEW

MOST_TEXT = 200
_TEXT = Field(default="", max_length=MOST_TEXT)
FILTERS = ("outcome", "failed", "provision", "actor", "place", "kind")
"""The filters that are columns of a ledger; ``q`` searches what was said."""


class Fields(BaseModel):
    """The fields of the scope form. All are text; what is left out is not asked."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    agreement: str = _TEXT
    view: str = Field(default=DEFAULT_VIEW, max_length=MOST_TEXT)
    known_by: str = _TEXT
    published_by: str = _TEXT
    first: str = Field(default="", alias="from", max_length=MOST_TEXT)
    last: str = Field(default="", alias="to", max_length=MOST_TEXT)
    q: str = _TEXT
    outcome: str = _TEXT
    failed: str = _TEXT
    provision: str = _TEXT
    actor: str = _TEXT
    place: str = _TEXT
    kind: str = _TEXT
    after: str = _TEXT
    format: str = Field(default="", max_length=MOST_TEXT, description="html, json or csv")
    lang: str = Field(default="", max_length=MOST_TEXT, description="en or ar")


AskedFields = Annotated[Fields, Query()]


@frozen
class Basis:
    """What findings are made under: an agreement, a view, and as known or published by when."""

    agreement: str
    view: str
    known_by: str
    published_by: str


@frozen
class Asked:
    """A page's whole question: its basis, its period, its filters, and where in the list it is."""

    basis: Basis
    first: str
    last: str
    q: str
    outcome: str
    failed: str
    provision: str
    actor: str
    place: str
    kind: str
    after: str

    @property
    def window(self) -> Window:
        """The days asked about.

        Raises:
            Problems: ``cli.date``, ``period.order``.
        """
        return window_of(self.first, self.last)

    @property
    def filters(self) -> dict[str, str]:
        """The filters that are set."""
        return {name: value for name in (*FILTERS, "q") if (value := getattr(self, name))}

    def fields(self, **changed: str) -> dict[str, str]:
        """The form's fields as they would be with some changed, empty ones left out."""
        found = {name: getattr(self.basis, name) for name in _BASIS}
        found |= {name: getattr(self, name) for name in _REST}
        found |= changed
        spelled = {_SPELLED.get(name, name): value for name, value in found.items()}
        return {name: value for name, value in spelled.items() if value}

    def query(self, **changed: str) -> str:
        """The address's query with some fields changed; a change of anything else leaves the list's place."""
        fields = self.fields(**{"after": "", **changed})
        return "&".join(_written(name, value) for name, value in fields.items())

    def previous(self) -> "Asked | None":
        """The same question of the period just before, as long as this one; None for an open period."""
        window = self.window
        if window.first is None or window.last is None:
            return None
        days = (window.last - window.first).days + 1
        first = _earlier(window.first, days)
        if first is None:
            return None
        return evolve(self, first=str(first), last=str(window.first - timedelta(days=1)), after="")


@lru_cache(maxsize=4096)
def _written(name: str, value: str) -> str:
    """One field as it stands in an address; a page writes the same ones some forty times."""
    return urlencode({name: value})


_SPELLED = {"first": "from", "last": "to"}
_BASIS = tuple(one.name for one in attrs_fields(Basis))
_REST = tuple(one.name for one in attrs_fields(Asked) if one.name != "basis")


def _earlier(day: date, days: int) -> date | None:
    try:
        return day - timedelta(days=days)
    except OverflowError:
        return None


def asked(fields: Fields) -> Asked:
    """The question of a form, its words checked.

    Raises:
        Problems: ``web.outcome`` or ``web.failed`` for a word that is none of theirs;
            ``cli.date`` and ``period.order`` for the period.
    """
    found = [
        Problem(f"web.{name}", value)
        for name, value, known in (
            ("outcome", fields.outcome, [one.value for one in Outcome]),
            ("failed", fields.failed, [*CONDITIONS, EITHER_WAY]),
        )
        if value and value not in known
    ]
    if found:
        raise Problems(found)
    basis = Basis(fields.agreement, fields.view or DEFAULT_VIEW, fields.known_by, fields.published_by)
    rest = {name: getattr(fields, name) for name in ("first", "last", "q", *FILTERS, "after")}
    question = Asked(basis=basis, **{name: value.strip() for name, value in rest.items()})
    _ = question.window
    return question
