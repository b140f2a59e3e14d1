"""Files as plain data that still know where each value stands: file, line, column, excerpt.

TOML, JSON and JSON Lines. The data comes from the standard parsers; positions come from a second,
concrete parse (tree-sitter) that is made only when something is wrong and a person has to be
shown where. Lines and columns count from one, columns in Unicode code points.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cache, cached_property
from typing import Any, TypeAlias

import tree_sitter_json
import tree_sitter_toml
from attrs import evolve, frozen
from tree_sitter import Language, Node, Parser

from truceline.values.problems import Problem, Problems
from truceline.values.structure import Fault, Path

_EXCERPT_WIDTH = 120
# No file of ours nests deeper than ten; positions of what nests without end cannot be worked out.
_DEEPEST = 100
_AT_KEY = ("input.unknown_key", "json.duplicate_key")


@frozen
class Mark:
    """A position in a file, with its line (clipped when very long) and the caret's column in that."""

    line: int
    column: int
    excerpt: str
    caret: int


@frozen
class _Stand:
    """Where a key and its value start: (row, byte column), both from zero."""

    key: tuple[int, int]
    value: tuple[int, int]


_Index: TypeAlias = dict[Path, _Stand]


@frozen
class Located:
    """The data of a file, or of one line of it, and where in the file each part of it stands."""

    data: dict[str, Any]
    file: str
    _text: str
    _first_line: int
    _index_of: Callable[[str], _Index]

    @cached_property
    def _index(self) -> _Index:
        return self._index_of(self._text)

    @cached_property
    def _lines(self) -> list[str]:
        return self._text.split("\n")

    def spot(self, path: Path, *, at_key: bool = False) -> Mark:
        """Where the value (or its key) of a path stands; for a path not in the file, its innermost part that is."""
        known = self._known(path)
        stand = self._index.get(known, _Stand((0, 0), (0, 0)))
        row, offset = stand.key if at_key and len(known) == len(path) else stand.value
        return _mark(self._lines[row], row + self._first_line, offset)

    def spelled(self, path: Path) -> str:
        """A path as a person writes it, in the file's spelling: ``statement[2].claims[0].kind``."""
        known = self._known(path)
        rest = (step if isinstance(step, int) else step.replace("_", "-") for step in path[len(known) :])
        return _dotted((*known, *rest))

    def _known(self, path: Path) -> Path:
        """The longest part of the path that stands in the file; ``_`` in a field may be ``-`` there."""
        found: Path = ()
        for step in path:
            spellings = (step, step.replace("_", "-")) if isinstance(step, str) else (step,)
            match = next(((*found, one) for one in spellings if (*found, one) in self._index), None)
            if match is None:
                break
            found = match
        return found


def problems_of(located: Located, faults: Iterable[Fault]) -> list[Problem]:
    """The faults as problems with their place in the file, in the order of the file."""
    problems = [_placed(located, fault) for fault in faults]
    return sorted(problems, key=lambda problem: (problem.line or 0, problem.column or 0))


def _placed(located: Located, fault: Fault) -> Problem:
    code, value = fault.problem.code, fault.problem.value
    mark = located.spot(fault.path, at_key=code in _AT_KEY)
    return evolve(
        fault.problem,
        value=value.replace("_", "-") if code == "input.missing_key" else value,
        file=located.file,
        line=mark.line,
        column=mark.column,
        path=located.spelled(fault.path),
        excerpt=mark.excerpt,
        caret=mark.caret,
    )


def read_toml(text: str, file: str) -> Located:
    """A TOML file as located data.

    Raises:
        Problems: ``toml.syntax`` with line, column and caret.
    """
    plain = text.removeprefix("\ufeff")
    try:
        data = tomllib.loads(plain)
        _refuse_depth(data)
    except (ValueError, RecursionError) as error:
        raise Problems([_toml_problem(_said(error), plain, file)]) from error
    return Located(data, file, plain, 1, _toml_index)


def _refuse_depth(data: Any) -> None:
    """Raises RecursionError for what nests too deep, whoever could still read it."""
    level = [data]
    for _ in range(_DEEPEST):
        level = [inner for outer in level for inner in _inside(outer) if isinstance(inner, dict | list)]
    if level:
        raise RecursionError


