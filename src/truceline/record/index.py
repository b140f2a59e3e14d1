"""What can be looked up: projections of the log that can be thrown away and rebuilt.

Invariant: every table is a pure function of the entries below ``size``; rows are added entry
by entry and never changed, so that catching up and rebuilding give the same tables.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Self

from attrs import define, frozen
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    String,
    Table,
    and_,
    delete,
    exists,
    insert,
    or_,
    select,
)
from sqlalchemy.exc import DatabaseError

from truceline.record.backends.sqlite import open_engine, reading, writing
from truceline.record.entries import HASHED, NAMED, Ending, EntryKind, read_entry
from truceline.record.log import Log, Row
from truceline.testimony.claim import Claim, incidents_of
from truceline.testimony.statement import Statement
from truceline.values.problems import ValueProblem

_CHUNK = 1000
_TABLES = MetaData()
_ITEM = Table(
    "item", _TABLES,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("id", String, nullable=False),
    Column("label", String, nullable=False),
)  # fmt: skip
_CLAIM = Table(
    "claim", _TABLES,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("type", String, nullable=False, index=True),
    Column("statement", String, nullable=False, index=True),
)  # fmt: skip
_INCIDENT = Table(
    "claim_incident", _TABLES,
    Column("seq", Integer, nullable=False),
    Column("incident", String, nullable=False, index=True),
)  # fmt: skip
_STATEMENT = Table(
    "statement", _TABLES,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("document", String, nullable=False, index=True),
    Column("speaker", String, index=True),
)  # fmt: skip
_ENDING = Table(
    "ending", _TABLES,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("target", String, nullable=False),
)  # fmt: skip
_PROJECTED = Table(
    "projected", _TABLES,
    Column("size", Integer, primary_key=True, autoincrement=False),
    Column("last_leaf", LargeBinary, nullable=False),
)  # fmt: skip
Index("item_by_id", _ITEM.c.id, _ITEM.c.kind, _ITEM.c.seq)
Index("item_by_label", _ITEM.c.label)
Index("ending_by_target", _ENDING.c.target, _ENDING.c.kind, _ENDING.c.seq)

_STANDS = ~exists().where(
    and_(_ENDING.c.target == _ITEM.c.id, _ENDING.c.kind == _ITEM.c.kind, _ENDING.c.seq > _ITEM.c.seq)
)
_LABELS = ("label", "name", "title")
_AFTER_EVERY_ID = "\U0010ffff"
Rows = dict[Table, list[dict[str, Any]]]


@frozen
class Found:
    """An item that was looked up; ``label`` is its handle, name or title."""

    kind: EntryKind
    id: str
    label: str
    seq: int
    stands: bool


@define
class Projections:
    """The tables of one log, in a file of their own."""

    _engine: Engine
    _log: Log

    @classmethod
    def open(cls, file: Path, log: Log) -> Self:
        """The tables of a log, brought up to its size; made anew where they are of no use."""
        try:
            return cls._opened(file, log)
        except DatabaseError:
            for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
                file.with_name(name).unlink(missing_ok=True)
            return cls._opened(file, log)

    @classmethod
    def _opened(cls, file: Path, log: Log) -> Self:
        # Lost rows are projected again, so these commits need not wait for the disk.
        projections = cls(open_engine(file, synchronous="NORMAL"), log)
        try:
            with writing(projections._engine) as connection:
                _TABLES.create_all(connection)
            projections.catch_up()
        except BaseException:
            projections.close()
            raise
        return projections

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def catch_up(self) -> None:
        """Project the entries that are new; all of them if the tables are another log's."""
        with writing(self._engine) as connection:
            size = _projected_size(connection, self._log)
            if size is None:
                _clear(connection)
            _project(connection, self._log, size or 0)

    def rebuild(self) -> None:
        """Throw everything away and project the whole log."""
        with writing(self._engine) as connection:
            _clear(connection)
            _project(connection, self._log, 0)

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every table's rows, in one order: equal for equal projections."""
        with reading(self._engine) as connection:
            return {
                table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.c))]
                for table in _TABLES.sorted_tables
            }

    def latest(self, kind: EntryKind, ids: Iterable[str]) -> dict[str, Found]:
        """Of these ids, those there, ended or not, each in its last form."""
        wanted = list(ids)
        found: dict[str, Found] = {}
        for start in range(0, len(wanted), _CHUNK):
            among = and_(_ITEM.c.kind == kind.value, _ITEM.c.id.in_(wanted[start : start + _CHUNK]))
            found.update((each.id, each) for each in self._found(among))
        return found

    def find(self, prefix_or_label: str) -> list[Found]:
        """Items with this id, this label, or an id that starts so: in this order, then by entry."""
        text, ids = prefix_or_label, _ITEM.c.id
        if not text:
            return []
        starts_so = and_(ids >= text, ids < text + _AFTER_EVERY_ID)
        found = self._found(or_(starts_so, _ITEM.c.label == text))
        return sorted(found, key=lambda each: (each.id != text, each.label != text, each.seq))

    def _found(self, condition: ColumnElement[bool]) -> list[Found]:
        """Of an item entered more than once (replaced, or entered again) the last form."""
        query = select(_ITEM, _STANDS.label("stands")).where(condition).order_by(_ITEM.c.seq)
        with reading(self._engine) as connection:
            last = {(row.kind, row.id): row for row in connection.execute(query)}
        return [
            Found(kind=EntryKind(row.kind), id=row.id, label=row.label, seq=row.seq, stands=bool(row.stands))
            for row in last.values()
        ]

    def claims(
        self, *, incident: str | None = None, type: str | None = None, statement: str | None = None
    ) -> list[str]:
        """The ids of standing claims of that incident, type and statement, in log order."""
        query = _standing(_CLAIM)
        if incident is not None:
            query = query.join(_INCIDENT, _INCIDENT.c.seq == _ITEM.c.seq)
            query = query.where(_INCIDENT.c.incident == incident)
        if type is not None:
            query = query.where(_CLAIM.c.type == type)
        if statement is not None:
            query = query.where(_CLAIM.c.statement == statement)
        return self._ids(query)

    def statements(self, *, document: str | None = None, speaker: str | None = None) -> list[str]:
        """The ids of standing statements of that document and speaker, in log order."""
        query = _standing(_STATEMENT)
        if document is not None:
            query = query.where(_STATEMENT.c.document == document)
        if speaker is not None:
            query = query.where(_STATEMENT.c.speaker == speaker)
        return self._ids(query)

    def _ids(self, query: Select[str]) -> list[str]:
        with reading(self._engine) as connection:
            return list(connection.execute(query).scalars())


