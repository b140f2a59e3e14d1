"""Reports: what they say, that every claim leads to its source, and who may see what."""

import csv
import io
import json
import re
import zipfile
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import docx
import pypdf
import pytest
from attrs import evolve
from tests.reported import HIDDEN_NAME, held, world
from tests.world import event, role

from truceline.assessment.finding import DISCLAIMER
from truceline.assessment.view_file import shipped_views
from truceline.record.entries import Asked
from truceline.record.store import Record
from truceline.testimony.register import Handling
from truceline.workbench.reports import closing
from truceline.workbench.reports.asking import Order, made
from truceline.workbench.reports.lines import Data, Heading, Page, Reference, Words, lines_of, plain
from truceline.workbench.reports.phrases import numbers_of
from truceline.workbench.reports.rendering import Form, page_of, rendered
from truceline.workbench.reports.tongue import LANGUAGES, tongue
from truceline.workbench.reports.values import Daily, Days, Report, Violation

DAILY = Asked(
    report="daily", subject="2016-03-10", views=("every-source", "corroborated"), published_by="",
    handlings=(Handling.PUBLIC,), language="en", format="html", by="desk", made="2016-03-11",
)  # fmt: skip
INCIDENT = evolve(DAILY, report="incident", subject="shelling")
BOTH = (DAILY, INCIDENT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return held(tmp_path_factory.mktemp("reports") / "r.truceline", world())


def report(folder: Path, asked: Asked) -> Report:
    with Record.open(folder) as record:
        return made(record, Order(asked, None, "", "Joint committee"))


@pytest.fixture(scope="module")
def daily(folder: Path) -> Daily:
    found = report(folder, DAILY)
    assert isinstance(found, Daily)
    return found


@pytest.fixture(scope="module")
def violation(folder: Path) -> Violation:
    found = report(folder, INCIDENT)
    assert isinstance(found, Violation)
    return found


def test_a_period_stands_beside_as_many_days_before_it() -> None:
    days = Days(date(2016, 3, 10), date(2016, 3, 12))
    assert str(days.before) == "2016-03-07/2016-03-09"
    assert str(Days(date(2016, 3, 1), date(2016, 3, 1)).before) == "2016-02-29"


def test_each_view_has_its_figures_for_the_period_and_for_the_one_before(daily: Daily) -> None:
    first = daily.compared[0]
    assert first.now.totals.definite + first.now.totals.possible == 1
    assert (first.now.in_, first.before.in_) == (3, 1)
    assert [each.now.name for each in daily.compared] == ["every-source", "corroborated"]


def test_a_recorders_count_is_told_apart_from_the_findings_with_what_lies_between(daily: Daily) -> None:
    (counted,) = daily.recorders
    assert (counted.counter.source, counted.stated, counted.inside) == ("monitor", 4, True)
    assert set(counted.described) == {"shelling", "earlier"}
    assert counted.undescribed == 2
    for fate in counted.fates:
        told = fate.violation + fate.possible + sum(fate.none.values()) + sum(fate.out.values())
        assert told + fate.elsewhere == len(counted.described), "each described incident has one fate"
    assert counted.fates[0].elsewhere == 1, "the earlier one began on another day"


def test_watches_prevented_name_who_prevented_them(daily: Daily) -> None:
    (watch,) = daily.watches
    assert (watch.observer, str(watch.prevented_by), watch.how) == ("monitor", "north", "denied")
    assert daily.watched == {"prevented": 1}


def up_to(folder: Path, last: str, **changed: Any) -> Daily:
    found = report(folder, evolve(DAILY, subject=f"2016-03-10/{last}", **changed))
    assert isinstance(found, Daily)
    return found


def test_dues_that_are_not_met_stand_with_their_clause(folder: Path) -> None:
    (owed,) = up_to(folder, "2016-05-31").owed
    assert (owed.due.request, owed.text, owed.within_days) == (
        "asking",
        "Relief reaches whoever asks for it.",
        3,
    )


def test_dues_are_as_of_the_reports_last_day_and_as_known_then(tmp_path: Path) -> None:
    """Asked for on the 10th and due within three days; told on the 11th. Done on the 20th, told on the 25th."""
    told = world()
    told.document("later-report", outlet="reporter", published="2016-03-25")
    asked_for = told.says(
        "monitor", event("asking-too", "access-request", happened="2016-03-10", place="outer")
    )
    let_in = event("let-in", "relief-delivery", happened="2016-03-20", place="outer")
    told.links(told.says("monitor", let_in, document="later-report"), "responds-to", asked_for, asserter="monitor")  # fmt: skip
    folder = held(tmp_path / "r.truceline", told)

    def standing(last: str, **changed: Any) -> tuple[list[str], int]:
        found = up_to(folder, last, **changed)
        mine = [one.due.standing.value for one in found.owed if one.due.request == "asking-too"]
        return mine, found.met

    assert standing("2016-03-10") == ([], 0), "nobody had told of it yet"
    assert standing("2016-03-12") == (["pending"], 0)
    assert standing("2016-03-13") == (["not known"], 0), "its deadline has passed"
    assert standing("2016-03-24") == (["not known"], 0), "done, but nobody had told so yet"
    assert standing("2016-05-31")[0] != ["not known"]
    assert standing("2016-05-31", published_by="2016-03-24") == (["not known"], 0)
    assert standing("2016-03-12", published_by="2016-05-31") == (["pending"], 0)


def test_the_course_marks_the_days_asked_about(daily: Daily) -> None:
    assert [day.day.day for day in daily.course if day.marked] == [10]
    assert sum(day.total for day in daily.course) == 4


@pytest.mark.parametrize("asked", BOTH, ids=lambda asked: asked.report)
def test_every_claim_used_leads_to_a_numbered_source(folder: Path, asked: Asked) -> None:
    found = report(folder, asked)
    numbers = numbers_of(found.notes)
    assert [note.number for note in found.notes] == list(range(1, len(found.notes) + 1))
    assert len({note.statement for note in found.notes}) == len(found.notes)
    if isinstance(found, Daily):
        used = {claim for one in found.incidents for told in one.told for claim in told.claims}
        used |= {one.claim for one in found.recorders} | {one.claim for one in found.watches}
    else:
        used = {cell.claim for row in found.dossier.accounts.rows for cells in row.cells for cell in cells}
        used |= {one.claim for one in found.dossier.determinations}
        used |= {claim for under in found.dossier.findings for clause in under.clauses
                 for condition in clause.conditions for claim in condition.answered.claims}  # fmt: skip
    assert used
    assert used <= set(numbers)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("asked", BOTH, ids=lambda asked: asked.report)
def test_every_source_is_referred_to_and_every_reference_leads_to_one(
    folder: Path, asked: Asked, language: str
) -> None:
    found = report(folder, asked)
    page = page_of(found, language)
    referred = {run.number for line in lines_of(page) for run in line if isinstance(run, Reference)}
    assert referred == {note.number for note in found.notes}


def test_the_finding_says_breach_and_apart_from_it_who_is_responsible(folder: Path) -> None:
    found = report(folder, evolve(INCIDENT, subject="earlier"))
    texts = [plain(line) for line in lines_of(page_of(found, "en"))]
    (breach,) = [text for text in texts if text.startswith("Breach, under every-source")]
    assert "violation" in breach
    assert "North" not in breach
    assert "Responsible: North." in texts


@pytest.mark.parametrize("asked", BOTH, ids=lambda asked: asked.report)
def test_the_foot_says_what_the_report_was_made_under(folder: Path, asked: Asked) -> None:
    found = report(folder, asked)
    head = found.foot.head
    page = page_of(found, "en")
    foot = " ".join(plain(line) for line in page.foot)
    for told in (head.origin, head.root, str(head.size), head.assessment_version, "every-source, corroborated",
                 DISCLAIMER, "Joint committee", "2016-03-11"):  # fmt: skip
        assert told in foot
    assert head.root[:16] in plain(page.running)


def test_the_line_of_reports_is_that_of_every_other_output() -> None:
    assert closing.DISCLAIMER == DISCLAIMER


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_report_goes_without_the_line_of_what_it_is_not(folder: Path, language: str) -> None:
    for asked in BOTH:
        texts = [plain(line) for line in lines_of(page_of(report(folder, asked), language))]
        assert tongue(language).plain(DISCLAIMER) in texts


@cache
def _pdf(folder: Path, asked: Asked, language: str) -> bytes:
    """A PDF takes seconds, so each is made once for all tests that look into it."""
    return rendered(report(folder, asked), Form.PDF, language)


def _seen(found: Report) -> list[str]:
    """Every rendering that is text, without what says how large the record is."""
    head = found.foot.head
    texts = [rendered(found, form, "en").decode() for form in (Form.HTML, Form.JSON, Form.CSV)]
    for told in (head.root, head.root[:16]):
        texts = [text.replace(told, "ROOT") for text in texts]
    return [re.sub(rf"\b{head.size}\b", "SIZE", text) for text in texts]


def test_for_the_public_a_report_is_as_if_there_were_nothing_it_may_not_see(
    folder: Path, tmp_path: Path
) -> None:
    without = held(tmp_path / "without.truceline", world(hidden=False))
    assert _seen(report(folder, DAILY)) == _seen(report(without, DAILY))


@pytest.mark.parametrize("asked", BOTH, ids=lambda asked: asked.report)
def test_a_protected_source_is_never_named_even_to_those_who_may_see_its_words(
    folder: Path, asked: Asked
) -> None:
    found = report(folder, evolve(asked, handlings=tuple(Handling)))
    for form in Form:
        content = rendered(found, form, "en")
        texts = _parts(content) if form is Form.DOCX else [content.decode(errors="replace")]
        if form is Form.PDF:
            texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
        text = re.sub(r"<[^>]*>|\n", "", "".join(texts))
        assert HIDDEN_NAME not in text, form
        assert "mill-witness" not in text, form
        if form is not Form.CSV or asked is INCIDENT:
            assert re.search("protected[- ]source[- ]?1", text), form


def _parts(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(name).decode(errors="replace") for name in archive.namelist()]


def test_a_view_taken_by_restricted_words_is_not_taken_for_the_public(folder: Path) -> None:
    public = report(folder, DAILY)
    everybody = report(folder, evolve(DAILY, handlings=tuple(Handling)))
    assert isinstance(public, Daily)
    assert isinstance(everybody, Daily)
    assert "unseen" not in {one.incident for one in public.incidents}
    assert "unseen" in {one.incident for one in everybody.incidents}


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("asked", BOTH, ids=lambda asked: asked.report)
def test_the_same_report_has_the_same_bytes(folder: Path, asked: Asked, form: Form) -> None:
    first = _pdf(folder, asked, "ar") if form is Form.PDF else rendered(report(folder, asked), form, "ar")
    assert rendered(report(folder, asked), form, "ar") == first


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("asked", BOTH, ids=lambda asked: asked.report)
def test_in_html_every_value_of_the_record_stands_alone_for_direction(
    folder: Path, asked: Asked, language: str
) -> None:
    found = report(folder, asked)
    text = rendered(found, Form.HTML, language).decode()
    page = page_of(found, language)
    values = [run for line in lines_of(page) for run in line if isinstance(run, Data)]
    assert len(re.findall("<bdi ", text)) == len(values)
    assert f'<html lang="{language}" dir="{LANGUAGES[language]}">' in text


@pytest.mark.parametrize("asked", BOTH, ids=lambda asked: asked.report)
def test_an_arabic_report_lists_with_arabic_commas_and_names_shipped_views_in_arabic(
    folder: Path, asked: Asked
) -> None:
    lines = list(lines_of(page_of(report(folder, asked), "ar")))
    assert [run.text for line in lines for run in line if isinstance(run, Words) and "," in run.text] == []
    titles = [plain(line) for line in lines if plain(line).startswith("المنظور")]
    assert titles
    # Whatever is joined is a value each, so that no comma of ours stands inside one.
    views = {view.name for view in shipped_views().values()}
    assert not any(
        set(run.text.split(", ")) <= views and ", " in run.text
        for line in lines
        for run in line
        if isinstance(run, Data)
    )
    title = shipped_views()["every-source"].title
    assert not any(title in plain(line) for line in lines)


@pytest.mark.parametrize("asked", BOTH, ids=lambda asked: asked.report)
def test_html_has_headings_in_order_and_tables_with_heads(folder: Path, asked: Asked) -> None:
    text = rendered(report(folder, asked), Form.HTML, "en").decode()
    levels = [int(level) for level in re.findall(r"<h([1-6])", text)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert text.count("<table>") == text.count("<caption>") == text.count("<thead>")
    assert text.count("<script") == 0
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in re.findall(r'href="(#[^"]+)"', text)} <= set(ids)


def test_every_heading_leads_somewhere_of_its_own(folder: Path) -> None:
    for asked in BOTH:
        page: Page = page_of(report(folder, asked), "en")
        ids = [block.id for block in page.blocks if isinstance(block, Heading)]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_are_named_described_and_run_from_left_to_right(violation: Violation, language: str) -> None:
    text = rendered(violation, Form.HTML, language).decode()
    pictures = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    assert pictures
    for picture in pictures:
        root = ET.fromstring(picture)
        assert root.get("direction") == "ltr"
        assert [child.tag.rpartition("}")[2] for child in root][:2] == ["title", "desc"]
        assert all(child.text for child in list(root)[:2])
        assert "style=" not in picture, "a strict content policy refuses style attributes"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("asked", BOTH, ids=lambda asked: asked.report)
def test_the_pdf_is_tagged_titled_and_in_its_language(folder: Path, asked: Asked, language: str) -> None:
    found, content = report(folder, asked), _pdf(folder, asked, language)
    reader = pypdf.PdfReader(io.BytesIO(content))
    catalog: Any = reader.trailer["/Root"].get_object()
    assert "/StructTreeRoot" in catalog
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == language
    assert reader.metadata is not None
    assert reader.metadata.title == plain(page_of(found, language).title)
    assert b"pdfuaid" in (catalog["/Metadata"].get_object().get_data())
    links = [note for page in reader.pages for note in page.get("/Annots", ()) or ()]
    assert len(links) >= len(found.notes), "references are links in print too"


def test_the_pdf_has_the_record_head_on_every_sheet(folder: Path, violation: Violation) -> None:
    content = _pdf(folder, INCIDENT, "en")
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        assert violation.foot.head.root[:16] in page.extract_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_docx_has_headings_tables_and_linked_sources(violation: Violation, language: str) -> None:
    content = rendered(violation, Form.DOCX, language)
    document = docx.Document(io.BytesIO(content))
    page = page_of(violation, language)
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style is not None]
    assert styles[0] == "Title"
    assert styles.count("Heading 1") == sum(
        block.level == 2 for block in page.blocks if isinstance(block, Heading)
    )
    assert len(document.tables) >= 3
    body = document.element.xml
    anchors, marks = (
        set(re.findall(r'w:anchor="(\w+)"', body)),
        set(re.findall(r'w:name="(source_\d+)"', body)),
    )
    assert anchors == marks == {f"source_{note.number}" for note in violation.notes}
    assert ("w:bidi/>" in body) == (language == "ar")
    footer = document.sections[0].footer.paragraphs[0].text
    assert violation.foot.head.root[:16] in footer


