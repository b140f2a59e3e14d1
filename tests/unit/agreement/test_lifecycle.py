"""When a clause is in force, surely and possibly, and which steps may follow which."""

from datetime import UTC, datetime

import pytest

from truceline.agreement.lifecycle import ALWAYS, NEXT, Step, Stretch, common, in_force, state_after, without
from truceline.agreement.parse import read_agreement
from truceline.values.problems import ValueProblem
from truceline.values.when import Fills, Interval, Period

HEAD = 'id = "a"\ntitle = "t"\nkind = "ceasefire"\n'
CLAUSE = '[[provision]]\nid = "p"\nprohibits = ["use-of-weapons"]\n'


def step(verb: str, edtf: str, provision: str | None = None) -> Step:
    return Step(verb, Period(edtf, "UTC", Fills.THROUGHOUT, ""), provision)


def day(month: int, number: int) -> datetime:
    return datetime(2016, month, number, tzinfo=UTC)


def told(head: str, clause: str, *steps: Step) -> tuple[Stretch, Stretch]:
    agreement = read_agreement(HEAD + head + CLAUSE + clause, "a.toml")
    return in_force(agreement, agreement.provisions[0], steps)


def both(*stretch: Interval) -> tuple[Stretch, Stretch]:
    return stretch, stretch


MARCH = 'from = "2016-03-01"\nuntil = "2016-03-10"\n'
IN_MARCH = Interval(day(3, 1), day(3, 11))


def test_a_clause_without_a_period_is_in_force_as_long_as_its_agreement() -> None:
    assert told(MARCH, "") == both(IN_MARCH)


def test_a_clause_s_own_period_counts_within_its_agreement_s() -> None:
    assert told("", MARCH) == both(IN_MARCH)
    assert told(MARCH, 'from = "2016-03-05"\n') == both(Interval(day(3, 5), day(3, 11)))
    assert told(MARCH, 'until = "2016-03-05"\n') == both(Interval(day(3, 1), day(3, 6)))
    assert told(MARCH, 'from = "2016-04-05"\n') == both()


def test_an_agreement_that_states_no_period_is_in_force_from_its_declaration_on() -> None:
    sure, possible = told('declared = "2016-02-22"\n', "")
    assert sure == (Interval(day(2, 23), None),)
    assert possible == (Interval(day(2, 22), None),)


def test_an_agreement_that_states_nothing_is_not_limited() -> None:
    assert told("", "") == both(ALWAYS)


def test_where_the_text_states_no_period_it_is_surely_in_force_when_somebody_says_so() -> None:
    sure, possible = told('declared = "2016-02-22"\n', "", step("in-force", "2016-02-27/.."))
    assert sure == (Interval(day(2, 27), None),)
    assert possible == (Interval(day(2, 22), None),)


def test_an_announcement_changes_nothing() -> None:
    assert told(MARCH, "", step("announced", "2016-02-01/2016-02-28")) == both(IN_MARCH)


def test_an_extension_adds_its_period_and_seams_are_united() -> None:
    assert told(MARCH, "", step("extended", "2016-03-11/2016-03-20")) == both(Interval(day(3, 1), day(3, 21)))


def test_an_extension_after_a_gap_leaves_the_gap() -> None:
    assert told(MARCH, "", step("extended", "2016-03-15/2016-03-20")) == both(
        IN_MARCH, Interval(day(3, 15), day(3, 21))
    )


def test_an_extension_that_names_only_its_end_goes_on_from_what_is_there() -> None:
    assert told(MARCH, "", step("extended", "../2016-03-20")) == both(Interval(day(3, 1), day(3, 21)))


def test_an_extension_of_what_never_was_in_force_has_no_start() -> None:
    steps = (step("extended", "../2016-04-20", "p"),)
    assert told(MARCH, 'from = "2016-04-05"\n', *steps) == both(Interval(None, day(4, 21)))


def test_a_word_that_names_only_an_end_before_everything_is_kept_as_it_is() -> None:
    sure, possible = told('declared = "2016-02-22"\n', "", step("in-force", "../2016-02-10"))
    assert sure == (Interval(None, day(2, 11)),)
    assert possible == (Interval(None, day(2, 11)), Interval(day(2, 22), None))


def test_an_extension_of_the_agreement_carries_along_clauses_that_name_no_end() -> None:
    extension = step("extended", "2016-03-11/2016-03-20")
    assert told(MARCH, 'from = "2016-03-05"\n', extension) == both(Interval(day(3, 5), day(3, 21)))
    assert told(MARCH, 'until = "2016-03-05"\n', extension) == both(Interval(day(3, 1), day(3, 6)))


