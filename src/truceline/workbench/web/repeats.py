"""Answers given again as they were: the bytes of a page kept for whoever asks the same and may see as much.

Invariant: a kept answer goes only to somebody for whom it would be made anew word for word. What it
may depend on is its key: the address, the size of the record, how far its reader may see, language,
what a script asks for, our own cookies. The two things that are each reader's own, the token of
their forms and their name, are left out of what is kept and put in for each.
"""

import asyncio
import hashlib
import re
import secrets
import zlib
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from attrs import define, evolve, field, frozen
from markupsafe import escape
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from truceline.values.harmless import harmless
from truceline.workbench.web.access import See
from truceline.workbench.web.kept_answers import Kept
from truceline.workbench.web.packing import Packed, packed
from truceline.workbench.web.sessions import Session

_MOST_BYTES, _LARGEST = 64_000_000, 2_000_000
_AT_ONCE = 2
_MOST_QUERY = 2000
_OWN_COOKIES = re.compile(r"truceline-[a-z].*")
"""Ours, but for those that name a session of this server or of another: these end in a port."""

REPEATED = (
    "/situation", "/compare", "/crux", "/documents", "/document/", "/agreements", "/agreement/", "/actors",
    "/actor/", "/talks", "/views", "/changes", "/incident/", "/data/",
)  # fmt: skip
"""Beginnings of the paths whose answers depend on nothing but what a `Key` holds."""


@frozen
class Key:
    """All that a kept answer may depend on."""

    path: str
    query: bytes
    see: See
    named: bool
    size: int
    script: bytes
    accepted_language: bytes
    cookies: tuple[str, ...]


@frozen(eq=False)
class Given:
    """An answer without what is its reader's own: ``slots`` stand between ``packed.parts``."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    packed: Packed
    slots: tuple[bytes, ...]
    tag: str

    @property
    def weight(self) -> int:
        return sum(map(len, self.packed.plain)) + sum(map(len, self.packed.deflated))


@define(eq=False)
class Repeats:
    """Keeps what an app answers to reading under some paths, and lets few of them be made at once.

    ``begins`` are the beginnings of those paths, ``size`` tells how large the record is now.
    """

    app: ASGIApp
    begins: tuple[str, ...]
    size: Callable[[], int]
    _kept: Kept[Key, Given] = field(factory=lambda: Kept(_MOST_BYTES, lambda given: given.weight))
    _coming: dict[Key, "asyncio.Future[Given | None]"] = field(factory=dict)
    _room: asyncio.Semaphore = field(factory=lambda: asyncio.Semaphore(_AT_ONCE))
    _marks: Mapping[str, str] = field(
        factory=lambda: {"csrf": secrets.token_hex(16), "name": secrets.token_hex(16)}
    )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or not self._may_keep(scope):
            await self.app(scope, receive, send)
            return
        session: Session = scope["state"]["session"]
        key = self._key(scope, session)
        given = self._kept.get(key) or await self._once(key, scope, receive)
        await _send(given, scope, self._own(session), send)

    def _may_keep(self, scope: Scope) -> bool:
        # A language that is asked for sets a cookie, which is one reader's own.
        query: bytes = scope["query_string"]
        return scope["path"].startswith(self.begins) and b"lang=" not in query and len(query) <= _MOST_QUERY

    def _key(self, scope: Scope, session: Session) -> Key:
        headers: dict[bytes, bytes] = dict(scope["headers"])
        ours = (part.strip() for part in headers.get(b"cookie", b"").decode("latin-1").split(";"))
        return Key(
            path=scope["path"],
            query=scope["query_string"],
            see=session.see,
            named=bool(session.name),
            size=self.size(),
            script=headers.get(b"hx-request", b"") + b" " + headers.get(b"hx-history-restore-request", b""),
            accepted_language=headers.get(b"accept-language", b""),
            cookies=tuple(sorted(filter(_OWN_COOKIES.fullmatch, ours))),
        )

    async def _once(self, key: Key, scope: Scope, receive: Receive) -> Given:
        """The answer, made once however many ask for it meanwhile."""
        coming = self._coming.get(key)
        given = await asyncio.shield(coming) if coming is not None else None
        if given is not None:
            return given
        self._coming[key] = promised = asyncio.get_running_loop().create_future()
        try:
            async with self._room:
                given = await self._make(key, scope, receive)
            if given.status == HTTPStatus.OK and given.weight <= _LARGEST:
                self._kept.put(key, given)
        finally:
            if self._coming.get(key) is promised:
                del self._coming[key]
            promised.set_result(given)
        return given

    async def _make(self, key: Key, scope: Scope, receive: Receive) -> Given:
        """What the app answers to a reader who has a mark in each place that is a reader's own."""
        session: Session = scope["state"]["session"]
        nobody = evolve(session, csrf=self._marks["csrf"], name=self._marks["name"] if key.named else "")
        heard = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        asked = {**scope, "headers": heard, "state": {**scope["state"], "session": nobody}}
        said = _Said()
        await self.app(asked, receive, said.send)
        parts, slots = self._parted(b"".join(said.body))
        # Squeezing lets go of the interpreter's lock; so others are answered meanwhile.
        squeezed = await asyncio.to_thread(packed, parts, slots)
        tag = hashlib.sha256(repr(key).encode()).hexdigest()[:24]
        return Given(said.status, tuple(said.headers), squeezed, slots, tag)

    def _parted(self, body: bytes) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
        """A body's parts, and the names of what belongs between them."""
        parts, slots = [], []
        names = {mark.encode(): name.encode() for name, mark in self._marks.items()}
        while found := [(at, mark) for mark in names if (at := body.find(mark)) >= 0]:
            at, mark = min(found)
            parts.append(body[:at])
            slots.append(names[mark])
            body = body[at + len(mark) :]
        return (*parts, body), tuple(slots)

    def _own(self, session: Session) -> Mapping[bytes, bytes]:
        return {b"csrf": session.csrf.encode(), b"name": str(escape(harmless(session.name))).encode()}


@define
class _Said:
    """What an app said in answer."""

    status: int = 0
    headers: list[tuple[bytes, bytes]] = field(factory=list)
    body: list[bytes] = field(factory=list)

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = [
                (name, value) for name, value in message["headers"] if name.lower() != b"content-length"
            ]
        else:
            self.body.append(message.get("body", b""))


async def _send(given: Given, scope: Scope, own: Mapping[bytes, bytes], send: Send) -> None:
    asked = Headers(scope=scope)
    headers = [*given.headers, (b"vary", b"accept-encoding")]
    values = [own[name] for name in given.slots]
    status, body = given.status, b""
    if status == HTTPStatus.OK:
        tag = f'W/"{given.tag}{zlib.crc32(b"".join(values)):08x}"'
        headers.append((b"etag", tag.encode()))
        status = HTTPStatus.NOT_MODIFIED if tag in asked.get("if-none-match", "") else status
    if status != HTTPStatus.NOT_MODIFIED:
        squeezed = given.packed.filled(values) if "gzip" in asked.get("accept-encoding", "") else None
        body = given.packed.whole(values) if squeezed is None else squeezed
        headers += [(b"content-encoding", b"gzip")] if squeezed is not None else []
        headers.append((b"content-length", str(len(body)).encode()))
    start: dict[str, Any] = {"type": "http.response.start", "status": int(status), "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": body})
