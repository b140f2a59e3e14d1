"""On an Arabic page whatever is ours is Arabic: only values of the record, code, and what is marked as English are not."""

import re
from collections.abc import Iterator
from functools import reduce
from html.parser import HTMLParser

import pytest
from tests.told import LISTS, THINGS, told_world
from tests.workbench import Workbench, opened, record_of

PAGES = (
    "/situation", "/compare?view2=named-only&by=place&incident=strike", "/crux?view2=named-only", "/views", "/record", "/changes?since=1",
    "/jobs", "/you", "/reports?look_over=1", "/agreement/truce/text",
    "/agreement/truce/trial?what=shelling&when=2016-03-10&at=outer&who=north&whom=south", "/incident/strike?part=all",
    "/incident/none", "/situation?from=nonsense",
)  # fmt: skip
ASIDE = {"bdi", "code", "pre", "script", "style", "textarea", "q", "blockquote", "article", "datalist"}
"""Elements whose text is the record's, or no sentence of anybody's."""
VOID = {"meta", "link", "input", "br", "hr", "img", "wbr", "col", "source", "path", "rect", "circle", "line"}
LATIN = re.compile(r"[A-Za-z]{2,}(?:[ ,;:]+[A-Za-z]{2,})+")
NAMES = (
    "Truceline",
    "JSON",
    "CSV",
    "HTML",
    "PDF",
    "DOCX",
    "TOML",
    "SHA-256",
    "truceline review FILE --record RECORD",
    "Truce of the two rivers",
)
"""Names in every language, and the one value of the record that stands in the title of a page, where no markup may be."""


class Ours(HTMLParser):
    """The text of a page that is the program's own."""

    def __init__(self) -> None:
        super().__init__()
        self.aside: list[bool] = [False]
        self.open: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        told = dict(attrs)
        foreign = told.get("lang") not in (None, "ar") or (
            told.get("dir") in ("auto", "ltr") and tag != "svg"
        )
        self.open.append(tag)
        self.aside.append(self.aside[-1] or foreign or tag in ASIDE)

    def handle_endtag(self, tag: str) -> None:
        while self.open and tag in self.open:
            self.aside.pop()
            if self.open.pop() == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self.aside[-1]:
            # What stands in isolates is a value.
            self.found.append(re.sub("\u2068.*?\u2069", "", data))


def english(page: str) -> Iterator[str]:
    """Words of a page that are ours and not Arabic, two or more of them in a row."""
    parser = Ours()
    parser.feed(page)
    for text in parser.found:
        # What is a name in every language is none of ours.
        yield from LATIN.findall(reduce(lambda rest, name: rest.replace(name, ""), NAMES, text))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    with opened(record_of(told_world(), tmp_path_factory.mktemp("arabic"))) as made:
        yield made


@pytest.mark.parametrize("path", [*PAGES, *LISTS, *THINGS])
def test_nothing_of_ours_is_english_on_an_arabic_page(told: Workbench, path: str) -> None:
    page = told.client.get(path, headers={"accept-language": "ar"}).text
    assert '<html lang="ar"' in page
    assert list(english(page)) == []


def test_the_walk_sees_what_it_is_for() -> None:
    page = "<p>لا شيء <bdi>Some name here</bdi> JSON · CSV</p><p lang='en'>In English here.</p>"
    assert list(english(page)) == []
    assert list(english(page + "<p>Nothing here</p>")) == ["Nothing here"]
    assert list(english(page + "<option>each of them: in turn</option>")) == ["each of them: in turn"]


def test_long_work_is_named_in_arabic_once_it_was_done(told: Workbench) -> None:
    told.client.get("/report/page?from=2016-03-10&to=2016-03-10")
    told.client.get("/situation?q=anything")
    page = told.client.get("/jobs", headers={"accept-language": "ar"}).text
    assert "<li>" in page
    assert list(english(page)) == []
    assert not re.search(r">[^<]*\bReport\b", page)
