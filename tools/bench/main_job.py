"""The main job on real data: a GED file imported, four ledgers of it, the record verified.

``python -m bench.main_job FILE``. The measure of each is a plain pass over the same file (its
rows read with the csv module, nothing done with them), so that a figure means something on
another machine.
"""

import csv
import gzip
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench.measuring import ROOT, US, Row, measured, tell

PROGRAM = Path(sys.executable).parent / "truceline"
REAL = ROOT.parent / "shared" / "data" / "ucdp_ged_syria" / "ged_syria.csv.gz"
VIEWS = ("every-source", "corroborated", "named-only", "sohr")
FIRST_USE = "waiting at first use"
BUDGET = 15
"""Seconds that import and the ledger of four views may take together, on two cores."""


def main(file: Path) -> None:
    """Do the job and tell each step."""
    spent = {}
    with tempfile.TemporaryDirectory() as folder:
        for row in works(file, Path(folder) / "bench.truceline"):
            tell([row])
            spent[row.work] = row.wall_s
    tell([], import_and_four_views_s=round(spent[IMPORT] + spent[FOUR], 1), budget_s=BUDGET)


IMPORT, FOUR = "import ucdp", "ledger of four views"


def works(file: Path, record: Path) -> Iterator[Row]:
    """The main job step by step; each command in a process of its own."""
    views = [word for view in VIEWS for word in ("--view", view)]
    ledger = ["ledger", "--record", str(record), "--format", "json"]
    commands = {
        ("demo", "the bundled example"): ["demo", "--record", str(record)],
        (IMPORT, "a GED file"): ["import", "ucdp", str(file), "--record", str(record)],
        (FOUR, "that record"): [*ledger, *views],
        (f"{FOUR}, asked again", "that record"): [*ledger, *views],
        ("verify", "that record"): ["verify", "--record", str(record)],
    }
    yield measured("a plain pass", "the GED file", partial(plain_pass, file), times=1)[0]
    for (work, subject), command in commands.items():
        yield measured(work, subject, partial(truceline, command), times=1)[0]
    yield from _first_use([*ledger, *views[:2], "--no-cache"])


def _first_use(command: list[str]) -> Iterator[Row]:
    """A ledger of one view where nothing lies compiled yet and nothing is kept, beside the same later."""
    with tempfile.TemporaryDirectory() as kernels:
        run = partial(truceline, command, NUMBA_CACHE_DIR=kernels)
        first, _ = measured("ledger of one view, first use", "that record", run, times=1)
    later, _ = measured("ledger of one view, later", "that record", partial(truceline, command), times=1)
    yield first
    yield later
    wall, cpu = max(0.0, first.wall_s - later.wall_s), max(0.0, first.cpu_s - later.cpu_s)
    note = "what the first ledger takes longer than a later one"
    yield Row(FIRST_USE, US, round(wall, 4), round(cpu, 4), later.peak_mb, None, note)


def plain_pass(file: Path) -> None:
    """Every row read, nothing done with it."""
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8", newline="") as text:
        for _ in csv.reader(text):
            pass


def truceline(words: list[str], **environment: str) -> None:
    """A command, as a user runs it."""
    subprocess.run(
        [PROGRAM, *words],
        check=True,
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        env=os.environ | environment,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
