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
    "/views",
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
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("path", SCREENS)
def test_axe_finds_nothing(page: Page, axe: str, path: str, lang: str) -> None:
    ready(page, path, lang)
    found: dict[str, Any] = page.evaluate(f"() => {{ {axe}; return axe.run(document); }}")
    told = [(one["id"], [node["html"][:150] for node in one["nodes"][:3]]) for one in found["violations"]]
    assert told == []


def test_axe_finds_nothing_on_a_refusal(context: BrowserContext, axe: str) -> None:
    page = context.new_page()
    page.goto("/situation?from=nonsense")
    found: dict[str, Any] = page.evaluate(f"() => {{ {axe}; return axe.run(document); }}")
    assert [one["id"] for one in found["violations"]] == []


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("path", SCREENS)
def test_nothing_is_wider_than_the_screen(page: Page, path: str, lang: str) -> None:
    """On a phone, at 200 % zoom (640 px is what 1280 px are then), and wide."""
    ready(page, path, lang)
    for width in (1280, 640, 412):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width, width


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
    assert other.locator("[data-timeline] svg rect.possible").count() > 0
    other.locator('a[rel="next"]').click()
    assert other.locator(".lines tbody tr").count() == 50
    other.locator("#scope-view").select_option("named-only")
    other.get_by_role("button", name="Show").click()
    assert "view=named-only" in other.url
    plain.close()


def test_a_change_of_view_is_one_swap_with_an_address_of_its_own(page: Page) -> None:
    ready(page, "/situation")
    page.locator("#scope-view").select_option("corroborated")
    expect(page).to_have_url(re.compile("view=corroborated"), timeout=WAIT)
    expect(page.locator(".tile.violation .count")).to_have_text("0", timeout=WAIT)
    page.go_back()
    expect(page).not_to_have_url(re.compile("view=corroborated"), timeout=WAIT)


def test_every_control_is_reached_by_tab(page: Page) -> None:
    ready(page, "/situation")
    wanted = page.evaluate(
        "() => document.querySelectorAll('main a[href], main button, main input:not([type=hidden]), main select, main summary').length"
    )
    seen: set[str] = set()
    for _ in range(wanted + 60):
        page.keyboard.press("Tab")
        seen.add(
            page.evaluate(
                "() => { const e = document.activeElement; if (!e.dataset.seen) e.dataset.seen = String(Math.random()); return e.dataset.seen; }"
            )
        )
    reached = page.evaluate(
        "() => [...document.querySelectorAll('main a[href], main button, main input:not([type=hidden]), main select, main summary')]"
        ".filter(e => e.checkVisibility() && !e.dataset.seen && !e.disabled && e.tabIndex >= 0).map(e => e.outerHTML.slice(0, 120))"
    )
    assert reached == []


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
