"""Proposals somebody put aside for later: who, when, and why; kept in a file beside the record's log.

It is no entry of the log: nothing was said or decided, and nothing follows from it. So the file is part of
no root and no proof; but it is only ever added to, and says who held what, when.
"""

import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from threading import Lock

from attrs import define, field, frozen

FILE = "put-aside.jsonl"


@frozen
class Held:
    """A proposal put aside: by whom, when, and why."""

    by: str
    at: datetime
    reason: str


@define(eq=False)
class PutAside:
    """What is put aside of one record's proposals; other programs may add to it at the same time."""

    path: Path
    _lock: Lock = field(factory=Lock)
    _read: int = 0
    _held: dict[str, Held] = field(factory=dict)

    def of(self, proposal: str) -> Held | None:
        """Who holds a proposal; None while nobody does."""
        return self.all().get(proposal)

    def all(self) -> dict[str, Held]:
        """Every proposal that is held, by whoever held it last."""
        with self._lock:
            self._catch_up()
            return dict(self._held)

    def hold(self, proposal: str, held: Held) -> None:
        """Put a proposal aside."""
        line = {"proposal": proposal, "by": held.by, "at": held.at.isoformat(), "reason": held.reason}
        with self._lock:
            # A line cut off by a crash must not swallow this one.
            begun = "" if self._ends_whole() else "\n"
            with self.path.open("ab") as file:
                file.write(f"{begun}{json.dumps(line)}\n".encode())
                file.flush()
                os.fsync(file.fileno())

    def _ends_whole(self) -> bool:
        if not self.path.exists() or not self.path.stat().st_size:
            return True
        with self.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read() == b"\n"

    def _catch_up(self) -> None:
        """Read what was added since the last look."""
        if not self.path.exists():
            return
        with self.path.open("rb") as file:
            file.seek(self._read)
            added = file.read()
        whole = added[: added.rfind(b"\n") + 1]
        self._read += len(whole)
        self._held |= dict(_told(whole))


def _told(lines: bytes) -> Iterator[tuple[str, Held]]:
    """What lines say; one that says nothing was cut off, and is passed over."""
    for line in lines.splitlines():
        try:
            told = json.loads(line)
            yield (
                str(told["proposal"]),
                Held(str(told["by"]), datetime.fromisoformat(told["at"]), str(told["reason"])),
            )
        except (ValueError, KeyError, TypeError):
            continue
