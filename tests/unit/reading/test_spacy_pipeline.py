"""The adapter over a real spaCy pipeline, trained here on the invented articles; nothing is downloaded."""

import random
import warnings
from pathlib import Path
from typing import Any

import pytest
from tests.gold.marked import gold_articles
from tests.unit.reading.test_gold_set import document_of

from truceline.reading import pipelines
from truceline.reading.evaluation import score
from truceline.reading.gold import Attribution
from truceline.reading.pipelines import make
from truceline.reading.registry import Reader, reader_called
from truceline.reading.rules_reader import shipped_reader
from truceline.reading.segments import paragraphs, sentences
from truceline.reading.tagger import shipped_tagger
from truceline.reading.words import words_of
from truceline.values.problems import ValueProblem

_ROUNDS = 12


def spacy_or_skip() -> Any:
    """spaCy, imported without its own libraries' warnings of what they will drop."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip("spacy", reason="spaCy is not installed")


def tagged_sentences() -> list[tuple[list[str], list[str]]]:
    """Sentences of the invented articles with the shipped tagger's tags, which the pipeline is to learn."""
    tagger, found = shipped_tagger(), []
    for article in gold_articles():
        text = article.document.text
        for paragraph in paragraphs(text):
            for part in sentences(text, paragraph):
                words = [word.text for word in words_of(text, part.start, part.end)]
                found.append((words, tagger.tag(words)))
    return found


def example(spacy: Any, pipeline: Any, words: list[str], tags: list[str]) -> Any:
    """A sentence to learn from: its tags, a flat parse, and names as entities."""
    plain = {
        "tags": tags,
        "heads": [0] * len(words),
        "deps": ["ROOT" if place == 0 else "mod" for place in range(len(words))],
        "entities": ["U-PERSON" if tag == "NNP" else "O" for tag in tags],
    }
    return spacy.training.Example.from_dict(spacy.tokens.Doc(pipeline.vocab, words=words), plain)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tagger, a parser and a recogniser of names, trained from nothing and saved as a pipeline."""
    spacy = spacy_or_skip()
    spacy.util.fix_random_seed(1)
    pipeline = spacy.blank("en")
    pipeline.add_pipe("tagger")
    pipeline.add_pipe("parser", config={"min_action_freq": 1})  # so little to learn from
    pipeline.add_pipe("ner")
    examples = [example(spacy, pipeline, words, tags) for words, tags in tagged_sentences()]
    optimizer = pipeline.initialize(lambda: examples)
    order = random.Random(1)
    for _ in range(_ROUNDS):
        order.shuffle(examples)
        for batch in spacy.util.minibatch(examples, 32):
            pipeline.update(batch, sgd=optimizer)
    saved = tmp_path_factory.mktemp("pipeline") / "tiny"
    pipeline.to_disk(saved)
    return Path(saved)


def statements_f1(reader: Reader) -> float:
    def attributions(text: str) -> list[Attribution]:
        return [
            Attribution(item.source, item.cue, item.content)
            for item in reader.read(document_of(text)).statements
        ]

    return score(attributions, [article.document for article in gold_articles()]).statements.f1


@pytest.mark.nightly
def test_the_rules_over_a_real_pipeline_read_nearly_as_well_as_over_the_shipped_tagger(folder: Path) -> None:
    reader = reader_called("spacy", {"model": str(folder)})
    assert statements_f1(reader) > statements_f1(shipped_reader()) - 0.1
    reading = reader.read(document_of(gold_articles()[0].document.text))
    assert {item.reader for item in reading.statements} == {f"spacy/{folder}"}


@pytest.mark.nightly
@pytest.mark.parametrize(
    "text", ["", ".", "   \n\n  ", "“", "مرحبا بالعالم قال الرجل", "a" * 5000, "said " * 900]
)
def test_odd_texts_do_no_harm(folder: Path, text: str) -> None:
    make({"model": str(folder)}).read(document_of(text))


def test_a_pipeline_that_gives_no_tags_leaves_the_shipped_ones(tmp_path: Path) -> None:
    spacy_or_skip().blank("en").to_disk(tmp_path / "blank")
    text = gold_articles()[0].document.text
    over, alone = (
        make({"model": str(tmp_path / "blank")}).read(document_of(text)),
        shipped_reader().read(document_of(text)),
    )
    assert [item.content for item in over.statements] == [item.content for item in alone.statements]


def test_tags_of_a_pipeline_take_the_place_of_the_shipped_ones(tmp_path: Path) -> None:
    pipeline = spacy_or_skip().blank("en")
    rules = pipeline.add_pipe("attribute_ruler")
    rules.add([[{"LOWER": "mused"}]], {"TAG": "VBD"})
    rules.add([[{"LOWER": "mayor's"}]], {"TAG": "NN"})
    pipeline.to_disk(tmp_path / "ruled")
    reader = make({"model": str(tmp_path / "ruled")})
    assert reader.rules.tagger.tag(["The", "mayor's", "wife", "mused"])[1::2] == [
        shipped_tagger().tag(["The", "mayor's", "wife", "mused"])[1],
        "VBD",
    ]


def test_without_spacy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipelines, "spacy", None)
    with pytest.raises(ValueProblem) as caught:
        make({"model": "x"})
    assert "truceline[spacy]" in caught.value.problem.value
