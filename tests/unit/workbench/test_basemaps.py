"""Maps of one's own: each of the three forms is read as what it is, and what is damaged or no map is refused."""

import gzip
import json
import struct
from pathlib import Path

import pyogrio.raw
import pyproj
import pytest
import shapely
from pysqlite3 import dbapi2
from tests.maps import CREDIT, NAMES, SHAPES, THEMES, made_map

from truceline.values.problems import Problems
from truceline.workbench.basemaps import reading
from truceline.workbench.basemaps.reading import read_boundaries, read_map
from truceline.workbench.basemaps.values import Drawn, Theme, Tiles, theme_of

_TILE_PACKING, _KIND, _ROOT = 98, 99, 8


def code_of(file: Path) -> str:
    with pytest.raises(Problems) as caught:
        read_map(file)
    (problem,) = caught.value.problems
    assert problem.file == file.name, "named as in its folder, which says nothing of where that lies"
    return problem.code


@pytest.mark.parametrize("name", ["streets.gpkg", "streets.geojson"])
def test_a_map_is_read_whole_with_kinds_and_names(tmp_path: Path, name: str) -> None:
    found = read_map(made_map(tmp_path / name))
    assert isinstance(found, Drawn)
    assert [one.theme.value for one in found.features] == list(THEMES)
    assert [one.name for one in found.features] == list(NAMES)
    assert all(one.shape.equals(shape) for one, shape in zip(found.features, SHAPES, strict=True))


def test_a_geopackage_in_metres_is_turned_to_degrees(tmp_path: Path) -> None:
    turn = pyproj.Transformer.from_crs(4326, 32637, always_xy=True)
    metres = [shapely.transform(shape, turn.transform, interleaved=False) for shape in SHAPES]
    found = read_map(made_map(tmp_path / "utm.gpkg", crs="EPSG:32637", shapes=metres))
    assert isinstance(found, Drawn)
    for one, shape in zip(found.features, SHAPES, strict=True):
        assert one.shape.equals_exact(shape, 1e-6)


def test_tiles_are_left_in_their_file_with_whom_they_name(tmp_path: Path) -> None:
    file = made_map(tmp_path / "streets.pmtiles")
    assert read_map(file) == Tiles(file, "")
    file.write_bytes(
        with_metadata(file, {"attribution": '<a href="https://x.example">© Some  body</a> & others'})
    )
    assert read_map(file) == Tiles(file, "© Some body & others")


def with_metadata(file: Path, told: object) -> bytes:
    """The archive with other metadata put at its end."""
    whole = bytearray(file.read_bytes())
    packed = gzip.compress(json.dumps(told).encode())
    struct.pack_into("<2Q", whole, _ROOT + 16, len(whole), len(packed))
    return bytes(whole) + packed


def test_a_geojson_says_whom_to_name(tmp_path: Path) -> None:
    file = tmp_path / "one.geojson"
    file.write_text(json.dumps({"type": "Point", "coordinates": [1, 2], "attribution": CREDIT}))
    assert read_map(file).credit == CREDIT


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "map.kind"),
        (b"PK\x03\x04 a zip", "map.kind"),
        (b"PMTiles\x03 and nothing more", "map.damaged"),
        (b"PM\x02\x00 an old one", "map.kind"),
        (b"SQLite format 3\0 and nothing more", "map.damaged"),
        (b'{"type": "FeatureCollection", "features": [', "map.damaged"),
        (b'{"type": "FeatureCollection", "features": {}}', "map.damaged"),
        (b'{"type": "FeatureCollection", "features": [1]}', "map.damaged"),
        (b'{"type": "FeatureCollection", "features": []}', "map.empty"),
        (b'{"type": "Feature", "properties": {}, "geometry": null}', "map.empty"),
        (b'{"type": "Point", "coordinates": "here"}', "map.damaged"),
        (b'{"type": "Point", "coordinates": [NaN, 3]}', "map.damaged"),
        (b'{"type": "Nothing"}', "map.damaged"),
        (b'{"type": "Point", "coordinates": [500000, 4000000]}', "map.projection"),
        (b'{"type": "Point", "coordinates": [1, 2], "crs": {"name": "EPSG:3857"}}', "map.projection"),
        (b"{" + b'"a":[' * 100_000, "map.damaged"),
    ],
)  # fmt: skip
def test_what_is_no_map_is_refused_by_a_code(tmp_path: Path, content: bytes, code: str) -> None:
    file = tmp_path / "map"
    file.write_bytes(content)
    assert code_of(file) == code


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    assert code_of(tmp_path / "absent.pmtiles") == "map.absent"
    assert code_of(tmp_path) == "map.absent"


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.95])
@pytest.mark.parametrize("name", ["streets.pmtiles", "streets.gpkg", "streets.geojson"])
def test_a_map_cut_short_is_damaged(tmp_path: Path, name: str, share: float) -> None:
    file = made_map(tmp_path / name)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * share)])
    if name.endswith("gpkg") and share > 0.5:
        # SQLite reads what is still there; a page of features that is not makes it fail.
        file.write_bytes(whole.replace(b"GP\0", b"XX\0"))
    assert code_of(file) == "map.damaged"


