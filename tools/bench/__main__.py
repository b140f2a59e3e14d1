"""``python -m bench [small|engine|spark|workbench|job|all] [FILE]``: a table, and ``bench.json`` in the project's folder."""

import json
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from attrs import asdict, define, evolve, field

from bench import held
from bench.budget import beside_ours
from bench.full_view import WHOLE_VIEW
from bench.main_job import REAL
from bench.measuring import ROOT, Row, Told, apart, with_ratios
from bench.postgres import programs

SMALL, LARGE = ("200000", "1000"), (("2000000", "1000"), ("2000000", "10000"), ("20000000", "1000"))
NOT_WRITTEN = (
    "rival versions, conditions, hedges and origins that depend on each other: not in the invented record; by the engine alone",
)


@define
class Bench:
    """What was measured so far, what was not and why, what failed, and what came out unequal."""

    rows: list[Row] = field(factory=list)
    missing: list[str] = field(factory=list)
    failed: list[str] = field(factory=list)
    unequal: list[str] = field(factory=list)
    began: float = field(factory=time.monotonic)

    def run(self, name: str, module: str, *words: str, seconds: float) -> Told:
        """Do it in a process of its own and keep what it told."""
        self.say(f"... {name}")
        told = apart(module, *words, seconds=seconds, heard=lambda row: self.say(_in_short(row)))
        if told.failure:
            self.failed.append(f"{name}: {told.failure}")
            self.say(f"FAILED: {self.failed[-1]}")
        return told

    def say(self, what: str) -> None:
        """How far it is, and since when."""
        minutes, seconds = divmod(int(time.monotonic() - self.began), 60)
        print(f"{minutes:3}:{seconds:02}  {what}", file=sys.stderr, flush=True)

    def engine(self, size: tuple[str, str], *, rivals: bool, changes: bool, seconds: float) -> None:
        """The engine over one invented record, and whoever else can be asked the same."""
        label = f"{int(size[0]):,} x {int(size[1]):,}"
        with tempfile.TemporaryDirectory() as folder:
            words = (*size, folder) if rivals else size
            ours = self.run(f"engine, {label}", "bench.engine_work", *words, seconds=seconds)
            rows = list(ours.rows)
            for name, module in _rivals(self.missing) if rivals else ():
                if ours.failure:
                    self.missing.append(
                        f"{name}, {label}: the engine failed, so there is nothing to compare with"
                    )
                    continue
                theirs = self.run(f"{name}, {label}", module, folder, seconds=seconds)
                rows += theirs.rows
                if not theirs.failure:
                    self.unequal += _differing(name, theirs.facts, ours.facts)
        if changes:
            rows += self.run(f"changes, {label}", "bench.change_work", *size, seconds=seconds).rows
        if rivals:
            rows += self.run(f"answers flipped, {label}", "bench.crux_work", *size, seconds=seconds).rows
        self.rows += [evolve(row, work=f"{row.work}, {label}") for row in rows]


def _in_short(row: Row) -> str:
    return f"    {row.work}, {row.subject}: {row.cpu_s:.4g} s of processor, {row.wall_s:.4g} s"


def _differing(name: str, theirs: dict[str, Any], ours: dict[str, Any]) -> list[str]:
    """Where somebody found something else than the engine; the whole view is not asked of everybody."""
    asked = theirs.keys() | {fact for fact in ours if not fact.startswith(WHOLE_VIEW)}
    return [
        f"{fact}: {name} found {theirs.get(fact)}, the engine {ours.get(fact)}"
        for fact in sorted(asked)
        if theirs.get(fact) != ours.get(fact)
    ]


def _rivals(missing: list[str]) -> list[tuple[str, str]]:
    found = []
    for name, module, package in (
        ("GeoPandas", "bench.geopandas_work", "geopandas"),
        ("Polars", "bench.polars_work", "polars"),
        ("PostGIS", "bench.postgis_work", "psycopg"),
        # It fetches itself where it is not installed.
        ("DuckDB", "bench.duckdb_work", "pyarrow"),
    ):
        if find_spec(package) is None:
            missing.append(f"{name}: the package {package} is not installed")
        elif name == "PostGIS" and programs() is None:
            missing.append(f"{name}: no PostgreSQL with PostGIS on this machine")
        else:
            found.append((name, module))
    return found


def small(bench: Bench, _: Path) -> None:
    """What ends within five minutes."""
    bench.engine(SMALL, rivals=True, changes=True, seconds=90)


