import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from attrs import evolve
from tests.unit.reading.test_names_and_proposals import actor, place, source
from typer.testing import CliRunner, Result

from truceline.exchange.addfile import read_add_file
from truceline.reading.intake.receive import Custody, Hints, Intake, receive
from truceline.reading.review import Choice, Review
from truceline.reading.rules_reader import shipped_reader
from truceline.record.audit import verify
from truceline.record.entries import CustodyAction, EndingHow, EntryKind
from truceline.record.store import Record
from truceline.testimony.batch import Batch
from truceline.testimony.decision import Answer
from truceline.testimony.register import Handling
from truceline.values.problems import Problems
from truceline.workbench.cli import app
from truceline.workbench.reviewing import decide, decided_in, enter_document, review_in, tally

RUN = CliRunner()
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
TEXT = (
    "Velmar shelled\n\nBy Ada Writer\n\nMayor Ana Perle said that on 23 June the Black Flag shelled Velmar, "
    "killing at least twelve people. The Black Flag holds Velmar.\n"
)
ACCEPT, REJECT = Choice(Answer.ACCEPTED, {}, "", ""), Choice(Answer.REJECTED, {}, "", "not so")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "r.truceline"
    batch = Batch(
        sources=(source("perle", "Ana Perle"),),
        actors=(actor("black-flag", "Black Flag"),),
        places=(place("velmar", "Velmar"),),
    )
    with Record.create(made, origin="local/test") as record:
        record.append(batch, by="setup", at=NOW)
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, "utf-8")
    return file


def taken(text: str = TEXT, **custody: Any) -> Intake:
    hints = Hints("a.txt", "", "UTC", "2021-06-25", "", Handling.PUBLIC, "reading")
    whole = Custody("", "", "2021-06-26T10:00Z", "truceline read", "", ())
    return receive(text.encode(), hints, evolve(whole, **custody))


def review_of(record: Record, intake: Intake) -> Review:
    enter_document(record, intake, by="a", at=NOW)
    return review_in(record.snapshot(), intake.document.id, shipped_reader(), None)


def test_a_decision_enters_whole_and_the_record_is_as_written(folder: Path) -> None:
    with Record.open(folder) as record:
        found = review_of(record, taken())
        event, loss, role, control = found.proposals
        decide(record, found, event.id, ACCEPT, by="a", at=NOW)
        decide(record, found, loss.id, Choice(Answer.EDITED, {"count": "13"}, "", ""), by="a", at=NOW)
        decide(record, found, control.id, REJECT, by="b", at=NOW)
        held = decided_in(record, found)
        assert {id: (one.decision.answer, one.by, one.claim_stands) for id, one in held.items()} == {
            event.id: (Answer.ACCEPTED, "a", True),
            loss.id: (Answer.EDITED, "a", True),
            control.id: (Answer.REJECTED, "b", False),
        }
        assert tally(found, held) == {
            "proposals": 4,
            "undecided": 1,
            "accepted": 1,
            "edited": 1,
            "rejected": 1,
        }
        snapshot = record.snapshot()
        assert [claim.type for claim in snapshot.claims] == ["event", "loss"]
        (statement,) = snapshot.statements.values()
        assert statement.speaker.source == "perle"
        assert [str(hop.agent) for hop in statement.chain] == ["unnamed: Ada Writer"]
        assert role.id not in held
        assert verify(record) == []


@pytest.mark.parametrize("second", [ACCEPT, REJECT])
@pytest.mark.parametrize("by", ["a", "b"])
def test_who_decides_second_is_told_and_nothing_is_kept(folder: Path, second: Choice, by: str) -> None:
    with Record.open(folder) as one, Record.open(folder) as other:
        found = review_of(one, taken())
        seen_elsewhere = review_in(other.snapshot(), found.reading.document.id, shipped_reader(), None)
        decide(one, found, found.proposals[0].id, ACCEPT, by="a", at=NOW)
        size = other.size
        with pytest.raises(Problems) as caught:
            decide(other, seen_elsewhere, found.proposals[0].id, second, by=by, at=NOW)
        (problem,) = caught.value.problems
        assert problem.code == "review.decided"
        assert problem.value == "accepted by a at 2026-11-28 12:00:00Z"
        assert other.size == size


