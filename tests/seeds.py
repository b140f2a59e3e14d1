"""Seeds of chance: some in every run, the others in the nightly one."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

_Test = TypeVar("_Test", bound=Callable[..., None])


def seeds(*always: int, nightly: Iterable[int]) -> Callable[[_Test], _Test]:
    """A test for each seed; those that only the nightly run takes are marked so."""
    later = [pytest.param(seed, marks=pytest.mark.nightly) for seed in nightly]
    return pytest.mark.parametrize("seed", [*always, *later])


def nightly_seeds(examples: int) -> Callable[[_Test], _Test]:
    """A test of so many seeds of chance, in the nightly run.

    A seed that fails is told as it is: a smaller one makes another world, not a smaller one, and looking for it takes longer than the law.
    """
    taken = settings(
        max_examples=examples, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate)
    )
    return lambda test: pytest.mark.nightly(taken(given(seed=st.integers(1000, 10**9))(test)))
