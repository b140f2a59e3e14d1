"""Candidates and a view by DuckDB: a join by cell and time and the view in its SQL, shapes settled by shapely.

DuckDB's own geometry comes in an extension that is fetched from elsewhere, so it is not used. Where
DuckDB is not installed it is put into a folder of its own for as long as this takes, if that can be had.
"""

import subprocess
import sys
import tempfile
from functools import partial
from importlib import import_module, util
from pathlib import Path
from typing import Any

import numpy as np

from bench.engine_work import CANDIDATES, SHARED_VIEW, digest, outcome_facts
from bench.full_sql import FINDINGS, FRAMEWORK
from bench.full_view import EITHER, VIEWS, full_facts, read_full, work_of
from bench.measuring import measured, tell
from bench.plain_join import Plain, keys, read_plain, settled
from bench.view_sql import STEPS, TABLES

PAIRS = """
select incident, clause, any_value(kind) as kind, bool_or(started >= since and ended <= until) as within
from (select distinct incident, period from left_keys join right_keys using (key))
join incidents using (incident) join periods using (period)
where started < until and ended > since
group by incident, clause
"""
FOUND = """
create or replace table found as
select incident, clause, surely is not null as covered,
       case when within and inside and coalesce(surely, false) then 2 else 1 end as level
from settled left join conduct using (clause, kind)
"""


def main(folder: Path) -> None:
    """Get DuckDB, read the plain tables, join, ask the view, tell."""
    with tempfile.TemporaryDirectory() as place:
        duckdb = installed(place)
        plain, link = read_plain(folder), duckdb.connect()
        link.execute("set threads = 2")
        for name, table in plain.tables.items():
            link.register(f"arrow_{name}", table)
            number = ", row_number() over () - 1 as period" if name == "periods" else ""
            link.execute(f"create table {name} as select *{number} from arrow_{name}")  # noqa: S608 - our own names
        row, _ = measured(CANDIDATES, "DuckDB", lambda: joined(plain, link), times=1)
        found = link.execute("select incident, clause, covered from found").fetchnumpy()
        tell([row], **digest(found["incident"], found["clause"], found["covered"]))
        row, _ = measured(SHARED_VIEW, "DuckDB", lambda: viewed(link))
        outcomes = link.execute("select incident, outcome from outcomes").fetchnumpy()
        tell([row], **outcome_facts(outcomes["incident"], outcomes["outcome"]))
        whole_views(link, folder)


def whole_views(link: Any, folder: Path) -> None:
    """Ask each whole view, the framework anew and then known."""
    for name, table in read_full(folder).items():
        link.register(f"arrow_{name}", table)
        link.execute(f"create table {name} as select * from arrow_{name}")  # noqa: S608 - our own names
    for view in VIEWS:
        row, _ = measured(
            work_of(view, framed=False), "DuckDB", partial(stepped, link, {**FRAMEWORK, **FINDINGS}, view)
        )  # fmt: skip
        known, _ = measured(
            work_of(view, framed=True), "DuckDB", partial(stepped, link, FINDINGS, view)
        )  # fmt: skip
        answers = link.execute("select incident, outcome, failed from answers").fetchnumpy()
        tell([row, known], **full_facts(view, answers["incident"], answers["outcome"], answers["failed"]))


def stepped(link: Any, steps: dict[str, str], view: int) -> None:
    """Make the table of each step."""
    for name, step in steps.items():
        link.execute(f"create or replace temporary table {name} as {step.format(view=view, either=EITHER)}")


def installed(place: str) -> Any:
    """DuckDB, put into a folder if it is not there."""
    if util.find_spec("duckdb") is None:
        wanted = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", place, "duckdb"]
        if subprocess.run(wanted, check=False, capture_output=True).returncode:
            sys.exit("DuckDB is not installed and could not be fetched")
        sys.path.insert(0, place)
    return import_module("duckdb")


def joined(plain: Plain, link: Any) -> None:
    """Make the table of candidates."""
    for side, name, (row, key) in zip(("left", "right"), ("incident", "period"), keys(plain), strict=True):
        link.register(f"{side}_arrays", _frame(**{name: row, "key": key}))
        link.execute(f"create or replace temporary table {side}_keys as select * from {side}_arrays")  # noqa: S608 - our own names
    pairs = link.execute(PAIRS).fetchnumpy()
    meets, inside = settled(plain, pairs["incident"], pairs["clause"])
    link.register("settled", _frame(inside=inside[meets], **{name: pairs[name][meets] for name in pairs}))
    link.execute(FOUND)


def _frame(**columns: Any) -> Any:
    return import_module("pyarrow").table(
        {name: np.ascontiguousarray(column) for name, column in columns.items()}
    )


def viewed(link: Any) -> None:
    """Make the table of outcomes."""
    for name in TABLES:
        link.execute(f"drop table if exists {name}")
    for step in STEPS:
        link.execute(step)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
