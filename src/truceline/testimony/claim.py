"""The ten claim types: typed readings of a statement under a codebook (design section 4).

Only *actual* claims about *identified* incidents are ever assessed. Not mentioned is None;
unknown, denied and disputed are values, a polarity and rival claims. Every claim says one
thing, so that it can be denied, retracted or corrected apart from the others.
"""

from enum import Enum
from typing import ClassVar

from attrs import frozen

from truceline.values.doubt import Count
from truceline.values.when import Period
from truceline.values.where import Location
from truceline.values.who import Who


class Polarity(Enum):
    """Whether it is said to be so or not to be so."""

    AFFIRMED = "affirmed"
    DENIED = "denied"


class Modality(Enum):
    """In which world: only ``actual`` claims are assessed."""

    ACTUAL = "actual"
    PLANNED = "planned"
    THREATENED = "threatened"
    CONDITIONAL = "conditional"
    PROPOSED = "proposed"
    ATTEMPTED = "attempted"


class Firmness(Enum):
    """How firmly the speaker commits (cf. FactBank: certain, probable, possible, uncommitted)."""

    ASSERTS = "asserts"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNCOMMITTED = "uncommitted"

    @property
    def is_hedged(self) -> bool:
        """Whether the claim is weighed only after the firm ones (semantics 4)."""
        return self is not Firmness.ASSERTS


@frozen(kw_only=True)
class Claim:
    """What all ten types share.

    ``id`` is the SHA-256 of the canonical content, ``label`` the coder's handle for it (not
    part of the content; may be empty).
    ``happened`` is when it was so and ``place`` where; for a loss the place is its scope, for
    a state (control, relation, standing, watch) ``happened`` is the period it held.
    """

    type: ClassVar[str]
    id: str
    label: str
    statement: str
    polarity: Polarity
    modality: Modality
    firmness: Firmness
    happened: Period | None
    place: Location | None


@frozen(kw_only=True)
class EventClaim(Claim):
    """Something happened, or a state held. Without an incident it is a class or a series.

    ``kind`` is a conduct of the codebook, ``place`` that of impact, ``origin`` where it came
    from, ``circumstances`` what may be observed about it ("in-storage").
    """

    type: ClassVar[str] = "event"
    incident: str | None
    kind: str
    means: str
    origin: Location | None
    circumstances: tuple[str, ...]


class Role(Enum):
    """Which part an actor took."""

    PERPETRATED = "perpetrated"
    ORDERED = "ordered"
    COMMANDED = "commanded"
    SUPPORTED = "supported"
    TARGET = "target"
    PARTICIPANT = "participant"
    SENDER = "sender"
    RECIPIENT = "recipient"
    SUBJECT = "subject"


@frozen(kw_only=True)
class RoleClaim(Claim):
    """Who took which part in it. Denied: that they took it. Without an incident: a blanket one."""

    type: ClassVar[str] = "role"
    incident: str | None
    actor: Who
    role: Role


class Harm(Enum):
    """What kind of loss."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    DETAINED = "detained"
    DISPLACED = "displaced"
    DAMAGED = "damaged"


@frozen(kw_only=True)
class LossClaim(Claim):
    """How many were harmed, in one incident or a set of them.

    ``victims`` says who ("civilians", "medical staff", "" for all of them); counts of the
    same harm, victims and place are of the same scope and may be compared, others may not.
    """

    type: ClassVar[str] = "loss"
    incidents: tuple[str, ...]
    harm: Harm
    victims: str
    count: Count


class Degree(Enum):
    """How far an actor holds an area."""

    SOLE = "sole"
    DOMINANT = "dominant"
    PART = "part"
    MIXED = "mixed"
    CONTESTED = "contested"
    PRESENT = "present"
    NONE = "none"


@frozen(kw_only=True)
class ControlClaim(Claim):
    """Who holds or is present in an area (its ``place``)."""

    type: ClassVar[str] = "control"
    actor: Who
    degree: Degree


@frozen(kw_only=True)
class RelationClaim(Claim):
    """One actor to another, or one place to another.

    ``relation`` is a word of the codebook: affiliated-with, part-of, allied-with, supporting,
    associated-with, backed-by, formerly, listed-in, located-in, steered-by ...
    """

    type: ClassVar[str] = "relation"
    subject: str
    relation: str
    object: str


class Position(Enum):
    """Where an actor stands under an agreement."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    BOUND = "bound"
    SPONSOR = "sponsor"
    OBSERVING = "observing"
    EXCLUDED = "excluded"
    WITHDRAWN = "withdrawn"


