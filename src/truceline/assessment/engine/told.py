"""Reports told as claims again, so that the reference can assess and explain them."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from attrs import evolve, field, frozen

from truceline.assessment.account import AGGREGATE
from truceline.assessment.engine.layout import position_of
from truceline.assessment.engine.reports import (
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
    Reports,
    Teller,
)
from truceline.assessment.evidence import Evidence
from truceline.testimony.claim import (
    Claim,
    EventClaim,
    Firmness,
    Harm,
    LossClaim,
    Modality,
    Polarity,
    Role,
    RoleClaim,
)
from truceline.testimony.document import Document
from truceline.testimony.link import Aspect, Link, LinkKind
from truceline.testimony.register import Handling
from truceline.testimony.statement import Act, Binding, Hop, Mode, Quotation, Stance, Statement
from truceline.values.doubt import Count
from truceline.values.when import Fills, Interval, Period, zone_of
from truceline.values.where import Location
from truceline.values.who import Who

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@frozen
class _Spoken:
    """Statements, claims and links as they are made, with the documents they were published in."""

    statements: dict[str, Statement] = field(factory=dict)
    documents: dict[str, Document] = field(factory=dict)
    claims: dict[str, list[Claim]] = field(factory=dict)
    links: dict[str, list[Link]] = field(factory=dict)
    tellings: dict[str, int] = field(factory=dict)


def evidence_of(reports: Reports, evidence: Evidence, rows: Iterable[int]) -> Evidence:
    """The evidence with what some of the reports say laid beside it, claim by claim."""
    spoken = _Spoken()
    for row in rows:
        _tell(reports, int(row), spoken)
    snapshot = evidence.snapshot
    claims = {claim.id: claim for several in spoken.claims.values() for claim in several}
    return evolve(
        evidence,
        snapshot=evolve(
            snapshot,
            statements={**snapshot.statements, **spoken.statements},
            documents={**snapshot.documents, **spoken.documents},
            claims=(*snapshot.claims, *claims.values()),
        ),
        incidents={
            **evidence.incidents,
            **{name: (*evidence.incidents.get(name, ()), *about) for name, about in spoken.claims.items()},
        },
        linked=evidence.linked | {name for name, about in spoken.claims.items() if _is_linked(about, spoken)},
        links_to={**evidence.links_to, **{name: tuple(links) for name, links in spoken.links.items()}},
        claims_by_id={**evidence.claims_by_id, **claims},
    )


def _is_linked(about: list[Claim], spoken: _Spoken) -> bool:
    return any(claim.statement in spoken.links for claim in about)


def _tell(reports: Reports, row: int, spoken: _Spoken) -> None:
    incident = str(reports.incidents[row].as_py())
    places = range(int(reports.first[row]), int(reports.first[row + 1]))
    # The same incident may stand in several rows, as in a table of tellings.
    ahead = spoken.tellings.get(incident, 0)
    spoken.tellings[incident] = ahead + len(places)
    ids = {place: f"{incident}/telling-{ahead + place - places.start + 1}" for place in places}
    codings = [place for place in places if reports.speaks[place] & CODED]
    origins = tuple(name for place, name in ids.items() if place not in codings)
    for place, name in ids.items():
        teller = reports.tellers[reports.teller[place]]
        since, until, _ = reports.moments[reports.moment[place]].tolist()
        published = (since, until)
        made = statement_of(name, teller, _document(published, spoken))
        spoken.statements[name] = evolve(made, coded_from=origins) if place in codings else made
        sums_up = bool(reports.aggregate[row]) and (place in codings or not codings)
        for number, claim in enumerate(_claims(reports, row, place, sums_up=sums_up), start=1):
            firmness = Firmness.POSSIBLE if reports.speaks[place] & HEDGED else Firmness.ASSERTS
            told = evolve(claim, id=f"{name}/{number}", statement=name, firmness=firmness)
            spoken.claims.setdefault(incident, []).append(told)
        back = int(np.searchsorted(reports.back_telling, place))
        if back < len(reports.back_telling) and reports.back_telling[back] == place:
            _take_back(reports, back, name, spoken)


def statement_of(name: str, teller: Teller, document: str | None = None) -> Statement:
    """A statement as a teller makes it; ``document`` only says when it became public."""
    hops = tuple(Hop(agent, None, None, Mode.QUOTES, Stance.NEUTRAL) for agent in teller.chain)
    said = teller.origin.said
    return Statement(
        id=name, label="", document=teller.document, speaker=teller.speaker, content=name, cue="", spans=(),
        quotation=Quotation.INDIRECT, reported=True, act=Act.ASSERTION, basis=teller.basis,
        said=None if said is None else _period(said, "UTC", Fills.WITHIN), in_public=False, chain=hops,
        cites=() if document is None else (document,), binding=Binding.EXPLICIT, coded_from=(),
        handling=Handling.PUBLIC, purpose="",
    )  # fmt: skip


def _document(published: tuple[int, int], spoken: _Spoken) -> str | None:
    """A document published then, which only says when its statements became public."""
    first, last = published
    if first == NEVER:
        return None
    name = f"published-{first}-{last}"
    span = Interval(_moment(first), None if last == NEVER else _moment(last))
    spoken.documents[name] = Document(
        id=name, title="", authors=(), outlet=None, published=_period(span, "UTC", Fills.WITHIN),
        retrieved=None, language="", media_type="", url="", sha256=None, text=None, handling=Handling.PUBLIC,
        purpose="", note="",
    )  # fmt: skip
    return name


def _take_back(reports: Reports, number: int, name: str, spoken: _Spoken) -> None:
    teller = reports.tellers[reports.back_teller[number]]
    published = (int(reports.back_from[number]), int(reports.back_until[number]))
    back = f"{name}/taken-back"
    spoken.statements[back] = evolve(
        statement_of(back, teller, _document(published, spoken)), act=Act.RETRACTION
    )
    firmness = Firmness.POSSIBLE if reports.back_hedged[number] else Firmness.ASSERTS
    link = Link(back, back, LinkKind.RETRACTS, name, Aspect.WHOLE, None, teller.speaker, firmness)
    spoken.links.setdefault(name, []).append(link)


def _claims(reports: Reports, row: int, place: int, *, sums_up: bool) -> Iterator[Claim]:
    """What one telling says, without ids."""
    incident, speaks = str(reports.incidents[row].as_py()), int(reports.speaks[place])
    if speaks & (KIND | TIME | PLACE):
        yield EventClaim(
            **_common(happened=_when(reports, row) if speaks & TIME else None,
                      place=_where(reports, row) if speaks & PLACE else None),
            incident=incident, kind=reports.kinds[reports.kind[row]], means="", origin=None,
            circumstances=(AGGREGATE,) if sums_up else (),
        )  # fmt: skip
    if reports.perpetrator[place] >= 0:
        yield _role(incident, reports.whos[reports.perpetrator[place]], Role.PERPETRATED)
    if speaks & TARGETS:
        for who in sorted(reports.target_sets[reports.targets[row]], key=str):
            yield _role(incident, who, Role.TARGET)
    if speaks & PARTICIPANTS:
        for who in reports.participant_sets[reports.participants[row]]:
            yield _role(incident, who, Role.PARTICIPANT)
    if speaks & LOSSES:
        count = _count(*reports.tolls[reports.toll[row]].tolist())
        yield LossClaim(**_common(), incidents=(incident,), harm=Harm.KILLED, victims="", count=count)


def _count(low: int, best: int, high: int) -> Count:
    """A toll; one whose bounds were printed out of order as `loss_of_count` reads it back."""
    if best >= 0 and high >= 0 and not low <= best <= high:
        return Count(min(low, best, high), best, max(low, best, high), f"{low}/{best}/{high}")
    return Count(low, best if best >= 0 else None, high if high >= 0 else None, "")


def _common(*, happened: Period | None = None, place: Location | None = None) -> dict[str, Any]:
    return {
        "id": "", "label": "", "statement": "", "polarity": Polarity.AFFIRMED, "modality": Modality.ACTUAL,
        "firmness": Firmness.ASSERTS, "happened": happened, "place": place,
    }  # fmt: skip


def _role(incident: str, who: Who, role: Role) -> RoleClaim:
    return RoleClaim(**_common(), incident=incident, actor=who, role=role)


def _where(reports: Reports, row: int) -> Location:
    if reports.place[row] == AT_POSITION:
        return Location((position_of(reports, row),), "")
    location: Location = reports.locations[reports.place[row]]
    return location


def _when(reports: Reports, row: int) -> Period:
    start, end = int(reports.start[row]), int(reports.end[row])
    span = Interval(None if start == EARLIEST else _moment(start), None if end == LATEST else _moment(end))
    return _period(span, reports.zones[reports.zone[row]], FILLS[reports.fills[row]])


def _moment(minute: int) -> datetime:
    return _EPOCH + timedelta(minutes=minute)


def _period(span: Interval, zone: str, fills: Fills) -> Period:
    """The period with these bounds: with offsets, because an hour may be one that clocks repeat."""
    first, last = (
        ".." if bound is None else bound.astimezone(zone_of(zone)).isoformat(timespec="seconds")
        for bound in (span.start, span.end)
    )
    made = Period(f"{first}/{last}", zone, fills, "")
    assert made.span == span, "an interval reads back as itself"
    return made
