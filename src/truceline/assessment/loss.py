"""Sums of losses: published figures added, bounds kept, gaps said (semantics 7)."""

import re
from collections.abc import Iterable

from attrs import frozen

from truceline.assessment.account import Account, Toll
from truceline.testimony.claim import Harm
from truceline.values.doubt import Count

_PRINTED = re.compile(r"(\d+)/(\d+)/(\d+)")


@frozen
class Loss:
    """People harmed in one way, over some incidents.

    ``high`` is None ("or more") as soon as one toll has no upper bound; a toll without a best
    figure is left out of ``best``, and ``best_of`` says of how many incidents it is.
    """

    low: int
    best: int
    high: int | None
    best_of: int
    incidents: int


NO_LOSS = Loss(low=0, best=0, high=0, best_of=0, incidents=0)


def whole_toll(account: Account, harm: Harm) -> Toll | None:
    """The toll of a whole incident; of tolls of parts none is the whole, and none are added."""
    own = [toll for toll in account.tolls if toll.scope.harm == harm.value]
    everybody = [toll for toll in own if not toll.scope.victims]
    candidates = everybody or own
    unplaced = [toll for toll in candidates if not toll.scope.place]
    chosen = unplaced or candidates
    return max(chosen, key=_breadth, default=None)


def _breadth(toll: Toll) -> tuple[int, float, int, str, str]:
    """The order of tolls of parts: never that in which they were told."""
    high = float("inf") if toll.count.high is None else toll.count.high
    return toll.count.low, high, toll.count.best or 0, toll.scope.victims, toll.scope.place


def loss_of(account: Account, harm: Harm = Harm.KILLED) -> Loss:
    """One incident's loss, as its source printed it where the bounds were out of order."""
    toll = whole_toll(account, harm)
    return NO_LOSS if toll is None else loss_of_count(toll.count)


def loss_of_count(count: Count) -> Loss:
    """The loss that one count is, as printed where its bounds were out of order."""
    if printed := _PRINTED.fullmatch(count.words):
        low, best, high = (int(number) for number in printed.groups())
        return Loss(low=low, best=best, high=high, best_of=1, incidents=1)
    has_best = count.best is not None
    return Loss(low=count.low, best=count.best or 0, high=count.high, best_of=int(has_best), incidents=1)


def add_losses(losses: Iterable[Loss]) -> Loss:
    """The sum; an open high makes the sum's high open."""
    parts = tuple(losses)
    highs = [part.high for part in parts]
    return Loss(
        low=sum(part.low for part in parts),
        best=sum(part.best for part in parts),
        high=None if None in highs else sum(high for high in highs if high is not None),
        best_of=sum(part.best_of for part in parts),
        incidents=sum(part.incidents for part in parts),
    )
