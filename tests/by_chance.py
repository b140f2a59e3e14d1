"""Reports by chance: awkward times, places, actors and tellers, over the world of the two rivers."""

import random
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa

from tests.world import TRUCE, World
from truceline.agreement.parse import read_agreement
from truceline.agreement.terms import Agreement
from truceline.assessment.engine.packing import packed
from truceline.assessment.engine.reports import (
    ABSENT,
    AT_POSITION,
    CODED,
    EARLIEST,
    HEDGED,
    KIND,
    LATEST,
    LOSSES,
    NEVER,
    PARTICIPANTS,
    PLACE,
    TARGETS,
    TIME,
    WITHDRAWAL_COLUMNS,
    Reports,
    Teller,
)
from truceline.assessment.origins import Origin
from truceline.testimony.statement import Basis, Speaker
from truceline.values.when import Fills, Interval, parse_period
from truceline.values.where import Location
from truceline.values.who import Who

ZONES = ("Asia/Damascus", "UTC", "America/New_York")
PERIODS = (
    "2016-02-26", "2016-02-27", "2016-02-27T00:00", "2016-02-26T23:59", "2016-02", "2016-03", "2016-03-10",
    "2016-03-10/2016-03-12", "2016", "2016-02-20/2016-04-20", "2016-02-27/..", "../2016-02-27", "2016-03-26/2016-03-28",
    "2016-04-01", "2016-03-31", "2015-12-31", "2016-05-10T12:30", "2016-02-27/2016-03-28", "2016-02-27/2016-03-29",
)  # fmt: skip
LOCATIONS = (
    "land", "zone", "inner", "outer", "edge", "near inner", "within 30 km of outer", "part of zone", "abroad",
    "inner | outer", "zone | abroad", "elsewhere", "nowhere", "near nowhere", "islet", "ring", "@34.75, 36.75 ~2 km",
)  # fmt: skip
POSITIONS = (
    (34.75, 36.75, 0), (34.75, 37.0, 0), (34.75, 36.99, 0), (35.0, 37.0, 0), (34.5, 36.5, 0), (35.5, 37.5, 0),
    (34.75, 36.98, 2), (34.75, 36.97, 1), (34.75, 36.9, 9), (34.75, 36.9, 10), (34.6, 36.6, 25), (34.0, 36.0, 1),
    (10.0, 10.0, 5), (34.75, 36.75, 80), (34.75, 179.95, 30), (66.0, 36.9, 12), (36.3, 37.7, 0), (36.3, 37.7, 3),
    (36.25, 37.65, 0), (36.35, 37.75, 4), (34.75, -179.99, 40), (89.0, 10.0, 50), (33.99, 36.5, 2), (34.0, 36.5, 0),
)  # fmt: skip
KINDS = ("shelling", "mortar-fire", "armed-force", "use-of-weapons", "talks", "air-strike", "presence")
WHOS = (
    "north", "south", "east", "outlaws", "villagers", "class: rebels", "class: league", "north + south",
    "north + outlaws", "south + east", "north | south", "south | outlaws", "class: open", "stray", "ally",
    "ally + outlaws", "hospital",
)  # fmt: skip
TARGET_SETS = (
    ("north",), ("south",), ("south", "villagers"), ("east",), ("outlaws",), ("class: league",),
    ("south | villagers",), ("north + south",), ("villagers",), ("south", "outlaws"), ("ally",), ("stray",),
    ("hospital", "north"),
)  # fmt: skip
PARTICIPANT_SETS = (
    ("north", "south"), ("north", "outlaws"), ("east", "outlaws"), ("north", "class: rebels"), ("south",),
    ("north | east", "south"), ("north + east", "south", "outlaws"), ("ally", "north"), ("north", "villagers"),
)  # fmt: skip

