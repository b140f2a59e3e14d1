"""Views set beside each other by whichever assessment suits the record: one incident after another, or over arrays.

Views that ask different states of a record are assessed over arrays each in its own state; where
they differ, and what an answer bears on, is then asked one incident after another.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext

from rich.console import Console

from truceline.assessment.case import Case
from truceline.assessment.comparison import Comparison, compare
from truceline.assessment.crux import Crux, crux
from truceline.assessment.engine.comparing import compare_of, taken_of
from truceline.assessment.engine.cruxes import crux_of, taken_over
from truceline.assessment.engine.engine import Engine
from truceline.assessment.engine.seen import Held
from truceline.assessment.engine.taking import take_over
from truceline.assessment.flipping import Progress, Taken, incidents_asked, take
from truceline.assessment.ledger import Scope
from truceline.workbench.sizing import Engines

Bar = Callable[[str, int | None], AbstractContextManager[Progress]]
"""What shows how far something is: told what goes on, and how many steps it takes if that is known."""

MOST_SINGLE = 200
"""Of answers about one incident alone so many are told over arrays; each explains that incident and no more."""


def no_bar(_: str, __: int | None) -> AbstractContextManager[Progress]:
    """Show nobody how far something is."""
    return nullcontext(lambda _: None)


def comparison_by(cases: Sequence[Case], scope: Scope, engines: Engines, bar: Bar = no_bar) -> Comparison:
    """The incidents that views find differently, and why."""
    engine = _engine_for(cases, engines)
    if engine is None:
        taken = _taken(cases, scope, engines, bar)
        with bar("answers that differ", None) as step:
            return compare(taken, step)
    held = _held(engine, cases, scope)
    with bar("answers that differ", None) as step:
        return compare_of(held, step)


def cruxes_by(
    cases: Sequence[Case], scope: Scope, engines: Engines, bar: Bar = no_bar
) -> tuple[list[Taken], tuple[Crux, ...]]:
    """What each view finds, and the answers that explain most of the difference; over arrays not every single one of them."""
    engine = _engine_for(cases, engines)
    if engine is None:
        taken = _taken(cases, scope, engines, bar)
        with bar("answers flipped in turn", None) as step:
            return taken, crux(taken, step)
    held = _held(engine, cases, scope)
    with bar("answers flipped in turn", None) as step:
        rows = tuple(crux_of(held, step, most_single=MOST_SINGLE))
    if sum(row.question.kind.is_of_incident for row in rows) >= MOST_SINGLE:
        _say_cut()
    return [taken_of(one) for one in held], rows


def _say_cut() -> None:
    told = f"Of answers about one incident alone the first {MOST_SINGLE:,} are told; each explains no more than that incident."
    Console(stderr=True).print(told, style="dim", highlight=False, soft_wrap=True)


def _engine_for(cases: Sequence[Case], engines: Engines) -> Engine | None:
    """The engine for all of these cases; None where they ask different states of the record, or too little of it."""
    return engines.of(cases[0]) if _ask_one_state(cases) else None


def _ask_one_state(cases: Sequence[Case]) -> bool:
    return all(case.shared is cases[0].shared for case in cases)


def _held(engine: Engine, cases: Sequence[Case], scope: Scope) -> tuple[Held, ...]:
    return taken_over(engine, [case.view for case in cases], scope)


def _taken(cases: Sequence[Case], scope: Scope, engines: Engines, bar: Bar) -> list[Taken]:
    """What each view finds of every incident asked about."""
    names = incidents_asked(cases, scope)
    if _ask_one_state(cases):
        return [_one_by_one(case, scope, names, bar) for case in cases]
    swift = [engines.of(case) for case in cases]
    if any(engine is not None for engine in swift):
        engines.say(_OF_STATES)
    return [
        _one_by_one(case, scope, names, bar) if engine is None else _at_once(engine, case, scope, names, bar)
        for engine, case in zip(swift, cases, strict=True)
    ]


_OF_STATES = "these views ask different states of the record, so each is read into arrays; what differs is then asked one by one"


def _one_by_one(case: Case, scope: Scope, names: tuple[str, ...], bar: Bar) -> Taken:
    with bar(case.view.name, len(names)) as step:
        return take(case, scope, names, step)


def _at_once(engine: Engine, case: Case, scope: Scope, names: tuple[str, ...], bar: Bar) -> Taken:
    with bar(case.view.name, None):
        return take_over(engine, case, scope, names)
