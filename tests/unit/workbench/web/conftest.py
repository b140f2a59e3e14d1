"""Workbenches over small records, made once for all tests that only look."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.workbench import Workbench, opened, record_of, small_world


@pytest.fixture(scope="session")
def small_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the small world; tests that write make their own."""
    return record_of(small_world(), tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def workbench(small_record: Path) -> Iterator[Workbench]:
    """A workbench over it, seen by the lead."""
    with opened(small_record) as made:
        yield made
