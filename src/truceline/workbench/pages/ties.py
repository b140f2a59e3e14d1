"""Relations between actors as a graph: who is tied to whom as of a day, by whose word."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from truceline.assessment.evidence import Evidence
from truceline.assessment.states import SEPARATE, SYMMETRIC, start_of
from truceline.testimony.claim import RelationClaim
from truceline.values.doubt import Truth
from truceline.workbench.formats import Sheet
from truceline.workbench.pages.agreements import Named
from truceline.workbench.pages.cited import Cited, Quoter
from truceline.workbench.pages.standings import SILENT, day_span, local_day


@frozen
class Tie:
    """One tie and every claim about it.

    ``answer`` is what admitted claims say as of the day asked about (yes, no, unknown,
    nothing said); without a day, whether anybody's admitted claim affirms it at any time.
    """

    subject: Named
    relation: str
    object: Named
    directed: bool
    answer: str
    claims: tuple[Cited, ...]


@frozen
class Ties:
    """Ties among actors; ``changes`` are the days on which one begins or ends to be told."""

    day: date | None
    about: Named | None
    ties: tuple[Tie, ...]
    changes: tuple[date, ...]


def ties(quoter: Quoter, day: date | None, about: str) -> Ties:
    """Every tie, or those within two steps of an actor, as of a day or at any time."""
    evidence = quoter.case.shared.evidence
    grouped = _grouped(evidence)
    if about:
        grouped = _near(grouped, evidence.actor(about))
    made = [_tie(quoter, key, claims, day) for key, claims in grouped.items()]
    shown = [one for one in made if day is None or one.answer != SILENT]
    changes = {moment for claims in grouped.values() for moment in _moments(quoter, claims)}
    return Ties(
        day=day,
        about=Named(about, quoter.name(about)) if about else None,
        ties=tuple(
            sorted(
                shown, key=lambda one: (one.subject.name.casefold(), one.object.name.casefold(), one.relation)
            )
        ),
        changes=tuple(sorted(changes)),
    )


Key = tuple[str, str, str]


def _grouped(evidence: Evidence) -> dict[Key, list[RelationClaim]]:
    """Claims by tie, judged names folded; a tie without direction is one whichever way it is told."""
    actors = evidence.snapshot.actors
    found: dict[Key, list[RelationClaim]] = defaultdict(list)
    for claim in evidence.snapshot.claims:
        if isinstance(claim, RelationClaim):
            subject, other = evidence.actor(claim.subject), evidence.actor(claim.object)
            if subject not in actors or other not in actors:
                continue
            if claim.relation in (*SYMMETRIC, SEPARATE) and other < subject:
                subject, other = other, subject
            found[subject, claim.relation, other].append(claim)
    return dict(found)


def _near(grouped: dict[Key, list[RelationClaim]], actor: str) -> dict[Key, list[RelationClaim]]:
    """The ties of an actor and of those tied to it."""
    first = {end for subject, _, other in grouped for end in (subject, other) if actor in (subject, other)}
    return {key: claims for key, claims in grouped.items() if {key[0], key[2]} & (first | {actor})}


def _tie(quoter: Quoter, key: Key, claims: list[RelationClaim], day: date | None) -> Tie:
    subject, relation, other = key
    return Tie(
        subject=Named(subject, quoter.name(subject)),
        relation=relation,
        object=Named(other, quoter.name(other)),
        directed=relation not in (*SYMMETRIC, SEPARATE),
        answer=_answer(quoter, key, claims, day),
        claims=tuple(quoter.quote(claim) for claim in claims),
    )


def _answer(quoter: Quoter, key: Key, claims: list[RelationClaim], day: date | None) -> str:
    subject, relation, other = key
    framework = quoter.case.framing.framework
    if day is None:
        taken = [claim for claim in claims if not quoter.quote(claim).aside]
        return Truth.YES.value if taken else Truth.UNKNOWN.value
    zone = quoter.case.agreement.zone
    answer = framework.direct(subject, relation, other, framework.state_span(day_span(day, zone)))
    return SILENT if answer.truth is None else answer.truth.value


def _moments(quoter: Quoter, claims: Iterable[RelationClaim]) -> Iterator[date]:
    evidence, zone = quoter.case.shared.evidence, quoter.case.agreement.zone
    for claim in claims:
        end = claim.happened.span.end if claim.happened is not None else None
        for moment in (start_of(evidence, claim), end):
            if moment is not None:
                yield local_day(moment, zone)


def ties_sheet(page: Ties) -> Sheet:
    """One row for each claim on each tie."""
    rows = tuple(
        (tie.subject.id, tie.relation, tie.object.id, tie.answer, one.claim, one.says, one.speaker, one.said, one.aside)
        for tie in page.ties
        for one in tie.claims
    )  # fmt: skip
    columns = ("subject", "relation", "object", "answer", "claim", "says", "speaker", "said", "set_aside")
    return Sheet("", columns, rows, ())
