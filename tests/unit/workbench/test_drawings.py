"""Pictures that say what lists say: outlines, ties and measures, drawn without script or style."""

from datetime import date
from xml.etree import ElementTree as ET

import shapely
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from tests.unit.workbench.test_pen import corners_of

from truceline.workbench.area_map import Ground, Outline, area_map, dash_of, ink_of, swatch
from truceline.workbench.charts import Title
from truceline.workbench.measure_picture import Mark, measure_picture
from truceline.workbench.tie_picture import Arc, Node, near_each_other, tie_picture

TITLE = Title("it", "A picture", "what it shows")
SQUARE = shapely.box(36, 34, 37, 35)


def drawn(picture: Markup) -> ET.Element:
    """A picture as XML, with what holds for all of them."""
    root = ET.fromstring(str(picture))
    text = str(picture)
    assert "style=" not in text
    assert "<script" not in text
    assert root.get("direction") == "ltr"
    assert "A picture" in text
    return root


def paths(root: ET.Element) -> list[str]:
    return [one.get("d") or "" for one in root.iter("{http://www.w3.org/2000/svg}path")]


def test_every_outline_is_on_the_paper_in_its_own_dashes() -> None:
    outlines = [
        Outline(SQUARE, 0, "one", "#one", filled=False, dash=dash_of(0)),
        Outline(SQUARE.buffer(0.2), 1, "two", None, filled=True, dash=dash_of(1)),
    ]
    ground = [Ground(shapely.Point(36.5, 34.5), "Town"), Ground(shapely.box(30, 30, 40, 40), "Land")]
    root = drawn(area_map(TITLE, outlines, ground))
    shown = [one for one in root.iter("{http://www.w3.org/2000/svg}path") if one.get("stroke-dasharray")]
    assert [one.get("stroke-dasharray") for one in shown] == [dash_of(0), dash_of(1)]
    _, _, width, height = map(float, (root.get("viewBox") or "").split())
    for one in shown:
        corners = corners_of(one.get("d") or "")
        assert all(0 <= x <= width for x, _ in corners)
        assert all(0 <= y <= height for _, y in corners)


def test_a_map_of_nothing_is_an_empty_frame() -> None:
    assert paths(drawn(area_map(TITLE, [], []))) == []


def test_a_point_and_several_parts_are_drawn_too() -> None:
    several = shapely.MultiPolygon([SQUARE, shapely.box(38, 34, 39, 35)])
    root = drawn(area_map(TITLE, [Outline(several, 0, "x", None, filled=False, dash=""), Outline(shapely.Point(37, 34), 1, "y", None, filled=False, dash="")], []))  # fmt: skip
    assert [path.count("M") for path in paths(root)] == [2, 1]


def test_no_two_of_the_first_forty_lines_look_alike() -> None:
    looks = {(dash_of(number), ink_of(number)) for number in range(40)}
    assert len(looks) == 40
    assert "stroke-dasharray" in swatch(3)


def test_names_that_could_harm_a_screen_are_written_out() -> None:
    root = drawn(area_map(TITLE, [Outline(SQUARE, 0, "a\u202eb<script>", None, filled=False, dash="")], []))
    assert "a\\u202eb<script>" in "".join(root.itertext())


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=8))
def test_ordering_names_keeps_each_once(pairs: list[tuple[str, str]]) -> None:
    assert sorted(near_each_other("abcdef", pairs)) == list("abcdef")


def _arc(ends: str, answer: str, number: int, *, directed: bool) -> Arc:
    return Arc(ends[0], ends[1], directed, answer, number, f"#tie-{number}")


def test_every_tie_has_an_arc_and_a_number_that_leads_to_the_list() -> None:
    nodes = [Node(name, name.title(), f"/actor/{name}", marked=name == "a") for name in "abc"]
    arcs = [_arc("ab", "yes", 1, directed=True), _arc("ca", "no", 2, directed=False)]
    root = drawn(tie_picture(TITLE, nodes, arcs))
    assert len(paths(root)) == 2
    links = [one.get("href") for one in root.iter("{http://www.w3.org/2000/svg}a")]
    assert sorted(link for link in links if link) == ["#tie-1", "#tie-2", "/actor/a", "/actor/b", "/actor/c"]
    assert len(list(root.iter("{http://www.w3.org/2000/svg}polygon"))) == 1
    assert drawn(tie_picture(TITLE, [], [])) is not None


def test_a_measure_runs_from_low_to_high_and_opens_upwards_where_no_limit_is_set() -> None:
    first, last = date(2016, 3, 1), date(2016, 3, 31)
    exact, open_ = Mark(first, first, 5, 5, 5, actual=True), Mark(last, last, 3, None, None, actual=False)
    root = drawn(measure_picture(TITLE, [exact, open_], first, last))
    lines = list(root.iter("{http://www.w3.org/2000/svg}line"))
    assert sum(1 for one in lines if one.get("stroke-dasharray") == "3 3") == 1
    assert len(list(root.iter("{http://www.w3.org/2000/svg}circle"))) == 1
    assert "2016-03-01" in "".join(root.itertext())
