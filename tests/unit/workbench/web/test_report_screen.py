"""Reports from the browser: made, saved, issued under a name, and looked over later."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.workbench import OWN, Workbench, opened

from truceline.record.entries import EndingHow
from truceline.values.seal import file_hash
from truceline.workbench.web.access import See

DAY = "from=2016-03-10&view=every-source"


@pytest.fixture
def own(small_record: Path, tmp_path: Path) -> Iterator[Workbench]:
    """A workbench over a record of its own, to write to."""
    shutil.copytree(small_record, tmp_path / "own.truceline")
    with opened(tmp_path / "own.truceline") as made:
        yield made


def named(made: Workbench) -> Workbench:
    assert made.post("/you", name="An officer") == 303
    return made


def test_the_form_offers_views_readers_and_forms(workbench: Workbench) -> None:
    page = workbench.client.get("/reports").text
    for word in ('name="view" value="every-source"', 'value="docx"', 'value="restricted"', "None so far."):
        assert word in page


def test_a_report_is_shown_with_its_style_linked(workbench: Workbench) -> None:
    answer = workbench.client.get(f"/report/page?{DAY}")
    assert answer.status_code == 200
    assert 'href="/report/style.css"' in answer.text
    assert "<style" not in answer.text
    assert workbench.client.get("/report/style.css").headers["content-type"].startswith("text/css")


def test_looking_at_a_report_puts_no_token_in_its_address(workbench: Workbench) -> None:
    page = workbench.client.get("/reports").text
    assert '<input type="hidden" name="csrf"' not in page.partition('id="report"')[2].partition("</form>")[0]


def test_a_page_that_names_no_icon_still_has_one(workbench: Workbench) -> None:
    answer = workbench.client.get("/favicon.ico")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")


@pytest.mark.parametrize("form", ["html", "docx", "json", "csv", "pdf"])
def test_a_report_is_saved_in_every_form(workbench: Workbench, form: str) -> None:
    answer = workbench.client.get(f"/report/file?{DAY}&form={form}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="report-2016-03-10.{form}"'


def test_the_same_question_gives_the_same_bytes(workbench: Workbench) -> None:
    first, second = (workbench.client.get(f"/report/file?{DAY}&form=html").content for _ in range(2))
    assert first == second


def test_a_report_of_an_incident_is_its_dossier(workbench: Workbench) -> None:
    page = workbench.client.get("/report/page?incident=shelling-inner&language=ar").text
    assert 'dir="rtl"' in page
    assert "shelling-inner" in page


@pytest.mark.parametrize(
    ("query", "code"),
    [("", "report.period"), ("from=soon", "cli.date"), ("from=2016-03-10&view=mine.toml", "cli.no_view")],
)
def test_what_cannot_be_made_is_said_with_its_code(workbench: Workbench, query: str, code: str) -> None:
    answer = workbench.client.get(f"/report/file?{query}&format=json")
    assert answer.status_code in (400, 404)
    assert answer.json()["problems"][0]["code"] == code


def test_issuing_wants_a_name_and_an_audience(own: Workbench) -> None:
    fields = {"from": "2016-03-10", "view": "every-source"}
    assert own.post("/reports/issue", **fields, audience="the committee") == 303
    assert own.holding.record.snapshot().issued == ()
    assert named(own).post("/reports/issue", **fields) == 400
    assert own.holding.record.snapshot().issued == ()


def test_what_is_issued_is_handed_over_as_hashed_and_stands_in_the_list(own: Workbench) -> None:
    named(own)
    fields = {
        "from": "2016-03-10",
        "view": "every-source",
        "audience": "the committee",
        "csrf": own.session.csrf,
    }
    answer = own.client.post("/reports/issue", data=fields, headers=OWN)
    assert answer.status_code == 200
    (item,) = own.holding.record.snapshot().issued
    assert item.report_sha256 == file_hash(answer.content)
    assert item.audience == "the committee"
    assert item.report_sha256[:16] in own.client.get("/reports").text
    assert own.client.get("/reports.json").json()["issued"][0]["report_sha256"] == item.report_sha256
    assert item.report_sha256 in own.client.get("/reports.csv").text


def test_looking_over_finds_what_a_later_correction_changes(own: Workbench) -> None:
    named(own)
    fields = {"from": "2016-03-12", "view": "every-source", "audience": "all", "csrf": own.session.csrf}
    own.client.post("/reports/issue", data=fields, headers=OWN)
    assert own.client.get("/reports.json?look_over=1").json()["affected"] == []
    claim = next(
        one
        for one in own.holding.record.snapshot().claims
        if getattr(one, "incident", "") == "shelling-outer"
    )
    own.holding.end(own.session.person, claim.id, EndingHow.CORRECTED, "entered twice")
    (changed,) = own.client.get("/reports.json?look_over=1").json()["affected"]
    assert any("shelling-outer" in one["id"] for one in changed["changes"])
    assert "Changed since they left" in own.client.get("/reports?look_over=1").text


def test_who_does_not_see_everything_sees_no_issued_reports_and_hands_out_no_more(small_record: Path) -> None:
    with opened(small_record, see=See.PUBLIC) as made:
        assert "Reports that left the house" not in made.client.get("/reports").text
        assert made.client.get("/reports?look_over=1").status_code == 403
        page = made.client.get(f"/report/page?{DAY}&readers=lead")
        assert page.status_code == 200
