"""An invented record of any size, for benchmarks: reports as columns, an agreement of many clauses, views.

Eight conflicts with towns and districts, groups that change whom they belong to, sources that tell
and take back. The same numbers make the same record. It is imported by the package `bench` and by tests.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from attrs import evolve, frozen
from numpy.typing import NDArray

from truceline.agreement.terms import Agreement, Deontic, Impact, Parties, Provision, Zone
from truceline.assessment.case import Shared, share
from truceline.assessment.engine.joining import end_to_end
from truceline.assessment.engine.packing import packed
from truceline.assessment.engine.reports import (
    ABSENT,
    AT_POSITION,
    KIND,
    LOSSES,
    NEVER,
    PLACE,
    TARGETS,
    TIME,
    Reports,
    Teller,
)
from truceline.assessment.evidence import gather
from truceline.assessment.origins import Origin
from truceline.assessment.view import AccountRule, FrameworkRule, Persistence, Treatment, View, Whom
from truceline.record.snapshot import Snapshot
from truceline.testimony.claim import (
    Claim,
    Firmness,
    Modality,
    Polarity,
    Position,
    RelationClaim,
    StandingClaim,
)
from truceline.testimony.register import (
    Actor,
    ActorKind,
    Handling,
    Place,
    PlaceKind,
    Source,
    SourceKind,
)
from truceline.testimony.statement import Act, Basis, Binding, Quotation, Speaker, Statement
from truceline.values.when import Fills, Period
from truceline.values.where import Location
from truceline.values.who import Who

DAYS, DAY = 3650, 1440
SINCE = int(datetime(2010, 1, 1, tzinfo=UTC).timestamp()) // 60
ACTORS, SOURCES, BOUND_SETS, EXCLUDED_SETS = 2000, 300, 300, 60
TOWNS, DISTRICTS = 60, 30
BLOCK = 2_000_000
"""Incidents that are made at once, so that making many takes no more memory than holding them twice."""
CENTRES = np.array([(38.5, 35), (44, 33), (48, 15), (29, 15), (36, 49), (2, 16), (96, 21), (29, 1.5)], float)
KINDS = (
    "shelling", "air-strike", "small-arms-fire", "clash", "ground-attack", "mortar-fire", "sniper-fire", "mine",
    "detention", "siege", "presence", "tank-fire", "rocket-fire", "car-bomb", "access-denied", "deployment",
    "chemical-attack", "execution", "displacement", "recruitment", "artillery-fire", "barrel-bombing", "bombing",
    "ill-treatment", "territorial-gain",
)  # fmt: skip
Chance = np.random.Generator


@frozen
class Synthetic:
    """A record in memory: its reports, all else in it, the agreement and views to ask it under."""

    reports: Reports
    shared: Shared
    agreement: Agreement
    views: tuple[View, ...]


def synthetic(incidents: int, provisions: int, seed: int = 7) -> Synthetic:
    """An invented record of so many incidents, and an agreement of so many provisions."""
    world = np.random.default_rng(seed)
    towns = CENTRES[:, None, :] + np.stack(
        [world.uniform(-2.8, 2.8, (8, TOWNS)), world.uniform(-2.2, 2.2, (8, TOWNS))], axis=2
    )
    districts = _districts(world)
    claims, statements = _framework(world)
    sets = _sets(world)
    chance = np.random.default_rng(seed + 1)
    zones = [_zone(chance, towns) for _ in range(provisions)]
    agreement = _agreement(chance, sets, provisions)
    register = _register([*districts, *zones])
    snapshot = Snapshot(
        origin="synthetic", size=1, root="", known_by=datetime(2026, 1, 1, tzinfo=UTC), documents={},
        claims=tuple(claims), statements={item.id: item for item in statements}, links=(), judgements=(),
        datasets={}, endings={}, recorded={}, issued=(), custody=(), **register,
    )  # fmt: skip
    blocks = [
        _reports(
            np.random.default_rng(seed + 2 + begin // BLOCK), (begin, min(incidents, begin + BLOCK)), towns
        )
        for begin in range(0, incidents, BLOCK)
    ]
    reports = end_to_end(blocks)
    return Synthetic(reports, share(gather(snapshot)), agreement, _views())


def _blob(chance: Chance, middle: NDArray[Any], radius: float, corners: int, rough: float) -> Any:
    turn, waves = np.sort(chance.uniform(0, 2 * np.pi, corners)), np.arange(1, 7)
    height, phase = chance.normal(0, 1, 6) / waves, chance.uniform(0, 2 * np.pi, 6)
    far = 1 + rough * (height[:, None] * np.cos(waves[:, None] * turn + phase[:, None])).sum(0)
    far = np.clip(far + chance.normal(0, 0.015, corners), 0.35, 1.9)
    wide = np.cos(np.radians(middle[1]))
    return np.c_[middle[0] + radius * far * np.cos(turn) / wide, middle[1] + radius * far * np.sin(turn)]


def _districts(chance: Chance) -> list[Any]:
    grid = [(x, y) for y in np.linspace(-2, 2, 5) for x in np.linspace(-2.5, 2.5, 6)]
    return [
        shapely.Polygon(_blob(chance, centre + np.array(step), 0.38, 80, 0.15))
        for centre in CENTRES
        for step in grid
    ]


def _zone(chance: Chance, towns: NDArray[Any]) -> Any:
    conflict, size, corners = int(chance.integers(8)), chance.random(), int(chance.integers(50, 501))
    if size < 0.04:
        middle, radius = CENTRES[conflict] + chance.normal(0, 0.1, 2), chance.uniform(2.0, 2.6)
    elif size < 0.16:
        middle = CENTRES[conflict] + np.r_[chance.uniform(-2, 2), chance.uniform(-1.5, 1.5)]
        radius = chance.uniform(0.3, 0.8)
    else:
        middle = towns[conflict, chance.integers(TOWNS)] + chance.normal(0, 0.04, 2)
        radius = chance.uniform(0.02, 0.12)
    ring, holes = _blob(chance, middle, radius, corners, 0.25), []
    if chance.random() < 0.25:
        turns = [number * 2.1 + chance.uniform(0, 0.5) for number in range(int(chance.integers(1, 4)))]
        holes = [
            _blob(
                chance, middle + 0.2 * radius * np.array([np.cos(turn), np.sin(turn)]), 0.08 * radius, 24, 0.1
            )
            for turn in turns
        ]
    shape = shapely.Polygon(ring, holes)
    shape = shape if shape.is_valid else shapely.Polygon(ring)
    if not shape.is_valid:
        shape = max(getattr(shape.buffer(0), "geoms", [shape.buffer(0)]), key=lambda part: part.area)
    return shape


def _actor(number: int) -> str:
    return f"group-{number:04}"


def _register(shapes: list[Any]) -> dict[str, Any]:
    sources = [
        Source(
            id=f"source-{number}", name=f"Source {number}", aliases=(), kind=SourceKind.MONITOR, compiler=False,
            unaffiliated=True, affiliations=(), groups=(), actor=None, handling=Handling.PUBLIC, purpose="", note="",
        )
        for number in range(SOURCES)
    ]  # fmt: skip
    actors = [
        Actor(_actor(number), _actor(number), (), ActorKind.ARMED_GROUP, None, "") for number in range(ACTORS)
    ]
    count = 8 * DISTRICTS
    names = [f"district-{n}" if n < count else f"zone-{n - count}" for n in range(len(shapes))]
    places = [
        Place(
            id=name, name=name, aliases=(), kind=PlaceKind.ZONE, part_of=(), outline=shapely.to_wkt(shape, 7),
            position=None, km=None, approximate=False, stated_in="", note="",
        )
        for name, shape in zip(names, shapes, strict=True)
    ]  # fmt: skip
    return {
        "sources": {item.id: item for item in sources},
        "actors": {item.id: item for item in actors},
        "places": {item.id: item for item in places},
    }


def _period(first: int, last: int) -> Period:
    begun = datetime(2010, 1, 1, tzinfo=UTC) + timedelta(minutes=first)
    ended = datetime(2010, 1, 1, tzinfo=UTC) + timedelta(minutes=last)
    return Period(f"{begun:%Y-%m-%dT%H:%MZ}/{ended:%Y-%m-%dT%H:%MZ}", "UTC", Fills.THROUGHOUT, "")


def _framework(chance: Chance) -> tuple[list[Claim], list[Statement]]:
    """Who belongs to whom and when, and who accepted: as some source says."""
    claims: list[Claim] = []
    statements: list[Statement] = []
    depth = np.zeros(ACTORS, int)

    def say(**own: Any) -> None:
        number = len(claims)
        speaker = Speaker(f"source-{int(chance.integers(SOURCES))}", "")
        statements.append(_statement(f"said-{number}", speaker, own["happened"]))
        common: dict[str, Any] = {"id": f"claim-{number}", "label": "", "statement": f"said-{number}", "place": None,
                  "polarity": Polarity.AFFIRMED, "modality": Modality.ACTUAL, "firmness": Firmness.ASSERTS}  # fmt: skip
        kind: Any = RelationClaim if "relation" in own else StandingClaim
        claims.append(kind(**common, **own))

    for child in range(40, ACTORS):
        begun = chance.uniform(0, 0.25) * DAYS
        while begun < DAYS * 0.95:
            lasting = chance.exponential(1500) + 30
            near = int(min(child - 1, chance.zipf(1.35) - 1))
            parent = near if chance.random() < 0.75 else int(chance.integers(0, child))
            if depth[parent] < 4:
                depth[child] = max(depth[child], depth[parent] + 1)
                held = _period(int(begun) * DAY, int(min(begun + lasting, DAYS)) * DAY + DAY)
                say(subject=_actor(child), relation="part-of", object=_actor(parent), happened=held)
            begun += lasting * chance.uniform(0.6, 1.6)
    for actor in range(0, ACTORS, 2):
        since = int(chance.uniform(0, 0.5) * DAYS) * DAY
        held = _period(since, DAYS * DAY)
        say(actor=Who.one(_actor(actor)), agreement="many-truces", position=Position.ACCEPTED, happened=held)
    return claims, statements


def _statement(name: str, speaker: Speaker, said: Period) -> Statement:
    return Statement(
        id=name, label="", document="papers", speaker=speaker, content=name, cue="", spans=(),
        quotation=Quotation.INDIRECT, reported=True, act=Act.ASSERTION, basis=Basis.NOT_STATED, said=said,
        in_public=True, chain=(), cites=(), binding=Binding.EXPLICIT, coded_from=(), handling=Handling.PUBLIC,
        purpose="",
    )  # fmt: skip


def _sets(chance: Chance) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    bound = [
        tuple(
            sorted(
                {_actor(int(each)) for each in np.minimum(chance.zipf(1.3, chance.integers(2, 8)) - 1, 60)}
            )
        )
        for _ in range(BOUND_SETS)
    ]
    out = [
        tuple(sorted({_actor(int(each)) for each in chance.integers(3, 60, chance.integers(1, 4))}))
        for _ in range(EXCLUDED_SETS)
    ]
    return bound, out


_NOBODY = Parties(
    anyone=False, actors=(), accepted=None, lists=(), kinds=(), holds_place=False, relations=(), closed=False,
    other_than=(),
)  # fmt: skip


def _agreement(chance: Chance, sets: tuple[list[Any], list[Any]], count: int) -> Agreement:
    return Agreement(
        id="many-truces", title="Many truces", kind="cessation-of-hostilities", zone="UTC", declared=None,
        period=None, sponsors=(), ethprio=None, pax=None, documents=(), breach_word="",
        provisions=tuple(_provision(chance, sets, number) for number in range(count)),
    )  # fmt: skip


def _provision(chance: Chance, sets: tuple[list[Any], list[Any]], number: int) -> Provision:
    conduct = chance.choice(len(KINDS), int(chance.integers(4, 20)), replace=False)
    begun = int(chance.integers(0, DAYS - 2)) * DAY + int(chance.choice([0, 0, 720, 1, 21 * 60]))
    bound = evolve(
        _NOBODY, actors=sets[0][chance.integers(BOUND_SETS)], relations=("part-of",),
        closed=bool(chance.random() < 0.7),
    )  # fmt: skip
    out = evolve(_NOBODY, actors=sets[1][chance.integers(EXCLUDED_SETS)], relations=("part-of",), closed=True)
    excludes = (out,) if chance.random() < 0.7 else ()
    return Provision(
        id=f"truce-{number}", version="", deontic=Deontic.PROHIBITS, text="", clause="",
        conduct=tuple(KINDS[each] for each in sorted(conduct.tolist())), of=(), due=None, binds=bound,
        protects=evolve(_NOBODY, accepted="many-truces") if excludes else None, excludes=excludes,
        area=Zone(f"zone-{number}", None), where=Impact.IMPACT,
        period=_period(begun, begun + int(chance.integers(1, 300)) * DAY), unless=(), provided=(), overrides=(),
        commanders=(), according_to=(),
    )  # fmt: skip


def _reports(chance: Chance, numbers: tuple[int, int], towns: NDArray[Any]) -> Reports:
    """The incidents of these numbers."""
    count = numbers[1] - numbers[0]
    conflict = chance.integers(0, 8, count)
    town = np.minimum((chance.pareto(1.0, count) * 4).astype(int), TOWNS - 1)
    spread = np.where(chance.random(count) < 0.8, 0.06, 0.6)
    longitude = np.round(towns[conflict, town, 0] + chance.normal(0, 1, count) * spread, 6)
    latitude = np.round(towns[conflict, town, 1] + chance.normal(0, 1, count) * spread, 6)
    sort = chance.choice(3, count, p=[0.70, 0.22, 0.08])
    km = np.where(sort == 1, chance.choice([1, 2, 5, 10, 25], count, p=[0.35, 0.25, 0.25, 0.1, 0.05]), 0)
    district = conflict * DISTRICTS + chance.integers(0, DISTRICTS, count)
    precision = chance.choice(4, count, p=[0.15, 0.65, 0.12, 0.08])
    day = chance.integers(0, DAYS - 31, count)
    start = SINCE + day * DAY + np.where(precision == 0, chance.integers(0, DAY, count), 0)
    low = chance.poisson(1.5, count)
    told = _tellings(chance, count, day)
    return packed({
        "incidents": _names(*numbers),
        "awkward": np.zeros(count, np.bool_),
        "start": start.astype(np.int32),
        "end": (start + np.array([1, DAY, 7 * DAY, 30 * DAY])[precision]).astype(np.int32),
        "fills": np.zeros(count, np.int8), "zone": np.zeros(count, np.int16),
        "place": np.where(sort == 2, district, AT_POSITION).astype(np.int32),
        "longitude": longitude, "latitude": latitude, "km": km.astype(np.int32),
        "kind": np.minimum(chance.geometric(0.12, count) - 1, len(KINDS) - 1).astype(np.int16),
        "targets": np.where(chance.random(count) < 0.12, ABSENT, _zipf(chance, count)).astype(np.int32),
        "participants": np.full(count, ABSENT, np.int32), "aggregate": np.zeros(count, np.bool_),
        "low": low.astype(np.int32), "best": low.astype(np.int32), "high": (low + chance.poisson(1, count)).astype(np.int32),
        "whole": np.full(count, ABSENT, np.int32),
        "zones": ("UTC",), "kinds": KINDS,
        "locations": tuple(Location.parse(f"district-{number}") for number in range(8 * DISTRICTS)),
        "target_sets": tuple(frozenset({Who.one(_actor(number))}) for number in range(ACTORS)),
        "participant_sets": (), "whos": tuple(Who.one(_actor(number)) for number in range(ACTORS)), **told,
    })  # fmt: skip


def _names(begin: int, end: int) -> pa.StringArray:
    return pc.binary_join_element_wise("x", pa.array(np.arange(begin, end)).cast(pa.string()), "")


def _zipf(chance: Chance, count: int) -> NDArray[Any]:
    return np.minimum(chance.zipf(1.25, count) - 1, ACTORS - 1)


def _tellings(chance: Chance, count: int, day: NDArray[Any]) -> dict[str, Any]:
    number = chance.choice([1, 2, 3], count, p=[0.55, 0.3, 0.15])
    first = np.concatenate([[0], np.cumsum(number)]).astype(np.int32)
    row, total = np.repeat(np.arange(count), number), int(first[-1])
    slot = np.arange(total) - first[row]
    source = (chance.integers(0, SOURCES, count)[row] + slot * 97) % SOURCES
    names = _zipf(chance, total)
    who = np.where(chance.random(total) < 0.5, names[first[:-1]][row], names)
    who = np.where(chance.random(total) < 0.1, ABSENT, who)
    recorded = SINCE + (day[row] + chance.exponential(25, total)).astype(np.int64) * DAY
    backs = np.flatnonzero(chance.random(total) < 0.05)
    taken_back = np.full(total, ABSENT, np.int32)
    taken_back[backs] = np.arange(len(backs))
    later = (recorded[backs] + chance.integers(1, 400, len(backs)) * DAY).astype(np.int32)
    speaks = np.full(total, KIND | TIME | PLACE | TARGETS, np.uint8)
    speaks[first[:-1]] |= LOSSES
    return {
        "first": first, "teller": source.astype(np.int32), "perpetrator": who.astype(np.int32), "speaks": speaks,
        "public_from": recorded.astype(np.int32), "public_until": (recorded + DAY).astype(np.int32),
        "recorded": recorded.astype(np.int32), "taken_back": taken_back,
        "back_teller": source[backs].astype(np.int32), "back_hedged": np.zeros(len(backs), np.bool_),
        "back_from": later, "back_until": np.full(len(backs), NEVER - 1, np.int32), "back_recorded": later,
        "tellers": tuple(
            Teller(Speaker(f"source-{each}", ""), (), Basis.NOT_STATED, f"paper-{each}",
                   Origin(f"source-{each}", f"paper-{each}", frozenset(), None))
            for each in range(SOURCES)
        ),
    }  # fmt: skip


def _views() -> tuple[View, ...]:
    anybody = Whom(any=True, named=False, sources=(), groups=(), kinds=())
    chance = np.random.default_rng(99)

    def some(share: float) -> Whom:
        chosen = np.flatnonzero(chance.random(SOURCES) < share).tolist()
        return evolve(anybody, any=False, sources=tuple(f"source-{number}" for number in chosen))

    def view(name: str, takes: Whom, origins: int, frame: Whom) -> View:
        accounts = AccountRule(
            takes=takes, refuses=None, refuses_hops=None, origins=origins, bases=(), retracted=Treatment.DROP,
            hedged=Treatment.POSSIBLE,
        )  # fmt: skip
        lasting = Persistence(control=30, relation=365, standing=None)
        return View(name, name, "", "", accounts, FrameworkRule(frame, None, {}), lasting)

    half, third = some(0.5), some(0.34)
    return (
        view("every-source", anybody, 1, anybody),
        view("corroborated", anybody, 2, anybody),
        view("half-of-them", half, 1, anybody),
        view("half-of-them-throughout", half, 1, half),
        view("third-corroborated", third, 2, third),
    )
