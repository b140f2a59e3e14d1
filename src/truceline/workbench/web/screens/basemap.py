"""The maps that the user plugged in, as a browser asks for them, and stretches of the shipped world."""

from http import HTTPStatus

from fastapi import APIRouter, HTTPException
from starlette.responses import FileResponse, Response

from truceline.workbench.web.underlay import PATH, OwnMap
from truceline.workbench.web.web import Screen, Web

_KEPT = "private, max-age=31536000, immutable"


def routes(web: Web) -> APIRouter:
    """``/basemap/NAME``, for names that are given out and no others."""
    router = APIRouter(include_in_schema=False)

    @router.api_route(PATH + "{name}", methods=["GET", "HEAD"])
    def one(name: str) -> Response:
        land = web.base.world.cut(name)
        if land is not None:
            return Response(land, media_type="application/json", headers={"cache-control": _KEPT})
        found = web.base.served.get(name)
        if found is None:
            raise HTTPException(HTTPStatus.NOT_FOUND, "No such map.")
        return _answer(found)

    return router


def _answer(found: OwnMap) -> Response:
    headers = {"cache-control": _KEPT}
    if found.file is None:
        return Response(found.content, media_type="application/geo+json", headers=headers)
    if not found.file.is_file():
        raise HTTPException(HTTPStatus.NOT_FOUND, "This map is gone.")
    # Said outright, so that nobody packs it: ranges are ranges of the file as it is.
    headers["content-encoding"] = "identity"
    return FileResponse(found.file, headers=headers, media_type="application/vnd.pmtiles")


SCREEN = Screen(tab=None, routes=routes)
