"""What programs may ask: every address with its fields, printed from the OpenAPI description."""

from typing import Any

from attrs import frozen
from fastapi import APIRouter, Request
from starlette.responses import Response

from truceline.workbench.web.pages import json_answer
from truceline.workbench.web.web import Screen, Web

PATH = "/reference"


@frozen
class Parameter:
    """A field of an address."""

    name: str
    kind: str
    default: str
    description: str


@frozen
class Operation:
    """An address that may be asked, and what it answers."""

    path: str
    summary: str
    media: tuple[str, ...]
    parameters: tuple[Parameter, ...]


def routes(web: Web) -> APIRouter:
    """``/reference`` and the description it is printed from."""
    router = APIRouter(include_in_schema=False)

    @router.get(PATH)
    def reference(request: Request) -> Response:
        found = operations(web.openapi())
        return web.pages.page(request, "reference.html", {"operations": found})

    @router.get("/openapi.json")
    def description() -> Response:
        return json_answer(web.openapi())

    return router


def operations(description: dict[str, Any]) -> list[Operation]:
    """All operations of an OpenAPI description, by path."""
    return [
        Operation(
            path=path,
            summary=operation.get("description") or operation.get("summary", ""),
            media=tuple(operation["responses"].get("200", {}).get("content", {})),
            parameters=tuple(_parameter(one) for one in operation.get("parameters", [])),
        )
        for path, methods in sorted(description["paths"].items())
        for operation in methods.values()
    ]


def _parameter(one: dict[str, Any]) -> Parameter:
    schema = one.get("schema", {})
    default = schema.get("default", "")
    return Parameter(
        name=one["name"],
        kind=str(schema.get("type", "")),
        default="" if default in ("", []) else str(default),
        description=one.get("description", "") or schema.get("description", ""),
    )


SCREEN = Screen(tab=None, routes=routes)
