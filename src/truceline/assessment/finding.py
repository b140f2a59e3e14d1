"""Findings: what follows from an account under an agreement, with reasons (design section 7).

A finding is no legal determination, says nothing about international humanitarian law, and is
only as good as the view it was made under.
"""

from enum import Enum

from attrs import frozen

from truceline.values.doubt import Truth

ASSESSMENT_VERSION = "1"
"""Changes whenever the same record, agreement and view could give another finding."""

DISCLAIMER = (
    "Assessed under this agreement, reading and view; no legal determination; says nothing about "
    "international humanitarian law."
)

CONDITIONS = ("when", "where", "what", "who", "whom", "exception")
"""In the order in which a failing one is named."""

EITHER_WAY = "either-way"


class Outcome(Enum):
    """Whether an occasion breaches the agreement."""

    VIOLATION = "violation"
    POSSIBLE = "possible"
    NONE = "none"


class Share(Enum):
    """How responsibility falls on the actors named."""

    ONE = "one"
    JOINTLY = "jointly"
    AT_LEAST_ONE = "at least one of"
    NOT_ATTRIBUTED = "not attributed"


@frozen
class Responsible:
    """Who answers for a breach, as far as admitted claims tell."""

    share: Share
    actors: tuple[str, ...]

    def __str__(self) -> str:
        if self.share in (Share.ONE, Share.NOT_ATTRIBUTED):
            return self.actors[0] if self.actors else self.share.value
        return f"{self.share.value} {', '.join(self.actors)}"


NOBODY = Responsible(Share.NOT_ATTRIBUTED, ())


@frozen
class Doubt:
    """One open question, and what would settle it.

    ``key`` names the question itself ("standing: syrian-insurgents"), equal for all incidents
    it leaves open; ``settle`` says what claim or measurement would answer it.
    """

    condition: str
    key: str
    settle: str


def rival_answers(condition: str, *, perhaps: bool) -> Doubt:
    """The doubt of a condition whose every answer is clear, but not which of them holds."""
    if perhaps:
        return Doubt(condition, "corroboration", "another origin, known to be independent of the others")
    return Doubt(condition, f"rival {_RIVALS[condition]}", f"which of the {_RIVALS[condition]} is right")


_RIVALS = {
    "when": "times",
    "where": "places",
    "what": "kinds of conduct, or whether a permission covers it",
    "who": "accounts of who did it",
    "whom": "accounts of whom it hit",
}


@frozen
class Answered:
    """One condition's answer, the claims it rests on, and its doubts if unknown."""

    truth: Truth
    claims: tuple[str, ...]
    doubts: tuple[Doubt, ...]


@frozen
class ProvisionFinding:
    """An incident under one reading of one clause, over all worlds."""

    provision: str
    version: str
    outcome: Outcome
    failed: str | None
    responsible: Responsible
    conditions: dict[str, Answered]

    @property
    def settles(self) -> tuple[Doubt, ...]:
        """The open questions of a possible breach."""
        doubts = (doubt for answer in self.conditions.values() for doubt in answer.doubts)
        return tuple(dict.fromkeys(doubts)) if self.outcome is Outcome.POSSIBLE else ()


@frozen
class Finding:
    """An incident under a whole agreement: the worst over its clauses in every world.

    ``failed`` names, for *none*, the first failed condition or *either-way*; ``provisions``
    are the keys of the clauses that give the outcome. ``capped`` says why it is possible at
    most where it would have been a violation.
    """

    incident: str
    outcome: Outcome
    failed: str | None
    responsible: Responsible
    provisions: tuple[str, ...]
    capped: tuple[str, ...]
