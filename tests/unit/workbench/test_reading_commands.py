import json
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from tests.gold.marked import gold_articles
from tests.unit.reading.test_fakes import ROWS, TITLES, sheet
from typer.testing import CliRunner

from truceline.workbench.cli import app

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


class Page(BaseHTTPRequestHandler):
    """One page on the web."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        words = " ".join(
            ["Mayor Clara Hein said on Friday that the bridge was open to all who live there."] * 3
        )
        self.wfile.write(f"<html><body><article><p>{words}</p></article></body></html>".encode())

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture
def page() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/a.html"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_table_shows_who_says_what(tmp_path: Path) -> None:
    done = RUN.invoke(app, ["read", str(write(tmp_path)), "--published", "2021-05-10"])
    assert done.exit_code == 0
    assert "Ana Perle" in done.stdout
    assert "2021-05-07" in done.stdout


def test_a_table_says_by_when_or_that_no_day_is_known(tmp_path: Path) -> None:
    file = str(write(tmp_path, "The mayor said that it was over."))
    assert "by 2021-05-10" in RUN.invoke(app, ["read", file, "--published", "2021-05-10"]).stdout
    assert "--published" in RUN.invoke(app, ["read", file]).stdout


def test_where_nobody_says_anything_that_is_said(tmp_path: Path) -> None:
    done = RUN.invoke(app, ["read", str(write(tmp_path, "The bridge opened. It was repaired in May."))])
    assert "no statement is found; 2 sentences name no source" in " ".join(done.stdout.split())


def test_what_was_not_looked_at_in_another_language_is_said(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        "Des secouristes dans les décombres de la ville, à la suite d'une frappe qui a fait 25 morts.",
    )
    done = RUN.invoke(app, ["read", str(file)])
    assert "(fr) only quotations in quotation marks are read" in " ".join(done.stdout.split())


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
    told = RUN.invoke(app, ["read", str(write(tmp_path, text))]).stdout
    assert "language de is not supported" in told
    assert told.startswith("sha256:")  # a file without a title is named by its id


def test_an_unknown_reader_is_a_problem(tmp_path: Path) -> None:
    assert "reader.unknown" in RUN.invoke(app, ["read", str(write(tmp_path)), "--reader", "nobody"]).stderr


def test_several_readings_for_a_program_are_one_value_a_line(tmp_path: Path) -> None:
    other = tmp_path / "b.txt"
    other.write_text("The mayor said the road was closed.", "utf-8")
    for form in ("json", "annotations"):
        done = RUN.invoke(app, ["read", str(write(tmp_path)), str(other), "--format", form])
        assert len([json.loads(line) for line in done.stdout.splitlines()]) == 2


def test_a_gazetteer_gives_places_their_ids(tmp_path: Path) -> None:
    gazetteer = tmp_path / "g.csv"
    gazetteer.write_text("pcode,name_en,name_ar\nV1,Velmar,فيلمار\n", "utf-8")
    file = write(tmp_path, "An explosion in Velmar on 3 May 2021 killed four people.")
    done = RUN.invoke(app, ["read", str(file), "--format", "json", "--gazetteer", str(gazetteer)])
    claims = [one["claim"] for one in json.loads(done.stdout)["proposals"]]
    assert claims[0]["place"]["alternatives"][0]["place"] == "v1"
    gazetteer.write_text("a,b\n1,2\n", "utf-8")
    assert "gazetteer.columns" in RUN.invoke(app, ["read", str(file), "--gazetteer", str(gazetteer)]).stderr


def test_a_page_is_read_from_its_address(tmp_path: Path, page: str) -> None:
    done = RUN.invoke(app, ["read", page, str(write(tmp_path)), "--format", "json"])
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert first["document"]["url"] == page
    assert first["statements"][0]["speaker"] == "Clara Hein"
    assert second["document"]["url"] == ""


def test_an_address_that_does_not_answer_says_what_to_do(tmp_path: Path) -> None:
    done = RUN.invoke(app, ["read", "http://127.0.0.1:9/a.html", str(write(tmp_path))])
    assert done.exit_code == 1
    assert "http://127.0.0.1:9/a.html: intake.address" in done.stderr
    assert "save the page and hand in the file" in done.stderr
    assert "Ana Perle" in done.stdout
    assert "cli.no_file" in RUN.invoke(app, ["read", str(tmp_path / "none.txt")]).stderr
    assert "cli.no_file" in RUN.invoke(app, ["read", str(tmp_path)]).stderr


def test_an_option_without_a_value_is_a_problem(tmp_path: Path) -> None:
    done = RUN.invoke(app, ["read", str(write(tmp_path)), "--option", "model"])
    assert "reader.option" in done.stderr


def test_an_endpoint_that_does_not_answer_is_told_with_the_file(tmp_path: Path) -> None:
    options = ["--reader", "endpoint", "--option", "address=http://127.0.0.1:9/v1", "--option", "model=m"]
    done = RUN.invoke(app, ["read", str(write(tmp_path)), *options])
    assert "a.txt: reader.endpoint" in done.stderr


def test_places_actors_tolls_and_outlets_are_graded_beside_a_baseline(tmp_path: Path) -> None:
    sheet(tmp_path, [TITLES, *ROWS])
    gazetteer = tmp_path / "g.csv"
    gazetteer.write_text("id,name\nvelmar,Velmar\ntarn,Tarn\n", "utf-8")
    arguments = ["evaluate", "fakes", str(tmp_path), "--gazetteer", str(gazetteer)]
    done = RUN.invoke(app, [*arguments, "--format", "json"])
    assert done.exit_code == 0, done.output
    graded = json.loads(done.stdout)
    assert {one["field"]: one["F1"] for one in graded["fields"]} == {
        "place": "100.0", "actor": "100.0", "deaths": "100.0", "outlet": graded["fields"][3]["F1"],
    }  # fmt: skip
    assert graded["fields"][1]["baseline F1"] == "0.0"
    assert (graded["tolls_right"], graded["tolls_wanted"]) == (2, 2)
    table = RUN.invoke(app, arguments).stdout
    assert "found with its bounds: 2 of 2 articles, 100.0 %" in table


def test_a_sheet_that_is_none_is_a_problem(tmp_path: Path) -> None:
    wrong = sheet(tmp_path, [["a", "b"], ["c", "d"]])
    assert "gold.unreadable" in RUN.invoke(app, ["evaluate", "fakes", str(wrong)]).stderr
    assert "gold.unreadable" in RUN.invoke(app, ["evaluate", "fakes", str(sheet(tmp_path, []))]).stderr
    with zipfile.ZipFile(wrong, "w") as archive:
        archive.writestr("other", "x")
    assert "gold.unreadable" in RUN.invoke(app, ["evaluate", "fakes", str(wrong)]).stderr
    wrong.write_bytes(b"no archive")
    assert "intake.damaged" in RUN.invoke(app, ["evaluate", "fakes", str(wrong)]).stderr


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
