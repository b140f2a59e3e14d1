"""How far a ledger moves when a source is left out."""

from attrs import evolve
from tests.world import ACCEPTED_KEEP_TO_IT, EVERY_SOURCE, NORTH_KEEPS_TO_IT, TRUCE, World, accounts, only

from truceline.assessment.ledger import EVERYTHING
from truceline.assessment.sensitivity import Without, sensitivity, view_without

BOTH = TRUCE + NORTH_KEEPS_TO_IT + ACCEPTED_KEEP_TO_IT


def rows_of(world: World) -> dict[tuple[str, ...], Without]:
    return {row.sources: row for row in sensitivity(world.case(BOTH), EVERYTHING)}


def test_the_source_that_alone_reports_most_moves_the_ledger_most() -> None:
    world = World()
    world.accepts("south", speaker="south-office")
    world.reports("monitor", "one")
    world.reports("monitor", "two", happened="2016-03-11")
    world.reports("observer", "two", happened="2016-03-11")
    world.reports("observer", "three", happened="2016-03-12", by="outlaws")
    first, *_ = sensitivity(world.case(BOTH), EVERYTHING)
    assert first.sources in {("monitor",), ("observer",)}
    rows = rows_of(world)
    assert (rows["monitor",].in_, rows["monitor",].lost, rows["monitor",].changed) == (2, 1, 1)
    assert (rows["monitor",].definite, rows["monitor",].none) == (1, 1)


def test_who_speaks_of_standing_may_move_every_incident() -> None:
    world = World()
    world.accepts("south", speaker="monitor")
    world.reports("monitor", "one")
    world.reports("observer", "one")
    world.reports("observer", "two", happened="2016-03-11")
    row = rows_of(world)["monitor",]
    assert (row.lost, row.possible, row.changed) == (0, 2, 2)


def test_a_source_that_only_speaks_of_the_framework_is_left_out_of_it_too() -> None:
    world = World()
    world.accepts("south", speaker="observer")
    world.reports("monitor", "one")
    assert rows_of(world)["monitor",].lost == 1


def test_protected_sources_appear_only_as_a_class_of_three_or_more() -> None:
    world = World()
    world.accepts("south", speaker="south-office")
    for number in (1, 2):
        world.source(f"p{number}", handling="restricted")
        world.reports(f"p{number}", f"i{number}")
    assert not [names for names in rows_of(world) if names[0].startswith("p")]
    world.source("p3", handling="lead-only")
    world.reports("p3", "i3")
    (together,) = [names for names in rows_of(world) if names[0].startswith("p")]
    assert together == ("p1", "p2", "p3")
    assert rows_of(world)[together].lost == 3


def test_an_unnamed_origin_is_nobody_who_could_be_left_out() -> None:
    world = World()
    world.reports("unnamed: residents", "one")
    assert sensitivity(world.case(BOTH), EVERYTHING) == ()


def test_progress_is_told_for_each_source() -> None:
    world = World()
    world.reports("monitor", "one")
    world.reports("observer", "two")
    told: list[int] = []
    sensitivity(world.case(BOTH), EVERYTHING, told.append)
    assert told == [0, 1]


def test_leaving_out_adds_to_whom_a_view_refuses_already() -> None:
    fresh = view_without(EVERY_SOURCE, ("monitor",))
    assert fresh.accounts.refuses == fresh.framework.refuses == only("monitor")
    stricter = view_without(accounts(refuses=only("observer")), ("monitor",))
    assert stricter.accounts.refuses == evolve(only("observer"), sources=("observer", "monitor"))


def test_a_denial_by_nobody_named_moves_nothing_that_could_be_left_out() -> None:
    world = World()
    said = world.reports("monitor", "one")
    denial = world.says("unnamed: residents", document="reporter-report")
    world.links(denial, "denies", f"{said}/1", asserter="unnamed: residents")
    assert set(rows_of(world)) == {("monitor",)}


def test_who_tells_of_the_first_of_an_unsure_pair_moves_the_second_too() -> None:
    world = World()
    world.accepts("south", speaker="south-office")
    world.reports("monitor", "first")
    world.reports("observer", "second")
    world.judges("first", "unsure", "second")
    rows = rows_of(world)
    assert (rows["monitor",].definite, rows["monitor",].lost, rows["monitor",].changed) == (1, 1, 2)
    assert (rows["observer",].definite, rows["observer",].changed) == (1, 1)


def test_who_is_not_heard_on_the_framework_moves_nothing_by_it() -> None:
    world = World()
    world.accepts("south", speaker="unnamed: an official")
    world.accepts("south", speaker="observer")
    world.reports("monitor", "one")
    refusing = evolve(EVERY_SOURCE, framework=evolve(EVERY_SOURCE.framework, refuses=only("observer")))
    rows = sensitivity(world.case(BOTH, refusing), EVERYTHING)
    assert [row.sources for row in rows] == [("monitor",)]


def test_who_denies_in_words_alone_may_move_what_they_deny() -> None:
    world = World()
    world.accepts("south", speaker="south-office")
    said = world.reports("monitor", "one")
    words = world.says("north-office", act="denial")
    world.links(words, "denies", f"{said}/1", asserter="north-office")
    row = rows_of(world)["north-office",]
    assert (row.definite, row.changed) == (1, 1)
