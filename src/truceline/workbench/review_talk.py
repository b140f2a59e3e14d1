"""A review at the terminal: one proposal after the other is shown, asked about, and answered."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import typer
from rich.console import Console

from truceline.reading.proposals import Proposal
from truceline.reading.review import Choice, Review, edited, fields_of
from truceline.testimony.decision import Answer
from truceline.values.harmless import harmless
from truceline.values.problems import Problems
from truceline.workbench.testimony_text import Teller

_ANSWERS = {"a": Answer.ACCEPTED, "e": Answer.EDITED, "r": Answer.REJECTED}
_ASK = "accept / edit / reject / skip / quit"
_HOW_TO_EDIT = (
    "One field a line, as in an add file: happened = 2016-05, count = at least 12, victims = residents; "
    "speaker = ID says who speaks. An empty line ends it."
)


def answers(
    screen: Console, review: Review, decided: Mapping[str, object], teller: Teller
) -> Iterator[tuple[Proposal, Choice]]:
    """What is answered to each undecided proposal, until told to stop or the input ends."""
    undecided = [each for each in review.proposals if each.id not in decided]
    for number, proposal in enumerate(undecided, start=1):
        _show(screen, review, proposal, teller, f"{number} of {len(undecided)}")
        try:
            choice = _answer(screen, proposal)
        except typer.Abort:
            return
        if choice is not None:
            yield proposal, choice


def _show(screen: Console, review: Review, proposal: Proposal, teller: Teller, place: str) -> None:
    text = review.reading.document.text or ""
    start, end = review.words_of(proposal)
    marked = (
        f"{text[start : proposal.start]}[{text[proposal.start : proposal.end]}]{text[proposal.end : end]}"
    )
    statement = review.statement_of(proposal)
    speaker = "the writer" if statement is None else statement.speaker.name or "somebody not named"
    screen.print(f"\n{place}, by the rule {proposal.rule}; speaks: {speaker}")
    for line in marked.split("\n"):
        screen.print(f"  {line}")
    screen.print(f"  -> {proposal.claim.type}: {teller.content(proposal.claim)}")


def _answer(screen: Console, proposal: Proposal) -> Choice | None:
    """One answer; None to skip. Anything that is no answer is asked again.

    Raises:
        typer.Abort: to stop here.
    """
    while True:
        key = typer.prompt(_ASK, default="s", err=True).strip()[:1].lower()
        if key == "q":
            raise typer.Abort
        if key == "s":
            return None
        if key == "e":
            return _edit(screen, proposal)
        if key in _ANSWERS:
            return Choice(_ANSWERS[key], {}, "", "")
        screen.print("Answer with one of the words, or its first letter.")


def _edit(screen: Console, proposal: Proposal) -> Choice:
    """Fields to change, asked for until they make a claim."""
    plain = {name: value for name, value in fields_of(proposal.claim).items() if value not in (None, "", [])}
    screen.print(json.dumps(plain, ensure_ascii=False))
    screen.print(_HOW_TO_EDIT)
    while True:
        fields = dict(_typed_fields(screen))
        speaker = str(fields.pop("speaker", ""))
        try:
            edited(proposal.claim, fields)
        except Problems as error:
            for problem in error.problems:
                screen.print(harmless(str(problem)))
            continue
        return Choice(Answer.EDITED if fields else Answer.ACCEPTED, fields, speaker, "")


def _typed_fields(screen: Console) -> Iterator[tuple[str, Any]]:
    while line := typer.prompt("field = value", default="", show_default=False, err=True).strip():
        name, sign, value = line.partition("=")
        if not sign:
            screen.print("Write it as: field = value")
            continue
        yield name.strip(), _value(value.strip())


def _value(text: str) -> Any:
    """A value as typed: JSON where it is a list, a table, a truth or null; else the words themselves."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return text if isinstance(value, float) else value
