"""Ledgers of a record by Spark, from the command line: its reports spread over parts, each assessed apart."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated

import typer
from attrs import evolve, frozen

from truceline.assessment.case import Case, Shared
from truceline.assessment.engine.spark import Chosen, Question, ledgers_by_spark
from truceline.assessment.engine.spread import Spread, open_spread, spread_out
from truceline.assessment.finding import ASSESSMENT_VERSION
from truceline.assessment.ledger import By, Ledger, Scope
from truceline.assessment.selection import every_incident
from truceline.values.problems import Problem, Problems
from truceline.workbench.spark_session import check_spark, is_submitted, spark_session
from truceline.workbench.tabling import Tables

SpreadOption = Annotated[
    str,
    typer.Option(
        "--spread",
        metavar="FOLDER",
        help="Where --engine spark keeps the parts and what was found of each, for the next time; "
        "on a cluster a folder or address that all its machines share.",
    ),
]
MasterOption = Annotated[
    str,
    typer.Option(
        "--master",
        metavar="URL",
        help="The cluster for --engine spark; else what spark-submit says, or this machine.",
    ),
]


@frozen
class Cluster:
    """Where Spark works, as given."""

    spread: SpreadOption = ""
    master: MasterOption = ""


@frozen
class Spreading:
    """How to spread: on which cluster, by how many threads where it is this machine, with which table beside it."""

    on: Cluster
    threads: int
    tables: Tables

    def ledgers(self, cases: Sequence[Case], scopes: Sequence[Scope], by: By) -> list[Ledger]:
        """The ledger of each case over its scope.

        Raises:
            Problems: ``spark.missing``, ``spark.java``, ``spark.spread``, ``spread.other`` or
                ``spread.altered``.
        """
        if not self.on.spread and (is_submitted() or self.on.master):
            raise Problems([Problem("spark.spread", self.on.master or "spark-submit")])
        check_spark()
        found = []
        with self._place() as folder, spark_session(self.on.master, self.threads) as session:
            for number, (shared, own, views) in enumerate(_together(cases, scopes)):
                spread = self._spread(f"{folder}/{number}", shared)
                scope = _sendable(own, shared)
                question = Question(views[0].agreement, tuple(case.view for case in views), scope, by)
                found += ledgers_by_spark(session, spread, shared, question, progress=self.tables.say)
        return found

    @contextmanager
    def _place(self) -> Iterator[str]:
        if self.on.spread:
            yield self.on.spread
            return
        with tempfile.TemporaryDirectory() as folder:
            yield folder

    def _spread(self, folder: str, shared: Shared) -> Spread:
        """The spread in a folder, made if it is not there yet."""
        snapshot = shared.evidence.snapshot
        of = f"{snapshot.origin} {snapshot.size} {snapshot.root} {self.tables.sha256} {ASSESSMENT_VERSION}"
        known = open_spread(folder)
        if known is None:
            self.tables.say("spreading the record over parts")
            return spread_out(self.tables.reports(shared), shared.evidence, folder, of=of)
        if known.of != of:
            raise Problems([Problem("spread.other", folder)])
        return known


_Alike = tuple[Shared, Scope, list[Case]]


def _together(cases: Sequence[Case], scopes: Sequence[Scope]) -> list[_Alike]:
    """Cases of one snapshot that follow each other, asked together."""
    found: list[_Alike] = []
    for case, scope in zip(cases, scopes, strict=True):
        if found and found[-1][0] is case.shared:
            found[-1][2].append(case)
        else:
            found.append((case.shared, scope, [case]))
    return found


def _sendable(scope: Scope, shared: Shared) -> Scope:
    """The same scope, its choice as the names it chooses."""
    if scope.choice is every_incident:
        return scope
    names = (*shared.evidence.incidents, *shared.later)
    return evolve(scope, choice=Chosen(frozenset(filter(scope.choice, names))))
