"""Annotated documents to grade a reader by: JSON lines and brat, as plain values.

JSON lines: {id, text, attrs: [{source, cue, content: lists of [start, end)}]}. brat: a folder of
.txt with .ann beside, text-bound annotations Source, Cue and Content tied by relations or by
an event whose trigger is the cue. Nothing of a corpus is ever copied; only paths are read.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from truceline.values.problems import Problem, Problems

Range = tuple[int, int]


@frozen
class Attribution:
    """Source, cue and content as spans; each may be empty but the content."""

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]


@frozen
class GoldDocument:
    """A text and the attributions somebody marked in it."""

    id: str
    text: str
    attributions: tuple[Attribution, ...]


def read_gold(path: Path) -> tuple[GoldDocument, ...]:
    """The documents of a JSON lines file, or of a folder of brat files.

    Raises:
        Problems: ``gold.unreadable`` for every line or file that is not in either form.
    """
    if path.is_dir():
        return tuple(
            _read_brat(text) for text in sorted(path.glob("*.txt")) if text.with_suffix(".ann").exists()
        )
    faults: list[Problem] = []
    found: list[GoldDocument] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if line.strip():
            try:
                found.append(_from_json(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                faults.append(Problem("gold.unreadable", str(error)[:120], file=str(path), line=number))
    if faults:
        raise Problems(faults)
    return tuple(found)


def _from_json(row: dict[str, Any]) -> GoldDocument:
    text = str(row["text"])
    attributions = tuple(_attribution(item, len(text)) for item in row["attrs"])
    return GoldDocument(str(row["id"]), text, attributions)


def _attribution(item: dict[str, list[list[int]]], length: int) -> Attribution:
    parts = []
    for name in ("source", "cue", "content"):
        spans = tuple((int(start), int(end)) for start, end in item.get(name, []))
        if any(not 0 <= start < end <= length for start, end in spans):
            raise ValueError(f"{name} outside the text: {spans}")
        parts.append(spans)
    return Attribution(*parts)


_BOUND = re.compile(r"(T\d+)\t(\w+) ([\d ;]+)\t")
_RELATION = re.compile(r"R\d+\t\w+ Arg1:(T\d+) Arg2:(T\d+)")
_EVENT = re.compile(r"E\d+\t(\S+)((?: \S+:T\d+)*)")


def _read_brat(path: Path) -> GoldDocument:
    spans: dict[str, tuple[Range, ...]] = {}
    roles: dict[str, str] = {}
    ties: defaultdict[str, set[str]] = defaultdict(set)
    for line in path.with_suffix(".ann").read_text("utf-8").splitlines():
        if match := _BOUND.match(line):
            spans[match[1]] = tuple(
                (int(a), int(b)) for a, b in (piece.split() for piece in match[3].split(";"))
            )
            roles[match[1]] = match[2].lower()
        elif match := _RELATION.match(line):
            ties[match[1]] |= {match[2]}
            ties[match[2]] |= {match[1]}
        elif match := _EVENT.match(line):
            members = re.findall(r":(T\d+)", f"{match[1]}{match[2]}")
            for member in members[1:]:
                ties[members[0]].add(member)
                ties[member].add(members[0])
    return GoldDocument(path.stem, path.read_text("utf-8"), tuple(_tied(spans, roles, ties)))


def _tied(
    spans: dict[str, tuple[Range, ...]], roles: dict[str, str], ties: dict[str, set[str]]
) -> Iterator[Attribution]:
    """One attribution a cue, or a content when there is no cue."""
    seen: set[str] = set()
    for anchor in [key for key in roles if roles[key] == "cue"] + [
        key for key in roles if roles[key] == "content"
    ]:
        if anchor in seen:
            continue
        group = {anchor, *ties.get(anchor, set())}
        seen |= {key for key in group if roles.get(key) != "source"}
        parts = {
            role: tuple(sorted(span for key in group if roles.get(key) == role for span in spans[key]))
            for role in ("source", "cue", "content")
        }
        yield Attribution(parts["source"], parts["cue"], parts["content"])
