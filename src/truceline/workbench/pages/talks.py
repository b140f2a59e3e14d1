"""Rounds of talks as they are told: who attended on which day, by whose word, and what was said there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import frozen

from truceline.assessment.conduct import is_kind_of
from truceline.assessment.evidence import Evidence
from truceline.testimony.claim import (
    Claim,
    ComplianceClaim,
    EventClaim,
    Modality,
    Polarity,
    Role,
    RoleClaim,
    StandingClaim,
    TermClaim,
)
from truceline.testimony.statement import Statement
from truceline.values.doubt import Truth
from truceline.values.when import Fills, Interval, Period, days_between, may_lie_in, united, zone_of
from truceline.workbench.formats import Sheet
from truceline.workbench.pages.agreements import Named
from truceline.workbench.pages.cited import Cited, Quoter
from truceline.workbench.pages.standings import day_span, local_day

TALKS = "talks"
MOST_DAYS = 62
"""Rounds longer than this are shown as a whole, not day by day."""


@frozen
class Attended:
    """What is said of one participant on one day, or of the whole round.

    ``state`` is present, absent, contested, took part (on which days is not told), some day (on
    one of several), expected (planned or proposed only), or silent.
    """

    state: str
    claims: tuple[str, ...]


@frozen
class Delegation:
    """A participant: of whom it is said to be a part, its days, and every claim on its attendance."""

    actor: str
    name: str
    whole_of: tuple[Named, ...]
    days: tuple[Attended, ...]
    whole: Attended
    claims: tuple[Cited, ...]


@frozen
class SaidThere:
    """A statement of a participant's own source, or about the round, said while it went on."""

    statement: str
    speaker: str
    said: str
    content: str
    document: str
    title: str


@frozen
class Round:
    """One round of talks.

    ``days`` are its days by admitted accounts, empty when they are not known or too many;
    ``aside`` is True when no account of it is admitted by the view. ``agreements`` are those
    that the same statements, or statements made there, speak of.
    """

    incident: str
    when: tuple[str, ...]
    places: tuple[str, ...]
    means: tuple[str, ...]
    aside: bool
    planned: bool
    days: tuple[date, ...]
    delegations: tuple[Delegation, ...]
    told: tuple[Cited, ...]
    said_there: tuple[SaidThere, ...]
    agreements: tuple[Named, ...]


@frozen
class TalksPage:
    """All rounds, the latest first; ``unnamed`` are claims on talks that nobody identifies."""

    rounds: tuple[Round, ...]
    unnamed: tuple[Cited, ...]


def talks_page(quoter: Quoter, titles: Mapping[str, str]) -> TalksPage:
    """Every round on record; ``titles`` are those of agreements, by id."""
    evidence = quoter.case.shared.evidence
    events, roles, unnamed = _talks(evidence)
    rounds = [_Telling(quoter, titles, events[id], roles.get(id, [])).round(id) for id in events]
    rounds.sort(key=lambda one: (one.days[:1] or (date.max,), one.incident), reverse=True)
    return TalksPage(tuple(rounds), tuple(quoter.quote(claim) for claim in unnamed))


def _talks(
    evidence: Evidence,
) -> tuple[dict[str, list[EventClaim]], dict[str, list[RoleClaim]], list[EventClaim]]:
    """Event and role claims by the incident they are folded into, and events of no identified one."""
    events: dict[str, list[EventClaim]] = defaultdict(list)
    roles: dict[str, list[RoleClaim]] = defaultdict(list)
    unnamed: list[EventClaim] = []
    for claim in evidence.snapshot.claims:
        if isinstance(claim, EventClaim) and is_kind_of(claim.kind, TALKS):
            if claim.incident is None:
                unnamed.append(claim)
            else:
                events[evidence.folded.get(claim.incident, claim.incident)].append(claim)
        elif isinstance(claim, RoleClaim) and claim.role is Role.PARTICIPANT and claim.incident is not None:
            roles[evidence.folded.get(claim.incident, claim.incident)].append(claim)
    return dict(events), dict(roles), unnamed


