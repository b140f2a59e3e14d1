"""Several add files as one batch: they may name each other's items, and all of it goes in or nothing."""

from collections.abc import Iterable, Mapping

from attrs import fields

from truceline.exchange.addfile import read_add_file
from truceline.record.snapshot import Snapshot
from truceline.testimony.batch import Batch
from truceline.testimony.claim import Claim
from truceline.testimony.statement import Statement
from truceline.values.problems import Problem, Problems

PARTS = tuple(field.name for field in fields(Batch))


def handles_of(held: Snapshot | Batch) -> dict[str, str]:
    """The handles of statements and claims, for files that name them."""
    statements = held.statements.values() if isinstance(held, Snapshot) else held.statements
    sayings: tuple[Statement | Claim, ...] = (*statements, *held.claims)
    return {item.label: item.id for item in sayings if item.label}


def read_together(files: Iterable[tuple[str, str]], known: Mapping[str, str]) -> Batch:
    """The batch of several files, (name, text) each; later ones may name what earlier ones bring.

    Raises:
        Problems: every fault of every file.
    """
    handles = dict(known)
    batches: list[Batch] = []
    problems: list[Problem] = []
    for name, text in files:
        try:
            batch = read_add_file(text, name, known=handles)
        except Problems as error:
            problems += error.problems
            continue
        handles |= handles_of(batch)
        batches.append(batch)
    if problems:
        raise Problems(problems)
    return Batch(**{part: tuple(item for one in batches for item in getattr(one, part)) for part in PARTS})
