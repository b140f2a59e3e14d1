"""Where in a file a value stands."""

import pytest

from truceline.values.located import Located, Mark, problems_of, read_json, read_json_lines, read_toml
from truceline.values.problems import Problem, Problems
from truceline.values.structure import Fault, Path

TOML = """\
# a comment first
title = "é" # and one after
b.c."d e" = 1
[t."x.y"]
k = [1, # among items
 {a = 1, "b" = 'z'}]
[[arr]]
x = '''
two lines'''
[[arr]]
[[arr.sub]]
coded-from = 2016-02-27
[arr.one]
deep = true
"""


def faulty(located: Located, path: Path, code: str = "input.type") -> Problem:
    (problem,) = problems_of(located, [Fault(path, Problem(code, "it"))])
    return problem


@pytest.mark.parametrize(
    ("path", "line", "column", "spelled"),
    [
        (("title",), 2, 9, "title"),
        (("b", "c", "d e"), 3, 13, 'b.c."d e"'),
        (("b", "c"), 3, 1, "b.c"),
        (("t", "x.y", "k"), 5, 5, 't."x.y".k'),
        (("t", "x.y", "k", 0), 5, 6, 't."x.y".k[0]'),
        (("t", "x.y", "k", 1, "b"), 6, 16, 't."x.y".k[1].b'),
        (("arr", 0, "x"), 8, 5, "arr[0].x"),
        (("arr", 1), 10, 1, "arr[1]"),
        (("arr", 1, "sub", 0, "coded_from"), 12, 14, "arr[1].sub[0].coded-from"),
        (("arr", 1, "one", "deep"), 14, 8, "arr[1].one.deep"),
        (("arr", 1, "sub", 0, "missing_key"), 11, 1, "arr[1].sub[0].missing-key"),
        (("nowhere",), 1, 1, "nowhere"),
        ((), 1, 1, ""),
    ],
)
def test_a_toml_value_is_found_or_else_the_innermost_table_around_it(
    path: Path, line: int, column: int, spelled: str
) -> None:
    problem = faulty(read_toml(TOML, "f.toml"), path)
    assert (problem.line, problem.column, problem.path) == (line, column, spelled)
    assert problem.excerpt == TOML.splitlines()[line - 1]
    assert problem.file == "f.toml"


def test_an_unknown_key_is_marked_at_the_key_and_a_missing_one_at_its_table() -> None:
    located = read_toml(TOML, "f.toml")
    assert located.spot(("arr", 0, "x"), at_key=True) == Mark(8, 1, "x = '''", 1)
    assert faulty(located, ("arr", 0, "x"), "input.unknown_key").column == 1
    missing, _ = problems_of(
        located,
        [
            Fault(("title",), Problem("input.type", "it")),
            Fault((), Problem("input.missing_key", "coded_from")),
        ],
    )
    assert (missing.value, missing.line) == ("coded-from", 1)


def test_problems_come_in_the_order_of_the_file() -> None:
    located = read_toml(TOML, "f.toml")
    faults = [
        Fault(("arr", 0, "x"), Problem("input.type", "b")),
        Fault(("title",), Problem("input.type", "a")),
    ]
    assert [problem.value for problem in problems_of(located, faults)] == ["a", "b"]


def test_columns_count_characters_and_tabs_do_not_move_the_caret() -> None:
    located = read_toml("k = {é = 1}\r\n".replace("é", '"é"') + '\tv = ["ü", 2]\r\n', "f.toml")
    mark = located.spot(("v", 1))
    assert (mark.line, mark.column) == (2, 12)
    assert mark.excerpt == ' v = ["ü", 2]'
    assert mark.excerpt[mark.caret - 1] == "2"