@frozen
class _Telling:
    """What is told of one round."""

    quoter: Quoter
    titles: Mapping[str, str]
    events: Sequence[EventClaim]
    roles: Sequence[RoleClaim]

    def round(self, incident: str) -> Round:
        admitted = [claim for claim in self.events if not self._aside(claim)]
        spoken = admitted or self.events
        days = self._days(spoken)
        members = dict.fromkeys(self._actor(member) for claim in self.roles for member in claim.actor.members)
        there = self._said_there(tuple(members), days)
        return Round(
            incident=incident,
            when=_distinct(str(claim.happened) for claim in spoken if claim.happened is not None),
            places=_distinct(self._place(claim) for claim in spoken if claim.place is not None),
            means=_distinct(claim.means for claim in spoken),
            aside=not admitted,
            planned=all(claim.modality is not Modality.ACTUAL for claim in self.events),
            days=days,
            delegations=tuple(self._delegation(member, days) for member in members),
            told=tuple(self.quoter.quote(claim) for claim in self.events),
            said_there=tuple(self._shown(statement) for statement in there),
            agreements=tuple(self._agreements(there)),
        )

    def _aside(self, claim: Claim) -> bool:
        return self.quoter.case.admissions.of(claim).aside is not None

    def _actor(self, member: str) -> str:
        return self.quoter.case.shared.evidence.actor(member)

    def _place(self, claim: EventClaim) -> str:
        assert claim.place is not None
        spots = claim.place.alternatives
        return " | ".join(self.quoter.name(spot.place) if spot.place else str(spot) for spot in spots)

    def _days(self, spoken: Iterable[EventClaim]) -> tuple[date, ...]:
        """Every day that some account says the round lasted."""
        found: set[date] = set()
        for claim in spoken:
            if claim.happened is not None and claim.polarity is Polarity.AFFIRMED:
                days = claim.happened.local_days()
                if len(days) <= MOST_DAYS:
                    found.update(days)
        if not found or (max(found) - min(found)).days >= MOST_DAYS:
            return ()
        return tuple(days_between(min(found), max(found)))

    def _delegation(self, member: str, days: tuple[date, ...]) -> Delegation:
        about = [claim for claim in self.roles if member in {self._actor(one) for one in claim.actor.members}]
        admitted = [claim for claim in about if not self._aside(claim)]
        return Delegation(
            actor=member,
            name=self.quoter.name(member),
            whole_of=tuple(self._wholes(member)),
            days=tuple(_attended(admitted, day) for day in days),
            whole=_attended(admitted, None),
            claims=tuple(self.quoter.quote(claim) for claim in about),
        )

    def _wholes(self, member: str) -> Iterator[Named]:
        evidence = self.quoter.case.shared.evidence
        found = {
            evidence.actor(claim.object): claim
            for claim in evidence.relations
            if evidence.actor(claim.subject) == member and claim.relation in ("part-of", "member-of")
        }
        return (Named(id, self.quoter.name(id)) for id in found)

    def _said_there(self, members: tuple[str, ...], days: tuple[date, ...]) -> list[Statement]:
        """What was said on its days by the participants' own sources, or of the round itself."""
        if not days:
            return []
        snapshot = self.quoter.case.shared.evidence.snapshot
        speaking = {
            source.id
            for source in snapshot.sources.values()
            if source.actor is not None and self._actor(source.actor) in members
        }
        speaking |= {
            source.id
            for source in snapshot.sources.values()
            if any(tie.to in speaking for tie in source.affiliations)
        }
        telling = {claim.statement for claim in (*self.events, *self.roles)}
        found = [
            statement
            for statement in snapshot.statements.values()
            if (statement.speaker.source in speaking or statement.id in telling)
            and statement.said is not None
            and _on_some(statement.said, days)
        ]
        return sorted(found, key=lambda one: (str(one.said), one.id))

    def _shown(self, statement: Statement) -> SaidThere:
        document = self.quoter.case.shared.evidence.snapshot.documents.get(statement.document)
        return SaidThere(
            statement=statement.id,
            speaker=self.quoter.teller.speaker(statement.speaker),
            said=str(statement.said or ""),
            content=statement.content,
            document=statement.document,
            title=document.title if document is not None else statement.document,
        )

    def _agreements(self, there: Iterable[Statement]) -> Iterator[Named]:
        telling = {claim.statement for claim in (*self.events, *self.roles)} | {one.id for one in there}
        named: dict[str, None] = {}
        for claim in self.quoter.case.shared.evidence.snapshot.claims:
            if isinstance(claim, TermClaim | StandingClaim | ComplianceClaim):
                spoken = claim.agreement is not None and claim.statement in telling
                named.update({str(claim.agreement): None} if spoken else {})
        return (Named(id, self.titles.get(id, id)) for id in named)


def _attended(claims: Iterable[RoleClaim], day: date | None) -> Attended:
    """What admitted claims say of a participant on a day; of the whole round without one."""
    words: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        word = _word(claim, day)
        if word:
            words[word].append(claim.id)
    every = tuple(dict.fromkeys(id for several in words.values() for id in several))
    if "present" in words and "absent" in words:
        return Attended("contested", every)
    for word in ("present", "absent", "took part", "some day", "expected"):
        if word in words:
            return Attended(word, every)
    return Attended("silent", ())


def _word(claim: RoleClaim, day: date | None) -> str:
    """One claim's word on a day; on the round, where none is asked about.

    To have taken part is not to have been there every day; not to have taken part is.
    """
    denied = claim.polarity is Polarity.DENIED
    if claim.modality is not Modality.ACTUAL:
        return "" if denied else "expected"
    if day is None:
        return "absent" if denied else "present"
    if claim.happened is None:
        return "absent" if denied else "took part"
    fills = Fills.THROUGHOUT if denied else claim.happened.fills
    truth = _covers(claim.happened, day, fills)
    if truth is Truth.NO:
        return ""
    if denied:
        return "absent"
    return "present" if truth is Truth.YES else "some day"


def _covers(period: Period, day: date, fills: Fills) -> Truth:
    """Whether a period covers a day; an attendance of several days is taken to last through them."""
    span: Interval = period.span
    within = day_span(day, period.zone)
    lasting = Fills.THROUGHOUT if "/" in period.edtf else fills
    return may_lie_in(span, lasting, united((within,)))


def _on_some(period: Period, days: tuple[date, ...]) -> bool:
    start, end = period.span.start, period.span.end
    if start is None or end is None:
        return False
    return (
        local_day(start, period.zone) <= days[-1] and end.astimezone(zone_of(period.zone)).date() >= days[0]
    )


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def talks_sheet(page: TalksPage) -> Sheet:
    """One row for each participant and day of each round; one for the whole where days are not known."""
    rows: list[tuple[str, ...]] = []
    for one in page.rounds:
        for delegation in one.delegations:
            states = tuple(zip(map(str, one.days), delegation.days, strict=True)) or (("", delegation.whole),)
            for day, attended in states:
                rows.append(
                    (one.incident, delegation.actor, delegation.name, day, attended.state, " ".join(attended.claims))
                )  # fmt: skip
    return Sheet("", ("round", "actor", "name", "day", "attendance", "claims"), tuple(rows), ())
