"""Which of the three kinds a map file is, by what it begins with, and whether it can be drawn."""

from pathlib import Path

import numpy as np
import shapely
from attrs import evolve

from truceline.workbench.basemaps.geojson import read_geojson
from truceline.workbench.basemaps.geopackage import read_geopackage
from truceline.workbench.basemaps.pmtiles import MAGIC, read_pmtiles
from truceline.workbench.basemaps.values import (
    MOST_BYTES,
    MOST_CORNERS,
    MOST_FEATURES,
    Drawn,
    Feature,
    Theme,
    Tiles,
    refused,
)

_SQLITE = b"SQLite format 3\0"
_WEST_EAST, _SOUTH_NORTH = 180.0, 90.0
_PLAIN_SHAPES = 7
"""Type ids of points, lines and areas, alone and in collections; above it are curves."""
_SMALL = 1e-6
"""Degrees by which a point on the edge of the globe may be off it, from reckoning."""


def read_map(file: Path) -> Drawn | Tiles:
    """A map of one's own: PMTiles with vector tiles, GeoJSON or a GeoPackage.

    Raises:
        Problems: ``map.absent``, ``map.kind``, ``map.damaged``, ``map.projection``, ``map.large``, ``map.empty``.
    """
    begins = _beginning(file)
    if begins.startswith(MAGIC):
        return read_pmtiles(file)
    if begins.startswith(b"PM"):
        raise refused("kind", "PMTiles of an older version", file)
    is_package = begins == _SQLITE
    if not is_package and not begins.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        raise refused("kind", repr(begins[:8]), file)
    if file.stat().st_size > MOST_BYTES:
        raise refused("large", f"{file.stat().st_size:,} bytes", file)
    return _checked(read_geopackage(file) if is_package else read_geojson(file), file)


def read_boundaries(file: Path) -> Drawn:
    """Lines to draw instead of the shipped boundaries: GeoJSON or a GeoPackage.

    Raises:
        Problems: as :func:`read_map`; ``map.kind`` for tiles and for points.
    """
    found = read_map(file)
    if isinstance(found, Tiles):
        raise refused("kind", "tiles", file)
    lines = tuple(evolve(one, theme=Theme.BOUNDARY) for one in found.features if one.shape.length > 0)
    if not lines:
        raise refused("empty", "no lines or areas", file)
    return evolve(found, features=lines)


def _beginning(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(len(_SQLITE))
    except OSError as fault:
        raise refused("absent", fault.strerror or "", file) from fault


def _checked(found: Drawn, file: Path) -> Drawn:
    """The same map, if it can be drawn: something on it, not too much, on the globe."""
    features = tuple(
        Feature(shape, one.theme, one.name)
        for one in found.features
        if not (shape := shapely.force_2d(one.shape)).is_empty
    )
    if not features:
        raise refused("empty", "no features", file)
    shapes = np.array([one.shape for one in features], dtype=object)
    if (shapely.get_type_id(shapes) > _PLAIN_SHAPES).any():
        raise refused("kind", "curves", file)
    corners = int(shapely.get_num_coordinates(shapes).sum())
    if len(features) > MOST_FEATURES or corners > MOST_CORNERS:
        raise refused("large", f"{len(features):,} features, {corners:,} corners", file)
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    if max(-west, east) > _WEST_EAST + _SMALL or max(-south, north) > _SOUTH_NORTH + _SMALL:
        raise refused("projection", f"from {west:g}, {south:g} to {east:g}, {north:g}", file)
    return evolve(found, features=features)
