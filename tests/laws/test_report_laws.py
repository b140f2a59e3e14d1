"""Reports are the same packed and plain, and some of them say what they said among all."""

import random
from typing import Any

import numpy as np
import pytest
from attrs import fields
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.by_chance import reports_by_chance

from truceline.assessment.engine.joining import end_to_end
from truceline.assessment.engine.layout import position_of_text
from truceline.assessment.engine.packing import MOST_KM, degrees, in_parts, packed, plain_of
from truceline.assessment.engine.reports import ABSENT, ROW_COLUMNS, Reports, taken
from truceline.values.where import Extent, Spot


def assert_alike(one: Reports, other: Reports) -> None:
    for name in (item.name for item in fields(Reports)):
        left, right = getattr(one, name), getattr(other, name)
        if isinstance(left, np.ndarray):
            assert left.dtype == right.dtype, name
            assert (left == right).all(), name
        else:
            assert left == right, name


def some(seed: int, count: int) -> Reports:
    """Reports by chance, of which some are parts of others."""
    plain = plain_of(reports_by_chance(random.Random(seed), count))
    chance = np.random.default_rng(seed)
    plain["whole"] = np.where(chance.random(count) < 0.3, chance.integers(0, count, count), ABSENT).astype(
        np.int32
    )
    return packed(plain)


@given(st.integers(0, 10**6), st.integers(1, 20))
@settings(max_examples=30, deadline=None)
def test_packed_from_plain_columns_reports_are_the_same(seed: int, count: int) -> None:
    reports = some(seed, count)
    assert_alike(packed(plain_of(reports)), reports)


@given(st.integers(0, 10**6), st.integers(1, 20), st.data())
@settings(max_examples=30, deadline=None)
def test_reports_taken_out_say_what_they_said_among_all(seed: int, count: int, data: Any) -> None:
    every = some(seed, count)
    rows = np.array(data.draw(st.permutations(range(count)))[: data.draw(st.integers(0, count))], np.intp)
    few = taken(every, rows)
    place = {row: number for number, row in enumerate(rows.tolist())}
    for number, row in enumerate(rows.tolist()):
        assert all(getattr(few, name)[number] == getattr(every, name)[row] for name in ROW_COLUMNS)
        assert few.incidents[number] == every.incidents[row]
        assert few.whole[number] == place.get(int(every.whole[row]), ABSENT)
        assert _tellings(few, number) == _tellings(every, row)


def _tellings(reports: Reports, row: int) -> list[Any]:
    plain = plain_of(reports)
    names = ("teller", "perpetrator", "speaks", "public_from", "public_until", "recorded")
    found = []
    for place in range(reports.first[row], reports.first[row + 1]):
        back = reports.taken_back[place]
        own = [plain[name][back] for name in plain if name.startswith("back_")] if back != ABSENT else []
        found.append([*(plain[name][place] for name in names), own])
    return found


@given(st.integers(0, 10**6), st.lists(st.integers(0, 8), min_size=1, max_size=3))
@settings(max_examples=30, deadline=None)
def test_reports_joined_are_those_of_each_part_in_turn(seed: int, counts: list[int]) -> None:
    parts = [some(seed + number, count + 1) for number, count in enumerate(counts)]
    every = end_to_end(parts)
    begun = 0
    for part in parts:
        own = taken(every, np.arange(begun, begun + len(part)))
        left, right = plain_of(own), plain_of(part)
        for name in left:
            same = left[name] == right[name]
            assert same.all() if isinstance(same, np.ndarray) else same, name
        begun += len(part)
    assert begun == len(every)


@given(st.decimals("-180", "180", places=7))
def test_a_position_of_seven_decimals_is_held_as_it_reads(angle: Any) -> None:
    assert degrees(in_parts([float(angle)]))[0] == float(angle)


def test_a_position_finer_than_that_is_no_whole_number_of_parts() -> None:
    with pytest.raises(ValueError, match="seven decimals"):
        in_parts([10.00000001])


@pytest.mark.parametrize(
    ("text", "km", "held"),
    [("34.75, 36.5", 3, True), ("34.75, 36.50", 3, False), ("34.75000001, 36.5", 3, False),
     ("34.75, 36.5", MOST_KM + 1, False), ("-0.0, 1", 1, False), ("0, 179.9999999", 0, True)],
)  # fmt: skip
def test_only_a_position_that_reads_back_the_same_is_held_as_numbers(
    text: str, km: int, *, held: bool
) -> None:
    spot = Spot(place=None, position=text, extent=Extent.WHOLE, km=km)
    assert (position_of_text(spot) is not None) == held
