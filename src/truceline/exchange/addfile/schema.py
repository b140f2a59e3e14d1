"""The JSON Schema of a line of an add file, worked out from the classes (draft 2020-12).

``python -m truceline.exchange.addfile.schema`` prints it; data/schemas/add-file.schema.json is that text.
"""

import json
from enum import Enum
from typing import Any

import attrs

from truceline.exchange.addfile.fields import (
    FORMAT,
    HEADER,
    ID_KEYS,
    SHORT,
    TABLES,
    FileField,
    defaults_of,
    fields_of,
    items_of,
    name_of,
    optional_of,
)
from truceline.exchange.addfile.words import conduct_kinds, relation_words
from truceline.testimony.claim import CLAIM_TYPES, Tally
from truceline.testimony.document import Span
from truceline.testimony.register import Affiliation
from truceline.testimony.statement import Hop, Statement
from truceline.values.doubt import LARGEST, Count

Schema = dict[str, Any]
_PARTS = (Affiliation, Span, Hop, Tally, *SHORT)
_SOMEBODY = "somebody"
_WORDS = {
    ("event", "kind"): conduct_kinds,
    ("watch", "saw"): conduct_kinds,
    ("relation", "relation"): relation_words,
}


def schema() -> Schema:
    """The schema; short forms stand beside full tables."""
    tables = {table: _ref(table) for table in TABLES}
    kinds = [*TABLES.values(), *_PARTS, *CLAIM_TYPES.values()]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A line of an add file ({FORMAT})",
        "description": "One item under the name of its table; the file's own line comes first. "
        "TOML files hold the same tables.",
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
        "properties": {HEADER: _ref(HEADER), **tables},
        "$defs": {
            "id": {"type": "string", "pattern": "^[a-z0-9][a-z0-9._:-]*$"},
            "handle": {"type": "string", "pattern": "^[a-z0-9][a-z0-9._:/-]*$"},
            HEADER: _header(),
            **{name_of(kind): _definition(kind) for kind in kinds},
            "claim": {"oneOf": [_ref(name) for name in CLAIM_TYPES]},
        },
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _header() -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["format", "zone"],
        "properties": {"format": {"const": FORMAT}, "zone": {"type": "string"}, "coder": {"type": "string"}},
    }


def _definition(kind: type) -> Schema:
    table = _table(kind)
    if kind not in SHORT:
        return table
    texts: list[Schema] = [{"type": "string"}]
    if kind is Count:
        texts.append({"type": "integer", "minimum": 0, "maximum": LARGEST})
    return {"anyOf": [*texts, table]}


def _table(kind: type) -> Schema:
    name, fields = name_of(kind), fields_of(kind)
    optional = set(defaults_of(kind, _SOMEBODY))
    properties = {field.key: _field(name, field) for field in fields}
    required = [field.key for field in fields if field.key not in optional]
    if name in CLAIM_TYPES:
        properties = {"type": {"const": name}, **properties}
        required = ["type", *(key for key in required if key != "id")]
    if kind is Statement:
        properties["claims"] = {"type": "array", "items": _ref("claim")}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": properties,
    }


def _field(table: str, field: FileField) -> Schema:
    inner, optional = optional_of(field.kind)
    item = items_of(inner)
    one = _value(table, field, inner if item is None else item)
    schema = one if item is None else {"type": "array", "items": one}
    return {"anyOf": [schema, {"type": "null"}]} if optional else schema


def _value(table: str, field: FileField, kind: Any) -> Schema:
    if field.key in ID_KEYS.get(table, ()):
        return _ref("id")
    if (field.key, field.name) == ("id", "label"):
        return _ref("handle")
    if (table, field.key) in _WORDS:
        return {"enum": list(_WORDS[table, field.key]())}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    if attrs.has(kind):
        return _ref(name_of(kind))
    return {str: {"type": "string"}, bool: {"type": "boolean"}}.get(kind, {"type": "integer"})


def schema_text() -> str:
    """The schema as it is shipped."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":  # pragma: no cover - schema_text is what it prints
    print(schema_text(), end="")  # noqa: T201 - a generator's output
