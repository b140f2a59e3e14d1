import json
from pathlib import Path

import pytest
from tests.gold.marked import gold_articles

from truceline.reading.evaluation import KINDS, in_one_sentence, kind_of, outermost, score
from truceline.reading.floors import Floors, fallen, read_floors, risen
from truceline.reading.gold import Attribution, GoldDocument, read_gold
from truceline.values.problems import Problems

TEXT = "“The road is open,” the mayor said. He added that it was “wide and dry”. She wants rain."
GOLD = GoldDocument("a", TEXT, (
    Attribution(((20, 29),), ((30, 34),), ((0, 19),)),
    Attribution(((36, 38),), ((39, 44),), ((45, 71),)),
    Attribution(((73, 76),), ((77, 82),), ((83, 87),)),
))  # fmt: skip


def test_a_perfect_reader_gets_everything() -> None:
    scores = score(lambda _: GOLD.attributions, [GOLD])
    assert {round(rate.f1, 6) for rate in scores.rates.values()} == {1.0}
    assert scores.statements.f1 == 1.0


def test_a_silent_reader_gets_nothing() -> None:
    scores = score(lambda _: (), [GOLD])
    assert scores.statements.f1 == 0.0
    assert scores.rates["triple, exact"].recall == 0.0


def test_half_the_words_and_a_touched_source_are_enough_for_the_partial_triple() -> None:
    near = Attribution(((24, 29),), ((30, 34),), ((0, 12),))
    scores = score(lambda _: (near,), [GOLD])
    assert scores.rates["triple, partial"].right == 1
    assert scores.rates["triple, exact"].right == 0


def test_attitudes_are_left_out_of_statements() -> None:
    scores = score(lambda _: GOLD.attributions[:2], [GOLD])
    assert scores.statements.recall == 1.0
    assert scores.rates["triple, partial"].recall == pytest.approx(2 / 3)


def test_what_stands_inside_another_s_content_is_left_out() -> None:
    inner = Attribution((), ((4, 8),), ((9, 12),))
    assert outermost([GOLD.attributions[0], inner]) == [GOLD.attributions[0]]


def test_json_lines_are_read_and_every_bad_line_named(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    row = {
        "id": "a",
        "text": TEXT,
        "attrs": [{"source": [[20, 29]], "cue": [[30, 34]], "content": [[0, 19]]}],
    }
    file.write_text(json.dumps(row) + "\n\n", "utf-8")
    assert read_gold(file)[0].attributions == GOLD.attributions[:1]
    file.write_text(
        '{"id": 1}\n' + json.dumps({**row, "attrs": [{"content": [[0, 900]]}]}) + "\nnope\n", "utf-8"
    )
    with pytest.raises(Problems) as caught:
        read_gold(file)
    assert [problem.line for problem in caught.value.problems] == [1, 2, 3]


def test_brat_is_read_with_relations_and_events(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "a.ann").write_text(
        "T1\tSource 20 29\tthe mayor\nT2\tCue 30 34\tsaid\nT3\tContent 0 12;13 19\t“The road is\n"
        "R1\tlinks Arg1:T2 Arg2:T1\nR2\tlinks Arg1:T2 Arg2:T3\n"
        "T4\tSource 36 38\tHe\nT5\tCue 39 44\tadded\nT6\tContent 45 71\tthat\nE1\tCue:T5 Source:T4 Content:T6\n#1\tnote\n",
        "utf-8",
    )
    (tmp_path / "b.txt").write_text("no annotations", "utf-8")
    (document,) = read_gold(tmp_path)
    assert document.attributions[0].content == ((0, 12), (13, 19))
    assert document.attributions[1] == GOLD.attributions[1]


def test_a_floor_can_rise_and_falls_only_on_purpose() -> None:
    good, bad = score(lambda _: GOLD.attributions, [GOLD]), score(lambda _: (), [GOLD])
    floors = risen(Floors({}), "a", good, lower=False)
    assert read_floors(floors.to_text()) == floors
    assert fallen(floors, "a", good) == ()
    assert "statements: 0.0 < 100.0" in fallen(floors, "a", bad)
    assert risen(floors, "a", bad, lower=False) == floors
    assert risen(floors, "a", bad, lower=True).pinned["a"]["statements"] == 0.0


def test_the_markup_of_the_gold_set_leaves_clean_text() -> None:
    for article in gold_articles():
        assert "{" not in article.document.text
        for item in article.document.attributions:
            assert item.content


def test_a_corpus_of_single_sentences_is_compared_sentence_by_sentence() -> None:
    text = (
        "“It is open,” she said. “It stays open. We go there,” she said.\nShe wrote: “It is shut. We stay.”"
    )
    first, second = text.index("“It stays"), text.index("“It is shut")
    whole = Attribution(((14, 17),), ((18, 22),), ((0, 13), (first, text.index(" she said.\n"))))
    assert in_one_sentence(text, whole).content == ((0, 13),)
    written = Attribution(((second - 11, second - 8),), ((second - 7, second - 2),), ((second, len(text)),))
    assert text[slice(*in_one_sentence(text, written).content[0])] == "“It is shut."
    late = Attribution((), ((14, 17),), ((first, first + 15),))
    assert in_one_sentence(text, late).content == ((first, first + 15),)
    assert in_one_sentence(text, Attribution((), ((14, 17),), ())).content == ()
    document = GoldDocument("a", text, (Attribution(whole.source, whole.cue, ((0, 13),)),))
    assert score(lambda _: (whole,), [document]).rates["direct"].right == 0
    assert score(lambda _: (whole,), [document], narrowed=in_one_sentence).rates["direct"].right == 1


@pytest.mark.parametrize(
    ("words", "kind"),
    [("“a b”", 0), ("''a b''", 0), ("``a b''.", 0), ("that ''a b'' c", 1), ("that a b c", 2)],
)
def test_every_style_of_mark_shows_a_direct_quotation(words: str, kind: int) -> None:
    item = Attribution(((0, 2),), ((3, 7),), ((8, 8 + len(words)),))
    assert kind_of(f"He said {words}", item) == KINDS[kind]
