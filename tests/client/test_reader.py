"""The reader: words chosen in the page are the words of the document, by code point."""

import pytest
from playwright.sync_api import Page, expect

from tests.client.conftest import Open
from tests.client.page import TEXT

SELECT = """([from, to]) => {
  // The places are given in code points of the whole text; the DOM wants UTF-16 in some text node.
  const place = (offset) => {
    const walker = document.createTreeWalker(document.querySelector("[data-reader] p"), NodeFilter.SHOW_TEXT);
    let left = [...document.querySelector("[data-reader] p").textContent].slice(0, offset).join("").length;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (left <= node.length) return [node, left];
      left -= node.length;
    }
  };
  const range = document.createRange();
  range.setStart(...place(from));
  range.setEnd(...place(to));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  document.dispatchEvent(new PointerEvent("pointerup", { bubbles: true }));
}"""


def claim(page: Page) -> tuple[int, int, str]:
    expect(page.locator("form[data-claim]")).to_be_visible()
    field = page.locator("form[data-claim]")
    return (
        int(field.locator("[name=start]").input_value()),
        int(field.locator("[name=end]").input_value()),
        field.locator("[name=quote]").input_value(),
    )


@pytest.mark.parametrize(("start", "end"), [(1, 12), (15, 29), (20, 44), (31, 32), (36, 60), (0, len(TEXT))])
def test_chosen_words_are_cut_from_the_document_by_code_point(few: Open, start: int, end: int) -> None:
    page = few.show("/reading")
    page.evaluate(SELECT, [start, end])
    begins, ends, quote = claim(page)
    assert TEXT[begins:ends] == quote
    assert quote == TEXT[start:end].strip()


def test_a_whole_paragraph_chosen_by_triple_click_is_the_whole_text(few: Open) -> None:
    page = few.show("/reading")
    page.locator("mark").first.click(click_count=3)
    assert claim(page) == (0, len(TEXT), TEXT)


def test_a_span_and_its_note_light_up_together(few: Open) -> None:
    page = few.show("/reading")
    page.locator('mark[data-spans="s1 s2"]').hover()
    expect(page.locator("#note-s1")).to_have_class("lit")
    expect(page.locator("#note-s2")).to_have_class("lit")
    page.locator("#note-s2").hover()
    expect(page.locator('mark[data-spans="s1"]')).not_to_have_class("lit")
    expect(page.locator('mark[data-spans="s1 s2"]')).to_have_class("lit")
    page.locator("h1").hover()
    expect(page.locator(".lit")).to_have_count(0)


def test_proposals_are_stepped_through_and_settled_by_keyboard(few: Open) -> None:
    page = few.show("/reading")
    for key in ("j", "j", "k", "j"):
        page.keyboard.press(key)
    expect(page.locator('[data-proposal="p2"]')).to_be_focused()
    page.keyboard.press("e")
    expect(page.locator('[data-proposal="p2"] input')).to_be_focused()
    page.keyboard.type("x")
    expect(page.locator('[data-proposal="p2"] input')).to_have_value("x")
    page.locator('[data-proposal="p2"]').focus()
    page.keyboard.press("a")
    page.wait_for_url("**/done/2/accept**")


def test_a_key_rejects(few: Open) -> None:
    page = few.show("/reading")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.wait_for_url("**/done/1/reject**")
