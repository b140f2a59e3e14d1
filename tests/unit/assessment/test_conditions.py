"""The six conditions, each yes, no or unknown, with what would settle it (semantics 5 and 6)."""

from typing import Any

import pytest
from tests.world import (
    ACCEPTED_KEEP_TO_IT,
    CORROBORATED,
    EVERY_SOURCE,
    NO_FIRE_IN_ZONE,
    NORTH_KEEPS_TO_IT,
    TRUCE,
    World,
    event,
    role,
)

from truceline.assessment.finding import Answered, Outcome
from truceline.assessment.view import View
from truceline.values.doubt import Truth

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


@pytest.fixture
def world() -> World:
    made = World()
    made.accepts("south")
    return made


def answer(world: World, condition: str, clauses: str, view: View = EVERY_SOURCE) -> Answered:
    (clause,) = world.case(TRUCE + clauses, view).provision_findings("shelling")
    return clause.conditions[condition]


def truth(world: World, condition: str, clauses: str = NORTH_KEEPS_TO_IT) -> Truth:
    return answer(world, condition, clauses).truth


def clause(**parts: str) -> str:
    """A clause with these parts, each as it is written in the file."""
    lines = {"id": '"x"', "text": '"x"', "prohibits": '["use-of-weapons"]', "binds": '"anyone"', **parts}
    return "\n[[provision]]\n" + "\n".join(f"{key} = {value}" for key, value in lines.items()) + "\n"


def settles(found: Answered) -> list[str]:
    return [doubt.settle for doubt in found.doubts]


def tie(world: World, subject: str, relation: str, other: str, **more: Any) -> None:
    claim = {"type": "relation", "subject": subject, "relation": relation, "object": other, **more}
    world.says("monitor", claim, said="2016-03-01")


def states(world: World, position: str, actor: str, **more: Any) -> None:
    claim = {"type": "standing", "actor": actor, "agreement": "truce", "position": position, **more}
    world.says("monitor", claim, said="2016-02-26")


# when


@pytest.mark.parametrize(
    ("happened", "expected"),
    [
        ("2016-02-26", NO),
        ("2016-02-27", YES),
        ("2016-02-26T23:59", NO),
        ("2016-02-27T00:00", YES),
        ("2016-02-26/2016-02-27", UNKNOWN),
        ("2016-02", UNKNOWN),
        ({"edtf": "2016-02", "fills": "throughout"}, YES),
        ({"edtf": "2016-02-27T00:00", "fills": "as-of"}, YES),
        ("2016-02-26T22:00Z", YES),
        ("2016-02-26[UTC]", UNKNOWN),
        ("2016-03-10/..", YES),
        ("../2016-03-10", UNKNOWN),
        ("XXXX", UNKNOWN),
        (None, UNKNOWN),
    ],
)
def test_when_asks_whether_all_of_its_time_lies_in_the_local_bounds(
    world: World, happened: Any, expected: Truth
) -> None:
    world.reports("monitor", happened=happened)
    assert truth(world, "when") is expected


@pytest.mark.parametrize(
    ("happened", "expected"),
    [("2016-04-01", YES), ("2016-04-01/2016-04-02", UNKNOWN), ("2016-04-02", NO), ("2016-04-01T23:59", YES)],
)
def test_the_end_of_a_clause_is_the_end_of_its_local_day_also_over_a_change_of_clocks(
    world: World, happened: str, expected: Truth
) -> None:
    # Damascus put its clocks forward on 25 March 2016.
    world.reports("monitor", happened=happened)
    assert truth(world, "when", clause(period='"2016-02-27/2016-04-01"')) is expected


def test_a_time_nobody_gives_is_settled_by_an_account_of_it(world: World) -> None:
    world.reports("monitor", happened=None)
    assert settles(answer(world, "when", NORTH_KEEPS_TO_IT)) == ["an admitted account of when it happened"]


def test_rival_times_on_both_sides_of_the_start_leave_when_unknown(world: World) -> None:
    world.reports("monitor", happened="2016-02-26")
    world.reports("observer", happened="2016-02-28")
    found = answer(world, "when", NORTH_KEEPS_TO_IT)
    assert found.truth is UNKNOWN
    assert settles(found) == ["which of the rival times is right"]


