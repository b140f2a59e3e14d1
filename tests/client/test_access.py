"""axe finds nothing against the client side's own parts, and everything is reached by Tab."""

from typing import Any

import pytest
from hatch_build import ROOT
from playwright.sync_api import Page

from tests.client.conftest import Open


def violations(page: Page) -> list[Any]:
    """What axe finds, as rule and element."""
    page.evaluate((ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8"))
    found = page.evaluate("async () => (await axe.run()).violations")
    return [(one["id"], node["html"][:120]) for one in found for node in one["nodes"]]


@pytest.mark.parametrize("path", ["/", "/?from=2020-02-04&to=2020-02-07", "/reading"])
def test_axe_finds_nothing(few: Open, path: str) -> None:
    page = few.show(path) if path == "/reading" else few.show_map(path)
    assert violations(page) == []


def test_axe_would_find_something(few: Open) -> None:
    page = few.show_map()
    page.evaluate("document.querySelector('.map-target').removeAttribute('aria-label')")
    page.evaluate("document.querySelector('.timeline-frame').removeAttribute('aria-label')")
    assert violations(page) != []


def test_map_buttons_map_and_timeline_are_reached_by_tab(few: Open) -> None:
    page = few.show_map()
    page.wait_for_selector(".timeline-frame")
    reached = []
    for _ in range(14):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.className || document.activeElement.name || ''"))
    for one in ("from", "to", "q", "map-button", "map-target", "timeline-frame"):
        assert one in reached
    assert reached.count("map-button") == 4


def test_a_key_that_the_page_names_goes_to_its_field_and_can_be_turned_off(few: Open) -> None:
    page = few.show("/")
    page.wait_for_selector("html.scripted")
    page.locator("h1").click()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("a/b")
    assert page.locator("[name=q]").input_value() == "a/b"
    page.evaluate("localStorage.setItem('truceline.shortcuts', 'off')")
    page.locator("[name=to]").focus()
    page.locator("h1").click()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") != "q"
