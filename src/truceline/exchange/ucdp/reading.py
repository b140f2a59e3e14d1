"""What a row says of who did what to whom, and of the dead (semantics 8, ruling 4)."""

from truceline.exchange.ucdp.events import Deaths, GedEvent
from truceline.exchange.ucdp.sides import UNKNOWN, Sides
from truceline.testimony.claim import Role
from truceline.values.doubt import Count
from truceline.values.who import Who

ONE_SIDED = 3
SUMMED_UP = 2


def roles_of(event: GedEvent, sides: Sides) -> tuple[tuple[str, Who, Role], ...]:
    """The parts a row gives to actors, each with the end of its claim's id.

    One-sided violence has a perpetrator and civilians as its target. The other types have two
    sides and no direction; where only civilians or unidentified people are recorded dead it is
    no clash of the two, and UCDP does not say who did it.
    """
    if event.type == ONE_SIDED:
        return (
            ("perpetrator", sides.of(event.side_a), Role.PERPETRATED),
            ("target", sides.civilians, Role.TARGET),
        )
    deaths = event.deaths
    if deaths.recorded and not (deaths.side_a or deaths.side_b):
        target = UNKNOWN if deaths.unknown else sides.civilians
        return ("perpetrator", UNKNOWN, Role.PERPETRATED), ("target", target, Role.TARGET)
    return (
        ("side-a", sides.of(event.side_a), Role.PARTICIPANT),
        ("side-b", sides.of(event.side_b), Role.PARTICIPANT),
    )


def losses_of(deaths: Deaths) -> tuple[tuple[str, str, Count], ...]:
    """The dead: of all, the three estimates; of each kind of victim, those recorded.

    Bounds are from the least to the greatest estimate, whatever their order; the words keep
    the figures as printed, which is how published sums were made (ruling 11).
    """
    printed = (deaths.low, deaths.best, deaths.high)
    words = "/".join(map(str, printed))
    whole = Count(low=min(printed), best=deaths.best, high=max(printed), words=words)
    parts = (
        ("side-a", deaths.side_a),
        ("side-b", deaths.side_b),
        ("civilians", deaths.civilians),
        ("unknown", deaths.unknown),
    )
    return (
        ("killed", "", whole),
        *((f"killed-{victims}", victims, Count.exactly(number)) for victims, number in parts if number),
    )
