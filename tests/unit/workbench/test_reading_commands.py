import json
from pathlib import Path

from tests.gold.marked import gold_articles
from typer.testing import CliRunner

from truceline.workbench.reading_commands import app

RUN = CliRunner()
TEXT = "Mayor Ana Perle said on Friday that the road was open. Fighters’ salaries have been cut by up to 50 percent."


def write(folder: Path, text: str = TEXT) -> Path:
    file = folder / "a.txt"
    file.write_text(text, "utf-8")
    return file


def gold_file(folder: Path, times: int = 1) -> Path:
    file = folder / "gold.jsonl"
    rows = [
        {
            "id": article.document.id,
            "text": article.document.text,
            "attrs": [
                {"source": a.source, "cue": a.cue, "content": a.content}
                for a in article.document.attributions
            ],
        }
        for article in gold_articles()[:4] * times
    ]
    file.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return file


def test_a_table_shows_who_says_what(tmp_path: Path) -> None:
    done = RUN.invoke(app, ["read", str(write(tmp_path)), "--published", "2021-05-10"])
    assert done.exit_code == 0
    assert "Ana Perle" in done.stdout
    assert "2021-05-07" in done.stdout


def test_several_files_are_read_and_every_problem_told(tmp_path: Path) -> None:
    empty = tmp_path / "b.txt"
    empty.write_text("", "utf-8")
    done = RUN.invoke(app, ["read", str(write(tmp_path)), str(empty)])
    assert done.exit_code == 1
    assert "intake.empty" in done.stderr


def test_each_format_is_written(tmp_path: Path) -> None:
    file = str(write(tmp_path))
    plain = json.loads(RUN.invoke(app, ["read", file, "--format", "json"]).stdout)
    assert plain["statements"][0]["speaker"] == "Ana Perle"
    assert plain["proposals"][0]["rule"] == "indicator-percent"
    assert (
        json.loads(RUN.invoke(app, ["read", file, "--format", "annotations"]).stdout)["type"]
        == "AnnotationPage"
    )
    assert RUN.invoke(app, ["read", file, "--format", "html"]).stdout.startswith("<!DOCTYPE html>")


def test_an_unsupported_language_says_so(tmp_path: Path) -> None:
    text = "Die Straße ist nicht auf dem Berg, und der Mann mit dem Hut ist von den Leuten im Dorf nicht für ein Ding."
    assert "not supported" in RUN.invoke(app, ["read", str(write(tmp_path, text))]).stdout


def test_an_unknown_reader_is_a_problem(tmp_path: Path) -> None:
    assert "reader.unknown" in RUN.invoke(app, ["read", str(write(tmp_path)), "--reader", "nobody"]).stderr


def test_a_grade_is_printed_and_floors_are_held(tmp_path: Path) -> None:
    gold, floors = gold_file(tmp_path), tmp_path / "floors.toml"
    pinned = RUN.invoke(app, ["evaluate", "reading", str(gold), "--floors", str(floors), "--pin"])
    assert pinned.exit_code == 0
    assert "documents a second" in pinned.stdout
    assert RUN.invoke(app, ["evaluate", "reading", str(gold), "--floors", str(floors)]).exit_code == 0
    floors.write_text(floors.read_text("utf-8").replace('"statements" = ', '"statements" = 1'), "utf-8")
    fallen = RUN.invoke(app, ["evaluate", "reading", str(gold), "--floors", str(floors)])
    assert fallen.exit_code == 1
    assert "gold.floor" in fallen.stderr
    lowered = RUN.invoke(
        app, ["evaluate", "reading", str(gold), "--floors", str(floors), "--pin", "--lower", "--one-voice"]
    )
    assert lowered.exit_code == 0


def test_a_second_reader_is_trained_and_compared(tmp_path: Path) -> None:
    gold, model = gold_file(tmp_path, 6), tmp_path / "m.crf"
    assert RUN.invoke(app, ["reading", "train", str(gold), "--out", str(model)]).exit_code == 0
    done = RUN.invoke(
        app,
        [
            "evaluate",
            "reading",
            str(gold),
            "--reader",
            "rules",
            "--reader",
            "learned",
            "--option",
            f"model={model}",
        ],
    )
    assert "learned" in done.stdout


def test_too_little_to_train_on_is_told(tmp_path: Path) -> None:
    done = RUN.invoke(app, ["reading", "train", str(gold_file(tmp_path)), "--out", str(tmp_path / "m")])
    assert "reader.untrained" in done.stderr
