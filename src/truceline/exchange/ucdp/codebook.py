"""The codebook of UCDP GED: how its rows are read, as data (data/codebooks/ucdp-ged.toml)."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from attrs import frozen

from truceline.exchange.ucdp.names import fold_name, slug
from truceline.testimony.register import ActorKind, PlaceKind

NAME = "ucdp-ged"


@frozen
class KnownActor:
    """A side with an identifier of its own."""

    id: str
    name: str
    kind: ActorKind


@frozen
class PlaceRules:
    """Precision codes as distances, and the words that tell what a settlement is."""

    near_km: int
    fuzzy_km: int
    widened_km: int
    same_name_km: int
    feature_km: int
    kinds: Mapping[str, PlaceKind]
    plain_words: frozenset[str]
    area_names: Mapping[str, tuple[str, ...]]


@frozen
class SourceRules:
    """Whom a spelling of ``source_original`` names, beside the register.

    ``spellings`` maps folded spellings to source ids, ``unprinted`` the SHA-256 of those that
    are somebody's name or a side's word to the body that speaks, "" for somebody unnamed.
    """

    no_dates: frozenset[str]
    plain_words: frozenset[str]
    spellings: Mapping[str, str]
    unprinted: Mapping[str, str]


@frozen
class ActorRules:
    """What the sides are called here."""

    civilians: str
    state_prefix: str
    fallback_kind: ActorKind
    known: Mapping[str, KnownActor]


@frozen
class Codebook:
    """The whole of it; ``required`` and ``optional`` map a column to its spellings."""

    name: str
    version: str
    publisher: str
    conduct: str
    required: Mapping[str, tuple[str, ...]]
    optional: Mapping[str, tuple[str, ...]]
    ignored: Mapping[str, str]
    codes: Mapping[str, frozenset[int]]
    places: PlaceRules
    actors: ActorRules
    sources: SourceRules
    zones: Mapping[str, str]


@cache
def codebook() -> Codebook:
    """The shipped codebook."""
    text = resources.files("truceline.data").joinpath("codebooks/ucdp-ged.toml").read_text("utf-8")
    data = tomllib.loads(text)
    columns = data["columns"]
    return Codebook(
        name=data["name"],
        version=data["version"],
        publisher=data["publisher"],
        conduct=data["conduct"],
        required=_spellings(columns["required"]),
        optional=_spellings(columns["optional"]),
        ignored=dict(columns["ignored"]),
        codes={column: frozenset(codes) for column, codes in data["codes"].items()},
        places=_place_rules(data),
        actors=_actor_rules(data["actors"]),
        sources=_source_rules(data["sources"]),
        zones={slug(country): zone for zone, named in data["zones"].items() for country in named},
    )


def _spellings(table: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {column: tuple(spellings) for column, spellings in table.items()}


def _place_rules(data: Mapping[str, Any]) -> PlaceRules:
    rules, areas = data["places"], data["areas"]
    return PlaceRules(
        near_km=rules["near_km"],
        fuzzy_km=rules["fuzzy_km"],
        widened_km=rules["widened_km"],
        same_name_km=rules["same_name_km"],
        feature_km=rules["feature_km"],
        kinds={word: PlaceKind(kind) for word, kind in rules["kinds"].items()},
        plain_words=frozenset(areas["plain_words"]),
        area_names=_spellings(areas["names"]),
    )


def _actor_rules(data: Mapping[str, Any]) -> ActorRules:
    known = [KnownActor(each["id"], each["name"], ActorKind(each["kind"])) for each in data["known"]]
    return ActorRules(
        civilians=data["civilians"],
        state_prefix=data["state_prefix"],
        fallback_kind=ActorKind(data["fallback_kind"]),
        known={fold_name(actor.name): actor for actor in known},
    )


def _source_rules(data: Mapping[str, Any]) -> SourceRules:
    return SourceRules(
        no_dates=frozenset(data["no_dates"]),
        plain_words=frozenset(data["plain_words"]),
        spellings={fold_name(text): name for name, texts in data["spellings"].items() for text in texts},
        unprinted=dict(data["unprinted"]),
    )
