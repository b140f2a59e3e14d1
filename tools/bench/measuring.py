"""Measuring one piece of work: wall and processor seconds as medians, the highest memory of its process.

A piece of work runs in a process of its own, so that one does not warm up, slow down or fill
the memory of the next. What it must load first is not counted unless it says so.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from statistics import median
from threading import Event, Timer
from typing import Any, TypeVar

from attrs import asdict, evolve, frozen

ROOT = Path(__file__).parents[2]
US = "truceline"
R = TypeVar("R")


@frozen
class Row:
    """One figure: what was done, by what, in which time, with how much memory.

    ``ratio_to_us`` is the subject's processor seconds over ours for the same work, None where
    there is nothing of ours to compare with. ``note`` says what else must be known.
    """

    work: str
    subject: str
    wall_s: float
    cpu_s: float
    peak_mb: int
    ratio_to_us: float | None
    note: str


def measured(
    work: str,
    subject: str,
    run: Callable[[], R],
    *,
    times: int = 3,
    processor: Callable[[], float] | None = None,
) -> tuple[Row, R]:
    """The row of a piece of work done several times over, and what it gave the last time.

    ``processor`` tells the processor seconds used so far where the work is done elsewhere (a
    database server's); else this process and its ended children count.
    """
    clock = processor or processor_seconds
    walls, cpus = [], []
    for _ in range(times):
        used, began = clock(), time.perf_counter()
        given = run()
        walls.append(time.perf_counter() - began)
        cpus.append(clock() - used)
    return Row(
        work, subject, round(median(walls), 4), round(median(cpus), 4), peak_megabytes(), None, ""
    ), given


def processor_seconds() -> float:
    """What this process and its ended children have used so far."""
    found = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in found)


def peak_megabytes() -> int:
    """The highest memory of this process or of a child of it, in MB."""
    return max(resource.getrusage(who).ru_maxrss for who in _WHOSE) // 1024


_WHOSE = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def tell(rows: Iterable[Row], **facts: Any) -> None:
    """Hand rows, and facts to compare with those of others, to whoever started this process."""
    for row in rows:
        print(json.dumps({"row": asdict(row)}), flush=True)
    if facts:
        print(json.dumps({"facts": facts}), flush=True)


@frozen
class Told:
    """What a process told: its rows, its facts, and why it could not go on, if it could not."""

    rows: tuple[Row, ...]
    facts: dict[str, Any]
    failure: str


def apart(module: str, *words: str, seconds: float, heard: Callable[[Row], None] = lambda _: None) -> Told:
    """Run ``python -m module words`` in a process of its own, for no longer than that; each row is heard as it is told.

    Whatever ends this, a time or somebody's Ctrl-C, ends the process and what it started.
    """
    command, lines = [sys.executable, "-m", module, *words], []
    with tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
        child = subprocess.Popen(
            command, cwd=ROOT / "tools", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, text=True,
            start_new_session=True,
        )  # fmt: skip
        late = Event()
        assert child.stdout is not None, "asked for as a pipe"
        timer = Timer(seconds, _late, (child, late))
        try:
            timer.start()
            for line in child.stdout:
                lines.append(line)
                for row in _told(line, "").rows:
                    heard(row)
            child.wait()
        finally:
            timer.cancel()
            _end(child)
            child.stdout.close()
        errors.seek(0)
        last = (errors.read().strip().splitlines() or ["ended without a word"])[-1]
    if late.is_set():
        return _told("".join(lines), f"not done within {seconds:.0f} s")
    return _told("".join(lines), last if child.returncode else "")


_GRACE = 30
"""Seconds in which a process may put away what it began (a server, a folder) once it is asked to end."""


def _late(child: subprocess.Popen[str], late: Event) -> None:
    late.set()
    _end(child)


def _end(child: subprocess.Popen[str]) -> None:
    """Have a process end, and after a while all that it started."""
    if child.poll() is not None:
        return
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGINT)
        try:
            child.wait(_GRACE)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _told(text: str, failure: str) -> Told:
    """What the lines of a process say; one cut off in the middle says nothing."""
    lines = [json.loads(line) for line in text.splitlines() if line.startswith('{"') and line.endswith("}")]
    rows = tuple(Row(**line["row"]) for line in lines if "row" in line)
    facts = {name: value for line in lines for name, value in line.get("facts", {}).items()}
    return Told(rows, facts, failure)


def with_ratios(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Each row beside ours for the same work."""
    rows = tuple(rows)
    ours = {row.work: row for row in rows if row.subject == US}
    return tuple(_beside(row, ours.get(row.work)) for row in rows)


def _beside(row: Row, ours: Row | None) -> Row:
    if ours is None or not ours.cpu_s:
        return row
    return evolve(row, ratio_to_us=round(row.cpu_s / ours.cpu_s, 2))
