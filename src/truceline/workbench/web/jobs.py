"""Long work: begun once, watched by anybody, cancelled at will, and found again after a reload."""

import hashlib
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from enum import Enum
from threading import Event, Lock
from typing import Any, Generic, TypeVar

from attrs import define, field

T = TypeVar("T")
_KEPT = 50
_AT_ONCE = 2


class Stage(Enum):
    """How far a piece of work has got."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Cancelled(Exception):  # noqa: N818 - somebody's wish, no error
    """Raised inside a piece of work when nobody wants it any more."""


@define(eq=False)
class Job(Generic[T]):
    """One piece of work: what it is for, how far it is, and what came of it."""

    id: str
    title: str
    total: int
    done: int = 0
    _begun: float = field(factory=time.monotonic)
    _stop: Event = field(factory=Event)
    _future: "Future[T]" = field(factory=Future)

    @property
    def stage(self) -> Stage:
        if not self._future.done():
            return Stage.RUNNING
        error = self._future.exception()
        if error is None:
            return Stage.DONE
        return Stage.CANCELLED if isinstance(error, Cancelled) else Stage.FAILED

    @property
    def is_stopping(self) -> bool:
        """Whether it was asked to stop and has not come to its next step."""
        return self._stop.is_set() and self.stage is Stage.RUNNING

    @property
    def seconds(self) -> float:
        """How long ago it was begun."""
        return time.monotonic() - self._begun

    @property
    def fault(self) -> BaseException | None:
        """What went wrong, if something did."""
        return self._future.exception() if self.stage is Stage.FAILED else None

    def step(self, done: int) -> None:
        """Say how far it is; the work calls it often.

        Raises:
            Cancelled: when it was.
        """
        self.done = done
        if self._stop.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Ask it to stop at its next step."""
        self._stop.set()

    def result(self, seconds: float) -> T | None:
        """What came of it, waited for so long; None when it is still running.

        Raises:
            Cancelled: when it was; and whatever the work raised.
        """
        try:
            return self._future.result(seconds)
        except NotYet:
            if self._future.done():
                raise
            return None

    def run(self, work: "Callable[[Job[T]], T]") -> None:
        """Do it, here and now."""
        try:
            self.step(0)
            self._future.set_result(work(self))
        except BaseException as error:  # noqa: BLE001 - whoever asks for the result gets it
            self._future.set_exception(error)


class StillWorking(Exception):  # noqa: N818 - no error either
    """What a page needs is still being worked out; whoever asked is shown how far it is."""

    def __init__(self, job: Job[Any]) -> None:
        super().__init__(job.title)
        self.job = job


class Jobs:
    """All pieces of work of one server, each begun once however many ask for it."""

    def __init__(self) -> None:
        self._workers = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="job")
        self._lock = Lock()
        self._jobs: dict[str, Job[Any]] = {}

    def of(self, id: str) -> Job[Any] | None:
        return self._jobs.get(id)

    def all(self) -> tuple[Job[Any], ...]:
        """Every piece of work still remembered, the latest first."""
        return tuple(reversed(self._jobs.values()))

    def begin(self, key: Hashable, title: str, total: int, work: Callable[[Job[T]], T]) -> Job[T]:
        """The job of that key: the one there is, unless it came to nothing, else a new one."""
        id = hashlib.sha256(repr(key).encode()).hexdigest()[:16]
        with self._lock:
            known = self._jobs.get(id)
            if known is not None and known.stage is Stage.RUNNING:
                return known
            job: Job[T] = Job(id=id, title=title, total=total)
            self._jobs.pop(id, None)
            self._jobs[id] = job
            self._forget()
            self._workers.submit(job.run, work)
            return job

    def _forget(self) -> None:
        finished = [id for id, job in self._jobs.items() if job.stage is not Stage.RUNNING]
        for id in finished[: max(0, len(self._jobs) - _KEPT)]:
            del self._jobs[id]

    def close(self) -> None:
        """Cancel everything and let the workers go."""
        for job in self.all():
            job.cancel()
        self._workers.shutdown(wait=False, cancel_futures=True)
