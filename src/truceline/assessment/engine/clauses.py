"""The clauses that a view takes, laid out for the kernels: time, ground, conduct, parties, rival versions."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from truceline.agreement.terms import Deontic, Provision
from truceline.assessment.conditions import InForce
from truceline.assessment.conduct import may_be_covered
from truceline.assessment.engine.compiled import clause_kernels, scan_kernels
from truceline.assessment.engine.framed import PartiesSeen, sides_of
from truceline.assessment.engine.grounds import Ground, ground_of
from truceline.assessment.engine.lines import laid_end_to_end
from truceline.assessment.framework import Facts
from truceline.assessment.framing import Framing
from truceline.values.doubt import Truth
from truceline.values.when import Interval

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)
_NO_BOUND = 1 << 42
_TRUTHS = {Truth.NO: 0, Truth.UNKNOWN: 1, Truth.YES: 2}


@frozen(cache_hash=True)
class Static:
    """All of a clause that *when*, *where* and *what* depend on, conditions of being in force apart."""

    sure: tuple[Interval, ...]
    possible: tuple[Interval, ...]
    ground: Ground
    conduct: tuple[str, ...]
    of: tuple[str, ...]


def static_of(clause: Provision, force: InForce) -> Static:
    """What of a clause a scan depends on; equal ones are scanned for once."""
    return Static(force.sure, force.possible, ground_of(clause), clause.conduct, clause.of)


def half(moment: datetime | None, *, none: int) -> int:
    """A moment on a scale on which whole minutes are even and all else lies between."""
    if moment is None:
        return none
    number, rest = divmod(moment - _EPOCH, _MINUTE)
    return 2 * number + bool(rest)


@lru_cache(maxsize=1 << 16)
def stretches(clause: Static) -> tuple[tuple[int, int], ...]:
    """When a clause is possibly in force, in half minutes."""
    return tuple(
        (half(part.start, none=-_NO_BOUND), half(part.end, none=_NO_BOUND)) for part in clause.possible
    )


def bounds_of(
    stretches: Iterable[Sequence[Interval]],
) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]:
    """When each of several clauses is in force, laid end to end in half minutes."""
    first, begun, ended = [0], list[int](), list[int]()
    for stretch in stretches:
        begun += [half(part.start, none=-_NO_BOUND) for part in stretch]
        ended += [half(part.end, none=_NO_BOUND) for part in stretch]
        first.append(len(begun))
    return np.array(first, np.int32), np.array(begun, np.int64), np.array(ended, np.int64)


def terms_of(wanted: Sequence[Static], grounds: Sequence[Ground], kinds: Sequence[str]) -> Any:
    """The arrays to scan for these clauses (``scan_kernels.Terms``)."""
    number = {ground: place for place, ground in enumerate(grounds)}
    conducts = {
        key: place for place, key in enumerate(dict.fromkeys((one.conduct, one.of) for one in wanted))
    }
    covers = np.zeros((len(conducts), max(len(kinds), 1)), np.uint8)
    for (conduct, of), place in conducts.items():
        for code, kind in enumerate(kinds):
            # Of rows nobody says with what it was done: a clause on certain things is open.
            truth = may_be_covered(kind, conduct) & (Truth.UNKNOWN if of else Truth.YES)
            covers[place, code] = _TRUTHS[truth]
    sure, possible = bounds_of(one.sure for one in wanted), bounds_of(one.possible for one in wanted)
    return scan_kernels().Terms(
        ground=np.array([number[one.ground] for one in wanted], np.int32),
        conduct=np.array([conducts[one.conduct, one.of] for one in wanted], np.int32),
        covers=covers,
        sure_first=sure[0], sure_from=sure[1], sure_until=sure[2],
        possible_first=possible[0], possible_from=possible[1], possible_until=possible[2],
    )  # fmt: skip


def groups_of(clauses: Sequence[Provision]) -> list[list[int]]:
    """The clauses that are rival versions of one another, by number."""
    versions: dict[str, list[int]] = {}
    for number, clause in enumerate(clauses):
        versions.setdefault(clause.id, []).append(number)
    return [group for group in versions.values() if len(group) > 1]


def clauses_of(framing: Framing, seen: PartiesSeen) -> Any:
    """The arrays of a framing's clauses (``clause_kernels.Clauses``), the conditions' timelines aside."""
    judge = framing.judge
    every, prohibitions = judge.all, len(judge.prohibitions)
    sides = [sides_of(clause, seen) for clause in every]
    groups = groups_of(judge.prohibitions)
    group = np.full(len(every), -1, np.int32)
    for number, members in enumerate(groups):
        group[members] = number
    excludes = laid_end_to_end([side[2] for side in sides])
    numbers: dict[tuple[int, tuple[int, ...]], int] = {}
    numbered = [
        [numbers.setdefault((parties, out), len(numbers)) for parties in (bound, protected)]
        for bound, protected, out in sides
    ]
    rivals = laid_end_to_end(groups)
    possible = bounds_of(framing.force_of(clause).possible for clause in every)
    overridden = laid_end_to_end(
        [place for place, other in enumerate(judge.prohibitions) if other.id in clause.overrides]
        if clause.deontic is Deontic.PERMITS
        else []
        for clause in every
    )
    conditional = [
        place for place, clause in enumerate(judge.prohibitions) if clause.provided and group[place] < 0
    ]
    provided_first = np.cumsum([0, *(len(clause.provided) for clause in every)]).astype(np.int32)
    return clause_kernels().Clauses(
        prohibitions=prohibitions,
        plain=bool((group[:prohibitions] < 0).any()),
        located=np.array([clause.area is not None for clause in every], np.bool_),
        bound=np.array([side[0] for side in sides], np.int32),
        protected=np.array([side[1] for side in sides], np.int32),
        bound_side=np.array([own[0] for own in numbered], np.int32),
        protected_side=np.array([own[1] for own in numbered], np.int32),
        excludes_first=excludes[0], excludes=excludes[1], group=group,
        groups_first=rivals[0], groups=rivals[1],
        provided_first=provided_first,
        provided_line=np.full(provided_first[-1], -1, np.int32),
        provided_turned=np.zeros(provided_first[-1], np.bool_),
        conditional=np.array(conditional, np.int32),
        possible_first=possible[0], possible_from=possible[1], possible_until=possible[2],
        overrides_first=overridden[0], overrides=overridden[1],
    )  # fmt: skip


def condition_words(framing: Framing, facts: Facts) -> list[tuple[Any, bool]]:
    """For each condition of each clause the words its answer rests on, and whether it is turned round."""
    found = []
    for clause in framing.judge.all:
        for condition in clause.provided:
            reading = POSITIONS.get(condition.position)
            key = (condition.actor, framing.agreement.id)
            store = facts.excluded if reading == "excluded" else facts.accepted
            words = store.get(key, ()) if reading is not None else ()
            found.append((words, reading == "not accepted"))
    return found


POSITIONS = {
    "accepted": "accepted",
    "bound": "accepted",
    "refused": "not accepted",
    "withdrawn": "not accepted",
    "excluded": "excluded",
}
"""How a position that a clause makes a condition is read (`framework.py`)."""
