"""What all tests share: where real data is, and that a run says what it left out.

Tests marked ``real_data`` are skipped only where the folder is absent; where it is present
and one of them is skipped all the same, the run fails. Tests in a browser are marked ``browser``
by what they use; without Chromium, Firefox or npm's folder the run says which were left out and
why, and in CI it fails.
"""

from pathlib import Path

import pytest

from tests.chromium import AXE, in_ci, left_out
from truceline.record.store import Record
from truceline.workbench.demo import load_example

ROOT = Path(__file__).parents[1]
REAL_DATA = ROOT.parent / "shared" / "data"


@pytest.fixture
def repository() -> Path:
    """The top folder of the project."""
    return ROOT


@pytest.fixture
def real_data() -> Path:
    """The folder of real data beside the project; only for tests marked ``real_data``."""
    return REAL_DATA


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record that the demo shows, made once; whoever writes to it takes a copy."""
    folder = tmp_path_factory.mktemp("example") / "syria.truceline"
    with Record.create(folder, origin="local/syria-spring-2016") as record:
        load_example(record)
    return folder


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, from npm's folder."""
    if not AXE.is_file():
        left_out("axe-core is not installed (npm --prefix web ci)")
    return AXE.read_text("utf-8")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    if REAL_DATA.is_dir():
        return
    absent = pytest.mark.skip(reason="real data not here: ../shared/data is absent")
    for item in items:
        if "real_data" in item.keywords:
            item.add_marker(absent)


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:
        return
    wrongly = (REAL_DATA.is_dir() and _skipped_on_real_data(reporter)) or (in_ci() and _unseen(reporter))
    if wrongly:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = _skipped_on_real_data(terminalreporter)
    if not REAL_DATA.is_dir():
        terminalreporter.write_line(f"NOT RUN: {len(skipped)} tests on real data (../shared/data is absent)")
    elif skipped:
        terminalreporter.write_line("FAILED: real data is here, but these tests were skipped:", red=True)
        for name in skipped:
            terminalreporter.write_line(f"  {name}", red=True)
    for (where, reason), count in _unseen(terminalreporter).items():
        terminalreporter.write_line(f"NOT RUN: {count} tests {where}: {reason}", red=True)
    if terminalreporter.config.getoption("-m") == "not nightly":
        terminalreporter.write_line("NOT RUN: the long forms marked nightly (make nightly runs them)")


_WHERE = {"browser": "in a browser", "spark": "on Spark"}


def _unseen(reporter: pytest.TerminalReporter) -> dict[tuple[str, str], int]:
    """How many tests in a browser or on Spark were left out, by why."""
    found: dict[tuple[str, str], int] = {}
    for report in reporter.stats.get("skipped", []):
        for mark in _WHERE.keys() & set(getattr(report, "keywords", ())):
            key = _WHERE[mark], str(report.longrepr[2]).removeprefix("Skipped: ")
            found[key] = found.get(key, 0) + 1
    return found


def _skipped_on_real_data(reporter: pytest.TerminalReporter) -> list[str]:
    reports = reporter.stats.get("skipped", [])
    return [report.nodeid for report in reports if "real_data" in getattr(report, "keywords", ())]