@pytest.mark.parametrize(("at", "byte", "code"), [(_KIND, 2, "map.kind"), (_TILE_PACKING, 3, "map.kind"), (7, 2, "map.kind")])  # fmt: skip
def test_tiles_that_browsers_cannot_draw_are_refused(tmp_path: Path, at: int, byte: int, code: str) -> None:
    file = made_map(tmp_path / "streets.pmtiles")
    whole = bytearray(file.read_bytes())
    whole[at] = byte
    file.write_bytes(whole)
    assert code_of(file) == code


@pytest.mark.parametrize("packed", [b"", b"\0", b"\x05\x01", b"\xff" * 40, gzip.compress(b"\0", mtime=0), gzip.compress(b"\x02\x01\x01", mtime=0)])  # fmt: skip
def test_a_directory_that_is_none_is_damaged(tmp_path: Path, packed: bytes) -> None:
    file = made_map(tmp_path / "streets.pmtiles")
    whole = bytearray(file.read_bytes())
    struct.pack_into("<2Q", whole, _ROOT, len(whole), len(packed))
    file.write_bytes(bytes(whole) + packed)
    assert code_of(file) == "map.damaged"


def test_a_geopackage_without_features_is_no_map(tmp_path: Path) -> None:
    file = made_map(tmp_path / "streets.gpkg")
    with dbapi2.connect(file) as opened:
        opened.execute("update gpkg_contents set data_type = 'attributes'")
    assert code_of(file) == "map.kind"


def test_a_geopackage_in_a_system_nobody_knows_is_refused(tmp_path: Path) -> None:
    file = made_map(tmp_path / "streets.gpkg")
    with dbapi2.connect(file) as opened:
        opened.execute("update gpkg_spatial_ref_sys set organization = 'NONE', definition = 'undefined'")
    assert code_of(file) == "map.projection"


def test_a_map_too_large_to_draw_whole_points_to_tiles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = made_map(tmp_path / "streets.geojson")
    monkeypatch.setattr(reading, "MOST_FEATURES", 3)
    assert code_of(file) == "map.large"
    monkeypatch.setattr(reading, "MOST_BYTES", 100)
    assert code_of(file) == "map.large"


def test_boundaries_are_lines_or_areas(tmp_path: Path) -> None:
    found = read_boundaries(made_map(tmp_path / "streets.gpkg"))
    assert [one.theme for one in found.features] == [Theme.BOUNDARY] * 3
    with pytest.raises(Problems, match=r"map\.empty"):
        read_boundaries(made_map(tmp_path / "points.geojson", shapes=[shapely.Point(1, 2)]))
    with pytest.raises(Problems, match=r"map\.kind"):
        read_boundaries(made_map(tmp_path / "streets.pmtiles"))


def test_layers_tell_their_kind_by_name(tmp_path: Path) -> None:
    assert theme_of("Inland_Waterways") is Theme.WATER
    assert theme_of("whatever") is Theme.LAND
    file = tmp_path / "layers.gpkg"
    for number, layer in enumerate(("rivers", "admin_2", "buildings")):
        pyogrio.raw.write(
            file, shapely.to_wkb([shapely.box(0, 0, 1, 1)]), [], [], geometry_type="Polygon", crs="EPSG:4326",
            driver="GPKG", layer=layer, append=number > 0,
        )  # fmt: skip
    found = read_map(file)
    assert isinstance(found, Drawn)
    assert {one.theme for one in found.features} == {Theme.WATER, Theme.BOUNDARY, Theme.BUILDING}
