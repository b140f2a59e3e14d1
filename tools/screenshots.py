"""Takes the pictures of the documentation again: the bundled example in the workbench, in Chromium."""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from truceline.record.store import Record
from truceline.workbench.demo import load_example

IMAGES = Path(__file__).parents[1] / "docs" / "images"
INCIDENT = "aleppo-hospital-2016-04-27"
WIDE, HIGH = 1280, 960
COLOURS = 64
PICTURES = {
    "situation": "/situation?lang=en",
    "dossier": f"/incident/{INCIDENT}?lang=en",
    "compare": "/compare?view=every-source&view2=us-officials&by=actor&lang=en",
    "reader": "/document/practice-note?lang=en",
    "report": "/report/page?from=2016-04-27&to=2016-04-27&view=every-source&view=us-officials",
    "situation-ar": "/situation?lang=ar",
}
SETTLED = 3_000
"""Milliseconds that a map takes to come to rest."""


def main() -> int:
    """The exit status: 1 where there is no Chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("No chromium here: on Debian or Ubuntu, sudo apt-get install -y chromium")
        return 1
    IMAGES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder) / "example.truceline") as address,
        sync_playwright() as browsers,
    ):
        browser = browsers.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDE, "height": HIGH})
        page.goto(address)
        for name, path in PICTURES.items():
            take(page, address, path, IMAGES / f"{name}.png")
        browser.close()
    return 0


@contextmanager
def served(record: Path) -> Iterator[str]:
    """The address of a workbench over the bundled example."""
    with Record.create(record, origin="example/syria-spring-2016") as made:
        load_example(made)
    command = [
        sys.executable,
        "-m",
        "truceline",
        "serve",
        "--record",
        str(record),
        "--port",
        "0",
        "--no-browser",
    ]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
    finally:
        server.terminate()
        server.wait()


def take(page: Page, address: str, path: str, file: Path) -> None:
    """One picture, in as few colours as it needs."""
    base = re.match(r"https?://[^/]+", address)
    assert base is not None
    page.goto(base[0] + path)
    page.locator("main h1").wait_for()
    page.wait_for_timeout(SETTLED)
    page.screenshot(path=file)
    with Image.open(file) as picture:
        picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=COLOURS).save(file, optimize=True)
    print(f"{file.name}: {file.stat().st_size // 1000} KB")


if __name__ == "__main__":
    sys.exit(main())
