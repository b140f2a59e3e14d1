"""A map from GeoJSON (RFC 7946), with whatever else its features carry left behind."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import shapely

from truceline.workbench.basemaps.values import MOST_TEXT, Drawn, Feature, Theme, refused, theme_of

_KIND_KEYS = ("theme", "layer", "kind")
_CREDIT_KEYS = ("attribution", "credit", "source", "license")
_WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326")


def read_geojson(file: Path) -> Drawn:
    """The map in a file.

    Raises:
        Problems: ``map.damaged``, ``map.kind``, ``map.projection``.
    """
    try:
        whole = json.loads(file.read_text("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as fault:
        raise refused("damaged", str(fault), file) from fault
    if not isinstance(whole, dict):
        raise refused("kind", f"a JSON {type(whole).__name__}", file)
    _keeps_to_degrees(whole, file)
    features = []
    for properties, geometry in _parts(whole, file):
        try:
            shape = shapely.from_geojson(json.dumps(geometry))
        except (shapely.errors.GEOSException, ValueError, TypeError) as fault:
            raise refused("damaged", str(fault), file) from fault
        features.append(Feature(shape, kind_of(properties, file.stem), name_of(properties)))
    return Drawn(tuple(features), _credit(whole))


def _no_number(word: str) -> float:
    raise ValueError(word)


def _parts(whole: dict[str, Any], file: Path) -> Iterator[tuple[Mapping[str, Any], Any]]:
    """Properties and geometry of each feature that has a geometry."""
    kind = whole.get("type")
    several = whole.get("features") if kind == "FeatureCollection" else [whole]
    if not isinstance(several, list):
        raise refused("damaged", "features", file)
    if kind not in ("FeatureCollection", "Feature"):
        several = [{"geometry": whole, "properties": {}}]
    for one in several:
        if not isinstance(one, dict):
            raise refused("damaged", f"{one!r:.60}", file)
        properties = one.get("properties")
        if one.get("geometry") is not None:
            yield properties if isinstance(properties, dict) else {}, one["geometry"]


def _keeps_to_degrees(whole: Mapping[str, Any], file: Path) -> None:
    """Old GeoJSON could name a coordinate system; only longitude and latitude are read."""
    named = json.dumps(whole.get("crs"))
    if "crs" in whole and whole["crs"] is not None and not any(one in named for one in _WGS84):
        raise refused("projection", named, file)


def _credit(whole: Mapping[str, Any]) -> str:
    found = (whole.get(key) for key in _CREDIT_KEYS)
    return next((one[:MOST_TEXT] for one in found if isinstance(one, str)), "")


def kind_of(properties: Mapping[str, Any], layer: str) -> Theme:
    """What a feature says it is, else what its layer's name says."""
    told = next((str(properties[key]) for key in _KIND_KEYS if properties.get(key)), layer)
    return theme_of(told)


def name_of(properties: Mapping[str, Any]) -> str:
    """A feature's name."""
    found = properties.get("name")
    return found[:MOST_TEXT] if isinstance(found, str) else ""