CLAUSES = {
    "plain": """
[[provision]]
id = "plain"
text = "The north does not fire at those who accepted."
prohibits = ["use-of-weapons"]
binds = { actors = ["north"] }
protects = { accepted = "truce" }
excludes = [ { actor = "outlaws" } ]
area = "land"
""",
    "accepted": """
[[provision]]
id = "accepted"
text = "Those who accepted do not fire at the north."
prohibits = ["use-of-weapons"]
binds = { accepted = "truce", and = ["associated"] }
protects = { actors = ["north"] }
excludes = [ { actor = "outlaws", and = ["associated"] } ]
area = "land"
""",
    "zone": """
[[provision]]
id = "zone"
text = "Nobody fires in the zone."
prohibits = ["use-of-weapons"]
binds = "anyone"
area = "zone"
period = "2016-03-10/2016-03-31"
""",
    "allies": """
[[provision]]
id = "allies"
text = "The north, and who supports it, does not shell civilians or those bound."
prohibits = ["shelling"]
binds = { actors = ["north"], and = ["supporting", "associated"] }
protects = { kinds = ["civilians", "bound", "medical"] }
""",
    "ring": """
[[provision]]
id = "ring"
text = "Nobody bound fires in the ring, whence or whither."
prohibits = ["armed-force"]
binds = { accepted = "truce" }
protects = "everyone"
area = "ring"
where = "either"
""",
    "near": """
[[provision]]
id = "near"
text = "No air strikes near the inner village."
prohibits = ["air-strike"]
binds = { actors = ["north", "south"] }
area = { within = "20 km", of = "inner" }
period = "2016-02-27/.."
""",
    "islet": """
[[provision]]
id = "islet"
text = "Nobody fires at the islet."
prohibits = ["use-of-weapons"]
binds = "anyone"
area = "islet"
""",
    "listed": """
[[provision]]
id = "listed"
text = "Nobody fires, whom no list names."
prohibits = ["armed-force"]
binds = { actors = ["south", "east"], other-than = ["stray"] }
protects = { actors = ["north"], and = ["supporting"] }
excludes = [ { list = "blacklist" } ]
area = "nowhere"
""",
    "met": """
[[provision]]
id = "met"
text = "The east does not fire once the south accepted."
prohibits = ["use-of-weapons"]
binds = { actors = ["east", "south", "north"] }
provided = ["south-accepted"]
area = "land"
""",
    "rival-a": """
[[provision]]
id = "rival"
version = "a"
text = "As the monitor reads it."
prohibits = ["use-of-weapons"]
binds = "anyone"
area = "zone"
according-to = ["monitor"]
""",
    "rival-b": """
[[provision]]
id = "rival"
version = "b"
text = "As the observer reads it."
prohibits = ["shelling"]
binds = { actors = ["north", "south"] }
protects = { kinds = ["civilians"] }
area = "land"
according-to = ["observer"]
""",
    "leave": """
[[provision]]
id = "leave"
text = "The north may fire at outlaws in the zone."
permits = ["use-of-weapons"]
binds = { actors = ["north"] }
area = "zone"
overrides = ["plain", "zone"]
""",
}

CONDITION = """
[[condition]]
id = "south-accepted"
actor = "south"
position = "accepted"
"""


def agreement_text(names: list[str]) -> str:
    condition = CONDITION if "met" in names else ""
    names = [name for name in names if name != "leave" or {"plain", "zone"} <= set(names)]
    return TRUCE + condition + "".join(CLAUSES[name] for name in names)


def register(chance: random.Random) -> World:
    """The two rivers with more places and actors, and what is said of who stands where and with whom."""
    world = World()
    world.place("ring", kind="zone", outline="POLYGON ((36.2 34.2, 37.9 34.2, 37.9 35.9, 36.2 35.9, 36.2 34.2), "
                "(36.6 34.6, 36.9 34.6, 36.9 34.9, 36.6 34.9, 36.6 34.6))")  # fmt: skip
    world.place("islet", kind="zone", outline="MULTIPOLYGON (((36.29 36.29, 36.31 36.29, 36.31 36.31, 36.29 36.31, "
                "36.29 36.29)), ((37.6 36.2, 37.7 36.2, 37.7 36.3, 37.6 36.2)))")  # fmt: skip
    world.place("nowhere", kind="zone", **{"part-of": ["land"]})
    world.actor("league", kind="class", members=["south", "east"])
    world.actor("open", kind="class")
    world.actor("blacklist", kind="list")
    world.actor("ally")
    world.actor("hospital", kind="medical")
    world.source("tied", unaffiliated=False, affiliations=[
        {"to": "monitor", "bond": "part-of", "stated-in": "x", "period": "2016-03-01/2016-04-01"}])  # fmt: skip
    world.source("silent", unaffiliated=False)
    world.source("collector", kind="data-set", compiler=True)
    speakers = ["monitor", "reporter", "observer", "north-office", "south-office", "silent"]
    days = ["2016-02-10", "2016-02-26", "2016-02-28", "2016-03-10", "2016-03-11T12:00"]
    actors = ["north", "south", "east", "outlaws", "ally", "stray", "league", "rebels"]
    for _ in range(chance.randrange(10)):
        claim = {"type": "standing", "actor": chance.choice(actors), "agreement": "truce",
                 "position": chance.choice(["accepted", "accepted", "refused", "excluded", "withdrawn", "bound"]),
                 "firmness": chance.choice(["asserts", "asserts", "probable"])}  # fmt: skip
        if chance.random() < 0.3:
            claim["happened"] = chance.choice(
                ["2016-02-26/2016-03-10", "2016-03-01/..", "2016-02-01/2016-02-28"]
            )
        world.says(chance.choice(speakers), claim, said=chance.choice(days))
    for _ in range(chance.randrange(12)):
        subject, other = chance.sample([*actors, "blacklist"], 2)
        claim = {"type": "relation", "subject": subject, "object": other,
                 "relation": chance.choice(["associated-with", "supporting", "part-of", "listed-in", "separate-from"]),
                 "polarity": chance.choice(["affirmed", "affirmed", "affirmed", "denied"]),
                 "firmness": chance.choice(["asserts", "asserts", "probable"])}  # fmt: skip
        if chance.random() < 0.5:
            claim["happened"] = chance.choice(
                ["2016-02-26/2016-03-10", "2015-03-20/..", "2016-03-09/2016-03-28"]
            )
        world.says(chance.choice(speakers), claim, said=chance.choice(days))
    return world


