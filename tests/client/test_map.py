"""The map: what it draws, what it asks for, what a press does, and what it stands on."""

import io
import json
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import numpy as np
import pyogrio.raw
import pytest
import shapely
from PIL import Image
from playwright.sync_api import Page, expect

from tests.client.conftest import Open, until
from tests.client.page import invent


def incidents_on(page: Page) -> int:
    """How many pixels of the incidents' own canvas are painted."""
    return int(
        page.evaluate(
            """() => {
              const canvas = document.querySelector("canvas.map-incidents");
              const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
              let painted = 0;
              for (let at = 3; at < data.length; at += 4) if (data[at] > 0) painted += 1;
              return painted;
            }"""
        )
    )


def asked_more_than(shown: Open, before: int) -> bool:
    return len(shown.asked("/data/cells")) > before


def colours_on(page: Page) -> int:
    """How many different colours the whole map shows."""
    picture = page.locator(".map-frame").screenshot()
    return len(np.unique(np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")).reshape(-1, 3), axis=0))


def test_few_incidents_are_drawn_one_by_one(few: Open) -> None:
    page = few.show_map()
    until(page, lambda: bool(few.asked("/data/points?")))
    until(page, lambda: incidents_on(page) > 300)
    assert few.asked("/data/points?")
    expect(page.locator(".map-readout")).to_contain_text("of 300 incidents in view, 3 not placed")
    expect(page.locator("#map > svg")).to_be_hidden()


def test_many_incidents_are_density_cells_until_every_one_is_asked_for(many: Open) -> None:
    page = many.show_map()
    until(page, lambda: incidents_on(page) > 300)
    assert many.asked("/data/points?") == []
    cells = page.locator("canvas.map-incidents").screenshot()
    page.get_by_role("button", name="Draw every incident").click()
    until(page, lambda: len(many.asked("/data/points?")) == 1)
    until(page, lambda: page.locator("canvas.map-incidents").screenshot() != cells)
    expect(page.get_by_role("button", name="Draw every incident")).to_have_attribute("aria-pressed", "true")


def test_the_map_is_moved_and_zoomed_by_keyboard_and_asks_for_what_it_shows(many: Open) -> None:
    page = many.show_map()
    page.locator(".map-target").focus()
    boxes = []
    for key in ("ArrowRight", "ArrowDown", "+", "-"):
        before = len(many.asked("/data/cells"))
        page.keyboard.press(key)
        until(page, partial(asked_more_than, many, before))
        boxes.append(parse_qs(urlparse(many.asked("/data/cells")[-1]).query)["bbox"][0].split(","))
    assert float(boxes[1][1]) < float(boxes[0][1])
    assert float(boxes[2][2]) - float(boxes[2][0]) < float(boxes[1][2]) - float(boxes[1][0])


def test_a_press_on_a_cell_goes_into_it(many: Open) -> None:
    page = many.show_map()
    page.locator(".map-target").focus()
    zoom = parse_qs(urlparse(many.asked("/data/cells")[-1]).query)["zoom"]
    box = page.locator(".map-frame").bounding_box()
    assert box is not None
    # The towns lie west of the middle; the nearest pie is where the readout names one.
    for step in range(60):
        page.mouse.move(box["x"] + 60 + step * 15, box["y"] + box["height"] * 0.42)
        if "violations" in page.locator(".map-readout").inner_text():
            break
    page.mouse.down()
    page.mouse.up()
    until(
        page,
        lambda: parse_qs(urlparse(many.asked("/data/cells")[-1]).query)["zoom"] == [str(int(zoom[0]) + 2)],
    )


def test_a_press_on_an_incident_opens_it(few: Open) -> None:
    world = invent(300)
    row = 17
    lon, lat = float(world.lon[row]), float(world.lat[row])
    page = few.show_map(f"/?bounds={lon - 0.02},{lat - 0.02},{lon + 0.02},{lat + 0.02}")
    until(page, lambda: bool(few.asked("/data/points?")))
    until(page, lambda: incidents_on(page) > 0)
    page.locator(".map-target").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/incidents/incident-{row}")


def test_each_claimant_has_an_outline_in_the_legend(few: Open) -> None:
    page = few.show_map()
    expect(page.locator(".map-legend li")).to_have_text(["First mission", "Second mission"])
    dashes = page.locator(".map-legend line").evaluate_all(
        "all => all.map(one => one.getAttribute('stroke-dasharray'))"
    )
    assert len(set(dashes)) == 2


@pytest.mark.parametrize(("boundaries", "shown"), [("", True), ("none", False), ("/static/lines.json", True)])
def test_boundaries_carry_their_notice_and_can_be_replaced_or_left_out(
    few: Open, maps: Path, boundaries: str, *, shown: bool
) -> None:
    line = {"type": "LineString", "coordinates": [[36, 33], [41, 37]]}
    (maps / "lines.json").write_text(
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [{"type": "Feature", "properties": {}, "geometry": line}],
            }
        )
    )
    page = few.show_map(f"/?boundaries={boundaries}")
    notice = page.get_by_text("Boundaries shown do not imply endorsement.")
    expect(notice).to_be_visible(visible=shown)


def streets() -> tuple[np.ndarray, list[str], list[str]]:
    shapes = [
        shapely.box(36.0, 34.0, 38.0, 36.0),
        shapely.box(36.4, 34.4, 36.9, 34.9),
        shapely.LineString([(36.1, 34.2), (37.9, 35.8)]),
        shapely.Point(37.2, 35.5),
    ]
    return (
        shapely.to_wkb(np.array(shapes)),
        ["land", "water", "road", "place"],
        ["", "", "طريق M5 (منطقة 12)", "حلب"],
    )


def write_streets(path: Path, driver: str) -> None:
    geometry, themes, names = streets()
    options = {"MINZOOM": "0", "MAXZOOM": "9"} if driver == "PMTiles" else {}
    pyogrio.raw.write(
        path, geometry, [np.array(themes, object), np.array(names, object)], ["theme", "name"],
        geometry_type="Unknown", crs="EPSG:4326", driver=driver, layer="streets", dataset_options=options,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "name", "driver"),
    [("pmtiles", "streets.pmtiles", "PMTiles"), ("geojson", "streets.geojson", "GeoJSON")],
)
def test_a_base_map_of_ones_own_is_plugged_in(
    few: Open, maps: Path, kind: str, name: str, driver: str
) -> None:
    if not (maps / name).exists():
        write_streets(maps / name, driver)
    # The same place with the same incidents drawn, so that only the base can add a colour.
    there = "/?boundaries=none&bounds=36,34,38,36"
    page = few.show_map(f"{there}&base=")
    until(page, lambda: incidents_on(page) > 0)
    bare = colours_on(page)
    page = few.show_map(f"{there}&base=/static/{name}&kind={kind}")
    until(page, lambda: incidents_on(page) > 0)
    until(page, lambda: colours_on(page) > bare)
    assert few.asked(name)
    assert page.evaluate(
        "performance.getEntriesByType('resource').some(one => one.name.includes('/map_tiles-'))"
    ) is (kind == "pmtiles")


def test_a_base_map_that_is_not_there_is_said_and_the_incidents_are_shown(few: Open) -> None:
    page = few.show_map("/?base=/static/absent.json")
    expect(page.locator("[data-live]")).to_have_text("The base map is not available")
    until(page, lambda: incidents_on(page) > 300)
    assert all("404" in fault for fault in few.faults)
    few.faults.clear()
