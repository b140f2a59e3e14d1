"""Ledgers of parts as rows that add up, and the ledger that their sums make.

Every figure of a ledger is a sum over incidents, so the ledger of all is that of the parts added,
whatever their order. An open upper bound in one makes the sum's open; a row's clauses are united.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

import pyarrow as pa
from attrs import evolve, frozen

from truceline.assessment.finding_table import FAILED, OUT
from truceline.assessment.ledger import ActorBounds, Aggregates, Ledger, Row, Totals
from truceline.assessment.loss import NO_LOSS, Loss


class Figure(Enum):
    """What a row is a figure of."""

    COUNT = "count"
    OUT = "out"
    NONE = "none"
    NONE_OF_SUMS = "none of those that sum up several"
    LOSS = "loss"
    OTHER_LOSS = "other loss"
    DEFINITE = "definite"
    POSSIBLE = "possible"
    PROVISION = "provision"
    LEAST = "least"
    MOST = "most"


KEYS = ("view", "figure", "key")
"""The columns that say what a row is a figure of: the view by number, and a key as JSON."""

SUMS = ("count", "low", "best", "high", "best_of", "incidents", "open")
"""The columns to add; ``open`` counts sums without an upper bound."""

SCHEMA = pa.schema(
    [
        ("view", pa.int32()),
        ("figure", pa.string()),
        ("key", pa.string()),
        *((name, pa.int64()) for name in SUMS),
    ]
)

_COUNTS = ("in_", "in_perhaps", "parts", "may_overlap", "may_fall_outside", "possible_doubles")
_OUTCOMES = ("definite", "possible", "none")
_LOSSES = ("loss", "loss_possible", "loss_none")
_SUMMED = "aggregates"


def rows_of_ledgers(ledgers: Sequence[Ledger]) -> pa.Table:
    """The figures of ledgers, one for each view, as rows that add up."""
    rows = [(number, *row) for number, one in enumerate(ledgers) for row in _rows(one)]
    columns = list(zip(*rows, strict=True)) or [()] * len(SCHEMA)
    return pa.table(
        [pa.array(column, item.type) for column, item in zip(columns, SCHEMA, strict=True)], SCHEMA
    )


_Row = tuple[str, str, int, int, int, int, int, int, int]


def _row(figure: Figure, key: Any, count: int, loss: Loss = NO_LOSS) -> _Row:
    return (
        figure.value, json.dumps(key, ensure_ascii=False), count, loss.low, loss.best, loss.high or 0,
        loss.best_of, loss.incidents, int(loss.high is None),
    )  # fmt: skip


def _rows(one: Ledger) -> Iterator[_Row]:
    for name in _COUNTS:
        yield _row(Figure.COUNT, name, getattr(one, name))
    for name in _OUTCOMES:
        yield _row(Figure.COUNT, name, getattr(one.totals, name))
    yield _row(Figure.COUNT, _SUMMED, one.aggregates.possible)
    for figure, counts in (
        (Figure.OUT, one.out), (Figure.NONE, one.none), (Figure.NONE_OF_SUMS, one.aggregates.none),
    ):  # fmt: skip
        for word, count in counts.items():
            yield _row(figure, word, count)
    for name in _LOSSES:
        yield _row(Figure.LOSS, name, 0, getattr(one.totals, name))
    yield _row(Figure.LOSS, _SUMMED, 0, one.aggregates.loss)
    for harm, loss in one.totals.other_losses.items():
        yield _row(Figure.OTHER_LOSS, harm, 0, loss)
    for row in one.rows:
        yield _row(Figure.DEFINITE, row.key, row.definite, row.loss)
        yield _row(Figure.POSSIBLE, row.key, row.possible, row.loss_possible)
        for clause in row.provisions:
            yield _row(Figure.PROVISION, (row.key, clause), 0)
    for bounds in one.by_actor_bounds:
        yield _row(Figure.LEAST, bounds.actor, bounds.least)
        yield _row(Figure.MOST, bounds.actor, bounds.most)


@frozen
class _Sums:
    """Added figures of one view, by what they are of."""

    counts: Mapping[Figure, dict[Any, int]]
    losses: Mapping[Figure, dict[Any, Loss]]


def summed(bases: Sequence[Ledger], parts: Iterable[pa.Table]) -> list[Ledger]:
    """Each view's ledger as a base says it is titled, with its figures and all rows added."""
    every = pa.concat_tables(
        part.select(SCHEMA.names).cast(SCHEMA) for part in (rows_of_ledgers(bases), *parts)
    )
    added = every.group_by(list(KEYS)).aggregate([(name, "sum") for name in SUMS])
    by_view: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in added.to_pylist():
        by_view[row["view"]].append(row)
    return [_ledger(base, _sums(by_view[number])) for number, base in enumerate(bases)]


def _sums(rows: Iterable[Mapping[str, Any]]) -> _Sums:
    sums = _Sums(defaultdict(dict), defaultdict(dict))
    for row in rows:
        figure, key = Figure(row["figure"]), _as_tuples(json.loads(row["key"]))
        sums.counts[figure][key] = row["count_sum"]
        sums.losses[figure][key] = Loss(
            low=row["low_sum"], best=row["best_sum"], high=None if row["open_sum"] else row["high_sum"],
            best_of=row["best_of_sum"], incidents=row["incidents_sum"],
        )  # fmt: skip
    return sums


def _as_tuples(key: Any) -> Any:
    return tuple(map(_as_tuples, key)) if isinstance(key, list) else key


def _ledger(base: Ledger, sums: _Sums) -> Ledger:
    counts, losses = sums.counts[Figure.COUNT], sums.losses[Figure.LOSS]
    others = sums.losses[Figure.OTHER_LOSS]
    figures: dict[str, Any] = {name: counts[name] for name in _COUNTS}
    totals: dict[str, Any] = {name: counts[name] for name in _OUTCOMES}
    totals |= {name: losses[name] for name in _LOSSES}
    return evolve(
        base,
        **figures,
        out=_in_order(sums.counts[Figure.OUT], [reason.value for reason in OUT]),
        totals=Totals(**totals, other_losses={harm: others[harm] for harm in sorted(others)}),
        rows=_ledger_rows(sums),
        by_actor_bounds=tuple(
            ActorBounds(actor, sums.counts[Figure.LEAST][actor], most)
            for actor, most in sorted(sums.counts[Figure.MOST].items())
        ),
        none=_in_order(sums.counts[Figure.NONE], FAILED),
        aggregates=Aggregates(
            possible=counts[_SUMMED], none=_in_order(sums.counts[Figure.NONE_OF_SUMS], FAILED),
            loss=losses[_SUMMED],
        ),
    )  # fmt: skip


def _ledger_rows(sums: _Sums) -> tuple[Row, ...]:
    clauses: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for key, clause in sums.counts[Figure.PROVISION]:
        clauses[key].add(clause)
    return tuple(
        Row(
            key=key, provisions=tuple(sorted(clauses[key])), definite=definite,
            possible=sums.counts[Figure.POSSIBLE][key], loss=sums.losses[Figure.DEFINITE][key],
            loss_possible=sums.losses[Figure.POSSIBLE][key],
        )
        for key, definite in sorted(sums.counts[Figure.DEFINITE].items())
    )  # fmt: skip


def _in_order(counts: Mapping[str, int], words: Iterable[str]) -> dict[str, int]:
    return {word: counts[word] for word in words if counts.get(word)}
