"""Which single answer makes the difference between two views, and how much of it."""

from datetime import date

import pytest
from attrs import evolve
from tests.world import (
    ACCEPTED_KEEP_TO_IT,
    CORROBORATED,
    EVERY_SOURCE,
    NORTH_KEEPS_TO_IT,
    TRUCE,
    World,
    accounts,
    event,
    framed_by,
    only,
    role,
    taking,
)

from truceline.agreement.parse import read_agreement
from truceline.assessment.case import Case, share
from truceline.assessment.comparison import Comparison, compare
from truceline.assessment.crux import Crux, crux
from truceline.assessment.evidence import gather
from truceline.assessment.flipping import Heads, Taken, flip, incidents_asked, take
from truceline.assessment.ledger import EVERYTHING, Scope
from truceline.assessment.question import Kind, side_of
from truceline.assessment.selection import Window, every_incident
from truceline.assessment.supposition import Aspect, ValueSupposed
from truceline.assessment.view import View

BOTH = TRUCE + NORTH_KEEPS_TO_IT + ACCEPTED_KEEP_TO_IT
ZONES = """
[[provision]]
id = "zone"
version = "{0}"
text = "Nobody fires in the zone."
prohibits = ["use-of-weapons"]
binds = "anyone"
area = "{1}"
according-to = ["{2}"]
"""
TWO_ZONES = TRUCE + ZONES.format("wide", "land", "monitor") + ZONES.format("narrow", "zone", "reporter")


def taken_by(world: World, text: str, *views: View, scope: Scope = EVERYTHING) -> list[Taken]:
    shared = share(gather(world.snapshot()))
    cases = [Case(shared, read_agreement(text, "truce.toml"), view) for view in views]
    return [take(case, scope, incidents_asked(cases, scope)) for case in cases]


def rows_of(world: World, text: str, *views: View) -> dict[tuple[Kind, tuple[str, ...]], Crux]:
    return {(row.question.kind, row.question.about): row for row in crux(taken_by(world, text, *views))}


def comparison(world: World, text: str, *views: View, scope: Scope = EVERYTHING) -> Comparison:
    return compare(taken_by(world, text, *views, scope=scope))


@pytest.fixture
def disputed() -> World:
    """One shelling at the south, whose acceptance only the monitor reports."""
    world = World()
    world.reports("monitor", "one")
    world.reports("monitor", "two", happened="2016-03-11")
    world.accepts("south", speaker="monitor")
    return world


def test_a_disputed_standing_explains_every_incident_it_decides(disputed: World) -> None:
    rows = rows_of(disputed, BOTH, EVERY_SOURCE, framed_by("observer"))
    row = rows[Kind.STANDING, ("south",)]
    assert (row.differing, row.explained) == (2, 4)
    assert [len(one.settled) for one in row.flips] == [2, 2]
    assert row.answers[1] == "nothing said"
    assert row.answers[0].startswith("yes from 2016-02-26")
    assert [len(claims) for claims in row.claims] == [1, 0]
    assert row.flips[0].heads == Heads(in_=2, definite=0, possible=2, none=0)
    assert row.flips[1].heads == Heads(in_=2, definite=2, possible=0, none=0)


def test_the_word_that_a_standing_rests_on_explains_as_much(disputed: World) -> None:
    rows = rows_of(disputed, BOTH, EVERY_SOURCE, framed_by("observer"))
    row = rows[Kind.FRAMEWORK_WORD, ("monitor",)]
    assert row.answers == ("taken", "not taken")
    assert row.explained == 4
    assert [len(claims) for claims in row.claims] == [1, 0]


def test_answers_that_move_nothing_are_left_out(disputed: World) -> None:
    assert (Kind.FRAMEWORK_WORD, ("reporter",)) not in rows_of(
        disputed, BOTH, EVERY_SOURCE, framed_by("observer")
    )


