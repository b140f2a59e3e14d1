"""A history that really happened, and what sources make of it: the simulated world with a known truth.

Truthful sources say only what is so, more or less of it, more or less precisely and firmly;
what they said wrongly they take back. The parties' offices blame, deny and invent. The
mission that is assessed hears only the sources.
"""

from typing import Any

from attrs import evolve, field, frozen
from hypothesis import strategies as st

from tests.world import (
    ACCEPTED_KEEP_TO_IT,
    NO_FIRE_IN_ZONE,
    NORTH_KEEPS_TO_IT,
    TRUCE,
    World,
    event,
    role,
    taking,
)

TRUTHFUL = ("monitor", "reporter", "observer")
OFFICES = ("north-office", "south-office", "stranger")
"""The parties' offices, and somebody of whose ties the register says nothing."""
ACCEPTED = ("north", "south")
ACTORS = ("north", "south", "east", "outlaws")
TARGETS = (*ACTORS, "villagers")
TEXT = TRUCE + NORTH_KEEPS_TO_IT + ACCEPTED_KEEP_TO_IT + NO_FIRE_IN_ZONE
THE_TRUTH = taking(*TRUTHFUL)

DAYS = {"2016-02-20": "2016-02", "2016-02-28": "2016-02", "2016-03-10": "2016-03"}
"""The days on which something happens, with what somebody says who knows only the month."""
PLACES = {"inner": "zone", "outer": "land", "abroad": "elsewhere"}
"""Where something happens, with what somebody says who knows only roughly where."""
KINDS = {"mortar-fire": "shelling", "talks": "talks"}


@frozen
class Happening:
    """Something that really happened: who did what to whom, where and when."""

    name: str
    day: str
    place: str
    by: str
    on: str
    kind: str
    killed: int

    @property
    def is_breach(self) -> bool:
        """Whether it broke the truce, by the text read by hand."""
        if self.kind == "talks" or self.day < "2016-02-27" or self.place == "abroad":
            return False
        north = self.by == "north" and self.on in ACCEPTED
        others = self.by in ACCEPTED and self.on == "north"
        return north or others or self.place == "inner"


@frozen
class Telling:
    """What one source makes of one happening; ``manner`` is one of MANNERS or of LIES."""

    number: int
    source: str
    about: Happening
    manner: str
    through: str | None = None

    @property
    def handle(self) -> str:
        return f"t{self.number}"

    @property
    def is_firm_and_full(self) -> bool:
        return self.source in TRUTHFUL and self.manner == "fully"


MANNERS = (
    "fully", "hedged", "without-who", "without-whom", "without-place", "roughly", "undirected", "retracted",
)  # fmt: skip
LIES = ("blames", "denies", "invents", "hedged", "retracted")


@frozen
class History:
    """What happened and what is told of it."""

    happenings: tuple[Happening, ...]
    tellings: tuple[Telling, ...]
    dropped: frozenset[str] = field(factory=frozenset)

    def world(self) -> World:
        """The record as sources make it; statements of dropped sources are not in it."""
        made = World()
        made.source("clerk", kind="international-body")
        made.source("stranger", unaffiliated=False)
        for actor in ACTORS:
            position = "accepted" if actor in ACCEPTED else "refused"
            standing = {"type": "standing", "actor": actor, "agreement": "truce", "position": position}
            made.says("clerk", standing, said="2016-02-01")
        for telling in self.tellings:
            if telling.source not in self.dropped:
                _tell(made, telling)
        return made

    def without(self, source: str) -> "History":
        return evolve(self, dropped=self.dropped | {source})

    def told(self, *tellings: Telling) -> "History":
        return evolve(self, tellings=tellings)


def _tell(world: World, telling: Telling) -> None:
    what, manner = telling.about, telling.manner
    more: dict[str, Any] = {"id": telling.handle}
    if telling.through is not None and telling.through != telling.source:
        more["chain"] = [{"agent": telling.through, "mode": "quotes"}]
        more["document"] = f"{telling.through}-report"
    if manner == "denies":
        world.says(telling.source, event(what.name, what.kind, polarity="denied"), **more)
        return
    world.says(telling.source, *_claims(telling), **more)
    if manner == "retracted":
        taken_back = world.says(telling.source, act="retraction", id=f"{telling.handle}-back")
        world.links(taken_back, "retracts", telling.handle, asserter=telling.source)


def _claims(telling: Telling) -> list[dict[str, Any]]:
    what, manner = telling.about, telling.manner
    name = f"invented-{telling.number}" if manner == "invents" else what.name
    rough = manner == "roughly"
    by, day = what.by, DAYS[what.day] if rough else what.day
    place = None if manner == "without-place" else PLACES[what.place] if rough else what.place
    if rough:
        by = " | ".join(sorted({what.by, "outlaws", "east"}))
    elif manner in ("blames", "retracted"):
        by = "south" if what.by == "north" else "north"
    claims = [event(name, KINDS[what.kind] if rough else what.kind, happened=day, place=place)]
    undirected = manner == "undirected"
    if manner != "without-who":
        claims.append(role(name, by, "participant" if undirected else "perpetrated"))
    if manner != "without-whom":
        claims.append(role(name, what.on, "participant" if undirected else "target"))
    claims.append({"type": "loss", "incidents": [name], "harm": "killed", "count": what.killed})
    return [{**claim, "firmness": "probable"} for claim in claims] if manner == "hedged" else claims


# What Hypothesis draws


@st.composite
def happenings(draw: st.DrawFn, number: int) -> Happening:
    by = draw(st.sampled_from(ACTORS))
    return Happening(
        name=f"h{number}",
        day=draw(st.sampled_from(sorted(DAYS))),
        place=draw(st.sampled_from(sorted(PLACES))),
        by=by,
        on=draw(st.sampled_from([name for name in TARGETS if name != by])),
        kind=draw(st.sampled_from(["mortar-fire", "mortar-fire", "mortar-fire", "talks"])),
        killed=draw(st.integers(0, 9)),
    )


@st.composite
def tellings(draw: st.DrawFn, number: int, about: tuple[Happening, ...]) -> Telling:
    source = draw(st.sampled_from((*TRUTHFUL, *TRUTHFUL, *OFFICES)))
    manner = draw(st.sampled_from(MANNERS if source in TRUTHFUL else LIES))
    through = draw(st.sampled_from([None, None, None, *TRUTHFUL]))
    return Telling(number, source, draw(st.sampled_from(about)), manner, through)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """One to three happenings and up to eight tellings of them, by sources of all kinds."""
    happened = tuple(draw(happenings(number)) for number in range(draw(st.integers(1, 3))))
    count = draw(st.integers(1, 8))
    return History(happened, tuple(draw(tellings(number, happened)) for number in range(count)))
