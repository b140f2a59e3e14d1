"""Crux: which single answer accounts for how much of the difference between two ledgers.

Of two views, every answer they differ in is given to each of them in turn. It *explains* the
differing incidents that are then found alike, counted once for each direction. Of one view,
every contested question is settled in turn by each of its answers.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, islice

from attrs import frozen

from truceline.assessment.case import Case
from truceline.assessment.contested import contested
from truceline.assessment.disagreement import disagreements
from truceline.assessment.flipping import Flip, Progress, Taken, flip
from truceline.assessment.question import Disagreement, Kind, Question, Side, is_protected
from truceline.assessment.supposition import WordSupposed
from truceline.testimony.claim import RelationClaim, StandingClaim, TermClaim
from truceline.testimony.register import Handling
from truceline.testimony.statement import Statement

MOST_CLAIMS = 20
"""So many claims are named on either side of a speaker's word; there may be thousands."""


@frozen
class Crux:
    """One answer that differs, or is contested, and what each ledger becomes with the other's.

    ``between`` names the views; ``differing`` counts the incidents they find differently
    (None of one view). ``claims`` stand behind each answer; those of protected sources are
    never among them.
    """

    between: tuple[str, ...]
    differing: int | None
    question: Question
    answers: tuple[str, ...]
    claims: tuple[tuple[str, ...], ...]
    flips: tuple[Flip, ...]

    @property
    def explained(self) -> int:
        """How many differing incidents come to be found alike, over both directions."""
        return sum(len(one.settled) for one in self.flips)

    @property
    def moved(self) -> int:
        """The most incidents that one of the flips finds otherwise than before."""
        return max(len(one.changed) for one in self.flips)


def crux(taken: Sequence[Taken], progress: Progress | None = None) -> tuple[Crux, ...]:
    """The answers between each two of these, or contested in the only one, most explained first.

    Answers that move nothing are left out.
    """
    found = list(_contested(taken[0], progress) if len(taken) == 1 else _between(taken, progress))
    moving = (row for row in found if row.moved)
    return tuple(sorted(moving, key=sort_key))


def sort_key(row: Crux) -> tuple[int, int, str]:
    """The order of answers: most explained first."""
    return -row.explained, -row.moved, row.question.text


def differing_in(first: Taken, second: Taken) -> tuple[str, ...]:
    """The incidents that two ledgers find differently."""
    return tuple(name for name in first.tallied if first.seen(name) != second.seen(name))


def _between(taken: Sequence[Taken], progress: Progress | None) -> Iterator[Crux]:
    done = 0
    for first, second in combinations(taken, 2):
        differing = differing_in(first, second)
        for one in disagreements(first.case, second.case, differing):
            if progress is not None:
                progress(done)
            done += 1
            flips = (
                flip(first, one.sides[1], one.touched, second),
                flip(second, one.sides[0], one.touched, first),
            )
            yield crux_row((first.case, second.case), one, flips, len(differing))


def _contested(own: Taken, progress: Progress | None) -> Iterator[Crux]:
    counted = [name for name in own.tallied if own.seen(name) is not None]
    for number, one in enumerate(contested(own.case, counted)):
        if progress is not None:
            progress(number)
        flips = tuple(flip(own, side, one.touched) for side in one.sides)
        yield crux_row((own.case,), one, flips, None)


def crux_row(
    cases: Sequence[Case], one: Disagreement, flips: tuple[Flip, ...], differing: int | None
) -> Crux:
    """An answer with what its flips do, and the claims behind it."""
    names = one.question.kind is Kind.WORD and any(case.shared.evidence.incidents for case in cases)
    moved = {name for item in flips for name in item.changed} if names else frozenset[str]()
    return Crux(
        between=tuple(case.view.name for case in cases),
        differing=differing,
        question=one.question,
        answers=tuple(side.answer for side in one.sides),
        claims=tuple(
            claims_behind(side, one.question, cases[number % len(cases)], moved)
            for number, side in enumerate(one.sides)
        ),
        flips=flips,
    )


def claims_behind(side: Side, question: Question, case: Case, moved: Iterable[str]) -> tuple[str, ...]:
    """The claims behind an answer that may be shown; of a speaker's word the first that move something."""
    found: Iterable[str] = side.claims
    if question.kind in (Kind.WORD, Kind.FRAMEWORK_WORD) and _is_taken(side):
        found = _spoken_by(question, case, moved)
    shown = (claim for claim in found if may_be_shown(case, claim))
    return tuple(islice(shown, MOST_CLAIMS if question.kind in (Kind.WORD, Kind.FRAMEWORK_WORD) else None))


def _is_taken(side: Side) -> bool:
    return all(isinstance(one, WordSupposed) and (one.taken or one.coding) for one in side.supposed)


def _spoken_by(question: Question, case: Case, moved: Iterable[str]) -> Iterator[str]:
    """A named speaker's claims on the framework, or on the incidents that its word moves."""
    evidence = case.shared.evidence
    on_text: tuple[TermClaim | StandingClaim | RelationClaim, ...] = (
        *evidence.terms, *evidence.standings, *evidence.relations,
    )  # fmt: skip
    in_incidents = (claim for name in sorted(moved) for claim in evidence.incidents.get(name, ()))
    for claim in on_text if question.kind is Kind.FRAMEWORK_WORD else in_incidents:
        if evidence.statement_of(claim).speaker.source in question.about:
            yield claim.id


def may_be_shown(case: Case, claim: str) -> bool:
    """Whether a claim comes neither from nor through a protected source, nor is itself restricted."""
    known = case.shared.evidence.claims_by_id.get(claim)
    return known is None or _is_open(case, case.shared.evidence.statement_of(known))


def _is_open(case: Case, statement: Statement) -> bool:
    statements = case.shared.evidence.snapshot.statements
    agents = [statement.speaker.source, *(hop.agent.source for hop in statement.chain)]
    return (
        statement.handling is Handling.PUBLIC
        and not any(is_protected(case.shared, agent) for agent in agents)
        and all(_is_open(case, statements[name]) for name in statement.coded_from)
    )
