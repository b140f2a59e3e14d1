"""Seeds of chance: some in every run, the others in the nightly one."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import pytest

_Test = TypeVar("_Test", bound=Callable[..., None])


def seeds(*always: int, nightly: Iterable[int]) -> Callable[[_Test], _Test]:
    """A test for each seed; those that only the nightly run takes are marked so."""
    later = [pytest.param(seed, marks=pytest.mark.nightly) for seed in nightly]
    return pytest.mark.parametrize("seed", [*always, *later])
