"""The register: sources, actors and places, as identifiers that claims are about.

Nothing here is a finding. What a source is affiliated with is written down with where that
is stated, because independence of origins rests on it (semantics 3).
"""

from enum import Enum

from attrs import frozen

from truceline.values.problems import ValueProblem
from truceline.values.when import Period
from truceline.values.where import read_outline, read_position


class Handling(Enum):
    """Who may see an item; exports give out public items only unless told otherwise."""

    PUBLIC = "public"
    RESTRICTED = "restricted"
    LEAD_ONLY = "lead-only"


@frozen
class Alias:
    """Another spelling or name, with its language (BCP 47) and the period it was in use, if stated."""

    text: str
    language: str | None
    used: Period | None


class Bond(Enum):
    """How a source is tied to another source (both ids of the source register)."""

    PART_OF = "part-of"
    AFFILIATED_WITH = "affiliated-with"
    HOSTED_BY = "hosted-by"
    SPEAKS_FOR = "speaks-for"
    """May speak, and retract, for it."""


@frozen
class Affiliation:
    """A tie between two sources, when it held, and the document or note that states it."""

    to: str
    bond: Bond
    period: Period | None
    stated_in: str


class SourceKind(Enum):
    """What kind of body speaks; views name kinds of body, never sides."""

    STATE_BODY = "state-body"
    PERSON_IN_OFFICE = "person-in-office"
    ARMED_FORCES = "armed-forces"
    ARMED_GROUP = "armed-group"
    POLITICAL_BODY = "political-body"
    INTERNATIONAL_BODY = "international-body"
    MONITOR = "monitor"
    MEDICAL = "medical"
    RELIEF = "relief"
    MEDIA = "media"
    WIRE = "wire"
    DATA_SET = "data-set"
    RESEARCHER = "researcher"
    LOCAL_NETWORK = "local-network"
    UNNAMED = "unnamed"
    """A generic description ("local sources"): its statements are those of an unnamed origin."""
    OTHER = "other"


@frozen
class Source:
    """Somebody who says things.

    ``compiler`` marks data sets, digests and aggregators, which are never an origin for what
    they take from somebody they name. ``unaffiliated`` says that the register states *no*
    affiliation; with neither that nor an affiliation it states nothing, and independence
    from others is unknown. ``actor`` is the actor it is, when one body is both.
    """

    id: str
    name: str
    aliases: tuple[Alias, ...]
    kind: SourceKind
    compiler: bool
    unaffiliated: bool
    affiliations: tuple[Affiliation, ...]
    groups: tuple[str, ...]
    actor: str | None
    handling: Handling
    purpose: str
    note: str


class ActorKind(Enum):
    """What kind of actor; ``class`` and ``list`` are sets of others."""

    STATE = "state"
    ARMED_FORCES = "armed-forces"
    ARMED_GROUP = "armed-group"
    COALITION = "coalition"
    POLITICAL_BODY = "political-body"
    INTERNATIONAL_BODY = "international-body"
    RELIEF = "relief"
    MEDICAL = "medical"
    POPULATION = "population"
    INFRASTRUCTURE = "infrastructure"
    PERSON_IN_OFFICE = "person-in-office"
    CLASS = "class"
    LIST = "list"
    """A list somebody keeps ("designated by the Security Council")."""
    OTHER = "other"


@frozen
class Actor:
    """Somebody who can act or be acted on.

    ``members`` closes a class: those and no others. An open class has None.
    """

    id: str
    name: str
    aliases: tuple[Alias, ...]
    kind: ActorKind
    members: tuple[str, ...] | None
    note: str


class PlaceKind(Enum):
    """What kind of place; the codebook gives settlements without an outline a radius by it."""

    COUNTRY = "country"
    GOVERNORATE = "governorate"
    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"
    REGION = "region"
    GOVERNORATE_CAPITAL = "governorate-capital"
    CITY = "city"
    TOWN = "town"
    VILLAGE = "village"
    NEIGHBOURHOOD = "neighbourhood"
    FACILITY = "facility"
    ZONE = "zone"
    """An area an agreement or a statement draws."""
    LINE = "line"
    OTHER = "other"


@frozen
class Place:
    """A named place.

    ``outline`` is WKT (WGS 84, longitude first), ``position`` "latitude, longitude"; a place
    may have either, or neither and be placed only by ``part_of``. ``km`` is the radius round
    the position, None for the codebook's radius of its kind. ``approximate`` marks outlines
    drawn by hand from a text.
    """

    id: str
    name: str
    aliases: tuple[Alias, ...]
    kind: PlaceKind
    part_of: tuple[str, ...]
    outline: str | None
    position: str | None
    km: int | None
    approximate: bool
    stated_in: str
    note: str

    def __attrs_post_init__(self) -> None:
        if self.outline is not None:
            read_outline(self.outline)
        if self.position is not None:
            read_position(self.position)
        if self.id in self.part_of:
            raise ValueProblem("place.part_of_itself", self.id)
