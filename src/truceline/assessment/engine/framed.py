"""An agreement in a view's framing, laid out for the kernels: its parties and who is named in what way."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from truceline.agreement.terms import Parties, Provision
from truceline.assessment.conditions import MEMBERSHIP, NO_PARTY
from truceline.assessment.engine.compiled import party_kernels
from truceline.assessment.engine.kept import Kept
from truceline.assessment.engine.lines import Lines, laid_end_to_end
from truceline.assessment.evidence import Evidence
from truceline.assessment.framework import Facts
from truceline.assessment.framing import Framing
from truceline.assessment.states import SYMMETRIC, Fact
from truceline.testimony.register import Actor, ActorKind
from truceline.values.doubt import Truth
from truceline.values.who import Form, Who

T = TypeVar("T")
_KINDS = tuple(NO_PARTY)
_FORMS = {Form.JOINT: 1, Form.CLASS: 2}


@frozen(eq=False)
class Names:
    """Numbers for the actors and for the ways they are named, in the order of the actors' ids."""

    actors: tuple[str, ...]
    whos: tuple[Who, ...]
    number: Mapping[str, int]


def names_of(framing: Framing, evidence: Evidence, whos: Sequence[Who]) -> Names:
    """Numbers for all whom reports, clauses, claims and the register name; ``whos`` keep their codes.

    Claims are those of any view, so that another view's framework has the same numbers.
    """
    facts, register = framing.framework.facts, evidence.snapshot.actors
    found = {name for who in whos for name in who.members}
    for tie in evidence.relations:
        found |= {evidence.actor(tie.subject), evidence.actor(tie.object)}
    found |= {evidence.actor(name) for claim in evidence.standings for name in claim.actor.members}
    found |= {name for subject, _, other in facts.relations for name in (subject, other)}
    found |= {actor for actor, _ in (*facts.accepted, *facts.excluded)}
    found |= {name for actor in register.values() for name in (actor.id, *(actor.members or ()))}
    for clause in framing.agreement.provisions:
        for parties in (clause.binds, *clause.excludes, *((clause.protects,) if clause.protects else ())):
            found |= {*parties.actors, *parties.lists, *parties.other_than}
        found |= {condition.actor for condition in clause.provided}
    actors = tuple(sorted(found))
    return Names(
        actors=actors,
        whos=tuple(whos),
        number={name: number for number, name in enumerate(actors)},
    )


@frozen
class _Layout:
    """The numbers things get as they are first met."""

    lines: Lines
    relations: dict[str, int]
    agreements: dict[str, int]

    def bits(self, words: Iterable[str]) -> int:
        return sum(1 << self.relations[word] for word in set(words) if word in self.relations)


