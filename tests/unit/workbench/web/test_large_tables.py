"""What is counted by number over many rows is what comes out when each row is read by itself."""

import math
import os
from collections import Counter
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic import synthetic
from tests.simulated import TEXT
from tests.workbench import NOON, large_world, small_world

from truceline.assessment.engine.engine import engine_of
from truceline.assessment.finding_table import ABSENT
from truceline.assessment.selection import Window
from truceline.workbench.web import comparison, counting, grids, held
from truceline.workbench.web.assessors import STAGES, Assessor, Assessors
from truceline.workbench.web.columns import Chosen, Columns
from truceline.workbench.web.comparison import Line, Side, aligned, compared, key_of, partings
from truceline.workbench.web.grids import Bounds
from truceline.workbench.web.growth import Growth
from truceline.workbench.web.held import Column, names_of
from truceline.workbench.web.jobs import Cancelled
from truceline.workbench.web.kept_answers import Kept
from truceline.workbench.web.mapping import GLOBE
from truceline.workbench.web.put_aside import Held, PutAside
from truceline.workbench.web.search import TextIndex
from truceline.workbench.web.tolls import Tolls

ALL = Chosen(Window(None, None), "", "", "", "", frozenset(), "")


@pytest.fixture(scope="module")
def columns(both: tuple[Columns, Columns]) -> Columns:
    return both[0]


@pytest.fixture(scope="module")
def both() -> tuple[Columns, Columns]:
    """Three thousand invented incidents as the engine finds them, some at the very same position."""
    pytest.importorskip("numba")
    world = synthetic(3000, 20)
    reports = world.reports
    rows = np.arange(len(reports))
    same = (rows % 7 == 0) & (reports.place < 0)
    where = {
        name: np.where(same, getattr(reports, name)[same][rows % 3], getattr(reports, name))
        for name in ("longitude", "latitude", "km")
    }
    engine = engine_of(evolve(reports, **where), world.shared, world.agreement)
    first, second = (Columns.ready(engine.table(view)) for view in world.views[:2])
    return first, second


@pytest.mark.parametrize("line", list(Line))
@pytest.mark.parametrize("most", [500, 7])
def test_rows_of_a_comparison_count_what_each_view_finds(
    both: tuple[Columns, Columns], line: Line, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparison, "MOST_POSITIONS", most)
    sides = [Side(str(n), one.table, one.chosen(ALL).counted) for n, one in enumerate(both)]
    found = aligned(sides)
    told = compared(found, line)
    counts: Counter[Any] = Counter()
    apart: Counter[Any] = Counter()
    for number, side in enumerate(sides):
        coded: Any = getattr(side.table, line.column)
        for row in np.flatnonzero(side.counted & (side.table.outcome >= 1)).tolist():
            key = key_of(coded[row])
            counts[key, number, int(side.table.outcome[row])] += 1
            apart[key, number] += int(found.apart[row])
    for one in told.rows:
        definite = tuple(counts[one.key, n, 2] for n in range(2))
        possible = tuple(counts[one.key, n, 1] for n in range(2))
        assert (tuple(side.definite for side in one.counts), tuple(side.possible for side in one.counts)) == (definite, possible)  # fmt: skip
        assert one.apart == max(apart[one.key, 0], apart[one.key, 1])
    assert len({row.key for row in told.rows}) == len(told.rows)
    assert len(told.rows) + told.beyond == len({key for key, *_ in counts})
    bare = next((row.key for row in told.rows if row.key and row.key[0].startswith("@") and row.apart), None)
    if bare is not None:
        assert partings(found, line, bare, 5)[1] >= next(row.apart for row in told.rows if row.key == bare)


@pytest.mark.parametrize("column", ["places", "kinds", "responsible", "provisions"])
def test_facets_hold_what_the_rows_hold(columns: Columns, column: str) -> None:
    scoped = columns.chosen(ALL)
    coded: Any = getattr(columns.table, column)
    whole = Counter(name for row in scoped.rows.tolist() for name in names_of(coded[row]))
    for most in (3, 8, 300):
        found = columns.facet(column, scoped, most)
        counts = sorted(whole.values(), reverse=True)[:most]
        assert [count for _, count in found] == counts
        assert all(whole[name] == count for name, count in found)


PERIODS = [
    Window(first, last)
    for first in (None, date(2012, 5, 3), date(2017, 1, 1))
    for last in (None, date(2012, 5, 20), date(2018, 3, 1))
    if first is None or last is None or first <= last
]


