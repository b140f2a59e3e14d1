"""Which assessment a ledger is made by: the reference for small records, arrays for large ones."""

from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Self

import typer
from attrs import define, evolve, field, frozen
from rich.console import Console

from truceline.assessment.case import Case, Shared
from truceline.assessment.engine.compiled import is_installed, judge_kernels, resolve_kernels
from truceline.assessment.engine.engine import Engine, engine_for, engine_of
from truceline.assessment.engine.shelf import Shelf, key_of
from truceline.record.store import LOG_FILE
from truceline.values.problems import Problem, Problems
from truceline.workbench.tabling import Tables

CACHE = "cache"
"""The folder beside a record's log in which what is gathered of it is kept; it may be deleted at any time."""
PLAIN_BELOW = 100_000
"""Records of fewer incidents are assessed plainly where the kernels would have to be compiled first."""
ARRAYS_FROM = 5_000
"""From here on arrays are quicker where the kernels lie compiled already, as they do after their first use."""


def is_worth_arrays(incidents: int) -> bool:
    """Whether so many incidents are assessed over arrays sooner than one by one."""
    if incidents < ARRAYS_FROM or not is_installed():
        return False
    return incidents >= PLAIN_BELOW or all(
        map(_is_compiled, (resolve_kernels().resolve, judge_kernels().judge))
    )


def _is_compiled(kernel: Any) -> bool:
    """Whether a kernel lies compiled on disk."""
    source = Path(kernel.py_func.__code__.co_filename)
    kept = Path(kernel.stats.cache_path).glob(f"{source.stem}.{kernel.py_func.__name__}-*.nbi")
    return any(kept)


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
CacheOption = Annotated[
    bool,
    typer.Option(
        "--cache/--no-cache",
        help="Keep what is gathered for arrays, and ledgers, in the record's folder, or nothing.",
    ),
]
ThreadsOption = Annotated[
    int, typer.Option("--threads", metavar="N", min=1, help="Threads for assessing over arrays.")
]


@frozen
class Assessing:
    """How to assess, as given: in which manner, on how many threads, with what was kept."""

    engine: EngineOption = Manner.AUTO
    threads: ThreadsOption = 2
    cache: CacheOption = True

    def plainly(self, *, if_so: bool) -> Self:
        """One incident after another where what is asked needs the reference; else as given."""
        return evolve(self, engine=Manner.PLAIN) if if_so else self

    def engines(self, record: Path) -> "Engines":
        """Engines for what is asked of the record in a folder."""
        return Engines(self.engine, self.threads, record if self.cache else None)


@define
class Engines:
    """Engines for the cases of one command: one for each snapshot and agreement.

    ``kept_in`` is the folder of the record, in which what is gathered is kept for the next command; None
    where nothing is to be kept.
    """

    by: Manner
    threads: int
    kept_in: Path | None
    tables: Tables | None = None
    screen: Console = field(factory=lambda: Console(stderr=True))
    _made: list[tuple[Shared, Engine]] = field(factory=list, init=False)

    def of(self, case: Case) -> Engine | None:
        """An engine for a case; None where the reference is to assess it.

        Raises:
            Problems: ``engine.missing`` when arrays are asked for and cannot be had.
        """
        tabled = self.tables is not None and self.tables.path is not None
        incidents = len(case.shared.evidence.incidents)
        large = incidents >= PLAIN_BELOW or is_worth_arrays(incidents)
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
        self._made.append((case.shared, self._engine(case)))
        return self._made[-1][1]

    def _engine(self, case: Case) -> Engine:
        told = self.tables.told(case.shared) if self.tables is not None else None
        threads, say = self.threads, self.say
        if told is not None:
            return engine_of(told, case.shared, case.agreement, threads=threads, progress=say)
        shelf = self._shelf(case)
        return engine_for(case.shared, case.agreement, threads=threads, progress=say, shelf=shelf)

    def _shelf(self, case: Case) -> Shelf | None:
        """Where the record keeps what was gathered of it, with the permissions of the record itself."""
        if self.kept_in is None:
            return None
        mode = (self.kept_in / LOG_FILE).stat().st_mode & 0o666
        return Shelf(self.kept_in / CACHE, key_of(case.shared.evidence.snapshot), mode)

    def say(self, what: str) -> None:
        """A note of what goes on, where somebody looks; that something is missing is said always."""
        if self.screen.is_terminal or what.startswith("numba"):
            self.screen.print(what, style="dim", highlight=False)
