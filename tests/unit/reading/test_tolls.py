import pytest

from truceline.reading.tolls import count_of, find_tolls, number_of, percentages
from truceline.testimony.claim import Harm


@pytest.mark.parametrize(
    ("text", "harm", "low", "best", "high"),
    [
        ("At least 78 people were killed.", Harm.KILLED, 78, None, None),
        ("The shell killed twelve people.", Harm.KILLED, 12, 12, 12),
        ("slaying at least 78 people", Harm.KILLED, 78, None, None),
        ("Dozens were wounded.", Harm.INJURED, 24, None, None),
        ("up to 90 people were wounded", Harm.INJURED, 0, None, 90),
        ("The death toll rose to 148.", Harm.KILLED, 148, 148, 148),
        ("More than a hundred civilians died.", Harm.KILLED, 101, None, None),
        ("30-45 fighters were killed", Harm.KILLED, 30, None, 45),
        ("No one was killed.", Harm.KILLED, 0, 0, 0),
        ("killing two hundred and thirty-five villagers", Harm.KILLED, 235, 235, 235),
    ],
)
def test_a_toll_keeps_its_bounds(text: str, harm: Harm, low: int, best: int | None, high: int | None) -> None:
    (toll,) = find_tolls(text)
    assert (toll.harm, toll.count.low, toll.count.best, toll.count.high) == (harm, low, best, high)
    assert toll.count.words in text


def test_the_figure_of_a_date_is_no_toll() -> None:
    tolls = find_tolls("Tuesday 30 Sep 2014 At least eight people were killed")
    assert [toll.count.low for toll in tolls] == [8]


def test_whom_it_calls_the_dead_is_kept() -> None:
    (toll,) = find_tolls("Six civilians were killed in the strike.")
    assert toll.victims == "civilians"


def test_words_without_a_figure_give_no_count() -> None:
    assert count_of("a great many") is None
    assert find_tolls("Some were killed. He left. They left 2014 behind.") == ()


def test_figures_in_words_are_read() -> None:
    assert number_of("one thousand two hundred") == 1200
    assert number_of("a hundred") == 100
    assert number_of("forty-eight") == 48


def test_percentages_keep_their_bounds() -> None:
    ((_, _, count),) = percentages("cut by up to 50 percent")
    assert count.high == 50
    assert list(percentages("no figure at all")) == []


def test_the_day_before_a_verb_is_no_toll() -> None:
    (toll,) = find_tolls("An explosion in Velmar on 23 June killed four.")
    assert (toll.harm, toll.count.low, toll.count.high) == (Harm.KILLED, 4, 4)


def test_those_wounded_beside_the_dead_are_not_counted_as_the_dead() -> None:
    assert [toll.harm for toll in find_tolls("slaying at least 78 people and wounding many more")] == [
        Harm.KILLED
    ]
