"""A record's incidents as reports: one row each, those that do not fit marked awkward."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

import numpy as np
import pyarrow as pa
from attrs import evolve, field, frozen

from truceline.assessment.account import AGGREGATE, when_of
from truceline.assessment.admission import may_speak_for, public_span
from truceline.assessment.algebras import When
from truceline.assessment.engine.layout import position_of_text
from truceline.assessment.engine.packing import packed
from truceline.assessment.engine.reports import (
    ABSENT,
    AT_POSITION,
    CODED,
    EARLIEST,
    FILLS,
    HEDGED,
    KIND,
    LATEST,
    LOSSES,
    NEVER,
    PARTICIPANTS,
    PLACE,
    TARGETS,
    TIME,
    WITHDRAWAL_COLUMNS,
    Reports,
    Teller,
    minutes,
)
from truceline.assessment.evidence import Evidence
from truceline.assessment.loss import loss_of_count
from truceline.assessment.origins import Origin, Origins
from truceline.assessment.roles import together
from truceline.testimony.claim import Claim, EventClaim, Harm, LossClaim, Polarity, Role, RoleClaim
from truceline.testimony.link import Link, LinkKind
from truceline.testimony.statement import Statement
from truceline.values.where import Location

V = TypeVar("V", bound=Hashable)
_NONE: Mapping[str, int] = {"start": EARLIEST, "end": LATEST, "zone": 0, "fills": 0, "km": 0}
_KILLED = ("low", "best", "high")
_ROLES = (Role.PERPETRATED, Role.TARGET, Role.PARTICIPANT)
_INT32 = 2**31 - 2


class Awkward(Exception):  # noqa: N818 - no fault: the row is for the reference
    """That an incident does not fit the columns."""


def need(fits: object) -> None:
    """Go on only with what fits the columns."""
    if not fits:
        raise Awkward


class _Numbers(Generic[V]):
    """Codes for values, in order of first appearance."""

    def __init__(self) -> None:
        self.codes: dict[V, int] = {}

    def of(self, value: V) -> int:
        return self.codes.setdefault(value, len(self.codes))


@frozen
class _Said:
    """What one statement says of one incident."""

    when: When | None
    place: Location | None
    kind: str | None
    perpetrator: Any
    targets: frozenset[Any]
    participants: tuple[Any, ...]
    killed: tuple[int, int, int] | None
    sums_up: bool


@frozen
class _Gatherer:
    """Rows and tellings as they are read."""

    evidence: Evidence
    origins: Origins
    dated_ties: bool
    unsure: frozenset[str]
    rows: list[dict[str, Any]] = field(factory=list)
    tellings: list[dict[str, int]] = field(factory=list)
    backs: list[dict[str, int]] = field(factory=list)
    first: list[int] = field(factory=lambda: [0])
    numbers: dict[str, _Numbers[Any]] = field(factory=lambda: defaultdict(_Numbers))

    def row(self, incident: str, about: Sequence[Claim]) -> None:
        """Add one incident."""
        try:
            need(incident not in self.unsure)
            row, tellings, backs = self._read(about)
        except Awkward:
            row, tellings, backs = {"awkward": True}, [], []
        for telling in tellings:
            if telling["taken_back"] != ABSENT:
                telling["taken_back"] += len(self.backs)
        self.rows.append(row)
        self.tellings.extend(tellings)
        self.backs.extend(backs)
        self.first.append(len(self.tellings))

    def _read(self, about: Sequence[Claim]) -> tuple[dict[str, Any], list[Any], list[Any]]:
        by_statement: dict[str, list[Claim]] = defaultdict(list)
        for claim in about:
            by_statement[claim.statement].append(claim)
        said = {name: self._said(claims) for name, claims in by_statement.items()}
        row = self._row(said)
        backs: list[dict[str, int]] = []
        tellings = []
        for name, claims in by_statement.items():
            statement = self.evidence.snapshot.statements[name]
            others = tuple(other for other in by_statement if other != name)
            need(not statement.coded_from or (set(statement.coded_from) == set(others) and others))
            need(statement.reported)
            tellings.append(self._telling(statement, claims, said[name], backs))
        coders = sum(telling["speaks"] & CODED > 0 for telling in tellings)
        for name, one in said.items():
            coded = bool(self.evidence.snapshot.statements[name].coded_from)
            expected = row["aggregate"] and (coded if coders else one.kind is not None)
            need(one.sums_up == expected)
        return row, tellings, backs

    def _said(self, claims: Sequence[Claim]) -> _Said:
        need(all(claim.polarity is Polarity.AFFIRMED for claim in claims))
        events = [claim for claim in claims if isinstance(claim, EventClaim)]
        roles = [claim for claim in claims if isinstance(claim, RoleClaim)]
        losses = [claim for claim in claims if isinstance(claim, LossClaim)]
        need(len(events) <= 1 and len(events) + len(roles) + len(losses) == len(claims))
        need(all(role.role in _ROLES for role in roles))
        named = {
            part: [self.evidence.who(role.actor) for role in roles if role.role is part] for part in _ROLES
        }
        event = events[0] if events else None
        if event is not None:
            need(event.origin is None and not event.means and set(event.circumstances) <= {AGGREGATE})
        return _Said(
            when=when_of(event.happened) if event is not None else None,
            place=evolve(event.place, words="") if event is not None and event.place is not None else None,
            kind=event.kind if event is not None else None,
            perpetrator=together(named[Role.PERPETRATED]),
            targets=frozenset(who for who in named[Role.TARGET] if who.members),
            participants=tuple(dict.fromkeys(named[Role.PARTICIPANT])),
            killed=_killed(losses),
            sums_up=event is not None and bool(event.circumstances),
        )

    def _row(self, said: Mapping[str, _Said]) -> dict[str, Any]:
        every = said.values()
        when, place = _agreed(one.when for one in every), _agreed(one.place for one in every)
        kind, killed = _agreed(one.kind for one in every), _agreed(one.killed for one in every)
        targets = _agreed(one.targets or None for one in every)
        taking_part = _agreed(one.participants or None for one in every)
        row: dict[str, Any] = {"awkward": False, "aggregate": any(one.sums_up for one in every)}
        if when is not None:
            start, end = minutes(when.span.start, none=EARLIEST), minutes(when.span.end, none=LATEST)
            need(start is not None and end is not None)
            row |= {"start": start, "end": end, "fills": FILLS.index(when.fills)}
            row["zone"] = self.numbers["zones"].of(when.zone)
        if place is not None:
            row |= self._place(place)
        if kind is not None:
            row["kind"] = self.numbers["kinds"].of(kind)
        if targets is not None:
            row["targets"] = self.numbers["target_sets"].of(targets)
        if taking_part is not None:
            row["participants"] = self.numbers["participant_sets"].of(taking_part)
        return row | dict(zip(_KILLED, killed or (), strict=False))

    def _place(self, place: Location) -> dict[str, Any]:
        spot = place.alternatives[0]
        at = position_of_text(spot) if len(place.alternatives) == 1 else None
        if at is None:
            return {"place": self.numbers["locations"].of(place)}
        return {"place": AT_POSITION, "latitude": at[0], "longitude": at[1], "km": spot.km}

    def _telling(
        self, statement: Statement, claims: Sequence[Claim], said: _Said, backs: list[dict[str, int]]
    ) -> dict[str, int]:
        hedged = {claim.firmness.is_hedged for claim in claims}
        need(len(hedged) == 1)
        speaks = (
            TIME * (said.when is not None) | PLACE * (said.place is not None) | KIND * (said.kind is not None)
            | TARGETS * bool(said.targets) | PARTICIPANTS * bool(said.participants)
            | LOSSES * (said.killed is not None) | HEDGED * hedged.pop() | CODED * bool(statement.coded_from)
        )  # fmt: skip
        since, until = self._published(statement)
        back = self._taken_back(statement, claims)
        if back is not None:
            backs.append(back)
        who = said.perpetrator
        return {
            "teller": self._teller(statement), "speaks": speaks, "public_from": since, "public_until": until,
            "perpetrator": ABSENT if who is None else self.numbers["whos"].of(who), "recorded": EARLIEST,
            "taken_back": ABSENT if back is None else len(backs) - 1,
        }  # fmt: skip

    def _published(self, statement: Statement) -> tuple[int, int]:
        since, until = public_span(statement, self.evidence.snapshot.documents)
        first, last = minutes(since, none=NEVER), minutes(until, none=NEVER)
        if first is None or last is None:
            raise Awkward
        return first, last

    def _teller(self, statement: Statement) -> int:
        chain = tuple(hop.agent for hop in statement.chain)
        if statement.coded_from:
            origin = Origin(None, statement.document, frozenset(), None)
        else:
            (origin,) = self.origins.of(statement)
            # When it was said matters only where somebody's ties have dates.
            origin = origin if self.dated_ties else evolve(origin, said=None)
        teller = Teller(statement.speaker, chain, statement.basis, statement.document, origin)
        return self.numbers["tellers"].of(teller)

    def _taken_back(self, statement: Statement, claims: Sequence[Claim]) -> dict[str, int] | None:
        """The one withdrawal of the whole statement by its own speaker; any other link is awkward."""
        need(not any(self.evidence.links_to.get(claim.id) for claim in claims))
        links = self.evidence.links_to.get(statement.id, ())
        if not links:
            return None
        need(len(links) == 1 and links[0].kind in (LinkKind.RETRACTS, LinkKind.CORRECTS))
        back = self._behind(links[0])
        need(
            may_speak_for(self.evidence.snapshot.sources, links[0].asserter.source, statement.speaker.source)
        )
        since, until = self._published(back)
        return {
            "back_teller": self._teller(back), "back_hedged": links[0].firmness.is_hedged, "back_from": since,
            "back_until": until, "back_recorded": EARLIEST,
        }  # fmt: skip

    def _behind(self, link: Link) -> Statement:
        item = link.statement or link.subject
        claim = self.evidence.claims_by_id.get(item)
        found = self.evidence.snapshot.statements.get(claim.statement if claim is not None else item)
        if found is None or found.coded_from or not found.reported:
            raise Awkward
        return found


def _killed(losses: Sequence[LossClaim]) -> tuple[int, int, int] | None:
    """The toll of the whole incident that one statement gives; tolls of parts stand beside it."""
    if not losses:
        return None
    need(all(loss.harm is Harm.KILLED and len(loss.incidents) == 1 for loss in losses))
    whole = [loss for loss in losses if not loss.victims and loss.place is None]
    need(len(whole) == 1)
    loss = loss_of_count(whole[0].count)
    need(max(loss.low, loss.best, loss.high or 0) <= _INT32)
    return loss.low, loss.best if loss.best_of else ABSENT, ABSENT if loss.high is None else loss.high


def _agreed(values: Iterable[V | None]) -> V | None:
    """The one value that is given, if any."""
    given = {value for value in values if value is not None}
    need(len(given) <= 1)
    return given.pop() if given else None


def reports_of(evidence: Evidence, origins: Origins, only: Iterable[str] | None = None) -> Reports:
    """The incidents of a record as reports, in its order; ``only`` some of them, in the order given.

    Of some, a whole that is not among them is left out.
    """
    incidents = tuple(evidence.incidents) if only is None else tuple(only)
    ties = (tie for source in evidence.snapshot.sources.values() for tie in source.affiliations)
    gatherer = _Gatherer(
        evidence, origins, dated_ties=any(tie.period is not None for tie in ties),
        unsure=frozenset(name for pair in evidence.unsure for name in pair),
    )  # fmt: skip
    for incident in incidents:
        gatherer.row(incident, evidence.incidents[incident])
    order = {name: number for number, name in enumerate(incidents)}
    wholes = [order.get(evidence.whole_of.get(name, ""), ABSENT) for name in incidents]
    return _columns(gatherer, incidents, wholes)


_TYPES: Mapping[str, Any] = {
    "awkward": np.bool_, "fills": np.int8, "zone": np.int16, "longitude": np.float64, "latitude": np.float64,
    "kind": np.int16, "aggregate": np.bool_, "speaks": np.uint8, "back_hedged": np.bool_,
}  # fmt: skip


def _columns(gatherer: _Gatherer, incidents: tuple[str, ...], wholes: list[int]) -> Reports:
    def column(rows: list[dict[str, Any]], name: str) -> Any:
        none = _NONE.get(name, 0 if name in _TYPES and name != "kind" else ABSENT)
        return np.array([row.get(name, none) for row in rows], _TYPES.get(name, np.int32))

    of_rows = ("awkward", "start", "end", "fills", "zone", "place", "longitude", "latitude", "km", "kind",
               "targets", "participants", "aggregate", *_KILLED)  # fmt: skip
    of_tellings = ("teller", "perpetrator", "speaks", "public_from", "public_until", "recorded", "taken_back")
    numbers = gatherer.numbers
    dictionaries = ("zones", "locations", "kinds", "target_sets", "participant_sets", "whos", "tellers")
    made: dict[str, Any] = {name: tuple(numbers[name].codes) for name in dictionaries}
    made["zones"] = made["zones"] or ("UTC",)
    return packed({
        "incidents": pa.array(incidents, pa.string()), "whole": np.array(wholes, np.int32),
        "first": np.array(gatherer.first, np.int32),
        **{name: column(gatherer.rows, name) for name in of_rows},
        **{name: column(gatherer.tellings, name) for name in of_tellings},
        **{name: column(gatherer.backs, name) for name in WITHDRAWAL_COLUMNS if name != "back_telling"},
        **made,
    })  # fmt: skip
