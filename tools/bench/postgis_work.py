"""Candidates by PostgreSQL with PostGIS: an index over shape and time, one query."""

import sys
from pathlib import Path
from typing import Any

import psycopg
import pyarrow.parquet as pq

from bench.engine_work import CANDIDATES, digest
from bench.measuring import measured, tell
from bench.postgres import backend_seconds, server

TABLES = """
create extension postgis; create extension btree_gist;
create table incidents (incident int, started int, ended int, kind int, shape bytea);
create table clauses (clause int, shape bytea);
create table periods (clause int, since bigint, until bigint);
create table conduct (clause int, kind int, primary key (clause, kind))
"""
INDEXES = """
create table happened as select incident, kind, int8range(started, ended) as span, ST_GeomFromWKB(shape) as shape from incidents;
create table held as select clause, int8range(since, until) as span, ST_GeomFromWKB(shape) as shape from clauses join periods using (clause);
create index on happened using gist (shape, span);
analyze
"""
QUERY = """
create temporary table found as
select distinct incident, clause, conduct.kind is not null as covered
from held join happened on happened.span && held.span and ST_Intersects(held.shape, happened.shape)
left join conduct using (clause, kind)
"""


def main(folder: Path) -> None:
    """Load the plain tables into a server of our own, index, ask, tell."""
    with server() as where, psycopg.connect(where, autocommit=True) as link:
        for statement in TABLES.split(";"):
            link.execute(statement)
        for name in ("incidents", "clauses", "periods", "conduct"):
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
    tell(rows, **digest(*found))


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
