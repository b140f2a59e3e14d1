"""The claims of a row, spelt out: all of them plain assertions of something actual."""

from attrs import frozen

from truceline.testimony.claim import (
    EventClaim,
    Firmness,
    Harm,
    LossClaim,
    Modality,
    Polarity,
    Role,
    RoleClaim,
)
from truceline.values.doubt import Count
from truceline.values.when import Period
from truceline.values.where import Location
from truceline.values.who import Who

AGGREGATE = ("aggregate",)
"""The circumstance of a row that sums up several events nobody can take apart."""


@frozen
class Address:
    """Where in the record a row is: its incident, and what the ids of its claims begin with.

    A second edition of the data set tells of the same incident at addresses of its own.
    """

    incident: str
    begins: str

    @property
    def coding(self) -> str:
        """The id of the compiler's own statement about the row."""
        return self.at("coding")

    def at(self, end: str) -> str:
        """The id of one statement or claim of the row."""
        return f"{self.begins}#{end}"


def bare_event(row: Address, statement: str, kind: str) -> EventClaim:
    """What a source is coded to have said: that it happened; the rest is the compiler's."""
    return EventClaim(
        id=f"{statement}-event",
        label="",
        statement=statement,
        polarity=Polarity.AFFIRMED,
        modality=Modality.ACTUAL,
        firmness=Firmness.ASSERTS,
        happened=None,
        place=None,
        incident=row.incident,
        kind=kind,
        means="",
        origin=None,
        circumstances=(),
    )


def coded_event(
    row: Address, kind: str, *, happened: Period, place: Location | None, circumstances: tuple[str, ...]
) -> EventClaim:
    """When and where the compiler says it happened."""
    return EventClaim(
        id=row.at("event"),
        label="",
        statement=row.coding,
        polarity=Polarity.AFFIRMED,
        modality=Modality.ACTUAL,
        firmness=Firmness.ASSERTS,
        happened=happened,
        place=place,
        incident=row.incident,
        kind=kind,
        means="",
        origin=None,
        circumstances=circumstances,
    )


def coded_role(row: Address, end: str, *, actor: Who, role: Role) -> RoleClaim:
    """Who the compiler says took which part."""
    return RoleClaim(
        id=row.at(end),
        label="",
        statement=row.coding,
        polarity=Polarity.AFFIRMED,
        modality=Modality.ACTUAL,
        firmness=Firmness.ASSERTS,
        happened=None,
        place=None,
        incident=row.incident,
        actor=actor,
        role=role,
    )


def coded_loss(row: Address, end: str, *, victims: str, count: Count) -> LossClaim:
    """How many the compiler says died; of the whole incident, so no place narrows it."""
    return LossClaim(
        id=row.at(end),
        label="",
        statement=row.coding,
        polarity=Polarity.AFFIRMED,
        modality=Modality.ACTUAL,
        firmness=Firmness.ASSERTS,
        happened=None,
        place=None,
        incidents=(row.incident,),
        harm=Harm.KILLED,
        victims=victims,
        count=count,
    )
