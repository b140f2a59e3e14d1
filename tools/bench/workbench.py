"""The workbench over a million findings, and for two hundred readers at once.

``python -m bench.workbench INCIDENTS USERS``. The server is the real one, as ``truceline serve``
starts it; readers are a process of their own. Each figure has its bar beside it, and the baseline
of the same run: an app that does nothing but send as many bytes, by the same server to the same readers.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import httpx
import numpy as np
from attrs import frozen
from synthetic import synthetic

from bench.measuring import US, Row, peak_megabytes, processor_seconds, tell
from bench.served import Laden, Million, Served, bare, example, served, some_rows
from truceline.testimony.claim import EventClaim
from truceline.workbench.web.access import See
from truceline.workbench.web.asked import Basis
from truceline.workbench.web.columns import Columns
from truceline.workbench.web.holding import Holding

BASELINE = "bare server"
_PROVISIONS = 40
_TIMES, _READS_EACH = 60, 5
_MS = 1000
_TOOLS = Path(__file__).parents[1]
_VIEWS = ("corroborated", "half-of-them", "half-of-them-throughout", "third-corroborated")
_WORDS = ("shelling", "group 0001", "village 77", "district-12 air", "source 5 clash", "x77")


@frozen
class Read:
    """What readers took: seconds of each read, bytes of each answer, errors, and the server's processor seconds."""

    seconds: list[float]
    bytes: list[int]
    errors: list[str]
    wall: float
    cpu: float


def main(incidents: int, users: int) -> None:
    """Serve, ask, and tell."""
    with tempfile.TemporaryDirectory() as folder:
        real = Holding.open(example(Path(folder)))
        million = Million(real, synthetic(incidents, _PROVISIONS))
        with served(million, 1) as server:
            tell(list(looks(server, incidents)))
            columns = million.sight(See.LEAD).columns(_basis(million, "every-source"))
            tell(list(pages(server, columns, incidents)))
        laden = Laden(real, columns)
        with served(laden, users) as server:
            tell(list(many_readers(server, laden, incidents)))
        real.close()


def _basis(million: Million, view: str) -> Basis:
    return Basis(million.world.agreement.id, view, "", "")


def looks(server: Served, incidents: int) -> Iterator[Row]:
    """The first look at a record, and then under one view after another, as a script repaints the screen."""
    subject = f"{incidents:,} incidents"
    seconds, cpu = _until_there(server, "/situation?view=every-source")
    yield _row("the first look", [seconds], subject, cpu)
    taken, used = [], []
    for view in _VIEWS:
        seconds, cpu = _until_there(server, f"/situation?view={view}")
        taken.append(seconds)
        used.append(cpu)
    yield _row("a change of view", taken, f"{subject}, bar 1000 ms", median(used))


def _until_there(server: Served, address: str) -> tuple[float, float]:
    """Seconds until the main part of a page is there, and the processor's; 202 says that it is not yet."""
    used, began = processor_seconds(), time.perf_counter()
    with httpx.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=60) as client:
        for _ in range(1000):
            answer = client.get(address, headers={"cookie": server.cookies[0], "hx-request": "true"})
            if answer.status_code == httpx.codes.OK:
                return time.perf_counter() - began, processor_seconds() - used
            if answer.status_code != httpx.codes.ACCEPTED:
                break
            time.sleep(0.05)
    raise RuntimeError(f"{address} answered {answer.status_code}: {answer.text[:200]}")


