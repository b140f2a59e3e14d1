"""Every example in the pages on agreement and view files is read, and every fault shown is the one told."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from truceline.agreement.file_form import (
    AfterwardsForm,
    AgreementForm,
    ConditionForm,
    PartiesForm,
    ProvisionForm,
)
from truceline.agreement.lifecycle import NEXT
from truceline.agreement.parse import read_agreement
from truceline.agreement.printing import print_agreement
from truceline.assessment.view_file import (
    AccountsForm,
    FrameworkForm,
    NeedsForm,
    PersistsForm,
    ViewForm,
    WhomForm,
    print_view,
    read_view,
    shipped_views,
)
from truceline.values.forms import keys_of
from truceline.values.problems import Problems

SPEC = Path(__file__).parents[2] / "docs" / "spec"
BLOCK = re.compile(r"```(toml|toml faulty|text)\n(.*?)```", re.DOTALL)
FAULTY = re.compile(r"```toml faulty\n(.*?)```.*?```text\n(.*?)```", re.DOTALL)


def page(name: str) -> str:
    return (SPEC / name).read_text("utf-8")


def examples(name: str) -> list[str]:
    return [text for kind, text in BLOCK.findall(page(name)) if kind == "toml"]


@pytest.mark.parametrize("text", examples("agreement.md"))
def test_each_example_of_an_agreement_is_read_and_printed_back(text: str) -> None:
    agreement = read_agreement(text, "example.toml")
    assert read_agreement(print_agreement(agreement), "printed.toml") == agreement


@pytest.mark.parametrize("text", examples("view.md"))
def test_each_example_of_a_view_is_read_and_printed_back(text: str) -> None:
    view = read_view(text, "example.toml")
    assert read_view(print_view(view), "printed.toml") == view


@pytest.mark.parametrize(
    ("name", "file", "read"),
    [("agreement.md", "truce.toml", read_agreement), ("view.md", "view.toml", read_view)],
)
def test_the_faults_shown_are_those_told(name: str, file: str, read: Callable[[str, str], object]) -> None:
    ((text, shown),) = FAULTY.findall(page(name))
    with pytest.raises(Problems) as caught:
        read(text, file)
    assert str(caught.value) + "\n" == shown


def test_the_table_of_steps_is_the_one_that_is_used() -> None:
    rows = [
        f"| {state} | {', '.join(f'{step}: {then}' for step, then in steps.items())} |"
        for state, steps in NEXT.items()
    ]
    assert "\n".join(rows) in page("agreement.md")


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("agreement.md", (AgreementForm, ConditionForm, ProvisionForm, PartiesForm, AfterwardsForm)),
        ("view.md", (ViewForm, AccountsForm, FrameworkForm, PersistsForm, NeedsForm, WhomForm)),
    ],
)
def test_every_key_has_its_place_on_the_page(name: str, forms: tuple[type, ...]) -> None:
    words = set(re.findall(r"[a-z][a-z-]*[a-z]", page(name)))
    assert [key for form in forms for key in keys_of(form) if key not in words] == []


def test_the_shipped_views_are_listed_with_their_titles() -> None:
    rows = "\n".join(f"| {view.name} | {view.title} |" for view in shipped_views().values())
    assert rows in page("view.md")
