"""A map from an OGC GeoPackage (1.2 to 1.4): every layer of features, turned to longitude and latitude.

It is a SQLite file whose geometries are WKB behind a short head (clause 2.1.3 of the standard). It is
opened read only and never trusted to be what it says.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError
from pysqlite3 import dbapi2
from shapely.geometry.base import BaseGeometry

from truceline.workbench.basemaps.geojson import kind_of, name_of
from truceline.workbench.basemaps.values import MOST_FEATURES, MOST_TEXT, Drawn, Feature, refused

_MAGIC = b"GP"
_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
"""Bytes of the box in the head, by the flag that says which box it is."""
_EMPTY = 0b0001_0000
_HEAD = 8
_WANTED = ("name", "theme", "layer", "kind")
_LAYERS = """
select c.table_name, coalesce(c.identifier, ''), coalesce(c.description, ''), g.column_name,
       coalesce(s.organization, '') || ':' || coalesce(s.organization_coordsys_id, ''), coalesce(s.definition, '')
from gpkg_contents c join gpkg_geometry_columns g on g.table_name = c.table_name
left join gpkg_spatial_ref_sys s on s.srs_id = g.srs_id
where c.data_type = 'features' order by c.table_name
"""
_STEPS = 50_000_000
"""Steps of SQLite's machine after which a file is only there to keep it busy."""


def read_geopackage(file: Path) -> Drawn:
    """The map in a file.

    Raises:
        Problems: ``map.damaged``, ``map.kind``, ``map.projection``, ``map.large``.
    """
    try:
        with closing(dbapi2.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as opened:
            opened.execute("pragma trusted_schema = off")
            opened.set_progress_handler(lambda: 1, _STEPS)
            layers = opened.execute(_LAYERS).fetchall()
            if not layers:
                raise refused("kind", "no layer of features", file)
            features = [one for layer in layers for one in _features(opened, layer, file)]
    except dbapi2.Error as fault:
        raise refused("damaged", str(fault), file) from fault
    credits = [str(layer[2]) for layer in layers if "©" in str(layer[2])]
    return Drawn(tuple(features), "; ".join(dict.fromkeys(credits))[:MOST_TEXT])


def _features(opened: Any, layer: tuple[str, ...], file: Path) -> Iterator[Feature]:
    table, identifier, _, column, authority, definition = (str(one) for one in layer)
    turn = _to_degrees(authority, definition, file)
    there = {str(row[1]) for row in opened.execute(f"pragma table_info({_quoted(table)})")}
    kept = [name for name in _WANTED if name in there]
    columns = ", ".join(_quoted(one) for one in (column, *kept))
    # Names of tables and columns cannot be bound; they are quoted.
    rows = opened.execute(f"select {columns} from {_quoted(table)} limit {MOST_FEATURES + 1}")  # noqa: S608 - names quoted, a limit of our own
    for shape, *values in rows:
        found = _geometry(shape, file)
        if found is None or found.is_empty:
            continue
        told = dict(zip(kept, values, strict=True))
        at = found if turn is None else _turned(found, turn, file)
        yield Feature(at, kind_of(told, f"{identifier} {table}"), name_of(told))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _geometry(blob: object, file: Path) -> BaseGeometry | None:
    """The shape in a geometry column; None for an empty one."""
    if blob is None:
        return None
    if not isinstance(blob, bytes) or blob[:2] != _MAGIC or len(blob) < _HEAD:
        raise refused("damaged", "a geometry without its head", file)
    flags = blob[3]
    if flags & _EMPTY:
        return None
    size = _ENVELOPES.get(flags >> 1 & 0b111)
    if size is None:
        raise refused("damaged", "a geometry's box", file)
    try:
        return shapely.from_wkb(blob[_HEAD + size :])
    except shapely.errors.GEOSException as fault:
        raise refused("damaged", str(fault), file) from fault


def _to_degrees(authority: str, definition: str, file: Path) -> Transformer | None:
    """What turns a layer's coordinates to longitude and latitude; None where they are that already."""
    if authority.upper() == "EPSG:4326":
        return None
    try:
        told = CRS.from_user_input(authority if authority.upper().startswith("EPSG:") else definition)
        return Transformer.from_crs(told, "EPSG:4326", always_xy=True)
    except (CRSError, ProjError) as fault:
        raise refused("projection", authority, file) from fault


def _turned(shape: BaseGeometry, turn: Transformer, file: Path) -> BaseGeometry:
    try:
        return shapely.transform(shape, turn.transform, interleaved=False)
    except ProjError as fault:
        raise refused("projection", str(fault), file) from fault
