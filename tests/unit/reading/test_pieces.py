"""Pieces of the reader that no whole sentence shows: marks, tags, places, links, and what is missing."""

import sys
from pathlib import Path

import pytest
from attrs import evolve
from tests.unit.reading.test_gold_set import READER, document_of, read

from truceline.reading import learned
from truceline.reading.beside import whole_phrase
from truceline.reading.citations import cited_by, find_citations
from truceline.reading.features import features_of
from truceline.reading.linking import linked
from truceline.reading.mending import mended_tags
from truceline.reading.passage import Passage, passages
from truceline.reading.quotations import quotations
from truceline.reading.result import Block, SpeakerKind
from truceline.reading.segments import Stretch, paragraphs, sentences
from truceline.reading.sightings import Sightings
from truceline.reading.signs import hedges_in
from truceline.reading.tagger import shipped_tagger
from truceline.reading.tagger_training import Tagged, train
from truceline.reading.tolls import find_tolls
from truceline.reading.wordlists import hedges
from truceline.testimony.statement import Binding
from truceline.values.problems import ValueProblem


def passage(text: str) -> Passage:
    return next(passages(text, shipped_tagger()))


def quoted(text: str) -> list[str]:
    return [text[item.start : item.end] for item in quotations(text, Stretch(0, len(text)), None)]


@pytest.mark.parametrize(
    ("words", "tags", "mended"),
    [
        ("He spoke as suggesting ( again )", "PRP VBD IN JJ -LRB- RB -RRB-", "PRP VBD IN VBG -LRB- RB -RRB-"),
        ("He went , writing , home", "PRP VBD , NN , RB", "PRP VBD , VBG , RB"),
        ("the NATO", "DT VB", "DT NNP"),
        ("some top aides", "DT VB NNS", "DT JJ NNS"),
        ("the hill", "DT NNP", "DT NN"),
        ("Open Hands", "JJ NNPS$", "JJ NNPS"),
        ("the hills", "DT NNPS", "DT NNS"),
        ("parents still want", "NNS RB VB", "NNS RB VBP"),
        ("let parents want", "VB NNS VB", "VB NNS VB"),
        ("Perle then ruled", "VB RB VBN", "NNP RB VBN"),
        ("the priest said", "DT JJS VBD", "DT NN VBD"),
        ("campaign aides insisted", "NN VBZ VBD", "NN NNS VBD"),
    ],
)
def test_slips_of_the_tagger_are_mended(words: str, tags: str, mended: str) -> None:
    assert " ".join(mended_tags(words.split(), tags.split())) == mended


def test_a_tagger_learns_words_that_always_carry_one_tag() -> None:
    sentences_ = [Tagged(("The", "mayor", "spoke"), ("DT", "NN", "VBD"))] * 25
    tagger = train(sentences_, 2)
    assert tagger.fixed == {
        word: tagger.tags.index(tag) for word, tag in (("the", "DT"), ("mayor", "NN"), ("spoke", "VBD"))
    }
    assert tagger.tag(["The", "mayor"]) == ["DT", "NN"]


def test_endless_paragraphs_and_sentences_are_cut_at_spaces() -> None:
    text = "word \u00a0" * 2000 + "x" * 9000 + " " * 8000
    parts = [text[part.start : part.end] for part in paragraphs(text)]
    assert max(map(len, parts)) <= 6000
    assert "".join("".join(parts).split()) == "".join(text.split())
    for part in paragraphs(text):
        assert max(item.end - item.start for item in sentences(text, part)) <= 1500


def test_a_sentence_ends_at_its_stop_and_takes_the_space_after_with_it() -> None:
    text = "One.   Two.  "
    assert [text[item.start : item.end] for item in sentences(text, Stretch(0, len(text)))] == [
        "One.",
        "Two.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It is “hell” there,” he said", ["“It is “hell” there,”"]),
        ("“It is “hell there,” he said", ["“It is “hell there,”"]),
        ("”A slip at the start” he said", ["”A slip at the start”"]),
        ("the ‘fighters’ salaries’ were cut", ["‘fighters’"]),
        ("the ‘very old and tired fighters’ salaries’ were cut", ["‘very old and tired fighters’ salaries’"]),
        ("the ‘open end", []),
        ("the 'old', he said", ["'old'"]),
        ('href="open" he said "we go"', ['"we go"']),
    ],
)
def test_marks_find_their_partners(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("He said: “The road is open.\n“It will stay open.”", 2),
        ("He said: “The road is open.\nIt will stay open.\nAnd so will we all.”", 3),
        ("He said: “The road is open.\nNobody came.\nHe wrote “no” there.", 1),
        ("He said: “The road is open.\nNobody came.", 1),
        ('He said: "The road is open.\nIt will stay open."', 2),
        ('He said: "The road is open.\nIt is "stays" now', 1),
        ("He said: “The road is open.\nIt is “stays” now", 1),
    ],
)
def test_an_open_quotation_goes_on_only_to_a_mark_that_closes_it(text: str, pieces: int) -> None:
    (item,) = read(text).statements
    assert len(item.content) == pieces


