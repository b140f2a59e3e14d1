"""The shipped schema is the one the classes give, and it agrees with the reader."""

import json
from importlib import resources
from typing import Any, get_args

import attrs
import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # ships no types

from truceline.exchange.addfile.fields import (
    CODER,
    DEFAULTS,
    TABLES,
    fields_of,
    name_of,
    optional_of,
)
from truceline.exchange.addfile.schema import schema, schema_text
from truceline.testimony.claim import CLAIM_TYPES

SHIPPED = resources.files("truceline.data").joinpath("schemas/add-file.schema.json").read_text("utf-8")
VALIDATOR = Draft202012Validator(schema())
SOURCE = {"id": "a", "name": "A", "kind": "monitor"}


def test_the_shipped_schema_is_the_generated_one() -> None:
    assert schema_text() == SHIPPED
    Draft202012Validator.check_schema(json.loads(SHIPPED))


@pytest.mark.parametrize(
    "line",
    [
        {"file": {"format": "truceline-add/1", "zone": "UTC"}},
        {"source": SOURCE},
        {"source": {**SOURCE, "aliases": ["x", {"text": "y", "language": None}], "actor": None}},
        {"statement": {"id": "s/1", "document": "d", "speaker": "unnamed: x", "content": "c", "claims": [
            {"type": "loss", "incidents": [], "harm": "killed", "count": 3},
            {"type": "loss", "incidents": ["i"], "harm": "killed", "count": {"low": 3}, "happened": "2016"},
        ]}},
    ],
)  # fmt: skip
def test_lines_as_they_are_written_are_valid(line: dict[str, Any]) -> None:
    VALIDATOR.validate(line)


@pytest.mark.parametrize(
    "line",
    [
        {},
        {"source": SOURCE, "actor": {}},
        {"file": {"format": "truceline-add/2", "zone": "UTC"}},
        {"source": {**SOURCE, "kind": "friend"}},
        {"source": {**SOURCE, "id": "A B"}},
        {"source": {**SOURCE, "colour": "red"}},
        {"source": {"id": "a", "name": "A"}},
        {
            "statement": {
                "id": "s",
                "document": "d",
                "speaker": "x",
                "content": "c",
                "claims": [{"type": "guess"}],
            }
        },
    ],
)
def test_lines_the_reader_refuses_are_not_valid(line: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(line)


def test_every_default_belongs_to_a_key_and_every_optional_key_defaults_to_nothing() -> None:
    for kind in (*TABLES.values(), *CLAIM_TYPES.values()):
        keys = {field.key: field for field in fields_of(kind)}
        defaults = DEFAULTS[name_of(kind)]
        assert defaults.keys() - {"claims"} <= keys.keys()
        for key, field in keys.items():
            _, optional = optional_of(field.kind)
            assert not optional or defaults[key] is None


def test_no_list_is_shared_between_files() -> None:
    # Defaults are given out as they are; nothing may write into them.
    for defaults in DEFAULTS.values():
        assert all(
            value in ([], None, "", True, False, CODER) or isinstance(value, str)
            for value in defaults.values()
        )


def test_every_field_of_the_classes_is_written_under_some_key() -> None:
    for kind in (*TABLES.values(), *CLAIM_TYPES.values()):
        written = {field.name for field in fields_of(kind)}
        unwritten = {field.name for field in attrs.fields(kind)} - written
        assert unwritten <= {"id", "statement"}
        assert all(get_args(field.kind) or field.kind for field in fields_of(kind))
