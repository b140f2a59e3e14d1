"""Where in its file stands what a record refuses: line and column beside the record's own words.

The record knows items by kind and id; only whoever read the files knows where they stand in them.
"""

from collections.abc import Iterable, Mapping

from truceline.exchange.addfile.drafts import Draft, drafts_of
from truceline.exchange.addfile.handles import linked, named
from truceline.exchange.addfile.rows import open_add_file
from truceline.testimony.claim import Claim
from truceline.testimony.codec import identified
from truceline.testimony.link import Judgement
from truceline.values.problems import Problem


def placed(
    problems: Iterable[Problem], files: Iterable[tuple[str, str]], known: Mapping[str, str]
) -> list[Problem]:
    """The same problems, each at its line in the file that brought the item, in that order."""
    drafts: dict[tuple[str, str], Draft] = {}
    handles = dict(known)
    for name, text in files:
        for key, draft in _by_id(name, text, handles):
            drafts.setdefault(key, draft)
    found = [_at(problem, drafts) for problem in problems]
    return sorted(found, key=lambda problem: (problem.file, problem.line or 0, problem.column or 0))


def _by_id(name: str, text: str, handles: dict[str, str]) -> list[tuple[tuple[str, str], Draft]]:
    """The drafts of a file by what the record calls them; its handles are added to those known."""
    drafts, _ = drafts_of(open_add_file(text, name))
    _, found = named(drafts, handles)
    keyed = []
    for draft in drafts:
        kind = "claim" if issubclass(draft.kind, Claim) else draft.row.table
        link = linked(draft, found)
        if link is not None:
            id = link.id
        elif isinstance(draft.value, Judgement):
            id = identified(draft.value).id
        elif kind in ("claim", "statement"):
            id = found.id_of(draft.handle) or ""
            handles[draft.handle] = id
        else:
            id = draft.handle
        keyed.append(((kind, id), draft))
    return keyed


def _at(problem: Problem, drafts: Mapping[tuple[str, str], Draft]) -> Problem:
    """The problem at its place, where its path is ``kind/id/field`` of an item of these files."""
    kind, _, rest = problem.path.partition("/")
    id, _, field = rest.partition("/")
    draft = drafts.get((kind, id))
    if draft is None:
        return problem
    return draft.fault((field,) if field else (), problem.code, problem.value)[0]