def test_json_holds_the_whole_report_and_csv_a_row_for_each_finding(daily: Daily) -> None:
    body = json.loads(rendered(daily, Form.JSON, "en"))
    assert body["report"] == "daily"
    assert body["foot"]["head"]["root"] == daily.foot.head.root
    assert [one["incident"] for one in body["incidents"]] == [one.incident for one in daily.incidents]
    rows = list(csv.DictReader(io.StringIO(rendered(daily, Form.CSV, "en").decode())))
    assert len(rows) == len(daily.incidents) * len(daily.compared)
    assert {row["view"] for row in rows} == {"every-source", "corroborated"}


def test_csv_of_an_incident_has_every_account_with_its_claim(violation: Violation) -> None:
    rows = list(csv.DictReader(io.StringIO(rendered(violation, Form.CSV, "ar").decode())))
    cells = [cell for row in violation.dossier.accounts.rows for several in row.cells for cell in several]
    assert [row["claim"] for row in rows] == [cell.claim for cell in cells]


def test_what_sources_wrote_is_never_run(tmp_path: Path) -> None:
    told = world()
    bad = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    told.says("monitor", role("shelling", "north"), content=bad, id="bad")
    told.document("bad-doc", outlet="monitor", url="javascript:alert(1)")
    told.says("monitor", role("shelling", "south", polarity="denied"), document="bad-doc", id="worse")
    found = report(held(tmp_path / "r.truceline", told), INCIDENT)
    text = rendered(found, Form.HTML, "en").decode()
    assert "<script" not in text
    assert "onerror=alert(1)&gt;" in text
    assert 'href="javascript' not in text
    for language in LANGUAGES:
        rendered(found, Form.DOCX, language)


def test_control_characters_do_not_keep_a_report_from_being_written(tmp_path: Path) -> None:
    told = world()
    told.says("monitor", role("shelling", "north"), content="a\x00b\x1bc \u202e d", id="odd")
    found = report(held(tmp_path / "r.truceline", told), INCIDENT)
    for form in Form:
        assert rendered(found, form, "en")
