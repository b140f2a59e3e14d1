"""What all tests share: where real data is, and that a run says what it left out.

Tests marked ``real_data`` are skipped only where the folder is absent; where it is present
and one of them is skipped all the same, the run fails. Tests marked ``browser`` need Chromium;
without it the run says that they were left out, and in CI it fails.
"""

from pathlib import Path

import pytest

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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if REAL_DATA.is_dir():
        return
    absent = pytest.mark.skip(reason="real data not here: ../shared/data is absent")
    for item in items:
        if "real_data" in item.keywords:
            item.add_marker(absent)


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and REAL_DATA.is_dir() and _skipped_on_real_data(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = _skipped_on_real_data(terminalreporter)
    if not REAL_DATA.is_dir():
        terminalreporter.write_line(f"NOT RUN: {len(skipped)} tests on real data (../shared/data is absent)")
    elif skipped:
        terminalreporter.write_line("FAILED: real data is here, but these tests were skipped:", red=True)
        for name in skipped:
            terminalreporter.write_line(f"  {name}", red=True)
    if unseen := _skipped(terminalreporter, "browser"):
        terminalreporter.write_line(
            f"NOT RUN: {len(unseen)} tests in a browser (Chromium or axe-core is absent)", red=True
        )
    if terminalreporter.config.getoption("-m") == "not nightly":
        terminalreporter.write_line("NOT RUN: the long forms marked nightly (make nightly runs them)")


def _skipped_on_real_data(reporter: pytest.TerminalReporter) -> list[str]:
    return _skipped(reporter, "real_data")


def _skipped(reporter: pytest.TerminalReporter, mark: str) -> list[str]:
    reports = reporter.stats.get("skipped", [])
    return [report.nodeid for report in reports if mark in getattr(report, "keywords", ())]
