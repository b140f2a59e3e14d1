"""Charts and chain pictures: read aloud, linkable, and right whatever is put into them."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest

from truceline.workbench.chain_picture import Box, chain_picture
from truceline.workbench.charts import Day, Range, Title, clipped, days, ranges, step_of, words, wrapped
from truceline.workbench.direction import direction_of

TITLE = Title("x", "A title", "What it says")
BAD = '"><script>&'


def texts(svg: str) -> list[str]:
    return [one.text or "" for one in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_a_toll_is_a_range_on_one_axis_and_open_ones_say_so() -> None:
    drawn = ranges(
        TITLE, [Range("a", 5, None, None, faint=False), Range(BAD, 3, 4, 9, faint=True)], or_more="+"
    )
    found = texts(drawn)
    assert "5+" in found
    assert "3–9" in found
    assert BAD in found
    assert [int(text) for text in found if text.isdecimal()] == list(range(0, 11, 2))


def test_nothing_to_show_is_an_empty_axis() -> None:
    assert texts(ranges(TITLE, [], or_more="+"))
    assert texts(days(TITLE, [], [("violation", "violation")]))


def test_days_have_a_bar_for_each_outcome_that_there_is() -> None:
    items = [Day(date(2016, 3, 1), 1, 2, 0, marked=False), Day(date(2016, 3, 2), 0, 0, 3, marked=True)]
    drawn = days(TITLE, items, [("violation", "v"), ("possible", "p"), ("none", "n")])
    fills = [one.get("fill") for one in ET.fromstring(drawn).iter("{http://www.w3.org/2000/svg}rect")]
    assert fills.count("url(#x-hatching)") == 2, "one bar and its legend"
    assert {"✖ v", "? p", "○ n"} <= set(texts(drawn))


@pytest.mark.parametrize(
    ("most", "step"), [(0, 1), (6, 1), (7, 2), (50, 10), (58, 10), (1000, 200), (999, 200)]
)
def test_ticks_stand_at_round_figures(most: int, step: int) -> None:
    assert step_of(most) == step


def test_long_labels_are_broken_and_then_clipped() -> None:
    assert clipped("short", 200) == "short"
    assert clipped("a" * 100, 70).endswith("…")
    lines = wrapped("one two three four five six seven eight", 70, most=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert wrapped("", 70) == []


def test_a_line_from_right_to_left_keeps_the_side_it_is_anchored_on() -> None:
    text = words("حلب", 10, 10, anchor="end")
    assert 'direction="rtl"' in text
    assert 'text-anchor="start"' in text
    assert 'text-anchor="end"' in words("Aleppo", 10, 10, anchor="end")


def test_the_direction_is_that_of_the_first_letter() -> None:
    assert [direction_of(text) for text in ("", "12", "12 حلب a", "a حلب")] == ["ltr", "ltr", "rtl", "ltr"]


@pytest.mark.parametrize("hops", range(6))
def test_every_box_of_a_chain_has_an_id_and_may_be_a_link(hops: int) -> None:
    boxes = [Box("through", f"{BAD}{number}", "", "quotes", f"#{number}") for number in range(hops + 1)]
    root = ET.fromstring(chain_picture(TITLE, boxes))
    space = "{http://www.w3.org/2000/svg}"
    assert [group.get("id") for group in root.iter(f"{space}g")] == [
        f"x-{number}" for number in range(hops + 1)
    ]
    assert [link.get("href") for link in root.iter(f"{space}a")] == [
        f"#{number}" for number in range(hops + 1)
    ]
    assert len(list(root.iter(f"{space}polygon"))) == hops, "an arrow between every two"


def test_a_box_that_leads_nowhere_is_no_link() -> None:
    alone = chain_picture(TITLE, [Box("held here", "A", "", "", None)])
    assert "<a" not in alone
    assert 'role="img"' in alone


def test_a_picture_with_links_is_a_group_so_that_they_can_be_reached() -> None:
    assert 'role="group"' in chain_picture(TITLE, [Box("held here", "A", "", "", "#a")])
