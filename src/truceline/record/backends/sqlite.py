"""A log in a SQLite file: write-ahead log, every commit flushed, append-only by triggers.

Every figure behind these choices is in docs/decisions/0003-record-on-sqlite.md.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from attrs import define
from pysqlite3 import dbapi2
from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError

from truceline.record.entries import hash_entry
from truceline.record.log import Row
from truceline.values.problems import ValueProblem

FORMAT = "truceline-record/1"
_WAIT_SECONDS = 60
_CHUNK = 1000
_FULL = 2

# No unique index beside the key: INSERT OR REPLACE would delete through it, and deleting so
# fires no trigger. The same goes for REPLACE on the key, which the next-number trigger stops.
_SCHEMA = (
    """CREATE TABLE record (only INTEGER PRIMARY KEY CHECK (only = 1), format TEXT NOT NULL,
    origin TEXT NOT NULL) STRICT""",
    """CREATE TABLE entry (seq INTEGER PRIMARY KEY, leaf BLOB NOT NULL CHECK (length(leaf) = 32),
    body BLOB NOT NULL) STRICT""",
    """CREATE TRIGGER entry_next BEFORE INSERT ON entry
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq) + 1, 0) FROM entry)
    BEGIN SELECT raise(ABORT, 'an entry is appended after the last one'); END""",
    """CREATE TRIGGER entry_kept BEFORE DELETE ON entry
    BEGIN SELECT raise(ABORT, 'an entry is never deleted'); END""",
    """CREATE TRIGGER entry_unaltered BEFORE UPDATE ON entry
    BEGIN SELECT raise(ABORT, 'an entry is never altered'); END""",
    """CREATE TRIGGER record_once BEFORE INSERT ON record WHEN (SELECT count(*) FROM record) > 0
    BEGIN SELECT raise(ABORT, 'a record has one origin'); END""",
    """CREATE TRIGGER record_kept BEFORE DELETE ON record
    BEGIN SELECT raise(ABORT, 'an origin is never deleted'); END""",
    """CREATE TRIGGER record_unaltered BEFORE UPDATE ON record
    BEGIN SELECT raise(ABORT, 'an origin is never altered'); END""",
)


def has_wal_reset_bug(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite can lose committed writes when two connections race a WAL reset.

    Versions 3.7.0 to 3.51.2, but for the fixed 3.44.6 and 3.50.7 and later of those lines
    (sqlite.org, release notes of 3.51.3).
    """
    mended = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    return version >= (3, 7, 0) and not mended


def refuse_unsafe_sqlite(version: tuple[int, int, int]) -> None:
    """Let nothing be written with a SQLite that can lose it.

    Raises:
        ValueProblem: ``record.unsafe_sqlite``.
    """
    if has_wal_reset_bug(version):
        raise ValueProblem("record.unsafe_sqlite", ".".join(str(part) for part in version))


def open_engine(file: Path, *, synchronous: str) -> Engine:
    """Connections to a file, in WAL, each asserting how surely its commits are kept.

    Raises:
        ValueProblem: ``record.unsafe_sqlite``; at the first connection ``record.not_durable``.
    """
    refuse_unsafe_sqlite(dbapi2.sqlite_version_info)
    address = URL.create("sqlite+pysqlite", database=str(file))
    engine = create_engine(address, module=dbapi2, connect_args={"timeout": _WAIT_SECONDS})
    event.listen(engine, "connect", lambda connection, _: _prepare(connection, synchronous))
    # The driver's own transactions start late and unlocked; these start where they are begun.
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, synchronous: str) -> None:
    connection.isolation_level = None
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    connection.execute(f"PRAGMA synchronous = {synchronous}")
    level = connection.execute("PRAGMA synchronous").fetchone()[0]
    assert_durable(mode, level, synchronous)


