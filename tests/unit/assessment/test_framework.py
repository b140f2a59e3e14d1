"""States over time, as a view takes them: who has accepted, who is excluded, who belongs to whom."""

from typing import Any

import pytest
from attrs import evolve
from tests.world import EVERY_SOURCE, NORTH_KEEPS_TO_IT, TRUCE, World, framed_by

from truceline.assessment.admission import Admissions
from truceline.assessment.evidence import gather
from truceline.assessment.framework import Answer, Framework
from truceline.assessment.framing import known_from
from truceline.assessment.origins import Origins
from truceline.assessment.states import read_states
from truceline.assessment.supposition import Supposition, standing_settled
from truceline.assessment.view import Persistence, View
from truceline.values.doubt import Truth
from truceline.values.when import Interval, read_edtf

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


@pytest.fixture
def world() -> World:
    return World()


def framework(world: World, view: View = EVERY_SOURCE, *suppositions: Supposition) -> Framework:
    evidence = gather(world.snapshot())
    admissions = Admissions(evidence, Origins(evidence.snapshot), view)
    return Framework(read_states(evidence, admissions), view.persists, suppositions)


def during(text: str) -> Interval:
    return read_edtf(text, "Asia/Damascus")


def stands(
    world: World, position: str, *, actor: str = "south", speaker: str = "monitor", said: str | None = "2016-02-26", **more: Any
) -> str:  # fmt: skip
    claim = {"type": "standing", "actor": actor, "agreement": "truce", "position": position, **more}
    handle = world.says(speaker, claim)
    if said is None:
        del world.rows[-1][1]["said"]
    else:
        world.rows[-1][1]["said"] = said
    return handle


def tied(world: World, subject: str, relation: str, other: str, **more: Any) -> str:
    speaker = more.pop("speaker", "monitor")
    said = more.pop("said", "2016-03-01")
    claim = {"type": "relation", "subject": subject, "relation": relation, "object": other, **more}
    return world.says(speaker, claim, said=said)


def accepted(
    world: World, on: str = "2016-03-10", view: View = EVERY_SOURCE, actor: str = "south"
) -> Truth | None:
    return framework(world, view).accepted(actor, "truce", during(on)).truth


# Positions under an agreement


def test_where_nobody_says_anything_the_answer_is_silence(world: World) -> None:
    found = framework(world).accepted("south", "truce", during("2016-03-10"))
    assert found == Answer(None, ())
    assert (found.known_as(UNKNOWN), found.known_as(NO)) == (UNKNOWN, NO)


@pytest.mark.parametrize(
    ("position", "polarity", "expected"),
    [
        ("accepted", "affirmed", YES),
        ("bound", "affirmed", YES),
        ("refused", "affirmed", NO),
        ("withdrawn", "affirmed", NO),
        ("accepted", "denied", NO),
        ("refused", "denied", UNKNOWN),
        ("withdrawn", "denied", UNKNOWN),
        ("sponsor", "affirmed", None),
        ("observing", "affirmed", None),
        ("excluded", "affirmed", None),
    ],
)
def test_a_position_is_read_as_having_accepted_or_not(
    world: World, position: str, polarity: str, expected: Truth | None
) -> None:
    stands(world, position, polarity=polarity)
    assert accepted(world) is expected


@pytest.mark.parametrize(("polarity", "expected"), [("affirmed", YES), ("denied", NO)])
def test_an_excluded_standing_is_kept_apart(world: World, polarity: str, expected: Truth) -> None:
    stands(world, "excluded", polarity=polarity)
    found = framework(world).excluded("south", "truce", during("2016-03-10"))
    assert found.truth is expected
    assert len(found.claims) == 1


def test_a_joint_acceptance_is_each_ones_and_one_of_several_is_nobodys(world: World) -> None:
    stands(world, "accepted", actor="south + east")
    stands(world, "accepted", actor="north | outlaws")
    answers = [accepted(world, actor=name) for name in ("south", "east", "north", "outlaws")]
    assert answers == [YES, YES, None, None]


def test_standing_follows_actors_judged_the_same(world: World) -> None:
    world.judges("south", "same", "southern-army", about="actor")
    stands(world, "accepted", actor="southern-army")
    assert accepted(world) is YES


