"""Options that belong together as one value: said once, taken by every command that asks for their group."""

import functools
import inspect
from collections.abc import Callable, Iterator
from typing import Any

import attrs


def grouped(command: Callable[..., None]) -> Callable[..., None]:
    """The command as the command line takes it: an option for each field of a parameter that is an attrs class.

    A field may be such a class as well. Typer knows no groups of options; it reads a signature, so the groups are
    spread out in the one it reads.
    """
    signature = inspect.signature(command)
    asked = {
        name: each.annotation for name, each in signature.parameters.items() if _is_group(each.annotation)
    }

    @functools.wraps(command)
    def taken(**given: Any) -> None:
        groups = {name: _made(group, given) for name, group in asked.items()}
        command(**given, **groups)

    spread: list[inspect.Parameter] = []
    for name, parameter in signature.parameters.items():
        spread += _options_of(asked[name]) if name in asked else [parameter]
    taken.__signature__ = signature.replace(parameters=spread)  # type: ignore[attr-defined]  # read by inspect
    taken.__annotations__ = {each.name: each.annotation for each in spread}
    return taken


def _is_group(annotation: Any) -> bool:
    return isinstance(annotation, type) and attrs.has(annotation)


def _made(group: Any, given: dict[str, Any]) -> Any:
    """A group of what is given for its fields, which is taken out."""
    fields = {each.name: each.type for each in attrs.fields(group)}
    return group(**{
        name: _made(kind, given) if _is_group(kind) else given.pop(name) for name, kind in fields.items()
    })  # fmt: skip


def _options_of(group: Any) -> Iterator[inspect.Parameter]:
    for field in attrs.fields(group):
        if _is_group(field.type):
            yield from _options_of(field.type)
        else:
            yield inspect.Parameter(
                field.name, inspect.Parameter.KEYWORD_ONLY, default=field.default, annotation=field.type
            )
