"""The whole path by hand, in one browser: from the demo's address to a printed report; and two windows at once."""

import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.workbench import Running, running
from truceline.workbench.demo import INCIDENT

pytestmark = pytest.mark.browser
DAY = "2016-04-27"
WORDS = "Médecins Sans Frontières said on 28 April 2016"
WAIT = 60_000


@pytest.fixture
def demo(example: Path, tmp_path: Path) -> Iterator[Running]:
    """A workbench over a copy of it, that a test may write to."""
    with running(Path(shutil.copytree(example, tmp_path / "demo.truceline"))) as made:
        yield made


@pytest.fixture
def browser_at_home(chromium: Browser, demo: Running) -> Iterator[BrowserContext]:
    """A browser that knows nothing yet of the workbench, and whose every request is noted."""
    made = chromium.new_context(
        viewport={"width": 1280, "height": 900}, base_url=demo.base, accept_downloads=True, locale="en"
    )
    elsewhere: list[str] = []
    made.on(
        "request",
        lambda asked: None if asked.url.startswith((demo.base, "data:")) else elsewhere.append(asked.url),
    )
    yield made
    made.close()
    assert elsewhere == []


def count_of(page: Page, outcome: str) -> str:
    return page.locator(f".tile.{outcome} .count").inner_text()


def tab(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Screens").get_by_role("link", name=name, exact=True).click()


def test_from_the_demos_address_to_a_printed_report(browser_at_home: BrowserContext, demo: Running) -> None:
    page = browser_at_home.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    _come_in(page, demo)
    _switch_view(page)
    _open_dossier_and_follow_its_chain(page)
    _accept_a_proposal(page, demo)
    _read_the_accepted_in_the_documents_words(page)
    _print_the_report(page)
    assert faults == []


def _come_in(page: Page, demo: Running) -> None:
    page.goto(demo.address)
    expect(page).to_have_url(re.compile(r"/situation$"))
    expect(page.locator("progress")).to_have_count(0, timeout=WAIT)


def _switch_view(page: Page) -> None:
    page.locator("#scope-view").select_option("us-officials")
    expect(page).to_have_url(re.compile("view=us-officials"), timeout=WAIT)
    expect(page.locator("progress")).to_have_count(0, timeout=WAIT)
    page.wait_for_load_state("networkidle")
    told = json.loads(page.request.get("/situation.json?view=us-officials").text())["figures"]
    assert count_of(page, "violation") == str(told["violation"])
    assert count_of(page, "possible") == str(told["possible"])
    other = json.loads(page.request.get("/situation.json?view=every-source").text())["figures"]
    assert told != other


def _open_dossier_and_follow_its_chain(page: Page) -> None:
    page.goto(f"/situation?view=us-officials&from={DAY}&to={DAY}")
    expect(page.locator("progress")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    page.locator(".lines").get_by_role("link", name=INCIDENT).click()
    expect(page).to_have_url(re.compile(f"/incident/{INCIDENT}"))
    expect(page.get_by_text("possible violation").first).to_be_visible()
    link = page.locator("section.chains ol.chain a[href^='/document/']").first
    expect(link).to_be_visible()
    statement = (link.get_attribute("href") or "").partition("#")[2]
    link.click()
    expect(page.locator(f"[id='{statement}'] blockquote")).to_be_visible()


def _accept_a_proposal(page: Page, demo: Running) -> None:
    before = demo.holding.record.size
    tab(page, "Inbox")
    proposals = page.locator("[data-proposal]")
    waiting = proposals.count()
    assert waiting >= 2
    first = proposals.first
    expect(first).to_contain_text(WORDS)
    first.get_by_role("button", name="Accept:").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your name")
    assert demo.holding.record.size == before, "nothing enters without a name"
    page.get_by_label("Name").fill("Duty officer")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Inbox")
    proposals.first.get_by_role("button", name="Accept:").click()
    expect(proposals).to_have_count(waiting - 1)
    assert demo.holding.record.size > before


def _read_the_accepted_in_the_documents_words(page: Page) -> None:
    page.goto("/document/practice-note")
    page.get_by_text("1 decided").click()
    expect(page.locator("details[open]")).to_contain_text("Duty officer")
    expect(page.locator("article mark.voice-indirect").first).to_be_visible()
    expect(page.locator(".marginal").first).to_contain_text("Médecins Sans Frontières")


def _print_the_report(page: Page) -> None:
    tab(page, "Reports")
    page.locator("#report-from").fill(DAY)
    page.locator("#report-to").fill(DAY)
    page.locator("#report-form").select_option("pdf")
    with page.expect_download(timeout=WAIT) as awaited:
        page.get_by_role("button", name="Save it as a file").click()
    saved = pypdf.PdfReader(io.BytesIO(Path(awaited.value.path()).read_bytes()))
    if "/report/file" in page.url:
        page.locator("main").get_by_role("link", name="Reports").click()
    assert "csrf" not in page.url
    page.locator("#report-from").fill(DAY)
    page.locator("#report-to").fill(DAY)
    page.locator("#report-form").select_option("html")
    page.get_by_role("button", name="Show it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Daily report", timeout=WAIT)
    assert "csrf" not in page.url, "what is only looked at carries no token in its address"
    _every_claim_is_referenced(page)
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(tagged=True)))
    for one in (saved, printed):
        assert "/StructTreeRoot" in one.root_object
        text = "".join(sheet.extract_text() for sheet in one.pages)
        assert "no legal determination" in text
        assert INCIDENT in text


def _every_claim_is_referenced(page: Page) -> None:
    """Each note leads to a numbered source, and each source is led to by a note."""
    notes = page.locator("a.note").evaluate_all("all => all.map(one => one.getAttribute('href').slice(1))")
    sources = page.locator("li[id^='source-']").evaluate_all("all => all.map(one => one.id)")
    assert sources
    assert set(notes) == set(sources)


def test_one_proposal_reviewed_in_two_windows_gives_a_clear_conflict(
    browser_at_home: BrowserContext, demo: Running
) -> None:
    left, right = browser_at_home.new_page(), browser_at_home.new_page()
    left.goto(demo.address)
    left.goto("/you")
    left.get_by_label("Name").fill("Ann")
    left.get_by_role("button", name="Keep it").click()
    for window in (left, right):
        window.goto("/document/practice-note")
    one = left.locator("[data-proposal]").first.get_attribute("data-proposal")
    left.locator(f"[data-proposal='{one}']").get_by_role("button", name="Accept:").click()
    expect(left.locator(f"[data-proposal='{one}']")).to_have_count(0)
    size = demo.holding.record.size
    right.locator(f"[data-proposal='{one}']").get_by_role("button", name="Refuse:").click()
    expect(right.get_by_role("heading", level=1)).to_have_text("Decided meanwhile")
    expect(right.get_by_role("alert")).to_contain_text("accepted by Ann")
    assert demo.holding.record.size == size
    right.get_by_role("link", name="Back").click()
    expect(right.locator(f"[data-proposal='{one}']")).to_have_count(0)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_readings_of_long_clauses_stand_within_the_window(
    browser_at_home: BrowserContext, demo: Running, lang: str
) -> None:
    page = browser_at_home.new_page()
    page.goto(demo.address)
    page.goto(f"/agreement/syria-coh-2016?lang={lang}")
    for width in (1280, 1100, 640, 412):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width, width
