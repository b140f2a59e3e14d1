"""What sources write is hostile: in every field of a record and of an address, it stays text."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

import pytest
from tests.workbench import Workbench, opened, record_of, small_world

from truceline.workbench.formats import Sheet
from truceline.workbench.web.pages import csv_answer

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
QUERY_FIELDS = (
    "agreement", "view", "known_by", "published_by", "from", "to", "q", "outcome", "failed", "provision", "actor", "place",
    "kind", "after", "format", "lang", "view2", "view3", "by", "row", "incident", "name", "title", "whose", "source",
    "since", "before", "entry", "next", "bbox", "zoom",
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


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world with every text of every item replaced."""
    world = small_world()
    for table, row in world.rows:
        for field in ("name", "title", "content", "note", "purpose", "cue", "words"):
            if field in row:
                row[field] = f"{ALL} {row[field]}"
        if table == "source":
            row["note"] = ALL
    return record_of(world, tmp_path_factory.mktemp("hostile"))


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_no_text_of_a_record_becomes_markup(hostile: Path, lang: str) -> None:
    with opened(hostile) as made:
        made.post("/you", name=ALL[:100])
        for path in PAGES:
            answer = made.client.get(path, headers={"accept-language": lang})
            assert answer.status_code == 200, path
            check(answer.text, path)
        assert "&lt;script&gt;" in made.client.get("/situation").text
        for path in ("/situation.json", "/record.json", "/data/labels", "/data/days", "/data/places"):
            text = made.client.get(path).text
            assert "\u202e" not in text, path


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
