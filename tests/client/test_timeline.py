"""The timeline: brushing by mouse, by keyboard and by address are one."""

from urllib.parse import parse_qs, urlparse

from playwright.sync_api import Page, expect

from tests.client.conftest import Open, until
from tests.client.page import DAYS


def frame_of(page: Page) -> dict[str, float]:
    page.wait_for_selector(".timeline-frame")
    box = page.locator(".timeline-frame").bounding_box()
    assert box is not None
    return {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"]}


def drag(page: Page, start: int, end: int) -> None:
    box = frame_of(page)
    day = box["width"] / DAYS
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + (start + 0.5) * day, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + (start + end) / 2 * day, middle, steps=4)
    page.mouse.move(box["x"] + (end + 0.5) * day, middle, steps=4)
    page.mouse.up()


def period(page: Page) -> dict[str, list[str]]:
    return {
        name: values for name, values in parse_qs(urlparse(page.url).query).items() if name in {"from", "to"}
    }


BRUSHED = {"from": ["2020-02-04"], "to": ["2020-02-07"]}


def test_a_brush_by_mouse_is_a_brush_by_keyboard_is_an_address(many: Open) -> None:
    page = many.show("/")
    drag(page, 3, 6)
    expect(page.locator("[name=from]")).to_have_value("2020-02-04")
    page.wait_for_url("**from=2020-02-04**")
    by_mouse = (
        period(page),
        page.locator("#tally").inner_text(),
        page.locator(".timeline-frame").get_attribute("aria-valuetext"),
    )

    page = many.show("/")
    frame_of(page)
    page.locator(".timeline-frame").focus()
    for key in (
        "Home",
        "ArrowRight",
        "ArrowRight",
        "ArrowRight",
        "Shift+ArrowRight",
        "Shift+ArrowRight",
        "Shift+ArrowRight",
        "Enter",
    ):
        page.keyboard.press(key)
    page.wait_for_url("**from=2020-02-04**")
    by_keyboard = (
        period(page),
        page.locator("#tally").inner_text(),
        page.locator(".timeline-frame").get_attribute("aria-valuetext"),
    )

    page = many.show("/?from=2020-02-04&to=2020-02-07")
    frame_of(page)
    expect(page.locator(".timeline-frame")).to_have_attribute("aria-valuenow", "3")
    by_address = (
        period(page),
        page.locator("#tally").inner_text(),
        page.locator(".timeline-frame").get_attribute("aria-valuetext"),
    )

    assert by_mouse == by_keyboard == by_address
    assert by_mouse[0] == BRUSHED
    assert "2020-02-04" in str(by_mouse[2])


def test_escape_clears_the_brush_and_the_address(many: Open) -> None:
    page = many.show("/?from=2020-02-04&to=2020-02-07")
    frame_of(page)
    expect(page.locator(".timeline-frame")).to_have_attribute("aria-valuenow", "3")
    page.locator(".timeline-frame").focus()
    page.keyboard.press("Escape")
    expect(page.locator("[name=from]")).to_have_value("")
    expect(page.locator("#tally")).to_have_text("20000 incidents")
    assert period(page) == {}


def test_a_date_typed_by_hand_moves_the_brush(many: Open) -> None:
    page = many.show("/")
    frame_of(page)
    page.locator("[name=from]").fill("2020-03-01")
    page.locator("[name=from]").press("Tab")
    expect(page.locator(".timeline-frame")).to_have_attribute("aria-valuenow", "29")


def test_the_map_keeps_its_place_and_follows_the_brush(many: Open) -> None:
    page = many.show_map("/")
    page.locator(".map-target").focus()
    asked_before = len(many.asked("/data/cells"))
    page.keyboard.press("+")
    until(page, lambda: len(many.asked("/data/cells")) > asked_before)
    page.evaluate("document.querySelector('.map-frame').marked = true")
    before = many.asked("/data/cells")[-1]
    drag(page, 3, 6)
    page.wait_for_url("**from=2020-02-04**")
    until(page, lambda: "to=2020-02-07" in many.asked("/data/cells")[-1])
    after = many.asked("/data/cells")[-1]
    asked = parse_qs(urlparse(after).query)
    assert asked["from"] == ["2020-02-04"]
    assert asked["to"] == ["2020-02-07"]
    assert asked["bbox"] == parse_qs(urlparse(before).query)["bbox"]
    assert page.evaluate("document.querySelector('.map-frame').marked") is True
    assert page.evaluate("document.querySelectorAll('.map-frame').length") == 1


def test_going_back_undoes_a_brush(many: Open) -> None:
    page = many.show("/")
    drag(page, 3, 6)
    page.wait_for_url("**from=2020-02-04**")
    page.go_back()
    expect(page.locator("#tally")).to_have_text("20000 incidents")
    expect(page.locator(".timeline-frame")).to_have_count(1)
    assert period(page) == {}


def test_what_changed_is_read_out(many: Open) -> None:
    page = many.show("/")
    drag(page, 3, 6)
    page.wait_for_url("**from=2020-02-04**")
    tally = page.locator("#tally").inner_text()
    expect(page.locator("[data-live]")).to_have_text(tally)
