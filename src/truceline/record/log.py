"""The port to wherever a log is kept: what any backend must do, and nothing about SQL.

Invariant: sequence numbers run from 0 without a gap, an entry once written is never altered,
and what a finished :meth:`Log.writing` added survives the loss of power.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from attrs import frozen


@frozen
class Row:
    """An entry as it is kept, unread: audits must be able to see what cannot be parsed."""

    seq: int
    leaf: bytes
    body: bytes


class Writer(Protocol):
    """The right to append, held by one at a time."""

    @property
    def size(self) -> int:
        """How many entries there are, those added just now included."""

    def add(self, bodies: Sequence[bytes]) -> None:
        """Append entries, in that order."""


class Log(Protocol):
    """An append-only sequence of entries."""

    @property
    def origin(self) -> str:
        """The log's name, unique among all logs (C2SP tlog-checkpoint: the origin)."""

    @property
    def size(self) -> int:
        """How many entries there are."""

    def rows(self, start: int, stop: int) -> Iterator[Row]:
        """The entries numbered ``start`` to ``stop - 1``, as far as there are any."""

    def leaves(self, stop: int) -> list[bytes]:
        """The leaf hashes of the entries below ``stop``."""

    def writing(self) -> AbstractContextManager[Writer]:
        """Append within one transaction: all of it is kept when the block ends, or nothing."""

    def faults(self) -> list[str]:
        """What the backend finds wrong with its own storage and safeguards."""

    def close(self) -> None:
        """Let go of all files."""
