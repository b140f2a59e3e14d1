"""Ledgers from tables of findings: the figures of `ledger.tally`, added up by column (semantics 7)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from truceline.assessment.account import Account
from truceline.assessment.case import Case
from truceline.assessment.counted import as_counted
from truceline.assessment.doubles import data_set_of, possible_doubles
from truceline.assessment.dues import tally_dues
from truceline.assessment.finding import ASSESSMENT_VERSION, Share
from truceline.assessment.finding_table import ABSENT, EARLIEST, FAILED, LATEST, OUT, Coded, FindingTable
from truceline.assessment.ledger import (
    ActorBounds,
    Aggregates,
    By,
    Ledger,
    Row,
    Totals,
    is_unfiltered,
    week_of,
)
from truceline.assessment.loss import NO_LOSS, Loss, add_losses, loss_of
from truceline.assessment.selection import Choice, Window, every_incident
from truceline.testimony.claim import Harm

_NONE, _POSSIBLE, _VIOLATION = range(3)
_EPOCH = date(1970, 1, 1).toordinal()
_Mask = NDArray[np.bool_]


@frozen(eq=False)
class Asked:
    """A table over a window: which rows begin in it, may overlap it, may fall outside."""

    table: FindingTable
    begins: _Mask
    overlaps: _Mask
    beyond: _Mask


def asked_of(table: FindingTable, window: Window, choice: Choice) -> Asked:
    """The rows a ledger is over: the rule of `selection.fit`, for every row that is chosen."""
    fitting = _fitting(table, window)
    if choice is every_incident:
        return fitting
    chosen = np.array([choice(incident) for incident in table.incidents.to_pylist()], np.bool_)
    return Asked(table, fitting.begins & chosen, fitting.overlaps & chosen, fitting.beyond & chosen)


def _fitting(table: FindingTable, window: Window) -> Asked:
    size = len(table)
    if window.is_open:
        return Asked(table, np.ones(size, np.bool_), np.zeros(size, np.bool_), np.zeros(size, np.bool_))
    low = EARLIEST if window.first is None else window.first.toordinal() - _EPOCH
    high = LATEST if window.last is None else window.last.toordinal() - _EPOCH
    first, last = table.first_day, table.last_day
    open_start, open_end = first == EARLIEST, last == LATEST
    undated = np.bool_(window.first is None) & ~open_end & (last <= high)
    begins = np.where(open_start, undated, (first >= low) & (first <= high))
    may_meet = (open_end | (last >= low)) & (open_start | (first <= high))
    ends_in_it = np.bool_(window.last is None) | (~open_end & (last <= high))
    return Asked(table, begins, ~begins & may_meet, begins & ~ends_in_it)


def tally_table(case: Case, asked: Asked, window: Window, by: By, accounts: Mapping[int, Account]) -> Ledger:
    """The ledger of a view over a window; ``accounts`` are of the rows that hold other losses than of lives."""
    table = asked.table
    inside = (table.out == ABSENT) & asked.begins
    whole = table.whole
    of_a_whole = inside & (whole != ABSENT) & inside[whole]
    told = inside & ~of_a_whole
    counted, summed = told & ~table.aggregate, told & table.aggregate
    snapshot, view = case.shared.evidence.snapshot, case.view
    is_in = table.out == ABSENT
    return Ledger(
        name=view.name, title=view.title, known_by=view.known_by, size=snapshot.size, origin=snapshot.origin,
        root=snapshot.root, published_by=view.published_by, agreement=case.agreement.id,
        assessment_version=ASSESSMENT_VERSION, unfiltered=is_unfiltered(case), in_=int(told.sum()),
        in_perhaps=int((told & table.perhaps).sum()),
        out=_names(table.out[~is_in & asked.begins], [reason.value for reason in OUT]),
        totals=_totals(table, counted, accounts), rows=_rows(table, counted, by),
        by_actor_bounds=_actor_bounds(table, counted),
        none=_names(table.failed[counted & (table.outcome == _NONE)], FAILED),
        aggregates=Aggregates(
            possible=int((summed & (table.outcome > _NONE)).sum()),
            none=_names(table.failed[summed & (table.outcome == _NONE)], FAILED),
            loss=_loss(table, summed),
        ),
        parts=int(of_a_whole.sum()), may_overlap=int((is_in & asked.overlaps).sum()),
        may_fall_outside=int((is_in & asked.beyond).sum()),
        possible_doubles=_doubles(case, table, counted), dues=tally_dues(case, window),
        as_counted=as_counted(case, window), not_assessed=case.framing.not_assessed,
    )  # fmt: skip


def _names(codes: NDArray[Any], words: Sequence[str]) -> dict[str, int]:
    counts = np.bincount(codes, minlength=len(words))
    return {word: int(count) for word, count in zip(words, counts, strict=True) if count}


def _loss(table: FindingTable, rows: _Mask) -> Loss:
    """The sum over some rows; an open high makes the sum's high open."""
    told = rows & (table.losses > 0)
    low, best, high = table.low[told], table.best[told], table.high[told]
    with_best = best != ABSENT
    return Loss(
        low=int(low.sum()), best=int(best[with_best].sum()),
        high=None if (high == ABSENT).any() else int(high.sum()), best_of=int(with_best.sum()),
        incidents=int(told.sum()),
    )  # fmt: skip


