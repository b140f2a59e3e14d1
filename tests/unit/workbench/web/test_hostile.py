"""What sources write is hostile: in every field of a record and of an address, it stays text."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from tests.simulated import TEXT
from tests.told import LISTS, THINGS, tell_all
from tests.workbench import NOON, OWN, Workbench, opened, small_world

from truceline.agreement.parse import read_agreement
from truceline.record.store import Record
from truceline.workbench.formats import Sheet
from truceline.workbench.kept import agreement_document
from truceline.workbench.web.pages import csv_answer
from truceline.workbench.web.underlay import Underlay

PAYLOADS = (
    "<script>window.pwned=1</script>",
    '"><img src=x onerror=window.pwned=1>',
    "' onfocus='window.pwned=1' autofocus='",
    "</title></svg></select><script>window.pwned=1</script>",
    "{{7*7}}{% raw %}",
    "javascript:window.pwned=1",
    "\u202eevil\u2066\x1b[2J",
    "]]><!--",
)
ALL = " ".join(PAYLOADS)
PAGES = ("/situation", "/compare", "/compare?view2=snhr&incident=shelling-inner", "/crux", "/views", "/record", "/changes?since=0",
         "/reference", "/jobs", "/you")  # fmt: skip
FURTHER = (
    "/agreement/truce/text", "/agreement/truce/trial?what=shelling&when=2016-03-10&at=outer&who=north&whom=south",
    "/incident/strike?part=all", "/incident/strike?part=tolls", "/reports", "/crux?view2=named-only", "/actor/east",
)  # fmt: skip
QUERY_FIELDS = (
    "agreement", "view", "known_by", "published_by", "from", "to", "q", "outcome", "failed", "provision", "actor", "place",
    "kind", "after", "format", "lang", "view2", "view3", "by", "row", "incident", "name", "title", "whose", "source",
    "since", "before", "entry", "next", "bbox", "zoom", "at", "offer", "part", "day", "readers", "look_over",
)  # fmt: skip


class Strict(HTMLParser):
    """Notes every script, handler and address of a page that is not the program's own."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "script" and not values.get("src", "").startswith("/static/"):
            self.faults.append("script")
        if tag in ("img", "iframe", "object", "embed", "style", "base"):
            self.faults.append(tag)
        for name, value in values.items():
            if name.startswith("on") or name in ("style", "srcdoc", "autofocus"):
                self.faults.append(f"{tag} {name}")
            if name in ("href", "src", "action", "formaction") and not value.startswith(("/", "?", "#")):
                self.faults.append(f"{tag} {name}={value[:60]}")


def check(text: str, where: str) -> None:
    parser = Strict()
    parser.feed(text)
    assert parser.faults == [], where
    for harmful in ("\u202e", "\u2066", "\x1b"):
        assert harmful not in text, where
    assert "49{%" not in text


TEXTS = {"name", "title", "content", "note", "purpose", "cue", "words", "text", "measure", "unit", "reason"}
"""Fields of items that are anybody's words."""


def spoilt(row: Any) -> Any:
    """A row of an add file with every text in it, however deep, begun by what is hostile."""
    if isinstance(row, list):
        return [spoilt(one) for one in row]
    if not isinstance(row, dict):
        return row
    return {
        name: f"{ALL} {value}" if name in TEXTS and isinstance(value, str) else spoilt(value)
        for name, value in row.items()
    }


def hostile_map(path: Path, theme: str) -> Path:
    """A map whose names, credits and every other property are hostile; so is its layer's name."""
    properties = dict.fromkeys(("name", "kind", "layer", "attribution", "description", "href", "ink"), ALL)
    outline = [[36, 34], [38, 34], [38, 36], [36, 36], [36, 34]]
    shapes = (
        ("Point", [36.9, 34.9]), ("Polygon", [outline]), ("LineString", outline[:3]),
    )  # fmt: skip
    features = [
        {"type": "Feature", "geometry": {"type": kind, "coordinates": at}, "properties": {**properties, "theme": theme}}
        for kind, at in shapes
    ]  # fmt: skip
    whole = {"type": "FeatureCollection", "name": ALL, "attribution": ALL, "features": features}
    path.write_text(json.dumps(whole), "utf-8")
    return path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """A record in which every text of every item and of the agreement is hostile, over maps that are, too."""
    world = small_world()
    tell_all(world)
    world.rows = [(table, spoilt(row)) for table, row in world.rows]
    for table, row in world.rows:
        if table == "source":
            row["note"] = ALL
    folder = tmp_path_factory.mktemp("hostile")
    text = TEXT.replace('title = "', f"title = {json.dumps(ALL)[:-1]} ").replace('text = "', f"text = {json.dumps(ALL)[:-1]} ")  # fmt: skip
    path = folder / "test.truceline"
    with Record.create(path, origin="test/record") as record:
        record.append(world.batch(), by=ALL, at=NOON)
        document = agreement_document(text, read_agreement(text, "truce.toml"))
        record.replace_document(document, reason=ALL, by=ALL, at=NOON)
    base = Underlay.of(
        [hostile_map(folder / "<img src=x onerror=1>.geojson", "place")],
        hostile_map(folder / "'\" onload=1 .geojson", ALL),
        ALL,
    )
    with opened(path, base=base) as made:
        made.post("/you", name=ALL[:100])
        yield made


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_no_text_of_a_record_or_of_a_map_becomes_markup(hostile: Workbench, lang: str) -> None:
    for path in (*PAGES, *LISTS, *THINGS, *FURTHER):
        for script in ({}, {"hx-request": "true"}):
            answer = hostile.client.get(path, headers={"accept-language": lang, **script})
            assert answer.status_code == 200, path
            check(answer.text, path)
    assert "&lt;script&gt;" in hostile.client.get("/situation").text


