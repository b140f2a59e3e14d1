"""Laws of floor 4: partitions, bounds, precision, versions; over simulated histories and generated values."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.simulated import TEXT, THE_TRUTH, History, histories
from tests.world import CORROBORATED, EVERY_SOURCE, TRUCE, World, framed_by

from truceline.agreement.terms import Zone
from truceline.assessment.admission import Admissions
from truceline.assessment.algebras import KINDS, TARGETS, TIMES, When
from truceline.assessment.case import Case
from truceline.assessment.evidence import gather
from truceline.assessment.finding import CONDITIONS, Finding, Outcome
from truceline.assessment.framework import Framework
from truceline.assessment.geography import Geography
from truceline.assessment.ledger import EVERYTHING, By, Scope, tally
from truceline.assessment.loss import Loss, add_losses
from truceline.assessment.origins import Origins
from truceline.assessment.selection import Window, every_incident, fit
from truceline.assessment.states import read_states
from truceline.assessment.view import Persistence, View
from truceline.assessment.worlds import Result, combined, worst
from truceline.values.doubt import Truth
from truceline.values.when import Fills, parse_period
from truceline.values.where import Location
from truceline.values.who import Who

quick = settings(max_examples=30, deadline=None)
VIEWS = st.sampled_from([EVERY_SOURCE, CORROBORATED, THE_TRUTH])
SEVERITY = {Outcome.NONE: 0, Outcome.POSSIBLE: 1, Outcome.VIOLATION: 2}


def findings(case: Case) -> dict[str, Finding]:
    found = {name: case.finding(name) for name in case.shared.evidence.incidents}
    return {name: finding for name, finding in found.items() if finding is not None}


# Ledgers


@quick
@given(histories(), VIEWS, st.sampled_from(By))
def test_rows_partition_the_breaches_of_a_ledger_by_whatever_they_are_keyed(
    history: History, view: View, by: By
) -> None:
    found = tally(history.world().case(TEXT, view), EVERYTHING, by)
    totals = found.totals
    assert sum(row.definite for row in found.rows) == totals.definite
    assert sum(row.possible for row in found.rows) == totals.possible
    assert add_losses(row.loss for row in found.rows) == totals.loss
    assert add_losses(row.loss_possible for row in found.rows) == totals.loss_possible
    assert sum(found.none.values()) == totals.none
    aggregated = found.aggregates.possible + sum(found.aggregates.none.values())
    assert totals.definite + totals.possible + totals.none + aggregated + found.parts == found.in_
    assert len({row.key for row in found.rows}) == len(found.rows)
    assert all(bounds.least <= bounds.most for bounds in found.by_actor_bounds)
    assert sum(found.out.values()) + found.in_ == len(
        history.world().case(TEXT, view).shared.evidence.incidents
    )


@quick
@given(histories(), st.permutations(list(By)))
def test_the_totals_are_the_same_whatever_the_rows_are_keyed_by(history: History, keys: list[By]) -> None:
    case = history.world().case(TEXT)
    ledgers = [tally(case, EVERYTHING, by) for by in keys[:3]]
    assert all(one.totals == other.totals for one, other in pairwise(ledgers))


@quick
@given(histories(), VIEWS, st.dates(date(2016, 2, 15), date(2016, 3, 20)))
def test_two_windows_side_by_side_hold_each_incident_once(history: History, view: View, day: date) -> None:
    case = history.world().case(TEXT, view)
    before = tally(case, Scope(Window(None, day - timedelta(days=1)), every_incident))
    after = tally(case, Scope(Window(day, None), every_incident))
    whole = tally(case)
    undated = sum(not case.account(name).when.worlds for name in findings(case))
    assert before.in_ + after.in_ + undated == whole.in_


# Precision: what is told more precisely never flips an answer


REFINED: dict[str, list[tuple[str | None, str]]] = {
    "place": [("land", "inner"), ("land", "outer"), ("zone", "inner"), ("land", "edge"), (None, "abroad")],
    "happened": [
        ("2016-02", "2016-02-26"), ("2016-02", "2016-02-28"), ("2016-02-26/2016-02-27", "2016-02-27"),
        (None, "2016-03-10"), ("2016", "2016-02"), ("2016-03/..", "2016-03-11"),
    ],
    "by": [
        ("north | outlaws", "north"), ("north | outlaws", "outlaws"), ("class: league", "south"),
        ("class: league", "east"), (None, "north"), ("unnamed: gunmen", "outlaws"),
        ("north | south | east", "north | south"),
    ],
    "on": [
        ("south | villagers", "south"), ("south | villagers", "villagers"), ("class: league", "south"),
        (None, "outlaws"), ("unknown", "north"),
    ],
    "kind": [("use-of-weapons", "shelling"), ("armed-force", "air-strike"), ("shelling", "mortar-fire")],
}  # fmt: skip
ONE_OF = st.sampled_from([(part, *pair) for part, pairs in REFINED.items() for pair in pairs])
CLAUSES = {
    "on air strikes": TEXT.replace('"use-of-weapons"', '"air-strike"'),
    "on all weapons": TEXT,
    "for a time": TEXT.replace('from = "2016-02-27T00:00"', 'period = "2016-02-27/2016-03-10"'),
}


def told(part: str, value: str | None, rest: dict[str, Any]) -> World:
    world = World()
    world.actor("league", kind="class", members=["south", "east"])
    for actor in ("north", "south"):
        world.accepts(actor)
    world.reports("monitor", **{**rest, part: value})
    return world


@given(
    ONE_OF,
    st.fixed_dictionaries({part: st.sampled_from(pairs) for part, pairs in REFINED.items()}),
    st.data(),
)
@settings(max_examples=80, deadline=None)
def test_a_more_precise_account_never_flips_an_answer(
    refined: tuple[str, str | None, str], others: dict[str, tuple[str | None, str]], data: st.DataObject
) -> None:
    part, coarse, fine = refined
    rest = {name: data.draw(st.sampled_from(pair)) for name, pair in others.items()}
    text = CLAUSES[data.draw(st.sampled_from(sorted(CLAUSES)))]
    cases = [told(part, value, rest).case(text) for value in (coarse, fine)]
    outcomes = [finding.outcome for case in cases if (finding := case.finding("shelling")) is not None]
    assert len(outcomes) == 2
    assert outcomes[0] in (Outcome.POSSIBLE, outcomes[1])


@given(
    st.sampled_from(["2016-02", "2016", "2016-02-26/2016-03-02", "../2016-03-02", "2016-02-27/..", "XXXX"]),
    st.sampled_from(["2016-02-20", "2016-02-26", "2016-02-27", "2016-03-01", "2016-03-02T10:00", "2016-02"]),
    st.lists(st.tuples(st.sampled_from(["accepted", "refused", "excluded", "withdrawn"]),
                       st.sampled_from(["2016-02-10", "2016-02-26", "2016-02-28", "2016-03-01"]),
                       st.sampled_from(["monitor", "observer"]),
                       st.sampled_from(["asserts", "probable"])), max_size=4),
    st.sampled_from([None, 3]),
)  # fmt: skip
@settings(max_examples=80, deadline=None)
def test_a_state_asked_of_a_shorter_time_never_flips(
    coarse: str, fine: str, words: list[tuple[str, str, str, str]], days: int | None
) -> None:
    world = World()
    for position, said, speaker, firmness in words:
        claim = {"type": "standing", "actor": "south", "agreement": "truce"}
        world.says(speaker, {**claim, "position": position, "firmness": firmness}, said=said)
    evidence = gather(world.snapshot())
    admissions = Admissions(evidence, Origins(evidence.snapshot), EVERY_SOURCE)
    framework = Framework(
        read_states(evidence, admissions), Persistence(control=None, relation=None, standing=days)
    )
    long, short = (parse_period(text, zone="UTC", fills=Fills.WITHIN).span for text in (coarse, fine))
    if not long.contains(short):
        return
    for ask in (framework.accepted, framework.excluded):
        before, after = (ask("south", "truce", span).truth for span in (long, short))
        assert before in (Truth.UNKNOWN, None, after)
        for span in (long, short):
            assert ask("south", "truce", framework.state_span(span)) == ask("south", "truce", span)


GEOGRAPHY = Geography(gather(World().snapshot()).snapshot.places)
SPOTS = ("land", "zone", "inner", "outer", "edge", "near inner", "within 30 km of outer", "@34.75, 36.75 ~2 km",
         "part of zone", "inner | edge", "inner | outer")  # fmt: skip


@given(
    st.sampled_from(SPOTS), st.sampled_from(SPOTS), st.sampled_from(["land", "zone", "inner", "elsewhere"])
)
@settings(max_examples=200, deadline=None)
def test_a_place_within_another_never_flips_whether_it_lies_in_an_area(
    coarse: str, fine: str, area: str
) -> None:
    whole, part = Location.parse(coarse), Location.parse(fine)
    if GEOGRAPHY.covers(whole, part):
        zone = Zone(area, None)
        answers = {GEOGRAPHY.may_be_in(whole, zone), GEOGRAPHY.may_be_in(part, zone)}
        assert answers != {Truth.YES, Truth.NO}
        assert GEOGRAPHY.meet(whole, part)


# Worlds


RESULTS = st.builds(
    lambda outcome, failed, actors: Result(
        outcome,
        failed if outcome is Outcome.NONE else None,
        frozenset(actors if outcome is not Outcome.NONE else ()),
    ),
    st.sampled_from(Outcome),
    st.integers(0, len(CONDITIONS) - 2),
    st.sets(st.sampled_from(["north", "south", "east"]), max_size=2),
)


@given(st.lists(RESULTS, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_pairs_and_worlds_does_not_matter(results: list[Result], chance: Any) -> None:
    turned = list(results)
    chance.shuffle(turned)
    assert worst(results) == worst(turned)
    assert combined(results) == combined(turned)


@given(st.lists(RESULTS, min_size=1, max_size=5))
def test_within_a_world_nothing_is_milder_than_its_worst_and_over_worlds_nothing_is_sure_that_is_not_so_in_all(
    results: list[Result],
) -> None:
    assert SEVERITY[worst(results).outcome] == max(SEVERITY[result.outcome] for result in results)
    outcome, failed, responsible = combined(results)
    outcomes = {result.outcome for result in results}
    assert (outcome in (Outcome.VIOLATION, Outcome.NONE)) == (
        len(outcomes) == 1 and Outcome.POSSIBLE not in outcomes
    )
    assert (failed is not None) is (outcome is Outcome.NONE)
    assert set(responsible.actors) <= {actor for result in results for actor in result.actors}


@given(st.lists(RESULTS, min_size=1, max_size=4), RESULTS)
def test_another_pair_never_makes_a_world_milder_and_another_world_never_makes_it_surer(
    results: list[Result], more: Result
) -> None:
    assert SEVERITY[worst([*results, more]).outcome] >= SEVERITY[worst(results).outcome]
    before, after = combined(results)[0], combined([*results, more])[0]
    assert after in (before, Outcome.POSSIBLE)


RIVALS = "".join(
    f"""