def test_a_refusal_by_one_and_an_acceptance_by_another_are_two_answers() -> None:
    world = World()
    world.reports("monitor")
    world.accepts("south", speaker="monitor")
    claim = {"type": "standing", "actor": "south", "agreement": "truce", "position": "refused"}
    world.says("observer", claim, said="2016-02-25")
    row = rows_of(world, BOTH, framed_by("monitor"), framed_by("observer"))[Kind.STANDING, ("south",)]
    assert row.answers == ("yes from 2016-02-26", "no from 2016-02-25")
    assert row.explained == 2


def test_a_tie_that_one_view_takes_and_another_does_not_is_a_question_of_its_own() -> None:
    world = World()
    world.reports("monitor", by="east")
    world.accepts("south", speaker="south-office")
    tie = {"type": "relation", "subject": "east", "relation": "associated-with", "object": "north"}
    world.says("monitor", tie, said="2016-02-20")
    text = TRUCE + NORTH_KEEPS_TO_IT.replace('["north"] }', '["north"], and = ["associated"] }')
    row = rows_of(world, text, EVERY_SOURCE, framed_by("observer"))[Kind.RELATION, ("east", "north")]
    assert row.question.text == "whether east associated-with north"
    assert row.explained == 2
    assert row.flips[0].heads == Heads(in_=1, definite=0, possible=1, none=0)


def test_an_exclusion_is_told_apart_from_an_acceptance() -> None:
    world = World()
    world.reports("monitor")
    world.accepts("south", speaker="south-office")
    claim = {"type": "standing", "actor": "south", "agreement": "truce", "position": "excluded"}
    world.says("monitor", claim, said="2016-02-20")
    rows = rows_of(world, BOTH, EVERY_SOURCE, framed_by("observer"))
    assert rows[Kind.EXCLUSION, ("south",)].explained == 2
    assert (Kind.STANDING, ("south",)) not in rows


def test_rival_versions_of_a_clause_are_one_question() -> None:
    world = World()
    world.reports("observer", place="outer")
    world.reports("observer", "other", place="inner")
    rows = rows_of(world, TWO_ZONES, framed_by("monitor"), framed_by("reporter"))
    row = rows[Kind.VERSION, ("zone",)]
    assert row.answers == ("wide", "narrow")
    assert (row.differing, row.explained) == (1, 2)
    assert [one.settled for one in row.flips] == [("shelling",), ("shelling",)]


def test_a_version_taken_by_nobody_says_that_nothing_is_assessed() -> None:
    world = World()
    world.reports("observer", place="inner")
    rows = rows_of(world, TWO_ZONES, EVERY_SOURCE, framed_by("observer"))
    assert rows[Kind.VERSION, ("zone",)].answers == ("wide, narrow", "none: not assessed")


def test_the_number_of_origins_needed_is_an_answer_too() -> None:
    world = World()
    world.reports("monitor", "one")
    world.reports("reporter", "two")
    world.reports("observer", "two")
    rows = rows_of(world, BOTH, EVERY_SOURCE, CORROBORATED)
    row = rows[Kind.RULE, ("origins",)]
    assert row.answers == ("1", "2")
    assert (row.differing, row.explained) == (1, 2)
    (group,) = comparison(world, BOTH, EVERY_SOURCE, CORROBORATED).groups
    assert group.found == ("possible", "out: too few origins")
    assert [reason.kind for reason in group.reasons] == [Kind.RULE]


@pytest.mark.parametrize(
    ("change", "values", "kind"),
    [
        ({"happened": "2016-02-20"}, ("2016-03-10", "2016-02-20"), Kind.DATE),
        ({"happened": "2016-02-20/2016-02-21"}, ("2016-03-10", "2016-02-20 to 2016-02-21"), Kind.DATE),
        ({"happened": "2016-02-20T10:00"}, ("2016-03-10", "2016-02-20 10:00 to 2016-02-20 10:01"), Kind.DATE),
        ({"happened": "../2016-02-21"}, ("2016-03-10", "? to 2016-02-22 00:00"), Kind.DATE),
        ({"place": "abroad"}, ("inner", "abroad"), Kind.PLACE),
        ({"by": "outlaws"}, ("north", "outlaws"), Kind.PERPETRATOR),
        ({"on": "outlaws"}, ("south", "outlaws"), Kind.TARGET),
        ({"kind": "talks"}, ("shelling", "talks"), Kind.CONDUCT),
    ],
)
def test_one_value_of_one_incident_that_two_sources_tell_otherwise(
    change: dict[str, str], values: tuple[str, str], kind: Kind
) -> None:
    world = World()
    world.accepts("south", speaker="south-office")
    world.reports("monitor")
    world.reports("reporter", **change)
    row = rows_of(world, BOTH, taking("monitor"), taking("reporter"))[kind, ("shelling",)]
    assert row.answers == values
    assert row.explained == 2
    assert [len(claims) for claims in row.claims] == [1, 1]
    (group,) = comparison(world, BOTH, taking("monitor"), taking("reporter")).groups
    assert kind in {reason.kind for reason in group.reasons}
    assert group.alone


