"""The evidence of a snapshot, arranged by what it is about; the same for every view.

Invariant: a pure function of the snapshot. Judgements of named coders fold what they call
the same; links and software only suggest (semantics 7).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from attrs import evolve, frozen

from truceline.record.snapshot import Snapshot
from truceline.testimony.claim import (
    Claim,
    ComplianceClaim,
    ControlClaim,
    EventClaim,
    LossClaim,
    Modality,
    RelationClaim,
    RoleClaim,
    StandingClaim,
    TermClaim,
    WatchClaim,
    incidents_of,
)
from truceline.testimony.link import Judgement, Link, LinkKind, Sameness, Subject
from truceline.testimony.statement import Statement
from truceline.values.who import Who

C = TypeVar("C", bound=Claim)


@frozen
class Evidence:
    """What a record holds, by incident and by kind of framework claim.

    ``incidents`` maps each identified incident to the actual claims about it, in record
    order, judgements of sameness applied; ``linked`` are those to whose claims some link points;
    ``whole_of`` maps a part to the incident it is part
    of; ``unsure`` pairs incidents a coder could not tell apart. ``links_to`` lists links by
    the claim or statement they point at.
    """

    snapshot: Snapshot
    incidents: Mapping[str, tuple[Claim, ...]]
    linked: frozenset[str]
    folded: Mapping[str, str]
    actor_names: Mapping[str, str]
    whole_of: Mapping[str, str]
    unsure: tuple[tuple[str, str], ...]
    judged: frozenset[frozenset[str]]
    links_to: Mapping[str, tuple[Link, ...]]
    claims_by_id: Mapping[str, Claim]
    relations: tuple[RelationClaim, ...]
    standings: tuple[StandingClaim, ...]
    terms: tuple[TermClaim, ...]
    compliance: tuple[ComplianceClaim, ...]
    watches: tuple[WatchClaim, ...]
    controls: tuple[ControlClaim, ...]

    def statement_of(self, claim: Claim) -> Statement:
        return self.snapshot.statements[claim.statement]

    def actor(self, name: str) -> str:
        """The actor an id stands for, after the judgements."""
        return self.actor_names.get(name, name)

    def who(self, who: Who) -> Who:
        """The same actors after the judgements; in whose words they are named makes no other of them."""
        names = tuple(self.actor(member) for member in who.members)
        if names == who.members:
            return evolve(who, words="") if names and who.words else who
        if len(names) > 1 and len(set(names)) == 1:
            return Who.one(names[0])
        return evolve(who, members=names, words="")


def gather(snapshot: Snapshot) -> Evidence:
    """Arrange a snapshot for assessment."""
    judgements = _latest(snapshot.judgements)
    folded = _folds(judgements, Subject.INCIDENT)
    actor_names = _folds(judgements, Subject.ACTOR)
    incident_judgements = [item for item in judgements if item.about is Subject.INCIDENT]
    incidents, links_to = _by_incident(snapshot.claims, folded), _by_object(snapshot.links)
    return Evidence(
        snapshot=snapshot,
        incidents=incidents,
        linked=_linked(incidents, links_to),
        folded=folded,
        actor_names=actor_names,
        whole_of=_wholes(_pairs(incident_judgements, folded, Sameness.PART_OF)),
        unsure=tuple(_pairs(incident_judgements, folded, Sameness.UNSURE)),
        judged=frozenset(frozenset(pair) for pair in _pairs(incident_judgements, folded, *Sameness)),
        links_to=links_to,
        claims_by_id={claim.id: claim for claim in snapshot.claims},
        relations=_actual(snapshot.claims, RelationClaim),
        standings=_actual(snapshot.claims, StandingClaim),
        terms=_actual(snapshot.claims, TermClaim),
        compliance=_actual(snapshot.claims, ComplianceClaim),
        watches=_actual(snapshot.claims, WatchClaim),
        controls=_actual(snapshot.claims, ControlClaim),
    )


def _linked(
    incidents: Mapping[str, tuple[Claim, ...]], links_to: Mapping[str, tuple[Link, ...]]
) -> frozenset[str]:
    """The incidents to whose claims some link points."""
    return frozenset(
        name
        for name, about in incidents.items()
        if any(claim.id in links_to or claim.statement in links_to for claim in about)
    )


def _latest(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The last judgement on each pair, whichever way round: a later one undoes an earlier."""
    last: dict[tuple[Subject, frozenset[str]], Judgement] = {}
    for item in judgements:
        key = (item.about, frozenset((item.left, item.right)))
        last.pop(key, None)
        last[key] = item
    return tuple(last.values())


def _folds(judgements: Iterable[Judgement], about: Subject) -> dict[str, str]:
    """Each id judged the same as another -> the one that stands for all of them."""
    standing_for: dict[str, str] = {}
    for item in judgements:
        if item.about is about and item.answer is Sameness.SAME:
            left, right = _last(standing_for, item.left), _last(standing_for, item.right)
            if left != right:
                standing_for[right] = left
    return {name: _last(standing_for, name) for name in standing_for}


def _last(standing_for: Mapping[str, str], name: str) -> str:
    while (following := standing_for.get(name)) is not None:
        name = following
    return name


def _pairs(
    judgements: Iterable[Judgement], folded: Mapping[str, str], *answers: Sameness
) -> Iterator[tuple[str, str]]:
    """The pairs so judged that are two incidents once the same ones are folded."""
    for item in judgements:
        left, right = folded.get(item.left, item.left), folded.get(item.right, item.right)
        if item.answer in answers and left != right:
            yield left, right


def _wholes(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each part -> its whole; nothing is part of itself: of a circle the earliest judgement falls."""
    found: dict[str, str] = {}
    for part, whole in pairs:
        found.pop(part, None)
        above = [whole]
        while above[-1] in found:
            above.append(found[above[-1]])
        if above[-1] == part:
            del found[next(name for name in found if name in above)]
        found[part] = whole
    return found


def _by_incident(claims: Iterable[Claim], folded: Mapping[str, str]) -> dict[str, tuple[Claim, ...]]:
    result: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        # Promises, threats, proposals and conditions are kept and shown, never assessed.
        if claim.modality is Modality.ACTUAL and isinstance(
            claim, EventClaim | RoleClaim | LossClaim | ComplianceClaim
        ):
            for incident in occurrences_of(claim, folded):
                result[incident].append(claim)
    occurrences = {name: tuple(about) for name, about in result.items()}
    return {name: about for name, about in occurrences.items() if _is_identified(about)}


def occurrences_of(claim: Claim, folded: Mapping[str, str]) -> tuple[str, ...]:
    """The incidents a claim is about, those judged the same once."""
    return tuple(dict.fromkeys(folded.get(name, name) for name in incidents_of(claim)))


def _is_identified(claims: Iterable[Claim]) -> bool:
    """Whether somebody claims that it happened; a tally or toll alone makes no incident."""
    return any(isinstance(claim, EventClaim) for claim in claims)


def _by_object(links: Iterable[Link]) -> dict[str, tuple[Link, ...]]:
    result: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        result[link.object].append(link)
    return {name: tuple(pointing) for name, pointing in result.items()}


def _actual(claims: Iterable[Claim], kind: type[C]) -> tuple[C, ...]:
    return tuple(claim for claim in claims if isinstance(claim, kind) and claim.modality is Modality.ACTUAL)


def links_of(evidence: Evidence, items: Iterable[str], kinds: Iterable[LinkKind]) -> tuple[Link, ...]:
    """The links of some kinds that point at any of these claims or statements."""
    return tuple(
        link for item in items for link in evidence.links_to.get(item, ()) if link.kind in tuple(kinds)
    )
