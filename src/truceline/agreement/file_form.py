"""The agreement file's tables as forms: what a person may write, with the file's defaults.

docs/spec/agreement.md describes each key.
"""

from functools import cache
from typing import Any

from attrs import frozen
from cattrs import Converter

from truceline.agreement.terms import Effort, Impact
from truceline.agreement.vocabulary import EVERYONE
from truceline.values.forms import form_converter
from truceline.values.problems import ValueProblem


@frozen
class PartiesForm:
    """Whom a clause binds, protects or excludes."""

    actor: str | None = None
    actors: tuple[str, ...] = ()
    accepted: str | None = None
    list: str | None = None
    lists: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    holds: str | None = None
    and_: tuple[str, ...] = ()
    closed: bool = False
    other_than: tuple[str, ...] = ()

    @classmethod
    def from_text(cls, text: str) -> "PartiesForm":
        """Read ``"anyone"``."""
        if text not in ("anyone", EVERYONE):
            raise ValueProblem("input.choice", f"{text!r}; 'anyone', 'everyone', or a table")
        return cls(kinds=(EVERYONE,))


@frozen
class AreaForm:
    """A place, or all within a distance of it."""

    of: str = ""
    within: str | None = None

    @classmethod
    def from_text(cls, text: str) -> "AreaForm":
        """Read the id of a place."""
        return cls(of=text)


@frozen
class AfterwardsForm:
    """What is prohibited once a deadline has passed."""

    prohibits: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@frozen
class ConditionForm:
    """An actor's position that a clause waits for."""

    id: str = ""
    actor: str = ""
    position: str = ""


@frozen
class ProvisionForm:
    """One clause in one reading."""

    id: str = ""
    version: str = ""
    text: str = ""
    clause: str = ""
    prohibits: tuple[str, ...] | None = None
    requires: str | None = None
    permits: tuple[str, ...] | None = None
    of: tuple[str, ...] = ()
    for_: str | None = None
    by: str | None = None
    within_days: int | None = None
    effort: Effort = Effort.RESULT
    late_is_breach: bool = False
    afterwards: AfterwardsForm | None = None
    binds: PartiesForm | None = None
    protects: PartiesForm | None = None
    excludes: tuple[PartiesForm, ...] = ()
    area: AreaForm | None = None
    where: Impact = Impact.IMPACT
    period: str | None = None
    from_: str | None = None
    until: str | None = None
    unless: tuple[str, ...] = ()
    provided: tuple[str, ...] = ()
    overrides: tuple[str, ...] = ()
    commanders: tuple[str, ...] = ()
    according_to: tuple[str, ...] = ()


@frozen
class AgreementForm:
    """The whole file; its clauses and conditions are read one by one."""

    id: str = ""
    title: str = ""
    kind: str = ""
    zone: str = "UTC"
    declared: str | None = None
    period: str | None = None
    from_: str | None = None
    until: str | None = None
    sponsors: tuple[str, ...] = ()
    ethprio: int | None = None
    pax: int | None = None
    documents: tuple[str, ...] = ()
    breach_word: str = "violation"
    condition: tuple[Any, ...] = ()
    provision: tuple[Any, ...] = ()


@cache
def agreement_converter() -> Converter:
    """The converter of all tables of the file."""
    # Periods are read later, when the file's zone is known; the zone given here serves nothing.
    forms = (PartiesForm, AreaForm, AfterwardsForm, ConditionForm, ProvisionForm, AgreementForm)
    return form_converter("UTC", forms)
