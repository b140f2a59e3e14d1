"""The workbench over a million findings: pages, cells, many readers at once.

``python -m bench.workbench INCIDENTS USERS``. The server is the real one, on the loopback
address; findings are invented (`synthetic_findings`) and laid into the sight of a small
record, so that what is measured is what every request does. The baseline is a file of the
workbench's own, sent by the same server to the same client.
"""

import asyncio
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import uvicorn

from bench.measuring import US, Row, peak_megabytes, tell
from bench.synthetic_findings import findings
from truceline.record.store import Record
from truceline.values.where import Spot
from truceline.workbench.demo import load_example
from truceline.workbench.web.access import See
from truceline.workbench.web.app import Setting
from truceline.workbench.web.asked import Basis
from truceline.workbench.web.columns import Columns
from truceline.workbench.web.holding import Holding
from truceline.workbench.web.serve import configured, own_hosts
from truceline.workbench.web.sessions import Sessions
from truceline.workbench.web.sight import Sight

BASELINE = "one of its files"
_TIMES, _READS_EACH = 60, 5
_BBOX = "35.5,32,42.5,37.5"


class Invented:
    """A holding whose sight gives invented findings, and a real record's register and texts."""

    def __init__(self, path: Path, incidents: int) -> None:
        self._real = Holding.open(path)
        self.record, self.jobs = self._real.record, self._real.jobs
        self.table = findings(incidents)
        self.columns = Columns(self.table)
        _ = self.columns.order

    @property
    def size(self) -> int:
        return self._real.size

    def sight(self, see: See) -> "InventedSight":
        return InventedSight(self._real.sight(see), self.columns)

    def close(self) -> None:
        self._real.close()


class InventedSight:
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


@contextmanager
def serving(holding: Any) -> Iterator[httpx.Client]:
    """The real server over a holding, in a thread, and a client that has come in."""
    sessions = Sessions(See.LEAD)
    listening = _listening()
    port = listening.getsockname()[1]
    server = uvicorn.Server(configured(Setting(holding, sessions, own_hosts(port), port, lambda _: None)))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listening])), daemon=True)
    thread.start()
    try:
        with httpx.Client(
            base_url=f"http://127.0.0.1:{port}", timeout=60, headers={"accept-encoding": "gzip"}
        ) as client:
            _until_up(client)
            client.get("/enter", params={"token": sessions.token})
            yield client
    finally:
        server.should_exit = True
        thread.join(timeout=10)


def _listening() -> socket.socket:
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    found.bind(("127.0.0.1", 0))
    return found


def _until_up(client: httpx.Client) -> None:
    for _ in range(100):
        try:
            client.get("/static/workbench.css")
        except httpx.ConnectError:
            time.sleep(0.05)
        else:
            return


def main(incidents: int, users: int) -> None:
    """Serve, ask, and tell."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.truceline"
        with Record.create(path, origin="bench/record") as record:
            load_example(record)
        holding = Invented(path, incidents)
        with serving(holding) as client:
            tell(list(pages(client, incidents)))
            tell([asyncio.run(many_readers(client, users, incidents))])
        holding.close()


def pages(client: httpx.Client, incidents: int) -> Iterator[Row]:
    """A page of the ledger at any depth, cells, days, the whole screen; and the baseline."""
    cursors = _cursors(client)
    days = [f"{2015 + n % 4}-0{1 + n % 9}-01" for n in range(_TIMES)]
    asked: dict[str, Callable[[int], str]] = {
        "a ledger page": lambda n: f"/situation.json?after={cursors[n % len(cursors)]}",
        "the situation, whole": lambda n: f"/situation?from={days[n]}",
        "density cells": lambda n: f"/data/cells?bbox={_BBOX}&zoom={5 + n % 5}&from={days[n]}",
        "incidents by day": lambda n: f"/data/days?from={days[n]}",
    }
    subject = f"{incidents:,} incidents"
    for work, address in asked.items():
        _answered(client, address(0))
        yield _row(work, US, [_taken(client, address(n)) for n in range(_TIMES)], subject)
        plain = [_taken(client, "/static/workbench.css") for _ in range(_TIMES)]
        yield _row(work, BASELINE, plain, "the same number of times")


def _cursors(client: httpx.Client) -> list[str]:
    """Places in the list, from its head to well inside it."""
    found, cursor = [""], ""
    for _ in range(20):
        cursor = _answered(client, f"/situation.json?after={cursor}").json()["next"]
        found.append(cursor)
    return found


def _answered(client: httpx.Client, address: str) -> httpx.Response:
    """The answer, once it is worked out: 202 says that it is not yet."""
    for _ in range(100):
        answer = client.get(address)
        if answer.status_code == httpx.codes.OK:
            return answer
        if answer.status_code != httpx.codes.ACCEPTED:
            break
        time.sleep(0.2)
    raise RuntimeError(f"{address} answered {answer.status_code}: {answer.text[:200]}")


def _taken(client: httpx.Client, address: str) -> float:
    began = time.perf_counter()
    answer = client.get(address)
    if answer.status_code != httpx.codes.OK:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return time.perf_counter() - began


def _row(work: str, subject: str, seconds: list[float], about: str) -> Row:
    middle, high = np.percentile(seconds, [50, 95])
    note = f"{about}: median {middle * 1000:.0f} ms, p95 {high * 1000:.0f} ms of {len(seconds)}"
    return Row(work, subject, round(float(middle), 4), 0.0, peak_megabytes(), None, note)


async def many_readers(client: httpx.Client, users: int, incidents: int) -> Row:
    """So many people reading at once: each opens a few pages, one after the other."""
    seconds: list[float] = []
    errors = 0
    limits = httpx.Limits(max_connections=users, max_keepalive_connections=users)
    cookies = dict(client.cookies)

    async def reader(other: httpx.AsyncClient, number: int) -> None:
        nonlocal errors
        for n in range(_READS_EACH):
            began = time.perf_counter()
            month = 1 + (number + n) % 12
            answer = await other.get(f"/situation.json?from=2016-{month:02}-01&to=2016-{month:02}-28")
            errors += answer.status_code != httpx.codes.OK
            seconds.append(time.perf_counter() - began)
            await asyncio.sleep(2 + number % 3)

    async with httpx.AsyncClient(
        base_url=client.base_url, timeout=60, limits=limits, cookies=cookies
    ) as other:
        await asyncio.gather(*(reader(other, number) for number in range(users)))
    return _row(f"{users} readers at once", US, seconds, f"{incidents:,} incidents, {errors} errors")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
