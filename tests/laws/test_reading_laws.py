"""Laws of the reader: no bytes crash it, every span cuts real words, the same text reads the same."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.gold.marked import gold_articles
from tests.unit.reading.test_gold_set import read
from tests.unit.reading.test_intake import CUSTODY, hints

from truceline.reading.dates import find_dates
from truceline.reading.intake.offsets import squeezed
from truceline.reading.intake.receive import Intake, receive
from truceline.reading.quotations import quotations
from truceline.reading.segments import Stretch, paragraphs, sentences
from truceline.reading.tolls import find_tolls
from truceline.values.problems import ValueProblem

MARKS = "“”\"'‘’«»„ .,!?:;()-—–―\n\t"
WORDS = st.sampled_from(
    "the mayor said told that “ ” \" ' , . : ; he she they it is reported according to Perle Velmar on Friday Mr. U.N. not who which and but saying by as 12 killed".split()
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(WORDS, max_size=60).map(" ".join),
    st.text(alphabet=MARKS + "abA", max_size=120),
)
NAMES = st.sampled_from(["a.txt", "a.html", "a.pdf", "a.docx", "a.eml", "a"])
HEADS = st.sampled_from(
    [
        b"",
        b"%PDF-1.4\n",
        b"PK\x03\x04",
        b"<html><body><p>",
        b"From: a\nSubject: b\n\n",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
    ]
)


def _taken(content: bytes, name: str) -> Intake | None:
    try:
        return receive(content, hints(name), CUSTODY)
    except ValueProblem:
        return None


@given(HEADS, st.binary(max_size=400), NAMES)
@settings(max_examples=120, deadline=None)
def test_no_bytes_crash_the_intake(head: bytes, tail: bytes, name: str) -> None:
    intake = _taken(head + tail, name)
    if intake is None:
        return
    text = intake.document.text or ""
    place = intake.offsets.place_of(0, len(text))
    if place is not None:
        assert squeezed(intake.offsets.cut(intake.original, place)) == squeezed(text)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_no_text_crashes_the_reader_and_every_span_lies_in_it(text: str) -> None:
    reading = read(text)
    for item in reading.statements:
        for start, end in (*item.source, *item.cue, *item.content, *item.hedges):
            assert 0 <= start < end <= len(text)
    assert read(text) == reading


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_sentences_cover_their_paragraph_and_never_overlap(text: str) -> None:
    for paragraph in paragraphs(text):
        parts = sentences(text, paragraph)
        assert parts[0].start == paragraph.start
        assert parts[-1].end == paragraph.end
        for one, other in itertools.pairwise(parts):
            assert one.end <= other.start
            assert not text[one.end : other.start].strip()
        ends = [item.end for item in quotations(text, paragraph, None)]
        assert ends == sorted(ends)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_dates_and_tolls_keep_their_words(text: str) -> None:
    for found in find_dates(text, None, "UTC"):
        assert text[found.start : found.end] == found.words
    for toll in find_tolls(text):
        assert toll.count.words in text


@given(st.sampled_from(gold_articles()), st.integers(0, 2000))
@settings(max_examples=40, deadline=None)
def test_a_cut_article_still_reads(article: object, at: int) -> None:
    text = article.document.text[:at]  # type: ignore[attr-defined]  # a gold article
    read(text)
    assert list(paragraphs(text)) == [Stretch(item.start, item.end) for item in paragraphs(text)]