def _standing(table: Table) -> Select[str]:
    joined = _ITEM.join(table, table.c.seq == _ITEM.c.seq)
    return select(_ITEM.c.id).select_from(joined).where(_STANDS).order_by(_ITEM.c.seq)


def _projected_size(connection: Connection, log: Log) -> int | None:
    """How many entries are projected; None when that is no beginning of this log."""
    row = connection.execute(select(_PROJECTED)).one_or_none()
    if row is None:
        return 0
    last = [entry.leaf for entry in log.rows(row.size - 1, row.size)]
    return int(row.size) if last == [row.last_leaf] else None


def _clear(connection: Connection) -> None:
    for table in _TABLES.sorted_tables:
        connection.execute(delete(table))


def _project(connection: Connection, log: Log, start: int) -> None:
    stop = log.size
    for first in range(start, stop, _CHUNK):
        rows: Rows = {table: [] for table in _TABLES.sorted_tables}
        for row in log.rows(first, min(first + _CHUNK, stop)):
            for table, values in _rows_of(row):
                rows[table].append(values)
        for table, values_of in rows.items():
            if values_of:
                connection.execute(insert(table), values_of)
    if start < stop:
        (last,) = log.rows(stop - 1, stop)
        connection.execute(delete(_PROJECTED))
        connection.execute(insert(_PROJECTED), {"size": stop, "last_leaf": last.leaf})


def _rows_of(row: Row) -> Iterator[tuple[Table, dict[str, Any]]]:
    """What an entry adds to the tables: nothing if it is damaged, which the audit reports."""
    try:
        entry = read_entry(row.seq, row.leaf, row.body)
        item = entry.item
    except ValueProblem:
        return
    if isinstance(item, Ending):
        yield _ENDING, {"seq": row.seq, "kind": item.kind.value, "target": item.target}
    elif entry.kind in HASHED | NAMED:
        label = next((getattr(item, name) for name in _LABELS if hasattr(item, name)), "")
        yield _ITEM, {"seq": row.seq, "kind": entry.kind.value, "id": item.id, "label": label}
    if isinstance(item, Claim):
        yield _CLAIM, {"seq": row.seq, "type": item.type, "statement": item.statement}
        for incident in incidents_of(item):
            yield _INCIDENT, {"seq": row.seq, "incident": incident}
    elif isinstance(item, Statement):
        yield (
            _STATEMENT,
            {"seq": row.seq, "document": item.document, "speaker": item.speaker.source},
        )
