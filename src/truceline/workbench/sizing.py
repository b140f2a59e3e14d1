"""Which assessment a ledger is made by: the reference for small records, arrays for large ones."""

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer
from attrs import define, field
from rich.console import Console

from truceline.assessment.case import Case, Shared
from truceline.assessment.engine.compiled import is_installed
from truceline.assessment.engine.engine import Engine, engine_for
from truceline.assessment.engine.shelf import Shelf, key_of
from truceline.record.store import LOG_FILE
from truceline.values.problems import Problem, Problems

CACHE = "cache"
"""The folder beside a record's log in which what is gathered of it is kept; it may be deleted at any time."""
PLAIN_BELOW = 100_000
"""Records of fewer incidents are assessed plainly: nothing is to be compiled or sorted first."""


class Manner(Enum):
    """How to assess: by size, one incident after another, or over arrays. The findings are the same."""

    AUTO = "auto"
    PLAIN = "plain"
    ARRAYS = "arrays"


EngineOption = Annotated[
    Manner,
    typer.Option(
        "--engine", help="How to assess; the findings are the same. auto: arrays for large records."
    ),
]
CacheOption = Annotated[
    bool,
    typer.Option(
        "--cache/--no-cache", help="Keep what is gathered for arrays in the record's folder, or nothing."
    ),
]
ThreadsOption = Annotated[
    int, typer.Option("--threads", metavar="N", min=1, help="Threads for assessing over arrays.")
]


@define
class Engines:
    """Engines for the cases of one command: one for each snapshot and agreement.

    ``kept_in`` is the folder of the record, in which what is gathered is kept for the next command; None
    where nothing is to be kept.
    """

    by: Manner
    threads: int
    kept_in: Path | None
    screen: Console = field(factory=lambda: Console(stderr=True))
    _made: list[tuple[Shared, Engine]] = field(factory=list, init=False)

    def of(self, case: Case) -> Engine | None:
        """An engine for a case; None where the reference is to assess it.

        Raises:
            Problems: ``engine.missing`` when arrays are asked for and cannot be had.
        """
        large = len(case.shared.evidence.incidents) >= PLAIN_BELOW
        if self.by is Manner.PLAIN or (self.by is Manner.AUTO and not large):
            return None
        if not is_installed():
            if self.by is Manner.ARRAYS:
                raise Problems([Problem("engine.missing", "numba")])
            self._say(
                "numba is missing (extra: engine), so this large record is assessed plainly; it takes longer"
            )
            return None
        for shared, engine in self._made:
            if shared is case.shared and engine.agreement == case.agreement:
                return engine
        return self._make(case)

    def _make(self, case: Case) -> Engine:
        self._say(
            "reading the record into arrays (at first use the kernels are compiled, once: a minute or two)"
        )
        made = engine_for(
            case.shared, case.agreement, threads=self.threads, progress=self._say, shelf=self._shelf(case)
        )
        self._made.append((case.shared, made))
        return made

    def _shelf(self, case: Case) -> Shelf | None:
        """Where the record keeps what was gathered of it, with the permissions of the record itself."""
        if self.kept_in is None:
            return None
        mode = (self.kept_in / LOG_FILE).stat().st_mode & 0o666
        return Shelf(self.kept_in / CACHE, key_of(case.shared.evidence.snapshot), mode)

    def _say(self, what: str) -> None:
        """A note of what goes on, where somebody looks; that something is missing is said always."""
        if self.screen.is_terminal or what.startswith("numba"):
            self.screen.print(what, style="dim", highlight=False)