def test_a_phrase_beside_a_quotation_has_no_verb_of_its_own() -> None:
    p = passage("those familiar with the plan also")
    assert whole_phrase(p, 0, len(p.words) - 1) == (0, 4)
    p = passage("the men were told of the plan")
    assert whole_phrase(p, 0, len(p.words) - 1) is None
    p = passage("the men in the")
    assert whole_phrase(p, 0, len(p.words) - 1) is None


def test_what_is_linked_stands_near_its_cue() -> None:
    p = passage(" ".join(["word"] * 120))
    labels = ["O"] * 120
    labels[0], labels[100], labels[110] = "B-cue", "B-cue", "B-content"
    (item,) = linked(p, labels)
    assert item.cue == ((p.starts[100], p.ends[100]),)
    labels[110] = "O"
    labels[55] = "B-content"
    assert linked(p, labels) == []
    assert linked(p, ["B-content"] + ["O"] * 119) == []


def test_features_tell_the_edges_and_the_verbs_around() -> None:
    p = passage("The mayor said that “the road” was open.")
    rows = features_of(p, READER.attributions(p.text), READER.lexicon)
    assert "lvnone" in rows[0]
    assert "nv=said" in rows[0]
    assert "lem=say" in rows[2]
    assert "0o=B-cue" in rows[2]
    assert "lv=said" in rows[4]
    assert "q=scare" in rows[5]
    assert "person" in rows[1]


def test_without_the_library_learning_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "pycrfsuite", None)
    with pytest.raises(ValueProblem) as caught:
        learned.train([], READER, tmp_path / "model.crf")
    assert caught.value.problem.code == "reader.missing"


def test_a_document_without_a_date_leaves_the_time_open() -> None:
    document = evolve(document_of("The mayor said that the road was open."), published=None)
    assert READER.read(document).statements[0].said.period is None


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("The Ridge Times sent a writer. Hale told the magazine that the road was open.", "Ridge Times"),
        ("Nobody came. Hale told the magazine that the road was open.", "magazine"),
        ("Hale told the council that the road was open.", "Ada Writer"),
    ],
)
def test_an_outlet_that_was_told_passes_it_on(text: str, agent: str) -> None:
    assert read(text).statements[-1].chain[-1].agent == agent


def test_a_citation_after_the_next_quotation_may_belong_to_this_one() -> None:
    text = "“The road is open.\n“It stays open.” (The Road by Ada Writer, Dorn Herald, 14 April 2021)"
    citations = find_citations(text)
    cited = cited_by(text, 18, citations)
    assert cited is not None
    assert cited.binding is Binding.INFERRED
    assert cited_by(text, len(text), citations) is None


def test_a_hedge_within_a_hedge_counts_once() -> None:
    text = "It is not clear whether it may be open."
    found = hedges_in(Sightings(text), ((0, len(text)), (0, len(text))), hedges())
    assert len(found) == len({span for span, _ in found})


def test_captions_and_marks_alone_are_told_from_text() -> None:
    reading = read("Image: the lake, by A. Perle.\n\n***\n\nThe mayor left.")
    assert [item.block for item in reading.sentences] == [Block.CAPTION, Block.TEXT]


@pytest.mark.parametrize("text", ["No killed. Only killed.", "Killed 2014."])
def test_figures_that_count_nobody_are_no_toll(text: str) -> None:
    assert find_tolls(text) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Olmo Pescador, who said that the road was open, left.", ""),
        ("Colonel Edmund Hale, who said that the road was open, left.", "Edmund Hale"),
    ],
)
def test_a_relative_clause_speaks_for_the_name_before_it(text: str, name: str) -> None:
    (item,) = read(text).statements
    assert name in item.speaker.name


def test_a_name_taken_up_again_by_its_last_part_is_a_person() -> None:
    reading = read("Olmo Verdal said that the road was open. Later Verdal said he would stay.")
    assert reading.statements[0].speaker.kind is SpeakerKind.NAMED
