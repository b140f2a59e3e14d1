"""A gazetteer the user has: place names with their ids, from CSV, TSV or JSON, however its columns are called.

Every column whose title holds "name" or "alias" gives a name; the id is that of the column
"id", "pcode" or one whose title holds "code", else made of the name. Of a name with its
hierarchy ("Tarn - Lower Tarn", "Tarn (Velmar)") the first part counts.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from truceline.reading.intake.receive import slug
from truceline.values.problems import Problem, Problems
from truceline.values.who import check_id

_HIERARCHY = re.compile(r"\s+-\s+|-\s|\s-|\s*\(|\s*\|\s*")
_ID = ("id", "place", "pcode", "p-code")


def read_gazetteer(text: str, file: str) -> tuple[tuple[str, str], ...]:
    """(name, place id) pairs.

    Raises:
        Problems: ``gazetteer.columns`` when nothing in it is a name.
    """
    rows = list(_rows(text.removeprefix("\ufeff")))
    pairs = dict.fromkeys(pair for row in rows for pair in _pairs(row))
    if not pairs:
        titles = ", ".join(str(title) for title in (rows[0] if rows else ()))
        raise Problems([Problem("gazetteer.columns", titles or text[:40], file=file)])
    return tuple(pairs)


def _rows(text: str) -> Iterator[dict[str, Any]]:
    if text.lstrip().startswith(("[", "{")):
        try:
            raw = json.loads(text)
        except (ValueError, RecursionError):
            return
        items = raw if isinstance(raw, list) else raw.get("features", [])
        plain = (item.get("properties", item) if isinstance(item, dict) else None for item in items)
        yield from (item for item in plain if isinstance(item, dict))
    else:
        first = text.split("\n", maxsplit=1)[0]
        mark = max("\t;,", key=first.count)
        try:
            yield from csv.DictReader(io.StringIO(text, newline=""), delimiter=mark)
        except csv.Error:
            return


def _pairs(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    names = list(_names(row))
    if not names:
        return
    told = _told_id(row.items())
    place = told or slug(names[0])
    if place:
        yield from ((name, place) for name in names)


def _names(row: dict[str, Any]) -> Iterator[str]:
    for title, value in row.items():
        if not isinstance(title, str) or not isinstance(value, str):
            continue
        if "alias" in title.lower():
            yield from (part.strip() for part in re.split(r"[|;]", value) if part.strip())
        elif (
            "code" not in title.lower()
            and "name" in title.lower()
            and (name := _HIERARCHY.split(value.strip())[0].strip())
        ):
            yield name


def _told_id(fields: Iterable[tuple[Any, Any]]) -> str:
    """The id a row tells, in small letters; "" where it tells none that can be one."""
    titles = {str(title).lower(): str(value).strip().lower() for title, value in fields if value is not None}
    codes = [title for title in titles if "code" in title]
    for title in (*codes, *_ID):
        try:
            return check_id(titles.get(title, ""))
        except ValueError:
            continue
    return ""
