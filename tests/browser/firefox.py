"""Firefox by WebDriver BiDi: as much of it as it takes to open a page, ask it something, and hear of its faults."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from attrs import field, frozen
from tornado.websocket import WebSocketClientConnection, websocket_connect

EVENTS = ["log.entryAdded", "network.beforeRequestSent"]
# A browser of its own accord asks its maker for news; here it may not.
PREFERENCES = """
user_pref("app.normandy.enabled", false);
user_pref("browser.region.update.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("services.settings.server", "http://127.0.0.1:9");
user_pref("intl.accept_languages", "en");
"""


@frozen(eq=False)
class Firefox:
    """One window: what it is told over its socket, and what it said of errors and requests."""

    socket: WebSocketClientConnection
    errors: list[str] = field(factory=list)
    requests: list[str] = field(factory=list)
    numbers: Any = field(factory=count)

    async def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """The answer to a command; what else is told meanwhile is kept."""
        number = next(self.numbers)
        await self.socket.write_message(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            told = await asyncio.wait_for(self.socket.read_message(), 60)
            assert told is not None, "Firefox is gone"
            message = json.loads(told)
            if message.get("id") == number:
                assert message["type"] == "success", message
                result: dict[str, Any] = message["result"]
                return result
            self._hear(message)

    def _hear(self, message: dict[str, Any]) -> None:
        params = message.get("params", {})
        if message.get("method") == "log.entryAdded" and params["level"] == "error":
            self.errors.append(str(params["text"]))
        if message.get("method") == "network.beforeRequestSent":
            self.requests.append(params["request"]["url"])

    async def window(self) -> str:
        found: str = (await self.ask("browsingContext.getTree"))["contexts"][0]["context"]
        return found

    async def open(self, url: str) -> None:
        await self.ask("browsingContext.navigate", context=await self.window(), url=url, wait="complete")

    async def value(self, expression: str) -> Any:
        """What an expression comes to on the page, as JSON carries it."""
        target = {"context": await self.window()}
        found = await self.ask(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({expression})))()",
            target=target,
            awaitPromise=True,
        )
        assert found["type"] == "success", found
        return json.loads(found["result"]["value"])

    async def until(self, expression: str) -> None:
        """Wait for something to become so; a slow machine only waits longer."""
        for _ in range(300):
            if await self.value(expression):
                return
            await asyncio.sleep(0.2)
        raise AssertionError(f"it did not become so: {expression}")


@asynccontextmanager
async def firefox(program: str, profile: Path) -> AsyncIterator[Firefox]:
    """A headless Firefox with a profile of its own, for as long as a block runs."""
    (profile / "user.js").write_text(PREFERENCES)
    command = [
        program,
        "--headless",
        "--no-remote",
        "--profile",
        str(profile),
        "--remote-debugging-port",
        "0",
    ]
    process = await asyncio.create_subprocess_exec(*command, stdout=DEVNULL, stderr=DEVNULL)
    try:
        told = profile / "WebDriverBiDiServer.json"
        for _ in range(600):
            if told.is_file() and told.read_text():
                break
            await asyncio.sleep(0.1)
        where = json.loads(told.read_text())
        socket = await websocket_connect(f"ws://{where['ws_host']}:{where['ws_port']}/session")
        made = Firefox(socket)
        await made.ask("session.new", capabilities={})
        await made.ask("session.subscribe", events=EVENTS)
        yield made
        socket.close()
    finally:
        process.terminate()
        await asyncio.wait_for(process.wait(), 30)
