"""Readers by name: the built-in one and any that a package offers by entry point ``truceline.readers``."""

from collections.abc import Callable
from importlib.metadata import entry_points
from typing import Protocol

from truceline.reading.result import Reading
from truceline.testimony.document import Document
from truceline.values.problems import ValueProblem

GROUP = "truceline.readers"


class Reader(Protocol):
    """Anything that reads a document into statements. It must give the same shape as the rules do."""

    name: str

    def read(self, document: Document) -> Reading:
        """The statements of a document."""
        ...


def reader_names() -> tuple[str, ...]:
    """The names of all readers that are installed."""
    return tuple(sorted(point.name for point in entry_points(group=GROUP)))


def reader_called(name: str, options: dict[str, str]) -> Reader:
    """A reader by its name; ``options`` are its own (a model, an address).

    Raises:
        ValueProblem: ``reader.unknown``.
    """
    for point in entry_points(group=GROUP):
        if point.name == name:
            make: Callable[[dict[str, str]], Reader] = point.load()
            return make(options)
    raise ValueProblem("reader.unknown", f"{name}; one of: {', '.join(reader_names())}")
