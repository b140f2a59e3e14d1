"""Everything the record holds under an id: the item as it stands, and what is tied to it."""

from collections.abc import Iterable
from typing import Any

from rich.console import Console

from truceline.assessment.case import Case
from truceline.assessment.explain import hearing
from truceline.exchange.datasets import dataset_rows
from truceline.record.entries import EntryKind
from truceline.record.index import Found
from truceline.record.snapshot import Snapshot
from truceline.record.store import Record
from truceline.testimony.claim import incidents_of
from truceline.values.problems import Problem, Problems
from truceline.workbench.testimony_text import Teller

_MOST = 20
Shown = dict[str, Any]


def shown(record: Record, id: str) -> list[Shown]:
    """Every item that goes by an id, the start of one, a handle or a name; or an incident.

    Raises:
        Problems: ``cli.not_found``; ``cli.several_found`` when the letters fit too many.
    """
    found = record.find(id)
    exact = [one for one in found if id in (one.id, one.label)] or found
    if len(exact) > _MOST:
        raise Problems([Problem("cli.several_found", f"{len(exact)} items")])
    snapshot = record.snapshot()
    items = [_item(record, snapshot, one) for one in exact] + _incident(record, snapshot, id)
    if not items:
        raise Problems([Problem("cli.not_found", id)])
    return items


def _item(record: Record, snapshot: Snapshot, one: Found) -> Shown:
    (entry,) = record.entries(one.seq, one.seq + 1)
    ending = snapshot.endings.get(one.id)
    teller = Teller(snapshot)
    return {
        "kind": one.kind.value,
        "id": one.id,
        "label": one.label,
        "stands": one.stands,
        "entry": one.seq,
        "recorded_at": entry.recorded_at.isoformat(),
        "by": entry.by,
        "ended": None if ending is None else {"as": ending.how.value, "reason": ending.reason},
        "sentence": teller.sentence(one.id) if one.kind in _SPOKEN and one.stands else "",
        "item": entry.body["item"],
        "links": _links(snapshot, teller, one.id),
    }


_SPOKEN = (EntryKind.CLAIM, EntryKind.STATEMENT)


def _links(snapshot: Snapshot, teller: Teller, id: str) -> list[Shown]:
    return [
        {
            "kind": link.kind.value,
            "subject": link.subject,
            "object": link.object,
            "asserter": str(link.asserter),
            "sentence": teller.sentence(link.object if link.subject == id else link.subject),
        }
        for link in snapshot.links
        if id in (link.subject, link.object)
    ]


def _incident(record: Record, snapshot: Snapshot, id: str) -> list[Shown]:
    """An incident is no item: it is what claims, or a row of a data set, are about."""
    teller = Teller(snapshot)
    claims = [claim.id for claim in snapshot.claims if id in incidents_of(claim)]
    row = dataset_rows(record, snapshot).get(id) if snapshot.datasets else None
    if not claims and row is None:
        return []
    return [
        {
            "kind": "incident",
            "id": id,
            "label": "",
            "stands": True,
            "claims": [{"id": claim, "sentence": teller.sentence(claim)} for claim in claims],
            "row": None if row is None else dict(row),
        }
    ]


def with_hearings(one: Shown, cases: Iterable[Case]) -> Shown:
    """An item that is a claim, with how each view takes it; any other as it is."""
    if one["kind"] != EntryKind.CLAIM.value:
        return one
    return {
        **one,
        "under": [
            {
                "view": case.view.name,
                "published_by": case.view.published_by,
                "known_by": case.view.known_by,
                "stands": (reason := hearing(case, one["id"])) is None,
                "reason": reason,
            }
            for case in cases
        ],
    }


def _heard(under: Shown) -> str:
    cuts = ("published", under["published_by"]), ("known", under["known_by"])
    by = "".join(f", as {word} by {cut}" for word, cut in cuts if cut)
    stands = "stands" if under["stands"] else f"does not stand: {under['reason']}"
    return f"under {under['view']}{by}: {stands}"


def draw_shown(found: list[Shown], screen: Console) -> None:
    """Items one after the other, field by field; empty fields are left out."""
    for one in found:
        screen.print(f"{one['kind']} {one['label'] or one['id']}", style="bold")
        if one["kind"] == "incident":
            for claim in one["claims"]:
                screen.print(f"  {claim['id'][:12]}  {claim['sentence']}", soft_wrap=True)
            _draw_fields(one["row"] or {}, screen)
            continue
        if one["sentence"]:
            screen.print(f"  {one['sentence']}", soft_wrap=True)
        screen.print(f"  id {one['id']}; entry {one['entry']}, recorded {one['recorded_at']} by {one['by']}")
        for under in one.get("under", ()):
            screen.print(f"  {_heard(under)}", soft_wrap=True)
        if one["ended"]:
            screen.print(f"  ended as {one['ended']['as']}: {one['ended']['reason']}")
        _draw_fields(one["item"], screen)
        for link in one["links"]:
            turned = "" if link["subject"] == one["id"] else " (by)"
            screen.print(f"  {link['kind']}{turned}: {link['sentence']}", soft_wrap=True)


def _draw_fields(item: Shown, screen: Console) -> None:
    for name, value in item.items():
        if value not in (None, "", [], {}, False):
            text = value if isinstance(value, str) else _inline(value)
            screen.print(f"  {name}: {text}", soft_wrap=True)


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(
            f"{name} {_inline(part)}" for name, part in value.items() if part not in (None, "", [])
        )
    if isinstance(value, list):
        return "; ".join(_inline(part) for part in value)
    return str(value)
