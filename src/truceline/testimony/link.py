"""What ties claims together: links between two of them, and judgements on what is one incident or actor.

Neither tells what happened. That two incidents are one a link only suggests; a named coder's judgement decides it
(semantics 4).
"""

from enum import Enum

from attrs import frozen

from truceline.testimony.claim import Firmness
from truceline.testimony.statement import Speaker
from truceline.values.problems import ValueProblem
from truceline.values.when import Period


class LinkKind(Enum):
    """How one claim or statement bears on another."""

    RETRACTS = "retracts"
    CORRECTS = "corrects"
    DENIES = "denies"
    CONTRADICTS = "contradicts"
    CORROBORATES = "corroborates"
    RESPONDS_TO = "responds-to"
    RESTATES = "restates"
    EVIDENCE_FOR = "evidence-for"
    COUNTS = "counts"
    SAME_INCIDENT = "same-incident"


class Aspect(Enum):
    """Which field of an incident a denial contests."""

    OCCURRENCE = "occurrence"
    AUTHORSHIP = "authorship"
    TARGET = "target"
    PLACE = "place"
    TIME = "time"
    COUNT = "count"
    WHOLE = "whole"


@frozen
class Link:
    """Somebody's tie between two claims or statements (``subject`` to ``object``, both ids).

    ``statement`` is the statement that makes the tie, when a speaker made it; ``asserter`` is
    that speaker, the author, the coder or the software.
    """

    id: str
    subject: str
    kind: LinkKind
    object: str
    aspect: Aspect
    statement: str | None
    asserter: Speaker
    firmness: Firmness

    def __attrs_post_init__(self) -> None:
        if self.subject == self.object:
            raise ValueProblem("link.to_itself", self.subject)


class Sameness(Enum):
    """A coder's answer to whether two are the same."""

    SAME = "same"
    PART_OF = "part-of"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Subject(Enum):
    """What a judgement is about."""

    INCIDENT = "incident"
    ACTOR = "actor"


@frozen
class Judgement:
    """A named coder's reversible decision on whether two incidents, or two actors, are one.

    *same* folds ``right`` into ``left``; *part of* says ``left`` is a part of ``right``.
    """

    id: str
    about: Subject
    left: str
    right: str
    answer: Sameness
    coder: str
    made: Period
    reason: str

    def __attrs_post_init__(self) -> None:
        if self.left == self.right:
            raise ValueProblem("judgement.of_itself", self.left)
