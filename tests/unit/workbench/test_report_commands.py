"""Making and issuing reports at the command line, and the reports that a correction changes."""

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from tests.reported import CLAUSES, LATER, held, world
from typer.testing import CliRunner

from truceline.record.entries import EndingHow, EntryKind, Issued
from truceline.record.store import Record
from truceline.testimony.claim import RoleClaim
from truceline.workbench.cli import app
from truceline.workbench.reports import pdf


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return held(tmp_path / "r.truceline", world())


def run(*words: object) -> Any:
    return CliRunner().invoke(
        app, [str(word) for word in words], catch_exceptions=False, env={"COLUMNS": "300"}
    )


def make(folder: Path, *words: object) -> Any:
    done = run("report", *words, "--record", folder)
    assert done.exit_code == 0, done.output
    return done


def refused(folder: Path, *words: object) -> str:
    done = run("report", *words, "--record", folder)
    assert done.exit_code == 1
    return str(done.stderr)


def issued(folder: Path) -> list[Issued]:
    with Record.open(folder) as record:
        return list(record.snapshot().issued)


def end_a_claim(folder: Path, incident: str) -> int:
    """Take back who is said to have done it; the number of the entry that does so."""
    with Record.open(folder) as record:
        claim = next(
            one
            for one in record.snapshot().claims
            if isinstance(one, RoleClaim) and one.incident == incident and one.role.value == "perpetrated"
        )
        record.end(claim.id, EndingHow.CORRECTED, replaced_by=None, reason="misread", by="desk", at=LATER)
        return record.size - 1


def affected(folder: Path, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        run("affected", *words, "--record", folder, "--format", "json").stdout
    )
    return found


def test_a_report_goes_to_stdout_or_into_a_file_with_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    printed = make(folder, "daily", "--on", "2016-03-10", "--lang", "ar").stdout_bytes
    make(folder, "daily", "--on", "2016-03-10", "--lang", "ar", "--out", tmp_path / "d.html")
    assert (tmp_path / "d.html").read_bytes() == printed
    assert b'lang="ar"' in printed


def test_days_may_be_named_from_and_to(folder: Path) -> None:
    body = json.loads(
        make(folder, "daily", "--from", "2016-03-09", "--to", "2016-03-10", "--format", "json").stdout
    )
    assert body["days"] == {"first": "2016-03-09", "last": "2016-03-10"}
    assert "earlier" in {one["incident"] for one in body["incidents"]}


@pytest.mark.parametrize(
    "days",
    [(), ("--on", "2016-03-10", "--from", "2016-03-09"), ("--from", "2016-03-09"), ("--to", "2016-03-09")],
)
def test_it_is_always_said_which_days(folder: Path, days: tuple[str, ...]) -> None:
    assert "report.period" in refused(folder, "daily", *days)


def test_what_is_no_date_is_refused(folder: Path) -> None:
    assert "cli.date" in refused(folder, "daily", "--on", "yesterday")


def test_an_incident_that_readers_may_not_see_is_not_found(folder: Path) -> None:
    assert "cli.not_found" in refused(folder, "incident", "unseen")
    assert "cli.not_found" in refused(folder, "incident", "unseen", "--handling", "restricted")
    make(folder, "incident", "unseen", *(word for one in ("public", "restricted", "lead-only")
                                         for word in ("--handling", one)))  # fmt: skip


def test_what_is_there_is_never_written_over(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "d.html").write_text("mine", "utf-8")
    assert "cli.file_exists" in refused(folder, "daily", "--on", "2016-03-10", "--out", tmp_path / "d.html")
    assert (tmp_path / "d.html").read_text("utf-8") == "mine"


