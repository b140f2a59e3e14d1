"""Maps of one's own for tests: real small PMTiles, GeoPackage and GeoJSON files, made by GDAL."""

from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import shapely

SHAPES = (
    shapely.box(35.0, 33.0, 39.0, 37.0),
    shapely.box(36.4, 34.4, 36.9, 34.9),
    shapely.LineString([(36.1, 34.2), (37.9, 35.8)]),
    shapely.Point(37.1, 35.1),
)
THEMES = ("land", "water", "road", "place")
NAMES = ("", "", "طريق M5 (منطقة 12)", "حلب <b>")
CREDIT = "© Somebody who drew it"
_DRIVERS = {".pmtiles": "PMTiles", ".gpkg": "GPKG", ".geojson": "GeoJSON"}


def made_map(path: Path, *, crs: str = "EPSG:4326", shapes: Any = SHAPES) -> Path:
    """A map of streets in the form that the file's ending says."""
    driver = _DRIVERS[path.suffix]
    options = {"MINZOOM": "0", "MAXZOOM": "9"} if driver == "PMTiles" else {}
    secret = np.array(["desk of somebody, secret"] * len(shapes), object)
    pyogrio.raw.write(
        path, shapely.to_wkb(np.array(shapes, object)),
        [np.array(THEMES[: len(shapes)], object), np.array(NAMES[: len(shapes)], object), secret],
        ["theme", "name", "kept_in"], geometry_type="Unknown", crs=crs, driver=driver, layer="streets",
        dataset_options=options,
    )  # fmt: skip
    return path
