"""Kinds of conduct: which is part of which (the codebook `data/codebooks/conduct.toml`)."""

import tomllib
from functools import cache
from importlib import resources

from truceline.values.doubt import Truth


@cache
def _parents() -> dict[str, str]:
    text = resources.files("truceline.data").joinpath("codebooks/conduct.toml").read_text("utf-8")
    return {name: entry["under"] for name, entry in tomllib.loads(text)["kinds"].items()}


@cache
def lineage(kind: str) -> tuple[str, ...]:
    """The kind and every coarser one it belongs to, narrowest first."""
    parent = _parents().get(kind, "")
    return (kind, *lineage(parent)) if parent else (kind,)


def is_kind_of(kind: str, coarser: str) -> bool:
    """Whether the first is the second or one of its kinds."""
    return coarser in lineage(kind)


def common_kind(one: str, other: str) -> str | None:
    """The narrowest kind both belong to; None when they have nothing in common."""
    return next((kind for kind in lineage(one) if kind in lineage(other)), None)


@cache
def may_be_covered(kind: str, prohibited: tuple[str, ...]) -> Truth:
    """Whether conduct of a kind is covered by a clause on others (semantics 6, *what*).

    Yes for the kind itself or a coarser one; unknown when the clause is on a narrower one,
    because the report does not say; no otherwise.

    >>> may_be_covered("mortar-fire", ("use-of-weapons",))
    <Truth.YES: 'yes'>
    >>> may_be_covered("armed-force", ("air-strike",))
    <Truth.UNKNOWN: 'unknown'>
    """
    if any(is_kind_of(kind, clause) for clause in prohibited):
        return Truth.YES
    return Truth.UNKNOWN if any(is_kind_of(clause, kind) for clause in prohibited) else Truth.NO
