"""Suppositions: single answers taken for granted, to see what would follow from them.

A case under suppositions is as much a pure function as one without. Each supposes the whole
answer to one question: all that is said of one state, which versions of one clause are taken,
whether one speaker's word is, one value of one incident, or one rule of the view.
"""

from collections.abc import Iterable
from enum import Enum
from typing import Any, TypeAlias, TypeVar

from attrs import evolve, frozen

from truceline.assessment.standing import Field
from truceline.assessment.states import BEGINNING, END, Fact
from truceline.assessment.view import AccountRule, Persistence, View
from truceline.values.who import Who

S = TypeVar("S")
ASSUMED = "assumed"
"""Stands where a claim's id or an origin would, for what nobody said."""


class Part(Enum):
    """The two parts of a view; a speaker's word may be taken in one and not in the other."""

    ACCOUNTS = "incidents"
    FRAMEWORK = "framework"


@frozen
class StandingSupposed:
    """All that is said of an actor's acceptance of an agreement, or of its exclusion from one.

    ``outside`` takes the actor to be associated with no party for good.
    """

    actor: str
    agreement: str
    excluded: bool
    facts: tuple[Fact, ...]
    outside: bool


@frozen
class RelationSupposed:
    """All that is said of one tie between two actors, both ways round if it has no direction."""

    subject: str
    relation: str
    object: str
    facts: tuple[Fact, ...]


@frozen
class VersionsSupposed:
    """The versions of a provision that are taken."""

    provision: str
    versions: tuple[str, ...]


@frozen
class WordSupposed:
    """Whether a speaker's word is taken in one part of a view; ``source`` None is those unnamed.

    ``coding`` says whether its coding of what others said is.
    """

    source: str | None
    part: Part
    taken: bool
    coding: bool


class Aspect(Enum):
    """A value of an incident that can be supposed; named as its field of an account."""

    WHEN = "when"
    WHERE = "where"
    ORIGIN = "origin"
    KIND = "kind"
    PERPETRATORS = "perpetrators"
    TARGETS = "targets"

    @property
    def condition(self) -> str | None:
        """The condition that may be yes only perhaps where the value stands only perhaps."""
        return _CONDITIONS.get(self)


_CONDITIONS = {
    Aspect.WHEN: "when",
    Aspect.WHERE: "where",
    Aspect.KIND: "what",
    Aspect.PERPETRATORS: "who",
    Aspect.TARGETS: "whom",
}


@frozen
class ValueSupposed:
    """What stands on one field of an incident that is in; ``perhaps`` only if origins are independent."""

    incident: str
    aspect: Aspect
    field: Field[Any]
    perhaps: bool


@frozen
class ParticipantsSupposed:
    """Who took part in an incident, no direction told."""

    incident: str
    participants: tuple[Who, ...]
    perhaps: bool


@frozen
class RuleSupposed:
    """One rule of the accounts part of a view, by its name there: how many origins, which bases ..."""

    name: str
    value: Any


@frozen
class CutoffSupposed:
    """By when everything taken was to be public; "" for any time."""

    published_by: str


@frozen
class PersistenceSupposed:
    """How long states are taken to last."""

    persists: Persistence


Supposition: TypeAlias = (
    StandingSupposed
    | RelationSupposed
    | VersionsSupposed
    | WordSupposed
    | ValueSupposed
    | ParticipantsSupposed
    | RuleSupposed
    | CutoffSupposed
    | PersistenceSupposed
)
InFramework: TypeAlias = StandingSupposed | RelationSupposed | WordSupposed


def standing_settled(actor: str, agreement: str, *, accepted: bool) -> StandingSupposed:
    """A standing settled for all time.

    Who has not accepted is taken to be outside for good: associated with no party either.
    """
    return StandingSupposed(
        actor, agreement, excluded=False, facts=(always(holds=accepted),), outside=not accepted
    )


def always(*, holds: bool) -> Fact:
    """The fact of a state that always holds, or never, whoever says so."""
    return Fact(ASSUMED, BEGINNING, END, holds, firm=True, claim=ASSUMED)


def of_kind(suppositions: Iterable[Supposition], kind: type[S]) -> tuple[S, ...]:
    """The suppositions of one kind."""
    return tuple(one for one in suppositions if isinstance(one, kind))


def in_framework(suppositions: Iterable[Supposition]) -> tuple[InFramework, ...]:
    """Those that a framing depends on, beside the view itself."""
    return tuple(
        one
        for one in suppositions
        if isinstance(one, StandingSupposed | RelationSupposed)
        or (isinstance(one, WordSupposed) and one.part is Part.FRAMEWORK)
    )


def view_under(view: View, suppositions: Iterable[Supposition]) -> View:
    """The view with the rules, cut-off, persistence and versions that are supposed."""
    for one in suppositions:
        if isinstance(one, RuleSupposed):
            changed: AccountRule = evolve(view.accounts, **{one.name: one.value})
            view = evolve(view, accounts=changed)
        elif isinstance(one, CutoffSupposed):
            view = evolve(view, published_by=one.published_by)
        elif isinstance(one, PersistenceSupposed):
            view = evolve(view, persists=one.persists)
        elif isinstance(one, VersionsSupposed):
            versions = {**view.framework.versions, one.provision: one.versions}
            view = evolve(view, framework=evolve(view.framework, versions=versions))
    return view
