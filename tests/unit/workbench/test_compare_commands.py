"""Comparing views at the command line: tables, rows, plots, and what is refused."""

import csv
import io
from pathlib import Path

import pytest
from attrs import evolve
from typer.testing import CliRunner

from truceline.assessment.ledger import EVERYTHING
from truceline.record.store import Record
from truceline.workbench import plots
from truceline.workbench.beside import cruxes_by
from truceline.workbench.cli import app
from truceline.workbench.comparison_tables import crux_sheet
from truceline.workbench.desk import AsOf, Desk
from truceline.workbench.sizing import Engines, Manner

TWO = ["--view", "us-officials", "--view", "russian-centre"]


def truceline(example: Path, *words: str, status: int = 0) -> str:
    done = CliRunner().invoke(app, [*words, "--record", str(example)])
    assert done.exit_code == status, done.output
    return done.output


def test_every_differing_incident_stands_in_one_group_of_the_csv(example: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(truceline(example, "compare", *TWO, "--format", "csv"))))
    ids = [name for row in rows for name in row["ids"].split()]
    assert len(ids) == len(set(ids)) == sum(int(row["incidents"]) for row in rows) == 58


def test_a_comparison_for_people_names_both_views_and_what_makes_the_difference(example: Path) -> None:
    text = truceline(example, "compare", *TWO)
    assert "58 of 108 incidents are found differently" in text
    assert "Whether the word of" in " ".join(text.split())
    assert "no legal determination" in text


def test_several_views_say_between_which(example: Path) -> None:
    three = [*TWO, "--view", "snhr"]
    assert "between" in truceline(example, "compare", *three)
    assert "between" in truceline(example, "crux", *three)


def test_the_crux_of_two_views_has_a_row_for_each_direction_in_the_csv(example: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(truceline(example, "crux", *TWO, "--format", "csv"))))
    assert (rows[0]["view"], rows[0]["against"]) == ("us-officials", "russian-centre")
    assert (rows[1]["view"], rows[1]["against"]) == ("russian-centre", "us-officials")
    assert rows[0]["explained"] == rows[1]["explained"] == "50"


def test_a_crux_for_people_names_actors_and_sets_claims_under_their_answer(example: Path) -> None:
    text = truceline(example, "crux", "--view", "every-source", "--view", "corroborated")
    words = " ".join(text.split())
    assert "Syrian Arab Air Force or perhaps Russian Aerospace Forces" in words
    assert "syrian-air-force or" not in words
    assert "  -   [" not in text


def test_answers_that_explain_nothing_are_counted_and_not_listed(example: Path) -> None:
    with Record.open(example) as opened:
        cases = Desk(opened).cases(None, ["us-officials", "russian-centre"], AsOf())
        _, rows = cruxes_by(cases, EVERYTHING, Engines(Manner.PLAIN, 1, None))
    mute = evolve(rows[1], flips=tuple(evolve(one, settled=()) for one in rows[1].flips))
    sheet = crux_sheet([rows[0], mute], {})
    assert len(sheet.rows) == 1
    assert "explain nothing by themselves: 1;" in " ".join(sheet.notes)


def test_the_crux_of_one_view_settles_what_it_leaves_contested(example: Path) -> None:
    text = truceline(example, "crux")
    assert "groups-towards-government" in text
    assert "  - Jabhat al-Nusra\n      [" in text
    rows = list(csv.DictReader(io.StringIO(truceline(example, "crux", "--format", "csv"))))
    assert {row["answer"] for row in rows} == {"contested"}


def test_a_view_that_leaves_nothing_contested_says_so(example: Path) -> None:
    assert "No single answer moves anything." in truceline(example, "crux", "--to", "2001-01-01")


@pytest.mark.parametrize("views", [[], ["--view", "snhr"], ["--view", "snhr"] * 5])
def test_too_few_and_too_many_views_are_refused(example: Path, views: list[str]) -> None:
    assert "cli.how_many_views" in truceline(example, "compare", *views, status=1)


def test_incidents_are_chosen_that_any_of_the_views_would_choose(example: Path) -> None:
    text = truceline(example, "compare", *TWO, "--place", "aleppo", "--format", "csv")
    ids = [name for row in csv.DictReader(io.StringIO(text)) for name in row["ids"].split()]
    assert 0 < len(ids) < 58


@pytest.mark.parametrize(
    ("command", "suffix"),
    [(["compare", *TWO], ".svg"), (["crux", *TWO], ".pdf"), (["crux"], ".png"), (["sensitivity"], ".svg")],
)
def test_a_plot_is_drawn_into_the_file(
    example: Path, tmp_path: Path, command: list[str], suffix: str
) -> None:
    file = tmp_path / f"plot{suffix}"
    truceline(example, *command, "--plot", str(file))
    assert file.stat().st_size > 1000
    assert list(tmp_path.iterdir()) == [file]


def test_the_same_figures_make_the_same_file(example: Path, tmp_path: Path) -> None:
    for name in ("one.png", "two.png"):
        truceline(example, "crux", *TWO, "--plot", str(tmp_path / name))
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()


def test_a_kind_of_file_that_is_none_is_refused_before_any_work(example: Path, tmp_path: Path) -> None:
    text = truceline(example, "crux", *TWO, "--plot", str(tmp_path / "plot.xlsx"), status=1)
    assert "cli.plot_format" in text


def test_without_the_library_it_is_said_how_to_get_it(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("truceline.workbench.plots.find_spec", lambda _: None)
    text = truceline(example, "crux", *TWO, "--plot", str(tmp_path / "plot.svg"), status=1)
    assert "cli.no_plots" in text
    assert "truceline[plots]" in text


def test_a_plot_broken_off_leaves_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "plot.svg"
    file.write_text("before", "utf-8")

    def broken_off(target: Path) -> None:
        target.write_text("half", "utf-8")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        plots.write_whole(file, broken_off)
    assert file.read_text("utf-8") == "before"
    assert list(tmp_path.iterdir()) == [file]
