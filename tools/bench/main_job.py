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
from functools import partial
from pathlib import Path

from bench.measuring import ROOT, Row, measured, tell

PROGRAM = Path(sys.executable).parent / "truceline"
REAL = ROOT.parent / "shared" / "data" / "ucdp_ged_syria" / "ged_syria.csv.gz"
VIEWS = ("every-source", "corroborated", "named-only", "sohr")
FIRST_LEDGER = "first ledger after installation"
"""Nothing compiled, nothing kept: what a small record's user waits for."""
BUDGET = 15
"""Seconds that import and the ledger of four views may take together, on two cores."""


def main(file: Path) -> None:
    """Do the job and tell each step."""
    with tempfile.TemporaryDirectory() as folder:
        rows = list(works(file, Path(folder) / "bench.truceline"))
    spent = rows[2].wall_s + rows[3].wall_s
    tell(rows, import_and_four_views_s=round(spent, 1), budget_s=BUDGET)


def works(file: Path, record: Path) -> list[Row]:
    """The main job step by step; each command in a process of its own."""
    views = [word for view in VIEWS for word in ("--view", view)]
    ledger = ["ledger", "--record", str(record), "--format", "json"]
    commands = {
        ("demo", "the bundled example"): ["demo", "--record", str(record)],
        ("import ucdp", "a GED file"): ["import", "ucdp", str(file), "--record", str(record)],
        ("ledger of four views", "that record"): [*ledger, *views],
        ("ledger of one view, kept from before", "that record"): [*ledger, *views[:2]],
        ("verify", "that record"): ["verify", "--record", str(record)],
    }
    rows = [measured("a plain pass", "the GED file", partial(plain_pass, file), times=1)[0]]
    for (work, subject), command in commands.items():
        rows.append(measured(work, subject, partial(truceline, command), times=1)[0])
    with tempfile.TemporaryDirectory() as kernels:
        first = partial(truceline, [*ledger, *views[:2], "--no-cache"], NUMBA_CACHE_DIR=kernels)
        rows.append(measured(FIRST_LEDGER, "that record", first, times=1)[0])
    return rows


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
