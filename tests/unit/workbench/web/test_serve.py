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
from contextlib import contextmanager
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
from truceline.workbench.web.serve import LOOPBACK, Patient, configured, listening, own_hosts, run
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
        assert answer.status_code == 200
        assert answer.url.path == "/situation"
        assert "server" not in answer.headers


def test_only_this_machine_is_listened_to() -> None:
    with listening(0) as found:
        assert found.getsockname()[0] == LOOPBACK
        assert found.family == socket.AF_INET


class Impatient(Patient):
    """The server's own manners, in less time."""

    seconds = 0.3


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
