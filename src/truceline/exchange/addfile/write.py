"""Writing an add file: canonical, byte for byte the same whenever the items are.

Items keep the order of the batch, claims stand in their statements. Short forms are used
whenever they lose nothing, and what equals its default is left out.
"""

import re
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any, Literal

import attrs
from attrs import frozen

from truceline.exchange.addfile.fields import FORMAT, TABLES, defaults_of, fields_of, fills_of
from truceline.exchange.addfile.layout import Item, json_lines, toml_text
from truceline.exchange.addfile.release import released
from truceline.testimony.batch import Batch
from truceline.testimony.claim import Claim
from truceline.testimony.link import Link
from truceline.testimony.register import Alias, Handling
from truceline.testimony.statement import Speaker, Statement
from truceline.values.doubt import Count
from truceline.values.problems import ValueProblem
from truceline.values.when import Period
from truceline.values.where import Location, Spot
from truceline.values.who import Who

PUBLIC_ONLY = frozenset({Handling.PUBLIC})
_HANDLE = re.compile(r"[a-z0-9][a-z0-9._:/-]*")


@frozen
class Written:
    """The text of a file, and how many items of each kind of the batch are not in it."""

    text: str
    withheld: dict[str, int]


def write_add_file(
    batch: Batch, *, zone: str, coder: str, form: Literal["toml", "jsonl"], handlings: frozenset[Handling]
) -> Written:
    """A batch as an add file; ``zone`` and ``coder`` become those of the file.

    Only items of the given ``handlings`` (usually ``PUBLIC_ONLY``) that point to no other go
    out. Reading the text gives the released batch again.
    """
    out = released(batch, handlings)
    writer = _Writer(zone, coder, _handles(out.batch))
    header = {"format": FORMAT, "zone": zone, **({"coder": coder} if coder else {})}
    write = toml_text if form == "toml" else json_lines
    return Written(write(header, writer.items(out.batch)), out.withheld)


def _handles(batch: Batch) -> dict[str, str]:
    """The handle of each statement and claim: its label, or its id where that serves no longer."""
    handles: dict[str, str] = {}
    taken: set[str] = set()
    sayings: tuple[Statement | Claim, ...] = (*batch.statements, *batch.claims)
    for item in sayings:
        usable = _HANDLE.fullmatch(item.label) and item.label not in taken
        handles[item.id] = item.label if usable else item.id
        taken.add(handles[item.id])
    return handles


@frozen
class _Writer:
    zone: str
    coder: str
    handles: dict[str, str]

    def items(self, batch: Batch) -> Iterator[Item]:
        claims: dict[str, list[Claim]] = {}
        for claim in batch.claims:
            claims.setdefault(claim.statement, []).append(claim)
        for table in TABLES:
            for item in getattr(batch, f"{table}s"):
                fields = self._table(item)
                if isinstance(item, Statement) and item.id in claims:
                    fields["claims"] = [
                        self._claim(claim, f"{self.handles[item.id]}/{number}")
                        for number, claim in enumerate(claims[item.id], start=1)
                    ]
                yield table, fields

    def _claim(self, claim: Claim, unwritten: str) -> dict[str, Any]:
        fields = self._table(claim)
        if fields["id"] == unwritten:
            del fields["id"]
        return {"type": claim.type, **fields}

    def _table(self, item: Any) -> dict[str, Any]:
        """An item's fields in file form, without those that equal their default."""
        kind: type = type(item)
        defaults = defaults_of(kind, self.coder)
        plain = {
            field.key: self._plain(getattr(item, field.name), fills_of(kind)) for field in fields_of(kind)
        }
        plain |= self._handled(item)
        return {key: value for key, value in plain.items() if key not in defaults or value != defaults[key]}

    def _handled(self, item: Any) -> dict[str, Any]:
        """The fields that hold ids of statements and claims, as handles where there are some."""
        if isinstance(item, Statement):
            coded = [self.handles.get(id, id) for id in item.coded_from]
            return {"id": self.handles[item.id], "coded-from": coded}
        if isinstance(item, Claim):
            return {"id": self.handles[item.id]}
        if isinstance(item, Link):
            ends = {"subject": item.subject, "object": item.object, "statement": item.statement}
            return {key: self.handles.get(id or "", id) for key, id in ends.items()}
        return {}

    def _plain(self, value: Any, fills: str) -> Any:
        if isinstance(value, Enum):
            return value.value
        if isinstance(value, tuple):
            return [self._plain(item, fills) for item in value]
        if isinstance(value, Period):
            return self._period(value, fills)
        if not attrs.has(type(value)):
            return value
        short = _short(value)
        return self._table(value) if short is None else short

    def _period(self, period: Period, fills: str) -> Any:
        if period.fills.value == fills and not period.words:
            return period.edtf if period.zone == self.zone else f"{period.edtf}[{period.zone}]"
        full = {
            "edtf": period.edtf,
            "zone": "" if period.zone == self.zone else period.zone,
            "fills": "" if period.fills.value == fills else period.fills.value,
            "words": period.words,
        }
        return {key: value for key, value in full.items() if value}


_PARSERS: dict[type, Callable[[str], Any]] = {
    Who: Who.parse,
    Spot: Spot.parse,
    Location: Location.parse,
    Speaker: Speaker.parse,
}


def _short(value: Any) -> str | int | None:
    """The short form of a value, None when it has none that says all of it."""
    if isinstance(value, Alias):
        return value.text if value.language is None and value.used is None else None
    if isinstance(value, Count):
        return _short_count(value)
    parse = _PARSERS.get(type(value))
    return str(value) if parse is not None and _reads_as(parse, str(value), value) else None


def _short_count(count: Count) -> str | int | None:
    if count.best is not None and count == Count.exactly(count.best):
        return count.best
    return count.words if _reads_as(Count.parse, count.words, count) else None


def _reads_as(parse: Callable[[str], Any], text: str, value: Any) -> bool:
    try:
        return bool(parse(text) == value)
    except ValueProblem:
        return False
