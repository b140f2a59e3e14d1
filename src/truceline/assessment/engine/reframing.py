"""Framings laid out for the kernels: anew, or like one of before that is almost the same.

Invariant: what is laid out like another is what is laid out anew for the same framing.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from attrs import evolve
from numpy.typing import NDArray

from truceline.agreement.terms import Provision
from truceline.assessment.case import Shared
from truceline.assessment.engine.clauses import bounds_of, clauses_of, condition_words, static_of
from truceline.assessment.engine.framed import PartiesSeen, framed_of, names_of
from truceline.assessment.engine.kept import Kept
from truceline.assessment.engine.runs import Framed
from truceline.assessment.engine.scouting import Hulls, hulls_of
from truceline.assessment.engine.static import KEPT, PERMISSION, PLAIN
from truceline.assessment.framing import Framing
from truceline.values.who import Who


def laid_anew(framing: Framing, shared: Shared, whos: Sequence[Who], kept: Kept) -> Framed:
    """A framing laid out for the kernels; ``whos`` are all whom reports name, with their codes."""
    parties, register = PartiesSeen(), shared.evidence.snapshot.actors
    clauses = clauses_of(framing, parties)
    names = names_of(framing, shared.evidence, whos)
    words = condition_words(framing, framing.framework.facts)
    arrays, lines = framed_of(framing, register, names, (parties, [each for each, _ in words]), kept)
    clauses = clauses._replace(
        provided_line=lines, provided_turned=np.array([turned for _, turned in words], np.bool_)
    )
    every = framing.judge.all
    statics = tuple(kept.static_of(clause, framing.force_of(clause), static_of) for clause in every)
    folds = tuple(
        PERMISSION if number >= clauses.prohibitions
        else KEPT if clauses.group[number] >= 0 or clause.provided else PLAIN
        for number, clause in enumerate(every)
    )  # fmt: skip
    return Framed(
        frame=framing.frame, framing=framing, names=names, parties=parties, arrays=arrays, clauses=clauses,
        statics=statics, folds=folds, hulls=hulls_of(statics, shared.geography, kept.hulls),
    )  # fmt: skip


def laid_beside(known: Sequence[Framed], framing: Framing, shared: Shared, kept: Kept) -> Framed | None:
    """A framing laid out like one that is known; None where none is like it.

    One of the same clauses under another view's word keeps all but states; one of the same states whose clauses differ in
    time, place or conduct alone keeps all but those.
    """
    for like in known:
        if _is_worded_alike(like, framing):
            register = shared.evidence.snapshot.actors
            arrays, _ = framed_of(framing, register, like.names, (like.parties, ()), kept)
            return like.worded(framing.frame, framing, arrays)
    for before in known:
        changed = _changed(before.framing, framing)
        if changed is not None:
            return _with_clauses(before, framing, changed, (shared, kept))
    return None


def _is_worded_alike(before: Framed, framing: Framing) -> bool:
    """Whether a framing takes the same clauses, alike in force, and names nobody else: only its states may be others."""
    one, other = before.framing.judge.all, framing.judge.all
    facts, number = framing.framework.facts, before.names.number
    return (
        len(one) == len(other)
        and before.framing.agreement == framing.agreement
        and all(
            clause is now and not now.provided and before.framing.force_of(clause) is framing.force_of(now)
            for clause, now in zip(one, other, strict=True)
        )
        and all(subject in number and named in number for subject, _, named in facts.relations)
        and all(actor in number for actor, _ in (*facts.accepted, *facts.excluded))
    )


def _changed(before: Framing, now: Framing) -> list[int] | None:
    """The clauses of which time, place or conduct is another, by number; None where anything else is."""
    old, new = before.agreement.provisions, now.agreement.provisions
    if (
        before.framework.states is not now.framework.states
        or evolve(before.frame, agreement=now.frame.agreement) != now.frame
        or evolve(before.agreement, provisions=()) != evolve(now.agreement, provisions=())
        or len(old) != len(new)
        or not all(one is other or _is_alike(one, other) for one, other in zip(old, new, strict=True))
    ):
        return None
    every = zip(before.judge.all, now.judge.all, strict=True)
    return [number for number, (one, other) in enumerate(every) if one is not other]


def _is_alike(one: Provision, other: Provision) -> bool:
    """Whether two clauses differ at most in words, time, place and conduct."""
    like = evolve(
        one, text=other.text, clause=other.clause, conduct=other.conduct, of=other.of, due=other.due, area=other.area,
        where=other.where, period=other.period,
    )  # fmt: skip
    return like == other


def _with_clauses(
    before: Framed, framing: Framing, changed: Sequence[int], given: tuple[Shared, Kept]
) -> Framed:
    shared, kept = given
    every, statics, clauses = framing.judge.all, list(before.statics), before.clauses
    located = clauses.located.copy()
    times = clauses.possible_first, clauses.possible_from, clauses.possible_until
    for number in changed:
        force = framing.force_of(every[number])
        statics[number] = kept.static_of(every[number], force, static_of)
        located[number] = every[number].area is not None
        times = _spliced(times, number, bounds_of([force.possible]))
    chosen = [statics[number] for number in changed]
    hulls, fresh = before.hulls, hulls_of(chosen, shared.geography, kept.hulls)
    columns = {
        name: _put(getattr(hulls, name), changed, getattr(fresh, name))
        for name in ("area", "bounds", "since", "until")
    }
    clauses = clauses._replace(
        located=located, possible_first=times[0], possible_from=times[1], possible_until=times[2]
    )
    # What is remembered of parties holds as well: they are asked about by the same numbers.
    return evolve(
        before,
        frame=framing.frame,
        framing=framing,
        clauses=clauses,
        statics=tuple(statics),
        hulls=Hulls(**columns),
        answers=[],
    )


def _put(column: NDArray[Any], places: Sequence[int], values: NDArray[Any]) -> NDArray[Any]:
    other = column.copy()
    other[list(places)] = values
    return other


_Times = tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]


def _spliced(times: _Times, number: int, own: _Times) -> _Times:
    """The times of all clauses with those of one in the place of its old ones."""
    first, since, until = times
    low, high = int(first[number]), int(first[number + 1])
    moved = first.copy()
    moved[number + 1 :] += len(own[1]) - (high - low)
    return (
        moved,
        np.concatenate([since[:low], own[1], since[high:]]),
        np.concatenate([until[:low], own[2], until[high:]]),
    )