def test_rival_times_all_inside_leave_nothing_open(world: World) -> None:
    world.reports("monitor", happened="2016-03-01")
    world.reports("observer", happened="2016-03-08")
    assert truth(world, "when") is YES


def term(world: World, step: str, happened: str, **more: Any) -> None:
    claim = {"type": "term", "agreement": "truce", "step": step, "happened": happened, **more}
    world.says("monitor", claim)


def test_two_times_in_force_that_touch_are_one(world: World) -> None:
    term(world, "extended", "2016-03-11/2016-03-20")
    world.reports("monitor", happened="2016-03-10/2016-03-11")
    bounded = TRUCE.replace('from = "2016-02-27T00:00"', 'period = "2016-02-27/2016-03-10"')
    (found,) = world.case(bounded + NO_FIRE_IN_ZONE).provision_findings("shelling")
    assert found.conditions["when"].truth is YES


def test_a_clause_said_to_have_lapsed_is_in_doubt_from_then_on(world: World) -> None:
    term(world, "lapsed", "2016-03-05")
    term(world, "in-force", "2016-03-05/2016-03-20")
    world.reports("monitor")
    found = answer(world, "when", NORTH_KEEPS_TO_IT)
    assert found.truth is UNKNOWN
    assert "whether the clause was still in force: accounts differ" in settles(found)
    assert len(found.claims) == 3


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, NO),
        ({"provision": "north"}, NO),
        ({"provision": "zone"}, YES),
        ({"agreement": "another"}, YES),
        ({"polarity": "denied"}, YES),
        ({"firmness": "probable"}, YES),
        ({"step": "reading"}, YES),
    ],
)
def test_only_firm_words_about_this_clause_change_its_life(
    world: World, more: dict[str, str], expected: Truth
) -> None:
    term(world, more.pop("step", "collapsed"), "2016-03-05", **more)
    world.reports("monitor")
    assert truth(world, "when") is expected


def test_words_about_one_version_of_a_clause_change_that_version(world: World) -> None:
    term(world, "collapsed", "2016-03-05", provision="x")
    rivals = clause(version='"a"', **{"according-to": '["monitor"]'}) + clause(
        version='"b"', **{"according-to": '["observer"]'}
    )
    world.reports("monitor")
    case = world.case(TRUCE + rivals)
    assert [found.conditions["when"].truth for found in case.provision_findings("shelling")] == [NO, NO]


def test_a_life_cycle_step_without_a_date_changes_nothing(world: World) -> None:
    world.says("monitor", {"type": "term", "agreement": "truce", "step": "collapsed"})
    world.reports("monitor")
    assert truth(world, "when") is YES


PROVIDED = """
[[condition]]
id = "waits"
actor = "east"
position = "POSITION"
"""


@pytest.mark.parametrize(
    ("asked", "claimed", "expected"),
    [
        ("accepted", "accepted", YES),
        ("accepted", "refused", NO),
        ("accepted", None, UNKNOWN),
        ("bound", "accepted", YES),
        ("refused", "refused", YES),
        ("withdrawn", "accepted", NO),
        ("excluded", "excluded", YES),
        ("excluded", None, UNKNOWN),
        ("sponsor", "sponsor", UNKNOWN),
    ],
)
def test_a_clause_waits_for_a_position_as_claimed(
    world: World, asked: str, claimed: str | None, expected: Truth
) -> None:
    if claimed is not None:
        states(world, claimed, "east")
    world.reports("monitor")
    text = clause(provided='["waits"]') + PROVIDED.replace("POSITION", asked)
    assert truth(world, "when", text) is expected


# where


@pytest.mark.parametrize(
    ("place", "expected"),
    [("inner", YES), ("outer", NO), ("edge", UNKNOWN), ("part of zone", YES), (None, UNKNOWN)],
)
def test_where_asks_whether_all_of_its_place_lies_in_the_area(
    world: World, place: str | None, expected: Truth
) -> None:
    world.reports("monitor", place=place)
    assert truth(world, "where", NO_FIRE_IN_ZONE) is expected


def test_a_clause_without_an_area_is_not_limited(world: World) -> None:
    world.reports("monitor", place=None)
    assert truth(world, "where", clause()) is YES


