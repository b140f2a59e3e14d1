"""The log as people read it: what entered, by whom and when, as far as somebody may see."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from attrs import frozen

from truceline.record.entries import Entry, EntryKind
from truceline.record.snapshot import Snapshot
from truceline.record.store import Record
from truceline.values.problems import ValueProblem
from truceline.workbench.web.access import See
from truceline.workbench.web.jobs import Job

_STEP = 1000


@frozen
class Logged:
    """One entry: its number, when and by whom, what kind of item, its id and what it is called."""

    seq: int
    recorded_at: datetime
    by: str
    kind: str
    item: str
    label: str
    leaf: str


@frozen(eq=False)
class Log:
    """The entries somebody may see, in order, and how many each person and kind has."""

    entries: tuple[Logged, ...]
    by_person: tuple[tuple[str, int], ...]
    by_kind: tuple[tuple[str, int], ...]

    def page(self, before: int, most: int, *, by: str, kind: str) -> list[Logged]:
        """The latest entries below a number, of one person and of one kind if asked for."""
        found = (
            one
            for one in reversed(self.entries)
            if one.seq < before and by in ("", one.by) and kind in ("", one.kind)
        )
        return [one for one, _ in zip(found, range(most), strict=False)]


def read_log(record: Record, snapshot: Snapshot, see: See, job: Job[Log]) -> Log:
    """The log below a snapshot's size, without what may not be seen."""
    shown = None if see is See.LEAD else _visible(snapshot)
    entries = []
    for entry in record.entries(0, snapshot.size):
        if entry.seq % _STEP == 0:
            job.total = snapshot.size
            job.step(entry.seq)
        logged = _logged(entry)
        if shown is None or (logged.kind, logged.item) in shown:
            entries.append(logged)
    return Log(
        tuple(entries),
        tuple(Counter(one.by for one in entries).most_common()),
        tuple(Counter(one.kind for one in entries).most_common()),
    )


def _visible(snapshot: Snapshot) -> set[tuple[str, str]]:
    """Items by kind and id; of what was replaced or ended nobody below the lead hears."""
    groups: dict[EntryKind, Iterable[str]] = {
        EntryKind.SOURCE: snapshot.sources,
        EntryKind.ACTOR: snapshot.actors,
        EntryKind.PLACE: snapshot.places,
        EntryKind.DOCUMENT: snapshot.documents,
        EntryKind.STATEMENT: snapshot.statements,
        EntryKind.CLAIM: {claim.id for claim in snapshot.claims},
        EntryKind.LINK: {link.id for link in snapshot.links},
        EntryKind.JUDGEMENT: {one.id for one in snapshot.judgements},
        EntryKind.DATASET: snapshot.datasets,
    }
    return {(kind.value, id) for kind, ids in groups.items() for id in ids}


def _logged(entry: Entry) -> Logged:
    try:
        item = entry.item if entry.is_of_this_version else None
    except ValueProblem:
        item = None
    id = str(getattr(item, "id", "") or getattr(item, "target", "") or getattr(item, "document", ""))
    label = next((text for name in ("name", "title", "label") if (text := getattr(item, name, ""))), "")
    return Logged(entry.seq, entry.recorded_at, entry.by, entry.kind.value, id, str(label), entry.leaf.hex())
