"""A table of reports is found what the same rows are found as claims of a record."""

import random
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from attrs import evolve
from tests.by_chance import CLAUSES, LOCATIONS, PARTICIPANT_SETS, PERIODS, WHOS, agreement_text, register
from tests.laws.test_engine_laws import VIEWS
from tests.seeds import seeds
from tests.world import World, event, role

from truceline.agreement.parse import read_agreement
from truceline.assessment.case import Case, share
from truceline.assessment.engine.engine import engine_of
from truceline.assessment.evidence import gather
from truceline.assessment.finding_table import FindingTable, table_of
from truceline.assessment.ledger import EVERYTHING, By, Ledger, Scope, tally
from truceline.assessment.selection import Window, every_incident
from truceline.exchange.reports import read_reports_table

pytest.importorskip("numba")

ZONE = "Asia/Damascus"
SOURCES = (
    "monitor",
    "reporter",
    "observer",
    "silent",
    "tied",
    "south-office",
    "unnamed: a witness",
    "unnamed",
)
KINDS = ("shelling", "mortar-fire", "armed-force", "talks", "air-strike")
POSITIONS = ((36.75, 34.75, 0), (36.98, 34.75, 2), (37.65, 36.25, 0), (36.6, 34.6, 25), (179.95, 34.75, 30))
TARGETS = (
    "north",
    "south",
    "south; villagers",
    "class: league",
    "south | villagers",
    "unnamed: passers-by",
    "outlaws",
)
NAMED = (*(text for text in LOCATIONS if not text.startswith("@")), "@34.75, 36.75 ~2 km")
Row = dict[str, Any]


def rows_by_chance(chance: random.Random, incidents: int) -> list[Row]:
    """Rows of a table: several tell of most incidents, some of them differently."""
    rows = []
    for number in range(incidents):
        shared = _thing(chance)
        name = f"{chance.choice(['', '', 'one:', 'two:'])}t{number}"
        tellings = chance.choice([1, 1, 2, 2, 3, 4, 10])
        differ = chance.random() < 0.2
        for telling in range(tellings):
            said = dict(_thing(chance) if differ else shared)
            for part in (("happened", "until"), ("place", "longitude", "latitude", "km"), ("targets",), ("participants",),
                         ("killed_low", "killed_best", "killed_high")):  # fmt: skip
                if chance.random() < 0.2:
                    said = {key: value for key, value in said.items() if key not in part}
            if telling and chance.random() < 0.2:
                said = {"perpetrator": "north"}
            elif chance.random() < 0.7:
                said["perpetrator"] = chance.choice(WHOS[:9] if chance.random() < 0.2 else WHOS[:5])
            rows.append({"incident": name, **said, **_telling(chance)})
    for row in rows:
        if chance.random() < 0.05 and row["incident"] != rows[0]["incident"]:
            row["part_of"] = rows[0]["incident"]
    chance.shuffle(rows)
    return _one_whole_each(rows)


def _one_whole_each(rows: list[Row]) -> list[Row]:
    return [{**row, "zone": ZONE} for row in rows]


def _thing(chance: random.Random) -> Row:
    said: Row = {"kind": chance.choice(KINDS), "happened": chance.choice(PERIODS)}
    if "/" not in said["happened"] and said["happened"] < "2016-03-10" and chance.random() < 0.2:
        said["until"] = "2016-03-15"
    if chance.random() < 0.5:
        said["place"] = chance.choice(NAMED)
    else:
        said |= dict(zip(("longitude", "latitude", "km"), chance.choice(POSITIONS), strict=True))
    if chance.random() < 0.6:
        said["targets"] = chance.choice(TARGETS)
    if chance.random() < 0.2:
        said["participants"] = "; ".join(chance.choice(PARTICIPANT_SETS))
    if chance.random() < 0.5:
        names = ("killed_low", "killed_best", "killed_high")
        said |= dict(
            zip(names, chance.choice([(1, 2, 3), (0, 0, 0), (4, None, None), (None, 7, None)]), strict=True)
        )
    if chance.random() < 0.05:
        said["sums_up"] = True
    if chance.random() < 0.2:
        said["fills"] = chance.choice(["within", "throughout"])
    return said


def _telling(chance: random.Random) -> Row:
    said: Row = {"source": chance.choice(SOURCES), "hedged": chance.random() < 0.15}
    if chance.random() < 0.7:
        said["document"] = f"article-{chance.randrange(6)}"
    if chance.random() < 0.2:
        said["through"] = chance.choice(["reporter", "reporter; observer", "unnamed: officials"])
    if chance.random() < 0.2:
        said["basis"] = chance.choice(["saw", "was-told"])
    if chance.random() < 0.2:
        said["said"] = "2016-03-10"
    if "document" not in said and chance.random() < 0.6:
        said["published"] = chance.choice(["2016-03-12", "2016-03-13", "2016-03-12T09:00"])
    if ":" not in said["source"] and said["source"] != "unnamed" and chance.random() < 0.1:
        said["retracted"] = chance.choice(["2016-03-12", "2016-03-20"])
    return said


