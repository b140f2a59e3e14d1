"""Worlds and pairs: who may have done it to whom, and what each possibility amounts to.

Alternatives, contested actors, undirected participants and rival versions are different
worlds; joint perpetrators, targets hit apart and clauses are weighed within one. Worlds are
outermost: in each take the worst over pairs and provisions, then combine (semantics 6, 9).
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import product

from attrs import frozen

from truceline.assessment.account import Account
from truceline.assessment.finding import (
    CONDITIONS,
    EITHER_WAY,
    NOBODY,
    Outcome,
    Responsible,
    Share,
)
from truceline.values.doubt import Truth
from truceline.values.who import Form, Who


@frozen(cache_hash=True)
class Pair:
    """A possible perpetrator and a possible target; None where nothing stands."""

    perpetrator: Who | None
    target: Who | None


World = tuple[Pair, ...]


@frozen
class Result:
    """What one world, or one pair in it, amounts to.

    ``failed`` is the index of the failed condition for *none*, else None. ``actors`` are the
    perpetrators of the pairs that give the outcome.
    """

    outcome: Outcome
    failed: int | None
    actors: frozenset[str]


def worlds_of(account: Account) -> tuple[World, ...]:
    """Every way admitted claims leave open who did it to whom."""
    attackers, target_sets = _possible_perpetrators(account), _possible_targets(account)
    if attackers == (None,) and len(account.participants) > 1:
        return undirected(account.participants, target_sets)
    return tuple(
        tuple(Pair(who, target) for target in _others(targets, who, account))
        for who in attackers
        for targets in target_sets
    )


def _possible_perpetrators(account: Account) -> tuple[Who | None, ...]:
    field = account.perpetrators
    # Known only by hedged claims: those may unsettle an answer, never give one.
    if not field.values:
        return (None,)
    named = [single for who in field.worlds for single in expanded(who)]
    return (*dict.fromkeys(named), None) if field.denied else tuple(dict.fromkeys(named))


def _possible_targets(account: Account) -> tuple[tuple[Who | None, ...], ...]:
    field = account.targets
    if not field.values:
        return ((None,),)
    sets: list[tuple[Who | None, ...]] = []
    for targets in field.worlds:
        # Each alternative of each target: one world takes one of them.
        sets.extend(product(*(expanded(whom) for whom in sorted(targets, key=str))))
    return (*sets, (None,)) if field.denied else tuple(sets)


def _others(targets: tuple[Who | None, ...], who: Who | None, account: Account) -> tuple[Who | None, ...]:
    """The targets; where none stands, the other participants of a fight whose attacker is known."""
    if targets != (None,) or who is None:
        return targets
    return tuple(other for other in account.participants if not _share(other, who)) or targets


def undirected(
    participants: Sequence[Who], target_sets: tuple[tuple[Who | None, ...], ...]
) -> tuple[World, ...]:
    """Each participant may have attacked the others; where a target stands, it was hit too.

    A participant that is known to have been hit was not the attacker.
    """
    worlds: list[World] = []
    for fixed, targets in product(product(*(expanded(who) for who in participants)), target_sets):
        hit = tuple(target for target in targets if target is not None)
        attackers = [who for who in fixed if not any(_share(who, target) for target in hit)] or fixed
        for attacker in attackers:
            others = [who for who in fixed if who != attacker] if len(attackers) == len(fixed) else ()
            pairs = dict.fromkeys(Pair(attacker, target) for target in (*hit, *others))
            worlds.extend([tuple(pairs)] if pairs else [])
    return tuple(dict.fromkeys(worlds))


def _share(one: Who, other: Who) -> bool:
    return not set(one.members).isdisjoint(other.members)


def expanded(who: Who) -> tuple[Who, ...]:
    """One actor for each alternative; everything else stays as it is."""
    if who.form is not Form.ALTERNATIVES:
        return (who,)
    return tuple(Who.one(member) for member in who.members)


_UNCOVERED = Result(Outcome.NONE, CONDITIONS.index("what"), frozenset())
"""Where no clause is taken, none covers the conduct."""

_SEVERITY = {Outcome.NONE: 0, Outcome.POSSIBLE: 1, Outcome.VIOLATION: 2}


def judge_pair(ask: Callable[[str], Truth], actors: Callable[[], frozenset[str]]) -> Result:
    """The outcome of six answers, asked in order; the first *no* decides."""
    unknown = False
    for number, condition in enumerate(CONDITIONS):
        truth = ask(condition)
        if truth is Truth.NO:
            return Result(Outcome.NONE, number, frozenset())
        unknown |= truth is Truth.UNKNOWN
    return Result(Outcome.POSSIBLE if unknown else Outcome.VIOLATION, None, actors())


def worst(results: Iterable[Result]) -> Result:
    """The worst over the pairs and provisions of one world.

    Among those that fail, the furthest condition counts: a clause that was never about these
    parties does not decide the reason (semantics 9, ruling 2).
    """
    found = tuple(results) or (_UNCOVERED,)
    most = max(_SEVERITY[result.outcome] for result in found)
    same = [result for result in found if _SEVERITY[result.outcome] == most]
    failed = max((result.failed for result in same if result.failed is not None), default=None)
    actors = frozenset(actor for result in same for actor in result.actors)
    return Result(same[0].outcome, failed, actors)


def combined(results: Sequence[Result]) -> tuple[Outcome, str | None, Responsible]:
    """Over worlds: all violation, all none, else possible; with the reason and who answers."""
    outcomes = {result.outcome for result in results}
    if outcomes == {Outcome.NONE}:
        reasons = {result.failed for result in results}
        failed = EITHER_WAY if len(reasons) > 1 else CONDITIONS[reasons.pop() or 0]
        return Outcome.NONE, failed, NOBODY
    outcome = Outcome.VIOLATION if outcomes == {Outcome.VIOLATION} else Outcome.POSSIBLE
    breaching = [result.actors for result in results if result.outcome is not Outcome.NONE]
    return outcome, None, _responsible(breaching, certain=outcome is Outcome.VIOLATION)


def _responsible(breaching: Sequence[frozenset[str]], *, certain: bool) -> Responsible:
    """One or jointly if the same in every world, else at least one of all named."""
    if any(not actors for actors in breaching):
        return NOBODY
    names = tuple(sorted(frozenset[str]().union(*breaching)))
    if len(names) == 1:
        return Responsible(Share.ONE, names)
    same = certain and len(set(breaching)) == 1
    return Responsible(Share.JOINTLY if same else Share.AT_LEAST_ONE, names)
