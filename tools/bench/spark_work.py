"""Ledgers by Spark on this machine, two tasks at a time, against the same ledgers in one process.

``python -m bench.spark_work INCIDENTS PROVISIONS``. Both read their reports from Parquet, prepare, and add up two views.
Processor seconds are those of all processes: this one, Java, and Spark's Python workers.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import evolve
from synthetic import Synthetic, synthetic

from bench.measuring import US, Row, measured, tell
from truceline.assessment.engine.columns import read_reports, write_reports
from truceline.assessment.engine.engine import engine_of
from truceline.assessment.engine.spark import Question, ledgers_by_spark
from truceline.assessment.engine.spread import Spread, spread_out
from truceline.assessment.ledger import EVERYTHING, By, Ledger
from truceline.workbench.spark_session import check_spark, spark_session

WORK = "ledgers of two views from files"
PARTS = 4


def main(incidents: int, provisions: int) -> None:
    """Make the record, leave it as files, add it up in both ways, tell."""
    check_spark()
    world = synthetic(incidents, provisions)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_reports(world.reports, folder / "whole")
        row, spread = measured(
            "spreading over parts",
            US,
            lambda: spread_out(
                world.reports, world.shared.evidence, f"{place}/parts", rows=-(-incidents // PARTS)
            ),
            times=1,
        )
        tell([row])
        row, ours = measured(WORK, US, lambda: in_process(world, folder / "whole"))
        tell([row])
        with spark_session("", 2) as session:
            tell(by_spark(session, world, spread, ours))


def in_process(world: Synthetic, folder: Path) -> list[Ledger]:
    """Read, prepare and add up here."""
    engine = engine_of(read_reports(folder), world.shared, world.agreement)
    return [engine.ledger(view) for view in world.views[:2]]


def by_spark(session: Any, world: Synthetic, spread: Spread, ours: list[Ledger]) -> Iterator[Row]:
    """The first time, in which workers start and kernels are read, and later ones; nothing kept between them."""
    question = Question(world.agreement, world.views[:2], EVERYTHING, By.ACTOR)

    def ledgers() -> list[Ledger]:
        shutil.rmtree(Path(spread.folder) / "found", ignore_errors=True)
        return ledgers_by_spark(session, spread, world.shared, question)

    for work, times in ((f"{WORK}, first", 1), (WORK, 3)):
        row, found = measured(work, "Spark local[2]", ledgers, times=times, processor=seconds_of_all)
        note = f"{len(spread.parts)} parts; {memory_of_all()} MB in all processes together"
        tell([], unequal=found != ours)
        yield evolve(row, note=note)


def _family() -> Iterator[tuple[int, list[str]]]:
    """This process and all that come from it: number, and fields of its state (proc(5))."""
    states = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            states[int(path.parent.name)] = path.read_text("utf-8").rsplit(")", 1)[1].split()
        except OSError:
            continue  # gone meanwhile
    kin = {os.getpid()}
    while more := {pid for pid, state in states.items() if int(state[1]) in kin} - kin:
        kin |= more
    yield from ((pid, states[pid]) for pid in kin)


def seconds_of_all() -> float:
    """Processor seconds of the family, its ended members included."""
    ticks = sum(sum(map(int, state[11:15])) for _, state in _family())
    return ticks / os.sysconf("SC_CLK_TCK")


def memory_of_all() -> int:
    """The memory that the family holds now, in MB."""
    return sum(int(state[21]) for _, state in _family()) * os.sysconf("SC_PAGE_SIZE") // 2**20


if __name__ == "__main__":
    main(int(float(sys.argv[1])), int(float(sys.argv[2])))