def engine(bench: Bench, _: Path) -> None:
    """Every size."""
    bench.engine(SMALL, rivals=True, changes=True, seconds=900)
    for size in LARGE:
        # Where the bars speak of the size, others are asked too; what is not done in its time is named as not run.
        bench.engine(size, rivals=size == LARGE[0], changes=size[0] != "20000000", seconds=1800)


def spark(bench: Bench, _: Path) -> None:
    """The same ledgers by Spark, two tasks at a time."""
    size = LARGE[0]
    label = f"{int(size[0]):,} x {int(size[1]):,}"
    told = bench.run(f"Spark, {label}", "bench.spark_work", *size, seconds=1800)
    bench.rows += [evolve(row, work=f"{row.work}, {label}") for row in told.rows]
    if told.facts.get("unequal"):
        bench.unequal.append("Spark added up to other ledgers than the engine")


def workbench(bench: Bench, _: Path) -> None:
    """The workbench over a million findings, two hundred readers."""
    bench.rows += bench.run("workbench", "bench.workbench", "1000000", "200", seconds=900).rows


def job(bench: Bench, file: Path) -> None:
    """The main job on real data."""
    if not file.exists():
        bench.missing.append(f"the main job: no GED file at {file.name}; give one with FILE=")
        return
    bench.rows += bench.run("main job", "bench.main_job", str(file), seconds=900).rows


WORKS: dict[str, tuple[Callable[[Bench, Path], None], ...]] = {
    "small": (small,), "engine": (engine,), "workbench": (workbench,), "job": (job,), "spark": (spark,),
    "all": (engine, spark, workbench, job),
}  # fmt: skip


def main(work: str, file: Path) -> int:
    """Measure, print, write; fails where something failed, or found something else than the engine.

    Stopped by Ctrl-C, it prints what was measured so far and leaves the file of the last whole run as it was.
    """
    # A shell that puts a program into the background has it ignore Ctrl-C, and all that it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    bench, stopped = Bench(), False
    try:
        for one in WORKS[work]:
            _part(bench, one, file)
    except KeyboardInterrupt:
        stopped = True
    rows = tuple(map(beside_ours, with_ratios(bench.rows)))
    bench.missing += NOT_WRITTEN if work in ("small", "engine", "all") else ()
    found = held.held(rows)
    _print(bench, rows, found)
    if stopped:
        print("stopped: bench.json stays as it was")
        return _STOPPED
    _write(bench, rows, found)
    return 1 if bench.unequal or bench.failed else 0


_STOPPED = 130


def _part(bench: Bench, one: Callable[[Bench, Path], None], file: Path) -> None:
    """A part of the work; what goes wrong in it is named, and the other parts are done all the same."""
    try:
        one(bench, file)
    except Exception as wrong:  # noqa: BLE001 - whatever it is, the other parts do not hang on it
        bench.failed.append(f"{one.__name__}: {type(wrong).__name__}: {wrong}")


def _print(bench: Bench, rows: tuple[Row, ...], found: list[held.Held]) -> None:
    print(f"{'work':58} {'subject':16} {'wall s':>9} {'cpu s':>9} {'MB':>6} {'to us':>8}")
    for row in rows:
        ratio = "" if row.ratio_to_us is None else f"{row.ratio_to_us:.3g}"
        print(
            f"{row.work:58} {row.subject:16} {row.wall_s:9.4f} {row.cpu_s:9.4f} {row.peak_mb:6} {ratio:>8}  {row.note}"
        )
    print()
    for line in held.told(found):
        print(line)
    for word, lines in (("not run", bench.missing), ("FAILED", bench.failed), ("UNEQUAL", bench.unequal)):
        for line in lines:
            print(f"{word}: {line}")


def _write(bench: Bench, rows: tuple[Row, ...], found: list[held.Held]) -> None:
    made = ROOT / "bench.json"
    draft = made.with_suffix(".part")
    told = {
        "rows": [asdict(row) for row in rows], "must_hold": held.as_rows(found), "not_run": bench.missing,
        "failed": bench.failed, "unequal": bench.unequal,
    }  # fmt: skip
    draft.write_text(json.dumps(told, indent=1), "utf-8")
    draft.replace(made)


if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else "small"
    if chosen not in WORKS:
        sys.exit(f"WORK is one of {', '.join(WORKS)}")
    sys.exit(main(chosen, Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else REAL))  # noqa: PLR2004
