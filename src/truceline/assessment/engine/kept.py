"""What an engine keeps from one framing to the next, so that a change remakes only what rests on it.

Things are known by identity, which holds while they are held here.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

from attrs import field, frozen

from truceline.agreement.terms import Provision
from truceline.assessment.conditions import InForce
from truceline.assessment.engine.lines import Drawn

_MOST_BASES = 3
_MOST = 1 << 17
"""So many clauses or timelines are kept; a long run of changes would else fill the memory."""


_Known: TypeAlias = list[tuple[tuple[object, ...], tuple[object, ...], Any]]
"""What was made of these very things, and of things equal to those."""


@frozen(eq=False)
class Kept:
    """What was made for earlier framings.

    ``bases`` are the arrays of states and actors, ``parties`` those of the parties that clauses name, by what they were made of; ``statics`` what of clauses a
    scan depends on (``clauses.Static``), ``hulls`` their bounds.
    """

    drawn: Drawn = field(factory=Drawn)
    statics: dict[tuple[int, int], tuple[Provision, InForce, Any]] = field(factory=dict)
    hulls: dict[Any, Any] = field(factory=dict)
    bases: _Known = field(factory=list)
    parties: _Known = field(factory=list)

    def static_of(self, clause: Provision, force: InForce, made: Callable[[Provision, InForce], Any]) -> Any:
        """What of a clause a scan depends on; made where it is not known."""
        key = (id(clause), id(force))
        found = self.statics.get(key)
        if found is None:
            if len(self.statics) > _MOST:
                self.statics.clear()
                self.hulls.clear()
            found = self.statics[key] = (clause, force, made(clause, force))
        return found[2]

    def base_of(self, same: tuple[object, ...], equal: tuple[object, ...]) -> Any | None:
        """The arrays made of these very things and of things equal to those; None if none were."""
        return _found(self.bases, same, equal)

    def keep_base(self, same: tuple[object, ...], equal: tuple[object, ...], base: Any) -> None:
        """Keep arrays for the next framing; the oldest are dropped."""
        if len(self.drawn.lines) > _MOST:
            self.drawn.lines.clear()
        _keep(self.bases, same, equal, base)

    def parties_of(self, same: tuple[object, ...], equal: tuple[object, ...]) -> Any | None:
        """The arrays of parties made of these very things and of things equal to those; None if none were."""
        return _found(self.parties, same, equal)

    def keep_parties(self, same: tuple[object, ...], equal: tuple[object, ...], columns: Any) -> None:
        """Keep arrays of parties for the next framing; the oldest are dropped."""
        _keep(self.parties, same, equal, columns)


def _found(known: _Known, same: tuple[object, ...], equal: tuple[object, ...]) -> Any | None:
    for own, like, made in known:
        if all(one is other for one, other in zip(own, same, strict=True)) and like == equal:
            return made
    return None


def _keep(known: _Known, same: tuple[object, ...], equal: tuple[object, ...], made: Any) -> None:
    known.append((same, equal, made))
    del known[:-_MOST_BASES]
