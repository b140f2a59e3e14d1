"""What stands: the narrowest value that enough independent origins support (semantics 4).

A claim supports every value that its own value lies within. Values that do not meet are
incompatible: all that stand are kept, and the field is contested.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import Any, Generic, TypeVar

from attrs import field, frozen

from truceline.assessment.admission import Admission, Heard
from truceline.assessment.origins import Origin, Origins
from truceline.values.doubt import Truth

V = TypeVar("V")


@frozen
class Field(Generic[V]):
    """What stands on one field of an incident under a view.

    ``values`` stand: none is unknown, one settled, several contested. ``rivals`` stand only
    when hedged claims are weighed too. ``denied`` says that a denial of a standing value
    itself stands. ``weak`` says the values stand only if origins of unknown independence
    are independent. ``claims`` are the ids of all admitted claims on the field.
    """

    values: tuple[V, ...]
    rivals: tuple[V, ...]
    denied: bool
    weak: bool
    claims: tuple[str, ...]

    @property
    def is_contested(self) -> bool:
        return len(self.values) > 1

    @property
    def worlds(self) -> tuple[V, ...]:
        """Every value that may be the case."""
        return (*self.values, *self.rivals)


@frozen
class Said(Generic[V]):
    """One admitted claim's value."""

    value: V
    admission: Admission


@frozen
class Algebra(Generic[V]):
    """How the values of one field compare.

    ``within(a, b)``: whatever lies in a lies in b. ``meets(a, b)``: both can be the case.
    ``hull(a, b)``: the smallest value both lie within, None when none says anything.
    ``size``: a key, smaller is narrower.
    """

    within: Callable[[V, V], bool]
    meets: Callable[[V, V], bool]
    hull: Callable[[V, V], V | None]
    size: Callable[[V], float] = field(kw_only=True)


NOTHING_SAID: Field[Any] = Field((), (), denied=False, weak=False, claims=())
"""The field of an incident on which no admitted claim says anything."""


class Resolver:
    """Finds what stands, for a number of origins needed."""

    def __init__(self, origins: Origins, needed: int) -> None:
        self._origins = origins
        self.needed = needed

    def resolve(self, said: Sequence[Said[V]], algebra: Algebra[V]) -> Field[V]:
        """The field that these admitted claims make, firm ones first, hedged ones after."""
        if not said:
            return NOTHING_SAID
        if len(said) == 1 and said[0].admission.is_firm and self._suffices(said[0].admission):
            return Field((said[0].value,), (), denied=False, weak=False, claims=(said[0].admission.claim.id,))
        firm = [item for item in said if item.admission.is_firm]
        values, weak = self._standing(firm, algebra)
        rivals: tuple[V, ...] = ()
        if len(firm) < len(said):
            rivals, _ = self._standing(said, algebra, beside=values)
        claims = tuple(item.admission.claim.id for item in said)
        return Field(values=values, rivals=rivals, denied=False, weak=weak, claims=claims)

    def _suffices(self, admission: Admission) -> bool:
        """Whether one claim is enough by itself."""
        return admission.coded or (self.needed == 1 and bool(admission.origins))

    def _standing(
        self, said: Sequence[Said[V]], algebra: Algebra[V], *, beside: tuple[V, ...] = ()
    ) -> tuple[tuple[V, ...], bool]:
        """The values that stand, and whether only if unknown independence is counted.

        Of those that already stand ``beside`` them, they meet none.
        """
        alone = self.needed == 1 or len(said) == 1
        found = self._alone(said) if alone else self._together(said, algebra)
        candidates = [item for item in found if not any(algebra.meets(item[0], other) for other in beside)]
        sure = [value for value, strength in candidates if strength is Truth.YES]
        if sure:
            return _narrowest(sure, algebra), False
        perhaps = [value for value, strength in candidates if strength is Truth.UNKNOWN]
        return _narrowest(perhaps, algebra), bool(perhaps)

    def _alone(self, said: Sequence[Said[V]]) -> list[tuple[V, Truth]]:
        return [(item.value, self.support([item.admission])) for item in said]

    def _together(self, said: Sequence[Said[V]], algebra: Algebra[V]) -> list[tuple[V, Truth]]:
        """The hull of every group of claims that may be needed, with how sure its support is."""
        found: list[tuple[V, Truth]] = self._alone([item for item in said if item.admission.coded])
        groups = (group for size in range(1, self.needed + 1) for group in combinations(said, size))
        hulls = (_hull([item.value for item in group], algebra) for group in groups)
        # Many groups have one hull: who supports it is looked for once.
        different = dict.fromkeys(hull for hull in hulls if hull is not None)
        return found + [(hull, self.support(self._supporting(hull, said, algebra))) for hull in different]

    def _supporting(self, value: V, said: Sequence[Said[V]], algebra: Algebra[V]) -> list[Admission]:
        return [item.admission for item in said if algebra.within(item.value, value)]

    def support(self, admissions: Iterable[Admission | Heard]) -> Truth:
        """Whether enough independent origins stand behind these claims.

        A compiler's coding stands whenever its row is in the view (semantics 9, ruling 1).
        """
        origins: list[Origin] = []
        for item in admissions:
            if item.coded:
                return Truth.YES
            origins.extend(item.origins)
        return self._origins.enough(origins, self.needed)


def _hull(values: Sequence[V], algebra: Algebra[V]) -> V | None:
    result: V | None = values[0]
    for value in values[1:]:
        if result is None:
            return None
        result = algebra.hull(result, value)
    return result


def _narrowest(values: Iterable[V], algebra: Algebra[V]) -> tuple[V, ...]:
    """The narrowest value, and every other that meets none narrower; equally narrow ones all stand."""
    several = tuple(values)
    if len(several) <= 1:
        return several
    chosen: list[V] = []
    for value in sorted(several, key=lambda value: (algebra.size(value), _spelt(value))):
        if not any(_gives_way(value, other, algebra) for other in chosen):
            chosen.append(value)
    return tuple(chosen)


def _gives_way(value: V, other: V, algebra: Algebra[V]) -> bool:
    """Whether a value says nothing beside another that is no wider."""
    narrower = algebra.size(other) < algebra.size(value)
    return algebra.meets(value, other) and (narrower or algebra.within(other, value))


def _spelt(value: object) -> list[str]:
    """The order of equally narrow values: never that in which they were said."""
    return sorted(map(str, value)) if isinstance(value, frozenset) else [str(value)]
