"""The whole view for other programs: who is believed, bound, affiliated, protected, and when, as plain tables.

Beside the tables of :mod:`bench.world`: ``ties`` and ``accepted`` are single words of sources with the minutes they speak of,
``sides`` says of each clause whom it binds, whether silence on that is a no, and whom it leaves outside;
``parties`` are lists of actors by number, ``circumstances`` an incident's target and how far its clauses get before
anybody is asked about, which everybody is given, since it belongs to the candidates. ``believed`` and ``heeded`` are
the sources that each view takes on incidents and on the framework, ``needs`` the independent origins it wants.
"""

import hashlib
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from synthetic import Synthetic

from bench.measuring import US, Row, measured
from truceline.assessment.engine.clauses import half
from truceline.assessment.engine.engine import Engine
from truceline.assessment.finding import EITHER_WAY
from truceline.assessment.finding_table import FAILED
from truceline.assessment.view import View
from truceline.testimony.claim import Claim, RelationClaim, StandingClaim

WHOLE_VIEW = "whole view"
"""What rows and facts of it are called."""
VIEWS = (1, 3)
"""Corroborated, everybody taken; and half of the sources, on incidents and on the framework."""
TABLES = ("ties", "accepted", "sides", "parties", "circumstances", "believed", "heeded", "needs")
EITHER = FAILED.index(EITHER_WAY)
"""What a rival puts where the worlds of an incident fail by different conditions."""


def work_of(number: int, *, framed: bool) -> str:
    """What a row is called: with the framework read anew, or with it known."""
    name = ("every-source", "corroborated", "half-of-them", "half-of-them-throughout")[number]
    return f"{WHOLE_VIEW}, {name}, findings{'' if framed else ' and framework'}"


def write_full(world: Synthetic, engine: Engine, folder: Path) -> None:
    """The tables, from the claims and the engine's candidates."""
    reports = world.reports
    number = {who.members[0]: code for code, who in enumerate(reports.whos)}
    source = {one.speaker.source: code for code, one in enumerate(reports.tellers)}
    parties: dict[tuple[str, ...], int] = {}
    sides = [
        (
            clause, parties.setdefault(one.binds.actors, len(parties)), one.binds.closed, one.protects is not None,
            parties.setdefault(one.excludes[0].actors, len(parties)) if one.excludes else -1,
        )
        for clause, one in enumerate(world.agreement.provisions)
    ]  # fmt: skip
    words = list(_words(world, source))
    whom = np.array([number[next(iter(several)).members[0]] for several in reports.target_sets], np.int32)
    reached = engine.runs[0].arranged[-1][2].furthest
    _write(folder, "ties", ("subject", "object", "source", "since", "until"),
           [(number[one.subject], number[one.object], *rest) for one, *rest in words if isinstance(one, RelationClaim)])  # fmt: skip
    _write(folder, "accepted", ("actor", "source", "since", "until"),
           [(number[one.actor.members[0]], *rest) for one, *rest in words if isinstance(one, StandingClaim)])  # fmt: skip
    _write(folder, "sides", ("clause", "bound", "closed", "guarded", "outside"), sides)
    _write(folder, "parties", ("party", "actor"),
           [(party, number[name]) for names, party in parties.items() for name in names])  # fmt: skip
    pq.write_table(
        pa.table({
            "incident": np.arange(len(reports), dtype=np.int32),
            "target": np.where(reports.targets >= 0, whom[np.maximum(reports.targets, 0)], -1).astype(np.int32),
            "reached": reached.astype(np.int32),
        }),
        folder / "circumstances.parquet",
    )  # fmt: skip
    every = [(view, world.views[view]) for view in VIEWS]
    _write(folder, "believed", ("view", "source"),
           [(place, code) for place, view in every for code in _taken(world, view.accounts.takes)])  # fmt: skip
    _write(folder, "heeded", ("view", "source"),
           [(place, code) for place, view in every for code in _taken(world, view.framework.takes)])  # fmt: skip
    _write(folder, "needs", ("view", "origins"), [(place, view.accounts.origins) for place, view in every])


def _words(world: Synthetic, source: dict[str | None, int]) -> Iterator[tuple[Claim, int, int, int]]:
    """Each claim on ties and acceptances, with its source and the minutes it speaks of."""
    evidence = world.shared.evidence
    for claim in evidence.snapshot.claims:
        assert claim.happened is not None
        span = claim.happened.span
        speaker = evidence.statement_of(claim).speaker.source
        yield claim, source[speaker], half(span.start, none=0) // 2, half(span.end, none=0) // 2


def _taken(world: Synthetic, takes: Any) -> list[int]:
    return [code for code, one in enumerate(world.reports.tellers) if takes.includes(one.speaker, None)]


def _write(folder: Path, name: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    table = pa.table(dict(zip(columns, map(list, zip(*rows, strict=True)), strict=True)))
    pq.write_table(table, folder / f"{name}.parquet")


def ours(world: Synthetic, engine: Engine) -> Iterator[tuple[Row, dict[str, Any]]]:
    """The engine's own rows of the whole view, another view asked before, and what others must find as well."""
    for number in VIEWS:
        view = world.views[number]
        engine.findings(view)
        engine.findings(world.views[0])
        row, found = measured(work_of(number, framed=True), US, partial(engine.findings, view))
        inside = np.flatnonzero(found.outcome >= 0)
        facts = full_facts(number, inside, found.outcome[inside], found.failed[inside])
        yield row, facts
        row, _ = measured(work_of(number, framed=False), US, partial(_anew, engine, view))
        yield row, facts


def _anew(engine: Engine, view: View) -> None:
    """The findings as if nothing were known of the framework of any view."""
    engine.framed.clear()
    engine.shared.framings.clear()
    engine.kept.drawn.lines.clear()
    engine.findings(view)


def full_facts(view: int, incidents: Any, outcomes: Any, failed: Any) -> dict[str, Any]:
    """How many of each outcome, and a hash of every (incident, outcome, condition that failed, -1 for none)."""
    table = np.stack([np.asarray(each, np.int64) for each in (incidents, outcomes, failed)])
    table = table[:, np.argsort(table[0], kind="stable")]
    counts = np.bincount(table[1], minlength=3).tolist()
    return {
        f"{WHOLE_VIEW} {view}": [*counts, hashlib.sha256(np.ascontiguousarray(table).tobytes()).hexdigest()]
    }


def read_full(folder: Path) -> dict[str, Any]:
    """The tables of the whole view."""
    return {name: pq.read_table(folder / f"{name}.parquet") for name in TABLES}


def merged(several: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """All facts as one."""
    return {name: value for facts in several for name, value in facts.items()}
