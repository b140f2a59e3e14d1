"""Ledgers of the engine's findings: the figures of `ledger.tally`, added up by column (semantics 7)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, pairwise
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import frozen
from numpy.typing import NDArray

from truceline.assessment.case import Case
from truceline.assessment.counted import as_counted
from truceline.assessment.doubles import possible_doubles
from truceline.assessment.dues import tally_dues
from truceline.assessment.engine.compiled import tally_kernels
from truceline.assessment.engine.found import SHARES, Answering, Giving
from truceline.assessment.engine.occasions import Occasions
from truceline.assessment.finding import ASSESSMENT_VERSION, Share
from truceline.assessment.finding_table import EARLIEST, FAILED, LATEST, OUT, Coded
from truceline.assessment.ledger import (
    ActorBounds,
    Aggregates,
    By,
    Ledger,
    Row,
    Scope,
    Totals,
    is_unfiltered,
    week_of,
)
from truceline.assessment.loss import NO_LOSS, Loss, add_losses, loss_of
from truceline.assessment.selection import Window, every_incident
from truceline.testimony.claim import Harm

_NONE, _POSSIBLE, _VIOLATION, _AGGREGATES = range(4)
_FIGURES = 6
_EPOCH = date(1970, 1, 1).toordinal()
_Mask = NDArray[np.bool_]


@frozen(eq=False)
class Asked:
    """Occasions over a window: which begin in it, may overlap it, may fall outside; empty where all begin in it."""

    occasions: Occasions
    begins: _Mask
    overlaps: _Mask
    beyond: _Mask


def asked_of(occasions: Occasions, scope: Scope) -> Asked:
    """The incidents a ledger is over: the rule of `selection.fit`, for every one that is chosen."""
    fitting = _fitting(occasions, scope.window)
    if scope.choice is every_incident:
        return fitting
    chosen = np.array([scope.choice(incident) for incident in occasions.incidents.to_pylist()], np.bool_)
    none = np.zeros(len(chosen), np.bool_)
    if scope.window.is_open:
        return Asked(occasions, chosen, none, none)
    return Asked(occasions, fitting.begins & chosen, fitting.overlaps & chosen, fitting.beyond & chosen)


def _fitting(occasions: Occasions, window: Window) -> Asked:
    nothing = np.zeros(0, np.bool_)
    if window.is_open:
        return Asked(occasions, nothing, nothing, nothing)
    low = EARLIEST if window.first is None else window.first.toordinal() - _EPOCH
    high = LATEST if window.last is None else window.last.toordinal() - _EPOCH
    days = occasions.days()
    first, last = days.first, days.last
    open_start, open_end = first == EARLIEST, last == LATEST
    undated = np.bool_(window.first is None) & ~open_end & (last <= high)
    begins = np.where(open_start, undated, (first >= low) & (first <= high))
    may_meet = (open_end | (last >= low)) & (open_start | (first <= high))
    ends_in_it = np.bool_(window.last is None) | (~open_end & (last <= high))
    return Asked(occasions, begins, ~begins & may_meet, begins & ~ends_in_it)


def tallied(case: Case, asked: Asked, window: Window, by: By, sets: NDArray[np.int32]) -> Ledger:
    """The ledger of a view over a window; ``sets`` numbers the data set of each incident, empty for one set."""
    over = _over(asked)
    sums = _added_up(over, marked=len(sets) > 0)
    rows = sums.rows
    snapshot, view = case.shared.evidence.snapshot, case.view
    parts, may_overlap, may_fall_outside = sums.aside
    return Ledger(
        name=view.name, title=view.title, known_by=view.known_by, size=snapshot.size, origin=snapshot.origin,
        root=snapshot.root, published_by=view.published_by, agreement=case.agreement.id,
        assessment_version=ASSESSMENT_VERSION, unfiltered=is_unfiltered(case), in_=sums.inside,
        in_perhaps=sums.in_perhaps, out=_names(sums.out, [reason.value for reason in OUT]),
        totals=_totals(asked.occasions, sums, rows), rows=_rows(asked.occasions, over, rows, by),
        by_actor_bounds=_actor_bounds(asked.occasions, rows), none=_names(sums.failed, FAILED),
        aggregates=Aggregates(
            possible=sums.outcomes[_AGGREGATES], none=_names(sums.failed_aggregates, FAILED),
            loss=_loss(sums.losses[_AGGREGATES]),
        ),
        parts=parts, may_overlap=may_overlap, may_fall_outside=may_fall_outside,
        possible_doubles=_doubles(case, asked.occasions, sums.counted, sets), dues=tally_dues(case, window),
        as_counted=as_counted(case, window), not_assessed=case.framing.not_assessed,
    )  # fmt: skip


def _over(asked: Asked) -> Any:
    of = asked.occasions
    return tally_kernels().Over(
        out=of.out, outcome=of.outcome, failed=of.failed, perhaps=of.perhaps, aggregate=of.aggregate, state=of.state, toll=of.toll,
        tolls=of.tolls, whole=of.whole, begins=asked.begins, overlaps=asked.overlaps, beyond=asked.beyond,
    )  # fmt: skip


@frozen(eq=False)
class _Sums:
    """The figures of all incidents together: ``outcomes`` and ``losses`` by outcome, then of aggregates; ``failed`` by condition.

    ``aside`` are parts, those that may overlap and those that may fall outside, ``rows`` what is possible at least; ``counted`` marks what counts,
    if asked for.
    """

    out: NDArray[np.int64]
    inside: int
    in_perhaps: int
    outcomes: list[int]
    failed: NDArray[np.int64]
    failed_aggregates: NDArray[np.int64]
    losses: list[list[int]]
    aside: list[int]
    rows: NDArray[np.intp]
    counted: _Mask


def _added_up(over: Any, *, marked: bool) -> _Sums:
    """The figures; what counts is marked if asked for."""
    kernels, count = tally_kernels(), len(over.out)
    sums = kernels.Sums(
        ways=np.zeros(kernels.WAYS, np.int64), tolls=np.zeros(1 + 4 * len(over.tolls), np.int64), aside=np.zeros(3, np.int64),
        breaches=np.empty(count, np.int32), counted=np.zeros(count if marked else 0, np.bool_),
    )  # fmt: skip
    breaches = kernels.add_up(over, sums)
    ways = sums.ways[kernels.REASONS :].reshape(2, 2, 3, kernels.FAILURES)
    failed = ways[:, :, _NONE, 1 : len(FAILED) + 1].sum(axis=1)
    return _Sums(
        out=sums.ways[: len(OUT)], inside=int(ways.sum()), in_perhaps=int(ways[:, 1].sum()),
        outcomes=[*ways[0].sum(axis=(0, 2)).tolist(), int(ways[1, :, _POSSIBLE:].sum())],
        failed=failed[0], failed_aggregates=failed[1],
        losses=_losses(sums.tolls[1:].reshape(-1, 4).T, over.tolls.astype(np.int64)), aside=sums.aside.tolist(),
        rows=sums.breaches[:breaches].astype(np.intp), counted=sums.counted,
    )  # fmt: skip


def _losses(counts: NDArray[np.int64], tolls: NDArray[np.int64]) -> list[list[int]]:
    """The losses (`_loss`) of each kind of incident, of which so many have each toll."""
    low, best, high = tolls.reshape(-1, 3).T
    figures = low, np.where(best < 0, 0, best), np.where(high < 0, 0, high), best >= 0, low * 0 + 1, high < 0
    summed: list[list[int]] = np.stack(
        [counts @ column.astype(np.int64) for column in figures], axis=1
    ).tolist()
    return summed


def _names(counts: NDArray[np.int64], words: Sequence[str]) -> dict[str, int]:
    return {word: count for word, count in zip(words, counts.tolist(), strict=True) if count}


def _loss(figures: Sequence[int]) -> Loss:
    """Sums of low, best and high, of how many there is a best, of how many any, and of how many no high."""
    low, best, high, best_of, incidents, without = figures
    return Loss(low, best, None if without else high, best_of, incidents) if incidents else NO_LOSS


def _totals(occasions: Occasions, sums: _Sums, rows: NDArray[np.intp]) -> Totals:
    """The headline figures; only what the reference assessed holds other losses than of lives."""
    apart = occasions.found.apart
    among = np.isin(list(apart), rows) if apart else ()
    breaching = [account for (account, _), here in zip(apart.values(), among, strict=True) if here]
    told = {toll.scope.harm for account in breaching for toll in account.tolls} - {Harm.KILLED.value}
    others = {
        harm: add_losses(loss_of(account, Harm(harm)) for account in breaching) for harm in sorted(told)
    }
    losses = sums.losses
    return Totals(
        definite=sums.outcomes[_VIOLATION], possible=sums.outcomes[_POSSIBLE],
        none=sums.outcomes[_NONE], loss=_loss(losses[_VIOLATION]),
        loss_possible=_loss(losses[_POSSIBLE]), loss_none=_loss(losses[_NONE]),
        other_losses={name: loss for name, loss in others.items() if loss != NO_LOSS},
    )  # fmt: skip


def _key(value: Any, by: By) -> tuple[str, ...]:
    if by is By.ACTOR:
        return tuple(value.actors)
    if by is By.WEEK:
        return tuple(dict.fromkeys(map(week_of, value)))
    return tuple(map(str, value))


def _rows(occasions: Occasions, over: Any, rows: NDArray[np.intp], by: By) -> tuple[Row, ...]:
    """The rows of a ledger; values that give one key, such as days of one week, are one row."""
    column = occasions.keyed(by, rows)
    different, codes = _different(column)
    keys: dict[tuple[str, ...], int] = {}
    merged = [keys.setdefault(key, len(keys)) for key in _keys(column.values, different, by)]
    group = np.array(merged, np.int32)[codes] if len(rows) else np.zeros(0, np.int32)
    clauses = _clauses(occasions.keyed(By.PROVISION, rows), group, len(keys))
    losses = [np.zeros((len(keys), _FIGURES), np.int64) for _ in range(2)]
    tally_kernels().add_groups(over, rows, group, *losses)
    known = dict[tuple[int, ...], Loss]()
    sums = [[_loss_of(tuple(own), known) for own in several.tolist()] for several in losses]
    definite = np.bincount(group[occasions.outcome[rows] == _VIOLATION], minlength=len(keys)).tolist()
    every = np.bincount(group, minlength=len(keys)).tolist()
    return tuple(
        Row(
            key=key, provisions=clauses[number], definite=definite[number], possible=every[number] - definite[number],
            loss=sums[0][number], loss_possible=sums[1][number],
        )
        for key, number in sorted(keys.items())
    )  # fmt: skip


def _different(column: Coded[Any]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The codes that a column has, ascending, and for each row which of them it has."""
    met = np.zeros(len(column.values), np.bool_)
    met[column.codes] = True
    place = np.cumsum(met) - 1
    return np.flatnonzero(met), place[column.codes]


