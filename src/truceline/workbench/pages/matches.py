"""Incidents that a proposed or imported event may be: same day, places that meet, kinds that fit.

They are suggestions; only a named person's answer joins anything (semantics 7).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from truceline.assessment.case import Case
from truceline.assessment.conduct import is_kind_of
from truceline.testimony.claim import Claim, EventClaim, LossClaim, RoleClaim
from truceline.testimony.link import Judgement, Subject
from truceline.workbench.pages.cited import Cited, Quoter

_MOST = 5
_MOST_DAYS = 31


@frozen
class Match:
    """An incident on record that may be the same, with the first of the claims that tell of it."""

    incident: str
    told: Cited


class Matches:
    """Finds incidents of a record by day; made once for many questions."""

    def __init__(self, quoter: Quoter) -> None:
        self._quoter = quoter
        self._by_day: dict[date, dict[str, list[EventClaim]]] = defaultdict(lambda: defaultdict(list))
        for incident, claims in quoter.case.shared.evidence.incidents.items():
            for claim in claims:
                if isinstance(claim, EventClaim):
                    for day in _days(claim):
                        self._by_day[day][incident].append(claim)

    def of(self, claim: Claim) -> tuple[Match, ...]:
        """What an event may be the same as; nothing for other claims, or where day or place are not told."""
        if not isinstance(claim, EventClaim) or claim.place is None:
            return ()
        found: dict[str, Match] = {}
        for day in _days(claim):
            for incident, told in self._by_day.get(day, {}).items():
                alike = next((one for one in told if self._fits(claim, one)), None)
                if alike is not None and incident != claim.incident:
                    found.setdefault(incident, Match(incident, self._quoter.quote(alike)))
        return tuple(found.values())[:_MOST]

    def _fits(self, claim: EventClaim, other: EventClaim) -> bool:
        kinds = is_kind_of(claim.kind, other.kind) or is_kind_of(other.kind, claim.kind)
        geography = self._quoter.case.shared.geography
        return kinds and claim.place is not None and other.place is not None and geography.meet(claim.place, other.place)  # fmt: skip


def _days(claim: EventClaim) -> tuple[date, ...]:
    days = claim.happened.local_days() if claim.happened is not None else ()
    return days if len(days) <= _MOST_DAYS else ()


def incident_of(claim: Claim) -> str | None:
    """The incident a proposed claim is about, where it is about one."""
    if isinstance(claim, EventClaim | RoleClaim):
        return claim.incident
    return claim.incidents[0] if isinstance(claim, LossClaim) and claim.incidents else None


@frozen
class Pair:
    """Two incidents, or two actors, that may be one; ``latest`` is the judgement on them, "" for none."""

    about: str
    left: str
    right: str
    left_told: tuple[Cited, ...]
    right_told: tuple[Cited, ...]
    latest: str


def latest_judgement(
    judgements: Iterable[Judgement], about: Subject, pair: frozenset[str]
) -> Judgement | None:
    """The last judgement on a pair, whichever way round."""
    found = [one for one in judgements if one.about is about and frozenset((one.left, one.right)) == pair]
    return found[-1] if found else None


def events_of(case: Case, incident: str) -> Iterator[Claim]:
    """The event claims on an incident."""
    return (one for one in case.shared.evidence.incidents.get(incident, ()) if isinstance(one, EventClaim))
