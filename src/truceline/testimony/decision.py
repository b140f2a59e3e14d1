"""What a named person decided about a proposed claim: kept whichever way it went.

A proposal is a program's reading of a document and never testimony; the decision on it is
what enters a record, with the claim where one was accepted.
"""

from enum import Enum

from attrs import frozen

from truceline.values.problems import ValueProblem


class Answer(Enum):
    """Which way it went; a proposal that was only skipped is undecided and has none."""

    ACCEPTED = "accepted"
    EDITED = "edited"
    """Accepted in another form than was proposed."""
    REJECTED = "rejected"


@frozen
class Decision:
    """One person's answer to one proposal.

    ``id`` is the proposal's own: the hash of its document, words, rule and claim, so that the
    same proposal has one id in every window and in every reading. ``start`` and ``end`` are
    its words in the document's text. ``claim`` is the claim that was entered for it.
    """

    id: str
    document: str
    start: int
    end: int
    reader: str
    rule: str
    answer: Answer
    claim: str | None
    coder: str
    reason: str

    def __attrs_post_init__(self) -> None:
        if (self.claim is None) is not (self.answer is Answer.REJECTED):
            raise ValueProblem("decision.claim", f"{self.answer.value}: {self.claim}")
