"""Items as values that do not know their ids yet: those follow once all handles are known."""

import re
from collections.abc import Iterator
from typing import Any, TypeVar

from attrs import frozen
from cattrs import Converter

from truceline.exchange.addfile.fields import IDENTIFIED, TABLES
from truceline.exchange.addfile.fill import Filler
from truceline.exchange.addfile.rows import Opened, Row
from truceline.exchange.addfile.words import suggested
from truceline.testimony.claim import CLAIM_TYPES, Claim
from truceline.testimony.codec import testimony_converter
from truceline.testimony.document import Document
from truceline.testimony.link import Judgement, Link
from truceline.testimony.register import Actor, Place, Source
from truceline.testimony.statement import Statement
from truceline.values.problems import Problem
from truceline.values.structure import Fault, Path, structure_all

Value = Source | Actor | Place | Document | Statement | Claim | Link | Judgement
V = TypeVar("V", bound=Value)
_HANDLE = re.compile(r"[a-z0-9][a-z0-9._:/-]*")


@frozen
class Draft:
    """One item of the file: where it stands, its handle or id ("" if it has none), its value.

    ``value`` is None when something is wrong with it; its handle still counts as given.
    ``of`` is, for a claim, the handle of its statement.
    """

    row: Row
    path: Path
    kind: type
    handle: str
    value: Value | None
    of: str

    def handles(self, key: str) -> tuple[str, ...]:
        """The handles written under a key, even where something else about the item is wrong."""
        written = self.row.raw.get(key)
        several = written if isinstance(written, list) else [written]
        return tuple(handle for handle in several if isinstance(handle, str))

    def fault(self, path: Path, code: str, value: str) -> list[Problem]:
        """A problem with a part of this item."""
        return self.row.problems([Fault((*self.path, *path), Problem(code, value))])


def drafts_of(opened: Opened) -> tuple[list[Draft], list[Problem]]:
    """All items of a file as far as they can be read, and all that is wrong inside them."""
    converter = testimony_converter(opened.zone)
    drafts: list[Draft] = []
    problems: list[Problem] = []
    for row in opened.rows:
        faults: list[Fault] = []
        drafts += _Reader(converter, Filler(opened.coder, faults), row).drafts()
        problems += row.problems(faults)
    return drafts, problems


def _in_file(path: Path) -> Path:
    """A path of field names with a handle's field under its key."""
    return ("id",) if path == ("label",) else path


@frozen
class _Reader:
    """Reads one row: an item, and the claims in it if it is a statement."""

    converter: Converter
    filler: Filler
    row: Row

    def drafts(self) -> Iterator[Draft]:
        raw, kind = self.row.raw, TABLES[self.row.table]
        if not isinstance(raw, dict):
            self._note((), "input.type", f"{raw!r}, where a table of fields is wanted")
            return
        if kind is not Statement:
            value = self._value(raw, kind, ())
            handle = raw.get("id") if kind in IDENTIFIED.values() else ""
            yield Draft(self.row, (), kind, handle if isinstance(handle, str) else "", value, "")
            return
        handle = self._handle(raw, ()) if "id" in raw else ""
        if "id" not in raw:
            self._note((), "input.missing_key", "id")
        fields = {"id": handle, **{key: value for key, value in raw.items() if key != "claims"}}
        yield Draft(self.row, (), kind, handle, self._value(fields, kind, ()), "")
        yield from self._claims(raw.get("claims", []), handle)

    def _claims(self, raws: Any, statement: str) -> Iterator[Draft]:
        if not isinstance(raws, list):
            self._note(("claims",), "input.type", f"{raws!r}, where a list is wanted")
            return
        for number, raw in enumerate(raws):
            path: Path = ("claims", number)
            kind = self._claim_type(raw, path)
            if kind is not None:
                # A claim of a statement that has no handle has none either: that fault is told once.
                counted = f"{statement}/{number + 1}" if statement else ""
                handle = self._handle(raw, path) if "id" in raw else counted
                fields = {key: value for key, value in raw.items() if key != "type"}
                claim = self._value({**fields, "id": handle}, kind, path)
                yield Draft(self.row, path, kind, handle, claim, statement)

    def _claim_type(self, raw: Any, path: Path) -> type[Claim] | None:
        if not isinstance(raw, dict):
            self._note(path, "input.type", f"{raw!r}, where a table of fields is wanted")
            return None
        if "type" not in raw:
            self._note(path, "input.missing_key", "type")
            return None
        name = raw["type"]
        if name not in CLAIM_TYPES:
            value = f"{suggested(str(name), CLAIM_TYPES)}; one of: {', '.join(CLAIM_TYPES)}"
            self._note((*path, "type"), "claim.type", value)
            return None
        return CLAIM_TYPES[name]

    def _handle(self, raw: dict[str, Any], path: Path) -> str:
        handle = raw["id"]
        if isinstance(handle, str) and not _HANDLE.fullmatch(handle):
            self._note((*path, "id"), "handle.spelling", handle)
        return handle if isinstance(handle, str) else ""

    def _value(self, raw: dict[str, Any], kind: type[V], path: Path) -> V | None:
        full = self.filler.table(raw, kind, path)
        if not issubclass(kind, tuple(IDENTIFIED.values())):
            full["id"] = ""
        if issubclass(kind, Claim):
            full["statement"] = ""
        value, faults = structure_all(self.converter, full, kind)
        self.filler.faults.extend(Fault((*path, *_in_file(fault.path)), fault.problem) for fault in faults)
        return value

    def _note(self, path: Path, code: str, value: str) -> None:
        self.filler.faults.append(Fault(path, Problem(code, value)))