def test_where_it_was_fired_from_is_an_answer_too() -> None:
    world = World()
    world.accepts("south", speaker="south-office")
    for speaker, origin in (("monitor", "inner"), ("reporter", "abroad")):
        fired = event("shelling", happened="2016-03-10", place="inner", origin=origin)
        world.says(speaker, fired, role("shelling", "north"), role("shelling", "south", "target"))
    text = TRUCE + NORTH_KEEPS_TO_IT.replace('area = "land"', 'area = "zone"\nwhere = "origin"')
    row = rows_of(world, text, taking("monitor"), taking("reporter"))[Kind.ORIGIN, ("shelling",)]
    assert row.answers == ("inner", "abroad")
    assert row.explained == 2


def test_who_took_part_without_a_direction_is_an_answer() -> None:
    world = World()
    world.accepts("south", speaker="south-office")
    world.says(
        "monitor",
        event("clash", happened="2016-03-10", place="inner"),
        role("clash", "north", "participant"),
        role("clash", "south", "participant"),
    )
    world.says(
        "reporter",
        event("clash", happened="2016-03-10", place="inner"),
        role("clash", "outlaws", "participant"),
        role("clash", "north", "participant"),
    )
    row = rows_of(world, BOTH, taking("monitor"), taking("reporter"))[Kind.PARTICIPANTS, ("clash",)]
    assert row.answers == ("north and south", "outlaws and north")
    assert row.explained == 2


def test_an_answer_that_nobody_gives_says_so() -> None:
    world = World()
    world.accepts("south", speaker="south-office")
    world.reports("monitor")
    world.reports("reporter", by=None)
    row = rows_of(world, BOTH, taking("monitor"), taking("reporter"))[Kind.PERPETRATOR, ("shelling",)]
    assert row.answers == ("north", "nothing stands")


def test_where_no_single_answer_makes_the_difference_several_do_together() -> None:
    world = World()
    world.accepts("south", speaker="south-office")
    world.reports("monitor")
    world.reports("reporter")
    world.reports("observer")
    view = evolve(accounts(takes=only("stranger"), origins=1), name="nobody")
    world.source("stranger")
    needs_two = evolve(accounts(origins=2, takes=only("monitor", "reporter")), name="two")
    (group,) = comparison(world, BOTH, needs_two, view).groups
    assert group.found == ("violation", "out: no admitted account")
    (together,) = comparison(
        world, BOTH, evolve(CORROBORATED, name="all"), evolve(accounts(takes=only("stranger"), origins=2))
    ).groups
    assert not together.alone
    assert {reason.about for reason in together.reasons} >= {("monitor",), ("reporter",), ("observer",)}


def test_a_day_outside_the_window_is_no_finding_of_that_ledger() -> None:
    world = World()
    world.accepts("south", speaker="south-office")
    world.reports("monitor")
    world.reports("reporter", happened="2016-04-10")
    march = Scope(Window(date(2016, 3, 1), date(2016, 3, 31)), every_incident)
    (group,) = comparison(world, BOTH, taking("monitor"), taking("reporter"), scope=march).groups
    assert group.found == ("violation", "begins outside the days asked for")
    assert Kind.DATE in {reason.kind for reason in group.reasons}


def test_views_that_only_differ_in_who_is_responsible_name_them() -> None:
    world = World()
    world.reports("monitor", by="north")
    world.reports("reporter", by="east")
    text = TRUCE + ZONES.format("only", "land", "monitor")
    (group,) = comparison(world, text, taking("monitor"), taking("reporter")).groups
    assert group.found == ("violation: north", "violation: east")


