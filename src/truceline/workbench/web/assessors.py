"""How a record's findings under a view are worked out: over arrays where that is quicker, else one by one.

Assessing over arrays has notes of its own on the record, shared with nobody, so that nobody has to
wait for it; assessing one by one writes into notes that all cases share.
"""

from collections.abc import Callable
from threading import Lock

from attrs import define, evolve, field

from truceline.assessment.case import Case, Shared, share
from truceline.assessment.engine.engine import Engine, engine_of
from truceline.assessment.engine.gathering import reports_of
from truceline.assessment.engine.runs import Hands
from truceline.assessment.finding_table import FindingTable
from truceline.workbench.sizing import is_worth_arrays

_THREADS = 2
STAGES = 5
"""Reading into arrays, sorting, the framework, where and when each clause may apply, the rest."""


@define(eq=False)
class Assessor:
    """Assesses one snapshot over arrays, under one agreement after another."""

    shared: Shared
    _lock: Lock = field(factory=Lock)
    _engines: list[Engine] = field(factory=list)

    @classmethod
    def of(cls, shared: Shared) -> "Assessor":
        """One with notes of its own on a snapshot."""
        return cls(evolve(share(shared.evidence), later=shared.later))

    def table(self, case: Case, step: Callable[[int], None]) -> FindingTable:
        """The findings of a case; ``step`` is told each stage that is reached, and may end the work."""
        with self._lock:
            step(0)
            engine = self._engine(case, step)
            reached = iter(range(3, STAGES + 1))
            told = evolve(engine, hands=Hands(_THREADS, lambda _: step(next(reached, STAGES))))
            return told.table(case.view)

    def _engine(self, case: Case, step: Callable[[int], None]) -> Engine:
        for known in self._engines:
            if known.agreement == case.agreement:
                return known
        if self._engines:
            made = self._engines[0].with_agreement(case.agreement)
        else:
            reports = reports_of(self.shared.evidence, self.shared.origins)
            step(1)
            made = engine_of(reports, self.shared, case.agreement, threads=_THREADS)
        step(2)
        self._engines.append(made)
        return made


@define(eq=False)
class Assessors:
    """The assessors of some snapshots, the latest kept: each holds its record as arrays."""

    most: int
    _made: list[Assessor] = field(factory=list)
    _lock: Lock = field(factory=Lock)

    def of(self, case: Case) -> Assessor | None:
        """Who assesses a case over arrays; None where one by one is quicker, or arrays cannot be had."""
        evidence = case.shared.evidence
        if not is_worth_arrays(len(evidence.incidents)):
            return None
        with self._lock:
            found = next((one for one in self._made if one.shared.evidence is evidence), None)
            if found is None:
                found = Assessor.of(case.shared)
                self._made = [*self._made, found][-self.most :]
            return found
