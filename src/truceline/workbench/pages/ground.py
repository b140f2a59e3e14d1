"""The ground under a map: what of the register of places is worth drawing beneath an outline."""

from collections.abc import Iterator

import shapely

from truceline.assessment.case import Case
from truceline.testimony.register import PlaceKind
from truceline.values.where import read_outline, read_position
from truceline.workbench.area_map import Ground

_AREAS = {PlaceKind.COUNTRY, PlaceKind.GOVERNORATE}
_TOWNS = {PlaceKind.GOVERNORATE_CAPITAL, PlaceKind.CITY}


def ground_of(case: Case) -> tuple[Ground, ...]:
    """Countries and provinces as quiet outlines, larger towns as points with their names."""
    return (*_outlines(case), *_towns(case))


def _outlines(case: Case) -> Iterator[Ground]:
    for place in case.shared.evidence.snapshot.places.values():
        if place.kind in _AREAS and place.outline is not None:
            yield Ground(read_outline(place.outline), "")


def _towns(case: Case) -> Iterator[Ground]:
    for place in case.shared.evidence.snapshot.places.values():
        if place.kind in _TOWNS and place.position is not None:
            latitude, longitude = read_position(place.position)
            yield Ground(shapely.Point(longitude, latitude), place.name)
