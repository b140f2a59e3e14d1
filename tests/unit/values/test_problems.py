"""Problems: stable codes, sentences, and how they are shown."""

import pytest

from truceline.values.problems import Problem, Problems, ValueProblem, catalogue


def test_every_code_has_a_sentence_and_says_what_to_do() -> None:
    for code, entry in catalogue().items():
        assert entry["sentence"].endswith("."), code
        assert entry["do"].endswith((".", ")")), code


def test_a_placed_problem_shows_file_line_column_path_and_caret() -> None:
    problem = Problem(
        "id.spelling", "A", file="f.toml", line=3, column=6, path="source[0].id", excerpt='id = "A"'
    )
    head, excerpt, caret = str(problem).split("\n")
    assert head.startswith(
        "f.toml:3:6: id.spelling at source[0].id: This is not spelt as an identifier. Got: A."
    )
    assert excerpt == '    id = "A"'
    assert caret == " " * 9 + "^"


def test_a_caret_of_its_own_serves_a_clipped_excerpt() -> None:
    problem = Problem("id.spelling", "A", line=1, column=500, excerpt="…xyz", caret=2)
    assert str(problem).endswith("\n     ^")


def test_a_problem_without_a_place_is_one_line() -> None:
    assert "\n" not in str(Problem("id.spelling", "A"))
    assert str(Problem("id.spelling", "A")).startswith("id.spelling: ")


def test_an_excerpt_without_a_column_is_marked_at_its_start() -> None:
    assert str(Problem("id.spelling", "A", excerpt="xyz")).endswith("\n    ^")


def test_a_value_problem_is_a_value_error_with_its_sentence() -> None:
    with pytest.raises(ValueError, match="not spelt as an identifier"):
        raise ValueProblem("id.spelling", "A")


def test_problems_tell_all_at_once() -> None:
    problems = Problems([Problem("id.spelling", "A"), Problem("id.spelling", "B")])
    assert str(problems).count("\n") == 1
    assert len(problems.problems) == 2
