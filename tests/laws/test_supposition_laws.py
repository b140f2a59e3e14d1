"""Laws of suppositions: they are pure, they are told apart completely, and flips touch all they bear on."""

from itertools import product
from typing import Any

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.simulated import History, histories
from tests.world import ACCEPTED_KEEP_TO_IT, ANY, EVERY_SOURCE, NORTH_KEEPS_TO_IT, TRUCE, World, only

from truceline.agreement.parse import read_agreement
from truceline.assessment.case import Case, share
from truceline.assessment.comparison import compare
from truceline.assessment.contested import contested
from truceline.assessment.crux import crux
from truceline.assessment.disagreement import disagreements
from truceline.assessment.evidence import gather
from truceline.assessment.flipping import Taken, flip, incidents_asked, take
from truceline.assessment.ledger import EVERYTHING
from truceline.assessment.view import Persistence, Treatment, View
from truceline.testimony.register import Handling

quick = settings(max_examples=25, deadline=None)

RIVAL_ZONES = """
[[condition]]
id = "east-accepted"
actor = "east"
position = "accepted"

[[provision]]
id = "zone"
version = "wide"
text = "Nobody fires in the zone."
prohibits = ["use-of-weapons"]
binds = "anyone"
area = "land"
according-to = ["monitor"]

[[provision]]
id = "zone"
version = "narrow"
text = "Nobody fires in the zone."
prohibits = ["use-of-weapons"]
binds = "anyone"
area = "zone"
according-to = ["reporter"]

[[provision]]
id = "if-east-accepts"
text = "Those associated with the south fire at nobody, once the east has accepted."
prohibits = ["use-of-weapons"]
binds = { actors = ["south"], and = ["associated"] }
provided = ["east-accepted"]
"""
TEXT = TRUCE + NORTH_KEEPS_TO_IT.replace(
    'binds = { actors = ["north"] }', 'binds = { actors = ["north"], and = ["associated"] }'
) + ACCEPTED_KEEP_TO_IT + RIVAL_ZONES  # fmt: skip

SPEAKERS = ("monitor", "reporter", "observer", "north-office", "south-office", "stranger", "unnamed: a man")
ACTORS = ("north", "south", "east", "outlaws", "rebels")

standings = st.fixed_dictionaries(
    {
        "type": st.just("standing"),
        "actor": st.sampled_from(ACTORS),
        "agreement": st.just("truce"),
        "position": st.sampled_from(["accepted", "refused", "withdrawn", "excluded"]),
    }
)
relations = st.fixed_dictionaries(
    {
        "type": st.just("relation"),
        "subject": st.sampled_from(ACTORS),
        "relation": st.sampled_from(["associated-with", "part-of", "separate-from"]),
        "object": st.sampled_from(ACTORS),
        "polarity": st.sampled_from(["affirmed", "denied"]),
    }
)


