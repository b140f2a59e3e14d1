import json
import runpy
import sys
from pathlib import Path

import numpy as np
import pytest

from truceline.reading import tagger_training
from truceline.reading.lexicon import inflections, read_lexicon, shipped_lexicon
from truceline.reading.tagger import Tagger, plain_word, shipped_tagger
from truceline.reading.tagger_training import Tagged, accuracy, joined, permissive_ids, train
from truceline.testimony.statement import Act

SENTENCES = [
    Tagged(("The", "mayor", "said", "no", "."), ("DT", "NN", "VBD", "UH", ".")),
    Tagged(("A", "road", "is", "open", "."), ("DT", "NN", "VBZ", "JJ", ".")),
]


def test_the_shipped_tagger_knows_plain_english() -> None:
    words = "The mayor said that the road was open .".split()
    assert shipped_tagger().tag(words) == ["DT", "NN", "VBD", "IN", "DT", "NN", "VBD", "JJ", "."]
    assert shipped_tagger().tag([]) == []


def test_training_twice_gives_the_same_weights() -> None:
    one, other = train(SENTENCES, 3), train(SENTENCES, 3)
    assert np.array_equal(one.weights, other.weights)
    assert accuracy(one, SENTENCES) == 1.0
    assert accuracy(one, []) == 0.0


def test_words_are_joined_as_the_reader_keeps_them() -> None:
    sentence = [
        [0, 3, "Ana", "NNP"],
        [3, 5, "'s", "POS"],
        [6, 9, "car", "NN"],
        [9, 10, "-", "HYPH"],
        [10, 14, "bomb", "NN"],
        [15, 17, "do", "VBP"],
        [17, 20, "n't", "RB"],
    ]
    assert joined(sentence) == Tagged(("Ana's", "car-bomb", "don't"), ("NNP$", "NN", "VBP"))


def test_only_texts_under_cc_by_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    licences = tmp_path / "attributions.jsonl"
    licences.write_text(
        "\n".join(
            json.dumps({"id": id, "licence": licence})
            for id, licence in (("a", "CC BY 4.0"), ("b", "CC BY-SA 3.0"), ("c", "CC BY-NC 4.0"))
        ),
        "utf-8",
    )
    assert permissive_ids(licences) == {"a"}
    gold = tmp_path / "gold.jsonl"
    rows = [
        {"id": id, "split": split, "sents": [[[0, 3, "The", "DT"], [4, 8, "road", "NN"]]]}
        for id, split in (("a", "train"), ("a", "dev"), ("b", "train"))
    ]
    gold.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    arguments = [str(gold), str(licences), str(tmp_path / "out.npz")]
    monkeypatch.setattr(sys, "argv", ["tagger_training", *arguments])
    runpy.run_path(str(tagger_training.__file__), run_name="__main__")
    assert (tmp_path / "out.npz").stat().st_size > 0


def test_marks_and_figures_look_alike() -> None:
    assert plain_word("“") == plain_word("``") == "``"
    assert plain_word("”") == plain_word('"') == "''"
    assert plain_word("’") == "'"
    assert plain_word("1,200") == "!number"


def test_a_tagger_is_just_its_arrays() -> None:
    tagger = Tagger(np.zeros((1 << 16, 2), dtype=np.float32), ("NN", "VB"), {"road": 1})
    assert tagger.tag(["road", "x"]) == ["VB", "NN"]


def test_verbs_are_inflected_regularly_or_as_the_file_says() -> None:
    assert inflections("deny", doubled=False) == {"deny", "denied", "denies", "denying"}
    assert inflections("admit", doubled=True) == {"admit", "admitted", "admits", "admitting"}
    assert inflections("stress", doubled=False) == {"stress", "stressed", "stresses", "stressing"}
    assert shipped_lexicon().verbs["said"].lemma == "say"
    assert shipped_lexicon().nouns["allegations"].lemma == "allegation"


def test_another_lexicon_of_the_same_shape_may_be_handed_in() -> None:
    lexicon = read_lexicon('verb.croak = { takes = ["clause"], act = "denial", stance = "neutral" }')
    assert lexicon.verbs["croaked"].act is Act.DENIAL
