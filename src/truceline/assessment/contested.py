"""Contested answers: what one view itself leaves open, because the words it takes do not agree."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from truceline.assessment.account import Account, when_of
from truceline.assessment.answer_words import course
from truceline.assessment.case import Case
from truceline.assessment.question import (
    ASPECTS,
    Disagreement,
    Kind,
    Question,
    one_way,
    standing_side,
    tie_side,
    value_side,
    version_side,
    versions_taken,
)
from truceline.assessment.reach import Reach
from truceline.assessment.standing import Field
from truceline.assessment.states import Fact
from truceline.testimony.claim import Claim, EventClaim, RoleClaim
from truceline.values.doubt import Truth


def contested(case: Case, incidents: Iterable[str]) -> Iterator[Disagreement]:
    """Every question a view leaves contested, with the answers that some of its words give."""
    yield from contested_on_the_whole(case, Reach(case.shared.evidence, case.agreement))
    yield from contested_on(case, incidents)


def contested_on_the_whole(case: Case, reach: Reach) -> Iterator[Disagreement]:
    """The questions on standings, ties and versions."""
    yield from _standings(case, reach, excluded=False)
    yield from _standings(case, reach, excluded=True)
    yield from _ties(case, reach)
    for name, versions in sorted(versions_taken(case).items()):
        if len(versions) > 1:
            question = Question(Kind.VERSION, (name,), f"which version of {name} applies")
            sides = tuple(version_side(name, (one,)) for one in versions)
            yield Disagreement(question, sides, reach.everything)


def contested_on(case: Case, incidents: Iterable[str]) -> Iterator[Disagreement]:
    """The questions on single incidents."""
    reach = Reach(case.shared.evidence, case.agreement)
    for incident in incidents:
        yield from _values(case, case.account(incident), reach)


def _standings(case: Case, reach: Reach, *, excluded: bool) -> Iterator[Disagreement]:
    states = case.framing.framework.states
    kind, verb = (Kind.EXCLUSION, "is excluded from") if excluded else (Kind.STANDING, "has accepted")
    for (actor, agreement), facts in sorted((states.excluded if excluded else states.accepted).items()):
        if _is_contested(facts, case.view.persists.standing):
            yield Disagreement(
                Question(kind, (actor,), f"whether {actor} {verb} {agreement}"),
                tuple(
                    standing_side(case, (actor, agreement), one, excluded=excluded) for one in _sides(facts)
                ),
                reach.of_actor(actor),
            )


def _ties(case: Case, reach: Reach) -> Iterator[Disagreement]:
    states = case.framing.framework.states
    for tie in sorted({one_way(tie) for tie in states.relations}):
        facts = states.of_tie(tie)
        if _is_contested(facts, case.view.persists.relation):
            question = Question(Kind.RELATION, (tie[0], tie[2]), f"whether {' '.join(tie)}")
            yield Disagreement(
                question, tuple(tie_side(case, tie, one) for one in _sides(facts)), reach.of_tie(tie)
            )


def _is_contested(facts: tuple[Fact, ...], days: int | None) -> bool:
    """Whether at some time the words on a state do not agree."""
    both = {fact.holds for fact in facts} == {True, False}
    return both and any(state is Truth.UNKNOWN for _, state in course(facts, days))


def _sides(facts: tuple[Fact, ...]) -> Iterator[tuple[Fact, ...]]:
    """The words of each side to a contested state: those that say so, and those that deny it."""
    for holds in (True, False):
        yield tuple(fact for fact in facts if fact.holds is holds)


def _values(case: Case, account: Account, reach: Reach) -> Iterator[Disagreement]:
    for aspect, kind in ASPECTS.items():
        field: Field[object] = getattr(account, aspect.value)
        if len(field.worlds) > 1:
            question = Question(kind, (account.incident,), f"the {kind.value} of {account.incident}")
            alone = (_only(case, field, value) for value in field.worlds)
            sides = tuple(value_side(account, aspect, one) for one in alone)
            yield Disagreement(question, sides, reach.of_incident(account.incident))


def _only(case: Case, field: Field[object], value: object) -> Field[object]:
    """The field with one of its values alone, and the claims that tell it, if any does to the letter."""
    known = case.shared.evidence.claims_by_id
    telling = tuple(name for name in field.claims if _tells(case, known[name], value))
    claims = telling or field.claims
    return evolve(field, values=(value,), rivals=(), denied=False, weak=False, claims=claims)


def _tells(case: Case, claim: Claim, value: object) -> bool:
    if isinstance(claim, RoleClaim):
        who = case.shared.evidence.who(claim.actor)
        return who == value or (isinstance(value, frozenset) and who in value)
    return isinstance(claim, EventClaim) and value in (
        claim.place, claim.origin, claim.kind, when_of(claim.happened),
    )  # fmt: skip
