"""Seeds of chance: some in every run, the others in the nightly one."""

from collections.abc import Iterable
from typing import Any

import pytest


def seeds(*always: int, nightly: Iterable[int]) -> Any:
    """A test for each seed; those that only the nightly run takes are marked so."""
    later = [pytest.param(seed, marks=pytest.mark.nightly) for seed in nightly]
    return pytest.mark.parametrize("seed", [*always, *later])
