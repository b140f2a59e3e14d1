"""What the map and the timeline ask for: cells, points, extents, zones, names and days of a scope."""

from http import HTTPStatus
from typing import Annotated, Any

import numpy as np
import shapely
from fastapi import APIRouter, HTTPException, Query, Request
from numpy.typing import NDArray
from pydantic import Field
from shapely.geometry.base import BaseGeometry
from starlette.responses import Response

from truceline.workbench.web.asked import Fields, asked
from truceline.workbench.web.counting import Mask, Rows
from truceline.workbench.web.grids import Bounds
from truceline.workbench.web.life import flag_shape
from truceline.workbench.web.mapping import (
    GLOBE,
    cell_size,
    collection,
    feature,
    labels,
    read_bounds,
    zones,
)
from truceline.workbench.web.pages import FAULTS, json_answer
from truceline.workbench.web.picture import days_of, flag_label
from truceline.workbench.web.scoping import Question, question
from truceline.workbench.web.web import Screen, Web

MOST_POINTS = 300_000
_MOST_EXTENTS = 500
_MOST_IDS = 10_000
_HECTOMETRE, _MOST_HECTOMETRES = 100, 65_535
_POINT = np.dtype([("lon", "<f4"), ("lat", "<f4"), ("radius", "<u2"), ("outcome", "u1"), ("day", "u1")])


class MapFields(Fields):
    """The scope's fields and what a map adds: a stretch of the globe and a zoom."""

    bbox: str = Field(default="", max_length=200, description="west,south,east,north in degrees")
    zoom: float = Field(default=6, ge=0, le=24)
    offset: int = Field(default=0, ge=0, le=100_000_000)
    limit: int = Field(default=1000, ge=1, le=_MOST_IDS)


_JSON: dict[int | str, dict[str, Any]] = {200: {"content": {"application/json": {}}}}
Asks = Annotated[MapFields, Query()]


def routes(web: Web) -> APIRouter:
    """``/data/...``."""
    router = APIRouter(
        prefix="/data", tags=["data"], default_response_class=Response, responses={**FAULTS, **_JSON}
    )

    def put(request: Request, fields: MapFields) -> Question:
        return question(web.sight(request), asked(fields))

    @router.get("/cells")
    def cells(request: Request, fields: Asks) -> Response:
        """Incidents by squares of the map, each by its number eastwards and northwards from where no degrees are."""
        found, bounds = put(request, fields), _bounds(fields)
        size = cell_size(fields.zoom, bounds)
        result = found.columns.cells(found.scoped(), bounds, size)
        return json_answer(
            {
                "size": result.size,
                "cells": result.cells,
                "shown": result.shown,
                "not_placed": result.not_placed,
            }
        )

    @router.get("/points", responses={200: {"content": {"application/octet-stream": {}}}})
    def points(request: Request, fields: Asks) -> Response:
        """Every placed incident in twelve bytes."""
        found = put(request, fields)
        rows = _placed(found, found.scoped().counted, _bounds(fields) if fields.bbox else None)
        if len(rows) > MOST_POINTS:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"More than {MOST_POINTS} incidents.")
        packed = _packed(found, rows).tobytes()
        return Response(packed, media_type="application/octet-stream", headers={"x-count": str(len(rows))})

    @router.get("/points/ids")
    def ids(request: Request, fields: Asks) -> Response:
        """The incidents of the points, in their order."""
        found = put(request, fields)
        rows = _placed(found, found.scoped().counted, _bounds(fields) if fields.bbox else None)
        wanted = rows[fields.offset : fields.offset + fields.limit]
        return json_answer(
            {"ids": found.columns.table.incidents.take(wanted).to_pylist(), "count": len(rows)}
        )

    @router.get("/places")
    def places(request: Request, fields: Asks) -> Response:
        """Where the incidents in view may have been, every alternative; 500 at most."""
        found = put(request, fields)
        return json_answer(collection(_extents(found, _bounds(fields))))

    @router.get("/zones")
    def shown_zones(request: Request, fields: Asks) -> Response:
        """The areas of the agreement's clauses, one outline for each claimant."""
        found = put(request, fields)
        names = found.sight.names
        agreement = found.sight.agreements.get(found.asked.basis.agreement)
        return json_answer(
            collection(
                [
                    feature(
                        zone.outline,
                        None,
                        {
                            "place": zone.place,
                            "name": zone.name,
                            "version": zone.version,
                            "claimant": ", ".join(names.get(one, one) for one in zone.claimants),
                            "from": zone.first,
                            "to": zone.last,
                        },
                    )
                    for zone in zones(found.sight, agreement)
                ]
            )
        )

    @router.get("/labels")
    def names(request: Request, fields: Asks) -> Response:
        """Settlements by name, the larger ones first."""
        del fields
        # Names stand for themselves: no finding has to be worked out for them.
        found = labels(web.sight(request))
        return json_answer(
            collection(
                [
                    feature(None, (one.longitude, one.latitude), {"name": one.name, "rank": one.rank})
                    for one in found
                ]
            )
        )

    @router.get("/days")
    def days(request: Request, fields: Asks) -> Response:
        """Incidents by day, whatever period is chosen, and the agreement's life."""
        found, words = put(request, fields), web.pages.words(request)
        shown = days_of(found)
        return json_answer(
            {
                "first": str(shown.first_day),
                "counts": shown.days.counts[:, ::-1].tolist(),
                "flags": [
                    flag_shape(flag, flag_label(flag, words, found.sight.names)) for flag in shown.days.flags
                ],
            }
        )

    return router