def test_nothing_is_projected_backwards_from_the_day_it_was_said(world: World) -> None:
    stands(world, "accepted")
    assert [accepted(world, day) for day in ("2016-02-25", "2016-02-26")] == [None, YES]


def test_an_acceptance_that_names_the_agreements_start_holds_from_there(world: World) -> None:
    stands(world, "accepted", said="2016-03-20", happened="2016-02-27/..")
    assert [accepted(world, day) for day in ("2016-02-26", "2016-02-27", "2016-04-01")] == [None, YES, YES]


def test_a_stated_end_ends_it(world: World) -> None:
    stands(world, "accepted", happened="2016-02-27/2016-03-09")
    assert [accepted(world, day) for day in ("2016-03-09", "2016-03-10")] == [YES, None]


def test_what_has_no_date_of_saying_holds_from_its_publication(world: World) -> None:
    stands(world, "accepted", said=None)
    assert [accepted(world, day) for day in ("2016-03-10", "2016-03-11")] == [None, YES]


def test_what_nobody_dates_at_all_holds_nowhere(world: World) -> None:
    world.rows.append(("document", {"id": "undated", "title": "undated"}))
    stands(world, "accepted", said=None)
    world.rows[-1][1]["document"] = "undated"
    assert accepted(world) is None


def test_a_later_word_of_the_same_origin_replaces_the_earlier(world: World) -> None:
    stands(world, "withdrawn", said="2016-03-05")
    stands(world, "accepted")
    assert [accepted(world, day) for day in ("2016-03-04", "2016-03-05", "2016-03-06")] == [YES, NO, NO]


def test_anothers_contrary_word_ends_nothing_and_contests(world: World) -> None:
    stands(world, "accepted")
    stands(world, "withdrawn", speaker="observer", said="2016-03-05")
    assert [accepted(world, day) for day in ("2016-03-04", "2016-03-06")] == [YES, UNKNOWN]


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_words_of_one_day_neither_replaces_the_other(world: World, *, turned: bool) -> None:
    for position in ("refused", "accepted") if turned else ("accepted", "refused"):
        stands(world, position)
    assert accepted(world) is UNKNOWN


def test_a_time_over_which_the_state_changes_has_no_one_answer(world: World) -> None:
    stands(world, "accepted", said="2016-03-05")
    assert accepted(world, "2016-03") is UNKNOWN
    assert accepted(world, "2016-04") is YES


def test_a_state_that_changed_and_changed_back_in_between_has_no_one_answer(world: World) -> None:
    stands(world, "accepted")
    stands(world, "withdrawn", said="2016-03-10")
    stands(world, "accepted", said="2016-03-20")
    assert accepted(world, "2016-03") is UNKNOWN
    assert [accepted(world, day) for day in ("2016-03-09", "2016-03-15", "2016-03-21")] == [YES, NO, YES]


@pytest.mark.parametrize(
    ("text", "expected"), [("../2016-03-10", UNKNOWN), ("2016-03-10/..", YES), ("XXXX", UNKNOWN)]
)
def test_an_open_time_asks_all_the_way(world: World, text: str, expected: Truth) -> None:
    stands(world, "accepted")
    assert accepted(world, text) is expected


def test_hedged_words_alone_leave_it_unknown_and_unsettle_firm_ones(world: World) -> None:
    stands(world, "accepted", firmness="probable")
    assert accepted(world) is UNKNOWN
    stands(world, "accepted", speaker="observer")
    assert accepted(world) is YES
    stands(world, "refused", speaker="reporter", firmness="possible")
    assert accepted(world) is UNKNOWN


def test_a_later_firm_word_of_the_same_origin_replaces_its_hedged_one(world: World) -> None:
    stands(world, "accepted", firmness="probable")
    stands(world, "refused", said="2016-03-01")
    assert accepted(world) is NO


def test_a_later_hedged_word_of_the_same_origin_only_unsettles_its_firm_one(world: World) -> None:
    stands(world, "accepted")
    stands(world, "refused", said="2016-03-01", firmness="probable")
    assert accepted(world) is UNKNOWN


def lasting(**days: int | None) -> View:
    return evolve(
        EVERY_SOURCE, persists=Persistence(**{"control": 30, "relation": 365, "standing": None, **days})
    )


