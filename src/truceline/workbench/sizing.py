"""Which assessment a ledger is made by: the reference for small records, arrays for large ones."""

from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import typer
from attrs import define, field
from rich.console import Console

from truceline.assessment.case import Case, Shared
from truceline.assessment.engine.compiled import is_installed, judge_kernels, resolve_kernels
from truceline.assessment.engine.engine import Engine, engine_of
from truceline.assessment.engine.gathering import reports_of
from truceline.values.problems import Problem, Problems

PLAIN_BELOW = 100_000
"""Records of fewer incidents are assessed plainly: nothing is to be compiled or sorted first."""


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
    """Whether a kernel lies compiled on disk, since it was last written."""
    source = Path(kernel.py_func.__code__.co_filename)
    kept = Path(kernel.stats.cache_path).glob(f"{source.stem}.{kernel.py_func.__name__}-*.nbi")
    return any(one.stat().st_mtime >= source.stat().st_mtime for one in kept)


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
ThreadsOption = Annotated[
    int, typer.Option("--threads", metavar="N", min=1, help="Threads for assessing over arrays.")
]


@define
class Engines:
    """Engines for the cases of one command: one for each snapshot and agreement."""

    by: Manner
    threads: int
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
        reports = reports_of(case.shared.evidence, case.shared.origins)
        made = engine_of(reports, case.shared, case.agreement, threads=self.threads, progress=self._say)
        self._made.append((case.shared, made))
        return made

    def _say(self, what: str) -> None:
        """A note of what goes on, where somebody looks; that something is missing is said always."""
        if self.screen.is_terminal or what.startswith("numba"):
            self.screen.print(what, style="dim", highlight=False)