@pytest.mark.parametrize(("where", "expected"), [("impact", NO), ("origin", YES), ("either", YES)])
def test_the_area_is_of_impact_of_origin_or_of_either(world: World, where: str, expected: Truth) -> None:
    world.says("monitor", event("shelling", happened="2016-03-10", place="outer", origin="inner"))
    assert truth(world, "where", clause(area='"zone"', where=f'"{where}"')) is expected


@pytest.mark.parametrize(
    ("places", "settle"),
    [
        (("edge",), "a closer position, inside or outside zone"),
        ((None,), "an admitted account of where it happened"),
        (("inner", "outer"), "which of the rival places is right, for zone"),
    ],
)
def test_what_would_settle_where(world: World, places: tuple[str | None, ...], settle: str) -> None:
    for speaker, place in zip(("monitor", "observer"), places, strict=False):
        world.reports(speaker, place=place)
    assert settles(answer(world, "where", NO_FIRE_IN_ZONE)) == [settle]


def test_a_denied_place_leaves_where_unknown(world: World) -> None:
    said = world.reports("monitor")
    words = world.says("north-office", act="denial")
    world.links(words, "denies", f"{said}/1", asserter="north-office", aspect="place")
    found = answer(world, "where", NO_FIRE_IN_ZONE)
    assert found.truth is UNKNOWN
    assert settles(found) == ["which of the rival places is right, for zone"]


def test_a_hedged_place_outside_unsettles_a_firm_one_inside(world: World) -> None:
    world.reports("monitor")
    world.reports("observer", place="outer", firmness="probable")
    assert truth(world, "where", NO_FIRE_IN_ZONE) is UNKNOWN


# what


@pytest.mark.parametrize(
    ("kind", "prohibits", "expected"),
    [
        ("shelling", '["use-of-weapons"]', YES),
        ("armed-force", '["air-strike"]', UNKNOWN),
        ("talks", '["use-of-weapons"]', NO),
    ],
)
def test_what_asks_whether_the_kind_is_covered(
    world: World, kind: str, prohibits: str, expected: Truth
) -> None:
    world.reports("monitor", kind=kind)
    found = answer(world, "what", clause(prohibits=prohibits))
    assert found.truth is expected
    assert settles(found) == (["whether it was air-strike"] if expected is UNKNOWN else [])


def test_what_is_observed_to_be_excused_is_not_the_conduct(world: World) -> None:
    world.says("monitor", event("shelling", "presence", circumstances=["in-storage"]))
    presence = clause(prohibits='["presence"]', unless='["in-storage"]')
    assert truth(world, "what", presence) is NO
    assert truth(world, "what", clause(prohibits='["presence"]')) is YES


def test_what_only_a_hedged_account_excuses_is_unknown(world: World) -> None:
    world.says("monitor", event("shelling", "presence"))
    world.says("observer", event("shelling", "presence", circumstances=["in-storage"], firmness="probable"))
    found = answer(world, "what", clause(prohibits='["presence"]', unless='["in-storage"]'))
    assert found.truth is UNKNOWN
    assert settles(found) == ["whether it was in-storage"]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"means": "mlrs"}, YES),
        ({"means": "tanks"}, NO),
        ({"circumstances": ["mlrs"]}, YES),
        ({}, UNKNOWN),
    ],
)
def test_a_clause_on_certain_things_asks_with_what(
    world: World, more: dict[str, Any], expected: Truth
) -> None:
    world.says("monitor", event("shelling", "presence", **more))
    assert truth(world, "what", clause(prohibits='["presence"]', of='["mlrs"]')) is expected


# who


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("north", YES),
        ("south", NO),
        ("outlaws", NO),
        ("north + outlaws", YES),
        ("south + outlaws", NO),
        ("class: rebels", UNKNOWN),
        ("rebels", UNKNOWN),
        ("unnamed: gunmen", UNKNOWN),
        (None, UNKNOWN),
    ],
)
def test_who_is_yes_for_those_a_clause_lists_and_no_for_every_other_identified_actor(
    world: World, by: str | None, expected: Truth
) -> None:
    world.reports("monitor", by=by)
    assert truth(world, "who") is expected


@pytest.mark.parametrize("by", ["north", "outlaws", "class: rebels", None])
def test_anyone_makes_who_yes_excluded_or_not(world: World, by: str | None) -> None:
    world.reports("monitor", by=by)
    excluding = clause(excludes='[{ actor = "outlaws" }]')
    assert truth(world, "who", excluding) is YES