def test_a_claim_ended_since_is_shown_as_such(folder: Path) -> None:
    with Record.open(folder) as record:
        found = review_of(record, taken())
        event = found.proposals[0]
        decide(record, found, event.id, ACCEPT, by="a", at=NOW)
        claim = decided_in(record, found)[event.id].decision.claim
        assert claim is not None
        record.end(claim, EndingHow.CORRECTED, replaced_by=None, reason="wrong", by="a", at=NOW)
        assert not decided_in(record, found)[event.id].claim_stands
        assert verify(record) == []


def test_what_the_register_has_lost_is_a_problem_and_nothing_is_kept(folder: Path) -> None:
    with Record.open(folder) as record:
        found = review_of(record, taken())
        size = record.size
        with pytest.raises(Problems) as caught:
            decide(
                record,
                found,
                found.proposals[0].id,
                Choice(Answer.EDITED, {"place": "tarn"}, "", ""),
                by="a",
                at=NOW,
            )
        assert caught.value.problems[0].code == "record.unknown_place"
        assert record.size == size


def test_a_document_is_received_once_with_who_captured_it(folder: Path) -> None:
    with Record.open(folder) as record:
        intake = taken(url="https://outlet.example/a", headers=(("Content-Type", "text/plain"),))
        for _ in range(2):
            enter_document(record, intake, by="a", at=NOW)
        (step,) = record.snapshot().custody
        assert (step.action, step.agent, str(step.at)) == (CustodyAction.CAPTURED, "a", "2021-06-26T10:00Z")
        assert step.note == "https://outlet.example/a; Content-Type: text/plain"
        plain = taken("Other words.", captured="", captured_by="desk", received_from="a driver")
        enter_document(record, plain, by="a", at=NOW)
        received = record.snapshot().custody[-1]
        assert (received.action, received.agent, received.from_whom) == (
            CustodyAction.RECEIVED,
            "desk",
            "a driver",
        )


def test_an_outlet_nobody_registered_is_kept_as_a_note(folder: Path) -> None:
    with Record.open(folder) as record:
        intake = taken()
        named = evolve(intake, document=evolve(intake.document, outlet="norian-gazette"))
        assert "norian-gazette" in enter_document(record, named, by="a", at=NOW).note
        known = evolve(intake, document=evolve(intake.document, id="doc:2", outlet="ana-perle"))
        assert enter_document(record, known, by="a", at=NOW).outlet == "perle"


def test_only_documents_with_text_are_reviewed(folder: Path) -> None:
    with Record.open(folder) as record:
        with pytest.raises(Problems) as caught:
            review_in(record.snapshot(), "doc:none", shipped_reader(), None)
        assert caught.value.problems[0].code == "record.unknown_document"
        cited = evolve(taken().document, id="doc:cited", text=None, sha256=None)
        record.append(Batch(documents=(cited,)), by="a", at=NOW)
        with pytest.raises(Problems) as caught:
            review_in(record.snapshot(), "doc:cited", shipped_reader(), None)
        assert caught.value.problems[0].code == "review.text"


def run(folder: Path, *arguments: str, answers: str = "", by: str = "coder") -> Result:
    return RUN.invoke(app, ["review", *arguments, "--record", str(folder), "--by", by], input=answers)


def test_a_review_at_the_terminal_enters_what_is_accepted_and_goes_on(folder: Path, file: Path) -> None:
    first = run(folder, str(file), "--published", "2021-06-25", answers="a\nx\nr\nq\n")
    assert first.exit_code == 0, first.output
    assert "4 proposals, 2 undecided, 1 accepted, 0 edited, 1 rejected" in first.stdout
    assert "Answer with one of the words" in first.stderr
    second = run(
        folder,
        str(file),
        "--published",
        "2021-06-25",
        answers="s\nedit\nbad\ndegree = total\n\ndegree = part\nspeaker = perle\n\n",
        by="other",
    )
    assert "0 accepted" not in second.stdout
    assert "4 proposals, 1 undecided, 1 accepted, 1 edited, 1 rejected" in second.stdout
    assert "review.claim at degree" in second.stderr
    with Record.open(folder) as record:
        entries = [entry for entry in record.entries() if entry.kind is EntryKind.DECISION]
        assert [(entry.by, entry.item.coder) for entry in entries] == [("coder", "coder")] * 2 + [
            ("other", "other")
        ]
        id = next(iter(record.snapshot().documents))
    third = run(folder, id[:14])
    assert "4 proposals, 1 undecided" in third.stdout
    assert "1 of 1" in third.stderr


