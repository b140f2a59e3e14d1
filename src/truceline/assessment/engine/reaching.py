"""Which rows an answer can bear on: `Reach` over columns.

Of what does not fit the columns, and of what is taken back, the reference says so, from the claims.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import evolve
from numpy.typing import NDArray

from truceline.assessment.case import Case
from truceline.assessment.engine.among import Rows
from truceline.assessment.engine.engine import Engine
from truceline.assessment.engine.lines import laid_end_to_end
from truceline.assessment.engine.reports import Reports
from truceline.assessment.question import Disagreement
from truceline.assessment.reach import Reach, Source
from truceline.assessment.supposition import Part as Asked
from truceline.assessment.supposition import (
    RelationSupposed,
    StandingSupposed,
    Supposition,
    WordSupposed,
)
from truceline.values.who import Who

_NONE = np.zeros(0, np.intp)
_TWO_BYTES = 1 << 16


def ascending(several: Sequence[NDArray[Any]]) -> Rows:
    """The rows in any of these, each once; most are in order already."""
    told = [rows for rows in several if len(rows)]
    if not told:
        return _NONE
    rows = told[0] if len(told) == 1 else np.concatenate(told)
    steps = np.diff(rows)
    if (steps < 0).any():
        rows = np.sort(rows, kind="stable")
        steps = np.diff(rows)
    return rows[np.concatenate([[True], steps > 0])] if len(steps) and not steps.all() else rows


class _OwnReach(Reach):
    """What claims bear on, whatever depends on it left aside."""

    def with_dependants(self, incidents: Iterable[str]) -> frozenset[str]:
        return frozenset(incidents)


class RowReach:
    """Looks up what rows depend on what, among those asked about.

    Invariant: a pure function of the engine's one run, its record's evidence and the agreement. ``among`` says of
    each row whether it is asked about by actor; by speaker all are.
    """

    def __init__(self, engine: Engine, case: Case, among: NDArray[np.bool_]) -> None:
        self._run = engine.runs[0]
        self._among = among
        evidence = case.shared.evidence
        reports = self._run.reports
        told = self.reports.awkward.copy()
        told[np.searchsorted(reports.first, reports.back_telling, side="right") - 1] = True
        names = reports.incidents.filter(pa.array(told)).to_pylist()
        held = {name: evidence.incidents[name] for name in names if name in evidence.incidents}
        self.reach: Reach = _OwnReach(evolve(evidence, incidents=held), case.agreement)
        self._evidence = evidence
        self._most: dict[str, int] = {}

    @property
    def reports(self) -> Reports:
        return self._run.reports

    def rows_of(self, one: Disagreement) -> Rows:
        """The rows that an answer on the whole agreement bears on, ascending."""
        supposed = [each for side in one.sides for each in side.supposed]
        sources = dict.fromkeys(
            each.source for each in supposed if isinstance(each, WordSupposed) and each.part is Asked.ACCOUNTS
        )
        if sources:
            return self._joined([self.of_word(source) for source in sources])
        actors = self.actors_of(supposed)
        return np.arange(len(self._run)) if actors is None else self._joined([self.of_actors(actors)])

    def most_of(self, one: Disagreement) -> int:
        """No fewer than there are rows that an answer on the whole agreement bears on; told sooner than which."""
        everything = len(self._run)
        supposed = [each for side in one.sides for each in side.supposed]
        if len(self._dependants[0]) or any(isinstance(each, WordSupposed) for each in supposed):
            return everything
        actors = self.actors_of(supposed)
        return everything if actors is None else min(self._most_naming(actors), everything)

    def _most_naming(self, actors: Iterable[str]) -> int:
        return sum(map(self._naming_one, actors))

    def _naming_one(self, actor: str) -> int:
        """No fewer than there are rows that name an actor; asked of each some twenty times."""
        known = self._most.get(actor)
        if known is None:
            first, _ = self._naming
            number = self._numbers.get(actor)
            told = 0 if number is None else int(first[number + 1] - first[number])
            known = self._most[actor] = told + len(self.reach.of_actor(actor))
        return known

    def actors_of(self, supposed: Iterable[Supposition]) -> frozenset[str] | None:
        """Those whose position may be another where this is supposed of the framework; None where more may be."""
        found: set[str] = set()
        for one in supposed:
            if isinstance(one, StandingSupposed):
                found.add(one.actor)
            elif isinstance(one, RelationSupposed):
                found |= self.reach.actors_of_tie((one.subject, one.relation, one.object))
            elif isinstance(one, WordSupposed) and one.part is Asked.FRAMEWORK:
                actors = self.reach.actors_of_word(one.source)
                if actors is None:
                    return None
                found |= actors
            else:
                return None
        return None if found & self.reach.conditions else frozenset(found)

    def of_actors(self, actors: Iterable[str]) -> Rows:
        """The rows asked about that name one of some actors, or a class one is stated to be a member of."""
        actors = tuple(actors)
        first, rows = self._naming
        found = [
            rows[first[number] : first[number + 1]]
            for actor in actors
            if (number := self._numbers.get(actor)) is not None
        ]
        apart = frozenset().union(*map(self.reach.of_actor, actors))
        return ascending([*found, self._placed(apart)])

    def of_word(self, source: Source) -> Rows:
        """The rows of which a speaker tells, or of which it takes back what is told."""
        found = [
            rows[first[number] : first[number + 1]]
            for first, rows in (self._by_teller, self._by_withdrawing)
            for number in self.spoken.get(source, ())
        ]
        return ascending([*found, self._placed(self.reach.of_word_on_incidents(source))])

    @cached_property
    def spoken(self) -> Mapping[Source, list[int]]:
        """The tellers by speaker."""
        found: dict[Source, list[int]] = defaultdict(list)
        for number, teller in enumerate(self.reports.tellers):
            found[teller.speaker.source].append(number)
        return found

    def with_dependants(self, rows: Rows) -> Rows:
        """These, the parts that may be counted in them, and those a coder could not tell from them."""
        return self._joined([rows])

    @property
    def entangled(self) -> Rows:
        """The rows that others depend on, and those that depend on others."""
        keys, others = self._dependants
        return ascending([np.sort(np.concatenate([keys, others]))])

    def _joined(self, several: list[Rows]) -> Rows:
        rows = ascending(several)
        keys, others = self._dependants
        if not len(keys):
            return rows
        here = np.zeros(len(self._run), np.bool_)
        here[rows] = True
        return np.union1d(rows, others[here[keys]])

    @cached_property
    def _dependants(self) -> tuple[Rows, Rows]:
        evidence, reports = self._evidence, self.reports
        pairs = [(whole, part) for part, whole in evidence.whole_of.items()]
        pairs += [pair for one, other in evidence.unsure for pair in ((one, other), (other, one))]
        places = self._run.places_of({name for pair in pairs for name in pair})
        known = [(places[one], places[other]) for one, other in pairs if one in places and other in places]
        keys = np.array([one for one, _ in known], np.intp)
        others = np.array([other for _, other in known], np.intp)
        return np.concatenate([keys, reports.part_of]), np.concatenate([others, reports.part])

    def _placed(self, names: Iterable[str]) -> Rows:
        return np.array(sorted(self._run.places_of(names).values()), np.intp)

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        """Numbers for all whom the columns name."""
        reports = self.reports
        whos = {*reports.whos, *(who for several in reports.target_sets for who in several)}
        whos |= {who for several in reports.participant_sets for who in several}
        names = sorted({name for who in whos for name in self._names_in(who)})
        return {name: number for number, name in enumerate(names)}

    def _names_in(self, who: Who) -> frozenset[str]:
        """Those a way of naming names, and the members of classes among them."""
        register, actor = self._evidence.snapshot.actors, self._evidence.actor
        found: set[str] = set()
        for member in who.members:
            known = register.get(member)
            for name in (member, *((known.members or ()) if known is not None else ())):
                found |= {name, actor(name)}
        return frozenset(found)

    @cached_property
    def _naming(self) -> tuple[Rows, NDArray[np.int32]]:
        """The rows asked about by whom they name: where those of each actor begin."""
        reports, asked = self.reports, np.flatnonzero(self._among).astype(np.int32)
        tellings = np.flatnonzero(np.repeat(self._among, np.diff(reports.first)))
        owner = (np.searchsorted(reports.first, tellings, side="right") - 1).astype(np.int32)
        pairs = [
            self._pairs(reports.perpetrator[tellings], owner, [(who,) for who in reports.whos]),
            self._pairs(reports.targets[asked], asked, reports.target_sets),
            self._pairs(reports.participants[asked], asked, reports.participant_sets),
        ]
        actors, rows = (np.concatenate(column) for column in zip(*pairs, strict=True))
        return _grouped(actors, rows, len(self._numbers))

    def _pairs(
        self, codes: NDArray[np.int32], rows: NDArray[np.int32], sets: Sequence[Iterable[Who]]
    ) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Each actor with each row that names it in these sets of names."""
        first, numbers = laid_end_to_end(
            sorted({self._numbers[name] for who in several for name in self._names_in(who)})
            for several in sets
        )
        told = codes >= 0
        codes, rows = codes[told], rows[told]
        counts = np.diff(first)[codes]
        starts = np.cumsum(counts) - counts
        every = np.repeat(first[:-1][codes] - starts, counts) + np.arange(counts.sum())
        return numbers[every], np.repeat(rows, counts)

    @cached_property
    def _by_teller(self) -> tuple[Rows, Rows]:
        """The rows by who tells of them: where those of each begin."""
        reports = self.reports
        owner = np.repeat(np.arange(len(reports), dtype=np.int32), np.diff(reports.first))
        return self._sorted_by(reports.teller, owner)

    @cached_property
    def _by_withdrawing(self) -> tuple[Rows, Rows]:
        """The rows by who takes back what is told of them."""
        reports = self.reports
        owner = np.searchsorted(reports.first, reports.back_telling, side="right") - 1
        return self._sorted_by(reports.back_teller, owner)

    def _sorted_by(self, tellers: NDArray[np.int32], rows: NDArray[Any]) -> tuple[Rows, Rows]:
        return _grouped(tellers, rows, len(self.reports.tellers))


def _grouped(numbers: NDArray[np.int32], rows: NDArray[Any], several: int) -> tuple[Rows, NDArray[Any]]:
    """The rows by their numbers, all less than ``several``: where those of each begin."""
    # Numbers of two bytes are sorted by counting, ten times as fast.
    keys = numbers.astype(np.uint16) if several <= _TWO_BYTES else numbers
    first = np.concatenate([[0], np.cumsum(np.bincount(numbers, minlength=several))])
    return first, rows[np.argsort(keys, kind="stable")]