def test_no_text_turns_what_programs_get(hostile: Workbench) -> None:
    for path in (
        "/situation.json", "/record.json", "/data/labels", "/data/days", "/data/places", "/data/zones", "/basemap/0.json",
        "/basemap/boundaries.json", "/data/areas/incident/strike", "/data/areas/control", "/data/areas/zones/truce",
        "/data/named/sources?q=onload", "/data/named/actors", "/data/named/places", "/documents.json", "/document/paper.json", "/incident/strike.json", "/talks.json",
    ):  # fmt: skip
        answer = hostile.client.get(path)
        assert answer.status_code == 200, path
        assert answer.headers["content-type"].startswith(("application/json", "application/geo+json")), path
        assert not set("\u202e\u2066\x1b") & set(answer.text), path
        json.loads(answer.text)


def test_what_is_refused_is_told_as_text(hostile: Workbench) -> None:
    """Forms that come back with their faults: a claim by hand, an agreement's text, a view, a decision."""
    client, csrf = hostile.client, hostile.session.csrf
    for path, fields in (
        ("/document/paper/claims", {"quote": ALL, "speaker": ALL, "type": "event", "event-kind": ALL, "said": ALL}),
        ("/agreement/truce/text", {"text": f"id = {json.dumps(ALL)}\n{ALL}", "reason": ALL, "check": "1"}),
        ("/views/keep", {"text": ALL, "name": ALL, "title": ALL}),
        ("/inbox/judgements", {"about": ALL, "left": ALL, "right": ALL, "answer": ALL, "next": "javascript:1"}),
        ("/reports/issue", {"from": "2016-03-10", "to": "2016-03-10", "view": ALL, "audience": ALL, "next": ALL}),
    ):  # fmt: skip
        answer = client.post(path, data={"csrf": csrf, **fields}, headers=OWN)
        assert answer.status_code in (200, 400, 404, 422), (path, answer.status_code)
        if answer.headers["content-type"].startswith("text/html"):
            check(answer.text, path)


def test_a_report_and_the_list_of_those_issued_hold_hostile_words_as_text(hostile: Workbench) -> None:
    span = {"from": "2016-03-10", "to": "2016-03-10", "view": "every-source"}
    for more in ({}, {"incident": "strike"}):
        page = hostile.client.get(f"/report/page?{urlencode({**span, **more})}")
        assert page.status_code == 200
        check(page.text, "report")
    fields = {**span, "csrf": hostile.session.csrf, "audience": ALL[:150], "form": "html", "next": "/reports"}
    assert hostile.client.post("/reports/issue", data=fields, headers=OWN, follow_redirects=False).status_code == 200  # fmt: skip
    listed = hostile.client.get("/reports?look_over=1").text
    assert "&lt;script&gt;" in listed
    check(listed, "reports")


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize(
    "path", ["/situation", "/compare", "/views", "/record", "/changes", "/you", "/data/cells"]
)
def test_no_field_of_an_address_becomes_markup(workbench: Workbench, path: str, payload: str) -> None:
    for field in QUERY_FIELDS:
        answer = workbench.client.get(f"{path}?{urlencode({field: payload})}")
        assert answer.status_code in (200, 400, 404, 422), (path, field)
        if answer.headers["content-type"].startswith("text/html"):
            check(answer.text, f"{path} {field}")


@pytest.mark.parametrize(
    "path", ["/<script>", "/situation/<img src=x onerror=1>", "/incident/\u202e", "/%00", "/jobs/<b>"]
)
def test_no_path_becomes_markup(workbench: Workbench, path: str) -> None:
    answer = workbench.client.get(path)
    assert answer.status_code == 404
    check(answer.text, path)


def test_a_spreadsheet_runs_nothing_of_ours() -> None:
    cells = ("=1+1", "+1+1", "-1-1", "@x", "\t=1", "plain", "-1", -3, "@1200", None)
    body = csv_answer(Sheet("", ("a",) * len(cells), (cells,), ())).body
    (row,) = bytes(body).decode().splitlines()[1:]
    assert row == "'=1+1,'+1+1,'-1-1,'@x,'\t=1,plain,-1,-3,@1200,"
