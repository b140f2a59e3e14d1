"""A bar while something long runs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress

from truceline.assessment.case import Case
from truceline.assessment.ledger import Gathered, Scope, collect


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A bar on stderr while something long runs; nothing where nobody looks."""
    screen = Console(stderr=True)
    with Progress(console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task(label, total=total)
        yield lambda number: bar.update(task, completed=number)


def collected(case: Case, scope: Scope) -> Gathered:
    """What becomes of each occasion of a case over its scope, told while it is found."""
    with progress(case.view.name, len(case.shared.evidence.incidents)) as step:
        return collect(case, scope, step)
