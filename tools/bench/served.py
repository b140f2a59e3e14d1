"""What the benchmarks of the workbench serve: an invented record of any size, by the real server.

Of a record the sight of `holding` is used as it is, jobs, progress and all: only the desk hands out
reports as columns instead of claims, since a million incidents as claims would not be read in time.
"""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import uvicorn
from attrs import define, evolve, field, frozen
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
from synthetic import Synthetic

from truceline.agreement.terms import Agreement
from truceline.assessment.case import Case, Shared
from truceline.assessment.engine.engine import engine_of
from truceline.assessment.engine.layout import position_of
from truceline.assessment.engine.reports import ABSENT, AT_POSITION
from truceline.assessment.view import View
from truceline.record.snapshot import Snapshot
from truceline.record.store import Record
from truceline.values.where import Spot
from truceline.workbench.demo import load_example
from truceline.workbench.desk import AsOf
from truceline.workbench.web.access import See
from truceline.workbench.web.app import Setting
from truceline.workbench.web.asked import Basis
from truceline.workbench.web.assessors import Assessor, Assessors
from truceline.workbench.web.columns import Columns
from truceline.workbench.web.holding import PATIENCE, Holding, RecordSight
from truceline.workbench.web.search import TextIndex
from truceline.workbench.web.serve import answer_promptly, configured, listening, own_hosts
from truceline.workbench.web.sessions import Sessions
from truceline.workbench.web.sight import Sight


@frozen
class _Desk:
    """An invented record being asked."""

    world: Synthetic

    @property
    def own(self) -> Snapshot:
        return self.snapshot()

    def snapshot(self, known_by: str = "") -> Snapshot:
        del known_by
        return self.world.shared.evidence.snapshot

    def shared(self, known_by: str) -> Shared:
        del known_by
        return self.world.shared

    def cases(self, agreement: str | None, views: list[str], as_of: AsOf) -> list[Case]:
        del agreement, as_of
        named = {one.name: one for one in self.world.views}
        return [Case(self.world.shared, self.world.agreement, named[name]) for name in views]


class _Invented(Assessors):
    """Assesses invented reports: those of the record are no claims to be gathered."""

    def __init__(self, world: Synthetic) -> None:
        super().__init__(1)
        self.world = world
        self.assessor: Assessor | None = None

    def of(self, case: Case) -> Assessor:
        if self.assessor is None:
            made = Assessor.of(case.shared)
            engine = engine_of(self.world.reports, made.shared, case.agreement)
            self.assessor = evolve(made, engines=[engine])
        return self.assessor


