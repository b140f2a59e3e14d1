"""Times the map in software rendering: frames a second while 200,000 invented incidents are dragged.

Prints a baseline of the same run beside them: the same page standing still, which is what the
browser can do at most, and the same drag over density cells. Needs a Chromium on the PATH.

    .venv/bin/python tools/bench_map.py [how many incidents]
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from hatch_build import ROOT, build
from tests.client.page import application
from tests.client.serving import serving

WANTED = 25
SIZE = ViewportSize(width=1280, height=800)
# One press and then one move a frame, around in a circle, for four seconds.
DRAG = """async (moving) => {
  const view = document.querySelector(".map-target .ol-viewport");
  const box = view.getBoundingClientRect();
  const middle = [box.left + box.width / 2, box.top + box.height / 2];
  const send = (type, x, y) => view.dispatchEvent(new PointerEvent(type, {
    bubbles: true, cancelable: true, composed: true, isPrimary: true, pointerId: 1, pointerType: "mouse",
    button: type === "pointermove" ? -1 : 0, buttons: type === "pointerup" ? 0 : 1, clientX: x, clientY: y,
  }));
  const times = [];
  if (moving) send("pointerdown", ...middle);
  const start = performance.now();
  while (performance.now() - start < 4000) {
    const angle = (performance.now() - start) / 300;
    if (moving) send("pointermove", middle[0] + 120 * Math.cos(angle), middle[1] + 90 * Math.sin(angle));
    times.push(await new Promise(requestAnimationFrame));
  }
  if (moving) send("pointerup", ...middle);
  const gaps = times.slice(1).map((time, index) => time - times[index]).sort((a, b) => a - b);
  return { frames: gaps.length * 1000 / (times.at(-1) - times[0]), slow: gaps[Math.floor(gaps.length * 0.95)] };
}"""


def show(page: Page, address: str) -> None:
    """Open the page and wait for its map."""
    page.goto(address)
    page.wait_for_selector("#map [data-ready]", state="attached", timeout=60_000)


def measured(page: Page, name: str, *, moving: bool) -> float:
    """Frames a second, printed with the time that 95 of 100 frames stay below."""
    before = page.locator(".map-frame").screenshot()
    answer = page.evaluate(DRAG, moving)
    if moving and page.locator(".map-frame").screenshot() == before:
        raise SystemExit("the map did not move: nothing was measured")
    print(f"   {name:<44}{answer['frames']:6.1f} frames/s   95 % of frames within {answer['slow']:5.0f} ms")
    return float(answer["frames"])


def main(count: int) -> int:
    """The exit status: 0 where the map is quick enough."""
    build(ROOT)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("there is no Chromium on this machine")
    with serving(application(count)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport=SIZE)
        print(f"{count:,} incidents, {SIZE['width']} x {SIZE['height']}, no graphics card")
        show(page, address)
        measured(page, "baseline: the page standing still", moving=False)
        measured(page, "baseline: density cells dragged", moving=True)
        page.get_by_role("button", name="Draw every incident").click()
        page.wait_for_timeout(3_000)
        frames = measured(page, f"every incident dragged (wanted: {WANTED})", moving=True)
        browser.close()
    return 0 if frames >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000))
