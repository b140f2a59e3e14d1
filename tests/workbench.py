"""A workbench for tests: a record on disk, the app over it, and a browser that has come in."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import uvicorn
from attrs import frozen
from starlette.types import ASGIApp

from tests.simulated import TEXT
from tests.world import World, event, role
from truceline.agreement.parse import read_agreement
from truceline.record.store import Record
from truceline.workbench.kept import agreement_document
from truceline.workbench.web.access import See
from truceline.workbench.web.app import Setting, make_app
from truceline.workbench.web.holding import Holding
from truceline.workbench.web.screens import SCREENS
from truceline.workbench.web.security import USUAL, Limits
from truceline.workbench.web.serve import configured, listening, own_hosts
from truceline.workbench.web.sessions import Session, Sessions
from truceline.workbench.web.underlay import Underlay
from truceline.workbench.web.web import Screen

HOST = "127.0.0.1:8765"
BASE = f"http://{HOST}"
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def small_world() -> World:
    """Five incidents of spring 2016: breaches, doubts, and what is none; somebody watched."""
    world = World()
    for actor in ("north", "south"):
        world.accepts(actor)
    world.reports("monitor", "shelling-inner", happened="2016-03-10", killed="2")
    world.reports("reporter", "shelling-inner", happened="2016-03-10", by="north | east")
    world.reports("monitor", "shelling-outer", happened="2016-03-12", place="outer", by=None)
    world.reports("observer", "before-truce", happened="2016-02-10")
    world.reports("observer", "on-outlaws", happened="2016-03-20", on="outlaws", place="outer")
    world.says("monitor", event("talks-edge", "talks", happened="2016-03-15", place="edge"))
    world.says("monitor", role("talks-edge", "north", "participant"))
    world.says(
        "monitor",
        {"type": "watch", "observer": "monitor", "result": "complete", "happened": "2016-03-09/2016-03-11"},
    )
    return world


def large_world(incidents: int) -> World:
    """So many incidents over a hundred days and a hundred places, told by three monitors."""
    world = World()
    for actor in ("north", "south"):
        world.accepts(actor)
    for number in range(100):
        position = f"{34.05 + number // 10 * 0.19:.2f}, {36.05 + number % 10 * 0.19:.2f}"
        world.place(f"village-{number}", kind="village", position=position, **{"part-of": ["land"]})
    for number in range(incidents):
        day = datetime.fromordinal(datetime(2016, 2, 1, tzinfo=UTC).toordinal() + number * 7 % 100)
        world.reports(
            ("monitor", "reporter", "observer")[number % 3],
            f"incident-{number}",
            happened=f"{day:%Y-%m-%d}",
            place=f"village-{number * 31 % 100}",
            by=("north", "south", "east | north", None)[number % 4],
            on=("south", "north", "outlaws")[number % 3],
            kind=("shelling", "air-strike", "clash")[number % 3],
            killed=str(number % 4),
        )
    return world


def record_of(world: World, folder: Path) -> Path:
    """The record of a world under its truce, in a new folder."""
    path = folder / "test.truceline"
    with Record.create(path, origin="test/record") as record:
        record.append(world.batch(), by="coder", at=NOON)
        document = agreement_document(TEXT, read_agreement(TEXT, "truce.toml"))
        record.replace_document(document, reason="", by="coder", at=NOON)
    return path


class Client:
    """A browser without scripts: keeps cookies, and speaks to the app itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._runner = asyncio.Runner()
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE)

    def get(self, path: str, *, follow_redirects: bool = True, **more: Any) -> httpx.Response:
        return self._run("GET", path, follow_redirects=follow_redirects, **more)

    def post(self, path: str, *, follow_redirects: bool = True, **more: Any) -> httpx.Response:
        return self._run("POST", path, follow_redirects=follow_redirects, **more)

    def _run(self, method: str, path: str, **more: Any) -> httpx.Response:
        return self._runner.run(self._client.request(method, path, **more))

    def close(self) -> None:
        self._runner.run(self._client.aclose())
        self._runner.close()


@frozen
class Workbench:
    """A workbench over a record, and a client with a session in it."""

    client: Client
    sessions: Sessions
    holding: Holding
    session: Session

    def stranger(self) -> "Stranger":
        """A client that has not come in."""
        return Stranger(self.client)

    def post(self, path: str, **fields: str) -> int:
        """The status of a form of our own, sent as a browser would."""
        data = {"csrf": self.session.csrf, **fields}
        answer = self.client.post(path, data=data, headers=OWN, follow_redirects=False)
        return answer.status_code


class Stranger:
    """Somebody else at the same app, without a session."""

    def __init__(self, other: Client) -> None:
        self._app = other.app

    def get(self, path: str, **more: Any) -> httpx.Response:
        client = Client(self._app)
        try:
            return client.get(path, **more)
        finally:
            client.close()


OWN = {"origin": BASE, "sec-fetch-site": "same-origin"}


@contextmanager
def opened(  # noqa: PLR0913 - what a workbench is made of
    record: Path,
    *,
    see: See = See.LEAD,
    screens: tuple[Screen, ...] = SCREENS,
    limits: Limits = USUAL,
    patience: float = 60,
    base: Underlay | None = None,
) -> Iterator[Workbench]:
    """A workbench over a record, entered by its one-time address."""
    holding = Holding.open(record, patience)
    sessions = Sessions(see)
    under = base or Underlay.plain()
    setting = Setting(holding, sessions, frozenset({HOST}), 8765, lambda _: None, screens, limits, under)
    client = Client(make_app(setting))
    try:
        answer = client.get("/enter", params={"token": sessions.token}, follow_redirects=False)
        session = sessions.of(answer.cookies["truceline-8765"])
        assert session is not None
        yield Workbench(client, sessions, holding, session)
    finally:
        client.close()
        holding.close()


@frozen
class Running:
    """A server on this machine: where it is, the address that opens it, and a session's cookie."""

    base: str
    address: str
    cookie: str
    session: Session
    holding: Holding


@contextmanager
def running(record: Path, *, see: See = See.LEAD, under: Underlay | None = None) -> Iterator[Running]:
    """A server over a record, in a thread of this process."""
    found = listening(0)
    port = found.getsockname()[1]
    holding = Holding.open(record, 60)
    sessions = Sessions(see)
    entered = sessions.enter(sessions.token)
    assert entered is not None
    lies = under or Underlay.plain()
    setting = Setting(holding, sessions, own_hosts(port), port, lambda _: None, base=lies)
    server = uvicorn.Server(configured(setting))
    thread = Thread(target=lambda: asyncio.run(server.serve(sockets=[found])))
    thread.start()
    base = f"http://127.0.0.1:{port}"
    try:
        cookie = f"truceline-{port}={entered.session.id}"
        yield Running(base, f"{base}/enter?token={sessions.token}", cookie, entered.session, holding)
    finally:
        server.should_exit = True
        thread.join(60)
        found.close()
        holding.close()