def test_four_views_are_compared_two_by_two() -> None:
    world = World()
    world.accepts("south", speaker="south-office")
    world.reports("monitor")
    world.reports("reporter", happened="2016-02-20")
    views = [evolve(taking(name), name=name) for name in ("monitor", "reporter", "observer")]
    found = comparison(world, BOTH, *views, EVERY_SOURCE)
    assert found.differing == 1
    assert {group.between for group in found.groups} == {
        ("monitor", "reporter"), ("monitor", "observer"), ("monitor", "every-source"),
        ("reporter", "observer"), ("reporter", "every-source"), ("observer", "every-source"),
    }  # fmt: skip
    assert dict(found.heads())["observer"] == Heads(0, 0, 0, 0)


# What one view leaves contested


def test_a_contested_date_is_settled_by_each_of_its_values() -> None:
    world = World()
    world.accepts("south", speaker="south-office")
    world.reports("monitor")
    world.reports("reporter", happened="2016-02-20")
    row = rows_of(world, BOTH, EVERY_SOURCE)[Kind.DATE, ("shelling",)]
    assert (row.differing, row.explained, row.moved) == (None, 0, 1)
    found = {one.answer: one.heads for one in row.flips}
    assert found["2016-03-10"] == Heads(1, 1, 0, 0)
    assert found["2016-02-20"] == Heads(1, 0, 0, 1)
    assert [len(claims) for claims in row.claims] == [1, 1]


def test_a_contested_standing_is_settled_by_the_word_of_each_side() -> None:
    world = World()
    world.reports("monitor")
    world.accepts("south", speaker="monitor")
    claim = {"type": "standing", "actor": "south", "agreement": "truce", "position": "refused"}
    world.says("observer", claim, said="2016-02-25")
    row = rows_of(world, BOTH, EVERY_SOURCE)[Kind.STANDING, ("south",)]
    assert [(one.answer, one.heads.definite, one.heads.none) for one in row.flips] == [
        ("yes from 2016-02-26", 1, 0),
        ("no from 2016-02-25", 0, 1),
    ]


def test_a_contested_tie_and_a_contested_version_are_settled_too() -> None:
    world = World()
    world.reports("monitor", by="east", place="outer")
    world.accepts("south", speaker="south-office")
    tie = {"type": "relation", "subject": "north", "relation": "associated-with", "object": "east"}
    world.says("monitor", tie, said="2016-02-20")
    world.says("observer", {**tie, "polarity": "denied"}, said="2016-02-21")
    text = TWO_ZONES + NORTH_KEEPS_TO_IT.replace('["north"] }', '["north"], and = ["associated"] }')
    assert (Kind.VERSION, ("zone",)) in rows_of(world, text, EVERY_SOURCE)
    narrow = framed_by("monitor", "observer", "south-office", zone=("narrow",))
    row = rows_of(world, text, narrow)[Kind.RELATION, ("east", "north")]
    assert [(one.answer, one.heads.definite) for one in row.flips] == [
        ("yes from 2016-02-20, not known from 2017-02-19", 1),
        ("no from 2016-02-21, not known from 2017-02-20", 0),
    ]


def test_a_contested_target_names_the_claims_on_each_side() -> None:
    world = World()
    world.accepts("south", speaker="south-office")
    world.reports("monitor")
    world.reports("reporter", on="outlaws")
    row = rows_of(world, BOTH, EVERY_SOURCE)[Kind.TARGET, ("shelling",)]
    assert [len(claims) for claims in row.claims] == [1, 1]


# Sources that must not be shown


def with_protected(count: int) -> World:
    world = World()
    world.accepts("south", speaker="south-office")
    for number in range(1, count + 1):
        world.source(f"p{number}", handling="restricted")
        world.reports(f"p{number}", f"i{number}")
    return world


