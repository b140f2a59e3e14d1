"""Ledgers of a spread by Spark: each part assessed and added up where it is read, one shuffle to the sums.

Invariant: the ledgers are those of `Engine.ledger` over the whole. What depends on the record (its
framework, the agreement, the views) is prepared once and broadcast; a task reads one part, and what it
finds depends on nothing else, so that it may die, run twice or be left over from an earlier run.
"""

import hashlib
import json
import pickle
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property, partial
from importlib import import_module, util
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from attrs import evolve, frozen

from truceline.agreement.terms import Agreement, Deontic
from truceline.assessment.case import Shared
from truceline.assessment.engine.adding import KEYS, SCHEMA, SUMS, rows_of_ledgers, summed
from truceline.assessment.engine.carried import carried, over, without_room
from truceline.assessment.engine.engine import Engine, engine_of
from truceline.assessment.engine.reports import taken
from truceline.assessment.engine.runs import Progress, silent
from truceline.assessment.engine.spread import Folder, Spread, dictionaries, read_part
from truceline.assessment.finding import ASSESSMENT_VERSION
from truceline.assessment.ledger import By, Ledger, Scope
from truceline.assessment.selection import every_incident
from truceline.assessment.view import View
from truceline.values.problems import Problem, Problems

_HASH = 64


def is_installed() -> bool:
    """Whether the extra ``spark`` is there."""
    return util.find_spec("pyspark") is not None


@contextmanager
def without_warning_of_pandas() -> Iterator[None]:
    """Leave out that PySpark does not know pandas 3 yet: it asks for pandas, and nothing here uses it."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
        yield


@frozen
class Question:
    """What is asked of a spread: ledgers of views under an agreement over a scope."""

    agreement: Agreement
    views: tuple[View, ...]
    scope: Scope
    by: By


@frozen
class Chosen:
    """A choice of incidents that can be sent elsewhere, and named."""

    names: frozenset[str]

    def __call__(self, incident: str) -> bool:
        return incident in self.names


def asked_as(spread: Spread, question: Question) -> str:
    """A name for a question to a spread that no other has; "" where it cannot be told apart from others."""
    choice = question.scope.choice
    if not spread.of or not (choice is every_incident or isinstance(choice, Chosen)):
        return ""
    chosen = sorted(choice.names) if isinstance(choice, Chosen) else None
    words = (ASSESSMENT_VERSION, spread.of, spread.digest, question.agreement, question.views,
             question.scope.window, question.by, chosen)  # fmt: skip
    return hashlib.sha256(repr(words).encode()).hexdigest()


@frozen(eq=False, slots=False)
class Job:
    """A question as it is carried to the parts; ``engine`` is over no reports, its frameworks laid out."""

    engine: Engine
    question: Question
    spread: Spread

    @cached_property
    def meant(self) -> dict[str, Any]:
        """What the codes of all parts stand for."""
        return dictionaries(self.spread)

    def rows(self, number: int) -> pa.Table:
        """The figures of one part, as rows that add up."""
        reports, asked = read_part(self.spread.folder, self.spread.parts[number], self.meant), self.question
        engine = over(self.engine, reports)
        return rows_of_ledgers([engine.ledger(view, asked.scope, asked.by) for view in asked.views])


def ledgers_by_spark(
    session: Any, spread: Spread, shared: Shared, question: Question, *, progress: Progress | None = None
) -> list[Ledger]:
    """The ledger of each view over all of a spread, by a Spark session.

    Where the spread says what it is of, what a part gave is kept beside it, under what it was asked;
    asked the same again, be it after the driver died, it is read.

    Raises:
        Problems: ``spread.altered``.
    """
    say = progress or silent
    say("frameworks")
    job = job_of(spread, shared, question)
    say("what only the record can tell")
    bases = ledgers_of_held(spread, shared, question)
    if not spread.parts:
        return bases
    say(f"{len(spread.parts)} parts")
    data = pickle.dumps(job, pickle.HIGHEST_PROTOCOL)
    sent = session.sparkContext.broadcast(data)
    work = partial(_assess_parts, sent, hashlib.sha256(data).hexdigest(), asked_as(spread, question))
    try:
        return summed(bases, [_sums(session, work, len(spread.parts))])
    finally:
        sent.destroy()


def job_of(spread: Spread, shared: Shared, question: Question) -> Job:
    """Prepare everything that is the same for all parts."""
    # What is required is no part's to tell, and nothing a finding on an incident asks about.
    asked = [one for one in question.agreement.provisions if one.deontic is not Deontic.REQUIRES]
    agreement = evolve(question.agreement, provisions=tuple(asked))
    taken_along = carried(shared)
    held = read_part(spread.folder, spread.held, dictionaries(spread))
    engine = engine_of(taken(held, np.zeros(0, np.intp)), taken_along, agreement, threads=1)
    for view in question.views:
        engine.ready_for(view)
    taken_along.accounts.clear()
    return Job(without_room(engine), evolve(question, agreement=agreement), spread)


def ledgers_of_held(spread: Spread, shared: Shared, question: Question) -> list[Ledger]:
    """The ledgers over what is held back for the record, with all that is no incident's."""
    reports = read_part(spread.folder, spread.held, dictionaries(spread))
    engine = engine_of(reports, shared, question.agreement, threads=1)
    return [engine.ledger(view, question.scope, question.by) for view in question.views]


