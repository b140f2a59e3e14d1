"""An agreement in machine-readable form: provisions that prohibit, require or permit.

Each provision is one reading, with its author (``according_to``); rival readings of one
clause share an id and differ by ``version``. Whether somebody has accepted, is excluded or
affiliated is never written here as a fact: it is read from claims, under a view.
"""

from enum import Enum

from attrs import frozen

from truceline.values.when import Period


class Deontic(Enum):
    """What a provision does (LegalRuleML: prohibition, obligation, permission)."""

    PROHIBITS = "prohibits"
    REQUIRES = "requires"
    PERMITS = "permits"


@frozen
class Parties:
    """Whom a provision binds, protects or excludes.

    ``anyone`` for everybody; ``actors`` by id; ``accepted`` for those with an admitted
    acceptance of that agreement; ``lists`` for those an admitted claim puts on a list;
    ``kinds`` for protected kinds (civilians, medical, humanitarian, infrastructure);
    ``holds_place`` for whoever controls the place asked for. ``relations`` extends to those
    with one of these relations to a listed actor; ``closed`` says that no others have one.
    ``other_than`` are actors who are not meant, although they would be by the rest: a clause
    on the groups that accepted is not about the government that accepted too.
    """

    anyone: bool
    actors: tuple[str, ...]
    accepted: str | None
    lists: tuple[str, ...]
    kinds: tuple[str, ...]
    holds_place: bool
    relations: tuple[str, ...]
    closed: bool
    other_than: tuple[str, ...]


class Impact(Enum):
    """Which place of an event a clause's area is about."""

    IMPACT = "impact"
    ORIGIN = "origin"
    EITHER = "either"


@frozen
class Zone:
    """An area: a place of the register, or all within a distance of one."""

    place: str
    within_km: int | None


class Effort(Enum):
    """Whether a due is of result or only of means."""

    RESULT = "result"
    MEANS = "means"


@frozen
class Due:
    """What a requirement asks for.

    ``performance`` is the conduct owed, ``of`` the things it is about, ``each`` the conduct
    that creates one due each time it is on record (``access-request``), None for a single due.
    ``by`` is the deadline, ``within_days`` a deadline counted from each request.
    ``late_is_breach`` says what the text makes of late performance.
    """

    performance: str
    of: tuple[str, ...]
    each: str | None
    by: Period | None
    within_days: int | None
    effort: Effort
    late_is_breach: bool


@frozen
class Condition:
    """A condition of being in force: an actor's position under an agreement, as claimed."""

    id: str
    actor: str
    position: str


@frozen
class Provision:
    """One clause in one reading.

    ``conduct`` is what it prohibits or permits (kinds of the codebook), ``of`` the things it
    is about when it is not about all ("mlrs", to be found in an event's means). ``unless`` are
    justifications (``proportionate-self-defence``) or circumstances that may be observed.
    ``overrides`` names the provisions a permission makes exceptions to. ``commanders`` says
    whether responsibility climbs to who commanded or supported. ``period`` is None when the
    clause is in force as long as the agreement.
    """

    id: str
    version: str
    deontic: Deontic
    text: str
    clause: str
    conduct: tuple[str, ...]
    of: tuple[str, ...]
    due: Due | None
    binds: Parties
    protects: Parties | None
    excludes: tuple[Parties, ...]
    area: Zone | None
    where: Impact
    period: Period | None
    unless: tuple[str, ...]
    provided: tuple[Condition, ...]
    overrides: tuple[str, ...]
    commanders: tuple[str, ...]
    according_to: tuple[str, ...]

    @property
    def key(self) -> str:
        """``id`` or ``id@version``: unique in its agreement."""
        return f"{self.id}@{self.version}" if self.version else self.id


@frozen
class Agreement:
    """A whole agreement: identity, life and provisions.

    ``period`` is when its provisions are in force unless they say otherwise; ``zone`` the
    IANA zone for dates in it; ``breach_word`` what the text itself calls a breach.
    """

    id: str
    title: str
    kind: str
    zone: str
    declared: Period | None
    period: Period | None
    sponsors: tuple[str, ...]
    ethprio: int | None
    pax: int | None
    documents: tuple[str, ...]
    breach_word: str
    provisions: tuple[Provision, ...]
