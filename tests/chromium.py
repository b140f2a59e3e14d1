"""What tests in a browser need of the machine, and what is done where it is missing."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
AXE = Path(__file__).parents[1] / "web" / "node_modules" / "axe-core" / "axe.min.js"


def in_ci() -> bool:
    """Whether everything must be here, so that nothing may be left out."""
    return os.environ.get("CI", "") not in ("", "0", "false")


def left_out(reason: str) -> NoReturn:
    """Leave a test out, which the run's summary names; in CI, fail it."""
    if in_ci():
        pytest.fail(reason)
    pytest.skip(reason)