def tellers() -> tuple[Teller, ...]:
    """Sources named and not, alone, through others, from one article, as told and as seen."""
    said = (None, parse_period("2016-03-10", zone="UTC", fills=Fills.WITHIN).span,
            parse_period("2016-05-10", zone="UTC", fills=Fills.WITHIN).span)  # fmt: skip

    def teller(name: str | None, document: str, chain: tuple[str, ...] = (), basis: Basis = Basis.NOT_STATED,
               spoken: Interval | None = None) -> Teller:  # fmt: skip
        own = name is not None and basis is not Basis.WAS_TOLD and name != "collector"
        hops = frozenset(hop for hop in chain if hop != "collector")
        origin = Origin(name if own else None, document, hops, spoken)
        return Teller(Speaker(name, ""), tuple(Speaker(hop, "") for hop in chain), basis, document, origin)

    return (
        teller("monitor", "a1"), teller("reporter", "a2"), teller("observer", "a3"), teller("observer", "a1"),
        teller("silent", "a4"), teller(None, "a5"), teller(None, "a6"), teller("monitor", "a7", ("reporter",)),
        teller("south-office", "a8"), teller("tied", "a9", spoken=said[1]), teller("tied", "a9", spoken=said[2]),
        teller("reporter", "b1", ("observer",), Basis.SAW), teller("monitor", "b2", (), Basis.WAS_TOLD),
        teller("observer", "b3", ("collector",)), teller("collector", "b4"), teller("north-office", "b5"),
    )  # fmt: skip


CODER = 14