def test_a_state_not_heard_of_for_longer_than_it_persists_is_unknown(world: World) -> None:
    stands(world, "accepted")
    view = lasting(standing=10)
    days = ("2016-03-06", "2016-03-08", "2016-03-09")
    assert [accepted(world, day, view) for day in days] == [YES, UNKNOWN, UNKNOWN]
    assert accepted(world, "2020") is YES


def test_a_stale_word_takes_nothing_from_a_fresh_one(world: World) -> None:
    stands(world, "accepted")
    stands(world, "accepted", speaker="observer", said="2016-03-08")
    assert accepted(world, "2016-03-10", lasting(standing=10)) is YES


def test_a_stated_end_outlasts_what_the_view_lets_persist(world: World) -> None:
    stands(world, "accepted", happened="2016-02-27/2016-05-01")
    assert accepted(world, "2016-04-20", lasting(standing=10)) is YES


def test_only_those_the_framework_takes_are_heard_and_each_on_its_own_position(world: World) -> None:
    stands(world, "accepted")
    stands(world, "accepted", actor="north", speaker="south-office")
    stands(world, "accepted", actor="south + east", speaker="south-office", said="2016-03-01")
    view = framed_by("observer")
    assert [accepted(world, view=view, actor=name) for name in ("south", "north", "east")] == [
        YES,
        None,
        None,
    ]
    assert accepted(world, "2016-02-28", view) is None


def test_an_actors_own_word_follows_the_name_it_is_judged_to_bear(world: World) -> None:
    world.judges("southern-army", "same", "south", about="actor")
    stands(world, "accepted", actor="southern-army", speaker="south-office")
    assert accepted(world, view=framed_by("observer"), actor="southern-army") is YES


def test_an_exclusion_is_nobodys_own_position(world: World) -> None:
    stands(world, "excluded", speaker="south-office")
    found = framework(world, framed_by("observer")).excluded("south", "truce", during("2016-03-10"))
    assert found.truth is None


def test_an_unnamed_speaker_has_no_position_of_its_own(world: World) -> None:
    claim = {"type": "standing", "actor": "south", "agreement": "truce", "position": "accepted"}
    world.says("unnamed: an official", claim, said="2016-02-26")
    assert accepted(world) is YES
    assert accepted(world, view=framed_by("observer")) is None


@pytest.mark.parametrize(("taken", "expected"), [(True, YES), (False, NO)])
def test_a_standing_taken_for_granted_stands_whatever_is_said(
    world: World, *, taken: bool, expected: Truth
) -> None:
    stands(world, "refused")
    found = framework(world, lasting(standing=10), standing_settled("south", "truce", accepted=taken))
    for text in ("2016-03-10", "XXXX"):
        assert found.accepted("south", "truce", during(text)).truth is expected


def test_who_is_assumed_outside_is_tied_to_nobody(world: World) -> None:
    tied(world, "south", "part-of", "north")
    found = framework(world, EVERY_SOURCE, standing_settled("south", "truce", accepted=False))
    assert found.related("south", ("part-of",), ("north",), during("2016-03-10")).truth is NO


# Ties between actors


def related(
    world: World, subject: str, relations: tuple[str, ...], *objects: str, on: str = "2016-03-10"
) -> Truth | None:
    return framework(world).related(subject, relations, objects, during(on)).truth


def test_a_stated_tie_holds_one_way_from_the_day_it_was_said(world: World) -> None:
    tied(world, "east", "supporting", "north")
    assert related(world, "east", ("supporting",), "north") is YES
    assert related(world, "north", ("supporting",), "east") is None
    assert related(world, "east", ("part-of",), "north") is None
    assert related(world, "east", ("supporting",), "north", on="2016-02-20") is None


def test_an_association_holds_both_ways(world: World) -> None:
    tied(world, "east", "associated-with", "north")
    assert related(world, "east", ("associated-with",), "north") is YES
    assert related(world, "north", ("associated-with",), "east") is YES


def test_ties_are_followed_through_any_number_of_steps_and_kinds(world: World) -> None:
    tied(world, "a", "part-of", "b")
    tied(world, "b", "associated-with", "c")
    tied(world, "c", "part-of", "a")
    tied(world, "c", "part-of", "d")
    assert related(world, "a", ("part-of", "associated-with"), "d", "elsewhere") is YES
    assert related(world, "a", ("part-of",), "d") is None