def _inside(outer: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return outer.values() if isinstance(outer, dict) else outer


def _said(error: Exception) -> str:
    return f"nested deeper than {_DEEPEST}" if isinstance(error, RecursionError) else str(error)


_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)")


def _toml_problem(message: str, text: str, file: str) -> Problem:
    lines = text.split("\n")
    at = _AT.search(message)
    if at is None:
        return Problem("toml.syntax", message, file=file)
    line, column = (int(at[1]), int(at[2])) if at[1] else (len(lines), len(lines[-1]) + 1)
    mark = _mark(lines[line - 1], line, len(lines[line - 1][: column - 1].encode()))
    return _syntax("toml.syntax", _AT.sub("", message), file=file, mark=mark)


def read_json(text: str, file: str) -> Located:
    """One JSON object as located data; numbers with a point are Decimal, digit for digit.

    Raises:
        Problems: ``json.syntax``, ``json.duplicate_key``.
    """
    item, problems = _json_object(text.removeprefix("\ufeff"), file, 1, Decimal)
    if item is None or problems:
        raise Problems(problems)
    return item


def read_json_lines(text: str, file: str) -> list[Located]:
    """The objects of a JSON Lines file, one a line; empty lines are passed over.

    Raises:
        Problems: ``json.syntax`` and ``json.duplicate_key``, for every bad line at once.
    """
    items: list[Located] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if line.strip():
            item, faults = _json_object(line, file, number, float)
            items += [item] if item else []
            problems += faults
    if problems:
        raise Problems(problems)
    return items


def _json_object(
    text: str, file: str, first_line: int, numbers: type[Decimal] | type[float]
) -> tuple[Located | None, list[Problem]]:
    repeated: list[str] = []

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        result = dict(pairs)
        repeated.extend("" for _ in range(len(pairs) - len(result)))
        return result

    try:
        data = json.loads(text, object_pairs_hook=unique, parse_constant=_refuse, parse_float=numbers)
        _refuse_depth([data])
        if "\\u" in text:  # half a surrogate pair is no text
            json.dumps(data, ensure_ascii=False, default=str).encode()
    except (ValueError, RecursionError) as error:
        mark = _json_mark(text, first_line, error)
        message = error.msg if isinstance(error, json.JSONDecodeError) else _said(error)
        return None, [_syntax("json.syntax", message, file=file, mark=mark)]
    if not isinstance(data, dict):
        mark = _mark(text.split("\n", maxsplit=1)[0], first_line, 0)
        return None, [_syntax("json.syntax", "something that is no object", file=file, mark=mark)]
    item = Located(data, file, text, first_line, _json_index)
    return item, _repeated_keys(item, text, first_line) if repeated else []


def _json_mark(text: str, first_line: int, error: Exception) -> Mark:
    row, column = 0, 0
    if isinstance(error, json.JSONDecodeError):
        row, column = error.lineno - 1, error.colno - 1
    line = text.split("\n")[row]
    return _mark(line, first_line + row, len(line[:column].encode(errors="replace")))


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _repeated_keys(item: Located, text: str, first_line: int) -> list[Problem]:
    lines = text.split("\n")
    seen: set[Path] = set()
    problems = []
    for path, stand in _json_stands(_parsed(text, "json"), ()):
        if path in seen:
            row, offset = stand.key
            mark = _mark(lines[row], first_line + row, offset)
            problem = _syntax("json.duplicate_key", str(path[-1]), file=item.file, mark=mark)
            problems.append(evolve(problem, path=item.spelled(path)))
        seen.add(path)
    return problems


def _syntax(code: str, message: str, *, file: str, mark: Mark) -> Problem:
    where = {"line": mark.line, "column": mark.column, "excerpt": mark.excerpt, "caret": mark.caret}
    return evolve(Problem(code, message, file=file), **where)  # type: ignore[arg-type]  # evolve cannot see through a dict


