"""What an engine keeps from one framing to the next, so that a change remakes only what rests on it.

Things are known by identity, which holds while they are held here.
"""

from collections.abc import Callable
from typing import Any

from attrs import field, frozen

from truceline.agreement.terms import Provision
from truceline.assessment.conditions import InForce
from truceline.assessment.engine.lines import Drawn

_MOST_BASES = 3


@frozen(eq=False)
class Kept:
    """What was made for earlier framings.

    ``bases`` are the arrays of states and actors, by what they were made of; ``statics`` what of clauses a
    scan depends on (``clauses.Static``), ``hulls`` their bounds.
    """

    drawn: Drawn = field(factory=Drawn)
    statics: dict[tuple[int, int], tuple[Provision, InForce, Any]] = field(factory=dict)
    hulls: dict[Any, Any] = field(factory=dict)
    bases: list[tuple[tuple[object, ...], tuple[object, ...], Any]] = field(factory=list)

    def static_of(self, clause: Provision, force: InForce, made: Callable[[Provision, InForce], Any]) -> Any:
        """What of a clause a scan depends on; made where it is not known."""
        key = (id(clause), id(force))
        found = self.statics.get(key)
        if found is None:
            found = self.statics[key] = (clause, force, made(clause, force))
        return found[2]

    def base_of(self, same: tuple[object, ...], equal: tuple[object, ...]) -> Any | None:
        """The arrays made of these very things and of things equal to those; None if none were."""
        for own, like, base in self.bases:
            if all(one is other for one, other in zip(own, same, strict=True)) and like == equal:
                return base
        return None

    def keep_base(self, same: tuple[object, ...], equal: tuple[object, ...], base: Any) -> None:
        """Keep arrays for the next framing; the oldest are dropped."""
        self.bases.append((same, equal, base))
        del self.bases[:-_MOST_BASES]
