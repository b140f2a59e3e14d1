"""From plain data (TOML, JSON) to values and back: every fault of an item found at once.

Values know their own short text form (``parse`` and ``str`` are inverses); files may write
that or the full table. The log holds the full table only.
"""

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar, get_origin

import attrs
from attrs import frozen
from cattrs import (
    BaseValidationError,
    ClassValidationError,
    Converter,
    ForbiddenExtraKeysError,
    IterableValidationError,
)
from cattrs.cols import homogenous_tuple_structure_factory
from cattrs.gen import make_dict_structure_fn

from truceline.values.doubt import LARGEST, Count
from truceline.values.problems import Problem, ValueProblem
from truceline.values.when import Fills, Period, parse_period
from truceline.values.where import Location, Spot
from truceline.values.who import Who

T = TypeVar("T")
E = TypeVar("E", bound=Enum)
Path = tuple[str | int, ...]


@frozen
class Fault:
    """A problem and the path of keys and indices to where it stands in the data."""

    path: Path
    problem: Problem


def new_converter(zone: str) -> Converter:
    """A strict converter: unknown keys refused, every fault collected, periods local to ``zone``."""
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    converter.register_structure_hook_factory(attrs.has, _table_hook)
    converter.register_structure_hook_factory(_is_tuple, _list_hook)
    converter.register_structure_hook(Period, lambda raw, _: _period(raw, zone))
    accept_text(converter, Count, lambda text: Count.parse(str(text)), (str, int))
    accept_text(converter, Who, Who.parse)
    accept_text(converter, Spot, Spot.parse)
    accept_text(converter, Location, Location.parse)
    for kind in (str, int, bool):
        converter.register_structure_hook(kind, _strict(kind))
    converter.register_structure_hook_func(_is_enum, _enum_member)
    converter.register_unstructure_hook(Period, _plain_period)
    return converter


def accept_text(
    converter: Converter, kind: type[T], parse: Callable[[Any], T], texts: tuple[type, ...] = (str,)
) -> None:
    """Let a value be written as its text form as well as in full."""
    from_table = converter.get_structure_hook(kind)

    def structure(raw: Any, wanted: type[T]) -> T:
        if isinstance(raw, texts) and not isinstance(raw, bool):
            return parse(raw)
        if not isinstance(raw, dict):
            raise ValueProblem("input.type", f"{raw!r}, where a {kind.__name__.lower()} is wanted")
        return from_table(raw, wanted)  # type: ignore[no-any-return]

    converter.register_structure_hook(kind, structure)


def _table_hook(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    from_table = make_dict_structure_fn(kind, converter)

    def structure(raw: Any, wanted: Any) -> Any:
        if not isinstance(raw, dict):
            raise ValueProblem("input.type", f"{raw!r}, where a table of fields is wanted")
        return from_table(raw, wanted)

    return structure


def _is_tuple(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _list_hook(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    from_list = homogenous_tuple_structure_factory(kind, converter)

    def structure(raw: Any, wanted: Any) -> Any:
        # A text is a sequence too, of its letters.
        if not isinstance(raw, list | tuple):
            raise ValueProblem("input.type", f"{raw!r}, where a list is wanted")
        return from_list(raw, wanted)

    return structure


def _strict(kind: type) -> Callable[[Any, Any], Any]:
    def structure(raw: Any, _: Any) -> Any:
        if not isinstance(raw, kind) or (kind is int and isinstance(raw, bool)):
            raise ValueProblem("input.type", f"{raw!r}, where {_WANTED[kind]} is wanted")
        if isinstance(raw, int) and abs(raw) > LARGEST:
            raise ValueProblem("count.huge", str(raw))
        return raw

    return structure


_WANTED = {str: "text", int: "a whole number", bool: "true or false"}


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


def _enum_member(raw: Any, kind: type[E]) -> E:
    for member in kind:
        if member.value == raw:
            return member
    raise ValueProblem("input.choice", f"{raw!r}; one of: {', '.join(str(m.value) for m in kind)}")


def _period(raw: Any, zone: str) -> Period:
    if isinstance(raw, str):
        return parse_period(raw, zone=zone, fills=Fills.WITHIN)
    if not isinstance(raw, dict) or "edtf" not in raw:
        raise ValueProblem("input.type", f"{raw!r}, where a period is wanted")
    if unknown := set(raw) - {"edtf", "zone", "fills", "words"}:
        raise ValueProblem("input.unknown_key", ", ".join(sorted(unknown)))
    texts = {"zone": zone, "words": "", **raw}
    if wrong := [key for key in ("edtf", "zone", "words") if not isinstance(texts[key], str)]:
        raise ValueProblem("input.type", f"{wrong[0]} = {texts[wrong[0]]!r}, where text is wanted")
    period = parse_period(texts["edtf"], zone=texts["zone"], fills=Fills.WITHIN)
    fills = _enum_member(raw.get("fills", Fills.WITHIN.value), Fills)
    return attrs.evolve(period, fills=fills, words=texts["words"])


def _plain_period(period: Period) -> dict[str, str]:
    return {"edtf": period.edtf, "zone": period.zone, "fills": period.fills.value, "words": period.words}


def structure_all(converter: Converter, raw: Any, kind: type[T]) -> tuple[T | None, list[Fault]]:
    """The value, or None and everything that is wrong with the data."""
    try:
        return converter.structure(raw, kind), []
    except (BaseValidationError, ValueProblem, ForbiddenExtraKeysError) as error:
        return None, list(faults_of(error, ()))


def faults_of(error: BaseException, path: Path) -> list[Fault]:
    """All faults in a tree of conversion errors, each with its path."""
    if isinstance(error, ValueProblem):
        return [Fault(path, error.problem)]
    if isinstance(error, ForbiddenExtraKeysError):
        return [Fault((*path, key), Problem("input.unknown_key", key)) for key in sorted(error.extra_fields)]
    if isinstance(error, ClassValidationError):
        noted, plain = error.group_exceptions()
        pairs = [(inner, (*path, note.name)) for inner, note in noted]
    elif isinstance(error, IterableValidationError):
        items, plain = error.group_exceptions()
        pairs = [(inner, (*path, note.index)) for inner, note in items]
    elif isinstance(error, KeyError):
        return [Fault(path[:-1] if path and path[-1] == error.args[0] else path,
                      Problem("input.missing_key", str(error.args[0])))]  # fmt: skip
    else:
        return [Fault(path, Problem("input.type", str(error)))]
    pairs += [(inner, path) for inner in plain]
    return [fault for inner, at in pairs for fault in faults_of(inner, at)]
