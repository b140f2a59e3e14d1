"""docs/spec/add-file.md says what the reader does."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from truceline.exchange.addfile import read_add_file
from truceline.exchange.addfile.fields import _CLAIM as EVERY_CLAIM
from truceline.exchange.addfile.fields import _NAMES as NAMES
from truceline.exchange.addfile.fields import CODER, DEFAULTS, fields_of, fills_of
from truceline.exchange.addfile.words import relation_words
from truceline.testimony.claim import CLAIM_TYPES

KINDS = {name: kind for kind, name in NAMES.items()}
SHORT = ("period", "count", "who", "speaker", "location", "spot")


@pytest.fixture
def spec(repository: Path) -> str:
    return (repository / "docs/spec/add-file.md").read_text("utf-8")


def test_the_example_is_read_without_a_problem(spec: str) -> None:
    (text,) = re.findall(r"```toml\n(.*?)```", spec, re.DOTALL)
    batch = read_add_file(text, "spec.toml", known=None)
    assert len(batch.claims) == 4
    assert batch.links[0].object == batch.claims[0].id


def test_the_json_lines_are_read_without_a_problem(spec: str) -> None:
    (text,) = re.findall(r"```json\n(.*?)```", spec, re.DOTALL)
    assert [json.loads(line) for line in text.splitlines()]
    assert len(read_add_file(text, "spec.jsonl", known=None).sources) == 1


def _shown(value: Any) -> str:
    if value is CODER:
        return "the file's coder"
    special = {None: "none", True: "true", False: "false", "": '""'}
    return "[]" if value == [] else special.get(value, value)


def test_the_table_of_fields_is_the_one_the_reader_uses(spec: str) -> None:
    fields = spec[spec.index("## Fields") : spec.index("## Short")]
    rows = {
        name: (must, default)
        for name, must, default in re.findall(r"^\| ([a-z ]+) \| (.*?) \| (.*?) \|$", fields, re.MULTILINE)
    }
    every = ", ".join(f"{key} {_shown(value)}" for key, value in EVERY_CLAIM.items())
    assert rows["every claim"] == ("type", f"id its place, {every}")
    for name in DEFAULTS.keys() - set(SHORT):
        shared = {"id", *EVERY_CLAIM} if name in CLAIM_TYPES else set()
        defaults = DEFAULTS[name]
        must = [field.key for field in fields_of(KINDS[name]) if field.key not in {*defaults, *shared}]
        shown = [f"{key} {_shown(value)}" for key, value in defaults.items() if key not in shared]
        assert rows[name] == (", ".join(must), ", ".join(shown)), name


def test_the_states_whose_periods_hold_throughout_are_those_named(spec: str) -> None:
    states = [name for name in CLAIM_TYPES if fills_of(CLAIM_TYPES[name]) == "throughout"]
    assert f"{', '.join(states[:-1])} and {states[-1]} claims" in spec


def test_the_relations_are_those_of_the_codebook() -> None:
    assert relation_words() == (
        "affiliated-with", "part-of", "allied-with", "supporting", "associated-with", "backed-by",
        "steered-by", "formerly", "listed-in", "member-of", "separate-from", "located-in",
    )  # fmt: skip
