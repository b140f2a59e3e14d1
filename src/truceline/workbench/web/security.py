"""What stands between the network and the screens: hosts, origins, sessions, sizes, patience, headers.

Each guard is a plain ASGI wrapper that knows one rule; :func:`guarded` puts them in order.
Everything is refused that the rules do not allow.
"""

import asyncio
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import Any

from attrs import frozen
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from truceline.workbench.web.sessions import Session, Sessions

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
_EVERY_ANSWER = tuple(
    (name.encode(), value.encode()) for name, value in {**_HEADERS, "cache-control": "no-store"}.items()
)
READING = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN = frozenset({"", "same-origin", "none"})
ENTRY = "/enter"
STATIC = "/static/"


@frozen
class Limits:
    """How much a request may bring and how long it may take to bring it.

    ``larger`` names the paths (by their beginning) that take files, with their own limit.
    """

    body: int
    larger: Mapping[str, int]
    seconds: float

    def of(self, path: str) -> int:
        return next((most for start, most in self.larger.items() if path.startswith(start)), self.body)


USUAL = Limits(body=1_000_000, larger={}, seconds=30)


@frozen
class Doors:
    """Who may come in and how: the addresses that are ours, the sessions, their cookie, the limits."""

    hosts: frozenset[str]
    sessions: Sessions
    cookie: str
    limits: Limits


def guarded(app: ASGIApp, doors: Doors, refuse: "Refusal") -> ASGIApp:
    """The app behind all guards, the outermost last."""
    app = SessionGuard(app, doors, refuse)
    app = OriginGuard(app, doors.hosts)
    app = BodyGuard(app, doors.limits)
    app = HostGuard(app, doors.hosts)
    return HeaderGuard(app)


Refusal = Callable[[Request], Response]
"""What somebody without a session is shown."""


@frozen
class HeaderGuard:
    """Puts the headers on every answer that keep a browser from doing more than it should."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._refuse_other(scope, receive, send)
            return

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(pair for pair in _EVERY_ANSWER if pair[0] not in there),
                ]
            await send(message)

        await self.app(scope, receive, send_on)

    async def _refuse_other(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Start and stop are the server's own; web sockets are not spoken here."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})


@frozen
class HostGuard:
    """Answers only under our own names, so that no other name can be pointed at us (DNS rebinding)."""

    app: ASGIApp
    hosts: frozenset[str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        named = Headers(scope=scope).getlist("host") if scope["type"] == "http" else ()
        if scope["type"] == "http" and (len(named) != 1 or named[0].lower() not in self.hosts):
            await PlainTextResponse("Not an address of this workbench.", 421)(scope, receive, send)
            return
        await self.app(scope, receive, send)


@frozen
class OriginGuard:
    """Refuses what another site, or another port of this machine, makes a browser ask for.

    A cookie goes to every port of a host, so *same-site* is no friend here. Only the one-time
    address may be followed from elsewhere: it carries its own secret.
    """

    app: ASGIApp
    hosts: frozenset[str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._is_ours(scope):
            await PlainTextResponse("Refused: asked for by another site.", 403)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _is_ours(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        fetched_from, origin = headers.get("sec-fetch-site", ""), headers.get("origin", "")
        followed = (
            scope["path"] == ENTRY
            and scope["method"] == "GET"
            and headers.get("sec-fetch-mode", "navigate") == "navigate"
        )
        if fetched_from not in _OWN and not followed:
            return False
        if origin == "null":
            # What a browser says of our own forms, since our pages send no referrer.
            return fetched_from == "same-origin"
        if origin:
            return origin.lower() in {f"http://{host}" for host in self.hosts}
        # A browser always says where a write comes from; a program says so with its own header.
        return scope["method"] in READING or bool(fetched_from) or "x-csrf" in headers


@frozen
class BodyGuard:
    """Takes no more than the limit of a path allows, and waits for it only so long."""

    app: ASGIApp
    limits: Limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = self.limits.of(scope["path"])
        announced = Headers(scope=scope).get("content-length", "0")
        if not announced.isdecimal() or int(announced) > most:
            await _too_large(scope, receive, send)
            return
        answer = _Answer(send)
        try:
            await self.app(scope, self._measured(receive, most), answer.send)
        except HTTPException as fault:
            if answer.begun:
                raise
            refuse = _too_large if fault.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else _too_slow
            await refuse(scope, receive, send)

    def _measured(self, receive: Receive, most: int) -> Receive:
        """The body as it comes; once it is all here, waiting for the next message has no limit."""
        taken, until, whole = 0, asyncio.get_running_loop().time() + self.limits.seconds, False

        async def receive_on() -> Message:
            nonlocal taken, whole
            if whole:
                return await receive()
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError as late:
                raise HTTPException(HTTPStatus.REQUEST_TIMEOUT, _SLOW, {"connection": "close"}) from late
            taken += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if taken > most:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _LARGE)
            return message

        return receive_on


_LARGE = "Refused: larger than this page takes."
_SLOW = "Refused: it took too long to arrive."


class _Answer:
    """Whether an answer has begun, after which no other can be given."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.begun = False

    async def send(self, message: Message) -> None:
        self.begun = True
        await self._send(message)


async def _too_large(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse(_LARGE, 413)(scope, receive, send)


async def _too_slow(scope: Scope, receive: Receive, send: Send) -> None:
    answer = PlainTextResponse(_SLOW, 408, {"connection": "close"})
    await answer(scope, receive, send)


@frozen
class SessionGuard:
    """Lets nobody past who has no session, but to the entry and to the program's own files."""

    app: ASGIApp
    doors: Doors
    refuse: Refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            session = self.doors.sessions.of(_cookie(scope, self.doors.cookie))
            scope.setdefault("state", {})["session"] = session
            is_open = scope["path"] == ENTRY or scope["path"].startswith(STATIC)
            if session is None and not is_open:
                await self.refuse(Request(scope, receive))(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _cookie(scope: Scope, name: str) -> str:
    try:
        jar = SimpleCookie("; ".join(Headers(scope=scope).getlist("cookie")))
    except CookieError:
        return ""
    return jar[name].value if name in jar else ""


def session_of(request: Request) -> Session:
    """The session of a request that came past the guards."""
    session: Any = request.state.session
    assert isinstance(session, Session)
    return session
