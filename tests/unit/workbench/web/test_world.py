"""The world under maps of other regions: stretches of it, without names, and the region's own where that reaches."""

import json
from pathlib import Path

import pytest
import shapely
from tests.workbench import Workbench

from truceline.workbench.web.drawing import BaseMap, Frame
from truceline.workbench.web.files import BUILT, served_files
from truceline.workbench.web.grids import Bounds
from truceline.workbench.web.underlay import Underlay
from truceline.workbench.web.world import World, stretch_name

SOUTH = Bounds(43.0, 12.0, 50.0, 17.0)
NEAR = Bounds(36.0, 33.0, 38.0, 36.0)


def test_a_stretch_is_named_in_tens_of_degrees_and_ends_with_the_globe() -> None:
    assert stretch_name(SOUTH) == "land_30_0_60_30.json"
    assert stretch_name(Bounds(-180, -90, 180, 90)) == "land_-180_-90_180_90.json"
    assert stretch_name(Bounds(43.4, 12.2, 49.0, 16.0)) == stretch_name(SOUTH)


def test_a_stretch_draws_what_the_world_draws_there(tmp_path: Path) -> None:
    world = World(BUILT / "base" / "world.json")
    cut = world.cut(stretch_name(SOUTH))
    assert cut is not None
    told = json.loads(cut)
    assert told["bbox"] == [30, 0, 60, 30]
    assert set(told["objects"]["countries"]["geometries"][0]) == {"type", "arcs"}
    (tmp_path / "cut.json").write_bytes(cut)
    here = shapely.box(30, 0, 60, 30)
    wanted = [shapely.intersection(one, here).length for one in world.land]
    found = [shapely.intersection(one, here).length for one in BaseMap(tmp_path / "cut.json").land]
    assert sum(found) == pytest.approx(sum(wanted), rel=0.05)
    assert len(cut) < (BUILT / "base" / "world.json").stat().st_size / 2


def test_a_map_lies_on_the_region_where_it_reaches_and_else_on_the_world() -> None:
    base, files = Underlay.plain(), served_files()
    assert base.attributes(files, NEAR)["base"].startswith("/static/base/region.json?v=")
    assert base.attributes(files, SOUTH)["base"].startswith("/basemap/land_30_0_60_30.json?v=")
    for bounds in (NEAR, SOUTH):
        frame = Frame.around(bounds)
        assert base.countries(frame)
        assert base.beneath(frame.paper, frame.scale)


def test_stretches_are_served_and_nothing_else_under_such_a_name(workbench: Workbench) -> None:
    answer = workbench.client.get("/basemap/land_30_0_60_30.json")
    assert answer.status_code == 200
    assert answer.json()["type"] == "Topology"
    for name in (
        "land_31_0_60_30.json",
        "land_30_0_60.json",
        "land_60_0_30_30.json",
        "land_30_0_60_30.json.gz",
        "land_0_0_400_30.json",
    ):
        assert workbench.client.get(f"/basemap/{name}").status_code == 404, name


def test_without_built_files_there_is_no_world(tmp_path: Path) -> None:
    nothing = World(tmp_path / "world.json")
    assert nothing.cut(stretch_name(SOUTH)) is None
    assert nothing.land == ()
    assert not BaseMap(tmp_path / "region.json").reaches(NEAR)