def test_an_extension_of_one_clause_is_of_no_other() -> None:
    extension = step("extended", "2016-03-11/2016-03-20", "q")
    assert told(MARCH, "", extension) == both(IN_MARCH)
    ours = step("extended", "2016-03-06/2016-03-08", "p")
    assert told(MARCH, 'until = "2016-03-05"\n', ours) == both(Interval(day(3, 1), day(3, 9)))


def test_a_step_of_one_version_is_of_that_version_only() -> None:
    version = 'version = "us"\n'
    ours, theirs = (step("extended", "2016-03-11/2016-03-20", key) for key in ("p@us", "p@russia"))
    assert told(MARCH, version, ours) == both(Interval(day(3, 1), day(3, 21)))
    assert told(MARCH, version, theirs) == both(IN_MARCH)


@pytest.mark.parametrize("verb", ["lapsed", "collapsed", "suspended", "not-started"])
def test_an_ending_given_as_a_date_lasts_from_that_date_on(verb: str) -> None:
    sure, possible = told(MARCH, "", step(verb, "2016-03-05"))
    assert sure == (Interval(day(3, 1), day(3, 5)),)
    assert possible == (Interval(day(3, 1), day(3, 6)),)


def test_an_ending_given_as_an_interval_lasts_for_that_long() -> None:
    assert told(MARCH, "", step("suspended", "2016-03-03/2016-03-04")) == both(
        Interval(day(3, 1), day(3, 3)), Interval(day(3, 5), day(3, 11))
    )


def test_an_ending_at_an_unknown_time_leaves_nothing_sure() -> None:
    assert told(MARCH, "", step("collapsed", "XXXX")) == ((), (IN_MARCH,))


def test_an_ending_that_somebody_contradicts_leaves_that_time_possible() -> None:
    sure, possible = told(
        MARCH, "", step("collapsed", "2016-03-05"), step("in-force", "2016-03-07/2016-03-08")
    )
    assert sure == (Interval(day(3, 1), day(3, 5)),)
    assert possible == (Interval(day(3, 1), day(3, 6)), Interval(day(3, 7), day(3, 9)))


def test_an_extension_that_somebody_denies_is_possible_only() -> None:
    sure, possible = told(
        MARCH, "", step("extended", "2016-03-11/2016-03-20"), step("lapsed", "2016-03-11/2016-03-31")
    )
    assert sure == (IN_MARCH,)
    assert possible == (Interval(day(3, 1), day(3, 21)),)


def test_what_is_said_of_the_agreement_does_not_widen_a_clause() -> None:
    steps = (step("in-force", "2016-02-27/.."), step("extended", "2016-02-27/2016-12-31"))
    assert told("", MARCH, *steps) == both(IN_MARCH)


def test_stretches_of_time_are_cut_and_joined() -> None:
    early, late = Interval(None, day(3, 1)), Interval(day(2, 1), None)
    assert common([early], [late]) == (Interval(day(2, 1), day(3, 1)),)
    assert common([early], [Interval(day(3, 1), None)]) == ()
    assert without([ALWAYS], [Interval(day(2, 1), day(3, 1))]) == (
        Interval(None, day(2, 1)),
        Interval(day(3, 1), None),
    )
    assert without([early], [early]) == ()
    assert without([early, late], []) == (ALWAYS,)


def test_a_life_is_told_step_by_step() -> None:
    assert state_after([]) == "nothing said"
    assert state_after(["announced", "in-force", "suspended", "in-force", "lapsed", "extended"]) == "in-force"


@pytest.mark.parametrize(
    ("verbs", "told"),
    [
        (["lapsed"], "lapsed, where it was nothing said"),
        (["announced", "in-force", "lapsed", "suspended"], "suspended, where it was lapsed"),
        (["in-force", "collapsed", "extended"], "extended, where it was collapsed"),
        (["in-force", "reading"], "reading, where it was in-force"),
    ],
)
def test_a_step_out_of_order_is_told_with_its_state(verbs: list[str], told: str) -> None:
    with pytest.raises(ValueProblem) as caught:
        state_after(verbs)
    assert (caught.value.problem.code, caught.value.problem.value) == ("agreement.step_order", told)


def test_every_state_has_a_way_on() -> None:
    reached = {state for steps in NEXT.values() for state in steps.values()}
    assert reached | {"nothing said"} == set(NEXT)
    assert all(NEXT.values())
