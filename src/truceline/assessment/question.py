"""Questions that views may answer otherwise, and their answers as values that a case can suppose."""

from collections import defaultdict
from collections.abc import Iterable
from enum import Enum
from typing import Any

from attrs import frozen

from truceline.agreement.terms import Deontic
from truceline.assessment.account import Account
from truceline.assessment.answer_words import course_words, field_words, participants_words
from truceline.assessment.case import Case, Shared
from truceline.assessment.standing import Field
from truceline.assessment.states import SYMMETRIC, Fact, Tie
from truceline.assessment.supposition import (
    Aspect,
    ParticipantsSupposed,
    RelationSupposed,
    StandingSupposed,
    Supposition,
    ValueSupposed,
    VersionsSupposed,
)
from truceline.testimony.register import Handling


class Kind(Enum):
    """What a question is about."""

    STANDING = "standing"
    EXCLUSION = "exclusion"
    RELATION = "relation"
    VERSION = "version"
    WORD = "word on incidents"
    FRAMEWORK_WORD = "word on the framework"
    RULE = "rule of the view"
    DATE = "date"
    PLACE = "place"
    ORIGIN = "place of origin"
    CONDUCT = "conduct"
    PERPETRATOR = "perpetrator"
    TARGET = "target"
    PARTICIPANTS = "participants"

    @property
    def is_of_incident(self) -> bool:
        """Whether the question is about one incident alone."""
        return self in _OF_INCIDENT


_OF_INCIDENT = {
    Kind.DATE, Kind.PLACE, Kind.ORIGIN, Kind.CONDUCT, Kind.PERPETRATOR, Kind.TARGET, Kind.PARTICIPANTS,
}  # fmt: skip
ASPECTS = {
    Aspect.WHEN: Kind.DATE,
    Aspect.WHERE: Kind.PLACE,
    Aspect.ORIGIN: Kind.ORIGIN,
    Aspect.KIND: Kind.CONDUCT,
    Aspect.PERPETRATORS: Kind.PERPETRATOR,
    Aspect.TARGETS: Kind.TARGET,
}


@frozen
class Side:
    """One answer: in words, the claims behind it, and what a case must suppose to give it.

    ``shared`` is the evidence to be asked, where the answer is which record is.
    """

    answer: str
    claims: tuple[str, ...]
    supposed: tuple[Supposition, ...]
    shared: Shared | None


@frozen
class Question:
    """What an answer is an answer to; ``about`` are the ids it names, none of protected sources."""

    kind: Kind
    about: tuple[str, ...]
    text: str


@frozen
class Disagreement:
    """A question with rival answers, and the incidents that the answer may bear on."""

    question: Question
    sides: tuple[Side, ...]
    touched: frozenset[str]


def flipped(case: Case, side: Side) -> Case:
    """The case with one answer taken from that side."""
    return Case(side.shared or case.shared, case.agreement, case.view, side.supposed)


def side_of(answer: str, claims: Iterable[str], *supposed: Supposition) -> Side:
    """An answer that a case gives by supposing this."""
    return Side(answer, tuple(dict.fromkeys(claims)), supposed, None)


def standing_side(case: Case, stand: tuple[str, str], facts: tuple[Fact, ...], *, excluded: bool) -> Side:
    """What is said of a standing, as an answer."""
    return side_of(
        course_words(facts, case.view.persists.standing, case.agreement.zone),
        (fact.claim for fact in facts),
        StandingSupposed(*stand, excluded=excluded, facts=facts, outside=False),
    )


def one_way(tie: Tie) -> Tie:
    """A tie without a direction, named one way round."""
    subject, relation, other = tie
    if relation in SYMMETRIC and other < subject:
        return other, relation, subject
    return tie


def tie_side(case: Case, tie: Tie, facts: tuple[Fact, ...]) -> Side:
    """What is said of a tie, as an answer."""
    return side_of(
        course_words(facts, case.view.persists.relation, case.agreement.zone),
        (fact.claim for fact in facts),
        RelationSupposed(*tie, facts=facts),
    )


def versions_taken(case: Case) -> dict[str, tuple[str, ...]]:
    """Each provision -> the versions of it that are taken, for prohibitions and permissions."""
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for kind in (Deontic.PROHIBITS, Deontic.PERMITS):
        for provision in case.framing.taken(kind):
            found[provision.id] += (provision.version,)
    return found


def version_side(name: str, versions: tuple[str, ...]) -> Side:
    """Versions taken, as an answer."""
    words = ", ".join(one or "the only one" for one in versions) or "none: not assessed"
    return side_of(words, (), VersionsSupposed(name, versions))


def is_protected(shared: Shared, source: str | None) -> bool:
    """Whether a source must not be shown by itself."""
    known = shared.evidence.snapshot.sources.get(source or "")
    return known is not None and known.handling is not Handling.PUBLIC


def value_side(account: Account, aspect: Aspect, field: Field[Any] | None = None) -> Side:
    """What stands on a field of an incident, or one value of it, as an answer."""
    whole: Field[Any] = getattr(account, aspect.value)
    taken = whole if field is None else field
    perhaps = aspect.condition in account.perhaps if field is None else False
    text = field_words(taken) + (" (if its origins are independent)" if perhaps else "")
    return side_of(text, taken.claims, ValueSupposed(account.incident, aspect, taken, perhaps))


def participants_side(account: Account) -> Side:
    """Who took part in an incident, as an answer."""
    perhaps = "who" in account.perhaps and not account.perpetrators.weak
    return side_of(
        participants_words(account.participants),
        (),
        ParticipantsSupposed(account.incident, account.participants, perhaps),
    )
