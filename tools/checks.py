"""Runs the project's checks one after the other and says at the end which passed.

``checks.py lint`` is style, types and floors; ``all`` adds the tests and the coverage floor;
``nightly`` runs the long forms. One failure does not hide the next; any makes the exit status 1.
"""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent

PYTEST = ["pytest", "-n", "2", "--dist", "worksteal"]
LONG = [
    "tests/unit/assessment/test_simulated_world.py",
    *(
        f"tests/laws/test_{laws}_laws.py"
        for laws in ("addfile", "assessment", "engine_change", "engine", "engine_sensitivity", "reports_table", "web")
    ),
]  # fmt: skip
"""Tests that run no line of floors 1-4 which no other test runs, and would take twice as long if they were traced."""
OF_FLOORS = ["tests/contracts", "tests/laws", *(
    f"tests/unit/{floor}"
    for floor in ("agreement", "assessment", "data", "exchange", "reading", "record", "testimony", "values")
)]  # fmt: skip
"""Where the tests are that floors 1-4 are to be covered by; all others run untraced, in processes of their own (decision 44)."""
TRACED = [*OF_FLOORS, *(f"--ignore={file}" for file in LONG)]
OTHERS = [
    name
    for name in sorted(file.relative_to(ROOT).as_posix() for file in (ROOT / "tests").rglob("test_*.py"))
    if name in LONG or not name.startswith(tuple(f"{folder}/" for folder in OF_FLOORS))
]

LINT = {
    "style": ["ruff", "check", "src", "tests", "tools", "hatch_build.py"],
    "format": ["ruff", "format", "--check", "src", "tests", "tools", "hatch_build.py"],
    "types": ["mypy"],
    "floors": ["lint-imports"],
}
TESTS = {
    # Which floors are counted, and why those, is said in pyproject.toml.
    "tests of floors 1-4": [*PYTEST, "--cov", "--cov-report=", "--cov-fail-under=0", *TRACED],
    "coverage of floors 1-4": ["coverage", "report"],
    "other tests": [*PYTEST, *OTHERS],
}
SETS = {
    "lint": LINT,
    "all": LINT | TESTS,
    "nightly": {
        "long forms": ["pytest", "-n", "2", "-m", "nightly"],
        "fuzzing of the reader": ["python", "tools/fuzz.py", "600"],
    },
}


def main(wanted: str) -> int:
    """The exit status: 0 when every check of that set passed."""
    compiling = compile_kernels() if wanted == "all" else None
    outcomes = {}
    for name, command in SETS[wanted].items():
        if compiling is not None and name in TESTS:
            compiling.wait()
        outcomes[name] = run(name, command)
    print("\n== Summary")
    for name, (passed, seconds) in outcomes.items():
        print(f"   {'passed' if passed else 'FAILED':8}{name} ({seconds:.0f} s)")
    return 0 if all(passed for passed, _ in outcomes.values()) else 1


def compile_kernels() -> subprocess.Popen[bytes]:
    """Have the engine's kernels compiled beside the lint, or each of the tests' processes would compile them itself.

    What fails here fails again among the tests, and is told there.
    """
    test = (
        "tests/laws/test_engine_laws.py::test_the_engine_finds_on_reports_by_chance_what_the_reference_finds"
    )
    return subprocess.Popen([BIN / "pytest", "-q", test], cwd=ROOT, stdout=subprocess.DEVNULL)


def run(name: str, command: list[str]) -> tuple[bool, float]:
    """Whether the command succeeded, and how long it took."""
    print(f"\n== {name}: {' '.join(command[:3])}", flush=True)
    began = time.monotonic()
    done = subprocess.run([BIN / command[0], *command[1:]], cwd=ROOT, check=False)
    return done.returncode == 0, time.monotonic() - began


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
