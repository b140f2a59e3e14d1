"""A real browser over a running workbench: Playwright with the system's Chromium (tests/chromium.py)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.chromium import one_chromium
from tests.told import tell_all
from tests.workbench import Running, large_world, record_of, running

INCIDENTS = 2_000


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with one_chromium() as browser:
        yield browser


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
