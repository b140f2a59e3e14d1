"""A record that holds no agreement yet: everything that needs none works, and one can be added by hand."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.simulated import TEXT
from tests.workbench import NOON, OWN, Workbench, opened, small_world

from truceline.record.store import Record
from truceline.workbench.pages.editing import STARTER


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "new.truceline"
    with Record.create(path, origin="test/new") as made:
        made.append(small_world().batch(), by="coder", at=NOON)
    return path


@pytest.fixture
def bare(record: Path) -> Iterator[Workbench]:
    with opened(record) as made:
        yield made


def test_what_needs_no_agreement_works(bare: Workbench) -> None:
    for path in (
        "/documents",
        "/inbox",
        "/actors",
        "/actors/relations",
        "/actors/control",
        "/talks",
        "/record",
    ):
        answer = bare.client.get(path)
        assert answer.status_code == 200
        assert "No agreement on record yet" not in answer.text, path
        assert bare.client.get(f"{path}.json").status_code == 200
    assert "monitor" in bare.client.get("/incident/shelling-inner").text


def test_a_dossier_finds_nothing_and_says_why(bare: Workbench) -> None:
    page = bare.client.get("/incident/shelling-inner").text
    assert "No agreement is on record yet, so nothing is found on it" in page
    assert 'id="found-title"' not in page
    assert 'id="accounts-title"' in page


@pytest.mark.parametrize("path", ["/", "/situation", "/compare", "/changes", "/views"])
def test_where_a_ledger_would_be_a_line_says_what_can_be_done(bare: Workbench, path: str) -> None:
    answer = bare.client.get(path)
    assert answer.status_code == 200
    assert "No agreement on record yet" in answer.text
    for way in ("/agreements/new", "/documents", "/inbox", "/actors", "/record"):
        assert f'href="{way}"' in answer.text


def test_programs_are_told_by_a_code(bare: Workbench) -> None:
    for path in ("/situation.json", "/data/cells?bbox=35,32,42,37&zoom=6"):
        answer = bare.client.get(path)
        assert answer.status_code == 404
        assert [one["code"] for one in answer.json()["problems"]] == ["cli.without_agreement"]


def test_an_agreement_that_is_named_must_be_there(bare: Workbench) -> None:
    answer = bare.client.get("/documents.json?agreement=another")
    assert [one["code"] for one in answer.json()["problems"]] == ["cli.no_agreement"]


def test_what_the_form_begins_with_is_sound(bare: Workbench) -> None:
    page = bare.client.get("/agreements/new").text
    assert "[[provision]]" in page
    _name(bare)
    assert "No faults" in _sent(bare, STARTER, only_check="1").text
    assert bare.client.get("/agreements.json").json()["agreements"] == []


def test_an_agreement_added_by_hand_has_a_ledger_at_once(bare: Workbench) -> None:
    _name(bare)
    assert _sent(bare, TEXT).headers["location"] == "/agreement/truce"
    assert bare.client.get("/situation.json").json()["figures"]["violation"] > 0
    again = _sent(bare, TEXT)
    assert again.status_code == 422
    assert "web.agreement_kept" in again.text


def test_with_a_fault_in_it_nothing_is_kept_and_every_fault_is_shown(bare: Workbench) -> None:
    _name(bare)
    answer = _sent(bare, 'id = "x"\ntitle = 3\n')
    assert answer.status_code == 422
    assert "nothing was kept" in answer.text
    assert bare.client.get("/agreements.json").json()["agreements"] == []


def test_nobody_without_a_name_adds_one(bare: Workbench) -> None:
    assert _sent(bare, TEXT).headers["location"].startswith("/you")
    assert bare.client.get("/agreements.json").json()["agreements"] == []


def _name(bare: Workbench) -> None:
    assert bare.post("/you", name="Duty officer", next="/") == 303


def _sent(bare: Workbench, text: str, **more: str) -> httpx.Response:
    data = {"csrf": bare.session.csrf, "next": "/agreements/new", "text": text, **more}
    return bare.client.post("/agreements/new", data=data, headers=OWN, follow_redirects=False)
