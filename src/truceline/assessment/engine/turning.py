"""Flips over arrays: what becomes of a ledger when one answer is another, judged again only where that may tell."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from truceline.assessment.admission import Admissions, Word, Words
from truceline.assessment.case import Case
from truceline.assessment.engine.among import Rows, of_rows
from truceline.assessment.engine.found import Found
from truceline.assessment.engine.hearing import Listener, asked_of, asked_with, taken_back_among
from truceline.assessment.engine.patching import (
    Changed,
    Patches,
    Stretch,
    patches_of,
)
from truceline.assessment.engine.reaching import RowReach
from truceline.assessment.engine.reports import ABSENT, EARLIEST, LATEST
from truceline.assessment.engine.retelling import Telling
from truceline.assessment.engine.runs import Framed
from truceline.assessment.engine.seen import NOT_COUNTED, Codes, Held, SeenCodes, held_of, in_wholes
from truceline.assessment.finding_table import OUTCOMES
from truceline.assessment.framing import Framing
from truceline.assessment.ledger import OUTSIDE, tallied
from truceline.assessment.question import Side, one_way
from truceline.assessment.sensitivity import view_without
from truceline.assessment.states import States, read_some
from truceline.assessment.supposition import (
    Part,
    RelationSupposed,
    StandingSupposed,
    Supposition,
    WordSupposed,
)
from truceline.testimony.claim import RelationClaim, StandingClaim

_MINUTE = 60_000_000


@frozen(eq=False)
class Turned:
    """What is found of some rows, in ascending order, once an answer is another; all other rows stay as they are.

    ``outcome`` is -1 for what is out, whether it counts or not.
    """

    rows: Rows
    codes: Codes
    outcome: NDArray[np.int8]

    def beside(self, held: Held) -> "Turned":
        """Only the rows that are found otherwise than before."""
        other = self.codes != held.codes[self.rows]
        return Turned(self.rows[other], self.codes[other], self.outcome[other])


class Turner:
    """Gives one view's ledger other answers, one at a time.

    Invariant: what it says of rows is what the view's case says under the same suppositions.
    """

    def __init__(self, held: Held, reach: RowReach, numbers: SeenCodes) -> None:
        self._held = held
        self._reach = reach
        self._numbers = numbers

    def turned(self, side: Side, rows: Rows) -> Turned:
        """The ledger with an answer taken from a side, which bears on these rows alone."""
        supposed = side.supposed
        if all(isinstance(one, StandingSupposed | RelationSupposed) for one in supposed):
            states = self._states_with(supposed)
            return self._in_framework(side, rows, states, _changed_by(supposed))
        if all(isinstance(one, WordSupposed) and one.part is Part.ACCOUNTS for one in supposed):
            return self._with_words(side, rows)
        if all(isinstance(one, WordSupposed) for one in supposed):
            return self._with_words_on_framework(side, rows)
        return self._anew(side)

    @property
    def _case(self) -> Case:
        return self._held.case

    @property
    def _framing(self) -> Framing:
        return self._case.framing

    def _flipped(self, supposed: tuple[Supposition, ...]) -> Case:
        return Case(self._case.shared, self._case.agreement, self._case.view, supposed)

    # Standings and ties

    def _states_with(self, supposed: tuple[Supposition, ...]) -> States:
        states = self._framing.framework.states
        for one in supposed:
            if isinstance(one, RelationSupposed):
                states = states.with_tie((one.subject, one.relation, one.object), one.facts)
            elif isinstance(one, StandingSupposed):
                states = states.with_standing((one.actor, one.agreement), one.facts, excluded=one.excluded)
        return states

    def _in_framework(self, side: Side, rows: Rows, states: States, changed: Changed) -> Turned:
        patched = self._patches.of(states, changed)
        if patched is None:
            return self._anew(side)
        held = self._held
        rows, hard = self._open(rows), rows[held.hard[rows]]
        rows = self._during(rows, patched.stretches)
        resolved = of_rows(held.resolved, held.among, rows)
        return self._found(side.supposed, (rows, resolved, patched.framed), hard)

    def _open(self, rows: Rows) -> Rows:
        """The rows on which a clause may bear: of all others it does not matter who stands where."""
        held = self._held
        open_ = (held.among.place[rows] != ABSENT) & (held.found.out[rows] < 0) & ~held.hard[rows]
        chosen: Rows = rows[open_]
        return chosen

    def _during(self, rows: Rows, stretches: Sequence[Stretch]) -> Rows:
        """The rows that may have happened while a state was another."""
        reports = self._held.run.reports
        start, end = reports.start[rows], reports.end[rows]
        first = np.where(start == EARLIEST, np.iinfo(np.int64).min, start.astype(np.int64) * _MINUTE)
        last = np.where(end == LATEST, np.iinfo(np.int64).max, end.astype(np.int64) * _MINUTE)
        met = np.zeros(len(rows), np.bool_)
        for begin, until in stretches:
            met |= (first <= until) & (last >= begin)
        return rows[met]

    @cached_property
    def _patches(self) -> Patches:
        return patches_of(self._held.run, self._held.among.framed)

    # Words on incidents

    def _with_words(self, side: Side, rows: Rows) -> Turned:
        held = self._held
        fits, apart = self._fitting(rows)
        resolved = self._resolved_with(_words_in(side.supposed), fits)
        return self._found(side.supposed, (fits, resolved, held.among.framed), apart)

    def _fitting(self, rows: Rows) -> tuple[Rows, Rows]:
        """Those of some rows that fit the columns, and the others."""
        awkward = self._held.run.reports.awkward[rows]
        return rows[~awkward], rows[awkward]

    def _resolved_with(self, words: Words, rows: Rows) -> Any:
        """What stands of some rows where some words on incidents are taken or not."""
        among, reports, case = self._held.among, self._held.run.reports, self._case
        listener, alike = Listener(case.view, case.shared.evidence.snapshot), among.alike.of_rows(rows)
        asked = asked_with(self._asked, reports, listener, words, self._reach.spoken)
        return among.resolved(rows, alike, taken_back_among(asked, reports, case.view, alike.backs))

    @cached_property
    def _asked(self) -> Any:
        case = self._case
        return asked_of(self._held.run.reports, case.shared.evidence.snapshot, case.view)

    # Words on the framework

    def _with_words_on_framework(self, side: Side, rows: Rows) -> Turned:
        retold = self._retold(_words_in(side.supposed))
        return self._anew(side) if retold is None else self._in_framework(side, rows, *retold)

    def _retold(self, words: Words) -> tuple[States, Changed] | None:
        """The states, and which are others, where some words on them are taken or not; None where these words are on the text as well."""
        reach, shared = self._reach.reach, self._case.shared
        if any(reach.actors_of_word(source) is None for source in words):
            return None
        said = frozenset[str]().union(*(reach.said_on_framework.get(source, ()) for source in words))
        claims = [shared.evidence.claims_by_id[name] for name in said]
        on_states = [one for one in claims if isinstance(one, RelationClaim | StandingClaim)]
        admissions = Admissions(shared.evidence, shared.origins, self._case.view, ({}, words))
        asking = shared.evidence, admissions
        return self._telling.with_others(read_some(on_states, asking, {}, self._framing.heard))

    @cached_property
    def _telling(self) -> Telling:
        return Telling(self._framing.told, self._framing.framework.states)

    # A source left out altogether

    def without(self, group: tuple[str, ...]) -> Turned:
        """The ledger without some sources in both parts of the view."""
        words: Words = dict.fromkeys(group, Word(taken=False, coding=False))
        supposed = tuple(
            WordSupposed(name, part, taken=False, coding=False) for name in group for part in Part
        )
        retold = self._retold(words)
        patched = None if retold is None else self._patches.of(*retold)
        if patched is None:
            case = self._case
            return self._whole(Case(case.shared, case.agreement, view_without(case.view, group)))
        rows = self._moved_without(group, patched.stretches)
        fits, apart = self._fitting(rows)
        return self._found(supposed, (fits, self._resolved_with(words, fits), patched.framed), apart)

    def _moved_without(self, group: tuple[str, ...], stretches: Sequence[Stretch]) -> Rows:
        """The rows of which some sources tell, and those of whose parties they tell while it makes a difference."""
        reach = self._reach
        rows = [reach.with_dependants(np.concatenate([reach.of_word(name) for name in group]))]
        if stretches:
            actors = frozenset[str]().union(*(reach.reach.actors_of_word(name) or () for name in group))
            moved = reach.of_actors(actors)
            rows += [moved[self._held.hard[moved]], self._during(self._open(moved), stretches)]
        return np.unique(np.concatenate(rows))

    # One value of each of many incidents

    def with_values(self, rows: Rows, resolved: Any) -> tuple[Codes, NDArray[np.bool_]]:
        """What is found of rows of which other values stand, each for itself; and which are left to the reference."""
        held = self._held
        found, hard = held.among.found(rows, resolved)
        codes = np.where(held.codes[rows] == NOT_COUNTED, NOT_COUNTED, self._numbers.of(found))
        return codes, hard

    # Rules, versions, and what else may change anything

    def _anew(self, side: Side) -> Turned:
        return self._whole(self._flipped(side.supposed))

    def _whole(self, case: Case) -> Turned:
        """Every row under a case that may have other clauses, other rules, another framework."""
        held = self._held
        framed = held.among.framed
        if case.framing.frame != framed.frame:
            framed = held.engine.frame(case.framing)
        now = held_of(held.engine, case, held.scope, self._numbers, framed)
        outcome = _outcome_of(now.found)
        rows = np.flatnonzero((now.codes != held.codes) | (outcome != _outcome_of(held.found)))
        return Turned(rows, now.codes[rows], outcome[rows])

    def _found(
        self, supposed: tuple[Supposition, ...], given: tuple[Rows, Any, Framed], apart: Rows
    ) -> Turned:
        """What is found of some rows by the kernels, and of those apart by the reference."""
        held, (rows, resolved, framed) = self._held, given
        found, hard = held.among.found(rows, resolved, framed)
        begun = (found.out < 0) & held.begins[rows] & ~hard
        codes = np.where(begun, self._numbers.of(found), NOT_COUNTED)
        apart = np.concatenate([apart, rows[hard]])
        own, begun_apart, outcome_apart = self._by_reference(supposed, apart)
        rows = np.concatenate([rows[~hard], apart])
        codes, begun = np.concatenate([codes[~hard], own]), np.concatenate([begun[~hard], begun_apart])
        outcome = np.concatenate([_outcome_of(found)[~hard], outcome_apart])
        order = np.argsort(rows)
        rows, codes = rows[order], codes[order]
        if len(held.run.reports.part):
            every = held.begun.copy()
            every[rows] = begun[order]
            codes[np.isin(rows, in_wholes(held.run, every))] = NOT_COUNTED
        return Turned(rows, codes, outcome[order])

    def _by_reference(
        self, supposed: tuple[Supposition, ...], rows: Rows
    ) -> tuple[Codes, NDArray[np.bool_], NDArray[np.int8]]:
        """What the reference finds of some rows: by number, whether they are in and begin, and the outcome."""
        held, codes = self._held, np.zeros(len(rows), np.int64)
        begun, outcome = np.zeros(len(rows), np.bool_), np.full(len(rows), ABSENT, np.int8)
        if len(rows):
            names = held.names(rows)
            case = held.engine.case_of(self._flipped(supposed), names)
            for place, name in enumerate(names):
                one = tallied(case, held.scope, name)
                codes[place] = self._numbers.of_seen(one.seen)
                if one.finding is not None:
                    begun[place] = one.not_counted != OUTSIDE
                    outcome[place] = OUTCOMES.index(one.finding.outcome)
        return codes, begun, outcome


def _outcome_of(found: Found) -> NDArray[np.int8]:
    return np.where(found.out < 0, found.outcome, np.int8(ABSENT))


def _words_in(supposed: tuple[Supposition, ...]) -> dict[str | None, Word]:
    return {
        one.source: Word(taken=one.taken, coding=one.coding)
        for one in supposed
        if isinstance(one, WordSupposed)
    }


def _changed_by(supposed: tuple[Supposition, ...]) -> Changed:
    """The states that some suppositions give the words of."""
    stands = [one for one in supposed if isinstance(one, StandingSupposed)]
    return Changed(
        ties=frozenset(
            one_way((one.subject, one.relation, one.object))
            for one in supposed
            if isinstance(one, RelationSupposed)
        ),
        accepted=frozenset((one.actor, one.agreement) for one in stands if not one.excluded),
        excluded=frozenset((one.actor, one.agreement) for one in stands if one.excluded),
    )