def test_a_path_over_a_contested_tie_is_unknown_unless_another_is_sure(world: World) -> None:
    tied(world, "a", "part-of", "b")
    tied(world, "a", "part-of", "b", speaker="observer", polarity="denied")
    tied(world, "b", "part-of", "d")
    assert related(world, "a", ("part-of",), "d") is UNKNOWN
    tied(world, "a", "part-of", "c")
    tied(world, "c", "part-of", "d")
    assert related(world, "a", ("part-of",), "d") is YES


def test_a_surer_path_found_later_counts(world: World) -> None:
    tied(world, "a", "part-of", "b")
    tied(world, "a", "part-of", "c", firmness="probable")
    tied(world, "b", "part-of", "c")
    tied(world, "c", "part-of", "d")
    assert related(world, "a", ("part-of",), "d") is YES


def test_a_denied_tie_is_no_and_makes_an_indirect_path_unknown(world: World) -> None:
    tied(world, "a", "part-of", "c", polarity="denied")
    assert related(world, "a", ("part-of",), "c") is NO
    tied(world, "a", "part-of", "b")
    assert related(world, "a", ("part-of",), "c") is NO
    tied(world, "b", "part-of", "c")
    assert related(world, "a", ("part-of",), "c") is UNKNOWN


def test_a_tie_denied_further_on_leads_nowhere(world: World) -> None:
    tied(world, "a", "part-of", "b")
    tied(world, "b", "part-of", "c", polarity="denied")
    assert related(world, "a", ("part-of",), "c") is None


def test_to_call_two_separate_denies_every_tie_without_a_direction(world: World) -> None:
    tied(world, "east", "separate-from", "north")
    found = framework(world)
    twice = [found.related("east", ("allied-with",), ("north",), during("2016-03-10")) for _ in range(2)]
    assert twice[0] is twice[1]
    for relation in ("associated-with", "allied-with", "affiliated-with"):
        assert related(world, "east", (relation,), "north") is NO
        assert related(world, "north", (relation,), "east") is NO
    assert related(world, "east", ("part-of",), "north") is None


def test_to_deny_that_two_are_separate_is_not_to_tie_them(world: World) -> None:
    tied(world, "east", "separate-from", "north", polarity="denied")
    assert related(world, "east", ("associated-with",), "north") is UNKNOWN


def test_a_tie_goes_stale(world: World) -> None:
    tied(world, "east", "part-of", "north")
    answers = [related(world, "east", ("part-of",), "north", on=day) for day in ("2017-02-20", "2017-03-10")]
    assert answers == [YES, UNKNOWN]


def test_a_tie_set_aside_is_no_tie(world: World) -> None:
    tied(world, "east", "part-of", "north")
    found = framework(world, framed_by("observer"))
    assert found.related("east", ("part-of",), ("north",), during("2016-03-10")).truth is None


# The time asked about


@pytest.mark.parametrize("text", ["2016-02-20", "2016-03-03", "2016-03", "../2016-03-03", "2016-03-03/.."])
def test_a_time_is_moved_back_to_the_last_change_and_nothing_answers_otherwise(
    world: World, text: str
) -> None:
    stands(world, "accepted")
    stands(world, "withdrawn", said="2016-03-05")
    stands(world, "excluded", happened="2016-03-02/2016-03-04")
    found = framework(world, lasting(standing=20))
    span = during(text)
    moved = found.state_span(span)
    for ask in (found.accepted, found.excluded):
        assert ask("south", "truce", moved) == ask("south", "truce", span)
    assert found.state_span(moved) == moved
    assert span.start is None or (moved.start is not None and moved.start <= span.start)


# What is known from a framing before


def test_what_claims_told_is_kept_where_a_claim_on_the_text_changed_and_no_clauses_life() -> None:
    world = World()
    stands(world, "accepted")
    framing = world.case(TRUCE + NORTH_KEEPS_TO_IT).framing
    (clause,) = framing.agreement.provisions
    framing.force_of(clause)
    (said,) = framing.told

    unchanged = known_from(framing, framing.frame, frozenset(), terms=False)
    of_text = known_from(framing, framing.frame, frozenset(), terms=True)
    of_standing = known_from(framing, framing.frame, frozenset([said]), terms=False)

    assert (list(unchanged.forces), unchanged.told) == ([clause.key], framing.told)
    assert (list(of_text.forces), of_text.told) == ([], framing.told)
    assert (list(of_standing.forces), dict(of_standing.told)) == ([clause.key], {})
