"""Candidates and a view by PostgreSQL with PostGIS: an index over shape and time, then plain SQL."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pyarrow.parquet as pq

from bench.engine_work import CANDIDATES, SHARED_VIEW, digest, outcome_facts
from bench.full_sql import FINDINGS, FRAMEWORK
from bench.full_view import EITHER, VIEWS, full_facts, read_full, work_of
from bench.measuring import measured, tell
from bench.postgres import backend_seconds, server
from bench.view_sql import STEPS
from bench.view_sql import TABLES as VIEW_TABLES

TABLES = """
create extension postgis; create extension btree_gist;
create table incidents (incident int, started int, ended int, kind int, shape bytea);
create table clauses (clause int, shape bytea);
create table periods (clause int, since bigint, until bigint);
create table conduct (clause int, kind int, surely boolean, primary key (clause, kind));
create table tellings (incident int, source int, actor int, withdrawn boolean);
create table bound (clause int, actor int); create table trusted (source int)
"""
FULL = """
create table ties (subject int, object int, source int, since bigint, until bigint);
create table accepted (actor int, source int, since bigint, until bigint);
create table sides (clause int, bound int, closed boolean, guarded boolean, outside int);
create table parties (party int, actor int);
create table circumstances (incident int, target int, reached int);
create table believed (view int, source int); create table heeded (view int, source int);
create table needs (view int, origins int)
"""
INDEXES = """
create table happened as select incident, kind, int8range(started, ended) as span, ST_GeomFromWKB(shape) as shape from incidents;
create table held as select clause, int8range(since, until) as span, ST_GeomFromWKB(shape) as shape from clauses join periods using (clause);
create index on happened using gist (shape, span);
analyze
"""
QUERY = """
create temporary table found as
select incident, clause, conduct.kind is not null as covered,
       case when bool_or(happened.span <@ held.span) and bool_or(ST_Contains(held.shape, happened.shape))
                 and coalesce(bool_or(surely), false) then 2 else 1 end as level
from held join happened on happened.span && held.span and ST_Intersects(held.shape, happened.shape)
left join conduct using (clause, kind)
group by incident, clause, conduct.kind
"""


def main(folder: Path) -> None:
    """Load the plain tables into a server of our own, index, ask, tell."""
    with server() as where, psycopg.connect(where, autocommit=True) as link:
        for statement in TABLES.split(";"):
            link.execute(statement)
        for name in ("incidents", "clauses", "periods", "conduct", "tellings", "bound", "trusted"):
            load(link, name, pq.read_table(folder / f"{name}.parquet"))
        pid = link.info.backend_pid

        def seconds() -> float:
            return backend_seconds(pid)

        rows = [
            measured("load and index", "PostGIS", lambda: run(link, INDEXES), times=1, processor=seconds)[0]
        ]
        rows.append(measured(CANDIDATES, "PostGIS", lambda: run(link, QUERY), times=1, processor=seconds)[0])
        found = list(
            zip(*link.execute("select incident, clause, covered from found").fetchall(), strict=True)
        )
        run(link, "create index on found (incident); analyze found; analyze tellings; analyze bound")
        rows.append(measured(SHARED_VIEW, "PostgreSQL", lambda: viewed(link), times=1, processor=seconds)[0])
        outcomes = link.execute("select incident, outcome from outcomes").fetchall()
        tell(rows, **digest(*found), **outcome_facts(*zip(*outcomes, strict=True)))
        whole_views(link, folder, seconds)


def whole_views(link: Any, folder: Path, seconds: Callable[[], float]) -> None:
    """Ask each whole view, the framework anew and then known."""
    run(link, FULL)
    for name, table in read_full(folder).items():
        load(link, name, table)
    run(link, "create index on tellings (source); create index on incidents (incident); analyze")
    for view in VIEWS:
        row, _ = measured(
            work_of(view, framed=False), "PostgreSQL", partial(stepped, link, {**FRAMEWORK, **FINDINGS}, view),
            times=1, processor=seconds,
        )  # fmt: skip
        known, _ = measured(
            work_of(view, framed=True), "PostgreSQL", partial(stepped, link, FINDINGS, view),
            times=1, processor=seconds,
        )  # fmt: skip
        answers = link.execute("select incident, outcome, failed from answers").fetchall()
        tell([row, known], **full_facts(view, *zip(*answers, strict=True)))


def stepped(link: Any, steps: dict[str, str], view: int) -> None:
    """Make the table of each step, counted so that the next is planned well."""
    for name, step in steps.items():
        link.execute(f"drop table if exists {name}")
        link.execute(f"create temporary table {name} as {step.format(view=view, either=EITHER)}")
        link.execute(f"analyze {name}")


def viewed(link: Any) -> None:
    """Make the table of outcomes."""
    for name in VIEW_TABLES:
        link.execute(f"drop table if exists {name}")
    for step, name in zip(STEPS, VIEW_TABLES, strict=True):
        link.execute(step)
        link.execute(f"analyze {name}")


def load(link: Any, name: str, table: Any) -> None:
    """Copy a table in."""
    with link.cursor().copy(f"copy {name} from stdin") as into:
        for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
            into.write_row(row)


def run(link: Any, text: str) -> None:
    """Each statement of a text."""
    for statement in text.split(";"):
        link.execute(statement)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
