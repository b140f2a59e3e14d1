"""A record of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from truceline.record.store import Record


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.create(tmp_path / "one.truceline", origin="records.example/one") as made:
        yield made
