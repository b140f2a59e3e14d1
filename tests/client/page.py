"""A page as the workbench makes it, with invented incidents, to try the client side alone.

It keeps to what the screens promise their scripts: the scope form, the elements with their data
attributes, the addresses of data, and a policy that allows no inline code and no other host.
"""

import html
import json
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "src" / "truceline" / "workbench" / "web" / "static"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FIRST = date(2020, 2, 1)
DAYS = 90
BOUNDS = (35.5, 32.5, 42.5, 37.5)
ROW = np.dtype([("lon", "<f4"), ("lat", "<f4"), ("radius", "<u2"), ("outcome", "u1"), ("day", "u1")])
TOWNS = ((36.3, 33.5), (37.15, 36.2), (36.75, 35.1), (38.9, 35.9), (40.1, 35.3), (36.1, 32.7))
LABELS = (
    ("حلب", 37.15, 36.2, 1),
    ("طريق M5 (منطقة 12)", 36.75, 35.1, 1),
    ("شارع 140", 38.9, 35.9, 2),
    ("Rivertown", 40.1, 35.3, 2),
)
WORDS = {
    "map": "Map of incidents. Arrow keys move it, plus and minus zoom, Enter opens what is in the middle.",
    "zoom_in": "Zoom in", "zoom_out": "Zoom out", "home": "Whole area", "every": "Draw every incident",
    "only_view": "Only what is in view", "boundaries": "Boundaries shown do not imply endorsement.",
    "in_view": "{in_view} of {shown} incidents in view, {not_placed} not placed",
    "cell": "{violation} violations, {possible} possible, {none} none", "zone": "{name}, according to {claimant}",
    "nothing_here": "Nothing at {lon}, {lat}", "too_many": "More than {count} incidents",
    "unavailable": "Not available", "base_unavailable": "The base map is not available",
    "violation": "violation", "possible": "possible", "none": "none", "brush": "Period",
    "no_brush": "The whole time", "day": "{from}: {violation} / {possible} / {none}",
    "period": "{from} to {to}: {violation} / {possible} / {none}", "chosen": "{count} characters chosen",
}  # fmt: skip
TEXT = "“We saw smoke,” said the mayor 🕊 of Rivertown. قال المتحدث إن القصف توقف."


@attrs.frozen
class World:
    """Invented incidents: where, how surely, on which day, with which outcome."""

    lon: NDArray[np.float32]
    lat: NDArray[np.float32]
    radius: NDArray[np.uint16]
    outcome: NDArray[np.uint8]
    day: NDArray[np.int64]


def invent(count: int) -> World:
    """So many incidents around a few towns; the same every time."""
    chance = np.random.default_rng(7)
    town = np.array(TOWNS)[chance.integers(0, len(TOWNS), count)]
    spread = chance.normal(0, 0.45, (count, 2))
    return World(
        lon=(town[:, 0] + spread[:, 0]).astype(np.float32),
        lat=(town[:, 1] + spread[:, 1] * 0.7).astype(np.float32),
        radius=chance.choice(np.array([2, 20, 100, 65535], np.uint16), count),
        outcome=chance.choice(np.array([0, 1, 2], np.uint8), count, p=[0.5, 0.3, 0.2]),
        day=np.minimum(chance.integers(0, DAYS, count), chance.integers(0, DAYS + 30, count)),
    )


def chosen(world: World, query: Mapping[str, str]) -> NDArray[np.bool_]:
    """Which incidents a query asks for, by its days and its box."""
    keep = np.ones(len(world.lon), bool)
    if query.get("from"):
        keep &= world.day >= (date.fromisoformat(query["from"]) - FIRST).days
    if query.get("to"):
        keep &= world.day <= (date.fromisoformat(query["to"]) - FIRST).days
    if query.get("bbox"):
        west, south, east, north = (float(part) for part in query["bbox"].split(","))
        keep &= (world.lon >= west) & (world.lon <= east) & (world.lat >= south) & (world.lat <= north)
    return keep


def cells(world: World, query: Mapping[str, str]) -> dict[str, Any]:
    """Density cells, about forty pixels wide at the zoom asked for."""
    keep = chosen(world, query)
    size = 40 * 360 / (256 * 2 ** int(query.get("zoom", "6")))
    column = np.floor(world.lon[keep] / size).astype(int)
    row = np.floor(world.lat[keep] / size).astype(int)
    places, index = np.unique(np.stack([column, row], 1), axis=0, return_inverse=True)
    counts = np.zeros((len(places), 3), int)
    np.add.at(counts, (index.ravel(), 2 - world.outcome[keep]), 1)
    rows = [[*place, *one] for place, one in zip(places.tolist(), counts.tolist(), strict=True)]
    without_box = {name: value for name, value in query.items() if name != "bbox"}
    return {"size": size, "cells": rows, "shown": int(chosen(world, without_box).sum()), "not_placed": 3}


