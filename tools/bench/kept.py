"""What the engine keeps: every array that can be reached from it, each once."""

from typing import Any

import attrs
import numpy as np
import pyarrow as pa

_ENGINE = "truceline.assessment.engine"


def arrays_kept(engine: Any) -> tuple[int, int]:
    """Bytes of all arrays that an engine and its reports hold, and of the incidents' names beside them."""
    arrays: dict[int, int] = {}
    names: dict[int, int] = {}
    _walk(engine, arrays, names, set())
    return sum(arrays.values()), sum(names.values())


def _walk(item: Any, arrays: dict[int, int], names: dict[int, int], seen: set[int]) -> None:
    if isinstance(item, np.ndarray):
        whole = item
        while isinstance(whole.base, np.ndarray):
            whole = whole.base
        arrays[id(whole)] = whole.nbytes
    elif isinstance(item, pa.Array):
        names[id(item)] = item.nbytes
    elif id(item) not in seen:
        seen.add(id(item))
        for part in _parts(item):
            _walk(part, arrays, names, seen)


def _parts(item: Any) -> list[Any]:
    """What a holder of arrays holds; nothing of the record's own values."""
    if isinstance(item, tuple | list):
        return list(item)
    if isinstance(item, dict):
        return list(item.values())
    if attrs.has(type(item)) and type(item).__module__.startswith(_ENGINE):
        return [getattr(item, one.name) for one in attrs.fields(type(item))]
    return []
