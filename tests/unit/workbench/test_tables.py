"""Figures for people: bounds, losses, and claims in words."""

import io

import pytest
from rich.console import Console

from truceline.assessment.loss import Loss
from truceline.record.snapshot import snapshot_of
from truceline.testimony.statement import Speaker
from truceline.values.doubt import Count
from truceline.values.problems import Problem
from truceline.values.who import Who
from truceline.workbench.complaints import Format, complain
from truceline.workbench.formats import Cell, Sheet, draw_sheet, say
from truceline.workbench.tables import bounds, loss_text
from truceline.workbench.testimony_text import Teller


@pytest.mark.parametrize(
    ("definite", "possible", "text"), [(0, 0, "0"), (3, 0, "3"), (0, 4, "0 to 4"), (2, 5, "2 to 7")]
)
def test_bounds_run_from_what_is_definite_to_that_with_what_is_possible(
    definite: int, possible: int, text: str
) -> None:
    assert bounds(definite, possible) == text


@pytest.mark.parametrize(
    ("loss", "text"),
    [
        (Loss(low=0, best=0, high=0, best_of=0, incidents=0), "-"),
        (Loss(low=3, best=3, high=3, best_of=1, incidents=1), "3"),
        (Loss(low=3, best=4, high=9, best_of=2, incidents=2), "4 (3 to 9)"),
        (Loss(low=3, best=4, high=9, best_of=1, incidents=2), "3 to 9"),
        (Loss(low=3, best=0, high=None, best_of=0, incidents=1), "3 or more"),
        (Loss(low=3, best=5, high=None, best_of=2, incidents=2), "5 (3 or more)"),
    ],
)
def test_a_best_figure_is_shown_only_where_every_toll_has_one(loss: Loss, text: str) -> None:
    assert loss_text(loss) == text


def drawn(sheet: Sheet, width: int) -> list[str]:
    screen = Console(file=io.StringIO(), width=width, highlight=False, markup=False)
    draw_sheet(sheet, screen)
    assert isinstance(screen.file, io.StringIO)
    return [line.rstrip() for line in screen.file.getvalue().splitlines()]


def test_ids_and_dates_are_not_broken_and_figures_stand_at_the_right() -> None:
    words = "a long column of words that has to be broken somewhere"
    sheet = Sheet(
        "Title", ("id", "n", "words"), (("a-fairly-long-identifier", 5, words), ("b", 1234, "")), ("note",)
    )
    lines = drawn(sheet, 50)
    assert lines[0] == "Title"
    assert lines[2].startswith("a-fairly-long-identifier     5  a long column")
    assert lines[-1] == "note"
    assert all(len(line) <= 50 for line in lines)


def test_square_brackets_are_printed_and_no_markup() -> None:
    assert "[bold]x[/bold]" in drawn(Sheet("", ("a",), (("[bold]x[/bold]",),), ()), 40)[1]


def test_what_was_done_is_told_in_each_format(capsys: pytest.CaptureFixture[str]) -> None:
    done: list[tuple[str, dict[str, Cell]]] = [("Added a.", {"id": "a", "new": 1}), ("Added b.", {"id": "b"})]
    say(Format.TABLE, done)
    say(Format.JSON, done[:1])
    say(Format.CSV, done)
    assert capsys.readouterr().out == (
        'Added a.\nAdded b.\n[\n  {\n    "id": "a",\n    "new": 1\n  }\n]\nid,new\na,1\nb,\n'
    )


def test_problems_go_to_stderr_in_each_format(capsys: pytest.CaptureFixture[str]) -> None:
    problem = Problem("id.spelling", "Ä", file="f.toml", line=3, column=5, excerpt='id = "Ä"')
    for wanted in Format:
        complain([problem], {"truceline.format": wanted})
    complain([problem], {})
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("f.toml:3:5: id.spelling") == 2
    assert '"sentence": "This is not spelt as an identifier."' in captured.err
    assert "id.spelling,Ä,f.toml,3,5" in captured.err


def test_actors_are_named_in_the_form_they_were_named_in() -> None:
    teller = Teller(snapshot_of((), origin="local/none"))
    assert teller.who(Who.parse("a + b")) == "a and b"
    assert teller.who(Who.parse("a | b")) == "a or b"
    assert teller.who(Who.parse("class: insurgents")) == "some insurgents"
    assert teller.who(Who.parse("unnamed: gunmen")) == "unnamed: gunmen"
    assert teller.speaker(Speaker(None, "")) == "unnamed"
    assert str(Count.parse("at least 3")) == "3 or more"
