"""The command ``truceline serve``: the workbench on this machine, until it is stopped."""

import asyncio
import gc
import socket
import sys
import webbrowser
from pathlib import Path
from typing import Annotated, Any

import h11
import typer
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from truceline.values.problems import Problem, Problems
from truceline.workbench.options import PortOption, RecordOption, record_folder
from truceline.workbench.web.access import See
from truceline.workbench.web.app import Setting, make_app
from truceline.workbench.web.holding import Holding
from truceline.workbench.web.security import ENTRY
from truceline.workbench.web.sessions import Sessions
from truceline.workbench.web.underlay import Underlay

app = typer.Typer()

LOOPBACK = "127.0.0.1"
PORT = 8765
_TURN_SECONDS = 0.0005
_CONNECTIONS = 900
"""Below the files a process may usually have open (1,024). Two hundred readers may hold four each; a
request that has just been answered counts beside the next one for a moment."""
_HEAD_SECONDS = 10
_IDLE_SECONDS = 15
_READING_SECONDS = 30
_LONG_PIECE = 1 << 16
"""Bytes that are sent without waiting for more, so that who reads slowly is noticed."""
_MOST_TOO_LATE = 1_000_000

SeeOption = Annotated[
    See, typer.Option("--see", help="How far to look: public items, restricted ones too, or all of them.")
]
BaseOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--base",
        metavar="FILE",
        help="A map of your own to draw under: PMTiles with vector tiles, GeoJSON or GeoPackage; may be given more than once.",
    ),
]
BoundariesOption = Annotated[
    Path | None,
    typer.Option(
        "--boundaries",
        metavar="FILE",
        help="Boundaries to draw instead of the shipped ones: GeoJSON or GeoPackage.",
    ),
]
CreditOption = Annotated[
    str,
    typer.Option(
        "--credit", metavar="TEXT", help="Whom your maps want named, where the files do not say it."
    ),
]
BrowserOption = Annotated[
    bool, typer.Option("--browser/--no-browser", help="Open the address in this machine's browser.")
]


@app.command()
def serve(  # noqa: PLR0913 - one parameter an option
    *,
    record: RecordOption = None,
    port: PortOption = PORT,
    see: SeeOption = See.LEAD,
    browser: BrowserOption = True,
    base: BaseOption = None,
    boundaries: BoundariesOption = None,
    credit: CreditOption = "",
) -> None:
    """Show the record in a browser on this machine, until stopped (Ctrl-C)."""
    under = Underlay.of(base or (), boundaries, credit)
    run(record_folder(record), port=port, see=see, browser=browser, under=under)


def run(record: Path, *, port: int, see: See, browser: bool, under: Underlay | None = None) -> None:
    """Serve a record on the loopback address only, until stopped.

    Raises:
        Problems: ``web.port`` when the port is taken; as :meth:`Record.open` else.
    """
    under = under or Underlay.plain()
    # A server lives long: what it no longer needs must go.
    gc.enable()
    found_socket = listening(port)
    found: int = found_socket.getsockname()[1]
    holding = Holding.open(record)
    sessions = Sessions(see)

    def announce(token: str) -> None:
        typer.echo(f"{_address(found)}{ENTRY}?token={token}")

    setting = Setting(holding, sessions, own_hosts(found), found, announce, base=under)
    try:
        announce(sessions.token)
        if browser:
            webbrowser.open(f"{_address(found)}{ENTRY}?token={sessions.token}")
        answer_promptly()
        server = uvicorn.Server(configured(setting))
        asyncio.run(server.serve(sockets=[found_socket]))
    finally:
        found_socket.close()
        holding.close()


def answer_promptly() -> None:
    """Let whoever sends answers have the interpreter soon while threads make others.

    Each of two hundred readers' answers would wait five milliseconds for its turn.
    """
    sys.setswitchinterval(_TURN_SECONDS)


def configured(setting: Setting) -> uvicorn.Config:
    """How the server speaks: little at once, and to nobody who takes for ever."""
    return uvicorn.Config(
        make_app(setting),
        http=Patient,
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=3,
        proxy_headers=False,
    )


class Patient(H11Protocol):
    """Speaks HTTP/1.1, and hangs up on who has not said what they want within ten seconds.

    So it does on who goes on sending after the answer, and on who does not read it.
    """

    seconds: float = _HEAD_SECONDS
    reading_seconds: float = _READING_SECONDS

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the clock: the first request's head is due."""
        super().connection_made(Joined(transport))  # type: ignore[arg-type]  # all that is asked of it is answered
        self._due = self._clock(self.seconds)
        self._unread: asyncio.TimerHandle | None = None
        self._too_late = 0

    def data_received(self, data: bytes) -> None:
        """Take what came; the clock runs on for as long as a head is begun and not whole."""
        super().data_received(data)
        if self.conn.our_state is h11.DONE and self.conn.their_state is h11.SEND_BODY:
            # A little of what was refused is let in, or the refusal would not be read.
            self._too_late += len(data)
            if self._too_late > _MOST_TOO_LATE:
                self._hang_up()
            elif self._due.cancelled():
                self._due = self._clock(self.seconds)
        elif self.conn.their_state is not h11.IDLE:
            self._too_late = 0
            self._due.cancel()
        elif self._due.cancelled():
            self._due = self._clock(self.seconds)

    def pause_writing(self) -> None:
        """The other side does not read: it has so long to begin again."""
        super().pause_writing()
        self._unread = self._clock(self.reading_seconds)

    def resume_writing(self) -> None:
        """It reads again."""
        super().resume_writing()
        self._reading()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the clocks with the connection."""
        self._due.cancel()
        self._reading()
        super().connection_lost(exc)

    def _reading(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def _clock(self, seconds: float) -> asyncio.TimerHandle:
        return self.loop.call_later(seconds, self._hang_up)

    def _hang_up(self) -> None:
        # Not closed: that would wait until everything has been read.
        self.transport.abort()


class Joined:
    """A transport that sends together what is written in one go: the head of an answer and its body.

    Each piece sent alone costs a call to the system, and the interpreter while others wait for it.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._loop = asyncio.get_running_loop()
        self._waiting: list[bytes] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Send this with whatever else is written before anybody else has a turn."""
        if not self._waiting:
            self._loop.call_soon(self._send)
        self._waiting.append(data)
        if len(data) > _LONG_PIECE:
            self._send()

    def close(self) -> None:
        """Close it once all that was written is sent."""
        self._send()
        self._transport.close()

    def _send(self) -> None:
        waiting, self._waiting = self._waiting, []
        if waiting and not self._transport.is_closing():
            self._transport.write(b"".join(waiting))


def own_hosts(port: int) -> frozenset[str]:
    """The names this server answers to."""
    return frozenset(f"{name}:{port}" for name in (LOOPBACK, "localhost"))


def _address(port: int) -> str:
    return f"http://{LOOPBACK}:{port}"


def listening(port: int) -> socket.socket:
    """A socket on the loopback address, and on no other.

    Raises:
        Problems: ``web.port``.
    """
    # Named as TCP, or answers are sent with Nagle's algorithm: forty milliseconds late, each of them.
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((LOOPBACK, port))
        # From here on a browser waits rather than being turned away.
        found.listen()
    except OSError as fault:
        found.close()
        raise Problems([Problem("web.port", f"{port}: {fault.strerror}")]) from fault
    return found