def _totals(table: FindingTable, counted: _Mask, accounts: Mapping[int, Account]) -> Totals:
    outcomes = [counted & (table.outcome == code) for code in range(3)]
    breaches = [accounts[row] for row in accounts if counted[row]]
    told = {toll.scope.harm for account in breaches for toll in account.tolls} - {Harm.KILLED.value}
    breaching = [accounts[row] for row in accounts if counted[row] and table.outcome[row] > _NONE]
    others = {
        harm: add_losses(loss_of(account, Harm(harm)) for account in breaching) for harm in sorted(told)
    }
    return Totals(
        definite=int(outcomes[_VIOLATION].sum()), possible=int(outcomes[_POSSIBLE].sum()),
        none=int(outcomes[_NONE].sum()), loss=_loss(table, outcomes[_VIOLATION]),
        loss_possible=_loss(table, outcomes[_POSSIBLE]), loss_none=_loss(table, outcomes[_NONE]),
        other_losses={name: loss for name, loss in others.items() if loss != NO_LOSS},
    )  # fmt: skip


_KEYS: Mapping[By, Callable[[FindingTable], Coded[Any]]] = {
    By.ACTOR: lambda table: table.responsible,
    By.PROVISION: lambda table: table.provisions,
    By.KIND: lambda table: table.kinds,
    By.PLACE: lambda table: table.places,
    By.DAY: lambda table: table.days,
    By.WEEK: lambda table: table.days,
}


def _key(value: Any, by: By) -> tuple[str, ...]:
    if by is By.ACTOR:
        return tuple(value.actors)
    if by is By.WEEK:
        return tuple(dict.fromkeys(map(week_of, value)))
    return tuple(map(str, value))


def _rows(table: FindingTable, counted: _Mask, by: By) -> tuple[Row, ...]:
    """The rows of a ledger; values that give one key, such as days of one week, are one row."""
    rows = np.flatnonzero(counted & (table.outcome > _NONE))
    column = _KEYS[by](table)
    different, codes = np.unique(column.codes[rows], return_inverse=True)
    keys: dict[tuple[str, ...], int] = {}
    merged = [keys.setdefault(_key(column.values[code], by), len(keys)) for code in different.tolist()]
    group = np.array(merged, np.intp)[codes] if len(rows) else np.zeros(0, np.intp)
    clauses = _clauses(table, rows, group)
    sums = {outcome: _sums(table, rows, group, outcome, len(keys)) for outcome in (_VIOLATION, _POSSIBLE)}
    return tuple(
        Row(
            key=key, provisions=clauses[number], definite=sums[_VIOLATION][number][0],
            possible=sums[_POSSIBLE][number][0], loss=sums[_VIOLATION][number][1],
            loss_possible=sums[_POSSIBLE][number][1],
        )
        for key, number in sorted(keys.items())
    )  # fmt: skip


