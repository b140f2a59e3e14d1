"""What a map of one's own is once it is read: features to draw here, or tiles a browser reads in parts."""

from enum import Enum
from pathlib import Path

from attrs import frozen
from shapely.geometry.base import BaseGeometry

from truceline.values.problems import Problem, Problems

MOST_BYTES = 64_000_000
MOST_FEATURES = 50_000
MOST_CORNERS = 1_000_000
"""More is slow on an old laptop: then the map belongs into PMTiles, which are read in parts."""
MOST_TEXT = 300


class Theme(Enum):
    """What kind of thing a feature of a map is."""

    LAND = "land"
    WATER = "water"
    ROAD = "road"
    BUILDING = "building"
    BOUNDARY = "boundary"
    PLACE = "place"


_WORDS = (
    (Theme.WATER, ("water", "ocean", "sea", "lake", "river")),
    (Theme.ROAD, ("road", "street", "highway", "transport", "rail")),
    (Theme.BUILDING, ("building",)),
    (Theme.BOUNDARY, ("bound", "admin", "border")),
    (Theme.PLACE, ("place", "poi", "label")),
)


def theme_of(words: str) -> Theme:
    """The kind that a layer's name or a property tells, as the usual schemas use them; land for the rest."""
    told = words.casefold()
    return next((theme for theme, known in _WORDS if any(word in told for word in known)), Theme.LAND)


@frozen(eq=False)
class Feature:
    """A thing on a map: its shape in longitude and latitude, its kind, and a name or ""."""

    shape: BaseGeometry
    theme: Theme
    name: str


@frozen(eq=False)
class Drawn:
    """A map read whole; ``credit`` is whom it wants named, or ""."""

    features: tuple[Feature, ...]
    credit: str


@frozen
class Tiles:
    """A file of vector tiles, read by byte ranges; nothing of it is kept but its credit."""

    file: Path
    credit: str


def refused(code: str, why: str, file: Path) -> Problems:
    """The refusal of a map file, by the name it has in its folder."""
    return Problems([Problem(f"map.{code}", why[:MOST_TEXT], file=file.name)])
