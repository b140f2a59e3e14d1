"""A review: the proposals of one document, and what deciding one of them would enter.

Plain values; who keeps what was decided, and that nobody decides twice, is the record's affair
(``workbench.reviewing``) or, without a record, that of a file (``decisions``).
"""

from typing import Any

from attrs import evolve, frozen
from attrs import fields as attr_fields

from truceline.reading.accept import to_statement, to_writers_statement
from truceline.reading.names import Names
from truceline.reading.proposals import Proposal, propose_claims
from truceline.reading.result import Range, Reading, ReadStatement
from truceline.testimony.batch import Batch
from truceline.testimony.claim import Claim
from truceline.testimony.codec import identified, testimony_converter, to_body
from truceline.testimony.decision import Answer, Decision
from truceline.testimony.statement import Speaker, Statement
from truceline.values.doubt import Count
from truceline.values.problems import Problem, Problems
from truceline.values.structure import structure_all

_OWN = ("id", "label", "statement")
"""Fields of a claim that are not the reviewer's to edit."""
_NOTHING = "nothing"


@frozen
class Choice:
    """What somebody answers: the fields to change when edited, the source who speaks where it is known.

    ``fields`` are a claim's own, in the add file's spelling of values ("at least 12",
    "near velmar"); ``speaker`` is a source id, "" to leave the speaker as read.
    """

    answer: Answer
    fields: dict[str, Any]
    speaker: str
    reason: str


@frozen(eq=False)
class Review:
    """A reading, its proposals in the order of the text, and the names they were found by."""

    reading: Reading
    proposals: tuple[Proposal, ...]
    names: Names

    def proposal(self, id: str) -> Proposal:
        """The proposal with that id.

        Raises:
            Problems: ``review.unknown``.
        """
        for each in self.proposals:
            if each.id == id:
                return each
        raise Problems([Problem("review.unknown", id)])

    def statement_of(self, proposal: Proposal) -> ReadStatement | None:
        """The statement a proposal rests on; None for the writer's own word."""
        return next((one for one in self.reading.statements if one.id == proposal.statement), None)

    def words_of(self, proposal: Proposal) -> Range:
        """The words to show with a proposal: from its statement's first to its last, or the writer's."""
        statement = self.statement_of(proposal)
        if statement is not None:
            spans = (*statement.source, *statement.cue, *statement.content)
            return min(start for start, _ in spans), max(end for _, end in spans)
        return proposal.within

    def entering(self, id: str, choice: Choice, coder: str) -> Batch:
        """What a choice brings into a record: the statement and the claim, if any, and the decision.

        Raises:
            Problems: ``review.unknown``; ``review.claim`` with every field that is wrong.
        """
        proposal = self.proposal(id)
        if choice.answer is Answer.REJECTED:
            return Batch(decisions=(self._decision(proposal, choice, None, coder),))
        choice = evolve(choice, reason=self._reason(proposal, choice))
        statement = self._statement(proposal, choice.speaker)
        claim = evolve(edited(proposal.claim, choice.fields), statement=statement.id)
        claim = identified(evolve(claim, label=f"{statement.label}/{proposal.rule}/{proposal.start}"))
        decision = self._decision(proposal, choice, claim.id, coder)
        return Batch(statements=(statement,), claims=(claim,), decisions=(decision,))

    def _statement(self, proposal: Proposal, speaker: str) -> Statement:
        read = self.statement_of(proposal)
        if read is None:
            made = to_writers_statement(self.reading, self.words_of(proposal), self.names)
        else:
            made = to_statement(self.reading, read, self.names)
        return identified(evolve(made, speaker=Speaker.parse(speaker))) if speaker else made

    def _reason(self, proposal: Proposal, choice: Choice) -> str:
        """What was changed, field by field, behind the reason given: the record holds only the claim as it was entered."""
        was, now = (
            {"type": claim.type, **short_fields(claim)}
            for claim in (proposal.claim, edited(proposal.claim, choice.fields))
        )
        changed = [
            f"{name}: {was.get(name) or _NOTHING} -> {now.get(name) or _NOTHING}"
            for name in dict.fromkeys((*was, *now))
            if was.get(name, "") != now.get(name, "")
        ]
        if choice.speaker:
            changed.append(f"speaker: {self.speaker_of(proposal)} -> {choice.speaker}")
        return "; ".join(part for part in (choice.reason, *changed) if part)

    def speaker_of(self, proposal: Proposal) -> str:
        """Whose word a proposal is, as the reader names them."""
        statement = self.statement_of(proposal)
        return "the writer" if statement is None else statement.speaker.name or "somebody not named"

    def _decision(self, proposal: Proposal, choice: Choice, claim: str | None, coder: str) -> Decision:
        return Decision(
            id=proposal.id, document=self.reading.document.id, start=proposal.start, end=proposal.end,
            reader=self.reading.reader, rule=proposal.rule, answer=choice.answer, claim=claim, coder=coder,
            reason=choice.reason,
        )  # fmt: skip


def review_of(reading: Reading, names: Names, agreement: str | None) -> Review:
    """The review of a reading; ``agreement`` is the one that claims of standing and compliance are under."""
    return Review(reading, propose_claims(reading, names, agreement), names)


def fields_of(claim: Claim) -> dict[str, Any]:
    """The fields a reviewer may edit, as plain data."""
    return {name: value for name, value in to_body(claim).items() if name not in _OWN}


def short_fields(claim: Claim) -> dict[str, str]:
    """The same fields as one would type them in an add file; "" for what is not said."""
    names = [field.name for field in attr_fields(type(claim)) if field.name not in _OWN]
    return {name: _short(getattr(claim, name)) for name in names}


def _short(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Count):
        return value.words or str(value)
    if isinstance(value, tuple):
        return ", ".join(map(_short, value))
    return str(getattr(value, "value", value))


def edited(claim: Claim, fields: dict[str, Any]) -> Claim:
    """The claim with some fields changed; its type may be, when all fields of the new one are given.

    Raises:
        Problems: ``review.claim`` with every field that is wrong.
    """
    if not fields:
        return claim
    given = {name.replace("-", "_"): value for name, value in fields.items()}
    kept = fields_of(claim)
    if given.get("type", claim.type) != claim.type:
        kept = {name: value for name, value in kept.items() if name in _SHARED}
    zone = claim.happened.zone if claim.happened is not None else "UTC"
    raw = {**kept, **given, "id": claim.id, "label": claim.label, "statement": claim.statement}
    made, faults = structure_all(testimony_converter(zone), raw, Claim)
    if made is None:
        raise Problems(
            Problem("review.claim", f"{fault.problem.sentence} {fault.problem.value}", path="/".join(map(str, fault.path)))
            for fault in faults
        )  # fmt: skip
    return made


_SHARED = ("polarity", "modality", "firmness", "happened", "place")