def _clauses(
    table: FindingTable, rows: NDArray[np.intp], group: NDArray[np.intp]
) -> dict[int, tuple[str, ...]]:
    pairs = np.unique(group * np.int64(len(table.provisions.values) + 1) + table.provisions.codes[rows])
    found: dict[int, set[str]] = defaultdict(set)
    for pair in pairs.tolist():
        number, code = divmod(pair, len(table.provisions.values) + 1)
        found[number].update(table.provisions.values[code])
    return {number: tuple(sorted(names)) for number, names in found.items()}


def _sums(
    table: FindingTable, rows: NDArray[np.intp], group: NDArray[np.intp], outcome: int, size: int
) -> list[tuple[int, Loss]]:
    """For each group how many rows have an outcome, and their loss."""
    chosen = table.outcome[rows] == outcome
    counts = np.bincount(group[chosen], minlength=size)
    chosen &= table.losses[rows] > 0
    rows, group = rows[chosen], group[chosen]

    def added(values: NDArray[np.int64]) -> NDArray[np.int64]:
        result = np.zeros(size, np.int64)
        np.add.at(result, group, values)
        return result

    low, best, high = table.low[rows], table.best[rows], table.high[rows]
    tolls = (
        added(low), added(np.maximum(best, 0)), added(np.maximum(high, 0)), added(best != ABSENT),
        added(np.ones(len(rows), np.int64)), added(high == ABSENT),
    )  # fmt: skip
    return [
        (int(count), Loss(int(one), int(two), None if without else int(three), int(of), int(incidents)))
        for count, one, two, three, of, incidents, without in zip(counts, *tolls, strict=True)
    ]


def _actor_bounds(table: FindingTable, counted: _Mask) -> tuple[ActorBounds, ...]:
    least: Counter[str] = Counter()
    most: Counter[str] = Counter()
    column = table.responsible
    for outcome, counter in ((_VIOLATION, least), (None, most)):
        rows = counted & ((table.outcome > _NONE) if outcome is None else (table.outcome == outcome))
        counts = np.bincount(column.codes[rows], minlength=len(column.values))
        for code in np.flatnonzero(counts).tolist():
            answering = column.values[code]
            if counter is most or answering.share in (Share.ONE, Share.JOINTLY):
                for actor in answering.actors:
                    counter[actor] += int(counts[code])
    return tuple(ActorBounds(actor, least[actor], most[actor]) for actor in sorted(most))


def _doubles(case: Case, table: FindingTable, counted: _Mask) -> int:
    """Pairs that may be one incident: looked for only on days on which two data sets tell of any."""
    dated = np.flatnonzero(counted & (table.first_day == table.last_day))
    names = table.incidents.take(dated).to_pylist()
    sets: dict[str, int] = {}
    codes = np.array([sets.setdefault(data_set_of(name), len(sets)) for name in names], np.int64)
    if len(sets) <= 1:
        return 0
    days = table.first_day[dated]
    several = _days_of_several(days, codes)
    chosen = [name for name, day in zip(names, days.tolist(), strict=True) if day in several]
    return possible_doubles(case.shared, [case.account(name) for name in chosen])


def _days_of_several(days: NDArray[np.int32], codes: NDArray[np.int64]) -> set[int]:
    pairs = np.unique(np.stack([days.astype(np.int64), codes]), axis=1)
    found, counts = np.unique(pairs[0], return_counts=True)
    return set(found[counts > 1].tolist())