def packed(world: World, query: Mapping[str, str]) -> bytes:
    """The columns of points."""
    keep = chosen(world, query)
    rows = np.zeros(int(keep.sum()), ROW)
    rows["lon"], rows["lat"] = world.lon[keep], world.lat[keep]
    rows["radius"], rows["outcome"] = world.radius[keep], world.outcome[keep]
    return rows.tobytes()


def days(world: World) -> dict[str, Any]:
    """Counts for each day, and an invented agreement's life."""
    counts = np.zeros((DAYS, 3), int)
    np.add.at(counts, (np.minimum(world.day, DAYS - 1), 2 - world.outcome), 1)
    flags = [
        {"day": str(FIRST + timedelta(days=day)), "verb": verb, "label": label}
        for day, verb, label in (
            (20, "announced", "announced"),
            (26, "in-force", "in force"),
            (70, "walk-out", "انسحاب الوفد"),
        )
    ]
    return {"first": str(FIRST), "counts": counts.tolist(), "flags": flags}


def _ring(west: float, south: float, east: float, north: float) -> list[list[list[float]]]:
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def _features(*rows: tuple[dict[str, Any], dict[str, Any]]) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "geometry": shape, "properties": about} for shape, about in rows],
    }


def zones() -> dict[str, Any]:
    """One zone as two claimants draw it."""
    return _features(
        ({"type": "Polygon", "coordinates": _ring(36.2, 34.6, 37.6, 35.6)}, {"name": "Zone 1", "claimant": "First mission"}),
        ({"type": "Polygon", "coordinates": _ring(36.4, 34.5, 37.9, 35.4)}, {"name": "المنطقة 1", "claimant": "Second mission"}),
    )  # fmt: skip


def places() -> dict[str, Any]:
    """Where one incident may have been: an area, or a circle elsewhere."""
    return _features(
        ({"type": "Polygon", "coordinates": _ring(39.9, 35.2, 40.3, 35.4)}, {"incident": "bridge", "outcome": "violation", "alternative": False}),
        ({"type": "Point", "coordinates": [40.5, 35.3]}, {"incident": "bridge", "outcome": "violation", "alternative": True, "radius_m": 9000}),
    )  # fmt: skip


def labels() -> dict[str, Any]:
    """Names of places in two scripts."""
    return _features(
        *(
            ({"type": "Point", "coordinates": [lon, lat]}, {"name": name, "rank": rank})
            for name, lon, lat, rank in LABELS
        )
    )


def _attributes(values: Mapping[str, str]) -> str:
    return " ".join(f'{name}="{html.escape(value)}"' for name, value in values.items())


