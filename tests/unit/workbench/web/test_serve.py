"""The server as it runs: one line with the address, loopback only, patience with nobody, and the demo."""

import asyncio
import os
import pty
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

import httpx
import pytest
import uvicorn
from tests.workbench import OWN, opened

from truceline.values.problems import Problems
from truceline.workbench.web.access import See
from truceline.workbench.web.app import Setting
from truceline.workbench.web.holding import Holding
from truceline.workbench.web.security import Limits
from truceline.workbench.web.serve import LOOPBACK, Joined, Patient, configured, listening, own_hosts, run
from truceline.workbench.web.sessions import Sessions

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/enter\?token=([\w-]+)")
START = 60
"""Seconds until a server has started on a busy machine; nothing is measured by it."""


@contextmanager
def serving(*arguments: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """A server of its own, by the address it printed."""
    command = [sys.executable, "-m", "truceline", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip(), process
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=START)


@pytest.fixture(scope="module")
def server(small_record: Path) -> Iterator[str]:
    with serving("serve", "--record", str(small_record), "--port", "0", "--no-browser") as (address, _):
        yield address


def test_the_address_with_its_token_is_one_line(server: str) -> None:
    assert ADDRESS.fullmatch(server)


def test_the_address_opens_the_situation(server: str) -> None:
    with httpx.Client(follow_redirects=True, timeout=START) as client:
        answer = client.get(server)
        assert answer.url.path == "/situation"
        # On a busy machine the first look takes longer than a request waits.
        while answer.status_code == 202:
            answer = client.get(answer.url)
        assert answer.status_code == 200
        assert "server" not in answer.headers


def test_only_this_machine_is_listened_to() -> None:
    with listening(0) as found:
        assert found.getsockname()[0] == LOOPBACK
        assert found.family == socket.AF_INET


class Impatient(Patient):
    """The server's own manners, in less time."""

    seconds = 0.3
    reading_seconds = 0.5


@pytest.fixture(scope="module")
def impatient(small_record: Path) -> Iterator[int]:
    """The port of a server that waits less long."""
    found = listening(0)
    port = found.getsockname()[1]
    holding = Holding.open(small_record)
    config = configured(Setting(holding, Sessions(See.LEAD), own_hosts(port), port, lambda _: None))
    config.http = Impatient
    server = uvicorn.Server(config)
    thread = Thread(target=lambda: asyncio.run(server.serve(sockets=[found])))
    thread.start()
    yield port
    server.should_exit = True
    thread.join(START)
    found.close()
    holding.close()


@pytest.mark.parametrize(
    "begun",
    [b"", b"GET / HTT", b"GET /situation HTTP/1.1\r\nhost: x\r\n", b"POST /you HTTP/1.1\r\nHost: h\r\nX: "],
    ids=["silent", "half a line", "half a head", "half a header"],
)
def test_who_never_finishes_a_head_is_hung_up_on(impatient: int, begun: bytes) -> None:
    with socket.create_connection((LOOPBACK, impatient), timeout=START) as slow:
        slow.sendall(begun)
        assert slow.recv(1000) == b""


def test_who_finishes_one_request_and_dawdles_over_the_next_is_hung_up_on(impatient: int) -> None:
    with socket.create_connection((LOOPBACK, impatient), timeout=START) as slow:
        slow.sendall(f"GET /static/mark.svg HTTP/1.1\r\nHost: {LOOPBACK}:{impatient}\r\n\r\n".encode())
        assert slow.recv(100_000).startswith(b"HTTP/1.1 200")
        slow.sendall(b"GET /stat")
        while slow.recv(100_000):
            pass


def flood(into: socket.socket, piece: bytes, times: int) -> None:
    """Send the same again and again, and read nothing."""
    for _ in range(times):
        into.sendall(piece)
        time.sleep(0.0002)


def test_who_goes_on_sending_after_the_refusal_is_hung_up_on(impatient: int) -> None:
    head = (
        f"POST /you HTTP/1.1\r\nHost: {LOOPBACK}:{impatient}\r\nOrigin: http://{LOOPBACK}:{impatient}\r\n"
        "Sec-Fetch-Site: same-origin\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    with socket.create_connection((LOOPBACK, impatient), timeout=START) as endless:
        endless.sendall(head.encode())
        assert endless.recv(1000).startswith(b"HTTP/1.1 401")
        with pytest.raises(OSError, match=r"reset|pipe"):
            flood(endless, b"10000\r\n" + b"x" * 65_536 + b"\r\n", 1000)


def test_who_dawdles_after_the_refusal_is_hung_up_on(impatient: int) -> None:
    head = f"POST /you HTTP/1.1\r\nHost: {LOOPBACK}:{impatient}\r\nContent-Length: 1000\r\n\r\n"
    with socket.create_connection((LOOPBACK, impatient), timeout=START) as slow:
        slow.sendall(head.encode())
        assert slow.recv(1000).startswith(b"HTTP/1.1 403")
        slow.sendall(b"x")
        with suppress(ConnectionResetError):
            while slow.recv(100_000):
                pass


def test_who_asks_for_much_and_reads_nothing_is_hung_up_on(impatient: int) -> None:
    asked = f"GET /static/workbench.css HTTP/1.1\r\nHost: {LOOPBACK}:{impatient}\r\n\r\n".encode()
    with socket.socket() as greedy:
        greedy.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        greedy.settimeout(START)
        greedy.connect((LOOPBACK, impatient))
        with pytest.raises(ConnectionError):
            flood(greedy, asked, 100_000)


def test_two_hundred_readers_with_several_connections_each_are_not_turned_away(small_record: Path) -> None:
    holding = Holding.open(small_record)
    config = configured(Setting(holding, Sessions(See.LEAD), own_hosts(1), 1, lambda _: None))
    holding.close()
    assert config.limit_concurrency is not None
    assert config.limit_concurrency >= 4 * 200


def test_answers_are_sent_without_waiting_for_more() -> None:
    """Asyncio turns Nagle's algorithm off only for sockets that name their protocol."""
    with listening(0) as found:
        assert found.proto == socket.IPPROTO_TCP


def test_a_body_that_dribbles_in_is_given_up(small_record: Path) -> None:
    async def dribble() -> AsyncIterator[bytes]:
        while True:
            yield b"n"
            await asyncio.sleep(0.05)

    limits = Limits(body=1_000_000, larger={}, seconds=0.3)
    with opened(small_record, limits=limits) as made:
        headers = {**OWN, "content-type": "application/x-www-form-urlencoded"}
        assert made.client.post("/you", content=dribble(), headers=headers).status_code == 408


def test_a_port_that_is_taken_is_a_problem_in_a_sentence(small_record: Path) -> None:
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        taken.listen()
        with pytest.raises(Problems) as raised:
            run(small_record, port=taken.getsockname()[1], see=See.LEAD, browser=False)
    assert [one.code for one in raised.value.problems] == ["web.port"]


def test_the_demo_prints_the_address_and_serves_where_somebody_watches(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "truceline", "demo", "--record", str(tmp_path / "kept.truceline")]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True)
    os.close(theirs)
    printed, until = "", time.monotonic() + START
    try:
        while not ADDRESS.search(printed) and time.monotonic() < until:
            if select.select([ours], [], [], 1)[0]:
                printed += os.read(ours, 65_536).decode(errors="replace")
        address = ADDRESS.search(printed)
        assert address, printed[-500:]
        assert printed.index("2. Five ledgers") < address.start()
        assert httpx.get(address[0], follow_redirects=True, timeout=START).status_code in (200, 202, 401)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(START)
        os.close(ours)


class Heard:
    """What a transport is told, in order."""

    def __init__(self) -> None:
        self.told: list[bytes | str] = []

    def write(self, data: bytes) -> None:
        self.told.append(data)

    def close(self) -> None:
        self.told.append("closed")

    def is_closing(self) -> bool:
        return "closed" in self.told


def test_what_is_written_in_one_go_is_sent_together_and_before_the_end() -> None:
    async def spoken() -> list[bytes | str]:
        heard = Heard()
        joined = Joined(heard)  # type: ignore[arg-type]  # all that is asked of it is answered
        joined.write(b"head ")
        joined.write(b"body")
        await asyncio.sleep(0)
        joined.write(b"x" * 70_000)
        joined.write(b"last")
        joined.close()
        joined.write(b"too late")
        await asyncio.sleep(0)
        return heard.told

    assert asyncio.run(spoken()) == [b"head body", b"x" * 70_000, b"last", "closed"]
