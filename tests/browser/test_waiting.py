"""A map whose data are still being worked out asks again, and never takes the waiting for the answer."""

import json

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser


def test_a_map_asks_again_for_what_is_still_being_worked_out(page: Page) -> None:
    asked: list[str] = []

    def wait_once(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            route.fulfill(status=202, content_type="application/json", body=json.dumps({"job": 1, "done": 0}))
        else:
            route.continue_()

    page.route("**/data/areas/**", wait_once)
    page.goto("/actors/control?lang=en")
    expect(page.locator("#map [data-ready]")).to_be_attached(timeout=60_000)
    assert len(asked) == 2
