"""Ledgers of the engine's findings: the figures of `ledger.tally`, added up by column (semantics 7)."""

from collections import Counter
from collections.abc import Sequence
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
    sums, breaches = _added_up(over, marked=len(sets) > 0)
    rows = sums.breaches[:breaches].astype(np.intp)
    snapshot, view = case.shared.evidence.snapshot, case.view
    inside, in_perhaps, parts, may_overlap, may_fall_outside = sums.inside.tolist()
    return Ledger(
        name=view.name, title=view.title, known_by=view.known_by, size=snapshot.size, origin=snapshot.origin,
        root=snapshot.root, published_by=view.published_by, agreement=case.agreement.id,
        assessment_version=ASSESSMENT_VERSION, unfiltered=is_unfiltered(case), in_=inside,
        in_perhaps=in_perhaps, out=_names(sums.out, [reason.value for reason in OUT]),
        totals=_totals(asked.occasions, sums, rows), rows=_rows(asked.occasions, over, rows, by),
        by_actor_bounds=_actor_bounds(asked.occasions, rows), none=_names(sums.failed, FAILED),
        aggregates=Aggregates(
            possible=int(sums.outcomes[_AGGREGATES]), none=_names(sums.failed_aggregates, FAILED),
            loss=_loss(sums.losses[_AGGREGATES].tolist()),
        ),
        parts=parts, may_overlap=may_overlap, may_fall_outside=may_fall_outside,
        possible_doubles=_doubles(case, asked.occasions, sums.counted, sets), dues=tally_dues(case, window),
        as_counted=as_counted(case, window), not_assessed=case.framing.not_assessed,
    )  # fmt: skip


def _over(asked: Asked) -> Any:
    of = asked.occasions
    return tally_kernels().Over(
        out=of.out, outcome=of.outcome, failed=of.failed, perhaps=of.perhaps, aggregate=of.aggregate, toll=of.toll,
        tolls=of.tolls, whole=of.whole, begins=asked.begins, overlaps=asked.overlaps, beyond=asked.beyond,
    )  # fmt: skip


def _added_up(over: Any, *, marked: bool) -> tuple[Any, int]:
    """The figures, and how many breaches are listed; what counts is marked if asked for."""
    kernels, count = tally_kernels(), len(over.out)
    sums = kernels.Sums(
        out=np.zeros(len(OUT), np.int64), inside=np.zeros(5, np.int64), outcomes=np.zeros(4, np.int64),
        losses=np.zeros((4, _FIGURES), np.int64), failed=np.zeros(len(FAILED), np.int64),
        failed_aggregates=np.zeros(len(FAILED), np.int64), breaches=np.empty(count, np.int32),
        counted=np.zeros(count if marked else 0, np.bool_),
    )  # fmt: skip
    return sums, kernels.add_up(over, sums)


def _names(counts: NDArray[np.int64], words: Sequence[str]) -> dict[str, int]:
    return {word: count for word, count in zip(words, counts.tolist(), strict=True) if count}


def _loss(figures: Sequence[int]) -> Loss:
    """Sums of low, best and high, of how many there is a best, of how many any, and of how many no high."""
    low, best, high, best_of, incidents, without = figures
    return Loss(low, best, None if without else high, best_of, incidents) if incidents else NO_LOSS


def _totals(occasions: Occasions, sums: Any, rows: NDArray[np.intp]) -> Totals:
    """The headline figures; only what the reference assessed holds other losses than of lives."""
    apart = occasions.found.apart
    among = np.isin(list(apart), rows) if apart else ()
    breaching = [account for (account, _), here in zip(apart.values(), among, strict=True) if here]
    told = {toll.scope.harm for account in breaching for toll in account.tolls} - {Harm.KILLED.value}
    others = {
        harm: add_losses(loss_of(account, Harm(harm)) for account in breaching) for harm in sorted(told)
    }
    losses = sums.losses.tolist()
    return Totals(
        definite=int(sums.outcomes[_VIOLATION]), possible=int(sums.outcomes[_POSSIBLE]),
        none=int(sums.outcomes[_NONE]), loss=_loss(losses[_VIOLATION]),
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
    different, codes = np.unique(column.codes, return_inverse=True)
    keys: dict[tuple[str, ...], int] = {}
    merged = [keys.setdefault(_key(column.values[code], by), len(keys)) for code in different.tolist()]
    group = np.array(merged, np.int32)[codes] if len(rows) else np.zeros(0, np.int32)
    clauses = _clauses(occasions.keyed(By.PROVISION, rows), group, len(keys))
    losses = [np.zeros((len(keys), _FIGURES), np.int64) for _ in range(2)]
    tally_kernels().add_groups(over, rows, group, *losses)
    sums = [[_loss(own) for own in several.tolist()] for several in losses]
    definite = np.bincount(group[occasions.outcome[rows] == _VIOLATION], minlength=len(keys)).tolist()
    every = np.bincount(group, minlength=len(keys)).tolist()
    return tuple(
        Row(
            key=key, provisions=clauses[number], definite=definite[number], possible=every[number] - definite[number],
            loss=sums[0][number], loss_possible=sums[1][number],
        )
        for key, number in sorted(keys.items())
    )  # fmt: skip


def _clauses(
    provisions: Coded[tuple[str, ...]], group: NDArray[np.int32], groups: int
) -> list[tuple[str, ...]]:
    """The clauses that the breaches of each group breach."""
    size = len(provisions.values) + 1
    pairs = np.unique(group.astype(np.int64) * size + provisions.codes)
    codes, stops = (pairs % size).tolist(), np.searchsorted(pairs // size, np.arange(groups + 1)).tolist()
    values = provisions.values
    return [
        tuple(sorted(set(chain.from_iterable([values[code] for code in codes[begin:end]]))))
        for begin, end in pairwise(stops)
    ]


def _actor_bounds(occasions: Occasions, rows: NDArray[np.intp]) -> tuple[ActorBounds, ...]:
    least: Counter[str] = Counter()
    most: Counter[str] = Counter()
    column = occasions.keyed(By.ACTOR, rows)
    different, codes = np.unique(column.codes, return_inverse=True)
    every = np.bincount(codes, minlength=len(different)).tolist()
    surely = np.bincount(codes[occasions.outcome[rows] == _VIOLATION], minlength=len(different)).tolist()
    for code, count, definite in zip(different.tolist(), every, surely, strict=True):
        answering = column.values[code]
        for actor in answering.actors:
            most[actor] += count
            if definite and answering.share in (Share.ONE, Share.JOINTLY):
                least[actor] += definite
    return tuple(ActorBounds(actor, least[actor], most[actor]) for actor in sorted(most))


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
