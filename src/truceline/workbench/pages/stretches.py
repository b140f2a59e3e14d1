"""A long list in stretches of one length: the stretch that holds a thing, and what the ones beside it begin with."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from attrs import frozen

T = TypeVar("T")


@frozen
class Stretch(Generic[T]):
    """Some of a list in its order; ``before`` and ``after`` are keys in the stretches beside it, or empty."""

    items: tuple[T, ...]
    before: str
    after: str
    whole: int


def stretch(items: Sequence[T], keys: Sequence[str], *, at: str, length: int) -> Stretch[T]:
    """The stretch in which the thing of that key lies; the first where there is none of that key."""
    found = keys.index(at) if at in keys else 0
    start = found - found % length
    end = start + length
    return Stretch(
        items=tuple(items[start:end]),
        before=keys[start - length] if start else "",
        after=keys[end] if end < len(keys) else "",
        whole=len(keys),
    )
