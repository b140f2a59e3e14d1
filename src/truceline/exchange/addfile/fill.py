"""From what a person wrote to the full plain form: keys renamed, defaults filled in.

What is wrong is noted and left as it is, so that the converter after this still finds
whatever else is wrong in the same item.
"""

from datetime import date, datetime
from typing import Any

import attrs

from truceline.exchange.addfile.fields import (
    ID_KEYS,
    defaults_of,
    fields_of,
    fills_of,
    items_of,
    name_of,
    optional_of,
)
from truceline.exchange.addfile.words import suggested, word_problem
from truceline.values.problems import Problem, ValueProblem
from truceline.values.structure import Fault, Path
from truceline.values.when import Period
from truceline.values.who import check_id


@attrs.frozen
class Filler:
    """Fills in one file's items; ``coder`` is its coder, ``faults`` what it finds."""

    coder: str
    faults: list[Fault]

    def table(self, raw: dict[str, Any], kind: type, path: Path) -> dict[str, Any]:
        """The full form of a table; unknown keys are noted and left out."""
        fields = {field.key: field for field in fields_of(kind)}
        for key in raw.keys() - fields.keys():
            self._note((*path, key), "input.unknown_key", suggested(key, fields))
        given = {key: value for key, value in raw.items() if key in fields}
        for key, value in given.items():
            self._check_words(value, name_of(kind), (*path, key), key)
        stated = {**defaults_of(kind, self.coder), **given}
        return {
            field.name: self._value(stated[key], field.kind, (*path, key), fills_of(kind))
            for key, field in fields.items()
            if key in stated
        }

    def _value(self, raw: Any, kind: Any, path: Path, fills: str) -> Any:
        inner, optional = optional_of(kind)
        if raw is None and optional:
            return None
        if (item := items_of(inner)) is not None:
            return self._items(raw, item, path)
        if inner is Period:
            return _period(raw, fills)
        if attrs.has(inner) and isinstance(raw, dict):
            return self.table(raw, inner, path)
        return raw

    def _items(self, raw: Any, kind: Any, path: Path) -> Any:
        if not isinstance(raw, list):
            return raw
        return [self._value(item, kind, (*path, number), "within") for number, item in enumerate(raw)]

    def _check_words(self, raw: Any, table: str, path: Path, key: str) -> None:
        """Identifiers must be spelt as such, words of a codebook be in it."""
        if isinstance(raw, list):
            for number, item in enumerate(raw):
                self._check_words(item, table, (*path, number), key)
        elif isinstance(raw, str):
            wrong = word_problem(table, key, raw)
            if key in ID_KEYS.get(table, ()):
                wrong = _spelling(raw)
            if wrong is not None:
                self.faults.append(Fault(path, wrong))

    def _note(self, path: Path, code: str, value: str) -> None:
        self.faults.append(Fault(path, Problem(code, value)))


def _spelling(id: str) -> Problem | None:
    try:
        check_id(id)
    except ValueProblem as error:
        return error.problem
    return None


def _period(raw: Any, fills: str) -> Any:
    """A TOML date is taken as its text; how a period fills its bounds is made explicit."""
    if isinstance(raw, datetime | date):
        return {"edtf": raw.isoformat(), "fills": fills}
    if isinstance(raw, str):
        return {"edtf": raw, "fills": fills}
    return {"fills": fills, **raw} if isinstance(raw, dict) else raw
