"""The screens in a browser: accessible, narrow, without scripts, in both languages, and light on the wire."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.workbench import Running

pytestmark = pytest.mark.browser
SCREENS = (
    "/situation",
    "/situation?from=2016-03-01&to=2016-03-10&outcome=possible",
    "/compare?view2=named-only&by=place&incident=incident-7",
    "/crux?view2=named-only&from=2016-03-01&to=2016-03-03",
    "/incident/incident-7",
    "/incident/strike",
    "/documents",
    "/document/paper",
    "/document/monitor-report",
    "/inbox?from=2016-03-10&to=2016-03-10",
    "/agreements",
    "/agreements/new",
    "/agreement/truce",
    "/agreement/truce/standings",
    "/agreement/truce/zones",
    "/agreement/truce/trial?what=shelling&when=2016-03-10&at=outer&who=north&whom=south",
    "/agreement/truce/text",
    "/actors",
    "/actors/relations",
    "/actors/control",
    "/actors/indicators",
    "/actor/north",
    "/talks",
    "/views",
    "/reports?look_over=1",
    "/record",
    "/changes?since=5",
    "/jobs",
    "/you",
    "/reference",
)
WAIT = 60_000


def ready(page: Page, path: str, lang: str = "en") -> None:
    """Open a page and wait for what takes long to be done."""
    page.goto(f"{path}{'&' if '?' in path else '?'}lang={lang}")
    expect(page.locator("progress")).to_have_count(0, timeout=WAIT)
    if page.locator("[data-map], [data-timeline]").count():
        page.wait_for_load_state("networkidle")


AXE = "() => axe.run(document, {resultTypes: ['violations']})"
CONTROLS = "main :is(a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0'])"
# A press of Tab goes to one radio button of a group, and arrows to the others; what is in a closed group is not there.
UNREACHED = """controls => [...document.querySelectorAll(controls)].filter(
  e => e.checkVisibility() && !e.disabled && e.tabIndex >= 0 && e.type !== 'radio' && !e.dataset.reached
).map(e => e.outerHTML.slice(0, 150))"""
NOTE = "document.activeElement.dataset.reached = '1'; document.activeElement.tagName"


def faults_by_axe(page: Page, axe: str) -> list[tuple[str, list[str]]]:
    page.evaluate(axe)
    found: dict[str, Any] = page.evaluate(AXE)
    return [(one["id"], [node["html"][:150] for node in one["nodes"][:3]]) for one in found["violations"]]


def unreached(page: Page) -> list[str]:
    """The controls that no press of Tab leads to."""
    page.locator("#main").focus()
    within = page.context.new_cdp_session(page)
    for _ in range(page.locator(CONTROLS).count() + 60):
        page.keyboard.press("Tab")
        noted = within.send("Runtime.evaluate", {"expression": NOTE})
        if noted["result"]["value"] == "BODY":
            break
    found: list[str] = page.evaluate(UNREACHED, CONTROLS)
    return found


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("path", SCREENS)
def test_a_screen_is_worked_by_tab_accessible_and_never_wider_than_the_window(
    page: Page, axe: str, path: str, lang: str
) -> None:
    """By Tab as it opens; then, with everything unfolded, by axe and wide, at 200 % zoom (640 px is what 1280 px
    are then), and on a phone. One load for all of it.
    """
    ready(page, path, lang)
    assert unreached(page) == []
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert faults_by_axe(page, axe) == []
    for width in (1280, 640, 412):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width, width


def test_a_report_is_accessible_and_never_wider_than_the_window(page: Page, axe: str) -> None:
    page.goto("/report/page?from=2016-03-10&to=2016-03-10&view=every-source&language=ar")
    expect(page).to_have_title(re.compile("2016-03-10"), timeout=WAIT)
    assert faults_by_axe(page, axe) == []
    for width in (1280, 640, 412):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width, width


def test_axe_finds_nothing_on_a_refusal(context: BrowserContext, axe: str) -> None:
    page = context.new_page()
    page.goto("/situation?from=nonsense")
    assert faults_by_axe(page, axe) == []


def test_without_scripts_the_ledger_is_the_same(chromium: Browser, server: Running, page: Page) -> None:
    ready(page, "/situation?outcome=possible")
    with_scripts = page.locator(".lines tbody tr").all_inner_texts()
    name, _, value = server.cookie.partition("=")
    plain = chromium.new_context(java_script_enabled=False, base_url=server.base)
    plain.add_cookies([{"name": name, "value": value, "url": server.base}])
    other = plain.new_page()
    other.goto("/situation?outcome=possible&lang=en")
    assert other.locator(".lines tbody tr").all_inner_texts() == with_scripts
    assert other.locator("[data-map] svg .spot").count() > 0
    assert other.locator("[data-timeline] svg path.possible").count() > 0
    told = other.locator("[data-timeline] svg .told title").all_text_contents()
    assert told
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d \?\d+", one) for one in told), told[:3]
    other.locator('a[rel="next"]').click()
    assert other.locator(".lines tbody tr").count() == 40
    other.locator("#scope-view").select_option("named-only")
    other.get_by_role("button", name="Show").click()
    assert "view=named-only" in other.url
    plain.close()


def test_a_change_of_view_is_one_swap_with_an_address_of_its_own(page: Page) -> None:
    ready(page, "/situation")
    page.locator("#scope-view").select_option("corroborated")
    expect(page).to_have_url(re.compile("view=corroborated"), timeout=WAIT)
    figures = page.request.get("/situation.json?view=corroborated").json()["figures"]
    expect(page.locator(".tile.violation .count")).to_have_text(str(figures["violation"]), timeout=WAIT)
    page.go_back()
    expect(page).not_to_have_url(re.compile("view=corroborated"), timeout=WAIT)


def test_the_skip_link_leads_past_the_navigation(page: Page) -> None:
    ready(page, "/situation")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"


def test_the_first_load_and_the_next_page_are_light(context: BrowserContext, page: Page) -> None:
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    taken: list[float] = []
    session.on("Network.loadingFinished", lambda event: taken.append(event["encodedDataLength"]))
    ready(page, "/situation")
    first = sum(taken)
    assert first <= 200_000
    taken.clear()
    page.locator('a[rel="next"]').first.click()
    expect(page).to_have_url(re.compile("after="), timeout=WAIT)
    page.wait_for_load_state("networkidle")
    assert taken
    assert sum(taken) <= 10_000, taken


def test_arabic_mirrors_the_page_and_keeps_the_pictures(page: Page) -> None:
    ready(page, "/situation", "ar")
    assert page.evaluate("() => getComputedStyle(document.documentElement).direction") == "rtl"
    assert (
        page.evaluate("() => getComputedStyle(document.querySelector('[data-timeline]')).direction") == "ltr"
    )
    brand = page.locator(".brand").bounding_box()
    assert brand is not None
    assert brand["x"] > 640


def test_the_printed_page_is_tagged_and_keeps_the_ledger(page: Page) -> None:
    ready(page, "/situation")
    printed = page.pdf(tagged=True)
    assert printed.startswith(b"%PDF")
    assert b"/StructTreeRoot" in printed
