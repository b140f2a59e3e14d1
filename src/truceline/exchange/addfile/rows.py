"""The items of an add file before they are values: which table, what was written, and where."""

from typing import Any

from attrs import frozen

from truceline.exchange.addfile.fields import FORMAT, HEADER, TABLES
from truceline.exchange.addfile.words import suggested
from truceline.values.located import Located, problems_of, read_json_lines, read_toml
from truceline.values.problems import Problem, Problems, ValueProblem
from truceline.values.structure import Fault, Path
from truceline.values.when import zone_of
from truceline.values.who import check_id

_HEADER_KEYS = ("format", "zone", "coder")
_JSON_LINES = (".jsonl", ".ndjson", ".json")
_WHEN_UNREADABLE = "UTC"


@frozen
class Row:
    """One item as written, and where in which part of the file it stands."""

    located: Located
    path: Path
    table: str
    raw: Any

    def problems(self, faults: list[Fault]) -> list[Problem]:
        """Faults whose paths are inside the item, as placed problems."""
        return problems_of(
            self.located, [Fault((*self.path, *fault.path), fault.problem) for fault in faults]
        )


@frozen
class Opened:
    """A file taken apart: its zone and coder, its items, and what was already wrong."""

    zone: str
    coder: str
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def open_add_file(text: str, file: str) -> Opened:
    """Take a file apart, by its suffix or else by its first character.

    Raises:
        Problems: ``toml.syntax``, ``json.syntax``, ``json.duplicate_key``.
    """
    if file.endswith(_JSON_LINES) or (not file.endswith(".toml") and text.lstrip("\ufeff \r\n\t")[:1] == "{"):
        return _json_rows(read_json_lines(text, file), file)
    located = read_toml(text, file)
    header = Row(
        located, (), HEADER, {key: value for key, value in located.data.items() if key in _HEADER_KEYS}
    )
    if "format" not in located.data and not TABLES.keys() & located.data.keys():
        # Another kind of file: its every key would be a fault of its own.
        raise Problems(problems_of(located, [Fault((), Problem("addfile.format", "no format"))]))
    rows: list[Row] = []
    faults = []
    for table, items in located.data.items():
        if table in TABLES and isinstance(items, list):
            rows += [Row(located, (table, number), table, raw) for number, raw in enumerate(items)]
        elif table in TABLES:
            faults.append(Fault((table,), Problem("input.type", f"[{table}], where [[{table}]] is wanted")))
        elif table not in _HEADER_KEYS:
            value = suggested(table, (*TABLES, *_HEADER_KEYS))
            faults.append(Fault((table,), Problem("input.unknown_key", value)))
    return _opened(header, rows, problems_of(located, faults))


def _json_rows(lines: list[Located], file: str) -> Opened:
    if not lines:
        raise Problems([Problem("addfile.format", "an empty file", file=file)])
    rows: list[Row] = []
    problems: list[Problem] = []
    header = Row(lines[0], (HEADER,), HEADER, lines[0].data.get(HEADER))
    for number, line in enumerate(lines):
        table = next(iter(line.data), "")
        if len(line.data) != 1 or table not in (*TABLES, HEADER) or (table == HEADER and number > 0):
            value = ", ".join(suggested(key, (*TABLES, HEADER)) for key in line.data) or "an empty object"
            problems += problems_of(line, [Fault((), Problem("addfile.line", value))])
        elif table != HEADER:
            rows.append(Row(line, (table,), table, line.data[table]))
    return _opened(header, rows, problems)


def _opened(header: Row, rows: list[Row], problems: list[Problem]) -> Opened:
    raw = header.raw if isinstance(header.raw, dict) else {}
    faults = [
        Fault((key,), Problem("input.unknown_key", suggested(key, _HEADER_KEYS)))
        for key in raw
        if key not in _HEADER_KEYS
    ]
    if raw.get("format") != FORMAT:
        at: Path = ("format",) if "format" in raw else ()
        faults.append(Fault(at, Problem("addfile.format", repr(raw.get("format", "no format")))))
    zone = _header_text(raw, "zone", faults)
    coder = _header_text({"coder": "", **raw}, "coder", faults)
    return Opened(zone or _WHEN_UNREADABLE, coder or "", tuple(rows), (*problems, *header.problems(faults)))


def _header_text(raw: dict[str, Any], key: str, faults: list[Fault]) -> str | None:
    """The zone or coder; None, with the fault noted, when it cannot be used."""
    if key not in raw:
        faults.append(Fault((), Problem("input.missing_key", key)))
        return None
    if not isinstance(raw[key], str):
        faults.append(Fault((key,), Problem("input.type", f"{raw[key]!r}, where text is wanted")))
        return None
    text: str = raw[key]
    try:
        if key == "zone":
            zone_of(text)
        elif text:
            check_id(text)
    except ValueProblem as error:
        faults.append(Fault((key,), error.problem))
        return None
    return text
