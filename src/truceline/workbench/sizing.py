"""Which assessment a ledger is made by: the reference for small records, arrays for large ones."""

from enum import Enum
from typing import Annotated

import typer
from attrs import define, field
from rich.console import Console

from truceline.assessment.case import Case, Shared
from truceline.assessment.engine.compiled import is_installed
from truceline.assessment.engine.engine import Engine, engine_of
from truceline.values.problems import Problem, Problems
from truceline.workbench.tabling import Tables

PLAIN_BELOW = 100_000
"""Records of fewer incidents are assessed plainly: nothing is to be compiled or sorted first."""


class Manner(Enum):
    """How to assess: by size, one after another, over arrays, or by Spark. The findings are the same."""

    AUTO = "auto"
    PLAIN = "plain"
    ARRAYS = "arrays"
    SPARK = "spark"


EngineOption = Annotated[
    Manner,
    typer.Option(
        "--engine", help="How to assess; the findings are the same. auto: arrays for large records."
    ),
]
ThreadsOption = Annotated[
    int, typer.Option("--threads", metavar="N", min=1, help="Threads for assessing over arrays.")
]


@define
class Engines:
    """Engines for the cases of one command: one for each snapshot and agreement."""

    by: Manner
    threads: int
    tables: Tables | None = None
    screen: Console = field(factory=lambda: Console(stderr=True))
    _made: list[tuple[Shared, Engine]] = field(factory=list, init=False)

    def of(self, case: Case) -> Engine | None:
        """An engine for a case; None where the reference is to assess it.

        Raises:
            Problems: ``engine.missing`` when arrays are asked for and cannot be had.
        """
        tabled = self.tables is not None and self.tables.path is not None
        large = len(case.shared.evidence.incidents) >= PLAIN_BELOW
        if not tabled and (self.by is Manner.PLAIN or (self.by is Manner.AUTO and not large)):
            return None
        if not is_installed():
            if tabled or self.by is Manner.ARRAYS:
                raise Problems([Problem("engine.missing", "numba")])
            self.say(
                "numba is missing (extra: engine), so this large record is assessed plainly; it takes longer"
            )
            return None
        for shared, engine in self._made:
            if shared is case.shared and engine.agreement == case.agreement:
                return engine
        return self._make(case)

    def _make(self, case: Case) -> Engine:
        self.say(
            "reading the record into arrays (at first use the kernels are compiled, once: a minute or two)"
        )
        tables = self.tables or Tables(None, "", self.say)
        reports = tables.reports(case.shared)
        made = engine_of(reports, case.shared, case.agreement, threads=self.threads, progress=self.say)
        self._made.append((case.shared, made))
        return made

    def say(self, what: str) -> None:
        """A note of what goes on, where somebody looks; that something is missing is said always."""
        if self.screen.is_terminal or what.startswith("numba"):
            self.screen.print(what, style="dim", highlight=False)
