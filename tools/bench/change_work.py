"""What a change costs: one incident, one provision, one affiliation more, until all is ready for a view again.

``python -m bench.change_work INCIDENTS PROVISIONS``. The record is in memory and was asked under the view
before. What it takes to read the record's file anew is not counted.
"""

import sys
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import evolve
from synthetic import Synthetic, synthetic

from bench.budget import beside_bar
from bench.measuring import US, Row, measured, tell
from truceline.agreement.terms import Agreement
from truceline.assessment.case import Shared, share
from truceline.assessment.engine.engine import Engine, engine_of
from truceline.assessment.engine.joining import pared
from truceline.assessment.engine.leaving_out import sensitivity_of
from truceline.assessment.engine.reports import Reports, taken
from truceline.assessment.evidence import gather
from truceline.assessment.view import View
from truceline.testimony.claim import RelationClaim

TIMES = 7


def main(incidents: int, provisions: int) -> None:
    """Make the record, change it, tell the figures."""
    world = synthetic(incidents, provisions)
    view = world.views[0]
    engine = engine_of(world.reports, world.shared, world.agreement)
    engine.findings(view)
    # The first change sorts the names of the incidents, once.
    more = one_more(world, 0)
    tell([after("the first new incident", lambda: engine.with_reports(more).ready_for(view), 1)])
    works: tuple[tuple[str, Callable[[int], Engine]], ...] = (
        ("one new incident", _told(engine, [one_more(world, number) for number in range(TIMES + 1)])),
        (
            "one incident told of anew",
            _told(engine, [one_anew(world, number) for number in range(TIMES + 1)]),
        ),
        ("one changed provision", lambda number: engine.with_agreement(one_changed(world, number))),
        ("one provision in another area", lambda number: engine.with_agreement(one_moved(world, number))),
        ("one provision at another time", lambda number: engine.with_agreement(one_later(world, number))),
        ("one provision that binds others", lambda number: engine.with_agreement(one_binding(world, number))),
        ("one provision less", lambda number: engine.with_agreement(one_less(world, number))),
        ("one new affiliation", lambda number: engine.with_shared(one_tied(world, number))),
    )
    for work, change in works:
        tell([beside_bar(after(work, _each_anew(change, view), TIMES), world)])
    tell(a_hundred(world, engine))
    changed = engine.with_reports(one_more(world, 1)).ready_for(view)
    tell([after("the findings of a view after a change", lambda: changed.findings(view), 3)])
    tell([after("the first ledger after a change", lambda: changed.ledger(view), 1)])
    tell([without_each(world, engine)])


def _told(engine: Engine, more: Sequence[Reports]) -> Callable[[int], Engine]:
    """One of these incidents beside all others; inventing it, by copying a row of millions, is no part of the work."""
    return lambda number: engine.with_reports(more[number])


def _each_anew(change: Callable[[int], Engine], view: View) -> Callable[[], Engine]:
    """A change with another number each time."""
    numbers = iter(range(1, 100))
    return lambda: change(next(numbers)).ready_for(view)


def without_each(world: Synthetic, engine: Engine) -> Row:
    """The ledger without each of its sources in turn."""
    row, found = measured(
        "the ledger without each source", US, lambda: sensitivity_of(engine, world.views[0]), times=1
    )
    return evolve(row, note=f"{len(found)} sources")


def after(work: str, run: Callable[[], object], times: int) -> Row:
    """A row of a change and of what follows from it."""
    return measured(work, US, run, times=times)[0]


def a_hundred(world: Synthetic, engine: Engine) -> list[Row]:
    """A hundred new incidents, one after another."""
    more = [one_more(world, number) for number in range(100)]
    view = world.views[0]

    def grown() -> Engine:
        changed = engine
        for one in more:
            changed = changed.with_reports(one).ready_for(view)
        return changed

    return [measured("a hundred new incidents, one after another", US, grown, times=1)[0]]


def one_more(world: Synthetic, number: int) -> Reports:
    """An incident like another, under a new name."""
    told = pared(taken(world.reports, np.array([number * 1000 + 7])))
    return evolve(told, incidents=pa.array([f"new-{number}"], pa.string()))


def one_anew(world: Synthetic, number: int) -> Reports:
    """An incident as another is told of."""
    told = pared(taken(world.reports, np.array([number * 1000 + 7])))
    return evolve(told, incidents=world.reports.incidents.slice(number * 1000, 1))


def one_changed(world: Synthetic, number: int) -> Agreement:
    """The agreement with one clause that covers one kind of conduct less."""
    return _with(world, number, conduct=world.agreement.provisions[number].conduct[1:])


def one_moved(world: Synthetic, number: int) -> Agreement:
    """The agreement with one clause over another's area."""
    return _with(world, number, area=world.agreement.provisions[-number].area)


def one_later(world: Synthetic, number: int) -> Agreement:
    """The agreement with one clause at another's time."""
    return _with(world, number, period=world.agreement.provisions[-number].period)


def one_binding(world: Synthetic, number: int) -> Agreement:
    """The agreement with one clause that binds whom another binds."""
    return _with(world, number, binds=world.agreement.provisions[-number].binds)


def one_less(world: Synthetic, number: int) -> Agreement:
    """The agreement without one clause."""
    clauses = world.agreement.provisions
    return evolve(world.agreement, provisions=clauses[:number] + clauses[number + 1 :])


def _with(world: Synthetic, number: int, **other: Any) -> Agreement:
    clauses = list(world.agreement.provisions)
    clauses[number] = evolve(clauses[number], **other)
    return evolve(world.agreement, provisions=tuple(clauses))


def one_tied(world: Synthetic, number: int) -> Shared:
    """The record with one tie between two actors more."""
    snapshot = world.shared.evidence.snapshot
    like = next(claim for claim in snapshot.claims if isinstance(claim, RelationClaim))
    actors = sorted(snapshot.actors)
    tie = evolve(like, id=f"tie-{number}", subject=actors[number], object=actors[-number])
    return share(gather(evolve(snapshot, claims=(*snapshot.claims, tie), size=snapshot.size + 1)))


if __name__ == "__main__":
    main(int(float(sys.argv[1])), int(float(sys.argv[2])))
