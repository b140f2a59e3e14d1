"""Times what has a budget: importing GED and its four-view ledger together within 15 seconds.

``bench.py [FILE]``: a GED file, or the one in ../shared/data.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROGRAM = Path(sys.executable).parent / "truceline"
REAL = ROOT.parent / "shared" / "data" / "ucdp_ged_syria" / "ged_syria.csv.gz"
VIEWS = ("every-source", "corroborated", "named-only", "sohr")
BUDGET = 15


def main(file: Path) -> int:
    """The exit status: 1 when the budget is exceeded or there is no file."""
    if not file.exists():
        print(f"{file} is not here; give a GED file: make bench FILE=...")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "bench.truceline"
        timed("the example", "demo", "--record", str(record))
        views = [word for view in VIEWS for word in ("--view", view)]
        spent = timed("import", "import", "ucdp", str(file), "--record", str(record))
        spent += timed("four views", "ledger", *views, "--record", str(record), "--format", "json")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(json.dumps({"seconds": round(spent, 1), "budget": BUDGET, "peak_megabytes": peak}))
    return 0 if spent <= BUDGET else 1


def timed(name: str, *arguments: str) -> float:
    """Seconds that a command takes."""
    began = time.monotonic()
    subprocess.run([PROGRAM, *arguments], check=True, stdout=subprocess.DEVNULL)
    spent = time.monotonic() - began
    print(f"   {name}: {spent:.1f} s", flush=True)
    return spent


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if sys.argv[1:] else REAL))
