"""GED as a record, made once for all tests that read it."""

import pytest

from tests.real.figures import Ged


@pytest.fixture(scope="session")
def ged(tmp_path_factory: pytest.TempPathFactory) -> Ged:
    """GED alone and beside the bundled example; whoever writes to a record of it takes a copy."""
    return Ged(tmp_path_factory.mktemp("ged"))
