"""Testimony as plain data: the bodies of log entries, and the content ids over them.

A body names every field; there is one spelling of each. ``id`` and ``label`` are not content:
the id is the SHA-256 of the canonical content, so equal content has one id everywhere.
"""

from functools import cache
from typing import Any, TypeVar

from attrs import evolve
from cattrs import Converter

from truceline.testimony.claim import CLAIM_TYPES, Claim
from truceline.testimony.link import Judgement, Link
from truceline.testimony.register import Alias
from truceline.testimony.statement import Speaker, Statement
from truceline.values.problems import ValueProblem
from truceline.values.seal import content_id
from truceline.values.structure import accept_text, new_converter

UTC_ZONE = "UTC"
Body = dict[str, Any]
T = TypeVar("T")
H = TypeVar("H", Statement, Claim, Link, Judgement)
_NOT_CONTENT = ("id", "label")


def testimony_converter(zone: str) -> Converter:
    """Structures and unstructures everything on this floor; periods default to ``zone``."""
    converter = new_converter(zone)
    accept_text(converter, Speaker, Speaker.parse)
    accept_text(converter, Alias, lambda text: Alias(text=text, language=None, used=None))
    for kind in CLAIM_TYPES.values():
        _tag_type(converter, kind)
    # By identity: a hook for the base class would otherwise catch its ten kinds too.
    converter.register_structure_hook_func(lambda kind: kind is Claim, lambda raw, _: _claim(converter, raw))
    return converter


def _tag_type(converter: Converter, kind: type[Claim]) -> None:
    plain = converter.get_unstructure_hook(kind)
    converter.register_unstructure_hook(kind, lambda claim: {"type": kind.type, **plain(claim)})


def _claim(converter: Converter, raw: Any) -> Claim:
    name = raw.get("type") if isinstance(raw, dict) else None
    if name not in CLAIM_TYPES:
        raise ValueProblem("claim.type", f"{name!r}; one of: {', '.join(CLAIM_TYPES)}")
    fields = {key: value for key, value in raw.items() if key != "type"}
    return converter.structure(fields, CLAIM_TYPES[name])


@cache
def _converter() -> Converter:
    return testimony_converter(UTC_ZONE)


def to_body(item: Any) -> Body:
    """The full plain form of a value, as it stands in a log entry."""
    body = _converter().unstructure(item)
    return {key: value for key, value in body.items() if key != "id"} if _is_hashed(item) else body


def from_body(body: Body, kind: type[T]) -> T:
    """The value of a log entry's body.

    Raises:
        cattrs.BaseValidationError: when the body is not one this version wrote.
    """
    if issubclass(kind, Statement | Claim | Link | Judgement):
        return _converter().structure({**body, "id": id_of(body)}, kind)
    return _converter().structure(body, kind)


def id_of(body: Body) -> str:
    """The content id: SHA-256 over the canonical bytes of all that is content."""
    return content_id({key: value for key, value in body.items() if key not in _NOT_CONTENT})


def identified(item: H) -> H:
    """The same statement, claim, link or judgement with its id worked out from its content."""
    return evolve(item, id=id_of(to_body(item)))


def _is_hashed(item: object) -> bool:
    return isinstance(item, Statement | Claim | Link | Judgement)