def _mark(line: str, number: int, byte: int) -> Mark:
    column = len(line.encode(errors="replace")[:byte].decode(errors="replace")) + 1
    # A tab would move the caret, a carriage return would overwrite the line.
    plain = line.removesuffix("\r").replace("\t", " ")
    start = max(0, column - _EXCERPT_WIDTH // 2) if len(plain) > _EXCERPT_WIDTH else 0
    end = start + _EXCERPT_WIDTH
    shown = ("…" if start else "") + plain[start:end] + ("…" if end < len(plain) else "")
    return Mark(number, column, shown, column - start + (1 if start else 0))


_BARE = re.compile(r"[A-Za-z0-9_-]+")


def _dotted(path: Path) -> str:
    parts = []
    for step in path:
        if isinstance(step, int):
            parts.append(f"[{step}]")
        else:
            parts.append("." + (step if _BARE.fullmatch(step) else json.dumps(step, ensure_ascii=False)))
    return "".join(parts).removeprefix(".")


@cache
def _parser(form: str) -> Parser:
    grammar = tree_sitter_toml.language() if form == "toml" else tree_sitter_json.language()
    return Parser(Language(grammar))


def _parsed(text: str, form: str) -> Node:
    return _parser(form).parse(text.encode()).root_node


def _start(node: Node) -> tuple[int, int]:
    return node.start_point.row, node.start_point.column


def _text(node: Node) -> str:
    return (node.text or b"").decode()


def _json_index(text: str) -> _Index:
    return dict(_json_stands(_parsed(text, "json"), ()))


def _json_stands(node: Node, path: Path) -> Iterator[tuple[Path, _Stand]]:
    if node.type == "document":
        for child in node.named_children:
            yield path, _Stand(_start(child), _start(child))
            yield from _json_stands(child, path)
    elif node.type == "object":
        for key, value in (pair.named_children for pair in node.named_children):
            inner = (*path, json.loads(_text(key)))
            yield inner, _Stand(_start(key), _start(value))
            yield from _json_stands(value, inner)
    elif node.type == "array":
        for number, child in enumerate(node.named_children):
            yield (*path, number), _Stand(_start(child), _start(child))
            yield from _json_stands(child, (*path, number))


def _toml_index(text: str) -> _Index:
    index: _Index = {}
    sizes: dict[Path, int] = {}
    for node in _parsed(text, "toml").named_children:
        if node.type == "pair":
            _add_pair(index, node, ())
        elif node.type in ("table", "table_array_element"):
            _add_table(index, sizes, node)
    return index


def _add_table(index: _Index, sizes: dict[Path, int], node: Node) -> None:
    header, *pairs = (child for child in node.named_children if child.type != "comment")
    stand = _Stand(_start(node), _start(node))
    path: Path = ()
    parts = _key_parts(header)
    for number, part in enumerate(parts, start=1):
        path = (*path, part)
        index.setdefault(path, stand)
        if number == len(parts) and node.type == "table_array_element":
            sizes[path] = sizes.get(path, 0) + 1
        if path in sizes:
            path = (*path, sizes[path] - 1)
    index[path] = stand
    for pair in pairs:
        _add_pair(index, pair, path)


def _add_pair(index: _Index, node: Node, path: Path) -> None:
    key, value, *_ = (child for child in node.named_children if child.type != "comment")
    for part in _key_parts(key):
        path = (*path, part)
        index.setdefault(path, _Stand(_start(key), _start(key)))
    index[path] = _Stand(_start(key), _start(value))
    _add_value(index, value, path)


def _add_value(index: _Index, node: Node, path: Path) -> None:
    children = [child for child in node.named_children if child.type != "comment"]
    if node.type == "inline_table":
        for pair in children:
            _add_pair(index, pair, path)
    elif node.type == "array":
        for number, child in enumerate(children):
            index[(*path, number)] = _Stand(_start(child), _start(child))
            _add_value(index, child, (*path, number))


def _key_parts(node: Node) -> list[str]:
    """The parts of a key; the standard parser unquotes each."""
    if node.type == "dotted_key":
        return [part for child in node.named_children for part in _key_parts(child)]
    return [next(iter(tomllib.loads(f"{_text(node)} = 0")))]
