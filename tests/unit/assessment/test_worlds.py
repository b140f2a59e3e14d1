"""Worlds and pairs: who may have done it to whom, and what each possibility amounts to (semantics 6, 9)."""

import pytest
from tests.world import NO_FIRE_IN_ZONE, TRUCE, World, event, role

from truceline.assessment.finding import CONDITIONS, NOBODY, Outcome, Responsible, Share
from truceline.assessment.worlds import Pair, Result, combined, expanded, judge_pair, worlds_of, worst
from truceline.values.doubt import Truth
from truceline.values.who import Who

VIOLATION, POSSIBLE, NONE = Outcome.VIOLATION, Outcome.POSSIBLE, Outcome.NONE


@pytest.fixture
def world() -> World:
    return World()


def worlds(world: World) -> set[frozenset[tuple[str, str]]]:
    """The worlds of the shelling, each as its pairs of names; "-" where nobody stands."""
    account = world.case(TRUCE + NO_FIRE_IN_ZONE).account("shelling")
    return {
        frozenset((str(pair.perpetrator or "-"), str(pair.target or "-")) for pair in one)
        for one in worlds_of(account)
    }


def said(world: World, *claims: dict[str, str], speaker: str = "monitor") -> None:
    world.says(speaker, event("shelling"), *claims)


def took_part(*names: str) -> list[dict[str, str]]:
    return [role("shelling", name, "participant") for name in names]


def pairs(*named: str) -> frozenset[tuple[str, str]]:
    """``a>b`` for each pair."""
    return frozenset((first, second) for first, _, second in (name.partition(">") for name in named))


def test_nobody_named_is_one_world_of_nobody(world: World) -> None:
    said(world)
    assert worlds(world) == {pairs("->-")}


def test_one_named_is_one_world(world: World) -> None:
    said(world, role("shelling", "north"), role("shelling", "south", "target"))
    assert worlds(world) == {pairs("north>south")}


def test_contested_perpetrators_and_alternatives_are_worlds(world: World) -> None:
    said(world, role("shelling", "north | east"))
    said(world, role("shelling", "outlaws"), speaker="observer")
    assert worlds(world) == {pairs("north>-"), pairs("east>-"), pairs("outlaws>-")}


def test_joint_perpetrators_and_a_joint_target_are_each_one(world: World) -> None:
    said(world, role("shelling", "north + east"), role("shelling", "south + villagers", "target"))
    assert worlds(world) == {pairs("east + north>south + villagers")}


def test_targets_hit_apart_are_pairs_of_one_world(world: World) -> None:
    said(
        world,
        role("shelling", "north"),
        *(role("shelling", name, "target") for name in ("south", "villagers")),
    )
    assert worlds(world) == {pairs("north>south", "north>villagers")}


def test_an_alternative_among_targets_hit_apart_gives_a_world_for_each(world: World) -> None:
    said(
        world,
        role("shelling", "north"),
        role("shelling", "south", "target"),
        role("shelling", "east | villagers", "target"),
    )
    assert worlds(world) == {pairs("north>south", "north>east"), pairs("north>south", "north>villagers")}


def test_a_hedged_rival_is_a_world_beside_a_firm_name_and_none_alone(world: World) -> None:
    said(world, role("shelling", "north", firmness="probable"))
    assert worlds(world) == {pairs("->-")}
    said(world, role("shelling", "east"), speaker="observer")
    assert worlds(world) == {pairs("east>-"), pairs("north>-")}


def test_a_denied_part_opens_a_world_of_nobody(world: World) -> None:
    said(world, role("shelling", "north"), role("shelling", "south", "target"))
    world.says("north-office", role("shelling", "north", polarity="denied"))
    world.says("south-office", role("shelling", "south", "target", polarity="denied"))
    assert worlds(world) == {pairs("north>south"), pairs("north>-"), pairs("->south"), pairs("->-")}


def test_an_undirected_clash_is_a_world_for_each_attacker(world: World) -> None:
    said(world, *took_part("north", "south"))
    assert worlds(world) == {pairs("north>south"), pairs("south>north")}


def test_of_three_participants_each_may_have_attacked_the_others(world: World) -> None:
    said(world, *took_part("north", "south", "east"))
    assert pairs("north>south", "north>east") in worlds(world)
    assert len(worlds(world)) == 3


def test_an_alternative_participant_never_fights_itself(world: World) -> None:
    said(world, *took_part("north", "north | south"))
    assert worlds(world) == {pairs("north>south"), pairs("south>north")}


def test_a_single_participant_gives_no_direction(world: World) -> None:
    said(world, *took_part("north"))
    assert worlds(world) == {pairs("->-")}


def test_in_a_clash_that_hit_a_third_each_side_may_have_hit_it(world: World) -> None:
    said(world, *took_part("north", "south"), role("shelling", "villagers", "target"))
    assert worlds(world) == {
        pairs("north>villagers", "north>south"),
        pairs("south>villagers", "south>north"),
    }


def test_of_a_clash_whose_victim_is_known_the_others_were_the_attackers(world: World) -> None:
    said(world, *took_part("north", "south", "east"), role("shelling", "south", "target"))
    assert worlds(world) == {pairs("north>south"), pairs("east>south")}


def test_a_clash_in_which_all_were_hit_has_no_direction_after_all(world: World) -> None:
    said(
        world,
        *took_part("north", "south"),
        *(role("shelling", name, "target") for name in ("north", "south")),
    )
    assert {pair for one in worlds(world) for pair in one} >= {("north", "south"), ("south", "north")}


