"""The user's own maps as the workbench serves them: by ranges, from this machine, telling no path."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.maps import CREDIT, made_map
from tests.unit.workbench.web.test_serve import serving
from tests.workbench import Workbench, opened, record_of
from tests.world import World

from truceline.workbench.web.underlay import Underlay


@pytest.fixture(scope="module")
def maps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hidden-folder")
    for name in ("streets.pmtiles", "streets.gpkg", "lines.geojson"):
        made_map(folder / name)
    return folder


@pytest.fixture(scope="module")
def mapped(small_record: Path, maps: Path) -> Iterator[Workbench]:
    base = Underlay.of([maps / "streets.pmtiles", maps / "streets.gpkg"], maps / "lines.geojson", CREDIT)
    with opened(small_record, base=base) as made:
        yield made


def test_tiles_come_by_ranges_and_never_packed(mapped: Workbench, maps: Path) -> None:
    whole = (maps / "streets.pmtiles").read_bytes()
    for start, end in ((0, 126), (127, 800), (len(whole) - 5, len(whole) - 1)):
        answer = mapped.client.get("/basemap/0.pmtiles", headers={"range": f"bytes={start}-{end}", "accept-encoding": "gzip"})  # fmt: skip
        assert answer.status_code == 206
        assert answer.content == whole[start : end + 1]
        assert answer.headers["content-range"] == f"bytes {start}-{end}/{len(whole)}"
        assert answer.headers["content-encoding"] == "identity"
    assert mapped.client.get("/basemap/0.pmtiles").content == whole
    beyond = mapped.client.get("/basemap/0.pmtiles", headers={"range": f"bytes={len(whole) + 5}-"})
    assert beyond.status_code == 416


def test_a_map_tells_kind_and_name_and_nothing_else_of_its_file(mapped: Workbench) -> None:
    found = mapped.client.get("/basemap/1.json").json()
    assert [one["properties"] for one in found["features"]] == [
        {"theme": "land"}, {"theme": "water"}, {"theme": "road", "name": "طريق M5 (منطقة 12)"},
        {"theme": "place", "name": "حلب <b>"},
    ]  # fmt: skip
    assert len(mapped.client.get("/basemap/boundaries.json").json()["features"]) == 3


@pytest.mark.parametrize("name", ["2.json", "streets.gpkg", "..%2Fstreets.gpkg", "0.json", ""])
def test_no_other_name_is_looked_for(mapped: Workbench, name: str) -> None:
    assert mapped.client.get(f"/basemap/{name}").status_code == 404


def test_names_on_the_map_wait_for_no_finding(workbench: Workbench) -> None:
    """A view that is none can be assessed by nobody; names stand all the same."""
    assert workbench.client.get("/data/cells?view=nonsense").status_code >= 400
    assert workbench.client.get("/data/labels?view=nonsense").json()["features"]


def test_nobody_without_a_session_gets_a_map(mapped: Workbench) -> None:
    assert mapped.stranger().get("/basemap/0.pmtiles").status_code == 401
    assert mapped.stranger().get("/basemap/1.json").status_code == 401


def test_the_page_names_the_maps_whom_to_thank_and_no_path(mapped: Workbench, maps: Path) -> None:
    page = mapped.client.get("/situation").text
    assert 'data-base-kind="topojson pmtiles geojson"' in page
    assert "/basemap/0.pmtiles?v=" in page
    assert 'data-boundaries="/basemap/boundaries.json?v=' in page
    assert CREDIT in page
    assert "Boundaries shown do not imply endorsement." in page
    assert maps.name not in page
    assert "streets" not in page
    assert "desk of somebody" not in page


def test_the_still_picture_draws_them_and_leaves_the_shipped_boundaries_out(
    mapped: Workbench, workbench: Workbench
) -> None:
    page, plain = mapped.client.get("/situation").text, workbench.client.get("/situation").text
    assert '<path class="own water"' in page
    assert '<path class="own boundary"' in page
    assert '<path class="land unbounded"' in page
    assert "حلب &lt;b&gt;" in page
    assert '<path class="own' not in plain
    assert '<path class="land" ' in plain


def test_a_map_taken_away_while_serving_is_not_there(small_record: Path, tmp_path: Path) -> None:
    file = made_map(tmp_path / "gone.pmtiles")
    with opened(small_record, base=Underlay.of([file], None, "")) as made:
        file.unlink()
        assert made.client.get("/basemap/0.pmtiles").status_code == 404


def test_serving_with_a_map_that_is_none_stops_with_its_code(small_record: Path, tmp_path: Path) -> None:
    file = tmp_path / "broken.pmtiles"
    file.write_bytes(b"PMTiles\x03")
    with serving("serve", "--record", str(small_record), "--port", "0", "--no-browser", "--base", str(file)) as (line, process):  # fmt: skip
        assert line == ""
        assert process.wait(60) != 0
        assert process.stderr is not None
        assert "map.damaged" in process.stderr.read()


@pytest.mark.parametrize(
    ("position", "told"), [("10, 10", "Coarse outlines only"), ("-40, -20", "No land is drawn here")]
)
def test_far_from_the_shipped_region_there_is_a_coarse_world(
    tmp_path: Path, position: str, told: str
) -> None:
    world = World()
    world.place("far", kind="village", position=position)
    world.reports("monitor", "there", place="far")
    with opened(record_of(world, tmp_path)) as made:
        page = made.client.get("/situation").text
    assert told in page
    assert ('<path class="land"' in page) is (told == "Coarse outlines only")
    assert "/basemap/land_" in page
    assert "No base map is built." not in page
    assert " ()" not in page
