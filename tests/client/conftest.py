"""A real browser for the client side: the system's Chromium, and a page that notes what must not happen."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs
import pytest
from hatch_build import ROOT, build
from playwright.sync_api import Browser, Page

from tests.chromium import one_chromium
from tests.client.page import application
from tests.client.serving import serving


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The folder's browser, once the client side is built."""
    with one_chromium() as browser:
        build(ROOT)
        yield browser


@attrs.frozen
class Open:
    """A page with its address, and what went wrong in it so far."""

    page: Page
    address: str
    faults: list[str]
    requests: list[str]

    def show(self, path: str = "/") -> Page:
        self.page.goto(self.address + path)
        return self.page

    def show_map(self, path: str = "/") -> Page:
        self.show(path)
        self.page.wait_for_selector("#map [data-ready]", state="attached", timeout=30_000)
        return self.page

    def asked(self, path: str) -> list[str]:
        return [address for address in self.requests if path in address]


def until(page: Page, holds: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something to become so; a slow machine only waits longer."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not become so"
        page.wait_for_timeout(50)


def opened(browser: Browser, address: str, *, scale: int = 1) -> Iterator[Open]:
    """A page in which any error, refused policy or request to elsewhere fails the test at its end."""
    context = browser.new_context(
        viewport={"width": 1100, "height": 900}, reduced_motion="reduce", device_scale_factor=scale
    )
    page = context.new_page()
    faults: list[str] = []
    requests: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    yield Open(page, address, faults, requests)
    context.close()
    elsewhere = [one for one in requests if not one.startswith((address, "data:", "blob:"))]
    assert faults == []
    assert elsewhere == []


@pytest.fixture(scope="session")
def few_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(application(300, folder_of_maps(tmp_path_factory))) as address:
        yield address


@pytest.fixture(scope="session")
def many_address() -> Iterator[str]:
    with serving(application(20_000)) as address:
        yield address


def folder_of_maps(factory: pytest.TempPathFactory) -> Path:
    return factory.getbasetemp() / "maps"


@pytest.fixture
def maps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose files the page's server offers below /static."""
    folder = folder_of_maps(tmp_path_factory)
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def few(chromium: Browser, few_address: str) -> Iterator[Open]:
    """Three hundred incidents: drawn one by one."""
    yield from opened(chromium, few_address)


@pytest.fixture
def many(chromium: Browser, many_address: str) -> Iterator[Open]:
    """Twenty thousand incidents: drawn as density cells."""
    yield from opened(chromium, many_address)


@pytest.fixture
def sharp(chromium: Browser, few_address: str) -> Iterator[Open]:
    """The same on a screen with fine pixels, where letters can be compared."""
    yield from opened(chromium, few_address, scale=3)
