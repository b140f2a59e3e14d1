"""The workbench in Firefox: the screens come up, scripts run under the policy, and nothing is asked of elsewhere."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.browser.firefox import Firefox, firefox
from tests.chromium import FIREFOX, left_out
from tests.workbench import Running

pytestmark = pytest.mark.browser


async def _walk(at: Firefox, server: Running, axe: str) -> None:
    """In by the address, another view by hand, a dossier, the reader, and the same from right to left."""
    await at.open(server.address)
    await at.until("document.querySelector('progress') === null && location.pathname === '/situation'")
    await at.until("document.querySelector('#map [data-ready]') !== null")
    await at.value(
        "(() => { const one = document.querySelector('#scope-view'); one.value = 'corroborated';"
        " one.dispatchEvent(new Event('change', {bubbles: true})); return true; })()"
    )
    await at.until("location.search.includes('view=corroborated')")
    for path in (
        "/situation?lang=ar", "/incident/strike?lang=en", "/agreement/truce/zones", "/actors/control?lang=ar",
        "/document/paper?lang=en", "/inbox",
    ):  # fmt: skip
        await at.open(server.base + path)
        await at.until("document.querySelector('progress') === null")
        await at.until(
            "[...document.querySelectorAll('[data-map]')].every(one => one.querySelector('[data-ready]'))"
        )
        await at.ask("script.evaluate", expression=axe, target={"context": await at.window()}, awaitPromise=False)  # fmt: skip
        found = await at.value("axe.run(document).then((all) => all.violations.map((one) => one.id))")
        assert (path, found) == (path, [])
    assert await at.value("[...document.querySelectorAll('[data-proposal]')].length") > 0


def test_the_screens_come_up_in_firefox(server: Running, axe: str, tmp_path: Path) -> None:
    if FIREFOX is None:
        left_out("there is no Firefox on this machine")

    async def walk() -> tuple[list[str], list[str]]:
        async with firefox(str(FIREFOX), tmp_path) as at:
            await _walk(at, server, axe)
            return at.errors, at.requests

    # Playwright's loop runs in this thread; another one needs a thread of its own.
    with ThreadPoolExecutor(1) as pool:
        errors, requests = pool.submit(asyncio.run, walk()).result()
    assert errors == []
    ours = [one for one in requests if one.startswith(server.base)]
    assert any("/data/days" in one for one in ours), "scripts run"
    assert [one for one in requests if not one.startswith((server.base, "data:", "about:"))] == []
