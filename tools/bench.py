"""Times what has a budget, as ratios within one run: a table, and bench.json.

``bench.py [FILE]``: a GED file, or the one in ../shared/data. The measure of each work is a
plain pass over the same file (its rows read with the csv module, nothing done with them), so
that a figure means something on another machine.
"""

import csv
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROGRAM = Path(sys.executable).parent / "truceline"
REAL = ROOT.parent / "shared" / "data" / "ucdp_ged_syria" / "ged_syria.csv.gz"
VIEWS = ("every-source", "corroborated", "named-only", "sohr")
BUDGET = 15

Row = dict[str, str | float]


def main(file: Path) -> int:
    """The exit status: 1 when the budget is exceeded or there is no file."""
    if not file.exists():
        print(f"{file} is not here; give a GED file: make bench FILE=...")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        rows = works(file, Path(folder) / "bench.truceline")
    plain = float(rows[0]["wall_s"])
    print(f"{'work':24}{'subject':24}{'wall s':>8}{'cpu s':>8}{'peak MB':>9}{'x plain':>9}")
    for row in rows:
        row["ratio_to_us"] = round(float(row["wall_s"]) / plain, 1)
        numbers = f"{row['wall_s']:>8}{row['cpu_s']:>8}{row['peak_mb']:>9}{row['ratio_to_us']:>9}"
        print(f"{row['work']:24}{row['subject']:24}{numbers}")
    (ROOT / "bench.json").write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    spent = float(rows[2]["wall_s"]) + float(rows[3]["wall_s"])
    print(f"import and four-view ledger: {spent:.1f} s, to hold: {BUDGET} s on two cores")
    return 0 if spent <= BUDGET else 1


def works(file: Path, record: Path) -> list[Row]:
    """The main job on real data, step by step; each command in a process of its own."""
    views = [word for view in VIEWS for word in ("--view", view)]
    ledger = ["ledger", "--record", str(record), "--format", "json"]
    commands = {
        ("the bundled example", "demo"): ["demo", "--record", str(record)],
        ("a GED file", "import ucdp"): ["import", "ucdp", str(file), "--record", str(record)],
        ("that record", "ledger of four views"): [*ledger, *views],
        ("that record", "ledger of one view"): [*ledger, *views[:2]],
        ("that record", "verify"): ["verify", "--record", str(record)],
    }
    rows = [timed("the GED file", "a plain pass", partial(plain_pass, file))]
    for (work, subject), command in commands.items():
        rows.append(timed(work, subject, partial(truceline, command)))
    return rows


def plain_pass(file: Path) -> None:
    """Every row read, nothing done with it."""
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8", newline="") as text:
        for _ in csv.reader(text):
            pass


def truceline(words: list[str]) -> None:
    """A command, as a user runs it."""
    subprocess.run([PROGRAM, *words], check=True, stdout=subprocess.DEVNULL)


def timed(work: str, subject: str, run: Callable[[], None]) -> Row:
    """Wall and processor seconds of one run, children included, and the highest peak so far."""
    used, began = processor_seconds(), time.perf_counter()
    run()
    wall = time.perf_counter() - began
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "work": work,
        "subject": subject,
        "wall_s": round(wall, 3),
        "cpu_s": round(processor_seconds() - used, 3),
        "peak_mb": peak // 1024,
    }


def processor_seconds() -> float:
    """What this process and its children have used so far."""
    found = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in found)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else REAL))
