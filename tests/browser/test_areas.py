"""Maps of areas in a browser: places of an incident, an agreement's zones and control, over time by keyboard."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.maps import CREDIT, made_map
from tests.workbench import Running, running
from truceline.workbench.demo import INCIDENT
from truceline.workbench.web.underlay import Underlay

pytestmark = pytest.mark.browser
WAIT = 60_000
ZONES = "/agreement/syria-coh-2016/zones"


@pytest.fixture(scope="module")
def demo(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The demo's record over maps of one's own."""
    folder = tmp_path_factory.mktemp("areas")
    maps = [made_map(folder / name) for name in ("streets.pmtiles", "streets.gpkg")]
    base = Underlay.of(maps, made_map(folder / "lines.geojson"), CREDIT)
    with running(example, under=base) as made:
        yield made


@pytest.fixture
def at(chromium: Browser, demo: Running) -> Iterator[Page]:
    """A page that has come in, on which nothing goes wrong and nothing is asked of elsewhere."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=demo.base)
    name, _, value = demo.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": demo.base}])
    page, faults = context.new_page(), list[str]()
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("request", lambda asked: None if asked.url.startswith((demo.base, "data:")) else faults.append(asked.url))  # fmt: skip
    yield page
    context.close()
    assert faults == []


def show(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.locator("progress")).to_have_count(0, timeout=WAIT)
    expect(page.locator("#map [data-ready]")).to_be_attached(timeout=WAIT)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_slider_moves_areas_and_page_by_keyboard(at: Page, lang: str) -> None:
    show(at, f"{ZONES}?lang={lang}")
    slider, output = at.locator("#map-days"), at.locator(".map-day")
    days = at.locator(".steps time").all_inner_texts()
    expect(slider).to_have_attribute("max", str(len(days)))
    expect(output).to_contain_text("5")
    slider.focus()
    for _ in range(2):
        at.keyboard.press("ArrowUp")
    expect(output).to_contain_text(days[1])
    expect(at).to_have_url(re.compile(f"day={days[1]}"), timeout=WAIT)
    expect(at.locator(".steps [aria-current]")).to_have_text(days[1])
    expect(slider).to_be_focused()
    told = at.request.get(f"{ZONES}.json?day={days[1]}").json()["page"]["zones"]
    drawn = sum(one["has_outline"] for one in told)
    expect(output).to_contain_text(re.compile(rf"\b{drawn}\b"))
    at.keyboard.press("Home")
    expect(at).not_to_have_url(re.compile("day=2"), timeout=WAIT)


def test_the_map_of_control_follows_the_page(at: Page) -> None:
    show(at, "/actors/control?day=2016-04-20")
    for day in ("2016-04-20", "2016-05-05"):
        # A picture of the map differs whenever something came in late; how many outlines it draws does not.
        told = at.request.get("/data/areas/control").json()
        number = max(place for place, one in enumerate(told["days"]) if one <= day)
        during = [one["properties"].get("during") for one in told["features"]]
        held = sum(runs is None or any(a <= number <= b for a, b, _ in runs) for runs in during)
        expect(at.locator(".map-day")).to_contain_text(re.compile(rf"{day}: {held} "))
        if day == "2016-04-20":
            at.locator(".steps a", has_text="2016-05-05").click()
            expect(at).to_have_url(re.compile("day=2016-05-05"), timeout=WAIT)


def test_what_is_in_the_middle_of_the_map_leads_to_its_words(at: Page) -> None:
    show(at, f"/incident/{INCIDENT}")
    at.locator(".map-target").focus()
    at.keyboard.press("Enter")
    assert at.evaluate("() => document.activeElement.id").startswith("where-")


def test_maps_of_ones_own_lie_under_every_map(at: Page) -> None:
    asked: list[str] = []
    at.on("request", lambda one: asked.append(one.url))
    for path in ("/situation", ZONES, f"/incident/{INCIDENT}", "/actors/control"):
        asked.clear()
        show(at, path)
        assert any("/basemap/0.pmtiles" in one for one in asked), path
        assert any("/basemap/1.json" in one for one in asked), path
        assert any("/basemap/boundaries.json" in one for one in asked), path
        expect(at.get_by_text(CREDIT)).to_have_count(1)
        expect(at.get_by_text("Boundaries shown do not imply endorsement.", exact=False).locator("visible=true")).to_have_count(1)  # fmt: skip


def test_without_scripts_the_areas_are_a_picture_over_the_same_maps(chromium: Browser, demo: Running) -> None:
    context = chromium.new_context(base_url=demo.base, java_script_enabled=False)
    name, _, value = demo.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": demo.base}])
    page = context.new_page()
    for path, paths in ((ZONES, 5), (f"/incident/{INCIDENT}", 2)):
        page.goto(f"{path}?lang=en")
        expect(page.locator("#map figure svg")).to_be_visible()
        assert page.locator("#map figure svg path[stroke-width='2.5']").count() >= paths
        assert page.locator("#map figure svg path[fill='#f3f0e8']").count() > 0
        expect(page.get_by_text("Maps made of tiles are drawn by scripts only.")).to_be_visible()
    context.close()
