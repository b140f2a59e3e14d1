"""Endings: how the recorder takes back or replaces what was entered, by further entries.

Invariant: what an ending targets stands when the ending is written, and what it says it is
replaced by is held or comes with it.
"""

from collections.abc import Iterable
from typing import Any

from attrs import evolve

from truceline.record.admission import Admission, Held, Offered, Plan, admit, faults_of_id, offered, unmet
from truceline.record.entries import (
    HASHED,
    NAMED,
    Custody,
    Ending,
    EndingHow,
    EntryKind,
    Issued,
)
from truceline.testimony.batch import Batch
from truceline.testimony.codec import to_body
from truceline.values.problems import Problem, Problems

ENDABLE = HASHED | {EntryKind.DATASET}
"""Kinds that are ended; those of the register, and documents, are replaced under their id."""
_ENTERED = HASHED | NAMED


def plan_end(target: str, how: EndingHow, reason: str, replacement: Batch, held: Held) -> Plan:
    """End an item, and enter what replaces it in the same breath.

    With a statement end the claims on it. An item of the register, or a document, is ended by a
    newer form of it under the same id. A replacement that was itself ended before is
    entered again, so that a wrong ending can be undone.

    Raises:
        Problems: what :func:`truceline.record.admission.admit` finds in the replacement, and
            the faults of :func:`plan_ending`; ``record.replaces_itself``.
    """
    items = offered(replacement)
    admission = admit(items, held)
    entering = (*admission.new, *admission.ended)
    given = (*entering, *admission.known)
    if newer := _newer_forms(target, items, held):
        return _plan_newer(newer, reason, admission)
    kind, faults = _endable(target, held)
    if (kind, target) in {each.key for each in given}:
        faults.append(Problem("record.replaces_itself", target))
    if faults or admission.faults:
        raise Problems((*faults, *admission.faults))
    replaced_by = tuple(each.id for each in given if each.kind is kind)
    ending = Ending(target=target, kind=kind, how=how, replaced_by=replaced_by, reason=reason)
    endings = [ending]
    if kind is EntryKind.STATEMENT:
        endings += [
            evolve(ending, kind=EntryKind.CLAIM, target=claim, replaced_by=())
            for claim in held.claims_on(target)
        ]
    entries = [(each.kind, each.item) for each in entering]
    return Plan(
        entries=(*entries, *((EntryKind.ENDING, each) for each in endings)),
        ids=tuple(each.id for each in entering),
        known=len(admission.known),
    )


def _newer_forms(target: str, items: Iterable[Offered], held: Held) -> list[Offered]:
    """What the items say under the target's id, where that is one of the register or a document."""
    kinds = {kind for kind, _ in _held_under(target, held)} & NAMED
    return [each for each in items if each.id == target and each.kind in kinds]


def _plan_newer(newer: list[Offered], reason: str, admission: Admission) -> Plan:
    """Enter newer forms under their id, with what comes beside them; that they differ is meant."""
    paths = {each.path for each in newer}
    differing = {fault.path for fault in admission.faults if fault.code == "record.differs"}
    faults = [
        fault for fault in admission.faults if not (fault.code == "record.differs" and fault.path in paths)
    ]
    faults += [Problem("record.replaces_itself", each.id) for each in newer if each.path not in differing]
    if faults:
        raise Problems(faults)
    beside = (*admission.new, *admission.ended)
    corrected = [
        entry
        for each in newer
        for entry in (
            (EntryKind.ENDING, Ending(each.id, each.kind, EndingHow.CORRECTED, (each.id,), reason)),
            (each.kind, each.item),
        )
    ]
    return Plan(
        entries=(*((each.kind, each.item) for each in beside), *corrected),
        ids=tuple(each.id for each in (*beside, *newer)),
        known=len(admission.known) - len(newer),
    )


def plan_replacement(kind: EntryKind, item: Any, reason: str, held: Held) -> Plan:
    """Enter a newer form under the same id, ending the earlier one; nothing where it is the same.

    Raises:
        Problems: what is wrong with the newer form.
    """
    each = Offered(kind, item.id, item)
    if faults := [*faults_of_id(each), *unmet([each], held)]:
        raise Problems(faults)
    earlier = held.latest(kind, [item.id]).get(item.id)
    if earlier is None:
        return Plan(entries=((kind, item),), ids=(item.id,), known=0)
    if held.item_body(earlier.seq) == to_body(item):
        return Plan(entries=(), ids=(), known=1)
    ending = Ending(item.id, kind, EndingHow.CORRECTED, (item.id,), reason)
    return Plan(entries=((EntryKind.ENDING, ending), (kind, item)), ids=(item.id,), known=0)


def plan_ending(ending: Ending, held: Held) -> Plan:
    """An ending on its own.

    Raises:
        Problems: ``record.unknown_id``, ``record.not_endable``, ``record.already_ended``,
            ``record.wrong_kind``; ``record.unknown_id`` also for each unknown replacement.
    """
    kind, faults = _endable(ending.target, held)
    if not faults and kind is not ending.kind:
        faults.append(Problem("record.wrong_kind", f"{ending.target}: {kind.value}, not {ending.kind.value}"))
    there = held.latest(ending.kind, ending.replaced_by)
    faults += [Problem("record.unknown_id", id) for id in ending.replaced_by if id not in there]
    if faults:
        raise Problems(faults)
    return Plan(entries=((EntryKind.ENDING, ending),), ids=(), known=0)


def plan_notice(kind: EntryKind, item: Issued | Custody, held: Held) -> Plan:
    """What happened to a report or a document; each time is an entry of its own.

    Raises:
        Problems: ``record.unknown_document``; ``record.issued_root`` when a report names a
            size and root that this record never had.
    """
    faults = unmet([Offered(kind, "", item)], held)
    if isinstance(item, Issued) and held.root(item.size) != item.root:
        faults.append(Problem("record.issued_root", f"@{item.size} {item.root}"))
    if faults:
        raise Problems(faults)
    return Plan(entries=((kind, item),), ids=(), known=0)


def _endable(target: str, held: Held) -> tuple[EntryKind, list[Problem]]:
    found = list(_held_under(target, held))
    endable = [(kind, stands) for kind, stands in found if kind in ENDABLE]
    if not found:
        return EntryKind.CLAIM, [Problem("record.unknown_id", target)]
    if not endable:
        return found[0][0], [Problem("record.not_endable", f"{found[0][0].value} {target}")]
    kind, stands = endable[0]
    return kind, [] if stands else [Problem("record.already_ended", f"{kind.value} {target}")]


def _held_under(id: str, held: Held) -> Iterable[tuple[EntryKind, bool]]:
    for kind in EntryKind:
        if kind in _ENTERED and (found := held.latest(kind, [id])):
            yield kind, found[id].stands