def _bounds(fields: MapFields) -> Bounds:
    if not fields.bbox:
        return GLOBE
    found = read_bounds(fields.bbox)
    if found is None:
        raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, "bbox: west,south,east,north in degrees.")
    return found


def _placed(found: Question, mask: Mask, bounds: Bounds | None) -> Rows:
    table = found.columns.table
    here = mask & ~np.isnan(table.longitude)
    if bounds is not None:
        here &= (table.longitude >= bounds.west) & (table.longitude <= bounds.east)
        here &= (table.latitude >= bounds.south) & (table.latitude <= bounds.north)
    return np.flatnonzero(here)


def _packed(found: Question, rows: Rows) -> NDArray[np.void]:
    table = found.columns.table
    packed = np.zeros(len(rows), _POINT)
    packed["lon"], packed["lat"] = table.longitude[rows], table.latitude[rows]
    packed["radius"] = np.clip(np.ceil(table.radius[rows] / _HECTOMETRE), 0, _MOST_HECTOMETRES)
    packed["outcome"] = table.outcome[rows]
    packed["day"] = table.first_day[rows] == table.last_day[rows]
    return packed


def _extents(found: Question, bounds: Bounds) -> list[dict[str, Any]]:
    table, sight = found.columns.table, found.sight
    rows = _placed(found, found.scoped().counted, bounds)
    if len(rows) > _MOST_EXTENTS:
        return []
    features = []
    for row in rows.tolist():
        incident = table.incidents[row].as_py()
        told = {"incident": incident, "outcome": ("none", "possible", "violation")[table.outcome[row]]}
        spots = sight.spots(found.asked.basis, incident)
        drawn = [
            _coarse(outline)
            for spot in spots
            if (outline := sight.outline(spot)) is not None and outline.geom_type != "Point"
        ]
        if len(spots) > 1 or (drawn and spots[0].place is not None):
            features += [feature(one, None, {**told, "alternative": len(spots) > 1}) for one in drawn]
        else:
            point = (round(float(table.longitude[row]), 5), round(float(table.latitude[row]), 5))
            radius = round(float(table.radius[row]))
            features.append(feature(None, point, {**told, "radius_m": radius, "alternative": False}))
    return features


def _coarse(outline: BaseGeometry) -> BaseGeometry:
    """An extent's outline within a hundredth of its width: it says how unsure a place is, not where it ends."""
    west, south, east, north = outline.bounds
    return shapely.simplify(outline, max(east - west, north - south) / 100)


SCREEN = Screen(tab=None, routes=routes)