def _keys(values: Sequence[Any], codes: NDArray[np.intp], by: By) -> Iterator[tuple[str, ...]]:
    """What a ledger by something calls each of these values."""
    if by is By.ACTOR and isinstance(values, Answering):
        actors = values.actors
        for several in values.numbers[codes].tolist():
            yield tuple([actors[each - 1] for each in several if each])
    else:
        for code in codes.tolist():
            yield _key(values[code], by)


def _loss_of(figures: tuple[int, ...], known: dict[tuple[int, ...], Loss]) -> Loss:
    """A sum of losses, each different one once."""
    loss = known.get(figures)
    if loss is None:
        loss = known[figures] = _loss(figures)
    return loss


def _clauses(
    provisions: Coded[tuple[str, ...]], group: NDArray[np.int32], groups: int
) -> list[tuple[str, ...]]:
    """The clauses that the breaches of each group breach."""
    values = provisions.values
    if isinstance(values, Giving):
        return _clauses_by_number(values, provisions.codes, group, groups)
    size = len(values) + 1
    pairs = _unique(group.astype(np.int64) * size + provisions.codes)
    codes, stops = (pairs % size).tolist(), np.searchsorted(pairs // size, np.arange(groups + 1)).tolist()
    return [
        tuple(sorted(set(chain.from_iterable([values[code] for code in codes[begin:end]]))))
        for begin, end in pairwise(stops)
    ]


def _clauses_by_number(
    values: Giving, codes: NDArray[np.int32], group: NDArray[np.int32], groups: int
) -> list[tuple[str, ...]]:
    """The same where clauses are told by number: united by their place among the sorted keys."""
    order = sorted(range(len(values.keys)), key=values.keys.__getitem__)
    names, rank = [values.keys[number] for number in order], np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    size = len(values) + 1
    pairs = _unique(group.astype(np.int64) * size + codes)
    several, own = pairs % size, pairs // size
    counts = values.first[several + 1] - values.first[several]
    before = np.cumsum(counts) - counts
    place = np.arange(int(counts.sum())) + np.repeat(values.first[several] - before, counts)
    clauses = rank[values.numbers[place]]
    both = _unique(np.repeat(own, counts) * len(names) + clauses)
    ranks = (both % max(len(names), 1)).tolist()
    stops = np.searchsorted(both // max(len(names), 1), np.arange(groups + 1)).tolist()
    return [tuple([names[each] for each in ranks[begin:end]]) for begin, end in pairwise(stops)]


def _unique(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Different numbers, ascending."""
    found = np.sort(numbers)
    different: NDArray[np.int64] = found[np.append(True, found[1:] != found[:-1])[: len(found)]]
    return different


def _actor_bounds(occasions: Occasions, rows: NDArray[np.intp]) -> tuple[ActorBounds, ...]:
    column = occasions.keyed(By.ACTOR, rows)
    different, codes = _different(column)
    every = np.bincount(codes, minlength=len(different))
    surely = np.bincount(codes[occasions.outcome[rows] == _VIOLATION], minlength=len(different))
    if isinstance(column.values, Answering):
        return _bounds_by_number(column.values, different, every, surely)
    least: Counter[str] = Counter()
    most: Counter[str] = Counter()
    for code, count, definite in zip(different.tolist(), every.tolist(), surely.tolist(), strict=True):
        answering = column.values[code]
        for actor in answering.actors:
            most[actor] += count
            if definite and answering.share in (Share.ONE, Share.JOINTLY):
                least[actor] += definite
    return tuple(ActorBounds(actor, least[actor], most[actor]) for actor in sorted(most))


def _bounds_by_number(
    values: Answering, codes: NDArray[np.intp], every: NDArray[np.intp], surely: NDArray[np.intp]
) -> tuple[ActorBounds, ...]:
    """The same where actors are told by number; an actor is told of once in each value."""
    numbers, size = values.numbers[codes], len(values.actors) + 1
    alone = np.isin(values.share[codes], [SHARES.index(Share.ONE), SHARES.index(Share.JOINTLY)])

    def added(counts: NDArray[Any]) -> NDArray[np.int64]:
        weights = np.repeat(counts, numbers.shape[1])
        return np.bincount(numbers.ravel(), weights=weights, minlength=size).astype(np.int64)

    most, least = added(every), added(np.where(alone, surely, 0))
    named = [(values.actors[number - 1], number) for number in np.flatnonzero(most).tolist() if number]
    return tuple(ActorBounds(actor, int(least[number]), int(most[number])) for actor, number in sorted(named))


def _doubles(case: Case, occasions: Occasions, counted: _Mask, sets: NDArray[np.int32]) -> int:
    """Pairs that may be one incident: looked for only on days on which two data sets tell of any."""
    if not len(sets):
        return 0
    days = occasions.days()
    dated = np.flatnonzero(counted & (days.first == days.last))
    several = _days_of_several(days.first[dated], sets[dated].astype(np.int64))
    chosen = dated[np.isin(days.first[dated], list(several))]
    names = occasions.incidents.take(pa.array(chosen)).to_pylist()
    return possible_doubles(case.shared, [case.account(name) for name in names])


def _days_of_several(days: NDArray[np.int32], codes: NDArray[np.int64]) -> set[int]:
    pairs = np.unique(np.stack([days.astype(np.int64), codes]), axis=1)
    found, counts = np.unique(pairs[0], return_counts=True)
    return set(found[counts > 1].tolist())
