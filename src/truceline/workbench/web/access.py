"""Who may see what, and who may do what: the one place that decides.

Invariant: screens are given only what :func:`visible` leaves of a snapshot, so what is hidden
is in no count, list, search or finding; and whatever adds to the record asks :func:`may_add`.
"""

from enum import Enum

from attrs import frozen

from truceline.record.snapshot import Snapshot
from truceline.testimony.register import Handling
from truceline.workbench.sight import seen_by


class See(Enum):
    """How far somebody may look: public items, restricted ones too, or all of them."""

    PUBLIC = "public"
    RESTRICTED = "restricted"
    LEAD = "lead"

    @property
    def handlings(self) -> frozenset[Handling]:
        return _HANDLINGS[self]


_HANDLINGS = {
    See.PUBLIC: frozenset({Handling.PUBLIC}),
    See.RESTRICTED: frozenset({Handling.PUBLIC, Handling.RESTRICTED}),
    See.LEAD: frozenset(Handling),
}


@frozen
class Person:
    """Whoever sits at the screen: by what name they add to the record, and how far they see."""

    name: str
    see: See


def may_add(person: Person) -> bool:
    """Whether they may add to the record: nothing enters without a name."""
    return bool(person.name)


def visible(snapshot: Snapshot, see: See) -> Snapshot:
    """What is left of a snapshot for whoever may see so far, as if the rest were not there."""
    return snapshot if see is See.LEAD else seen_by(snapshot, see.handlings)