@pytest.mark.parametrize(
    ("position", "expected"), [("accepted", YES), ("refused", NO), ("withdrawn", NO), (None, UNKNOWN)]
)
def test_for_those_who_accepted_silence_is_unknown(
    world: World, position: str | None, expected: Truth
) -> None:
    if position is not None:
        states(world, position, "east")
    world.reports("monitor", by="east", on="north")
    assert truth(world, "who", ACCEPTED_KEEP_TO_IT) is expected


def test_an_excluded_standing_applies_to_every_provision(world: World) -> None:
    states(world, "excluded", "south")
    world.reports("monitor", by="south", on="south")
    assert truth(world, "who", ACCEPTED_KEEP_TO_IT) is NO
    assert truth(world, "who", clause(binds='{ actors = ["south"] }')) is NO
    assert truth(world, "whom") is NO


ASSOCIATED = clause(binds='{ actors = ["north"], and = ["associated", "supporting"] }')
CLOSED = clause(binds='{ actors = ["north"], and = ["associated"], closed = true }')


@pytest.mark.parametrize(("polarity", "expected"), [("affirmed", YES), ("denied", NO), (None, UNKNOWN)])
def test_an_association_nobody_states_is_unknown_and_not_no(
    world: World, polarity: str | None, expected: Truth
) -> None:
    if polarity is not None:
        for relation in ("associated-with", "supporting"):
            tie(world, "east", relation, "north", polarity=polarity)
    world.reports("monitor", by="east")
    assert truth(world, "who", ASSOCIATED) is expected


@pytest.mark.parametrize(("stated", "expected"), [(True, YES), (False, NO)])
def test_a_closed_list_has_no_others(world: World, *, stated: bool, expected: Truth) -> None:
    if stated:
        tie(world, "east", "associated-with", "north")
    world.reports("monitor", by="east")
    assert truth(world, "who", CLOSED) is expected


def test_an_admitted_claim_that_two_are_separate_closes_the_list(world: World) -> None:
    tie(world, "east", "separate-from", "north")
    world.reports("monitor", by="east")
    assert truth(world, "who", clause(binds='{ actors = ["north"], and = ["associated"] }')) is NO


LISTED = clause(binds='{ lists = ["blacklist"] }')
LISTED_AND_TIED = clause(binds='{ lists = ["blacklist"], and = ["supporting"] }')


@pytest.mark.parametrize(
    ("ties", "text", "expected"),
    [
        ([("east", "listed-in", "blacklist")], LISTED, YES),
        ([], LISTED, UNKNOWN),
        ([("south", "listed-in", "blacklist"), ("east", "supporting", "south")], LISTED_AND_TIED, YES),
        ([], LISTED_AND_TIED, UNKNOWN),
        ([], LISTED_AND_TIED.replace("] }", "], closed = true }"), UNKNOWN),
    ],
)
def test_a_list_holds_those_an_admitted_claim_puts_on_it(
    world: World, ties: list[tuple[str, str, str]], text: str, expected: Truth
) -> None:
    world.actor("blacklist", kind="list")
    for subject, relation, other in ties:
        tie(world, subject, relation, other)
    world.reports("monitor", by="east")
    assert truth(world, "who", text) is expected


def test_nobody_is_excluded_by_a_list_nobody_says_they_are_on(world: World) -> None:
    world.actor("blacklist", kind="list")
    excluding = clause(
        binds='{ actors = ["north"] }',
        excludes='[{ list = "blacklist" }, { list = "blacklist", and = ["supporting"] }]',
    )
    world.reports("monitor")
    assert truth(world, "who", excluding) is YES
    tie(world, "north", "listed-in", "blacklist")
    assert truth(world, "who", excluding) is NO


def test_who_is_excluded_by_a_relation_the_reading_names_is_neither_bound_nor_protected(
    world: World,
) -> None:
    excluding = clause(
        binds='{ accepted = "truce" }',
        protects='{ accepted = "truce" }',
        excludes='[{ actors = ["outlaws"], and = ["affiliated"] }]',
    )
    tie(world, "south", "affiliated-with", "outlaws")
    world.accepts("north")
    world.reports("monitor", by="south", on="north")
    assert truth(world, "who", excluding) is NO
    assert truth(world, "whom", excluding) is YES


