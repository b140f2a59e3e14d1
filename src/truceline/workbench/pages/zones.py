"""The areas of an agreement's clauses over time: who draws each, and when it is in force."""

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import frozen
from shapely.geometry.base import BaseGeometry

from truceline.agreement.terms import Provision, Zone
from truceline.testimony.register import PlaceKind
from truceline.values.doubt import Truth
from truceline.values.when import Fills, may_lie_in, united
from truceline.values.where import Extent, Spot, widened
from truceline.workbench.area_map import Outline, dash_of
from truceline.workbench.formats import Sheet
from truceline.workbench.pages.agreements import Named, Stretch, named, stretches, taken_keys
from truceline.workbench.pages.cited import Quoter
from truceline.workbench.pages.during import Run, runs_of
from truceline.workbench.pages.standings import day_span, local_day


@frozen
class DrawnZone:
    """One clause's area in one reading.

    ``claimants`` are those who read the clause so, ``line`` the number of their dashes on the
    map. ``in_force`` answers for the day asked about; None without one. ``has_outline`` is
    False for an area nobody locates, which the map cannot show.
    """

    key: str
    place: Named
    within_km: int | None
    claimants: tuple[Named, ...]
    line: int
    approximate: bool
    stated_in: str
    has_outline: bool
    taken: bool
    sure: tuple[Stretch, ...]
    possible: tuple[Stretch, ...]
    in_force: Truth | None


@frozen
class Zones:
    """The areas of one agreement; ``changes`` are the days on which one begins or ends to be in force."""

    agreement: str
    title: str
    day: date | None
    zones: tuple[DrawnZone, ...]
    changes: tuple[date, ...]


def zones(quoter: Quoter, day: date | None) -> Zones:
    """The areas of a case's agreement, those in force or perhaps in force on a day if one is given."""
    agreement = quoter.case.agreement
    drawn = [one for one in _drawn(quoter, day) if one.in_force is not Truth.NO]
    return Zones(agreement.id, agreement.title, day, tuple(drawn), _changes(quoter))


def zone_outlines(quoter: Quoter, page: Zones) -> tuple[Outline, ...]:
    """What the map of a page draws: one outline for each clause, dashed by claimant."""
    outlines = []
    for one in page.zones:
        shape = shape_of_zone(quoter, Zone(one.place.id, one.within_km))
        if shape is not None and one.has_outline:
            outlines.append(
                Outline(shape, one.line, one.key, f"#zone-{one.key}", filled=False, dash=dash_of(one.line))
            )
    return tuple(outlines)


def shape_of_zone(quoter: Quoter, zone: Zone) -> BaseGeometry | None:
    """Where an area is drawn; None where nothing bounds it."""
    spot = Spot(place=zone.place, position=None, extent=Extent.WHOLE, km=0)
    region = quoter.case.shared.geography.region_of(spot)
    return widened(region, zone.within_km) if region is not None and zone.within_km is not None else region


def zone_runs(quoter: Quoter, days: Sequence[date]) -> dict[str, tuple[Run, ...]]:
    """On which of some days each clause's area is in force, by the clause's key."""
    return {
        provision.key: runs_of([_on(quoter, provision, day) for day in days])
        for provision, _ in _areas(quoter)
    }


def _areas(quoter: Quoter) -> Iterator[tuple[Provision, Zone]]:
    """Clauses with an area smaller than a country."""
    places = quoter.case.shared.evidence.snapshot.places
    for provision in quoter.case.agreement.provisions:
        if provision.area is not None:
            place = places.get(provision.area.place)
            if place is None or place.kind is not PlaceKind.COUNTRY:
                yield provision, provision.area


def _drawn(quoter: Quoter, day: date | None) -> Iterator[DrawnZone]:
    agreement = quoter.case.agreement
    taken, places = taken_keys(quoter), quoter.case.shared.evidence.snapshot.places
    lines: dict[tuple[str, ...], int] = {}
    for provision, area in _areas(quoter):
        force = quoter.case.framing.force_of(provision)
        place = places.get(area.place)
        yield DrawnZone(
            key=provision.key,
            place=Named(area.place, quoter.name(area.place)),
            within_km=area.within_km,
            claimants=named(quoter, provision.according_to),
            line=lines.setdefault(provision.according_to, len(lines)),
            approximate=place is not None and place.approximate,
            stated_in=place.stated_in if place is not None else "",
            has_outline=place is not None and (place.outline is not None or place.position is not None),
            taken=provision.key in taken,
            sure=stretches(force.sure, agreement.zone),
            possible=stretches(force.possible, agreement.zone),
            in_force=None if day is None else _on(quoter, provision, day),
        )


def _on(quoter: Quoter, provision: Provision, day: date) -> Truth:
    """Whether a clause is in force at some time of a day."""
    force = quoter.case.framing.force_of(provision)
    span = day_span(day, quoter.case.agreement.zone)
    if may_lie_in(span, Fills.THROUGHOUT, united(force.possible)) is Truth.NO:
        return Truth.NO
    return Truth.YES if may_lie_in(span, Fills.THROUGHOUT, united(force.sure)) is Truth.YES else Truth.UNKNOWN


def _changes(quoter: Quoter) -> tuple[date, ...]:
    zone = quoter.case.agreement.zone
    force = [quoter.case.framing.force_of(provision) for provision, _ in _areas(quoter)]
    moments = [moment for one in force for part in one.possible for moment in (part.start, part.end)]
    return tuple(sorted({local_day(moment, zone) for moment in moments if moment is not None}))


def zones_sheet(page: Zones) -> Sheet:
    """One row for each clause's area."""
    rows = tuple(
        (
            one.key,
            one.place.id,
            one.within_km,
            " ".join(source.id for source in one.claimants),
            "; ".join(f"{part.start or '..'}/{part.end or '..'}" for part in one.sure),
            "; ".join(f"{part.start or '..'}/{part.end or '..'}" for part in one.possible),
            one.in_force.value if one.in_force is not None else "",
            "yes" if one.approximate else "no",
            one.stated_in,
        )
        for one in page.zones
    )
    columns = (
        "clause", "place", "within_km", "according_to", "surely_in_force", "possibly_in_force", "on_that_day",
        "approximate", "stated_in",
    )  # fmt: skip
    return Sheet(page.title, columns, rows, ())