class _Rows:
    """Columns as they grow."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.rows: list[dict[str, Any]] = []
        self.tellings: list[dict[str, Any]] = []
        self.backs: list[dict[str, Any]] = []
        self.first = [0]

    def published(self) -> tuple[int, int]:
        base = int(datetime(2016, 3, 12, tzinfo=UTC).timestamp()) // 60
        since = base + self.chance.choice([0, 0, 0, 1440, 2880])
        return self.chance.choice(
            [(since, since + 1), (since, since + 1440), (since, NEVER), (NEVER, NEVER), (since, since + 1)]
        )

    def telling(self, speaks: int, teller: int, perpetrator: int) -> None:
        since, until = self.published()
        back = ABSENT
        named = tellers()[teller].speaker.source is not None
        if self.chance.random() < (0.15 if named else 0.01):
            back = len(self.backs)
            taken = self.published()
            self.backs.append({"back_teller": teller, "back_hedged": self.chance.random() < 0.3,
                               "back_from": taken[0], "back_until": taken[1], "back_recorded": 0})  # fmt: skip
        self.tellings.append({"teller": teller, "perpetrator": perpetrator, "speaks": speaks, "public_from": since,
                              "public_until": until, "recorded": 0, "taken_back": back})  # fmt: skip

    def row(self) -> None:
        chance = self.chance
        span = parse_period(chance.choice(PERIODS), zone="Asia/Damascus", fills=Fills.WITHIN).span
        at = chance.random() < 0.5
        latitude, longitude, km = chance.choice(POSITIONS) if at else (0.0, 0.0, 0)
        killed = chance.choice([(-1, -1, -1), (0, 0, 0), (2, 3, 5), (4, -1, -1), (1, 1, -1)])
        coded = chance.random() < 0.5
        shape = {"targets": chance.random() < 0.6, "participants": chance.random() < 0.3,
                 "losses": killed[0] >= 0 and chance.random() < 0.9}  # fmt: skip
        count = chance.choice([1, 1, 2, 2, 3, 4, 8, 9 - coded])
        # Those who are one and no more say nothing of each other; others may.
        single = [code for code, who in enumerate(WHOS) if " " not in who]
        pool = chance.choice([single, single, single, [chance.randrange(len(WHOS))], list(range(len(WHOS)))])
        for telling in range(count):
            speaks = KIND if chance.random() < 0.9 or (telling == 0 and not coded) else 0
            if not coded and speaks:
                speaks |= TIME * (chance.random() < 0.95) | PLACE * (chance.random() < 0.95)
            speaks |= HEDGED * (chance.random() < 0.15)
            speaks |= TARGETS * (shape["targets"] and not coded and chance.random() < 0.7)
            speaks |= PARTICIPANTS * (shape["participants"] and not coded and chance.random() < 0.7)
            speaks |= LOSSES * (shape["losses"] and not coded and chance.random() < 0.7)
            perpetrator = ABSENT
            if chance.random() < 0.6:
                perpetrator = chance.choice(pool)
            if not speaks & ~HEDGED and perpetrator == ABSENT:
                perpetrator = 0
            self.telling(speaks, chance.choice([n for n in range(len(tellers())) if n != CODER]), perpetrator)
        if coded:
            speaks = CODED | KIND | TIME * (chance.random() < 0.95) | PLACE * (chance.random() < 0.95)
            speaks |= (
                TARGETS * shape["targets"] | PARTICIPANTS * shape["participants"] | LOSSES * shape["losses"]
            )
            speaks |= HEDGED * (chance.random() < 0.1)
            self.telling(speaks, CODER, chance.randrange(len(WHOS)) if chance.random() < 0.2 else ABSENT)
        self.first.append(len(self.tellings))
        self.rows.append({
            "awkward": False, "start": _fold(span.start, EARLIEST), "end": _fold(span.end, LATEST),
            "fills": chance.choice([0, 0, 0, 1, 2]), "zone": chance.randrange(len(ZONES)),
            "place": AT_POSITION if at else chance.randrange(len(LOCATIONS)), "longitude": longitude,
            "latitude": latitude, "km": km, "kind": chance.randrange(len(KINDS)),
            "targets": chance.randrange(len(TARGET_SETS)) if shape["targets"] else ABSENT,
            "participants": chance.randrange(len(PARTICIPANT_SETS)) if shape["participants"] else ABSENT,
            "aggregate": chance.random() < 0.05, "low": killed[0], "best": killed[1], "high": killed[2],
            "whole": ABSENT,
        })  # fmt: skip


def _fold(bound: datetime | None, none: int) -> int:
    return none if bound is None else int(bound.timestamp()) // 60


_KINDS_OF_COLUMNS = {
    "awkward": np.bool_, "fills": np.int8, "zone": np.int16, "longitude": np.float64, "latitude": np.float64,
    "kind": np.int16, "aggregate": np.bool_, "speaks": np.uint8, "back_hedged": np.bool_,
}  # fmt: skip


def reports_by_chance(chance: random.Random, count: int) -> Reports:
    """So many reports, of all manners."""
    made = _Rows(chance)
    for _ in range(count):
        made.row()

    def column(rows: list[dict[str, Any]], name: str) -> Any:
        return np.array([row[name] for row in rows], _KINDS_OF_COLUMNS.get(name, np.int32))

    columns = {name: column(made.rows, name) for name in made.rows[0]}
    columns |= {name: column(made.tellings, name) for name in made.tellings[0]}
    columns |= {name: column(made.backs, name) for name in WITHDRAWAL_COLUMNS if name != "back_telling"}
    return packed({
        "incidents": pa.array([f"r{number}" for number in range(count)], pa.string()),
        "first": np.array(made.first, np.int32), "zones": ZONES, "kinds": KINDS, "tellers": tellers(),
        "locations": tuple(map(Location.parse, LOCATIONS)), "whos": tuple(map(Who.parse, WHOS)),
        "target_sets": tuple(frozenset(map(Who.parse, several)) for several in TARGET_SETS),
        "participant_sets": tuple(tuple(map(Who.parse, several)) for several in PARTICIPANT_SETS),
        **columns,
    })  # fmt: skip


def told_by_chance(chance: random.Random, count: int) -> tuple[World, Reports, Agreement]:
    """A world some of whose sources are protected, reports told in it, and clauses to hold them to."""
    world, reports = register(chance), reports_by_chance(chance, count)
    for table, row in world.rows:
        if table == "source" and chance.random() < 0.5:
            row["handling"] = "restricted"
    names = [name for name in CLAUSES if chance.random() < 0.6] or ["plain"]
    return world, reports, read_agreement(agreement_text(names), "by-chance.toml")
