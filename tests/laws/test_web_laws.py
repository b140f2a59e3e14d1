"""Laws of the workbench: columns count what ledgers count, pages partition, hidden items leave no trace."""

from datetime import date, timedelta

import numpy as np
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.simulated import TEXT, THE_TRUTH, History, histories
from tests.world import CORROBORATED, EVERY_SOURCE, World, snapshot_of

from truceline.agreement.parse import read_agreement
from truceline.assessment.case import Case, share
from truceline.assessment.evidence import gather
from truceline.assessment.finding_table import table_of
from truceline.assessment.ledger import Scope, tally
from truceline.assessment.selection import Window, every_incident
from truceline.assessment.view import View
from truceline.testimony.register import Handling
from truceline.workbench.web.access import See, visible
from truceline.workbench.web.columns import Chosen, Columns, read_cursor
from truceline.workbench.web.fitting import day_number
from truceline.workbench.web.grids import Bounds

quick = settings(max_examples=40, deadline=None)
VIEWS = st.sampled_from([EVERY_SOURCE, CORROBORATED, THE_TRUTH])
DAYS = st.none() | st.dates(date(2016, 2, 1), date(2016, 4, 1))
WINDOWS = st.tuples(DAYS, DAYS).map(lambda days: Window(*days))
ALL = Chosen(Window(None, None), "", "", "", "", frozenset(), "")


@quick
@given(histories(), VIEWS, WINDOWS)
def test_the_figures_of_columns_are_those_of_the_ledger(history: History, view: View, window: Window) -> None:
    case = history.world().case(TEXT, view)
    ledger = tally(case, Scope(window, every_incident))
    columns = Columns(table_of(case))
    figures = columns.figures(columns.chosen(evolve(ALL, window=window)))
    totals = ledger.totals
    assert (figures.violation, figures.possible, figures.none) == (
        totals.definite,
        totals.possible,
        totals.none,
    )
    assert figures.failed == {name: count for name, count in ledger.none.items() if count}
    assert figures.out == {name: count for name, count in ledger.out.items() if count}
    assert figures.aggregates == ledger.aggregates.possible + sum(ledger.aggregates.none.values())
    assert (figures.parts, figures.overlapping, figures.beyond) == (
        ledger.parts,
        ledger.may_overlap,
        ledger.may_fall_outside,
    )
    for mine, theirs in (
        (figures.toll, totals.loss),
        (figures.toll_possible, totals.loss_possible),
        (figures.toll_none, totals.loss_none),
    ):
        assert (mine.low, mine.best, mine.high) == (theirs.low, theirs.best, theirs.high)
        assert (mine.best_of, mine.incidents) == (theirs.best_of, theirs.incidents)


@quick
@given(histories(), VIEWS, st.integers(1, 3))
def test_pages_of_any_length_give_every_row_once_the_latest_day_first(
    history: History, view: View, length: int
) -> None:
    columns = Columns(table_of(history.world().case(TEXT, view)))
    scoped = columns.chosen(ALL)
    mask = scoped.counted
    shown: list[int] = []
    after = None
    while rows := columns.page(scoped, after, length):
        shown += rows
        after = read_cursor(columns.cursor(rows[-1]))
    assert sorted(shown) == np.flatnonzero(mask).tolist()
    days = [int(columns.table.first_day[row]) for row in shown]
    assert days == sorted(days, reverse=True)


@quick
@given(histories(), VIEWS)
def test_days_and_cells_and_facets_count_each_incident_once(history: History, view: View) -> None:
    columns = Columns(table_of(history.world().case(TEXT, view)))
    scoped = columns.chosen(ALL)
    mask = scoped.counted
    _, days = columns.days(mask)
    assert days.sum() == mask.sum()
    cells = columns.cells(scoped, Bounds(-180, -90, 180, 90), 0.5)
    assert sum(sum(cell[2:]) for cell in cells.cells) == cells.shown
    assert cells.shown + cells.not_placed == mask.sum()
    kinds = columns.facet("kinds", scoped, 100)
    held = [len(columns.table.kinds[row]) for row in np.flatnonzero(mask).tolist()]
    assert sum(count for _, count in kinds) == sum(held)


@quick
@given(histories(), st.data())
def test_what_is_hidden_leaves_a_ledger_as_if_it_had_never_been_said(
    history: History, data: st.DataObject
) -> None:
    """Statements of some handling are in no account of whoever may not see so far.

    The record keeps the agreement, so what its clauses name is named openly.
    """
    secret = data.draw(st.sets(st.sampled_from([telling.handle for telling in history.tellings])))
    handling = data.draw(st.sampled_from([Handling.RESTRICTED, Handling.LEAD_ONLY]))
    whole = history.world()
    never = History(
        history.happenings, tuple(one for one in history.tellings if one.handle not in secret)
    ).world()
    for made in (whole, never):
        made.document("truce", outlet="clerk", text=TEXT)
    snapshot = whole.snapshot()
    hidden = evolve(
        snapshot,
        statements={
            id: evolve(one, handling=handling) if one.label in secret else one
            for id, one in snapshot.statements.items()
        },
    )
    seen = visible(hidden, See.PUBLIC)
    # A retraction of a hidden statement is a statement of its own, and says nothing by itself.
    agreement = read_agreement(TEXT, "truce.toml")
    ours = tally(Case(share(gather(seen)), agreement, EVERY_SOURCE))
    theirs = tally(Case(share(gather(never.snapshot())), agreement, EVERY_SOURCE))
    assert evolve(ours, size=0, root="") == evolve(theirs, size=0, root="")


def test_actors_and_places_of_which_only_hidden_items_speak_are_hidden_too() -> None:
    world = World()
    world.actor("quiet-group")
    world.place("quiet-place", kind="village", position="34.8, 36.8", **{"part-of": ["land"]})
    world.reports("monitor", "open", by="north")
    world.reports("monitor", "closed", by="quiet-group", place="quiet-place", handling="lead-only")
    whole = snapshot_of(world.batch())
    seen = visible(whole, See.RESTRICTED)
    assert "quiet-group" in whole.actors
    assert "quiet-group" not in seen.actors
    assert "quiet-place" not in seen.places
    assert {"north", "outlaws"} <= set(seen.actors)
    assert {"inner", "land"} <= set(seen.places)
    assert [claim for claim in seen.claims if "closed" in str(claim)] == []


def test_the_lead_sees_everything() -> None:
    world = World()
    world.reports("monitor", "closed", handling="lead-only")
    whole = snapshot_of(world.batch())
    assert visible(whole, See.LEAD) == whole


def test_a_protected_source_takes_its_statements_along() -> None:
    world = World()
    world.source("protected", kind="local-network", handling="restricted")
    world.reports("protected", "closed")
    seen = visible(snapshot_of(world.batch()), See.PUBLIC)
    assert "protected" not in seen.sources
    assert not seen.claims
    assert "protected-report" not in seen.documents


@given(st.integers(-10_000, 40_000), st.integers(0, 10**9))
def test_a_place_in_a_list_is_read_back_as_written(day: int, row: int) -> None:
    assert read_cursor(f"{day}.{row}") == (day, row)


@given(st.text(max_size=30))
def test_any_other_text_is_the_beginning_of_the_list_or_a_place(text: str) -> None:
    found = read_cursor(text)
    assert found is None or len(found) == 2


@given(st.dates(date(1970, 1, 2) - timedelta(days=4000), date(2100, 1, 1)))
def test_day_numbers_count_days(day: date) -> None:
    assert day_number(day + timedelta(days=1)) == day_number(day) + 1
