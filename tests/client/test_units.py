"""The client side's own unit tests run with the others; its types are checked on the way."""

import subprocess

from hatch_build import ROOT, find_node, install_packages

from tests.chromium import left_out


def test_the_client_sides_unit_tests_pass() -> None:
    tools = find_node()
    if tools is None:
        left_out("there is no Node.js on this machine: make setup brings one")
    install_packages(ROOT, tools)
    done = subprocess.run(
        [*tools.npm, "test"],
        cwd=ROOT / "web",
        env=tools.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "# fail 0" in done.stdout
    assert "# tests 0" not in done.stdout