@st.composite
def words(draw: st.DrawFn) -> tuple[str, dict[str, Any], str]:
    claim = draw(st.one_of(standings, relations))
    return draw(st.sampled_from(SPEAKERS)), claim, draw(st.sampled_from(["2016-02-20", "2016-03-01"]))


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A history, what is said of who accepted and who belongs to whom, and judgements that tie incidents."""
    history: History = draw(histories())
    world = history.world()
    world.source("compiler", kind="data-set", compiler=True)
    for speaker, claim, said in draw(st.lists(words(), max_size=5)):
        world.says(speaker, claim, said=said)
    names = [one.name for one in history.happenings]
    if len(names) > 1 and draw(st.booleans()):
        world.judges(names[0], draw(st.sampled_from(["part-of", "unsure"])), names[1])
    return world


@st.composite
def views(draw: st.DrawFn) -> View:
    """A view with any of its rules changed."""
    subset = st.lists(st.sampled_from(SPEAKERS[:6]), min_size=1, max_size=4).map(lambda some: only(*some))
    whom = st.one_of(st.just(ANY), st.just(evolve(ANY, any=False, named=True)), subset)
    accounts = evolve(
        EVERY_SOURCE.accounts,
        takes=draw(whom),
        refuses=draw(st.one_of(st.none(), subset)),
        refuses_hops=draw(st.one_of(st.none(), st.just(only("monitor")))),
        origins=draw(st.sampled_from([1, 1, 2])),
        hedged=draw(st.sampled_from(Treatment)),
        retracted=draw(st.sampled_from(Treatment)),
    )
    framework = evolve(
        EVERY_SOURCE.framework,
        takes=draw(whom),
        versions=draw(st.sampled_from([{}, {"zone": ("wide",)}, {"zone": ("narrow", "wide")}])),
    )
    return evolve(
        EVERY_SOURCE,
        name=draw(st.sampled_from(["one", "other"])),
        accounts=accounts,
        framework=framework,
        published_by=draw(st.sampled_from(["", "", "2016-03-10"])),
        persists=draw(
            st.sampled_from([EVERY_SOURCE.persists, Persistence(control=30, relation=5, standing=5)])
        ),
    )


def taken_by(world: World, *views: View) -> list[Taken]:
    shared = share(gather(world.snapshot()))
    cases = [Case(shared, read_agreement(TEXT, "truce.toml"), view) for view in views]
    return [take(case, EVERYTHING, incidents_asked(cases, EVERYTHING)) for case in cases]


@quick
@given(worlds(), views(), views())
def test_a_flip_finds_the_same_whether_what_it_touches_or_everything_is_assessed_again(
    world: World, one: View, other: View
) -> None:
    first, second = taken_by(world, one, other)
    everything = tuple(first.tallied)
    for item in disagreements(first.case, second.case, everything):
        flips = [flip(first, item.sides[1], names, second) for names in (item.touched, everything)]
        assert flips[0] == flips[1], item.question


@quick
@given(worlds(), views())
def test_settling_a_contested_answer_moves_only_what_it_touches(world: World, view: View) -> None:
    (own,) = taken_by(world, view)
    everything = tuple(own.tallied)
    for item in contested(own.case, [name for name in everything if own.seen(name) is not None]):
        for side in item.sides:
            assert flip(own, side, item.touched) == flip(own, side, everything), item.question


@quick
@given(worlds(), views(), views())
def test_supposing_the_answers_a_view_gives_anyway_changes_nothing(
    world: World, one: View, other: View
) -> None:
    first, second = taken_by(world, one, other)
    for item in disagreements(first.case, second.case, tuple(first.tallied)):
        found = flip(first, item.sides[0], tuple(first.tallied), second)
        assert found.changed == (), item.question
        assert found.heads == first.heads


@quick
@given(worlds(), views(), views())
def test_all_the_answers_of_another_view_together_give_its_ledger(
    world: World, one: View, other: View
) -> None:
    first, second = taken_by(world, one, other)
    found = list(disagreements(first.case, second.case, ()))
    supposed = tuple(part for item in found for part in item.sides[1].supposed)
    case = Case(first.case.shared, first.case.agreement, first.case.view, supposed)
    again = take(case, EVERYTHING, first.tallied)
    assert again.heads == second.heads
    assert {name: again.seen(name) for name in again.tallied} == {
        name: second.seen(name) for name in second.tallied
    }


@quick
@given(worlds(), views(), views())
def test_every_incident_that_is_found_differently_stands_in_one_group(
    world: World, one: View, other: View
) -> None:
    first, second = taken_by(world, one, other)
    found = compare([first, second])
    grouped = [name for group in found.groups for name in group.incidents]
    assert sorted(grouped) == sorted(name for name in first.tallied if first.seen(name) != second.seen(name))
    assert found.differing == len(grouped)
    for group in found.groups:
        assert group.found[0] != group.found[1]
        assert group.reasons


@quick
@given(worlds(), views(), views())
def test_what_the_crux_explains_is_never_more_than_what_differs(world: World, one: View, other: View) -> None:
    taken = taken_by(world, one, other)
    rows = crux(taken)
    assert [row.explained for row in rows] == sorted((row.explained for row in rows), reverse=True)
    for row in rows:
        assert row.differing is not None
        for item in row.flips:
            assert len(item.settled) <= row.differing
            assert {*item.settled, *item.unsettled} <= set(item.changed)


@quick
@given(worlds(), views(), views(), st.integers(0, 5))
def test_protected_sources_are_named_nowhere_and_their_claims_never_shown(
    world: World, one: View, other: View, count: int
) -> None:
    protected = SPEAKERS[:count]
    for table, row in world.rows:
        if table == "source" and row["id"] in protected:
            row["handling"] = Handling.RESTRICTED.value
    taken = taken_by(world, one, other)
    evidence = taken[0].case.shared.evidence
    theirs = {
        claim.id
        for claim in evidence.snapshot.claims
        if evidence.statement_of(claim).speaker.source in protected
    }
    groups = compare(taken).groups
    reasons = [reason for group in groups for reason in group.reasons]
    shown = [(row.question.about, row.question.text, row.claims) for row in crux(taken)]
    shown += [(reason.about, reason.text, reason.claims) for reason in reasons]
    for (about, text, claims), name in product(shown, protected):
        assert name not in about
        assert f"word of {name} " not in text
        assert theirs.isdisjoint(claim for side in claims for claim in side)
