"""The engine beside its budget: what each view's ledger takes, and what is kept."""

from collections.abc import Iterator
from typing import Any

import attrs
import numpy as np
import pyarrow as pa
from synthetic import Synthetic

from bench.measuring import US, Row, measured, peak_megabytes
from truceline.assessment.engine.engine import Engine
from truceline.assessment.view import View

BARRED = 2_000_000, 1_000
"""The size of which the bars speak; at another nothing is held or missed, only measured."""
VIEW_BAR = "cpu_s", 0.25
BARS = {
    "candidates": ("wall_s", 1.0), "a new view, ledger included": VIEW_BAR,
    "a view under a framework not met before, ledger included": VIEW_BAR, "ledger, every-source": VIEW_BAR,
    "ledger, corroborated": VIEW_BAR, "ledger, half-of-them": VIEW_BAR, "ledger, half-of-them-throughout": VIEW_BAR,
    "ledger, third-corroborated": VIEW_BAR, "one new incident": ("cpu_s", 0.010), "one changed provision": ("cpu_s", 0.015),
    "one new affiliation": ("cpu_s", 0.120), "crux, first ten answers": ("wall_s", 5.0),
    "crux, every answer on the whole": ("wall_s", 60.0),
}  # fmt: skip
RIVALS = {"GeoPandas": 100, "Polars": 5}, {"Polars": 10, "PostgreSQL": 50}
"""How many times ours a rival's candidates, and its view, are to take."""
HALF = 0.5
KEPT_BAR, PEAK_BAR, MANY = 90.0, 6000, 20_000_000
"""MB kept per million incidents; MB that so many incidents may take at most."""
TIMES = 5


def beside_bar(row: Row, world: Synthetic) -> Row:
    """The row with what it is held to."""
    if row.work not in BARS or (len(world.reports), len(world.agreement.provisions)) != BARRED:
        return row
    name, bar = BARS[row.work]
    value = getattr(row, name)
    word = "held" if value <= bar else f"missed by {value / bar:.2f}"
    return attrs.evolve(row, note=f"{name} at most {bar}: {word}")


def beside_ours(row: Row) -> Row:
    """A rival's row with the ratio it is held to, at the size that the bars speak of."""
    label = f", {BARRED[0]:,} x {BARRED[1]:,}"
    if row.ratio_to_us is None or not row.work.endswith(label):
        return row
    work = row.work.removesuffix(label)
    bars = RIVALS[0] if work == "candidates" else RIVALS[1] if work.startswith("whole view") else {}
    if work.endswith("and framework") or row.subject not in bars:
        return row
    bar = bars[row.subject]
    word = "held" if row.ratio_to_us >= bar else f"missed by {bar / row.ratio_to_us:.2f}"
    return attrs.evolve(row, note="; ".join(filter(None, (row.note, f"at least {bar} times ours: {word}"))))


def ledgers(world: Synthetic, engine: Engine) -> Iterator[Row]:
    """The ledger of each view asked again after the others, then one under a framework not met before."""
    for view in world.views:
        engine.ledger(view)
    for view in world.views:
        row, ledger = measured(
            f"ledger, {view.name}", US, lambda view=view: engine.ledger(view), times=TIMES  # type: ignore[misc]
        )  # fmt: skip
        totals = ledger.totals
        told = f"{totals.definite:,} + {totals.possible:,}, {len(ledger.rows):,} rows"
        row = beside_bar(row, world)
        yield attrs.evolve(row, note=f"{told}; {row.note}" if row.note else told)
    yield from _frameworks(world, engine)
    yield kept(engine)


_ANEW, _FIRST = (
    "a view under a framework not met before, ledger included",
    "the same, nothing of any framework known",
)


def _frameworks(world: Synthetic, engine: Engine) -> Iterator[Row]:
    """The ledger under frameworks nobody asked for before, then as if no framework had been asked for at all."""
    chance, like = np.random.default_rng(11), world.views[1]

    def other() -> View:
        chosen = np.flatnonzero(chance.random(len(world.reports.tellers)) < HALF)
        sources = tuple(str(world.reports.tellers[code].speaker.source) for code in chosen.tolist())
        takes = attrs.evolve(like.framework.takes, any=False, sources=sources)
        return attrs.evolve(like, framework=attrs.evolve(like.framework, takes=takes))

    views = iter([other() for _ in range(TIMES)])
    row, _ = measured(_ANEW, US, lambda: engine.ledger(next(views)), times=TIMES)
    yield beside_bar(row, world)
    row, _ = measured(_FIRST, US, lambda: _framed_anew(engine, like))
    yield row


def _framed_anew(engine: Engine, view: View) -> None:
    """The ledger as if nothing were known yet of who is bound, belongs to whom and is protected."""
    engine.framed.clear()
    engine.shared.framings.clear()
    engine.kept.drawn.lines.clear()
    engine.kept.parties.clear()
    engine.ledger(view)


def kept(engine: Engine) -> Row:
    """Bytes of all arrays that stay after candidates and ledgers: of the reports and of what is made of them.

    The incidents' names are told apart. The row's peak is of everything so far, the invented record's making included.
    """
    arrays, names = arrays_kept(engine)
    count, peak = len(engine.reports), peak_megabytes()
    each = arrays / count
    note = f"{each:.1f} MB per million, names {names / count:.1f} more"
    if count >= BARRED[0] and len(engine.agreement.provisions) == BARRED[1]:
        note += (
            f"; at most {KEPT_BAR:.0f}: {'held' if each <= KEPT_BAR else f'missed by {each / KEPT_BAR:.2f}'}"
        )
    if count >= MANY:
        note += f"; peak at most {PEAK_BAR} MB: {'held' if peak <= PEAK_BAR else 'missed'}"
    return Row("arrays kept", US, 0.0, 0.0, peak, None, note)


_ENGINE = "truceline.assessment.engine"


def arrays_kept(engine: Any) -> tuple[int, int]:
    """Bytes of all arrays that an engine and its reports hold, and of the incidents' names beside them."""
    arrays: dict[int, int] = {}
    names: dict[int, int] = {}
    _walk(engine, arrays, names, set())
    return sum(arrays.values()), sum(names.values())


def _walk(item: Any, arrays: dict[int, int], names: dict[int, int], seen: set[int]) -> None:
    if isinstance(item, np.ndarray):
        whole = item
        while isinstance(whole.base, np.ndarray):
            whole = whole.base
        arrays[id(whole)] = whole.nbytes
    elif isinstance(item, pa.Array):
        names[id(item)] = item.nbytes
    elif id(item) not in seen:
        seen.add(id(item))
        for part in _parts(item):
            _walk(part, arrays, names, seen)


def _parts(item: Any) -> list[Any]:
    """What a holder of arrays holds; nothing of the record's own values."""
    if isinstance(item, tuple | list):
        return list(item)
    if isinstance(item, dict):
        return list(item.values())
    if attrs.has(type(item)) and type(item).__module__.startswith(_ENGINE):
        return [getattr(item, one.name) for one in attrs.fields(type(item))]
    return []