def _sums(session: Any, work: Callable[[Iterator[Any]], Iterator[Any]], parts: int) -> pa.Table:
    """A task for each part, and one shuffle that adds their rows."""
    functions: Any = import_module("pyspark.sql.functions")
    fields = ", ".join(f"`{item.name}` {_TYPES[item.type]}" for item in SCHEMA)
    with without_warning_of_pandas():
        rows = session.range(0, parts, 1, parts).mapInArrow(work, fields)
        added = rows.groupBy(*KEYS).agg(*(functions.sum(name).alias(name) for name in SUMS))
        found: pa.Table = added.toArrow()
    told = found.filter(pc.equal(found["figure"], _PROBLEM))["key"].to_pylist()
    if told:
        raise Problems([Problem(*json.loads(text)) for text in told])
    return found


_TYPES = {pa.int32(): "int", pa.int64(): "bigint", pa.string(): "string"}


def _assess_parts(
    sent: Any, job: str, asked: str, batches: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """What a task does: the figures of each part it is given, found now or by an earlier run."""
    for batch in batches:
        for number in batch.column(0).to_pylist():
            try:
                found = _kept_or_found(_unpacked(sent, job), asked, number)
            except Problems as bad:
                # To be told by the driver; trying again would change nothing.
                found = _as_rows(bad)
            yield from found.to_batches()


_PROBLEM = "problem"


def _as_rows(bad: Problems) -> pa.Table:
    told = [json.dumps([one.code, one.value]) for one in bad.problems]
    columns: dict[str, list[Any]] = {
        "view": [0] * len(told), "figure": [_PROBLEM] * len(told), "key": told,
        **{name: [0] * len(told) for name in SUMS},
    }  # fmt: skip
    return pa.table(columns, SCHEMA)


_JOBS: dict[str, Job] = {}


def _unpacked(sent: Any, key: str) -> Job:
    """The job that was sent, unpacked once in each process."""
    if key not in _JOBS:
        _JOBS.clear()
        _JOBS[key] = pickle.loads(sent.value)  # noqa: S301 - from the driver of the same program
    return _JOBS[key]


def _kept_or_found(job: Job, asked: str, number: int) -> pa.Table:
    if not asked:
        return job.rows(number)
    place, name = Folder(job.spread.folder), f"found/{asked}/{job.spread.parts[number].name}"
    kept = place.read(name) if place.has(name) else b""
    if hashlib.sha256(kept[_HASH:]).hexdigest().encode() == kept[:_HASH]:
        return pq.read_table(pa.BufferReader(kept[_HASH:]))
    rows = job.rows(number)
    sink = pa.BufferOutputStream()
    pq.write_table(rows, sink)
    data = sink.getvalue().to_pybytes()
    place.write(name, hashlib.sha256(data).hexdigest().encode() + data)
    return rows
