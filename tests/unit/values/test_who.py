"""Actors as claims name them."""

import pytest

from truceline.values.problems import ValueProblem
from truceline.values.who import Form, Who, check_id


@pytest.mark.parametrize(
    ("text", "form", "members", "words"),
    [
        ("a", Form.ONE, ("a",), ""),
        ("b + a", Form.JOINT, ("a", "b"), ""),
        ("b|a", Form.ALTERNATIVES, ("a", "b"), ""),
        ("class: insurgents", Form.CLASS, ("insurgents",), ""),
        ("unnamed: armed formations", Form.UNNAMED, (), "armed formations"),
        ("unnamed", Form.UNNAMED, (), ""),
        ("unknown", Form.UNKNOWN, (), ""),
        ("unknown: they said so", Form.UNKNOWN, (), "they said so"),
        ("unknown-group", Form.ONE, ("unknown-group",), ""),
    ],
)
def test_each_short_form_says_one_way_of_naming(
    text: str, form: Form, members: tuple[str, ...], words: str
) -> None:
    assert Who.parse(text) == Who(form=form, members=members, words=words)


@pytest.mark.parametrize(
    "text", ["a", "a + b", "a | b", "class: c", "unnamed", "unnamed: x: y", "unknown", "unknown: z"]
)
def test_reading_and_printing_are_inverse(text: str) -> None:
    assert str(Who.parse(text)) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a + b | c", "who.unreadable"),
        ("a + a", "who.members"),
        ("a +", "id.spelling"),
        ("A", "id.spelling"),
        ("", "id.spelling"),
        ("class: B C", "id.spelling"),
    ],
)
def test_what_names_nobody_is_refused(text: str, code: str) -> None:
    with pytest.raises(ValueProblem) as refusal:
        Who.parse(text)
    assert refusal.value.problem.code == code


@pytest.mark.parametrize(
    ("form", "members"),
    [
        (Form.ONE, ()),
        (Form.ONE, ("a", "b")),
        (Form.CLASS, ()),
        (Form.JOINT, ("a",)),
        (Form.JOINT, ("a", "a")),
        (Form.UNNAMED, ("a",)),
        (Form.UNKNOWN, ("a",)),
    ],
)
def test_each_form_takes_its_number_of_members(form: Form, members: tuple[str, ...]) -> None:
    with pytest.raises(ValueProblem) as refusal:
        Who(form=form, members=members, words="")
    assert refusal.value.problem.code == "who.members"


def test_members_have_one_order() -> None:
    assert Who.parse("b + a") == Who.parse("a + b")


def test_one_is_the_short_way_to_a_single_actor() -> None:
    assert Who.one("a") == Who.parse("a")


def test_an_identifier_is_lower_case_ascii() -> None:
    assert check_id("ucdp:300933") == "ucdp:300933"
    for wrong in ("", "É", "a b", "-a", "a/b", "a\n"):
        with pytest.raises(ValueProblem):
            check_id(wrong)