@frozen(kw_only=True)
class StandingClaim(Claim):
    """An actor's, or a class's, position under an agreement."""

    type: ClassVar[str] = "standing"
    actor: Who
    agreement: str
    position: Position


class LifeCycle(Enum):
    """What is said of an agreement or a clause: its reading, or a step of its life."""

    READING = "reading"
    PROPOSED = "proposed"
    ANNOUNCED = "announced"
    IN_FORCE = "in-force"
    EXTENDED = "extended"
    SUSPENDED = "suspended"
    LAPSED = "lapsed"
    COLLAPSED = "collapsed"
    NOT_STARTED = "not-started"


@frozen(kw_only=True)
class TermClaim(Claim):
    """What an agreement says, as somebody reads it; or that it is in force, extended, over.

    ``provision`` is None for the agreement as a whole; ``happened`` is the period it is said
    to be in force, ``place`` the area.
    """

    type: ClassVar[str] = "term"
    agreement: str
    provision: str | None
    step: LifeCycle
    text: str


class Stage(Enum):
    """How far a body has got with a matter."""

    ALLEGED = "alleged"
    UNDER_INQUIRY = "under-inquiry"
    SUBSTANTIATED = "substantiated"
    NOT_SUBSTANTIATED = "not-substantiated"
    NOT_ATTRIBUTABLE = "not-attributable"


@frozen
class Tally:
    """One published number and what it is a part of.

    ``label`` names what was counted ("all", "Homs", "arrests"), ``of`` the label it is a part
    of (None for the total) and ``by`` along which line ("place", "actor", "manner").
    ``complete`` says the parts along that line are all there, so that they must add up.
    """

    label: str
    count: int
    of: str | None
    by: str
    complete: bool


@frozen(kw_only=True)
class ComplianceClaim(Claim):
    """A source's own judgement of a period, or of one incident; never an incident itself.

    ``unit`` is what it counts and ``rule`` how ("a breach is ..."), in the source's meaning;
    ``happened`` is the window. ``exception`` is a justification claimed for the incident
    ("proportionate-self-defence").
    """

    type: ClassVar[str] = "compliance"
    agreement: str | None
    actor: Who | None
    incident: str | None
    judgement: str
    body: str
    article: str
    standard: str
    stage: Stage
    unit: str
    rule: str
    tallies: tuple[Tally, ...]
    exception: str | None


class Watched(Enum):
    """How much of its task a watch could do."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    PREVENTED = "prevented"


@frozen(kw_only=True)
class WatchClaim(Claim):
    """Who was able to observe which area (``place``) and when (``happened``), and what they saw.

    ``saw`` lists kinds of conduct observed; empty means that none was. ``how`` says how a
    watch was prevented (denied, delayed, jammed, fired at) and ``prevented_by`` by whom.
    """

    type: ClassVar[str] = "watch"
    observer: str
    means: str
    result: Watched
    prevented_by: Who | None
    how: str
    saw: tuple[str, ...]


@frozen(kw_only=True)
class IndicatorClaim(Claim):
    """A measured quantity: of whom or what, which measure, how much, compared with what."""

    type: ClassVar[str] = "indicator"
    subject: str
    measure: str
    value: Count
    unit: str
    compared_with: str


CLAIM_TYPES: dict[str, type[Claim]] = {
    kind.type: kind
    for kind in (
        EventClaim, RoleClaim, LossClaim, ControlClaim, RelationClaim,
        StandingClaim, TermClaim, ComplianceClaim, WatchClaim, IndicatorClaim,
    )
}  # fmt: skip


def incidents_of(claim: Claim) -> tuple[str, ...]:
    """The incidents a claim is about; empty for classes, periods and blanket statements."""
    if isinstance(claim, LossClaim):
        return claim.incidents
    if isinstance(claim, EventClaim | RoleClaim | ComplianceClaim) and claim.incident is not None:
        return (claim.incident,)
    return ()
