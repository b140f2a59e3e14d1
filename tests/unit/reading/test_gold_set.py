"""The reader against the gold set: floors that may rise and never fall, and who is meant by whom."""

from pathlib import Path

import pytest
from tests.gold.marked import Marked, gold_articles

from truceline.reading.citations import find_citations
from truceline.reading.evaluation import score
from truceline.reading.floors import fallen, read_floors
from truceline.reading.gold import Attribution
from truceline.reading.result import Reading, ReadStatement, SpeakerKind
from truceline.reading.rules_reader import shipped_reader
from truceline.testimony.document import Document
from truceline.testimony.register import Handling
from truceline.values.when import Fills, parse_period

FLOORS = Path(__file__).parents[2] / "gold" / "floors.toml"
READER = shipped_reader()


def document_of(text: str, language: str = "en") -> Document:
    published = parse_period("2021-06-28", zone="UTC", fills=Fills.WITHIN)
    return Document(
        id="doc:gold", title="", authors=("Ada Writer",), outlet=None, published=published, retrieved=None,
        language=language, media_type="text/plain", url="", sha256=None, text=text, handling=Handling.PUBLIC, purpose="", note="",
    )  # fmt: skip


def read(text: str, language: str = "en") -> Reading:
    return READER.read(document_of(text, language))


def _attributions(text: str) -> list[Attribution]:
    return [Attribution(item.source, item.cue, item.content) for item in read(text).statements]


def test_the_gold_set_has_its_size() -> None:
    articles = gold_articles()
    assert len(articles) >= 12
    assert sum(len(article.numbers) for article in articles) >= 250


def test_the_reader_keeps_every_pinned_floor() -> None:
    scores = score(_attributions, [article.document for article in gold_articles()])
    assert fallen(read_floors(FLOORS.read_text("utf-8")), "gold", scores) == ()


def _nearest(reading: Reading, gold: Attribution) -> ReadStatement | None:
    wanted = {place for start, end in gold.content for place in range(start, end)}
    best = max(reading.statements, key=lambda item: len(wanted & _places(item)), default=None)
    return best if best is not None and wanted & _places(best) else None


def _places(item: ReadStatement) -> set[int]:
    return {place for start, end in item.content for place in range(start, end)}


@pytest.mark.parametrize("article", gold_articles(), ids=lambda article: article.document.id)
def test_who_is_meant_is_never_somebody_else(article: Marked) -> None:
    reading = read(article.document.text)
    by_number = dict(zip(article.numbers, article.document.attributions, strict=True))
    for number, expected in article.expected.items():
        found = _nearest(reading, by_number[number])
        name = expected.get("speaker", "")
        if found is not None and name not in ("OPEN", "UNNAMED") and found.speaker.kind is SpeakerKind.NAMED:
            assert found.speaker.name == name, number


def test_most_named_speakers_are_found() -> None:
    right = wanted = 0
    for article in gold_articles():
        reading = read(article.document.text)
        by_number = dict(zip(article.numbers, article.document.attributions, strict=True))
        for number, expected in article.expected.items():
            if expected.get("speaker", "OPEN") not in ("OPEN", "UNNAMED"):
                found = _nearest(reading, by_number[number])
                wanted += 1
                right += found is not None and found.speaker.name == expected["speaker"]
    assert right / wanted >= 0.85


def test_every_citation_of_the_gold_set_is_parsed() -> None:
    found = [citation for article in gold_articles() for citation in find_citations(article.document.text)]
    assert [(item.outlet, item.date) for item in found] == [
        ("Dorn Herald", "14 April 2021"), ("World Desk", "6 May 2021"), ("Ostrava Wire", "16 May 2021"), ("Border Review", "1 May 2021"),
    ]  # fmt: skip
