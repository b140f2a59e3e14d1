"""``python -m bench [small|engine|spark|workbench|job|all] [FILE]``: a table, and ``bench.json`` in the project's folder."""

import json
import sys
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from attrs import asdict, define, evolve, field

from bench.budget import beside_ours
from bench.main_job import REAL
from bench.measuring import ROOT, Row, Told, apart, with_ratios
from bench.postgres import programs

SMALL, LARGE = ("200000", "1000"), (("2000000", "1000"), ("2000000", "10000"), ("20000000", "1000"))
NOT_WRITTEN = (
    "rival versions, conditions, hedges and origins that depend on each other: not in the invented record; by the engine alone",
    "the whole view in pandas: not written",
)


@define
class Bench:
    """What was measured so far, what was not and why, and what came out unequal."""

    rows: list[Row] = field(factory=list)
    missing: list[str] = field(factory=list)
    unequal: list[str] = field(factory=list)

    def run(self, name: str, module: str, *words: str, seconds: float) -> Told:
        """Do it in a process of its own and keep what it told."""
        print(f"... {name}", file=sys.stderr, flush=True)
        told = apart(module, *words, seconds=seconds)
        if told.failure:
            self.missing.append(f"{name}: {told.failure}")
        return told

    def engine(self, size: tuple[str, str], *, rivals: bool, changes: bool, seconds: float) -> None:
        """The engine over one invented record, and whoever else can be asked the same."""
        label = f"{int(size[0]):,} x {int(size[1]):,}"
        with tempfile.TemporaryDirectory() as folder:
            words = (*size, folder) if rivals else size
            ours = self.run(f"engine, {label}", "bench.engine_work", *words, seconds=seconds)
            rows = list(ours.rows)
            for name, module in _rivals(self.missing) if rivals and ours.facts else ():
                theirs = self.run(f"{name}, {label}", module, folder, seconds=seconds)
                rows += theirs.rows
                # Not everybody is asked everything: GeoPandas is not asked the whole view.
                asked = {fact: ours.facts.get(fact) for fact in theirs.facts}
                if not theirs.failure and (not theirs.facts or theirs.facts != asked):
                    self.unequal.append(f"{name} found {theirs.facts}, the engine {ours.facts}")
        if changes:
            rows += self.run(f"changes, {label}", "bench.change_work", *size, seconds=seconds).rows
        if rivals:
            rows += self.run(f"answers flipped, {label}", "bench.crux_work", *size, seconds=seconds).rows
        self.rows += [evolve(row, work=f"{row.work}, {label}") for row in rows]


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
    """Measure, print, write; fails where somebody found something else than the engine."""
    bench = Bench()
    for one in WORKS[work]:
        one(bench, file)
    rows = tuple(map(beside_ours, with_ratios(bench.rows)))
    print(f"{'work':58} {'subject':16} {'wall s':>9} {'cpu s':>9} {'MB':>6} {'to us':>8}")
    for row in rows:
        ratio = "" if row.ratio_to_us is None else f"{row.ratio_to_us:.3g}"
        print(
            f"{row.work:58} {row.subject:16} {row.wall_s:9.4f} {row.cpu_s:9.4f} {row.peak_mb:6} {ratio:>8}  {row.note}"
        )
    bench.missing += NOT_WRITTEN if work in ("small", "engine", "all") else ()
    for line in bench.missing:
        print(f"not run: {line}")
    for line in bench.unequal:
        print(f"UNEQUAL: {line}")
    made = ROOT / "bench.json"
    draft = made.with_suffix(".part")
    told = {"rows": [asdict(row) for row in rows], "not_run": bench.missing, "unequal": bench.unequal}
    draft.write_text(json.dumps(told, indent=1), "utf-8")
    draft.replace(made)
    return 1 if bench.unequal else 0


if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else "small"
    if chosen not in WORKS:
        sys.exit(f"WORK is one of {', '.join(WORKS)}")
    sys.exit(main(chosen, Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else REAL))  # noqa: PLR2004
