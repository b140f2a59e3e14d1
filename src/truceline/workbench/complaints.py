"""How problems reach whoever started a command: on stderr, as text, JSON or CSV."""

import csv
import json
import sys
from collections.abc import Iterable, MutableMapping
from enum import Enum
from typing import Any

import attrs

from truceline.values.harmless import escaped, harmless
from truceline.values.problems import Problem

FORMAT_KEY = "truceline.format"


class Format(Enum):
    """What a command prints; the words of ``--format``."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def complain(problems: Iterable[Problem], meta: MutableMapping[str, Any]) -> None:
    """Print every problem in the format the command was asked for."""
    rows = [plain(problem) for problem in problems]
    wanted = meta.get(FORMAT_KEY, Format.TABLE)
    if wanted is Format.JSON:
        sys.stderr.write(escaped(json.dumps(rows, ensure_ascii=False, indent=2)) + "\n")
    elif wanted is Format.CSV:
        writer = csv.DictWriter(sys.stderr, fieldnames=list(rows[0]) if rows else [])
        writer.writeheader()
        writer.writerows(rows)
    else:
        sys.stderr.writelines(f"{_shown(problem)}\n" for problem in problems)


def _shown(problem: Problem) -> str:
    """A problem for people; only its own line ends are left."""
    parts = {name: harmless(getattr(problem, name)) for name in ("value", "file", "path", "excerpt")}
    return str(attrs.evolve(problem, **parts))  # type: ignore[arg-type]  # evolve cannot see through a dict


def plain(problem: Problem) -> dict[str, Any]:
    """A problem as its JSON object: its fields, its sentence and what to do."""
    return {**attrs.asdict(problem), "sentence": problem.sentence, "do": problem.advice}