def test_fewer_than_three_protected_sources_are_no_answer() -> None:
    open_only = accounts(takes=only("monitor"))
    assert rows_of(with_protected(2), BOTH, EVERY_SOURCE, open_only) == {}
    (group,) = comparison(with_protected(2), BOTH, EVERY_SOURCE, open_only).groups
    assert group.reasons == ()


def test_three_protected_sources_are_one_answer_together() -> None:
    (row,) = rows_of(with_protected(3), BOTH, EVERY_SOURCE, accounts(takes=only("monitor"))).values()
    assert row.question.text == "whether the word of 3 protected sources on the incidents is taken"
    assert row.question.about == ()
    assert (row.explained, row.claims) == (6, ((), ()))


def test_unnamed_speakers_are_one_answer_together() -> None:
    world = World()
    world.accepts("south", speaker="south-office")
    world.reports("unnamed: a man", document="monitor-report")
    world.reports("unnamed: a woman", "two", document="reporter-report")
    named = accounts(takes=evolve(EVERY_SOURCE.accounts.takes, any=False, named=True))
    (row,) = rows_of(world, BOTH, EVERY_SOURCE, named).values()
    assert row.question.text == "whether the word of unnamed speakers on the incidents is taken"
    assert row.explained == 4


# Two times of one record


def test_what_the_record_held_then_and_holds_now_is_a_rule_of_the_view() -> None:
    world = World()
    world.accepts("south", speaker="south-office")
    then = gather(world.snapshot())
    world.reports("monitor")
    now = evolve(gather(world.snapshot()), snapshot=evolve(world.snapshot(), size=2))
    terms = read_agreement(BOTH, "truce.toml")
    cases = [
        Case(share(then, now), terms, evolve(EVERY_SOURCE, name="then")),
        Case(share(now), terms, EVERY_SOURCE),
    ]
    taken = [take(case, EVERYTHING, incidents_asked(cases, EVERYTHING)) for case in cases]
    (row,) = crux(taken)
    assert (row.question.about, row.answers, row.explained) == (("known_by",), ("@1", "@2"), 2)
    (group,) = compare(taken).groups
    assert group.found == ("out: not yet recorded", "violation")


def test_an_incident_that_the_record_no_longer_holds_is_not_in_it_as_read() -> None:
    world = World()
    world.accepts("south", speaker="south-office")
    now = gather(world.snapshot())
    world.reports("monitor")
    then = gather(world.snapshot())
    terms = read_agreement(BOTH, "truce.toml")
    cases = [Case(share(then, now), terms, EVERY_SOURCE), Case(share(now), terms, EVERY_SOURCE)]
    (group,) = compare([take(case, EVERYTHING, incidents_asked(cases, EVERYTHING)) for case in cases]).groups
    assert group.found == ("violation", "not in the record as read")


def test_what_is_under_way_is_told_as_it_goes() -> None:
    world = World()
    world.accepts("south", speaker="south-office")
    world.reports("monitor")
    world.reports("reporter", happened="2016-02-20")
    told: list[int] = []
    taken = taken_by(world, BOTH, taking("monitor"), taking("reporter"))
    crux(taken, told.append)
    compare(taken, told.append)
    crux(taken[:1], told.append)
    take(taken[0].case, EVERYTHING, ["shelling"], told.append)
    assert told[0] == 0
    assert len(told) > 3


def test_what_a_flip_touches_beyond_the_ledger_changes_nothing_in_it(disputed: World) -> None:
    (own,) = taken_by(disputed, BOTH, EVERY_SOURCE)
    assert flip(own, side_of("as it is", ()), ("never-told",)).changed == ()


def test_an_incident_supposed_of_another_kind_counts_as_told_of_that_kind(disputed: World) -> None:
    (own,) = taken_by(disputed, BOTH, EVERY_SOURCE)
    account = own.case.account("one")
    supposed = (
        ValueSupposed("one", Aspect.WHEN, account.when, perhaps=False),
        ValueSupposed("one", Aspect.KIND, evolve(account.kind, values=("relief-delivery",)), perhaps=False),
    )
    case = Case(own.case.shared, own.case.agreement, own.case.view, supposed)
    assert case.told_as["relief-delivery"] == {"one"}
    assert case.told_as["shelling"] == {"one", "two"}
