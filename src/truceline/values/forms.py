"""File forms: one class per TOML table, its fields the table's keys in kebab-case.

A form holds what a person may write, with the file's defaults; the reader of that file turns
it into values. Every fault of a table is found, and what is right in it is still read, so
that faults of meaning elsewhere in the same table show at once. What prints such a file writes its
lines with the functions at the end.
"""

import json
from collections.abc import Callable, Iterable
from copy import deepcopy
from difflib import get_close_matches
from typing import Any, TypeVar, get_args

import attrs
from cattrs import Converter
from cattrs.cols import is_mapping, mapping_structure_factory
from cattrs.gen import make_dict_structure_fn, override

from truceline.values.problems import Problem, ValueProblem
from truceline.values.structure import Fault, Path, new_converter, structure_all

T = TypeVar("T")
Hook = Callable[[Any, Any], Any]


class Faults:
    """The faults of one file as they are found."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def add(self, path: Path, code: str, value: str) -> None:
        """Note a fault."""
        self.found.append(Fault(path, Problem(code, value)))

    def holds(self, path: Path) -> bool:
        """Whether a fault was found at this path or below it."""
        return any(fault.path[: len(path)] == path for fault in self.found)

    def tried(self, path: Path, read: Callable[[], T]) -> T | None:
        """What the call gives, or None with its fault noted."""
        try:
            return read()
        except ValueProblem as error:
            self.found.append(Fault(path, error.problem))
            return None


def form_converter(zone: str, forms: Iterable[type]) -> Converter:
    """A strict converter for forms; a form used inside another comes before it.

    A form with a class method ``from_text`` may also be written as text.
    """
    converter = new_converter(zone)
    converter.register_structure_hook_factory(is_mapping, _table_only)
    for form in forms:
        _accept(converter, form)
    return converter


def _table_only(kind: Any, converter: Converter) -> Hook:
    return _of_table(mapping_structure_factory(kind, converter), "a table")


def _of_table(from_table: Hook, wanted: str) -> Hook:
    def structure(raw: Any, kind: Any) -> Any:
        if not isinstance(raw, dict):
            raise ValueProblem("input.type", f"{raw!r}, where {wanted} is wanted")
        return from_table(raw, kind)

    return structure


def _accept(converter: Converter, form: type) -> None:
    renames = {field.name: override(rename=_key(field.name)) for field in attrs.fields(form)}
    table: Hook = make_dict_structure_fn(form, converter, _cattrs_forbid_extra_keys=True, **renames)  # type: ignore[arg-type]  # the overrides are keywords
    from_text: Callable[[str], Any] | None = getattr(form, "from_text", None)
    from_table = _of_table(table, "a table" if from_text is None else "a text or a table")

    def structure(raw: Any, kind: Any) -> Any:
        if from_text is not None and isinstance(raw, str):
            return from_text(raw)
        return from_table(raw, kind)

    converter.register_structure_hook(form, structure)


def _key(field: str) -> str:
    """A field's name in the file; a trailing underscore only avoids a Python keyword."""
    return field.removesuffix("_").replace("_", "-")


def keys_of(form: type) -> tuple[str, ...]:
    """The keys that a table of this form may have."""
    return tuple(_key(field.name) for field in attrs.fields(form))


def read_form(converter: Converter, raw: Any, form: type[T]) -> tuple[T | None, list[Fault]]:
    """The form with all that is right in the table, and every fault of the rest.

    None when the raw data is no table, or lacks a key that has no default.
    """
    value, found = structure_all(converter, raw, form)
    faults = [_in_file_words(fault, form) for fault in found]
    if value is None and isinstance(raw, dict):
        sound = deepcopy(raw)
        for fault in faults:
            _prune(sound, fault.path)
        value, _ = structure_all(converter, sound, form)
    return value, faults


def _prune(raw: dict[str, Any], path: Path) -> None:
    """Take out the innermost key on the path."""
    holder: dict[Any, Any] = raw
    key: Any = None
    here: Any = raw
    for step in path:
        if isinstance(here, dict):
            holder, key = here, step
            here = here.get(step)
        elif isinstance(here, list) and isinstance(step, int):
            here = here[step]
    holder.pop(key, None)


def _in_file_words(fault: Fault, form: type) -> Fault:
    """The fault with its path in the file's spelling, and the nearest key beside an unknown one."""
    path: Path = ()
    table, inside = form, form
    for step in fault.path:
        field = next((one for one in attrs.fields(inside) if one.name == step), None)
        if isinstance(step, str):
            table = inside
            inside = _form_within(field.type) if field else _Plain
        path = (*path, _key(step) if isinstance(step, str) and field else step)
    if fault.problem.code != "input.unknown_key":
        return Fault(path, fault.problem)
    return Fault(path, Problem("input.unknown_key", nearest(fault.problem.value, keys_of(table))))


@attrs.frozen
class _Plain:
    """No form: below here keys are the writer's own."""


def _form_within(kind: Any) -> type:
    """The form that a field holds, alone, as an option or in a list."""
    if isinstance(kind, type) and attrs.has(kind):
        return kind
    return next((found for arg in get_args(kind) if (found := _form_within(arg)) is not _Plain), _Plain)


def nearest(word: str, words: Iterable[str]) -> str:
    """The word, with the one most like it if there is one.

    >>> nearest("prohibit", ["prohibits", "permits"])
    'prohibit; did you mean prohibits?'
    """
    close = get_close_matches(word, list(words), n=1)
    return f"{word}; did you mean {close[0]}?" if close else word


def quoted(text: str) -> str:
    """A text as TOML writes it on one line."""
    # A JSON string is a TOML basic string, but for this one character.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def text_line(key: str, text: str | None) -> list[str]:
    """``key = "text"``; nothing for None."""
    return [] if text is None else [f"{key} = {quoted(text)}"]


def list_line(key: str, texts: Iterable[str]) -> list[str]:
    """``key = ["text", ...]``; nothing for an empty list."""
    inner = ", ".join(quoted(text) for text in texts)
    return [f"{key} = [{inner}]"] if inner else []


def number_line(key: str, number: int | None) -> list[str]:
    """``key = number``; nothing for None."""
    return [] if number is None else [f"{key} = {number}"]


def inline(entries: Iterable[str]) -> str:
    """A table of these entries on one line."""
    return f"{{ {', '.join(entries)} }}"
