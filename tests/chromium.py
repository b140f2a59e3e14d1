"""What tests in a browser need of the machine, and what is done where it is missing."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
# A loaded machine only waits longer for what is to come.
expect.set_options(timeout=60_000)
AXE = Path(__file__).parents[1] / "web" / "node_modules" / "axe-core" / "axe.min.js"


def in_ci() -> bool:
    """Whether everything must be here, so that nothing may be left out."""
    return os.environ.get("CI", "") not in ("", "0", "false")


def left_out(reason: str) -> NoReturn:
    """Leave a test out, which the run's summary names; in CI, fail it."""
    if in_ci():
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def one_chromium() -> Iterator[Browser]:
    """The system's Chromium for a folder of tests.

    Not for a whole run: while it is open its thread has a running event loop, and tests of other
    folders that run one of their own in that thread would fail.
    """
    if CHROMIUM is None:
        left_out("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
