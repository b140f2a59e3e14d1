"""Agreements, actors, talks, dossiers, the reader and the inbox in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.told import PAPER, told_world
from tests.workbench import Running, record_of, running

READER = "/document/paper"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    """A workbench over a record that a test may write to."""
    with running(record_of(told_world(), tmp_path)) as made:
        yield made


def entered(browser: Browser, running_: Running, *, scripts: bool = True, wide: int = 1280) -> BrowserContext:
    made = browser.new_context(
        viewport={"width": wide, "height": 900}, base_url=running_.base, java_script_enabled=scripts
    )
    name, _, value = running_.cookie.partition("=")
    made.add_cookies([{"name": name, "value": value, "url": running_.base}])
    return made


def give_name(page: Page, name: str) -> None:
    page.goto("/you")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Keep it").click()


def test_without_scripts_a_proposal_is_accepted_by_name(chromium: Browser, server: Running) -> None:
    context = entered(chromium, server, scripts=False)
    page = context.new_page()
    page.goto(READER)
    waiting = page.locator("[data-proposal]").count()
    page.locator("form[data-verb=accept] button").first.click()
    expect(page.get_by_role("heading", name="Your name")).to_be_visible()
    page.get_by_label("Name", exact=True).fill("Ann")
    page.get_by_role("button", name="Keep it").click()
    page.goto(READER)
    page.locator("form[data-verb=accept] button").first.click()
    expect(page.locator("[data-proposal]")).to_have_count(waiting - 1)
    expect(page.locator("[id^=note-s-]")).to_have_count(1)
    context.close()


def test_proposals_are_stepped_through_and_answered_by_keyboard(page: Page) -> None:
    give_name(page, "Ann")
    page.goto(READER)
    all_ = page.locator("[data-proposal]")
    waiting = all_.count()
    page.keyboard.press("j")
    expect(all_.first).to_be_focused()
    page.keyboard.press("j")
    expect(all_.nth(1)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("e")
    expect(all_.first.locator("form[data-verb=edit] select, form[data-verb=edit] input:not([type=hidden])").first).to_be_focused()  # fmt: skip
    all_.first.focus()
    page.keyboard.press("a")
    expect(page.locator("[data-proposal]")).to_have_count(waiting - 1)
    page.locator("[data-proposal]").first.focus()
    page.keyboard.press("x")
    expect(page.locator("[data-proposal]")).to_have_count(waiting - 2)


def test_chosen_words_become_a_claim(page: Page) -> None:
    give_name(page, "Ann")
    page.goto(READER)
    words = "killed at least 3 people"
    page.evaluate(
        """(words) => {
          const article = document.querySelector('article[data-reader]');
          const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
          const pieces = [];
          let text = '';
          while (walker.nextNode()) { pieces.push([walker.currentNode, text.length]); text += walker.currentNode.data; }
          const at = (offset) => {
            const [node, start] = pieces.filter(([one, begin]) => begin <= offset).at(-1);
            return [node, offset - start];
          };
          const start = text.indexOf(words);
          document.getSelection().setBaseAndExtent(...at(start), ...at(start + words.length));
        }""",
        words,
    )
    page.keyboard.press("Shift")
    expect(page.locator("#h-quote")).to_have_value(words)
    start = PAPER.index(words)
    assert page.locator("form[data-claim] [name=start]").input_value() == str(start)
    page.locator("#h-speaker").fill("onito")
    expect(page.locator("#sources option")).to_have_count(1)
    expect(page.locator("#sources option")).to_have_attribute("value", "monitor")
    page.locator("#h-speaker").fill("monitor")
    page.locator("input[name=type][value=loss]").check()
    page.locator("fieldset:has(input[value=loss]) summary").click()
    page.locator("#h-loss-incidents").fill("strike")
    page.locator("#h-loss-harm").select_option("killed")
    page.locator("#h-loss-count").fill("at least 3")
    page.get_by_role("button", name="Enter it").click()
    expect(page.locator("[id^=note-s-] blockquote")).to_have_text(words)


def test_the_same_proposal_answered_in_two_windows_is_a_clear_conflict(context: BrowserContext) -> None:
    first, second = context.new_page(), context.new_page()
    give_name(first, "Ann")
    for window in (first, second):
        window.goto("/inbox")
    first.locator("form[data-verb=accept] button").first.click()
    first.wait_for_load_state()
    second.locator("form[data-verb=reject] button").first.click()
    expect(second.get_by_role("heading", name="Decided meanwhile")).to_be_visible()
    expect(second.get_by_role("alert")).to_contain_text("accepted by Ann")


def test_the_way_from_a_dossier_to_the_words_and_a_claim_from_them(page: Page) -> None:
    give_name(page, "Ann")
    page.goto("/situation")
    page.get_by_role("link", name="strike", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("strike")
    page.goto("/inbox")
    page.get_by_role("button", name="Join it").first.click()
    page.goto("/incident/strike")
    page.locator(".chains p", has_text="paper").locator("a.unfold").first.click()
    page.locator(".chains details[open] a", has_text="paper").first.click()
    expect(page.locator("article[data-reader]")).to_contain_text("Monitor said on 12 March 2016")
    expect(page.locator("mark.voice-indirect").first).to_be_visible()


def test_a_span_and_its_note_light_up_together(page: Page) -> None:
    give_name(page, "Ann")
    page.goto(READER)
    page.locator("form[data-verb=accept] button").first.click()
    page.locator("mark[data-spans*=s-]").first.hover()
    expect(page.locator("[id^=note-s-].lit")).to_have_count(1)


def test_an_edited_agreement_shows_all_its_faults_with_carets(context: BrowserContext) -> None:
    page = context.new_page()
    give_name(page, "Ann")
    page.goto("/agreement/truce/text")
    area = page.locator("#text")
    area.fill(area.input_value().replace('"use-of-weapons"', '"fireworks"'))
    with page.expect_response(lambda answer: answer.request.method == "POST") as told_:
        page.get_by_role("button", name="Check only").click()
    assert told_.value.status == 422
    expect(page.locator(".faults pre")).to_have_count(3)