def claimed(world: World, rows: list[Row]) -> None:
    """The same rows as somebody would enter them by hand: a document, a statement, claims."""
    for number in range(6):
        world.rows.append(("document", {"id": f"article-{number}", "title": "An article"}))
    wholes: dict[str, str] = {}
    for number, row in enumerate(rows):
        wholes |= {row["incident"]: row["part_of"]} if "part_of" in row else {}
        document = row.get("document") or f"own-{number}"
        if "document" not in row:
            published = {"published": row["published"]} if "published" in row else {}
            world.rows.append(("document", {"id": document, "title": "A paper", **published}))
        more: Row = {
            "document": document,
            "said": None,
            "id": f"row-{number}",
            "basis": row.get("basis", "not-stated"),
        }
        more["said"] = row.get("said")
        if "through" in row:
            more["chain"] = [
                {"agent": agent.strip(), "mode": "quotes"} for agent in row["through"].split(";")
            ]
        handle = world.says(row["source"], *_claims(row), **more)
        if "retracted" in row:
            world.rows.append(
                ("document", {"id": f"back-{number}", "title": "A note", "published": row["retracted"]})
            )
            back = world.says(row["source"], document=f"back-{number}", act="retraction", said=None)
            world.links(back, "retracts", handle, asserter=row["source"])
    for kind, one in world.rows:
        if kind == "statement" and one["said"] is None:
            del one["said"]
    for part, whole in wholes.items():
        world.judges(part, "part-of", whole)


def _claims(row: Row) -> list[Row]:
    incident, firmness = row["incident"], "possible" if row["hedged"] else "asserts"
    claims = []
    if "kind" in row:
        place = row.get("place")
        if "km" in row:
            place = f"@{row['latitude']}, {row['longitude']} ~{row['km']} km"
        happened: Any = None
        if "happened" in row:
            text = row["happened"] + (f"/{row['until']}" if "until" in row else "")
            happened = {"edtf": text, "zone": ZONE, "fills": row.get("fills", "within")}
        claims.append(event(incident, row["kind"], happened=happened, place=place))
        if row.get("sums_up"):
            claims[-1]["circumstances"] = ["aggregate"]
    if "perpetrator" in row:
        claims.append(role(incident, row["perpetrator"]))
    claims += [role(incident, who.strip(), "target") for who in row.get("targets", "").split(";") if who]
    claims += [
        role(incident, who.strip(), "participant") for who in row.get("participants", "").split(";") if who
    ]
    low, best, high = (row.get(f"killed_{name}") for name in ("low", "best", "high"))
    if low is not None or best is not None:
        count: Row = {"low": low, "best": best, "high": high, "words": ""}
        if low is None:
            count = {"low": best, "best": best, "high": best, "words": ""}
        count = {key: value for key, value in count.items() if value is not None}
        claims.append({"type": "loss", "incidents": [incident], "harm": "killed", "count": count})
    for claim in claims:
        claim["firmness"] = firmness
    return claims


def written(rows: list[Row], folder: Path, *, as_csv: bool) -> Path:
    table = pa.Table.from_pylist(
        [{key: row.get(key) for key in {key for one in rows for key in one}} for row in rows]
    )
    if as_csv:
        pa.csv.write_csv(table, folder / "reports.csv")
        return folder / "reports.csv"
    half = len(rows) // 2
    pq.write_table(table.slice(0, half), folder / "a.parquet")
    pq.write_table(table.slice(half), folder / "b.parquet")
    return folder


def figures(one: Ledger) -> Ledger:
    """A ledger without what says of which record it is."""
    return evolve(one, size=0, root="", origin="")


def by_name(table: FindingTable) -> dict[str, Any]:
    return {
        name: (table.out[row], table.outcome[row], table.failed[row], table.perhaps[row], table.origins[row],
               table.responsible[row], table.provisions[row], table.kinds[row], table.places[row], table.days[row])
        for row, name in enumerate(table.incidents.to_pylist())
    }  # fmt: skip


@seeds(0, 3, 5, nightly=[1, 2, 4, *range(6, 30)])
def test_rows_of_a_table_are_found_what_they_are_found_as_claims(seed: int) -> None:
    rows = rows_by_chance(random.Random(seed), 30)
    names = [name for name in CLAUSES if random.Random(seed).random() < 0.6] or ["plain"]
    agreement = read_agreement(agreement_text(names), "by-chance.toml")
    plain, told = register(random.Random(seed)), register(random.Random(seed))
    claimed(told, rows)
    evidence = gather(told.snapshot())
    with TemporaryDirectory() as folder:
        path = written(rows, Path(folder), as_csv=bool(seed % 2))
        table = read_reports_table(path, share(gather(plain.snapshot())))
    engine = engine_of(table.reports, table.shared, agreement, threads=1)
    scope = Scope(Window(None, None), every_incident) if seed % 2 else EVERYTHING
    for view in VIEWS.values():
        case = Case(share(evidence), agreement, view)
        assert by_name(engine.table(view)) == by_name(table_of(case)), view
        assert figures(engine.ledger(view, scope, By.KIND)) == figures(tally(case, scope, By.KIND))
