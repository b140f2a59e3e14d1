"""The text of an add file: TOML for people, JSON Lines for programs; one spelling of each."""

import json
from collections.abc import Iterable
from typing import Any

from truceline.exchange.addfile.fields import HEADER
from truceline.values.harmless import escaped

Item = tuple[str, dict[str, Any]]


def toml_text(header: dict[str, str], items: Iterable[Item]) -> str:
    """Tables in their order, a key a line; lists of tables with one table a line."""
    parts = ["".join(f"{key} = {_inline(value)}\n" for key, value in header.items())]
    for table, fields in items:
        lines = "".join(f"{key} = {_value(value)}\n" for key, value in fields.items())
        parts.append(f"[[{table}]]\n{lines}")
    return "\n".join(parts)


def _value(value: Any) -> str:
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return "[\n" + "".join(f"  {_inline(item)},\n" for item in value) + "]"
    return _inline(value)


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_inline(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_inline(item) for item in value) + "]"
    # A JSON text is a TOML basic string, but for DEL, which TOML wants escaped.
    return escaped(json.dumps(value, ensure_ascii=False))


def json_lines(header: dict[str, str], items: Iterable[Item]) -> str:
    """One item a line, the file's own line first."""
    lines = ({table: fields} for table, fields in ((HEADER, header), *items))
    return "".join(escaped(json.dumps(line, ensure_ascii=False)) + "\n" for line in lines)