class InventedSight(RecordSight):
    """A sight of an invented record; what only claims tell is read off the reports."""

    @property
    def world(self) -> Synthetic:
        found: Synthetic = self._desk.world  # type: ignore[attr-defined]  # a desk of our own
        return found

    @property
    def agreements(self) -> Mapping[str, Agreement]:
        return {self.world.agreement.id: self.world.agreement}

    @property
    def views(self) -> Mapping[str, View]:
        return {one.name: one for one in self.world.views}

    def recorders(self, basis: Basis, incidents: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        del basis
        reports = self.world.reports
        found = {}
        for incident in incidents:
            row = int(incident.removeprefix("x"))
            tellers = reports.teller[reports.first[row] : reports.first[row + 1]].tolist()
            found[incident] = tuple(reports.tellers[one].speaker.source or "" for one in tellers)
        return found

    def spots(self, basis: Basis, incident: str) -> tuple[Spot, ...]:
        del basis
        row = int(incident.removeprefix("x"))
        return (position_of(self.world.reports, row),) if self.world.reports.place[row] == AT_POSITION else ()

    def text_index(self, known_by: str) -> TextIndex:
        return self._awaited(("text", known_by), "Indexing", lambda job: self._indexed(job.step))

    def _indexed(self, step: Callable[[int], None]) -> TextIndex:
        known = self._texts.get("")
        return known or self._texts.put("", TextIndex.over(texts(self.world), step))


def texts(world: Synthetic) -> Iterator[str]:
    """What was said of each incident: its kind, its district, whom it hit, who is said to have done it."""
    reports = world.reports
    done_by = reports.perpetrator[reports.first[:-1]].tolist()
    columns = zip(
        reports.kind.tolist(), reports.place.tolist(), reports.targets.tolist(), done_by, strict=True
    )
    for row, (kind, place, target, actor) in enumerate(columns):
        where = f"in district-{place}" if place >= 0 else f"near village {row % 9973}"
        whom = "" if target == ABSENT else f"on group-{target:04}"
        who = "unknown" if actor == ABSENT else f"group-{actor:04}"
        yield f"x{row} {reports.kinds[kind]} {where} {whom} reported by source {row % 300}, blamed on {who}"


class _Beside:
    """What a holding gives, taken from a real one beside it, for its files, jobs and size."""

    real: Holding

    @property
    def jobs(self) -> Any:
        return self.real.jobs

    @property
    def record(self) -> Any:
        return self.real.record

    @property
    def size(self) -> int:
        return self.real.size


@define
class Million(_Beside):
    """A holding of an invented record; ``real`` is a small one."""

    real: Holding
    world: Synthetic
    _sights: dict[See, InventedSight] = field(factory=dict)

    def sight(self, see: See) -> InventedSight:
        if see not in self._sights:
            head = self.real.sight(see).head
            desk: Any = _Desk(self.world)
            self._sights[see] = InventedSight(
                see, head, self.record, desk, self.jobs, PATIENCE, _Invented(self.world)
            )
        return self._sights[see]


@frozen
class Laden(_Beside):
    """A real record, but for its findings: those are an invented record's."""

    real: Holding
    columns: Columns

    def sight(self, see: See) -> "LadenSight":
        return LadenSight(self.real.sight(see), self.columns)


class LadenSight:
    """What a record's sight gives, but for findings."""

    def __init__(self, real: Sight, columns: Columns) -> None:
        self._real = real
        self._columns = columns

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def columns(self, _: Basis) -> Columns:
        return self._columns

    def recorders(self, _: Basis, incidents: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        return dict.fromkeys(incidents, ("monitor",))

    def spots(self, _: Basis, __: str) -> tuple[Spot, ...]:
        return ()


@frozen
class Served:
    """A server: its port, and a cookie for each of its readers."""

    port: int
    cookies: list[str]


@contextmanager
def served(holding: Any, readers: int) -> Iterator[Served]:
    """The workbench over a holding as ``truceline serve`` starts it, with so many browsers let in."""
    sessions = Sessions(See.LEAD)
    found = listening(0)
    port: int = found.getsockname()[1]
    answer_promptly()
    config = configured(Setting(holding, sessions, own_hosts(port), port, lambda _: None))
    cookies = []
    for _ in range(readers):
        entered = sessions.enter(sessions.token)
        assert entered is not None
        cookies.append(f"truceline-{port}={entered.session.id}")
    with _running(config, found):
        yield Served(port, cookies)


@contextmanager
def bare(body: bytes, readers: int) -> Iterator[Served]:
    """The baseline: an app that does nothing but send the same bytes, by the same server."""

    async def same(_: Any) -> Response:
        return Response(body)

    app = Starlette(routes=[Route("/{path:path}", same)])
    found = listening(0)
    config = uvicorn.Config(app, log_level="warning", access_log=False, ws="none", lifespan="off")
    with _running(config, found):
        yield Served(found.getsockname()[1], [""] * readers)


@contextmanager
def _running(config: uvicorn.Config, found: socket.socket) -> Iterator[None]:
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[found])), daemon=True)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        found.close()


def example(folder: Path) -> Path:
    """The record of the bundled example."""
    path = folder / "bench.truceline"
    with Record.create(path, origin="bench/record") as record:
        load_example(record)
    return path


def some_rows(columns: Columns, count: int) -> list[int]:
    """Rows all over a list, the same each time."""
    rows: list[int] = np.random.default_rng(5).choice(len(columns.table), count, replace=False).tolist()
    return rows
