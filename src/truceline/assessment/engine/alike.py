"""Incidents told alike are asked about once: what a view holds of one it holds of all.

Invariant: what stands of each incident is what the kernels give when they ask of it alone, where nothing a view asks depends on time.
"""

from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from truceline.assessment.engine.compiled import alike_kernels, resolve_kernels
from truceline.assessment.engine.grounds import in_chunks
from truceline.assessment.engine.hearing import told_among
from truceline.assessment.engine.reports import MOST_TELLINGS, Reports

_FEW_WAYS = 4096
"""Of so many ways of telling it does not matter whether they are fewer than the incidents."""


@frozen(eq=False)
class Alike:
    """The ways in which incidents are told: ``code`` is that of each row, ``told`` and ``awkward`` are of one incident each.

    ``code`` is None where every row is told in a way of its own; ``backs`` are the withdrawals of these incidents.
    """

    code: NDArray[np.int32] | None
    told: Any
    backs: NDArray[np.intp]
    awkward: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.awkward if self.code is None else self.code)

    def of_rows(self, rows: NDArray[np.intp]) -> "Alike":
        """The ways in which some rows are told."""
        if self.code is None:
            ways, code = rows, None
        else:
            met = np.zeros(len(self.awkward), np.bool_)
            met[self.code[rows]] = True
            ways, code = np.flatnonzero(met), (np.cumsum(met, dtype=np.int32) - 1)[self.code[rows]]
        told, backs = told_among(self.told, ways)
        return Alike(code, told, self.backs[backs], self.awkward[ways])


def each_alone(reports: Reports, told: Any) -> Alike:
    """Every row told in a way of its own."""
    return Alike(None, told, np.arange(len(told.back_telling)), reports.awkward)


def alike_of(reports: Reports, told: Any, *, few: int = _FEW_WAYS) -> Alike:
    """The ways in which incidents are told, unless they are many and more than half as many as the incidents."""
    kernels, most = alike_kernels(), min(len(reports), max(few, len(reports) // 2))
    code, examples = np.empty(len(reports), np.int32), np.empty(most, np.int32)
    count = kernels.number_alike(
        told, reports.awkward, _withdrawn(reports), np.empty((2, kernels.WORDS * MOST_TELLINGS), np.int64), code,
        examples, np.full(1 << max(10, (2 * most).bit_length()), -1, np.int32),
    )  # fmt: skip
    if count < 0:
        return each_alone(reports, told)
    rows = examples[:count].astype(np.intp)
    among, backs = told_among(told, rows)
    return Alike(code, among, backs, reports.awkward[rows])


def _withdrawn(reports: Reports) -> NDArray[np.int32]:
    """By telling who takes it back, hedged or not; -1 where nobody does."""
    found = np.full(len(reports.teller), -1, np.int32)
    found[reports.back_telling] = reports.back_teller * 2 + reports.back_hedged
    return found


def resolved_by(alike: Alike, asked: Any, rows: NDArray[np.int32], *, origins: bool, threads: int) -> Any:
    """What stands of each incident under a view (``resolve_kernels.Resolved``), asked once of those that are told alike.

    ``rows`` are the incidents with candidates; ``asked`` says of the withdrawals of ``alike`` whether they hold. Origins are counted if
    asked for.
    """
    kernels, count, codes = resolve_kernels(), len(alike.awkward), alike.code
    among = rows if codes is None else np.arange(count, dtype=np.int32)
    own = kernels.room_for(count, len(among), origins)
    in_chunks(
        lambda begin, end: kernels.resolve(alike.told, asked, alike.awkward, among, begin, end, own),
        count,
        threads if codes is None else 1,
    )
    if codes is None:
        return own
    whole = (
        own.state | (own.out + np.uint32(1)) << np.uint32(16) | own.capped.astype(np.uint32) << np.uint32(20)
    )
    found = kernels.room_for(len(codes), 0, origins)
    in_chunks(
        lambda begin, end: alike_kernels().spread(codes, whole, own.origins, begin, end, found),
        len(codes),
        threads,
    )
    ways = codes[rows]
    return found._replace(stand=own.stand[ways], rival=own.rival[ways])
