"""What changed between two sizes of the record, under one agreement and view."""

from collections import Counter
from typing import Any

import numpy as np
import pyarrow.compute as pc
from attrs import evolve, frozen

from truceline.assessment.finding_table import ABSENT, FAILED, OUT, OUTCOMES, FindingTable
from truceline.record.snapshot import Snapshot
from truceline.testimony.claim import incidents_of
from truceline.testimony.link import LinkKind
from truceline.workbench.formats import Sheet
from truceline.workbench.pages.stretches import Stretch, stretch
from truceline.workbench.web.asked import Basis
from truceline.workbench.web.sight import Sight


@frozen
class Stand:
    """What a finding is at one size: its outcome and failed condition, or why there is none."""

    outcome: str
    failed: str
    out: str


@frozen
class Flip:
    """An incident that is found otherwise than before."""

    incident: str
    before: Stand
    after: Stand


@frozen
class Retraction:
    """Something taken back since: the incident if it is about one, by whom, and the words."""

    incidents: tuple[str, ...]
    by: str
    words: str


@frozen
class Changes:
    """All that is new since a size of the record."""

    since: int
    now: int
    retractions: tuple[Retraction, ...]
    accounts: tuple[tuple[str, int], ...]
    flips: tuple[Flip, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.retractions or self.accounts or self.flips)


def part_of(found: Changes, at: str, length: int) -> tuple[Changes, Stretch[Any]]:
    """A stretch of what changed: flipped findings, then what was taken back, then new accounts."""
    kinds = {"finding": found.flips, "retraction": found.retractions, "account": found.accounts}
    rows = [(kind, number) for kind, several in kinds.items() for number in range(len(several))]
    cut = stretch(rows, [f"{kind}-{number}" for kind, number in rows], at=at, length=length)

    def held(kind: str) -> Any:
        return tuple(kinds[kind][number] for one, number in cut.items if one == kind)

    return evolve(found, flips=held("finding"), retractions=held("retraction"), accounts=held("account")), cut


def changes(sight: Sight, basis: Basis, since: int) -> Changes:
    """What changed since the record had a size.

    Raises:
        StillWorking: while the findings of then or now are being worked out.
        ValueProblem: ``record.size``.
    """
    known_then = evolve(basis, known_by=f"@{since}")
    before, after = sight.columns(known_then).table, sight.columns(basis).table
    then, now = sight.snapshot(known_then.known_by), sight.snapshot(basis.known_by)
    return Changes(
        since=since,
        now=sight.head.size,
        retractions=retractions(then, now),
        accounts=new_accounts(then, now),
        flips=flips(before, after),
    )


def retractions(then: Snapshot, now: Snapshot) -> tuple[Retraction, ...]:
    """What was taken back between two snapshots."""
    known = {link.id for link in then.links}
    about: dict[str, list[str]] = {}
    for claim in now.claims:
        for end in (claim.id, claim.statement):
            about.setdefault(end, []).extend(incidents_of(claim))
    return tuple(
        Retraction(
            tuple(dict.fromkeys(about.get(link.object, ()))), str(link.asserter), _words(now, link.object)
        )
        for link in now.links
        if link.kind is LinkKind.RETRACTS and link.id not in known
    )


def _words(snapshot: Snapshot, id: str) -> str:
    statement = snapshot.statements.get(id)
    if statement is None:
        claim = next((claim for claim in snapshot.claims if claim.id == id), None)
        statement = snapshot.statements.get(claim.statement) if claim is not None else None
    return statement.content if statement is not None else ""


def new_accounts(then: Snapshot, now: Snapshot) -> tuple[tuple[str, int], ...]:
    """The incidents of which more statements speak than before, with how many more."""
    known = set(then.statements)
    fresh = {
        (incident, claim.statement)
        for claim in now.claims
        if claim.statement not in known
        for incident in incidents_of(claim)
    }
    tally = Counter(incident for incident, _ in fresh)
    return tuple(sorted(tally.items(), key=lambda item: (-item[1], item[0])))


def flips(before: FindingTable, after: FindingTable) -> tuple[Flip, ...]:
    """The incidents whose finding differs between two tables; one not in a table has no finding there."""
    where = pc.fill_null(pc.index_in(after.incidents, value_set=before.incidents), -1).to_numpy()
    differs = where < 0
    for name in ("outcome", "failed", "out"):
        own, other = getattr(after, name), getattr(before, name)
        differs |= own != other[where] if len(other) else True
    found = []
    for row in np.flatnonzero(differs).tolist():
        was = _NOT_THERE if where[row] < 0 else stand(before, int(where[row]))
        is_now = stand(after, row)
        if was != is_now:
            found.append(Flip(after.incidents[row].as_py(), was, is_now))
    return tuple(found)


def stand(table: FindingTable, row: int) -> Stand:
    """What is found of a row."""
    outcome, failed, out = table.outcome[row], table.failed[row], table.out[row]
    return Stand(
        outcome="" if outcome == ABSENT else OUTCOMES[outcome].value,
        failed="" if failed == ABSENT else FAILED[failed],
        out="" if out == ABSENT else OUT[out].value,
    )


_NOT_THERE = Stand("", "", "not yet recorded")


def changes_shape(found: Changes) -> dict[str, Any]:
    """Changes as JSON."""
    return {
        "since": found.since,
        "now": found.now,
        "retractions": [
            {"incidents": one.incidents, "by": one.by, "words": one.words} for one in found.retractions
        ],
        "accounts": [{"incident": incident, "new": count} for incident, count in found.accounts],
        "flips": [
            {"incident": one.incident, "before": _stand_shape(one.before), "after": _stand_shape(one.after)}
            for one in found.flips
        ],
    }


def _stand_shape(one: Stand) -> dict[str, str | None]:
    return {"outcome": one.outcome or None, "failed": one.failed or None, "out": one.out or None}


def stand_text(one: Stand) -> str:
    """A stand on one line."""
    return one.out or f"{one.outcome} {one.failed}".rstrip()


def changes_sheet(found: Changes) -> Sheet:
    """Changes as rows."""
    rows = [
        *(("retraction", " ".join(one.incidents), one.by, one.words) for one in found.retractions),
        *(("account", incident, "", str(count)) for incident, count in found.accounts),
        *(("finding", one.incident, stand_text(one.before), stand_text(one.after)) for one in found.flips),
    ]
    return Sheet("", ("change", "incident", "before", "after"), tuple(rows), ())