def test_an_edit_that_changes_nothing_is_no_answer_yet(folder: Path, file: Path) -> None:
    typed = 'e\n\ne\nplace = velmar\n\ns\ne\nplace = null\nvictims = "a 2"\ncount = 2.5\n\ncount = 12\n\n'
    done = run(folder, str(file), answers=typed)
    assert done.stderr.count("Nothing is changed.") == 2
    assert "  count = at least twelve" in done.stderr
    assert "0 accepted, 1 edited" in done.stdout, done.output


def test_the_record_holds_what_was_changed_and_by_whom(folder: Path, file: Path) -> None:
    run(folder, str(file), answers="s\ne\ncount = 12\nspeaker = perle\n\n")
    with Record.open(folder) as record:
        (entry,) = (entry for entry in record.entries() if entry.kind is EntryKind.DECISION)
    assert (entry.by, entry.item.answer) == ("coder", Answer.EDITED)
    assert entry.item.reason == "count: at least twelve -> 12; speaker: Ana Perle -> perle"


def test_an_answer_that_cannot_be_kept_is_asked_for_again(folder: Path, file: Path) -> None:
    done = run(folder, str(file), answers="e\nplace = nowhere\n\na\nq\n")
    assert "record.unknown_place" in done.stderr
    assert done.stderr.count("1 of 4") == 1
    assert "1 accepted, 0 edited" in done.stdout


def test_a_decision_made_meanwhile_is_told_and_the_review_goes_on(folder: Path, file: Path) -> None:
    arguments = ["review", str(file), "--record", str(folder), "--by", "c", "--published", "2021-06-25"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-m", "truceline", *arguments], stdin=pipe, stdout=pipe, stderr=pipe, text=True
    ) as window:
        assert window.stderr is not None
        shown = ""
        while "quit" not in shown and (letter := window.stderr.read(1)):
            shown += letter
        with Record.open(folder) as elsewhere:
            held = elsewhere.snapshot()
            found = review_in(held, next(iter(held.documents)), shipped_reader(), None)
            decide(elsewhere, found, found.proposals[0].id, REJECT, by="web", at=NOW)
        printed, complaints = window.communicate("a\na\nq\n")
    assert "review.decided" in complaints
    assert "rejected by web" in complaints
    assert "1 accepted, 0 edited, 1 rejected" in printed


def test_without_a_record_decisions_go_to_a_file_and_acceptances_to_an_add_file(
    tmp_path: Path, folder: Path, file: Path
) -> None:
    out = tmp_path / "decisions.jsonl"
    common = [str(file), "--out", str(out), "--published", "2021-06-25"]
    first = run(folder, *common, answers="a\nr\nq\n")
    assert first.exit_code == 0, first.output
    assert [json.loads(line)["answer"] for line in out.read_text("utf-8").splitlines()] == [
        "accepted",
        "rejected",
    ]
    printed = first.stdout[first.stdout.index("{") :]  # before it stands what was typed
    batch = read_add_file(printed, "x.jsonl", known=None)
    assert (len(batch.documents), len(batch.statements), len(batch.claims)) == (1, 1, 1)
    again = run(folder, *common, answers="")
    assert again.stdout.endswith(printed)
    nobody = RUN.invoke(app, ["review", *common[:1], "--out", str(tmp_path / "d2"), "--by", "c"], input="q\n")
    assert (nobody.exit_code, nobody.stdout) == (0, "")
    assert "0 undecided" in nobody.stderr


def test_what_cannot_be_reviewed_says_why(folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "b.txt"
    empty.write_text("", "utf-8")
    assert "intake.empty" in run(folder, str(empty)).stderr
    assert "cli.no_file" in run(folder, str(tmp_path / "none.txt")).stderr
    assert "cli.not_found" in run(folder, "black-flag").stderr


class Page(BaseHTTPRequestHandler):
    """One page on the web."""

    sent: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(TEXT.encode())

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture
def address() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/a.txt?x=1"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_page_on_the_web_is_captured_with_its_address_and_headers(folder: Path, address: str) -> None:
    done = run(folder, address, answers="q\n")
    assert done.exit_code == 0, done.output
    with Record.open(folder) as record:
        (step,) = record.snapshot().custody
        (document,) = record.snapshot().documents.values()
    assert step.action is CustodyAction.CAPTURED
    assert address in step.note
    assert "Content-Type: text/plain" in step.note
    assert document.url == address
