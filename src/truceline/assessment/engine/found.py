"""Findings of one view on all reports, as arrays; what the columns cannot judge, by the reference."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar, overload

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from truceline.assessment.account import Account
from truceline.assessment.case import is_long
from truceline.assessment.engine.compiled import code_kernels
from truceline.assessment.engine.reports import ABSENT
from truceline.assessment.finding import NOBODY, Finding, Responsible, Share
from truceline.assessment.finding_table import FAILED, OUT, OUTCOMES, Coded, origins_of

V = TypeVar("V", bound=Hashable)
Apart: TypeAlias = Mapping[int, tuple[Account, Finding | None]]
"""What the reference says of some rows."""
SHARES = (Share.NOT_ATTRIBUTED, Share.ONE, Share.JOINTLY, Share.AT_LEAST_ONE)
_BITS = 21
_POSSIBLE, _VIOLATION = 1, 2


@frozen(eq=False)
class Weighing:
    """What the kernels give: what stands, and the findings before any cap."""

    resolved: Any
    judged: Any


@frozen(eq=False)
class Found:
    """The findings of a view, a row for each report; codes as in ``FindingTable``.

    ``origins`` is empty where they were not counted. ``capped``: possible at most because of what its accounts rest on; ``aggregate``: sums up several
    incidents or more than 31 days. ``state`` says what stands (``resolve_kernels.Resolved``). ``apart`` are
    the rows that the reference assessed, with what it says.
    """

    out: NDArray[np.int8]
    outcome: NDArray[np.int8]
    failed: NDArray[np.int8]
    capped: NDArray[np.bool_]
    aggregate: NDArray[np.bool_]
    origins: NDArray[np.int16]
    state: NDArray[np.uint16]
    responsible: Coded[Responsible]
    provisions: Coded[tuple[str, ...]]
    apart: Apart


def found_of(weighing: Weighing, actors: Sequence[str], keys: Sequence[str], candidates: Any) -> Found:
    """The findings as the kernels give them; rows that they leave to the reference are still blank.

    Without ``keys`` which clauses were breached is not told.
    """
    resolved, judged, rows = weighing.resolved, weighing.judged, candidates.rows
    # What the kernels had no room for is half done, and named by nobody here.
    if len(hard := np.flatnonzero(judged.hard)):
        judged.outcome[hard] = judged.failed[hard] = ABSENT
    severity = judged.outcome[rows]
    responsible = _responsible(judged, severity, actors)
    provisions = _provisions(judged, severity, keys, candidates) if keys else _untold(len(rows))
    limited = rows[(severity == _VIOLATION) & (resolved.capped[rows] | judged.aggregate[rows])]
    judged.outcome[limited] = _POSSIBLE
    return Found(
        out=resolved.out, outcome=judged.outcome, failed=judged.failed, capped=resolved.capped,
        aggregate=judged.aggregate, origins=resolved.origins, state=resolved.state,
        responsible=_by_row(responsible, rows, len(judged.outcome)),
        provisions=_by_row(provisions, rows, len(judged.outcome)), apart={},
    )  # fmt: skip


def _untold(count: int) -> Coded[tuple[str, ...]]:
    return Coded(np.zeros(count, np.int32), ((),))


def _by_row(column: Coded[V], rows: NDArray[np.int32], count: int) -> Coded[V]:
    """A column of some rows as one of all; the first value stands for nothing."""
    codes = np.zeros(count, np.int32)
    codes[rows] = column.codes
    return Coded(codes, column.values)


def _table(rows: int) -> NDArray[np.int32]:
    size = 1 << max(10, int(rows).bit_length() + 1)
    return np.zeros(size, np.int32)


def _responsible(judged: Any, severity: NDArray[np.int8], actors: Sequence[str]) -> Coded[Responsible]:
    codes = np.empty(len(severity), np.int32)
    breaches = int(np.count_nonzero(severity > 0))
    examples = code_kernels().code_named(
        judged.share, judged.named_high, judged.named_low, severity, codes, _table(breaches)
    )
    shown = examples[1:]
    packed = np.stack([judged.named_low[shown], judged.named_high[shown]], axis=1)
    numbers = packed[:, :, None] >> _BITS * np.arange(3) & (1 << _BITS) - 1
    nobody = np.zeros((1, 6), np.int64)
    return Coded(
        codes,
        Answering(
            np.concatenate([[0], judged.share[shown]]).astype(np.int8),
            np.concatenate([nobody, numbers.reshape(len(shown), 6)]).astype(np.int32),
            actors,
        ),
    )


def _provisions(
    judged: Any, severity: NDArray[np.int8], keys: Sequence[str], candidates: Any
) -> Coded[tuple[str, ...]]:
    codes = np.empty(len(severity), np.int32)
    least = np.maximum(severity, 0)
    breaches = int(np.count_nonzero(least))
    examples = code_kernels().code_giving(
        candidates.first, candidates.clause, judged.gives, least, codes, _table(breaches)
    )
    shown = examples[1:]
    sizes = candidates.first[shown + 1] - candidates.first[shown]
    owner = np.repeat(np.arange(len(shown)), sizes)
    place = np.arange(len(owner)) + np.repeat(candidates.first[shown] - (np.cumsum(sizes) - sizes), sizes)
    giving = judged.gives[place] >= least[shown][owner]
    first = np.concatenate([[0, 0], np.cumsum(np.bincount(owner[giving], minlength=len(shown)))])
    return Coded(codes, Giving(first, candidates.clause[place[giving]], keys))


@frozen(eq=False)
class Answering(Sequence[Responsible]):
    """Those responsible, by code: their share, and up to six of them by number, one more than in ``actors``; 0 for none."""

    share: NDArray[np.int8]
    numbers: NDArray[np.int32]
    actors: Sequence[str]

    def __len__(self) -> int:
        return len(self.share)

    @overload
    def __getitem__(self, number: int) -> Responsible: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Responsible]: ...
    def __getitem__(self, number: int | slice) -> Any:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        named = tuple([self.actors[each - 1] for each in self.numbers[number].tolist() if each])
        return Responsible(SHARES[self.share[number]], named)


@frozen(eq=False)
class Giving(Sequence[tuple[str, ...]]):
    """The clauses that give an outcome, by code: numbers from ``first[code]`` to ``first[code + 1]``, in the order of the keys."""

    first: NDArray[np.int64]
    numbers: NDArray[np.int32]
    keys: Sequence[str]

    def __len__(self) -> int:
        return len(self.first) - 1

    @overload
    def __getitem__(self, number: int) -> tuple[str, ...]: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[tuple[str, ...]]: ...
    def __getitem__(self, number: int | slice) -> Any:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        if number < 0:
            number += len(self)
        return tuple(
            [self.keys[each] for each in self.numbers[self.first[number] : self.first[number + 1]].tolist()]
        )


def with_apart(found: Found, apart: Apart) -> Found:
    """The findings with what the reference says of some rows."""
    if not apart:
        return found
    out, outcome, failed = found.out.copy(), found.outcome.copy(), found.failed.copy()
    capped, aggregate, origins = found.capped.copy(), found.aggregate.copy(), found.origins.copy()
    rows, findings = np.array(list(apart), np.intp), [finding for _, finding in apart.values()]
    for row, (account, finding) in apart.items():
        out[row] = ABSENT if account.out is None else OUT.index(account.out)
        outcome[row] = ABSENT if finding is None else OUTCOMES.index(finding.outcome)
        failed[row] = ABSENT if finding is None or finding.failed is None else FAILED.index(finding.failed)
        capped[row], aggregate[row] = bool(account.capped), account.aggregate or is_long(account)
        if len(origins):
            origins[row] = origins_of(account)
    return evolve(
        found, out=out, outcome=outcome, failed=failed, capped=capped, aggregate=aggregate, origins=origins,
        responsible=adding(found.responsible, rows, [one.responsible if one else NOBODY for one in findings]), provisions=adding(found.provisions, rows, [one.provisions if one else () for one in findings]), apart=apart,
    )  # fmt: skip


def adding(column: Coded[V], rows: NDArray[Any], values: Sequence[V]) -> Coded[V]:
    """A column with other values in some rows, kept after its own."""
    more: dict[V, int] = {}
    codes = column.codes.copy()
    codes[rows] = [len(column.values) + more.setdefault(value, len(more)) for value in values]
    return Coded(codes, Joined(column.values, tuple(more)))


class Joined(Sequence[V]):
    """Two sequences of values as one, neither copied."""

    def __init__(self, first: Sequence[V], second: Sequence[V]) -> None:
        self._first = first
        self._second = second

    @property
    def positions(self) -> range:
        """The codes of values that are bare positions, spelled out one by one (`table._Places`)."""
        return getattr(self._first, "positions", range(0))

    def __len__(self) -> int:
        return len(self._first) + len(self._second)

    @overload
    def __getitem__(self, number: int) -> V: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[V]: ...
    def __getitem__(self, number: int | slice) -> Any:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        return self._first[number] if number < len(self._first) else self._second[number - len(self._first)]
