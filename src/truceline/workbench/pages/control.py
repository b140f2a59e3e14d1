"""Who is said to hold what, over time: control claims by place, and as of a day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TypeGuard

from attrs import frozen
from shapely.geometry.base import BaseGeometry

from truceline.assessment.states import start_of
from truceline.testimony.claim import Claim, ControlClaim, Degree, Polarity
from truceline.values.when import Interval
from truceline.workbench.area_map import Outline, dash_of
from truceline.workbench.formats import Sheet
from truceline.workbench.pages.agreements import Named
from truceline.workbench.pages.cited import Cited, Quoter
from truceline.workbench.pages.during import Run, run_of
from truceline.workbench.pages.standings import day_span, local_day


@frozen
class Held:
    """One claim on who holds a place: from when, until when it is told or taken to last.

    ``until`` is "" for an end nobody tells; ``stale`` is the day on which the view no longer
    takes it to hold. ``line`` is the number of its actors' dashes on the map.
    """

    actor: str
    actors: tuple[Named, ...]
    degree: str
    since: str
    until: str
    stale: str
    line: int
    claim: Cited


@frozen
class HeldPlace:
    """A place and the claims on who holds it, in the order of their beginning."""

    place: str
    names: tuple[Named, ...]
    claims: tuple[Held, ...]


@frozen
class Control:
    """Places with control claims; with a day, only claims taken to hold on it."""

    day: date | None
    places: tuple[HeldPlace, ...]
    changes: tuple[date, ...]
    legend: tuple[tuple[int, str], ...]


def control(quoter: Quoter, day: date | None) -> Control:
    """Who is said to hold what, as of a day or at any time."""
    claims = [one for one in quoter.case.shared.evidence.controls if one.place is not None]
    lines: dict[str, int] = {}
    for claim in claims:
        lines.setdefault(quoter.teller.who(claim.actor), len(lines))
    shown = [claim for claim in claims if day is None or _holds(quoter, claim, day)]
    by_place: dict[str, list[ControlClaim]] = defaultdict(list)
    for claim in sorted(shown, key=lambda one: str(_start(quoter, one) or "")):
        by_place[str(claim.place)].append(claim)
    used = {quoter.teller.who(claim.actor) for claim in shown}
    return Control(
        day=day,
        places=tuple(
            HeldPlace(
                place, tuple(_names(quoter, several[0])), tuple(_held(quoter, one, lines) for one in several)
            )
            for place, several in sorted(by_place.items())
        ),
        changes=_changes(quoter, claims),
        legend=tuple((line, name) for name, line in lines.items() if name in used),
    )


def control_outlines(quoter: Quoter, page: Control) -> tuple[Outline, ...]:
    """What the map of a page draws: each place in the dashes of whoever is said to hold it."""
    claims = quoter.case.shared.evidence.claims_by_id
    return tuple(
        Outline(
            shape, held.line, "", f"#place-{number}", filled=held.degree in _FIRM, dash=dash_of(held.line)
        )
        for number, place in enumerate(page.places)
        for held in place.claims
        if _is_drawn(claim := claims[held.claim.claim], held)
        for shape in _shapes(quoter, claim)
    )


@frozen(eq=False)
class DrawnHold:
    """A claim on who holds a place, as a map draws it, and on which of some days it is taken to hold."""

    outline: Outline
    place: str
    holder: str
    speaker: str
    during: tuple[Run, ...]


def drawn_holds(quoter: Quoter, page: Control, days: Sequence[date]) -> Iterator[DrawnHold]:
    """What the moving map draws: the same outlines, with the days of each."""
    claims = quoter.case.shared.evidence.claims_by_id
    zone = quoter.case.agreement.zone
    for number, place in enumerate(page.places):
        for held in place.claims:
            claim = claims[held.claim.claim]
            if _is_drawn(claim, held):
                lasts = _lasts(quoter, claim)
                during = run_of(lasts, days, zone) if lasts is not None else ()
                names = " | ".join(one.name for one in place.names)
                for shape in _shapes(quoter, claim):
                    filled, dash = held.degree in _FIRM, dash_of(held.line)
                    outline = Outline(shape, held.line, "", f"#place-{number}", filled=filled, dash=dash)
                    yield DrawnHold(outline, names, held.actor, held.claim.speaker, during)


def _is_drawn(claim: Claim, held: Held) -> TypeGuard[ControlClaim]:
    """Whether a claim says that somebody holds it; those denied or set aside stand in the list only."""
    if not isinstance(claim, ControlClaim):
        return False
    said_so = claim.degree is not Degree.NONE and claim.polarity is Polarity.AFFIRMED
    return said_so and not held.claim.aside


_FIRM = (Degree.SOLE.value, Degree.DOMINANT.value)


def _shapes(quoter: Quoter, claim: ControlClaim) -> Iterator[BaseGeometry]:
    assert claim.place is not None
    for spot in claim.place.alternatives:
        shape = quoter.case.shared.geography.region_of(spot)
        if shape is not None:
            yield shape


def _names(quoter: Quoter, claim: ControlClaim) -> Iterator[Named]:
    assert claim.place is not None
    for spot in claim.place.alternatives:
        yield Named(
            str(spot),
            str(spot) if spot.place is None else str(spot).replace(spot.place, quoter.name(spot.place)),
        )


def _held(quoter: Quoter, claim: ControlClaim, lines: dict[str, int]) -> Held:
    start, end, stale = _start(quoter, claim), _end(claim), _stale(quoter, claim)
    zone, who = quoter.case.agreement.zone, quoter.teller.who(claim.actor)
    return Held(
        actor=who,
        actors=tuple(Named(one, quoter.name(one)) for one in claim.actor.members),
        degree=claim.degree.value,
        since=str(local_day(start, zone)) if start is not None else "",
        until=str(local_day(end - timedelta(microseconds=1), zone)) if end is not None else "",
        stale=str(local_day(stale, zone)) if stale is not None and end is None else "",
        line=lines[who],
        claim=quoter.quote(claim),
    )


def _start(quoter: Quoter, claim: ControlClaim) -> datetime | None:
    return start_of(quoter.case.shared.evidence, claim)


def _end(claim: ControlClaim) -> datetime | None:
    return claim.happened.span.end if claim.happened is not None else None


def _stale(quoter: Quoter, claim: ControlClaim) -> datetime | None:
    """When the view no longer takes a state without an end to last."""
    start, days = _start(quoter, claim), quoter.case.view.persists.control
    return start + timedelta(days=days) if start is not None and days is not None else None


def _holds(quoter: Quoter, claim: ControlClaim, day: date) -> bool:
    """Whether a claim is taken to be about a day."""
    lasts = _lasts(quoter, claim)
    return lasts is not None and lasts.overlaps(day_span(day, quoter.case.agreement.zone))


def _lasts(quoter: Quoter, claim: ControlClaim) -> Interval | None:
    """From when until when a claim is taken to hold; None where nothing tells either."""
    start = _start(quoter, claim)
    end = _end(claim) or _stale(quoter, claim)
    return None if start is None and end is None else Interval(start, end)


def _changes(quoter: Quoter, claims: Iterable[ControlClaim]) -> tuple[date, ...]:
    zone = quoter.case.agreement.zone
    moments = [moment for one in claims for moment in (_start(quoter, one), _end(one))]
    return tuple(sorted({local_day(moment, zone) for moment in moments if moment is not None}))


def control_sheet(page: Control) -> Sheet:
    """One row for each claim."""
    rows = tuple(
        (place.place, held.actor, held.degree, held.since, held.until, held.stale, held.claim.claim,
         held.claim.speaker, held.claim.said, held.claim.aside)
        for place in page.places
        for held in place.claims
    )  # fmt: skip
    columns = ("place", "actor", "degree", "since", "until", "taken_to_last_until", "claim", "speaker", "said", "set_aside")  # fmt: skip
    return Sheet("", columns, rows, ())
