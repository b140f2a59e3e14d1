"""Any page's value as JSON: its fields by name, values as the record spells them."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

from attrs import fields, has

from truceline.values.doubt import Count
from truceline.values.when import Period
from truceline.values.where import Location
from truceline.values.who import Who

_SPELT = (Period, Location, Who)


def shape(value: Any) -> Any:
    """Plain data: frozen values become objects, words their spelling, counts their bounds."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Count):
        return {"low": value.low, "best": value.best, "high": value.high, "words": value.words}
    if isinstance(value, _SPELT):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if has(type(value)):
        return {field.name: shape(getattr(value, field.name)) for field in fields(type(value))}
    if isinstance(value, Mapping):
        return {str(key): shape(item) for key, item in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [shape(item) for item in (sorted(value) if isinstance(value, frozenset) else value)]
    return value
