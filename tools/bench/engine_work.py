"""The engine's own figures over an invented record, and the floor under them.

``python -m bench.engine_work INCIDENTS PROVISIONS [FOLDER]``; with a folder, the same record is left
there as plain tables for others.
"""

import hashlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from attrs import evolve
from synthetic import Synthetic, synthetic

from bench.budget import beside_bar, ledgers
from bench.full_view import ours, write_full
from bench.measuring import US, Row, measured, peak_megabytes, processor_seconds, tell
from bench.world import common_view, plainer, statics, write_plain
from truceline.assessment.engine.engine import Engine, engine_of
from truceline.assessment.engine.reports import ROW_COLUMNS, TELLING_COLUMNS
from truceline.assessment.engine.static import Scanned, scan

CANDIDATES = "candidates"
VIEW = "a new view, findings"
SHARED_VIEW = "a view all can express, findings"
_MEGA = 1_000_000


def main(incidents: int, provisions: int, folder: Path | None) -> None:
    """Make the record, do each piece of work, tell the figures and what they gave."""
    world = synthetic(incidents, provisions)
    if folder:
        write_plain(world, folder)
    tell(
        once(
            "first use, kernels compiled or read",
            lambda: engine_of(world.reports, world.shared, world.agreement),
        )[:1]
    )
    engine = engine_of(world.reports, world.shared, world.agreement)
    tell(once("first view", lambda: engine.findings(world.views[0]))[:1])
    row, found = candidates(world, engine)
    tell([row], **candidate_facts(found.values()))
    tell(views(world, engine))
    if folder:
        row, outcomes = shared_view(world)
        tell([row], **outcome_facts(np.flatnonzero(outcomes >= 0), outcomes[outcomes >= 0]))
        write_full(world, engine, folder)
        for row, facts in ours(world, engine):
            tell([row], **facts)
    tell([changed_provision(world, engine)])
    # Last, since the memory it takes would count as the highest of whatever follows.
    tell([floor(CANDIDATES, _bytes_of(engine) + _bytes_found(found)), floor(VIEW, _bytes_of(engine))])


def once(work: str, run: Any) -> tuple[Row, Any]:
    """A piece of work that is only done once: later times are not like the first."""
    return measured(work, US, run, times=1)


def candidates(world: Synthetic, engine: Engine) -> tuple[Row, dict[Any, Scanned]]:
    """Which incidents may be in time and place of which clause: the static part."""
    wanted = list(dict.fromkeys(statics(world)))
    geography = world.shared.geography
    row, found = measured(
        CANDIDATES, US, lambda: scan(world.reports, engine.prepared.layout, geography, wanted, engine.threads)
    )
    return beside_bar(row, world), found


def candidate_facts(found: Any) -> dict[str, str | int]:
    """What others must find as well: how many there are, and each one, as a digest of all (see `digest`)."""
    found = list(found)
    rows = np.concatenate([one.rows for one in found])
    clause = np.repeat(np.arange(len(found), dtype=np.int32), [len(one.rows) for one in found])
    what = np.concatenate([one.codes for one in found]) >> 4 & 3
    return digest(rows, clause, what > 0)


def digest(rows: Any, clause: Any, what: Any) -> dict[str, str | int]:
    """The number of candidates, of those whose conduct may be covered, and the hash of all, sorted."""
    table = np.stack([np.asarray(clause, np.int64), np.asarray(rows, np.int64), np.asarray(what, np.int64)])
    table = table[:, np.lexsort((table[1], table[0]))]
    return {
        "candidates": table.shape[1],
        "covered": int(table[2].sum()),
        "each": hashlib.sha256(table.tobytes()).hexdigest(),
    }


def views(world: Synthetic, engine: Engine) -> Iterator[Row]:
    """A view asked again after another: accounts, findings, and with the ledger added up."""
    yield from ledgers(world, engine)
    view = world.views[1]
    engine.ledger(view)
    row, _ = measured(VIEW, US, lambda: engine.findings(view))
    yield row
    row, _ = measured("a new view, ledger included", US, lambda: engine.ledger(view))
    row = beside_bar(row, world)
    yield row


def shared_view(world: Synthetic) -> tuple[Row, Any]:
    """The view that others are asked as well, another before it: the outcome of each incident, -1 for out."""
    engine = engine_of(world.reports, world.shared, plainer(world))
    view = common_view(world)
    engine.findings(view)
    engine.findings(world.views[0])
    row, found = measured(SHARED_VIEW, US, lambda: engine.findings(view))
    return row, found.outcome


def outcome_facts(incidents: Any, outcomes: Any) -> dict[str, str | int]:
    """What others must find as well: of each incident that is in, whether it is none, possible or a violation."""
    table = np.stack([np.asarray(incidents, np.int64), np.asarray(outcomes, np.int64)])
    table = table[:, np.argsort(table[0], kind="stable")]
    counts = np.bincount(table[1], minlength=3).tolist()
    return {
        "none": counts[0], "possible": counts[1], "violations": counts[2],
        "every finding": hashlib.sha256(table.tobytes()).hexdigest(),
    }  # fmt: skip


def changed_provision(world: Synthetic, engine: Engine) -> Row:
    """One provision covers one kind of conduct less: until its candidates are known again."""
    first, *others = world.agreement.provisions
    less = evolve(first, conduct=first.conduct[1:])
    other = engine.with_agreement(evolve(world.agreement, provisions=(less, *others)))
    used, began = processor_seconds(), time.perf_counter()
    other.findings(world.views[0])
    wall, cpu = time.perf_counter() - began, processor_seconds() - used
    return Row(
        "a changed provision, findings of a view",
        US,
        round(wall, 4),
        round(cpu, 4),
        peak_megabytes(),
        None,
        "",
    )


def _bytes_of(engine: Engine) -> int:
    """Bytes of the columns that hold the reports."""
    names = (*ROW_COLUMNS, *TELLING_COLUMNS, "first")
    return sum(getattr(engine.reports, name).nbytes for name in names)


def _bytes_found(found: dict[Any, Scanned]) -> int:
    return sum(one.rows.nbytes + one.codes.nbytes for one in found.values())


def floor(work: str, size: int) -> Row:
    """The least that any program needs that reads so many bytes once, at this machine's bandwidth."""
    block = np.ones(32 * _MEGA)
    into = np.empty_like(block)
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        np.copyto(into, block)
        taken.append(time.perf_counter() - began)
    rate = 2 * block.nbytes / min(taken)
    seconds = round(size / rate, 6)
    note = f"{size / _MEGA:.0f} MB at {rate / 1e9:.1f} GB/s"
    return Row(work, "the floor", seconds, seconds, peak_megabytes(), None, note)


if __name__ == "__main__":
    main(int(float(sys.argv[1])), int(float(sys.argv[2])), Path(sys.argv[3]) if len(sys.argv) > 3 else None)  # noqa: PLR2004