def test_a_known_attacker_in_a_clash_hit_the_other_participants(world: World) -> None:
    said(world, role("shelling", "north"), *took_part("north", "south"))
    assert worlds(world) == {pairs("north>south")}


def test_an_attacker_never_hit_the_side_it_fought_on(world: World) -> None:
    said(world, role("shelling", "north"), *took_part("north + east", "south"))
    assert worlds(world) == {pairs("north>south")}


def test_a_known_attacker_that_alone_took_part_hit_nobody_named(world: World) -> None:
    said(world, role("shelling", "north"), *took_part("north"))
    assert worlds(world) == {pairs("north>-")}


def test_only_alternatives_expand() -> None:
    assert expanded(Who.parse("a | b")) == (Who.one("a"), Who.one("b"))
    for text in ("a", "a + b", "class: a", "unnamed: x"):
        assert expanded(Who.parse(text)) == (Who.parse(text),)
    assert Pair(Who.one("a"), None) == Pair(Who.one("a"), None)


# What they amount to


def judged(**answers: Truth) -> Result:
    return judge_pair(lambda name: answers.get(name, Truth.YES), lambda: frozenset({"north"}))


def test_a_pair_for_which_all_six_hold_is_a_violation() -> None:
    assert judged() == Result(VIOLATION, None, frozenset({"north"}))


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_pair_with_an_open_condition_is_possible(condition: str) -> None:
    assert judged(**{condition: Truth.UNKNOWN}).outcome is POSSIBLE


@pytest.mark.parametrize("number", range(5))
def test_a_pair_fails_by_its_first_failed_condition(number: int) -> None:
    answers = dict.fromkeys(CONDITIONS[:number], Truth.UNKNOWN) | dict.fromkeys(
        CONDITIONS[number:5], Truth.NO
    )
    assert judged(**answers) == Result(NONE, number, frozenset())


def result(outcome: Outcome, failed: str | None = None, *actors: str) -> Result:
    return Result(outcome, CONDITIONS.index(failed) if failed else None, frozenset(actors))


def test_within_a_world_the_worst_counts_with_who_answers_for_it() -> None:
    found = worst(
        [
            result(NONE, "whom"),
            result(POSSIBLE, None, "east"),
            result(VIOLATION, None, "north"),
            result(VIOLATION, None, "south"),
        ]
    )
    assert found == result(VIOLATION, None, "north", "south")


def test_within_a_world_the_furthest_failed_condition_is_the_reason() -> None:
    assert worst([result(NONE, "whom"), result(NONE, "who"), result(NONE, "when")]) == result(NONE, "whom")


def test_where_no_clause_is_asked_none_covers_the_conduct() -> None:
    assert worst([]) == result(NONE, "what")


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([VIOLATION, VIOLATION], VIOLATION),
        ([VIOLATION, POSSIBLE], POSSIBLE),
        ([VIOLATION, NONE], POSSIBLE),
        ([POSSIBLE, NONE], POSSIBLE),
        ([NONE, NONE], NONE),
    ],
)
def test_over_worlds_all_must_agree_or_it_is_possible(outcomes: list[Outcome], expected: Outcome) -> None:
    found = [result(one, "who" if one is NONE else None, "north") for one in outcomes]
    assert combined(found)[0] is expected


@pytest.mark.parametrize(
    ("reasons", "failed"),
    [(("who", "who"), "who"), (("when",), "when"), (("who", "whom"), "either-way")],
)
def test_worlds_that_fail_for_different_reasons_fail_either_way(
    reasons: tuple[str, ...], failed: str
) -> None:
    assert combined([result(NONE, reason) for reason in reasons]) == (NONE, failed, NOBODY)


@pytest.mark.parametrize(
    ("per_world", "outcome", "expected"),
    [
        ([("north",), ("north",)], VIOLATION, Responsible(Share.ONE, ("north",))),
        ([("north", "east")] * 2, VIOLATION, Responsible(Share.JOINTLY, ("east", "north"))),
        ([("north", "east")] * 2, POSSIBLE, Responsible(Share.AT_LEAST_ONE, ("east", "north"))),
        ([("north",), ("south",)], VIOLATION, Responsible(Share.AT_LEAST_ONE, ("north", "south"))),
        ([("north",), ()], VIOLATION, NOBODY),
    ],
)
def test_who_answers_in_every_world_answers_alone_or_jointly_else_at_least_one(
    per_world: list[tuple[str, ...]], outcome: Outcome, expected: Responsible
) -> None:
    assert combined([result(outcome, None, *actors) for actors in per_world])[2] == expected


def test_worlds_without_a_breach_name_nobody_responsible() -> None:
    found = combined([result(VIOLATION, None, "north"), result(NONE, "who")])
    assert found == (POSSIBLE, None, Responsible(Share.ONE, ("north",)))


@pytest.mark.parametrize(
    ("responsible", "text"),
    [
        (Responsible(Share.ONE, ("north",)), "north"),
        (NOBODY, "not attributed"),
        (Responsible(Share.JOINTLY, ("east", "north")), "jointly east, north"),
        (Responsible(Share.AT_LEAST_ONE, ("east", "north")), "at least one of east, north"),
    ],
)
def test_responsibility_reads_as_a_sentence_part(responsible: Responsible, text: str) -> None:
    assert str(responsible) == text
