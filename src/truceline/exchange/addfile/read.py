"""Reading an add file: every fault of the file at once, or all of it as values."""

from collections.abc import Mapping
from typing import TypeVar

from truceline.exchange.addfile.drafts import Draft, drafts_of
from truceline.exchange.addfile.handles import linked, named
from truceline.exchange.addfile.rows import open_add_file
from truceline.testimony.batch import Batch
from truceline.testimony.claim import Claim
from truceline.testimony.codec import identified
from truceline.testimony.document import Document
from truceline.testimony.link import Judgement
from truceline.testimony.register import Actor, Place, Source
from truceline.testimony.statement import Statement
from truceline.values.problems import Problem, Problems

R = TypeVar("R", Source, Actor, Place, Document)


def read_add_file(text: str, file: str, *, known: Mapping[str, str] | None) -> Batch:
    """What a file brings, with all ids worked out; TOML or JSON Lines.

    ``known`` maps the handles of the record to ids; links and coded-from may name them. Items
    given twice in the same words are one.

    Raises:
        Problems: everything that is wrong with the file, each with line, column and caret.
    """
    opened = open_add_file(text, file)
    drafts, inside = drafts_of(opened)
    problems = [*opened.problems, *inside]
    sayings, handles = named(drafts, known or {})
    links = [link for draft in drafts if (link := linked(draft, handles)) is not None]
    judgements = [identified(draft.value) for draft in drafts if isinstance(draft.value, Judgement)]
    batch = Batch(
        sources=_register(drafts, Source, problems),
        actors=_register(drafts, Actor, problems),
        places=_register(drafts, Place, problems),
        documents=_register(drafts, Document, problems),
        statements=tuple(item for item in sayings if isinstance(item, Statement)),
        claims=tuple(item for item in sayings if isinstance(item, Claim)),
        links=tuple(dict.fromkeys(links)),
        judgements=tuple(dict.fromkeys(judgements)),
    )
    problems += handles.problems
    if problems:
        raise Problems(sorted(problems, key=_place))
    return batch


def _register(drafts: list[Draft], kind: type[R], problems: list[Problem]) -> tuple[R, ...]:
    """The entries of one kind, each id once; two that differ are a problem."""
    kept: dict[str, R] = {}
    for draft in drafts:
        if isinstance(draft.value, kind):
            first = kept.setdefault(draft.value.id, draft.value)
            if first != draft.value:
                problems += draft.fault(("id",), "handle.duplicate", draft.value.id)
    return tuple(kept.values())


def _place(problem: Problem) -> tuple[int, int]:
    return problem.line or 0, problem.column or 0