def test_a_doubt_about_an_exclusion_is_its_own_question(world: World) -> None:
    excluding = clause(
        binds='{ accepted = "truce" }', excludes='[{ actors = ["outlaws"], and = ["affiliated"] }]'
    )
    tie(world, "south", "affiliated-with", "outlaws", firmness="probable")
    world.reports("monitor", by="south")
    found = answer(world, "who", excluding)
    assert found.truth is UNKNOWN
    assert [doubt.key for doubt in found.doubts] == ["exclusion: south"]


def test_who_holds_a_place_is_left_open_for_an_incident(world: World) -> None:
    world.reports("monitor")
    assert truth(world, "who", clause(binds='{ holds = "place" }')) is UNKNOWN


def test_actors_judged_the_same_are_one_whichever_name_the_text_uses(world: World) -> None:
    world.judges("army", "same", "north", about="actor")
    world.reports("monitor")
    assert truth(world, "who") is YES


@pytest.mark.parametrize(("by", "expected"), [("south", YES), ("north", NO), ("army", NO)])
def test_a_clause_may_name_whom_it_does_not_mean(world: World, by: str, expected: Truth) -> None:
    world.accepts("north")
    world.judges("army", "same", "north", about="actor")
    world.reports("monitor", by=by, on="outlaws")
    others = clause(binds='{ accepted = "truce", other-than = ["north"] }')
    assert truth(world, "who", others) is expected


# classes


def league(world: World) -> None:
    world.actor("league", kind="class", members=["south", "east"])


@pytest.mark.parametrize(
    ("positions", "expected"),
    [
        ({"south": "accepted", "east": "accepted"}, YES),
        ({"south": "refused", "east": "refused"}, NO),
        ({"south": "accepted", "east": "refused"}, UNKNOWN),
        ({"south": "accepted"}, UNKNOWN),
        ({"league": "accepted"}, YES),
        ({"league": "refused"}, NO),
        ({"class: league": "accepted", "east": "refused"}, YES),
    ],
)
def test_of_a_closed_class_its_own_claim_or_all_its_members_decide(
    positions: dict[str, str], expected: Truth
) -> None:
    world = World()
    league(world)
    for actor, position in positions.items():
        states(world, position, actor)
    world.reports("monitor", by="class: league", on="north")
    assert truth(world, "who", ACCEPTED_KEEP_TO_IT) is expected


@pytest.mark.parametrize(("position", "expected"), [("accepted", YES), ("refused", NO), (None, UNKNOWN)])
def test_of_an_open_class_only_a_claim_about_it_decides(
    world: World, position: str | None, expected: Truth
) -> None:
    if position is not None:
        states(world, position, "rebels")
    world.reports("monitor", by="class: rebels", on="north")
    assert truth(world, "who", ACCEPTED_KEEP_TO_IT) is expected


def test_of_a_class_the_register_does_not_hold_nothing_is_known(world: World) -> None:
    world.reports("monitor", by="class: drifters", on="north")
    assert truth(world, "who", ACCEPTED_KEEP_TO_IT) is UNKNOWN


def test_a_class_a_clause_lists_is_bound_as_such(world: World) -> None:
    league(world)
    world.reports("monitor", by="class: league")
    assert truth(world, "who", clause(binds='{ actors = ["league"] }')) is YES
    assert truth(world, "who", clause(binds='{ actors = ["south", "east"] }')) is YES


# whom


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("south", YES),
        ("outlaws", NO),
        ("east", UNKNOWN),
        ("villagers", NO),
        ("class: rebels", UNKNOWN),
        (None, UNKNOWN),
        ("south + east", UNKNOWN),
        ("south + villagers", UNKNOWN),
        ("outlaws + villagers", NO),
    ],
)
def test_whom_is_as_the_clause_protects(world: World, on: str | None, expected: Truth) -> None:
    world.reports("monitor", on=on)
    assert truth(world, "whom") is expected


def test_a_joint_target_that_is_partly_protected_asks_which_part(world: World) -> None:
    world.reports("monitor", on="south + villagers")
    assert settles(answer(world, "whom", NORTH_KEEPS_TO_IT)) == [
        "an account that tells south, villagers apart"
    ]


