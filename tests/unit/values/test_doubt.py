"""Truth in three values and counts with bounds."""

from itertools import product

import pytest

from truceline.values.doubt import (
    LARGEST,
    Count,
    Truth,
    add_counts,
    agreed,
    all_of,
    any_of,
    hull_of_counts,
    known,
)
from truceline.values.problems import ValueProblem

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
ALL = tuple(Truth)


@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [
        (YES, YES, YES, YES),
        (YES, NO, NO, YES),
        (YES, UNKNOWN, UNKNOWN, YES),
        (NO, NO, NO, NO),
        (NO, UNKNOWN, NO, UNKNOWN),
        (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_and_and_or_follow_kleenes_strong_tables_either_way_round(
    one: Truth, other: Truth, both: Truth, either: Truth
) -> None:
    assert (one & other, other & one) == (both, both)
    assert (one | other, other | one) == (either, either)


def test_not_swaps_yes_and_no_and_leaves_unknown() -> None:
    assert [~truth for truth in (YES, NO, UNKNOWN)] == [NO, YES, UNKNOWN]


def test_de_morgan_holds_for_every_pair() -> None:
    for one, other in product(ALL, ALL):
        assert ~(one & other) == ~one | ~other
        assert ~(one | other) == ~one & ~other


def test_and_and_or_distribute_for_every_triple() -> None:
    for one, two, three in product(ALL, ALL, ALL):
        assert one & (two | three) == (one & two) | (one & three)


def test_an_answer_is_given_only_when_every_way_of_filling_in_unknowns_gives_it() -> None:
    def fillings(truth: Truth) -> list[Truth]:
        return [YES, NO] if truth is UNKNOWN else [truth]

    for one, other in product(ALL, ALL):
        ways = {a & b for a in fillings(one) for b in fillings(other)}
        assert (one & other) == (ways.pop() if len(ways) == 1 else UNKNOWN)


def test_a_truth_refuses_to_be_taken_for_two_valued() -> None:
    with pytest.raises(TypeError, match="three values"):
        bool(UNKNOWN)


def test_known_turns_a_decided_answer_into_a_truth() -> None:
    assert [known(answer) for answer in (True, False)] == [YES, NO]


def test_all_of_nothing_is_yes_and_any_of_nothing_is_no() -> None:
    assert (all_of([]), any_of([])) == (YES, NO)
    assert all_of([YES, UNKNOWN]) is UNKNOWN
    assert any_of([NO, UNKNOWN, YES]) is YES


def test_once_decided_the_others_are_not_asked() -> None:
    one, other = iter([UNKNOWN, YES, NO]), iter([UNKNOWN, NO, YES])
    assert (any_of(one), all_of(other)) == (YES, NO)
    assert (list(one), list(other)) == ([NO], [YES])


def test_rival_values_agree_only_when_all_give_the_same_answer() -> None:
    assert agreed([NO, NO]) is NO
    assert agreed([YES, NO]) is UNKNOWN
    assert agreed([]) is UNKNOWN


@pytest.mark.parametrize(
    ("words", "low", "best", "high"),
    [
        ("78", 78, 78, 78),
        ("exactly 3", 3, 3, 3),
        ("1,234", 1234, 1234, 1234),
        ("none", 0, 0, 0),
        ("Nobody", 0, 0, 0),
        ("75-100", 75, None, 100),
        ("75–100", 75, None, 100),
        ("between 5 and 7", 5, None, 7),
        ("some 5 to 7", 5, None, 7),
        ("at least 78", 78, None, None),
        ("no fewer than 4", 4, None, None),
        ("12 or more", 12, None, None),
        ("more than a hundred".replace("a hundred", "100"), 101, None, None),
        ("over 1,000", 1001, None, None),
        ("up to 50", 0, None, 50),
        ("fewer than 10", 0, None, 9),
        ("about 40", 1, 40, None),
        ("nearly 0", 0, 0, None),
        ("dozens", 24, None, None),
        ("several", 3, None, None),
        ("40 percent", 40, 40, 40),
        ("٧٨", 78, 78, 78),
    ],
)
def test_words_set_the_bounds_they_commit_their_speaker_to(
    words: str, low: int, best: int | None, high: int | None
) -> None:
    count = Count.parse(words)
    assert (count.low, count.best, count.high) == (low, best, high)
    assert count.words == words


@pytest.mark.parametrize("words", ["", "quite a few dead", "fewer than 0", "-3", "1e3", "9" * 16])
def test_words_without_a_figure_are_refused(words: str) -> None:
    with pytest.raises(ValueProblem) as refusal:
        Count.parse(words)
    assert refusal.value.problem.code == "count.unreadable"


@pytest.mark.parametrize(
    ("low", "best", "high", "code"),
    [
        (-1, None, None, "count.negative"),
        (5, None, 4, "count.order"),
        (5, 4, None, "count.order"),
        (5, 8, 7, "count.order"),
        (LARGEST + 1, None, None, "count.huge"),
        (0, None, LARGEST + 1, "count.huge"),
    ],
)
def test_impossible_bounds_are_refused(low: int, best: int | None, high: int | None, code: str) -> None:
    with pytest.raises(ValueProblem) as refusal:
        Count(low=low, best=best, high=high, words="")
    assert refusal.value.problem.code == code


def test_a_range_out_of_order_is_refused() -> None:
    with pytest.raises(ValueProblem) as refusal:
        Count.parse("100-75")
    assert refusal.value.problem.code == "count.order"


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (Count.exactly(3), "3"),
        (Count.parse("at least 78"), "78 or more"),
        (Count.parse("75-100"), "75-100"),
        (Count(low=0, best=None, high=None, words=""), "not known"),
        (Count(low=0, best=2, high=5, words=""), "2 (0-5)"),
        (Count(low=20, best=30, high=None, words=""), "30 (20 or more)"),
        (Count(low=0, best=30, high=None, words=""), "30 (not known)"),
        (Count.parse("about 30"), "about 30"),
    ],
)
def test_a_count_shows_its_bounds(count: Count, text: str) -> None:
    assert str(count) == text


def test_a_sum_stays_open_where_one_part_is_open() -> None:
    total = add_counts([Count.exactly(3), Count.parse("at least 10")])
    assert (total.low, total.best, total.high) == (13, None, None)
    total = add_counts([Count.exactly(3), Count.parse("5-7")])
    assert (total.low, total.best, total.high) == (8, None, 10)
    assert add_counts([]) == Count(low=0, best=0, high=0, words="")


def test_the_hull_spans_all_counts_and_keeps_best_only_where_all_agree() -> None:
    hull = hull_of_counts([Count.exactly(78), Count.parse("75-100"), Count.parse("at least 60")])
    assert (hull.low, hull.best, hull.high) == (60, None, None)
    assert hull.words == "78 | 75-100 | at least 60"
    same = hull_of_counts([Count.exactly(5), Count.exactly(5)])
    assert (same.low, same.best, same.high, same.words) == (5, 5, 5, "5")
    assert hull_of_counts([Count.exactly(5), Count.exactly(7)]).high == 7
