"""The history of an incident: every entry about it, in the order of recording, ended ones included."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import frozen

from truceline.exchange.addfile.release import released
from truceline.record.entries import Ending, Entry, EntryKind
from truceline.record.store import Record
from truceline.testimony.batch import Batch
from truceline.testimony.claim import Claim
from truceline.testimony.codec import Body
from truceline.testimony.link import Judgement, Link, Subject
from truceline.testimony.register import Handling
from truceline.testimony.statement import Statement
from truceline.workbench.dossiers.values import HistoryItem


class Histories:
    """The log arranged by what its entries are about, once for a size of it.

    Only what may be seen under the handlings is in it: an ended item as if it still stood.
    """

    def __init__(self, record: Record, handlings: frozenset[Handling], size: int | None = None) -> None:
        self._entries = tuple(record.entries(0, size))
        self._shown = _shown(self._entries, handlings)
        self._about: dict[str, list[int]] = defaultdict(list)
        self._claims: dict[str, list[str]] = defaultdict(list)
        self._statements: dict[str, str] = {}
        for entry in self._entries:
            ids = tuple(_ids_in(entry))
            for id in ids:
                self._about[id].append(entry.seq)
            if entry.kind is EntryKind.CLAIM:
                self._statements[ids[0]] = str(entry.body["item"]["statement"])
                for incident in _incidents_in(entry.body["item"]):
                    self._claims[incident].append(ids[0])

    def of(self, incidents: Iterable[str], first: int = 0) -> tuple[HistoryItem, ...]:
        """The entries from ``first`` on about an incident, under any of the ids judged the same."""
        return tuple(_item(entry) for entry in self._of(incidents, first))

    def count(self, incidents: Iterable[str]) -> int:
        """How many entries :meth:`of` tells, without reading what they bring."""
        return sum(1 for _ in self._of(incidents, 0))

    def _of(self, incidents: Iterable[str], first: int) -> Iterator[Entry]:
        names = tuple(incidents)
        claims = dict.fromkeys(claim for name in names for claim in self._claims.get(name, ()))
        items = {*names, *claims, *(self._statements[claim] for claim in claims)}
        found = sorted({seq for item in items for seq in self._about.get(item, ())})
        entries = (self._entries[seq] for seq in found if seq >= first)
        return filter(self._is_shown, entries)

    def since(self, size: int, kinds: frozenset[EntryKind]) -> tuple[HistoryItem, ...]:
        """The entries of some kinds at or after a size of the log."""
        later = (entry for entry in self._entries[size:] if entry.kind in kinds and entry.is_of_this_version)
        return tuple(_item(entry) for entry in later if self._is_shown(entry))

    def _is_shown(self, entry: Entry) -> bool:
        return self._shown is None or _key(entry) in self._shown


_Key = tuple[EntryKind, str]


def _key(entry: Entry) -> _Key:
    item = entry.item
    return (item.kind, item.target) if isinstance(item, Ending) else (entry.kind, getattr(item, "id", ""))


def _shown(entries: Iterable[Entry], handlings: frozenset[Handling]) -> frozenset[_Key] | None:
    """What may be seen of all that was ever entered, in its latest form; None for everything."""
    known = [entry for entry in entries if entry.kind in _PARTS]
    held_back = {handling.value for handling in Handling} - {handling.value for handling in handlings}
    if not any(entry.body["item"].get("handling") in held_back for entry in known):
        return None
    latest = {(entry.kind, (item := entry.item).id): item for entry in known}
    parts = {
        part: tuple(item for (kind, _), item in latest.items() if kind is wanted)
        for wanted, part in _PARTS.items()
    }
    left = released(Batch(**parts), handlings).batch
    return frozenset((kind, item.id) for kind, part in _PARTS.items() for item in getattr(left, part))


_PARTS: Mapping[EntryKind, str] = {
    EntryKind.SOURCE: "sources",
    EntryKind.ACTOR: "actors",
    EntryKind.PLACE: "places",
    EntryKind.DOCUMENT: "documents",
    EntryKind.STATEMENT: "statements",
    EntryKind.CLAIM: "claims",
    EntryKind.LINK: "links",
    EntryKind.JUDGEMENT: "judgements",
}


def _ids_in(entry: Entry) -> Iterator[str]:
    """The ids an entry is about: its own, and those it ends, links or judges."""
    item: Body = entry.body["item"]
    if entry.kind is EntryKind.CLAIM or entry.kind is EntryKind.STATEMENT:
        yield entry.item.id
    elif entry.kind is EntryKind.LINK:
        yield from dict.fromkeys((str(item["subject"]), str(item["object"])))
    elif entry.kind is EntryKind.ENDING:
        yield str(item["target"])
    elif entry.kind is EntryKind.JUDGEMENT and item["about"] == Subject.INCIDENT.value:
        yield from dict.fromkeys((str(item["left"]), str(item["right"])))


def _incidents_in(item: Body) -> tuple[str, ...]:
    incident = item.get("incident")
    return tuple(item.get("incidents") or ()) or ((str(incident),) if incident else ())


@frozen
class _Told:
    """What an entry's item says for a history: its id, a word for it, other ids, a reason."""

    id: str
    what: str
    ids: tuple[str, ...] = ()
    reason: str = ""


def _item(entry: Entry) -> HistoryItem:
    item = entry.item
    told = _told(item)
    return HistoryItem(
        seq=entry.seq,
        recorded_at=entry.recorded_at,
        by=entry.by,
        kind=entry.kind,
        id=told.id,
        what=told.what,
        ids=told.ids,
        reason=told.reason,
        claim=item if isinstance(item, Claim) else None,
    )


def _told(item: Any) -> _Told:
    if isinstance(item, Claim):
        return _Told(item.id, item.type, (item.statement,))
    if isinstance(item, Statement):
        return _Told(item.id, item.act.value, (item.document,))
    if isinstance(item, Link):
        return _Told(item.id, item.kind.value, (item.subject, item.object))
    if isinstance(item, Ending):
        return _Told(item.target, item.how.value, item.replaced_by, item.reason)
    if isinstance(item, Judgement):
        return _Told(item.id, item.answer.value, (item.left, item.right), item.reason)
    return _Told(str(getattr(item, "id", "")), "")
