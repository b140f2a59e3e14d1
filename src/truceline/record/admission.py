"""What of a batch enters a record, and everything that is wrong with the batch, at once.

Invariant: after it, every id that a field names is held, and no id has two contents.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

from attrs import evolve, frozen

from truceline.record.entries import NAMED, EntryKind
from truceline.record.index import Found
from truceline.record.references import Reference, references_of
from truceline.testimony.batch import Batch, Dataset
from truceline.testimony.codec import Body, id_of, to_body
from truceline.values.problems import Problem, Problems, ValueProblem
from truceline.values.who import check_id

Key: TypeAlias = tuple[EntryKind, str]


@frozen
class Offered:
    """An item that somebody wants in the record."""

    kind: EntryKind
    id: str
    item: Any

    @property
    def key(self) -> Key:
        return self.kind, self.id

    @property
    def path(self) -> str:
        """Where it is among the items of its batch: kind and id; a field may follow."""
        return f"{self.kind.value}/{self.id}"

    @property
    def name(self) -> str:
        """What its author calls it, for messages."""
        return getattr(self.item, "label", "") or self.id


class Held(Protocol):
    """What admission asks a record."""

    def latest(self, kind: EntryKind, ids: Iterable[str]) -> Mapping[str, Found]:
        """Of these ids, those held, ended or not, each in its last form."""

    def item_body(self, seq: int) -> Body:
        """The item of an entry, as plain data."""

    def claims_on(self, statement: str) -> list[str]:
        """The ids of the claims on a statement that stand."""

    def faults_of_file(self, dataset: Dataset) -> list[Problem]:
        """Whether a dataset's file is beside the log, and is that file."""

    def root(self, size: int) -> str | None:
        """The root over the first entries, in hexadecimal; None where there are fewer."""


@frozen
class Plan:
    """What is to be appended, in order; the ids of what that adds, and how many were known.

    An entry whose item has no id of its own is not among ``ids``.
    """

    entries: tuple[tuple[EntryKind, Any], ...]
    ids: tuple[str, ...]
    known: int


@frozen
class Admission:
    """A batch sorted: what is new, what stands already, what was ended, what is wrong.

    Each item is in one of the first three once; with ``faults`` nothing of it may enter.
    """

    new: tuple[Offered, ...]
    known: tuple[Offered, ...]
    ended: tuple[Offered, ...]
    faults: tuple[Problem, ...]


def plan_batch(batch: Batch, held: Held) -> Plan:
    """The entries that a batch adds; an item that was ended stays so.

    Raises:
        Problems: all that :func:`admit` finds.
    """
    items = offered(batch)
    admission = admit(items, held)
    if admission.faults:
        raise Problems(admission.faults)
    return Plan(
        entries=tuple((each.kind, each.item) for each in admission.new),
        ids=tuple(each.id for each in admission.new),
        known=len(items) - len(admission.new),
    )


def offered(batch: Batch) -> list[Offered]:
    """The items of a batch in the order they stand in the log: what is named before who names it."""
    groups: tuple[tuple[EntryKind, Sequence[Any]], ...] = (
        (EntryKind.SOURCE, batch.sources),
        (EntryKind.ACTOR, batch.actors),
        (EntryKind.PLACE, batch.places),
        (EntryKind.DOCUMENT, batch.documents),
        (EntryKind.STATEMENT, batch.statements),
        (EntryKind.CLAIM, batch.claims),
        (EntryKind.LINK, batch.links),
        (EntryKind.JUDGEMENT, batch.judgements),
        (EntryKind.DATASET, batch.datasets),
        (EntryKind.DECISION, batch.decisions),
    )
    return [Offered(kind, item.id, item) for kind, items in groups for item in items]


def admit(items: Sequence[Offered], held: Held) -> Admission:
    """Sort items by what the record holds, and find all that is wrong with them.

    Codes: ``id.spelling``, ``record.wrong_id``, ``record.not_canonical``, ``record.differs``,
    ``record.unknown_...`` and the ``dataset.`` ones.
    """
    latest = _latest(((each.kind, each.id) for each in items), held)
    first: dict[Key, Offered] = {}
    faults: list[Problem] = []
    for each in items:
        faults += faults_of_id(each)
        rival = first.setdefault(each.key, each)
        if each.kind in NAMED and rival is not each:
            faults += _differences(each, to_body(rival.item))
    for key, each in first.items():
        if each.kind in NAMED and key in latest:
            faults += _differences(each, held.item_body(latest[key].seq))
    new = tuple(each for key, each in first.items() if key not in latest)
    for each in new:
        if isinstance(each.item, Dataset):
            faults += held.faults_of_file(each.item)
    faults += unmet(items, held)
    return Admission(
        new=new,
        known=tuple(each for key, each in first.items() if key in latest and latest[key].stands),
        ended=tuple(each for key, each in first.items() if key in latest and not latest[key].stands),
        faults=tuple(dict.fromkeys(faults)),
    )


def unmet(items: Iterable[Offered], held: Held) -> list[Problem]:
    """The references that neither these items nor the record can meet."""
    given = {each.key: each for each in items}
    wanted = [
        (each, reference)
        for each in given.values()
        for reference in dict.fromkeys(references_of(each.item))
        if not any((kind, reference.id) in given for kind in reference.kinds)
    ]
    pairs = ((kind, reference.id) for _, reference in wanted for kind in reference.kinds)
    there = _latest(pairs, held)
    return [
        _missing(each, reference)
        for each, reference in wanted
        if not any((kind, reference.id) in there for kind in reference.kinds)
    ]


def _missing(each: Offered, reference: Reference) -> Problem:
    return Problem(reference.code, f"{reference.id!r} in {each.kind.value} {each.name!r}",
                   path=f"{each.path}/{reference.field}")  # fmt: skip


def _latest(pairs: Iterable[Key], held: Held) -> dict[Key, Found]:
    by_kind: dict[EntryKind, dict[str, None]] = {}
    for kind, id in pairs:
        by_kind.setdefault(kind, {})[id] = None
    return {
        (kind, found.id): found for kind, ids in by_kind.items() for found in held.latest(kind, ids).values()
    }


def faults_of_id(each: Offered) -> list[Problem]:
    """Whether a chosen id is spelt as one, and a content id that of its content."""
    try:
        problem = _fault_of_id(each)
    except ValueProblem as fault:
        problem = fault.problem
    except ValueError as error:
        problem = Problem("record.not_canonical", f"{each.kind.value} {each.name!r}: {error}")
    return [evolve(problem, path=each.path)] if problem else []


def _fault_of_id(each: Offered) -> Problem | None:
    if each.kind in NAMED:
        check_id(each.id)
    elif each.id != id_of(to_body(each.item)):
        return Problem("record.wrong_id", f"{each.kind.value} {each.name!r}")
    return None


def _differences(each: Offered, there: Body) -> list[Problem]:
    here = to_body(each.item)
    fields = [name for name in here if here[name] != there.get(name)]
    if not fields:
        return []
    return [Problem("record.differs", f"{each.kind.value} {each.id!r}: {', '.join(fields)}", path=each.path)]
