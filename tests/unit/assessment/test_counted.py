"""As counted by the sources themselves: beside our figures, never added or converted (semantics 7)."""

from datetime import date
from typing import Any

import pytest
from tests.world import (
    EVERY_SOURCE,
    NO_FIRE_IN_ZONE,
    TRUCE,
    World,
    event,
    taking,
)

from truceline.assessment.counted import Counted, as_counted
from truceline.assessment.selection import EVER, Window
from truceline.assessment.view import View

MARCH = Window(date(2016, 3, 1), date(2016, 3, 31))
APRIL = Window(date(2016, 4, 1), date(2016, 4, 30))


@pytest.fixture
def world() -> World:
    return World()


def tally(count: int = 5, **more: Any) -> dict[str, Any]:
    return {
        "type": "compliance", "agreement": "truce", "judgement": "breaches", "unit": "breach",
        "rule": "each shell is one", "happened": "2016-03-10/2016-03-12",
        "tallies": [{"label": "all", "count": count}], **more,
    }  # fmt: skip


def counted(world: World, window: Window = EVER, view: View = EVERY_SOURCE) -> tuple[Counted, ...]:
    return as_counted(world.case(TRUCE + NO_FIRE_IN_ZONE, view), window)


def test_a_count_stands_with_its_counter_unit_rule_and_window(world: World) -> None:
    world.says("monitor", tally())
    (found,) = counted(world)
    assert (found.counter, found.judgement, found.unit) == ("monitor", "breaches", "breach")
    assert (found.rule, found.window) == ("each shell is one", "2016-03-10/2016-03-12")
    assert (found.stated, found.described_there, found.held_here) == (5, 0, 0)
    assert found.not_accounted_for == 5
    assert found.tallies[0].label == "all"


@pytest.mark.parametrize(
    ("more", "shown"),
    [
        ({}, True),
        ({"agreement": "another"}, False),
        ({"tallies": []}, False),
    ],
)
def test_only_counts_under_the_agreement_or_none_are_shown(
    world: World, more: dict[str, Any], *, shown: bool
) -> None:
    world.says("monitor", tally(**more))
    assert bool(counted(world)) is shown


def test_a_count_under_no_agreement_is_shown_and_filtered_by_no_view(world: World) -> None:
    count = tally()
    del count["agreement"]
    world.says("monitor", count)
    assert len(counted(world, view=taking("observer"))) == 1


@pytest.mark.parametrize(
    ("happened", "window", "shown"),
    [
        ("2016-03-10/2016-03-12", MARCH, True),
        ("2016-02-27/2016-03-05", MARCH, True),
        ("2016-03-10/2016-03-12", APRIL, False),
        ("XXXX", MARCH, True),
        (None, EVER, True),
        (None, MARCH, False),
    ],
)
def test_counts_whose_window_overlaps_are_shown(
    world: World, happened: str | None, window: Window, *, shown: bool
) -> None:
    count = tally()
    del count["happened"]
    world.says("monitor", count if happened is None else {**count, "happened": happened})
    found = counted(world, window)
    assert bool(found) is shown
    assert [item.window for item in found] == ([happened or ""] if shown else [])


def test_what_the_same_speaker_tells_in_the_same_document_is_described_there(world: World) -> None:
    world.reports("monitor", "one")
    world.reports("monitor", "two")
    world.reports("observer", "three")
    world.says("monitor", event("talks", "talks"))
    world.says("monitor", tally())
    (found,) = counted(world)
    assert (found.described_there, found.held_here, found.not_accounted_for) == (2, 2, 3)


def test_what_is_described_there_may_be_out_here(world: World) -> None:
    world.reports("monitor", "one")
    world.reports("observer", "one")
    world.reports("monitor", "two")
    world.says("monitor", tally())
    (found,) = counted(world, view=taking("observer"))
    assert (found.described_there, found.held_here) == (2, 1)


def test_links_say_what_a_count_counts_and_then_nothing_else_does(world: World) -> None:
    world.reports("monitor", "one")
    other = world.reports("observer", "two")
    world.judges("two", "same", "three")
    third = world.reports("reporter", "three")
    count = world.says("monitor", tally())
    for target in (f"{other}/1", f"{third}/1", f"{third}/2"):
        world.links(f"{count}/1", "counts", target, asserter="monitor")
    world.links(count, "responds-to", f"{other}/1", asserter="monitor")
    (found,) = counted(world)
    assert (found.described_there, found.held_here) == (1, 1)


def test_a_link_to_a_class_of_events_counts_none(world: World) -> None:
    several = world.says("observer", event(None))
    count = world.says("monitor", tally())
    world.links(count, "counts", f"{several}/1", asserter="monitor")
    (found,) = counted(world)
    assert found.described_there == 0


def test_a_source_that_gives_only_parts_states_no_total(world: World) -> None:
    parts = [{"label": "Homs", "count": 2, "of": "all", "by": "place"}]
    world.says("monitor", tally(tallies=parts))
    (found,) = counted(world)
    assert (found.stated, found.not_accounted_for) == (None, None)


def test_more_described_than_stated_leaves_nothing_over(world: World) -> None:
    world.reports("monitor", "one")
    world.reports("monitor", "two")
    world.says("monitor", tally(1))
    (found,) = counted(world)
    assert found.not_accounted_for == 0
