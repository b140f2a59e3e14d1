"""One invented record for everybody: as the engine's reports, and as plain tables for what is compared with it.

Places in the tables are the shapes that the reference itself draws, times are minutes since 1970 UTC,
so that whoever computes from them answers the same question. The view that all are asked takes the word of half the
sources, drops what was taken back, and takes whom tellers name differently as open; its clauses bind lists
of actors. Ties between actors, exclusions, hedges and independent origins are left out of it.
"""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from attrs import evolve
from numpy.typing import NDArray
from synthetic import Synthetic

from truceline.agreement.terms import Agreement
from truceline.assessment.case import Case
from truceline.assessment.conduct import may_be_covered
from truceline.assessment.engine.clauses import Static, half, static_of
from truceline.assessment.engine.layout import position_of
from truceline.assessment.engine.packing import degrees
from truceline.assessment.engine.reports import AT_POSITION
from truceline.assessment.view import View
from truceline.values.doubt import Truth

_OPEN = 1 << 40


def statics(world: Synthetic) -> list[Static]:
    """What the place, time and conduct of each clause are under the first view."""
    framing = Case(world.shared, world.agreement, world.views[0]).framing
    return [static_of(clause, framing.force_of(clause)) for clause in framing.judge.all]


def write_plain(world: Synthetic, folder: Path) -> None:
    """The tables `incidents`, `clauses`, `periods`, `conduct` and those of a view as Parquet; geometry as WKB."""
    reports, clauses = world.reports, statics(world)
    _write_view(world, folder)
    pq.write_table(
        pa.table({
            "incident": np.arange(len(reports), dtype=np.int32), "started": reports.start, "ended": reports.end,
            "kind": reports.kind, "shape": pa.array(shapely.to_wkb(_shapes(world)).tolist(), pa.binary()),
        }),
        folder / "incidents.parquet",
    )  # fmt: skip
    areas = [world.shared.geography.area_of(one.ground.zone) for one in clauses if one.ground.zone]
    numbers = np.arange(len(clauses), dtype=np.int32)
    wkb = pa.array(shapely.to_wkb(np.array(areas, object)).tolist(), pa.binary())
    pq.write_table(pa.table({"clause": numbers, "shape": wkb}), folder / "clauses.parquet")
    periods = [
        (number, half(part.start, none=-_OPEN) // 2, half(part.end, none=_OPEN) // 2)
        for number, one in enumerate(clauses)
        for part in one.possible
    ]
    assert all(one.sure == one.possible for one in clauses), "when a clause is in force is certain here"
    names = ("clause", "since", "until")
    pq.write_table(
        pa.table(dict(zip(names, map(list, zip(*periods, strict=True)), strict=True))),
        folder / "periods.parquet",
    )
    covered = [
        (number, code, truth is Truth.YES)
        for number, one in enumerate(clauses)
        for code, kind in enumerate(reports.kinds)
        if (truth := may_be_covered(kind, one.conduct)) is not Truth.NO
    ]
    pairs = ("clause", "kind", "surely")
    pq.write_table(
        pa.table(dict(zip(pairs, map(list, zip(*covered, strict=True)), strict=True))),
        folder / "conduct.parquet",
    )


def plainer(world: Synthetic) -> Agreement:
    """The agreement as every program here can read it: each clause binds the actors it lists, and no others."""
    return evolve(
        world.agreement,
        provisions=tuple(
            evolve(one, binds=evolve(one.binds, relations=(), closed=True), protects=None, excludes=())
            for one in world.agreement.provisions
        ),
    )


def common_view(world: Synthetic) -> View:
    """The view that every program here is asked."""
    return world.views[2]


def _write_view(world: Synthetic, folder: Path) -> None:
    """The tables `tellings`, `bound` and `trusted`."""
    reports = world.reports
    number = {who.members[0]: code for code, who in enumerate(reports.whos)}
    bound = [
        (clause, number[actor])
        for clause, one in enumerate(plainer(world).provisions)
        for actor in one.binds.actors
    ]
    takes = common_view(world).accounts.takes
    trusted = [code for code, one in enumerate(reports.tellers) if takes.includes(one.speaker, None)]
    tables = {
        "tellings": {
            "incident": np.repeat(np.arange(len(reports), dtype=np.int32), np.diff(reports.first)),
            "source": reports.teller, "actor": reports.perpetrator, "withdrawn": reports.taken_back >= 0,
        },
        "bound": dict(zip(("clause", "actor"), map(list, zip(*bound, strict=True)), strict=True)),
        "trusted": {"source": trusted},
    }  # fmt: skip
    for name, columns in tables.items():
        pq.write_table(pa.table(columns), folder / f"{name}.parquet")


def _shapes(world: Synthetic) -> NDArray[np.object_]:
    """Each incident's place as a shape."""
    reports, geography = world.reports, world.shared.geography
    found = np.empty(len(reports), object)
    points = (reports.place == AT_POSITION) & (reports.km == 0)
    found[points] = shapely.points(degrees(reports.longitude[points]), degrees(reports.latitude[points]))
    for row in np.flatnonzero((reports.place == AT_POSITION) & ~points).tolist():
        found[row] = geography.region_of(position_of(reports, row))
    drawn = [geography.region_of(place.alternatives[0]) for place in reports.locations]
    named = np.flatnonzero(reports.place >= 0)
    found[named] = np.array(drawn, object)[reports.place[named]]
    return found