@pytest.mark.parametrize("window", PERIODS[1:], ids=str)
def test_a_period_is_looked_up_as_it_would_be_counted(
    columns: Columns, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "_BLOCK", 64)
    mine = Columns.ready(columns.table)
    scoped = mine.chosen(evolve(ALL, window=window))
    plain = evolve(scoped, stretch=None)
    assert scoped.stretch is not None
    assert scoped.stretch.end > scoped.stretch.first
    assert mine.figures(scoped) == mine.figures(plain)
    for column in ("places", "kinds", "responsible", "provisions"):
        assert mine.facet(column, scoped, 9) == mine.facet(column, plain, 9)
    assert mine.cells(scoped, GLOBE, 0.5) == mine.cells(plain, GLOBE, 0.5)


@pytest.mark.parametrize("size", [2.0**-6, 2.0**-4, 0.5, 8.0])
def test_squares_hold_the_incidents_in_them(columns: Columns, size: float) -> None:
    scoped, table = columns.chosen(ALL), columns.table
    placed = scoped.rows[~np.isnan(table.longitude[scoped.rows])]
    whole: dict[tuple[int, int], list[int]] = {}
    for row in placed.tolist():
        square = math.floor(table.longitude[row] / size), math.floor(table.latitude[row] / size)
        whole.setdefault(square, [0, 0, 0])[2 - int(table.outcome[row])] += 1
    for bounds in (GLOBE, Bounds(36.01, 33.01, 38.99, 35.99)):
        (west, east), (south, north) = (
            (math.floor(first / size), math.floor(last / size))
            for first, last in ((bounds.west, bounds.east), (bounds.south, bounds.north))
        )
        here = {
            key: held for key, held in whole.items() if west <= key[0] <= east and south <= key[1] <= north
        }
        found = columns.cells(scoped, bounds, size)
        assert {(across, up): counts for across, up, *counts in found.cells} == here
        assert found.shown == sum(map(sum, here.values()))
        assert found.not_placed == len(scoped.rows) - len(placed)


def test_squares_go_on_behind_the_date_line(columns: Columns) -> None:
    table = columns.table
    edge = np.where(np.arange(len(table)) % 2, -179.9, 179.9)
    moved = Columns.ready(evolve(table, longitude=edge, latitude=np.zeros(len(table))))
    found = moved.cells(moved.chosen(ALL), Bounds(179, -1, -179, 1), 0.5)
    assert sorted(across for across, *_ in found.cells) == [359, 360]
    assert found.shown == len(moved.chosen(ALL).rows)


def test_places_far_and_wide_are_numbered_without_marking_every_square(
    columns: Columns, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grids, "_MOST_MARKS", 1)
    other, scoped = Columns.ready(columns.table), columns.chosen(ALL)
    assert other.cells(scoped, GLOBE, 0.5) == columns.cells(scoped, GLOBE, 0.5)


def test_positions_of_many_are_found_among_very_many_rows(
    columns: Columns, monkeypatch: pytest.MonkeyPatch
) -> None:
    scoped = columns.chosen(ALL)
    one_by_one = Column.of(columns.table, "places")
    numbers = np.bincount(one_by_one.codes[scoped.rows], minlength=one_by_one.width)
    expected = [one_by_one.most_held(numbers, scoped, most) for most in (1, 8, 40)]
    monkeypatch.setattr(held, "_FEW", 0)
    in_heaps = Column.of(columns.table, "places")
    assert [in_heaps.most_held(numbers, scoped, most) for most in (1, 8, 40)] == expected


def test_a_place_filter_finds_districts_and_bare_positions(columns: Columns) -> None:
    places = columns.table.places
    names = [name for name, _ in columns.facet("places", columns.chosen(ALL), 400)]
    assert any(name.startswith("@") for name in names)
    for name in (*names[:5], *names[-60:]):
        found = np.flatnonzero(columns.chosen(evolve(ALL, places=frozenset({name}))).counted)
        held = [row for row in columns.chosen(ALL).rows.tolist() if name in places[row]]
        assert found.tolist() == held
    for nowhere in ("@1.5, 2.5 ~1 km", "@no place", "nobody-knows", "@91, 0"):
        assert not columns.chosen(evolve(ALL, places=frozenset({nowhere}))).counted.any()


TOLL = st.tuples(st.integers(0, 9), st.integers(-1, 9), st.integers(-1, 9)) | st.tuples(
    st.integers(0, 10**6), st.integers(-1, 10**6), st.integers(-1, 10**6)
)


