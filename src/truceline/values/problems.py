"""Every problem Truceline can report: a stable code, a sentence, and what to do.

The catalogue is one TOML file (`data/problems.toml`), printed as docs/reference/problems.md.
Retired codes stay in it, so none is ever used again for something else.
"""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources

from attrs import frozen


@frozen
class Problem:
    """One thing wrong with some input: what, where, with which value, and what to do.

    ``excerpt`` is the line, clipped when very long; ``caret`` is the column in it that is meant
    (None: that of the line).
    """

    code: str
    value: str
    file: str = ""
    line: int | None = None
    column: int | None = None
    path: str = ""
    excerpt: str = ""
    caret: int | None = None

    @property
    def sentence(self) -> str:
        return catalogue()[self.code]["sentence"]

    @property
    def advice(self) -> str:
        return catalogue()[self.code]["do"]

    def __str__(self) -> str:
        spot = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        head = f"{spot}: " if spot else ""
        path = f" at {self.path}" if self.path else ""
        text = f"{head}{self.code}{path}: {self.sentence} Got: {self.value}. {self.advice}"
        if not self.excerpt:
            return text
        caret = " " * ((self.caret or self.column or 1) - 1) + "^"
        return f"{text}\n    {self.excerpt}\n    {caret}"


class ValueProblem(ValueError):  # noqa: N818 - the glossary's word is problem
    """A single value is wrong; whoever knows the file turns it into a placed Problem."""

    def __init__(self, code: str, value: str) -> None:
        self.problem = Problem(code=code, value=value)
        super().__init__(str(self.problem))


class Problems(Exception):  # noqa: N818 - the glossary's word is problem
    """All problems of one input, at once; nothing of that input was kept."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Code -> {sentence, do}: the whole list, as the docs page prints it."""
    text = resources.files("truceline.data").joinpath("problems.toml").read_text("utf-8")
    return dict(_flat(tomllib.loads(text)))


def _flat(tables: dict[str, dict[str, dict[str, str]]]) -> Iterable[tuple[str, dict[str, str]]]:
    for group, entries in tables.items():
        for name, entry in entries.items():
            yield f"{group}.{name}", entry
