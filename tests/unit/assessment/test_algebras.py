"""How times, places, kinds and actors compare (semantics 4)."""

import pytest
from tests.world import World

from truceline.assessment.algebras import KINDS, TARGETS, TIMES, When, algebra_of_actors, algebra_of_places
from truceline.assessment.evidence import gather
from truceline.assessment.geography import Geography
from truceline.values.when import Fills, parse_period
from truceline.values.where import Location
from truceline.values.who import Who


def when(text: str) -> When:
    period = parse_period(text, zone="Asia/Damascus", fills=Fills.WITHIN)
    return When(period.span, period.fills, period.zone)


DAY, MONTH, NEXT_DAY = when("2016-03-10"), when("2016-03"), when("2016-03-11")


def test_a_day_lies_within_its_month_and_is_narrower() -> None:
    assert TIMES.within(DAY, MONTH)
    assert not TIMES.within(MONTH, DAY)
    assert TIMES.size(DAY) < TIMES.size(MONTH)
    assert TIMES.meets(DAY, MONTH)


def test_days_that_touch_do_not_meet() -> None:
    assert not TIMES.meets(DAY, NEXT_DAY)
    assert TIMES.hull(DAY, NEXT_DAY) is None


def test_the_hull_of_times_reaches_from_the_first_start_to_the_last_end() -> None:
    one, other = when("2016-03-10/2016-03-12"), when("2016-03-11/2016-03-14")
    assert TIMES.hull(one, other) == when("2016-03-10/2016-03-14")
    assert TIMES.hull(other, one) == when("2016-03-10/2016-03-14")


def test_the_hull_with_an_open_time_is_open_and_widest_of_all() -> None:
    since, until = when("2016-03-10/.."), when("../2016-03-12")
    hull = TIMES.hull(since, until)
    assert hull is not None
    assert (hull.span.start, hull.span.end) == (None, None)
    assert TIMES.size(since) == TIMES.size(until) == float("inf")


def test_kinds_compare_along_the_codebook() -> None:
    assert KINDS.within("mortar-fire", "shelling")
    assert KINDS.meets("shelling", "mortar-fire")
    assert not KINDS.meets("shelling", "air-strike")
    assert KINDS.hull("shelling", "air-strike") == "armed-force"
    assert KINDS.hull("shelling", "talks") is None
    assert KINDS.size("mortar-fire") < KINDS.size("shelling")


def test_places_have_as_hull_the_wider_or_else_both() -> None:
    algebra = algebra_of_places(Geography(gather(World().snapshot()).snapshot.places))
    land, zone, edge, outer = (Location.parse(name) for name in ("land", "zone", "edge", "outer"))
    assert algebra.within(zone, land)
    assert algebra.hull(zone, land) == algebra.hull(land, zone) == land
    assert algebra.hull(zone, outer) is None
    assert algebra.hull(zone, edge) == Location.parse("zone | edge")
    assert algebra.size(edge) < algebra.size(land)


ACTORS = World()
ACTORS.actor("league", kind="class", members=["south", "east"])
ALGEBRA = algebra_of_actors(gather(ACTORS.snapshot()))


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("south", "south"),
        ("south", "south | east"),
        ("south | east", "east | north | south"),
        ("south", "class: league"),
        ("south + north", "south"),
        ("east + north + south", "east + south"),
    ],
)
def test_an_actor_lies_within_what_is_less_precise(part: str, whole: str) -> None:
    one, other = Who.parse(part), Who.parse(whole)
    assert ALGEBRA.within(one, other)
    assert ALGEBRA.meets(one, other)
    assert ALGEBRA.meets(other, one)
    assert ALGEBRA.hull(one, other) == ALGEBRA.hull(other, one) == other
    assert one == other or ALGEBRA.size(one) < ALGEBRA.size(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("south", "north"),
        ("north", "class: league"),
        ("south", "class: rebels"),
        ("south", "class: nobody-knows"),
        ("south + east", "south | east"),
        ("south + east", "class: league"),
        ("south | east", "class: league"),
        ("south | east", "east | north"),
        ("south | east", "east"),
    ],
)
def test_other_actors_are_not_within_each_other(one: str, other: str) -> None:
    assert not ALGEBRA.within(Who.parse(one), Who.parse(other))


def test_what_two_joint_actions_share_is_what_both_say() -> None:
    one, other = Who.parse("south + east"), Who.parse("east + north")
    assert not ALGEBRA.meets(one, other)
    assert ALGEBRA.hull(one, other) == Who.one("east")
    assert ALGEBRA.hull(Who.parse("a + b + c"), Who.parse("b + c + d")) == Who.parse("b + c")
    assert ALGEBRA.hull(one, Who.parse("north + outlaws")) is None
    assert ALGEBRA.hull(Who.parse("south | east"), Who.parse("east | north")) is None


def test_to_name_more_targets_apart_says_of_each_that_it_was_hit() -> None:
    south, east = Who.one("south"), Who.one("east")
    both, only = frozenset({south, east}), frozenset({south})
    assert TARGETS.within(both, only)
    assert not TARGETS.within(only, both)
    assert TARGETS.size(both) < TARGETS.size(only)
    assert TARGETS.meets(both, only)
    assert TARGETS.hull(both, only) == only
    assert TARGETS.hull(only, frozenset({east})) is None