class Told:
    """The columns of tolls, and nothing else of a table."""

    def __init__(self, tolls: list[tuple[int, int, int] | None]) -> None:
        figures = np.array([toll or (ABSENT,) * 3 for toll in tolls], np.int64).reshape(-1, 3)
        self.low, self.best, self.high = figures.T
        self.losses = np.array([toll is not None for toll in tolls], np.int8)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.none() | TOLL, st.integers(0, 2)), min_size=1, max_size=40))
def test_tolls_add_up_as_they_would_one_by_one(
    told: list[tuple[tuple[int, int, int] | None, int]],
) -> None:
    table: Any = Told([toll for toll, _ in told])
    outcome = np.array([code for _, code in told], np.int8)
    tolls = Tolls.of(table)
    often = np.bincount(tolls.codes * 3 + outcome, minlength=tolls.width * 3).reshape(-1, 3)
    for code, toll in enumerate(tolls.by_outcome(often)):
        mine = [one for one, its in told if its == code and one is not None]
        known = [best for _, best, _ in mine if best != ABSENT]
        highs = [high for _, _, high in mine]
        assert (toll.low, toll.best, toll.best_of) == (sum(low for low, _, _ in mine), sum(known), len(known))
        assert toll.high == (None if ABSENT in highs else sum(highs))
        assert toll.incidents == len(mine)


TEXTS = ["Shelling near Aleppo", "حلب قصفٌ", "aleppo_south-3 Éclat", "", "x12 x1 x"]


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("shell", [0]), ("ALEP", [0, 2]), ("aleppo near", [0]), ("aleppo nowhere", []), ("قصف", [1]), ("حل", [1]),
        ("south", [2]), ("eclat", [2]), ("x1", [4]), ("x", [4]), ("", [0, 1, 2, 3, 4]), ('" -*', [0, 1, 2, 3, 4]),
    ],
)  # fmt: skip
def test_words_find_rows_by_their_beginnings(words: str, rows: list[int]) -> None:
    index = TextIndex.over(TEXTS)
    assert np.flatnonzero(index.find(words, len(TEXTS))).tolist() == rows
    assert index.find(words, 2).tolist() == [row in rows for row in range(2)]


def test_an_index_of_nothing_finds_nothing() -> None:
    assert TextIndex.over([]).find("a", 3).tolist() == [False] * 3


def test_a_large_record_is_assessed_over_arrays_in_stages_that_can_be_ended() -> None:
    pytest.importorskip("numba")
    case = large_world(30).case(TEXT)
    steps: list[int] = []
    assessor = Assessor.of(case.shared)
    assert assessor.shared.accounts is not case.shared.accounts
    table = assessor.table(case, steps.append)
    assert len(table) == 30
    assert steps == sorted(steps)
    assert steps[-1] <= STAGES
    steps.clear()
    assessor.table(case, steps.append)
    assert steps == [0]

    def stop(_: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        Assessor.of(case.shared).table(case, stop)


def test_a_small_record_is_assessed_one_by_one() -> None:
    assert Assessors(1).of(small_world().case(TEXT)) is None


def test_how_large_a_record_is_is_asked_only_when_its_file_was_touched(tmp_path: Path) -> None:
    file = tmp_path / "log"
    asked = count(1)
    growth = Growth(lambda: next(asked), [file, tmp_path / "none"])
    file.write_bytes(b"1")
    assert [growth.size(), growth.size()] == [1, 2], "a file just written may be written again in one tick"
    os.utime(file, ns=(10**18, 10**18))
    assert [growth.size(), growth.size(), growth.size()] == [3, 3, 3]
    file.write_bytes(b"12")
    assert growth.size() == 4


def test_heavy_answers_push_out_those_used_longest_ago() -> None:
    kept: Kept[str, str] = Kept(10, len)
    kept.put("a", "aaaa")
    kept.put("b", "bbbb")
    kept.get("a")
    kept.put("c", "cccc")
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == ("aaaa", None, "cccc")
    kept.put("a", "a" * 11)
    assert kept.get("a") is None
    kept.put("c", "c" * 10)
    assert kept.get("c") == "c" * 10


def test_what_is_held_outlives_the_workbench_and_a_line_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "put-aside.jsonl"
    book = PutAside(path)
    assert book.of("p1") is None
    book.hold("p1", Held("Ann", NOON, "ask the monitor"))
    with path.open("ab") as file:
        file.write(b'{"proposal": "p2", "by"')
    again = PutAside(path)
    assert again.of("p1") == Held("Ann", NOON, "ask the monitor")
    again.hold("p3", Held("Ben", NOON, ""))
    again.hold("p1", Held("Ben", NOON, ""))
    assert book.all() == {"p1": Held("Ben", NOON, ""), "p3": Held("Ben", NOON, "")}
