"""The fields of the add file: its tables, their keys, what may be left out and then means what.

Everything here follows from the classes of floor 2; only the defaults are written down. The
reader, the writer, the schema and the test of docs/spec/add-file.md all use these lists.
"""

import types
from collections.abc import Mapping
from functools import cache
from typing import Any, Union, get_args, get_origin

import attrs
from attrs import frozen

from truceline.testimony.claim import CLAIM_TYPES, Claim, Tally
from truceline.testimony.document import Document, Span
from truceline.testimony.link import Judgement, Link
from truceline.testimony.register import Actor, Affiliation, Alias, Place, Source
from truceline.testimony.statement import Hop, Speaker, Statement
from truceline.values.doubt import Count
from truceline.values.when import Fills, Period
from truceline.values.where import Location, Spot
from truceline.values.who import Who

FORMAT = "truceline-add/1"
HEADER = "file"
"""The table of a JSON Lines file's first line; TOML has its keys at the top."""

TABLES: dict[str, type] = {
    "source": Source,
    "actor": Actor,
    "place": Place,
    "document": Document,
    "statement": Statement,
    "link": Link,
    "judgement": Judgement,
}
IDENTIFIED: dict[str, type] = {"source": Source, "actor": Actor, "place": Place, "document": Document}
"""Tables whose items bear the id they are stored under; the others' ids follow from content."""

CODER = object()
"""Stands for the file's own coder."""

_CLAIM: dict[str, Any] = {
    "polarity": "affirmed", "modality": "actual", "firmness": "asserts", "happened": None, "place": None,
}  # fmt: skip

DEFAULTS: dict[str, dict[str, Any]] = {
    "source": {
        "aliases": [], "compiler": False, "unaffiliated": False, "affiliations": [], "groups": [],
        "actor": None, "handling": "public", "purpose": "", "note": "",
    },
    "alias": {"language": None, "used": None},
    "affiliation": {"period": None, "stated-in": ""},
    "actor": {"aliases": [], "members": None, "note": ""},
    "place": {
        "aliases": [], "part-of": [], "outline": None, "position": None, "km": None, "approximate": False,
        "stated-in": "", "note": "",
    },
    "document": {
        "authors": [], "outlet": None, "published": None, "retrieved": None, "language": "en",
        "media-type": "text/html", "url": "", "sha256": None, "text": None, "handling": "public",
        "purpose": "", "note": "",
    },
    "statement": {
        "cue": "", "spans": [], "quotation": "indirect", "reported": True, "act": "assertion",
        "basis": "not-stated", "said": None, "in-public": False, "chain": [], "cites": [],
        "binding": "explicit", "coded-from": [], "handling": "public", "purpose": "", "claims": [],
    },
    "span": {"prefix": "", "suffix": ""},
    "hop": {"document": None, "date": None, "mode": "paraphrases", "stance": "neutral"},
    "link": {"aspect": "whole", "statement": None, "asserter": CODER, "firmness": "asserts"},
    "judgement": {"coder": CODER, "reason": ""},
    "event": {**_CLAIM, "incident": None, "means": "", "origin": None, "circumstances": []},
    "role": {**_CLAIM, "incident": None},
    "loss": {**_CLAIM, "victims": ""},
    "control": _CLAIM,
    "relation": _CLAIM,
    "standing": _CLAIM,
    "term": {**_CLAIM, "provision": None, "text": ""},
    "compliance": {
        **_CLAIM, "agreement": None, "actor": None, "incident": None, "body": "", "article": "",
        "standard": "", "stage": "alleged", "unit": "", "rule": "", "tallies": [], "exception": None,
    },
    "tally": {"of": None, "by": "", "complete": True},
    "watch": {**_CLAIM, "means": "", "prevented-by": None, "how": "", "saw": []},
    "indicator": {**_CLAIM, "unit": "", "compared-with": ""},
    "period": {"zone": None, "fills": None, "words": ""},
    "count": {"best": None, "high": None, "words": ""},
    "who": {"members": [], "words": ""},
    "speaker": {"source": None, "words": ""},
    "location": {"words": ""},
    "spot": {"place": None, "position": None, "extent": "whole"},
}  # fmt: skip

