"""What two ledgers are compared by, as one number for each incident; and one view's ledger held that way."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import define, evolve, field, frozen
from numpy.typing import NDArray

from truceline.assessment.case import Case
from truceline.assessment.comparison import finding_words
from truceline.assessment.engine.among import Among, among_of
from truceline.assessment.engine.engine import Engine
from truceline.assessment.engine.found import Answering, Found, found_of, with_apart
from truceline.assessment.engine.occasions import occasions_of
from truceline.assessment.engine.reports import LATEST
from truceline.assessment.engine.runs import Asking, Framed, Run, weighed
from truceline.assessment.engine.tallying import asked_of as asked_rows
from truceline.assessment.finding import Outcome, Responsible
from truceline.assessment.finding_table import FAILED, OUT, OUTCOMES
from truceline.assessment.flipping import Heads
from truceline.assessment.ledger import IN_ITS_WHOLE, OUTSIDE, Scope, Seen

Codes = NDArray[np.int64]
NOT_COUNTED = -1
_FAILED, _AGGREGATE, _WHO = 2, 5, 6


@define
class SeenCodes:
    """Numbers for what is found of incidents; equal numbers, equal findings as far as ledgers are compared."""

    _numbers: dict[Responsible, int] = field(factory=dict, init=False)
    _named: list[Responsible] = field(factory=list, init=False)
    _by_share: dict[bytes, int] = field(factory=dict, init=False)
    _actors: Sequence[str] = field(default=(), init=False)

    def of(self, found: Found, rows: NDArray[Any] | slice = slice(None)) -> Codes:
        """What is found of some rows, counted or not; nonsense for rows that are out."""
        codes = found.responsible.codes[rows]
        if len(found.responsible.values) <= len(codes):
            who = self._numbered(found.responsible.values)[codes]
        else:
            different, back = np.unique(codes, return_inverse=True)
            who = self._numbered([found.responsible.values[code] for code in different.tolist()])[back]
        made: Codes = (
            (who << _WHO)
            | (found.aggregate[rows].astype(np.int64) << _AGGREGATE)
            | ((found.failed[rows].astype(np.int64) + 1) << _FAILED)
            | np.maximum(found.outcome[rows], 0)
        )
        return made

    def of_seen(self, seen: Seen | None) -> int:
        """The number of what the reference finds."""
        if seen is None:
            return NOT_COUNTED
        aggregate, outcome, failed, responsible = seen
        reason = 0 if failed is None else FAILED.index(failed) + 1
        who = int(self._numbered([responsible])[0])
        return who << _WHO | aggregate << _AGGREGATE | reason << _FAILED | OUTCOMES.index(Outcome(outcome))

    def seen(self, code: int) -> Seen | None:
        """What a number stands for."""
        if code == NOT_COUNTED:
            return None
        reason = code >> _FAILED & 7
        failed = FAILED[reason - 1] if reason else None
        return bool(code >> _AGGREGATE & 1), OUTCOMES[code & 3].value, failed, self._named[code >> _WHO]

    def _numbered(self, values: Sequence[Responsible]) -> Codes:
        if isinstance(values, Answering):
            return self._numbered_answers(values)
        numbers = self._numbers
        found = np.empty(len(values), np.int64)
        for place, value in enumerate(values):
            number = numbers.get(value)
            if number is None:
                number = numbers[value] = len(self._named)
                self._named.append(value)
            found[place] = number
        return found

    def _numbered_answers(self, values: Answering) -> Codes:
        """The same of those told by number; who was told before is not put in words again."""
        if values.actors is not self._actors:
            self._by_share.clear()
            self._actors = values.actors
        told = np.column_stack([values.share.astype(np.int32), values.numbers])
        keys: Any = told.view(np.dtype((np.void, told.itemsize * told.shape[1]))).ravel().tolist()
        known = self._by_share
        for place, key in enumerate(keys):
            if key not in known:
                known[key] = int(self._numbered([values[place]])[0])
        return np.fromiter(map(known.__getitem__, keys), np.int64, len(keys))


def heads_of(codes: Codes) -> Heads:
    """The headline counts of so many incidents."""
    counted = codes[codes != NOT_COUNTED]
    outcomes = np.bincount(counted[counted >> _AGGREGATE & 1 == 0] & 3, minlength=3).tolist()
    return Heads(in_=len(counted), definite=outcomes[2], possible=outcomes[1], none=outcomes[0])


def shifted(heads: Heads, before: Codes, after: Codes) -> Heads:
    """The headline counts once some incidents are found otherwise."""
    return heads.changed(heads_of(before), heads_of(after))


@frozen(eq=False)
class Held:
    """One view's ledger over a run: what is found of each row, by number.

    ``begun`` are the rows that are in and begin in the days asked for, ``codes`` those of them that are counted,
    that is, in no whole that is. ``fits`` says of each row whether what is told of its time begins in those days and
    it is asked for at all; ``begins`` says so of the time in the columns. ``hard`` are the rows that the reference assessed.
    """

    engine: Engine
    case: Case
    scope: Scope
    found: Found
    codes: Codes
    begun: NDArray[np.bool_]
    fits: NDArray[np.bool_]
    begins: NDArray[np.bool_]
    hard: NDArray[np.bool_]
    resolved: Any
    among: Among
    heads: Heads
    numbers: SeenCodes

    @property
    def run(self) -> Run:
        """The one run that the engine has."""
        return self.engine.runs[0]

    def names(self, rows: NDArray[Any] | Sequence[int]) -> list[str]:
        """The incidents of some rows."""
        names: list[str] = self.run.reports.incidents.take(pa.array(np.asarray(rows, np.int64))).to_pylist()
        return names

    def rows(self, names: Iterable[str]) -> NDArray[np.intp]:
        """The rows of some incidents, ascending."""
        return np.array(sorted(self.run.places_of(names).values()), np.intp)

    def words(self, row: int) -> str:
        """What is found of a row, as `comparison.found_words` has it."""
        found = self.found
        if not self.begun[row]:
            return f"out: {OUT[found.out[row]].value}" if self.fits[row] and found.out[row] >= 0 else OUTSIDE
        if self.codes[row] == NOT_COUNTED:
            return IN_ITS_WHOLE
        failed = FAILED[found.failed[row]] if found.failed[row] >= 0 else None
        return finding_words(OUTCOMES[found.outcome[row]], failed, aggregate=bool(found.aggregate[row]))

    def with_responsible(self, row: int, words: str) -> str:
        """The same with who is responsible, of what is in."""
        return words if self.found.out[row] >= 0 else f"{words}: {self.found.responsible[row]}"


def held_of(
    engine: Engine, case: Case, scope: Scope, numbers: SeenCodes, framed: Framed | None = None
) -> Held:
    """One view's ledger over an engine of one run; of a framing laid out for once, if one is given."""
    run, geography = engine.runs[0], case.shared.geography
    framed = engine.framed_for(case.framing) if framed is None else framed
    asking = Asking(case.view, case.shared.evidence.snapshot, LATEST, origins=False)
    weighing = weighed(run, framed, asking, geography, engine.hands)
    among = among_of(run, framed, asking, geography, engine.hands)
    hard = weighing.judged.hard
    blank = found_of(weighing, framed.names.actors, (), among.candidates)
    found = with_apart(blank, engine.by_reference(case, np.flatnonzero(hard)))
    fits = _begins(engine, case, scope, found)
    every = evolve(found, out=np.zeros(len(run), np.int8), apart={})
    begun = fits & (found.out < 0)
    codes = np.where(begun, numbers.of(found), NOT_COUNTED)
    codes[in_wholes(run, begun)] = NOT_COUNTED
    return Held(
        engine=engine, case=case, scope=scope, found=found, codes=codes, begun=begun, fits=fits,
        begins=_begins(engine, case, scope, every), hard=hard, resolved=weighing.resolved, among=among,
        heads=heads_of(codes), numbers=numbers,
    )  # fmt: skip


def in_wholes(run: Run, begun: NDArray[np.bool_]) -> NDArray[np.int32]:
    """The rows that are counted in the incident they are part of."""
    reports = run.reports
    return reports.part[begun[reports.part_of]]


def _begins(engine: Engine, case: Case, scope: Scope, found: Found) -> NDArray[np.bool_]:
    run = engine.runs[0]
    asked = asked_rows(occasions_of(case, run.reports, run.clocks, found), scope)
    return asked.begins[: len(run)] if len(asked.begins) else np.ones(len(run), np.bool_)
