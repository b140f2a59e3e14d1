"""Invented rows of UCDP GED, and their coding beside a register of choice."""

from pathlib import Path

from attrs import evolve

from truceline.exchange.ucdp import Edition, Register, claims_of, read_ged
from truceline.exchange.ucdp.columns import Layout
from truceline.exchange.ucdp.register import EMPTY
from truceline.exchange.ucdp.rows import GedTable
from truceline.testimony.batch import Batch, Dataset
from truceline.testimony.claim import EventClaim, LossClaim, RoleClaim
from truceline.testimony.register import (
    Actor,
    ActorKind,
    Alias,
    Handling,
    Place,
    PlaceKind,
    Source,
    SourceKind,
)
from truceline.testimony.statement import Statement

ASSETS = Path(__file__).parents[2] / "assets"
SMALL = ASSETS / "ged_small.csv"
MODERN = ASSETS / "ged_modern.csv"
BAD = ASSETS / "ged_bad.csv"
EDITION = Edition(version="1.0", released=None, title="Invented events")


def dataset_of(table: GedTable) -> Dataset:
    """The entry a table would have, without writing its rows anywhere."""
    return Dataset(
        id="ucdp-ged-1.0",
        title="Invented events",
        publisher="ucdp",
        released=None,
        codebook="ucdp-ged",
        codebook_version="1",
        sha256=table.sha256,
        stored="0" * 64,
        rows=len(table.rows),
        root="0" * 64,
    )


def coded(table: GedTable, register: Register = EMPTY) -> Batch:
    """What a table says."""
    return claims_of(table.layout.columns, table.rows, dataset=dataset_of(table), register=register)


def with_cells(table: GedTable, **cells: str | None) -> GedTable:
    """The first row of a table alone, with other cells."""
    layout: Layout = table.layout
    row = list(table.rows[0])
    for column, cell in cells.items():
        row[layout.places[column]] = cell
    return evolve(table, rows=(tuple(row),))


def small() -> GedTable:
    return read_ged(SMALL)


def coded_row(register: Register = EMPTY, **cells: str | None) -> Batch:
    """What the first row says with other cells."""
    return coded(with_cells(small(), **cells), register)


def event_of(batch: Batch, id: int) -> EventClaim:
    """UCDP's own event claim of a row."""
    return next(
        claim for claim in batch.claims if isinstance(claim, EventClaim) and claim.id == f"ucdp:{id}#event"
    )


def roles_in(batch: Batch, id: int) -> dict[str, str]:
    """Who took which part, as text."""
    return {
        claim.role.value: str(claim.actor)
        for claim in batch.claims
        if isinstance(claim, RoleClaim) and claim.incident == f"ucdp:{id}"
    }


def losses_in(batch: Batch, id: int) -> dict[str, str]:
    """Whose deaths were counted, with the words of the count."""
    return {
        claim.victims: claim.count.words
        for claim in batch.claims
        if isinstance(claim, LossClaim) and claim.incidents == (f"ucdp:{id}",)
    }


def origins_in(batch: Batch, id: int) -> list[Statement]:
    """What the sources of a row are coded to have said."""
    return [item for item in batch.statements if item.id.startswith(f"ucdp:{id}#origin")]


def place_of(batch: Batch, id: int) -> str:
    """The id of the place of a row."""
    location = event_of(batch, id).place
    assert location is not None
    return str(location.alternatives[0].place)


def made_place(batch: Batch, id: int) -> Place:
    """The place that was made for a row."""
    wanted = place_of(batch, id)
    return next(place for place in batch.places if place.id == wanted)


def source(id: str, name: str, *aliases: str, kind: SourceKind = SourceKind.MEDIA) -> Source:
    return Source(
        id=id,
        name=name,
        aliases=tuple(Alias(text=text, language=None, used=None) for text in aliases),
        kind=kind,
        compiler=False,
        unaffiliated=False,
        affiliations=(),
        groups=(),
        actor=None,
        handling=Handling.PUBLIC,
        purpose="",
        note="",
    )


def actor(id: str, name: str, *aliases: Alias, kind: ActorKind = ActorKind.ARMED_GROUP) -> Actor:
    return Actor(id=id, name=name, aliases=aliases, kind=kind, members=None, note="")


def place(id: str, name: str, kind: PlaceKind, *, part_of: tuple[str, ...] = (), **shape: str) -> Place:
    return Place(
        id=id,
        name=name,
        aliases=(),
        kind=kind,
        part_of=part_of,
        outline=shape.get("outline"),
        position=shape.get("position"),
        km=None,
        approximate=False,
        stated_in="",
        note="",
    )


def register(
    sources: tuple[Source, ...] = (), actors: tuple[Actor, ...] = (), places: tuple[Place, ...] = ()
) -> Register:
    return Register(
        sources={each.id: each for each in sources},
        actors={each.id: each for each in actors},
        places={each.id: each for each in places},
    )