@pytest.mark.parametrize(
    ("protects", "on", "expected"),
    [
        ('{ kinds = ["civilians"] }', "villagers", YES),
        ('{ kinds = ["civilians"] }', "clinic", NO),
        ('{ kinds = ["medical"] }', "clinic", YES),
        ('{ kinds = ["humanitarian"] }', "convoy", YES),
        ('{ kinds = ["infrastructure"] }', "dam", YES),
        ('{ kinds = ["civilians"] }', "south", NO),
        ('{ kinds = ["bound"] }', "north", YES),
        ('{ kinds = ["bound"] }', "south", YES),
        ('{ kinds = ["bound"] }', "east", UNKNOWN),
        ('{ kinds = ["bound"] }', "villagers", NO),
        ('{ actors = ["dam"] }', "dam", YES),
        ('"everyone"', None, YES),
        ('"everyone"', "outlaws", YES),
        ('{ lists = ["blacklist"] }', "blacklist", UNKNOWN),
    ],
)
def test_protected_kinds_are_the_texts_own(
    world: World, protects: str, on: str | None, expected: Truth
) -> None:
    world.actor("blacklist", kind="list")
    for name, kind in (("clinic", "medical"), ("convoy", "relief"), ("dam", "infrastructure")):
        world.actor(name, kind=kind)
    world.reports("monitor", on=on)
    assert truth(world, "whom", clause(binds='{ actors = ["north"] }', protects=protects)) is expected


def test_a_clause_that_protects_nobody_in_particular_makes_whom_yes(world: World) -> None:
    world.reports("monitor", on=None)
    assert truth(world, "whom", clause()) is YES


def test_a_doubt_about_a_standing_names_the_actor(world: World) -> None:
    world.reports("monitor", on="east")
    (doubt,) = answer(world, "whom", NORTH_KEEPS_TO_IT).doubts
    assert (doubt.condition, doubt.key) == ("whom", "standing: east")
    assert "standing of east under truce" in doubt.settle


def test_rival_targets_ask_which_of_them_was_hit(world: World) -> None:
    world.reports("monitor", on="south")
    world.reports("observer", on="outlaws")
    found = answer(world, "whom", NORTH_KEEPS_TO_IT)
    assert found.truth is UNKNOWN
    assert settles(found) == ["which of the accounts of whom it hit is right"]


def test_a_target_of_perhaps_one_origin_asks_for_another(world: World) -> None:
    world.says("monitor", event("shelling", happened="2016-03-10", place="inner"), role("shelling", "north"))
    world.says("reporter", event("shelling", happened="2016-03-10", place="inner"), role("shelling", "north"))
    world.says("observer", role("shelling", "south", "target"))
    world.says("unnamed: residents", role("shelling", "south", "target"))
    found = answer(world, "whom", NORTH_KEEPS_TO_IT, CORROBORATED)
    assert found.truth is UNKNOWN
    assert settles(found) == ["another origin, known to be independent of the others"]
    zone = world.finding(NO_FIRE_IN_ZONE, CORROBORATED)
    assert zone.outcome is Outcome.VIOLATION


# exception


def justified(world: World, exception: str = "proportionate-self-defence", **more: Any) -> None:
    claim = {"type": "compliance", "incident": "shelling", "judgement": "justified", **more}
    world.says("north-office", {**claim, "exception": exception})


def test_an_exception_nobody_claims_leaves_the_condition_yes(world: World) -> None:
    world.reports("monitor")
    assert truth(world, "exception") is YES


def test_an_exception_claimed_makes_it_unknown_and_never_no(world: World) -> None:
    world.reports("monitor")
    justified(world)
    found = answer(world, "exception", NORTH_KEEPS_TO_IT)
    assert found.truth is UNKNOWN
    assert settles(found) == ["an inquiry into the claimed proportionate-self-defence"]
    assert len(found.claims) == 1


def test_a_justification_the_clause_does_not_know_changes_nothing(world: World) -> None:
    world.reports("monitor")
    justified(world, "reprisal")
    assert truth(world, "exception") is YES


def test_that_an_exception_is_denied_claims_none(world: World) -> None:
    world.reports("monitor")
    justified(world, polarity="denied")
    assert truth(world, "exception") is YES
