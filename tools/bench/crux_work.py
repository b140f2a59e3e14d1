"""Answers flipped in turn, and sources left out in turn, over an invented record.

``python -m bench.crux_work INCIDENTS PROVISIONS``. The view that takes every word is compared with one that takes that of half of
the sources, and with one that needs two origins among a third of them; what both hold is worked out within the time. Answers about one incident alone follow all others and
explain no more than that incident; the time stops where they begin.
"""

import sys
import time
from collections.abc import Iterator

from attrs import evolve
from synthetic import Synthetic, synthetic

from bench.budget import beside_bar
from bench.measuring import US, Row, measured, peak_megabytes, processor_seconds, tell
from truceline.assessment.engine.cruxes import crux_of, taken_over
from truceline.assessment.engine.engine import Engine, engine_of
from truceline.assessment.engine.leaving_out import sensitivity_of
from truceline.assessment.ledger import EVERYTHING
from truceline.assessment.view import View

FEW = 10


def main(incidents: int, provisions: int) -> None:
    """Make the record, flip and leave out, tell the figures."""
    world = synthetic(incidents, provisions)
    engine = engine_of(world.reports, world.shared, world.agreement)
    for view in world.views:
        engine.ledger(view)
    for other in (world.views[3], world.views[-1]):
        tell(cruxes(world, engine, other))
    row, without = measured(
        "sensitivity, each source left out", US, lambda: sensitivity_of(engine, world.views[0]), times=1
    )
    tell([evolve(row, note=f"{len(without):,} sources or groups")])


def cruxes(world: Synthetic, engine: Engine, other: View) -> Iterator[Row]:
    """Until ten rows are told, and until all are that explain more than one incident."""
    used, began, rows = processor_seconds(), time.perf_counter(), 0
    asked: list[int] = []

    def so_far(work: str) -> Row:
        wall, cpu = time.perf_counter() - began, processor_seconds() - used
        taken = Row(work, US, round(wall, 3), round(cpu, 3), peak_megabytes(), None, "")
        note = f"beside {other.name}: {rows:,} rows, {len(asked):,} answers flipped either way, {differing:,} incidents differ"
        return evolve(taken, note="; ".join(filter(None, (note, beside_bar(taken, world).note))))

    held = taken_over(engine, [world.views[0], other], EVERYTHING)
    differing = int((held[0].codes != held[1].codes).sum())
    for row in crux_of(held, asked.append, most_single=1):
        if row.question.kind.is_of_incident:
            break
        rows += 1
        if rows == FEW:
            yield so_far("crux, first ten answers")
    yield so_far("crux, every answer on the whole")


if __name__ == "__main__":
    main(int(float(sys.argv[1])), int(float(sys.argv[2])))