def pages(server: Served, columns: Columns, incidents: int) -> Iterator[Row]:
    """Pages of the ledger at any depth, cells, facets, filters, words; none was asked for before."""
    rows = some_rows(columns, _TIMES)
    days = [f"{2010 + n % 9}-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(_TIMES)]
    table = columns.table
    view = "view=every-source"
    work: dict[str, tuple[int, list[str]]] = {
        "a ledger page": (50, [f"/situation?{view}&after={columns.cursor(row)} part" for row in rows]),
        "a ledger page as JSON": (50, [f"/situation.json?{view}&after={columns.cursor(row)}" for row in rows]),
        "density cells": (60, [f"/data/cells?{view}&bbox=35.5,32,42.5,37.5&zoom={5 + n % 5}&from={day}" for n, day in enumerate(days)]),
        "a period, with its facets": (50, [f"/situation.json?{view}&from={day}" for day in days]),
        "a filter by actor": (50, [f"/situation.json?{view}&actor=group-{n:04}" for n in range(_TIMES)]),
        "a filter by place": (50, [f"/situation.json?{view}&place=district-{n}" for n in range(_TIMES)]),
        "a filter by position": (50, [f"/situation.json?{view}&place={httpx.QueryParams(p=table.places[row][0])['p'].replace(' ', '%20')}" for row in rows if table.places[row]]),
        "words": (50, [f"/situation.json?{view}&q={_WORDS[n % len(_WORDS)].replace(' ', '+')}&from={day}" for n, day in enumerate(days)]),
    }  # fmt: skip
    _until_there(server, f"/situation.json?{view}&q=nothing")
    for name, (bar, addresses) in work.items():
        yield from _beside_bare(name, server, [addresses], f"{incidents:,} incidents, bar {bar} ms")


def many_readers(server: Served, laden: Laden, incidents: int) -> Iterator[Row]:
    """All readers at once, with a mix of screens that somebody read before; then of which nobody did."""
    known, fresh = _mix(laden, "2016", 0), _mix(laden, "2014", 12)
    for address in known:
        _until_there(server, address.partition(" ")[0])
        _read(server, [[address]], (0, 0))
    users = len(server.cookies)
    subject = f"{incidents:,} incidents, bar 500 ms"
    yield from _beside_bare(f"{users} readers at once", server, _walks(known, users), subject)
    yield from _beside_bare(
        f"{users} readers, pausing 1-3 s", server, _walks(known, users), subject, pauses=(1, 3)
    )
    yield from _beside_bare(f"{users} readers at once, unread pages", server, _walks(fresh, users), subject)


def _mix(laden: Laden, year: str, start: int) -> list[str]:
    """Addresses of a day's work: the situation, further pages, cells, dossiers, actors, the reader, JSON.

    The dossiers begin with that of a number.
    """
    snapshot = laden.real.sight(See.LEAD).snapshot()
    cursors = [laden.columns.cursor(row) for row in some_rows(laden.columns, 8)]
    events = (one for one in snapshot.claims if isinstance(one, EventClaim) and one.incident)
    incidents = list(dict.fromkeys(one.incident for one in events))
    texts = [one.id for one in snapshot.documents.values() if one.text is not None]
    told = f"from={year}-01-01"
    return [
        *(f"/situation?from={year}-{month:02}-01&to={year}-{month:02}-28" for month in range(1, 13)),
        *(f"/situation?{told}&after={cursor} part" for cursor in cursors),
        *(f"/situation.json?{told}&after={cursor}" for cursor in cursors),
        *(f"/data/cells?{told}&bbox=35.5,32,42.5,37.5&zoom={zoom}" for zoom in (5, 6, 7, 8)),
        *(f"/incident/{one}?{told}" for one in incidents[start : start + 12]),
        *(f"/actor/{one}?{told}" for one in list(snapshot.actors)[:8]),
        *(f"/document/{one}?{told}" for one in texts[:3]),
        *(f"/{one}?{told}" for one in ("actors", "actors.json", "talks", "agreements", "documents", "views")),
    ]


def _walks(addresses: Sequence[str], users: int) -> list[list[str]]:
    chance = Random(5)  # noqa: S311 - no secret
    return [[chance.choice(addresses) for _ in range(_READS_EACH)] for _ in range(users)]


def _beside_bare(
    work: str, server: Served, walks: list[list[str]], about: str, pauses: tuple[float, float] = (0, 0)
) -> Iterator[Row]:
    """Readers on their walks through the workbench, and as many reads of as many bytes from the bare server."""
    used = processor_seconds()
    ours = _read(server, walks, pauses)
    cpu = (processor_seconds() - used - ours.cpu) / len(ours.seconds)
    yield _row(work, ours.seconds, f"{about}{_told(ours)}", cpu)
    with bare(b"x" * int(median(ours.bytes)), len(walks)) as other:
        theirs = _read(other, [["/x"] * len(walk) for walk in walks], pauses)
    yield _row(work, theirs.seconds, f"the same number of bytes{_told(theirs)}", 0.0, BASELINE)


def _told(read: Read) -> str:
    rate = len(read.seconds) / read.wall
    return f", {len(read.errors)} errors {read.errors[:1] or ''}, {rate:.0f}/s"


def _read(server: Served, walks: list[list[str]], pauses: tuple[float, float]) -> Read:
    told: dict[str, Any] = {
        "port": server.port, "cookies": server.cookies[: len(walks)], "addresses": walks, "pauses": pauses,
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "bench.readers"],
        cwd=_TOOLS,
        input=json.dumps(told),
        capture_output=True,
        text=True,
        check=True,
    )
    return Read(**json.loads(done.stdout))


def _row(work: str, seconds: Iterable[float], about: str, cpu: float, subject: str = US) -> Row:
    taken = list(seconds)
    middle, high = np.percentile(taken, [50, 95])
    note = f"{about}: median {middle * _MS:.0f} ms, p95 {high * _MS:.0f} ms of {len(taken)}"
    return Row(work, subject, round(float(middle), 4), round(cpu, 4), peak_megabytes(), None, note)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
