"""Where accounts put an incident, as outlines of a map: the only place meant unbroken, alternatives dashed."""

from collections.abc import Sequence

from truceline.assessment.case import Case
from truceline.values.where import Spot
from truceline.workbench.area_map import ALTERNATIVE, ONLY, Outline
from truceline.workbench.dossiers.values import Whereabouts


def where_told(case: Case, told: Sequence[Whereabouts]) -> tuple[Outline, ...]:
    """Every place that some account means, each drawn once; filled where the view takes one of them.

    A radius or an area is drawn as wide as it is. A place is dashed where every account that
    means it leaves others open too.
    """
    meant: dict[Spot, list[int]] = {}
    for number, place in enumerate(told):
        for spot in place.location.alternatives:
            meant.setdefault(spot, []).append(number)
    places, outlines = case.shared.evidence.snapshot.places, []
    for line, (spot, numbers) in enumerate(meant.items()):
        region = case.shared.geography.region_of(spot)
        if region is not None:
            known = places.get(spot.place or "")
            open_ones = [len(told[number].location.alternatives) > 1 for number in numbers]
            outlines.append(
                Outline(
                    shape=region,
                    line=line,
                    label=known.name if known is not None else str(spot),
                    href=f"#where-{numbers[0]}",
                    filled=any(told[number].aside is None for number in numbers),
                    dash=ALTERNATIVE if all(open_ones) else ONLY,
                )
            )
    return tuple(outlines)
