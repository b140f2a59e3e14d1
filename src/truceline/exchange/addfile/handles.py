"""Handles: short names for statements and claims inside a file, in place of their long ids."""

import re
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from attrs import evolve

from truceline.exchange.addfile.drafts import Draft
from truceline.exchange.addfile.words import suggested
from truceline.testimony.claim import Claim
from truceline.testimony.codec import identified
from truceline.testimony.link import Link
from truceline.testimony.statement import Statement
from truceline.values.problems import Problem, ValueProblem
from truceline.values.structure import Path

_FULL_ID = re.compile(r"[0-9a-f]{64}")


class Handles:
    """What the handles of one file stand for, as it is worked out; ``known`` are those of the record."""

    def __init__(self, given: Iterable[str], known: Mapping[str, str]) -> None:
        self.given = frozenset(given)
        self.known = known
        self.problems: list[Problem] = []
        self._ids: dict[str, str] = {}
        self._handles: dict[str, str] = {}

    def take(self, draft: Draft, id: str) -> None:
        """Note what an item's handle stands for."""
        at = ("id",)
        already = self.known.get(draft.handle, draft.handle if _FULL_ID.fullmatch(draft.handle) else id)
        if already != id:
            self.problems += draft.fault(at, "handle.taken", draft.handle)
        same = self._handles.setdefault(id, draft.handle)
        if same != draft.handle:
            self.problems += draft.fault(at, "handle.same_content", f"{same} and {draft.handle}")
        self._ids[draft.handle] = id

    def id_of(self, handle: str) -> str | None:
        """The id a handle stands for; None when it is not known (yet)."""
        if handle in self._ids:
            return self._ids[handle]
        if handle in self.given:
            return None
        return self.known.get(handle) or (handle if _FULL_ID.fullmatch(handle) else None)

    def resolve(self, draft: Draft, path: Path, handle: str) -> str | None:
        """The id a handle stands for; None, noted if nothing bears it, otherwise."""
        found = self.id_of(handle)
        if found is None and handle not in self.given:
            value = suggested(handle, (*sorted(self.given), *self.known))
            self.problems += draft.fault(path, "handle.unresolved", value)
        return found


def named(drafts: list[Draft], known: Mapping[str, str]) -> tuple[list[Statement | Claim], Handles]:
    """Statements and claims with their ids, and what each handle stands for."""
    sayings = [draft for draft in drafts if issubclass(draft.kind, Statement | Claim)]
    handles = Handles((draft.handle for draft in sayings), known)
    kept = list(_once(sayings, handles))
    values: dict[str, Statement | Claim] = {}
    for draft in _in_order(kept, handles):
        value = _named_one(draft, handles)
        if value is not None:
            handles.take(draft, value.id)
            values[draft.handle] = value
    return [values[draft.handle] for draft in kept if draft.handle in values], handles


def _once(drafts: list[Draft], handles: Handles) -> Iterator[Draft]:
    """Each handle's first item; a repetition must be the same in every field."""
    seen: dict[str, Draft] = {}
    for draft in drafts:
        first = seen.setdefault(draft.handle, draft)
        if first is draft:
            yield draft
        elif (first.value, first.of) != (draft.value, draft.of) and draft.handle:
            handles.problems += draft.fault(("id",), "handle.duplicate", draft.handle)


def _in_order(drafts: list[Draft], handles: Handles) -> list[Draft]:
    """Codings after what they code, claims after their statements."""
    by_handle = {draft.handle: draft for draft in drafts}
    graph = {draft.handle: [need for need in _needs(draft) if need in by_handle] for draft in drafts}
    try:
        return [by_handle[handle] for handle in TopologicalSorter(graph).static_order()]
    except CycleError as error:
        circle = error.args[1]
        handles.problems += by_handle[circle[0]].fault(("coded-from",), "handle.circle", " <- ".join(circle))
        return []


def _needs(draft: Draft) -> tuple[str, ...]:
    return draft.handles("coded-from") if draft.kind is Statement else (draft.of,)


def _named_one(draft: Draft, handles: Handles) -> Statement | Claim | None:
    if isinstance(draft.value, Claim):
        statement = handles.id_of(draft.of)
        return None if statement is None else identified(evolve(draft.value, statement=statement))
    coded_from = [
        handles.resolve(draft, ("coded-from", number), handle)
        for number, handle in enumerate(draft.handles("coded-from"))
        if draft.kind is Statement
    ]
    if not isinstance(draft.value, Statement) or None in coded_from:
        return None
    return identified(evolve(draft.value, coded_from=tuple(id for id in coded_from if id)))


def linked(draft: Draft, handles: Handles) -> Link | None:
    """A link with the ids of what it ties; None when one of them is not to be had."""
    if draft.kind is not Link:
        return None
    ends = {
        key: handles.resolve(draft, (key,), handle)
        for key in ("subject", "object", "statement")
        for handle in draft.handles(key)
    }
    if not isinstance(draft.value, Link) or None in ends.values():
        return None
    try:
        return identified(evolve(draft.value, **{key: id for key, id in ends.items() if id}))  # type: ignore[arg-type]  # evolve cannot see through a dict
    except ValueProblem as error:
        handles.problems += draft.fault((), error.problem.code, error.problem.value)
        return None