def test_a_long_line_is_clipped_round_the_caret() -> None:
    text = "k = [" + ", ".join(f'"item {number}"' for number in range(500)) + "]\n"
    mark = read_toml(text, "f.toml").spot(("k", 250))
    assert len(mark.excerpt) < 130
    assert mark.excerpt[mark.caret - 1 :].startswith('"item 250"')
    assert mark.excerpt[0] == mark.excerpt[-1] == "…"
    first = read_toml(text, "f.toml").spot(("k", 0))
    assert first.excerpt.startswith("k = [")
    assert first.caret == first.column == 6
    last = read_toml(text, "f.toml").spot(("k", 499))
    assert last.excerpt.endswith("]")
    assert last.excerpt[last.caret - 1 :] == '"item 499"]'


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("a = 1\nb = \n", 2, 5, "Invalid value"),
        ("a = [1,", 1, 8, "Invalid value"),
        ("é = 1", 1, 1, "Invalid statement"),
        ("a = 1\na = 2", 2, 6, "Cannot overwrite a value"),
        ("a = 2016-02-31", 1, 5, "Invalid date or datetime"),
        ("a = " + "[" * 200_000, None, None, "nested deeper than 100"),
        ("[a" + ".a" * 50_000 + "]", None, None, "nested deeper than 100"),
        ("a = " + "[" * 101 + "]" * 101, None, None, "nested deeper than 100"),
    ],
)
def test_a_toml_syntax_error_is_one_problem_with_its_place(
    text: str, line: int | None, column: int | None, said: str
) -> None:
    with pytest.raises(Problems) as refusal:
        read_toml(text, "f.toml")
    (problem,) = refusal.value.problems
    assert problem.code == "toml.syntax"
    assert said in problem.value
    if line is not None:
        assert (problem.line, problem.column) == (line, column)


def test_a_byte_order_mark_is_passed_over() -> None:
    assert read_toml("\ufeffa = 1", "f.toml").data == {"a": 1}
    assert read_json_lines('\ufeff{"a": 1}', "f.jsonl")[0].data == {"a": 1}
    assert read_json('\ufeff{"a": 1}', "f.json").data == {"a": 1}


def test_json_lines_know_their_lines_and_keep_odd_line_separators() -> None:
    first, second = read_json_lines(
        '{"a": {"b c": "\u2028"}}\n\n{"a": [0, {"x_y": "é", "z": 1}]}\n', "f.jsonl"
    )
    assert first.data == {"a": {"b c": "\u2028"}}
    assert first.spot(("a", "b c")) == Mark(1, 15, first.spot(()).excerpt, 15)
    assert faulty(second, ("a", 1, "z")).line == 3
    assert faulty(second, ("a", 1, "z")).column == 29
    assert second.spelled(("a", 1, "x_y")) == "a[1].x_y"


def test_all_bad_lines_are_told_at_once() -> None:
    text = '{"a":1,\n{"b":{"c":1,"c":2}}\n[1]\n{"a":NaN}\n{"a":"\\ud800"}\n{"a":1}\n' + "[" * 200_000
    with pytest.raises(Problems) as refusal:
        read_json_lines(text, "f.jsonl")
    found = [(problem.code, problem.line, problem.column) for problem in refusal.value.problems]
    assert found == [
        ("json.syntax", 1, 8),
        ("json.duplicate_key", 2, 13),
        ("json.syntax", 3, 1),
        ("json.syntax", 4, 1),
        ("json.syntax", 5, 1),
        ("json.syntax", 7, 1),
    ]
    assert refusal.value.problems[1].path == "b.c"


def test_a_whole_json_file_keeps_the_digits_of_its_numbers() -> None:
    located = read_json('{\n "a": [1.10, 2]\n}', "f.json")
    assert str(located.data["a"][0]) == "1.10"
    assert faulty(located, ("a", 1)).line == 2
    with pytest.raises(Problems) as refusal:
        read_json('{\n "a": 1.5,\n "a": "\\u0041"\n}', "f.json")
    assert [(problem.code, problem.line) for problem in refusal.value.problems] == [("json.duplicate_key", 3)]
    with pytest.raises(Problems):
        read_json("[]", "f.json")
