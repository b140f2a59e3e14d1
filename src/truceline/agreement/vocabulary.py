"""The words an agreement file may use beside identifiers: conduct, relations, positions."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

SHORT_RELATIONS = {"associated": "associated-with", "affiliated": "affiliated-with", "allied": "allied-with"}
"""What a file may write for short."""

POSITIONS = ("accepted", "refused", "bound", "sponsor", "observing", "excluded", "withdrawn")
"""Positions under an agreement that standing claims state."""

COMMANDERS = ("ordered", "commanded", "supported")
"""Parts in an incident that responsibility may climb to."""

EVERYONE = "everyone"
BOUND = "bound"
"""Those the same clause binds, as a protected kind."""

KINDS = ("civilians", "medical", "humanitarian", "infrastructure")
"""Protected kinds of people and things."""


@cache
def conduct_kinds() -> tuple[str, ...]:
    """The kinds of conduct of the codebook that clauses and claims share."""
    return tuple(_codebook("conduct.toml")["kinds"])


@cache
def relations() -> tuple[str, ...]:
    """The relations between actors that a clause may extend itself by."""
    entries = _codebook("relations.toml")["relations"]
    return tuple(name for name, entry in entries.items() if entry["between"] == "actors")


def _codebook(name: str) -> dict[str, Any]:
    text = resources.files("truceline.data").joinpath("codebooks", name).read_text("utf-8")
    return tomllib.loads(text)