def assert_durable(mode: str, level: int, synchronous: str) -> None:
    """Let nothing be acknowledged that could be lost.

    Raises:
        ValueProblem: ``record.not_durable`` when SQLite did not take the settings.
    """
    if mode != "wal" or (synchronous == "FULL" and level != _FULL):
        raise ValueProblem("record.not_durable", f"journal_mode {mode}, synchronous {level}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One unchanging picture of the file."""
    with engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """The only writer, from the first statement on."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


@define
class SqliteWriter:
    """Appends within one transaction (see :class:`truceline.record.log.Writer`)."""

    _connection: Connection
    size: int

    def add(self, bodies: Sequence[bytes]) -> None:
        rows = [
            {"seq": self.size + number, "leaf": hash_entry(body), "body": body}
            for number, body in enumerate(bodies)
        ]
        if rows:
            self._connection.execute(text("INSERT INTO entry VALUES (:seq, :leaf, :body)"), rows)
        self.size += len(rows)


@define
class SqliteLog:
    """A log in one SQLite file (see :class:`truceline.record.log.Log`)."""

    _engine: Engine
    origin: str

    @classmethod
    def create(cls, file: Path, *, origin: str) -> Self:
        """A new, empty log."""
        engine = open_engine(file, synchronous="FULL")
        with writing(engine) as connection:
            for statement in _SCHEMA:
                connection.exec_driver_sql(statement)
            connection.execute(
                text("INSERT INTO record VALUES (1, :format, :origin)"), {"format": FORMAT, "origin": origin}
            )
        return cls(engine, origin)

    @classmethod
    def open(cls, file: Path) -> Self:
        """The log in a file.

        Raises:
            ValueProblem: ``record.format`` when it holds none that this version can read.
        """
        engine = open_engine(file, synchronous="FULL")
        try:
            with reading(engine) as connection:
                written, origin = connection.execute(text("SELECT format, origin FROM record")).one()
        except DatabaseError as error:
            engine.dispose()
            raise ValueProblem("record.format", f"{file}: {error.orig}") from error
        if written != FORMAT:
            engine.dispose()
            raise ValueProblem("record.format", f"{file}: {written}")
        return cls(engine, origin)

    @property
    def size(self) -> int:
        with reading(self._engine) as connection:
            return _size(connection)

    def rows(self, start: int, stop: int) -> Iterator[Row]:
        """Read in pieces: nothing below an entry ever changes, so no transaction spans them."""
        query = text("SELECT seq, leaf, body FROM entry WHERE seq >= :start AND seq < :stop ORDER BY seq")
        for first in range(start, stop, _CHUNK):
            bounds = {"start": first, "stop": min(first + _CHUNK, stop)}
            with reading(self._engine) as connection:
                found = connection.execute(query, bounds).all()
            yield from (Row(seq, leaf, body) for seq, leaf, body in found)

    def leaves(self, stop: int) -> list[bytes]:
        query = text("SELECT leaf FROM entry WHERE seq < :stop ORDER BY seq")
        with reading(self._engine) as connection:
            return list(connection.execute(query, {"stop": stop}).scalars())

    @contextmanager
    def writing(self) -> Iterator[SqliteWriter]:
        with writing(self._engine) as connection:
            yield SqliteWriter(connection, _size(connection))

    def faults(self) -> list[str]:
        """Missing or altered safeguards, and what ``PRAGMA integrity_check`` finds."""
        with reading(self._engine) as connection:
            found = _schema(connection)
            checked = connection.execute(text("PRAGMA integrity_check")).scalars().all()
        altered = sorted(name for name, _ in expected_schema() ^ found)
        return [f"{name} is not as declared" for name in dict.fromkeys(altered)] + [
            line for line in checked if line != "ok"
        ]

    def close(self) -> None:
        self._engine.dispose()


def _size(connection: Connection) -> int:
    size: int = connection.execute(text("SELECT coalesce(max(seq) + 1, 0) FROM entry")).scalar_one()
    return size


def expected_schema() -> set[tuple[str, str]]:
    """Each table and trigger with the words that make it."""
    return {(statement.split()[2], statement) for statement in _SCHEMA}


def _schema(connection: Connection) -> set[tuple[str, str]]:
    rows = connection.execute(text("SELECT name, sql FROM sqlite_schema")).all()
    return {(name, sql) for name, sql in rows}
