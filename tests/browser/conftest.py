"""A real browser over a running workbench: Playwright with the system's Chromium.

Where there is no Chromium these tests are left out, and the run says so; in CI that is a failure.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.told import tell_all
from tests.workbench import Running, large_world, record_of, running

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
INCIDENTS = 2_000


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        reason = "no Chromium on this machine"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A workbench over a record of two thousand incidents, with something on every screen."""
    world = large_world(INCIDENTS)
    tell_all(world)
    with running(record_of(world, tmp_path_factory.mktemp("large"))) as made:
        yield made


@pytest.fixture
def context(chromium: Browser, server: Running) -> Iterator[BrowserContext]:
    """A browser that has come in."""
    made = chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=server.base)
    name, _, value = server.cookie.partition("=")
    made.add_cookies([{"name": name, "value": value, "url": server.base}])
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, server: Running) -> Iterator[Page]:
    """A page on which nothing may go wrong: no fault of a script, no refusal by the policy, no address elsewhere."""
    made = context.new_page()
    faults: list[str] = []
    made.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    made.on("pageerror", lambda fault: faults.append(str(fault)))
    made.on(
        "request",
        lambda asked: None if asked.url.startswith((server.base, "data:")) else faults.append(asked.url),
    )
    yield made
    assert faults == []


@pytest.fixture(scope="session")
def axe(pytestconfig: pytest.Config) -> str:
    """The source of axe-core, from npm's folder."""
    file = Path(pytestconfig.rootpath) / "web" / "node_modules" / "axe-core" / "axe.min.js"
    if not file.is_file():
        reason = "axe-core is not installed (npm --prefix web ci)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return file.read_text("utf-8")