class PartiesSeen:
    """The sets of parties that clauses name, each once with how silence on it is read."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[Parties, Truth], int] = {}

    def number(self, parties: Parties, silent: Truth) -> int:
        return self._numbers.setdefault((parties, silent), len(self._numbers))

    def all(self) -> tuple[tuple[Parties, Truth], ...]:
        return tuple(self._numbers)


def framed_of(
    framing: Framing,
    register: Mapping[str, Actor],
    names: Names,
    asked: tuple[PartiesSeen, Sequence[Sequence[Fact]]],
    kept: Kept,
) -> tuple[Any, NDArray[np.int32]]:
    """The arrays of a framing for the kernels (``party_kernels.Framed``), and the timelines of conditions.

    ``asked`` are the parties that clauses name, and the words that conditions of being in force rest on.
    """
    seen, conditions = asked
    facts, own = framing.framework.facts, framing.agreement.id
    wanted = [parties.accepted for parties, _ in seen.all() if parties.accepted is not None]
    same = (framing.framework.states, register)
    equal = (facts.persists, names.actors, tuple(numbered((own, *wanted))))
    if (base := kept.base_of(same, equal)) is None:
        layout = _Layout(
            lines=Lines(kept.drawn),
            relations=relation_numbers(facts),
            agreements=numbered(equal[2]),
        )
        base = layout, {**_of_actors(framing, register, names, layout), **_of_edges(facts, names, layout)}
        kept.keep_base(same, equal, base)
    layout = evolve(base[0], lines=base[0].lines.copied())
    asking = (seen, names), (tuple(layout.relations), equal[2])
    if (parties := kept.parties_of(*asking)) is None:
        parties = {**_of_parties(seen, names, layout), **names_of_whos(names.whos, names)}
        kept.keep_parties(*asking, parties)
    columns = {
        **parties,
        **base[1],
        **_of_framing(framing, names),
    }
    days = facts.persists.standing
    provided = np.array([layout.lines.add(words, days) if words else -1 for words in conditions], np.int32)
    first, at, states = layout.lines.arrays()
    framed = party_kernels().Framed(**columns, line_first=first, line_at=at, line_state=states)
    return framed, provided


def relation_numbers(facts: Facts) -> dict[str, int]:
    """The numbers of the relations that any claim states."""
    return numbered(sorted({key[1] for key in facts.relations}))


def numbered(words: Iterable[str]) -> dict[str, int]:
    """Each word once, with its place."""
    return {word: place for place, word in enumerate(dict.fromkeys(words))}


def _of_parties(seen: PartiesSeen, names: Names, layout: _Layout) -> dict[str, NDArray[Any]]:
    every = seen.all()

    def column(kind: type[np.generic], value: Callable[[Parties], object]) -> NDArray[Any]:
        return np.array([value(parties) for parties, _ in every], kind)

    def numbers(value: Callable[[Parties], Iterable[str]]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        return laid_end_to_end([names.number[name] for name in value(parties)] for parties, _ in every)

    actors, others, lists = (
        numbers(lambda parties: parties.actors),
        numbers(lambda parties: parties.other_than),
        numbers(lambda parties: parties.lists),
    )
    return {
        "p_anyone": column(np.bool_, lambda parties: parties.anyone),
        "p_holds": column(np.bool_, lambda parties: parties.holds_place),
        "p_bound": column(np.bool_, lambda parties: "bound" in parties.kinds),
        "p_closed": column(np.bool_, lambda parties: parties.closed),
        "p_silent": np.array([silent is Truth.UNKNOWN for _, silent in every], np.uint8),
        "p_kinds": column(np.uint8, _kinds_of),
        "p_accepted": column(
            np.int32,
            lambda parties: -1 if parties.accepted is None else layout.agreements[parties.accepted],
        ),
        # A relation nobody states has no bit; one more says that the clause names some all the same.
        "p_relations": column(
            np.int64, lambda parties: layout.bits(parties.relations) | (_SOME if parties.relations else 0)
        ),
        "p_members": column(np.int64, lambda _: layout.bits(MEMBERSHIP)),
        "p_actors_first": actors[0], "p_actors": actors[1],
        "p_others_first": others[0], "p_others": others[1],
        "p_lists_first": lists[0], "p_lists": lists[1],
    }  # fmt: skip


_SOME = 1 << 62


def _kinds_of(parties: Parties) -> int:
    return sum(2 << place for place, kind in enumerate(_KINDS) if NO_PARTY[kind] in parties.kinds)


def _of_actors(
    framing: Framing, register: Mapping[str, Actor], names: Names, layout: _Layout
) -> dict[str, NDArray[Any]]:
    facts, own, days = (
        framing.framework.facts,
        framing.agreement.id,
        framing.framework.facts.persists.standing,
    )
    accepted = np.full(len(layout.agreements) * len(names.actors), -1, np.int32)
    for (actor, agreement), words in facts.accepted.items():
        if agreement in layout.agreements:
            place = layout.agreements[agreement] * len(names.actors) + names.number[actor]
            accepted[place] = layout.lines.add(words, days)
    excluded = np.full(len(names.actors), -1, np.int32)
    for (actor, agreement), words in facts.excluded.items():
        if agreement == own:
            excluded[names.number[actor]] = layout.lines.add(words, days)
    known = [register.get(name) for name in names.actors]
    class_first, members = laid_end_to_end(
        [names.number[member] for member in (actor.members or ())] if actor is not None else []
        for actor in known
    )
    return {
        "a_kind": np.array([_kind_of(actor) for actor in known], np.uint8),
        "a_class_first": class_first, "a_class": members, "a_excluded": excluded, "a_accepted": accepted,
    }  # fmt: skip


def _of_framing(framing: Framing, names: Names) -> dict[str, NDArray[Any]]:
    """Whom clauses bind by name, and who is supposed to be outside."""
    binding = {name for clause in framing.agreement.provisions for name in clause.binds.actors}
    outside = framing.framework.facts.outside
    return {
        "a_named": np.array([name in binding for name in names.actors], np.bool_),
        "a_outside": np.array([name in outside for name in names.actors], np.bool_),
    }


def _kind_of(actor: Actor | None) -> int:
    if actor is None:
        return 0
    if actor.kind in NO_PARTY:
        return _KINDS.index(actor.kind) + 1
    return 5 if actor.kind in (ActorKind.CLASS, ActorKind.LIST) else 0


def _of_edges(facts: Facts, names: Names, layout: _Layout) -> dict[str, NDArray[Any]]:
    """The stated ties from each actor; one without a direction has one timeline for both ways."""
    edges: list[list[tuple[int, int, int]]] = [[] for _ in names.actors]
    days = facts.persists.relation
    for (subject, relation, other), words in facts.relations.items():
        turned = facts.relations.get((other, relation, subject), ()) if relation in SYMMETRIC else ()
        if turned and other < subject:
            continue  # met from the other side
        line, bit = layout.lines.add((*words, *turned), days), 1 << layout.relations[relation]
        edges[names.number[subject]].append((names.number[other], bit, line))
        if relation in SYMMETRIC:
            edges[names.number[other]].append((names.number[subject], bit, line))
    flat = [edge for own in edges for edge in own]
    counts = np.cumsum([0, *(len(own) for own in edges)])
    return {
        "edge_first": counts.astype(np.int32),
        "edge_other": np.array([edge[0] for edge in flat], np.int32),
        "edge_relation": np.array([edge[1] for edge in flat], np.int64),
        "edge_line": np.array([edge[2] for edge in flat], np.int32),
    }


def names_of_whos(whos: Sequence[Who], names: Names) -> dict[str, NDArray[Any]]:
    """The ways in which reports name actors, by the actors' numbers."""
    first, members = laid_end_to_end([names.number[name] for name in who.members] for who in whos)
    forms = np.array([_FORMS.get(who.form, 0) for who in whos], np.int8)
    return {"w_form": forms, "w_first": first, "w_members": members}


def memo_of(framed: Any, size: int = 1 << 16) -> Any:
    """Empty room for the kernels to remember in (``party_kernels.Memo``); one for each thread."""
    actors = len(framed.a_kind) + 1
    return party_kernels().Memo(
        parts=np.full(4 * size, -1, np.int64), sides=np.full(4 * size, -1, np.int64), bounds=np.zeros(2, np.int64),
        seen=np.zeros(actors, np.int32), names=np.zeros(actors, np.int32), held=np.zeros(actors, np.uint8),
        waiting=np.zeros(actors, np.bool_),
    )  # fmt: skip


def sides_of(clause: Provision, seen: PartiesSeen) -> tuple[int, int, tuple[int, ...]]:
    """The numbers of whom a clause binds, whom it protects, and whom it excludes.

    -1 stands for anyone bound, -2 for everybody protected.
    """
    bound = ANYONE if clause.binds.anyone else seen.number(clause.binds, Truth.UNKNOWN)
    protects = clause.protects
    everybody = protects is None or "everyone" in protects.kinds
    protected = ANYONE if everybody or protects is None else seen.number(protects, Truth.UNKNOWN)
    return bound, protected, tuple(seen.number(parties, Truth.NO) for parties in clause.excludes)


ANYONE = -1