def page(world: World, query: Mapping[str, str]) -> str:
    """The page for a query; its main part is what a change of the form swaps."""
    start, end = query.get("from", ""), query.get("to", "")
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    base = query.get("base", "/static/base/region.json")
    of_map = _attributes(
        {
            "id": "map", "data-map": "", "data-cells": f"/data/cells?{asked}", "data-points": f"/data/points?{asked}",
            "data-zones": f"/data/zones?{asked}", "data-places": f"/data/places?{asked}", "data-labels": "/data/labels",
            "data-ids": "/data/points/ids", "data-incident": "/incidents/{incident}", "data-base": base,
            "data-base-kind": query.get("kind", "topojson"), "data-boundaries": query.get("boundaries", ""),
            "data-bounds": query.get("bounds", ",".join(str(edge) for edge in BOUNDS)), "data-words": json.dumps(WORDS),
        }
    )  # fmt: skip
    of_timeline = _attributes(
        {
            "id": "timeline", "data-timeline": "", "data-days": "/data/days", "data-from": start, "data-to": end,
            "data-words": json.dumps(WORDS),
        }
    )  # fmt: skip
    form = _attributes(
        {
            "id": "scope", "method": "get", "data-hx-get": "/", "data-hx-target": "main", "data-hx-select": "main",
            "data-hx-swap": "outerMorph", "data-hx-push-url": "true", "data-hx-trigger": "change, submit",
        }
    )  # fmt: skip
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Invented incidents</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/static/map.css"><link rel="stylesheet" href="/static/timeline.css">
<script type="module" src="/static/workbench.js"></script><script type="module" src="/static/map.js"></script>
<script type="module" src="/static/timeline.js"></script><script type="module" src="/static/reader.js"></script>
</head><body>
<header><form {form}><label>From <input name="from" value="{start}"></label> <label>To <input name="to" value="{end}"></label>
<label>Find <input name="q" data-key="/" value="{html.escape(query.get("q", ""))}"></label><button>Show</button></form></header>
<main><h1>Incidents</h1><p data-announce id="tally">{int(chosen(world, query).sum())} incidents</p>
<div {of_map}><svg width="10" height="10"></svg></div><div {of_timeline}><svg width="10" height="10"></svg></div></main>
</body></html>"""


def reading() -> str:
    """A document with overlapping spans, its notes, proposals and a form for what is chosen."""
    end = len(TEXT)
    cut = [0, 1, 13, 15, 29, 33, 45, end]
    marks = {1: "s1", 13: "", 15: "s1 s2", 29: "s2", 33: "s2"}
    pieces = "".join(
        f'<mark data-start="{a}" data-end="{b}" data-spans="{marks[a]}">{TEXT[a:b]}</mark>'
        if marks.get(a)
        else f'<span data-start="{a}" data-end="{b}">{TEXT[a:b]}</span>'
        for a, b in pairwise(cut)
    )
    proposals = "".join(
        f'<li data-proposal="p{number}" tabindex="-1">Proposal {number}'
        f'<form data-verb="accept" action="/done/{number}/accept" method="get"><button>Accept</button></form>'
        f'<form data-verb="edit" action="/done/{number}/edit" method="get"><input name="to" aria-label="To"></form>'
        f'<form data-verb="reject" action="/done/{number}/reject" method="get"><button>Reject</button></form></li>'
        for number in (1, 2, 3)
    )
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Reading</title><link rel="icon" href="data:,">
<script type="module" src="/static/workbench.js"></script><script type="module" src="/static/reader.js"></script></head><body>
<main><h1>Reading</h1><article data-reader data-document="d" data-words="{html.escape(json.dumps(WORDS))}"><p dir="auto">{pieces}</p></article>
<aside id="note-s1" tabindex="-1" aria-label="First note">First</aside><aside id="note-s2" tabindex="-1" aria-label="Second note">Second</aside>
<form data-claim hidden><input name="start" aria-label="start"><input name="end" aria-label="end"><input name="quote" aria-label="quote"></form>
<ol>{proposals}</ol></main></body></html>"""


def application(count: int, extra: Path | None = None) -> Starlette:
    """The server of the page; ``extra`` is a folder of further base maps."""
    world = invent(count)
    static = STATIC.resolve()

    async def file(request: Request) -> Response:
        name = request.path_params["name"]
        folder = static if extra is None or not (extra / name).is_file() else extra
        packed_file = folder / f"{name}.gz"
        if not (folder / name).is_file():
            return Response("absent", status_code=404)
        kind = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}.get(
            Path(name).suffix
        )
        if packed_file.is_file():
            return FileResponse(packed_file, media_type=kind, headers={"content-encoding": "gzip"})
        return FileResponse(folder / name, media_type=kind or "application/octet-stream")

    def data(answer: Any) -> Any:
        async def endpoint(request: Request) -> Response:
            return JSONResponse(answer(request.query_params))

        return endpoint

    async def points(request: Request) -> Response:
        return Response(packed(world, request.query_params), media_type="application/octet-stream")

    async def shown(request: Request) -> Response:
        body = reading() if request.url.path == "/reading" else page(world, request.query_params)
        return HTMLResponse(body, headers={"content-security-policy": POLICY})

    async def done(request: Request) -> Response:
        return HTMLResponse(
            f"<!doctype html><html lang=en><link rel=icon href=data:,><title>{html.escape(request.url.path)}</title>",
            headers={"content-security-policy": POLICY},
        )

    def ids(query: Mapping[str, str]) -> dict[str, list[str]]:
        rows = np.flatnonzero(chosen(world, query))[int(query["offset"]) :][: int(query["limit"])]
        return {"ids": [f"incident-{row}" for row in rows]}

    return Starlette(
        routes=[
            Route("/", shown),
            Route("/reading", shown),
            Route("/incidents/{incident}", done),
            Route("/done/{rest:path}", done),
            Route("/static/{name:path}", file),
            Route("/data/cells", data(lambda query: cells(world, query))),
            Route("/data/points", points),
            Route("/data/points/ids", data(ids)),
            Route("/data/days", data(lambda _: days(world))),
            Route("/data/zones", data(lambda query: _features() if query.get("nozones") else zones())),
            Route("/data/places", data(lambda query: _features() if query.get("nozones") else places())),
            Route("/data/labels", data(lambda _: labels())),
        ]
    )
