"""A review at the terminal: one proposal after the other is shown, asked about, and answered."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import typer
from rich.console import Console

from truceline.reading.proposals import Proposal
from truceline.reading.review import Choice, Review, edited, short_fields
from truceline.testimony.decision import Answer
from truceline.values.harmless import harmless
from truceline.values.problems import Problems
from truceline.workbench.testimony_text import Teller

_ANSWERS = {"a": Answer.ACCEPTED, "r": Answer.REJECTED}
_ASK = "accept / edit / reject / skip / quit"
_NOTHING_PROPOSED = "No claim is proposed: the clear cases are, about actors and places whose names the record's register holds."
Keep = Callable[[Proposal, Choice], bool]
"""Keeps an answer; False where it cannot be kept as it is, and is to be asked for again."""
_HOW_TO_EDIT = (
    "One field a line, as in an add file: happened = 2016-05, count = at least 12, victims = residents; "
    "speaker = ID says who speaks. An empty line ends it."
)


def walk(screen: Console, review: Review, decided: Mapping[str, object], teller: Teller, keep: Keep) -> None:
    """Ask about each undecided proposal, until told to stop or the input ends; what cannot be kept is asked again."""
    undecided = [each for each in review.proposals if each.id not in decided]
    if not review.proposals:
        screen.print(_NOTHING_PROPOSED)
    for number, proposal in enumerate(undecided, start=1):
        _show(screen, review, proposal, teller, f"{number} of {len(undecided)}")
        try:
            choice = _answer(screen, proposal)
            while choice is not None and not keep(proposal, choice):
                choice = _answer(screen, proposal)
        except typer.Abort:
            return


def _show(screen: Console, review: Review, proposal: Proposal, teller: Teller, place: str) -> None:
    text = review.reading.document.text or ""
    start, end = review.words_of(proposal)
    marked = (
        f"{text[start : proposal.start]}[{text[proposal.start : proposal.end]}]{text[proposal.end : end]}"
    )
    screen.print(f"\n{place}, by the rule {proposal.rule}; speaks: {review.speaker_of(proposal)}")
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
            choice = _edit(screen, proposal)
            if choice is not None:
                return choice
            screen.print("Nothing is changed.")
        elif key in _ANSWERS:
            return Choice(_ANSWERS[key], {}, "", "")
        else:
            screen.print("Answer with one of the words, or its first letter.")


def _edit(screen: Console, proposal: Proposal) -> Choice | None:
    """Fields to change, asked for until they make a claim; None when nothing is changed in the end."""
    for name, value in short_fields(proposal.claim).items():
        if value:
            screen.print(f"  {name} = {harmless(value)}")
    screen.print(_HOW_TO_EDIT)
    while True:
        fields = dict(_typed_fields(screen))
        speaker = str(fields.pop("speaker", ""))
        try:
            made = edited(proposal.claim, fields)
        except Problems as error:
            for problem in error.problems:
                screen.print(harmless(str(problem)))
            continue
        alike = made.type == proposal.claim.type and short_fields(made) == short_fields(proposal.claim)
        return None if alike and not speaker else Choice(Answer.EDITED, fields, speaker, "")


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