_NAMES: dict[type, str] = {
    **{kind: name for name, kind in TABLES.items()},
    **{kind: name for name, kind in CLAIM_TYPES.items()},
    Alias: "alias", Affiliation: "affiliation", Span: "span", Hop: "hop", Tally: "tally",
    Period: "period", Count: "count", Who: "who", Speaker: "speaker", Location: "location", Spot: "spot",
}  # fmt: skip

SHORT = (Period, Count, Who, Speaker, Location, Spot, Alias)
"""Values that may also be written as a text."""

_STATES = ("control", "relation", "standing", "term", "compliance", "watch")

ID_KEYS: dict[str, tuple[str, ...]] = {
    "source": ("id", "groups", "actor"),
    "affiliation": ("to",),
    "actor": ("id", "members"),
    "place": ("id", "part-of"),
    "document": ("id", "outlet"),
    "statement": ("document", "cites"),
    "hop": ("document",),
    "judgement": ("left", "right", "coder"),
    "event": ("incident",),
    "role": ("incident",),
    "loss": ("incidents",),
    "relation": ("subject", "object"),
    "standing": ("agreement",),
    "term": ("agreement", "provision"),
    "compliance": ("agreement", "incident"),
    "watch": ("observer",),
}
"""Keys whose values are identifiers and must be spelt as such."""


@frozen
class FileField:
    """A key of a table: its spelling in the file, the class's field, and the kind of value."""

    key: str
    name: str
    kind: Any


def name_of(kind: type) -> str:
    """What the spec calls the table of a class: ``statement``, ``hop``, ``loss`` ..."""
    return _NAMES[kind]


@cache
def fields_of(kind: type) -> tuple[FileField, ...]:
    """The keys of a class's table, in the order they are written.

    A claim's own come before those all claims share; ``label`` is written ``id`` and content
    ids are not written at all.
    """
    names = [field.name for field in attrs.fields(kind) if field.init]
    if issubclass(kind, Claim):
        shared = [field.name for field in attrs.fields(Claim)]
        own = [name for name in names if name not in shared]
        names = ["label", *own, "happened", "place", "polarity", "modality", "firmness"]
    elif issubclass(kind, Statement | Link | Judgement):
        names.remove("id")
    kinds = {field.name: field.type for field in attrs.fields(kind)}
    handle = "label" if issubclass(kind, Statement | Claim) else None
    keys = ("id" if name == handle else name.replace("_", "-") for name in names)
    return tuple(FileField(key, name, kinds[name]) for key, name in zip(keys, names, strict=True))


def defaults_of(kind: type, coder: str) -> dict[str, Any]:
    """What each key means when left out, in plain form; keys not in it must be stated."""
    stated: Mapping[str, Any] = DEFAULTS.get(name_of(kind), {})
    named = {key: coder if value is CODER else value for key, value in stated.items()}
    return {key: value for key, value in named.items() if coder or stated[key] is not CODER}


def fills_of(kind: type) -> str:
    """How a period in this table fills its bounds when it does not say.

    A state holds *throughout*: those of the claims, a name in use, an affiliation.
    """
    states = name_of(kind) in _STATES or kind in (Alias, Affiliation)
    fills: str = (Fills.THROUGHOUT if states else Fills.WITHIN).value
    return fills


def optional_of(kind: Any) -> tuple[Any, bool]:
    """The kind of value inside an optional one, and whether it was optional."""
    if get_origin(kind) in (Union, types.UnionType):
        (inner,) = (part for part in get_args(kind) if part is not types.NoneType)
        return inner, True
    return kind, False


def items_of(kind: Any) -> Any | None:
    """The kind of value in a list; None for what is no list."""
    return get_args(kind)[0] if get_origin(kind) is tuple else None