def test_issuing_enters_the_hash_of_exactly_the_bytes_that_were_written(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "d.csv"
    with Record.open(folder) as record:
        size, root = record.size, record.root()
    make(folder, "daily", "--on", "2016-03-10", "--format", "csv", "--view", "corroborated", "--issue",
         "--audience", "Joint committee", "--by", "desk", "--out", out)  # fmt: skip
    (found,) = issued(folder)
    assert found.report_sha256 == hashlib.sha256(out.read_bytes()).hexdigest()
    assert (found.size, found.root, found.view, found.audience) == (
        size,
        root,
        "corroborated",
        "Joint committee",
    )
    assert (found.agreement, found.assessment_version) == ("truce", "1")
    with Record.open(folder) as record:
        (entry,) = record.entries(size)
    assert (entry.kind, entry.by) == (EntryKind.ISSUED, "desk")


def test_what_is_printed_may_be_issued_too(folder: Path) -> None:
    done = make(folder, "incident", "shelling", "--issue", "--audience", "Press", "--by", "desk")
    assert issued(folder)[0].report_sha256 == hashlib.sha256(done.stdout_bytes).hexdigest()
    assert "issued to Press as entry" in done.stderr


def test_an_issued_report_can_be_made_again_from_its_entry(folder: Path) -> None:
    first = make(
        folder, "daily", "--on", "2016-03-10", "--issue", "--audience", "A", "--by", "desk"
    ).stdout_bytes
    size = issued(folder)[0].size
    again = make(
        folder, "daily", "--on", "2016-03-10", "--audience", "A", "--by", "desk", "--known-by", f"@{size}"
    )
    # The view says as known by when, so that alone may differ.
    assert len(again.stdout_bytes) >= len(first)
    assert make(folder, "daily", "--on", "2016-03-10").stdout_bytes != first, "the record has one entry more"


def test_a_report_is_issued_to_somebody(folder: Path) -> None:
    assert "report.no_audience" in refused(
        folder, "daily", "--on", "2016-03-10", "--issue", "--audience", "  "
    )
    assert issued(folder) == []


def test_a_report_is_issued_only_under_a_view_that_is_kept(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        'name = "mine"\ntitle = "Mine"\n\n[accounts]\ntakes-word-of = { any = true }\n', "utf-8"
    )
    words = ("daily", "--on", "2016-03-10", "--view", tmp_path / "mine.toml")
    make(folder, *words)
    assert "report.view_not_kept" in refused(folder, *words, "--issue", "--audience", "A")


def test_nothing_is_issued_where_the_file_cannot_be_written(folder: Path, tmp_path: Path) -> None:
    done = run("report", "daily", "--on", "2016-03-10", "--issue", "--audience", "A", "--record", folder,
               "--out", tmp_path / "nowhere" / "d.html")  # fmt: skip
    assert done.exit_code == 1
    assert "cli.system" in done.stderr
    assert issued(folder) == []


def test_without_what_makes_pdf_it_says_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(pdf, "import_module", absent)
    told = refused(folder, "daily", "--on", "2016-03-10", "--format", "pdf", "--issue", "--audience", "A")
    assert "report.no_pdf" in told
    assert "truceline[pdf]" in told
    assert issued(folder) == []


def test_problems_follow_in_the_format_asked_for(folder: Path) -> None:
    (problem,) = json.loads(refused(folder, "daily", "--format", "json"))
    assert problem["code"] == "report.period"


def test_no_issued_report_is_affected_while_nothing_changes(folder: Path) -> None:
    make(folder, "daily", "--on", "2016-03-10", "--issue", "--audience", "A", "--by", "desk")
    assert affected(folder) == []
    (one,) = affected(folder, "--all")
    assert (one["audience"], one["changes"]) == ("A", [])
    assert "No issued report" in run("affected", "--record", folder).stdout


def test_a_correction_affects_the_reports_that_told_it_otherwise_and_no_others(folder: Path) -> None:
    make(folder, "daily", "--on", "2016-03-09", "--issue", "--audience", "A", "--by", "desk")
    make(folder, "incident", "earlier", "--issue", "--audience", "B", "--by", "desk")
    make(folder, "incident", "clash", "--issue", "--audience", "C", "--by", "desk")
    seq = end_a_claim(folder, "earlier")
    found = affected(folder)
    assert [one["audience"] for one in found] == ["A", "B"]
    for one in found:
        change = next(change for change in one["changes"] if change["what"] == "finding")
        assert (change["then"], change["now"]) == (
            "violation; responsible: north", "possible; responsible: not attributed",
        )  # fmt: skip
        assert [because["entry"] for because in change["because"]] == [seq]
        assert change["because"][0]["reason"] == "misread"
        assert change["directly"]


def test_a_new_incident_of_the_day_affects_the_report_of_that_day(folder: Path) -> None:
    make(folder, "daily", "--on", "2016-03-10", "--issue", "--audience", "A", "--by", "desk")
    told = world()
    told.reports("observer", "another", killed="2")
    with Record.open(folder) as record:
        record.append(told.batch(), by="coder", at=LATER)
    (one,) = affected(folder)
    changes = {(change["what"], change["id"]): change for change in one["changes"]}
    assert (changes["listed", "another"]["then"], changes["listed", "another"]["now"]) == ("", "2016-03-10")
    assert changes["losses", "another"]["now"] == "killed 2"
    assert changes["finding", "another"]["directly"]


def test_where_no_entry_is_about_it_those_on_who_is_bound_are_named_as_perhaps_why(folder: Path) -> None:
    make(folder, "daily", "--on", "2016-03-09", "--issue", "--audience", "A", "--by", "desk")
    told = world()
    told.says("monitor", {"type": "standing", "actor": "south", "agreement": "truce", "position": "excluded"},
              said="2016-02-26")  # fmt: skip
    with Record.open(folder) as record:
        record.append(told.batch(), by="coder", at=LATER)
    (one,) = affected(folder)
    (change,) = one["changes"]
    assert change["what"] == "finding"
    assert not change["directly"]
    assert {because["kind"] for because in change["because"]} == {"claim"}
    printed = run("affected", "--record", folder).stdout
    assert "perhaps" in printed
    assert "claim standing" in printed


def test_a_restricted_correction_does_not_affect_a_public_report(folder: Path) -> None:
    make(folder, "incident", "shelling", "--issue", "--audience", "A", "--by", "desk")
    make(folder, "incident", "shelling", "--issue", "--audience", "B", "--by", "desk",
         *(word for one in ("public", "restricted") for word in ("--handling", one)))  # fmt: skip
    told = world()
    told.reports("mill-witness", killed="90", handling="restricted")
    with Record.open(folder) as record:
        record.append(told.batch(), by="coder", at=LATER)
    assert [one["audience"] for one in affected(folder)] == ["B"]


def test_a_report_whose_incident_is_gone_says_so(folder: Path) -> None:
    make(folder, "incident", "clash", "--issue", "--audience", "A", "--by", "desk")
    with Record.open(folder) as record:
        snapshot = record.snapshot()
        statement = next(one.statement for one in snapshot.claims if getattr(one, "incident", "") == "clash")
        record.end(
            statement, EndingHow.CORRECTED, replaced_by=None, reason="another valley", by="desk", at=LATER
        )
    (one,) = affected(folder)
    assert all(change["now"] == "" for change in one["changes"])
    assert "another valley" in run("affected", "--record", folder).stdout


def test_an_entry_that_does_not_say_what_was_asked_is_listed_as_not_known(folder: Path) -> None:
    with Record.open(folder) as record:
        old = Issued("00", "Weekly", "every-source", "truce", 4, record.root(4), "0", "public")
        record.append_entry(EntryKind.ISSUED, old, by="desk", at=LATER)
    (one,) = affected(folder)
    assert one["unknown"] == "not said what it was asked for"
    assert one["other_version"]
    assert "made with assessment version 0" in run("affected", "--record", folder).stdout


def test_affected_prints_a_row_for_each_change(folder: Path) -> None:
    make(folder, "incident", "earlier", "--issue", "--audience", "A", "--by", "desk")
    seq = end_a_claim(folder, "earlier")
    rows = list(csv.DictReader(io.StringIO(run("affected", "--record", folder, "--format", "csv").stdout)))
    assert {row["of"] for row in rows if row["what"] == "finding"} == {"earlier"}
    assert {row["because of"] for row in rows} == {str(seq)}


def test_an_agreement_changed_since_affects_what_was_found_under_it(folder: Path) -> None:
    make(folder, "daily", "--on", "2016-03-09", "--issue", "--audience", "A", "--by", "desk")
    changed = CLAUSES.replace('prohibits = ["use-of-weapons"]', 'prohibits = ["air-strike"]')
    assert changed != CLAUSES
    file = folder.parent / "truce.toml"
    file.write_text(changed, "utf-8")
    run("agreement", "add", file, "--record", folder)
    (one,) = affected(folder)
    assert {change["now"] for change in one["changes"]} == {"none: what"}
    assert any(because["kind"] == "document" for because in one["changes"][0]["because"])