[[provision]]
id = "rival"
version = "{author}"
text = "As {author} reads it."
prohibits = ["use-of-weapons"]
binds = {binds}
area = "{area}"
according-to = ["{author}"]
"""
    for author, binds, area in (
        ("monitor", '"anyone"', "zone"),
        ("observer", '{ actors = ["north"] }', "land"),
        ("reporter", '"anyone"', "land"),
    )
)


@quick
@given(histories(), st.sets(st.sampled_from(["monitor", "observer", "reporter"]), min_size=1))
def test_rival_versions_together_find_what_all_find_alone_and_else_possible(
    history: History, authors: set[str]
) -> None:
    world = history.world()
    alone = [findings(world.case(TRUCE + RIVALS, framed_by("clerk", rival=(author,)))) for author in authors]
    together = findings(world.case(TRUCE + RIVALS, framed_by("clerk", rival=tuple(authors))))
    for name, finding in together.items():
        outcomes = {one[name].outcome for one in alone}
        assert finding.outcome is (outcomes.pop() if len(outcomes) == 1 else Outcome.POSSIBLE)


# Algebras


MOMENTS = st.sampled_from(
    ["2016-03-10", "2016-03", "2016-03-10T10:00", "2016-03-09/2016-03-11", "2016-03-11/..", "2016"]
)


def when(text: str) -> When:
    period = parse_period(text, zone="Asia/Damascus", fills=Fills.WITHIN)
    return When(period.span, period.fills, period.zone)


@pytest.mark.parametrize(
    ("algebra", "values"),
    [
        (TIMES, MOMENTS.map(when)),
        (
            KINDS,
            st.sampled_from(
                ["shelling", "mortar-fire", "air-strike", "armed-force", "use-of-weapons", "talks"]
            ),
        ),
        (TARGETS, st.sets(st.sampled_from("abc").map(Who.one), min_size=1).map(frozenset)),
    ],
    ids=["times", "kinds", "targets"],
)
@given(data=st.data())
def test_a_hull_holds_both_and_what_lies_within_meets(algebra: Any, values: Any, data: st.DataObject) -> None:
    one, other = data.draw(values), data.draw(values)
    assert algebra.within(one, one)
    assert algebra.meets(one, other) == algebra.meets(other, one)
    hull, turned = algebra.hull(one, other), algebra.hull(other, one)
    assert hull == turned
    if hull is not None:
        assert algebra.within(one, hull)
        assert algebra.within(other, hull)
        assert algebra.size(hull) >= max(algebra.size(one), algebra.size(other))
    if algebra.within(one, other):
        assert algebra.meets(one, other)
        assert algebra.size(one) <= algebra.size(other)


# Windows and losses


@given(MOMENTS, st.dates(date(2015, 1, 1), date(2017, 1, 1)), st.integers(0, 60))
def test_what_begins_in_a_window_does_not_merely_overlap_it(text: str, first: date, days: int) -> None:
    found = fit([when(text)], Window(first, first + timedelta(days=days)))
    assert not (found.begins and found.overlaps)
    assert found.begins or not found.beyond


LOSSES = st.builds(
    Loss, low=st.integers(0, 9), best=st.integers(0, 9), high=st.none() | st.integers(9, 20),
    best_of=st.integers(0, 1), incidents=st.just(1),
)  # fmt: skip


@given(st.lists(LOSSES, max_size=4), st.lists(LOSSES, max_size=4))
def test_losses_add_up_in_any_grouping(some: list[Loss], others: list[Loss]) -> None:
    assert add_losses([add_losses(some), add_losses(others)]) == add_losses([*some, *others])
