"""Who is bound, protected or excluded under an agreement as of a day, each answer with its claims."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from attrs import frozen

from truceline.agreement.terms import Deontic, Parties, Provision
from truceline.assessment.finding import Answered
from truceline.assessment.framework import Answer
from truceline.assessment.states import start_of
from truceline.testimony.claim import StandingClaim
from truceline.testimony.register import Actor, ActorKind
from truceline.values.doubt import Truth
from truceline.values.when import Fills, Interval, Period, zone_of
from truceline.values.who import Form, Who
from truceline.workbench.formats import Sheet
from truceline.workbench.pages.agreements import taken_keys
from truceline.workbench.pages.cited import Cited, Quoter

SILENT = "nothing said"
"""The answer where nobody says anything; *unknown* is where accounts do not settle it."""


@frozen
class StateAnswer:
    """Yes, no, unknown or nothing said, with every claim behind it."""

    answer: str
    claims: tuple[Cited, ...]


@frozen
class ClauseAnswer:
    """Whether one clause binds or protects an actor; ``settle`` is what would answer it if unknown."""

    key: str
    answer: str
    claims: tuple[Cited, ...]
    settle: tuple[str, ...]


@frozen
class ActorStanding:
    """One actor under the agreement on that day."""

    actor: str
    name: str
    kind: str
    accepted: StateAnswer
    excluded: StateAnswer
    binds: tuple[ClauseAnswer, ...]
    protects: tuple[ClauseAnswer, ...]

    @property
    def bound(self) -> tuple[str, ...]:
        """The clauses that bind it, surely."""
        return tuple(one.key for one in self.binds if one.answer == Truth.YES.value)

    @property
    def perhaps_bound(self) -> tuple[str, ...]:
        """The clauses that may bind it."""
        return tuple(one.key for one in self.binds if one.answer == Truth.UNKNOWN.value)

    @property
    def protected(self) -> tuple[str, ...]:
        """The clauses that protect it, surely."""
        return tuple(one.key for one in self.protects if one.answer == Truth.YES.value)

    @property
    def perhaps_protected(self) -> tuple[str, ...]:
        """The clauses that may protect it."""
        return tuple(one.key for one in self.protects if one.answer == Truth.UNKNOWN.value)


@frozen
class Standings:
    """All actors that the agreement or a claim on standing names, as of ``day``.

    ``changes`` are the days on which somebody's claim on standing under it begins or ends.
    """

    agreement: str
    title: str
    view: str
    day: date
    actors: tuple[ActorStanding, ...]
    changes: tuple[date, ...]


def standings(quoter: Quoter, day: date | None) -> Standings:
    """The answers of a case's framework as of a day; without one, the first day it is in force."""
    case = quoter.case
    agreement = case.agreement
    changes = _changes(quoter)
    asked = day or _first_day(quoter, changes)
    span = case.framing.framework.state_span(day_span(asked, agreement.zone))
    taken = taken_keys(quoter)
    clauses = [one for one in agreement.provisions if one.key in taken and one.deontic is not Deontic.PERMITS]
    asking = _Asking(quoter, span, clauses)
    actors = tuple(asking.about(actor) for actor in _concerned(quoter))
    return Standings(agreement.id, agreement.title, case.view.name, asked, actors, changes)


def day_span(day: date, zone: str) -> Interval:
    """A local day."""
    return Period(edtf=day.isoformat(), zone=zone, fills=Fills.WITHIN, words="").span


@frozen
class _Asking:
    """The questions of one day."""

    quoter: Quoter
    span: Interval
    clauses: list[Provision]

    def about(self, actor: Actor) -> ActorStanding:
        case = self.quoter.case
        framework, parties = case.framing.framework, case.framing.parties
        who = Who(Form.CLASS if actor.kind is ActorKind.CLASS else Form.ONE, (actor.id,), "")
        return ActorStanding(
            actor=actor.id,
            name=actor.name,
            kind=actor.kind.value,
            accepted=self._state(framework.accepted(actor.id, case.agreement.id, self.span)),
            excluded=self._state(framework.excluded(actor.id, case.agreement.id, self.span)),
            binds=tuple(self._clause(one, parties.bound(one, who, self.span)) for one in self.clauses),
            protects=tuple(
                self._clause(one, parties.protected(one, who, self.span))
                for one in self.clauses
                if one.protects is not None
            ),
        )

    def _state(self, answer: Answer) -> StateAnswer:
        word = SILENT if answer.truth is None else answer.truth.value
        return StateAnswer(word, self.quoter.quoted(answer.claims))

    def _clause(self, clause: Provision, answered: Answered) -> ClauseAnswer:
        settle = tuple(doubt.settle for doubt in answered.doubts)
        return ClauseAnswer(clause.key, answered.truth.value, self.quoter.quoted(answered.claims), settle)


def _concerned(quoter: Quoter) -> list[Actor]:
    """The actors the text or a claim on standing names, by name."""
    case = quoter.case
    snapshot = case.shared.evidence.snapshot
    ids = {member for claim in _standing_claims(quoter) for member in claim.actor.members}
    for provision in case.agreement.provisions:
        for parties in _parties(provision):
            ids.update((*parties.actors, *parties.other_than))
    judged = {case.shared.evidence.actor(id) for id in ids}
    return sorted((snapshot.actors[id] for id in judged if id in snapshot.actors), key=_by_name)


def _by_name(actor: Actor) -> tuple[str, str]:
    return actor.name.casefold(), actor.id


def _parties(provision: Provision) -> Iterator[Parties]:
    yield provision.binds
    if provision.protects is not None:
        yield provision.protects
    yield from provision.excludes


def _standing_claims(quoter: Quoter) -> Iterable[StandingClaim]:
    agreement = quoter.case.agreement.id
    return [claim for claim in quoter.case.shared.evidence.standings if claim.agreement == agreement]


def _changes(quoter: Quoter) -> tuple[date, ...]:
    zone, evidence = quoter.case.agreement.zone, quoter.case.shared.evidence
    days: set[date] = set()
    for claim in _standing_claims(quoter):
        end = claim.happened.span.end if claim.happened is not None else None
        for moment in (start_of(evidence, claim), end):
            if moment is not None:
                days.add(local_day(moment, zone))
    return tuple(sorted(days))


def local_day(moment: datetime, zone: str) -> date:
    """The day of an instant, in a zone."""
    return moment.astimezone(zone_of(zone)).date()


def _first_day(quoter: Quoter, changes: tuple[date, ...]) -> date:
    agreement = quoter.case.agreement
    for period in (agreement.period, agreement.declared):
        if period is not None and period.span.start is not None:
            return local_day(period.span.start, agreement.zone)
    if changes:
        return changes[-1]
    known_by = quoter.case.shared.evidence.snapshot.known_by
    return known_by.date() if known_by is not None else date.min + timedelta(days=1)


def standings_sheet(page: Standings) -> Sheet:
    """One row for each actor."""
    rows = tuple(
        (
            one.actor,
            one.name,
            one.accepted.answer,
            one.excluded.answer,
            " ".join(one.bound),
            " ".join(one.perhaps_bound),
            " ".join(one.protected),
            " ".join(one.perhaps_protected),
            " ".join(cited.claim for cited in (*one.accepted.claims, *one.excluded.claims)),
        )
        for one in page.actors
    )
    columns = (
        "actor", "name", "accepted", "excluded", "bound_by", "perhaps_bound_by", "protected_by",
        "perhaps_protected_by", "claims",
    )  # fmt: skip
    return Sheet(f"{page.title}, {page.day}, {page.view}", columns, rows, ())
